//! What two people do about the same in the same moment, on PostgreSQL, where transactions wait for one another.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

// Fresh databases on a PostgreSQL server, as the storage crate's own tests make them.
#[path = "../../crates/storage-postgres/tests/server/mod.rs"]
mod server;

use std::sync::Arc;

use domain::{
    application::{Application, Outcome},
    audit::Agent,
    clock::ManualClock,
    entropy::SeededEntropy,
    entry::{Action, State},
    id::{ApplicationId, EntryId, StaffId, SubscriberId},
    list::{ListName, Policy, Publication},
    platform::Practice,
    proposal::{Unsettled, Verdict},
    staff::{Role, Staff},
};
use service::{
    Service,
    bulk::{BulkDecision, Chosen},
    join::VetError,
    keys::Keys,
    moderate::{DecideError, DecisionOrder, EntryFacts},
    propose::{Obstacle, ProposeError, SettleError, Terms},
    reasons::ReasonError,
    staff::ManageError,
    testing::{PASSPHRASE, START, form},
    undo::UndoError,
};
use storage::{Storage, entry::Queue, review::Filter};

const WHY: &str = "they know how";
/// So often the same is tried, because what goes wrong does not each time.
const ROUNDS: u8 = 12;

struct Office {
    service: Service,
    storage: Arc<dyn Storage>,
    ada: Staff,
    ben: Staff,
}

async fn in_an_office(test: impl AsyncFnOnce(Office)) {
    server::with_database(async |storage, _| {
        let storage: Arc<dyn Storage> = Arc::new(storage);
        let clock = Arc::new(ManualClock::at(START));
        let entropy = Arc::new(SeededEntropy::new(1));
        let keys = Keys::derive(&[7; 32]);
        let service = Service::new(Arc::clone(&storage), clock, entropy, keys, 2);
        let policy = Policy::initial(Publication::PublishFirst);
        let list = ListName::exploitative();
        service.ensure_list(&list, &policy).await.unwrap();
        let ada = service.add_staff("ada", Role::Admin, PASSPHRASE).await.unwrap();
        let ben = service.add_staff("ben", Role::Admin, PASSPHRASE).await.unwrap();
        test(Office {
            service,
            storage,
            ada: ada.staff,
            ben: ben.staff,
        })
        .await;
    })
    .await;
}

impl Office {
    /// Lets one of two agree to what the other proposes while something else happens, and answers what became of both.
    async fn while_settling<T: Send + 'static>(
        &self,
        terms: &Terms,
        meanwhile: impl Future<Output = T> + Send + 'static,
    ) -> (Result<(), SettleError>, T) {
        let proposal = self.service.propose(&self.ada, terms, WHY).await.unwrap();
        let (service, ben) = (self.service.clone(), self.ben.clone());
        let meanwhile = tokio::spawn(meanwhile);
        let settling = tokio::spawn(async move { service.settle(&ben, proposal, Verdict::Seconded).await });
        let both = (settling.await.unwrap(), meanwhile.await.unwrap());
        if both.0.is_err() {
            let taken_back = self.service.settle(&self.ada, proposal, Verdict::TakenBack);
            let taken_back = taken_back.await;
            // Declining an application has ended it.
            assert!(
                matches!(
                    taken_back,
                    Ok(()) | Err(SettleError::Unsettled(Unsettled::Settled(_)))
                ),
                "{taken_back:?}"
            );
        }
        both
    }

    /// One more organisation that asks to follow lists.
    async fn application(&self, round: u8) -> ApplicationId {
        let id = ApplicationId::from_bytes([round; 16]);
        let mut tx = self.storage.begin().await.unwrap();
        tx.add_application(&Application {
            id,
            subscriber: SubscriberId::from_bytes([round; 16]),
            organisation: format!("Organisation {round}"),
            products: "Photos".to_owned(),
            practices: vec![Practice::Looks],
            agreement: "1".to_owned(),
            code_digest: [round; 32],
            submitted_at: START,
            outcome: Outcome::Waiting,
            decided_at: None,
            decided_by: None,
            reason: None,
        })
        .await
        .unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// Two more entries, and the terms of one decision that rejects them.
    async fn two_more(&self, round: u8) -> (Vec<EntryId>, Terms) {
        let submission = form(round, 2).parse().unwrap();
        self.service.submit(submission).await.unwrap();
        let page = self.service.queue(Queue::Unverified, None, 2).await.unwrap();
        let entries: Vec<Chosen> = page
            .rows
            .iter()
            .map(|row| Chosen {
                entry: row.entry.id,
                version: row.entry.version,
            })
            .collect();
        let ids = entries.iter().map(|chosen| chosen.entry).collect();
        let terms = Terms::BulkDecision(BulkDecision {
            action: "reject".to_owned(),
            reason: "public-content".to_owned(),
            entries,
        });
        (ids, terms)
    }

    /// Rejects them, so that the next round has entries of its own.
    async fn clear(&self, entries: Vec<EntryId>) {
        for entry in entries {
            let order = DecisionOrder {
                entry,
                version: self.facts(entry).await.entry.version,
                action: Action::Reject,
                reason: "public-content".to_owned(),
                note: None,
            };
            self.service.decide(&self.ada, order).await.unwrap();
        }
    }

    async fn facts(&self, entry: EntryId) -> EntryFacts {
        self.service.entry_facts(entry).await.unwrap().unwrap()
    }

    /// How often that was done to an entry.
    async fn times(&self, entry: EntryId, action: Action) -> usize {
        let decisions = self.facts(entry).await.decisions;
        let of_it = decisions.iter().filter(|one| one.decision.action == action);
        of_it.count()
    }

    async fn role_of(&self, staff: StaffId) -> Role {
        let mut tx = self.storage.read().await.unwrap();
        tx.lookup_staff(staff).await.unwrap().unwrap().role
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_accepting_and_declining_an_application_at_once_one_happens_and_the_other_is_told() {
    in_an_office(async |office| {
        for round in 0..ROUNDS {
            let id = office.application(round).await;
            let (service, ada) = (office.service.clone(), office.ada.clone());
            let declining = async move { service.decline_application(&ada, id, "unknown there").await };
            let terms = Terms::NewPlatform { application: id };
            let both = office.while_settling(&terms, declining).await;
            let expected = matches!(
                both,
                (Ok(()), Err(VetError::Answered(_)))
                    | (Err(SettleError::Unsettled(Unsettled::Settled(_))), Ok(()))
            );
            assert!(expected, "{both:?}");
            let waiting = office.service.proposals().await.unwrap().waiting;
            assert!(waiting.is_empty(), "{waiting:?}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_proposal_to_accept_does_not_outlive_a_decline_of_the_same_moment() {
    in_an_office(async |office| {
        for round in 0..ROUNDS {
            let id = office.application(round).await;
            let (service, ada) = (office.service.clone(), office.ada.clone());
            let declining =
                tokio::spawn(async move { service.decline_application(&ada, id, "unknown there").await });
            let (service, ben) = (office.service.clone(), office.ben.clone());
            let terms = Terms::NewPlatform { application: id };
            let proposing = tokio::spawn(async move { service.propose(&ben, &terms, WHY).await });
            declining.await.unwrap().unwrap();
            let proposed = proposing.await.unwrap();
            assert!(
                matches!(proposed, Ok(_) | Err(ProposeError::Obstacle(Obstacle::Declined))),
                "{proposed:?}"
            );
            let waiting = office.service.proposals().await.unwrap().waiting;
            assert!(waiting.is_empty(), "{waiting:?}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whom_two_make_an_admin_no_one_alone_makes_anything_else_in_the_same_moment() {
    in_an_office(async |office| {
        for round in 0..ROUNDS {
            let name = format!("robin {round}");
            let added = office.service.add_staff(&name, Role::Lead, PASSPHRASE).await;
            let robin = added.unwrap().staff.id;
            let (service, by) = (office.service.clone(), Agent::Staff(office.ada.id));
            let changing = async move { service.change_role(by, robin, Role::Reviewer, WHY).await };
            let both = office
                .while_settling(&Terms::NewAdmin { staff: robin }, changing)
                .await;
            let expected = matches!(both, (Ok(()), Ok(()) | Err(ManageError::Admin)));
            assert!(expected, "{both:?}");
            assert_eq!(office.role_of(robin).await, Role::Admin);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_who_put_away_the_last_two_reasons_at_once_one_is_told_that_it_is_the_last() {
    in_an_office(async |office| {
        let reasons = office.service.reasons(Action::Reinstate).await.unwrap();
        let names: Vec<String> = reasons.into_iter().map(|reason| reason.name).collect();
        let [one, other] = &names[..] else {
            panic!("{names:?}")
        };
        for _ in 0..ROUNDS {
            let put_away = |by: &Staff, name: &str| {
                let (service, by, name) = (office.service.clone(), by.clone(), name.to_owned());
                tokio::spawn(async move { service.offer_reason(&by, Action::Reinstate, &name, false).await })
            };
            let first = put_away(&office.ada, one);
            let second = put_away(&office.ben, other);
            let both = (first.await.unwrap(), second.await.unwrap());
            let gone = match both {
                (Ok(()), Err(ReasonError::Last)) => one,
                (Err(ReasonError::Last), Ok(())) => other,
                both => panic!("{both:?}"),
            };
            let again = office
                .service
                .offer_reason(&office.ada, Action::Reinstate, gone, true);
            again.await.unwrap();
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_who_propose_the_same_about_many_at_once_one_is_told_that_it_waits() {
    in_an_office(async |office| {
        for round in 1..=ROUNDS {
            let (entries, terms) = office.two_more(round).await;
            let propose = |by: &Staff| {
                let (service, by, terms) = (office.service.clone(), by.clone(), terms.clone());
                tokio::spawn(async move { service.propose(&by, &terms, WHY).await })
            };
            let (one, other) = (propose(&office.ada), propose(&office.ben));
            let proposal = match (one.await.unwrap(), other.await.unwrap()) {
                (Ok(proposal), Err(ProposeError::Waits)) | (Err(ProposeError::Waits), Ok(proposal)) => {
                    proposal
                }
                both => panic!("{both:?}"),
            };
            let waiting = office.service.proposals().await.unwrap().waiting;
            assert_eq!(waiting.len(), 1);
            let author = if waiting[0].proposal.proposed_by == office.ada.id {
                &office.ada
            } else {
                &office.ben
            };
            let taken_back = office.service.settle(author, proposal, Verdict::TakenBack);
            taken_back.await.unwrap();
            office.clear(entries).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_who_agree_about_many_at_once_and_take_it_back_at_once_one_does_each_time() {
    in_an_office(async |office| {
        let cia = office.service.add_staff("cia", Role::Lead, PASSPHRASE).await;
        let cia = cia.unwrap().staff;
        for round in 1..=ROUNDS {
            let (entries, terms) = office.two_more(round).await;
            let proposal = office.service.propose(&office.ada, &terms, WHY).await.unwrap();
            let agree = |by: &Staff| {
                let (service, by) = (office.service.clone(), by.clone());
                tokio::spawn(async move { service.settle(&by, proposal, Verdict::Seconded).await })
            };
            let (one, other) = (agree(&office.ben), agree(&cia));
            let second = match (one.await.unwrap(), other.await.unwrap()) {
                (Ok(()), Err(SettleError::Unsettled(Unsettled::Settled(_)))) => &office.ben,
                (Err(SettleError::Unsettled(Unsettled::Settled(_))), Ok(())) => &cia,
                both => panic!("{both:?}"),
            };
            for &entry in &entries {
                assert_eq!(office.times(entry, Action::Reject).await, 1);
            }
            let take_back = |by: &Staff| {
                let (service, by) = (office.service.clone(), by.clone());
                tokio::spawn(async move { service.take_many_back(&by, proposal).await })
            };
            let (one, other) = (take_back(&office.ada), take_back(second));
            let undone = match (one.await.unwrap(), other.await.unwrap()) {
                (Ok(undone), Err(UndoError::TooLate)) | (Err(UndoError::TooLate), Ok(undone)) => undone,
                both => panic!("{both:?}"),
            };
            assert_eq!(undone.entries, 2);
            for &entry in &entries {
                assert_eq!(office.times(entry, Action::TakeBack).await, 1);
                assert!(matches!(
                    office.facts(entry).await.entry.state,
                    State::Published(_)
                ));
            }
            office.clear(entries).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_decided_about_one_of_many_while_they_are_taken_back_is_decided_or_its_author_is_told() {
    in_an_office(async |office| {
        for round in 1..=ROUNDS {
            let (entries, terms) = office.two_more(round).await;
            let Terms::BulkDecision(mut many) = terms else {
                panic!("{terms:?}")
            };
            many.action = "confirm".to_owned();
            many.reason = "facts-consistent".to_owned();
            let terms = Terms::BulkDecision(many);
            let proposal = office.service.propose(&office.ada, &terms, WHY).await.unwrap();
            let agreed = office.service.settle(&office.ben, proposal, Verdict::Seconded);
            agreed.await.unwrap();
            let order = DecisionOrder {
                entry: entries[1],
                version: office.facts(entries[1]).await.entry.version,
                action: Action::Suspend,
                reason: "disputed".to_owned(),
                note: None,
            };
            let (service, ben) = (office.service.clone(), office.ben.clone());
            let alone = tokio::spawn(async move { service.decide(&ben, order).await });
            let (service, ada) = (office.service.clone(), office.ada.clone());
            let back = tokio::spawn(async move { service.take_many_back(&ada, proposal).await });
            let reached = match (alone.await.unwrap(), back.await.unwrap()) {
                (Ok(_), Ok(undone)) => (undone.entries, 1),
                (Err(DecideError::Stale { .. }), Ok(undone)) => (undone.entries, 2),
                both => panic!("{both:?}"),
            };
            assert_eq!(reached.0, reached.1);
            office.clear(entries).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn views_that_are_saved_under_one_name_at_once_are_one_of_each_person() {
    in_an_office(async |office| {
        for _ in 0..ROUNDS {
            let save = |by: &Staff, filter: &'static str| {
                let (service, by) = (office.service.clone(), by.clone());
                tokio::spawn(async move { service.save_view(&by, "mine", filter).await })
            };
            let all = [
                save(&office.ada, "medium=video"),
                save(&office.ada, "medium=image"),
                save(&office.ben, "medium=video"),
            ];
            for one in all {
                one.await.unwrap().unwrap();
            }
            for by in [&office.ada, &office.ben] {
                let page = office.service.work(by, &Filter::default(), None, 1).await;
                assert_eq!(page.unwrap().views.len(), 1);
            }
        }
    })
    .await;
}
