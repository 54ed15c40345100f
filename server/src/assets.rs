//! Scripts, styles and modules, inside the binary. Their address contains a digest of them all, so that they can
//! be kept for ever and a page never mixes two versions.

use std::sync::Arc;

use app::ServedFile;
use axum::{
    Router,
    body::Body,
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::get,
};
use rust_embed::{EmbeddedFile, RustEmbed};
use sha2::{Digest as _, Sha256};

/// What `cargo xtask` built.
#[derive(RustEmbed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct Site;

/// With this policy a worker has no network, whatever its script does: only hashes leave it.
const WORKER_POLICY: &str = "default-src 'none'; script-src 'wasm-unsafe-eval'";
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// The files and where they are.
#[derive(Clone)]
pub(crate) struct Assets {
    digest: Arc<str>,
}

impl Assets {
    /// Takes stock of the files. `None` where they were not built.
    pub(crate) fn load() -> Option<Self> {
        let mut names: Vec<_> = Site::iter().collect();
        names.sort_unstable();
        let mut digest = Sha256::new();
        for name in &names {
            digest.update(name.as_bytes());
            digest.update(Site::get(name)?.metadata.sha256_hash());
        }
        let digest = hex::encode(&digest.finalize()[..8]).into();
        names
            .iter()
            .any(|name| name == "style.css")
            .then_some(Self { digest })
    }

    /// Files that are all missing, for tests that do not look at them.
    #[cfg(test)]
    pub(crate) fn for_tests() -> Self {
        Self {
            digest: "test".into(),
        }
    }

    /// What the address of every file starts with.
    pub(crate) fn prefix(&self) -> String {
        format!("/assets/{}", self.digest)
    }

    /// Every file with its digest, without the compressed twins.
    pub(crate) fn files(&self) -> Vec<ServedFile> {
        let mut names: Vec<_> = Site::iter().filter(|name| content_type(name).is_some()).collect();
        names.sort_unstable();
        let described = |name: &str| {
            Some(ServedFile {
                name: name.to_owned(),
                sha256: hex::encode(Site::get(name)?.metadata.sha256_hash()),
            })
        };
        names.iter().filter_map(|name| described(name)).collect()
    }

    /// Serves the files.
    pub(crate) fn router(&self) -> Router {
        let current = Arc::clone(&self.digest);
        Router::new().route(
            "/assets/{digest}/{*path}",
            get(
                async move |Path((digest, path)): Path<(String, String)>, headers: HeaderMap| {
                    if *digest == *current {
                        answer(&path, &headers)
                    } else {
                        not_found()
                    }
                },
            ),
        )
    }
}

fn answer(path: &str, headers: &HeaderMap) -> Response {
    let Some(kind) = content_type(path) else {
        return not_found();
    };
    let Some((file, encoding)) = best_encoding(path, headers) else {
        return not_found();
    };
    let mut response = Response::new(Body::from(file.data));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, FOR_EVER);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    if path == "worker.js" {
        headers.insert(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(WORKER_POLICY),
        );
    }
    response
}

fn best_encoding(path: &str, headers: &HeaderMap) -> Option<(EmbeddedFile, Option<&'static str>)> {
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    for (encoding, ending) in [("br", "br"), ("gzip", "gz")] {
        let accepts = accepted.split(',').any(|one| {
            let mut parts = one.split(';').map(str::trim);
            parts.next() == Some(encoding) && parts.all(|weight| weight != "q=0")
        });
        if let Some(file) = accepts.then(|| Site::get(&format!("{path}.{ending}"))).flatten() {
            return Some((file, Some(encoding)));
        }
    }
    Site::get(path).map(|file| (file, None))
}

fn content_type(path: &str) -> Option<&'static str> {
    Some(match path.rsplit_once('.')?.1 {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "wasm" => "application/wasm",
        _ => return None,
    })
}

fn not_found() -> Response {
    (StatusCode::NOT_FOUND, "There is no such file.\n").into_response()
}

#[cfg(test)]
mod tests {
    use axum::http::Request;
    use tower::ServiceExt as _;

    use super::*;

    #[tokio::test]
    async fn a_file_of_another_version_is_not_there() {
        let request = Request::get("/assets/other/style.css")
            .body(Body::empty())
            .unwrap();
        let response = Assets::for_tests().router().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn only_kinds_of_files_that_pages_use_are_served() {
        assert_eq!(content_type("worker_bg.wasm"), Some("application/wasm"));
        for other in ["worker.js.br", "style.css.gz", "secret.key", "noending"] {
            assert_eq!(content_type(other), None, "{other}");
        }
    }

    #[tokio::test]
    async fn the_worker_has_no_network() {
        let Some(assets) = Assets::load() else {
            return eprintln!("left out: the site is not built");
        };
        let request = Request::get(format!("{}/worker.js", assets.prefix()))
            .body(Body::empty())
            .unwrap();
        let response = assets.router().oneshot(request).await.unwrap();
        assert_eq!(response.headers()[header::CONTENT_SECURITY_POLICY], WORKER_POLICY);
    }
}
