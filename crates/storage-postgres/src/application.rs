//! Organisations that want to follow lists.

use async_trait::async_trait;
use domain::{
    Timestamp,
    application::{Application, Outcome},
    id::{ApplicationId, StaffId, SubscriberId},
    platform::practices_text,
};
use storage::{
    ApplicationRepository, StorageError,
    application::ApplicationCursor,
    record::{ApplicationRecord, application_id},
};

use crate::transaction::PostgresTransaction;

#[async_trait]
impl ApplicationRepository for PostgresTransaction {
    async fn add_application(&mut self, application: &Application) -> Result<(), StorageError> {
        let (id, subscriber) = (
            application.id.as_bytes().as_slice(),
            application.subscriber.as_bytes().as_slice(),
        );
        let practices = practices_text(&application.practices);
        let (code, outcome) = (application.code_digest.as_slice(), application.outcome.as_str());
        let submitted_at = application.submitted_at.as_millis();
        let decided_at = application.decided_at.map(Timestamp::as_millis);
        let decided_by = application.decided_by.as_ref().map(|by| by.as_bytes().as_slice());
        let added = sqlx::query!(
            "INSERT INTO application (application_id, subscriber_id, organisation, products, practices, agreement,
                                      code_digest, submitted_at, outcome, decided_at, decided_by, reason)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            id,
            subscriber,
            application.organisation,
            application.products,
            practices,
            application.agreement,
            code,
            submitted_at,
            outcome,
            decided_at,
            decided_by,
            application.reason,
        )
        .execute(self.connection())
        .await;
        self.checked(added)?;
        Ok(())
    }

    async fn lookup_application(
        &mut self,
        application: ApplicationId,
    ) -> Result<Option<Application>, StorageError> {
        let id = application.as_bytes().as_slice();
        let row = if self.writes() {
            sqlx::query_as!(
                ApplicationRecord,
                "SELECT application_id, subscriber_id, organisation, products, practices, agreement, code_digest,
                        submitted_at, outcome, decided_at, decided_by, reason
                 FROM application WHERE application_id = $1 FOR UPDATE",
                id,
            )
            .fetch_optional(self.connection())
            .await
        } else {
            sqlx::query_as!(
                ApplicationRecord,
                "SELECT application_id, subscriber_id, organisation, products, practices, agreement, code_digest,
                        submitted_at, outcome, decided_at, decided_by, reason
                 FROM application WHERE application_id = $1",
                id,
            )
            .fetch_optional(self.connection())
            .await
        };
        self.checked(row)?.map(Application::try_from).transpose()
    }

    async fn find_application(
        &mut self,
        code_digest: &[u8; 32],
    ) -> Result<Option<Application>, StorageError> {
        let code = code_digest.as_slice();
        let row = sqlx::query_as!(
            ApplicationRecord,
            "SELECT application_id, subscriber_id, organisation, products, practices, agreement, code_digest,
                    submitted_at, outcome, decided_at, decided_by, reason
             FROM application WHERE code_digest = $1",
            code,
        )
        .fetch_optional(self.connection())
        .await;
        self.checked(row)?.map(Application::try_from).transpose()
    }

    async fn applications(
        &mut self,
        outcome: Outcome,
        after: Option<ApplicationCursor>,
        limit: u32,
    ) -> Result<Vec<Application>, StorageError> {
        let (outcome, limit) = (outcome.as_str(), i64::from(limit));
        let submitted_at = after.map_or(i64::MIN, |after| after.submitted_at.as_millis());
        let id = after.map_or_else(Vec::new, |after| after.application.as_bytes().to_vec());
        let rows = sqlx::query_as!(
            ApplicationRecord,
            "SELECT application_id, subscriber_id, organisation, products, practices, agreement, code_digest,
                    submitted_at, outcome, decided_at, decided_by, reason
             FROM application WHERE outcome = $1 AND (submitted_at, application_id) > ($2, $3)
             ORDER BY submitted_at, application_id LIMIT $4",
            outcome,
            submitted_at,
            id,
            limit,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?
            .into_iter()
            .map(Application::try_from)
            .collect()
    }

    async fn count_waiting_applications(&mut self, most: u32) -> Result<u32, StorageError> {
        let most = i64::from(most);
        let count = sqlx::query_scalar!(
            r#"SELECT count(*) AS "count!"
               FROM (SELECT 1 AS one FROM application WHERE outcome = 'waiting' LIMIT $1) found"#,
            most,
        )
        .fetch_one(self.connection())
        .await;
        Ok(u32::try_from(self.checked(count)?).unwrap_or(u32::MAX))
    }

    async fn decide_application(
        &mut self,
        application: ApplicationId,
        outcome: Outcome,
        by: StaffId,
        at: Timestamp,
        reason: Option<&str>,
    ) -> Result<bool, StorageError> {
        let (id, by) = (application.as_bytes().as_slice(), by.as_bytes().as_slice());
        let (outcome, at) = (outcome.as_str(), at.as_millis());
        let decided = sqlx::query!(
            "UPDATE application SET outcome = $2, decided_by = $3, decided_at = $4, reason = $5
             WHERE application_id = $1 AND outcome = 'waiting'",
            id,
            outcome,
            by,
            at,
            reason,
        )
        .execute(self.connection())
        .await;
        Ok(self.checked(decided)?.rows_affected() == 1)
    }

    async fn expire_applications(&mut self, before: Timestamp) -> Result<Vec<ApplicationId>, StorageError> {
        let before = before.as_millis();
        let removed = sqlx::query_scalar!(
            "DELETE FROM application WHERE submitted_at < $1 AND outcome <> 'accepted' RETURNING application_id",
            before,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(removed)?
            .iter()
            .map(|id| application_id(id))
            .collect()
    }

    async fn application_of(
        &mut self,
        subscriber: SubscriberId,
    ) -> Result<Option<Application>, StorageError> {
        let id = subscriber.as_bytes().as_slice();
        let row = sqlx::query_as!(
            ApplicationRecord,
            "SELECT application_id, subscriber_id, organisation, products, practices, agreement, code_digest,
                    submitted_at, outcome, decided_at, decided_by, reason
             FROM application WHERE subscriber_id = $1",
            id,
        )
        .fetch_optional(self.connection())
        .await;
        self.checked(row)?.map(Application::try_from).transpose()
    }
}
