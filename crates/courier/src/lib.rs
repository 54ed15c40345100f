//! Carries wake-ups to the addresses that platforms gave.
//!
//! Whoever gives an address decides where this server connects, so nothing is taken on trust: the name is resolved
//! once, every address that it leads to is looked at ([`Reach`]), and the connection goes to one of exactly these, so
//! a name that leads elsewhere a moment later changes nothing. No redirect is followed, no proxy asked, no body read;
//! headers are limited, and all of it has to be over in time.

mod resolve;

use std::{net::SocketAddr, sync::Arc, time::Duration};

use async_trait::async_trait;
use domain::webhook::{Address, Reach};
use http::{
    Request, Response,
    header::{CONTENT_TYPE, HOST, HeaderMap, RETRY_AFTER, USER_AGENT},
};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper_util::rt::TokioIo;
use rustls::{ClientConfig, RootCertStore, crypto::ring, pki_types::ServerName};
use service::webhook::{Courier, Fault, Letter, PATIENCE, Receipt};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    task::JoinSet,
    time::timeout,
};
use tokio_rustls::TlsConnector;

pub use resolve::{Resolve, SystemResolver};

/// The most headers of an answer.
const MOST_HEADERS: usize = 64;
/// The most bytes of an answer's head; hyper takes no less than 8 KiB.
const LONGEST_HEAD: usize = 16 * 1_024;

/// While other addresses remain, one has this part of the time of a whole try to let us connect: an address that swallows
/// what is sent to it must not use up what the next would need.
const PART_FOR_ONE: u32 = 5;

/// Speaks HTTP/1.1 over TLS, with the authorities that browsers trust.
pub struct HttpCourier {
    reach: Reach,
    resolver: Arc<dyn Resolve>,
    tls: TlsConnector,
    patience: Duration,
}

impl HttpCourier {
    /// One that connects to what `reach` allows.
    pub fn new(reach: Reach) -> Self {
        let roots = RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        Self::with(reach, Arc::new(SystemResolver), roots, PATIENCE)
    }

    /// One with another resolver, other authorities, and another limit of time for a whole try.
    pub fn with(
        reach: Reach,
        resolver: Arc<dyn Resolve>,
        authorities: RootCertStore,
        patience: Duration,
    ) -> Self {
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap_or_else(|_| unreachable!("ring knows TLS 1.2 and 1.3"))
            .with_root_certificates(authorities)
            .with_no_client_auth();
        Self {
            reach,
            resolver,
            tls: TlsConnector::from(Arc::new(config)),
            patience,
        }
    }

    async fn carry(&self, letter: &Letter) -> Result<Receipt, Fault> {
        let addresses = self.checked_addresses(&letter.address).await?;
        let stream = connect(&addresses, self.patience / PART_FOR_ONE).await?;
        if !letter.address.is_secure() {
            return speak(stream, letter).await;
        }
        let name = server_name(&letter.address)?;
        let stream = self
            .tls
            .connect(name, stream)
            .await
            .map_err(|_| Fault::NotSecure)?;
        speak(stream, letter).await
    }

    /// Where a letter goes. Where any of the addresses is not allowed none is used: a name that leads to both is no
    /// accident.
    async fn checked_addresses(&self, address: &Address) -> Result<Vec<SocketAddr>, Fault> {
        let found = match address.literal() {
            Some(number) => vec![number],
            None => self.resolver.resolve(address.host()).await,
        };
        if found.is_empty() {
            return Err(Fault::NoAddress);
        }
        if !found.iter().all(|number| self.reach.allows(*number)) {
            return Err(Fault::NotPublic);
        }
        let with_port = |number| SocketAddr::new(number, address.port());
        Ok(found.into_iter().map(with_port).collect())
    }
}

#[async_trait]
impl Courier for HttpCourier {
    async fn deliver(&self, letter: &Letter) -> Result<Receipt, Fault> {
        timeout(self.patience, self.carry(letter))
            .await
            .unwrap_or(Err(Fault::Timeout))
    }
}

/// Connects to the first address that answers; each but the last has `patience` for that.
async fn connect(addresses: &[SocketAddr], patience: Duration) -> Result<TcpStream, Fault> {
    let (last, others) = addresses.split_last().ok_or(Fault::NoAddress)?;
    for address in others {
        if let Ok(Ok(stream)) = timeout(patience, TcpStream::connect(address)).await {
            return Ok(stream);
        }
    }
    TcpStream::connect(last).await.map_err(|_| Fault::NoConnection)
}

fn server_name(address: &Address) -> Result<ServerName<'static>, Fault> {
    match address.literal() {
        Some(number) => Ok(ServerName::IpAddress(number.into())),
        None => ServerName::try_from(address.host().to_owned()).map_err(|_| Fault::NotSecure),
    }
}

/// One request and the head of its answer.
async fn speak(
    stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
    letter: &Letter,
) -> Result<Receipt, Fault> {
    let request = Request::post(letter.address.target())
        .header(HOST, letter.address.authority())
        .header(USER_AGENT, "Reclaim")
        .header(CONTENT_TYPE, "application/json")
        .header("webhook-id", &letter.id)
        .header("webhook-timestamp", &letter.timestamp)
        .header("webhook-signature", &letter.signature)
        .body(Full::new(Bytes::from(letter.body.clone())))
        .map_err(|_| Fault::NoAnswer)?;
    let (mut sender, connection) = hyper::client::conn::http1::Builder::new()
        .max_headers(MOST_HEADERS)
        .max_buf_size(LONGEST_HEAD)
        .handshake(TokioIo::new(stream))
        .await
        .map_err(|_| Fault::NoAnswer)?;
    // Dropped with this function: then the connection is closed, whatever the receiver still wants to say.
    let mut connections = JoinSet::new();
    connections.spawn(connection);
    let answer = sender.send_request(request).await.map_err(|_| Fault::NoAnswer)?;
    Ok(receipt(&answer))
}

fn receipt(answer: &Response<Incoming>) -> Receipt {
    Receipt {
        status: answer.status().as_u16(),
        retry_after: retry_after(answer.headers()),
    }
}

/// In seconds only: a date would need the receiver's clock to be right.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds))
}
