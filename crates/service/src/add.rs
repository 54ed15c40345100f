//! A person adds more photos and videos to their case.

use domain::{
    case::Case,
    submission::{MAX_ITEMS, Submission, SubmittedItem},
};
use storage::{StorageError, case::Item};

use crate::{
    Service,
    case::{CaseKey, OpenCaseError, next_position},
    door::Wait,
    screening::{doubt, earlier},
    submit::Place,
    tally::{self, Counts},
    withdraw::{keep_if_changed, locked_entries_of},
};

/// What came of adding to a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// How many the case did not have.
    pub count: usize,
    /// The places in the case of all that was sent, in the order in which it was sent, from 0 on.
    pub positions: Vec<u32>,
}

/// Why nothing was added.
#[derive(Debug, thiserror::Error)]
pub enum AddError {
    /// The case does not open.
    #[error(transparent)]
    Case(#[from] OpenCaseError),
    /// There is no such list.
    #[error("there is no such list")]
    UnknownList,
    /// A case holds at most [`MAX_ITEMS`] photos and videos.
    #[error("a case holds at most {MAX_ITEMS} photos and videos")]
    Full,
    /// More is sent than is taken in an hour: the same may be sent again then.
    #[error("wait {} seconds before sending it again", .0.seconds)]
    Wait(Wait),
}

impl From<Wait> for AddError {
    fn from(wait: Wait) -> Self {
        Self::Wait(wait)
    }
}

impl From<StorageError> for AddError {
    fn from(error: StorageError) -> Self {
        Self::Case(error.into())
    }
}

impl Service {
    /// Adds those photos and videos of a submission to a case that it does not have yet, in one transaction. What was
    /// withdrawn or rejected it has no longer; what is about to be withdrawn stays. Returns how many were added, and where
    /// all of them are. So sending twice adds once, and needs no memory of what was sent.
    ///
    /// # Errors
    /// Where nothing was added.
    pub async fn add_to_case(&self, key: CaseKey<'_>, submission: Submission) -> Result<Added, AddError> {
        let case = self.prove_case(key).await?;
        match self.keep_more(&case, &submission).await {
            // The same was sent twice at once and the other one was quicker: now there is nothing left to add.
            Err(AddError::Case(OpenCaseError::Storage(StorageError::Constraint(name))))
                if name == "item_case_position_unique" =>
            {
                self.keep_more(&case, &submission).await
            }
            added => added,
        }
    }

    async fn keep_more(&self, case: &Case, submission: &Submission) -> Result<Added, AddError> {
        let around = self.surroundings(submission, Some(case.id)).await?;
        let today = self.now().start_of_day();
        let mut tx = self.storage().begin().await?;
        let policy = tx
            .policy(&submission.list, self.now())
            .await?
            .ok_or(AddError::UnknownList)?;
        let earlier = earlier(tx.as_mut(), submission, &around, Some(case.id)).await?;
        let others = earlier.entries();
        if !others.is_empty() {
            // With the case's own, because many are locked in one order.
            let own = tx.entries_of_case(case.id).await?;
            let own = own.iter().map(|row| row.entry.id);
            let all: Vec<_> = own.chain(others).collect();
            tx.lock_entries(&all).await?;
        }
        let kept = tx.items_of_case(case.id).await?;
        let entries = locked_entries_of(tx.as_mut(), case.id).await?;
        let lives = |item: &Item| {
            let mut theirs = entries.iter().filter(|row| row.entry.item == item.id);
            theirs.any(|row| row.entry.state.is_live())
        };
        let mut more = submission.clone();
        let found = |item: &SubmittedItem| {
            let same = |kept: &&Item| kept.hashes.sha256() == item.hashes.sha256() && lives(kept);
            kept.iter().find(same).map(|kept| kept.position)
        };
        let is_new = |item: &SubmittedItem| found(item).is_none();
        more.items.retain(is_new);
        let around = submission.items.iter().zip(&around);
        let around = around.filter(|(item, _)| is_new(item)).map(|(_, around)| around);
        if kept.len() + more.items.len() > MAX_ITEMS {
            return Err(AddError::Full);
        }
        self.admit_items(more.items.len())?;
        // Whoever adds what is about to come off the list wants it to stay.
        for row in &entries {
            let of = kept.iter().find(|item| item.id == row.entry.item);
            let is_sent = |item: &Item| {
                let mut sent = submission.items.iter();
                sent.any(|sent| sent.hashes.sha256() == item.hashes.sha256())
            };
            if row.entry.state.is_live() && of.is_some_and(is_sent) {
                keep_if_changed(tx.as_mut(), row.entry.clone().cancel_withdrawal()).await?;
            }
        }
        // After the items, so that one which is erased meanwhile is counted twice rather than not at all.
        let declined = tx.declined_of_case(case.id).await?;
        let erased = declined.map_or(0, |declined| declined.count) + tx.taken_back_of_case(case.id).await?;
        more.first = next_position(kept.iter().map(|item| item.position), erased);
        let mut free = more.first..;
        let place = |item: &SubmittedItem| found(item).or_else(|| free.next()).unwrap_or(u32::MAX);
        let positions = submission.items.iter().map(place).collect();
        let mut counts = Counts::default();
        let items = u64::try_from(more.items.len()).unwrap_or(u64::MAX);
        if items > 0 {
            counts.add(&more.list, tally::SURVIVORS_ITEMS, items);
        }
        for (position, around) in around.enumerate() {
            let place = Place {
                case,
                submission: &more,
                position,
                today,
            };
            self.keep_item(tx.as_mut(), place, &around.surroundings, &policy, &mut counts)
                .await?;
        }
        doubt(tx.as_mut(), &earlier, &policy, &mut counts).await?;
        self.count(tx.as_mut(), today, counts).await?;
        tx.commit().await?;
        self.note_volume(&more.list, 0, items);
        Ok(Added {
            count: more.items.len(),
            positions,
        })
    }
}
