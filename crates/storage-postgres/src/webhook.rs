//! Where platforms are woken, and the messages that wake them.

use async_trait::async_trait;
use domain::{
    Timestamp,
    id::{MessageId, SubscriberId},
    list::ListName,
    webhook::{Because, Message, Webhook},
};
use storage::{
    StorageError, WebhookRepository,
    record::{BehindRecord, MessageRecord, WebhookRecord, news_columns, number},
    webhook::Behind,
};

use crate::transaction::PostgresTransaction;

#[async_trait]
impl WebhookRepository for PostgresTransaction {
    async fn webhook(&mut self, subscriber: SubscriberId) -> Result<Option<Webhook>, StorageError> {
        let id = subscriber.as_bytes().as_slice();
        let row = sqlx::query_as!(
            WebhookRecord,
            "SELECT subscriber_id, address, off_because, failing_since, previous_until, created_at
             FROM webhook WHERE subscriber_id = $1",
            id,
        )
        .fetch_optional(self.connection())
        .await;
        self.checked(row)?.map(Webhook::try_from).transpose()
    }

    async fn set_webhook(&mut self, webhook: &Webhook) -> Result<(), StorageError> {
        let (id, address) = (webhook.subscriber.as_bytes().as_slice(), webhook.address.as_str());
        let off = webhook.off.map(Because::as_str);
        let failing_since = webhook.failing_since.map(Timestamp::as_millis);
        let previous_until = webhook.previous_until.map(Timestamp::as_millis);
        let created_at = webhook.created_at.as_millis();
        let set = sqlx::query!(
            "INSERT INTO webhook (subscriber_id, address, off_because, failing_since, previous_until, created_at)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (subscriber_id) DO UPDATE
                SET address = excluded.address, off_because = excluded.off_because,
                    failing_since = excluded.failing_since, previous_until = excluded.previous_until,
                    created_at = excluded.created_at",
            id,
            address,
            off,
            failing_since,
            previous_until,
            created_at,
        )
        .execute(self.connection())
        .await;
        self.checked(set)?;
        Ok(())
    }

    async fn remove_webhook(&mut self, subscriber: SubscriberId) -> Result<(), StorageError> {
        let id = subscriber.as_bytes().as_slice();
        let removed = sqlx::query!("DELETE FROM webhook WHERE subscriber_id = $1", id)
            .execute(self.connection())
            .await;
        self.checked(removed)?;
        Ok(())
    }

    async fn switch_webhook(
        &mut self,
        subscriber: SubscriberId,
        off: Option<Because>,
    ) -> Result<(), StorageError> {
        let (id, off) = (subscriber.as_bytes().as_slice(), off.map(Because::as_str));
        let switched = sqlx::query!(
            "UPDATE webhook SET off_because = $2 WHERE subscriber_id = $1",
            id,
            off,
        )
        .execute(self.connection())
        .await;
        self.checked(switched)?;
        Ok(())
    }

    async fn set_webhook_failing(
        &mut self,
        subscriber: SubscriberId,
        since: Option<Timestamp>,
    ) -> Result<(), StorageError> {
        let (id, since) = (subscriber.as_bytes().as_slice(), since.map(Timestamp::as_millis));
        let set = sqlx::query!(
            "UPDATE webhook SET failing_since = $2 WHERE subscriber_id = $1",
            id,
            since,
        )
        .execute(self.connection())
        .await;
        self.checked(set)?;
        Ok(())
    }

    async fn set_told(
        &mut self,
        subscriber: SubscriberId,
        list: &ListName,
        reached: u64,
    ) -> Result<(), StorageError> {
        let (id, list, reached) = (subscriber.as_bytes().as_slice(), list.as_str(), number(reached));
        let set = sqlx::query!(
            "INSERT INTO webhook_told (subscriber_id, list, number) VALUES ($1, $2, $3)
             ON CONFLICT (subscriber_id, list) DO UPDATE SET number = excluded.number",
            id,
            list,
            reached,
        )
        .execute(self.connection())
        .await;
        self.checked(set)?;
        Ok(())
    }

    async fn behind(&mut self, limit: u32) -> Result<Vec<Behind>, StorageError> {
        let limit = i64::from(limit);
        let rows = sqlx::query_as!(
            BehindRecord,
            "SELECT w.subscriber_id, l.list, l.head_number
             FROM webhook w
             JOIN subscriber s ON s.subscriber_id = w.subscriber_id
             JOIN subscription n ON n.subscriber_id = w.subscriber_id
             JOIN list l ON l.list = n.list
             LEFT JOIN webhook_told t ON t.subscriber_id = w.subscriber_id AND t.list = n.list
             WHERE w.off_because IS NULL AND s.suspended = 0 AND l.head_number > coalesce(t.number, 0)
               AND NOT EXISTS (SELECT 1 FROM webhook_message m
                               WHERE m.subscriber_id = w.subscriber_id AND m.list = l.list AND m.progress = 'pending')
             LIMIT $1",
            limit,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(Behind::try_from).collect()
    }

    async fn add_message(&mut self, message: &Message) -> Result<(), StorageError> {
        let (id, subscriber) = (
            message.id.as_bytes().as_slice(),
            message.subscriber.as_bytes().as_slice(),
        );
        let (list, reached) = news_columns(&message.news);
        let (progress, attempts) = (message.progress.as_str(), i64::from(message.attempts));
        let next_attempt_at = message.next_attempt_at.map(Timestamp::as_millis);
        let created_at = message.created_at.as_millis();
        let last_attempt_at = message.last_attempt_at.map(Timestamp::as_millis);
        let added = sqlx::query!(
            "INSERT INTO webhook_message (message_id, subscriber_id, list, number, progress, attempts, next_attempt_at,
                                          created_at, last_attempt_at, outcome)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            id,
            subscriber,
            list,
            reached,
            progress,
            attempts,
            next_attempt_at,
            created_at,
            last_attempt_at,
            message.outcome,
        )
        .execute(self.connection())
        .await;
        self.checked(added)?;
        Ok(())
    }

    async fn update_message(&mut self, message: &Message) -> Result<(), StorageError> {
        let (id, progress) = (message.id.as_bytes().as_slice(), message.progress.as_str());
        let attempts = i64::from(message.attempts);
        let next_attempt_at = message.next_attempt_at.map(Timestamp::as_millis);
        let last_attempt_at = message.last_attempt_at.map(Timestamp::as_millis);
        let updated = sqlx::query!(
            "UPDATE webhook_message
             SET progress = $2, attempts = $3, next_attempt_at = $4, last_attempt_at = $5, outcome = $6
             WHERE message_id = $1",
            id,
            progress,
            attempts,
            next_attempt_at,
            last_attempt_at,
            message.outcome,
        )
        .execute(self.connection())
        .await;
        self.checked(updated)?;
        Ok(())
    }

    async fn message(&mut self, message: MessageId) -> Result<Option<Message>, StorageError> {
        let id = message.as_bytes().as_slice();
        let row = sqlx::query_as!(
            MessageRecord,
            "SELECT message_id, subscriber_id, list, number, progress, attempts, next_attempt_at, created_at,
                    last_attempt_at, outcome
             FROM webhook_message WHERE message_id = $1",
            id,
        )
        .fetch_optional(self.connection())
        .await;
        self.checked(row)?.map(Message::try_from).transpose()
    }

    async fn due_messages(
        &mut self,
        now: Timestamp,
        failing: bool,
        limit: u32,
    ) -> Result<Vec<Message>, StorageError> {
        let (now, failing, limit) = (now.as_millis(), i64::from(failing), i64::from(limit));
        let rows = sqlx::query_as!(
            MessageRecord,
            "SELECT m.message_id, m.subscriber_id, m.list, m.number, m.progress, m.attempts, m.next_attempt_at,
                    m.created_at, m.last_attempt_at, m.outcome
             FROM webhook_message m
             JOIN webhook w ON w.subscriber_id = m.subscriber_id
             JOIN subscriber s ON s.subscriber_id = m.subscriber_id
             WHERE m.progress = 'pending' AND m.next_attempt_at <= $1 AND w.off_because IS NULL AND s.suspended = 0
               AND (CASE WHEN w.failing_since IS NULL THEN 0 ELSE 1 END)::bigint = $2
             ORDER BY m.next_attempt_at LIMIT $3",
            now,
            failing,
            limit,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(Message::try_from).collect()
    }

    async fn hasten_messages(&mut self, subscriber: SubscriberId, to: Timestamp) -> Result<(), StorageError> {
        let (id, to) = (subscriber.as_bytes().as_slice(), to.as_millis());
        let hastened = sqlx::query!(
            "UPDATE webhook_message SET next_attempt_at = $2
             WHERE subscriber_id = $1 AND progress = 'pending' AND coalesce(outcome, '') NOT LIKE '4__'
               AND next_attempt_at > $2",
            id,
            to,
        )
        .execute(self.connection())
        .await;
        self.checked(hastened)?;
        Ok(())
    }

    async fn restart_messages(
        &mut self,
        subscriber: SubscriberId,
        to: Timestamp,
    ) -> Result<(), StorageError> {
        let (id, to) = (subscriber.as_bytes().as_slice(), to.as_millis());
        let restarted = sqlx::query!(
            "UPDATE webhook_message SET attempts = 0, next_attempt_at = $2
             WHERE subscriber_id = $1 AND progress = 'pending'",
            id,
            to,
        )
        .execute(self.connection())
        .await;
        self.checked(restarted)?;
        Ok(())
    }

    async fn messages_to(
        &mut self,
        subscriber: SubscriberId,
        limit: u32,
    ) -> Result<Vec<Message>, StorageError> {
        let (id, limit) = (subscriber.as_bytes().as_slice(), i64::from(limit));
        let rows = sqlx::query_as!(
            MessageRecord,
            "SELECT message_id, subscriber_id, list, number, progress, attempts, next_attempt_at, created_at,
                    last_attempt_at, outcome
             FROM webhook_message WHERE subscriber_id = $1 ORDER BY created_at DESC, message_id LIMIT $2",
            id,
            limit,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(Message::try_from).collect()
    }

    async fn expire_messages(&mut self, before: Timestamp) -> Result<u64, StorageError> {
        let before = before.as_millis();
        let removed = sqlx::query!(
            "DELETE FROM webhook_message WHERE created_at < $1 AND progress <> 'pending'",
            before,
        )
        .execute(self.connection())
        .await;
        Ok(self.checked(removed)?.rows_affected())
    }
}
