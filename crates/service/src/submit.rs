//! A person submits hashes and gets a receipt.

use domain::{
    Timestamp,
    case::{Case, CaseNumber, Pin},
    decision::Actor,
    entry::{Action, Entry},
    id::{CaseId, DecisionId, EntryId, ItemId},
    list::{Policy, Publication},
    screening::{Found, Surroundings, screen},
    submission::{Submission, SubmittedItem},
};
use storage::{StorageError, Transaction, case::Item};

use crate::{
    Service,
    bulkhead::Busy,
    case::pin_secret,
    door::Wait,
    keys::Keys,
    screening::{doubt, earlier, prints},
    tally::{self, Counts},
    transition::{Order, Unmoved, carry_out},
};

/// What the person keeps. It is shown once and kept nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Finds the case.
    pub number: CaseNumber,
    /// Opens it.
    pub pin: Pin,
}

/// A submission that is kept, now or already before.
pub(crate) enum Taken {
    New(Receipt),
    Again(Receipt),
}

/// Why a submission was not taken. Nothing of it was kept.
#[derive(Debug, thiserror::Error)]
pub enum SubmitError {
    /// There is no list of that name.
    #[error("there is no such list")]
    UnknownList,
    /// The key belongs to a submission with other content.
    #[error("the key was used for another submission")]
    KeyReused,
    /// Too much is going on: the same submission may be sent again in a few seconds.
    #[error("too many submissions at the moment")]
    Busy,
    /// More is sent than is taken in an hour: the same submission may be sent again then.
    #[error("wait {} seconds before sending it again", .0.seconds)]
    Wait(Wait),
    /// The database failed: the same submission may be sent again.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl From<Busy> for SubmitError {
    fn from(_: Busy) -> Self {
        Self::Busy
    }
}

impl From<Wait> for SubmitError {
    fn from(wait: Wait) -> Self {
        Self::Wait(wait)
    }
}

impl Service {
    /// Screens a submission and keeps it: case, items, entries, decisions and announcements in one transaction.
    /// The same submission again gets the same receipt again and is kept once.
    ///
    /// # Errors
    /// Where it was not taken.
    pub async fn submit(&self, submission: Submission) -> Result<Receipt, SubmitError> {
        let taken = self.take(submission).await;
        self.metrics().submission(&taken);
        taken.map(|(Taken::New(receipt) | Taken::Again(receipt))| receipt)
    }

    async fn take(&self, submission: Submission) -> Result<Taken, SubmitError> {
        if let Some(receipt) = self.receipt_of_repetition(&submission).await? {
            return Ok(Taken::Again(receipt));
        }
        self.storage()
            .read()
            .await?
            .policy(&submission.list, self.now())
            .await?
            .ok_or(SubmitError::UnknownList)?;
        let keyring = self.keyring();
        let keys = keyring.current();
        let receipt = receipt_of(&submission, keys);
        let salt = self.entropy().bytes();
        let pin_verifier = self
            .0
            .bulkhead
            .verifier(keys.pepper(), pin_secret(&receipt.number, &receipt.pin), salt)
            .await?;
        let around = self.surroundings(&submission, None).await?;
        let today = self.now().start_of_day();
        let case = Case {
            id: CaseId::draw(self.entropy()),
            number_mac: keys.number_mac(&receipt.number),
            pin_verifier,
            submission_mac: keys.submission_mac(&submission.key),
            submission_digest: submission.digest(),
            opened_on: today,
            key_generation: keys.generation(),
        };

        let mut tx = self.storage().begin().await?;
        let policy = tx
            .policy(&submission.list, self.now())
            .await?
            .ok_or(SubmitError::UnknownList)?;
        // Locked before anything else is waited for.
        let earlier = earlier(tx.as_mut(), &submission, &around, None).await?;
        tx.lock_entries(&earlier.entries()).await?;
        match tx.add_case(&case).await {
            // The same submission arrived twice at once and the other one was quicker.
            Err(StorageError::Constraint(name)) if name == "case_submission_mac_unique" => {
                drop(tx);
                self.receipt_of_repetition(&submission).await?;
                return Ok(Taken::Again(receipt));
            }
            kept => kept?,
        }
        // Not before it is certain that this one is kept: many at once of the same are one.
        self.admit_items(submission.items.len())?;
        let mut counts = Counts::default();
        let items = u64::try_from(submission.items.len()).unwrap_or(u64::MAX);
        counts.add(&submission.list, tally::CASES, 1);
        counts.add(&submission.list, tally::SURVIVORS_ITEMS, items);
        for (position, around) in around.iter().enumerate() {
            let place = Place {
                case: &case,
                submission: &submission,
                position,
                today,
            };
            self.keep_item(tx.as_mut(), place, &around.surroundings, &policy, &mut counts)
                .await?;
        }
        doubt(tx.as_mut(), &earlier, &policy, &mut counts).await?;
        self.count(tx.as_mut(), today, counts).await?;
        tx.commit().await?;
        self.note_volume(&submission.list, 1, items);
        Ok(Taken::New(receipt))
    }

    /// The receipt of a submission that was kept before, under whichever generation of keys it was.
    async fn receipt_of_repetition(&self, submission: &Submission) -> Result<Option<Receipt>, SubmitError> {
        let mut tx = self.storage().read().await?;
        for keys in self.keyring().newest_first() {
            let mac = keys.submission_mac(&submission.key);
            match tx.find_case_by_submission(&mac).await? {
                None => {}
                Some(case) if case.submission_digest == submission.digest() => {
                    return Ok(Some(receipt_of(submission, keys)));
                }
                Some(_) => return Err(SubmitError::KeyReused),
            }
        }
        Ok(None)
    }

    pub(crate) async fn keep_item(
        &self,
        tx: &mut dyn Transaction,
        place: Place<'_>,
        surroundings: &Surroundings,
        policy: &Policy,
        counts: &mut Counts,
    ) -> Result<(), StorageError> {
        let Place {
            case,
            submission,
            position,
            today,
        } = place;
        let submitted = &submission.items[position];
        let item = Item {
            id: ItemId::draw(self.entropy()),
            case: case.id,
            position: submission.first + u32::try_from(position).unwrap_or(u32::MAX),
            medium: submitted.medium,
            salt: self.entropy().bytes(),
            hashes: submitted.hashes.clone(),
        };
        tx.add_item(&item).await?;
        let prints = prints(&item.hashes);
        if !prints.is_empty() {
            tx.add_fingerprints(item.id, &prints, today).await?;
        }
        let entry = Entry::new(
            EntryId::draw(self.entropy()),
            submission.list.clone(),
            item.id,
            item.medium,
        );
        tx.add_entry(&entry, today).await?;
        let others = others(&submission.items, position);
        let findings = screen(submitted, others, surroundings, policy);
        tx.add_findings(entry.id, &findings).await?;
        counts.add(&submission.list, tally::ITEMS, 1);
        for found in &findings {
            counts.add(
                &submission.list,
                format!("{}{}", tally::FINDING, found.finding.name()),
                1,
            );
        }
        let (action, reason) = verdict(&findings, policy);
        if action == Action::Hold {
            counts.add(&submission.list, tally::HELD, 1);
        }
        let actor = Actor::Policy {
            name: policy.name.clone(),
            version: policy.version,
        };
        let order = Order {
            id: DecisionId::draw(self.entropy()),
            action,
            actor,
            reason: reason.to_owned(),
            note: None,
            at: today,
        };
        match carry_out(tx, entry, order).await {
            Ok(_) => Ok(()),
            Err(Unmoved::Storage(error)) => Err(error),
            Err(Unmoved::Stale | Unmoved::Impossible(_)) => {
                unreachable!("a new entry, seen by nobody else, can be held and published")
            }
        }
    }
}

/// Which item of which submission.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) case: &'a Case,
    pub(crate) submission: &'a Submission,
    pub(crate) position: usize,
    pub(crate) today: Timestamp,
}

/// Number and PIN follow from the submission's key, so they need not be kept to be said again.
fn receipt_of(submission: &Submission, keys: &Keys) -> Receipt {
    let entropy = keys.receipt_entropy(&submission.key);
    Receipt {
        number: CaseNumber::draw(&entropy),
        pin: Pin::draw(&entropy),
    }
}

fn others(items: &[SubmittedItem], position: usize) -> impl Iterator<Item = &SubmittedItem> {
    items
        .iter()
        .enumerate()
        .filter(move |(other, _)| *other != position)
        .map(|(_, item)| item)
}

/// What the policy says of an item with these findings, and the reason that the decision records.
fn verdict(findings: &[Found], policy: &Policy) -> (Action, &'static str) {
    match (findings.iter().find(|found| found.holds()), policy.publication) {
        (Some(found), _) => (Action::Hold, found.finding.name()),
        (None, Publication::ReviewFirst) => (Action::Hold, "review-first"),
        (None, Publication::PublishFirst) => (Action::Publish, "screened-clean"),
    }
}
