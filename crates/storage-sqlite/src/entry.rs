//! Entries, findings and decisions.

use async_trait::async_trait;
use domain::{
    Timestamp,
    decision::{Decision, NOT_REVIEWED_IN_TIME},
    entry::{Entry, Priority, Standing},
    id::{CaseId, DecisionId, EntryId, ItemId},
    list::ListName,
    screening::Found,
};
use storage::{
    EntryRepository, StorageError,
    entry::{CaseEntry, Queue, QueueCursor, QueueRow},
    record::{
        CaseEntryRecord, DecisionRecord, EntryRecord, FindingRecord, QueueRecord, actor_columns, queue_rows,
    },
};

use crate::transaction::{SqliteTransaction, rows_as_json};

#[async_trait]
impl EntryRepository for SqliteTransaction {
    async fn add_entry(&mut self, entry: &Entry, created_on: Timestamp) -> Result<(), StorageError> {
        let (id, list) = (entry.id.as_bytes().as_slice(), entry.list.as_str());
        let (item, medium) = (entry.item.as_bytes().as_slice(), entry.medium.as_str());
        let (state, standing) = (entry.state.as_str(), entry.state.standing().map(Standing::as_str));
        let due = entry.withdrawal_due.map(Timestamp::as_millis);
        let (created_on, queue) = (created_on.as_millis(), Queue::of(entry.state).map(Queue::as_str));
        let priority = Priority::of(entry.state).map(Priority::number);
        let added = sqlx::query!(
            "INSERT INTO entry
                 (entry_id, list, item_id, medium, state, standing, withdrawal_due, created_on, version, queue,
                  priority)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            id,
            list,
            item,
            medium,
            state,
            standing,
            due,
            created_on,
            entry.version,
            queue,
            priority,
        )
        .execute(self.connection())
        .await;
        // Of two foreign keys SQLite does not say which one fails.
        let known = sqlx::query_scalar!("SELECT count(*) FROM list WHERE list = ?", list);
        let foreign_key = match &added {
            Err(sqlx::Error::Database(error)) if error.is_foreign_key_violation() => {
                match known.fetch_one(self.connection()).await {
                    Ok(0) => "entry_list_fk",
                    _ => "entry_item_fk",
                }
            }
            _ => "entry_item_fk",
        };
        self.checked_reference(added, foreign_key)?;
        Ok(())
    }

    async fn update_entry(&mut self, entry: &Entry) -> Result<bool, StorageError> {
        let id = entry.id.as_bytes().as_slice();
        let (state, standing) = (entry.state.as_str(), entry.state.standing().map(Standing::as_str));
        let due = entry.withdrawal_due.map(Timestamp::as_millis);
        let queue = Queue::of(entry.state).map(Queue::as_str);
        let priority = Priority::of(entry.state).map(Priority::number);
        let updated = sqlx::query!(
            "UPDATE entry SET state = ?2, standing = ?3, withdrawal_due = ?4, version = ?5, queue = ?6,
                    priority = CASE WHEN state = ?2 AND standing IS ?3 THEN priority ELSE ?7 END
             WHERE entry_id = ?1 AND version = ?5 - 1",
            id,
            state,
            standing,
            due,
            entry.version,
            queue,
            priority,
        )
        .execute(self.connection())
        .await;
        Ok(self.checked(updated)?.rows_affected() == 1)
    }

    async fn lookup_entry(&mut self, entry: EntryId) -> Result<Option<Entry>, StorageError> {
        let id = entry.as_bytes().as_slice();
        let row = sqlx::query_as!(
            EntryRecord,
            "SELECT entry_id, list, item_id, medium, state, standing, withdrawal_due, version
             FROM entry WHERE entry_id = ?",
            id,
        )
        .fetch_optional(self.connection())
        .await;
        self.checked(row)?.map(Entry::try_from).transpose()
    }

    /// There is one writer at a time: nobody else holds anything.
    async fn lock_entries(&mut self, _: &[EntryId]) -> Result<(), StorageError> {
        Ok(())
    }

    async fn entry_created_on(&mut self, entry: EntryId) -> Result<Option<Timestamp>, StorageError> {
        let id = entry.as_bytes().as_slice();
        let day = sqlx::query_scalar!("SELECT created_on FROM entry WHERE entry_id = ?", id)
            .fetch_optional(self.connection())
            .await;
        Ok(self.checked(day)?.map(Timestamp::from_millis))
    }

    async fn entries_of_case(&mut self, case: CaseId) -> Result<Vec<CaseEntry>, StorageError> {
        let id = case.as_bytes().as_slice();
        let rows = sqlx::query_as!(
            CaseEntryRecord,
            r#"SELECT e.entry_id, e.list, e.item_id, e.medium, e.state, e.standing, e.withdrawal_due, e.version,
                      i.position, l.listed_since AS "listed_since?",
                      coalesce(c.changed_at, l.listed_since) AS "first_listed?: i64",
                      e.state = 'rejected' AND EXISTS (
                          SELECT 1 FROM decision d
                          WHERE d.entry_id = e.entry_id AND d.actor_kind = 'policy' AND d.reason = ?2
                      ) AS "unreviewed!: bool"
               FROM item i
               JOIN entry e ON e.item_id = i.item_id
               LEFT JOIN listing l ON l.list = e.list AND l.entry_id = e.entry_id
               LEFT JOIN change c
                 ON c.list = l.list AND c.number = coalesce(
                     (SELECT min(p.added_number) FROM past_listing p WHERE p.list = l.list AND p.entry_id = l.entry_id),
                     l.added_number)
               WHERE i.case_id = ?1
               ORDER BY i.position, e.list"#,
            id,
            NOT_REVIEWED_IN_TIME,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(CaseEntry::try_from).collect()
    }

    async fn queue(
        &mut self,
        queue: Queue,
        now: Timestamp,
        after: Option<QueueCursor>,
        limit: u32,
    ) -> Result<Vec<QueueRow>, StorageError> {
        let (name, now) = (queue.as_str(), now.as_millis());
        let day = after.map_or(i64::MIN, |cursor| cursor.created_on.as_millis());
        let entry = after
            .as_ref()
            .map_or(&[][..], |cursor| cursor.entry.as_bytes().as_slice());
        let rows = sqlx::query_as!(
            QueueRecord,
            r#"SELECT e.entry_id, e.list, e.item_id, e.medium, e.state, e.standing, e.withdrawal_due, e.version,
                      e.created_on, f.name AS "finding?", f.evidence AS "evidence?",
                      f.detail AS "detail?", f.treatment AS "treatment?"
               FROM (SELECT * FROM entry
                     WHERE queue = ?1 AND (created_on, entry_id) > (?2, ?3)
                       AND (withdrawal_due IS NULL OR withdrawal_due > ?5)
                     ORDER BY created_on, entry_id LIMIT ?4) e
               LEFT JOIN finding f ON f.entry_id = e.entry_id
               ORDER BY e.created_on, e.entry_id, f.name"#,
            name,
            day,
            entry,
            limit,
            now,
        )
        .fetch_all(self.connection())
        .await;
        queue_rows(self.checked(rows)?)
    }

    async fn entries_of_item(&mut self, item: ItemId) -> Result<Vec<QueueRow>, StorageError> {
        let item = item.as_bytes().as_slice();
        let rows = sqlx::query_as!(
            QueueRecord,
            r#"SELECT e.entry_id, e.list, e.item_id, e.medium, e.state, e.standing, e.withdrawal_due, e.version,
                      e.created_on, f.name AS "finding?", f.evidence AS "evidence?",
                      f.detail AS "detail?", f.treatment AS "treatment?"
               FROM entry e
               LEFT JOIN finding f ON f.entry_id = e.entry_id
               WHERE e.item_id = ?1
               ORDER BY e.list, e.entry_id, f.name"#,
            item,
        )
        .fetch_all(self.connection())
        .await;
        queue_rows(self.checked(rows)?)
    }

    async fn entries_of_items(
        &mut self,
        list: &ListName,
        items: &[ItemId],
    ) -> Result<Vec<Entry>, StorageError> {
        let items = rows_as_json(items.iter().map(|item| hex::encode(item.as_bytes())))?;
        let list = list.as_str();
        let rows = sqlx::query_as!(
            EntryRecord,
            "SELECT e.entry_id, e.list, e.item_id, e.medium, e.state, e.standing, e.withdrawal_due, e.version
             FROM (SELECT unhex(value) AS item_id FROM json_each(?1)) asked
             CROSS JOIN entry e ON e.list = ?2 AND e.item_id = asked.item_id
             ORDER BY e.item_id",
            items,
            list,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(Entry::try_from).collect()
    }

    async fn rows_of_entries(&mut self, entries: &[EntryId]) -> Result<Vec<QueueRow>, StorageError> {
        let entries = rows_as_json(entries.iter().map(|entry| hex::encode(entry.as_bytes())))?;
        let rows = sqlx::query_as!(
            QueueRecord,
            r#"SELECT e.entry_id, e.list, e.item_id, e.medium, e.state, e.standing, e.withdrawal_due, e.version,
                      e.created_on, f.name AS "finding?", f.evidence AS "evidence?",
                      f.detail AS "detail?", f.treatment AS "treatment?"
               FROM (SELECT unhex(value) AS entry_id FROM json_each(?1)) asked
               CROSS JOIN entry e ON e.entry_id = asked.entry_id
               LEFT JOIN finding f ON f.entry_id = e.entry_id
               ORDER BY e.entry_id, f.name"#,
            entries,
        )
        .fetch_all(self.connection())
        .await;
        queue_rows(self.checked(rows)?)
    }

    async fn count_queue(&mut self, queue: Queue, now: Timestamp, most: u32) -> Result<u64, StorageError> {
        let (name, now, most) = (queue.as_str(), now.as_millis(), i64::from(most));
        let count = sqlx::query_scalar!(
            r#"SELECT count(*) AS "count!: i64"
               FROM (SELECT 1 AS one FROM entry
                     WHERE queue = ?1 AND (withdrawal_due IS NULL OR withdrawal_due > ?2)
                     LIMIT ?3) found"#,
            name,
            now,
            most,
        )
        .fetch_one(self.connection())
        .await;
        Ok(self.checked(count)?.unsigned_abs())
    }

    async fn due_withdrawals(&mut self, now: Timestamp, limit: u32) -> Result<Vec<Entry>, StorageError> {
        let now = now.as_millis();
        let rows = sqlx::query_as!(
            EntryRecord,
            "SELECT entry_id, list, item_id, medium, state, standing, withdrawal_due, version
             FROM entry WHERE withdrawal_due <= ? AND state <> 'rejected'
             ORDER BY withdrawal_due, entry_id LIMIT ?",
            now,
            limit,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(Entry::try_from).collect()
    }

    async fn add_findings(&mut self, entry: EntryId, findings: &[Found]) -> Result<(), StorageError> {
        let id = entry.as_bytes().as_slice();
        let findings = rows_as_json(findings.iter().map(|Found { finding, treatment }| {
            (
                finding.name(),
                finding.evidence(),
                finding.detail(),
                treatment.as_str(),
            )
        }))?;
        let added = sqlx::query!(
            "INSERT INTO finding (entry_id, name, evidence, detail, treatment, priority, created_on)
             SELECT ?1, value ->> 0, value ->> 1, value ->> 2, value ->> 3,
                    (SELECT priority FROM entry WHERE entry_id = ?1),
                    (SELECT created_on FROM entry WHERE entry_id = ?1)
             FROM json_each(?2)",
            id,
            findings,
        )
        .execute(self.connection())
        .await;
        self.checked_reference(added, "finding_entry_fk")?;
        Ok(())
    }

    async fn findings(&mut self, entry: EntryId) -> Result<Vec<Found>, StorageError> {
        let id = entry.as_bytes().as_slice();
        let rows = sqlx::query_as!(
            FindingRecord,
            "SELECT name, evidence, detail, treatment FROM finding WHERE entry_id = ? ORDER BY name",
            id,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(Found::try_from).collect()
    }

    async fn add_decision(&mut self, decision: &Decision) -> Result<(), StorageError> {
        let (id, entry) = (
            decision.id.as_bytes().as_slice(),
            decision.entry.as_bytes().as_slice(),
        );
        let (actor_kind, actor, policy_version) = actor_columns(&decision.actor);
        let (action, made_at) = (decision.action.as_str(), decision.made_at.as_millis());
        let added = sqlx::query!(
            "INSERT INTO decision (decision_id, entry_id, actor_kind, actor, policy_version, action, reason, note,
                                   made_at, position)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, (SELECT count(*) FROM decision WHERE entry_id = ?2))",
            id,
            entry,
            actor_kind,
            actor,
            policy_version,
            action,
            decision.reason,
            decision.note,
            made_at,
        )
        .execute(self.connection())
        .await;
        self.checked_reference(added, "decision_entry_fk")?;
        Ok(())
    }

    async fn is_decided(&mut self, decision: DecisionId) -> Result<bool, StorageError> {
        let id = decision.as_bytes().as_slice();
        let found = sqlx::query_scalar!("SELECT position FROM decision WHERE decision_id = ?1", id)
            .fetch_optional(self.connection())
            .await;
        Ok(self.checked(found)?.is_some())
    }

    async fn decisions(&mut self, entry: EntryId) -> Result<Vec<Decision>, StorageError> {
        let id = entry.as_bytes().as_slice();
        let rows = sqlx::query_as!(
            DecisionRecord,
            "SELECT decision_id, entry_id, actor_kind, actor, policy_version, action, reason, note, made_at
             FROM decision WHERE entry_id = ? ORDER BY position",
            id,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(Decision::try_from).collect()
    }
}
