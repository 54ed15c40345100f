//! Whoever's passphrase, code or passkey is tried by someone else hears of it: refused sign-ins are counted with the
//! account until its owner signs in, and the record of acts has one of each hour.

use std::time::Duration;

use domain::{
    Timestamp,
    audit::{Act, Agent, Deed},
    id::{AccountId, StaffId, SubscriberId},
    staff::Refusal,
};
use storage::StorageError;

use crate::Service;

/// Of one account, the record of acts gets one line about refused sign-ins in so long, of the first of them: whoever
/// guesses must not be able to fill it.
pub const RECORDED_EVERY: Duration = Duration::from_secs(3_600);

/// Whose account it is that someone tried to sign in to.
#[derive(Clone, Copy)]
pub(crate) enum Owner {
    /// A member of staff.
    Staff(StaffId),
    /// Someone of that platform.
    Platform(AccountId, SubscriberId),
}

impl Service {
    /// Notes that someone was refused who tried to sign in as `owner`, and does not wait for it: the time that it takes would
    /// tell whoever guesses that there is such an account.
    pub(crate) fn note_refusal(&self, owner: Owner, refusal: Refusal) {
        let (service, at) = (self.clone(), self.now());
        tokio::spawn(async move {
            if let Err(error) = service.keep_refusal(owner, refusal, at).await {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "a refused sign-in could not be noted"
                );
            }
        });
    }

    async fn keep_refusal(&self, owner: Owner, refusal: Refusal, at: Timestamp) -> Result<(), StorageError> {
        let since = at.minus(RECORDED_EVERY);
        let mut tx = self.storage().begin().await?;
        let (recorded, subject) = match owner {
            Owner::Staff(staff) => (tx.count_staff_refusal(staff, at, since).await?, staff.to_string()),
            Owner::Platform(account, platform) => (
                tx.count_account_refusal(account, at, since).await?,
                platform.to_string(),
            ),
        };
        if recorded {
            tx.record(&Deed {
                at,
                actor: Agent::Unknown,
                act: Act::RefusedSignIn,
                subject,
                reason: refusal.as_str().to_owned(),
            })
            .await?;
        }
        tx.commit().await
    }
}
