//! What nobody needs any more is erased. The times stand here and, for people, in docs/DATA-MODEL.md.

use std::time::Duration;

use domain::{
    Timestamp,
    decision::{Actor, NOT_REVIEWED_IN_TIME},
    entry::Action,
    id::DecisionId,
    sealed::Purpose,
};
use storage::StorageError;
use tokio_util::sync::CancellationToken;

use crate::{
    Service,
    session::{ABSOLUTE, IDLE},
    transition::{Order, Unmoved, carry_out},
};

const HOUR: Duration = Duration::from_secs(3_600);
const DAY: Duration = Duration::from_secs(24 * 3_600);

/// How often what is due is erased.
const EVERY: Duration = HOUR;
/// A rejected or withdrawn item is erased so long after its removal was published: long enough for its owner to see
/// that it is off the list, and with [`EVERY`] within 24 hours.
pub const ERASED_AFTER_REMOVAL: Duration = Duration::from_secs(12 * 3_600);
/// And so long after the last decision about it, of which for its owner's own acts only the day is known.
pub const ERASED_AFTER_DECISION: Duration = Duration::from_secs(23 * 3_600);
/// A case whose last item was declined is kept so long, empty, so that its owner is told what became of it.
pub const DECLINED: Duration = Duration::from_secs(30 * 24 * 3_600);
/// An entry that nobody has decided about for so long is rejected by rule, and then erased.
pub const UNREVIEWED: Duration = Duration::from_secs(90 * 24 * 3_600);
/// Feedback is kept so long.
pub const FEEDBACK: Duration = Duration::from_secs(400 * 24 * 3_600);
/// What came and went is told to other nodes for so long; a node that was away for longer starts again.
pub const FRESH: Duration = Duration::from_secs(2 * 24 * 3_600);
/// The record of acts is kept so long, and what took two people.
pub const AUDIT: Duration = Duration::from_secs(2 * 365 * 24 * 3_600);
/// What platforms were served is kept so long.
pub const SERVED: Duration = Duration::from_secs(2 * 365 * 24 * 3_600);
/// Messages that woke a platform, or did not, are kept so long.
pub const MESSAGES: Duration = Duration::from_secs(30 * 24 * 3_600);
/// Applications of organisations that were not accepted are kept so long.
pub const APPLICATIONS: Duration = Duration::from_secs(90 * 24 * 3_600);
/// So many items or entries are handled in one transaction, so that nobody waits long for it.
const BATCH: u32 = 500;

/// How much was erased.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// Photos and videos, with everything about them.
    pub items: u64,
    /// Cases without any item left.
    pub cases: u64,
    /// What subscribers said.
    pub feedback: u64,
    /// Lines of the record of acts.
    pub audit: u64,
    /// What took two people.
    pub proposals: u64,
    /// Sessions of staff and platforms, and invitations.
    pub sessions: u64,
    /// Stretches of what platforms were served.
    pub served: u64,
    /// Messages to platforms.
    pub messages: u64,
    /// Applications that were not accepted.
    pub applications: u64,
}

impl Erased {
    fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

impl Service {
    /// Erases what is due, every hour, until cancelled.
    pub async fn run_retention(&self, cancelled: CancellationToken) {
        let mut ticks = tokio::time::interval(EVERY);
        while cancelled.run_until_cancelled(ticks.tick()).await.is_some() {
            self.log_audit_anchor().await;
            match self.expire().await {
                Ok(erased) if erased.is_nothing() => {}
                Ok(erased) => tracing::info!(
                    items = erased.items,
                    cases = erased.cases,
                    feedback = erased.feedback,
                    audit = erased.audit,
                    "erased what was due"
                ),
                Err(error) => tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "erasing failed; trying again in an hour"
                ),
            }
        }
    }

    /// Writes where the record of acts ends into the log, which is kept elsewhere: whoever cuts the end of the record off
    /// does not reach it there.
    async fn log_audit_anchor(&self) {
        match self.audit_anchor().await {
            Ok(anchor) => tracing::info!(%anchor, "the record of acts ends here"),
            Err(error) => tracing::warn!(
                error = &error as &dyn std::error::Error,
                "the end of the record of acts could not be read"
            ),
        }
    }

    /// Erases what is due now, and what it left behind on the disk.
    ///
    /// # Errors
    /// Where the database fails; what was erased until then stays erased.
    pub async fn expire(&self) -> Result<Erased, StorageError> {
        self.reject_unreviewed().await?;
        let now = self.now();
        let mut erased = Erased::default();
        loop {
            let mut tx = self.storage().begin().await?;
            let batch = tx
                .erase_ended_items(
                    now.minus(ERASED_AFTER_REMOVAL),
                    now.minus(ERASED_AFTER_DECISION),
                    self.today(),
                    BATCH,
                )
                .await?;
            tx.commit().await?;
            erased.items += batch.items;
            erased.cases += batch.cases;
            if batch.items < u64::from(BATCH) {
                break;
            }
        }
        let mut tx = self.storage().begin().await?;
        erased.cases += tx.expire_declined_cases(now.minus(DECLINED)).await?;
        erased.feedback = tx.expire_feedback(now.minus(FEEDBACK)).await?;
        tx.expire_tallies(now.minus(FEEDBACK)).await?;
        tx.expire_fingerprints(now.minus(FRESH).start_of_day()).await?;
        erased.proposals = tx.expire_proposals(now.minus(AUDIT)).await?;
        tx.expire_staff_invitations(now).await?;
        tx.expire_ceremonies(now).await?;
        erased.sessions = tx.expire_sessions(now.minus(ABSOLUTE), now.minus(IDLE)).await?;
        erased.served = tx.expire_served(now.minus(SERVED)).await?;
        erased.sessions += tx
            .expire_account_sessions(now.minus(ABSOLUTE), now.minus(IDLE), now)
            .await?;
        for gone in tx.expire_applications(now.minus(APPLICATIONS)).await? {
            tx.unset_sealed(Purpose::ApplicationContact, gone.as_bytes())
                .await?;
            erased.applications += 1;
        }
        erased.messages = tx.expire_messages(now.minus(MESSAGES)).await?;
        tx.commit().await?;
        // By itself, because nothing else may be held while the record of acts is waited for.
        let mut tx = self.storage().begin().await?;
        erased.audit = tx.expire_audit(now.minus(AUDIT)).await?;
        tx.commit().await?;
        if !erased.is_nothing() {
            self.storage().sweep().await?;
        }
        Ok(erased)
    }

    /// Ends what nobody has decided about in time, so that it is erased like everything that has ended.
    async fn reject_unreviewed(&self) -> Result<(), StorageError> {
        let before = self.now().minus(UNREVIEWED).minus(DAY);
        loop {
            let mut tx = self.storage().begin().await?;
            let entries = tx.unreviewed_entries(before, BATCH).await?;
            let count = entries.len();
            for entry in entries {
                let order = self.not_reviewed_in_time(self.today());
                match carry_out(tx.as_mut(), entry, order).await {
                    Ok(_) | Err(Unmoved::Stale | Unmoved::Impossible(_)) => {}
                    Err(Unmoved::Storage(error)) => return Err(error),
                }
            }
            tx.commit().await?;
            if count < BATCH as usize {
                return Ok(());
            }
        }
    }

    fn not_reviewed_in_time(&self, at: Timestamp) -> Order {
        Order {
            id: DecisionId::draw(self.entropy()),
            action: Action::Reject,
            actor: Actor::Policy {
                name: "retention".to_owned(),
                version: 1,
            },
            reason: NOT_REVIEWED_IN_TIME.to_owned(),
            note: None,
            at,
        }
    }
}
