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
    entry::Action,
    id::{ApplicationId, StaffId, SubscriberId},
    list::{ListName, Policy, Publication},
    platform::Practice,
    proposal::Verdict,
    staff::{Role, Staff},
};
use service::{
    Service,
    join::VetError,
    keys::Keys,
    propose::{SettleError, Terms},
    reasons::ReasonError,
    staff::ManageError,
    testing::{PASSPHRASE, START},
};
use storage::Storage;

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
            taken_back.await.unwrap();
        }
        both
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
            let id = ApplicationId::from_bytes([round; 16]);
            let mut tx = office.storage.begin().await.unwrap();
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
                reason: None,
            })
            .await
            .unwrap();
            tx.commit().await.unwrap();
            let (service, ada) = (office.service.clone(), office.ada.clone());
            let declining = async move { service.decline_application(&ada, id, "unknown there").await };
            let terms = Terms::NewPlatform { application: id };
            let both = office.while_settling(&terms, declining).await;
            let expected = matches!(
                both,
                (Ok(()), Err(VetError::NotWaiting)) | (Err(SettleError::Obstacle(_)), Ok(()))
            );
            assert!(expected, "{both:?}");
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
            let changing = async move { service.change_role(by, robin, Role::Reviewer).await };
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
