//! What people of platforms prove themselves with besides passphrase and app.

use domain::account::{AccountPasskey, AccountSession};

use super::{
    account::account,
    fixture::{refused, second},
    platform::with_subscribers,
};
use crate::Storage;

/// Two people of one platform.
async fn with_people(storage: &dyn Storage) {
    with_subscribers(storage, 1).await;
    let mut transaction = storage.begin().await.unwrap();
    for number in [1, 2] {
        transaction.add_account(&account(number)).await.unwrap();
    }
    transaction.commit().await.unwrap();
}

fn passkey(id: u8, owner: u8, at: i64) -> AccountPasskey {
    AccountPasskey {
        id: vec![id; 20],
        account: account(owner).id,
        label: format!("key {id}"),
        credential: r#"{"counter":0}"#.to_owned(),
        created_at: second(at),
        last_used_at: None,
    }
}

pub async fn a_passkey_of_a_platform_opens_one_account_and_is_kept_as_it_was_last_used(
    storage: &dyn Storage,
) {
    with_people(storage).await;
    let (ada, ben) = (account(1).id, account(2).id);
    let mut transaction = storage.begin().await.unwrap();
    for new in [passkey(2, 1, 20), passkey(1, 1, 10), passkey(3, 2, 10)] {
        transaction.add_account_passkey(&new).await.unwrap();
    }
    transaction
        .use_account_passkey(&[1; 20], r#"{"counter":1}"#, second(30))
        .await
        .unwrap();
    transaction.commit().await.unwrap();

    let mut transaction = storage.begin().await.unwrap();
    let used = AccountPasskey {
        credential: r#"{"counter":1}"#.to_owned(),
        last_used_at: Some(second(30)),
        ..passkey(1, 1, 10)
    };
    assert_eq!(
        transaction.passkeys_of_account(ada).await.unwrap(),
        [used.clone(), passkey(2, 1, 20)]
    );
    assert_eq!(
        transaction.find_account_passkey(&[1; 20]).await.unwrap(),
        Some(used)
    );
    assert_eq!(transaction.find_account_passkey(&[9; 20]).await.unwrap(), None);
    assert!(!transaction.remove_account_passkey(ben, &[1; 20]).await.unwrap());
    assert!(transaction.remove_account_passkey(ada, &[1; 20]).await.unwrap());
    assert_eq!(transaction.find_account_passkey(&[1; 20]).await.unwrap(), None);
    let taken = transaction.add_account_passkey(&passkey(2, 2, 40)).await;
    assert_eq!(refused(taken), "platform_passkey_pk");
    drop(transaction);
    let mut transaction = storage.begin().await.unwrap();
    let stranger = transaction.add_account_passkey(&passkey(4, 9, 40)).await;
    assert_eq!(refused(stranger), "platform_passkey_account_fk");
}

pub async fn codes_on_paper_of_a_platform_are_used_up_and_replaced(storage: &dyn Storage) {
    with_people(storage).await;
    let (ada, ben) = (account(1).id, account(2).id);
    let mut transaction = storage.begin().await.unwrap();
    transaction
        .set_account_recovery_codes(ada, &[[1; 32], [2; 32]])
        .await
        .unwrap();
    for (owner, code, may) in [(ben, 1, false), (ada, 1, true), (ada, 1, false)] {
        let used = transaction.use_account_recovery_code(owner, &[code; 32]).await;
        assert_eq!(used.unwrap(), may, "{code}");
    }
    assert_eq!(transaction.count_account_recovery_codes(ada).await.unwrap(), 1);
    transaction
        .set_account_recovery_codes(ada, &[[3; 32]])
        .await
        .unwrap();
    for (code, may) in [(2, false), (3, true)] {
        let used = transaction.use_account_recovery_code(ada, &[code; 32]).await;
        assert_eq!(used.unwrap(), may, "{code}");
    }
    assert_eq!(transaction.count_account_recovery_codes(ada).await.unwrap(), 0);
}

pub async fn a_platforms_session_is_confirmed_and_the_others_end(storage: &dyn Storage) {
    with_people(storage).await;
    let session = |token, owner, confirmed| AccountSession {
        token_digest: [token; 32],
        account: account(owner).id,
        created_at: second(10),
        last_used_at: second(10),
        confirmed_at: second(confirmed),
        refused_before: None,
    };
    let mut transaction = storage.begin().await.unwrap();
    for session in [session(1, 1, 10), session(2, 1, 10), session(3, 2, 10)] {
        transaction.add_account_session(&session).await.unwrap();
    }
    for (renewed, was_there) in [(4, true), (5, false)] {
        let confirmed = transaction
            .confirm_account_session(&[1; 32], &[renewed; 32], second(20))
            .await;
        assert_eq!(confirmed.unwrap(), was_there);
    }
    transaction
        .end_other_account_sessions(account(1).id, &[4; 32])
        .await
        .unwrap();
    let renewed = AccountSession {
        last_used_at: second(20),
        ..session(4, 1, 20)
    };
    for (token, kept) in [
        (1, None),
        (2, None),
        (4, Some(renewed)),
        (3, Some(session(3, 2, 10))),
    ] {
        let found = transaction.find_account_session(&[token; 32]).await.unwrap();
        assert_eq!(found, kept, "{token}");
    }
}
