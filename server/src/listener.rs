//! The accept loop. `axum::serve` sets no timer, so hyper's limit on slowly sent headers never fires there; here
//! it does.

use std::{io, pin::pin, sync::Arc, time::Duration};

use axum::{Router, http::Request};
use hyper::body::Incoming;
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use platform_api::single_slashes;
use tokio::{
    net::TcpListener,
    sync::{Notify, Semaphore},
};
use tokio_io_timeout::TimeoutStream;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

use crate::visitor::Peer;

/// A client has so long to send its request's headers: of its first request from the moment on in which it is connected,
/// since hyper counts only once it knows the protocol, and would wait for that without end.
pub(crate) const HEADERS_WITHIN: Duration = Duration::from_secs(5);
/// A client that takes nothing of what is sent to it is cut off after so long.
const WRITE_WITHIN: Duration = Duration::from_secs(30);
/// At shutdown, requests that are under way have so long to finish.
const DRAIN: Duration = Duration::from_secs(10);
/// No more connections than this are open at a time; further ones wait to be accepted.
const MAX_CONNECTIONS: usize = 4_096;

/// Serves `router` until cancelled, then lets what is under way finish.
pub(crate) async fn serve(listener: TcpListener, router: Router, cancelled: CancellationToken) {
    serve_to(listener, router, cancelled, WRITE_WITHIN).await;
}

async fn serve_to(
    listener: TcpListener,
    router: Router,
    cancelled: CancellationToken,
    write_within: Duration,
) {
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let shutdown = GracefulShutdown::new();
    let protocol = protocol();
    loop {
        let Some(Ok(place)) = cancelled
            .run_until_cancelled(Arc::clone(&places).acquire_owned())
            .await
        else {
            break;
        };
        let Some(accepted) = cancelled.run_until_cancelled(listener.accept()).await else {
            break;
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                wait_if_exhausted(&error).await;
                continue;
            }
        };
        // An answer in pieces would wait for the client to acknowledge each: 40 ms. Where this fails the client has gone.
        let _ = stream.set_nodelay(true);
        let router = router.clone();
        let asked = Arc::new(Notify::new());
        let asking = Arc::clone(&asked);
        let service = TowerToHyperService::new(tower::service_fn(move |mut request: Request<Incoming>| {
            asking.notify_one();
            request.extensions_mut().insert(Peer(peer.ip()));
            router.clone().oneshot(single_slashes(request))
        }));
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(write_within));
        let connection = protocol
            .serve_connection(TokioIo::new(Box::pin(stream)), service)
            .into_owned();
        let watched = shutdown.watch(connection);
        tokio::spawn(async move {
            let _place = place;
            let mut connection = pin!(watched);
            let first = tokio::time::timeout(HEADERS_WITHIN, asked.notified());
            // A client that goes away in the middle is no news, nor is one that asks for nothing.
            tokio::select! {
                _ = connection.as_mut() => {}
                asked = first => {
                    if asked.is_ok() {
                        let _ = connection.await;
                    }
                }
            }
        });
    }
    drop(listener);
    if tokio::time::timeout(DRAIN, shutdown.shutdown()).await.is_err() {
        tracing::warn!("some requests were still under way and were cut off");
    }
}

fn protocol() -> auto::Builder<TokioExecutor> {
    let mut protocol = auto::Builder::new(TokioExecutor::new());
    protocol
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS_WITHIN)
        .max_headers(64)
        .max_buf_size(32 * 1_024)
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(64)
        .max_header_list_size(32 * 1_024)
        .keep_alive_interval(Some(Duration::from_secs(20)));
    protocol
}

/// Out of file handles, accepting again at once would only spin.
async fn wait_if_exhausted(error: &io::Error) {
    tracing::warn!(kind = ?error.kind(), "a connection could not be accepted");
    tokio::time::sleep(Duration::from_millis(100)).await;
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use axum::{body::Body, routing::get};
    use tokio::{
        io::{AsyncReadExt as _, AsyncWriteExt as _},
        net::TcpStream,
    };

    use super::*;

    /// Far more than anything takes that happens.
    const WAITED_FOR: Duration = Duration::from_secs(60);

    async fn start() -> (std::net::SocketAddr, CancellationToken) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let cancelled = CancellationToken::new();
        tokio::spawn(serve(
            listener,
            Router::new().route("/", get("hello")),
            cancelled.clone(),
        ));
        (address, cancelled)
    }

    /// Connects, sends that and nothing more, and waits until the connection is closed: long, but not until HTTP/2 would
    /// miss an answer to its pings.
    async fn is_cut_off(sent: &[u8]) -> bool {
        let (address, _cancelled) = start().await;
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(sent).await.unwrap();
        let mut answer = Vec::new();
        let closed = tokio::time::timeout(HEADERS_WITHIN * 6, stream.read_to_end(&mut answer)).await;
        closed.is_ok()
    }

    #[tokio::test]
    async fn a_client_that_sends_its_headers_drop_by_drop_is_cut_off() {
        assert!(is_cut_off(b"GET / HTTP/1.1\r\nhost: x\r\n").await);
    }

    #[tokio::test]
    async fn a_client_that_never_asks_for_anything_is_cut_off() {
        let only_a_greeting = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
        let (nothing, begun, greeted) = tokio::join!(
            is_cut_off(b""),
            is_cut_off(b"PRI * HTTP"),
            is_cut_off(only_a_greeting)
        );
        assert_eq!((nothing, begun, greeted), (true, true, true));
    }

    #[tokio::test]
    async fn a_client_that_stops_reading_is_cut_off_and_what_it_was_sent_is_given_up() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (sending, mut given_up) = tokio::sync::mpsc::channel::<()>(1);
        let sending = Arc::new(Mutex::new(Some(sending)));
        let endless = move || {
            let sending = sending.lock().unwrap().take();
            let piece = |sending| async move { Some((Ok::<_, io::Error>(vec![0; 65_536]), sending)) };
            std::future::ready(Body::from_stream(futures::stream::unfold(sending, piece)))
        };
        let router = Router::new().route("/", get(endless));
        let within = Duration::from_millis(300);
        tokio::spawn(serve_to(listener, router, CancellationToken::new(), within));
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream
            .write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
            .await
            .unwrap();
        let mut start = [0; 15];
        stream.read_exact(&mut start).await.unwrap();
        let ended = tokio::time::timeout(WAITED_FOR, given_up.recv()).await;
        assert_eq!(ended, Ok(None), "the answer is still being made");
        let mut rest = Vec::new();
        let closed = tokio::time::timeout(WAITED_FOR, stream.read_to_end(&mut rest)).await;
        assert!(closed.is_ok(), "the connection is still open");
    }

    #[tokio::test]
    async fn a_whole_request_is_answered_and_shutdown_ends_the_connection() {
        let (address, cancelled) = start().await;
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream
            .write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
            .await
            .unwrap();
        let mut start = [0; 15];
        stream.read_exact(&mut start).await.unwrap();
        assert_eq!(&start, b"HTTP/1.1 200 OK");
        cancelled.cancel();
        let mut rest = Vec::new();
        tokio::time::timeout(DRAIN, stream.read_to_end(&mut rest))
            .await
            .unwrap()
            .unwrap();
    }
}
