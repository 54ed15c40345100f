//! A subscriber hands in hashes of its own: screened like a person's, and on the list only after staff said so.

use domain::{
    case::Case,
    feedback::{Feedback, Verdict},
    hash::{Hash, HashValue, ItemHashes, Medium},
    id::{CaseId, EntryId},
    list::{ListName, Policy},
    submission::{Submission, SubmissionKey, SubmittedItem},
    subscriber::Subscriber,
};
use hashing::{Pdq, Quality};
use sha2::{Digest as _, Sha256};
use storage::{StorageError, Transaction, fingerprint::Fingerprint};

use crate::{Service, feed::entitled, keys::Keys, submit::Place, tally::Counts};

/// No verifier at all: what nobody holds a PIN of is opened by none.
const NO_PIN: &str = "contributed";

/// A hash that a subscriber hands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// The hash.
    pub fingerprint: Fingerprint,
    /// What the subscriber says of it.
    pub verdict: Verdict,
}

/// Why hashes were not taken. None of them was kept.
#[derive(Debug, thiserror::Error)]
pub enum ContributeError {
    /// There is no such list, or the subscriber may not read it: which one, it does not say.
    #[error("there is no such list")]
    UnknownList,
    /// The subscriber may not hand in hashes.
    #[error("this subscriber may not hand in hashes")]
    Forbidden,
    /// A hash has not the length of its kind.
    #[error("hash {position} is none of its kind")]
    NoHash {
        /// Which of the hashes it is, from 0 on.
        position: usize,
    },
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Service {
    /// Takes hashes in, all of them or none. One that is known already, from whomever, becomes an opinion on it. Returns
    /// how many wait for review because of this.
    ///
    /// # Errors
    /// Where they were not taken.
    pub async fn contribute(
        &self,
        subscriber: &Subscriber,
        list: &ListName,
        contributions: &[Contribution],
    ) -> Result<usize, ContributeError> {
        entitled(subscriber, list).map_err(|_| ContributeError::UnknownList)?;
        if !subscriber.may_contribute {
            return Err(ContributeError::Forbidden);
        }
        let mut tx = self.storage().begin().await?;
        let policy = tx
            .policy(list, self.now())
            .await?
            .ok_or(ContributeError::UnknownList)?
            .reviewed_first();
        let keyring = self.keyring();
        let (mut new, mut suspended, mut counts) = (0, Vec::new(), Counts::default());
        for (position, contribution) in contributions.iter().enumerate() {
            let hashes = hashes(&contribution.fingerprint).ok_or(ContributeError::NoHash { position })?;
            let known = tx
                .with_fingerprints(list, std::slice::from_ref(&contribution.fingerprint))
                .await?;
            let mut entries: Vec<EntryId> = known.into_iter().map(|found| found.entry).collect();
            if entries.is_empty() {
                let submission = submission(subscriber, list, contribution, hashes);
                let (added, waiting) = self
                    .add_contribution(tx.as_mut(), keyring.current(), &submission, &policy)
                    .await?;
                new += usize::from(added);
                entries = waiting;
            }
            for entry in entries {
                let feedback = Feedback {
                    list: list.clone(),
                    entry,
                    subscriber: subscriber.id,
                    verdict: contribution.verdict,
                    reason: contribution.verdict.reasons()[0].to_owned(),
                    matches: 1,
                    given_at: self.now(),
                };
                self.take_word(tx.as_mut(), &feedback, &mut counts, &mut suspended)
                    .await?;
            }
        }
        self.count(tx.as_mut(), self.now(), counts).await?;
        tx.commit().await?;
        for took in suspended {
            self.metrics().suspended(took);
        }
        Ok(new)
    }

    /// Keeps a contribution, unless the same subscriber handed in the same before. Returns whether it is new, and its
    /// entries.
    async fn add_contribution(
        &self,
        tx: &mut dyn Transaction,
        keys: &Keys,
        submission: &Submission,
        policy: &Policy,
    ) -> Result<(bool, Vec<EntryId>), StorageError> {
        let mac = keys.submission_mac(&submission.key);
        let before = tx.find_case_by_submission(&mac).await?;
        let case = match &before {
            Some(case) => case.id,
            None => {
                let today = self.now().start_of_day();
                let case = Case {
                    id: CaseId::draw(self.entropy()),
                    // Of no number: nobody is given one.
                    number_mac: self.entropy().bytes(),
                    pin_verifier: NO_PIN.to_owned(),
                    submission_mac: mac,
                    submission_digest: submission.digest(),
                    opened_on: today,
                    key_generation: keys.generation(),
                };
                tx.add_case(&case).await?;
                let mut counts = Counts::default();
                for (position, around) in self.surroundings(submission, None).await?.iter().enumerate() {
                    let place = Place {
                        case: &case,
                        submission,
                        position,
                        today,
                    };
                    self.keep_item(tx, place, around, policy, &mut counts).await?;
                }
                self.count(tx, today, counts).await?;
                case.id
            }
        };
        let entries = tx.entries_of_case(case).await?;
        let entries = entries.into_iter().map(|found| found.entry.id).collect();
        Ok((before.is_none(), entries))
    }
}

/// The same hash from the same subscriber is always the same submission.
fn submission(
    subscriber: &Subscriber,
    list: &ListName,
    contribution: &Contribution,
    hashes: ItemHashes,
) -> Submission {
    let mut key = Sha256::new();
    key.update(b"reclaim contribution\n");
    key.update(subscriber.id.as_bytes());
    key.update(format!("{list}\n{}\n", contribution.fingerprint.medium.as_str()));
    key.update(&contribution.fingerprint.value);
    Submission {
        key: SubmissionKey::from_bytes(key.finalize().into()),
        list: list.clone(),
        items: vec![SubmittedItem {
            medium: contribution.fingerprint.medium,
            hashes,
        }],
        first: 0,
    }
}

/// The one hash of the item. Whoever hands it in has seen the picture and vouches for its detail.
fn hashes(fingerprint: &Fingerprint) -> Option<ItemHashes> {
    let bytes = fingerprint.value.as_slice();
    let value = match fingerprint.medium {
        Medium::Image => HashValue::Pdq(Pdq::from_bytes(bytes.try_into().ok()?), Quality::new(100)?),
        Medium::Video => HashValue::Md5(bytes.try_into().ok()?),
    };
    ItemHashes::new(vec![Hash { value, variant: None }]).ok()
}
