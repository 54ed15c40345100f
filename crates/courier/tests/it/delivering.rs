//! One letter to one receiver.

use std::{
    net::{IpAddr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use courier::{HttpCourier, Resolve, SystemResolver};
use domain::webhook::{Address, Reach};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::{
    RootCertStore, ServerConfig,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer},
};
use service::webhook::{Courier as _, Fault, Letter, Receipt};
use tokio::{
    net::{TcpListener, TcpSocket, TcpStream},
    time::timeout,
};
use tokio_rustls::TlsAcceptor;

use crate::receiver::Receiver;

/// Far more than any answer takes that comes.
const PATIENCE: Duration = Duration::from_secs(60);
/// For those whose whole answer never comes, or takes far longer: short enough to be waited for.
const SHORT: Duration = Duration::from_secs(2);

/// A name service that gives the next answer each time it is asked, and the last one for ever.
struct Names {
    answers: Vec<Vec<IpAddr>>,
    asked: AtomicUsize,
}

impl Names {
    fn say(answers: &[&[&str]]) -> Arc<Self> {
        let parse = |answer: &&[&str]| answer.iter().map(|number| number.parse().unwrap()).collect();
        Arc::new(Self {
            answers: answers.iter().map(parse).collect(),
            asked: AtomicUsize::new(0),
        })
    }
}

#[async_trait]
impl Resolve for Names {
    async fn resolve(&self, _: &str) -> Vec<IpAddr> {
        let asked = self.asked.fetch_add(1, Ordering::SeqCst);
        self.answers[asked.min(self.answers.len() - 1)].clone()
    }
}

fn courier(reach: Reach, names: Arc<dyn Resolve>) -> HttpCourier {
    HttpCourier::with(reach, names, RootCertStore::empty(), PATIENCE)
}

fn letter(address: &str) -> Letter {
    Letter {
        address: Address::stored(address).unwrap(),
        id: "msg_1".to_owned(),
        timestamp: "1".to_owned(),
        signature: "v1,x".to_owned(),
        body: "{}".to_owned(),
    }
}

const fn answered(status: u16) -> Result<Receipt, Fault> {
    Ok(Receipt {
        status,
        retry_after: None,
    })
}

#[tokio::test]
async fn every_way_in_which_a_receiver_fails_ends_in_time_and_has_its_name() {
    let receiver = Receiver::start().await;
    let patient = courier(Reach::Loopback, Arc::new(SystemResolver));
    let hasty = HttpCourier::with(
        Reach::Loopback,
        Arc::new(SystemResolver),
        RootCertStore::empty(),
        SHORT,
    );
    let wait = Ok(Receipt {
        status: 429,
        retry_after: Some(Duration::from_secs(7_200)),
    });
    for (path, expected) in [
        ("/ok/1", answered(204)),
        ("/fails/1", answered(500)),
        ("/gone/1", answered(410)),
        ("/wait/1", wait),
        ("/redirects/1", answered(302)),
        ("/silent/1", Err(Fault::Timeout)),
        ("/drips/1", Err(Fault::Timeout)),
        ("/closes/1", Err(Fault::NoAnswer)),
        ("/babbles/1", Err(Fault::NoAnswer)),
        ("/headers/1", Err(Fault::NoAnswer)),
        ("/body/1", answered(200)),
    ] {
        let courier = if expected == Err(Fault::Timeout) {
            &hasty
        } else {
            &patient
        };
        let letter = letter(&receiver.url(path));
        let came = timeout(PATIENCE / 2, courier.deliver(&letter)).await;
        assert_eq!(came, Ok(expected), "{path}");
    }
    let paths: Vec<_> = receiver.seen().into_iter().map(|seen| seen.path).collect();
    assert_eq!(
        paths.len(),
        11,
        "each was asked once, and no redirect was followed: {paths:?}"
    );
}

#[tokio::test]
async fn where_nobody_listens_there_is_no_connection() {
    // No other test listens at this number, so none is given the port meanwhile.
    let free = TcpListener::bind("127.0.0.3:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap();
    let courier = courier(Reach::Loopback, Arc::new(SystemResolver));
    let came = courier.deliver(&letter(&format!("http://{free}/"))).await;
    assert_eq!(came, Err(Fault::NoConnection));
}

#[tokio::test]
async fn no_number_and_no_name_leads_to_this_machine_or_its_network() {
    let receiver = Receiver::start().await;
    let port = receiver.address.port();
    for number in [
        "127.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "2130706433",
        "0x7f.1",
        "10.0.0.1",
        "169.254.169.254",
        "[fd00:ec2::254]",
        "100.100.100.200",
    ] {
        let courier = courier(Reach::Internet, Arc::new(SystemResolver));
        let came = courier
            .deliver(&letter(&format!("https://{number}:{port}/ok/1")))
            .await;
        assert_eq!(came, Err(Fault::NotPublic), "{number}");
    }
    for answer in [
        &["127.0.0.1"][..],
        &["::ffff:127.0.0.1"],
        &["192.168.1.1"],
        &["169.254.169.254"],
        // One good address beside a bad one is no accident.
        &["93.184.215.14", "127.0.0.1"],
    ] {
        let courier = courier(Reach::Internet, Names::say(&[answer]));
        let came = courier
            .deliver(&letter(&format!("https://hooks.example.com:{port}/ok/1")))
            .await;
        assert_eq!(came, Err(Fault::NotPublic), "{answer:?}");
    }
    let nowhere = courier(Reach::Internet, Names::say(&[&[]]));
    let came = nowhere.deliver(&letter("https://hooks.example.com/")).await;
    assert_eq!(came, Err(Fault::NoAddress));
    assert!(receiver.seen().is_empty(), "nothing was connected to");
}

#[tokio::test]
async fn a_name_is_asked_for_once_so_it_cannot_lead_elsewhere_after_it_was_looked_at() {
    let receiver = Receiver::start().await;
    let names = Names::say(&[&["127.0.0.1"], &["10.0.0.1"]]);
    let courier = courier(Reach::Loopback, Arc::clone(&names) as _);
    // A name over plain HTTP is stored by nobody; here it shows where the connection goes.
    let address = format!("http://hooks.example.com:{}/ok/1", receiver.address.port());
    assert_eq!(courier.deliver(&letter(&address)).await, answered(204));
    assert_eq!(names.asked.load(Ordering::SeqCst), 1);
    let seen = receiver.seen();
    assert_eq!(
        seen[0].header("host"),
        format!("hooks.example.com:{}", receiver.address.port())
    );
}

#[tokio::test]
async fn an_address_that_swallows_everything_leaves_time_for_the_next() {
    let receiver = Receiver::start().await;
    let port = receiver.address.port();
    // Whoever listens and takes nobody in says nothing to those that come when the queue is full.
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::from(([127, 0, 0, 2], port))).unwrap();
    let swallowing = socket.listen(1).unwrap();
    let mut queue = Vec::new();
    let connect = || TcpStream::connect(swallowing.local_addr().unwrap());
    while let Ok(waiting) = timeout(Duration::from_millis(200), connect()).await {
        queue.push(waiting.unwrap());
    }
    // The first address uses up a fifth of it.
    let courier = HttpCourier::with(
        Reach::Loopback,
        Names::say(&[&["127.0.0.2", "127.0.0.1"]]),
        RootCertStore::empty(),
        SHORT * 5,
    );
    let address = format!("http://hooks.example.com:{port}/ok/1");
    assert_eq!(courier.deliver(&letter(&address)).await, answered(204));
}

/// A receiver with a certificate for a name, and the authorities that trust it.
async fn with_tls(name: &str) -> (Receiver, RootCertStore) {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(vec![name.to_owned()]).unwrap();
    let certificate = CertificateDer::from(cert.der().to_vec());
    let mut roots = RootCertStore::empty();
    roots.add(certificate.clone()).unwrap();
    let key = PrivateKeyDer::try_from(signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let receiver = Receiver::start_with(Some(TlsAcceptor::from(Arc::new(config)))).await;
    (receiver, roots)
}

#[tokio::test]
async fn over_tls_the_receiver_has_to_be_who_the_name_says() {
    let (receiver, roots) = with_tls("hooks.example.com").await;
    let port = receiver.address.port();
    let loopback = || Names::say(&[&["127.0.0.1"]]);
    let trusting = HttpCourier::with(Reach::Loopback, loopback(), roots.clone(), PATIENCE);
    let right = letter(&format!("https://hooks.example.com:{port}/ok/1"));
    assert_eq!(trusting.deliver(&right).await, answered(204));
    let other = letter(&format!("https://other.example.com:{port}/ok/2"));
    assert_eq!(trusting.deliver(&other).await, Err(Fault::NotSecure));
    let stranger = courier(Reach::Loopback, loopback());
    assert_eq!(stranger.deliver(&right).await, Err(Fault::NotSecure));
    let plain = Receiver::start().await;
    let mute = letter(&format!(
        "https://hooks.example.com:{}/ok/1",
        plain.address.port()
    ));
    assert!(matches!(
        trusting.deliver(&mute).await,
        Err(Fault::NotSecure | Fault::Timeout)
    ));
    assert_eq!(receiver.seen().len(), 1);
}
