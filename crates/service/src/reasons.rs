//! The reasons that staff can give: those that the program offers, less what was put away, and what was added.

use domain::{
    audit::{Act, Agent, Deed},
    decision::reasons,
    entry::Action,
    staff::Staff,
};
use storage::{StorageError, Transaction, review::StoredReason};

use crate::Service;

/// The longest text of a reason, in characters.
pub const MAX_REASON: usize = 80;
/// The most reasons that are offered for one action.
pub const MOST_REASONS: usize = 20;
/// The most that are kept for one action: what was decided with one that is put away keeps it.
const MOST_KEPT: usize = 500;
/// The actions that ask for a reason.
pub const ACTIONS: [Action; 5] = [
    Action::Confirm,
    Action::Reject,
    Action::Suspend,
    Action::Reinstate,
    Action::Escalate,
];

/// A reason that can be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What decisions record.
    pub name: String,
    /// What people read, where staff added it; the program's own have their text in the message files.
    pub body: Option<String>,
    /// Whether it is offered no more.
    pub away: bool,
}

impl Reason {
    /// As it stands in the record of acts: with the words, where staff added it, because auditors look up no reasons.
    pub(crate) fn on_record(&self) -> String {
        match &self.body {
            Some(body) => format!("{}: {body}", self.name),
            None => self.name.clone(),
        }
    }
}

/// Why the list of reasons was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ReasonError {
    /// Their role does not edit it.
    #[error("this role does not edit reasons")]
    NotAllowed,
    /// The action asks for none.
    #[error("this action has no reasons")]
    Action,
    /// The text is empty or too long.
    #[error("a reason has 1 to {MAX_REASON} characters")]
    Body,
    /// There are enough of them.
    #[error("an action has at most {MOST_REASONS} reasons that are offered")]
    TooMany,
    /// There is no reason of that name.
    #[error("there is no such reason")]
    Unknown,
    /// One has to be left.
    #[error("an action needs at least one reason")]
    Last,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Service {
    /// Every reason for an action, those that are put away among them.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn reasons(&self, action: Action) -> Result<Vec<Reason>, StorageError> {
        let mut tx = self.storage().read().await?;
        all(tx.as_mut(), action).await
    }

    /// Adds a reason in words of one's own.
    ///
    /// # Errors
    /// Where it was not added.
    pub async fn add_reason(&self, staff: &Staff, action: Action, body: &str) -> Result<(), ReasonError> {
        let body = body.trim();
        if !staff.role.leads() {
            return Err(ReasonError::NotAllowed);
        }
        if !ACTIONS.contains(&action) {
            return Err(ReasonError::Action);
        }
        if body.is_empty() || body.chars().count() > MAX_REASON {
            return Err(ReasonError::Body);
        }
        let reason = StoredReason {
            action,
            // Nothing that the program offers, now or later, begins so.
            reason: format!("own-{}", hex::encode(self.entropy().bytes::<8>())),
            body: body.to_owned(),
            away: false,
        };
        let mut tx = self.storage().begin().await?;
        // First of all: of two who change the list at once, the second waits here, and then sees what the first did.
        tx.record(&self.deed_about_reason(staff, action, &reason.reason, Some(body), true))
            .await?;
        let known = all(tx.as_mut(), action).await?;
        if offered_of(&known).count() >= MOST_REASONS || known.len() >= MOST_KEPT {
            return Err(ReasonError::TooMany);
        }
        tx.set_reason(&reason).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Puts a reason away, or offers it again. What was decided with it keeps it.
    ///
    /// # Errors
    /// Where nothing was changed.
    pub async fn offer_reason(
        &self,
        staff: &Staff,
        action: Action,
        name: &str,
        offered: bool,
    ) -> Result<(), ReasonError> {
        if !staff.role.leads() {
            return Err(ReasonError::NotAllowed);
        }
        let mut tx = self.storage().begin().await?;
        // Words never change, so they can be read before anything is locked.
        let words = own(tx.as_mut(), name).await?;
        // First of all that is decided by, as where one is added.
        tx.record(&self.deed_about_reason(staff, action, name, words.as_deref(), offered))
            .await?;
        let known = all(tx.as_mut(), action).await?;
        let reason = known.iter().find(|reason| reason.name == name);
        let reason = reason.ok_or(ReasonError::Unknown)?;
        match offered_of(&known).filter(|other| other.name != name).count() {
            0 if !offered => return Err(ReasonError::Last),
            MOST_REASONS.. if offered => return Err(ReasonError::TooMany),
            _ => {}
        }
        let changed = StoredReason {
            action,
            reason: reason.name.clone(),
            body: reason.body.clone().unwrap_or_default(),
            away: !offered,
        };
        tx.set_reason(&changed).await?;
        tx.commit().await?;
        Ok(())
    }

    fn deed_about_reason(
        &self,
        staff: &Staff,
        action: Action,
        name: &str,
        words: Option<&str>,
        offered: bool,
    ) -> Deed {
        let done = if offered { "offered" } else { "put-away" };
        Deed {
            at: self.now(),
            actor: Agent::Staff(staff.id),
            act: Act::EditedReasons,
            subject: format!("{}: {name}", action.as_str()),
            reason: words.map_or_else(|| done.to_owned(), |words| format!("{done}: {words}")),
        }
    }
}

fn offered_of(known: &[Reason]) -> impl Iterator<Item = &Reason> {
    known.iter().filter(|reason| !reason.away)
}

/// The reason of that name, if it is offered for the action.
pub(crate) async fn offered(
    tx: &mut dyn Transaction,
    action: Action,
    name: &str,
) -> Result<Option<Reason>, StorageError> {
    let known = all(tx, action).await?;
    Ok(known.into_iter().find(|known| known.name == name && !known.away))
}

/// The reasons for an action: the program's first, then what was added.
pub(crate) async fn all(tx: &mut dyn Transaction, action: Action) -> Result<Vec<Reason>, StorageError> {
    let stored: Vec<StoredReason> = tx
        .stored_reasons()
        .await?
        .into_iter()
        .filter(|reason| reason.action == action)
        .collect();
    let offered = reasons(action).iter().map(|&name| Reason {
        name: name.to_owned(),
        body: None,
        away: stored.iter().any(|reason| reason.reason == name && reason.away),
    });
    let added = stored
        .iter()
        .filter(|reason| !reason.body.is_empty())
        .map(|reason| Reason {
            name: reason.reason.clone(),
            body: Some(reason.body.clone()),
            away: reason.away,
        });
    Ok(offered.chain(added).collect())
}

/// What people read of a reason that staff have put in words of their own; `None` of the program's.
pub(crate) async fn own(tx: &mut dyn Transaction, name: &str) -> Result<Option<String>, StorageError> {
    let stored = tx.stored_reasons().await?;
    let own = stored
        .into_iter()
        .find(|stored| stored.reason == name && !stored.body.is_empty());
    Ok(own.map(|stored| stored.body))
}
