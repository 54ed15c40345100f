//! One decision about many entries is taken back, as staff see it.

use axum::http::StatusCode;
use domain::{decision::UNDO, staff::Role};
use service::testing::form;
use storage::entry::Queue;

use crate::{
    proposals::button,
    site::{Answer, Site},
    staff::{get, post, sign_in_as},
};

const PAGE: &str = "/staff/proposals";
const OFFER: &str = "Either of you two can take all of this back until";

/// Two entries that lea and max have just rejected, their cookies, and the address of the button that takes it back.
struct Office {
    site: Site,
    lea: String,
    max: String,
    undo: String,
}

impl Office {
    async fn open() -> Self {
        let site = Site::start().await;
        let submission = form(1, 2).parse().unwrap();
        site.test.service.submit(submission).await.unwrap();
        let lea = sign_in_as(&site, "lea", Role::Lead).await;
        let max = sign_in_as(&site, "max", Role::Admin).await;
        let page = site.test.service.queue(Queue::Unverified, None, 10).await;
        let mut marked = "decision=reject:public-content&why=a+flood".to_owned();
        for row in page.unwrap().rows {
            marked.push_str(&format!("&entry={}:{}", row.entry.id, row.entry.version));
        }
        let proposed = post(&site, "/staff/bulk", &marked, &lea).await;
        assert_eq!(proposed.status, StatusCode::SEE_OTHER, "{}", proposed.body);
        let waiting = get(&site, PAGE, &max).await;
        assert!(!waiting.body.contains(OFFER), "nothing was done yet");
        let agree = button(&waiting, "/seconded");
        post(&site, &agree, "", &max).await;
        let undo = button(&get(&site, PAGE, &max).await, "/undo");
        Self { site, lea, max, undo }
    }

    async fn rejected(&self) -> usize {
        let page = self.site.test.service.queue(Queue::Rejected, None, 10).await;
        page.unwrap().rows.len()
    }
}

#[tokio::test]
async fn the_two_who_decided_about_many_can_take_all_of_it_back_and_see_that_they_did() {
    let office = Office::open().await;
    for cookie in [&office.lea, &office.max] {
        let page = get(&office.site, PAGE, cookie).await.body;
        let (_, until) = page.split_once(OFFER).unwrap();
        let until = until.split('.').next().unwrap();
        assert_eq!(until.matches(':').count(), 2, "it ends at a second: {until}");
    }
    let undone = post(&office.site, &office.undo, "", &office.lea).await;
    assert_eq!(undone.header("location"), PAGE, "{}", undone.body);
    assert_eq!(office.rejected().await, 0);
    let page = get(&office.site, PAGE, &office.max).await.body;
    assert!(
        page.contains("Entries for which it was undone: 2 of 2."),
        "{page}"
    );
    assert!(page.contains("lea · "), "{page}");
    assert!(!page.contains(OFFER), "there is nothing left to take back");
    let twice = post(&office.site, &office.undo, "", &office.max).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    assert!(twice.body.contains("This can no longer be taken back"));
    assert!(
        twice.body.contains("href=\"/staff/proposals\""),
        "there is a way back"
    );
}

#[tokio::test]
async fn nobody_else_is_offered_to_take_it_back_or_can() {
    let office = Office::open().await;
    for (name, role) in [
        ("robin", Role::Reviewer),
        ("kim", Role::Lead),
        ("ada", Role::Admin),
        ("olga", Role::Auditor),
    ] {
        let other = sign_in_as(&office.site, name, role).await;
        assert!(
            !get(&office.site, PAGE, &other).await.body.contains(OFFER),
            "{name}"
        );
        let refused = post(&office.site, &office.undo, "", &other).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{name}");
    }
    let nobody = office.site.post(&office.undo, "").await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
    assert_eq!(office.rejected().await, 2);
    for unknown in ["nonsense", "00000000000000000000000000000000"] {
        let answer = post(&office.site, &format!("{PAGE}/{unknown}/undo"), "", &office.lea).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{unknown}");
    }
}

#[tokio::test]
async fn what_moved_on_is_left_and_counted_and_after_a_minute_nothing_is_offered() {
    let office = Office::open().await;
    let page = office.site.test.service.queue(Queue::Rejected, None, 10).await;
    let alone = page.unwrap().rows.remove(0).entry.id;
    let path = format!("/staff/entries/{alone}/take-back");
    let taken_back = post(&office.site, &path, "", &office.max).await;
    assert_eq!(taken_back.status, StatusCode::SEE_OTHER, "{}", taken_back.body);
    post(&office.site, &office.undo, "", &office.lea).await;
    let page = get(&office.site, PAGE, &office.lea).await.body;
    let said = "for which it was undone: 1 of 2. The other has moved on since and was left alone.";
    assert!(page.contains(said), "{page}");

    let late = Office::open().await;
    late.site.test.clock.advance(UNDO);
    assert!(!get(&late.site, PAGE, &late.lea).await.body.contains(OFFER));
    let refused = post(&late.site, &late.undo, "", &late.lea).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(late.rejected().await, 2);
}

#[tokio::test]
async fn who_agrees_to_a_decision_about_many_is_told_which_of_them_a_colleague_has_taken() {
    let site = Site::start().await;
    let submission = form(1, 3).parse().unwrap();
    site.test.service.submit(submission).await.unwrap();
    let lea = sign_in_as(&site, "lea", Role::Lead).await;
    let max = sign_in_as(&site, "max", Role::Admin).await;
    let kim = sign_in_as(&site, "kim <i>", Role::Reviewer).await;
    let marks = marks(&site).await;
    let marked = format!(
        "decision=reject:public-content&why=a+flood&entry={}&entry={}",
        marks[0], marks[1]
    );
    let proposed = post(&site, "/staff/bulk", &marked, &lea).await;
    assert_eq!(proposed.status, StatusCode::SEE_OTHER, "{}", proposed.body);
    let (told, beside) = ("working on one of these entries", "taken by ");
    let handle = async |mark: &str, act: &str, cookie: &str| {
        let (entry, _) = mark.split_once(':').unwrap();
        let handled = post(&site, &format!("/staff/entries/{entry}/{act}"), "", cookie).await;
        assert_eq!(handled.status, StatusCode::SEE_OTHER, "{}", handled.body);
    };
    handle(&marks[2], "claim", &kim).await;
    let page = get(&site, PAGE, &max).await.unmarked();
    assert!(
        !page.contains(told) && !page.contains(beside),
        "of others: {page}"
    );

    handle(&marks[0], "claim", &kim).await;
    handle(&marks[1], "claim", &max).await;
    let page = get(&site, PAGE, &max).await.unmarked();
    for said in [
        "A colleague is working on one of these entries: kim &lt;i&gt;. Ask them first",
        "taken by kim &lt;i&gt;<",
        "taken by you<",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let page = get(&site, PAGE, &lea).await.unmarked();
    assert!(
        page.contains("Colleagues are working on 2 of these entries: kim &lt;i&gt;, max."),
        "{page}"
    );
    handle(&marks[0], "release", &kim).await;
    let page = get(&site, PAGE, &max).await.unmarked();
    assert!(!page.contains(told), "what one has oneself is no news: {page}");
}

/// What the boxes beside all that is unverified send.
async fn marks(site: &Site) -> Vec<String> {
    let page = site.test.service.queue(Queue::Unverified, None, 10).await;
    let rows = page.unwrap().rows.into_iter();
    rows.map(|row| format!("{}:{}", row.entry.id, row.entry.version))
        .collect()
}

/// Someone decides about one entry as it was when it was marked.
async fn decide(site: &Site, mark: &str, decision: &str, cookie: &str) {
    let (entry, version) = mark.split_once(':').unwrap();
    let path = format!("/staff/entries/{entry}/decide");
    let form = format!("version={version}&decision={decision}");
    let decided = post(site, &path, &form, cookie).await;
    assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", decided.body);
}

/// Where a page leads back to, that was reached from `/staff?medium=image`.
fn back(page: &Answer) -> String {
    let (_, rest) = page.body.split_once("href=\"/staff?medium=image").unwrap();
    let rest = rest.split('"').next().unwrap().replace("&amp;", "&");
    format!("/staff?medium=image{rest}")
}

/// Whether the box beside an entry is marked.
fn is_marked(work: &str, mark: &str) -> bool {
    let (entry, _) = mark.split_once(':').unwrap();
    let (_, rest) = work
        .split_once(&format!("name=\"entry\" value=\"{entry}:"))
        .unwrap();
    rest.split('>').next().unwrap().contains(" checked")
}

const CHANGED: &str = "changed since you marked it";

#[tokio::test]
async fn where_all_that_is_marked_has_changed_nothing_is_offered_and_the_reason_is_kept() {
    let site = Site::start().await;
    let submission = form(1, 2).parse().unwrap();
    site.test.service.submit(submission).await.unwrap();
    let lea = sign_in_as(&site, "lea", Role::Lead).await;
    let max = sign_in_as(&site, "max", Role::Admin).await;
    let marks = marks(&site).await;
    let marked = format!(
        "from=%2Fstaff%3Fmedium%3Dimage&decision=reject:public-content&why=a+flood&entry={}&entry={}",
        marks[0], marks[1]
    );
    decide(&site, &marks[0], "suspend:disputed", &max).await;
    decide(&site, &marks[1], "confirm:facts-consistent", &max).await;
    let refused = post(&site, "/staff/bulk", &marked, &lea).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    for said in ["Nothing is left to propose", "readonly>a flood</textarea>"] {
        assert!(refused.body.contains(said), "{said}: {}", refused.body);
    }
    for offered in ["action=\"/staff/bulk\"", "Propose it", "still marked"] {
        assert!(!refused.body.contains(offered), "{offered}: {}", refused.body);
    }
    let no_reason = marked.replace("a+flood", "");
    let refused = post(&site, "/staff/bulk", &no_reason, &lea).await;
    assert!(refused.body.contains("A reason is missing"), "{}", refused.body);
    assert!(!refused.body.contains("Propose it"), "{}", refused.body);

    let work = get(&site, &back(&refused), &lea).await.unmarked();
    assert!(
        !is_marked(&work, &marks[0]),
        "nobody has seen it as it is: {work}"
    );
    assert_eq!(work.matches(CHANGED).count(), 1, "the other is settled: {work}");
}

#[tokio::test]
async fn who_goes_back_from_a_refusal_finds_the_marks_where_nothing_has_changed() {
    let site = Site::start().await;
    let submission = form(1, 3).parse().unwrap();
    site.test.service.submit(submission).await.unwrap();
    let lea = sign_in_as(&site, "lea", Role::Lead).await;
    let robin = sign_in_as(&site, "robin", Role::Reviewer).await;
    let marks = marks(&site).await;
    // Nothing that is unverified was suspended.
    let marked = format!(
        "from=%2Fstaff%3Fmedium%3Dimage&decision=reinstate:dispute-settled&why=x&entry={}&entry={}",
        marks[0], marks[2]
    );
    let refused = post(&site, "/staff/bulk", &marked, &lea).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let back = back(&refused);
    let work = get(&site, &back, &lea).await.unmarked();
    let found = marks.iter().map(|mark| is_marked(&work, mark));
    assert_eq!(found.collect::<Vec<_>>(), [true, false, true], "{work}");
    assert!(!work.contains(CHANGED), "{work}");
    assert!(
        work.contains("name=\"from\" value=\"/staff?medium=image\""),
        "marks do not add up: {work}"
    );

    decide(&site, &marks[0], "suspend:disputed", &lea).await;
    let work = get(&site, &back, &lea).await.unmarked();
    let found = marks.iter().map(|mark| is_marked(&work, mark));
    assert_eq!(found.collect::<Vec<_>>(), [false, false, true], "{work}");
    assert_eq!(work.matches(CHANGED).count(), 1, "{work}");
    let theirs = get(&site, &back, &robin).await.body;
    assert!(
        !theirs.contains(CHANGED) && !theirs.contains("name=\"entry\""),
        "who cannot propose has no marks: {theirs}"
    );
}

#[tokio::test]
async fn who_proposes_in_vain_to_decide_about_many_keeps_the_marks_and_the_reason() {
    let site = Site::start().await;
    let submission = form(1, 2).parse().unwrap();
    site.test.service.submit(submission).await.unwrap();
    let lea = sign_in_as(&site, "lea", Role::Lead).await;
    let work = get(&site, "/staff?medium=image", &lea).await.body;
    assert!(
        work.contains("name=\"from\" value=\"/staff?medium=image\""),
        "{work}"
    );
    let marks = marks(&site).await;
    let marked = format!(
        "from=%2Fstaff%3Fmedium%3Dimage&decision=reject:public-content&entry={}&entry={}",
        marks[0], marks[1]
    );
    let once = format!("{marked}&why=a+%22flood%22");
    assert_eq!(
        post(&site, "/staff/bulk", &once, &lea).await.status,
        StatusCode::SEE_OTHER
    );
    let long = format!("a &quot;flood&quot;{}", "x".repeat(1_000));
    for (form, status, said, why) in [
        (
            once.clone(),
            StatusCode::CONFLICT,
            "This is proposed already",
            "a &quot;flood&quot;",
        ),
        (
            format!("{once}{}", "x".repeat(1_000)),
            StatusCode::UNPROCESSABLE_ENTITY,
            "A reason is missing",
            long.as_str(),
        ),
    ] {
        let refused = post(&site, "/staff/bulk", &form, &lea).await;
        assert_eq!(refused.status, status);
        let kept = [
            said.to_owned(),
            "<option value=\"reject:public-content\" selected".to_owned(),
            format!("name=\"entry\" value=\"{}\"", marks[0]),
            format!("name=\"entry\" value=\"{}\"", marks[1]),
            "2 entries are still marked".to_owned(),
            format!("value=\"{why}\""),
            "href=\"/staff?medium=image&amp;marked=".to_owned(),
        ];
        for kept in kept {
            assert!(refused.body.contains(&kept), "{kept}: {}", refused.body);
        }
    }
    let none = "from=https://elsewhere.example/&decision=reject:public-content&why=a+%3Cb%3Eflood";
    let refused = post(&site, "/staff/bulk", none, &lea).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("readonly>a &lt;b>flood</textarea>"),
        "{}",
        refused.body
    );
    assert!(!refused.body.contains("elsewhere"), "nobody is led there");
}

#[tokio::test]
async fn who_chose_what_is_impossible_for_all_that_is_marked_chooses_anew_on_the_page_that_says_so() {
    let site = Site::start().await;
    let submission = form(1, 2).parse().unwrap();
    site.test.service.submit(submission).await.unwrap();
    let lea = sign_in_as(&site, "lea", Role::Lead).await;
    let mut kept = "why=a+flood".to_owned();
    for mark in marks(&site).await {
        kept.push_str(&format!("&entry={mark}"));
    }
    for (decision, chosen) in [
        // Nothing that is unverified was suspended.
        (
            "reinstate:dispute-settled",
            "<option value=\"reinstate:dispute-settled\" selected",
        ),
        ("reject:put-away-since", ">Choose one</option>"),
    ] {
        let marked = format!("{kept}&decision={decision}");
        let refused = post(&site, "/staff/bulk", &marked, &lea).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = refused.unmarked();
        for said in [
            "Nothing was proposed",
            "2 entries are still marked",
            "value=\"a flood\"",
            "<select id=\"bulk-decision\" name=\"decision\"",
            "<option value=\"reject:public-content\"",
            chosen,
        ] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(
            !page.contains("type=\"hidden\" name=\"decision\""),
            "nothing impossible is sent along: {page}"
        );
    }
    let marked = format!("{kept}&decision=reject:public-content");
    let proposed = post(&site, "/staff/bulk", &marked, &lea).await;
    assert_eq!(proposed.header("location"), PAGE, "{}", proposed.body);
}
