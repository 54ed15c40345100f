//! The record of what staff and operators did.

use async_trait::async_trait;
use domain::{
    Timestamp,
    audit::{Act, Deed, Extent, Line, Record, chain},
    id::SubscriberId,
};
use storage::{
    AuditRepository, StorageError,
    audit::AuditFilter,
    record::{AuditRecord, ExtentRecord, number},
};

use crate::transaction::SqliteTransaction;

#[async_trait]
impl AuditRepository for SqliteTransaction {
    async fn record(&mut self, deed: &Deed) -> Result<Record, StorageError> {
        // There is one writer at a time, so nobody else writes a line in between.
        let head = sqlx::query_as!(
            ExtentRecord,
            "SELECT last_position, last_digest, gone_position, gone_digest
             FROM audit_head WHERE audit_head_id = 1",
        )
        .fetch_one(self.connection())
        .await;
        let head = Extent::try_from(self.checked(head)?)?;
        let position = head.last + 1;
        let digest = chain(&head.last_digest, position, deed);
        let (at, actor, act) = (deed.at.as_millis(), deed.actor.to_string(), deed.act.as_str());
        let (line, digest_bytes) = (number(position), digest.as_slice());
        let added = sqlx::query!(
            "INSERT INTO audit (position, at, actor, act, subject, reason, digest) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            line,
            at,
            actor,
            act,
            deed.subject,
            deed.reason,
            digest_bytes,
        )
        .execute(self.connection())
        .await;
        self.checked(added)?;
        let moved = sqlx::query!(
            "UPDATE audit_head SET last_position = ?1, last_digest = ?2 WHERE audit_head_id = 1",
            line,
            digest_bytes,
        )
        .execute(self.connection())
        .await;
        self.checked(moved)?;
        Ok(Record {
            position,
            deed: deed.clone(),
            digest,
        })
    }

    async fn audit_extent(&mut self) -> Result<Extent, StorageError> {
        let head = sqlx::query_as!(
            ExtentRecord,
            "SELECT last_position, last_digest, gone_position, gone_digest FROM audit_head WHERE audit_head_id = 1",
        )
        .fetch_optional(self.connection())
        .await;
        ExtentRecord::kept(self.checked(head)?)
    }

    async fn audit(&mut self, after: u64, limit: u32) -> Result<Vec<Line>, StorageError> {
        let (after, limit) = (number(after), i64::from(limit));
        let rows = sqlx::query_as!(
            AuditRecord,
            r#"SELECT position, at, actor AS "actor!: Vec<u8>", act AS "act!: Vec<u8>",
                      subject AS "subject!: Vec<u8>", reason AS "reason!: Vec<u8>", digest
               FROM audit WHERE position > ?1 ORDER BY position LIMIT ?2"#,
            after,
            limit,
        )
        .fetch_all(self.connection())
        .await;
        Ok(self.checked(rows)?.into_iter().map(Line::from).collect())
    }

    async fn audit_where(
        &mut self,
        filter: &AuditFilter,
        after: u64,
        limit: u32,
    ) -> Result<Vec<Line>, StorageError> {
        let (from, most) = (number(after), i64::from(limit));
        let actor = filter.actor.map(|actor| actor.to_string());
        let actor = actor.as_deref();
        let act = filter.act.map(Act::as_str);
        // One query for each index, because whoever plans one that does for all cannot know which of them is meant.
        let rows = if let Some(subject) = filter.subject.as_deref() {
            sqlx::query_as!(
                AuditRecord,
                r#"SELECT position, at, actor AS "actor!: Vec<u8>", act AS "act!: Vec<u8>",
                          subject AS "subject!: Vec<u8>", reason AS "reason!: Vec<u8>", digest
                   FROM audit WHERE subject = ?1 AND position > ?2
                     AND (?3 IS NULL OR actor = ?3) AND (?4 IS NULL OR act = ?4)
                   ORDER BY position LIMIT ?5"#,
                subject,
                from,
                actor,
                act,
                most,
            )
            .fetch_all(self.connection())
            .await
        } else if let Some(actor) = actor {
            sqlx::query_as!(
                AuditRecord,
                r#"SELECT position, at, actor AS "actor!: Vec<u8>", act AS "act!: Vec<u8>",
                          subject AS "subject!: Vec<u8>", reason AS "reason!: Vec<u8>", digest
                   FROM audit WHERE actor = ?1 AND position > ?2
                     AND (?3 IS NULL OR act = ?3)
                   ORDER BY position LIMIT ?4"#,
                actor,
                from,
                act,
                most,
            )
            .fetch_all(self.connection())
            .await
        } else if let Some(act) = act {
            sqlx::query_as!(
                AuditRecord,
                r#"SELECT position, at, actor AS "actor!: Vec<u8>", act AS "act!: Vec<u8>",
                          subject AS "subject!: Vec<u8>", reason AS "reason!: Vec<u8>", digest
                   FROM audit WHERE act = ?1 AND position > ?2
                   ORDER BY position LIMIT ?3"#,
                act,
                from,
                most,
            )
            .fetch_all(self.connection())
            .await
        } else {
            return self.audit(after, limit).await;
        };
        Ok(self.checked(rows)?.into_iter().map(Line::from).collect())
    }

    async fn first_audit_until(&mut self, position: u64) -> Result<Option<i64>, StorageError> {
        let position = number(position);
        let first = sqlx::query_scalar!(
            r#"SELECT position AS "position!" FROM audit WHERE position <= ?1 ORDER BY position LIMIT 1"#,
            position,
        )
        .fetch_optional(self.connection())
        .await;
        self.checked(first)
    }

    async fn audit_of(&mut self, subject: &str) -> Result<Vec<Line>, StorageError> {
        let rows = sqlx::query_as!(
            AuditRecord,
            r#"SELECT position, at, actor AS "actor!: Vec<u8>", act AS "act!: Vec<u8>",
                      subject AS "subject!: Vec<u8>", reason AS "reason!: Vec<u8>", digest
               FROM audit WHERE subject = ?1 ORDER BY position"#,
            subject,
        )
        .fetch_all(self.connection())
        .await;
        Ok(self.checked(rows)?.into_iter().map(Line::from).collect())
    }

    async fn last_switch(
        &mut self,
        subscriber: SubscriberId,
        by_house: bool,
    ) -> Result<Option<Line>, StorageError> {
        let subject = subscriber.to_string();
        let row = sqlx::query_as!(
            AuditRecord,
            r#"SELECT position, at, actor AS "actor!: Vec<u8>", act AS "act!: Vec<u8>",
                      subject AS "subject!: Vec<u8>", reason AS "reason!: Vec<u8>", digest
               FROM audit
               WHERE subject = ?1 AND act IN ('suspended-subscriber', 'resumed-subscriber')
                 AND NOT (?2 AND actor LIKE 'platform %')
               ORDER BY position DESC LIMIT 1"#,
            subject,
            by_house,
        )
        .fetch_optional(self.connection())
        .await;
        Ok(self.checked(row)?.map(Line::from))
    }

    async fn expire_audit(&mut self, before: Timestamp) -> Result<u64, StorageError> {
        let before = before.as_millis();
        // Only an unbroken beginning goes: a line that is younger than its time ends it, wherever a clock stood.
        let noted = sqlx::query!(
            "UPDATE audit_head SET gone_position = a.position, gone_digest = a.digest
             FROM audit a
             WHERE audit_head_id = 1 AND a.position > gone_position AND a.position =
                   (SELECT coalesce(min(position), (SELECT last_position + 1 FROM audit_head)) - 1
                    FROM audit WHERE at >= ?1)",
            before,
        )
        .execute(self.connection())
        .await;
        if self.checked(noted)?.rows_affected() == 0 {
            return Ok(0);
        }
        let removed =
            sqlx::query!("DELETE FROM audit WHERE position <= (SELECT gone_position FROM audit_head)")
                .execute(self.connection())
                .await;
        Ok(self.checked(removed)?.rows_affected())
    }
}
