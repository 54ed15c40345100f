//! Rows of subscribers and credentials.

use domain::{
    Timestamp,
    id::{CredentialId, SubscriberId},
    subscriber::{Credential, Group, Scopes, Subscriber},
};

use super::{at, moment};
use crate::StorageError;

/// A row of `subscriber` beside the name of one list that it may read; one without any comes once and bare.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct SubscriberRecord {
    pub subscriber_id: Vec<u8>,
    pub member: i64,
    pub name: String,
    pub suspended: i64,
    pub may_contribute: i64,
    pub created_at: i64,
    pub list: Option<String>,
}

/// Gathers the lists of each subscriber; rows of one subscriber stand together.
///
/// # Errors
/// Where a column makes no sense.
pub fn subscribers(rows: Vec<SubscriberRecord>) -> Result<Vec<Subscriber>, StorageError> {
    let mut subscribers: Vec<Subscriber> = Vec::new();
    for row in rows {
        let list = row
            .list
            .map(|name| at("subscription", "list").list(&name))
            .transpose()?;
        let id = SubscriberId::from_bytes(at("subscriber", "subscriber_id").bytes(&row.subscriber_id)?);
        if let Some(last) = subscribers.last_mut().filter(|last| last.id == id) {
            last.lists.extend(list);
            continue;
        }
        subscribers.push(Subscriber {
            id,
            member: at("subscriber", "member").integer(row.member)?,
            name: row.name,
            lists: list.into_iter().collect(),
            suspended: at("subscriber", "suspended").flag(row.suspended)?,
            may_contribute: at("subscriber", "may_contribute").flag(row.may_contribute)?,
            created_at: Timestamp::from_millis(row.created_at),
        });
    }
    for subscriber in &mut subscribers {
        subscriber.lists.sort();
    }
    Ok(subscribers)
}

/// The group of a subscriber.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct GroupRecord {
    pub subscriber_id: Vec<u8>,
    pub group_name: String,
}

impl TryFrom<GroupRecord> for (SubscriberId, Group) {
    type Error = StorageError;

    fn try_from(row: GroupRecord) -> Result<Self, StorageError> {
        let id = SubscriberId::from_bytes(at("subscriber", "subscriber_id").bytes(&row.subscriber_id)?);
        Ok((id, group(&row.group_name)?))
    }
}

/// A group as it is kept.
pub(super) fn group(name: &str) -> Result<Group, StorageError> {
    at("subscriber", "group_name").known(Group::parse(name).ok())
}

/// A row of `credential`.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct CredentialRecord {
    pub credential_id: Vec<u8>,
    pub subscriber_id: Vec<u8>,
    pub secret_digest: Vec<u8>,
    pub created_at: i64,
    pub expires_at: Option<i64>,
    pub revoked_at: Option<i64>,
    pub scopes: String,
}

impl TryFrom<CredentialRecord> for Credential {
    type Error = StorageError;

    fn try_from(row: CredentialRecord) -> Result<Self, StorageError> {
        Ok(Self {
            id: CredentialId::from_bytes(at("credential", "credential_id").bytes(&row.credential_id)?),
            subscriber: SubscriberId::from_bytes(
                at("credential", "subscriber_id").bytes(&row.subscriber_id)?,
            ),
            scopes: at("credential", "scopes").known(Scopes::parse(&row.scopes))?,
            secret_digest: at("credential", "secret_digest").bytes(&row.secret_digest)?,
            created_at: Timestamp::from_millis(row.created_at),
            expires_at: moment(row.expires_at),
            revoked_at: moment(row.revoked_at),
        })
    }
}

/// A credential with the rows of the subscriber that it belongs to.
///
/// # Errors
/// Where a column makes no sense, or the subscriber's rows are another's or missing.
pub fn credential(
    row: CredentialRecord,
    owner: Vec<SubscriberRecord>,
) -> Result<(Credential, Subscriber), StorageError> {
    let credential = Credential::try_from(row)?;
    let owner = subscribers(owner)?
        .pop()
        .filter(|owner| owner.id == credential.subscriber);
    Ok((credential, at("credential", "subscriber_id").known(owner)?))
}

/// The member number after the highest one so far.
///
/// # Errors
/// Where there are no numbers left.
pub fn next_member(highest: Option<i64>) -> Result<i32, StorageError> {
    at("subscriber", "member").integer(highest.unwrap_or(999).saturating_add(1))
}
