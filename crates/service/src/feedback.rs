//! A subscriber says what became of an entry.

use std::collections::BTreeMap;

use domain::{
    feedback::{Feedback, MOST_MATCHES, Verdict},
    id::EntryId,
    list::ListName,
    subscriber::Subscriber,
};
use storage::{StorageError, Transaction};

use crate::{Service, dispute::Suspension, feed::entitled, tally::Counts};

/// No more opinions are kept in one transaction, which holds the entries meanwhile.
pub(crate) const MOST_AT_ONCE: usize = 5_000;

/// What a subscriber says of one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinion {
    /// The entry.
    pub entry: EntryId,
    /// What it says.
    pub verdict: Verdict,
    /// Why, one of [`Verdict::reasons`].
    pub reason: String,
    /// How many of its uploads matched, 1 to [`MOST_MATCHES`].
    pub matches: u32,
}

impl Opinion {
    /// Whether it is one that can be given, whatever it is about.
    fn check(&self, position: usize) -> Result<(), FeedbackError> {
        if !self.verdict.reasons().contains(&self.reason.as_str()) {
            let verdict = self.verdict;
            return Err(FeedbackError::UnknownReason { position, verdict });
        }
        if !(1..=MOST_MATCHES).contains(&self.matches) {
            return Err(FeedbackError::Matches { position });
        }
        Ok(())
    }
}

/// The last word on each entry, by entry, so that two requests which cross keep their rows in the same order too. What the
/// request said of it before is not kept: when the request comes again, that would be another opinion each time.
fn last_words(opinions: &[Opinion]) -> BTreeMap<EntryId, &Opinion> {
    let mut last = BTreeMap::new();
    for opinion in opinions {
        last.insert(opinion.entry, opinion);
    }
    last
}

/// Why feedback was not taken. Nothing of it was kept.
#[derive(Debug, thiserror::Error)]
pub enum FeedbackError {
    /// There is no such list, or the subscriber may not read it: which one, it does not say.
    #[error("there is no such list")]
    UnknownList,
    /// An entry is not on the list and never was.
    #[error("opinion {position} is about an entry that was never on this list")]
    UnknownEntry {
        /// Which of the opinions it is, from 0 on.
        position: usize,
    },
    /// A reason does not go with its verdict.
    #[error("opinion {position} has a reason that does not go with {}", verdict.as_str())]
    UnknownReason {
        /// Which of the opinions it is, from 0 on.
        position: usize,
        /// What was said.
        verdict: Verdict,
    },
    /// A number of matches is none that can be.
    #[error("opinion {position} must have 1 to {MOST_MATCHES} matches")]
    Matches {
        /// Which of the opinions it is, from 0 on.
        position: usize,
    },
    /// It is about too many entries at once.
    #[error("at most {MOST_AT_ONCE} opinions at once")]
    TooMany,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Service {
    /// Keeps what a subscriber says of entries, all of it or nothing. Saying the same again changes nothing, also where
    /// staff have answered it since. Returns how much of it is new.
    ///
    /// # Errors
    /// Where it was not taken.
    pub async fn give_feedback(
        &self,
        subscriber: &Subscriber,
        list: &ListName,
        opinions: &[Opinion],
    ) -> Result<usize, FeedbackError> {
        entitled(subscriber, list).map_err(|_| FeedbackError::UnknownList)?;
        if opinions.len() > MOST_AT_ONCE {
            return Err(FeedbackError::TooMany);
        }
        for (position, opinion) in opinions.iter().enumerate() {
            opinion.check(position)?;
        }
        let mut tx = self.storage().begin().await?;
        let entries: Vec<EntryId> = opinions.iter().map(|opinion| opinion.entry).collect();
        tx.lock_entries(&entries).await?;
        for (position, entry) in entries.into_iter().enumerate() {
            if !tx.is_announced(list, entry).await? {
                return Err(FeedbackError::UnknownEntry { position });
            }
        }
        let (mut new, mut suspended, mut counts) = (0, Vec::new(), Counts::default());
        for opinion in last_words(opinions).into_values() {
            let feedback = Feedback {
                list: list.clone(),
                entry: opinion.entry,
                subscriber: subscriber.id,
                verdict: opinion.verdict,
                reason: opinion.reason.clone(),
                matches: opinion.matches,
                answered: 0,
                given_at: self.now(),
            };
            if self
                .take_word(tx.as_mut(), &feedback, &mut counts, &mut suspended)
                .await?
            {
                new += 1;
            }
        }
        self.count(tx.as_mut(), self.now(), counts).await?;
        tx.commit().await?;
        self.follow_up(suspended).await;
        Ok(new)
    }

    /// Keeps one word of a subscriber and weighs what is said of the entry then. Returns whether it counts as
    /// new; where the entry was suspended for it, that is added.
    pub(crate) async fn take_word(
        &self,
        tx: &mut dyn Transaction,
        feedback: &Feedback,
        counts: &mut Counts,
        suspended: &mut Vec<Suspension>,
    ) -> Result<bool, StorageError> {
        let new = tx.give_feedback(feedback).await?;
        if new {
            suspended.extend(self.weigh(tx, feedback, counts).await?);
        }
        Ok(new)
    }
}
