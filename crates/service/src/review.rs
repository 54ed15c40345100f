//! Staff share the work: what comes first, who has what, what is put off, and what they wrote for each other.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use domain::{
    Timestamp,
    audit::{Act, Agent, Deed},
    decision::escalated_by,
    entry::{Action, Priority},
    id::{EntryId, StaffId},
    list::ListName,
    staff::Staff,
};
use storage::{
    StorageError, Transaction,
    review::{Filter, Note, SavedView, WorkCursor, WorkRow},
};

use crate::{
    Service,
    moderate::MAX_NOTE,
    reasons::{self, Reason},
};

/// Whoever takes an entry has it for so long. Taking it again then starts anew, deciding ends it; looking at it does neither.
pub const CLAIMED_FOR: Duration = Duration::from_secs(15 * 60);
/// For how many days an entry can be put off.
pub const SNOOZE_DAYS: [u32; 3] = [1, 3, 7];
/// Counts go up to here and then say "more".
pub const MOST_COUNTED: u32 = 1_000;
/// The longest name of a view, in characters.
pub const MAX_VIEW_NAME: usize = 40;
/// The most views of one person.
pub const MAX_VIEWS: usize = 20;

/// One page of the work that is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkPage {
    /// The most urgent first, of these the oldest first.
    pub rows: Vec<WorkRow>,
    /// Those among the disputed and suspended that were escalated as well.
    pub escalated: HashSet<EntryId>,
    /// The names of those who have taken some of them.
    pub names: HashMap<StaffId, String>,
    /// Where the next page starts; `None` on the last one.
    pub next: Option<WorkCursor>,
    /// How many there are of each urgency, up to [`MOST_COUNTED`].
    pub counts: Vec<(Priority, u64)>,
    /// What whoever looks has saved.
    pub views: Vec<SavedView>,
    /// The reasons that there are for each action.
    pub reasons: Vec<(Action, Vec<Reason>)>,
    /// The lists that there are.
    pub lists: Vec<ListName>,
}

/// Why something about an entry was not done. Nothing changed.
#[derive(Debug, thiserror::Error)]
pub enum HandleError {
    /// There is no such entry.
    #[error("there is no such entry")]
    NotFound,
    /// Their role does not decide.
    #[error("this role does not decide about entries")]
    NotAllowed,
    /// Someone else has taken it.
    #[error("{by} has taken it")]
    Taken {
        /// Their name.
        by: String,
    },
    /// It cannot be put off for so long.
    #[error("an entry is put off for 1, 3 or 7 days")]
    Days,
    /// A note says nothing, or too much.
    #[error("a note has 1 to {MAX_NOTE} characters")]
    Note,
    /// A view's name is empty or too long.
    #[error("a view's name has 1 to {MAX_VIEW_NAME} characters")]
    ViewName,
    /// There are enough views.
    #[error("there are {MAX_VIEWS} views already")]
    TooManyViews,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Service {
    /// One page of the work that is to be done, at most `limit` entries after `after`.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn work(
        &self,
        staff: &Staff,
        filter: &Filter,
        after: Option<WorkCursor>,
        limit: u32,
    ) -> Result<WorkPage, StorageError> {
        let mut tx = self.storage().read().await?;
        let mut rows = tx
            .work(filter, self.now(), after, limit.saturating_add(1))
            .await?;
        let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > wanted;
        rows.truncate(wanted);
        let next = rows.last().filter(|_| more).map(|last| WorkCursor {
            priority: last.priority,
            created_on: last.row.created_on,
            entry: last.row.entry.id,
        });
        let mut names = HashMap::new();
        for (id, _) in rows.iter().filter_map(|row| row.handling.claimed) {
            if let Some(someone) = tx.lookup_staff(id).await? {
                names.insert(id, someone.name);
            }
        }
        let mut escalated = HashSet::new();
        for row in rows.iter().filter(|row| row.priority == Priority::Disputed) {
            let entry = row.row.entry.id;
            if escalated_by(&tx.decisions(entry).await?).is_some() {
                escalated.insert(entry);
            }
        }
        let mut counts = Vec::with_capacity(Priority::ALL.len());
        for priority in Priority::ALL {
            counts.push((priority, tx.count_work(priority, self.now(), MOST_COUNTED).await?));
        }
        let mut known = Vec::new();
        for action in reasons::ACTIONS {
            known.push((action, reasons::all(tx.as_mut(), action).await?));
        }
        Ok(WorkPage {
            reasons: known,
            rows,
            escalated,
            names,
            next,
            counts,
            views: tx.views(staff.id).await?,
            lists: tx.lists().await?,
        })
    }

    /// Takes an entry, so that nobody else looks at it meanwhile.
    ///
    /// # Errors
    /// [`HandleError::Taken`] where someone else has it.
    pub async fn claim(&self, staff: &Staff, entry: EntryId) -> Result<(), HandleError> {
        let mut tx = self.handle(staff, entry).await?;
        let now = self.now();
        let before = tx.handling(entry).await?.current(now).claimed;
        if !tx.claim(entry, staff.id, now, now.plus(CLAIMED_FOR)).await? {
            return Err(taken(tx.as_mut(), entry).await);
        }
        if before.is_none() {
            tx.record(&self.deed_on(staff, Act::Claimed, entry, "")).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Gives an entry back. A lead or admin can give back what someone else has.
    ///
    /// # Errors
    /// [`HandleError::Taken`] where someone else has it, and it is not theirs to give back.
    pub async fn release(&self, staff: &Staff, entry: EntryId) -> Result<(), HandleError> {
        let mut tx = self.handle(staff, entry).await?;
        let claimed = tx.handling(entry).await?.current(self.now()).claimed;
        if claimed.is_some_and(|(by, _)| by != staff.id) && !staff.role.leads() {
            return Err(taken(tx.as_mut(), entry).await);
        }
        tx.release(entry).await?;
        if claimed.is_some() {
            tx.record(&self.deed_on(staff, Act::Released, entry, "")).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Puts an entry off for so many days, or with 0 takes that back.
    ///
    /// # Errors
    /// Where it was not put off; [`HandleError::Taken`] where someone else has it, and whoever asks leads nobody.
    pub async fn snooze(&self, staff: &Staff, entry: EntryId, days: u32) -> Result<(), HandleError> {
        if days != 0 && !SNOOZE_DAYS.contains(&days) {
            return Err(HandleError::Days);
        }
        let mut tx = self.handle(staff, entry).await?;
        if let Some(by) = colleague_at(tx.as_mut(), staff, entry, self.now()).await? {
            return Err(HandleError::Taken { by });
        }
        let day = Duration::from_secs(24 * 3_600);
        let until = (days > 0).then(|| self.now().plus(day * days));
        tx.snooze(entry, until).await?;
        tx.release(entry).await?;
        tx.record(&self.deed_on(staff, Act::PutOff, entry, &days.to_string()))
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Keeps a note about an entry.
    ///
    /// # Errors
    /// Where it was not kept.
    pub async fn write_note(&self, staff: &Staff, entry: EntryId, body: &str) -> Result<(), HandleError> {
        let body = body.trim();
        if body.is_empty() || body.chars().count() > MAX_NOTE {
            return Err(HandleError::Note);
        }
        let mut tx = self.handle(staff, entry).await?;
        let note = Note {
            entry,
            staff: staff.id,
            body: body.to_owned(),
            written_at: self.now(),
        };
        tx.add_note(&note).await?;
        tx.record(&self.deed_on(staff, Act::WroteNote, entry, "")).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Saves what someone looks for, under a name of their own.
    ///
    /// # Errors
    /// Where it was not saved.
    pub async fn save_view(&self, staff: &Staff, name: &str, filter: &str) -> Result<(), HandleError> {
        let name = name.trim();
        if name.is_empty() || name.chars().count() > MAX_VIEW_NAME {
            return Err(HandleError::ViewName);
        }
        let mut tx = self.storage().begin().await?;
        // Of two views that are saved at once, the second waits here, and is counted.
        tx.lock_staff(&[staff.id]).await?;
        let views = tx.views(staff.id).await?;
        if views.len() >= MAX_VIEWS && !views.iter().any(|view| view.name == name) {
            return Err(HandleError::TooManyViews);
        }
        let view = SavedView {
            name: name.to_owned(),
            filter: filter.to_owned(),
        };
        tx.save_view(staff.id, &view).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Forgets a saved view.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn remove_view(&self, staff: &Staff, name: &str) -> Result<(), StorageError> {
        let mut tx = self.storage().begin().await?;
        tx.remove_view(staff.id, name).await?;
        tx.commit().await
    }

    /// A transaction about an entry that exists, for someone whose role decides.
    async fn handle(&self, staff: &Staff, entry: EntryId) -> Result<Box<dyn Transaction>, HandleError> {
        if !staff.role.may_decide() {
            return Err(HandleError::NotAllowed);
        }
        let mut tx = self.storage().begin().await?;
        if tx.lookup_entry(entry).await?.is_none() {
            return Err(HandleError::NotFound);
        }
        Ok(tx)
    }

    pub(crate) fn deed_on(&self, staff: &Staff, act: Act, entry: EntryId, reason: &str) -> Deed {
        Deed {
            at: self.now(),
            actor: Agent::Staff(staff.id),
            act,
            subject: entry.to_string(),
            reason: reason.to_owned(),
        }
    }
}

/// Who has taken an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimant {
    /// Who.
    pub staff: StaffId,
    /// Their name.
    pub name: String,
}

/// Who has taken which of these entries; nothing of those that nobody has.
pub(crate) async fn claimants(
    tx: &mut dyn Transaction,
    entries: &[EntryId],
    now: Timestamp,
) -> Result<HashMap<EntryId, Claimant>, StorageError> {
    let claims = tx.claims(entries, now).await?;
    let whoever: HashSet<StaffId> = claims.iter().map(|(_, staff)| *staff).collect();
    let mut names = HashMap::new();
    for staff in whoever {
        if let Some(someone) = tx.lookup_staff(staff).await? {
            names.insert(staff, someone.name);
        }
    }
    let claimants = claims.into_iter().map(|(entry, staff)| {
        let name = names.get(&staff).cloned().unwrap_or_default();
        (entry, Claimant { staff, name })
    });
    Ok(claimants.collect())
}

/// The name of whoever has taken an entry and keeps `staff` from working on it; leads may all the same.
pub(crate) async fn colleague_at(
    tx: &mut dyn Transaction,
    staff: &Staff,
    entry: EntryId,
    now: Timestamp,
) -> Result<Option<String>, StorageError> {
    let claimed = tx.handling(entry).await?.current(now).claimed;
    if staff.role.leads() || claimed.is_none_or(|(by, _)| by == staff.id) {
        return Ok(None);
    }
    name_of_claimant(tx, entry).await.map(Some)
}

async fn taken(tx: &mut dyn Transaction, entry: EntryId) -> HandleError {
    match name_of_claimant(tx, entry).await {
        Ok(by) => HandleError::Taken { by },
        Err(error) => HandleError::Storage(error),
    }
}

async fn name_of_claimant(tx: &mut dyn Transaction, entry: EntryId) -> Result<String, StorageError> {
    let Some((by, _)) = tx.handling(entry).await?.claimed else {
        return Ok(String::new());
    };
    Ok(tx
        .lookup_staff(by)
        .await?
        .map(|someone| someone.name)
        .unwrap_or_default())
}
