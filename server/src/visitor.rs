//! Where a request comes from, as far as anybody gets to know it.
//!
//! The address of the other side is looked at here and nowhere else: it becomes a `Visitor`, a keyed digest of a part
//! of the network, and goes no further. No log line, header or row ever holds it.

use std::net::IpAddr;

use axum::{
    extract::{Request, State},
    http::HeaderName,
    middleware::Next,
    response::Response,
};
use service::Service;

/// Who speaks on behalf of others, and says for whom.
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The address of the other side of a connection, until [`recognise`] has taken it. It cannot be printed.
#[derive(Clone, Copy)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// What [`recognise`] needs.
#[derive(Clone)]
pub(crate) struct Recognition {
    pub(crate) service: Service,
    /// Proxies of the operator, whose word about addresses is taken.
    pub(crate) trusted: std::sync::Arc<[IpAddr]>,
}

/// Puts a `service::door::Visitor` in the place of the address.
pub(crate) async fn recognise(
    State(recognition): State<Recognition>,
    mut request: Request,
    next: Next,
) -> Response {
    let peer = request.extensions_mut().remove::<Peer>();
    let forwarded = request.headers_mut().get_all(&FORWARDED_FOR);
    let forwarded: Vec<String> = forwarded
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|address| address.trim().to_owned())
        .collect();
    // Nobody further in can come to rely on what anyone may write.
    request.headers_mut().remove(&FORWARDED_FOR);
    if let Some(Peer(peer)) = peer {
        let address = origin(peer, &forwarded, &recognition.trusted);
        let visitor = recognition.service.visitor(address);
        request.extensions_mut().insert(visitor);
    }
    next.run(request).await
}

/// Whom a request comes from. A trusted proxy appends whom it speaks for, so the list is read from its end, as far as
/// trusted proxies wrote it; before that anyone can have written anything.
fn origin(peer: IpAddr, forwarded: &[String], trusted: &[IpAddr]) -> IpAddr {
    let mut origin = peer.to_canonical();
    for address in forwarded.iter().rev() {
        if !trusted.contains(&origin) {
            break;
        }
        match address.parse::<IpAddr>() {
            Ok(address) => origin = address.to_canonical(),
            Err(_) => break,
        }
    }
    origin
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(peer: &str, forwarded: &[&str]) -> String {
        let trusted = ["127.0.0.1", "10.0.0.2"].map(|address| address.parse().unwrap());
        let forwarded: Vec<String> = forwarded.iter().map(|&address| address.to_owned()).collect();
        origin(peer.parse().unwrap(), &forwarded, &trusted).to_string()
    }

    #[test]
    fn a_trusted_proxy_is_believed() {
        assert_eq!(from("127.0.0.1", &["192.0.2.7"]), "192.0.2.7");
        assert_eq!(from("127.0.0.1", &["192.0.2.7", "10.0.0.2"]), "192.0.2.7");
    }

    #[test]
    fn nobody_else_is() {
        assert_eq!(from("198.51.100.1", &["192.0.2.7"]), "198.51.100.1");
    }

    #[test]
    fn what_a_visitor_wrote_before_the_proxy_did_is_not_believed() {
        assert_eq!(from("127.0.0.1", &["203.0.113.9", "192.0.2.7"]), "192.0.2.7");
    }

    #[test]
    fn what_is_no_address_is_passed_over() {
        assert_eq!(from("127.0.0.1", &["unknown"]), "127.0.0.1");
        assert_eq!(from("127.0.0.1", &[]), "127.0.0.1");
    }
}
