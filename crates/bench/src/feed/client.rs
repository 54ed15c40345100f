//! A client of HTTP that does as little as it can, so that the server is what is measured.

use std::{net::SocketAddr, time::Duration};

use anyhow::{Context as _, Result, bail};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpStream,
};

/// Nothing that is measured takes longer.
const PATIENCE: Duration = Duration::from_secs(900);

/// So much of the end of a body in pieces is kept, unless all is asked for.
const TAIL: usize = 64 * 1_024;

/// One connection that is kept open.
pub(crate) struct Connection {
    stream: BufReader<TcpStream>,
    headers: String,
    keeps: usize,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) tag: String,
    pub(crate) length: usize,
    /// The body, or at least its last [`TAIL`] bytes where it came in pieces and the connection does not
    /// [keep all](Connection::keeping_all).
    pub(crate) body: Vec<u8>,
}

impl Connection {
    /// `headers` go with every request, each ended as HTTP ends them.
    pub(crate) async fn open(address: SocketAddr, headers: &str) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream: BufReader::with_capacity(256 * 1_024, stream),
            headers: headers.to_owned(),
            keeps: TAIL,
        })
    }

    /// Keeps the whole of every body.
    pub(crate) const fn keeping_all(mut self) -> Self {
        self.keeps = usize::MAX;
        self
    }

    /// Asks and reads the whole answer.
    pub(crate) async fn get(&mut self, path: &str, more: &str) -> Result<Answer> {
        tokio::time::timeout(PATIENCE, self.exchange(path, more))
            .await
            .context("no answer in time")?
    }

    async fn exchange(&mut self, path: &str, more: &str) -> Result<Answer> {
        let request = format!("GET {path} HTTP/1.1\r\nhost: bench\r\n{}{more}\r\n", self.headers);
        self.stream.get_mut().write_all(request.as_bytes()).await?;
        let mut line = String::new();
        self.stream.read_line(&mut line).await?;
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok());
        let (mut length, mut chunked, mut tag) = (0_usize, false, String::new());
        loop {
            line.clear();
            self.stream.read_line(&mut line).await?;
            let Some((name, value)) = line.trim_end().split_once(": ") else {
                break;
            };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse()?,
                "transfer-encoding" => chunked = value == "chunked",
                "etag" => value.clone_into(&mut tag),
                _ => {}
            }
        }
        let status = status.context("no status")?;
        let mut body = vec![0; length];
        if chunked {
            (length, body) = self.chunks().await?;
        } else if status != 304 {
            self.stream.read_exact(&mut body).await?;
        }
        Ok(Answer {
            status,
            tag,
            length,
            body,
        })
    }

    /// The length of a body in chunks, and its end.
    async fn chunks(&mut self) -> Result<(usize, Vec<u8>)> {
        let (mut total, mut end, mut line) = (0, Vec::new(), String::new());
        loop {
            line.clear();
            self.stream.read_line(&mut line).await?;
            let size = usize::from_str_radix(line.trim_end(), 16).context("no chunk")?;
            let mut chunk = vec![0; size + 2];
            self.stream.read_exact(&mut chunk).await?;
            if size == 0 {
                return Ok((total, end));
            }
            total += size;
            chunk.truncate(size);
            end.extend_from_slice(&chunk);
            // Where the next chunk fits in, nothing is moved.
            if end.len() / 16 > self.keeps {
                end.drain(..end.len() - self.keeps);
            }
        }
    }
}

/// What stands between two marks, the last time they occur.
pub(crate) fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.rsplit_once(before)?;
    rest.split(after).next()
}

/// An answer that has to have come.
pub(crate) fn whole(answer: Answer) -> Result<Answer> {
    if answer.status != 200 {
        bail!(
            "the server answers {}: {}",
            answer.status,
            String::from_utf8_lossy(&answer.body)
        );
    }
    Ok(answer)
}
