//! The record of acts, as an auditor reads and takes it.

use axum::http::StatusCode;
use domain::{
    audit::{Act, Agent, Deed},
    list::ListName,
    staff::Role,
};
use service::session::RECENT;

use crate::{
    site::{Answer, Site},
    staff::{get, post, sign_in, sign_in_as},
};

async fn with_acts(site: &Site, count: u64) {
    let mut tx = site.test.storage.begin().await.unwrap();
    for number in 0..count {
        tx.record(&Deed {
            at: site.test.service.now(),
            actor: Agent::Operator,
            act: Act::Disclosed,
            subject: format!("<b>{number}"),
            reason: String::new(),
        })
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
}

/// Acts of someone, with what stands in the record as their reason.
async fn with_reasons(site: &Site, by: Agent, acts: &[(Act, &str)]) {
    let mut tx = site.test.storage.begin().await.unwrap();
    for &(act, reason) in acts {
        tx.record(&Deed {
            at: site.test.service.now(),
            actor: by,
            act,
            subject: "0".repeat(32),
            reason: reason.to_owned(),
        })
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn an_auditor_reads_names_beside_ids_and_words_instead_of_codes() {
    let site = Site::start().await;
    let service = &site.test.service;
    let cookie = sign_in(&site, Role::Auditor).await;
    let someone = site.test.staff("ana", Role::Reviewer).await;
    let lists = [ListName::exploitative()];
    let (platform, _) = service.add_subscriber("Example Ltd", &lists).await.unwrap();
    service
        .suspend_platform(platform.id, Agent::Operator, "")
        .await
        .unwrap();
    let by = Agent::Staff(someone.id);
    let acts = [
        (Act::Proposed, "new-platform"),
        (Act::Decided, "reject: public-content"),
        (Act::ChangedSubscriber, "list adult granted"),
    ];
    with_reasons(&site, by, &acts).await;
    let page = get(&site, "/staff/audit", &cookie).await.body;
    let (_, rows) = page.split_once("<tbody>").unwrap();
    let beside = |id: String| {
        let (before, _) = rows.split_once(&id).unwrap();
        before.rsplit_once("<td>").unwrap().1.to_owned()
    };
    assert!(beside(platform.id.to_string()).contains("Example Ltd"), "{page}");
    assert!(beside(someone.id.to_string()).contains("ana"), "{page}");
    for said in [
        "With passphrase and code",
        "A new platform",
        "Rejected: It is a known public image",
        "list adult granted",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains(">new-platform<"));
}

#[tokio::test]
async fn an_auditor_reads_why_something_was_there_to_be_looked_at() {
    let site = Site::start().await;
    let cookie = sign_in(&site, Role::Auditor).await;
    let acts = [
        (Act::ViewedEntry, "disputed"),
        (Act::ViewedEntry, "held"),
        (Act::ViewedEntry, "decided"),
        (Act::ViewedApplication, "waiting"),
        (Act::ViewedContact, "takes-part"),
        (Act::ChangedSubscriber, "held"),
    ];
    with_reasons(&site, Agent::Operator, &acts).await;
    let page = get(&site, "/staff/audit", &cookie).await.unmarked();
    for said in [
        ">A platform had disputed it, or its picture had been taken off the list elsewhere<",
        ">It was held<",
        ">Nothing was left to decide<",
        ">It waited for an answer<",
        ">It takes part<",
        ">held<",
    ] {
        assert_eq!(page.matches(said).count(), 1, "{said}: {page}");
    }
}

#[tokio::test]
async fn an_auditor_reads_why_a_case_was_asked_for_and_whether_there_was_one() {
    let site = Site::start().await;
    let cookie = sign_in(&site, Role::Auditor).await;
    let acts = [
        (Act::Disclosed, "printed: 12 C 345/26: <i>"),
        (Act::Disclosed, "no-such-case: printed: held"),
    ];
    with_reasons(&site, Agent::Operator, &acts).await;
    let page = get(&site, "/staff/audit", &cookie).await.unmarked();
    for (said, times) in [
        (">Asked for what is known of a case</td>", 2),
        (">Printed: 12 C 345/26: &lt;i&gt;<", 1),
        (">No case has that number: printed: held<", 1),
    ] {
        assert_eq!(page.matches(said).count(), times, "{said}: {page}");
    }
}

#[tokio::test]
async fn an_auditor_reads_what_people_wrote_as_they_wrote_it_though_a_code_reads_the_same() {
    let site = Site::start().await;
    let cookie = sign_in(&site, Role::Auditor).await;
    let lea = sign_in_as(&site, "lea", Role::Lead).await;
    let added = post(&site, "/staff/reasons", "action=reject&body=disputed", &lea).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    let ada = sign_in_as(&site, "ada", Role::Admin).await;
    let wish = "matter=key-rotation&reason=contact:+removed";
    let proposed = post(&site, "/staff/proposals", wish, &ada).await;
    assert_eq!(proposed.status, StatusCode::SEE_OTHER, "{}", proposed.body);
    let acts = [
        (Act::Decided, "reject: own-0123456789abcdef: contact: lists"),
        (Act::Decided, "confirm: facts-consistent: proposal 1f"),
        (Act::ExportedList, "contact: lists"),
        (Act::ExportedEvidence, "new-platform"),
        (Act::ChangedRole, "lead: contact: auditor"),
        (Act::ChangedRole, "admin: proposal 1f"),
        (Act::EndedStaff, "contact: put-away"),
    ];
    with_reasons(&site, Agent::Operator, &acts).await;
    let page = get(&site, "/staff/audit", &cookie).await.unmarked();
    for said in [
        ">offered again or anew: disputed<",
        ">A new secret key: contact: removed<",
        ">Rejected: own-0123456789abcdef: contact: lists<",
        ">Confirmed: The facts fit together: proposal 1f<",
        ">contact: lists<",
        ">new-platform<",
        ">lead: contact: auditor<",
        ">admin: proposal 1f<",
        ">contact: put-away<",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
}

#[tokio::test]
async fn an_auditor_reads_page_by_page_and_that_is_recorded() {
    let site = Site::start().await;
    let cookie = sign_in(&site, Role::Auditor).await;
    with_acts(&site, 150).await;
    let first = get(&site, "/staff/audit", &cookie).await;
    assert_eq!(first.status, StatusCode::OK);
    assert!(first.body.contains("&lt;b&gt;0<"), "text stays text");
    assert!(first.body.contains("href=\"/staff/audit?after=100\""));
    let second = get(&site, "/staff/audit?after=100", &cookie).await;
    assert!(second.unmarked().contains("<td>Read this record</td>"));
    assert!(!second.body.contains("?after=200"));
    let checked = get(&site, "/staff/audit?check=true", &cookie).await;
    assert!(checked.body.contains("no line was changed"));
    let nonsense = get(&site, "/staff/audit?after=nonsense", &cookie).await;
    assert_eq!(nonsense.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_copy_has_every_line_however_many_there_are_and_the_newest_are_near() {
    let site = Site::start().await;
    let cookie = sign_in(&site, Role::Auditor).await;
    with_acts(&site, 10_050).await;
    let first = get(&site, "/staff/audit", &cookie).await;
    // Those, the account, the sign-in, and this look.
    assert!(
        first.body.contains("href=\"/staff/audit?after=9953\""),
        "{}",
        first.body
    );
    let newest = get(&site, "/staff/audit?after=9953", &cookie).await;
    assert!(newest.body.contains("&lt;b&gt;10049<"));
    let copy = get(&site, "/staff/audit/export/0", &cookie).await;
    let position = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        line["position"].as_u64().unwrap()
    };
    let positions: Vec<u64> = copy.body.lines().map(position).collect();
    let whole: Vec<u64> = (1..=10_055).collect();
    assert_eq!(positions, whole);
    let exports = copy.body.matches("exported-audit").count();
    assert_eq!(exports, 1, "one copy, one act");
}

#[tokio::test]
async fn a_copy_is_taken_line_by_line_and_that_is_recorded() {
    let site = Site::start().await;
    let cookie = sign_in(&site, Role::Auditor).await;
    with_acts(&site, 3).await;
    let copy = get(&site, "/staff/audit/export/0", &cookie).await;
    assert!(copy.header("content-disposition").starts_with("attachment"));
    let acts: Vec<String> = copy
        .body
        .lines()
        .map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            line["act"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(
        acts,
        [
            "added-staff",
            "signed-in",
            "disclosed",
            "disclosed",
            "disclosed",
            "exported-audit"
        ]
    );
    let rest = get(&site, "/staff/audit/export/5", &cookie).await;
    assert_eq!(rest.body.lines().count(), 2, "its own line, and the one before");
}

#[tokio::test]
async fn who_has_only_a_session_takes_no_copy_before_they_prove_who_they_are() {
    let site = Site::start().await;
    let cookie = sign_in(&site, Role::Auditor).await;
    let read = get(&site, "/staff/audit?after=1", &cookie).await;
    assert!(
        read.body.contains("href=\"/staff/audit/export/1\""),
        "{}",
        read.body
    );
    assert!(!read.body.contains("download="), "what asks first is no file");
    site.test.clock.advance(RECENT);
    let asked = get(&site, "/staff/audit/export/1", &cookie).await;
    assert_eq!(
        asked.header("location"),
        "/staff/confirm?back=/staff/audit/export/1"
    );
    let acts = site.test.acts().await;
    assert!(acts.iter().all(|record| record.deed.act != Act::ExportedAudit));
    let proof = format!(
        "back=/staff/audit/export/1&code={}&passphrase=correct+horse+battery+staple",
        site.test.code("auditor")
    );
    let onward = post(&site, "/staff/confirm", &proof, &cookie).await;
    assert_eq!(onward.header("location"), "/staff/audit/export/1");
    let cookie = onward.header("set-cookie").split_once(';').unwrap().0.to_owned();
    let copy = get(&site, "/staff/audit/export/1", &cookie).await;
    assert!(copy.header("content-disposition").starts_with("attachment"));
    let odd = get(&site, "/staff/audit/export/nonsense", &cookie).await;
    assert_eq!(odd.status, StatusCode::BAD_REQUEST);
}

/// The numbers of the lines that a page shows.
fn shown(page: &Answer) -> Vec<u64> {
    let page = page.unmarked();
    let (_, rows) = page.split_once("<tbody>").unwrap();
    let rows = rows.split_once("</tbody>").unwrap().0.split("<tr>").skip(1);
    let first = rows.map(|row| row.split("<td>").nth(1).unwrap().split('<').next().unwrap());
    first.map(|line| line.trim().parse().unwrap()).collect()
}

#[tokio::test]
async fn an_auditor_looks_for_what_one_person_did_to_one_thing_and_pages_keep_that() {
    let site = Site::start().await;
    let cookie = sign_in(&site, Role::Auditor).await;
    let ana = site.test.staff("ana <i>", Role::Reviewer).await;
    let ben = site.test.staff("ben", Role::Reviewer).await;
    let (by, id) = (ana.id.to_string(), "0".repeat(32));
    with_reasons(&site, Agent::Staff(ana.id), &[(Act::ViewedEntry, "held"); 103]).await;
    with_reasons(&site, Agent::Staff(ben.id), &[(Act::ViewedEntry, "held")]).await;
    with_reasons(&site, Agent::Staff(ana.id), &[(Act::Claimed, "")]).await;

    let whole = get(&site, &format!("/staff/audit?by={by}"), &cookie).await;
    // Before them the accounts and the sign-in.
    assert_eq!(shown(&whole), (5..=104).collect::<Vec<_>>());
    let page = whole.unmarked();
    for said in [
        format!("<option value=\"{by}\" selected>ana &lt;i&gt;</option>"),
        format!("<input type=\"hidden\" name=\"by\" value=\"{by}\""),
        format!("href=\"/staff/audit?after=104&amp;by={by}\""),
    ] {
        assert!(page.contains(&said), "{said}: {page}");
    }
    let next = get(&site, &format!("/staff/audit?after=104&by={by}"), &cookie).await;
    assert_eq!(shown(&next), [105_u64, 106, 107, 109]);
    assert!(!next.body.contains("?after=109"), "that was all");
    for (wish, expected) in [
        (
            format!("after=104&by={by}&act=viewed-entry"),
            &[105_u64, 106, 107][..],
        ),
        (format!("after=104&act=claimed&subject={id}"), &[109]),
        (format!("after=107&subject={id}"), &[108, 109]),
        (format!("by=operator&act=added-staff&subject={}", ben.id), &[4]),
    ] {
        let page = get(&site, &format!("/staff/audit?{wish}"), &cookie).await;
        assert_eq!(shown(&page), expected, "{wish}");
    }
    let looks = get(&site, "/staff/audit?act=read-audit", &cookie)
        .await
        .unmarked();
    let said = format!("<td>by={by}&amp;act=viewed-entry</td>");
    assert!(looks.contains(&said), "{said}: {looks}");
}

#[tokio::test]
async fn what_nobody_is_called_and_nothing_is_gives_an_empty_page_that_says_so() {
    let site = Site::start().await;
    let cookie = sign_in(&site, Role::Auditor).await;
    with_acts(&site, 3).await;
    for wish in [
        "by=nobody",
        "by=00000000000000000000000000000000",
        "by=%3Cb%3E%00",
        "act=burnt-down",
        "act=decided",
        "subject=00000000000000000000000000000000",
        "subject=1234+5678+9012",
        "by=operator&act=disclosed&subject=%27%00",
    ] {
        let page = get(&site, &format!("/staff/audit?{wish}"), &cookie).await;
        assert_eq!(page.status, StatusCode::OK, "{wish}: {}", page.body);
        assert!(shown(&page).is_empty(), "{wish}: {}", page.body);
        let said = if wish.contains("subject=1") || wish.contains("%27") {
            "Only an id of 32 digits can be looked for here."
        } else {
            "No line after number 0 is what you look for."
        };
        assert!(page.unmarked().contains(said), "{wish}: {}", page.body);
        assert!(!page.unmarked().contains("><b>"), "text stays text: {wish}");
    }
    let all = get(&site, "/staff/audit?by=&act=&subject=", &cookie).await;
    assert!(shown(&all).len() > 3, "what is empty is not looked for");
    let after = get(&site, "/staff/audit?after=900", &cookie).await.unmarked();
    assert!(after.contains("There is no line after number 900."), "{after}");
    let acts = site.test.acts().await;
    let said = acts
        .iter()
        .any(|record| record.deed.reason == "subject=none-such");
    assert!(said, "{acts:?}");
    let kept = acts.iter().any(|record| record.deed.reason.contains("1234"));
    assert!(!kept, "what someone typed by mistake is not kept: {acts:?}");
}
