//! Who reaches what: every address of the whole server, asked with every method as everyone. An address that is not in
//! the table fails the test, and so does a line without an address.
//!
//! A new address for survivors or platforms is a line in [`TABLE`]. Those of staff are a table of their own in `app`,
//! from which they are taken here; `app/tests/pages/access.rs` has that table once more.

use std::collections::BTreeSet;

use app::{Whom, staff_routes};
use axum::{
    body::Body,
    http::{Method, Request, header},
};
use base64::{
    Engine as _,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD},
};
use domain::{
    account::{Account, AccountSession},
    audit::Agent,
    id::{AccountId, SubscriberId},
    list::ListName,
    staff::Role,
    subscriber::Scope,
};
use http_body_util::BodyExt as _;
use service::{
    subscribe::IssuedCredential,
    subscriber_key::KeyOrder,
    testing::{PASSPHRASE, TestService},
};
use sha2::{Digest as _, Sha256};

use super::{
    tests::{answer, start},
    *,
};

/// Whom an address is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum For {
    /// Whoever asks gets the same answer.
    Everyone,
    /// Platforms with a key.
    Platforms,
    /// Platforms with a key that may also hand in hashes.
    Contributors,
    /// Whoever signed in for a platform.
    Members,
    /// Staff, as their own table says.
    Staff(Whom),
}
use For::{Contributors, Everyone, Members, Platforms};

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Actor {
    Anonymous,
    Staff(Role),
    Platform,
    Contributor,
    Member,
}

const ACTORS: [Actor; 8] = [
    Actor::Anonymous,
    Actor::Staff(Role::Reviewer),
    Actor::Staff(Role::Lead),
    Actor::Staff(Role::Admin),
    Actor::Staff(Role::Auditor),
    Actor::Platform,
    Actor::Contributor,
    Actor::Member,
];

/// Any method is answered in the same way.
const ANY: &str = "GET POST PUT PATCH DELETE";
/// The methods that are tried.
const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// Every address with its methods and whom it is for. `{language}` stands for each language that is served.
const TABLE: &[(&str, &str, For)] = &[
    ("/", "GET", Everyone),
    ("/submissions", "POST", Everyone),
    ("/leave", "POST", Everyone),
    ("/{language}", "GET", Everyone),
    ("/{language}/start", "GET", Everyone),
    ("/{language}/start/who", "GET", Everyone),
    ("/{language}/start/helping", "GET", Everyone),
    ("/{language}/start/threat", "GET", Everyone),
    ("/{language}/start/threat/now", "GET", Everyone),
    ("/{language}/start/age", "GET", Everyone),
    ("/{language}/start/device", "GET", Everyone),
    ("/{language}/start/where", "GET", Everyone),
    ("/{language}/start/where/site", "GET", Everyone),
    ("/{language}/start/where/chat", "GET", Everyone),
    ("/{language}/start/where/search", "GET", Everyone),
    ("/{language}/start/adult", "GET", Everyone),
    ("/{language}/start/no-file", "GET", Everyone),
    ("/{language}/choose", "GET", Everyone),
    ("/{language}/choose/adult", "GET", Everyone),
    ("/{language}/status", "GET POST", Everyone),
    ("/{language}/status/withdraw", "POST", Everyone),
    ("/{language}/status/withdraw/some", "POST", Everyone),
    ("/{language}/status/add", "POST", Everyone),
    ("/{language}/status/keep", "POST", Everyone),
    ("/{language}/help", "GET", Everyone),
    ("/{language}/help/{country}", "GET", Everyone),
    ("/{language}/platforms", "GET", Everyone),
    ("/{language}/check", "GET", Everyone),
    ("/{language}/how-it-works", "GET", Everyone),
    ("/{language}/letter", "GET", Everyone),
    ("/{language}/letter/{place}", "GET", Everyone),
    //
    ("/api/v1/lists", "GET", Platforms),
    ("/api/v1/lists/{list}/changes", "GET", Platforms),
    ("/api/v1/lists/{list}/checkpoint", "GET", Platforms),
    ("/api/v1/lists/{list}/snapshot", "GET", Platforms),
    ("/api/v1/lists/{list}/events", "GET", Platforms),
    ("/api/v1/lists/{list}/entries/{entry}", "GET", Platforms),
    ("/api/v1/lists/{list}/feedback", "POST", Platforms),
    ("/api/v1/lists/{list}/export", "GET", Platforms),
    ("/api/v1/evidence", "GET", Platforms),
    ("/api/v1/status", "GET", Platforms),
    ("/api/v1/reference", "GET", Everyone),
    ("/api/v1/openapi.json", "GET", Everyone),
    ("/api/{*rest}", ANY, Everyone),
    ("/.well-known/reclaim-evidence-keys.json", "GET", Everyone),
    //
    ("/ncmec/{list}/v2/status", "GET", Platforms),
    ("/ncmec/{list}/v2/members", "GET", Platforms),
    ("/ncmec/{list}/v2/entries", "GET", Platforms),
    (
        "/ncmec/{list}/v2/entries/{member}/{entry}/{kind}/feedback",
        "PUT",
        Platforms,
    ),
    ("/ncmec/{list}/v2/feedback/{kind}/reasons", "GET", Platforms),
    ("/ncmec/{list}/v2/categorizations", "GET", Platforms),
    ("/ncmec/{list}//v2/status", "GET", Platforms),
    ("/ncmec/{list}//v2/members", "GET", Platforms),
    ("/ncmec/{list}//v2/entries", "GET", Platforms),
    (
        "/ncmec/{list}//v2/entries/{member}/{entry}/{kind}/feedback",
        "PUT",
        Platforms,
    ),
    ("/ncmec/{list}//v2/feedback/{kind}/reasons", "GET", Platforms),
    ("/ncmec/{list}//v2/categorizations", "GET", Platforms),
    ("/ncmec/{list}", ANY, Everyone),
    ("/ncmec/{list}/{*rest}", ANY, Everyone),
    //
    ("/stopncii/{list}/v1/FetchHashes", "GET", Platforms),
    ("/stopncii/{list}/v1/SubmitFeedback", "POST", Platforms),
    ("/stopncii/{list}/v1/SubmitHashes", "POST", Contributors),
    ("/stopncii/{list}/v1//FetchHashes", "GET", Platforms),
    ("/stopncii/{list}/v1//SubmitFeedback", "POST", Platforms),
    ("/stopncii/{list}/v1//SubmitHashes", "POST", Contributors),
    ("/stopncii/{list}", ANY, Everyone),
    ("/stopncii/{list}/{*rest}", ANY, Everyone),
    //
    ("/platform", "GET", Members),
    ("/platform/join", "GET POST", Everyone),
    ("/platform/claim", "GET POST", Everyone),
    ("/platform/claim/account", "POST", Everyone),
    ("/platform/sign-in", "GET POST", Everyone),
    ("/platform/sign-in/passkey", "POST", Everyone),
    ("/platform/sign-out", "POST", Everyone),
    ("/platform/confirm", "GET POST", Members),
    ("/platform/confirm/passkey", "POST", Members),
    ("/platform/account", "GET", Members),
    ("/platform/account/passphrase", "GET POST", Members),
    ("/platform/account/code", "GET POST", Members),
    ("/platform/account/recovery-codes", "POST", Members),
    ("/platform/account/passkeys", "GET POST", Members),
    ("/platform/account/passkeys/{passkey}/remove", "POST", Members),
    ("/platform/account/sessions/end", "POST", Members),
    ("/platform/account/sessions/{session}/end", "POST", Members),
    ("/platform/suspend", "POST", Members),
    ("/platform/resume", "POST", Members),
    ("/platform/keys", "GET POST", Members),
    ("/platform/keys/{key}/revoke", "POST", Members),
    ("/platform/lists", "GET POST", Members),
    ("/platform/profile", "POST", Members),
    ("/platform/webhook", "GET POST", Members),
    ("/platform/webhook/renew", "POST", Members),
    ("/platform/webhook/switch", "POST", Members),
    ("/platform/webhook/remove", "POST", Members),
    ("/platform/webhook/test", "POST", Members),
    ("/platform/webhook/messages/{message}/replay", "POST", Members),
    ("/platform/records", "GET", Members),
    ("/platform/records/evidence", "GET", Members),
    ("/platform/records/agreement", "GET", Members),
    ("/platform/records/lists/{list}/{format}", "GET", Members),
    //
    ("/assets/{digest}/{*path}", "GET", Everyone),
    ("/healthz", "GET", Everyone),
    ("/readyz", "GET", Everyone),
];

/// One address with one method.
#[derive(Clone, Debug)]
struct Line {
    method: &'static str,
    path: String,
    whom: For,
}

fn lines() -> Vec<Line> {
    let written = TABLE.iter().flat_map(|&(path, methods, whom)| {
        methods.split(' ').map(move |method| Line {
            method,
            path: path.to_owned(),
            whom,
        })
    });
    let of_staff = staff_routes().into_iter().map(|route| Line {
        method: route.method,
        path: format!("/staff{}", route.path.trim_end_matches('/')),
        whom: For::Staff(route.whom),
    });
    written.chain(of_staff).collect()
}

/// Every address that is registered, as the router itself tells.
fn registered(router: &Router) -> BTreeSet<String> {
    let told = format!("{router:?}");
    let mut rest = told
        .split_once("path_router: ")
        .and_then(|(_, rest)| rest.split_once("paths: {"))
        .map(|(_, rest)| rest)
        .unwrap();
    rest = rest.split_once("} }").unwrap_or((rest, "")).0;
    rest.split("RouteId(")
        .filter_map(|route| route.split('"').nth(1))
        .map(|path| match path.trim_end_matches('/') {
            "" => "/".to_owned(),
            path => path.to_owned(),
        })
        .collect()
}

/// The languages among the first parts of addresses.
fn languages(paths: &BTreeSet<String>) -> Vec<String> {
    paths
        .iter()
        .filter_map(|path| path.strip_suffix("/start/age"))
        .map(str::to_owned)
        .collect()
}

/// An address of that pattern; the list is there, and nothing else that it names.
fn address(pattern: &str) -> String {
    let part = |part: &str| match part {
        "{language}" => "en".to_owned(),
        "{list}" => ListName::exploitative().to_string(),
        part if part.starts_with('{') => "0".repeat(32),
        part => part.to_owned(),
    };
    pattern.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// Someone's way of saying who they are.
struct Credentials {
    cookies: Vec<(Role, String)>,
    platform: IssuedCredential,
    contributor: IssuedCredential,
    member: String,
}

async fn credentials(test: &TestService, router: &Router) -> Credentials {
    let mut cookies = Vec::new();
    for role in [Role::Reviewer, Role::Lead, Role::Admin, Role::Auditor] {
        let name = role.as_str();
        test.staff(name, role).await;
        let form = format!(
            "name={name}&code={}&passphrase={}",
            test.code(name),
            PASSPHRASE.replace(' ', "+")
        );
        let request = Request::post("/staff/sign-in")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form))
            .unwrap();
        let response = answer(router, request).await;
        let cookie = response.headers()[header::SET_COOKIE].to_str().unwrap();
        cookies.push((role, cookie.split_once(';').unwrap().0.to_owned()));
    }
    let lists = [ListName::exploitative()];
    let (_, platform) = test.service.add_subscriber("Platform", &lists).await.unwrap();
    let (subscriber, _) = test.service.add_subscriber("Contributor", &lists).await.unwrap();
    let by = Agent::Operator;
    let allowed = test.service.allow_contribution(subscriber.id, true, by).await;
    allowed.unwrap();
    let order = KeyOrder {
        subscriber: subscriber.id,
        scopes: [Scope::Read, Scope::Feedback, Scope::Contribute]
            .into_iter()
            .collect(),
        expires_at: None,
    };
    let contributor = test.service.issue_key(order, by).await.unwrap();
    Credentials {
        cookies,
        platform,
        contributor,
        member: member(test, subscriber.id).await,
    }
}

/// The cookie of someone who signed in for a platform.
async fn member(test: &TestService, subscriber: SubscriberId) -> String {
    let (token, now) = ([9; 32], test.service.now());
    let account = Account {
        id: AccountId::from_bytes([1; 16]),
        subscriber,
        name: "robin".to_owned(),
        passphrase_verifier: String::new(),
        key_generation: 1,
        confirmed: true,
        failed_attempts: 0,
        next_attempt_at: None,
        created_at: now,
    };
    let session = AccountSession {
        token_digest: Sha256::digest(token).into(),
        account: account.id,
        created_at: now,
        last_used_at: now,
        confirmed_at: now,
    };
    let mut tx = test.storage.begin().await.unwrap();
    tx.add_account(&account).await.unwrap();
    tx.add_account_session(&session).await.unwrap();
    tx.commit().await.unwrap();
    format!("__Host-reclaim-platform={}", BASE64_URL_SAFE_NO_PAD.encode(token))
}

impl Credentials {
    fn request(&self, actor: Actor, method: &str, path: &str) -> Request<Body> {
        let request = Request::builder().method(method).uri(path);
        let request = match actor {
            Actor::Anonymous => request,
            Actor::Staff(role) => {
                let (_, cookie) = self.cookies.iter().find(|(owner, _)| *owner == role).unwrap();
                request.header(header::COOKIE, cookie)
            }
            Actor::Platform => with_key(request, path, &self.platform),
            Actor::Contributor => with_key(request, path, &self.contributor),
            Actor::Member => request.header(header::COOKIE, &self.member),
        };
        request.body(Body::empty()).unwrap()
    }
}

/// A platform shows its key as the wire of the address wants it, and everywhere else as a bearer.
fn with_key(
    request: axum::http::request::Builder,
    path: &str,
    key: &IssuedCredential,
) -> axum::http::request::Builder {
    if path.starts_with("/stopncii/") {
        request
            .header("x-functions-key", key.bearer())
            .header("ocp-apim-subscription-key", key.subscription_key())
    } else if path.starts_with("/ncmec/") {
        let pair = BASE64_STANDARD.encode(format!("{}:{}", key.user_name(), key.password()));
        request.header(header::AUTHORIZATION, format!("Basic {pair}"))
    } else {
        request.header(header::AUTHORIZATION, format!("Bearer {}", key.bearer()))
    }
}

/// Whether whoever asked was let through to the handler.
async fn was_let_in(whom: For, response: Response) -> bool {
    let asked_to_sign_in = response
        .headers()
        .get(header::LOCATION)
        .is_some_and(|there| there == "/staff/sign-in" || there == "/platform/sign-in")
        && response.headers().get(header::SET_COOKIE).is_none();
    match response.status() {
        StatusCode::UNAUTHORIZED => false,
        // A page of staff also says so of what was typed.
        StatusCode::FORBIDDEN if matches!(whom, For::Staff(_)) => {
            let page = response.into_body().collect().await.unwrap().to_bytes();
            !String::from_utf8_lossy(&page).contains("This is not for your role")
        }
        StatusCode::FORBIDDEN => matches!(whom, Everyone | Members),
        _ => !asked_to_sign_in,
    }
}

/// Whether the table lets them in.
fn is_for(whom: For, actor: Actor) -> bool {
    match (whom, actor) {
        (For::Everyone | For::Staff(Whom::Anyone), _)
        | (For::Staff(Whom::Staff), Actor::Staff(_))
        | (For::Platforms, Actor::Platform | Actor::Contributor)
        | (For::Contributors, Actor::Contributor)
        | (For::Members, Actor::Member) => true,
        (For::Staff(Whom::Who(right)), Actor::Staff(role)) => role.may(right),
        _ => false,
    }
}

#[tokio::test]
async fn every_address_is_in_the_table_and_every_line_is_an_address() {
    let (_test, router) = start().await;
    let found = registered(&router);
    let languages = languages(&found);
    assert!(languages.len() > 1, "{languages:?}");
    let expected: BTreeSet<String> = lines()
        .into_iter()
        .flat_map(|line| match line.path.strip_prefix("/{language}") {
            Some(rest) => languages
                .iter()
                .map(|language| format!("{language}{rest}"))
                .collect(),
            None => vec![line.path],
        })
        .collect();
    let unlisted: Vec<_> = found.difference(&expected).collect();
    assert!(unlisted.is_empty(), "not in the table of this test: {unlisted:?}");
    let gone: Vec<_> = expected.difference(&found).collect();
    assert!(gone.is_empty(), "in the table, and nowhere else: {gone:?}");
}

#[tokio::test]
async fn a_method_that_an_address_does_not_have_is_refused_to_everyone() {
    let (test, router) = start().await;
    let credentials = credentials(&test, &router).await;
    let lines = lines();
    let paths: BTreeSet<&str> = lines.iter().map(|line| line.path.as_str()).collect();
    for path in paths {
        let has = |method: &&str| {
            lines
                .iter()
                .any(|line| line.path == path && line.method == *method)
        };
        for method in METHODS.into_iter().filter(|method| !has(method)) {
            for actor in ACTORS {
                let request = credentials.request(actor, method, &address(path));
                let status = answer(&router, request).await.status();
                assert_eq!(
                    status,
                    StatusCode::METHOD_NOT_ALLOWED,
                    "{actor:?} {method} {path}"
                );
            }
        }
    }
}

#[tokio::test]
async fn each_actor_reaches_what_is_for_them_and_nothing_else() {
    for actor in ACTORS {
        let (test, router) = start().await;
        let credentials = credentials(&test, &router).await;
        // Last what ends the session.
        let (leaving, lines): (Vec<_>, Vec<_>) = lines()
            .into_iter()
            .partition(|line| line.path.ends_with("/sign-out"));
        for line in lines.iter().chain(&leaving) {
            let request = credentials.request(actor, line.method, &address(&line.path));
            let response = answer(&router, request).await;
            let status = response.status();
            let asked = format!("{actor:?} {} {} {status}", line.method, line.path);
            assert!(!status.is_server_error(), "{asked}");
            let let_in = was_let_in(line.whom, response).await;
            assert_eq!(let_in, is_for(line.whom, actor), "{asked}");
        }
    }
}

/// The lists of pages at the top of `end2end/actions.ts`.
fn looked_at_in_browsers() -> Vec<String> {
    let actions = concat!(env!("CARGO_MANIFEST_DIR"), "/../end2end/actions.ts");
    let actions = std::fs::read_to_string(actions).unwrap();
    let lists = actions.split("export const PAGES").skip(1);
    let quoted = lists.flat_map(|list| {
        let list = list.split("];").next().unwrap();
        list.split('\'').skip(1).step_by(2)
    });
    quoted.map(str::to_owned).collect()
}

#[test]
fn every_page_of_survivors_is_looked_at_in_a_browser() {
    let looked_at = looked_at_in_browsers();
    for line in lines() {
        let Some(page) = line
            .path
            .strip_prefix("/{language}")
            .filter(|_| line.method == "GET")
        else {
            continue;
        };
        let seen = match page.split_once('{') {
            Some((family, _)) => looked_at.iter().any(|path| path.starts_with(family)),
            None => looked_at.iter().any(|path| path == page),
        };
        assert!(seen, "{page} is in no list of end2end/actions.ts");
    }
}

#[tokio::test]
async fn what_is_for_survivors_is_the_same_whoever_asks_and_leaves_no_cookie() {
    let (test, router) = start().await;
    let credentials = credentials(&test, &router).await;
    let lines = lines();
    let survivors = lines
        .iter()
        .filter(|line| line.path.starts_with("/{language}") && line.method == "GET");
    for line in survivors {
        let mut statuses = BTreeSet::new();
        for actor in ACTORS {
            let request = credentials.request(actor, "GET", &address(&line.path));
            let response = answer(&router, request).await;
            assert!(
                response.headers().get(header::SET_COOKIE).is_none(),
                "{actor:?} {}",
                line.path
            );
            statuses.insert(response.status());
        }
        assert_eq!(statuses.len(), 1, "{} {statuses:?}", line.path);
    }
}

#[tokio::test]
async fn metrics_are_told_on_a_listener_of_their_own_and_nowhere_else() {
    let (test, router) = start().await;
    let credentials = credentials(&test, &router).await;
    for actor in ACTORS {
        let request = credentials.request(actor, Method::GET.as_str(), "/metrics");
        assert_eq!(answer(&router, request).await.status(), StatusCode::NOT_FOUND);
    }
    let own = metrics::router(test.service.clone(), &Requests::default());
    let paths: Vec<_> = registered(&own).into_iter().collect();
    assert_eq!(paths, ["/metrics"]);
}
