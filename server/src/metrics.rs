//! Metrics for Prometheus, on a listener of their own: whoever can reach the site cannot reach them.
//!
//! What each value means and which deserve an alarm: docs/DEPLOYING.md.

use std::sync::Arc;

use axum::{
    Router,
    extract::{MatchedPath, Request, State},
    http::{Method, StatusCode, header::CONTENT_TYPE},
    middleware::Next,
    response::{IntoResponse as _, Response},
    routing::get,
};
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, histogram::Histogram, info::Info},
    registry::{Registry, Unit},
};
use service::Service;
use tokio::time::Instant;

/// OpenMetrics, which Prometheus and whoever reads its format understand.
const FORMAT: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Upper bounds of how long an answer takes, in seconds.
const DURATIONS: [f64; 10] = [0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfRoute {
    method: &'static str,
    route: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfAnswer {
    method: &'static str,
    route: String,
    status: &'static str,
}

/// What is counted about requests: the pattern of their route, never the address that was asked for.
#[derive(Clone)]
pub(crate) struct Requests {
    answered: Family<OfAnswer, Counter>,
    durations: Family<OfRoute, Histogram, fn() -> Histogram>,
}

impl Default for Requests {
    fn default() -> Self {
        Self {
            answered: Family::default(),
            durations: Family::new_with_constructor(|| Histogram::new(DURATIONS)),
        }
    }
}

/// Counts a request and how long its answer took to begin.
pub(crate) async fn count(State(requests): State<Requests>, request: Request, next: Next) -> Response {
    let method = known(request.method());
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("(none)", MatchedPath::as_str)
        .to_owned();
    let started = Instant::now();
    let response = next.run(request).await;
    let status = class(response.status());
    let durations = requests.durations.get_or_create_owned(&OfRoute {
        method,
        route: route.clone(),
    });
    durations.observe(started.elapsed().as_secs_f64());
    requests
        .answered
        .get_or_create(&OfAnswer {
            method,
            route,
            status,
        })
        .inc();
    response
}

/// The method where it is one of HTTP's own: anyone can make up others.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        Method::PATCH => "PATCH",
        _ => "(other)",
    }
}

fn class(status: StatusCode) -> &'static str {
    match status.as_u16() {
        100..=199 => "1xx",
        200..=299 => "2xx",
        300..=399 => "3xx",
        400..=499 => "4xx",
        _ => "5xx",
    }
}

/// `/metrics`, and nothing else.
pub(crate) fn router(service: Service, requests: &Requests) -> Router {
    let mut registry = Registry::with_prefix("reclaim");
    registry.register(
        "build",
        "The version of this program",
        Info::new(vec![("version", env!("CARGO_PKG_VERSION"))]),
    );
    service.metrics().register(&mut registry);
    registry.register(
        "http_requests",
        "Answered requests by route, method and class of status",
        requests.answered.clone(),
    );
    registry.register_with_unit(
        "http_request_duration",
        "How long answers took to begin, by route and method",
        Unit::Seconds,
        requests.durations.clone(),
    );
    let registry = Arc::new(registry);
    Router::new().route("/metrics", get(async move || show(&service, &registry).await))
}

async fn show(service: &Service, registry: &Registry) -> Response {
    service.observe().await;
    let mut text = String::new();
    match encode(&mut text, registry) {
        Ok(()) => ([(CONTENT_TYPE, FORMAT)], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use std::{io, sync::Mutex};

    use axum::body::Body;
    use domain::{list::ListName, staff::Role};
    use http_body_util::BodyExt as _;
    use service::testing::{PASSPHRASE, TestService, form};
    use tower::ServiceExt as _;
    use tracing_subscriber::EnvFilter;

    use super::*;
    use crate::{
        assets::Assets,
        logging,
        router::{SiteOptions, router as site},
    };

    /// In every header that a client can fill.
    const MARKER: &str = "marker-of-a-browser";
    const ADDRESS: &str = "203.0.113.77";

    /// What is logged.
    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl Lines {
        fn text(&self) -> String {
            String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
        }
    }

    impl io::Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    struct Node {
        test: TestService,
        site: Router,
        metrics: Router,
    }

    impl Node {
        async fn start() -> Self {
            let test = TestService::start().await;
            let options = SiteOptions {
                exit_url: "https://www.wikipedia.org/".to_owned(),
                source_url: None,
                serve_adults: false,
                pseudo_languages: false,
                origin: "http://localhost:3000".to_owned(),
                trusted_proxies: Vec::new(),
            };
            let requests = Requests::default();
            let site = site(
                test.service.clone(),
                &Assets::for_tests(),
                options,
                requests.clone(),
            );
            let metrics = router(test.service.clone(), &requests);
            Self { test, site, metrics }
        }

        /// Status and body.
        async fn ask(&self, method: &str, path: &str, kind: &str, body: String) -> (StatusCode, String) {
            let request = Request::builder()
                .method(method)
                .uri(path)
                .header("content-type", kind)
                .header("user-agent", MARKER)
                .header("referer", format!("https://{MARKER}.example/"))
                .header("x-forwarded-for", ADDRESS)
                .header("forwarded", format!("for={ADDRESS}"))
                .body(Body::from(body))
                .unwrap();
            read(self.site.clone().oneshot(request).await.unwrap()).await
        }

        async fn shown(&self) -> String {
            let request = Request::get("/metrics").body(Body::empty()).unwrap();
            let (status, text) = read(self.metrics.clone().oneshot(request).await.unwrap()).await;
            assert_eq!(status, StatusCode::OK);
            text
        }
    }

    async fn read(response: Response) -> (StatusCode, String) {
        let status = response.status();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8_lossy(&body).into_owned())
    }

    const FORM: &str = "application/x-www-form-urlencoded";

    #[tokio::test]
    async fn a_whole_journey_is_counted_and_leaves_nothing_of_its_person() {
        let log = Lines::default();
        let written = log.clone();
        let everything = tracing_subscriber::fmt()
            .with_env_filter(logging::filter(&EnvFilter::new("trace")))
            .with_writer(move || written.clone())
            .finish();
        // All of the test runs on this thread, besides what is asked of the database and compared with verifiers.
        // A second one: with one alone, a message that a test on another thread comes to first would be silent for ever.
        let _other = tracing::Dispatch::new(tracing_subscriber::fmt().with_writer(std::io::sink).finish());
        let _listening = tracing::subscriber::set_default(everything);
        let node = Node::start().await;
        let submission = form(1, 2);
        let mut secrets = vec![MARKER.to_owned(), ADDRESS.to_owned(), submission.key.clone()];
        for item in &submission.items {
            secrets.push(item.sha256.clone());
            secrets.push(item.md5.clone());
            secrets.extend(item.pdq.clone());
        }
        let body = serde_json::to_string(&submission).unwrap();
        let (status, receipt) = node.ask("POST", "/submissions", "application/json", body).await;
        assert_eq!(status, StatusCode::CREATED);
        let receipt: serde_json::Value = serde_json::from_str(&receipt).unwrap();
        let number = receipt["case_number"].as_str().unwrap().to_owned();
        let pin = receipt["pin"].as_str().unwrap().to_owned();
        let waiting = node.shown().await;
        assert!(waiting.contains("reclaim_outbox_depth 2\n"), "{waiting}");

        node.test.sequence_now().await;
        let fields = format!("number={number}&pin={}", pin.replace(' ', "+"));
        for path in ["/en/status", "/en/status/withdraw"] {
            let (status, _) = node.ask("POST", path, FORM, fields.clone()).await;
            assert!(!status.is_server_error(), "{path} {status}");
        }
        let asked = format!("/en/status?number={number}&pin={MARKER}");
        node.ask("GET", &asked, FORM, String::new()).await;
        let lost = format!("/{MARKER}/{number}");
        node.ask("GET", &lost, FORM, String::new()).await;
        node.test.staff("marker-of-staff", Role::Reviewer).await;
        let sign_in = format!(
            "name=marker-of-staff&code={}&passphrase={}",
            node.test.code("marker-of-staff"),
            PASSPHRASE.replace(' ', "+")
        );
        node.ask("POST", "/staff/sign-in", FORM, sign_in).await;
        let lists = [ListName::exploitative()];
        let (platform, credential) = node
            .test
            .service
            .add_subscriber("Marker platform", &lists)
            .await
            .unwrap();
        let page = node
            .test
            .service
            .changes(&platform, &lists[0], 0, 1)
            .await
            .unwrap();
        let entry = page.changes[0].change.entry.to_string();
        node.ask("GET", &format!("/staff/entries/{entry}"), FORM, String::new())
            .await;

        secrets.extend([number.replace('-', ""), number, pin.replace(' ', ""), pin, entry]);
        secrets.extend(["marker-of-staff", "Marker platform", PASSPHRASE].map(str::to_owned));
        secrets.extend([credential.user_name(), credential.password()]);
        let text = node.shown().await;
        let log = log.text();
        assert!(log.contains("answered"), "{log}");
        for (what, told) in [("metrics", &text), ("log", &log)] {
            for secret in &secrets {
                assert!(
                    !secret.is_empty() && !told.contains(secret.as_str()),
                    "{what}: {secret}: {told}"
                );
            }
        }
        for expected in [
            "reclaim_submissions_total{outcome=\"taken\"} 1\n",
            "reclaim_list_size{list=\"exploitative\"} 2\n",
            "reclaim_feed_lag{member=\"1000\",list=\"exploitative\"} 1\n",
            "reclaim_outbox_depth 0\n",
            "reclaim_database_answers 1\n",
            "reclaim_database_connections{pool=\"writer\",state=\"most\"} 1\n",
            "reclaim_http_requests_total{method=\"POST\",route=\"/submissions\",status=\"2xx\"} 1\n",
            "reclaim_http_requests_total{method=\"GET\",route=\"(none)\",status=\"4xx\"} 1\n",
            "reclaim_http_requests_total{method=\"GET\",route=\"/staff/entries/{entry}\"",
            "reclaim_http_request_duration_seconds_count{method=\"POST\",route=\"/en/status\"} 1\n",
            "reclaim_sequencer_changes_total{list=\"exploitative\"} 2\n",
            "reclaim_verifications_refused_total 0\n",
            "# EOF\n",
        ] {
            assert!(text.contains(expected), "{expected} is missing: {text}");
        }
    }

    #[tokio::test]
    async fn a_method_that_someone_made_up_is_not_repeated() {
        let node = Node::start().await;
        node.ask("MARKER", "/en", FORM, String::new()).await;
        let text = node.shown().await;
        assert!(
            text.contains("method=\"(other)\"") && !text.contains("MARKER"),
            "{text}"
        );
    }

    #[tokio::test]
    async fn the_listener_answers_metrics_and_nothing_else_and_the_site_has_none() {
        let node = Node::start().await;
        for path in ["/", "/en", "/healthz", "/metrics/x"] {
            let request = Request::get(path).body(Body::empty()).unwrap();
            let (status, body) = read(node.metrics.clone().oneshot(request).await.unwrap()).await;
            assert_eq!((status, body.as_str()), (StatusCode::NOT_FOUND, ""), "{path}");
        }
        let (status, _) = node.ask("GET", "/metrics", FORM, String::new()).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
    }
}
