//! The policies by which submissions get on lists.

use domain::{
    id::{ProposalId, StaffId},
    list::{Agreement, ListName, Policy, PolicyVersion, Publication, in_force},
    screening::{FindingKind, Treatment, Treatments},
    staff::{Role, Staff},
};

use super::fixture::{refused, second};
use crate::{Storage, Transaction};

const ADA: StaffId = StaffId::from_bytes([1; 16]);
const BEN: StaffId = StaffId::from_bytes([2; 16]);

fn started() -> PolicyVersion {
    PolicyVersion {
        policy: Policy::initial(Publication::PublishFirst),
        agreement: None,
    }
}

fn agreed(version: u32, effective: i64, quality_floor: u8) -> PolicyVersion {
    PolicyVersion {
        policy: Policy {
            version,
            quality_floor,
            treatments: Treatments::default().with(FindingKind::Cluster, Treatment::Hold),
            ..Policy::initial(Publication::ReviewFirst)
        },
        agreement: Some(Agreement {
            effective_at: second(effective),
            proposal: ProposalId::from_bytes([3; 16]),
            proposed_by: ADA,
            seconded_by: BEN,
        }),
    }
}

/// A writer in a house with one list and two members of staff.
async fn writer(storage: &dyn Storage) -> Box<dyn Transaction> {
    let mut transaction = storage.begin().await.unwrap();
    let list = ListName::exploitative();
    transaction.ensure_list(&list, &started().policy).await.unwrap();
    for (id, name) in [(ADA, "Ada"), (BEN, "Ben")] {
        let staff = Staff {
            id,
            name: name.to_owned(),
            role: Role::Lead,
            passphrase_verifier: "$argon2id$".to_owned(),
            key_generation: 1,
            failed_attempts: 0,
            next_attempt_at: None,
            ended_at: None,
        };
        transaction.add_staff(&staff, second(0)).await.unwrap();
    }
    transaction.commit().await.unwrap();
    storage.begin().await.unwrap()
}

async fn add(
    transaction: &mut dyn Transaction,
    list: &ListName,
    version: &PolicyVersion,
) -> Result<(), crate::StorageError> {
    let agreement = version.agreement.unwrap();
    transaction.add_policy(list, &version.policy, &agreement).await
}

pub async fn versions_of_a_policy_read_back_the_newest_first(storage: &dyn Storage) {
    let mut transaction = writer(storage).await;
    let list = ListName::exploitative();
    for version in [agreed(2, 10, 60), agreed(3, 5, 70)] {
        add(transaction.as_mut(), &list, &version).await.unwrap();
    }
    assert_eq!(
        transaction.policies(&list).await.unwrap(),
        [agreed(3, 5, 70), agreed(2, 10, 60), started()]
    );
    assert_eq!(transaction.policies(&ListName::adult()).await.unwrap(), []);
}

pub async fn a_version_needs_its_list_a_number_of_its_own_and_two_people(storage: &dyn Storage) {
    let list = ListName::exploitative();
    let mut transaction = writer(storage).await;
    let stray = add(transaction.as_mut(), &ListName::adult(), &agreed(2, 10, 60)).await;
    assert_eq!(refused(stray), "agreed_policy_list_fk");
    drop(transaction);

    let mut transaction = storage.begin().await.unwrap();
    add(transaction.as_mut(), &list, &agreed(2, 10, 60))
        .await
        .unwrap();
    let twice = add(transaction.as_mut(), &list, &agreed(2, 11, 80)).await;
    assert_eq!(refused(twice), "agreed_policy_pk");
    drop(transaction);

    let mut transaction = storage.begin().await.unwrap();
    let mut alone = agreed(2, 10, 60);
    if let Some(agreement) = &mut alone.agreement {
        agreement.seconded_by = ADA;
    }
    let alone = add(transaction.as_mut(), &list, &alone).await;
    assert_eq!(refused(alone), "agreed_policy_takes_two");
}

pub async fn the_newest_version_whose_moment_has_come_holds(storage: &dyn Storage) {
    let mut transaction = writer(storage).await;
    let list = ListName::exploitative();
    for version in [agreed(2, 100, 60), agreed(3, 50, 70)] {
        add(transaction.as_mut(), &list, &version).await.unwrap();
    }
    let versions = transaction.policies(&list).await.unwrap();
    for (now, holds) in [(49, started()), (50, agreed(3, 50, 70)), (100, agreed(3, 50, 70))] {
        let found = transaction.policy(&list, second(now)).await.unwrap();
        assert_eq!(found.as_ref(), Some(&holds.policy), "{now}");
        assert_eq!(in_force(&versions, second(now)), Some(&holds), "{now}");
    }
}
