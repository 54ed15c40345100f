//! The one way in which an entry moves: state, decision and announcement in the caller's transaction.

use domain::{
    Timestamp,
    change::{ChangeKind, content_digest},
    decision::{Actor, Decision},
    entry::{Action, Entry, InvalidTransition, Transition},
    id::DecisionId,
};
use storage::{StorageError, Transaction, history::Announcement};

/// What an entry is to be given, by whom, and why.
pub(crate) struct Order {
    pub(crate) id: DecisionId,
    pub(crate) action: Action,
    pub(crate) actor: Actor,
    pub(crate) reason: String,
    pub(crate) note: Option<String>,
    pub(crate) at: Timestamp,
}

/// Why an entry did not move. Nothing was written that the caller's transaction would keep.
#[derive(Debug)]
pub(crate) enum Unmoved {
    /// Its state does not allow the action.
    Impossible(InvalidTransition),
    /// Someone else moved it in the meantime.
    Stale,
    /// The database failed.
    Storage(StorageError),
}

impl From<StorageError> for Unmoved {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}

/// Moves an entry, records the decision, and announces what subscribers may act on.
pub(crate) async fn carry_out(
    tx: &mut dyn Transaction,
    entry: Entry,
    order: Order,
) -> Result<Entry, Unmoved> {
    let moved = entry.apply(order.action).map_err(Unmoved::Impossible)?;
    store(tx, moved, order).await
}

/// Keeps where an entry has moved, the decision, and what subscribers are told.
pub(crate) async fn store(
    tx: &mut dyn Transaction,
    moved: Transition,
    order: Order,
) -> Result<Entry, Unmoved> {
    if !tx.update_entry(&moved.entry).await? {
        return Err(Unmoved::Stale);
    }
    let Order {
        id,
        action,
        actor,
        reason,
        note,
        at,
    } = order;
    tx.add_decision(&Decision {
        id,
        entry: moved.entry.id,
        actor,
        action,
        reason,
        note,
        made_at: at,
    })
    .await?;
    if let Some(kind) = moved.change {
        announce(tx, &moved.entry, kind).await?;
    }
    Ok(moved.entry)
}

async fn announce(tx: &mut dyn Transaction, entry: &Entry, kind: ChangeKind) -> Result<(), StorageError> {
    let (standing, content) = if kind == ChangeKind::Remove {
        (None, None)
    } else {
        let item = tx.lookup_item(entry.item).await?;
        let item = item.ok_or(StorageError::Inconsistent {
            table: "entry",
            column: "item_id",
        })?;
        (
            entry.state.standing(),
            Some(content_digest(&item.salt, &item.hashes)),
        )
    };
    let (list, medium) = (entry.list.clone(), entry.medium);
    tx.announce(&Announcement {
        list,
        entry: entry.id,
        kind,
        medium,
        standing,
        content,
    })
    .await
}
