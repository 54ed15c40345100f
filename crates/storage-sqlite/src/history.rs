//! Lists, the outbox and the history.

use async_trait::async_trait;
use domain::{
    Timestamp,
    change::{Change, Checkpoint, EMPTY},
    entry::Standing,
    id::EntryId,
    list::{ListName, Policy},
};
use storage::{
    HistoryRepository, StorageError,
    history::{Announcement, Listing, ListingCursor, PublishedChange, Queued},
    record::{ChangeRecord, HeadRecord, QueuedRecord, departed, list_names, newest, number},
};

use crate::{
    stretch::stretch,
    transaction::{SqliteTransaction, rows_as_json},
};

#[async_trait]
impl HistoryRepository for SqliteTransaction {
    async fn ensure_list(&mut self, list: &ListName, policy: &Policy) -> Result<bool, StorageError> {
        let (name, publication) = (list.as_str(), policy.publication.as_str());
        let (treatments, empty) = (policy.treatments.to_string(), EMPTY.as_slice());
        let added = sqlx::query!(
            "INSERT INTO list (list, policy_name, policy_version, publication, quality_floor, transition_floor,
                               treatments, head_digest)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (list) DO NOTHING",
            name,
            policy.name,
            policy.version,
            publication,
            policy.quality_floor,
            policy.transition_floor,
            treatments,
            empty,
        )
        .execute(self.connection())
        .await;
        Ok(self.checked(added)?.rows_affected() == 1)
    }

    async fn lists(&mut self) -> Result<Vec<ListName>, StorageError> {
        let names = sqlx::query_scalar!("SELECT list FROM list")
            .fetch_all(self.connection())
            .await;
        list_names(&self.checked(names)?)
    }

    async fn announce(&mut self, announcement: &Announcement) -> Result<(), StorageError> {
        let (list, entry) = (
            announcement.list.as_str(),
            announcement.entry.as_bytes().as_slice(),
        );
        let (kind, medium) = (announcement.kind.as_str(), announcement.medium.as_str());
        let standing = announcement.standing.map(Standing::as_str);
        let content = announcement.content.as_ref().map(<[u8; 32]>::as_slice);
        let added = sqlx::query!(
            "INSERT INTO outbox (list, entry_id, kind, medium, standing, content) VALUES (?, ?, ?, ?, ?, ?)",
            list,
            entry,
            kind,
            medium,
            standing,
            content,
        )
        .execute(self.connection())
        .await;
        self.checked_reference(added, "outbox_list_fk")?;
        Ok(())
    }

    async fn outbox(&mut self, limit: u32) -> Result<Vec<Queued>, StorageError> {
        let rows = sqlx::query_as!(
            QueuedRecord,
            "SELECT outbox_id, list, entry_id, kind, medium, standing, content
             FROM outbox ORDER BY outbox_id LIMIT ?",
            limit,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(Queued::try_from).collect()
    }

    async fn outbox_depth(&mut self) -> Result<u64, StorageError> {
        let count = sqlx::query_scalar!("SELECT count(*) FROM outbox")
            .fetch_one(self.connection())
            .await;
        Ok(self.checked(count)?.unsigned_abs())
    }

    async fn fence(&mut self, epoch: i64) -> Result<(), StorageError> {
        // This transaction has the one write lock, so nobody counts up before it ends.
        let current = sqlx::query_scalar!("SELECT epoch FROM sequencer WHERE sequencer_id = 1")
            .fetch_one(self.connection())
            .await;
        if self.checked(current)? == epoch {
            Ok(())
        } else {
            Err(self.refuse(StorageError::Fenced))
        }
    }

    async fn append(
        &mut self,
        taken: &[i64],
        changes: &[Change],
        checkpoint: &Checkpoint,
    ) -> Result<(), StorageError> {
        let list = checkpoint.list.as_str();
        let before = checkpoint.size.saturating_sub(changes.len() as u64);
        let (size, head) = (number(checkpoint.size), number(before));
        let (digest, at) = (checkpoint.digest.as_slice(), checkpoint.at.as_millis());
        let moved = sqlx::query!(
            "UPDATE list SET head_number = ?2, head_digest = ?3, head_at = ?4 WHERE list = ?1 AND head_number = ?5",
            list,
            size,
            digest,
            at,
            head,
        )
        .execute(self.connection())
        .await;
        let mut numbered = (before + 1..).zip(changes);
        let follow = numbered.all(|(next, change)| change.number == next && change.list == checkpoint.list);
        if self.checked(moved)?.rows_affected() != 1 || !follow {
            return Err(self.refuse(StorageError::Constraint("change_pk".to_owned())));
        }
        let rows = rows_as_json(changes.iter().map(|change| {
            (
                change.number,
                change.kind.as_str(),
                hex::encode(change.entry.as_bytes()),
                change.medium.as_str(),
                change.standing.map(Standing::as_str),
                change.changed_at.as_millis(),
                change.content.map(hex::encode),
            )
        }))?;
        let added = sqlx::query!(
            "INSERT INTO change (list, number, kind, entry_id, medium, standing, changed_at, content)
             SELECT ?1, value ->> 0, value ->> 1, unhex(value ->> 2), value ->> 3, value ->> 4, value ->> 5,
                    unhex(value ->> 6)
             FROM json_each(?2)",
            list,
            rows,
        )
        .execute(self.connection())
        .await;
        self.checked(added)?;
        self.note_departures(list, changes, at).await?;
        let rows = rows_as_json(newest(changes).into_iter().map(|row| {
            (
                hex::encode(row.entry.as_bytes()),
                row.number,
                row.changed_at,
                row.listed,
                row.listed_since,
            )
        }))?;
        let listed = sqlx::query!(
            "INSERT INTO listing (list, entry_id, number, changed_at, listed, listed_since, added_number, salt, hashes)
             SELECT ?1, n.entry_id, n.number, n.changed_at, n.listed, n.listed_since,
                    iif(n.listed_since IS NULL, NULL, n.number), i.salt,
                    (SELECT nullif(json_group_array(json_array(h.kind, h.variant, hex(h.value), h.quality)), '[]')
                     FROM item_hash h WHERE h.item_id = i.item_id)
             FROM (SELECT unhex(value ->> 0) AS entry_id, value ->> 1 AS number, value ->> 2 AS changed_at,
                          value ->> 3 AS listed, value ->> 4 AS listed_since FROM json_each(?2)) n
             LEFT JOIN entry e ON e.entry_id = n.entry_id AND n.listed = 1
             LEFT JOIN item i ON i.item_id = e.item_id
             WHERE true
             ON CONFLICT (list, entry_id) DO UPDATE SET
                 number = excluded.number, changed_at = excluded.changed_at, listed = excluded.listed,
                 salt = excluded.salt, hashes = excluded.hashes,
                 listed_since = CASE excluded.listed
                     WHEN 1 THEN coalesce(excluded.listed_since, listing.listed_since)
                 END,
                 added_number = coalesce(excluded.added_number, listing.added_number)",
            list,
            rows,
        )
        .execute(self.connection())
        .await;
        self.checked(listed)?;
        let added = sqlx::query!(
            "INSERT INTO checkpoint (list, size, digest, at) VALUES (?, ?, ?, ?)",
            list,
            size,
            digest,
            at,
        )
        .execute(self.connection())
        .await;
        self.checked(added)?;
        let ids = rows_as_json(taken)?;
        let removed = sqlx::query!(
            "DELETE FROM outbox WHERE outbox_id IN (SELECT value FROM json_each(?))",
            ids
        )
        .execute(self.connection())
        .await;
        if self.checked(removed)?.rows_affected() != taken.len() as u64 {
            return Err(self.refuse(StorageError::Constraint("outbox_pk".to_owned())));
        }
        Ok(())
    }

    async fn checkpoint(&mut self, list: &ListName) -> Result<Option<Checkpoint>, StorageError> {
        let name = list.as_str();
        let row = sqlx::query_as!(
            HeadRecord,
            "SELECT head_number, head_digest, head_at FROM list WHERE list = ?",
            name,
        )
        .fetch_optional(self.connection())
        .await;
        self.checked(row)?
            .map(|head| head.into_checkpoint(list.clone()))
            .transpose()
    }

    async fn closed_at(&mut self, list: &ListName) -> Result<Option<Timestamp>, StorageError> {
        let list = list.as_str();
        let closed = sqlx::query_scalar!("SELECT closed_at FROM list WHERE list = ?", list)
            .fetch_optional(self.connection())
            .await;
        Ok(self.checked(closed)?.map(Timestamp::from_millis))
    }

    async fn close_seconds(&mut self, until: Timestamp) -> Result<(), StorageError> {
        let until = until.as_millis();
        let closed = sqlx::query!("UPDATE list SET closed_at = ?1 WHERE closed_at < ?1", until)
            .execute(self.connection())
            .await;
        self.checked(closed)?;
        Ok(())
    }

    async fn is_announced(&mut self, list: &ListName, entry: EntryId) -> Result<bool, StorageError> {
        let (list, entry) = (list.as_str(), entry.as_bytes().as_slice());
        let found = sqlx::query_scalar!(
            "SELECT number FROM listing WHERE list = ?1 AND entry_id = ?2",
            list,
            entry,
        )
        .fetch_optional(self.connection())
        .await;
        Ok(self.checked(found)?.is_some())
    }

    async fn changes(
        &mut self,
        list: &ListName,
        after: u64,
        limit: u32,
    ) -> Result<Vec<PublishedChange>, StorageError> {
        let (name, after) = (list.as_str(), number(after));
        let stretch = stretch!(
            "FROM change c
               LEFT JOIN listing l ON l.list = c.list AND l.number = c.number
               WHERE c.list = ?1 AND c.number > ?2 ORDER BY c.number LIMIT ?3",
            name,
            after,
            limit,
        )
        .fetch_one(self.connection())
        .await;
        self.checked(stretch)?.rows(|row| row.published(list))
    }

    async fn listings(
        &mut self,
        list: &ListName,
        from: Timestamp,
        to: Timestamp,
        after: Option<ListingCursor>,
        limit: u32,
    ) -> Result<Vec<Listing>, StorageError> {
        let name = list.as_str();
        let (from, to) = (from.as_millis(), to.as_millis());
        let after = number(after.map_or(0, |after| after.number));
        // Seconds never fall from one number to the next, so a window of seconds is a range of numbers.
        let stretch = stretch!(
            "FROM listing l JOIN change c ON c.list = l.list AND c.number = l.number
               WHERE l.list = ?1 AND l.number > ?2
                 AND l.number >= (SELECT number FROM listing WHERE list = ?1 AND changed_at >= ?3
                                  ORDER BY changed_at, number LIMIT 1)
                 AND l.number <= (SELECT number FROM listing WHERE list = ?1 AND changed_at <= ?4
                                  ORDER BY changed_at DESC, number DESC LIMIT 1)
               ORDER BY l.number LIMIT ?5",
            name,
            after,
            from,
            to,
            limit,
        )
        .fetch_one(self.connection())
        .await;
        self.checked(stretch)?.rows(|row| row.listing(list))
    }

    async fn listing(&mut self, list: &ListName, entry: EntryId) -> Result<Option<Listing>, StorageError> {
        let (name, entry) = (list.as_str(), entry.as_bytes().as_slice());
        let row = sqlx::query_as!(
            ChangeRecord,
            r#"SELECT c.number AS "number!", c.kind, c.entry_id, c.medium, c.standing,
                      c.changed_at AS "changed_at!", c.content,
                      l.salt AS "salt?", l.hashes AS "hashes?"
               FROM listing l JOIN change c ON c.list = l.list AND c.number = l.number
               WHERE l.list = ?1 AND l.entry_id = ?2"#,
            name,
            entry,
        )
        .fetch_optional(self.connection())
        .await;
        self.checked(row)?.map(|row| row.listing(list)).transpose()
    }

    async fn listed(
        &mut self,
        list: &ListName,
        after: u64,
        until: u64,
        limit: u32,
    ) -> Result<Vec<Listing>, StorageError> {
        let (name, after, until) = (list.as_str(), number(after), number(until));
        let stretch = stretch!(
            "FROM listing l JOIN change c ON c.list = l.list AND c.number = l.number
               WHERE l.list = ?1 AND l.number > ?2 AND l.number <= ?3 AND l.listed = 1
               ORDER BY l.number LIMIT ?4",
            name,
            after,
            until,
            limit,
        )
        .fetch_one(self.connection())
        .await;
        self.checked(stretch)?.rows(|row| row.listing(list))
    }
}

impl SqliteTransaction {
    /// Notes under which numbers the hashes could be had of what leaves the list with these changes. It stands there still as
    /// it was before them.
    async fn note_departures(
        &mut self,
        list: &str,
        changes: &[Change],
        left_at: i64,
    ) -> Result<(), StorageError> {
        let gone = departed(changes);
        if gone.is_empty() {
            return Ok(());
        }
        let gone = rows_as_json(gone.into_iter().map(|entry| hex::encode(entry.as_bytes())))?;
        // CROSS keeps the order: SQLite takes a list for ten rows, and would look through all of it for what has gone.
        let noted = sqlx::query!(
            "INSERT INTO past_listing (list, entry_id, added_number, shown_number, left_at)
             SELECT l.list, l.entry_id, coalesce(l.added_number, l.number), l.number, ?3
             FROM (SELECT unhex(value) AS entry_id FROM json_each(?2)) gone
             CROSS JOIN listing l ON l.list = ?1 AND l.entry_id = gone.entry_id
             WHERE l.listed = 1
             ON CONFLICT (list, entry_id, added_number) DO NOTHING",
            list,
            gone,
            left_at,
        )
        .execute(self.connection())
        .await;
        self.checked(noted)?;
        Ok(())
    }
}
