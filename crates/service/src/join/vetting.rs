//! Staff look at what organisations ask: one of them declines, two accept.

use std::collections::HashMap;

use domain::{
    Timestamp,
    account::Invitation,
    application::{Application, Outcome},
    audit::{Act, Agent, Deed, Occasion},
    id::{ApplicationId, ProposalId},
    platform::Profile,
    proposal::Proposal,
    sealed::Purpose,
    staff::{Right, Staff},
    subscriber::{Subscriber, folded},
};
use storage::{StorageError, Transaction, application::ApplicationCursor};
use zeroize::Zeroizing;

use super::answer::{Acceptance, Answered, acceptance, answered, waiting_acceptance};
use crate::{
    Service,
    account::INVITED,
    keys::text_place,
    propose::{self, Obstacle, Terms},
    rotate::SealError,
    subscribe::is_taken,
};

/// The longest reason, in characters.
const LONGEST_REASON: usize = 1_000;
/// So many are read at a time.
const AT_ONCE: u32 = 500;

/// An application that waits, for staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The application.
    pub application: Application,
    /// Whether an organisation of that name takes part, or asks again.
    pub known: bool,
    /// The proposal to accept it, where one waits for a second person.
    pub acceptance: Option<ProposalId>,
}

/// Some applications that wait, the oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingPage {
    /// The applications.
    pub waiting: Vec<Waiting>,
    /// Where the next page starts; `None` on the last one.
    pub next: Option<ApplicationCursor>,
}

/// An application as someone who vets it sees it.
pub struct ApplicationView {
    /// The application.
    pub application: Application,
    /// How to reach the organisation: while the application waits, and afterwards for those who manage.
    pub contact: Option<Zeroizing<String>>,
    /// Whether an organisation of that name takes part already. Then this one cannot be accepted.
    pub takes_part: bool,
    /// Others that name the same organisation, or wait with the same contact.
    pub alike: Vec<Application>,
    /// That someone proposed to accept it, and a second person is waited for.
    pub acceptance: Option<Acceptance>,
    /// What became of it, once it was answered.
    pub answered: Option<Answered>,
}

/// Why staff's decision was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum VetError {
    /// There is no such application.
    #[error("there is no such application")]
    Unknown,
    /// Someone answered it before.
    #[error("it was {} already", .0.outcome.as_str())]
    Answered(Box<Answered>),
    /// There is no reason, or it is too long.
    #[error("a reason has 1 to {LONGEST_REASON} characters")]
    Reason,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Service {
    /// Applications that wait, the oldest first, at most `limit` after `after`.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn waiting_applications(
        &self,
        after: Option<ApplicationCursor>,
        limit: u32,
    ) -> Result<WaitingPage, StorageError> {
        let mut tx = self.storage().read().await?;
        // One more than the page has shows whether there is another page.
        let mut page = tx
            .applications(Outcome::Waiting, after, limit.saturating_add(1))
            .await?;
        let more = page.len() > usize::try_from(limit).unwrap_or(usize::MAX);
        if more {
            page.pop();
        }
        let next = page.last().filter(|_| more).map(ApplicationCursor::from);
        let asking = every_application(tx.as_mut(), Outcome::Waiting).await?;
        let taking_part = tx.all_subscribers().await?;
        let mut times = HashMap::<String, usize>::new();
        let asking = asking.iter().map(|asking| &asking.organisation);
        for name in asking.chain(taking_part.iter().map(|platform| &platform.name)) {
            *times.entry(folded(name)).or_default() += 1;
        }
        let mut acceptances = HashMap::new();
        for proposal in tx.waiting_proposals(self.now(), u32::MAX).await? {
            if let Some(Terms::NewPlatform { application }) = Terms::parse(&proposal.terms) {
                acceptances.insert(application, proposal.id);
            }
        }
        let waiting = page.into_iter().map(|application| Waiting {
            known: times.get(&folded(&application.organisation)) > Some(&1),
            acceptance: acceptances.get(&application.id).copied(),
            application,
        });
        Ok(WaitingPage {
            waiting: waiting.collect(),
            next,
        })
    }

    /// An application with how to reach the organisation, for someone who vets it; that they looked is recorded, and
    /// whether it waited. Once it was decided nobody has to ask there any more, and how to reach a platform is for those
    /// who manage.
    ///
    /// # Errors
    /// Where the contact does not open.
    pub async fn view_application(
        &self,
        staff: &Staff,
        application: ApplicationId,
    ) -> Result<Option<ApplicationView>, SealError> {
        let mut tx = self.storage().read().await?;
        let Some(found) = tx.lookup_application(application).await? else {
            return Ok(None);
        };
        let contact = if found.outcome == Outcome::Waiting || staff.role.may(Right::Manage) {
            Some(self.contact_of(tx.as_mut(), application).await?)
        } else {
            None
        };
        let taking_part = tx.all_subscribers().await?;
        let name = folded(&found.organisation);
        let takes_part = taking_part
            .iter()
            .any(|platform| platform.id != found.subscriber && folded(&platform.name) == name);
        let known = contact.as_ref().map(|contact| contact.as_str());
        let alike = self.alike(tx.as_mut(), &found, known).await?;
        let acceptance = acceptance(tx.as_mut(), application, self.now()).await?;
        let answered = answered(tx.as_mut(), &found).await?;
        drop(tx);
        // Nothing is shown before it is on record. Reading thousands of contacts for that would keep everybody from writing.
        let mut tx = self.storage().begin().await?;
        let occasion = Occasion::of_application(found.outcome).as_str();
        tx.record(&self.vetting_deed(staff, Act::ViewedApplication, application, occasion))
            .await?;
        tx.commit().await?;
        Ok(Some(ApplicationView {
            application: found,
            contact,
            takes_part,
            alike,
            acceptance,
            answered,
        }))
    }

    /// Applications that name the same organisation, or wait with the same contact, which nobody is shown here.
    async fn alike(
        &self,
        tx: &mut dyn Transaction,
        found: &Application,
        contact: Option<&str>,
    ) -> Result<Vec<Application>, SealError> {
        let (name, contact) = (folded(&found.organisation), contact.map(folded));
        let mut alike = Vec::new();
        for outcome in [Outcome::Waiting, Outcome::Declined] {
            for other in every_application(tx, outcome).await? {
                let same = folded(&other.organisation) == name
                    || outcome == Outcome::Waiting
                        && contact.is_some()
                        && self
                            .contact_of(tx, other.id)
                            .await
                            .is_ok_and(|of_other| contact.as_ref() == Some(&folded(&of_other)));
                if same && other.id != found.id {
                    alike.push(other);
                }
            }
        }
        Ok(alike)
    }

    async fn contact_of(
        &self,
        tx: &mut dyn Transaction,
        application: ApplicationId,
    ) -> Result<Zeroizing<String>, SealError> {
        let place = text_place(Purpose::ApplicationContact, application.as_bytes());
        let sealed = tx
            .sealed(Purpose::ApplicationContact, application.as_bytes())
            .await?;
        match sealed {
            Some(sealed) => Ok(self.keyring().unseal(&place, &sealed)?),
            None => Ok(Zeroizing::new(String::new())),
        }
    }

    /// Declines an application: for that one person is enough. A proposal to accept it that waits ends with that. The same
    /// again, by the same person, is answered as done.
    ///
    /// # Errors
    /// [`VetError::Answered`] where someone answered it before; where it is not there, or there is no reason.
    pub async fn decline_application(
        &self,
        staff: &Staff,
        application: ApplicationId,
        reason: &str,
    ) -> Result<(), VetError> {
        let reason = reason.trim();
        if !(1..=LONGEST_REASON).contains(&reason.chars().count()) {
            return Err(VetError::Reason);
        }
        let now = self.now();
        let Held {
            mut tx,
            found,
            acceptance,
        } = self.hold(application, now).await?;
        let found = found.ok_or(VetError::Unknown)?;
        if let Some(answered) = answered(tx.as_mut(), &found).await? {
            let again = found.decided_by == Some(staff.id) && found.reason.as_deref() == Some(reason);
            return if again {
                Ok(())
            } else {
                Err(VetError::Answered(Box::new(answered)))
            };
        }
        tx.decide_application(application, Outcome::Declined, staff.id, now, Some(reason))
            .await?;
        tx.record(&self.vetting_deed(staff, Act::DeclinedApplication, application, reason))
            .await?;
        if let Some(acceptance) = acceptance {
            let why = format!("application {application}");
            propose::end(tx.as_mut(), &acceptance, staff, &why, now).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Begins a transaction that holds an application, and before it the proposal to accept it: in the order in which whoever
    /// agrees to that holds them, because of two who wait for each other one would fail. Where a proposal came or went
    /// meanwhile it begins anew.
    async fn hold(&self, application: ApplicationId, now: Timestamp) -> Result<Held, StorageError> {
        loop {
            let mut tx = self.storage().begin().await?;
            let seen = waiting_acceptance(tx.as_mut(), application, now).await?;
            let seen = seen.map(|proposal| proposal.id);
            if let Some(proposal) = seen {
                tx.lookup_proposal(proposal).await?;
            }
            let found = tx.lookup_application(application).await?;
            let acceptance = waiting_acceptance(tx.as_mut(), application, now).await?;
            if acceptance.as_ref().map(|proposal| proposal.id) == seen {
                return Ok(Held {
                    tx,
                    found,
                    acceptance,
                });
            }
        }
    }

    fn vetting_deed(&self, staff: &Staff, act: Act, application: ApplicationId, reason: &str) -> Deed {
        Deed {
            at: self.now(),
            actor: Agent::Staff(staff.id),
            act,
            subject: application.to_string(),
            reason: reason.to_owned(),
        }
    }
}

/// An application that one transaction holds, with the proposal to accept it.
struct Held {
    tx: Box<dyn Transaction>,
    found: Option<Application>,
    acceptance: Option<Proposal>,
}

/// Every application of that outcome, the oldest first.
async fn every_application(
    tx: &mut dyn Transaction,
    outcome: Outcome,
) -> Result<Vec<Application>, StorageError> {
    let mut all = Vec::new();
    loop {
        let after = all.last().map(ApplicationCursor::from);
        let more = tx.applications(outcome, after, AT_ONCE).await?;
        if more.is_empty() {
            return Ok(all);
        }
        all.extend(more);
    }
}

/// Why an application cannot be accepted: it is gone, it was answered, or its name is taken.
pub(crate) async fn obstacle_to_accepting(
    tx: &mut dyn Transaction,
    application: ApplicationId,
) -> Result<Option<Obstacle>, StorageError> {
    let Some(found) = tx.lookup_application(application).await? else {
        return Ok(Some(Obstacle::Gone));
    };
    match found.outcome {
        Outcome::Declined => return Ok(Some(Obstacle::Declined)),
        Outcome::Accepted => return Ok(Some(Obstacle::AlreadySo)),
        Outcome::Waiting => {}
    }
    let taken = is_taken(tx, &found.organisation).await?;
    Ok(taken.then_some(Obstacle::NameTaken))
}

/// Makes a subscriber of an application that two people accepted, in their transaction. It may follow every list that
/// there is, and the code of the application is its invitation.
pub(crate) async fn accept(
    tx: &mut dyn Transaction,
    application: ApplicationId,
    deed: &Deed,
) -> Result<(), StorageError> {
    let Some(found) = tx.lookup_application(application).await? else {
        return Ok(());
    };
    let Agent::Staff(second) = deed.actor else {
        return Err(StorageError::Inconsistent {
            table: "proposal",
            column: "settled_by",
        });
    };
    if !tx
        .decide_application(application, Outcome::Accepted, second, deed.at, None)
        .await?
    {
        return Ok(());
    }
    let lists = tx.lists().await?;
    let subscriber = Subscriber {
        id: found.subscriber,
        member: tx.next_member().await?,
        name: found.organisation,
        lists: lists.clone(),
        suspended: false,
        may_contribute: false,
        created_at: deed.at,
    };
    tx.add_subscriber(&subscriber).await?;
    tx.set_profile(&Profile {
        products: found.products,
        practices: found.practices,
        // The agreement leaves that to the platform, which says so on its pages.
        public: false,
        agreement: Some(found.agreement),
        agreed_at: Some(found.submitted_at),
        ..Profile::unknown(subscriber.id, lists)
    })
    .await?;
    tx.add_invitation(&Invitation {
        code_digest: found.code_digest,
        subscriber: subscriber.id,
        expires_at: deed.at.plus(INVITED),
    })
    .await?;
    tx.record(&Deed {
        act: Act::AddedSubscriber,
        subject: subscriber.id.to_string(),
        reason: format!("application {application}"),
        ..deed.clone()
    })
    .await?;
    Ok(())
}
