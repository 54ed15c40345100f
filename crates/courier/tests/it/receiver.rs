//! A receiver that fails as the path of its address says, and remembers what it was sent.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::TcpListener,
    sync::Notify,
    task::JoinSet,
};
use tokio_rustls::TlsAcceptor;

/// One request.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }
}

/// Listens until it is dropped.
pub(crate) struct Receiver {
    pub(crate) address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
    late: Arc<Notify>,
    _task: JoinSet<()>,
}

impl Receiver {
    pub(crate) async fn start() -> Self {
        Self::start_with(None).await
    }

    pub(crate) async fn start_with(tls: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let mut task = JoinSet::new();
        let log = Arc::clone(&seen);
        let late = Arc::new(Notify::new());
        let said = Arc::clone(&late);
        task.spawn(async move {
            let mut connections = JoinSet::new();
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let (log, late, tls) = (Arc::clone(&log), Arc::clone(&said), tls.clone());
                connections.spawn(async move {
                    match tls {
                        None => serve(stream, &log, &late).await,
                        Some(tls) => {
                            if let Ok(stream) = tls.accept(stream).await {
                                serve(stream, &log, &late).await;
                            }
                        }
                    }
                });
            }
        });
        Self {
            address,
            seen,
            late,
            _task: task,
        }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// Lets one who waits at `/gone-late` have the answer.
    pub(crate) fn answer_late(&self) {
        self.late.notify_one();
    }

    /// How many requests have come to a path.
    pub(crate) fn count(&self, path: &str) -> usize {
        self.seen().iter().filter(|one| one.path == path).count()
    }

    /// Waits until so many requests have come to a path.
    pub(crate) async fn wait_for(&self, path: &str, count: usize) -> Vec<Seen> {
        for _ in 0..3_000 {
            let seen: Vec<_> = self.seen().into_iter().filter(|one| one.path == path).collect();
            if seen.len() >= count {
                return seen;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("{path} was not asked {count} times: {:?}", self.seen());
    }
}

async fn serve(mut stream: impl AsyncRead + AsyncWrite + Unpin, log: &Mutex<Vec<Seen>>, late: &Notify) {
    let Some(seen) = read_request(&mut stream).await else {
        return;
    };
    let path = seen.path.clone();
    let is_test = seen.body.contains("\"type\":\"test\"");
    log.lock().unwrap().push(seen);
    let kind = path.split('/').nth(1).unwrap_or_default();
    let plain = |line: &str| format!("HTTP/1.1 {line}\r\ncontent-length: 0\r\n\r\n");
    match kind {
        "ok" => say(&mut stream, &plain("204 No Content")).await,
        "picky" if is_test => say(&mut stream, &plain("400 Bad Request")).await,
        "picky" => say(&mut stream, &plain("204 No Content")).await,
        "fails" => say(&mut stream, &plain("500 Internal Server Error")).await,
        "gone" => say(&mut stream, &plain("410 Gone")).await,
        "gone-late" => {
            late.notified().await;
            say(&mut stream, &plain("410 Gone")).await;
        }
        "wait" => {
            let answer = "HTTP/1.1 429 Too Many Requests\r\nretry-after: 7200\r\ncontent-length: 0\r\n\r\n";
            say(&mut stream, answer).await;
        }
        "redirects" => {
            // Back to a path of this very receiver, which would be seen.
            let answer = "HTTP/1.1 302 Found\r\nlocation: /ok/by-redirect\r\ncontent-length: 0\r\n\r\n";
            say(&mut stream, answer).await;
        }
        // Until who asked has gone.
        "silent" => drop(stream.read(&mut [0]).await),
        "closes" => {}
        "drips" => {
            for byte in plain("200 OK").bytes() {
                if stream.write_all(&[byte]).await.is_err() {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
        "babbles" => say(&mut stream, "SSH-2.0-OpenSSH_9.2p1\r\n").await,
        "headers" => {
            say(&mut stream, "HTTP/1.1 200 OK\r\n").await;
            while stream
                .write_all(b"x-more: and more and more and more\r\n")
                .await
                .is_ok()
            {}
        }
        "body" => {
            say(
                &mut stream,
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
            )
            .await;
            while stream.write_all(b"10\r\nendless, endless\r\n").await.is_ok() {}
        }
        other => panic!("no behaviour is called {other}"),
    }
}

async fn say(stream: &mut (impl AsyncWrite + Unpin), text: &str) {
    let _ = stream.write_all(text.as_bytes()).await;
    let _ = stream.flush().await;
}

async fn read_request(stream: &mut (impl AsyncRead + Unpin)) -> Option<Seen> {
    let mut bytes = Vec::new();
    let (head, mut body) = loop {
        let mut part = [0; 1024];
        let read = stream.read(&mut part).await.ok().filter(|read| *read > 0)?;
        bytes.extend_from_slice(&part[..read]);
        let text = String::from_utf8(bytes.clone()).unwrap();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            break (head.to_owned(), body.to_owned());
        }
    };
    let mut lines = head.lines();
    let path = lines.next()?.split(' ').nth(1)?.to_owned();
    let headers: Vec<_> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length")?;
    let length: usize = length.1.parse().ok()?;
    while body.len() < length {
        let mut part = vec![0; length - body.len()];
        let read = stream.read(&mut part).await.ok().filter(|read| *read > 0)?;
        body.push_str(std::str::from_utf8(&part[..read]).unwrap());
    }
    Some(Seen { path, headers, body })
}
