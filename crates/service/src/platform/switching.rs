//! Suspending a platform and letting it read again: by itself, by staff and by operators.

use domain::{
    Timestamp,
    audit::{Act, Agent},
    id::SubscriberId,
    platform::{Profile, SuspendedBy},
    staff::Staff,
    subscriber::Subscriber,
};
use storage::{StorageError, Transaction};

use super::{PlatformError, held, profile};
use crate::{Service, door::Errand, why};

/// That someone suspended a platform, or let it read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Switched {
    /// Its line in the record of acts.
    pub position: u64,
    /// Whether it was suspended; otherwise it was let read again.
    pub suspended: bool,
    /// When.
    pub at: Timestamp,
    /// Who; `None` where somebody made the line say what nothing writes.
    pub by: Option<Agent>,
    /// Their name, where they are staff.
    pub staff_name: Option<String>,
    /// Why, in their words; empty where nobody was asked.
    pub reason: String,
}

/// What a member of staff wants done with a platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SwitchOrder {
    /// With which.
    pub platform: SubscriberId,
    /// Whether it is to be suspended; otherwise it reads again.
    pub suspend: bool,
    /// Why.
    pub reason: String,
    /// [`Switched::position`] as they saw it; `None` where they saw none.
    pub seen: Option<u64>,
}

impl Service {
    /// Stops a platform from reading: no credential of it opens anything from now on. Members of staff say why; of the
    /// platform itself and of operators an empty reason will do.
    ///
    /// # Errors
    /// Where there is no such subscriber, or no reason.
    pub async fn suspend_platform(
        &self,
        platform: SubscriberId,
        actor: Agent,
        reason: &str,
    ) -> Result<(), PlatformError> {
        self.set_suspended(platform, actor, true, reason).await
    }

    /// Lets a platform read again. What staff suspended, only staff resume, and say why, as where they suspend.
    ///
    /// # Errors
    /// Where there is no such subscriber, no reason, or staff suspended it and it is not they who ask. The platform itself is
    /// told to wait where it has resumed several times in a short while.
    pub async fn resume_platform(
        &self,
        platform: SubscriberId,
        actor: Agent,
        reason: &str,
    ) -> Result<(), PlatformError> {
        self.set_suspended(platform, actor, false, reason).await
    }

    /// Suspends a platform or lets it read again, for a member of staff who has seen how it stands. The same order again is
    /// answered as done while nothing was changed since. A suspension stands above whatever the platform switches itself.
    ///
    /// # Errors
    /// [`PlatformError::Overtaken`] where it does not stand as they saw it; as [`Self::suspend_platform`].
    pub async fn switch_platform(&self, staff: &Staff, order: &SwitchOrder) -> Result<(), PlatformError> {
        let actor = Agent::Staff(staff.id);
        let mut tx = self.storage().begin().await?;
        let subscriber = held(tx.as_mut(), order.platform).await?;
        let reason = why::checked(actor, &order.reason).ok_or(PlatformError::Reason)?;
        let last = last_switch(tx.as_mut(), order.platform).await?;
        let stands = if order.suspend {
            // What the platform does itself meanwhile holds no suspension up, however often it does it.
            let by_house = tx.last_switch(order.platform, true).await?;
            by_house.map_or(0, |line| line.position) <= order.seen.unwrap_or(0)
        } else {
            last.as_ref().map(|last| last.position) == order.seen
        };
        let is_this = |last: &Switched| {
            last.by == Some(actor) && last.suspended == order.suspend && last.reason == reason
        };
        if !stands && last.as_ref().is_some_and(is_this) {
            return Ok(());
        }
        let switched = stands
            && self
                .switch(tx.as_mut(), &subscriber, actor, order.suspend, reason)
                .await?;
        if !switched {
            return Err(PlatformError::Overtaken);
        }
        tx.commit().await?;
        Ok(())
    }

    async fn set_suspended(
        &self,
        platform: SubscriberId,
        actor: Agent,
        suspended: bool,
        reason: &str,
    ) -> Result<(), PlatformError> {
        let mut tx = self.storage().begin().await?;
        let subscriber = held(tx.as_mut(), platform).await?;
        let reason = why::checked(actor, reason).ok_or(PlatformError::Reason)?;
        if self
            .switch(tx.as_mut(), &subscriber, actor, suspended, reason)
            .await?
        {
            tx.commit().await?;
        }
        Ok(())
    }

    /// Suspends a platform or lets it read again, in the caller's transaction; `false` where it is so already.
    async fn switch(
        &self,
        tx: &mut dyn Transaction,
        subscriber: &Subscriber,
        actor: Agent,
        suspended: bool,
        reason: &str,
    ) -> Result<bool, PlatformError> {
        let who = match actor {
            Agent::Platform(_) => SuspendedBy::Platform,
            Agent::Operator | Agent::Staff(_) | Agent::Unknown => SuspendedBy::Staff,
        };
        let platform = subscriber.id;
        let before = profile(tx, subscriber).await?;
        let by_staff = subscriber.suspended && before.suspended_by != Some(SuspendedBy::Platform);
        if by_staff && who == SuspendedBy::Platform {
            return Err(PlatformError::SuspendedByStaff);
        }
        let after = suspended.then_some(who);
        if subscriber.suspended == suspended && before.suspended_by == after {
            return Ok(false);
        }
        if who == SuspendedBy::Platform && !suspended {
            self.admit_platform(Errand::Resume, platform)
                .map_err(PlatformError::Wait)?;
        }
        tx.set_suspended(platform, suspended).await?;
        tx.set_profile(&Profile {
            suspended_by: after,
            ..before
        })
        .await?;
        let act = if suspended {
            Act::SuspendedSubscriber
        } else {
            Act::ResumedSubscriber
        };
        let deed = self.platform_deed(actor, act, platform, reason);
        tx.record(&deed).await?;
        Ok(true)
    }
}

/// That a platform was suspended or let read again, the last time, as the record of acts has it. A line that somebody made
/// unreadable keeps nobody from suspending the platform, or from seeing how all others stand.
pub(super) async fn last_switch(
    tx: &mut dyn Transaction,
    platform: SubscriberId,
) -> Result<Option<Switched>, StorageError> {
    let Some(line) = tx.last_switch(platform, false).await? else {
        return Ok(None);
    };
    let by = line.record().map(|record| record.deed.actor);
    let staff = match by {
        Some(Agent::Staff(id)) => tx.lookup_staff(id).await?,
        Some(Agent::Operator | Agent::Platform(_) | Agent::Unknown) | None => None,
    };
    Ok(Some(Switched {
        position: line.position,
        suspended: line.act == Act::SuspendedSubscriber.as_str(),
        at: line.at,
        by,
        staff_name: staff.map(|staff| staff.name),
        reason: line.reason,
    }))
}
