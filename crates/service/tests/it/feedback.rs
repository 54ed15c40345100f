//! What subscribers say of entries.

use domain::{feedback::Verdict, id::EntryId, list::ListName, subscriber::Subscriber};
use service::{
    feedback::{FeedbackError, Opinion},
    testing::TestService,
};
use storage::entry::Queue;

use crate::submission::submit;

async fn start() -> (TestService, Subscriber, EntryId) {
    let test = TestService::start().await;
    let lists = [ListName::exploitative()];
    let (subscriber, _) = test
        .service
        .add_subscriber("Example Platform", &lists)
        .await
        .unwrap();
    submit(&test, 1, 1).await;
    let entry = test
        .service
        .queue(Queue::Unverified, None, 1)
        .await
        .unwrap()
        .rows
        .remove(0)
        .entry;
    (test, subscriber, entry.id)
}

fn opinion(entry: EntryId, verdict: Verdict, reason: &str) -> Opinion {
    Opinion {
        entry,
        verdict,
        reason: reason.to_owned(),
        matches: 1,
    }
}

#[tokio::test]
async fn what_a_subscriber_says_becomes_a_fact_on_the_entry_once() {
    let (test, subscriber, entry) = start().await;
    test.sequence_now().await;
    let list = ListName::exploitative();
    let said = [opinion(entry, Verdict::Disputed, "public-content")];
    assert_eq!(
        test.service
            .give_feedback(&subscriber, &list, &said)
            .await
            .unwrap(),
        1
    );
    assert_eq!(
        test.service
            .give_feedback(&subscriber, &list, &said)
            .await
            .unwrap(),
        0
    );
    let facts = test.service.entry_facts(entry).await.unwrap().unwrap();
    let [fact] = &facts.feedback[..] else {
        panic!("{:?}", facts.feedback)
    };
    assert_eq!(fact.subscriber, "Example Platform");
    assert_eq!(
        (fact.feedback.verdict, fact.feedback.reason.as_str()),
        (Verdict::Disputed, "public-content")
    );
}

#[tokio::test]
async fn of_what_one_request_says_of_an_entry_the_last_counts_also_when_it_comes_again() {
    let (test, subscriber, entry) = start().await;
    test.sequence_now().await;
    let said = [
        opinion(entry, Verdict::Matched, "none"),
        opinion(entry, Verdict::Disputed, "public-content"),
    ];
    for new in [1, 0] {
        let list = ListName::exploitative();
        let given = test.service.give_feedback(&subscriber, &list, &said).await;
        assert_eq!(given.unwrap(), new);
    }
    let facts = test.service.entry_facts(entry).await.unwrap().unwrap();
    assert_eq!(facts.feedback[0].feedback.verdict, Verdict::Disputed);
}

#[tokio::test]
async fn feedback_that_makes_no_sense_is_refused_whole() {
    let (test, subscriber, entry) = start().await;
    let list = ListName::exploitative();
    let good = opinion(entry, Verdict::Matched, "none");
    let early = test
        .service
        .give_feedback(&subscriber, &list, std::slice::from_ref(&good))
        .await
        .unwrap_err();
    assert!(
        matches!(early, FeedbackError::UnknownEntry { .. }),
        "not on the list yet: {early}"
    );
    test.sequence_now().await;
    let unknown = opinion(EntryId::from_bytes([9; 16]), Verdict::Matched, "none");
    let wrong_reason = opinion(entry, Verdict::Removed, "public-content");
    for bad in [unknown, wrong_reason] {
        assert!(
            test.service
                .give_feedback(&subscriber, &list, &[good.clone(), bad])
                .await
                .is_err()
        );
    }
    let elsewhere = test
        .service
        .give_feedback(&subscriber, &ListName::adult(), &[good])
        .await
        .unwrap_err();
    assert!(matches!(elsewhere, FeedbackError::UnknownList), "{elsewhere}");
    let facts = test.service.entry_facts(entry).await.unwrap().unwrap();
    assert_eq!(facts.feedback, []);
}

#[tokio::test]
async fn what_a_platform_said_is_seen_also_when_it_no_longer_follows_the_list() {
    let (test, subscriber, entry) = start().await;
    test.sequence_now().await;
    let list = ListName::exploitative();
    let said = [opinion(entry, Verdict::Disputed, "public-content")];
    test.service
        .give_feedback(&subscriber, &list, &said)
        .await
        .unwrap();
    test.service.choose_lists(subscriber.id, &[], true).await.unwrap();
    let facts = test.service.entry_facts(entry).await.unwrap().unwrap();
    let seen: Vec<_> = facts
        .feedback
        .iter()
        .map(|one| (one.subscriber.as_str(), one.feedback.verdict))
        .collect();
    assert_eq!(seen, [("Example Platform", Verdict::Disputed)]);
}
