//! With whom a subscriber acts: those that act together are one where it is counted how many say something of an entry.

use domain::{
    audit::{Act, Agent, Deed},
    id::SubscriberId,
    subscriber::{Group, ParseGroupError, Subscriber},
};
use storage::{StorageError, Transaction};

use crate::Service;

/// Why it was not noted with whom a subscriber acts.
#[derive(Debug, thiserror::Error)]
pub enum GroupError {
    /// There is no such subscriber.
    #[error("there is no such organisation")]
    UnknownSubscriber,
    /// It is no name of a group.
    #[error(transparent)]
    Name(#[from] ParseGroupError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Service {
    /// Notes with whom a subscriber acts: the name of an organisation, or of a subscriber; `None` where with nobody. What was
    /// decided stays so. Returns the group that was noted.
    ///
    /// # Errors
    /// Where there is no such subscriber, or no group can have that name.
    pub async fn set_group(
        &self,
        subscriber: SubscriberId,
        group: Option<&str>,
        by: Agent,
    ) -> Result<Option<Group>, GroupError> {
        let group = group.map(Group::parse).transpose()?;
        let mut tx = self.storage().begin().await?;
        let found = tx.hold_subscriber(subscriber).await?;
        let found = found.ok_or(GroupError::UnknownSubscriber)?;
        let groups = tx.groups().await?;
        let group = match group {
            Some(named) => Some(further(tx.as_mut(), &found, named, &groups).await?),
            None => None,
        };
        for id in who_follows(&found, group.as_ref(), &groups) {
            tx.set_group(id, group.as_ref()).await?;
            tx.record(&Deed {
                at: self.now(),
                actor: by,
                act: Act::ChangedGroup,
                subject: id.to_string(),
                reason: group.as_ref().map_or("none", Group::as_str).to_owned(),
            })
            .await?;
        }
        tx.commit().await?;
        Ok(group)
    }

    /// The subscribers of which it is noted with whom they act, by member number.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn groups(&self) -> Result<Vec<(SubscriberId, Group)>, StorageError> {
        self.storage().read().await?.groups().await
    }
}

/// Acting with someone who acts with others is acting with these too.
async fn further(
    tx: &mut dyn Transaction,
    subscriber: &Subscriber,
    named: Group,
    groups: &[(SubscriberId, Group)],
) -> Result<Group, StorageError> {
    let all = tx.all_subscribers().await?;
    let mut others = all.iter().filter(|other| other.id != subscriber.id);
    let other = others.find(|other| Group::of_name(&other.name) == named);
    let theirs = other.and_then(|other| noted(groups, other.id)).cloned();
    Ok(theirs.unwrap_or(named))
}

/// Of which subscribers that group has to be noted where it is to be one's: of the subscriber, and of those that act with it,
/// whichever was noted first.
fn who_follows(
    subscriber: &Subscriber,
    group: Option<&Group>,
    groups: &[(SubscriberId, Group)],
) -> Vec<SubscriberId> {
    let own = Group::of_name(&subscriber.name);
    let with_it = groups
        .iter()
        .filter(|(id, with)| group.is_some() && *with == own && *id != subscriber.id);
    let all = with_it.map(|(id, _)| *id).chain([subscriber.id]);
    all.filter(|id| noted(groups, *id) != group).collect()
}

fn noted(groups: &[(SubscriberId, Group)], subscriber: SubscriberId) -> Option<&Group> {
    let own = groups.iter().find(|(id, _)| *id == subscriber);
    own.map(|(_, group)| group)
}
