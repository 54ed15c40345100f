//! Subscribers and credentials.

use async_trait::async_trait;
use domain::{
    Timestamp,
    id::{CredentialId, SubscriberId},
    list::ListName,
    subscriber::{Credential, Group, Subscriber},
};
use storage::{
    StorageError, SubscriberRepository,
    record::{CredentialRecord, GroupRecord, SubscriberRecord, credential, next_member, subscribers},
};

use crate::transaction::{SqliteTransaction, rows_as_json};

#[async_trait]
impl SubscriberRepository for SqliteTransaction {
    async fn next_member(&mut self) -> Result<i32, StorageError> {
        let highest = sqlx::query_scalar!("SELECT max(member) FROM subscriber")
            .fetch_one(self.connection())
            .await;
        next_member(self.checked(highest)?)
    }

    async fn add_subscriber(&mut self, subscriber: &Subscriber) -> Result<(), StorageError> {
        let id = subscriber.id.as_bytes().as_slice();
        let created_at = subscriber.created_at.as_millis();
        let added = sqlx::query!(
            "INSERT INTO subscriber (subscriber_id, member, name, suspended, may_contribute, created_at)
             VALUES (?, ?, ?, ?, ?, ?)",
            id,
            subscriber.member,
            subscriber.name,
            subscriber.suspended,
            subscriber.may_contribute,
            created_at,
        )
        .execute(self.connection())
        .await;
        self.checked(added)?;
        let lists = rows_as_json(subscriber.lists.iter().map(ListName::as_str))?;
        let added = sqlx::query!(
            "INSERT INTO subscription (subscriber_id, list) SELECT ?1, value FROM json_each(?2)",
            id,
            lists,
        )
        .execute(self.connection())
        .await;
        self.checked_reference(added, "subscription_list_fk")?;
        Ok(())
    }

    async fn add_credential(&mut self, credential: &Credential) -> Result<(), StorageError> {
        let id = credential.id.as_bytes().as_slice();
        let (owner, digest) = (
            credential.subscriber.as_bytes().as_slice(),
            credential.secret_digest.as_slice(),
        );
        let created_at = credential.created_at.as_millis();
        let expires_at = credential.expires_at.map(Timestamp::as_millis);
        let revoked_at = credential.revoked_at.map(Timestamp::as_millis);
        let scopes = credential.scopes.to_string();
        let added = sqlx::query!(
            "INSERT INTO credential (credential_id, subscriber_id, secret_digest, created_at, expires_at, revoked_at,
                                     scopes)
             VALUES (?, ?, ?, ?, ?, ?, ?)",
            id,
            owner,
            digest,
            created_at,
            expires_at,
            revoked_at,
            scopes,
        )
        .execute(self.connection())
        .await;
        self.checked_reference(added, "credential_subscriber_fk")?;
        Ok(())
    }

    async fn find_credential(
        &mut self,
        id: CredentialId,
    ) -> Result<Option<(Credential, Subscriber)>, StorageError> {
        let id = id.as_bytes().as_slice();
        let row = sqlx::query_as!(
            CredentialRecord,
            "SELECT credential_id, subscriber_id, secret_digest, created_at, expires_at, revoked_at, scopes
             FROM credential WHERE credential_id = ?",
            id,
        )
        .fetch_optional(self.connection())
        .await;
        let Some(row) = self.checked(row)? else {
            return Ok(None);
        };
        let owner = sqlx::query_as!(
            SubscriberRecord,
            r#"SELECT s.subscriber_id, s.member, s.name, s.suspended, s.may_contribute, s.created_at,
                      n.list AS "list?"
               FROM subscriber s LEFT JOIN subscription n ON n.subscriber_id = s.subscriber_id
               WHERE s.subscriber_id = ?"#,
            row.subscriber_id,
        )
        .fetch_all(self.connection())
        .await;
        credential(row, self.checked(owner)?).map(Some)
    }

    async fn hold_subscriber(
        &mut self,
        subscriber: SubscriberId,
    ) -> Result<Option<Subscriber>, StorageError> {
        let id = subscriber.as_bytes().as_slice();
        // This transaction has the one write lock.
        let rows = sqlx::query_as!(
            SubscriberRecord,
            r#"SELECT s.subscriber_id, s.member, s.name, s.suspended, s.may_contribute, s.created_at,
                      n.list AS "list?"
               FROM subscriber s LEFT JOIN subscription n ON n.subscriber_id = s.subscriber_id
               WHERE s.subscriber_id = ?"#,
            id,
        )
        .fetch_all(self.connection())
        .await;
        Ok(subscribers(self.checked(rows)?)?.pop())
    }

    async fn credentials_of(&mut self, subscriber: SubscriberId) -> Result<Vec<Credential>, StorageError> {
        let id = subscriber.as_bytes().as_slice();
        let rows = sqlx::query_as!(
            CredentialRecord,
            "SELECT credential_id, subscriber_id, secret_digest, created_at, expires_at, revoked_at, scopes
             FROM credential WHERE subscriber_id = ?1 ORDER BY created_at, credential_id",
            id,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?
            .into_iter()
            .map(Credential::try_from)
            .collect()
    }

    async fn revoke_credential(
        &mut self,
        subscriber: SubscriberId,
        credential: CredentialId,
        at: Timestamp,
    ) -> Result<bool, StorageError> {
        let (owner, id) = (subscriber.as_bytes().as_slice(), credential.as_bytes().as_slice());
        let at = at.as_millis();
        let revoked = sqlx::query!(
            "UPDATE credential SET revoked_at = ?3
             WHERE credential_id = ?1 AND subscriber_id = ?2 AND revoked_at IS NULL",
            id,
            owner,
            at,
        )
        .execute(self.connection())
        .await;
        Ok(self.checked(revoked)?.rows_affected() == 1)
    }

    async fn expire_credential(
        &mut self,
        subscriber: SubscriberId,
        credential: CredentialId,
        at: Timestamp,
    ) -> Result<bool, StorageError> {
        let (owner, id) = (subscriber.as_bytes().as_slice(), credential.as_bytes().as_slice());
        let at = at.as_millis();
        let ended = sqlx::query!(
            "UPDATE credential SET expires_at = ?3
             WHERE credential_id = ?1 AND subscriber_id = ?2 AND revoked_at IS NULL
               AND (expires_at IS NULL OR expires_at > ?3)",
            id,
            owner,
            at,
        )
        .execute(self.connection())
        .await;
        Ok(self.checked(ended)?.rows_affected() == 1)
    }

    async fn set_may_contribute(&mut self, subscriber: SubscriberId, may: bool) -> Result<(), StorageError> {
        let (id, may) = (subscriber.as_bytes().as_slice(), i64::from(may));
        let set = sqlx::query!(
            "UPDATE subscriber SET may_contribute = ?2 WHERE subscriber_id = ?1",
            id,
            may,
        )
        .execute(self.connection())
        .await;
        self.checked(set)?;
        Ok(())
    }

    async fn lock_subscribers(&mut self) -> Result<(), StorageError> {
        Ok(())
    }

    async fn set_group(
        &mut self,
        subscriber: SubscriberId,
        group: Option<&Group>,
    ) -> Result<(), StorageError> {
        let (id, group) = (subscriber.as_bytes().as_slice(), group.map(Group::as_str));
        let set = sqlx::query!(
            "UPDATE subscriber SET group_name = ?2 WHERE subscriber_id = ?1",
            id,
            group,
        )
        .execute(self.connection())
        .await;
        self.checked(set)?;
        Ok(())
    }

    async fn groups(&mut self) -> Result<Vec<(SubscriberId, Group)>, StorageError> {
        let rows = sqlx::query_as!(
            GroupRecord,
            r#"SELECT subscriber_id, group_name AS "group_name!" FROM subscriber
               WHERE group_name IS NOT NULL ORDER BY member"#,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(TryInto::try_into).collect()
    }

    async fn subscribers_of(&mut self, list: &ListName) -> Result<Vec<Subscriber>, StorageError> {
        let name = list.as_str();
        let rows = sqlx::query_as!(
            SubscriberRecord,
            r#"SELECT s.subscriber_id, s.member, s.name, s.suspended, s.may_contribute, s.created_at,
                      n.list AS "list?"
               FROM subscriber s JOIN subscription n ON n.subscriber_id = s.subscriber_id
               WHERE s.subscriber_id IN (SELECT subscriber_id FROM subscription WHERE list = ?)
               ORDER BY s.member"#,
            name,
        )
        .fetch_all(self.connection())
        .await;
        subscribers(self.checked(rows)?)
    }

    async fn count_subscribers(&mut self) -> Result<u64, StorageError> {
        let count = sqlx::query_scalar!("SELECT count(*) FROM subscriber")
            .fetch_one(self.connection())
            .await;
        Ok(self.checked(count)?.unsigned_abs())
    }
}
