//! What can be proposed, what stands in its way, and how it is carried out.

use domain::{
    Timestamp,
    audit::{Act, Deed},
    id::{ApplicationId, EntryId, StaffId},
    proposal::{Matter, Proposal},
    staff::Role,
};
use serde::{Deserialize, Serialize};
use storage::{StorageError, Transaction};

use crate::{
    bulk::{BulkDecision, carry_out_all},
    invite::invitations_of,
    join,
    policy::PolicyChange,
    tally::Counts,
};

/// What is proposed, with all that is needed to carry it out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "matter", rename_all = "kebab-case")]
pub enum Terms {
    /// Someone who has an account is to be an admin.
    NewAdmin {
        /// Who.
        staff: StaffId,
    },
    /// The operator's secret is to be replaced, by `reclaim keys rotate`.
    KeyRotation,
    /// The same is to be decided about many entries.
    BulkDecision(BulkDecision),
    /// An organisation that asked for it is to follow lists.
    NewPlatform {
        /// What it asked.
        application: ApplicationId,
    },
    /// Another policy is to say how submissions get on a list.
    PolicyChange(PolicyChange),
}

/// Why something cannot be carried out, whoever wants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Obstacle {
    /// What it is about is not there, or no longer.
    #[error("what this is about is not there")]
    Gone,
    /// Things are like that already.
    #[error("this is so already")]
    AlreadySo,
    /// Something else was agreed on about it in between.
    #[error("something else was agreed on about this in between")]
    Overtaken,
    /// What an organisation asked was declined in between.
    #[error("what the organisation asked was declined in between")]
    Declined,
    /// An organisation of that name takes part already.
    #[error("an organisation of that name takes part already")]
    NameTaken,
}

impl Terms {
    /// What they are about.
    pub const fn matter(&self) -> Matter {
        match self {
            Self::NewAdmin { .. } => Matter::NewAdmin,
            Self::KeyRotation => Matter::KeyRotation,
            Self::BulkDecision(_) => Matter::BulkDecision,
            Self::NewPlatform { .. } => Matter::NewPlatform,
            Self::PolicyChange(_) => Matter::PolicyChange,
        }
    }

    /// The staff that they mention.
    pub(super) fn mentioned(&self) -> Option<StaffId> {
        match self {
            Self::NewAdmin { staff } => Some(*staff),
            Self::KeyRotation | Self::BulkDecision(_) | Self::NewPlatform { .. } | Self::PolicyChange(_) => {
                None
            }
        }
    }

    /// Locks what they are about for the transaction, in which those `involved` settle it, and the entries `beside` that it touches
    /// too, before anything is recorded:
    /// whoever decides about the same alone does so in this order too, and of two who wait for each other one would fail.
    pub(super) async fn lock(
        &self,
        tx: &mut dyn Transaction,
        involved: &[StaffId],
        beside: &[EntryId],
    ) -> Result<(), StorageError> {
        tx.lock_staff(&[involved, self.mentioned().as_slice()].concat())
            .await?;
        match self {
            Self::BulkDecision(bulk) => bulk.lock(tx, beside).await,
            Self::NewPlatform { application } => {
                tx.lookup_application(*application).await?;
                // Nobody else adds one of nearly the same name meanwhile.
                tx.lock_subscribers().await
            }
            Self::NewAdmin { .. } | Self::KeyRotation | Self::PolicyChange(_) => Ok(()),
        }
    }

    /// Why they could not be carried out at `now`; `None` where they could.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn obstacle(
        &self,
        tx: &mut dyn Transaction,
        now: Timestamp,
    ) -> Result<Option<Obstacle>, StorageError> {
        match self {
            Self::NewAdmin { staff } => Ok(match tx.lookup_staff(*staff).await? {
                None => Some(Obstacle::Gone),
                Some(staff) if staff.ended_at.is_some() => Some(Obstacle::Gone),
                Some(staff) if staff.role == Role::Admin => Some(Obstacle::AlreadySo),
                Some(_) => None,
            }),
            Self::KeyRotation => Ok(None),
            Self::PolicyChange(change) => change.obstacle(tx).await,
            Self::BulkDecision(bulk) => Ok((!bulk.makes_sense(tx, now).await?).then_some(Obstacle::Gone)),
            Self::NewPlatform { application } => join::obstacle_to_accepting(tx, *application).await,
        }
    }

    /// As they are kept with a proposal.
    pub(crate) fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|_| unreachable!("terms are made of texts and numbers"))
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

/// What became of what two people want.
pub(super) enum Done {
    /// It is carried out, and decided about so many entries, where it is about entries.
    All(Option<u32>),
    /// The command line does the rest.
    Agreed,
}

/// Carries out what two people want, in the caller's transaction.
pub(super) async fn carry_out(
    tx: &mut dyn Transaction,
    proposal: &Proposal,
    terms: &Terms,
    seconded: &Deed,
    counts: &mut Counts,
) -> Result<Done, StorageError> {
    match terms {
        Terms::NewAdmin { staff } => {
            tx.set_staff_role(*staff, Role::Admin).await?;
            // An invitation that one admin alone made must not open an admin's account.
            for invitation in invitations_of(tx, *staff).await? {
                tx.remove_staff_invitation(&invitation.token_digest).await?;
            }
            let deed = Deed {
                act: Act::ChangedRole,
                subject: staff.to_string(),
                reason: format!("{}: proposal {}", Role::Admin.as_str(), seconded.subject),
                ..seconded.clone()
            };
            tx.record(&deed).await?;
        }
        Terms::KeyRotation => return Ok(Done::Agreed),
        Terms::BulkDecision(bulk) => {
            let reached = carry_out_all(tx, bulk, seconded, counts).await?;
            return Ok(Done::All(Some(reached)));
        }
        Terms::NewPlatform { application } => join::accept(tx, *application, seconded).await?,
        Terms::PolicyChange(change) => change.carry_out(tx, proposal, seconded).await?,
    }
    Ok(Done::All(None))
}
