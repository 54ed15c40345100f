//! What is done with what was typed, whatever becomes of the form.

use std::time::Duration;

use axum::http::StatusCode;
use domain::{list::ListName, staff::Role};
use service::{
    moderate::MAX_NOTE,
    propose::MAX_REASON,
    session::{IDLE, RECENT},
};

use crate::{
    platforms::{enter, invited},
    site::{Answer, Site},
    staff::{get, post, published, sign_in, sign_in_again},
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
    let robin = site.test.staff("robin", Role::Reviewer).await;
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
        (
            format!("/staff/people/{}/role", robin.id),
            "role=lead&reason=",
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

/// What the last form of a page would send, and where.
fn last_form(page: &Answer) -> (String, String) {
    let (_, form) = page.body.rsplit_once("<form method=\"post\" action=\"").unwrap();
    let (path, rest) = form.split_once('"').unwrap();
    let (fields, _) = rest.split_once("</form>").unwrap();
    let mut sent = form_urlencoded::Serializer::new(String::new());
    for field in fields.split("type=\"hidden\" name=\"").skip(1) {
        let (name, rest) = field.split_once("\" value=\"").unwrap();
        let (value, _) = rest.split_once('"').unwrap();
        let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
        let value = plain.iter().fold(value.to_owned(), |text, (escaped, sign)| {
            text.replace(escaped, sign)
        });
        // As browsers send the end of a line.
        sent.append_pair(name, &value.replace('\n', "\r\n"));
    }
    (path.to_owned(), sent.finish())
}

#[tokio::test]
async fn whose_session_has_ended_sends_everything_again_from_the_page_that_says_so() {
    let site = Site::start().await;
    let entry = published(&site).await;
    let ended = sign_in(&site, Role::Reviewer).await;
    site.test.clock.advance(IDLE);
    let note = "as on <b>\r\n\"Monday\" & before";
    let decision = format!(
        "version=1&decision=confirm:facts-consistent&note={}",
        encoded(note)
    );
    let path = format!("{entry}/decide");
    let refused = post(&site, &path, &decision, &ended).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    let shown = "readonly>as on &lt;b>\n\"Monday\" &amp; before</textarea>";
    assert!(refused.body.contains(shown), "{}", refused.body);

    let (again, fields) = last_form(&refused);
    assert_eq!(again, path);
    let cookie = sign_in_again(&site, "reviewer").await;
    let done = post(&site, &again, &fields, &cookie).await;
    assert_eq!(done.header("location"), entry, "{}", done.body);
    let page = get(&site, &entry, &cookie).await.body;
    assert!(page.contains("Published, confirmed"), "{page}");
    assert!(page.contains("\"Monday\" &amp; before"), "{page}");
}

#[tokio::test]
async fn whoever_has_to_prove_first_who_they_are_sends_everything_again() {
    let site = Site::start().await;
    let entry = published(&site).await;
    let cookie = sign_in(&site, Role::Lead).await;
    site.test.clock.advance(RECENT);
    let id = entry.rsplit_once('/').unwrap().1;
    let marked = format!("entry={id}:1&decision=reject:public-content&why=a+flood");
    let refused = post(&site, "/staff/bulk", &marked, &cookie).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.body.contains("readonly>a flood</textarea>"));

    let proof = format!(
        "code={}&passphrase=correct+horse+battery+staple",
        site.test.code("lead")
    );
    let proved = post(&site, "/staff/confirm", &proof, &cookie).await;
    let cookie = proved.header("set-cookie").split_once(';').unwrap().0.to_owned();
    let (again, fields) = last_form(&refused);
    let done = post(&site, &again, &fields, &cookie).await;
    assert_eq!(done.header("location"), "/staff/proposals", "{}", done.body);
    let waiting = get(&site, "/staff/proposals", &cookie).await.body;
    assert!(
        waiting.contains(&entry) && waiting.contains("a flood"),
        "{waiting}"
    );
}

#[tokio::test]
async fn with_whom_a_platform_acts_is_shown_before_it_is_sent_again() {
    let site = Site::start().await;
    let (platform, _) = invited(&site).await;
    let cookie = sign_in(&site, Role::Lead).await;
    let path = format!("/staff/platforms/{}/group", platform.id);
    let form = "seen=owner&group=%3Cb%3EAcme&reason=their+imprint";
    site.test.clock.advance(RECENT);
    let unproved = post(&site, &path, form, &cookie).await;
    assert_eq!(unproved.status, StatusCode::FORBIDDEN, "{}", unproved.body);
    let ended = site.post(&path, form).await;
    assert_eq!(ended.status, StatusCode::UNAUTHORIZED);
    for refused in [unproved, ended] {
        let shown = "readonly>&lt;b>Acme\n\ntheir imprint</textarea>";
        assert!(refused.body.contains(shown), "{}", refused.body);
        assert_eq!(last_form(&refused), (path.clone(), form.to_owned()));
    }
}

#[tokio::test]
async fn people_of_platforms_send_everything_again_too() {
    let site = Site::start().await;
    let (_, code) = invited(&site).await;
    let (cookie, _) = enter(&site, &code, "robin").await;
    let form = "address=https%3A%2F%2Fhooks.example.com%2F";
    site.test.clock.advance(RECENT);
    let unproved = post(&site, "/platform/webhook", form, &cookie).await;
    assert_eq!(unproved.status, StatusCode::FORBIDDEN, "{}", unproved.body);
    let ended = site.post("/platform/webhook", form).await;
    assert_eq!(ended.status, StatusCode::UNAUTHORIZED);
    for refused in [unproved, ended] {
        let shown = "readonly>https://hooks.example.com/</textarea>";
        assert!(refused.body.contains(shown), "{}", refused.body);
        let again = ("/platform/webhook".to_owned(), form.to_owned());
        assert_eq!(last_form(&refused), again);
    }
}

#[tokio::test]
async fn what_was_sent_is_named_and_is_done_anew_where_nothing_was_written() {
    let site = Site::start().await;
    let entry = published(&site).await;
    let cookie = sign_in(&site, Role::Lead).await;
    site.test.clock.advance(RECENT);
    let agree = format!("/staff/proposals/{}/seconded", "0".repeat(32));
    let decide = format!("{entry}/decide");
    for (path, form, cookie, whose, page) in [
        (
            agree.as_str(),
            "",
            cookie.as_str(),
            "Sent by lead to",
            "/staff/proposals",
        ),
        (agree.as_str(), "", "", "Sent to", "/staff/proposals"),
        (
            decide.as_str(),
            "version=1&decision=confirm:facts-consistent&note=+",
            "",
            "Sent to",
            entry.as_str(),
        ),
    ] {
        let refused = post(&site, path, form, cookie).await.body;
        let link = format!("href=\"{page}\"");
        for said in [
            whose,
            path,
            "then open the page again",
            "Open the page again",
            &link,
        ] {
            assert!(refused.contains(said), "{said}: {refused}");
        }
        assert!(!refused.contains("Send it again"), "{path}: {refused}");
    }
    let written = "entry=0&decision=reject:public-content&why=a+flood";
    let refused = post(&site, "/staff/bulk", written, &cookie).await.body;
    for said in ["Sent by lead to", "/staff/bulk<", "Send it only if you wrote it"] {
        assert!(refused.contains(said), "{said}: {refused}");
    }
    assert!(!refused.contains("Open the page again"), "{refused}");
}

#[tokio::test]
async fn nothing_that_proves_who_someone_is_comes_back_in_a_page() {
    let site = Site::start().await;
    let staff = sign_in(&site, Role::Lead).await;
    let (_, code) = invited(&site).await;
    let (platform, _) = enter(&site, &code, "robin").await;
    site.test.clock.advance(RECENT - Duration::from_secs(60));
    let fields = "passphrase=frog+lantern&code=493817&state=a-state&answer=an-answer";
    for (root, cookie) in [("/staff", &staff), ("/platform", &platform)] {
        for form in ["account/passphrase", "account/code", "account/passkeys"] {
            for cookie in ["", cookie] {
                let path = format!("{root}/{form}");
                let refused = post(&site, &path, fields, cookie).await;
                let signed_out = refused.status == StatusCode::UNAUTHORIZED;
                assert_eq!(signed_out, cookie.is_empty(), "{path}");
                assert!(refused.body.contains("fill the form in once more"), "{path}");
                for secret in ["frog", "493817", "a-state", "an-answer"] {
                    assert!(!refused.body.contains(secret), "{path}: {secret}");
                }
                assert!(!refused.body.contains("Send it again"), "{path}");
            }
        }
    }
}
