//! Which address is answered by which page.

use std::sync::Arc;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    response::Redirect,
    routing::{get, post},
};
use service::Service;

use crate::{
    pages::{choose, help, how_it_works, landing, letter, not_found, staff, start, status, submissions},
    site::{PageOptions, Site},
    words::Words,
};

/// No form of ours is longer.
const LONGEST_FORM: usize = 16 * 1024;

/// Every page, for survivors and for staff.
pub fn router(service: Service, options: PageOptions) -> Router {
    let options = Arc::new(options);
    let site = |words| Site {
        service: service.clone(),
        options: Arc::clone(&options),
        words,
    };
    let english = site(Words::english());
    let mut router = Router::new()
        .route("/", get(|| async { Redirect::to("/en") }))
        .merge(in_no_language(english.clone()))
        .nest("/staff", for_staff(english.clone()));
    for words in Words::every_language() {
        router = router.nest(&format!("/{}", words.tag()), for_survivors(site(words)));
    }
    let lost = english.clone();
    router
        .fallback(move || {
            let site = lost.clone();
            async move { not_found::answer(&site) }
        })
        .method_not_allowed_fallback(move || {
            let site = english.clone();
            async move { not_found::wrong_method(&site) }
        })
}

/// What is the same in every language.
fn in_no_language(site: Site) -> Router {
    Router::new()
        .route("/submissions", post(submissions::receive))
        .layer(DefaultBodyLimit::max(submissions::LONGEST))
        .with_state(site)
}

/// The pages of one language.
fn for_survivors(site: Site) -> Router {
    Router::new()
        .route("/", get(landing::show))
        .route("/start", get(start::age::show))
        .route("/start/device", get(start::device::show))
        .route("/start/adult", get(start::adult::show))
        .route("/start/no-file", get(start::no_file::show))
        .route("/choose", get(choose::show))
        .route("/choose/adult", get(choose::show_for_adults))
        .route("/status", get(status::ask).post(status::open))
        .route("/status/withdraw", post(status::withdraw))
        .route("/status/keep", post(status::keep))
        .route("/help", get(help::show))
        .route("/how-it-works", get(how_it_works::show))
        .route("/letter", get(letter::show))
        .layer(DefaultBodyLimit::max(LONGEST_FORM))
        .with_state(site)
}

/// The pages of staff.
fn for_staff(site: Site) -> Router {
    Router::new()
        .route("/", get(staff::queues::show))
        .route("/sign-in", get(staff::sign_in::ask).post(staff::sign_in::sign_in))
        .route("/sign-out", post(staff::sign_in::sign_out))
        .route("/entries/{entry}", get(staff::entry::show))
        .route("/entries/{entry}/decide", post(staff::entry::decide))
        .route(
            "/proposals",
            get(staff::proposals::show).post(staff::proposals::propose),
        )
        .route("/proposals/{proposal}/{verdict}", post(staff::proposals::settle))
        .route("/components", get(staff::components::show))
        .layer(DefaultBodyLimit::max(LONGEST_FORM))
        .with_state(site)
}
