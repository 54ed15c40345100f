//! People who sign in for platforms.

use domain::{
    account::{Account, AccountSession, Invitation},
    id::{AccountId, SubscriberId},
    staff::Refused,
};

use super::{
    fixture::{refused, second},
    platform::with_subscribers,
};
use crate::Storage;

const PLATFORM: SubscriberId = SubscriberId::from_bytes([1; 16]);

pub(super) fn account(number: u8) -> Account {
    Account {
        id: AccountId::from_bytes([number; 16]),
        subscriber: PLATFORM,
        name: format!("person {number}"),
        passphrase_verifier: "$argon2id$".to_owned(),
        key_generation: 1,
        confirmed: false,
        failed_attempts: 0,
        next_attempt_at: None,
        created_at: second(1),
    }
}

pub async fn an_account_is_found_by_name_and_by_id_and_keeps_what_changes(storage: &dyn Storage) {
    with_subscribers(storage, 1).await;
    let mut transaction = storage.begin().await.unwrap();
    let first = account(1);
    transaction.add_account(&first).await.unwrap();
    assert_eq!(
        transaction.find_account_by_name("person 1").await.unwrap(),
        Some(first.clone())
    );
    assert_eq!(transaction.find_account_by_name("nobody").await.unwrap(), None);
    transaction
        .set_account_attempts(first.id, 4, Some(second(9)))
        .await
        .unwrap();
    transaction
        .set_account_verifier(first.id, "$argon2id$new", 2)
        .await
        .unwrap();
    transaction.confirm_account(first.id).await.unwrap();
    let changed = Account {
        passphrase_verifier: "$argon2id$new".to_owned(),
        key_generation: 2,
        confirmed: true,
        failed_attempts: 4,
        next_attempt_at: Some(second(9)),
        ..first.clone()
    };
    assert_eq!(transaction.lookup_account(first.id).await.unwrap(), Some(changed));
}

pub async fn of_two_tries_at_an_account_at_once_one_is_counted(storage: &dyn Storage) {
    with_subscribers(storage, 1).await;
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_account(&account(1)).await.unwrap();
    let (none, id) = (account(1), account(1).id);
    let mut attempt = async |seen: &Account, failed, next| {
        let counted = transaction
            .count_account_attempt(seen, failed, second(next))
            .await;
        let now = transaction.lookup_account(id).await.unwrap().unwrap();
        (counted.unwrap(), now)
    };
    let (counted, first) = attempt(&none, 1, 10).await;
    assert!(counted);
    assert!(!attempt(&none, 1, 10).await.0, "both had seen none before");
    assert!(attempt(&first, 1, 90).await.0, "those before are forgotten");
    let (counted, now) = attempt(&first, 1, 90).await;
    assert!(!counted, "for one of them");
    assert_eq!((now.failed_attempts, now.next_attempt_at), (1, Some(second(90))));
    assert!(attempt(&now, 2, 100).await.0);
}

pub async fn a_try_that_was_counted_is_taken_back(storage: &dyn Storage) {
    with_subscribers(storage, 1).await;
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_account(&account(1)).await.unwrap();
    let id = account(1).id;
    let one = account(1);
    let counted = transaction.count_account_attempt(&one, 1, second(20));
    assert!(counted.await.unwrap());
    transaction.take_back_account_attempt(id, 1).await.unwrap();
    transaction.take_back_account_attempt(id, 1).await.unwrap();
    for (failed, next) in [(1, 20), (2, 40)] {
        let seen = transaction.lookup_account(id).await.unwrap().unwrap();
        let counted = transaction.count_account_attempt(&seen, failed, second(next));
        assert!(counted.await.unwrap(), "as if it had not been");
    }
    transaction.take_back_account_attempt(id, 1).await.unwrap();
    let after = transaction.lookup_account(id).await.unwrap().unwrap();
    let other_stands = (after.failed_attempts, after.next_attempt_at);
    assert_eq!(other_stands, (1, Some(second(40))));
}

pub async fn refused_tries_at_an_account_are_counted_and_one_of_a_while_is_recorded(storage: &dyn Storage) {
    with_subscribers(storage, 1).await;
    let mut transaction = storage.begin().await.unwrap();
    for number in [1, 2] {
        transaction.add_account(&account(number)).await.unwrap();
    }
    let (id, other, hour) = (account(1).id, account(2).id, 3_600);
    assert_eq!(transaction.account_refused(id).await.unwrap(), None);
    for (at, recorded) in [(10_000, true), (13_599, false), (13_600, true)] {
        let due = transaction
            .count_account_refusal(id, second(at), second(at - hour))
            .await;
        assert_eq!(due.unwrap(), recorded, "{at}");
    }
    let refused = Refused {
        times: 3,
        last_at: second(13_600),
    };
    assert_eq!(transaction.account_refused(id).await.unwrap(), Some(refused));
    assert_eq!(transaction.account_refused(other).await.unwrap(), None);
    transaction.forget_account_refused(id).await.unwrap();
    assert_eq!(transaction.account_refused(id).await.unwrap(), None);
    let due = transaction.count_account_refusal(id, second(13_700), second(13_700 - hour));
    assert!(!due.await.unwrap(), "signing in makes no room for another line");
}

pub async fn the_accounts_of_a_platform_are_told_and_removed_with_their_sessions(storage: &dyn Storage) {
    with_subscribers(storage, 1).await;
    let mut transaction = storage.begin().await.unwrap();
    for number in [2, 1] {
        transaction.add_account(&account(number)).await.unwrap();
    }
    let session = |byte, created| AccountSession {
        token_digest: [byte; 32],
        account: account(1).id,
        created_at: second(created),
        last_used_at: second(created),
        confirmed_at: second(created),
        refused_before: None,
    };
    for session in [session(1, 10), session(2, 20)] {
        transaction.add_account_session(&session).await.unwrap();
    }
    let names = async |transaction: &mut dyn crate::Transaction| {
        let accounts = transaction.accounts_of(PLATFORM).await.unwrap();
        accounts
            .into_iter()
            .map(|account| account.name)
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&mut *transaction).await, ["person 1", "person 2"]);
    let sessions = transaction.account_sessions_of(account(1).id).await.unwrap();
    assert_eq!(sessions, [session(2, 20), session(1, 10)]);
    transaction.remove_account(account(1).id).await.unwrap();
    transaction.remove_account(account(1).id).await.unwrap();
    assert_eq!(names(&mut *transaction).await, ["person 2"]);
    assert_eq!(transaction.find_account_session(&[1; 32]).await.unwrap(), None);
}

pub async fn an_account_needs_its_platform_and_a_name_of_its_own(storage: &dyn Storage) {
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(
        refused(transaction.add_account(&account(1)).await),
        "platform_account_subscriber_fk"
    );
    drop(transaction);
    with_subscribers(storage, 1).await;
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_account(&account(1)).await.unwrap();
    let same_name = Account {
        name: "person 1".to_owned(),
        ..account(2)
    };
    assert_eq!(
        refused(transaction.add_account(&same_name).await),
        "platform_account_name_unique"
    );
}

pub async fn accounts_that_nobody_used_make_way(storage: &dyn Storage) {
    with_subscribers(storage, 1).await;
    let mut transaction = storage.begin().await.unwrap();
    for number in [1, 2] {
        transaction.add_account(&account(number)).await.unwrap();
    }
    transaction.confirm_account(account(1).id).await.unwrap();
    let removed = transaction.remove_unconfirmed_accounts(PLATFORM).await.unwrap();
    assert_eq!(removed, [account(2).id]);
    assert!(transaction.lookup_account(account(1).id).await.unwrap().is_some());
    assert_eq!(transaction.lookup_account(account(2).id).await.unwrap(), None);
}

pub async fn a_code_of_an_account_is_used_once(storage: &dyn Storage) {
    with_subscribers(storage, 1).await;
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_account(&account(1)).await.unwrap();
    for (step, may) in [(100, true), (100, false), (99, false), (101, true)] {
        let used = transaction.use_account_step(account(1).id, step).await.unwrap();
        assert_eq!(used, may, "{step}");
    }
}

pub async fn a_platforms_session_is_found_touched_ended_and_expires(storage: &dyn Storage) {
    with_subscribers(storage, 1).await;
    let session = |byte, created, used| AccountSession {
        token_digest: [byte; 32],
        account: account(1).id,
        created_at: second(created),
        last_used_at: second(used),
        confirmed_at: second(created),
        refused_before: Some(Refused {
            times: 2,
            last_at: second(1),
        }),
    };
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(
        refused(transaction.add_account_session(&session(1, 1, 1)).await),
        "platform_session_account_fk"
    );
    drop(transaction);
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_account(&account(1)).await.unwrap();
    for session in [session(1, 10, 10), session(2, 5, 20), session(3, 10, 5)] {
        transaction.add_account_session(&session).await.unwrap();
    }
    transaction
        .touch_account_session(&[1; 32], second(11))
        .await
        .unwrap();
    assert_eq!(
        transaction.find_account_session(&[1; 32]).await.unwrap(),
        Some(session(1, 10, 11))
    );
    let expired = transaction
        .expire_account_sessions(second(6), second(6), second(0))
        .await
        .unwrap();
    assert_eq!(expired, 2);
    transaction.end_account_session(&[1; 32]).await.unwrap();
    assert_eq!(transaction.find_account_session(&[1; 32]).await.unwrap(), None);
}

pub async fn an_invitation_is_found_until_it_ends(storage: &dyn Storage) {
    with_subscribers(storage, 1).await;
    let invitation = |byte, expires| Invitation {
        code_digest: [byte; 32],
        subscriber: PLATFORM,
        expires_at: second(expires),
    };
    let mut transaction = storage.begin().await.unwrap();
    for invitation in [invitation(1, 10), invitation(2, 20)] {
        transaction.add_invitation(&invitation).await.unwrap();
    }
    assert_eq!(
        transaction.find_invitation(&[2; 32]).await.unwrap(),
        Some(invitation(2, 20))
    );
    let expired = transaction
        .expire_account_sessions(second(0), second(0), second(15))
        .await
        .unwrap();
    assert_eq!(expired, 1);
    assert_eq!(transaction.find_invitation(&[1; 32]).await.unwrap(), None);
    transaction.end_invitations(PLATFORM).await.unwrap();
    assert_eq!(transaction.find_invitation(&[2; 32]).await.unwrap(), None);
}
