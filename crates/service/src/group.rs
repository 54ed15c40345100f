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
        let deed = Deed {
            at: self.now(),
            actor: by,
            act: Act::ChangedGroup,
            subject: subscriber.to_string(),
            reason: String::new(),
        };
        let noted = note_group(tx.as_mut(), &found, group, &deed).await?;
        tx.commit().await?;
        Ok(noted)
    }

    /// The subscribers of which it is noted with whom they act, by member number.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn groups(&self) -> Result<Vec<(SubscriberId, Group)>, StorageError> {
        self.storage().read().await?.groups().await
    }
}

/// Notes with whom a subscriber acts, in the caller's transaction. Acting with someone who acts with others is acting with
/// these too, whichever was noted first.
pub(crate) async fn note_group(
    tx: &mut dyn Transaction,
    subscriber: &Subscriber,
    group: Option<Group>,
    deed: &Deed,
) -> Result<Option<Group>, StorageError> {
    let groups = tx.groups().await?;
    let of = |id: SubscriberId| groups.iter().find(|(one, _)| *one == id).map(|(_, group)| group);
    let group = match group {
        None => None,
        Some(named) => {
            let all = tx.all_subscribers().await?;
            let mut others = all.iter().filter(|other| other.id != subscriber.id);
            let other = others.find(|other| Group::of_name(&other.name) == named);
            let further = other.and_then(|other| of(other.id)).cloned();
            Some(further.unwrap_or(named))
        }
    };
    let own = Group::of_name(&subscriber.name);
    let follow = groups
        .iter()
        .filter(|(id, with)| group.is_some() && *with == own && *id != subscriber.id);
    let all: Vec<SubscriberId> = follow.map(|(id, _)| *id).chain([subscriber.id]).collect();
    let changed = all.into_iter().filter(|id| of(*id) != group.as_ref());
    let changed: Vec<SubscriberId> = changed.collect();
    for id in &changed {
        tx.set_group(*id, group.as_ref()).await?;
    }
    for id in changed {
        tx.record(&Deed {
            act: Act::ChangedGroup,
            subject: id.to_string(),
            reason: group.as_ref().map_or("none", Group::as_str).to_owned(),
            ..deed.clone()
        })
        .await?;
    }
    Ok(group)
}
