//! With whom a subscriber acts: those that act together are one where it is counted how many say something of an entry.

use domain::{
    audit::{Act, Agent, Deed},
    id::SubscriberId,
    staff::Staff,
    subscriber::{Group, ParseGroupError, Subscriber},
};
use storage::{StorageError, Transaction};

use crate::{Service, propose::MAX_REASON, why};

/// What stands in the record of acts where a subscriber acts with nobody.
const NOBODY: &str = "none";

/// Why it was not noted with whom a subscriber acts.
#[derive(Debug, thiserror::Error)]
pub enum GroupError {
    /// There is no such subscriber.
    #[error("there is no such organisation")]
    UnknownSubscriber,
    /// It is no name of a group.
    #[error(transparent)]
    Name(#[from] ParseGroupError),
    /// A member of staff does not say why, or in more than [`MAX_REASON`] characters.
    #[error("the reason is missing, or longer than {MAX_REASON} characters")]
    Reason,
    /// It is noted otherwise by now than whoever asks has seen it.
    #[error("someone else was quicker")]
    Overtaken,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// What a member of staff wants noted of a platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupOrder {
    /// Of which.
    pub platform: SubscriberId,
    /// With whom it acts: the name of an organisation, or of a platform; empty where with nobody.
    pub group: String,
    /// How they know.
    pub reason: String,
    /// The group as they saw it noted; empty where they saw none.
    pub seen: String,
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
        let group = group.map(named).transpose()?;
        let mut tx = self.storage().begin().await?;
        let known = Known::read(tx.as_mut(), subscriber).await?;
        let group = group.map(|named| known.further(named));
        self.note(tx.as_mut(), &known, group.as_ref(), by, "").await?;
        tx.commit().await?;
        Ok(group)
    }

    /// The same for a member of staff, who has seen what is noted and says how they know better. The same order again is
    /// answered as done.
    ///
    /// # Errors
    /// [`GroupError::Overtaken`] where it is not noted as they saw it; where they give no reason; as [`Self::set_group`].
    pub async fn change_group(&self, staff: &Staff, order: &GroupOrder) -> Result<(), GroupError> {
        let group = Some(order.group.trim()).filter(|name| !name.is_empty());
        let group = group.map(named).transpose()?;
        let reason = order.reason.trim();
        if !(1..=MAX_REASON).contains(&reason.chars().count()) {
            return Err(GroupError::Reason);
        }
        let mut tx = self.storage().begin().await?;
        let known = Known::read(tx.as_mut(), order.platform).await?;
        let group = group.map(|named| known.further(named));
        let now = known.noted(order.platform);
        if now == group.as_ref() {
            return Ok(());
        }
        if now.map_or("", Group::as_str) != order.seen {
            return Err(GroupError::Overtaken);
        }
        self.note(
            tx.as_mut(),
            &known,
            group.as_ref(),
            Agent::Staff(staff.id),
            reason,
        )
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Notes it of everyone of whom it is not noted yet, in the caller's transaction.
    async fn note(
        &self,
        tx: &mut dyn Transaction,
        known: &Known,
        group: Option<&Group>,
        by: Agent,
        why: &str,
    ) -> Result<(), StorageError> {
        let name = group.map_or(NOBODY, Group::as_str);
        for id in known.who_follows(group) {
            tx.set_group(id, group).await?;
            tx.record(&Deed {
                at: self.now(),
                actor: by,
                act: Act::ChangedGroup,
                subject: id.to_string(),
                reason: why::behind(name, why),
            })
            .await?;
        }
        Ok(())
    }

    /// The subscribers of which it is noted with whom they act, by member number.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn groups(&self) -> Result<Vec<(SubscriberId, Group)>, StorageError> {
        self.storage().read().await?.groups().await
    }
}

/// The group that someone named. Not by the word that the record has for nobody: whoever types it means that.
fn named(text: &str) -> Result<Group, ParseGroupError> {
    let group = Group::parse(text)?;
    if group.as_str() == NOBODY {
        return Err(ParseGroupError);
    }
    Ok(group)
}

/// A subscriber among all others, with what is noted of each.
struct Known {
    subscriber: Subscriber,
    others: Vec<Subscriber>,
    groups: Vec<(SubscriberId, Group)>,
}

impl Known {
    /// Of two who note something at once the second reads what the first has noted: whom one notes, another may just have
    /// named.
    async fn read(tx: &mut dyn Transaction, subscriber: SubscriberId) -> Result<Self, GroupError> {
        tx.lock_subscribers().await?;
        let mut others = tx.all_subscribers().await?;
        let place = others.iter().position(|one| one.id == subscriber);
        let place = place.ok_or(GroupError::UnknownSubscriber)?;
        Ok(Self {
            subscriber: others.remove(place),
            others,
            groups: tx.groups().await?,
        })
    }

    fn noted(&self, subscriber: SubscriberId) -> Option<&Group> {
        let own = self.groups.iter().find(|(id, _)| *id == subscriber);
        own.map(|(_, group)| group)
    }

    /// Acting with someone who acts with others is acting with these too.
    fn further(&self, named: Group) -> Group {
        let mut others = self.others.iter();
        let other = others.find(|other| Group::of_name(&other.name) == named);
        let theirs = other.and_then(|other| self.noted(other.id)).cloned();
        theirs.unwrap_or(named)
    }

    /// Of which subscribers that group has to be noted where it is to be one's: of the subscriber, and of those that act with
    /// it, whichever was noted first.
    fn who_follows(&self, group: Option<&Group>) -> Vec<SubscriberId> {
        let own = Group::of_name(&self.subscriber.name);
        let with_it = self
            .groups
            .iter()
            .filter(|(id, with)| group.is_some() && *with == own && *id != self.subscriber.id);
        let all = with_it.map(|(id, _)| *id).chain([self.subscriber.id]);
        all.filter(|id| self.noted(*id) != group).collect()
    }
}
