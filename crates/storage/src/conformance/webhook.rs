//! Where platforms are woken, and the messages that wake them.

use domain::{
    change::ChangeKind,
    entropy::SeededEntropy,
    id::{MessageId, SubscriberId},
    list::ListName,
    webhook::{Address, Because, Message, News, Progress, Webhook},
};

use super::{
    fixture::{announcement, publish, refused, second, with_case_of},
    platform::with_subscribers,
};
use crate::{Storage, Transaction, webhook::Behind};

const ONE: SubscriberId = SubscriberId::from_bytes([1; 16]);
const OTHER: SubscriberId = SubscriberId::from_bytes([2; 16]);

fn webhook(subscriber: SubscriberId) -> Webhook {
    Webhook {
        subscriber,
        address: Address::stored("https://hooks.example.com/reclaim?x=1").unwrap(),
        off: None,
        failing_since: None,
        previous_until: None,
        created_at: second(1),
    }
}

fn message(id: u8, subscriber: SubscriberId, due: i64) -> Message {
    Message {
        id: MessageId::from_bytes([id; 16]),
        subscriber,
        news: News::Advanced {
            list: ListName::exploitative(),
            number: 7,
        },
        progress: Progress::Pending,
        attempts: 0,
        next_attempt_at: Some(second(due)),
        created_at: second(i64::from(id)),
        last_attempt_at: None,
        outcome: None,
    }
}

/// Two platforms with webhooks.
async fn with_webhooks(storage: &dyn Storage) -> Box<dyn Transaction> {
    with_subscribers(storage, 2).await;
    let mut transaction = storage.begin().await.unwrap();
    for subscriber in [ONE, OTHER] {
        transaction.set_webhook(&webhook(subscriber)).await.unwrap();
    }
    transaction
}

async fn due(transaction: &mut dyn Transaction, failing: bool) -> Vec<Message> {
    transaction.due_messages(second(100), failing, 10).await.unwrap()
}

pub async fn a_webhook_reads_back_is_switched_and_removed(storage: &dyn Storage) {
    let mut transaction = with_webhooks(storage).await;
    let full = Webhook {
        address: Address::stored("https://example.com/").unwrap(),
        off: Some(Because::Gone),
        failing_since: Some(second(3)),
        previous_until: Some(second(4)),
        created_at: second(2),
        ..webhook(ONE)
    };
    transaction.set_webhook(&full).await.unwrap();
    assert_eq!(transaction.webhook(ONE).await.unwrap(), Some(full.clone()));
    transaction.switch_webhook(ONE, None).await.unwrap();
    transaction.set_webhook_failing(ONE, None).await.unwrap();
    let on = Webhook {
        off: None,
        failing_since: None,
        ..full
    };
    assert_eq!(transaction.webhook(ONE).await.unwrap(), Some(on));
    transaction.add_message(&message(1, ONE, 1)).await.unwrap();
    transaction.remove_webhook(ONE).await.unwrap();
    assert_eq!(transaction.webhook(ONE).await.unwrap(), None);
    assert_eq!(transaction.messages_to(ONE, 10).await.unwrap(), []);
    assert_eq!(transaction.webhook(OTHER).await.unwrap(), Some(webhook(OTHER)));
}

pub async fn a_webhook_needs_its_subscriber_and_a_message_its_webhook(storage: &dyn Storage) {
    with_subscribers(storage, 1).await;
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(
        refused(transaction.add_message(&message(1, ONE, 1)).await),
        "webhook_message_webhook_fk"
    );
    drop(transaction);
    let mut transaction = storage.begin().await.unwrap();
    let told = transaction.set_told(ONE, &ListName::exploitative(), 1).await;
    assert_eq!(refused(told), "webhook_told_webhook_fk");
    drop(transaction);
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(
        refused(transaction.set_webhook(&webhook(OTHER)).await),
        "webhook_subscriber_fk"
    );
}

pub async fn who_was_not_told_how_far_a_list_goes_is_behind(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 3).await;
    let additions: Vec<_> = items
        .iter()
        .map(|(item, entry)| announcement(ChangeKind::Add, entry, item))
        .collect();
    publish(storage, &additions, second(1)).await;
    let mut transaction = with_webhooks(storage).await;
    let list = ListName::exploitative();
    let behind = |subscriber| Behind {
        subscriber,
        list: list.clone(),
        number: 3,
    };
    let mut found = transaction.behind(10).await.unwrap();
    found.sort_by_key(|behind| behind.subscriber);
    assert_eq!(found, [behind(ONE), behind(OTHER)]);
    assert_eq!(transaction.behind(1).await.unwrap().len(), 1);

    transaction.set_told(ONE, &list, 2).await.unwrap();
    transaction.set_told(OTHER, &list, 3).await.unwrap();
    assert_eq!(transaction.behind(10).await.unwrap(), [behind(ONE)]);
    // While a message is under way there is no second one.
    let pending = message(1, ONE, 1);
    transaction.add_message(&pending).await.unwrap();
    assert_eq!(transaction.behind(10).await.unwrap(), []);
    let delivered = Message {
        progress: Progress::Delivered,
        next_attempt_at: None,
        ..pending
    };
    transaction.update_message(&delivered).await.unwrap();
    assert_eq!(transaction.behind(10).await.unwrap(), [behind(ONE)]);

    transaction
        .switch_webhook(ONE, Some(Because::Platform))
        .await
        .unwrap();
    assert_eq!(transaction.behind(10).await.unwrap(), []);
    transaction.switch_webhook(ONE, None).await.unwrap();
    transaction.set_suspended(ONE, true).await.unwrap();
    assert_eq!(transaction.behind(10).await.unwrap(), []);
    transaction.set_suspended(ONE, false).await.unwrap();
    transaction.set_lists(ONE, &[]).await.unwrap();
    assert_eq!(transaction.behind(10).await.unwrap(), []);
}

pub async fn a_message_reads_back_and_keeps_what_became_of_it(storage: &dyn Storage) {
    let mut transaction = with_webhooks(storage).await;
    let test = Message {
        news: News::Test,
        ..message(2, ONE, 5)
    };
    let first = message(1, ONE, 5);
    transaction.add_message(&first).await.unwrap();
    transaction.add_message(&test).await.unwrap();
    let tried = Message {
        attempts: 3,
        next_attempt_at: Some(second(50)),
        last_attempt_at: Some(second(9)),
        outcome: Some("503".to_owned()),
        ..first.clone()
    };
    transaction.update_message(&tried).await.unwrap();
    assert_eq!(transaction.message(first.id).await.unwrap(), Some(tried.clone()));
    assert_eq!(
        transaction.messages_to(ONE, 10).await.unwrap(),
        [test.clone(), tried]
    );
    assert_eq!(transaction.messages_to(ONE, 1).await.unwrap(), [test]);
    let unknown = MessageId::from_bytes([9; 16]);
    assert_eq!(transaction.message(unknown).await.unwrap(), None);
}

pub async fn messages_are_due_at_their_moment_and_while_someone_wants_them(storage: &dyn Storage) {
    let mut transaction = with_webhooks(storage).await;
    let (early, late) = (message(1, ONE, 5), message(2, OTHER, 3));
    for message in [&early, &late, &message(3, ONE, 101)] {
        transaction.add_message(message).await.unwrap();
    }
    let delivered = Message {
        progress: Progress::Delivered,
        next_attempt_at: None,
        ..message(4, ONE, 1)
    };
    transaction.add_message(&delivered).await.unwrap();
    assert_eq!(due(&mut *transaction, false).await, [late.clone(), early.clone()]);
    assert_eq!(due(&mut *transaction, true).await, []);
    transaction
        .set_webhook_failing(ONE, Some(second(1)))
        .await
        .unwrap();
    assert_eq!(due(&mut *transaction, false).await, [late]);
    assert_eq!(due(&mut *transaction, true).await, [early]);
    transaction
        .switch_webhook(OTHER, Some(Because::Unreachable))
        .await
        .unwrap();
    assert_eq!(due(&mut *transaction, false).await, []);
    transaction.set_suspended(ONE, true).await.unwrap();
    assert_eq!(due(&mut *transaction, true).await, []);
}

pub async fn what_waits_for_a_platform_is_brought_forward_and_never_put_back(storage: &dyn Storage) {
    let mut transaction = with_webhooks(storage).await;
    let refused = Message {
        attempts: 3,
        outcome: Some("400".to_owned()),
        ..message(4, ONE, 95)
    };
    let failed = Message {
        attempts: 3,
        outcome: Some("503".to_owned()),
        ..message(2, ONE, 90)
    };
    for message in [&message(1, ONE, 5), &failed, &message(3, OTHER, 90), &refused] {
        transaction.add_message(message).await.unwrap();
    }
    transaction.hasten_messages(ONE, second(50)).await.unwrap();
    let moments: Vec<_> = due(&mut *transaction, false)
        .await
        .into_iter()
        .map(|message| message.next_attempt_at.unwrap())
        .collect();
    assert_eq!(moments, [second(5), second(50), second(90), second(95)]);
    transaction.restart_messages(ONE, second(60)).await.unwrap();
    let restarted: Vec<_> = due(&mut *transaction, false)
        .await
        .into_iter()
        .map(|message| (message.next_attempt_at.unwrap(), message.attempts))
        .collect();
    assert_eq!(restarted[..3], [(second(60), 0); 3]);
    assert_eq!(restarted[3].0, second(90));
}

pub async fn messages_expire_by_their_age_unless_they_are_pending(storage: &dyn Storage) {
    let mut transaction = with_webhooks(storage).await;
    let over = |id| Message {
        progress: Progress::GivenUp,
        next_attempt_at: None,
        ..message(id, ONE, 1)
    };
    for message in [message(1, ONE, 5), over(2), over(3)] {
        transaction.add_message(&message).await.unwrap();
    }
    assert_eq!(transaction.expire_messages(second(3)).await.unwrap(), 1);
    assert_eq!(
        transaction.messages_to(ONE, 10).await.unwrap(),
        [over(3), message(1, ONE, 5)]
    );
}
