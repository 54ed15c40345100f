//! Asks a server one thing on a connection of its own. An answer that ends early is an error, never an answer.

use std::{net::SocketAddr, time::Duration};

use anyhow::{Context as _, Result};
use http::{Method, Request, header};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
use tokio::{net::TcpStream, time::timeout};

/// A server that is stopped, or waits for a database that is away, is given up after so long.
const PATIENCE: Duration = Duration::from_secs(20);

/// A whole answer.
#[derive(Debug)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The body, as long as its headers said.
    pub body: Bytes,
    /// Seconds to wait before asking again, where the server said so.
    pub retry_after: Option<u64>,
}

/// Gets an address, with an `Authorization` header where `authorization` is not empty.
///
/// # Errors
/// Where no whole answer came.
pub async fn get(server: SocketAddr, path: &str, authorization: &str) -> Result<Answer> {
    let mut request = Request::builder().method(Method::GET).uri(path);
    if !authorization.is_empty() {
        request = request.header(header::AUTHORIZATION, authorization);
    }
    send(server, request.body(Full::default())?).await
}

/// Gets an address with these headers.
///
/// # Errors
/// Where no whole answer came.
pub async fn get_with(server: SocketAddr, path: &str, headers: &[(&str, &str)]) -> Result<Answer> {
    let mut request = Request::builder().method(Method::GET).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(server, request.body(Full::default())?).await
}

/// Posts a body.
///
/// # Errors
/// Where no whole answer came: whether the server did what was asked is then not known.
pub async fn post(server: SocketAddr, path: &str, kind: &str, body: Vec<u8>) -> Result<Answer> {
    let request = Request::builder()
        .method(Method::POST)
        .uri(path)
        .header(header::CONTENT_TYPE, kind);
    send(server, request.body(Full::from(body))?).await
}

async fn send(server: SocketAddr, mut request: Request<Full<Bytes>>) -> Result<Answer> {
    let host = server.to_string().parse()?;
    request.headers_mut().insert(header::HOST, host);
    timeout(PATIENCE, exchange(server, request))
        .await
        .context("no answer in time")?
}

async fn exchange(server: SocketAddr, request: Request<Full<Bytes>>) -> Result<Answer> {
    let stream = TcpStream::connect(server).await?;
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    let conversation = async {
        let response = sender.send_request(request).await?;
        let retry_after = response
            .headers()
            .get(header::RETRY_AFTER)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.parse().ok());
        let status = response.status().as_u16();
        let body = response.into_body().collect().await?.to_bytes();
        anyhow::Ok(Answer {
            status,
            body,
            retry_after,
        })
    };
    // The connection moves the bytes; whoever is done first, the conversation's end is what counts.
    let mut conversation = std::pin::pin!(conversation);
    tokio::select! {
        answer = &mut conversation => answer,
        ended = connection => {
            ended?;
            conversation.await
        }
    }
}
