//! A subscriber says what became of an entry.

use std::time::Duration;

use domain::{
    feedback::{Feedback, MOST_MATCHES, Verdict},
    id::EntryId,
    list::ListName,
    subscriber::Subscriber,
};
use storage::{StorageError, Transaction};

use crate::{Service, feed::entitled, tally::Counts};

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
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Service {
    /// Keeps what a subscriber says of entries, all of it or nothing. Saying the same again changes nothing, unless
    /// staff have answered a dispute since. Returns how much of it is new.
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
        let mut tx = self.storage().begin().await?;
        let (mut new, mut suspended, mut counts) = (0, Vec::new(), Counts::default());
        for (position, opinion) in opinions.iter().enumerate() {
            let Opinion {
                entry,
                verdict,
                reason,
                matches,
            } = opinion;
            if !verdict.reasons().contains(&reason.as_str()) {
                return Err(FeedbackError::UnknownReason {
                    position,
                    verdict: *verdict,
                });
            }
            if !(1..=MOST_MATCHES).contains(matches) {
                return Err(FeedbackError::Matches { position });
            }
            if !tx.is_announced(list, *entry).await? {
                return Err(FeedbackError::UnknownEntry { position });
            }
            let feedback = Feedback {
                list: list.clone(),
                entry: *entry,
                subscriber: subscriber.id,
                verdict: *verdict,
                reason: reason.clone(),
                matches: *matches,
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
        for took in suspended {
            self.metrics().suspended(took);
        }
        Ok(new)
    }

    /// Keeps one word of a subscriber and weighs what is said of the entry then. Returns whether it counts as
    /// new; where the entry was suspended for it, how long that took is added.
    pub(crate) async fn take_word(
        &self,
        tx: &mut dyn Transaction,
        feedback: &Feedback,
        counts: &mut Counts,
        suspended: &mut Vec<Duration>,
    ) -> Result<bool, StorageError> {
        let new = self.hear(tx, feedback).await?;
        if new {
            suspended.extend(self.weigh(tx, &feedback.list, feedback.entry, counts).await?);
        }
        Ok(new)
    }
}
