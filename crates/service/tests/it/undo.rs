//! One decision about many entries is taken back.

use std::time::Duration;

use domain::{
    audit::{Act, Agent},
    decision::UNDO,
    entry::{Action, Priority, Standing, State},
    id::{EntryId, ProposalId},
    list::ListName,
    proposal::Verdict,
    staff::{Role, Staff},
};
use service::{
    bulk::{BulkDecision, Chosen},
    case::{CaseKey, Progress},
    door::Errand,
    moderate::{DecideError, DecisionOrder},
    propose::{ProposeError, Terms},
    submit::Receipt,
    testing::TestService,
    undo::UndoError,
    withdraw::When,
};
use storage::entry::Queue;

use crate::submission::submit;

const UNVERIFIED: State = State::Published(Standing::Unverified);

/// Three entries that are on the list, and who decides about them.
struct Office {
    test: TestService,
    receipt: Receipt,
    lea: Staff,
    max: Staff,
    entries: Vec<EntryId>,
}

impl Office {
    async fn open() -> Self {
        let test = TestService::start().await;
        let receipt = submit(&test, 1, 3).await;
        test.sequence_now().await;
        let page = test.service.queue(Queue::Unverified, None, 10).await.unwrap();
        Self {
            receipt,
            lea: test.staff("Lea", Role::Lead).await,
            max: test.staff("Max", Role::Admin).await,
            entries: page.rows.iter().map(|row| row.entry.id).collect(),
            test,
        }
    }

    async fn terms(&self, action: Action, reason: &str) -> Terms {
        let mut entries = Vec::new();
        for &entry in &self.entries {
            let version = self.version(entry).await;
            entries.push(Chosen { entry, version });
        }
        Terms::BulkDecision(BulkDecision {
            action: action.as_str().to_owned(),
            reason: reason.to_owned(),
            entries,
        })
    }

    /// Lea proposes and Max agrees.
    async fn decide_about_all(&self, action: Action, reason: &str) -> ProposalId {
        let service = &self.test.service;
        let terms = self.terms(action, reason).await;
        let proposal = service.propose(&self.lea, &terms, "a flood").await.unwrap();
        let agreed = service.settle(&self.max, proposal, Verdict::Seconded).await;
        agreed.unwrap();
        proposal
    }

    async fn decide(&self, staff: &Staff, entry: EntryId, action: Action, reason: &str) {
        let order = DecisionOrder {
            entry,
            version: self.version(entry).await,
            action,
            reason: reason.to_owned(),
            note: None,
        };
        self.test.service.decide(staff, order).await.unwrap();
    }

    async fn version(&self, entry: EntryId) -> i64 {
        self.facts(entry).await.entry.version
    }

    async fn facts(&self, entry: EntryId) -> service::moderate::EntryFacts {
        self.test.service.entry_facts(entry).await.unwrap().unwrap()
    }

    async fn states(&self) -> Vec<State> {
        let mut states = Vec::new();
        for &entry in &self.entries {
            states.push(self.facts(entry).await.entry.state);
        }
        states
    }

    async fn size(&self) -> u64 {
        self.test.sequence_now().await;
        let mut reader = self.test.storage.read().await.unwrap();
        let head = reader.checkpoint(&ListName::exploitative()).await.unwrap();
        head.unwrap().size
    }
}

#[tokio::test]
async fn either_of_the_two_takes_one_decision_about_many_back_and_subscribers_hear_of_it() {
    for by_second in [false, true] {
        let office = Office::open().await;
        let who = if by_second { &office.max } else { &office.lea };
        let proposal = office.decide_about_all(Action::Reject, "abuse-of-service").await;
        assert_eq!(office.states().await, [State::Rejected; 3]);
        assert_eq!(office.size().await, 6, "three additions, three removals");
        office.test.clock.advance(Duration::from_secs(50));
        let undone = office.test.service.take_many_back(who, proposal).await;
        assert_eq!(undone.unwrap().entries, 3);
        assert_eq!(office.states().await, [UNVERIFIED; 3]);
        assert_eq!(office.size().await, 9, "and three additions");
        let facts = office.facts(office.entries[0]).await;
        assert_eq!(facts.priority, Some(Priority::Unverified), "it is to do again");

        let past = office.test.service.proposals().await.unwrap().past.remove(0);
        assert_eq!(past.undo_until, None, "it is offered no more");
        let undone = past.proposal.undone.unwrap();
        assert_eq!((undone.by, undone.entries), (who.id, 3));
        assert_eq!(past.name(who.id), Some(who.name.as_str()));
        let records = office.test.acts().await;
        let undid: Vec<_> = records
            .iter()
            .filter(|one| one.deed.act == Act::Undid)
            .map(|one| (one.deed.actor, one.deed.subject.clone()))
            .collect();
        let by = Agent::Staff(who.id);
        let mut expected = vec![(by, proposal.to_string())];
        expected.extend(office.entries.iter().map(|entry| (by, entry.to_string())));
        assert_eq!(undid, expected);
    }
}

#[tokio::test]
async fn what_puts_many_on_the_list_is_taken_back_too() {
    let office = Office::open().await;
    office.decide_about_all(Action::Suspend, "unusual-pattern").await;
    office.test.clock.advance(UNDO);
    let proposal = office
        .decide_about_all(Action::Reinstate, "dispute-settled")
        .await;
    assert_eq!(office.states().await, [UNVERIFIED; 3]);
    let undone = office.test.service.take_many_back(&office.lea, proposal).await;
    assert_eq!(undone.unwrap().entries, 3);
    let suspended = State::Suspended(Standing::Unverified);
    assert_eq!(office.states().await, [suspended; 3]);
    let facts = office.facts(office.entries[0]).await;
    assert_eq!(facts.priority, Some(Priority::Disputed));
}

#[tokio::test]
async fn undoing_a_rejection_of_many_withdraws_what_is_due_to_be_taken_back() {
    let office = Office::open().await;
    let service = &office.test.service;
    let (number, pin) = (office.receipt.number.to_string(), office.receipt.pin.to_string());
    let key = || CaseKey::new(&number, &pin);
    let asked = service.withdraw_some(key(), When::InADay, &[0]).await.unwrap();
    let wait = asked.items[0].withdrawal_due.unwrap().since(service.now());
    let shortly = Duration::from_secs(30);
    office.test.clock.advance(wait.saturating_sub(shortly));
    let proposal = office.decide_about_all(Action::Reject, "abuse-of-service").await;
    office.test.clock.advance(shortly);
    let undone = service.take_many_back(&office.lea, proposal).await;
    assert_eq!(undone.unwrap().entries, 3);
    let case = service.open_case(key()).await.unwrap();
    assert_eq!(case.items[0].progress, Progress::Withdrawn);
    let states = office.states().await;
    let back = states.iter().filter(|state| **state == UNVERIFIED).count();
    assert_eq!(back, 2, "{states:?}");
    assert_eq!(
        office.size().await,
        8,
        "three additions, three removals and two additions"
    );
}

#[tokio::test]
async fn entries_that_have_moved_on_are_left_and_counted() {
    let office = Office::open().await;
    let proposal = office.decide_about_all(Action::Suspend, "unusual-pattern").await;
    let ana = office.test.staff("Ana", Role::Reviewer).await;
    let moved = office.entries[1];
    office.decide(&ana, moved, Action::Reject, "public-content").await;
    let undone = office.test.service.take_many_back(&office.lea, proposal).await;
    assert_eq!(undone.unwrap().entries, 2);
    assert_eq!(office.states().await, [UNVERIFIED, State::Rejected, UNVERIFIED]);
    let past = office.test.service.proposals().await.unwrap().past.remove(0);
    assert_eq!(past.proposal.reached, Some(3));
    let mut reader = office.test.storage.read().await.unwrap();
    let today = office.test.service.now().start_of_day();
    let tallies = reader.tallies(today).await.unwrap();
    let counted = |name: &str| {
        let of_name = tallies.iter().filter(|one| one.name == name);
        of_name.map(|one| one.amount).sum::<u64>()
    };
    assert_eq!((counted("suspended"), counted("undone-suspended")), (3, 2));
}

#[tokio::test]
async fn nobody_else_takes_it_back_nor_later_nor_twice_nor_where_nothing_is_left() {
    let office = Office::open().await;
    let service = &office.test.service;
    let terms = office.terms(Action::Suspend, "unusual-pattern").await;
    let proposal = service.propose(&office.lea, &terms, "a flood").await.unwrap();
    let waiting = service.take_many_back(&office.lea, proposal).await;
    assert!(matches!(waiting, Err(UndoError::TooLate)), "{waiting:?}");
    let agreed = service.settle(&office.max, proposal, Verdict::Seconded).await;
    agreed.unwrap();
    let kim = office.test.staff("Kim", Role::Lead).await;
    let third = service.take_many_back(&kim, proposal).await;
    assert!(matches!(third, Err(UndoError::NotAllowed)), "{third:?}");
    let demoted = Staff {
        role: Role::Reviewer,
        ..office.lea.clone()
    };
    let demoted = service.take_many_back(&demoted, proposal).await;
    assert!(matches!(demoted, Err(UndoError::NotAllowed)), "{demoted:?}");
    let unknown = ProposalId::from_bytes([9; 16]);
    let unknown = service.take_many_back(&office.lea, unknown).await;
    assert!(matches!(unknown, Err(UndoError::NotFound)), "{unknown:?}");

    service.take_many_back(&office.lea, proposal).await.unwrap();
    let twice = service.take_many_back(&office.max, proposal).await;
    assert!(matches!(twice, Err(UndoError::TooLate)), "{twice:?}");

    let late = office.decide_about_all(Action::Suspend, "disputed").await;
    office.test.clock.advance(UNDO);
    let too_late = service.take_many_back(&office.lea, late).await;
    assert!(matches!(too_late, Err(UndoError::TooLate)), "{too_late:?}");

    let moved = office
        .decide_about_all(Action::Reinstate, "dispute-settled")
        .await;
    for &entry in &office.entries {
        office.decide(&kim, entry, Action::Reject, "public-content").await;
    }
    let acts = service.audit(0, 1_000).await.unwrap().len();
    let none_left = service.take_many_back(&office.lea, moved).await;
    assert!(matches!(none_left, Err(UndoError::TooLate)), "{none_left:?}");
    assert_eq!(office.states().await, [State::Rejected; 3]);
    let after = service.audit(0, 1_000).await.unwrap().len();
    assert_eq!(after, acts, "nothing happened");
}

#[tokio::test]
async fn of_two_who_propose_the_same_at_once_one_is_told_that_it_waits() {
    let office = Office::open().await;
    let terms = office.terms(Action::Reject, "public-content").await;
    let (one, other) = tokio::join!(
        office.test.service.propose(&office.lea, &terms, "a flood"),
        office.test.service.propose(&office.max, &terms, "a flood"),
    );
    let refused = match (one, other) {
        (Ok(_), Err(refused)) | (Err(refused), Ok(_)) => refused,
        both => panic!("{both:?}"),
    };
    assert!(matches!(refused, ProposeError::Waits), "{refused:?}");
    assert_eq!(office.test.service.proposals().await.unwrap().waiting.len(), 1);
}

#[tokio::test]
async fn what_two_decide_about_many_is_not_counted_as_what_one_takes_off_the_list_alone() {
    let office = Office::open().await;
    for staff in [&office.lea, &office.max] {
        for _ in 0..Errand::Remove.limit().burst {
            let entry = office.entries[0];
            office.decide(staff, entry, Action::Suspend, "disputed").await;
            office
                .decide(staff, entry, Action::Reinstate, "dispute-settled")
                .await;
        }
    }
    let alone = DecisionOrder {
        entry: office.entries[0],
        version: office.version(office.entries[0]).await,
        action: Action::Reject,
        reason: "public-content".to_owned(),
        note: None,
    };
    let refused = office.test.service.decide(&office.max, alone).await;
    assert!(matches!(refused, Err(DecideError::Wait(_))), "{refused:?}");
    office.decide_about_all(Action::Reject, "public-content").await;
    assert_eq!(office.states().await, [State::Rejected; 3]);
}
