//! What a platform says of itself, and what it can change of its own subscription.

use domain::{
    Timestamp,
    audit::{Act, Agent, Deed, Record},
    id::SubscriberId,
    list::ListName,
    platform::{Participant, Practice, Profile, SuspendedBy},
    staff::Staff,
    subscriber::Subscriber,
};
use storage::{StorageError, Transaction, platform::VerdictCount, served::Reached};

use crate::{Service, propose::MAX_REASON, served::reached};

/// The longest description of products, in characters.
const LONGEST_PRODUCTS: usize = 300;

/// Why something about a platform was not changed.
#[derive(Debug, thiserror::Error)]
pub enum PlatformError {
    /// There is no such subscriber.
    #[error("there is no such subscriber")]
    Unknown,
    /// It may not choose that list.
    #[error("the list {0} is not one to choose from")]
    NotGranted(ListName),
    /// There is no such list.
    #[error("there is no list called {0}")]
    NoSuchList(ListName),
    /// Too long, or with control characters.
    #[error("products must be named in at most {LONGEST_PRODUCTS} characters")]
    Products,
    /// Staff give a reason, and there is none, or it is too long.
    #[error("a reason has 1 to {MAX_REASON} characters")]
    Reason,
    /// Staff suspended it, so only they can let it go on.
    #[error("only staff can let it go on")]
    SuspendedByStaff,
    /// It was suspended or let read again since they looked, or is already as they want it.
    #[error("someone suspended it or let it read again in the meantime")]
    Overtaken {
        /// By whom, and why.
        last: Option<Box<Switched>>,
    },
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// How far a platform has got with one list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The list.
    pub list: ListName,
    /// The number of its newest change.
    pub size: u64,
    /// The highest number that the platform was served by any wire, and up to which that wire has nothing else to serve.
    pub reached: u64,
    /// By each wire that served it anything: how far, and when that was last. The newest first.
    pub syncs: Vec<Reached>,
}

impl Standing {
    /// How many changes it has not fetched yet.
    pub const fn lag(&self) -> u64 {
        self.size.saturating_sub(self.reached)
    }
}

/// Who follows a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participants {
    /// Those that want it said, by name.
    pub named: Vec<Participant>,
    /// How many do not and have fetched of it.
    pub unnamed: u64,
}

/// A platform as it sees itself.
#[derive(Clone, Debug)]
pub struct Overview {
    /// The subscriber.
    pub subscriber: Subscriber,
    /// What else is known of it.
    pub profile: Profile,
    /// How far it has got, by list.
    pub standings: Vec<Standing>,
    /// What it said of entries, counted.
    pub verdicts: Vec<VerdictCount>,
}

/// A platform as staff see it.
#[derive(Clone, Debug)]
pub struct PlatformFacts {
    /// The subscriber.
    pub subscriber: Subscriber,
    /// What else is known of it.
    pub profile: Profile,
    /// That it was suspended or let read again, the last time; `None` where that never was, or is no longer on record.
    pub switched: Option<Switched>,
}

/// That someone suspended a platform, or let it read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Switched {
    /// Its line in the record of acts.
    pub position: u64,
    /// Whether it was suspended; otherwise it was let read again.
    pub suspended: bool,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: Agent,
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
    /// The platforms that follow a list: what survivors read.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn participants(&self, list: &ListName) -> Result<Participants, StorageError> {
        let mut tx = self.storage().read().await?;
        Ok(Participants {
            named: tx.participants(list).await?,
            unnamed: tx.unnamed_participants(list).await?,
        })
    }

    /// Every subscriber with its profile, by member number.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn platforms(&self) -> Result<Vec<(Subscriber, Profile)>, StorageError> {
        let mut tx = self.storage().read().await?;
        let mut platforms = Vec::new();
        for subscriber in tx.all_subscribers().await? {
            let profile = profile(tx.as_mut(), &subscriber).await?;
            platforms.push((subscriber, profile));
        }
        Ok(platforms)
    }

    /// Every platform as staff see it, by member number.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn platform_facts(&self) -> Result<Vec<PlatformFacts>, StorageError> {
        let mut tx = self.storage().read().await?;
        let mut platforms = Vec::new();
        for subscriber in tx.all_subscribers().await? {
            platforms.push(PlatformFacts {
                profile: profile(tx.as_mut(), &subscriber).await?,
                switched: last_switch(tx.as_mut(), subscriber.id).await?,
                subscriber,
            });
        }
        Ok(platforms)
    }

    /// A platform as it sees itself; `None` where there is no such subscriber.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn overview(&self, platform: SubscriberId) -> Result<Option<Overview>, StorageError> {
        self.write_served().await?;
        let mut tx = self.storage().read().await?;
        let Some(subscriber) = tx.lookup_subscriber(platform).await? else {
            return Ok(None);
        };
        let profile = profile(tx.as_mut(), &subscriber).await?;
        let standings = standings(tx.as_mut(), &subscriber).await?;
        let verdicts = tx.count_verdicts(platform).await?;
        Ok(Some(Overview {
            subscriber,
            profile,
            standings,
            verdicts,
        }))
    }

    /// How far a platform has got with each list that it follows.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn standings(&self, subscriber: &Subscriber) -> Result<Vec<Standing>, StorageError> {
        self.write_served().await?;
        standings(self.storage().read().await?.as_mut(), subscriber).await
    }

    /// Keeps what a platform says of itself.
    ///
    /// # Errors
    /// Where it says too much.
    pub async fn describe_platform(
        &self,
        platform: SubscriberId,
        products: &str,
        practices: Vec<Practice>,
        public: bool,
    ) -> Result<(), PlatformError> {
        let products = checked_products(products)?;
        let mut tx = self.storage().begin().await?;
        let subscriber = held(tx.as_mut(), platform).await?;
        let before = profile(tx.as_mut(), &subscriber).await?;
        tx.set_profile(&Profile {
            products,
            practices,
            public,
            ..before
        })
        .await?;
        let deed = self.platform_deed(
            Agent::Platform(platform),
            Act::ChangedSubscriber,
            platform,
            "profile",
        );
        tx.record(&deed).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Follows these of the lists that a platform may choose from, and no others.
    ///
    /// # Errors
    /// Where it may not choose one of them.
    pub async fn choose_lists(
        &self,
        platform: SubscriberId,
        lists: &[ListName],
        variants: bool,
    ) -> Result<(), PlatformError> {
        let mut tx = self.storage().begin().await?;
        let subscriber = held(tx.as_mut(), platform).await?;
        let before = profile(tx.as_mut(), &subscriber).await?;
        if let Some(stranger) = lists.iter().find(|list| !before.granted.contains(list)) {
            return Err(PlatformError::NotGranted(stranger.clone()));
        }
        let lists: Vec<_> = before
            .granted
            .iter()
            .filter(|list| lists.contains(list))
            .cloned()
            .collect();
        tx.set_lists(platform, &lists).await?;
        tx.set_profile(&Profile { variants, ..before }).await?;
        let deed = self.platform_deed(
            Agent::Platform(platform),
            Act::ChangedSubscriber,
            platform,
            "lists",
        );
        tx.record(&deed).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Whether a platform wants the hashes of altered copies, where it does not say with a request.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn wants_variants(&self, platform: &Subscriber) -> Result<bool, StorageError> {
        let mut tx = self.storage().read().await?;
        Ok(profile(tx.as_mut(), platform).await?.variants)
    }

    /// Lets a platform choose a list, for example one that was made after it joined. Where `follow` says so it follows it
    /// from now on, which is for those who have no account to choose with.
    ///
    /// # Errors
    /// Where there is no such subscriber or list.
    pub async fn grant_list(
        &self,
        platform: SubscriberId,
        list: &ListName,
        follow: bool,
        by: Agent,
    ) -> Result<(), PlatformError> {
        let mut tx = self.storage().begin().await?;
        let subscriber = held(tx.as_mut(), platform).await?;
        let before = profile(tx.as_mut(), &subscriber).await?;
        if !tx.lists().await?.contains(list) {
            return Err(PlatformError::NoSuchList(list.clone()));
        }
        let grants = !before.granted.contains(list);
        let follows = follow && !subscriber.lists.contains(list);
        if grants {
            let granted = [before.granted.as_slice(), std::slice::from_ref(list)].concat();
            tx.set_profile(&Profile { granted, ..before }).await?;
        }
        if follows {
            let lists = [subscriber.lists.as_slice(), std::slice::from_ref(list)].concat();
            tx.set_lists(platform, &lists).await?;
        }
        if grants || follows {
            let reason = format!("list {list} {}", if follows { "followed" } else { "granted" });
            let deed = self.platform_deed(by, Act::ChangedSubscriber, platform, &reason);
            tx.record(&deed).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Takes a list back from a platform: it may not choose it any more, and does not follow it from now on.
    ///
    /// # Errors
    /// Where there is no such subscriber, or it may not choose that list anyway.
    pub async fn revoke_list(
        &self,
        platform: SubscriberId,
        list: &ListName,
        by: Agent,
    ) -> Result<(), PlatformError> {
        let mut tx = self.storage().begin().await?;
        let subscriber = held(tx.as_mut(), platform).await?;
        let before = profile(tx.as_mut(), &subscriber).await?;
        if !before.granted.contains(list) && !subscriber.lists.contains(list) {
            return Err(PlatformError::NotGranted(list.clone()));
        }
        let without = |lists: &[ListName]| -> Vec<ListName> {
            let others = lists.iter().filter(|other| *other != list);
            others.cloned().collect()
        };
        tx.set_lists(platform, &without(&subscriber.lists)).await?;
        let granted = without(&before.granted);
        tx.set_profile(&Profile { granted, ..before }).await?;
        let reason = format!("list {list} taken back");
        let deed = self.platform_deed(by, Act::ChangedSubscriber, platform, &reason);
        tx.record(&deed).await?;
        tx.commit().await?;
        Ok(())
    }

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
    /// Where there is no such subscriber, no reason, or staff suspended it and it is not they who ask.
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
        let reason = checked_reason(actor, &order.reason)?;
        let last = last_switch(tx.as_mut(), order.platform).await?;
        let stands = if order.suspend {
            // What the platform does itself meanwhile holds no suspension up, however often it does it.
            let by_house = tx.last_switch(order.platform, true).await?;
            by_house.map_or(0, |line| line.position) <= order.seen.unwrap_or(0)
        } else {
            last.as_ref().map(|last| last.position) == order.seen
        };
        let is_this =
            |last: &Switched| last.by == actor && last.suspended == order.suspend && last.reason == reason;
        if !stands && last.as_ref().is_some_and(is_this) {
            return Ok(());
        }
        let switched = stands
            && self
                .switch(tx.as_mut(), &subscriber, actor, order.suspend, reason)
                .await?;
        if !switched {
            let last = last.map(Box::new);
            return Err(PlatformError::Overtaken { last });
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
        let reason = checked_reason(actor, reason)?;
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
            Agent::Operator | Agent::Staff(_) => SuspendedBy::Staff,
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

    pub(crate) fn platform_deed(&self, actor: Agent, act: Act, platform: SubscriberId, reason: &str) -> Deed {
        Deed {
            at: self.now(),
            actor,
            act,
            subject: platform.to_string(),
            reason: reason.to_owned(),
        }
    }
}

/// The profile of a subscriber, or that of one of whom nothing else is known: it may choose from what it follows.
pub(crate) async fn profile(
    tx: &mut dyn Transaction,
    subscriber: &Subscriber,
) -> Result<Profile, StorageError> {
    let found = tx.profile(subscriber.id).await?;
    Ok(found.unwrap_or_else(|| Profile::unknown(subscriber.id, subscriber.lists.clone())))
}

/// That a platform was suspended or let read again, the last time, as the record of acts has it.
async fn last_switch(
    tx: &mut dyn Transaction,
    platform: SubscriberId,
) -> Result<Option<Switched>, StorageError> {
    let Some(Record { position, deed, .. }) = tx.last_switch(platform, false).await? else {
        return Ok(None);
    };
    let staff = match deed.actor {
        Agent::Staff(id) => tx.lookup_staff(id).await?,
        Agent::Operator | Agent::Platform(_) => None,
    };
    Ok(Some(Switched {
        position,
        suspended: deed.act == Act::SuspendedSubscriber,
        at: deed.at,
        by: deed.actor,
        staff_name: staff.map(|staff| staff.name),
        reason: deed.reason,
    }))
}

async fn standings(tx: &mut dyn Transaction, subscriber: &Subscriber) -> Result<Vec<Standing>, StorageError> {
    let reached = reached(tx, subscriber.id).await?;
    let mut standings = Vec::new();
    for list in &subscriber.lists {
        let Some(checkpoint) = tx.checkpoint(list).await? else {
            continue;
        };
        let mut syncs: Vec<_> = reached
            .iter()
            .filter(|reached| reached.list == *list)
            .cloned()
            .collect();
        syncs.sort_by_key(|sync| std::cmp::Reverse(sync.at));
        standings.push(Standing {
            list: list.clone(),
            size: checkpoint.size,
            reached: syncs.iter().map(|sync| sync.number).max().unwrap_or(0),
            syncs,
        });
    }
    Ok(standings)
}

/// The platform, held until the transaction ends: what follows is decided and written by what was read, and a suspension
/// in between would be overwritten.
async fn held(tx: &mut dyn Transaction, platform: SubscriberId) -> Result<Subscriber, PlatformError> {
    tx.hold_subscriber(platform).await?.ok_or(PlatformError::Unknown)
}

/// A reason as it is recorded.
fn checked_reason(actor: Agent, text: &str) -> Result<&str, PlatformError> {
    let text = text.trim();
    let least = usize::from(matches!(actor, Agent::Staff(_)));
    if !(least..=MAX_REASON).contains(&text.chars().count()) {
        return Err(PlatformError::Reason);
    }
    Ok(text)
}

/// Products as they are kept: one line.
pub(crate) fn checked_products(text: &str) -> Result<String, PlatformError> {
    let text = text.trim();
    if text.chars().count() > LONGEST_PRODUCTS || text.chars().any(char::is_control) {
        return Err(PlatformError::Products);
    }
    Ok(text.to_owned())
}
