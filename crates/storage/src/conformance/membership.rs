//! How members of staff get their accounts, and what they prove themselves with.

use domain::{
    audit::Agent,
    id::StaffId,
    membership::{Invitation, Passkey},
    staff::{Means, Role, Session, Staff},
};

use super::fixture::{refused, second};
use crate::Storage;

const ADA: StaffId = StaffId::from_bytes([1; 16]);
const BEN: StaffId = StaffId::from_bytes([2; 16]);

async fn with_staff(storage: &dyn Storage) {
    let mut transaction = storage.begin().await.unwrap();
    for (id, name) in [(ADA, "Ada"), (BEN, "Ben")] {
        let staff = Staff {
            id,
            name: name.to_owned(),
            role: Role::Admin,
            passphrase_verifier: "$argon2id$".to_owned(),
            key_generation: 1,
            failed_attempts: 0,
            next_attempt_at: None,
            ended_at: None,
        };
        transaction.add_staff(&staff, second(0)).await.unwrap();
    }
    transaction.commit().await.unwrap();
}

fn invitation(token: u8, name: &str, at: i64) -> Invitation {
    Invitation {
        token_digest: [token; 32],
        name: name.to_owned(),
        role: Role::Lead,
        staff: None,
        invited_by: Agent::Staff(ADA),
        created_at: second(at),
        expires_at: second(at + 100),
    }
}

fn passkey(id: u8, staff: StaffId, at: i64) -> Passkey {
    Passkey {
        id: vec![id; 20],
        staff,
        label: "Ω key".to_owned(),
        credential: "{}".to_owned(),
        created_at: second(at),
        last_used_at: None,
    }
}

pub async fn an_invitation_is_found_by_its_token_and_taken_up_once(storage: &dyn Storage) {
    with_staff(storage).await;
    let (new, anew) = (
        invitation(1, "Robin", 10),
        Invitation {
            staff: Some(BEN),
            invited_by: Agent::Operator,
            ..invitation(2, "Ben", 20)
        },
    );
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_staff_invitation(&new).await.unwrap();
    transaction.add_staff_invitation(&anew).await.unwrap();
    assert_eq!(
        transaction
            .find_staff_invitation(&[1; 32])
            .await
            .unwrap()
            .as_ref(),
        Some(&new)
    );
    assert_eq!(transaction.find_staff_invitation(&[3; 32]).await.unwrap(), None);
    assert_eq!(transaction.invitations().await.unwrap(), [anew, new]);
    assert!(transaction.remove_staff_invitation(&[1; 32]).await.unwrap());
    assert!(!transaction.remove_staff_invitation(&[1; 32]).await.unwrap());
    assert_eq!(transaction.find_staff_invitation(&[1; 32]).await.unwrap(), None);
}

pub async fn one_name_is_invited_once(storage: &dyn Storage) {
    let mut transaction = storage.begin().await.unwrap();
    transaction
        .add_staff_invitation(&invitation(1, "Robin", 10))
        .await
        .unwrap();
    let again = transaction
        .add_staff_invitation(&invitation(2, "Robin", 20))
        .await;
    assert_eq!(refused(again), "staff_invitation_name_unique");
}

pub async fn invitations_expire_at_their_time(storage: &dyn Storage) {
    let mut transaction = storage.begin().await.unwrap();
    for (token, name, at) in [(1, "Robin", 10), (2, "Sam", 11)] {
        transaction
            .add_staff_invitation(&invitation(token, name, at))
            .await
            .unwrap();
    }
    assert_eq!(
        transaction.expire_staff_invitations(second(110)).await.unwrap(),
        1
    );
    assert!(
        transaction
            .find_staff_invitation(&[2; 32])
            .await
            .unwrap()
            .is_some()
    );
}

pub async fn an_account_ends_and_opens_again(storage: &dyn Storage) {
    with_staff(storage).await;
    for at in [Some(second(50)), None] {
        let mut transaction = storage.begin().await.unwrap();
        transaction.set_staff_ended(ADA, at).await.unwrap();
        transaction.commit().await.unwrap();
        let mut reader = storage.read().await.unwrap();
        assert_eq!(reader.lookup_staff(ADA).await.unwrap().unwrap().ended_at, at);
        assert_eq!(reader.lookup_staff(BEN).await.unwrap().unwrap().ended_at, None);
    }
}

pub async fn a_passkey_opens_one_account_and_is_kept_as_it_was_last_used(storage: &dyn Storage) {
    with_staff(storage).await;
    let mut transaction = storage.begin().await.unwrap();
    for new in [passkey(2, ADA, 20), passkey(1, ADA, 10), passkey(3, BEN, 10)] {
        transaction.add_passkey(&new).await.unwrap();
    }
    transaction
        .use_passkey(&[1; 20], r#"{"counter":1}"#, second(30))
        .await
        .unwrap();
    transaction.commit().await.unwrap();

    let mut transaction = storage.begin().await.unwrap();
    let used = Passkey {
        credential: r#"{"counter":1}"#.to_owned(),
        last_used_at: Some(second(30)),
        ..passkey(1, ADA, 10)
    };
    assert_eq!(
        transaction.passkeys_of(ADA).await.unwrap(),
        [used.clone(), passkey(2, ADA, 20)]
    );
    assert_eq!(transaction.find_passkey(&[1; 20]).await.unwrap(), Some(used));
    assert_eq!(transaction.find_passkey(&[9; 20]).await.unwrap(), None);
    assert!(!transaction.remove_passkey(BEN, &[1; 20]).await.unwrap());
    assert!(transaction.remove_passkey(ADA, &[1; 20]).await.unwrap());
    assert_eq!(transaction.find_passkey(&[1; 20]).await.unwrap(), None);
    let taken = transaction.add_passkey(&passkey(2, BEN, 40)).await;
    assert_eq!(refused(taken), "staff_passkey_pk");
}

pub async fn codes_on_paper_are_used_up_and_replaced(storage: &dyn Storage) {
    with_staff(storage).await;
    let mut transaction = storage.begin().await.unwrap();
    transaction
        .set_recovery_codes(ADA, &[[1; 32], [2; 32]])
        .await
        .unwrap();
    assert!(!transaction.use_recovery_code(BEN, &[1; 32]).await.unwrap());
    assert!(transaction.use_recovery_code(ADA, &[1; 32]).await.unwrap());
    assert!(!transaction.use_recovery_code(ADA, &[1; 32]).await.unwrap());
    assert_eq!(transaction.count_recovery_codes(ADA).await.unwrap(), 1);
    transaction.set_recovery_codes(ADA, &[[3; 32]]).await.unwrap();
    assert!(!transaction.use_recovery_code(ADA, &[2; 32]).await.unwrap());
    assert!(transaction.use_recovery_code(ADA, &[3; 32]).await.unwrap());
    assert_eq!(transaction.count_recovery_codes(ADA).await.unwrap(), 0);
}

pub async fn a_ceremony_is_good_once(storage: &dyn Storage) {
    let mut transaction = storage.begin().await.unwrap();
    assert!(transaction.use_ceremony(&[1; 32], second(100)).await.unwrap());
    assert!(!transaction.use_ceremony(&[1; 32], second(100)).await.unwrap());
    assert!(transaction.use_ceremony(&[2; 32], second(101)).await.unwrap());
    assert_eq!(transaction.expire_ceremonies(second(100)).await.unwrap(), 1);
    assert!(!transaction.use_ceremony(&[2; 32], second(101)).await.unwrap());
}

pub async fn someones_sessions_are_listed_confirmed_and_ended_except_for_one(storage: &dyn Storage) {
    with_staff(storage).await;
    let session = |token: u8, staff, at| Session {
        token_digest: [token; 32],
        staff,
        created_at: second(at),
        last_used_at: second(at),
        confirmed_at: second(at),
        means: Means::Passkey,
        refused_before: None,
    };
    let mut transaction = storage.begin().await.unwrap();
    for one in [session(1, ADA, 10), session(2, ADA, 20), session(3, BEN, 10)] {
        transaction.add_session(&one).await.unwrap();
    }
    let confirms = transaction.confirm_session(&[1; 32], &[4; 32], second(30)).await;
    assert!(confirms.unwrap());
    let again = transaction.confirm_session(&[1; 32], &[5; 32], second(31)).await;
    assert!(!again.unwrap(), "the token before it is good no more");
    let confirmed = Session {
        token_digest: [4; 32],
        last_used_at: second(30),
        confirmed_at: second(30),
        ..session(1, ADA, 10)
    };
    assert_eq!(
        transaction.sessions_of(ADA).await.unwrap(),
        [session(2, ADA, 20), confirmed.clone()]
    );
    assert_eq!(transaction.end_sessions_of(ADA, Some(&[4; 32])).await.unwrap(), 1);
    assert_eq!(transaction.sessions_of(ADA).await.unwrap(), [confirmed]);
    assert_eq!(transaction.end_sessions_of(ADA, None).await.unwrap(), 1);
    assert_eq!(transaction.sessions_of(BEN).await.unwrap(), [session(3, BEN, 10)]);
}
