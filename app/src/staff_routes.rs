//! Every address of the staff pages, and whom it is for. There is no other way to add one, so that none is without a
//! guard; `tests/pages/access.rs` asks each of them as everyone.

use axum::{
    Router,
    handler::Handler,
    middleware,
    routing::{self, MethodRouter},
};
use domain::staff::Right::{Audit, Manage, Propose, Review};

use crate::{
    access::{
        Guard,
        Whom::{self, Anyone, Staff, Who},
        guard,
    },
    pages::staff::{
        account, applications, audit, bulk, cluster, components, confirm, entry, handbook, handling, insight,
        invitation, people, platform, platform_contact, platform_group, platforms, policies, policy_change,
        proposals, queues, reasons, sign_in, trouble, views,
    },
    posted::{self, Reading},
    site::Site,
};

/// The table.
fn rules() -> Vec<Rule> {
    vec![
        get("/sign-in", Anyone, sign_in::ask),
        post("/sign-in", Anyone, sign_in::sign_in),
        post("/sign-in/passkey", Anyone, sign_in::sign_in_with_passkey),
        post("/sign-out", Anyone, sign_in::sign_out),
        get("/invitation/{token}", Anyone, invitation::show),
        post("/invitation/{token}", Anyone, invitation::accept),
        //
        get("/", Who(Review), queues::show),
        get("/entries/{entry}", Who(Review), entry::show),
        get("/entries/{entry}/cluster", Who(Propose), cluster::show),
        post("/entries/{entry}/decide", Who(Review), entry::decide),
        post("/entries/{entry}/take-back", Who(Review), handling::take_back),
        post("/entries/{entry}/claim", Who(Review), handling::claim),
        post("/entries/{entry}/release", Who(Review), handling::release),
        post("/entries/{entry}/snooze", Who(Review), handling::snooze),
        post("/entries/{entry}/note", Who(Review), handling::note),
        post("/views", Who(Review), views::save),
        post("/views/remove", Who(Review), views::remove),
        get("/insight", Who(Review), insight::show),
        get("/reasons", Who(Review), reasons::show),
        post("/reasons", Who(Propose), reasons::change),
        get("/policies", Who(Review), policies::show),
        get("/policies/{list}", Who(Propose), policy_change::ask).recently(),
        post("/policies/{list}", Who(Propose), policy_change::propose).recently(),
        post("/bulk", Who(Propose), bulk::propose).recently(),
        //
        get("/proposals", Who(Propose), proposals::show),
        post("/proposals", Who(Propose), proposals::propose).recently(),
        // For a minute, and to where things were: so nobody is asked first who they are.
        post("/proposals/{proposal}/undo", Who(Propose), bulk::undo),
        post("/proposals/{proposal}/{verdict}", Who(Propose), proposals::settle).recently(),
        //
        get("/applications", Who(Propose), applications::show),
        get(
            "/applications/{application}",
            Who(Propose),
            applications::show_one,
        ),
        post(
            "/applications/{application}/decline",
            Who(Propose),
            applications::decline,
        )
        .recently(),
        get("/platforms", Who(Propose), platforms::show),
        get("/platforms/{platform}", Who(Propose), platform::show),
        get(
            "/platforms/{platform}/contact",
            Who(Manage),
            platform_contact::show,
        ),
        post(
            "/platforms/{platform}/group",
            Who(Propose),
            platform_group::change,
        )
        .recently(),
        post("/platforms/{platform}/{act}", Who(Propose), platform::act).recently(),
        //
        get("/people", Who(Manage), people::show),
        post("/people/invite", Who(Manage), people::invite).recently(),
        post("/people/uninvite", Who(Manage), people::uninvite).recently(),
        post("/people/{staff}/role", Who(Manage), people::change_role).recently(),
        post("/people/{staff}/anew", Who(Manage), people::invite_anew).recently(),
        post("/people/{staff}/end", Who(Manage), people::end).recently(),
        //
        get("/audit", Who(Audit), audit::show),
        get("/audit/export/{after}", Who(Audit), audit::export).recently(),
        //
        get("/account", Staff, account::show),
        get("/account/passphrase", Staff, account::ask_passphrase).recently(),
        post("/account/passphrase", Staff, account::change_passphrase).recently(),
        get("/account/code", Staff, account::ask_code).recently(),
        post("/account/code", Staff, account::change_code).recently(),
        post("/account/recovery-codes", Staff, account::renew_recovery_codes).recently(),
        get("/account/passkeys", Staff, account::ask_passkey).recently(),
        post("/account/passkeys", Staff, account::add_passkey).recently(),
        post(
            "/account/passkeys/{passkey}/remove",
            Staff,
            account::remove_passkey,
        )
        .recently(),
        post("/account/sessions/end", Staff, account::end_other_sessions),
        post("/account/sessions/{session}/end", Staff, account::end_session),
        get("/handbook", Staff, handbook::show),
        get("/confirm", Staff, confirm::ask),
        post("/confirm", Staff, confirm::confirm),
        post("/confirm/passkey", Staff, confirm::confirm_with_passkey),
        get("/components", Staff, components::show),
    ]
}

/// An address of the staff pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StaffRoute {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The address behind `/staff`, as it was registered.
    pub path: &'static str,
    /// Whom it is for.
    pub whom: Whom,
    /// Whether they must have proved who they are a short while ago.
    pub recent: bool,
}

/// Every address of the staff pages.
pub fn staff_routes() -> Vec<StaffRoute> {
    rules().into_iter().map(|rule| rule.route).collect()
}

/// The pages of staff, each behind its guard.
pub(crate) fn for_staff(site: Site) -> Router {
    let mut router = Router::new();
    for Rule { route, answer } in rules() {
        let guarded = Guard {
            site: site.clone(),
            whom: route.whom,
            recent: route.recent,
        };
        let layer = middleware::from_fn_with_state(guarded, guard);
        router = router.route(route.path, answer.route_layer(layer));
    }
    let reading = Reading {
        site: site.clone(),
        root: "/staff",
        too_long: trouble::too_long,
    };
    router
        .layer(middleware::from_fn_with_state(reading, posted::read))
        .with_state(site)
}

/// One line of the table.
struct Rule {
    route: StaffRoute,
    answer: MethodRouter<Site>,
}

impl Rule {
    /// For what is sensitive: a stolen session alone does not reach it.
    const fn recently(mut self) -> Self {
        self.route.recent = true;
        self
    }
}

fn get<T: 'static>(path: &'static str, whom: Whom, handler: impl Handler<T, Site>) -> Rule {
    rule("GET", path, whom, routing::get(handler))
}

fn post<T: 'static>(path: &'static str, whom: Whom, handler: impl Handler<T, Site>) -> Rule {
    rule("POST", path, whom, routing::post(handler))
}

const fn rule(method: &'static str, path: &'static str, whom: Whom, answer: MethodRouter<Site>) -> Rule {
    let route = StaffRoute {
        method,
        path,
        whom,
        recent: false,
    };
    Rule { route, answer }
}
