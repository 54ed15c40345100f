//! The policies by which submissions get on lists.

use std::time::Duration;

use domain::{
    Clock as _,
    audit::Act,
    decision::Actor,
    entry::State,
    id::ProposalId,
    list::{ListName, Publication},
    proposal::Verdict,
    screening::{FindingKind, Treatment, Treatments},
    staff::{Role, Staff},
};
use service::{
    policy::PolicyChange,
    propose::{Obstacle, ProposeError, SettleError, Terms},
    testing::{TestService, form},
};
use storage::entry::Queue;

use crate::submission::submit;

const LATER: Duration = Duration::from_secs(3_600);
const WHY: &str = "too much junk";

fn review_first(after: u32) -> PolicyChange {
    PolicyChange {
        list: "exploitative".to_owned(),
        after,
        publication: Publication::ReviewFirst,
        quality_floor: 60,
        transition_floor: 40,
        treatments: Treatments::default(),
        effective_ms: None,
    }
}

struct Office {
    test: TestService,
    ada: Staff,
    ben: Staff,
}

impl Office {
    async fn open() -> Self {
        let test = TestService::start().await;
        Self {
            ada: test.staff("ada", Role::Lead).await,
            ben: test.staff("ben", Role::Admin).await,
            test,
        }
    }

    async fn propose(&self, change: PolicyChange) -> Result<ProposalId, ProposeError> {
        let terms = Terms::PolicyChange(change);
        self.test.service.propose(&self.ada, &terms, WHY).await
    }

    async fn second(&self, proposal: ProposalId) -> Result<(), SettleError> {
        self.test
            .service
            .settle(&self.ben, proposal, Verdict::Seconded)
            .await
    }

    async fn agree(&self, change: PolicyChange) {
        let proposal = self.propose(change).await.unwrap();
        self.second(proposal).await.unwrap();
    }

    /// Who decided about the newest submission, and what became of it.
    async fn decided(&self, queue: Queue) -> (Actor, State) {
        let rows = self.test.service.queue(queue, None, 100).await.unwrap().rows;
        let entry = rows.last().unwrap().entry.clone();
        let facts = self.test.service.entry_facts(entry.id).await.unwrap().unwrap();
        (facts.decisions[0].decision.actor.clone(), entry.state)
    }

    async fn present(&self) -> (u32, u8) {
        let list = ListName::exploitative();
        let policies = self.test.service.policies_of(list).await.unwrap().unwrap();
        (policies.present.version, policies.present.quality_floor)
    }
}

fn rule(name: &str, version: u32) -> Actor {
    Actor::Policy {
        name: name.to_owned(),
        version,
    }
}

#[tokio::test]
async fn a_policy_holds_from_its_moment_on_and_decisions_name_its_version() {
    let office = Office::open().await;
    let from = office.test.clock.now().plus(LATER).as_millis();
    office
        .agree(PolicyChange {
            effective_ms: Some(from),
            ..review_first(1)
        })
        .await;
    submit(&office.test, 1, 1).await;
    let (actor, _) = office.decided(Queue::Unverified).await;
    assert_eq!(actor, rule("publish-first", 1));
    office.test.clock.advance(LATER);
    submit(&office.test, 2, 1).await;
    assert_eq!(
        office.decided(Queue::Waiting).await,
        (rule("review-first", 2), State::Pending)
    );
    assert_eq!(office.present().await, (2, 60));
}

#[tokio::test]
async fn a_policy_says_what_is_done_about_each_finding() {
    let office = Office::open().await;
    submit(&office.test, 1, 1).await;
    let hold_copies = PolicyChange {
        publication: Publication::PublishFirst,
        treatments: Treatments::default().with(FindingKind::Cluster, Treatment::Hold),
        ..review_first(1)
    };
    office.agree(hold_copies).await;
    // The same picture in another case is a cluster.
    let mut twin = form(2, 1);
    twin.items = form(1, 1).items;
    let service = &office.test.service;
    service.submit(twin.parse().unwrap()).await.unwrap();
    let (actor, state) = office.decided(Queue::Waiting).await;
    assert_eq!((actor, state), (rule("publish-first", 2), State::Pending));
}

#[tokio::test]
async fn without_a_moment_it_holds_as_soon_as_it_is_agreed_and_the_record_tells() {
    let office = Office::open().await;
    for (after, quality_floor) in [(1, 60), (2, 70)] {
        let change = PolicyChange {
            quality_floor,
            ..review_first(after)
        };
        office.agree(change).await;
    }
    assert_eq!(office.present().await, (3, 70));
    let records = office.test.acts().await;
    let changed: Vec<_> = records
        .iter()
        .filter(|record| record.deed.act == Act::ChangedPolicy)
        .map(|record| record.deed.subject.as_str())
        .collect();
    assert_eq!(changed, ["exploitative version 2", "exploitative version 3"]);
}

#[tokio::test]
async fn of_two_proposals_about_one_version_only_the_first_is_carried_out() {
    let office = Office::open().await;
    let first = office.propose(review_first(1)).await.unwrap();
    let stricter = PolicyChange {
        quality_floor: 80,
        ..review_first(1)
    };
    let second = office.propose(stricter).await.unwrap();
    office.second(first).await.unwrap();
    let overtaken = office.second(second).await;
    assert!(
        matches!(overtaken, Err(SettleError::Obstacle(Obstacle::Overtaken))),
        "{overtaken:?}"
    );
    assert_eq!(office.present().await, (2, 60));
}

#[tokio::test]
async fn what_is_no_policy_or_no_change_is_not_proposed() {
    let office = Office::open().await;
    let as_it_is = PolicyChange {
        publication: Publication::PublishFirst,
        quality_floor: 50,
        ..review_first(1)
    };
    let elsewhere = PolicyChange {
        list: "nowhere".to_owned(),
        ..review_first(1)
    };
    for (change, obstacle) in [
        (as_it_is, Obstacle::AlreadySo),
        (elsewhere, Obstacle::Gone),
        (review_first(7), Obstacle::Overtaken),
    ] {
        let refused = office.propose(change).await;
        assert!(
            matches!(refused, Err(ProposeError::Obstacle(found)) if found == obstacle),
            "{refused:?}"
        );
    }
    let robin = office.test.staff("robin", Role::Reviewer).await;
    let terms = Terms::PolicyChange(review_first(1));
    let refused = office.test.service.propose(&robin, &terms, WHY).await;
    assert!(matches!(refused, Err(ProposeError::NotAllowed)), "{refused:?}");
}
