//! The StopNCII wire, by who asks.

use std::{collections::BTreeSet, time::Duration};

use axum::http::Method;
use domain::{audit::Agent, decision::Actor, feedback::Verdict};
use serde_json::{Value, json};
use service::{case::CaseKey, contribute::MOST_A_DAY, feedback::Opinion, testing::form, withdraw::When};
use storage::entry::Queue;

use crate::platform::{Answer, Platform};

const FIRST: &str = "startTimestamp=10&pageSize=800";

fn records(answer: &Answer) -> Vec<Value> {
    assert_eq!(answer.status, 200, "{}", answer.text());
    let body = answer.json();
    let records = body["hashRecords"].as_array().unwrap().clone();
    assert_eq!(body["count"], records.len());
    records
}

/// Every record that a client that pages through gets, and the timestamp that it keeps.
async fn follow(platform: &Platform, start: i64, page: u32) -> (Vec<Value>, i64) {
    let (mut all, mut token, mut kept) = (Vec::new(), String::new(), start);
    loop {
        let query = format!("startTimestamp={start}&pageSize={page}&nextPageToken={token}");
        let answer = platform.fetch_hashes(&query).await;
        all.extend(records(&answer));
        let body = answer.json();
        let next = body["nextSetTimestamp"].as_i64().unwrap();
        assert!(next >= kept, "the checkpoint went back");
        kept = next;
        if body["hasMoreRecords"] == false {
            return (all, kept);
        }
        token = body["nextPageToken"].as_str().unwrap().to_owned();
    }
}

#[tokio::test]
async fn an_empty_list_repeats_the_timestamp_that_was_asked_for() {
    let platform = Platform::start().await;
    let answer = platform.fetch_hashes(FIRST).await;
    let expected = json!({
        "count": 0, "nextSetTimestamp": 10, "nextPageToken": null, "hasMoreRecords": false, "hashRecords": [],
    });
    assert_eq!(answer.json(), expected);
}

#[tokio::test]
async fn a_listed_photo_is_an_active_record_with_an_opaque_case() {
    let platform = Platform::start().await;
    platform.list_photos(1, 1).await;
    let found = records(&platform.fetch_hashes(FIRST).await);
    let pdq = form(1, 1).items[0].pdq.clone().unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["hashValue"], pdq);
    assert_eq!(found[0]["signalType"], "ImagePDQ");
    assert_eq!(found[0]["hashStatus"], "Active");
    let cases = found[0]["caseNumbers"].as_object().unwrap();
    let (case, status) = cases.iter().next().unwrap();
    assert_eq!((case.len(), status), (36, &json!("Active")));
    let entry =
        platform.get("/api/v1/lists/exploitative/changes").await.json()["changes"][0]["entry"].clone();
    assert_ne!(case.replace('-', ""), entry.as_str().unwrap());
}

#[tokio::test]
async fn two_subscribers_know_a_case_by_different_numbers_and_each_always_by_the_same() {
    let mut platform = Platform::start().await;
    platform.list_photos(1, 1).await;
    let own = records(&platform.fetch_hashes(FIRST).await)[0]["caseNumbers"].clone();
    assert_eq!(
        records(&platform.fetch_hashes(FIRST).await)[0]["caseNumbers"],
        own
    );
    let lists = platform.subscriber.lists.clone();
    let (_, other) = platform
        .test
        .service
        .add_subscriber("Other", &lists)
        .await
        .unwrap();
    platform.issued = other;
    assert_ne!(
        records(&platform.fetch_hashes(FIRST).await)[0]["caseNumbers"],
        own
    );
}

#[tokio::test]
async fn a_withdrawn_hash_is_named_once_more_to_those_who_held_it_and_to_nobody_else() {
    let mut platform = Platform::start().await;
    let receipt = platform.list_photos(1, 1).await;
    let (before, kept) = follow(&platform, 10, 800).await;
    platform.withdraw(&receipt).await;

    let (after, _) = follow(&platform, kept, 800).await;
    let gone = after.last().unwrap();
    assert_eq!(gone["hashStatus"], "Withdrawn");
    assert_eq!(gone["hashValue"], before[0]["hashValue"]);
    let case = before[0]["caseNumbers"]
        .as_object()
        .unwrap()
        .keys()
        .next()
        .unwrap()
        .clone();
    assert_eq!(gone["caseNumbers"], json!({ case: "Withdrawn" }));

    let pdq = before[0]["hashValue"].as_str().unwrap();
    let lists = platform.subscriber.lists.clone();
    let (_, newcomer) = platform
        .test
        .service
        .add_subscriber("Newcomer", &lists)
        .await
        .unwrap();
    for request in [
        FIRST,
        // Whoever was never served it does not learn it by pretending to hold something.
        "startTimestamp=11",
    ] {
        if request != FIRST {
            platform.issued = newcomer.clone();
        }
        let fresh = platform.fetch_hashes(request).await;
        assert!(!fresh.text().contains(pdq), "whoever starts now never learns it");
        let fresh = records(&fresh);
        assert_eq!(fresh[0]["hashStatus"], "Deleted");
        assert_eq!(fresh[0]["signalType"], "Unknown");
    }
}

#[tokio::test]
async fn a_hash_that_is_withdrawn_in_the_first_hour_is_named_to_those_who_hold_it() {
    let platform = Platform::start().await;
    let receipt = platform.list_at_once(form(1, 1)).await;
    platform.list_at_once(form(2, 1)).await;
    let clock = &platform.test.clock;
    clock.advance(Duration::from_secs(5));
    platform.test.close_seconds().await;
    let pdq = form(1, 1).items[0].pdq.clone().unwrap();
    let (before, kept) = follow(&platform, 10, 800).await;
    assert_eq!(before.len(), 2);
    platform.test.service.write_served().await.unwrap();

    clock.advance(Duration::from_secs(60));
    let (number, pin) = (receipt.number.to_string(), receipt.pin.to_string());
    let key = CaseKey::new(&number, &pin);
    let service = &platform.test.service;
    service.withdraw(key, When::Now).await.unwrap();
    platform.number_now().await;
    // The newest second is hidden still, and the last one of before comes again.
    platform.test.close_seconds().await;
    let (hidden, same) = follow(&platform, kept, 800).await;
    assert_eq!((hidden.len(), same), (1, kept));
    service.write_served().await.unwrap();

    clock.advance(Duration::from_secs(5));
    platform.test.close_seconds().await;
    let (after, _) = follow(&platform, kept, 800).await;
    let gone = after.last().unwrap();
    assert_eq!(gone["hashStatus"], "Withdrawn", "{gone}");
    assert_eq!(gone["hashValue"], pdq);
}

#[tokio::test]
async fn the_timestamp_does_not_fall_where_the_rest_of_the_pages_is_gone() {
    let platform = Platform::start().await;
    platform.list_photos(1, 1).await;
    platform.list_photos(2, 1).await;
    let third = platform.list_photos(3, 1).await;
    let pages = "startTimestamp=10&pageSize=2";
    let first = platform.fetch_hashes(pages).await.json();
    assert_eq!(
        (&first["count"], &first["hasMoreRecords"]),
        (&json!(2), &json!(true))
    );
    platform.withdraw(&third).await;
    let token = first["nextPageToken"].as_str().unwrap();
    let rest = platform
        .fetch_hashes(&format!("{pages}&nextPageToken={token}"))
        .await;
    let rest = rest.json();
    assert_eq!(
        (&rest["count"], &rest["hasMoreRecords"]),
        (&json!(0), &json!(false))
    );
    assert_eq!(rest["nextSetTimestamp"], first["nextSetTimestamp"]);
}

#[tokio::test]
async fn a_hash_of_two_people_stays_active_when_one_of_them_withdraws() {
    let platform = Platform::start().await;
    let mut second = form(2, 1);
    second.items[0].pdq = form(1, 1).items[0].pdq.clone();
    let receipt = platform.list_photos(1, 1).await;
    platform.list(second).await;
    let (_, kept) = follow(&platform, 10, 800).await;
    platform.withdraw(&receipt).await;
    let (all, _) = follow(&platform, kept, 800).await;
    let last = all.last().unwrap();
    assert_eq!(last["hashStatus"], "Active");
    let mut statuses: Vec<_> = last["caseNumbers"].as_object().unwrap().values().collect();
    statuses.sort_by_key(|status| status.as_str());
    assert_eq!(statuses, ["Active", "Withdrawn"]);
}

#[tokio::test]
async fn paging_shows_every_hash_once_in_order_and_the_timestamp_never_falls() {
    let platform = Platform::start().await;
    let mut sent = BTreeSet::new();
    for key in 1..=5 {
        let form = form(key, 7);
        sent.extend(form.items.iter().filter_map(|item| item.pdq.clone()));
        platform.list(form).await;
    }
    let (all, kept) = follow(&platform, 10, 4).await;
    let seconds: Vec<_> = all
        .iter()
        .map(|record| record["lastModtimestamp"].as_i64().unwrap())
        .collect();
    assert!(seconds.is_sorted());
    let shown = all
        .iter()
        .map(|record| record["hashValue"].as_str().unwrap().to_owned());
    assert_eq!(shown.collect::<BTreeSet<_>>(), sent);
    assert!(
        all.len() <= 35,
        "at most once for each photo, some of which are alike"
    );
    let (again, same) = follow(&platform, kept, 4).await;
    assert!(
        again.len() <= 7 && same == kept,
        "the last second comes again, and no more"
    );
}

#[tokio::test]
async fn nobody_is_behind_with_what_this_wire_has_no_hash_of() {
    let platform = Platform::start().await;
    let behind = async || {
        platform.test.service.write_served().await.unwrap();
        let status = platform.get("/api/v1/status").await.json();
        (
            status["served"][0]["behind"].clone(),
            status["served"][0]["number"].clone(),
        )
    };
    platform.list_photos(1, 2).await;
    platform.fetch_hashes("startTimestamp=10").await;
    assert_eq!(behind().await, (json!(0), json!(2)));

    let mut files = form(2, 3);
    for item in &mut files.items {
        (item.pdq, item.quality) = (None, None);
    }
    platform.list(files).await;
    assert_eq!(behind().await, (json!(0), json!(5)), "there is nothing to fetch");
    platform.list_photos(3, 1).await;
    assert_eq!(behind().await, (json!(1), json!(5)));
    platform.fetch_hashes("startTimestamp=10").await;
    assert_eq!(behind().await, (json!(0), json!(6)));
}

#[tokio::test]
async fn what_a_subscriber_says_of_a_hash_is_feedback_on_its_entries() {
    let platform = Platform::start().await;
    platform.list_photos(1, 2).await;
    let found = records(&platform.fetch_hashes(FIRST).await);
    let said = json!({"count": 2, "hashFeedbacks": [
        {"tags": ["Nude"], "feedbackValue": "Blocked", "hashValue": found[0]["hashValue"]},
        {"tags": [], "feedbackValue": "QualityUnknown", "hashValue": found[1]["hashValue"]},
    ]});
    let answer = platform
        .post_to_stopncii("SubmitFeedback", &platform.issued, &said)
        .await;
    assert_eq!(answer.json(), json!({"count": 2, "taken": 1, "new": 1}));
    let again = platform
        .post_to_stopncii("SubmitFeedback", &platform.issued, &said)
        .await;
    assert_eq!(again.json(), json!({"count": 2, "taken": 1, "new": 0}));
    let found = records(&platform.fetch_hashes(FIRST).await);
    let own = json!([{"source": "Example Platform", "feedbackValue": "Blocked", "tags": []}]);
    assert_eq!(found[0]["CSPFeedbacks"], own);
    assert!(found[1].get("CSPFeedbacks").is_none());
}

#[tokio::test]
async fn of_entries_that_share_a_hash_the_word_is_told_that_was_said_last() {
    let platform = Platform::start().await;
    let service = &platform.test.service;
    let mut second = form(2, 1);
    second.items[0].pdq = form(1, 1).items[0].pdq.clone();
    platform.list_photos(1, 1).await;
    platform.list(second).await;
    let page = service.queue(Queue::Unverified, None, 10).await.unwrap();
    let entries: Vec<_> = page.rows.iter().map(|row| row.entry.id).collect();
    assert_eq!(entries.len(), 2);
    for (place, verdict, matches, told) in [
        (0, Verdict::Disputed, 1, "NotBlocked"),
        (1, Verdict::Removed, 1, "Blocked"),
        (0, Verdict::Disputed, 2, "NotBlocked"),
    ] {
        platform.test.clock.advance(Duration::from_secs(1));
        let opinion = Opinion {
            entry: entries[place],
            verdict,
            reason: "none".to_owned(),
            matches,
        };
        let list = &platform.subscriber.lists[0];
        let given = service
            .give_feedback(&platform.subscriber, list, &[opinion])
            .await;
        assert_eq!(given.unwrap(), 1);
        let found = records(&platform.fetch_hashes(FIRST).await);
        assert_eq!(found[0]["CSPFeedbacks"][0]["feedbackValue"], told, "{found:?}");
    }
}

#[tokio::test]
async fn a_body_that_is_wrong_is_refused_by_field_and_nothing_is_kept() {
    let platform = Platform::start().await;
    platform.list_photos(1, 1).await;
    let pdq = records(&platform.fetch_hashes(FIRST).await)[0]["hashValue"].clone();
    let good = json!({"feedbackValue": "Blocked", "hashValue": pdq});
    for (body, field) in [
        (json!({"count": 2, "hashFeedbacks": [good]}), "count"),
        (json!({"count": 0, "hashFeedbacks": []}), "hashFeedbacks"),
        (json!({"hashFeedbacks": [good]}), "count"),
        (
            json!({"count": 1, "hashFeedbacks": [{"hashValue": pdq}]}),
            "hashFeedbacks[0].feedbackValue",
        ),
        (
            json!({"count": 2, "hashFeedbacks": [good, {"feedbackValue": "Blocked", "hashValue": "AB"}]}),
            "hashFeedbacks[1].hashValue",
        ),
        (
            json!({"count": 2, "hashFeedbacks": [good, {"feedbackValue": "Liked", "hashValue": pdq}]}),
            "hashFeedbacks[1].feedbackValue",
        ),
        (
            json!({"count": 2, "hashFeedbacks": [good, {"feedbackValue": "Blocked", "hashValue": "00".repeat(32)}]}),
            "hashFeedbacks[1].hashValue",
        ),
    ] {
        let answer = platform
            .post_to_stopncii("SubmitFeedback", &platform.issued, &body)
            .await;
        assert_eq!(answer.problem(), (422, "/problems/invalid-body".to_owned()));
        assert_eq!(answer.json()["errors"][0]["field"], field);
    }
    let again = json!({"count": 1, "hashFeedbacks": [good]});
    let answer = platform
        .post_to_stopncii("SubmitFeedback", &platform.issued, &again)
        .await;
    assert_eq!(answer.json()["new"], 1, "nothing of the refused ones was kept");
}

#[tokio::test]
async fn contributed_hashes_wait_for_review_and_are_taken_once() {
    let platform = Platform::start().await;
    let service = &platform.test.service;
    service
        .allow_contribution(platform.subscriber.id, true, Agent::Operator)
        .await
        .unwrap();
    let key = platform.key("contribute").await;
    let hashes = json!({"count": 2, "hashRecords": [
        {"lastModtimestamp": 1, "signalType": "StopNCIISignalType.ImagePDQ", "hashValue": "5a".repeat(32),
         "CSPFeedbacks": [{"tags": ["Nude"], "feedbackValue": "Blocked"}]},
        {"signalType": "VideoMD5", "hashValue": "0b".repeat(16)},
    ]});
    let answer = platform.post_to_stopncii("SubmitHashes", &key, &hashes).await;
    assert_eq!(
        (answer.status.as_u16(), answer.json()),
        (200, json!({"count": 2, "new": 2}))
    );
    let again = platform.post_to_stopncii("SubmitHashes", &key, &hashes).await;
    assert_eq!(again.json(), json!({"count": 2, "new": 0}));

    platform.test.sequence_now().await;
    assert!(
        records(&platform.fetch_hashes(FIRST).await).is_empty(),
        "nothing is listed unseen"
    );
    let waiting = service.queue(Queue::Waiting, None, 10).await.unwrap();
    assert_eq!(waiting.rows.len(), 2);
    for row in waiting.rows {
        let mut tx = platform.test.storage.read().await.unwrap();
        let decisions = tx.decisions(row.entry.id).await.unwrap();
        let held = decisions.first().unwrap();
        let rule = Actor::Policy {
            name: "review-first".to_owned(),
            version: 1,
        };
        assert_eq!((&held.actor, held.reason.as_str()), (&rule, "review-first"));
    }
}

#[tokio::test]
async fn no_more_new_hashes_are_taken_in_a_day_than_people_can_look_at() {
    let platform = Platform::start().await;
    let service = &platform.test.service;
    service
        .allow_contribution(platform.subscriber.id, true, Agent::Operator)
        .await
        .unwrap();
    let key = platform.key("contribute").await;
    let hashes = |from: u64, count: u64| {
        let record = |number| json!({"signalType": "VideoMD5", "hashValue": format!("{number:032x}")});
        let records: Vec<Value> = (from..from + count).map(record).collect();
        json!({"count": count, "hashRecords": records})
    };
    let send = async |from, count| {
        let body = hashes(from, count);
        platform.post_to_stopncii("SubmitHashes", &key, &body).await
    };
    for from in (0..MOST_A_DAY - 1).step_by(1_000) {
        let count = (MOST_A_DAY - 1 - from).min(1_000);
        assert_eq!(send(from, count).await.json()["new"], count);
    }
    let refused = send(MOST_A_DAY - 1, 2).await;
    assert_eq!(refused.problem(), (429, "/problems/enough-today".to_owned()));
    let seconds: u64 = refused.header("retry-after").parse().unwrap();
    assert_eq!(
        send(MOST_A_DAY - 1, 1).await.json()["new"],
        1,
        "nothing of the two was kept"
    );
    assert_eq!(
        send(0, 1_000).await.json()["new"],
        0,
        "what is known is not counted"
    );
    platform.test.clock.advance(Duration::from_secs(seconds));
    assert_eq!(send(MOST_A_DAY, 1).await.json()["new"], 1, "tomorrow it goes on");
}

#[tokio::test]
async fn two_contributors_that_kept_a_listed_photo_suspend_it_as_any_feedback_would() {
    let mut platform = Platform::start().await;
    platform.list_photos(1, 1).await;
    let pdq = form(1, 1).items[0].pdq.clone().unwrap();
    let kept = json!({"count": 1, "hashRecords": [
        {"signalType": "ImagePDQ", "hashValue": pdq, "CSPFeedbacks": [{"feedbackValue": "NotBlocked"}]},
    ]});
    let lists = platform.subscriber.lists.clone();
    let (second, _) = platform
        .test
        .service
        .add_subscriber("Second", &lists)
        .await
        .unwrap();
    for (subscriber, status) in [(platform.subscriber.clone(), "Active"), (second, "Deleted")] {
        let id = subscriber.id;
        platform
            .test
            .service
            .allow_contribution(id, true, Agent::Operator)
            .await
            .unwrap();
        platform.subscriber = subscriber;
        let key = platform.key("contribute").await;
        let answer = platform.post_to_stopncii("SubmitHashes", &key, &kept).await;
        assert_eq!(answer.json(), json!({"count": 1, "new": 0}), "it is known");
        platform.test.sequence_now().await;
        let found = records(&platform.fetch_hashes(FIRST).await);
        assert_eq!(found.last().unwrap()["hashStatus"], status);
    }
}

#[tokio::test]
async fn whoever_may_not_contribute_cannot_whatever_key_they_have() {
    let platform = Platform::start().await;
    let service = &platform.test.service;
    let hashes =
        json!({"count": 1, "hashRecords": [{"signalType": "VideoMD5", "hashValue": "0b".repeat(16)}]});
    let usual = platform
        .post_to_stopncii("SubmitHashes", &platform.issued, &hashes)
        .await;
    assert_eq!(usual.problem(), (403, "/problems/wrong-scope".to_owned()));

    for may in [true, false] {
        service
            .allow_contribution(platform.subscriber.id, may, Agent::Operator)
            .await
            .unwrap();
        if may {
            platform.key("contribute").await;
        }
    }
    let keys = service.keys_of(platform.subscriber.id).await.unwrap();
    assert_eq!(keys.len(), 2, "the key is still there and does nothing");
}

#[tokio::test]
async fn both_keys_are_needed_and_have_to_be_of_one_subscriber() {
    let platform = Platform::start().await;
    let (function, subscription) = (platform.issued.bearer(), platform.issued.subscription_key());
    let (_, other) = platform.test.service.add_subscriber("Other", &[]).await.unwrap();
    let nobody = "0".repeat(32);
    for keys in [
        vec![],
        vec![("x-functions-key", function.as_str())],
        vec![("ocp-apim-subscription-key", subscription.as_str())],
        vec![
            ("x-functions-key", function.as_str()),
            ("ocp-apim-subscription-key", other.subscription_key().as_str()),
        ],
        vec![
            ("x-functions-key", "wrong"),
            ("ocp-apim-subscription-key", subscription.as_str()),
        ],
        vec![
            ("x-functions-key", function.as_str()),
            ("ocp-apim-subscription-key", nobody.as_str()),
        ],
    ] {
        let answer = platform.get_by_keys(&keys).await;
        assert_eq!(
            answer.problem(),
            (401, "/problems/unauthenticated".to_owned()),
            "{keys:?}"
        );
    }
    let bearer = format!("Bearer {function}");
    let both = [
        ("x-functions-key", function.as_str()),
        ("ocp-apim-subscription-key", subscription.as_str()),
        ("authorization", bearer.as_str()),
    ];
    let answer = platform.get_by_keys(&both).await;
    assert_eq!(answer.problem(), (400, "/problems/two-credentials".to_owned()));
}

#[tokio::test]
async fn a_base_address_with_a_slash_works_and_other_methods_and_addresses_are_refused() {
    let platform = Platform::start().await;
    let same = platform
        .get_by_keys_at("/stopncii/exploitative/v1//FetchHashes?startTimestamp=10")
        .await;
    assert_eq!(same.status, 200);
    let nothing = platform
        .get_by_keys_at("/stopncii/exploitative/v2/FetchHashes")
        .await;
    assert_eq!(nothing.problem().0, 404);
    let unknown = platform.get_by_keys_at("/stopncii/adult/v1/FetchHashes").await;
    assert_eq!(unknown.problem(), (404, "/problems/unknown-list".to_owned()));
    let method = platform
        .send(Method::DELETE, "/stopncii/exploitative/v1/FetchHashes")
        .await;
    assert_eq!(method.problem().0, 405);
}
