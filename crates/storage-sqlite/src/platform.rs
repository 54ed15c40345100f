//! What is known of platforms beside their credentials.

use async_trait::async_trait;
use domain::{
    Timestamp,
    id::SubscriberId,
    list::ListName,
    platform::{Participant, Profile, SuspendedBy, practices_text},
    served::ONE_LINE,
    subscriber::Subscriber,
};
use storage::{
    PlatformRepository, StorageError,
    platform::VerdictCount,
    record::{
        ParticipantRecord, ProfileRecord, SubscriberRecord, VerdictCountRecord, granted_text, subscribers,
    },
};

use crate::transaction::{SqliteTransaction, rows_as_json};

#[async_trait]
impl PlatformRepository for SqliteTransaction {
    async fn profile(&mut self, subscriber: SubscriberId) -> Result<Option<Profile>, StorageError> {
        let id = subscriber.as_bytes().as_slice();
        let row = sqlx::query_as!(
            ProfileRecord,
            "SELECT subscriber_id, products, practices, public, granted, variants, agreement, agreed_at, suspended_by
             FROM platform WHERE subscriber_id = ?1",
            id,
        )
        .fetch_optional(self.connection())
        .await;
        self.checked(row)?.map(Profile::try_from).transpose()
    }

    async fn set_profile(&mut self, profile: &Profile) -> Result<(), StorageError> {
        let id = profile.subscriber.as_bytes().as_slice();
        let (practices, granted) = (practices_text(&profile.practices), granted_text(&profile.granted));
        let (public, variants) = (i64::from(profile.public), i64::from(profile.variants));
        let agreed_at = profile.agreed_at.map(Timestamp::as_millis);
        let suspended_by = profile.suspended_by.map(SuspendedBy::as_str);
        let set = sqlx::query!(
            "INSERT INTO platform
                 (subscriber_id, products, practices, public, granted, variants, agreement, agreed_at, suspended_by)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (subscriber_id) DO UPDATE
                SET products = excluded.products, practices = excluded.practices, public = excluded.public,
                    granted = excluded.granted, variants = excluded.variants, agreement = excluded.agreement,
                    agreed_at = excluded.agreed_at, suspended_by = excluded.suspended_by",
            id,
            profile.products,
            practices,
            public,
            granted,
            variants,
            profile.agreement,
            agreed_at,
            suspended_by,
        )
        .execute(self.connection())
        .await;
        self.checked_reference(set, "platform_subscriber_fk")?;
        Ok(())
    }

    async fn participants(&mut self, list: &ListName) -> Result<Vec<Participant>, StorageError> {
        let list = list.as_str();
        let span = i64::try_from(ONE_LINE.as_millis()).unwrap_or(i64::MAX);
        let rows = sqlx::query_as!(
            ParticipantRecord,
            r#"SELECT s.name, p.products, p.practices,
                      (SELECT min(f.began_at) FROM served f
                       WHERE f.subscriber_id = s.subscriber_id AND f.list = ?1
                         AND f.ended_at <= (SELECT o.ended_at FROM served o
                                            WHERE o.subscriber_id = s.subscriber_id AND o.list = ?1
                                            ORDER BY o.ended_at LIMIT 1) + ?2) AS "since?: i64"
               FROM platform p JOIN subscriber s ON s.subscriber_id = p.subscriber_id
               WHERE p.public = 1 AND s.suspended = 0
                 AND EXISTS (SELECT 1 FROM subscription n WHERE n.subscriber_id = s.subscriber_id AND n.list = ?1)"#,
            list,
            span,
        )
        .fetch_all(self.connection())
        .await;
        let mut participants = self
            .checked(rows)?
            .into_iter()
            .map(Participant::try_from)
            .collect::<Result<Vec<_>, _>>()?;
        participants.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(participants)
    }

    async fn unnamed_participants(&mut self, list: &ListName) -> Result<u64, StorageError> {
        let list = list.as_str();
        let count = sqlx::query_scalar!(
            r#"SELECT count(*) AS "count!: i64"
               FROM subscription n JOIN subscriber s ON s.subscriber_id = n.subscriber_id
               WHERE n.list = ?1 AND s.suspended = 0
                 AND NOT EXISTS (SELECT 1 FROM platform p WHERE p.subscriber_id = s.subscriber_id AND p.public = 1)
                 AND EXISTS (SELECT 1 FROM served f WHERE f.subscriber_id = s.subscriber_id AND f.list = ?1)"#,
            list,
        )
        .fetch_one(self.connection())
        .await;
        Ok(self.checked(count)?.unsigned_abs())
    }

    async fn lookup_subscriber(
        &mut self,
        subscriber: SubscriberId,
    ) -> Result<Option<Subscriber>, StorageError> {
        let id = subscriber.as_bytes().as_slice();
        let rows = sqlx::query_as!(
            SubscriberRecord,
            r#"SELECT s.subscriber_id, s.member, s.name, s.suspended, s.may_contribute, s.created_at, n.list AS "list?"
               FROM subscriber s LEFT JOIN subscription n ON n.subscriber_id = s.subscriber_id
               WHERE s.subscriber_id = ?1"#,
            id,
        )
        .fetch_all(self.connection())
        .await;
        Ok(subscribers(self.checked(rows)?)?.pop())
    }

    async fn all_subscribers(&mut self) -> Result<Vec<Subscriber>, StorageError> {
        let rows = sqlx::query_as!(
            SubscriberRecord,
            r#"SELECT s.subscriber_id, s.member, s.name, s.suspended, s.may_contribute, s.created_at, n.list AS "list?"
               FROM subscriber s LEFT JOIN subscription n ON n.subscriber_id = s.subscriber_id
               ORDER BY s.member"#,
        )
        .fetch_all(self.connection())
        .await;
        subscribers(self.checked(rows)?)
    }

    async fn set_suspended(&mut self, subscriber: SubscriberId, suspended: bool) -> Result<(), StorageError> {
        let (id, suspended) = (subscriber.as_bytes().as_slice(), i64::from(suspended));
        let set = sqlx::query!(
            "UPDATE subscriber SET suspended = ?2 WHERE subscriber_id = ?1",
            id,
            suspended,
        )
        .execute(self.connection())
        .await;
        self.checked(set)?;
        Ok(())
    }

    async fn set_lists(&mut self, subscriber: SubscriberId, lists: &[ListName]) -> Result<(), StorageError> {
        let id = subscriber.as_bytes().as_slice();
        let removed = sqlx::query!("DELETE FROM subscription WHERE subscriber_id = ?1", id)
            .execute(self.connection())
            .await;
        self.checked(removed)?;
        let lists = rows_as_json(lists.iter().map(ListName::as_str))?;
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

    async fn count_verdicts(&mut self, subscriber: SubscriberId) -> Result<Vec<VerdictCount>, StorageError> {
        let id = subscriber.as_bytes().as_slice();
        let rows = sqlx::query_as!(
            VerdictCountRecord,
            r#"SELECT list AS "list!", verdict AS "verdict!", count(*) AS "count!: i64"
               FROM feedback WHERE subscriber_id = ?1 GROUP BY list, verdict"#,
            id,
        )
        .fetch_all(self.connection())
        .await;
        let mut counts = self
            .checked(rows)?
            .into_iter()
            .map(VerdictCount::try_from)
            .collect::<Result<Vec<_>, _>>()?;
        counts.sort_by(|one, other| (&one.list, one.verdict).cmp(&(&other.list, other.verdict)));
        Ok(counts)
    }
}
