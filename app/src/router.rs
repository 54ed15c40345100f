//! Which address is answered by which page.

use std::sync::Arc;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{HeaderMap, HeaderValue, Uri},
    middleware::{from_fn_with_state, map_response},
    response::Response,
    routing::{get, post},
};
use service::Service;

use crate::{
    pages::{
        check, choose, help, how_it_works, landing, leaving, letter, not_found, platform, platforms, start,
        status, submissions,
    },
    posted::{self, Reading},
    site::{Here, PageOptions, Site},
    staff_routes::for_staff,
    words::{Languages, Words},
};

/// No form of a survivor is longer.
const LONGEST_FORM: usize = 16 * 1024;

/// Every page, for survivors and for staff.
pub fn router(service: Service, options: PageOptions) -> Router {
    let languages = Languages::served(options.pseudo_languages);
    let options = Arc::new(options);
    let site = |words| Site {
        service: service.clone(),
        options: Arc::clone(&options),
        languages: languages.clone(),
        words,
        here: Here::default(),
    };
    let english = site(Words::english());
    let mut router = Router::new()
        .route("/", get(not_found::choose_language).with_state(english.clone()))
        .merge(in_no_language(english.clone()))
        .nest("/staff", for_staff(english.clone()))
        .nest("/platform", for_platforms(english.clone()));
    for words in languages.iter() {
        router = router.nest(&format!("/{}", words.tag()), for_survivors(site(words.clone())));
    }
    let lost = english.clone();
    router
        .fallback(move |uri: Uri, headers: HeaderMap| {
            let site = lost.clone();
            async move { not_found::lost(&site, &uri, &headers) }
        })
        .method_not_allowed_fallback(move |uri: Uri| {
            let site = english.clone();
            async move { not_found::wrong_method(&site, &uri) }
        })
}

/// What is the same in every language.
fn in_no_language(site: Site) -> Router {
    Router::new()
        .route("/submissions", post(submissions::receive))
        .route("/leave", post(leaving::clear))
        .layer(DefaultBodyLimit::max(submissions::LONGEST))
        .with_state(site)
}

/// The pages that people look for when they look for help. All others ask search engines to leave them out, as the server
/// does by default.
fn to_be_found() -> Router<Site> {
    Router::new()
        .route("/", get(landing::show))
        .route("/help", get(help::show))
        .route("/help/{country}", get(help::country::show))
        .route("/platforms", get(platforms::show))
        .route("/how-it-works", get(how_it_works::show))
        .layer(map_response(async |mut response: Response| {
            response
                .headers_mut()
                .insert("x-robots-tag", HeaderValue::from_static("all"));
            response
        }))
}

/// The pages of one language.
fn for_survivors(site: Site) -> Router {
    to_be_found()
        .route("/start", get(start::before::show))
        .route("/start/who", get(start::who::show))
        .route("/start/helping", get(start::helping::show))
        .route("/start/threat", get(start::threat::show))
        .route("/start/threat/now", get(start::threat::show_now))
        .route("/start/age", get(start::age::show))
        .route("/start/device", get(start::device::show))
        .route("/start/where", get(start::place::show))
        .route("/start/where/site", get(start::place::show_site))
        .route("/start/where/chat", get(start::place::show_chat))
        .route("/start/where/search", get(start::place::show_search))
        .route("/start/adult", get(start::adult::show))
        .route("/start/adult/no-file", get(start::adult_no_file::show))
        .route("/start/adult/where", get(start::place::show_for_adults))
        .route("/start/adult/where/site", get(start::place::show_site_for_adults))
        .route("/start/adult/where/chat", get(start::place::show_chat_for_adults))
        .route(
            "/start/adult/where/search",
            get(start::place::show_search_for_adults),
        )
        .route("/start/no-file", get(start::no_file::show))
        .route("/choose", get(choose::show))
        .route("/choose/adult", get(choose::show_for_adults))
        .route("/status", get(status::ask).post(status::open))
        .route("/status/withdraw", get(status::lead_back).post(status::withdraw))
        .route(
            "/status/withdraw/some",
            get(status::lead_back).post(status::withdraw_some),
        )
        .route("/status/add", get(status::lead_back).post(status::add))
        .route("/status/keep", get(status::lead_back).post(status::keep))
        .route("/check", get(check::show))
        .route("/letter", get(letter::show))
        .route("/letter/{place}", get(letter::place::show))
        .layer(DefaultBodyLimit::max(LONGEST_FORM))
        .with_state(site)
}

/// The pages of organisations that follow lists.
fn for_platforms(site: Site) -> Router {
    let reading = Reading {
        site: site.clone(),
        root: "/platform",
        too_long: platform::trouble::too_long,
    };
    Router::new()
        .route("/", get(platform::overview::show))
        .route("/join", get(platform::join::ask).post(platform::join::apply))
        .route("/claim", get(platform::claim::ask).post(platform::claim::open))
        .route("/claim/account", post(platform::claim::make_account))
        .route(
            "/sign-in",
            get(platform::sign_in::ask).post(platform::sign_in::sign_in),
        )
        .route("/sign-in/passkey", post(platform::sign_in::sign_in_with_passkey))
        .route("/sign-out", post(platform::sign_in::sign_out))
        .route(
            "/confirm",
            get(platform::confirm::ask).post(platform::confirm::confirm),
        )
        .route("/confirm/passkey", post(platform::confirm::confirm_with_passkey))
        .route("/account", get(platform::account::show))
        .route(
            "/account/passphrase",
            get(platform::account::ask_passphrase).post(platform::account::change_passphrase),
        )
        .route(
            "/account/code",
            get(platform::account::ask_code).post(platform::account::change_code),
        )
        .route(
            "/account/recovery-codes",
            post(platform::account::renew_recovery_codes),
        )
        .route(
            "/account/passkeys",
            get(platform::account::ask_passkey).post(platform::account::add_passkey),
        )
        .route(
            "/account/passkeys/{passkey}/remove",
            post(platform::account::remove_passkey),
        )
        .route(
            "/account/sessions/end",
            post(platform::account::end_other_sessions),
        )
        .route(
            "/account/sessions/{session}/end",
            post(platform::account::end_session),
        )
        .route("/suspend", post(platform::overview::suspend))
        .route("/resume", post(platform::overview::resume))
        .route("/keys", get(platform::keys::show).post(platform::keys::issue))
        .route("/keys/{key}/revoke", post(platform::keys::revoke))
        .route("/lists", get(platform::lists::show).post(platform::lists::choose))
        .route("/profile", post(platform::lists::describe))
        .route(
            "/webhook",
            get(platform::webhook::show).post(platform::webhook::set),
        )
        .route("/webhook/renew", post(platform::webhook::renew))
        .route("/webhook/switch", post(platform::webhook::switch))
        .route("/webhook/remove", post(platform::webhook::remove))
        .route("/webhook/test", post(platform::webhook::test))
        .route(
            "/webhook/messages/{message}/replay",
            post(platform::webhook::replay),
        )
        .route("/records", get(platform::records::show))
        .route("/records/evidence", get(platform::records::evidence))
        .route("/records/agreement", get(platform::records::agreement))
        .route("/records/lists/{list}/{format}", get(platform::records::export))
        .layer(from_fn_with_state(reading, posted::read))
        .with_state(site)
}
