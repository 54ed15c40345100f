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

use crate::transaction::PostgresTransaction;

#[async_trait]
impl HistoryRepository for PostgresTransaction {
    async fn ensure_list(&mut self, list: &ListName, policy: &Policy) -> Result<bool, StorageError> {
        let (name, publication) = (list.as_str(), policy.publication.as_str());
        let (treatments, empty) = (policy.treatments.to_string(), EMPTY.as_slice());
        let added = sqlx::query!(
            "INSERT INTO list (list, policy_name, policy_version, publication, quality_floor, transition_floor,
                               treatments, head_digest)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (list) DO NOTHING",
            name,
            policy.name,
            i64::from(policy.version),
            publication,
            i64::from(policy.quality_floor),
            i64::from(policy.transition_floor),
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
            "INSERT INTO outbox (list, entry_id, kind, medium, standing, content) VALUES ($1, $2, $3, $4, $5, $6)",
            list,
            entry,
            kind,
            medium,
            standing,
            content,
        )
        .execute(self.connection())
        .await;
        self.checked(added)?;
        Ok(())
    }

    async fn outbox(&mut self, limit: u32) -> Result<Vec<Queued>, StorageError> {
        let rows = sqlx::query_as!(
            QueuedRecord,
            "SELECT outbox_id, list, entry_id, kind, medium, standing, content
             FROM outbox ORDER BY outbox_id LIMIT $1",
            i64::from(limit),
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(Queued::try_from).collect()
    }

    async fn outbox_depth(&mut self) -> Result<u64, StorageError> {
        let count = sqlx::query_scalar!(r#"SELECT count(*) AS "count!" FROM outbox"#)
            .fetch_one(self.connection())
            .await;
        Ok(self.checked(count)?.unsigned_abs())
    }

    async fn fence(&mut self, epoch: i64) -> Result<(), StorageError> {
        // The lock makes a new leader, who counts up, wait until this transaction ends.
        let current = sqlx::query_scalar!("SELECT epoch FROM sequencer WHERE sequencer_id = 1 FOR UPDATE")
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
            "UPDATE list SET head_number = $2, head_digest = $3, head_at = $4 WHERE list = $1 AND head_number = $5",
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
        self.append_changes(list, changes).await?;
        self.note_departures(list, changes, at).await?;
        self.set_listings(list, changes).await?;
        let added = sqlx::query!(
            "INSERT INTO checkpoint (list, size, digest, at) VALUES ($1, $2, $3, $4)",
            list,
            size,
            digest,
            at,
        )
        .execute(self.connection())
        .await;
        self.checked(added)?;
        let removed = sqlx::query!("DELETE FROM outbox WHERE outbox_id = ANY($1)", taken)
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
            "SELECT head_number, head_digest, head_at FROM list WHERE list = $1",
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
        let closed = sqlx::query_scalar!("SELECT closed_at FROM list WHERE list = $1", list)
            .fetch_optional(self.connection())
            .await;
        Ok(self.checked(closed)?.map(Timestamp::from_millis))
    }

    async fn close_seconds(&mut self, until: Timestamp) -> Result<(), StorageError> {
        let until = until.as_millis();
        let closed = sqlx::query!("UPDATE list SET closed_at = $1 WHERE closed_at < $1", until)
            .execute(self.connection())
            .await;
        self.checked(closed)?;
        Ok(())
    }

    async fn is_announced(&mut self, list: &ListName, entry: EntryId) -> Result<bool, StorageError> {
        let (list, entry) = (list.as_str(), entry.as_bytes().as_slice());
        let found = sqlx::query_scalar!(
            "SELECT number FROM listing WHERE list = $1 AND entry_id = $2",
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
        // Numbers have no gaps. With both ends of the range known for both tables PostgreSQL walks them side by side; else it
        // looks each number up, with several processes for every page.
        let (name, until) = (list.as_str(), number(after.saturating_add(limit.into())));
        let after = number(after);
        let rows = sqlx::query_as!(
            ChangeRecord,
            r#"SELECT c.number, c.kind, c.entry_id, c.medium, c.standing, c.changed_at, c.content,
                      l.salt AS "salt?", l.hashes AS "hashes?"
               FROM change c
               LEFT JOIN listing l ON l.list = $1 AND l.number = c.number AND l.number > $2 AND l.number <= $3
               WHERE c.list = $1 AND c.number > $2 AND c.number <= $3
               ORDER BY c.number"#,
            name,
            after,
            until,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?
            .into_iter()
            .map(|row| row.published(list))
            .collect()
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
        // Seconds never fall from one number to the next, so a window of seconds is a range of numbers. Where it begins stands
        // for both tables: PostgreSQL joins them by merging, and would begin at the first change.
        let rows = sqlx::query_as!(
            ChangeRecord,
            r#"SELECT c.number, c.kind, c.entry_id, c.medium, c.standing, c.changed_at, c.content,
                      l.salt AS "salt?", l.hashes AS "hashes?"
               FROM listing l JOIN change c ON c.list = l.list AND c.number = l.number
               WHERE l.list = $1 AND l.number > $2
                 AND l.number >= (SELECT number FROM listing WHERE list = $1 AND changed_at >= $3
                                  ORDER BY changed_at, number LIMIT 1)
                 AND l.number <= (SELECT number FROM listing WHERE list = $1 AND changed_at <= $4
                                  ORDER BY changed_at DESC, number DESC LIMIT 1)
                 AND c.list = $1 AND c.number > $2
                 AND c.number >= (SELECT number FROM listing WHERE list = $1 AND changed_at >= $3
                                  ORDER BY changed_at, number LIMIT 1)
               ORDER BY l.number LIMIT $5"#,
            name,
            after,
            from,
            to,
            i64::from(limit),
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?
            .into_iter()
            .map(|row| row.listing(list))
            .collect()
    }

    async fn listing(&mut self, list: &ListName, entry: EntryId) -> Result<Option<Listing>, StorageError> {
        let (name, entry) = (list.as_str(), entry.as_bytes().as_slice());
        let row = sqlx::query_as!(
            ChangeRecord,
            r#"SELECT c.number, c.kind, c.entry_id, c.medium, c.standing, c.changed_at, c.content,
                      l.salt AS "salt?", l.hashes AS "hashes?"
               FROM listing l JOIN change c ON c.list = l.list AND c.number = l.number
               WHERE l.list = $1 AND l.entry_id = $2"#,
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
        // The bounds stand for both tables: PostgreSQL joins them by merging, and would begin at the first change.
        let rows = sqlx::query_as!(
            ChangeRecord,
            r#"SELECT c.number, c.kind, c.entry_id, c.medium, c.standing, c.changed_at, c.content,
                      l.salt AS "salt?", l.hashes AS "hashes?"
               FROM listing l JOIN change c ON c.list = l.list AND c.number = l.number
               WHERE l.list = $1 AND l.number > $2 AND l.number <= $3 AND l.listed = 1
                 AND c.list = $1 AND c.number > $2 AND c.number <= $3
               ORDER BY l.number LIMIT $4"#,
            name,
            after,
            until,
            i64::from(limit),
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?
            .into_iter()
            .map(|row| row.listing(list))
            .collect()
    }
}

impl PostgresTransaction {
    async fn append_changes(&mut self, list: &str, changes: &[Change]) -> Result<(), StorageError> {
        let (mut numbers, mut kinds, mut entries, mut media) = (vec![], vec![], vec![], vec![]);
        let (mut standings, mut seconds, mut contents) = (vec![], vec![], vec![]);
        for change in changes {
            numbers.push(number(change.number));
            kinds.push(change.kind.as_str().to_owned());
            entries.push(change.entry.as_bytes().to_vec());
            media.push(change.medium.as_str().to_owned());
            standings.push(change.standing.map(Standing::as_str));
            seconds.push(change.changed_at.as_millis());
            contents.push(change.content.as_ref().map(<[u8; 32]>::as_slice));
        }
        let added = sqlx::query!(
            "INSERT INTO change (list, number, kind, entry_id, medium, standing, changed_at, content)
             SELECT $1, * FROM unnest($2::bigint[], $3::text[], $4::bytea[], $5::text[], $6::text[], $7::bigint[],
                                      $8::bytea[])",
            list,
            &numbers,
            &kinds,
            &entries,
            &media,
            &standings as &[Option<&str>],
            &seconds,
            &contents as &[Option<&[u8]>],
        )
        .execute(self.connection())
        .await;
        self.checked(added)?;
        Ok(())
    }

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
        let gone: Vec<_> = gone.into_iter().map(|entry| entry.as_bytes().to_vec()).collect();
        let noted = sqlx::query!(
            "INSERT INTO past_listing (list, entry_id, added_number, shown_number, left_at)
             SELECT list, entry_id, coalesce(added_number, number), number, $3::bigint FROM listing
             WHERE list = $1 AND listed = 1 AND entry_id = ANY($2)
             ON CONFLICT (list, entry_id, added_number) DO NOTHING",
            list,
            &gone,
            left_at,
        )
        .execute(self.connection())
        .await;
        self.checked(noted)?;
        Ok(())
    }

    async fn set_listings(&mut self, list: &str, changes: &[Change]) -> Result<(), StorageError> {
        let (mut entries, mut numbers, mut seconds) = (vec![], vec![], vec![]);
        let (mut listed, mut since) = (vec![], vec![]);
        for row in newest(changes) {
            entries.push(row.entry.as_bytes().to_vec());
            numbers.push(row.number);
            seconds.push(row.changed_at);
            listed.push(i64::from(row.listed));
            since.push(row.listed_since);
        }
        let set = sqlx::query!(
            "INSERT INTO listing (list, entry_id, number, changed_at, listed, listed_since, added_number, salt, hashes)
             SELECT $1, n.*, CASE WHEN n.listed_since IS NOT NULL THEN n.number END, i.salt,
                    (SELECT json_agg(json_build_array(h.kind, h.variant, encode(h.value, 'hex'), h.quality))::text
                     FROM item_hash h WHERE h.item_id = i.item_id)
             FROM unnest($2::bytea[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[])
                  AS n (entry_id, number, changed_at, listed, listed_since)
             LEFT JOIN entry e ON e.entry_id = n.entry_id AND n.listed = 1
             LEFT JOIN item i ON i.item_id = e.item_id
             ON CONFLICT (list, entry_id) DO UPDATE SET
                 number = excluded.number, changed_at = excluded.changed_at, listed = excluded.listed,
                 salt = excluded.salt, hashes = excluded.hashes,
                 listed_since = CASE excluded.listed
                     WHEN 1 THEN coalesce(excluded.listed_since, listing.listed_since)
                 END,
                 added_number = coalesce(excluded.added_number, listing.added_number)",
            list,
            &entries,
            &numbers,
            &seconds,
            &listed,
            &since as &[Option<i64>],
        )
        .execute(self.connection())
        .await;
        self.checked(set)?;
        Ok(())
    }
}
