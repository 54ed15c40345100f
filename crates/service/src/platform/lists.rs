//! Which lists a platform may choose from, and which of them it follows.

use domain::{
    audit::{Act, Agent},
    id::SubscriberId,
    list::ListName,
    platform::Profile,
    subscriber::Subscriber,
};
use storage::StorageError;

use super::{PlatformError, held, profile};
use crate::Service;

impl Service {
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
}
