//! All routes, and the layers in front of them.

use std::{net::IpAddr, time::Duration};

use app::PageOptions;
use axum::{
    Router,
    http::{StatusCode, header},
    middleware,
    response::{IntoResponse as _, Response},
    routing::get,
};
use domain::submission::SIZES;
use platform_api::PATIENCE;
use service::{Service, passkey::RelyingParty};

use crate::{
    assets::Assets,
    headers::close_by_default,
    logging::log_request,
    metrics::{self, Requests},
    visitor::{Recognition, recognise},
};

/// No request is larger than the largest submission.
const MAX_BODY: usize = SIZES[SIZES.len() - 1];

/// What a survivor sends may come over the slowest network: the longest submission takes as long at 70 kbit/s.
const PATIENCE_WITH_SUBMISSIONS: Duration = Duration::from_secs(120);

/// How long an answer at that path may take to begin.
fn patience(path: &str) -> Duration {
    match path {
        "/submissions" => PATIENCE_WITH_SUBMISSIONS,
        _ => PATIENCE,
    }
}

/// What the operator decided about the pages.
pub(crate) struct SiteOptions {
    pub(crate) exit_url: String,
    pub(crate) source_url: Option<String>,
    pub(crate) serve_adults: bool,
    pub(crate) pseudo_languages: bool,
    /// Where people reach this site, as a browser shows it.
    pub(crate) origin: String,
    /// Proxies whose word about addresses is taken.
    pub(crate) trusted_proxies: Vec<IpAddr>,
}

/// Everything that this server answers.
pub(crate) fn router(service: Service, assets: &Assets, options: SiteOptions, requests: Requests) -> Router {
    let page_options = PageOptions {
        assets: assets.prefix(),
        files: assets.files(),
        source_url: options.source_url,
        exit_url: options.exit_url,
        serve_adults: options.serve_adults,
        pseudo_languages: options.pseudo_languages,
        passkeys: RelyingParty::new(&options.origin).ok(),
        origin: options.origin.trim_end_matches('/').to_owned(),
    };
    let health = service.clone();
    let recognition = Recognition {
        service: service.clone(),
        trusted: options.trusted_proxies.into(),
    };
    let routes = Router::new()
        .merge(app::router(service.clone(), page_options))
        .merge(platform_api::router(service))
        .merge(assets.router())
        .route("/healthz", get("alive\n"))
        .route("/readyz", get(async move || ready(&health).await));
    let guarded = routes
        .layer(middleware::from_fn_with_state(recognition, recognise))
        .layer(middleware::from_fn(log_request));
    let guarded = platform_api::outermost(guarded, MAX_BODY, patience)
        .layer(middleware::from_fn_with_state(requests, metrics::count));
    close_by_default(guarded)
}

async fn ready(service: &Service) -> Response {
    match service.ready().await {
        Ok(()) => "ready\n".into_response(),
        Err(_) => (
            StatusCode::SERVICE_UNAVAILABLE,
            [(header::RETRY_AFTER, "5")],
            "not ready\n",
        )
            .into_response(),
    }
}

#[cfg(test)]
mod matrix;
#[cfg(test)]
mod tampering;

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use axum::{
        body::Body,
        http::{Method, Request},
    };
    use base64::{Engine as _, prelude::BASE64_STANDARD};
    use domain::list::ListName;
    use http_body_util::BodyExt as _;
    use service::testing::{TestService, form};
    use tokio::{
        io::{AsyncReadExt as _, AsyncWriteExt as _},
        net::{TcpListener, TcpStream},
    };
    use tokio_util::sync::CancellationToken;
    use tower::ServiceExt as _;

    use super::*;
    use crate::listener;

    pub(super) async fn start() -> (TestService, Router) {
        let test = TestService::start().await;
        let options = SiteOptions {
            exit_url: "https://www.wikipedia.org/".to_owned(),
            source_url: None,
            serve_adults: false,
            pseudo_languages: false,
            origin: "http://localhost:3000".to_owned(),
            trusted_proxies: Vec::new(),
        };
        let router = router(
            test.service.clone(),
            &Assets::for_tests(),
            options,
            Requests::default(),
        );
        (test, router)
    }

    pub(super) async fn answer(router: &Router, request: Request<Body>) -> Response {
        router.clone().oneshot(request).await.unwrap()
    }

    fn get_request(path: &str) -> Request<Body> {
        Request::get(path).body(Body::empty()).unwrap()
    }

    #[tokio::test]
    async fn what_the_outer_layers_refuse_platforms_read_as_a_problem() {
        let (_test, router) = start().await;
        let post = |path: &str| Request::post(path).header("content-type", "application/json");
        let large = || {
            let length = (MAX_BODY + 1).to_string();
            post("/api/v1/lists/exploitative/feedback").header("content-length", length)
        };
        let cross_site = |path: &str| post(path).header("sec-fetch-site", "cross-site");
        for (request, status, kind, problem) in [
            (large(), 413, "application/problem+json", "too-large"),
            (
                cross_site("/stopncii/exploitative/v1/SubmitFeedback"),
                403,
                "application/problem+json",
                "cross-site",
            ),
            (
                cross_site("/ncmec/exploitative/v2/entries"),
                403,
                "application/problem+xml",
                "cross-site",
            ),
        ] {
            let response = answer(&router, request.body(Body::from("{}")).unwrap()).await;
            assert_eq!(response.status(), status);
            let said = response.headers()["content-type"].to_str().unwrap().to_owned();
            assert!(said.starts_with(kind), "{said}");
            let body = response.into_body().collect().await.unwrap().to_bytes();
            let body = String::from_utf8_lossy(&body);
            assert!(body.contains(&format!("/problems/{problem}")), "{body}");
        }
        let page = answer(
            &router,
            cross_site("/submissions").body(Body::from("{}")).unwrap(),
        )
        .await;
        let kind = page.headers().get("content-type");
        assert!(kind.is_none_or(|kind| !kind.to_str().unwrap().contains("problem")));
    }

    fn submission(kind: &str, body: Vec<u8>) -> Request<Body> {
        Request::post("/submissions")
            .header("content-type", kind)
            .body(Body::from(body))
            .unwrap()
    }

    #[tokio::test]
    async fn every_kind_of_answer_is_closed_by_default() {
        let (_test, router) = start().await;
        let requests = [
            get_request("/"),
            get_request("/en"),
            get_request("/en/status"),
            get_request("/staff"),
            get_request("/staff/sign-in"),
            get_request("/platform"),
            get_request("/platform/join"),
            get_request("/.well-known/reclaim-evidence-keys.json"),
            get_request("/no/such/page"),
            get_request("/assets/0/style.css"),
            get_request("/api/v1/lists"),
            get_request("/ncmec/exploitative/v2/status"),
            get_request("/healthz"),
            Request::delete("/en").body(Body::empty()).unwrap(),
            submission("text/plain", b"hello".to_vec()),
            submission("application/json", b"{".to_vec()),
            submission("application/json", vec![b' '; MAX_BODY + 1]),
        ];
        for request in requests {
            let asked = format!("{} {}", request.method(), request.uri());
            let response = answer(&router, request).await;
            let headers = response.headers();
            let text = |name: &str| headers.get(name).map_or("", |value| value.to_str().unwrap());
            let asked = format!("{asked} ({})", response.status());
            assert!(
                text("content-security-policy").starts_with("default-src 'none'"),
                "{asked}"
            );
            assert!(
                text("content-security-policy").contains("frame-ancestors 'none'"),
                "{asked}"
            );
            assert!(
                !text("content-security-policy").contains("unsafe-inline"),
                "{asked}"
            );
            assert_eq!(text("cache-control"), "no-store", "{asked}");
            assert_eq!(text("x-content-type-options"), "nosniff", "{asked}");
            assert_eq!(text("referrer-policy"), "same-origin", "{asked}");
            assert_eq!(text("cross-origin-opener-policy"), "same-origin", "{asked}");
            assert_eq!(text("cross-origin-resource-policy"), "same-origin", "{asked}");
            assert!(headers.get("server").is_none(), "{asked}");
            assert!(headers.get("set-cookie").is_none(), "{asked}");
        }
    }

    #[tokio::test]
    async fn a_form_on_another_site_cannot_be_sent_here() {
        let (_test, router) = start().await;
        for path in [
            "/en/status",
            "/en/status/withdraw",
            "/submissions",
            "/staff/sign-in",
            "/staff/sign-out",
            "/platform/join",
            "/platform/sign-in",
            "/platform/suspend",
        ] {
            for (name, value) in [
                ("sec-fetch-site", "cross-site"),
                ("origin", "https://elsewhere.example"),
            ] {
                let request = Request::post(path)
                    .header("host", "reclaim.example")
                    .header(name, value)
                    .header("content-type", "application/x-www-form-urlencoded")
                    .body(Body::empty())
                    .unwrap();
                assert_eq!(
                    answer(&router, request).await.status(),
                    StatusCode::FORBIDDEN,
                    "{path} {name}"
                );
            }
        }
    }

    #[tokio::test]
    async fn a_submission_that_is_too_large_is_refused_before_it_is_read() {
        let (test, router) = start().await;
        let response = answer(&router, submission("application/json", vec![b' '; MAX_BODY + 1])).await;
        assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
        let queue = test
            .service
            .queue(storage::entry::Queue::Unverified, None, 1)
            .await
            .unwrap();
        assert!(queue.rows.is_empty());
    }

    /// What is answered to a request whose body comes only after so long. The clock is set forward; nobody waits.
    async fn after(
        router: &Router,
        request: axum::http::request::Builder,
        body: Vec<u8>,
        late: Duration,
    ) -> Response {
        let (asked, asking) = tokio::sync::oneshot::channel::<()>();
        let (arrived, arriving) = tokio::sync::oneshot::channel::<()>();
        let body = Body::from_stream(futures::stream::once(async move {
            let _ = asked.send(());
            let _ = arriving.await;
            Ok::<_, std::io::Error>(body)
        }));
        let router = router.clone();
        let answering = tokio::spawn(router.oneshot(request.body(body).unwrap()));
        asking.await.unwrap();
        tokio::time::pause();
        tokio::time::advance(late).await;
        // Whoever has waited long enough answers before the body is there.
        for _ in 0..8 {
            tokio::task::yield_now().await;
        }
        tokio::time::resume();
        let _ = arrived.send(());
        answering.await.unwrap().unwrap()
    }

    #[tokio::test]
    async fn a_submission_over_the_slowest_network_is_waited_for_longer_than_anything_else() {
        let (_test, router) = start().await;
        // Less by what a slow machine may take for the rest of the answer: that is waited for in earnest.
        let slow = PATIENCE_WITH_SUBMISSIONS - Duration::from_secs(40);
        assert!(slow > 2 * PATIENCE);
        let submitted = || Request::post("/submissions").header("content-type", "application/json");
        let body = || serde_json::to_vec(&form(1, 3)).unwrap();
        let response = after(&router, submitted(), body(), slow).await;
        assert_eq!(response.status(), StatusCode::CREATED);

        let too_slow = PATIENCE_WITH_SUBMISSIONS + Duration::from_secs(5);
        let response = after(&router, submitted(), body(), too_slow).await;
        assert_eq!(response.status(), StatusCode::REQUEST_TIMEOUT);

        let opened = Request::post("/en/status").header("content-type", "application/x-www-form-urlencoded");
        let response = after(&router, opened, b"number=1&pin=2".to_vec(), slow).await;
        assert_eq!(response.status(), StatusCode::REQUEST_TIMEOUT);
    }

    #[tokio::test]
    async fn a_good_submission_is_answered_with_its_receipt() {
        let (_test, router) = start().await;
        let body = serde_json::to_vec(&form(1, 3)).unwrap();
        let response = answer(&router, submission("application/json", body)).await;
        assert_eq!(response.status(), StatusCode::CREATED);
        let receipt = response.into_body().collect().await.unwrap().to_bytes();
        let receipt: serde_json::Value = serde_json::from_slice(&receipt).unwrap();
        assert_eq!(receipt["case_number"].as_str().unwrap().len(), 16);
        assert_eq!(receipt["pin"].as_str().unwrap().len(), 9);
    }

    #[tokio::test]
    async fn whoever_submits_too_often_is_told_when_to_come_back() {
        let (test, router) = start().await;
        let body = serde_json::to_vec(&form(1, 1)).unwrap();
        let burst = service::door::LIMITS[0].burst;
        for _ in 0..burst {
            let response = answer(&router, submission("application/json", body.clone())).await;
            assert_eq!(response.status(), StatusCode::CREATED);
        }
        let response = answer(&router, submission("application/json", body.clone())).await;
        assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
        let wait: u64 = response.headers()["retry-after"]
            .to_str()
            .unwrap()
            .parse()
            .unwrap();
        let problem = response.into_body().collect().await.unwrap().to_bytes();
        let problem: serde_json::Value = serde_json::from_slice(&problem).unwrap();
        assert_eq!(problem["type"], "urn:reclaim:problem-wait");
        assert!(problem["title"].as_str().unwrap().contains(&wait.to_string()));
        test.clock.advance(Duration::from_secs(wait));
        let response = answer(&router, submission("application/json", body)).await;
        assert_eq!(response.status(), StatusCode::CREATED, "and is let in then");
    }

    #[tokio::test]
    async fn whoever_opens_cases_too_often_is_told_when_to_come_back_and_keeps_the_number() {
        let (_test, router) = start().await;
        let mut last = None;
        for number in 0..=service::door::LIMITS[1].burst {
            let request = Request::post("/en/status")
                .header("content-type", "application/x-www-form-urlencoded")
                .body(Body::from(format!("number=7K3M-9QXZ-{number:04}&pin=12345678")))
                .unwrap();
            last = Some(answer(&router, request).await);
        }
        let response = last.unwrap();
        assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
        assert!(response.headers().contains_key("retry-after"));
        let page = response.into_body().collect().await.unwrap().to_bytes();
        assert!(String::from_utf8_lossy(&page).contains("7K3M-9QXZ-0030"));
    }

    #[tokio::test]
    async fn under_attack_a_submission_is_asked_for_work_and_taken_with_it() {
        let (test, router) = start().await;
        let flood = form(200, 1).parse().unwrap();
        while test.service.admit_work(&flood, None).is_ok() {}
        let body = serde_json::to_vec(&form(1, 1)).unwrap();
        let response = answer(&router, submission("application/json", body.clone())).await;
        assert_eq!(response.status(), StatusCode::PRECONDITION_REQUIRED);
        let problem = response.into_body().collect().await.unwrap().to_bytes();
        let problem: serde_json::Value = serde_json::from_slice(&problem).unwrap();
        let challenge = problem["challenge"].as_str().unwrap();
        let bits = u8::try_from(problem["bits"].as_u64().unwrap()).unwrap();
        let number = hashing::work::search(challenge, bits, 0, 1 << 24).unwrap();
        let request = Request::post("/submissions")
            .header("content-type", "application/json")
            .header("reclaim-work", format!("{challenge}.{number}"))
            .body(Body::from(body))
            .unwrap();
        assert_eq!(answer(&router, request).await.status(), StatusCode::CREATED);
    }

    /// The status line of the answer to a `GET` with these headers, as it comes over a real connection.
    async fn status_line(router: &Router, path: &str, headers: &str) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        let serving = tokio::spawn(listener::serve(listener, router.clone(), stop.clone()));
        let mut stream = TcpStream::connect(address).await.unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{headers}\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        stop.cancel();
        serving.await.unwrap();
        let answer = String::from_utf8_lossy(&answer);
        answer.lines().next().unwrap().to_owned()
    }

    #[tokio::test]
    async fn a_client_that_shows_no_more_than_the_status_line_shows_why_it_was_refused() {
        let (test, router) = start().await;
        let lists = [ListName::exploitative()];
        let (_, issued) = test.service.add_subscriber("Platform", &lists).await.unwrap();
        let pair = BASE64_STANDARD.encode(format!("{}:{}", issued.user_name(), issued.password()));
        let credentials = format!("authorization: Basic {pair}\r\n");
        let entries = "/ncmec/exploitative/v2/entries";
        let refused = status_line(
            &router,
            &format!("{entries}?from=2099-01-01T00:00:00Z"),
            &credentials,
        )
        .await;
        assert_eq!(
            refused,
            "HTTP/1.1 400 from lies in the future: times are in UTC, and a client that writes its local time \
             with a Z asks for the wrong entries (run it with TZ=UTC)"
        );
        let nobody = status_line(&router, entries, "").await;
        assert!(
            nobody.starts_with("HTTP/1.1 401 Send HTTP Basic credentials"),
            "{nobody}"
        );
        let served = status_line(&router, entries, &credentials).await;
        assert_eq!(served, "HTTP/1.1 200 OK");
    }

    #[tokio::test]
    async fn a_slash_too_many_leads_to_the_wire_that_was_meant_and_to_no_other_address() {
        let (_test, router) = start().await;
        for wire in [
            "//api/v1/lists",
            "//ncmec/exploitative//v2/status",
            "//stopncii//exploitative/v1/FetchHashes",
        ] {
            let answered = status_line(&router, wire, "").await;
            assert!(answered.starts_with("HTTP/1.1 401"), "{wire}: {answered}");
        }
        for path in [
            "//en",
            "//en/status",
            "//staff",
            "//platform/sign-in",
            "//healthz",
            "//",
        ] {
            let single = path.replace("//", "/");
            let meant = status_line(&router, &single, "").await;
            assert!(!meant.starts_with("HTTP/1.1 404"), "{single}: {meant}");
            let answered = status_line(&router, path, "").await;
            assert!(answered.starts_with("HTTP/1.1 404"), "{path}: {answered}");
        }
    }

    #[tokio::test]
    async fn methods_that_no_route_has_are_refused() {
        let (_test, router) = start().await;
        for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::TRACE] {
            for path in ["/en", "/en/status", "/staff/sign-in", "/api/v1/lists", "/healthz"] {
                let request = Request::builder()
                    .method(&method)
                    .uri(path)
                    .body(Body::empty())
                    .unwrap();
                let status = answer(&router, request).await.status();
                assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
            }
        }
    }
}
