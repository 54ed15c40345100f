//! Slashes too many in an address: whoever puts an address behind a base address that ends with a slash asks for
//! `//v2/entries`.

use axum::http::{Request, Uri, uri::PathAndQuery};

/// What the addresses of the wires begin with.
const WIRES: [&str; 3] = ["/api/", "/ncmec/", "/stopncii/"];

/// Whether a path is one of the wires'.
pub(crate) fn is_of_a_wire(path: &str) -> bool {
    WIRES.iter().any(|wire| path.starts_with(wire))
}

/// Makes one slash of several in the path of a request to one of the wires. It stands before the router and every layer, so
/// that all of them see the same address, the one that is documented; every other path stays as it was sent, and leads nowhere.
pub fn single_slashes<B>(mut request: Request<B>) -> Request<B> {
    if let Some(uri) = with_single_slashes(request.uri()) {
        *request.uri_mut() = uri;
    }
    request
}

/// The same address with single slashes; `None` where it is to stay as it is.
fn with_single_slashes(uri: &Uri) -> Option<Uri> {
    let path = uri.path();
    if !path.contains("//") {
        return None;
    }
    let mut single = String::with_capacity(path.len());
    for c in path.chars() {
        if c != '/' || !single.ends_with('/') {
            single.push(c);
        }
    }
    if !is_of_a_wire(&single) {
        return None;
    }
    if let Some(query) = uri.query() {
        single.push('?');
        single.push_str(query);
    }
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(single).ok()?);
    Uri::from_parts(parts).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const API: &str = include_str!("../../../docs/API.md");

    #[test]
    fn the_document_promises_it_of_the_wires_and_of_no_other_address() {
        let promise = API.lines().find(|line| line.starts_with("- **Several slashes**"));
        let promised: Vec<_> = promise.unwrap().split('`').skip(1).step_by(2).collect();
        assert_eq!(promised, WIRES);
    }

    fn seen(address: &str) -> String {
        let request = Request::get(address).body(()).unwrap();
        single_slashes(request).uri().to_string()
    }

    #[test]
    fn slashes_too_many_are_left_out_of_the_path_and_nothing_of_the_query() {
        for (sent, meant) in [
            ("//api/v1/lists", "/api/v1/lists"),
            ("/api///v1//lists", "/api/v1/lists"),
            (
                "///ncmec/a//v2/entries?from=//x&to=%2F%2F",
                "/ncmec/a/v2/entries?from=//x&to=%2F%2F",
            ),
            ("/stopncii/a/v1//FetchHashes?", "/stopncii/a/v1/FetchHashes?"),
            (
                "http://host.example//api//v1/lists",
                "http://host.example/api/v1/lists",
            ),
        ] {
            assert_eq!(seen(sent), meant);
        }
    }

    #[test]
    fn every_other_address_stays_as_it_was_sent() {
        for address in [
            "/api/v1/lists",
            "//en/status",
            "//staff",
            "/platform//keys",
            "//healthz",
            "//problems/unknown-list",
            "/.well-known//reclaim-evidence-keys.json",
            "//",
            "//api",
            "//apis//v1",
            "//submissions?next=//api/v1",
            "/assets//../api//v1/lists",
            "/en/%2F/api//v1/lists",
            "//./api/v1/lists",
            "/%2Fapi//v1/lists",
        ] {
            assert_eq!(seen(address), address);
        }
    }
}
