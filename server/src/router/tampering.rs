//! What an auditor sees of a record of acts that somebody changed who can write to the database.

use axum::{body::Body, http::Request};
use domain::{audit::Agent, list::ListName, staff::Role};
use http_body_util::BodyExt as _;
use service::testing::{PASSPHRASE, TestService};
use sqlx::{ConnectOptions as _, Connection as _, sqlite::SqliteConnectOptions};

use super::{
    tests::{answer, start},
    *,
};

/// Signs someone of that name and role in, and returns the cookie.
async fn signed_in(test: &TestService, router: &Router, name: &str, role: Role) -> String {
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
    cookie.split_once(';').unwrap().0.to_owned()
}

async fn tamper(test: &TestService, statement: &'static str) {
    let options = SqliteConnectOptions::new().filename(test.database());
    let mut connection = options.connect().await.unwrap();
    let without_guard = "DROP TRIGGER IF EXISTS audit_is_never_changed";
    sqlx::query(without_guard).execute(&mut connection).await.unwrap();
    let changed = sqlx::query(statement).execute(&mut connection).await.unwrap();
    assert_eq!(changed.rows_affected(), 1, "{statement}");
    connection.close().await.unwrap();
}

#[tokio::test]
async fn an_auditor_reads_and_takes_a_record_that_was_changed_and_is_told_from_which_line_on() {
    let (test, router) = start().await;
    let cookie = signed_in(&test, &router, "eve", Role::Auditor).await;
    // Behind the account and the sign-in: lines 3 to 6.
    for name in ["One", "Two", "Three", "Four"] {
        let lists = [ListName::exploitative()];
        test.service.add_subscriber(name, &lists).await.unwrap();
    }
    let read = async |path: &str| {
        let request = Request::get(path)
            .header(header::COOKIE, &cookie)
            .body(Body::empty())
            .unwrap();
        let response = answer(&router, request).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        let body = response.into_body().collect().await.unwrap().to_bytes();
        String::from_utf8(body.to_vec()).unwrap().replace("<!>", "")
    };

    // From the end on, so that each is the first that is wrong.
    for (statement, line, shown, unreadable) in [
        (
            "UPDATE audit SET reason = '<i>nothing' WHERE position = 6",
            6,
            "&lt;i&gt;nothing",
            0,
        ),
        (
            "UPDATE audit SET act = '<i>decidee' WHERE position = 5",
            5,
            "&lt;i&gt;decidee",
            1,
        ),
        (
            "UPDATE audit SET actor = '<i>operatos' WHERE position = 4",
            4,
            "&lt;i&gt;operatos",
            2,
        ),
        (
            "UPDATE audit SET reason = CAST(x'3c693eff' AS TEXT) WHERE position = 3",
            3,
            "&lt;i&gt;\u{fffd}",
            3,
        ),
    ] {
        tamper(&test, statement).await;
        let page = read("/staff/audit").await;
        assert!(page.contains(shown), "{page}");
        assert_eq!(page.matches("Not readable").count(), unreadable, "{page}");
        let checked = read("/staff/audit?check=true").await;
        let named = format!("Not as it was from line {line} on");
        assert!(checked.contains(&named), "{checked}");
    }

    let copy = read("/staff/audit/export/0").await;
    let lines: Vec<serde_json::Value> = copy
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines[2]["reason"], "<i>\u{fffd}");
    assert_eq!(lines[3]["actor"], "<i>operatos");
    assert_eq!(lines[4]["act"], "<i>decidee");
    assert_eq!(lines[5]["reason"], "<i>nothing");
    let unreadable: Vec<usize> = (0..lines.len())
        .filter(|&place| lines[place]["unreadable"] == true)
        .collect();
    assert_eq!(unreadable, [2, 3, 4]);
    assert_eq!(lines.last().unwrap()["act"], "exported-audit", "it is all there");
}

#[tokio::test]
async fn a_platform_whose_last_switch_is_not_readable_is_shown_with_all_others_and_suspended() {
    let (test, router) = start().await;
    let service = &test.service;
    let lists = [ListName::exploitative()];
    let (platform, _) = service.add_subscriber("One", &lists).await.unwrap();
    service.add_subscriber("Two", &lists).await.unwrap();
    for act in ["suspended", "resumed"] {
        let done = match act {
            "suspended" => service.suspend_platform(platform.id, Agent::Operator, "").await,
            _ => service.resume_platform(platform.id, Agent::Operator, "").await,
        };
        done.unwrap();
    }
    for statement in [
        "UPDATE audit SET actor = '<i>operatos', reason = '<i>nothing' WHERE act = 'resumed-subscriber'",
        "UPDATE audit SET at = 9223372036854775807 WHERE act = 'resumed-subscriber'",
    ] {
        tamper(&test, statement).await;
    }
    let cookie = signed_in(&test, &router, "lea", Role::Lead).await;
    let ask = async |request: axum::http::request::Builder, form: String| {
        let request = request.header(header::COOKIE, &cookie);
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let response = answer(&router, request.body(Body::from(form)).unwrap()).await;
        let status = response.status();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (
            status,
            String::from_utf8(body.to_vec()).unwrap().replace("<!>", ""),
        )
    };
    let (status, list) = ask(Request::get("/staff/platforms"), String::new()).await;
    assert_eq!(status, StatusCode::OK);
    assert!(list.contains(">One<") && list.contains(">Two<"), "{list}");
    let here = format!("/staff/platforms/{}", platform.id);
    let (status, page) = ask(Request::get(&here), String::new()).await;
    assert_eq!(status, StatusCode::OK);
    for shown in ["Not readable", "9223372036854775807", "&lt;i&gt;nothing"] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    let (_, seen) = page.split_once("name=\"seen\" value=\"").unwrap();
    let (seen, _) = seen.split_once('"').unwrap();
    let form = format!("seen={seen}&reason=A+leaked+key");
    let (status, said) = ask(Request::post(format!("{here}/suspend")), form).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{said}");
    let (_, page) = ask(Request::get(&here), String::new()).await;
    assert!(!page.contains("Not readable"), "the newest line is whole: {page}");
}
