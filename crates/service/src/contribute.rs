//! A subscriber hands in hashes of its own: screened like a person's, and on the list only after staff said so.

use std::{collections::BTreeMap, time::Duration};

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

use crate::{
    Service,
    by_hash::{MOST_CASES, by_fingerprint},
    feed::entitled,
    feedback::MOST_AT_ONCE,
    keys::Keys,
    submit::Place,
    tally::{self, Counts},
};

/// No verifier at all: what nobody holds a PIN of is opened by none.
const NO_PIN: &str = "contributed";

/// No more new hashes are taken from one subscriber in a day, UTC: each waits for a person to look at it.
pub const MOST_A_DAY: u64 = 5_000;

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
    /// They stand for too many entries that are known already.
    #[error("they stand for too many entries at once")]
    TooManyEntries,
    /// The subscriber has handed in as many as it may today.
    #[error("no more than {MOST_A_DAY} new hashes are taken in a day")]
    EnoughToday {
        /// Until the next day begins, UTC.
        seconds: u64,
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
        let prints: Vec<Fingerprint> = contributions.iter().map(|one| one.fingerprint.clone()).collect();
        let mut tx = self.storage().begin().await?;
        let known = by_fingerprint(tx.with_fingerprints(list, &prints, MOST_CASES).await?);
        let entries: Vec<EntryId> = known.values().flatten().copied().collect();
        if entries.len() > MOST_AT_ONCE {
            return Err(ContributeError::TooManyEntries);
        }
        // Entries before their subscriber, as whoever gives feedback locks them. From here on it is one request of a
        // subscriber after the other: so the same hash is new once, and none hands in more than it may.
        tx.lock_entries(&entries).await?;
        tx.hold_subscriber(subscriber.id).await?;
        let policy = tx
            .policy(list, self.now())
            .await?
            .ok_or(ContributeError::UnknownList)?
            .reviewed_first();
        let keyring = self.keyring();
        // In the order in which everyone locks entries; of the same entry the last word counts.
        let (mut new, mut said) = (0, BTreeMap::new());
        for (position, contribution) in contributions.iter().enumerate() {
            let hashes = hashes(&contribution.fingerprint).ok_or(ContributeError::NoHash { position })?;
            let entries = match known.get(&contribution.fingerprint) {
                Some(known) => known.clone(),
                None => {
                    let submission = submission(subscriber, list, contribution, hashes);
                    let (added, waiting) = self
                        .add_contribution(tx.as_mut(), keyring.current(), &submission, &policy)
                        .await?;
                    new += u64::from(added);
                    waiting
                }
            };
            said.extend(entries.into_iter().map(|entry| (entry, contribution.verdict)));
        }
        let mut counts = self.within_the_day(tx.as_mut(), subscriber, list, new).await?;
        let mut suspended = Vec::new();
        for (entry, verdict) in said {
            let feedback = Feedback {
                list: list.clone(),
                entry,
                subscriber: subscriber.id,
                verdict,
                reason: verdict.reasons()[0].to_owned(),
                matches: 1,
                answered: 0,
                given_at: self.now(),
            };
            self.take_word(tx.as_mut(), &feedback, &mut counts, &mut suspended)
                .await?;
        }
        self.count(tx.as_mut(), self.now(), counts).await?;
        tx.commit().await?;
        self.follow_up(suspended).await;
        usize::try_from(new).map_err(|_| ContributeError::TooManyEntries)
    }

    /// Counts what is new of this subscriber today, where it is not more than staff could ever look at.
    async fn within_the_day(
        &self,
        tx: &mut dyn Transaction,
        subscriber: &Subscriber,
        list: &ListName,
        new: u64,
    ) -> Result<Counts, ContributeError> {
        let (now, today) = (self.now(), self.today());
        let name = tally::contributed(subscriber.member);
        let counted = tx.tallies(today).await?;
        let before: u64 = counted
            .iter()
            .filter(|tally| tally.name == name)
            .map(|tally| tally.amount)
            .sum();
        if new > 0 && before + new > MOST_A_DAY {
            let tomorrow = today.plus(Duration::from_secs(24 * 3_600));
            return Err(ContributeError::EnoughToday {
                seconds: tomorrow.since(now).as_secs().max(1),
            });
        }
        let mut counts = Counts::default();
        if new > 0 {
            counts.add(list, name, new);
        }
        Ok(counts)
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
                    self.keep_item(tx, place, &around.surroundings, policy, &mut counts)
                        .await?;
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
