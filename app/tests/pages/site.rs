//! The pages on a temporary database, asked as a browser asks.

use app::{PageOptions, ServedFile};
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use http_body_util::BodyExt as _;
use service::{passkey::RelyingParty, testing::TestService};
use tower::ServiceExt as _;

/// The pages, and the service behind them.
pub(crate) struct Site {
    pub(crate) test: TestService,
    router: Router,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The page without the markers that builds with `erase_components` leave behind texts.
    pub(crate) fn unmarked(&self) -> String {
        self.body.replace("<!>", "")
    }
}

impl Site {
    pub(crate) async fn start() -> Self {
        Self::start_with(false).await
    }

    pub(crate) async fn start_with(serve_adults: bool) -> Self {
        let test = TestService::start().await;
        let options = PageOptions {
            assets: "/assets/test".to_owned(),
            files: vec![ServedFile {
                name: "style.css".to_owned(),
                sha256: "0a".repeat(32),
            }],
            source_url: Some("https://source.example/".to_owned()),
            exit_url: "https://exit.example/".to_owned(),
            serve_adults,
            pseudo_languages: true,
            origin: "https://reclaim.example".to_owned(),
            passkeys: RelyingParty::new("https://reclaim.example").ok(),
        };
        let router = app::router(test.service.clone(), options);
        Self { test, router }
    }

    pub(crate) async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8(body.to_vec()).unwrap(),
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.ask(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, form: &str) -> Answer {
        self.ask(posted(path, form, None)).await
    }
}

/// A form, with a cookie if there is one.
pub(crate) fn posted(path: &str, form: &str, cookie: Option<&str>) -> Request<Body> {
    let request = Request::builder()
        .method(Method::POST)
        .uri(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let request = match cookie {
        Some(cookie) => request.header(header::COOKIE, cookie),
        None => request,
    };
    request.body(Body::from(form.to_owned())).unwrap()
}
