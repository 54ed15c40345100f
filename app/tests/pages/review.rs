//! How staff share the work, as browsers ask for it, for every kind of visitor.

use std::{ops::Range, time::Duration};

use axum::http::StatusCode;
use domain::{
    audit::Agent,
    entry::Action,
    feedback::Verdict,
    hash::FileHash,
    id::EntryId,
    list::{ListName, Publication},
    screening::{Counted, Finding, Found, Treatment},
    staff::Role,
    subscriber::Subscriber,
};
use hashing::{Edge, Edit, KnownForm, Letters, Mask, Pdq};
use service::{
    feedback::Opinion, moderate::DecisionOrder, reasons::MAX_REASON, review::CLAIMED_FOR, screening::Public,
    testing::form,
};
use storage::entry::Queue;

use crate::{
    site::Site,
    staff::{get, post, sign_in, sign_in_as},
};

/// The address of an entry that was published unverified.
async fn published(site: &Site) -> String {
    let sent = site.test.service.submit(form(1, 1).parse().unwrap()).await;
    sent.unwrap();
    let page = site.test.service.queue(Queue::Unverified, None, 1).await.unwrap();
    format!("/staff/entries/{}", page.rows[0].entry.id)
}

#[tokio::test]
async fn the_same_picture_and_another_claimed_for_the_same_file_stand_in_two_tables() {
    let site = Site::start().await;
    let path = published(&site).await;
    let mut claim = form(2, 1);
    claim.items[0].sha256 = form(1, 1).items[0].sha256.clone();
    let mut again = form(3, 1);
    again.items = form(1, 1).items;
    for sent in [claim, again] {
        let sent = site.test.service.submit(sent.parse().unwrap()).await;
        sent.unwrap();
    }
    let cookie = sign_in(&site, Role::Reviewer).await;
    let page = get(&site, &path, &cookie).await.body;
    let table = |title: &str| {
        let (_, rest) = page.split_once(&format!("aria-label=\"{title}\"")).unwrap();
        rest.split_once("</table>").unwrap().0
    };
    for (title, near) in [
        ("The same picture or video elsewhere", true),
        ("The same file, another picture or video", false),
    ] {
        let table = table(title);
        let links = table.matches("href=\"/staff/entries/").count();
        assert_eq!(links, 1, "{title}: {table}");
        let columns = (table.contains("How near"), table.contains(" bits"));
        assert_eq!(columns, (near, near), "{title}: {table}");
    }
}

#[tokio::test]
async fn an_unusually_busy_day_is_told_by_what_there_was_too_much_of() {
    let site = Site::start().await;
    let sent = site.test.service.submit(form(1, 2).parse().unwrap()).await;
    sent.unwrap();
    let rows = site
        .test
        .service
        .queue(Queue::Unverified, None, 2)
        .await
        .unwrap()
        .rows;
    assert_eq!(rows.len(), 2);
    let cookie = sign_in(&site, Role::Reviewer).await;
    let told = [
        (Counted::Cases, "4321 cases had come on that day"),
        (Counted::Items, "4321 photos and videos had come on that day"),
    ];
    for (row, (counted, sentence)) in rows.iter().zip(told) {
        let found = Found {
            finding: Finding::UnusualVolume {
                counted,
                day: 4_321,
                busiest: 12,
            },
            treatment: Treatment::Mark,
        };
        let mut tx = site.test.storage.begin().await.unwrap();
        tx.add_findings(row.entry.id, &[found]).await.unwrap();
        tx.commit().await.unwrap();
        let path = format!("/staff/entries/{}", row.entry.id);
        let page = get(&site, &path, &cookie).await.unmarked();
        let sentence = format!("{sentence}; the busiest day of the four weeks before had 12.");
        assert!(page.contains("Unusually busy day"), "{page}");
        assert!(page.contains(&sentence), "{sentence}: {page}");
    }
}

const ROLES: [Role; 4] = [Role::Reviewer, Role::Lead, Role::Admin, Role::Auditor];

#[tokio::test]
async fn every_page_answers_each_kind_of_visitor_as_its_role_allows() {
    let site = Site::start().await;
    let entry = published(&site).await;
    let on = |act: &str| format!("{entry}/{act}");
    // Path, form, and whether reviewers, leads, admins, auditors may.
    let posts = [
        (on("claim"), "", [true, true, true, false]),
        (on("release"), "", [true, true, true, false]),
        (on("snooze"), "days=1", [true, true, true, false]),
        (on("note"), "note=compare", [true, true, true, false]),
        (on("take-back"), "", [true, true, true, false]),
        (
            "/staff/views".to_owned(),
            "name=a&filter=medium%3Dvideo",
            [true, true, true, false],
        ),
        (
            "/staff/views/remove".to_owned(),
            "view=a",
            [true, true, true, false],
        ),
        (
            "/staff/reasons".to_owned(),
            "action=reject&body=A+scan",
            [false, true, true, false],
        ),
        (
            "/staff/bulk".to_owned(),
            "decision=reject:public-content&why=x",
            [false, true, true, false],
        ),
    ];
    for (path, form, _) in &posts {
        let answer = post(&site, path, form, "").await;
        assert_ne!(answer.status, StatusCode::SEE_OTHER, "anonymous {path}");
        assert!(answer.body.contains("signed out"), "anonymous {path}");
    }
    for (place, role) in ROLES.into_iter().enumerate() {
        let cookie = sign_in(&site, role).await;
        for (path, form, may) in &posts {
            let answer = post(&site, path, form, &cookie).await;
            let forbidden = answer.status == StatusCode::FORBIDDEN;
            assert_eq!(forbidden, !may[place], "{role:?} {path}: {}", answer.status);
            let wrong = get(&site, path, &cookie).await.status;
            let readable = path.ends_with("/reasons");
            assert_eq!(wrong == StatusCode::METHOD_NOT_ALLOWED, !readable, "GET {path}");
        }
        for page in [
            "/staff",
            "/staff/insight",
            "/staff/reasons",
            "/staff?priority=held&snoozed=yes",
        ] {
            let answer = get(&site, page, &cookie).await;
            let expected = if role == Role::Auditor {
                StatusCode::FORBIDDEN
            } else {
                StatusCode::OK
            };
            assert_eq!(answer.status, expected, "{role:?} {page}");
        }
    }
    for page in ["/staff/insight", "/staff/reasons"] {
        assert_eq!(
            site.get(page).await.status,
            StatusCode::SEE_OTHER,
            "anonymous {page}"
        );
    }
}

#[tokio::test]
async fn another_picture_claimed_for_the_same_file_is_no_reason_to_confirm() {
    let site = Site::start().await;
    let first = published(&site).await;
    let mut claim = form(2, 1);
    claim.items[0].sha256 = form(1, 1).items[0].sha256.clone();
    site.test.service.submit(claim.parse().unwrap()).await.unwrap();
    let held = site.test.service.queue(Queue::Waiting, None, 1).await.unwrap();
    let made_up = format!("/staff/entries/{}", held.rows[0].entry.id);
    let cookie = sign_in(&site, Role::Reviewer).await;
    for (one, other) in [(&made_up, &first), (&first, &made_up)] {
        let page = get(&site, one, &cookie).await.body;
        assert!(page.contains("The same file, another picture or video"), "{one}");
        assert!(page.contains(&format!("href=\"{other}\"")), "{one}");
        for claim in [
            "The same picture or video elsewhere",
            "In other cases too",
            "Then the entry is right",
        ] {
            assert!(!page.contains(claim), "{one}: {claim}");
        }
    }
}

#[tokio::test]
async fn what_someone_wrote_is_shown_as_text() {
    let site = Site::start().await;
    let entry = published(&site).await;
    let cookie = sign_in(&site, Role::Lead).await;
    let crafted = "%3Cscript%3Ealert%281%29%3C%2Fscript%3E";
    post(
        &site,
        &format!("{entry}/note"),
        &format!("note={crafted}"),
        &cookie,
    )
    .await;
    let reason = format!("action=reject&body={crafted}");
    post(&site, "/staff/reasons", &reason, &cookie).await;
    let view = format!("name={crafted}&filter=list%3D%22%3E");
    post(&site, "/staff/views", &view, &cookie).await;
    for page in [entry.as_str(), "/staff", "/staff/reasons"] {
        let body = get(&site, page, &cookie).await.body;
        assert!(!body.contains("<script>alert"), "{page}");
        assert!(body.contains("&lt;script"), "{page}");
    }
}

#[tokio::test]
async fn a_decision_can_be_taken_back_on_its_page_by_whoever_made_it() {
    let site = Site::start().await;
    let entry = published(&site).await;
    let cookie = sign_in(&site, Role::Reviewer).await;
    let decide = format!("{entry}/decide");
    let answer = post(&site, &decide, "version=1&decision=suspend:disputed", &cookie).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let page = get(&site, &entry, &cookie).await.body;
    assert!(page.contains("/take-back"), "there is a button");
    let until = between(&page, "You can take this back until ", ".");
    assert_eq!(until.matches(':').count(), 2, "it ends at a second: {until}");
    let other = sign_in(&site, Role::Lead).await;
    let page = get(&site, &entry, &other).await.body;
    assert!(!page.contains("/take-back"), "and not for others");
    post(&site, &format!("{entry}/claim"), "", &other).await;
    let page = get(&site, &entry, &cookie).await.body;
    assert!(!page.contains("/take-back"), "nor while a colleague has it");
    let refused = post(&site, &format!("{entry}/take-back"), "", &cookie).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.body.contains("lead has taken"), "{}", refused.body);
    post(&site, &format!("{entry}/release"), "", &other).await;
    let back = post(&site, &format!("{entry}/take-back"), "", &cookie).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER);
    let page = get(&site, &entry, &cookie).await.body;
    assert!(page.contains("Published, unverified"));
}

#[tokio::test]
async fn whoever_has_an_entry_can_have_it_for_longer() {
    let site = Site::start().await;
    let entry = published(&site).await;
    let cookie = sign_in(&site, Role::Reviewer).await;
    assert!(!get(&site, &entry, &cookie).await.body.contains("15 minutes more"));
    post(&site, &format!("{entry}/claim"), "", &cookie).await;
    site.test.clock.advance(Duration::from_secs(10 * 60));
    let page = get(&site, &entry, &cookie).await.body;
    assert!(page.contains("15 minutes more"), "{page}");
    post(&site, &format!("{entry}/claim"), "", &cookie).await;
    site.test.clock.advance(Duration::from_secs(10 * 60));
    let page = get(&site, &entry, &cookie).await.body;
    assert!(page.contains("You have it until"), "{page}");
}

#[tokio::test]
async fn what_someone_has_taken_stands_as_theirs_under_its_tab_until_it_is_free_again() {
    let site = Site::start().await;
    let entry = published(&site).await;
    let kim = sign_in_as(&site, "kim <i>", Role::Reviewer).await;
    let max = sign_in_as(&site, "max", Role::Reviewer).await;
    let row = async |cookie: &str| {
        let tab = get(&site, "/staff?queue=unverified", cookie).await.unmarked();
        assert!(tab.contains(">Taken by<"), "{tab}");
        between(&tab, "data-row", "</tr>").to_owned()
    };
    assert!(!row(&max).await.contains("kim"), "nobody has it");
    post(&site, &format!("{entry}/claim"), "", &kim).await;
    let (own, others) = (row(&kim).await, row(&max).await);
    assert!(own.contains("<td>you</td>"), "{own}");
    assert!(others.contains("<td>kim &lt;i&gt;</td>"), "{others}");
    // In two steps, so that nobody is signed out.
    site.test.clock.advance(CLAIMED_FOR / 2);
    assert!(row(&max).await.contains("kim"), "half of the time is left");
    site.test.clock.advance(CLAIMED_FOR / 2);
    assert!(!row(&max).await.contains("kim"), "it is over");
}

#[tokio::test]
async fn what_is_suspended_and_escalated_is_seen_and_found_as_both() {
    let site = Site::start().await;
    let entry = published(&site).await;
    let cookie = sign_in(&site, Role::Reviewer).await;
    let decide = format!("{entry}/decide");
    post(&site, &decide, "version=1&decision=suspend:disputed", &cookie).await;
    let page = get(&site, &entry, &cookie).await.body;
    assert!(page.contains("It stays where it is on the list"), "{page}");
    let version = between(&page, "name=\"version\" value=\"", "\"");
    let escalate = format!("version={version}&decision=escalate:needs-lead");
    let answer = post(&site, &decide, &escalate, &cookie).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let lead = sign_in(&site, Role::Lead).await;
    for priority in ["disputed", "escalated"] {
        let list = get(&site, &format!("/staff?priority={priority}"), &lead)
            .await
            .body;
        let row = between(&list, "data-row", "</tr>");
        assert!(row.contains("Disputed or suspended"), "{priority}: {row}");
        assert!(row.contains("Escalated"), "{priority}: {row}");
    }
    let page = get(&site, &entry, &lead).await.body;
    let head = between(&page, "entry-head", "</div>");
    assert!(head.contains("Escalated"), "{head}");
}

#[tokio::test]
async fn the_second_of_two_is_told_who_decided_what() {
    let site = Site::start().await;
    let entry = published(&site).await;
    let first = sign_in(&site, Role::Reviewer).await;
    let second = sign_in(&site, Role::Lead).await;
    let decide = format!("{entry}/decide");
    post(&site, &decide, "version=1&decision=suspend:disputed", &first).await;
    let late = post(
        &site,
        &decide,
        "version=1&decision=confirm:facts-consistent&note=%3Cb%3Eas+on+Monday",
        &second,
    )
    .await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    for said in [
        "reviewer",
        "Suspended",
        "A platform disputes it",
        "What you had written",
        "readonly>&lt;b>as on Monday</textarea>",
    ] {
        assert!(late.body.contains(said), "{said}: {}", late.body);
    }
}

#[tokio::test]
async fn a_reason_in_words_of_ones_own_is_read_wherever_it_was_given() {
    let site = Site::start().await;
    let entry = published(&site).await;
    let id = entry.rsplit_once('/').unwrap().1.to_owned();
    let service = &site.test.service;
    let lead = sign_in(&site, Role::Lead).await;
    post(
        &site,
        "/staff/reasons",
        "action=reject&body=A+scan+of+a+form",
        &lead,
    )
    .await;
    let reasons = service.reasons(Action::Reject).await.unwrap();
    let own = reasons.into_iter().find(|one| one.body.is_some()).unwrap().name;
    let bulk = format!("decision=reject:{own}&why=a+flood&entry={id}:1");
    assert_eq!(
        post(&site, "/staff/bulk", &bulk, &lead).await.status,
        StatusCode::SEE_OTHER
    );
    let decision = format!("version=1&decision=reject:{own}");
    post(&site, &format!("{entry}/decide"), &decision, &lead).await;
    let late = sign_in(&site, Role::Reviewer).await;
    let stale = post(
        &site,
        &format!("{entry}/decide"),
        "version=1&decision=confirm:facts-consistent",
        &late,
    )
    .await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    for page in [
        stale,
        get(&site, "/staff/proposals", &lead).await,
        get(&site, &entry, &late).await,
    ] {
        assert!(page.body.contains("A scan of a form"), "{}", page.body);
    }
    let proposals = get(&site, "/staff/proposals", &lead).await;
    assert!(!proposals.body.contains("own-"));
}

#[tokio::test]
async fn a_reason_that_is_not_taken_is_not_lost() {
    let site = Site::start().await;
    let lead = sign_in(&site, Role::Lead).await;
    let body = format!("%3Cb%3E{}", "x".repeat(MAX_REASON));
    for action in ["reject", "explode"] {
        let form = format!("action={action}&body={body}");
        let refused = post(&site, "/staff/reasons", &form, &lead).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{action}");
        for said in ["readonly>&lt;b>xxx", "href=\"/staff/reasons\""] {
            assert!(refused.body.contains(said), "{action}: {}", refused.body);
        }
    }
}

#[tokio::test]
async fn charts_have_their_numbers_in_a_table_and_small_ones_are_left_out() {
    let site = Site::start().await;
    for key in 0..6 {
        let sent = site.test.service.submit(form(key, 1).parse().unwrap()).await;
        sent.unwrap();
    }
    let mut low = form(9, 1);
    low.items[0].quality = Some(3);
    site.test.service.submit(low.parse().unwrap()).await.unwrap();
    let cookie = sign_in(&site, Role::Lead).await;
    let page = get(&site, "/staff/insight", &cookie).await.body;
    let charts: Vec<_> = page.split("<figcaption>").skip(1).collect();
    let titles = [
        "Submissions by day",
        "Photos and videos by day",
        "Held by day",
        "Decisions of staff by day",
        "Disputed or suspended, for each 10,000 that came in",
        "Decisions by the age of the entry, of the days whose number is told",
        "Disputes by how long after the first word of a platform they were answered",
        "Findings",
        "Changes that subscribers have not fetched yet, by member number",
    ];
    assert_eq!(charts.len(), titles.len(), "{page}");
    for (chart, title) in charts.iter().zip(titles) {
        assert!(chart.starts_with(title), "{title}: {chart}");
        let (chart, _) = chart.split_once("</figure>").unwrap();
        assert!(chart.contains("<table"), "{title} has its numbers beside it");
        let drawn = chart.contains("<svg") || chart.contains("Nothing to show yet.");
        assert!(drawn, "{title}: {chart}");
    }
    assert!(charts[4].contains("Suspended") && charts[4].contains("<svg"));
    assert!(page.contains("not told: fewer than 5 suspensions"));
    assert!(page.contains("not told: too few answers"));
    let today = page.split_once("\"row\">2026-01-01").unwrap().1;
    assert!(today.contains(">7<"), "seven submissions are told");
    assert!(page.contains("fewer than 5"), "one held item is not");
    assert!(page.contains("the highest column: 7"));
    assert!(!page.contains("the highest column: 1"), "nor is it anywhere else");
}

#[tokio::test]
async fn how_long_disputes_waited_is_told_unless_they_are_too_few() {
    let site = Site::start().await;
    let service = &site.test.service;
    service.submit(form(1, 11).parse().unwrap()).await.unwrap();
    site.test.sequence_now().await;
    let lists = [ListName::exploitative()];
    let (platform, _) = service.add_subscriber("Example Ltd", &lists).await.unwrap();
    let entries = service.queue(Queue::Unverified, None, 20).await.unwrap().rows;
    let dispute = async |places: Range<usize>| {
        let opinions: Vec<Opinion> = entries[places]
            .iter()
            .map(|row| Opinion {
                entry: row.entry.id,
                verdict: Verdict::Disputed,
                reason: "none".to_owned(),
                matches: 1,
            })
            .collect();
        let said = service.give_feedback(&platform, &lists[0], &opinions).await;
        assert_eq!(said.unwrap(), opinions.len());
    };
    let ana = site.test.staff("Ana", Role::Reviewer).await;
    let confirm_after = async |seconds, places: Range<usize>| {
        site.test.clock.advance(Duration::from_secs(seconds));
        for row in &entries[places] {
            let facts = service.entry_facts(row.entry.id).await.unwrap().unwrap();
            let order = DecisionOrder {
                entry: row.entry.id,
                version: facts.entry.version,
                action: Action::Confirm,
                reason: "facts-consistent".to_owned(),
                note: None,
            };
            service.decide(&ana, order).await.unwrap();
        }
    };
    let page = async |name: &str| {
        let cookie = sign_in_as(&site, name, Role::Lead).await;
        get(&site, "/staff/insight", &cookie).await.body
    };
    let row = |page: &str, label: &str| {
        let (_, chart) = page.split_once("<figcaption>Disputes by how long").unwrap();
        let (chart, _) = chart.split_once("</figure>").unwrap();
        let (_, row) = chart
            .split_once(&format!(">{label}<"))
            .unwrap_or_else(|| panic!("{label}: {chart}"));
        row.split_once("</tr>").unwrap().0.to_owned()
    };

    dispute(0..4).await;
    confirm_after(60, 0..6).await;
    let few = page("Lea").await;
    assert!(row(&few, "however long it took").contains(">fewer than 5<"));
    assert!(few.contains("not told: too few answers"));

    dispute(4..11).await;
    confirm_after(60, 4..6).await;
    confirm_after(2 * 3_600, 6..11).await;
    let told = page("Max").await;
    assert!(row(&told, "within an hour").contains(">6<"));
    assert!(row(&told, "after an hour, within a day").contains(">5<"));
    assert!(row(&told, "later than a week").contains(">0<"));
    let (_, half) = told.split_once("Half of the disputes").unwrap();
    let (half, _) = half.split_once("</dl>").unwrap();
    assert!(half.contains(">within an hour<"), "{half}");
}

#[tokio::test]
async fn the_page_of_an_entry_says_what_else_has_its_picture_in_both_readings() {
    let site = Site::start().await;
    let entry = published(&site).await;
    let mut copy = form(2, 1);
    copy.items[0].pdq = form(1, 1).items[0].pdq.clone();
    site.test.service.submit(copy.parse().unwrap()).await.unwrap();
    let cookie = sign_in(&site, Role::Reviewer).await;
    let page = get(&site, &entry, &cookie).await.body;
    assert!(page.contains("2 cases have it"), "{page}");
    assert!(page.contains("widely shared") && page.contains("campaign"));
}

#[tokio::test]
async fn nothing_is_read_into_copies_of_a_picture_within_one_case() {
    let site = Site::start().await;
    let mut twice = form(1, 2);
    twice.items[1].pdq = twice.items[0].pdq.clone();
    site.test.service.submit(twice.parse().unwrap()).await.unwrap();
    let page = site.test.service.queue(Queue::Unverified, None, 1).await.unwrap();
    let entry = format!("/staff/entries/{}", page.rows[0].entry.id);
    let cookie = sign_in(&site, Role::Reviewer).await;
    let page = get(&site, &entry, &cookie).await.body;
    assert!(page.contains("all in the same case"), "{page}");
    assert!(!page.contains("widely shared") && !page.contains("campaign"));
}

/// What stands on the page of an entry between two texts, the first time.
fn between<'a>(page: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = page
        .split_once(start)
        .unwrap_or_else(|| panic!("{start}: {page}"));
    rest.split_once(end).unwrap().0
}

/// Decides about an entry as it is, on its page.
async fn decide(site: &Site, entry: &str, decision: &str, cookie: &str) {
    let page = get(site, entry, cookie).await.body;
    let field = between(&page, "name=\"version\"", ">");
    let version = between(field, "value=\"", "\"");
    let form = format!("version={version}&decision={decision}");
    let answer = post(site, &format!("{entry}/decide"), &form, cookie).await;
    assert_eq!(
        answer.status,
        StatusCode::SEE_OTHER,
        "{decision}: {}",
        answer.body
    );
}

/// Every action that the page of an entry offers, with what is said that it will cause.
async fn causes(site: &Site, entry: &str, cookie: &str) -> Vec<(String, String)> {
    let page = get(site, entry, cookie).await.unmarked();
    let offered = page.split("<fieldset>").skip(1).map(|group| {
        let action = between(group, "<legend>", "</legend>").to_owned();
        let cause = between(group, "<p class=\"field-hint\">", "</p>").to_owned();
        (action, cause)
    });
    offered.collect()
}

/// Expects that the page of an entry in that state offers these actions, and says this of each.
async fn expect_causes(site: &Site, entry: &str, cookie: &str, state: &str, expected: &[(&str, &str)]) {
    let said = causes(site, entry, cookie).await;
    let said: Vec<_> = said
        .iter()
        .map(|(action, cause)| (action.as_str(), cause.as_str()))
        .collect();
    assert_eq!(said, expected, "{state}");
}

const CONFIRM: &str = "Confirm and keep on the list";
const REJECT: &str = "Reject and take off the list";
const SUSPEND: &str = "Suspend while a question is open";
const REINSTATE: &str = "Put back on the list";
const ESCALATE: &str = "Ask someone else to look";

#[tokio::test]
async fn it_is_said_of_each_action_what_it_will_cause_in_the_state_that_an_entry_is_in() {
    let site = Site::start().await;
    let escalate = "Nothing changes for platforms. For someone else it stands on the list under “Escalated”, after \
                    what is disputed or suspended.";
    let escalate_too = "Nothing changes for platforms. It stays where it is on the list, and stands under “Escalated” too, for someone else.";
    let reject = "It is off the list within seconds, for good. Its hashes are erased within a day.";
    let remove = "It is off the list within seconds, and can be put back.";
    let stays_off = "It stays off the list, for good. Its hashes are erased within a day.";
    let again = "Platforms get it again within seconds.";
    let entry = published(&site).await;
    let cookie = sign_in(&site, Role::Lead).await;
    let unverified = [
        (CONFIRM, "Platforms hear within seconds that it is confirmed."),
        (REJECT, reject),
        (SUSPEND, remove),
        (ESCALATE, escalate),
    ];
    expect_causes(&site, &entry, &cookie, "unverified", &unverified).await;
    // Where platforms had it before, nobody is told that they never get it.
    let suspended = [(REJECT, stays_off), (REINSTATE, again), (ESCALATE, escalate_too)];
    decide(&site, &entry, "suspend:disputed", &cookie).await;
    expect_causes(&site, &entry, &cookie, "suspended", &suspended).await;
    decide(&site, &entry, "reinstate:dispute-settled", &cookie).await;
    expect_causes(&site, &entry, &cookie, "put back", &unverified).await;
    decide(&site, &entry, "confirm:facts-consistent", &cookie).await;
    let confirmed = [
        (CONFIRM, "Nothing changes for platforms. It is no longer to do."),
        (REJECT, reject),
        (SUSPEND, remove),
        (ESCALATE, escalate),
    ];
    expect_causes(&site, &entry, &cookie, "confirmed", &confirmed).await;
    decide(&site, &entry, "suspend:disputed", &cookie).await;
    expect_causes(&site, &entry, &cookie, "suspended once confirmed", &suspended).await;
    decide(&site, &entry, "reject:public-content", &cookie).await;
    expect_causes(&site, &entry, &cookie, "rejected", &[]).await;

    let mut blurred = form(2, 1);
    blurred.items[0].quality = Some(3);
    site.test.service.submit(blurred.parse().unwrap()).await.unwrap();
    let page = site.test.service.queue(Queue::Waiting, None, 1).await.unwrap();
    let entry = format!("/staff/entries/{}", page.rows[0].entry.id);
    let held = [
        (CONFIRM, "Platforms get it within seconds."),
        (
            REJECT,
            "No platform ever gets it. Its hashes are erased within a day.",
        ),
        (ESCALATE, escalate),
    ];
    expect_causes(&site, &entry, &cookie, "held", &held).await;
    decide(&site, &entry, "confirm:facts-consistent", &cookie).await;
    post(&site, &format!("{entry}/take-back"), "", &cookie).await;
    let held_again = [(CONFIRM, again), (REJECT, stays_off), (ESCALATE, escalate)];
    expect_causes(&site, &entry, &cookie, "held again", &held_again).await;
}

/// Every action that the page of an entry offers, with what is said that whoever sent it will read.
async fn told(site: &Site, entry: &str, cookie: &str) -> Vec<(String, String)> {
    let page = get(site, entry, cookie).await.unmarked();
    let offered = page.split("<fieldset>").skip(1).map(|group| {
        let action = between(group, "<legend>", "</legend>").to_owned();
        let (_, cause) = group.split_once("</p>").unwrap();
        let told = between(cause, "<p class=\"field-hint\">", "</p>").to_owned();
        (action, told)
    });
    offered.collect()
}

#[tokio::test]
async fn it_is_said_of_each_action_what_the_person_will_read_and_that_is_what_they_read() {
    let site = Site::start().await;
    let receipt = site.test.service.submit(form(1, 1).parse().unwrap()).await;
    let receipt = receipt.unwrap();
    let pin = receipt.pin.to_string().replace(' ', "+");
    let key = format!("number={}&pin={pin}", receipt.number);
    let page = site.test.service.queue(Queue::Unverified, None, 1).await.unwrap();
    let entry = format!("/staff/entries/{}", page.rows[0].entry.id);
    let cookie = sign_in(&site, Role::Lead).await;
    let same = "A person who sent it reads the same as before.";
    for (decision, decided, unchanged) in [
        ("suspend:disputed", SUSPEND, vec![CONFIRM, ESCALATE]),
        ("reinstate:dispute-settled", REINSTATE, vec![ESCALATE]),
        ("reject:public-content", REJECT, vec![CONFIRM, ESCALATE]),
    ] {
        site.test.sequence_now().await;
        let said = told(&site, &entry, &cookie).await;
        let stays = said.iter().filter(|(_, told)| told == same);
        let stays: Vec<_> = stays.map(|(action, _)| action.as_str()).collect();
        assert_eq!(stays, unchanged, "{said:?}");
        let (_, told) = said.iter().find(|(action, _)| action == decided).unwrap();
        decide(&site, &entry, decision, &cookie).await;
        site.test.sequence_now().await;
        let case = site.post("/en/status", &key).await.unmarked();
        let (_, words) = told.split_once("A person who sent it then reads “").unwrap();
        let (state, text) = words.split_once("”: ").unwrap();
        for read in [state, text] {
            assert!(case.contains(&format!(">{read}<")), "{read}: {case}");
        }
    }
}

/// What the page of an entry says of each platform's word, by the platform's name.
fn word_of<'a>(page: &'a str, platform: &str) -> &'a str {
    let said = between(page, "What platforms say", "</section>");
    let mut words = said.split("<li").skip(1);
    words.find(|word| word.contains(platform)).unwrap()
}

#[tokio::test]
async fn what_a_platform_said_that_counts_no_more_is_marked_as_such() {
    let site = Site::start().await;
    let entry = published(&site).await;
    let id = EntryId::parse(entry.rsplit_once('/').unwrap().1).unwrap();
    site.test.sequence_now().await;
    let (service, lists) = (&site.test.service, [ListName::exploitative()]);
    let (early, _) = service.add_subscriber("Early Ltd", &lists).await.unwrap();
    let (late, _) = service.add_subscriber("Late Ltd", &lists).await.unwrap();
    let say = async |platform: &Subscriber, matches| {
        site.test.clock.advance(Duration::from_secs(1));
        let opinion = Opinion {
            entry: id,
            verdict: Verdict::Kept,
            reason: "none".to_owned(),
            matches,
        };
        let given = service.give_feedback(platform, &lists[0], &[opinion]).await;
        given.unwrap();
        site.test.clock.advance(Duration::from_secs(1));
    };
    let (answered, suspended) = (">answered<", "platform suspended, does not count");
    let cookie = sign_in(&site, Role::Reviewer).await;
    let page = async || get(&site, &entry, &cookie).await.unmarked();
    say(&early, 2).await;
    let before = page().await;
    assert!(
        !before.contains(answered) && !before.contains(suspended),
        "{before}"
    );
    decide(&site, &entry, "confirm:facts-consistent", &cookie).await;
    say(&late, 1).await;
    let after = page().await;
    assert!(word_of(&after, "Early Ltd").contains(answered), "{after}");
    assert!(!word_of(&after, "Late Ltd").contains(answered), "{after}");
    say(&early, 3).await;
    let again = page().await;
    let word = word_of(&again, "Early Ltd");
    assert!(word.contains(answered), "{again}");
    assert!(word.contains("3 uploads, 2 of them answered"), "{again}");
    service
        .suspend_platform(late.id, Agent::Operator, "")
        .await
        .unwrap();
    let silenced = page().await;
    assert!(word_of(&silenced, "Late Ltd").contains(suspended), "{silenced}");
    assert!(!word_of(&silenced, "Early Ltd").contains(suspended), "{silenced}");
}

#[tokio::test]
async fn platforms_that_act_together_are_said_to_count_as_one_beside_what_they_say() {
    let site = Site::start().await;
    let entry = published(&site).await;
    let id = EntryId::parse(entry.rsplit_once('/').unwrap().1).unwrap();
    site.test.sequence_now().await;
    let (service, lists) = (&site.test.service, [ListName::exploitative()]);
    let mut platforms = Vec::new();
    for name in ["<i>Brand", "Owner", "Stranger"] {
        let (platform, _) = service.add_subscriber(name, &lists).await.unwrap();
        let opinion = Opinion {
            entry: id,
            verdict: Verdict::Removed,
            reason: "none".to_owned(),
            matches: 1,
        };
        let given = service.give_feedback(&platform, &lists[0], &[opinion]).await;
        given.unwrap();
        platforms.push(platform);
    }
    let cookie = sign_in(&site, Role::Reviewer).await;
    let page = async || get(&site, &entry, &cookie).await.unmarked();
    assert!(!page().await.contains("count as one"));
    let noted = service.set_group(platforms[0].id, Some("owner"), Agent::Operator);
    noted.await.unwrap();
    let page = page().await;
    for said in ["Acts with Owner: they", "Acts with &lt;i&gt;Brand: they"] {
        assert!(page.contains(&format!("{said} count as one.")), "{said}: {page}");
    }
    assert!(!word_of(&page, "Stranger").contains("count as one"), "{page}");
}

#[tokio::test]
async fn entries_are_looked_for_on_one_of_the_lists_that_there_are() {
    let site = Site::start().await;
    let publication = Publication::PublishFirst;
    site.test.ensure_list(&ListName::adult(), publication).await;
    published(&site).await;
    let cookie = sign_in(&site, Role::Reviewer).await;
    let everywhere = get(&site, "/staff", &cookie).await.body;
    for list in ["adult", "exploitative"] {
        assert!(
            everywhere.contains(&format!("<option value=\"{list}\">")),
            "{list}"
        );
    }
    assert!(everywhere.contains("data-row"));
    let nothing = get(&site, "/staff?list=adult", &cookie).await.body;
    assert!(nothing.contains("<option value=\"adult\" selected"));
    assert!(!nothing.contains("data-row"));
}

#[tokio::test]
async fn it_is_said_by_what_of_a_known_picture_another_was_found() {
    for (edit, most, said) in [
        (Edit::CutOff(55), 14, "5.5 % cut off on each side"),
        (
            Edit::Banner(Edge::Top, Letters::Dark, 7),
            14,
            "on about 7 % of the height",
        ),
        (
            Edit::EdgeOff(Edge::Bottom, 9),
            9,
            "without about 9 % of its height at the lower edge",
        ),
    ] {
        let body = page_about_poster(edit).await;
        for said in [
            "0 of 160 bits differ from a picture that anyone may know: our &lt;poster&gt;.",
            &format!("Up to {most} counts as the same picture."),
            "96 bits of that picture",
            said,
        ] {
            assert!(body.contains(said), "{said}");
        }
    }
}

/// The page of an entry that has the hash of a known poster after this edit.
async fn page_about_poster(edit: Edit) -> String {
    let site = Site::start().await;
    let part = Pdq::parse(&form(1, 1).items[0].pdq.clone().unwrap()).unwrap();
    let whole = Pdq::from_bytes(part.as_bytes().map(|byte| !byte));
    let mut mask = [0; 32];
    mask[..20].fill(0xff);
    let poster = Public {
        forms: vec![
            KnownForm {
                edit: Edit::NONE,
                pdq: whole,
                mask: Mask::ALL,
            },
            KnownForm {
                edit,
                pdq: part,
                mask: Mask::from_bytes(mask),
            },
        ],
        ..Public::hash(whole, "our <poster>")
    };
    site.test.service.add_known(&[poster]).await.unwrap();
    let sent = site.test.service.submit(form(1, 1).parse().unwrap()).await;
    sent.unwrap();
    let page = site.test.service.queue(Queue::Waiting, None, 1).await.unwrap();
    let entry = format!("/staff/entries/{}", page.rows[0].entry.id);
    let cookie = sign_in(&site, Role::Reviewer).await;
    get(&site, &entry, &cookie).await.body
}

#[tokio::test]
async fn it_is_said_that_a_file_is_a_known_one_and_of_no_bits_how_many_differ() {
    let site = Site::start().await;
    let md5 = FileHash::parse(&form(1, 1).items[0].md5).unwrap();
    let logo = Public::file(vec![md5], "our <logo>");
    site.test.service.add_known(&[logo]).await.unwrap();
    let sent = site.test.service.submit(form(1, 1).parse().unwrap()).await;
    sent.unwrap();
    let page = site.test.service.queue(Queue::Waiting, None, 1).await.unwrap();
    let entry = format!("/staff/entries/{}", page.rows[0].entry.id);
    let cookie = sign_in(&site, Role::Reviewer).await;
    let body = get(&site, &entry, &cookie).await.body;
    assert!(body.contains("Known public picture"), "{body}");
    assert!(
        body.contains("exact hash as a file that anyone may know: our &lt;logo&gt;."),
        "{body}"
    );
    assert!(!body.contains("bits differ from a picture"), "{body}");
}

#[tokio::test]
async fn who_decides_about_what_a_colleague_has_taken_is_told_who_and_loses_no_word() {
    let site = Site::start().await;
    let entry = published(&site).await;
    let on = |act: &str| format!("{entry}/{act}");
    let first = sign_in_as(&site, "ana <i>", Role::Reviewer).await;
    let second = sign_in_as(&site, "max", Role::Reviewer).await;
    post(&site, &on("claim"), "", &first).await;
    let decision = "version=1&decision=suspend:disputed&note=%3Cb%3Eas+on+Monday";
    let refused = post(&site, &on("decide"), decision, &second).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    for said in [
        "ana &lt;i&gt; has taken this entry",
        "readonly>&lt;b>as on Monday</textarea>",
    ] {
        assert!(refused.body.contains(said), "{said}: {}", refused.body);
    }
    let taking = post(&site, &on("claim"), "", &second).await;
    assert_eq!(taking.status, StatusCode::CONFLICT);
    assert!(taking.body.contains("ana &lt;i&gt; has taken this entry"));
    assert!(!taking.body.contains("<textarea"), "nothing was typed");
    let long = format!("note=%3Cb%3E{}", "x".repeat(2_001));
    let too_long = post(&site, &on("note"), &long, &first).await;
    assert_eq!(too_long.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        too_long.body.contains("readonly>&lt;b>xxx"),
        "it can be shortened"
    );
}
