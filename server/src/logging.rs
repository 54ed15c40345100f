//! Log lines. What may stand in one: docs/LOGGING.md.

use std::io::IsTerminal as _;

use axum::{
    extract::{MatchedPath, Request},
    middleware::Next,
    response::Response,
};
use tracing_subscriber::EnvFilter;

use crate::config::LogFormat;

/// Libraries that see whole requests, and repeat addresses at their finest level: what a person typed may be in one.
const SILENT: &str = "tower_http=off,hyper=off,hyper_util=off,h2=off";

/// Lets through what is wanted, and never what [`SILENT`] libraries say.
pub(crate) fn filter(wanted: &EnvFilter) -> EnvFilter {
    EnvFilter::new(format!("{wanted},{SILENT}"))
}

/// Starts writing log lines to standard error. `RUST_LOG` filters them as usual.
pub(crate) fn start(format: LogFormat) {
    let wanted = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter(&wanted))
        .with_writer(std::io::stderr);
    match format {
        LogFormat::Text => lines.with_ansi(std::io::stderr().is_terminal()).init(),
        LogFormat::Json => lines.json().init(),
    }
}

/// Lets a panic say where it happened and nothing of what: its message may hold what a person sent.
pub(crate) fn hide_what_panics_say() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a thread panicked");
    }));
}

/// Held by a test in which the hook is changed: it is that of the whole program, and so of every other test.
#[cfg(test)]
pub(crate) static PANIC_HOOK: std::sync::Mutex<()> = std::sync::Mutex::new(());

/// One line per request: method, route, status, duration. The route is its pattern, so no line carries a query,
/// an id, or anything else that a person typed; no address and no header is looked at.
pub(crate) async fn log_request(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map(|path| path.as_str().to_owned());
    let started = tokio::time::Instant::now();
    let response = next.run(request).await;
    let duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    let status = response.status();
    let route = route.as_deref().unwrap_or("(none)");
    if status.is_server_error() {
        tracing::warn!(%method, route, status = status.as_u16(), duration_ms, "answered");
    } else {
        tracing::debug!(%method, route, status = status.as_u16(), duration_ms, "answered");
    }
    response
}

#[cfg(test)]
mod tests {
    use std::{
        io::{self, Write},
        sync::{Arc, Mutex},
    };

    use super::*;

    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_panic_is_logged_with_its_place_and_not_with_what_it_says() {
        let lines = Lines::default();
        let written = lines.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_writer(move || written.clone())
            .finish();
        let _alone = PANIC_HOOK.lock().unwrap();
        let before = std::panic::take_hook();
        hide_what_panics_say();
        tracing::subscriber::with_default(subscriber, || {
            let broken = std::panic::catch_unwind(|| panic!("the number is 7K3M"));
            assert!(broken.is_err());
        });
        std::panic::set_hook(before);
        let said = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
        assert!(
            said.contains("logging.rs:") && said.contains("a thread panicked"),
            "{said}"
        );
        assert!(!said.contains("7K3M"), "{said}");
    }
}
