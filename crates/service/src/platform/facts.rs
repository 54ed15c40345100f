//! What is known of a platform: to itself, to staff and to survivors.

use std::collections::{BTreeMap, HashMap};

use domain::{
    id::SubscriberId,
    list::ListName,
    platform::{Participant, Profile},
    subscriber::{Group, Subscriber},
};
use storage::{StorageError, Transaction, platform::VerdictCount, served::Reached};

use super::{
    profile,
    switching::{Switched, last_switch},
};
use crate::{Service, served::reached};

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
    /// With whom it acts, where that is noted of it.
    pub group: Option<Group>,
    /// The names of the others with which it counts as one, of whichever of them that is noted.
    pub one_with: Vec<String>,
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
        let everyone = Everyone::read(tx.as_mut()).await?;
        let mut platforms = Vec::new();
        for subscriber in &everyone.all {
            platforms.push(everyone.facts(tx.as_mut(), subscriber).await?);
        }
        Ok(platforms)
    }

    /// One platform as staff see it; `None` where there is no such subscriber.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn facts_of_platform(
        &self,
        platform: SubscriberId,
    ) -> Result<Option<PlatformFacts>, StorageError> {
        let mut tx = self.storage().read().await?;
        let everyone = Everyone::read(tx.as_mut()).await?;
        match everyone.all.iter().find(|one| one.id == platform) {
            Some(subscriber) => Ok(Some(everyone.facts(tx.as_mut(), subscriber).await?)),
            None => Ok(None),
        }
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
}

/// Every subscriber, and who counts as one.
struct Everyone {
    all: Vec<Subscriber>,
    /// As they are noted.
    groups: HashMap<SubscriberId, Group>,
    /// Ids and names, by what they count as.
    together: BTreeMap<Group, Vec<(SubscriberId, String)>>,
}

impl Everyone {
    async fn read(tx: &mut dyn Transaction) -> Result<Self, StorageError> {
        let groups: HashMap<_, _> = tx.groups().await?.into_iter().collect();
        let all = tx.all_subscribers().await?;
        let mut together: BTreeMap<Group, Vec<(SubscriberId, String)>> = BTreeMap::new();
        for one in &all {
            let counted_as = Group::counting(&one.name, groups.get(&one.id).cloned());
            let others = together.entry(counted_as).or_default();
            others.push((one.id, one.name.clone()));
        }
        Ok(Self {
            all,
            groups,
            together,
        })
    }

    async fn facts(
        &self,
        tx: &mut dyn Transaction,
        subscriber: &Subscriber,
    ) -> Result<PlatformFacts, StorageError> {
        let group = self.groups.get(&subscriber.id).cloned();
        let counted_as = Group::counting(&subscriber.name, group.clone());
        let others = self.together.get(&counted_as).into_iter().flatten();
        let others = others.filter(|(id, _)| *id != subscriber.id);
        Ok(PlatformFacts {
            group,
            one_with: others.map(|(_, name)| name.clone()).collect(),
            profile: profile(tx, subscriber).await?,
            switched: last_switch(tx, subscriber.id).await?,
            subscriber: subscriber.clone(),
        })
    }
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
