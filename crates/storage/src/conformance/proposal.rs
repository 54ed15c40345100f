//! What takes two people.

use domain::{
    id::{ProposalId, StaffId},
    proposal::{Matter, Proposal, Settlement, Undone, Verdict},
    staff::{Role, Staff},
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

fn proposal(id: u8, at: i64) -> Proposal {
    Proposal {
        id: ProposalId::from_bytes([id; 16]),
        matter: Matter::KeyRotation,
        terms: r#"{"matter":"key-rotation"}"#.to_owned(),
        reason: "Ω: a node was lent out".to_owned(),
        proposed_by: ADA,
        proposed_at: second(at),
        expires_at: second(at + 100),
        settlement: None,
        carried_out_at: None,
        reached: None,
        undone: None,
    }
}

fn settlement(verdict: Verdict, by: StaffId, at: i64) -> Settlement {
    Settlement {
        verdict,
        by,
        at: second(at),
    }
}

async fn with_proposals(storage: &dyn Storage, proposals: &[Proposal]) {
    with_staff(storage).await;
    let mut transaction = storage.begin().await.unwrap();
    for proposal in proposals {
        transaction.add_proposal(proposal).await.unwrap();
    }
    transaction.commit().await.unwrap();
}

fn ids(proposals: &[Proposal]) -> Vec<u8> {
    proposals
        .iter()
        .map(|proposal| proposal.id.as_bytes()[0])
        .collect()
}

pub async fn a_proposal_reads_back_and_an_unknown_one_is_none(storage: &dyn Storage) {
    with_proposals(storage, &[proposal(1, 10)]).await;
    let mut reader = storage.read().await.unwrap();
    let id = |id| ProposalId::from_bytes([id; 16]);
    assert_eq!(
        reader.lookup_proposal(id(1)).await.unwrap(),
        Some(proposal(1, 10))
    );
    assert_eq!(reader.lookup_proposal(id(2)).await.unwrap(), None);
    drop(reader);
    let mut stray = proposal(3, 10);
    stray.proposed_by = StaffId::from_bytes([9; 16]);
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(
        refused(transaction.add_proposal(&stray).await),
        "proposal_proposed_by_fk"
    );
}

pub async fn what_waits_and_what_is_past_come_in_their_order(storage: &dyn Storage) {
    with_proposals(
        storage,
        &[
            proposal(1, 300),
            proposal(2, 250),
            proposal(3, 200),
            proposal(4, 290),
            proposal(5, 280),
        ],
    )
    .await;
    let mut transaction = storage.begin().await.unwrap();
    for (id, at) in [(4, 310), (5, 320)] {
        let end = settlement(Verdict::Declined, BEN, at);
        assert!(
            transaction
                .settle_proposal(ProposalId::from_bytes([id; 16]), end)
                .await
                .unwrap()
        );
    }
    transaction.commit().await.unwrap();
    let mut reader = storage.read().await.unwrap();
    let now = second(330);
    assert_eq!(ids(&reader.waiting_proposals(now, 10).await.unwrap()), [2, 1]);
    assert_eq!(ids(&reader.waiting_proposals(now, 1).await.unwrap()), [2]);
    assert_eq!(ids(&reader.past_proposals(now, 10).await.unwrap()), [5, 4, 3]);
    assert_eq!(ids(&reader.past_proposals(now, 1).await.unwrap()), [5]);
}

pub async fn proposals_are_found_by_their_terms_the_newest_first(storage: &dyn Storage) {
    let terms = r#"{"matter":"new-admin"}"#;
    let of_them = |id, at| Proposal {
        matter: Matter::NewAdmin,
        terms: terms.to_owned(),
        ..proposal(id, at)
    };
    with_proposals(storage, &[of_them(1, 10), proposal(2, 20), of_them(3, 30)]).await;
    let mut reader = storage.read().await.unwrap();
    for (matter, terms, expected) in [
        (Matter::NewAdmin, terms, vec![3, 1]),
        (Matter::NewAdmin, "{}", vec![]),
        (Matter::NewPlatform, terms, vec![]),
    ] {
        let found = reader.proposals_of(matter, terms).await.unwrap();
        assert_eq!(ids(&found), expected, "{matter:?} {terms}");
    }
}

pub async fn a_proposal_is_settled_once_and_by_a_second_person(storage: &dyn Storage) {
    with_proposals(storage, &[proposal(1, 10)]).await;
    let id = proposal(1, 10).id;
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(
        refused(
            transaction
                .settle_proposal(id, settlement(Verdict::Seconded, ADA, 20))
                .await
        ),
        "proposal_takes_two"
    );
    drop(transaction);
    let mut transaction = storage.begin().await.unwrap();
    let end = settlement(Verdict::Seconded, BEN, 20);
    assert!(transaction.settle_proposal(id, end).await.unwrap());
    assert!(
        !transaction
            .settle_proposal(id, settlement(Verdict::Declined, BEN, 21))
            .await
            .unwrap()
    );
    let settled = transaction.lookup_proposal(id).await.unwrap().unwrap();
    assert_eq!(settled.settlement, Some(end));
}

pub async fn a_seconded_proposal_is_carried_out_once_and_in_its_time(storage: &dyn Storage) {
    with_proposals(storage, &[proposal(1, 10)]).await;
    let id = proposal(1, 10).id;
    let mut transaction = storage.begin().await.unwrap();
    assert!(
        !transaction
            .carry_out_proposal(id, second(15), None)
            .await
            .unwrap()
    );
    let end = settlement(Verdict::Seconded, BEN, 20);
    assert!(transaction.settle_proposal(id, end).await.unwrap());
    let found = |proposal: Option<Proposal>| proposal.map(|proposal| proposal.id);
    let rotation = Matter::KeyRotation;
    for (matter, now, expected) in [
        (rotation, 30, Some(id)),
        (rotation, 110, None),
        (Matter::NewAdmin, 30, None),
    ] {
        let seconded = transaction.seconded_proposal(matter, second(now)).await.unwrap();
        assert_eq!(found(seconded), expected);
    }
    assert!(
        transaction
            .carry_out_proposal(id, second(30), Some(7))
            .await
            .unwrap()
    );
    assert!(
        !transaction
            .carry_out_proposal(id, second(31), None)
            .await
            .unwrap()
    );
    let done = transaction.lookup_proposal(id).await.unwrap().unwrap();
    assert_eq!((done.carried_out_at, done.reached), (Some(second(30)), Some(7)));
    let seconded = transaction.seconded_proposal(rotation, second(30)).await.unwrap();
    assert_eq!(found(seconded), None);
}

pub async fn what_was_carried_out_is_taken_back_once(storage: &dyn Storage) {
    with_proposals(storage, &[proposal(1, 10)]).await;
    let id = proposal(1, 10).id;
    let undone = |by, at| Undone {
        by,
        at: second(at),
        entries: 3,
    };
    let mut transaction = storage.begin().await.unwrap();
    let end = settlement(Verdict::Seconded, BEN, 20);
    assert!(transaction.settle_proposal(id, end).await.unwrap());
    assert!(
        !transaction.undo_proposal(id, undone(ADA, 21)).await.unwrap(),
        "nothing was done yet"
    );
    let carried_out = transaction.carry_out_proposal(id, second(20), Some(4)).await;
    assert!(carried_out.unwrap());
    transaction.commit().await.unwrap();
    let mut transaction = storage.begin().await.unwrap();
    let stranger = undone(StaffId::from_bytes([9; 16]), 22);
    assert_eq!(
        refused(transaction.undo_proposal(id, stranger).await),
        "proposal_undone_by_fk"
    );
    drop(transaction);
    let mut transaction = storage.begin().await.unwrap();
    assert!(transaction.undo_proposal(id, undone(ADA, 22)).await.unwrap());
    assert!(!transaction.undo_proposal(id, undone(BEN, 23)).await.unwrap());
    let kept = transaction.lookup_proposal(id).await.unwrap().unwrap();
    assert_eq!(kept.undone, Some(undone(ADA, 22)));
    assert_eq!(kept.reached, Some(4), "what it had reached stays known");
}

pub async fn two_who_second_at_once_second_once(storage: &dyn Storage) {
    with_proposals(storage, &[proposal(1, 10)]).await;
    let id = proposal(1, 10).id;
    let settle = || async {
        let mut transaction = storage.begin().await.unwrap();
        let waits = transaction
            .lookup_proposal(id)
            .await
            .unwrap()
            .unwrap()
            .waits(second(20));
        let settled = waits
            && transaction
                .settle_proposal(id, settlement(Verdict::Seconded, BEN, 20))
                .await
                .unwrap();
        transaction.commit().await.unwrap();
        settled
    };
    let (one, other) = futures::future::join(settle(), settle()).await;
    assert!(one ^ other);
}

pub async fn proposals_expire_by_age(storage: &dyn Storage) {
    with_proposals(storage, &[proposal(1, 10), proposal(2, 20)]).await;
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(transaction.expire_proposals(second(20)).await.unwrap(), 1);
    let left = transaction.waiting_proposals(second(30), 10).await.unwrap();
    assert_eq!(ids(&left), [2]);
}
