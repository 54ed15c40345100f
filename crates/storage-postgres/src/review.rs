//! How staff share the work.

use async_trait::async_trait;
use domain::{
    Timestamp,
    entry::{Entry, Priority},
    id::{EntryId, StaffId},
};
use storage::{
    EntryRepository as _, ReviewRepository, StorageError,
    record::{ClaimRecord, HandlingRecord, NoteRecord, ReasonRecord, WorkRecord, priority, work_rows},
    review::{Bounds, Filter, Handling, Note, SavedView, StoredReason, Way, WorkCursor, WorkRow},
};

use crate::transaction::PostgresTransaction;

#[async_trait]
impl ReviewRepository for PostgresTransaction {
    async fn work(
        &mut self,
        filter: &Filter,
        now: Timestamp,
        after: Option<WorkCursor>,
        limit: u32,
    ) -> Result<Vec<WorkRow>, StorageError> {
        let at = now;
        let now = now.as_millis();
        let Bounds {
            from,
            day,
            entry,
            until,
            list,
            medium,
            finding,
            free_for,
            by,
            snoozed,
            escalated,
        } = filter.bounds(after.as_ref());
        let limit = i64::from(limit);
        // One query, which begins with another table or index each time: whose columns give the order of the work, what
        // is read, and what of it.
        macro_rules! walk {
            ($due:tt, $from:tt, $of:tt) => {
                sqlx::query_as!(
                    WorkRecord,
                    r#"SELECT w.entry_id AS "entry_id!", w.list AS "list!", w.item_id AS "item_id!", w.medium AS "medium!",
                              w.state AS "state!", w.standing AS "standing?", w.withdrawal_due AS "withdrawal_due?",
                              w.version AS "version!", w.created_on AS "created_on!", w.priority AS "priority!",
                              w.claimed_by AS "claimed_by?", w.claimed_until AS "claimed_until?",
                              w.snoozed_until AS "snoozed_until?", f.name AS "finding?", f.evidence AS "evidence?",
                              f.detail AS "detail?", f.treatment AS "treatment?"
                       FROM (SELECT e.*, h.claimed_by, h.claimed_until, h.snoozed_until
                             FROM "#
                        + $from
                        + " WHERE "
                        + $of
                        + " AND "
                        + $due
                        + ".priority IS NOT NULL AND "
                        + $due
                        + ".priority <= $4 AND ("
                        + $due
                        + ".priority, "
                        + $due
                        + ".created_on, "
                        + $due
                        + r#".entry_id) > ($1, $2, $3)
                               AND ($5::text IS NULL OR e.list = $5)
                               AND ($6::text IS NULL OR e.medium = $6)
                               AND ($7::text IS NULL
                                    OR EXISTS (SELECT 1 FROM finding y WHERE y.entry_id = e.entry_id AND y.name = $7))
                               AND ($8::bytea IS NULL OR h.claimed_by IS NULL OR h.claimed_by = $8
                                    OR h.claimed_until <= $10)
                               AND ($9::bytea IS NULL OR (h.claimed_by = $9 AND h.claimed_until > $10))
                               AND ($11::boolean OR h.snoozed_until IS NULL OR h.snoozed_until <= $10)
                               AND (e.withdrawal_due IS NULL OR e.withdrawal_due > $10)
                               AND (NOT $13::boolean OR e.priority = 2
                                    OR (SELECT d.action FROM decision d
                                        WHERE d.entry_id = e.entry_id AND d.actor_kind = 'staff' AND d.action <> 'take-back'
                                          AND NOT EXISTS (SELECT 1 FROM decision t
                                                          WHERE t.entry_id = d.entry_id AND t.position = d.position + 1
                                                            AND t.action = 'take-back')
                                        ORDER BY d.position DESC LIMIT 1) = 'escalate')
                             ORDER BY "#
                        + $due
                        + ".priority, "
                        + $due
                        + ".created_on, "
                        + $due
                        + r#".entry_id LIMIT $12) w
                       LEFT JOIN finding f ON f.entry_id = w.entry_id
                       ORDER BY w.priority, w.created_on, w.entry_id, f.name COLLATE "C""#,
                    from,
                    day,
                    entry,
                    until,
                    list,
                    medium,
                    finding,
                    free_for,
                    by,
                    now,
                    snoozed,
                    limit,
                    escalated,
                )
                .fetch_all(self.connection())
                .await
            };
        }
        let rows = match filter.way() {
            Way::Urgency => walk!(
                "e",
                "entry e LEFT JOIN handling h ON h.entry_id = e.entry_id",
                "true"
            ),
            Way::List => walk!(
                "e",
                "entry e LEFT JOIN handling h ON h.entry_id = e.entry_id",
                "e.list = $5"
            ),
            Way::Medium => walk!(
                "e",
                "entry e LEFT JOIN handling h ON h.entry_id = e.entry_id",
                "e.medium = $6"
            ),
            Way::Finding => walk!(
                "x",
                "finding x JOIN entry e ON e.entry_id = x.entry_id LEFT JOIN handling h ON h.entry_id = e.entry_id",
                "x.name = $7"
            ),
            Way::Claims => walk!(
                "e",
                "handling h JOIN entry e ON e.entry_id = h.entry_id",
                "h.claimed_by = $9 AND h.claimed_until > $10"
            ),
        };
        let mut rows = work_rows(self.checked(rows)?)?;
        for row in &mut rows {
            row.handling = row.handling.current(at);
        }
        Ok(rows)
    }

    async fn count_work(
        &mut self,
        priority: Priority,
        now: Timestamp,
        most: u32,
    ) -> Result<u64, StorageError> {
        // What was escalated and is disputed too counts as both.
        let too = (priority == Priority::Escalated).then(|| Priority::Disputed.number());
        let (priority, now, most) = (priority.number(), now.as_millis(), i64::from(most));
        let count = sqlx::query_scalar!(
            r#"SELECT count(*) AS "count!"
               FROM (SELECT 1 AS one
                     FROM entry e
                     LEFT JOIN handling h ON h.entry_id = e.entry_id
                     WHERE e.priority IN ($1, $4)
                       AND (e.priority = $1
                            OR (SELECT d.action FROM decision d
                                WHERE d.entry_id = e.entry_id AND d.actor_kind = 'staff' AND d.action <> 'take-back'
                                  AND NOT EXISTS (SELECT 1 FROM decision t
                                                  WHERE t.entry_id = d.entry_id AND t.position = d.position + 1
                                                    AND t.action = 'take-back')
                                ORDER BY d.position DESC LIMIT 1) = 'escalate')
                       AND (h.snoozed_until IS NULL OR h.snoozed_until <= $2)
                       AND (e.withdrawal_due IS NULL OR e.withdrawal_due > $2)
                     LIMIT $3) found"#,
            priority,
            now,
            most,
            too,
        )
        .fetch_one(self.connection())
        .await;
        Ok(self.checked(count)?.unsigned_abs())
    }

    async fn priority(&mut self, entry: EntryId) -> Result<Option<Priority>, StorageError> {
        let id = entry.as_bytes().as_slice();
        let found = sqlx::query_scalar!("SELECT priority FROM entry WHERE entry_id = $1", id)
            .fetch_optional(self.connection())
            .await;
        self.checked(found)?.flatten().map(priority).transpose()
    }

    async fn raise(&mut self, entry: EntryId, priority: Priority) -> Result<(), StorageError> {
        let (id, priority) = (entry.as_bytes().as_slice(), priority.number());
        let raised = sqlx::query!(
            "UPDATE entry SET priority = $2 WHERE entry_id = $1 AND (priority IS NULL OR priority > $2)",
            id,
            priority,
        )
        .execute(self.connection())
        .await;
        self.checked(raised)?;
        Ok(())
    }

    async fn settle(&mut self, entry: EntryId) -> Result<(), StorageError> {
        let Some(Entry { state, .. }) = self.lookup_entry(entry).await? else {
            return Ok(());
        };
        let (id, priority) = (
            entry.as_bytes().as_slice(),
            Priority::of(state).map(Priority::number),
        );
        let settled = sqlx::query!("UPDATE entry SET priority = $2 WHERE entry_id = $1", id, priority)
            .execute(self.connection())
            .await;
        self.checked(settled)?;
        Ok(())
    }

    async fn handling(&mut self, entry: EntryId) -> Result<Handling, StorageError> {
        let id = entry.as_bytes().as_slice();
        let row = sqlx::query_as!(
            HandlingRecord,
            "SELECT claimed_by, claimed_until, snoozed_until FROM handling WHERE entry_id = $1",
            id,
        )
        .fetch_optional(self.connection())
        .await;
        self.checked(row)?.unwrap_or_default().try_into()
    }

    async fn claims(
        &mut self,
        entries: &[EntryId],
        now: Timestamp,
    ) -> Result<Vec<(EntryId, StaffId)>, StorageError> {
        let entries: Vec<_> = entries.iter().map(|entry| entry.as_bytes().to_vec()).collect();
        let now = now.as_millis();
        let rows = sqlx::query_as!(
            ClaimRecord,
            r#"SELECT entry_id, claimed_by AS "claimed_by!"
               FROM handling WHERE entry_id = ANY($1) AND claimed_until > $2"#,
            &entries,
            now,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(TryInto::try_into).collect()
    }

    async fn claim(
        &mut self,
        entry: EntryId,
        staff: StaffId,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<bool, StorageError> {
        let (id, staff) = (entry.as_bytes().as_slice(), staff.as_bytes().as_slice());
        let (now, until) = (now.as_millis(), until.as_millis());
        let claimed = sqlx::query!(
            "INSERT INTO handling (entry_id, claimed_by, claimed_until) VALUES ($1, $2, $4)
             ON CONFLICT (entry_id) DO UPDATE
                SET claimed_by = excluded.claimed_by, claimed_until = excluded.claimed_until
                WHERE handling.claimed_by IS NULL OR handling.claimed_by = excluded.claimed_by
                   OR handling.claimed_until <= $3",
            id,
            staff,
            now,
            until,
        )
        .execute(self.connection())
        .await;
        Ok(self.checked(claimed)?.rows_affected() == 1)
    }

    async fn release(&mut self, entry: EntryId) -> Result<(), StorageError> {
        let id = entry.as_bytes().as_slice();
        let released = sqlx::query!(
            "UPDATE handling SET claimed_by = NULL, claimed_until = NULL WHERE entry_id = $1",
            id
        )
        .execute(self.connection())
        .await;
        self.checked(released)?;
        Ok(())
    }

    async fn snooze(&mut self, entry: EntryId, until: Option<Timestamp>) -> Result<(), StorageError> {
        let (id, until) = (entry.as_bytes().as_slice(), until.map(Timestamp::as_millis));
        let snoozed = sqlx::query!(
            "INSERT INTO handling (entry_id, snoozed_until) VALUES ($1, $2)
             ON CONFLICT (entry_id) DO UPDATE SET snoozed_until = excluded.snoozed_until",
            id,
            until,
        )
        .execute(self.connection())
        .await;
        self.checked(snoozed)?;
        Ok(())
    }

    async fn add_note(&mut self, note: &Note) -> Result<(), StorageError> {
        let (entry, staff) = (note.entry.as_bytes().as_slice(), note.staff.as_bytes().as_slice());
        let written_at = note.written_at.as_millis();
        let added = sqlx::query!(
            "INSERT INTO note (entry_id, position, staff_id, body, written_at)
             VALUES ($1, (SELECT count(*) FROM note WHERE entry_id = $1), $2, $3, $4)",
            entry,
            staff,
            note.body,
            written_at,
        )
        .execute(self.connection())
        .await;
        self.checked(added)?;
        Ok(())
    }

    async fn notes(&mut self, entry: EntryId) -> Result<Vec<Note>, StorageError> {
        let entry = entry.as_bytes().as_slice();
        let rows = sqlx::query_as!(
            NoteRecord,
            "SELECT entry_id, staff_id, body, written_at FROM note WHERE entry_id = $1 ORDER BY position",
            entry,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(TryInto::try_into).collect()
    }

    async fn save_view(&mut self, staff: StaffId, view: &SavedView) -> Result<(), StorageError> {
        let staff = staff.as_bytes().as_slice();
        let saved = sqlx::query!(
            "INSERT INTO saved_view (staff_id, name, filter) VALUES ($1, $2, $3)
             ON CONFLICT (staff_id, name) DO UPDATE SET filter = excluded.filter",
            staff,
            view.name,
            view.filter,
        )
        .execute(self.connection())
        .await;
        self.checked(saved)?;
        Ok(())
    }

    async fn remove_view(&mut self, staff: StaffId, name: &str) -> Result<bool, StorageError> {
        let staff = staff.as_bytes().as_slice();
        let removed = sqlx::query!(
            "DELETE FROM saved_view WHERE staff_id = $1 AND name = $2",
            staff,
            name
        )
        .execute(self.connection())
        .await;
        Ok(self.checked(removed)?.rows_affected() == 1)
    }

    async fn views(&mut self, staff: StaffId) -> Result<Vec<SavedView>, StorageError> {
        let staff = staff.as_bytes().as_slice();
        let rows = sqlx::query_as!(
            SavedView,
            r#"SELECT name, filter FROM saved_view WHERE staff_id = $1 ORDER BY name COLLATE "C""#,
            staff,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)
    }

    async fn set_reason(&mut self, reason: &StoredReason) -> Result<(), StorageError> {
        let (action, away) = (reason.action.as_str(), i64::from(reason.away));
        let set = sqlx::query!(
            "INSERT INTO decision_reason (action, reason, body, away) VALUES ($1, $2, $3, $4)
             ON CONFLICT (action, reason) DO UPDATE SET body = excluded.body, away = excluded.away",
            action,
            reason.reason,
            reason.body,
            away,
        )
        .execute(self.connection())
        .await;
        self.checked(set)?;
        Ok(())
    }

    async fn stored_reasons(&mut self) -> Result<Vec<StoredReason>, StorageError> {
        let rows = sqlx::query_as!(
            ReasonRecord,
            r#"SELECT action, reason, body, away FROM decision_reason ORDER BY action COLLATE "C", reason COLLATE "C""#
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(TryInto::try_into).collect()
    }
}
