//! A person takes their pictures off the list again, or changes their mind about it.

use std::time::Duration;

use domain::{
    Timestamp,
    case::Case,
    decision::Actor,
    entry::{Action, Entry, State},
    id::{CaseId, DecisionId, EntryId},
};
use storage::{StorageError, Transaction, entry::CaseEntry};

use crate::{
    Service,
    case::{CaseKey, CaseStatus, OpenCaseError},
    transition::{Order, Unmoved, carry_out},
};

/// For so long a withdrawal can be taken back: whoever finds number and PIN must not be able to undo the
/// protection for good without the person having a chance to notice.
const WAY_BACK: Duration = Duration::from_secs(24 * 3_600);
/// So many withdrawals take effect in one transaction.
const DUE_AT_ONCE: u32 = 50;

/// When a withdrawal takes effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// After a day in which it can be taken back.
    InADay,
    /// At once and for good.
    Now,
}

impl Service {
    /// Withdraws every photo and video of a case. What is off the list for good stays as it is.
    ///
    /// # Errors
    /// Where the case does not open.
    pub async fn withdraw(&self, key: CaseKey<'_>, when: When) -> Result<CaseStatus, OpenCaseError> {
        self.withdraw_where(key, when, |_| true).await
    }

    /// Withdraws some photos and videos of a case, by their positions. A position that the case does not have
    /// changes nothing.
    ///
    /// # Errors
    /// Where the case does not open.
    pub async fn withdraw_some(
        &self,
        key: CaseKey<'_>,
        when: When,
        positions: &[u32],
    ) -> Result<CaseStatus, OpenCaseError> {
        self.withdraw_where(key, when, |position| positions.contains(&position))
            .await
    }

    async fn withdraw_where(
        &self,
        key: CaseKey<'_>,
        when: When,
        wanted: impl Fn(u32) -> bool + Send,
    ) -> Result<CaseStatus, OpenCaseError> {
        let case = self.prove_case(key).await?;
        let due = self.now().plus(WAY_BACK).next_hour();
        let mut tx = self.storage().begin().await?;
        let mut rows = locked_entries_of(tx.as_mut(), case.id).await?;
        let is_old = key.is_old(&rows);
        rows.retain(|row| wanted(row.position));
        if is_old {
            let is_so = self.is_withdrawn(tx.as_mut(), &rows, when).await?;
            drop(tx);
            return self.as_it_is(&case, is_so).await;
        }
        for row in rows {
            match when {
                When::Now => self.withdraw_entry(tx.as_mut(), row.entry).await?,
                When::InADay => keep_if_changed(tx.as_mut(), row.entry.schedule_withdrawal(due)).await?,
            }
        }
        tx.commit().await?;
        self.status_of(&case).await
    }

    /// Takes a withdrawal back that has not taken effect yet.
    ///
    /// # Errors
    /// Where the case does not open.
    pub async fn keep(&self, key: CaseKey<'_>) -> Result<CaseStatus, OpenCaseError> {
        let case = self.prove_case(key).await?;
        let mut tx = self.storage().begin().await?;
        let rows = locked_entries_of(tx.as_mut(), case.id).await?;
        if key.is_old(&rows) {
            let is_so = rows.iter().all(|row| row.entry.withdrawal_due.is_none());
            drop(tx);
            return self.as_it_is(&case, is_so).await;
        }
        for row in rows {
            keep_if_changed(tx.as_mut(), row.entry.cancel_withdrawal()).await?;
        }
        tx.commit().await?;
        self.status_of(&case).await
    }

    /// Whether a withdrawal of these would change nothing: it was asked for before, as by a button that is pressed twice.
    async fn is_withdrawn(
        &self,
        tx: &mut dyn Transaction,
        rows: &[CaseEntry],
        when: When,
    ) -> Result<bool, StorageError> {
        for CaseEntry { entry, .. } in rows {
            let is_so = match when {
                When::InADay => entry.withdrawal_due.is_some() || !entry.state.is_live(),
                When::Now => self.has_ended(tx, entry).await?,
            };
            if !is_so {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether it is off the list for good. A rejection that can still be undone is not.
    async fn has_ended(&self, tx: &mut dyn Transaction, entry: &Entry) -> Result<bool, StorageError> {
        Ok(match entry.state {
            State::Withdrawn => true,
            State::Rejected => {
                let decisions = tx.decisions(entry.id).await?;
                decisions.last().is_none_or(|last| self.can_undo(last).is_none())
            }
            _ => false,
        })
    }

    /// The case as it is, for someone who ordered something of it as it was: where what they want is so, it needs no order.
    async fn as_it_is(&self, case: &Case, is_so: bool) -> Result<CaseStatus, OpenCaseError> {
        let status = self.status_of(case).await?;
        Ok(CaseStatus {
            outdated: !is_so,
            ..status
        })
    }

    /// Lets withdrawals take effect whose day is over: all of them, a few in each transaction, so that nobody else waits
    /// long for what they lock. Returns how many did.
    ///
    /// # Errors
    /// Where the database fails; what took effect until then stays so.
    pub async fn carry_out_due_withdrawals(&self) -> Result<usize, StorageError> {
        let mut all = 0;
        loop {
            let (carried_out, more) = self.carry_out_some_withdrawals().await?;
            all += carried_out;
            // Where nothing took effect there is nothing to be gained by asking again at once.
            if !more || carried_out == 0 {
                return Ok(all);
            }
        }
    }

    /// Returns how many took effect, and whether others may wait.
    async fn carry_out_some_withdrawals(&self) -> Result<(usize, bool), StorageError> {
        let mut tx = self.storage().begin().await?;
        let now = self.now();
        let due = tx.due_withdrawals(now, DUE_AT_ONCE).await?;
        let due: Vec<EntryId> = due.into_iter().map(|entry| entry.id).collect();
        tx.lock_entries(&due).await?;
        // While it waited for the locks, someone may have taken a withdrawal back.
        let mut still = tx.due_withdrawals(now, DUE_AT_ONCE).await?;
        still.retain(|entry| due.contains(&entry.id));
        let count = still.len();
        for entry in still {
            self.withdraw_entry(tx.as_mut(), entry).await?;
        }
        tx.commit().await?;
        Ok((count, due.len() == DUE_AT_ONCE as usize))
    }

    /// Withdraws an entry, in the caller's transaction; what is off the list for good stays as it is.
    pub(crate) async fn withdraw_entry(
        &self,
        tx: &mut dyn Transaction,
        entry: Entry,
    ) -> Result<(), StorageError> {
        let order = Order {
            id: DecisionId::draw(self.entropy()),
            action: Action::Withdraw,
            actor: Actor::CaseHolder,
            reason: "asked-for".to_owned(),
            note: None,
            at: self.today(),
        };
        // What has ended for good needs not be withdrawn.
        if self.has_ended(tx, &entry).await? {
            return Ok(());
        }
        match carry_out(tx, entry, order).await {
            Ok(_) | Err(Unmoved::Impossible(_)) => Ok(()),
            Err(Unmoved::Stale) => Err(moved_meanwhile()),
            Err(Unmoved::Storage(error)) => Err(error),
        }
    }

    /// The day of an act that touches a survivor; nothing finer is kept.
    pub(crate) fn today(&self) -> Timestamp {
        self.now().start_of_day()
    }
}

/// The entries of a case as they are once nobody else can move them.
pub(crate) async fn locked_entries_of(
    tx: &mut dyn Transaction,
    case: CaseId,
) -> Result<Vec<CaseEntry>, StorageError> {
    let before = tx.entries_of_case(case).await?;
    let ids: Vec<EntryId> = before.iter().map(|row| row.entry.id).collect();
    tx.lock_entries(&ids).await?;
    tx.entries_of_case(case).await
}

pub(crate) async fn keep_if_changed(
    tx: &mut dyn Transaction,
    entry: Option<Entry>,
) -> Result<(), StorageError> {
    match entry {
        Some(entry) if !tx.update_entry(&entry).await? => Err(moved_meanwhile()),
        _ => Ok(()),
    }
}

/// Staff decided about the entry in the same moment. Asking once more finds it as it is now.
fn moved_meanwhile() -> StorageError {
    StorageError::Unavailable("an entry was moved by someone else in the same moment".into())
}
