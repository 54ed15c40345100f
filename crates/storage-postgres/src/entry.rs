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

use crate::transaction::PostgresTransaction;

#[async_trait]
impl EntryRepository for PostgresTransaction {
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
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
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
        self.checked(added)?;
        Ok(())
    }

    async fn update_entry(&mut self, entry: &Entry) -> Result<bool, StorageError> {
        let id = entry.id.as_bytes().as_slice();
        let (state, standing) = (entry.state.as_str(), entry.state.standing().map(Standing::as_str));
        let due = entry.withdrawal_due.map(Timestamp::as_millis);
        let queue = Queue::of(entry.state).map(Queue::as_str);
        let priority = Priority::of(entry.state).map(Priority::number);
        let updated = sqlx::query!(
            "UPDATE entry SET state = $2, standing = $3, withdrawal_due = $4, version = $5, queue = $6,
                    priority = CASE WHEN state = $2 AND standing IS NOT DISTINCT FROM $3 THEN priority ELSE $7 END
             WHERE entry_id = $1 AND version = $5::bigint - 1",
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
        let row = if self.writes() {
            sqlx::query_as!(
                EntryRecord,
                "SELECT entry_id, list, item_id, medium, state, standing, withdrawal_due, version
                 FROM entry WHERE entry_id = $1 FOR UPDATE",
                id,
            )
            .fetch_optional(self.connection())
            .await
        } else {
            sqlx::query_as!(
                EntryRecord,
                "SELECT entry_id, list, item_id, medium, state, standing, withdrawal_due, version
                 FROM entry WHERE entry_id = $1",
                id,
            )
            .fetch_optional(self.connection())
            .await
        };
        self.checked(row)?.map(Entry::try_from).transpose()
    }

    async fn lock_entries(&mut self, entries: &[EntryId]) -> Result<(), StorageError> {
        if !self.writes() {
            return Ok(());
        }
        let ids: Vec<_> = entries.iter().map(|entry| entry.as_bytes().to_vec()).collect();
        let locked = sqlx::query_scalar!(
            "SELECT entry_id FROM entry WHERE entry_id = ANY($1) ORDER BY entry_id FOR UPDATE",
            &ids,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(locked)?;
        Ok(())
    }

    async fn entry_created_on(&mut self, entry: EntryId) -> Result<Option<Timestamp>, StorageError> {
        let id = entry.as_bytes().as_slice();
        let day = sqlx::query_scalar!("SELECT created_on FROM entry WHERE entry_id = $1", id)
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
                      coalesce(c.changed_at, l.listed_since) AS "first_listed?",
                      e.state = 'rejected' AND EXISTS (
                          SELECT 1 FROM decision d
                          WHERE d.entry_id = e.entry_id AND d.actor_kind = 'policy' AND d.reason = $2
                      ) AS "unreviewed!"
               FROM item i
               JOIN entry e ON e.item_id = i.item_id
               LEFT JOIN listing l ON l.list = e.list AND l.entry_id = e.entry_id
               LEFT JOIN change c
                 ON c.list = l.list AND c.number = coalesce(
                     (SELECT min(p.added_number) FROM past_listing p WHERE p.list = l.list AND p.entry_id = l.entry_id),
                     l.added_number)
               WHERE i.case_id = $1
               ORDER BY i.position, e.list COLLATE "C""#,
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
                     WHERE queue = $1 AND (created_on, entry_id) > ($2, $3)
                       AND (withdrawal_due IS NULL OR withdrawal_due > $5)
                     ORDER BY created_on, entry_id LIMIT $4) e
               LEFT JOIN finding f ON f.entry_id = e.entry_id
               ORDER BY e.created_on, e.entry_id, f.name COLLATE "C""#,
            name,
            day,
            entry,
            i64::from(limit),
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
               WHERE e.item_id = $1
               ORDER BY e.list COLLATE "C", e.entry_id, f.name COLLATE "C""#,
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
        let items: Vec<Vec<u8>> = items.iter().map(|item| item.as_bytes().to_vec()).collect();
        let rows = sqlx::query_as!(
            EntryRecord,
            "SELECT entry_id, list, item_id, medium, state, standing, withdrawal_due, version
             FROM entry WHERE list = $1 AND item_id = ANY($2) ORDER BY item_id",
            list.as_str(),
            &items,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(Entry::try_from).collect()
    }

    async fn rows_of_entries(&mut self, entries: &[EntryId]) -> Result<Vec<QueueRow>, StorageError> {
        let entries: Vec<_> = entries.iter().map(|entry| entry.as_bytes().to_vec()).collect();
        let rows = sqlx::query_as!(
            QueueRecord,
            r#"SELECT e.entry_id, e.list, e.item_id, e.medium, e.state, e.standing, e.withdrawal_due, e.version,
                      e.created_on, f.name AS "finding?", f.evidence AS "evidence?",
                      f.detail AS "detail?", f.treatment AS "treatment?"
               FROM unnest($1::bytea[]) AS asked (entry_id)
               JOIN entry e ON e.entry_id = asked.entry_id
               LEFT JOIN finding f ON f.entry_id = e.entry_id
               ORDER BY e.entry_id, f.name COLLATE "C""#,
            &entries,
        )
        .fetch_all(self.connection())
        .await;
        queue_rows(self.checked(rows)?)
    }

    async fn count_queue(&mut self, queue: Queue, now: Timestamp, most: u32) -> Result<u64, StorageError> {
        let (name, now, most) = (queue.as_str(), now.as_millis(), i64::from(most));
        let count = sqlx::query_scalar!(
            r#"SELECT count(*) AS "count!"
               FROM (SELECT 1 AS one FROM entry
                     WHERE queue = $1 AND (withdrawal_due IS NULL OR withdrawal_due > $2)
                     LIMIT $3) found"#,
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
             FROM entry WHERE withdrawal_due <= $1 AND state <> 'rejected'
             ORDER BY withdrawal_due, entry_id LIMIT $2",
            now,
            i64::from(limit),
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(Entry::try_from).collect()
    }

    async fn add_findings(&mut self, entry: EntryId, findings: &[Found]) -> Result<(), StorageError> {
        let id = entry.as_bytes().as_slice();
        let (mut names, mut evidence, mut details, mut treatments) = (vec![], vec![], vec![], vec![]);
        for Found { finding, treatment } in findings {
            names.push(finding.name().to_owned());
            evidence.push(i64::from(finding.evidence()));
            details.push(finding.detail());
            treatments.push(treatment.as_str().to_owned());
        }
        let added = sqlx::query!(
            "INSERT INTO finding (entry_id, name, evidence, detail, treatment, priority, created_on)
             SELECT $1, found.*, (SELECT priority FROM entry WHERE entry_id = $1),
                    (SELECT created_on FROM entry WHERE entry_id = $1)
             FROM unnest($2::text[], $3::bigint[], $4::text[], $5::text[]) AS found",
            id,
            &names,
            &evidence,
            &details,
            &treatments,
        )
        .execute(self.connection())
        .await;
        self.checked(added)?;
        Ok(())
    }

    async fn findings(&mut self, entry: EntryId) -> Result<Vec<Found>, StorageError> {
        let id = entry.as_bytes().as_slice();
        let rows = sqlx::query_as!(
            FindingRecord,
            r#"SELECT name, evidence, detail, treatment FROM finding WHERE entry_id = $1 ORDER BY name COLLATE "C""#,
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
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, (SELECT count(*) FROM decision WHERE entry_id = $2))",
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
        self.checked(added)?;
        Ok(())
    }

    async fn is_decided(&mut self, decision: DecisionId) -> Result<bool, StorageError> {
        let id = decision.as_bytes().as_slice();
        let found = sqlx::query_scalar!("SELECT position FROM decision WHERE decision_id = $1", id)
            .fetch_optional(self.connection())
            .await;
        Ok(self.checked(found)?.is_some())
    }

    async fn decisions(&mut self, entry: EntryId) -> Result<Vec<Decision>, StorageError> {
        let id = entry.as_bytes().as_slice();
        let rows = sqlx::query_as!(
            DecisionRecord,
            "SELECT decision_id, entry_id, actor_kind, actor, policy_version, action, reason, note, made_at
             FROM decision WHERE entry_id = $1 ORDER BY position",
            id,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(Decision::try_from).collect()
    }
}
