//! A proxy between clients and one server that can be told to cut connections and to end answers early.

use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use anyhow::Result;
use rand::{RngExt as _, rngs::StdRng};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _, copy},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinHandle,
};

/// The most bytes of an answer that get through when it is to end early.
const LONGEST_STUMP: usize = 20_000;

/// A running proxy.
#[derive(Debug)]
pub struct Proxy {
    /// Where clients connect to.
    pub address: SocketAddr,
    faults: Arc<Faults>,
    task: JoinHandle<()>,
}

#[derive(Debug)]
struct Faults {
    chance: Mutex<StdRng>,
    /// So many of the next answers end early.
    stumps: AtomicUsize,
    /// Counted up when every open connection is to be cut.
    cuts: watch::Sender<u64>,
}

impl Proxy {
    /// Starts one in front of `server`.
    ///
    /// # Errors
    /// Where no port is free.
    pub async fn start(server: SocketAddr, chance: StdRng) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let faults = Arc::new(Faults {
            chance: Mutex::new(chance),
            stumps: AtomicUsize::new(0),
            cuts: watch::Sender::new(0),
        });
        let shared = Arc::clone(&faults);
        let task = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(connect(client, server, Arc::clone(&shared)));
            }
        });
        Ok(Self {
            address,
            faults,
            task,
        })
    }

    /// Cuts every open connection.
    pub fn cut(&self) {
        self.faults.cuts.send_modify(|cuts| *cuts += 1);
    }

    /// Ends the next `count` answers early, somewhere.
    pub fn truncate(&self, count: usize) {
        self.faults.stumps.store(count, Ordering::SeqCst);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn connect(client: TcpStream, server: SocketAddr, faults: Arc<Faults>) {
    let mut cuts = faults.cuts.subscribe();
    let Ok(server) = TcpStream::connect(server).await else {
        return;
    };
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let asking = copy(&mut from_client, &mut to_server);
    let answering = async {
        let mut portion = vec![0; 16 * 1_024];
        let mut left = None;
        while let Ok(length @ 1..) = from_server.read(&mut portion).await {
            if left.is_none() {
                left = stump(&faults);
            }
            let through = left.map_or(length, |left| length.min(left));
            if to_client.write_all(&portion[..through]).await.is_err() {
                return;
            }
            if let Some(left) = &mut left {
                *left -= through;
                if *left == 0 {
                    return;
                }
            }
        }
    };
    // Whoever is done first ends both ways: dropping the halves closes the connections.
    tokio::select! {
        _ = async { let _ = asking.await; std::future::pending::<()>().await } => {}
        () = answering => {}
        _ = cuts.changed() => {}
    }
}

/// How much of this answer gets through, where it is to end early.
fn stump(faults: &Faults) -> Option<usize> {
    let fewer = |stumps: usize| stumps.checked_sub(1);
    faults
        .stumps
        .fetch_update(Ordering::SeqCst, Ordering::SeqCst, fewer)
        .ok()?;
    let mut chance = faults.chance.lock().unwrap_or_else(PoisonError::into_inner);
    Some(chance.random_range(0..LONGEST_STUMP))
}
