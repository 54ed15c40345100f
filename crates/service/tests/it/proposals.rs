//! What takes two people.

use domain::{
    audit::{Act, Agent},
    id::{ProposalId, StaffId},
    proposal::{Unsettled, Verdict, WAITS},
    staff::{Role, Staff},
};
use service::{
    propose::{Obstacle, ProposeError, RotationError, SettleError, Terms},
    staff::AddStaffError,
    testing::{PASSPHRASE, TestService},
};

const WHY: &str = "Robin leaves in May";

struct Office {
    test: TestService,
    ada: Staff,
    ben: Staff,
    robin: Staff,
}

impl Office {
    async fn open() -> Self {
        let test = TestService::start().await;
        Self {
            ada: test.staff("ada", Role::Admin).await,
            ben: test.staff("ben", Role::Admin).await,
            robin: test.staff("robin", Role::Lead).await,
            test,
        }
    }

    fn promotion(&self) -> Terms {
        Terms::NewAdmin { staff: self.robin.id }
    }

    async fn propose(&self, terms: &Terms) -> ProposalId {
        self.test.service.propose(&self.ada, terms, WHY).await.unwrap()
    }

    async fn role_of_robin(&self) -> Role {
        let mut tx = self.test.storage.read().await.unwrap();
        tx.lookup_staff(self.robin.id).await.unwrap().unwrap().role
    }
}

#[tokio::test]
async fn one_proposes_another_seconds_and_only_then_it_happens() {
    let office = Office::open().await;
    let service = &office.test.service;
    let id = office.propose(&office.promotion()).await;
    assert_eq!(office.role_of_robin().await, Role::Lead);
    let waiting = service.proposals().await.unwrap().waiting;
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].name(office.robin.id), Some("robin"));
    assert_eq!(waiting[0].proposal.reason, WHY);

    let alone = service.settle(&office.ada, id, Verdict::Seconded).await;
    assert!(
        matches!(alone, Err(SettleError::Unsettled(Unsettled::SamePerson))),
        "{alone:?}"
    );
    service.settle(&office.ben, id, Verdict::Seconded).await.unwrap();
    assert_eq!(office.role_of_robin().await, Role::Admin);
    let proposals = service.proposals().await.unwrap();
    assert!(proposals.waiting.is_empty());
    assert!(proposals.past[0].proposal.carried_out_at.is_some());

    let records = office.test.acts().await;
    let acts: Vec<_> = records
        .iter()
        .skip(3)
        .map(|record| (record.deed.actor, record.deed.act))
        .collect();
    let (ada, ben) = (Agent::Staff(office.ada.id), Agent::Staff(office.ben.id));
    assert_eq!(
        acts,
        [
            (ada, Act::Proposed),
            (ben, Act::Seconded),
            (ben, Act::ChangedRole)
        ]
    );
    let proposed = service.proposals().await.unwrap().past[0].proposal.reason.clone();
    assert_eq!(records[3].deed.reason, format!("new-admin: {proposed}"));
    assert!(
        records[5].deed.reason.contains(&id.to_string()),
        "it names the proposal"
    );
}

#[tokio::test]
async fn what_is_declined_taken_back_or_too_old_never_happens() {
    for verdict in [Some(Verdict::Declined), Some(Verdict::TakenBack), None] {
        let office = Office::open().await;
        let service = &office.test.service;
        let id = office.propose(&office.promotion()).await;
        match verdict {
            Some(Verdict::TakenBack) => service.settle(&office.ada, id, Verdict::TakenBack).await.unwrap(),
            Some(verdict) => service.settle(&office.ben, id, verdict).await.unwrap(),
            None => office.test.clock.advance(WAITS),
        }
        let late = service.settle(&office.ben, id, Verdict::Seconded).await;
        assert!(
            matches!(
                late,
                Err(SettleError::Unsettled(Unsettled::Settled(_) | Unsettled::Expired))
            ),
            "{late:?}"
        );
        assert_eq!(office.role_of_robin().await, Role::Lead);
        assert_eq!(service.proposals().await.unwrap().past.len(), 1);
    }
}

#[tokio::test]
async fn of_two_who_second_at_once_one_is_told_what_happened() {
    let office = Office::open().await;
    let id = office.propose(&office.promotion()).await;
    let second = || office.test.service.settle(&office.ben, id, Verdict::Seconded);
    let (one, other) = tokio::join!(second(), second());
    assert!(one.is_ok() ^ other.is_ok(), "{one:?} {other:?}");
}

#[tokio::test]
async fn a_proposal_of_someone_who_could_not_make_it_any_more_is_not_carried_out() {
    let office = Office::open().await;
    let id = office.propose(&office.promotion()).await;
    let mut tx = office.test.storage.begin().await.unwrap();
    tx.set_staff_role(office.ada.id, Role::Reviewer).await.unwrap();
    tx.commit().await.unwrap();
    let seconded = office
        .test
        .service
        .settle(&office.ben, id, Verdict::Seconded)
        .await;
    assert!(matches!(seconded, Err(SettleError::ProposerGone)), "{seconded:?}");
    assert_eq!(office.role_of_robin().await, Role::Lead);
}

#[tokio::test]
async fn only_what_makes_sense_is_proposed_and_by_whom_it_is_for() {
    let office = Office::open().await;
    let service = &office.test.service;
    let (promotion, why) = (office.promotion(), WHY);
    let by_lead = service.propose(&office.robin, &promotion, why).await;
    assert!(matches!(by_lead, Err(ProposeError::NotAllowed)), "{by_lead:?}");
    for reason in ["", "  ", &"x".repeat(1_001)] {
        let refused = service.propose(&office.ada, &promotion, reason).await;
        assert!(matches!(refused, Err(ProposeError::Reason)), "{refused:?}");
    }
    let already = Terms::NewAdmin { staff: office.ben.id };
    let nobody = Terms::NewAdmin {
        staff: StaffId::from_bytes([0; 16]),
    };
    for (terms, obstacle) in [(already, Obstacle::AlreadySo), (nobody, Obstacle::Gone)] {
        let refused = service.propose(&office.ada, &terms, why).await;
        assert!(
            matches!(refused, Err(ProposeError::Obstacle(found)) if found == obstacle),
            "{refused:?}"
        );
    }
    office.propose(&promotion).await;
    let twice = service.propose(&office.ben, &promotion, why).await;
    assert!(matches!(twice, Err(ProposeError::Waits)), "{twice:?}");
}

#[tokio::test]
async fn the_command_line_makes_two_admins_and_no_third() {
    let office = Office::open().await;
    let third = office
        .test
        .service
        .add_staff("eve", Role::Admin, PASSPHRASE)
        .await;
    assert!(matches!(third, Err(AddStaffError::TakesTwo)), "{third:?}");
}

#[tokio::test]
async fn keys_are_rotated_once_for_each_time_that_two_admins_agree() {
    let office = Office::open().await;
    let service = &office.test.service;
    let refused = service.rotation_permit().await;
    assert!(matches!(refused, Err(RotationError::TakesTwo)), "{refused:?}");
    let id = office.propose(&Terms::KeyRotation).await;
    assert!(
        service.rotation_permit().await.is_err(),
        "one alone has not agreed"
    );
    service.settle(&office.ben, id, Verdict::Seconded).await.unwrap();
    let permit = service.rotation_permit().await.unwrap();
    assert_eq!(permit, Some(id));
    service.reseal(permit).await.unwrap();
    assert!(
        service.rotation_permit().await.is_err(),
        "each is good for one rotation"
    );
}

#[tokio::test]
async fn where_nobody_could_be_the_second_person_the_operator_rotates_alone() {
    let test = TestService::start().await;
    test.staff("ada", Role::Admin).await;
    assert_eq!(test.service.rotation_permit().await.unwrap(), None);
}
