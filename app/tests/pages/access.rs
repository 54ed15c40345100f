//! The table of who may do what, asked route by route. An address that is not in it fails the test.

use app::{StaffRoute, Whom, staff_routes};
use axum::http::StatusCode;
use domain::staff::{Right, Role};
use service::session::RECENT;

use crate::{
    site::{Answer, Site, posted},
    staff::{get, post, sign_in},
};

/// Who asks.
const ROLES: [Role; 4] = [Role::Reviewer, Role::Lead, Role::Admin, Role::Auditor];

/// Whom each address is for, written down a second time on purpose: the letters say who is let in, `r`eviewer,
/// `l`ead, `a`dmin, a`u`ditor; `*` is everyone, signed in or not; `!` asks for a recent proof of who they are.
const TABLE: &[(&str, &str, &str)] = &[
    ("GET", "/sign-in", "*"),
    ("POST", "/sign-in", "*"),
    ("POST", "/sign-in/passkey", "*"),
    ("POST", "/sign-out", "*"),
    ("GET", "/invitation/{token}", "*"),
    ("POST", "/invitation/{token}", "*"),
    ("GET", "/", "rla"),
    ("GET", "/entries/{entry}", "rla"),
    ("GET", "/entries/{entry}/cluster", "la"),
    ("POST", "/entries/{entry}/decide", "rla"),
    ("POST", "/entries/{entry}/take-back", "rla"),
    ("POST", "/entries/{entry}/claim", "rla"),
    ("POST", "/entries/{entry}/release", "rla"),
    ("POST", "/entries/{entry}/snooze", "rla"),
    ("POST", "/entries/{entry}/note", "rla"),
    ("POST", "/views", "rla"),
    ("POST", "/views/remove", "rla"),
    ("GET", "/insight", "rla"),
    ("GET", "/reasons", "rla"),
    ("POST", "/reasons", "la"),
    ("GET", "/policies", "rla"),
    ("GET", "/policies/{list}", "la!"),
    ("POST", "/policies/{list}", "la!"),
    ("POST", "/bulk", "la!"),
    ("GET", "/proposals", "la"),
    ("POST", "/proposals", "la!"),
    ("POST", "/proposals/{proposal}/undo", "la"),
    ("POST", "/proposals/{proposal}/{verdict}", "la!"),
    ("GET", "/applications", "la"),
    ("GET", "/applications/{application}", "la"),
    ("POST", "/applications/{application}/decline", "la!"),
    ("GET", "/platforms", "la"),
    ("GET", "/platforms/{platform}", "la"),
    ("GET", "/platforms/{platform}/contact", "a"),
    ("POST", "/platforms/{platform}/group", "la!"),
    ("POST", "/platforms/{platform}/{act}", "la!"),
    ("GET", "/people", "a"),
    ("POST", "/people/invite", "a!"),
    ("POST", "/people/uninvite", "a!"),
    ("POST", "/people/{staff}/role", "a!"),
    ("POST", "/people/{staff}/anew", "a!"),
    ("POST", "/people/{staff}/end", "a!"),
    ("GET", "/audit", "u"),
    ("GET", "/audit/export/{after}", "u!"),
    ("GET", "/account", "rlau"),
    ("GET", "/account/passphrase", "rlau!"),
    ("POST", "/account/passphrase", "rlau!"),
    ("GET", "/account/code", "rlau!"),
    ("POST", "/account/code", "rlau!"),
    ("POST", "/account/recovery-codes", "rlau!"),
    ("GET", "/account/passkeys", "rlau!"),
    ("POST", "/account/passkeys", "rlau!"),
    ("POST", "/account/passkeys/{passkey}/remove", "rlau!"),
    ("POST", "/account/sessions/end", "rlau"),
    ("POST", "/account/sessions/{session}/end", "rlau"),
    ("GET", "/handbook", "rlau"),
    ("GET", "/confirm", "rlau"),
    ("POST", "/confirm", "rlau"),
    ("POST", "/confirm/passkey", "rlau"),
    ("GET", "/components", "rlau"),
];

fn line(route: &StaffRoute) -> &'static str {
    let found = TABLE
        .iter()
        .find(|(method, path, _)| (*method, *path) == (route.method, route.path));
    found.map_or_else(
        || panic!("{} {} is not in the table of this test", route.method, route.path),
        |(_, _, who)| *who,
    )
}

const fn letter(role: Role) -> char {
    match role {
        Role::Reviewer => 'r',
        Role::Lead => 'l',
        Role::Admin => 'a',
        Role::Auditor => 'u',
    }
}

/// An address of that route; what it names does not exist.
fn address(route: &StaffRoute) -> String {
    let path = route
        .path
        .split('/')
        .map(|part| {
            if part.starts_with('{') {
                "0".repeat(32)
            } else {
                part.to_owned()
            }
        })
        .collect::<Vec<_>>()
        .join("/");
    format!("/staff{}", path.trim_end_matches('/'))
}

async fn ask(site: &Site, route: &StaffRoute, cookie: Option<&str>) -> Answer {
    let address = address(route);
    match (route.method, cookie) {
        ("GET", Some(cookie)) => get(site, &address, cookie).await,
        ("GET", None) => site.get(&address).await,
        (_, cookie) => site.ask(posted(&address, "", cookie)).await,
    }
}

/// Whether whoever asked was let through to the handler.
fn was_let_in(answer: &Answer) -> bool {
    let asked_to_sign_in =
        answer.header("location") == "/staff/sign-in" && answer.header("set-cookie").is_empty();
    let asked_to_confirm = answer.header("location").starts_with("/staff/confirm?")
        || answer.body.contains("Prove who you are first");
    let refused =
        answer.body.contains("This is not for your role") || answer.status == StatusCode::UNAUTHORIZED;
    !asked_to_sign_in && !asked_to_confirm && !refused
}

#[test]
fn every_registered_route_is_in_the_table_and_every_line_is_registered() {
    let routes = staff_routes();
    assert_eq!(routes.len(), TABLE.len());
    for route in routes {
        let who = line(&route);
        assert_eq!(route.recent, who.contains('!'), "{route:?}");
        match route.whom {
            Whom::Anyone => assert_eq!(who, "*", "{route:?}"),
            Whom::Staff => assert!(who.starts_with("rlau"), "{route:?}"),
            Whom::Who(right) => {
                for role in ROLES {
                    assert_eq!(role.may(right), who.contains(letter(role)), "{route:?} {role:?}");
                }
            }
        }
    }
}

#[test]
fn auditors_only_audit_and_nobody_else_does() {
    for right in [Right::Review, Right::Propose, Right::Manage] {
        assert!(!Role::Auditor.may(right), "{right:?}");
    }
    assert!(Role::Auditor.may(Right::Audit));
    for role in [Role::Reviewer, Role::Lead, Role::Admin] {
        assert!(!role.may(Right::Audit), "{role:?}");
    }
}

#[tokio::test]
async fn who_is_not_signed_in_reaches_only_what_is_for_everyone() {
    let site = Site::start().await;
    for route in staff_routes() {
        let answer = ask(&site, &route, None).await;
        assert_eq!(
            was_let_in(&answer),
            line(&route) == "*",
            "{route:?} {}",
            answer.status
        );
    }
}

#[tokio::test]
async fn a_platforms_credential_opens_no_staff_page() {
    let site = Site::start().await;
    let lists = [domain::list::ListName::exploitative()];
    let (_, credential) = site
        .test
        .service
        .add_subscriber("Platform", &lists)
        .await
        .unwrap();
    for route in staff_routes() {
        let request = axum::http::Request::builder()
            .method(route.method)
            .uri(address(&route))
            .header("authorization", format!("Bearer {}", credential.bearer()))
            .body(axum::body::Body::empty())
            .unwrap();
        let answer = site.ask(request).await;
        assert_eq!(
            was_let_in(&answer),
            line(&route) == "*",
            "{route:?} {}",
            answer.status
        );
    }
}

#[tokio::test]
async fn each_role_reaches_what_its_line_says_and_nothing_else() {
    for role in ROLES {
        let site = Site::start().await;
        let cookie = sign_in(&site, role).await;
        // Last what ends the session.
        let (leaving, routes): (Vec<_>, Vec<_>) = staff_routes()
            .into_iter()
            .partition(|route| route.path == "/sign-out");
        for route in routes.iter().chain(&leaving) {
            let answer = ask(&site, route, Some(&cookie)).await;
            let who = line(route);
            let allowed = who == "*" || who.contains(letter(role));
            assert_eq!(
                was_let_in(&answer),
                allowed,
                "{role:?} {route:?} {}",
                answer.status
            );
            assert!(
                !answer.status.is_server_error(),
                "{role:?} {route:?} {}",
                answer.status
            );
            if !allowed {
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role:?} {route:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_session_alone_does_not_reach_what_is_sensitive() {
    let site = Site::start().await;
    let cookie = sign_in(&site, Role::Admin).await;
    site.test.clock.advance(RECENT);
    for route in staff_routes().iter().filter(|route| route.recent) {
        let answer = ask(&site, route, Some(&cookie)).await;
        assert!(!was_let_in(&answer), "{route:?} {}", answer.status);
        match route.method {
            _ if !line(route).contains('a') => assert_eq!(answer.status, StatusCode::FORBIDDEN),
            "GET" => assert!(
                answer
                    .header("location")
                    .starts_with("/staff/confirm?back=/staff/")
            ),
            _ => assert_eq!(answer.status, StatusCode::FORBIDDEN),
        }
    }
    let code = site.test.code("admin");
    let proof = format!("back=/staff/people&code={code}&passphrase=correct+horse+battery+staple");
    let answer = post(&site, "/staff/confirm", &proof, &cookie).await;
    assert_eq!(answer.header("location"), "/staff/people");
    let before = cookie;
    let cookie = answer.header("set-cookie").split_once(';').unwrap().0.to_owned();
    assert_ne!(cookie, before);
    let stolen = get(&site, "/staff/people", &before).await;
    assert_eq!(
        stolen.header("location"),
        "/staff/sign-in",
        "the token before it opens nothing"
    );
    for route in staff_routes().iter().filter(|route| route.recent) {
        // The account of the one who asks ends nowhere here: nobody has that id.
        let answer = ask(&site, route, Some(&cookie)).await;
        let who = line(route);
        assert_eq!(
            was_let_in(&answer),
            who.contains('a'),
            "{route:?} {}",
            answer.status
        );
    }
}

#[tokio::test]
async fn a_wrong_proof_confirms_nothing() {
    let site = Site::start().await;
    let cookie = sign_in(&site, Role::Admin).await;
    site.test.clock.advance(RECENT);
    let code = site.test.code("admin");
    for proof in [
        format!("code={code}&passphrase=not+the+passphrase"),
        "code=000000&passphrase=correct+horse+battery+staple".to_owned(),
        String::new(),
    ] {
        let answer = post(&site, "/staff/confirm", &proof, &cookie).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{proof}");
    }
    let answer = get(&site, "/staff/account/code", &cookie).await;
    assert!(answer.header("location").starts_with("/staff/confirm"));
}

#[tokio::test]
async fn a_change_of_role_holds_from_the_next_click_on() {
    let site = Site::start().await;
    let cookie = sign_in(&site, Role::Reviewer).await;
    assert_eq!(get(&site, "/staff", &cookie).await.status, StatusCode::OK);
    let staff = site.test.service.staff_called("reviewer").await.unwrap();
    let by = domain::audit::Agent::Operator;
    site.test
        .service
        .change_role(by, staff.id, Role::Auditor, "")
        .await
        .unwrap();
    assert_eq!(get(&site, "/staff", &cookie).await.status, StatusCode::FORBIDDEN);
    assert_eq!(get(&site, "/staff/audit", &cookie).await.status, StatusCode::OK);
    site.test.service.end_account(by, staff.id, "").await.unwrap();
    let answer = get(&site, "/staff/audit", &cookie).await;
    assert_eq!(answer.header("location"), "/staff/sign-in");
}
