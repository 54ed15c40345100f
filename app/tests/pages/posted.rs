//! What is done with what was typed, whatever becomes of the form.

use axum::http::StatusCode;
use domain::{list::ListName, staff::Role};
use service::{moderate::MAX_NOTE, propose::MAX_REASON};

use crate::{
    site::Site,
    staff::{get, post, published, sign_in},
};

/// As browsers send a field.
fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[tokio::test]
async fn the_longest_note_is_kept_in_every_script() {
    let site = Site::start().await;
    let entry = published(&site).await;
    let cookie = sign_in(&site, Role::Reviewer).await;
    for sign in ["x", "ش", "漢", "🖼"] {
        let note = sign.repeat(2_000);
        let form = format!("note={}", encoded(&note));
        let kept = post(&site, &format!("{entry}/note"), &form, &cookie).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{sign}");
        let page = get(&site, &entry, &cookie).await.body;
        assert!(page.contains(&note), "{sign}");
    }
}

#[tokio::test]
async fn a_form_that_is_too_long_says_so_and_shows_what_was_written() {
    let site = Site::start().await;
    let entry = published(&site).await;
    let cookie = sign_in(&site, Role::Reviewer).await;
    let long = "漢".repeat(10_000);
    let decision = format!(
        "version=1&decision=confirm:facts-consistent&note=%3Cb%3E{}",
        encoded(&long)
    );
    let refused = post(&site, &format!("{entry}/decide"), &decision, &cookie).await;
    let wish = format!("organisation={}", encoded(&format!("<b>{long}")));
    let refused_too = site.post("/platform/join", &wish).await;
    for refused in [refused, refused_too] {
        assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(refused.body.contains("The form is too long"), "{}", refused.body);
        let shown = format!("readonly>&lt;b>{}", "漢".repeat(2_000));
        assert!(refused.body.contains(&shown), "what was read can be shortened");
    }
    let page = get(&site, &entry, &cookie).await.body;
    assert!(page.contains("Published, unverified"), "nothing was decided");
}

#[tokio::test]
async fn the_end_of_a_line_counts_once_as_it_does_in_browsers() {
    let site = Site::start().await;
    let entry = published(&site).await;
    let lists = [ListName::exploitative()];
    let (platform, _) = site
        .test
        .service
        .add_subscriber("Example Ltd", &lists)
        .await
        .unwrap();
    let ada = sign_in(&site, Role::Admin).await;
    for (path, fields, most) in [
        (format!("{entry}/note"), "note=", MAX_NOTE),
        (
            format!("{entry}/decide"),
            "version=1&decision=suspend:disputed&note=",
            MAX_NOTE,
        ),
        (
            format!("/staff/platforms/{}/suspend", platform.id),
            "reason=",
            MAX_REASON,
        ),
        (
            "/staff/proposals".to_owned(),
            "matter=key-rotation&reason=",
            MAX_REASON,
        ),
    ] {
        let text = format!("{}last", "x\n".repeat((most - 4) / 2));
        assert_eq!(text.chars().count(), most);
        for (text, status) in [
            (format!("{text}+"), StatusCode::UNPROCESSABLE_ENTITY),
            (text, StatusCode::SEE_OTHER),
        ] {
            let form = format!("{fields}{}", encoded(&text.replace('\n', "\r\n")));
            let answer = post(&site, &path, &form, &ada).await;
            assert_eq!(answer.status, status, "{path}: {}", answer.body);
        }
    }
}
