//! Opening a case with number and PIN, and what an answer gives away to others.

use axum::http::StatusCode;
use service::testing::form;

use super::{OPENING, case, fields};
use crate::site::{Answer, Site};

/// A page without what differs for every answer: the nonce, the number that was typed, and the padding.
fn text(answer: &Answer, number: &str) -> String {
    let policy = answer.header("content-security-policy");
    let nonce = policy
        .split_once("'nonce-")
        .unwrap()
        .1
        .split_once('\'')
        .unwrap()
        .0;
    let body = answer
        .body
        .replace(nonce, "")
        .replacen(&format!("value=\"{number}\""), "", 1);
    // The padding makes up for what was taken out.
    body.trim_end_matches(['-', ' ', '>']).to_owned()
}

#[tokio::test]
async fn number_and_pin_open_the_case() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let answer = site.post("/en/status", &fields(&number, &pin)).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.body.matches("<li class=\"item\"").count(), 3);
    assert!(answer.body.contains("On its way"), "nothing was numbered yet");
    site.test.sequence_now().await;
    let answer = site.post("/en/status", &fields(&number, &pin)).await;
    assert!(answer.body.contains("On the list"));
    assert!(answer.body.contains("1 January 2026"));
}

#[tokio::test]
async fn number_and_pin_are_read_as_people_write_them() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let sloppy = fields(&number.to_lowercase().replace('-', "+"), &pin.replace(' ', ""));
    assert_eq!(site.post("/en/status", &sloppy).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_wrong_pin_an_unknown_number_and_nonsense_get_one_answer() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let wrong_pin = if pin.starts_with('1') {
        "22222222"
    } else {
        "11111111"
    };
    let unknown = "0000-0000-0000-0";
    let mut answers = Vec::new();
    for (number, pin) in [
        (number.as_str(), wrong_pin),
        (unknown, pin.as_str()),
        ("nonsense", "x"),
        ("", ""),
    ] {
        let answer = site.post("/en/status", &fields(number, pin)).await;
        assert_eq!(answer.status, StatusCode::OK, "{number}");
        answers.push(text(&answer, number));
    }
    let first = answers[0].clone();
    assert!(first.contains("role=\"alert\" id=\"refusal\""));
    for field in ["number", "pin"] {
        let described = format!("aria-describedby=\"{field}-hint refusal\" aria-invalid=\"true\"");
        assert!(first.contains(&described), "{field}");
    }
    for other in answers {
        assert_eq!(other, first);
    }
}

#[tokio::test]
async fn the_length_of_an_answer_tells_nothing() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let opened = site.post("/en/status", &fields(&number, &pin)).await;
    let refused = site.post("/en/status", &fields("nonsense", &pin)).await;
    assert_eq!(opened.body.len(), refused.body.len());
    assert_eq!(opened.status, refused.status);
    let headers = |answer: &Answer| -> usize {
        let lengths = answer
            .headers
            .iter()
            .map(|(name, value)| name.as_str().len() + value.len());
        lengths.sum()
    };
    assert_eq!(headers(&opened), headers(&refused));
}

#[tokio::test]
async fn a_full_case_is_as_long_as_none_in_every_language() {
    let site = Site::start().await;
    let submission = form(1, 100).parse().unwrap();
    let receipt = site.test.service.submit(submission).await.unwrap();
    let fields = fields(&receipt.number.to_string(), &receipt.pin.to_string());
    site.test.sequence_now().await;
    let opened = site.post("/en/status", &fields).await.body;
    assert!(opened.contains("This case is full") && !opened.contains("/en/status/add"));
    let home = site.get("/en").await.body;
    let tags = home
        .split("hreflang=\"")
        .skip(1)
        .map(|rest| rest.split_once('"').unwrap().0);
    for tag in tags {
        let full = site.post(&format!("/{tag}/status"), &fields).await;
        assert_eq!(full.status, StatusCode::OK, "{tag}");
        let none = site.post(&format!("/{tag}/status"), "number=x&pin=1").await;
        assert_eq!(full.body.len(), none.body.len(), "{tag}");
    }
}

#[tokio::test]
async fn what_is_no_form_is_answered_like_a_wrong_number() {
    let site = Site::start().await;
    let answer = site.post("/en/status", "%%%&&&=").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(
        answer
            .body
            .contains("We cannot open a case with this number and PIN")
    );
}

#[tokio::test]
async fn what_was_typed_cannot_become_part_of_the_page() {
    let site = Site::start().await;
    let answer = site
        .post(
            "/en/status",
            "number=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E&pin=1",
        )
        .await;
    assert!(!answer.body.contains("<script>alert"), "{}", answer.body);
}

#[tokio::test]
async fn a_case_is_never_opened_by_following_a_link() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let answer = site.get(&format!("/en/status?{}", fields(&number, &pin))).await;
    assert_eq!(answer.body.matches("<li class=\"item\"").count(), 0);
    for path in OPENING.into_iter().filter(|path| *path != "/en/status") {
        let answer = site.get(&format!("{path}?{}", fields(&number, &pin))).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        assert_eq!(
            answer.header("location"),
            "/en/status",
            "{path}: to where it can be opened"
        );
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    }
    let spanish = site.get("/es/status/keep").await;
    assert_eq!(spanish.header("location"), "/es/status");
    let untouched = site.post("/en/status", &fields(&number, &pin)).await.body;
    assert!(!untouched.contains("/en/status/keep"), "and nothing was done");
}

#[tokio::test]
async fn nothing_of_a_case_is_in_an_address_or_a_cookie() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    for path in ["/en/status", "/en/status/withdraw", "/en/status/keep"] {
        let answer = site.post(path, &fields(&number, &pin)).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.header("location"), "");
        assert_eq!(answer.header("set-cookie"), "");
        assert_eq!(answer.header("cache-control"), "no-store");
        let links = answer
            .body
            .split("href=\"")
            .skip(1)
            .map(|rest| rest.split_once('"').unwrap().0);
        let forms = answer
            .body
            .split("action=\"")
            .skip(1)
            .map(|rest| rest.split_once('"').unwrap().0);
        for address in links.chain(forms) {
            assert!(!address.contains(&number), "{address}");
        }
    }
}

/// Chromium writes to the disk what a form sent to get the page that is open, unless there is a password in it:
/// `end2end/tests/leaving.hydrate.spec.ts` looks at the disk.
#[tokio::test]
async fn every_form_with_number_and_pin_has_a_password_in_it_that_is_not_sent() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let asked = site.get("/en/status").await.body;
    let refused = site.post("/en/status", &fields("nonsense", &pin)).await.body;
    let opened = site.post("/en/status", &fields(&number, &pin)).await.body;
    let due = format!("{}&when=day", fields(&number, &pin));
    let due = site.post("/en/status/withdraw", &due).await.body;
    for (page, least) in [(asked, 1), (refused, 1), (opened, 4), (due, 4)] {
        let forms: Vec<_> = page.split("<form").skip(1).collect();
        assert!(forms.len() >= least, "{page}");
        for form in forms {
            let form = form.split("</form>").next().unwrap();
            assert!(form.contains("name=\"pin\""), "{form}");
            let (_, password) = form.split_once("<input type=\"password\"").unwrap();
            let password = password.split('>').next().unwrap();
            assert!(password.contains("value=\"-\""), "{password}");
            assert!(password.contains("hidden"), "{password}");
            assert!(!password.contains("name="), "{password}");
        }
    }
}
