//! Staff and their sessions.

use domain::{
    entropy::SeededEntropy,
    id::StaffId,
    staff::{Means, Refused, Role, Session, Staff},
};

use super::fixture::{refused, second};
use crate::Storage;

fn member(name: &str, role: Role) -> Staff {
    Staff {
        id: StaffId::draw(&SeededEntropy::new(name.len() as u64)),
        name: name.to_owned(),
        role,
        passphrase_verifier: "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$dmVyaWZpZXI".to_owned(),
        key_generation: 1,
        failed_attempts: 0,
        next_attempt_at: None,
        ended_at: None,
    }
}

fn session(token: u8, staff: &Staff, created: i64, used: i64) -> Session {
    Session {
        token_digest: [token; 32],
        staff: staff.id,
        created_at: second(created),
        last_used_at: second(used),
        confirmed_at: second(created),
        means: Means::Passphrase,
        refused_before: None,
    }
}

async fn with_member(storage: &dyn Storage) -> Staff {
    let ada = member("Ada", Role::Lead);
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_staff(&ada, second(0)).await.unwrap();
    transaction.commit().await.unwrap();
    ada
}

pub async fn a_member_of_staff_is_found_by_name_and_by_id(storage: &dyn Storage) {
    let roles = [Role::Reviewer, Role::Lead, Role::Admin, Role::Auditor];
    let staff: Vec<_> = ["Al", "Ada", "Anna", "Zoë Ω"]
        .into_iter()
        .zip(roles)
        .map(|(n, r)| member(n, r))
        .collect();
    let mut transaction = storage.begin().await.unwrap();
    for member in &staff {
        transaction.add_staff(member, second(0)).await.unwrap();
    }
    transaction.commit().await.unwrap();

    let mut reader = storage.read().await.unwrap();
    assert_eq!(reader.count_staff().await.unwrap(), 4);
    for member in staff {
        assert_eq!(
            reader.find_staff_by_name(&member.name).await.unwrap().as_ref(),
            Some(&member)
        );
        assert_eq!(reader.lookup_staff(member.id).await.unwrap(), Some(member));
    }
}

pub async fn an_unknown_member_of_staff_is_none_and_no_error(storage: &dyn Storage) {
    let mut reader = storage.read().await.unwrap();
    assert_eq!(reader.count_staff().await.unwrap(), 0);
    assert_eq!(reader.find_staff_by_name("Ada").await.unwrap(), None);
    assert_eq!(
        reader.lookup_staff(StaffId::from_bytes([1; 16])).await.unwrap(),
        None
    );
    assert_eq!(reader.find_session(&[1; 32]).await.unwrap(), None);
}

pub async fn a_taken_name_is_refused(storage: &dyn Storage) {
    let ada = with_member(storage).await;
    let other = Staff {
        id: StaffId::from_bytes([1; 16]),
        ..ada
    };
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(
        refused(transaction.add_staff(&other, second(1)).await),
        "staff_name_unique"
    );
}

pub async fn everyone_comes_by_name_with_the_role_they_were_given(storage: &dyn Storage) {
    let mut transaction = storage.begin().await.unwrap();
    for name in ["zoë", "Ada", "al"] {
        let new = member(name, Role::Reviewer);
        transaction.add_staff(&new, second(0)).await.unwrap();
    }
    let ada = transaction.find_staff_by_name("Ada").await.unwrap().unwrap();
    transaction.set_staff_role(ada.id, Role::Admin).await.unwrap();
    let staff = transaction.staff().await.unwrap();
    let staff: Vec<_> = staff.iter().map(|one| (one.name.as_str(), one.role)).collect();
    let (reviewer, admin) = (Role::Reviewer, Role::Admin);
    assert_eq!(staff, [("Ada", admin), ("al", reviewer), ("zoë", reviewer)]);
}

pub async fn wrong_attempts_are_kept_and_forgotten(storage: &dyn Storage) {
    let ada = with_member(storage).await;
    for (failed, next_at) in [(3, Some(second(60))), (0, None)] {
        let mut transaction = storage.begin().await.unwrap();
        transaction
            .set_staff_attempts(ada.id, failed, next_at)
            .await
            .unwrap();
        transaction.commit().await.unwrap();
        let mut reader = storage.read().await.unwrap();
        let now = reader.lookup_staff(ada.id).await.unwrap().unwrap();
        assert_eq!((now.failed_attempts, now.next_attempt_at), (failed, next_at));
    }
}

pub async fn of_two_tries_that_saw_the_same_one_is_counted(storage: &dyn Storage) {
    let ada = with_member(storage).await;
    let seen = async || {
        let mut reader = storage.read().await.unwrap();
        reader.lookup_staff(ada.id).await.unwrap().unwrap()
    };
    let attempt = async |seen: &Staff, failed, next| {
        let mut transaction = storage.begin().await.unwrap();
        let counted = transaction
            .count_staff_attempt(seen, failed, second(next))
            .await
            .unwrap();
        transaction.commit().await.unwrap();
        counted
    };
    assert!(attempt(&ada, 1, 10).await);
    assert!(!attempt(&ada, 1, 10).await, "both had seen none before");
    let first = seen().await;
    assert!(attempt(&first, 1, 90).await, "those before are forgotten");
    assert!(!attempt(&first, 1, 90).await, "for one of them");
    assert!(attempt(&seen().await, 2, 100).await);
    let now = seen().await;
    assert_eq!((now.failed_attempts, now.next_attempt_at), (2, Some(second(100))));
}

pub async fn a_try_that_nobody_looked_at_is_taken_back(storage: &dyn Storage) {
    let ada = with_member(storage).await;
    let mut transaction = storage.begin().await.unwrap();
    let counted = transaction.count_staff_attempt(&ada, 1, second(20));
    assert!(counted.await.unwrap());
    for _ in 0..2 {
        transaction.take_back_staff_attempt(ada.id, 1).await.unwrap();
        let now = transaction.lookup_staff(ada.id).await.unwrap().unwrap();
        assert_eq!((now.failed_attempts, now.next_attempt_at), (0, None));
    }
    for (failed, next) in [(1, 20), (2, 40)] {
        let seen = transaction.lookup_staff(ada.id).await.unwrap().unwrap();
        let counted = transaction.count_staff_attempt(&seen, failed, second(next));
        assert!(counted.await.unwrap());
    }
    transaction.take_back_staff_attempt(ada.id, 1).await.unwrap();
    let now = transaction.lookup_staff(ada.id).await.unwrap().unwrap();
    let other_stands = (now.failed_attempts, now.next_attempt_at);
    assert_eq!(other_stands, (1, Some(second(40))));
}

pub async fn refused_tries_are_counted_until_someone_signs_in_and_one_of_a_while_is_recorded(
    storage: &dyn Storage,
) {
    let ada = with_member(storage).await;
    let mut transaction = storage.begin().await.unwrap();
    let (ben, hour) = (member("Benjamin", Role::Reviewer), 3_600);
    transaction.add_staff(&ben, second(0)).await.unwrap();
    assert_eq!(transaction.staff_refused(ada.id).await.unwrap(), None);
    for (at, recorded) in [(10_000, true), (10_001, false), (13_599, false), (13_600, true)] {
        let due = transaction
            .count_staff_refusal(ada.id, second(at), second(at - hour))
            .await;
        assert_eq!(due.unwrap(), recorded, "{at}");
    }
    let refused = Refused {
        times: 4,
        last_at: second(13_600),
    };
    assert_eq!(transaction.staff_refused(ada.id).await.unwrap(), Some(refused));
    assert_eq!(transaction.staff_refused(ben.id).await.unwrap(), None);
    transaction.forget_staff_refused(ada.id).await.unwrap();
    assert_eq!(transaction.staff_refused(ada.id).await.unwrap(), None);
    let due = transaction.count_staff_refusal(ada.id, second(13_700), second(13_700 - hour));
    assert!(!due.await.unwrap(), "signing in makes no room for another line");
    let due = transaction.count_staff_refusal(ada.id, second(5_000), second(5_000 - hour));
    assert!(due.await.unwrap(), "a clock that was ahead silences nothing");
    let nobody = StaffId::from_bytes([9; 16]);
    let due = transaction.count_staff_refusal(nobody, second(1), second(0));
    assert!(!due.await.unwrap());
    assert_eq!(transaction.staff_refused(nobody).await.unwrap(), None);
}

pub async fn what_someone_takes_off_the_list_is_counted_with_them(storage: &dyn Storage) {
    let ada = with_member(storage).await;
    let ben = member("Benjamin", Role::Reviewer);
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_staff(&ben, second(0)).await.unwrap();
    assert_eq!(transaction.removals_full_at(ada.id).await.unwrap(), None);
    for at in [second(60), second(90)] {
        transaction.set_removals_full_at(ada.id, at).await.unwrap();
        assert_eq!(transaction.removals_full_at(ada.id).await.unwrap(), Some(at));
    }
    assert_eq!(transaction.removals_full_at(ben.id).await.unwrap(), None);
    let nobody = StaffId::from_bytes([9; 16]);
    assert_eq!(transaction.removals_full_at(nobody).await.unwrap(), None);
}

pub async fn who_let_someone_in_is_known_as_long_as_it_is_asked_for(storage: &dyn Storage) {
    let ada = with_member(storage).await;
    let by = StaffId::from_bytes([9; 16]);
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(transaction.let_in_by(ada.id, second(0)).await.unwrap(), None);
    transaction
        .note_let_in(ada.id, Some(by), second(10))
        .await
        .unwrap();
    assert_eq!(transaction.let_in_by(ada.id, second(9)).await.unwrap(), Some(by));
    assert_eq!(transaction.let_in_by(ada.id, second(10)).await.unwrap(), None);
    transaction.note_let_in(ada.id, None, second(20)).await.unwrap();
    assert_eq!(transaction.let_in_by(ada.id, second(9)).await.unwrap(), None);
}

pub async fn a_session_is_found_touched_and_ended(storage: &dyn Storage) {
    let ada = with_member(storage).await;
    let refused_before = Some(Refused {
        times: 3,
        last_at: second(9),
    });
    let signed_in = Session {
        refused_before,
        ..session(1, &ada, 10, 10)
    };
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_session(&signed_in).await.unwrap();
    transaction.add_session(&session(2, &ada, 10, 10)).await.unwrap();
    assert_eq!(
        transaction.find_session(&[1; 32]).await.unwrap(),
        Some(signed_in.clone())
    );
    transaction.touch_session(&[1; 32], second(20)).await.unwrap();
    let used = Session {
        last_used_at: second(20),
        ..signed_in
    };
    assert_eq!(transaction.find_session(&[1; 32]).await.unwrap(), Some(used));
    transaction.end_session(&[1; 32]).await.unwrap();
    transaction.end_session(&[1; 32]).await.unwrap();
    assert_eq!(transaction.find_session(&[1; 32]).await.unwrap(), None);
    assert!(transaction.find_session(&[2; 32]).await.unwrap().is_some());
}

pub async fn a_session_needs_its_member_of_staff(storage: &dyn Storage) {
    let stray = session(1, &member("Ada", Role::Lead), 0, 0);
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(
        refused(transaction.add_session(&stray).await),
        "staff_session_staff_fk"
    );
}

pub async fn sessions_expire_by_age_and_by_idleness(storage: &dyn Storage) {
    let ada = with_member(storage).await;
    let mut transaction = storage.begin().await.unwrap();
    for signed_in in [
        session(1, &ada, 9, 90),
        session(2, &ada, 10, 49),
        session(3, &ada, 10, 50),
    ] {
        transaction.add_session(&signed_in).await.unwrap();
    }
    assert_eq!(
        transaction.expire_sessions(second(10), second(50)).await.unwrap(),
        2
    );
    assert!(transaction.find_session(&[3; 32]).await.unwrap().is_some());
    assert_eq!(
        transaction.expire_sessions(second(10), second(50)).await.unwrap(),
        0
    );
}
