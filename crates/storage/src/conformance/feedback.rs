//! What subscribers say of entries.

use domain::{
    entropy::SeededEntropy,
    feedback::{Feedback, Verdict},
    id::{EntryId, SubscriberId},
    list::ListName,
    platform::{Profile, SuspendedBy},
    subscriber::{Group, Subscriber},
};

use super::fixture::{day, refused, second, with_case_of, with_list};
use crate::{Storage, feedback::VerdictCount};

async fn with_subscribers(storage: &dyn Storage) -> [SubscriberId; 2] {
    let ids = [1, 2].map(|byte| SubscriberId::from_bytes([byte; 16]));
    let mut transaction = storage.begin().await.unwrap();
    for (member, id) in (1000..).zip(ids) {
        let subscriber = Subscriber {
            id,
            member,
            name: format!("Platform {member}"),
            lists: vec![ListName::exploitative()],
            suspended: false,
            may_contribute: false,
            created_at: second(0),
        };
        transaction.add_subscriber(&subscriber).await.unwrap();
    }
    transaction.commit().await.unwrap();
    ids
}

fn feedback(entry: EntryId, subscriber: SubscriberId, verdict: Verdict, at: i64) -> Feedback {
    Feedback {
        list: ListName::exploitative(),
        entry,
        subscriber,
        verdict,
        reason: "none".to_owned(),
        matches: 1,
        answered: 0,
        given_at: second(at),
    }
}

pub async fn a_subscribers_last_word_on_an_entry_is_kept_and_the_same_word_again_changes_nothing(
    storage: &dyn Storage,
) {
    with_list(storage).await;
    let [one, other] = with_subscribers(storage).await;
    let entry = EntryId::from_bytes([7; 16]);
    let said = [
        (feedback(entry, one, Verdict::Matched, 1), true),
        (feedback(entry, other, Verdict::Disputed, 2), true),
        (feedback(entry, one, Verdict::Matched, 3), false),
        (feedback(entry, one, Verdict::Removed, 4), true),
        (
            feedback(EntryId::from_bytes([8; 16]), one, Verdict::Kept, 5),
            true,
        ),
    ];
    for (feedback, new) in &said {
        let mut transaction = storage.begin().await.unwrap();
        assert_eq!(transaction.give_feedback(feedback).await.unwrap(), *new);
        transaction.commit().await.unwrap();
    }
    let mut reader = storage.read().await.unwrap();
    let list = ListName::exploitative();
    assert_eq!(
        reader.feedback_on(&list, entry).await.unwrap(),
        [said[3].0.clone(), said[1].0.clone()]
    );
    assert_eq!(reader.feedback_on(&ListName::adult(), entry).await.unwrap(), []);
}

pub async fn more_matches_of_a_negative_word_are_kept_and_do_not_make_it_a_later_one(storage: &dyn Storage) {
    with_list(storage).await;
    let [one, other] = with_subscribers(storage).await;
    let (list, entry) = (ListName::exploitative(), EntryId::from_bytes([7; 16]));
    let said = |subscriber, verdict, matches, at| Feedback {
        matches,
        ..feedback(entry, subscriber, verdict, at)
    };
    let mut transaction = storage.begin().await.unwrap();
    for (matches, at) in [(1, 1), (2, 5)] {
        for word in [
            said(one, Verdict::Disputed, matches, at),
            said(other, Verdict::Matched, matches, at),
        ] {
            assert!(transaction.give_feedback(&word).await.unwrap());
        }
    }
    let kept = transaction.feedback_on(&list, entry).await.unwrap();
    let expected = [
        said(one, Verdict::Disputed, 2, 1),
        said(other, Verdict::Matched, 2, 5),
    ];
    assert_eq!(kept, expected);
    for word in [
        said(one, Verdict::Kept, 2, 6),
        Feedback {
            reason: "lawful-content".to_owned(),
            ..said(one, Verdict::Kept, 2, 7)
        },
    ] {
        assert!(transaction.give_feedback(&word).await.unwrap());
        let kept = transaction.feedback_on(&list, entry).await.unwrap();
        assert_eq!(kept[0], word, "another opinion is a later one");
    }
}

pub async fn matches_are_answered_and_the_last_answer_is_taken_back(storage: &dyn Storage) {
    with_list(storage).await;
    let [one, other] = with_subscribers(storage).await;
    let (list, entry) = (ListName::exploitative(), EntryId::from_bytes([7; 16]));
    let said = |subscriber, matches, answered| Feedback {
        matches,
        answered,
        ..feedback(entry, subscriber, Verdict::Matched, 1)
    };
    let elsewhere = feedback(EntryId::from_bytes([8; 16]), one, Verdict::Matched, 1);
    let mut transaction = storage.begin().await.unwrap();
    for word in [said(one, 600, 0), elsewhere.clone()] {
        transaction.give_feedback(&word).await.unwrap();
    }
    transaction.answer_feedback(&list, entry).await.unwrap();
    for word in [said(one, 601, 0), said(other, 500, 0)] {
        assert!(transaction.give_feedback(&word).await.unwrap());
    }
    let kept = transaction.feedback_on(&list, entry).await.unwrap();
    assert_eq!(kept, [said(one, 601, 600), said(other, 500, 0)]);
    transaction.answer_feedback(&list, entry).await.unwrap();
    let kept = transaction.feedback_on(&list, entry).await.unwrap();
    assert_eq!(kept, [said(one, 601, 601), said(other, 500, 500)]);
    transaction.reopen_feedback(&list, entry).await.unwrap();
    let kept = transaction.feedback_on(&list, entry).await.unwrap();
    assert_eq!(kept, [said(one, 601, 600), said(other, 500, 0)]);
    let own = transaction.feedback_of(one, &list, &[entry]).await.unwrap();
    assert_eq!(own, kept[..1]);
    let untouched = transaction.feedback_on(&list, elsewhere.entry).await.unwrap();
    assert_eq!(untouched, [elsewhere]);
}

pub async fn the_words_of_those_whom_staff_suspended_are_kept_and_do_not_count(storage: &dyn Storage) {
    with_list(storage).await;
    let [one, other] = with_subscribers(storage).await;
    let (list, entry) = (ListName::exploitative(), EntryId::from_bytes([7; 16]));
    let words = [one, other].map(|subscriber| feedback(entry, subscriber, Verdict::Disputed, 1));
    let mut transaction = storage.begin().await.unwrap();
    for word in &words {
        transaction.give_feedback(word).await.unwrap();
    }
    for (suspended, by, counted) in [
        (true, Some(SuspendedBy::Staff), 1..2),
        (true, Some(SuspendedBy::Platform), 0..2),
        (true, None, 1..2),
        (false, None, 0..2),
    ] {
        transaction.set_suspended(one, suspended).await.unwrap();
        let profile = Profile {
            suspended_by: by,
            ..Profile::unknown(one, vec![list.clone()])
        };
        transaction.set_profile(&profile).await.unwrap();
        let counting = transaction.counted_feedback_on(&list, entry).await.unwrap();
        let counting: Vec<_> = counting.into_iter().map(|counted| counted.word).collect();
        assert_eq!(counting, words[counted], "{by:?}");
    }
    assert_eq!(transaction.feedback_on(&list, entry).await.unwrap(), words);
}

pub async fn a_word_that_counts_is_told_with_whom_its_subscriber_acts(storage: &dyn Storage) {
    with_list(storage).await;
    let [one, other] = with_subscribers(storage).await;
    let (list, entry) = (ListName::exploitative(), EntryId::from_bytes([7; 16]));
    let mut transaction = storage.begin().await.unwrap();
    for subscriber in [one, other] {
        let word = feedback(entry, subscriber, Verdict::Disputed, 1);
        transaction.give_feedback(&word).await.unwrap();
    }
    let acme = Group::parse("Acme").unwrap();
    let [first, second] = [1000, 1001].map(|member| Group::of_name(&format!("Platform {member}")));
    for (group, expected) in [(None, &first), (Some(&acme), &acme), (None, &first)] {
        transaction.set_group(one, group).await.unwrap();
        let counting = transaction.counted_feedback_on(&list, entry).await.unwrap();
        let groups: Vec<_> = counting.iter().map(|counted| &counted.group).collect();
        assert_eq!(groups, [expected, &second]);
    }
}

pub async fn feedback_needs_its_subscriber(storage: &dyn Storage) {
    with_list(storage).await;
    let stray = feedback(
        EntryId::from_bytes([7; 16]),
        SubscriberId::from_bytes([1; 16]),
        Verdict::Matched,
        1,
    );
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(
        refused(transaction.give_feedback(&stray).await),
        "feedback_subscriber_fk"
    );
}

pub async fn a_case_counts_who_said_what_of_each_entry(storage: &dyn Storage) {
    let (case, items) = with_case_of(storage, &SeededEntropy::new(1), 2).await;
    let [one, other] = with_subscribers(storage).await;
    let entries = [items[0].1.id, items[1].1.id];
    let mut transaction = storage.begin().await.unwrap();
    for said in [
        feedback(entries[0], one, Verdict::Removed, 1),
        feedback(entries[1], one, Verdict::Removed, 1),
        feedback(entries[1], other, Verdict::Removed, 1),
        feedback(entries[0], other, Verdict::Matched, 1),
        feedback(EntryId::from_bytes([8; 16]), other, Verdict::Disputed, 1),
    ] {
        transaction.give_feedback(&said).await.unwrap();
    }
    let mut counted = transaction.verdicts_of_case(case.id).await.unwrap();
    counted.sort();
    let count = |entry, verdict, count| VerdictCount {
        entry,
        verdict,
        count,
    };
    let mut expected = [
        count(entries[0], Verdict::Removed, 1),
        count(entries[0], Verdict::Matched, 1),
        count(entries[1], Verdict::Removed, 2),
    ];
    expected.sort();
    assert_eq!(counted, expected);
}

pub async fn a_case_does_not_count_who_has_something_else(storage: &dyn Storage) {
    let (case, items) = with_case_of(storage, &SeededEntropy::new(1), 1).await;
    let [one, other] = with_subscribers(storage).await;
    let entry = items[0].1.id;
    let said = |subscriber, verdict, reason: &str| Feedback {
        reason: reason.to_owned(),
        ..feedback(entry, subscriber, verdict, 1)
    };
    let mut transaction = storage.begin().await.unwrap();
    for word in [
        said(one, Verdict::Kept, "different-content"),
        said(other, Verdict::Kept, "lawful-content"),
    ] {
        transaction.give_feedback(&word).await.unwrap();
    }
    let kept = VerdictCount {
        entry,
        verdict: Verdict::Kept,
        count: 1,
    };
    assert_eq!(transaction.verdicts_of_case(case.id).await.unwrap(), [kept]);
    let disputed = said(other, Verdict::Disputed, "different-content");
    transaction.give_feedback(&disputed).await.unwrap();
    assert_eq!(transaction.verdicts_of_case(case.id).await.unwrap(), []);
}

pub async fn feedback_expires_by_its_age(storage: &dyn Storage) {
    with_list(storage).await;
    let [one, other] = with_subscribers(storage).await;
    let entry = EntryId::from_bytes([7; 16]);
    let mut transaction = storage.begin().await.unwrap();
    for (subscriber, at) in [(one, 9), (other, 10)] {
        let said = feedback(entry, subscriber, Verdict::Matched, at);
        transaction.give_feedback(&said).await.unwrap();
    }
    assert_eq!(transaction.expire_feedback(second(10)).await.unwrap(), 1);
    let left = transaction
        .feedback_on(&ListName::exploitative(), entry)
        .await
        .unwrap();
    assert_eq!(left, [feedback(entry, other, Verdict::Matched, 10)]);
}

pub async fn what_is_said_again_is_no_news_and_is_kept_as_long_after_it(storage: &dyn Storage) {
    with_list(storage).await;
    let [one, other] = with_subscribers(storage).await;
    let (list, entry) = (ListName::exploitative(), EntryId::from_bytes([7; 16]));
    let said = |subscriber, verdict, matches, at| Feedback {
        matches,
        given_at: day(at),
        ..feedback(entry, subscriber, verdict, 0)
    };
    let mut transaction = storage.begin().await.unwrap();
    let first = [
        said(one, Verdict::Disputed, 1, 0),
        said(other, Verdict::Matched, 1, 0),
    ];
    for word in &first {
        assert!(transaction.give_feedback(word).await.unwrap());
        let again = Feedback {
            given_at: day(2),
            ..word.clone()
        };
        assert!(!transaction.give_feedback(&again).await.unwrap(), "{word:?}");
    }
    assert_eq!(transaction.expire_feedback(day(1)).await.unwrap(), 0);
    assert_eq!(transaction.feedback_on(&list, entry).await.unwrap(), first);

    let more = said(one, Verdict::Disputed, 2, 4);
    assert!(transaction.give_feedback(&more).await.unwrap());
    assert_eq!(transaction.expire_feedback(day(3)).await.unwrap(), 1);
    let left = transaction.feedback_on(&list, entry).await.unwrap();
    assert_eq!(left, [said(one, Verdict::Disputed, 2, 0)]);
    assert_eq!(transaction.expire_feedback(day(5)).await.unwrap(), 1);
}
