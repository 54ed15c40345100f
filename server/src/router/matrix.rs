//! Who reaches what: every address of the whole server, asked with every method as everyone. An address that is not in
//! the table fails the test, and so does a line without an address.
//!
//! A new address for survivors or platforms is a line in `table.rs`. Those of staff are a table of their own in `app`,
//! from which they are taken here; `app/tests/pages/access.rs` has that table once more.

mod actors;
mod table;

use std::collections::BTreeSet;

use app::Whom;
use axum::http::{Method, header};
use domain::list::ListName;
use http_body_util::BodyExt as _;

use self::{
    actors::{ACTORS, Actor, credentials},
    table::{For, METHODS, lines},
};
use super::{
    tests::{answer, start},
    *,
};

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
        StatusCode::FORBIDDEN => matches!(whom, For::Everyone | For::Members),
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
        // What the forms of a case are sent to leads to the page before when it is only asked for.
        let leads_back = |page: &&str| page.starts_with("/status/");
        let Some(page) = line
            .path
            .strip_prefix("/{language}")
            .filter(|page| line.method == "GET" && !leads_back(page))
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
