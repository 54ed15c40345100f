//! What screening compares a submission with.

use async_trait::async_trait;
use domain::{
    Timestamp,
    hash::{FileHash, HashKind},
    id::{CaseId, EntryId, ItemId},
    list::ListName,
    screening::FindingKind,
};
use hashing::{Pdq, Vpdq};
use storage::{
    ScreeningRepository, StorageError,
    record::{
        FreshRecord, ItemCaseRecord, ItemEntryRecord, KnownFileRecord, KnownFormRecord, KnownRecord,
        PdqRecord, SameFileRecord, TallyRecord, VpdqRecord, due_entries, fresh, item_ids, known_files,
        known_pictures,
    },
    screening::{Fresh, KnownFile, KnownPicture, Mark, Print, SameFile, Tally},
};

use crate::transaction::{SqliteTransaction, rows_as_json};

#[async_trait]
impl ScreeningRepository for SqliteTransaction {
    async fn fingerprints(
        &mut self,
        after: Option<ItemId>,
        limit: u32,
    ) -> Result<Vec<(ItemId, Pdq)>, StorageError> {
        let after = after.as_ref().map_or(&[][..], |item| item.as_bytes().as_slice());
        let rows = sqlx::query_as!(
            PdqRecord,
            "SELECT item_id, value FROM item_hash
             WHERE item_id > ?1 AND kind = 'pdq' AND variant = '' ORDER BY item_id LIMIT ?2",
            after,
            limit,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(TryInto::try_into).collect()
    }

    async fn videos(
        &mut self,
        after: Option<ItemId>,
        limit: u32,
    ) -> Result<Vec<(ItemId, Vpdq)>, StorageError> {
        let after = after.as_ref().map_or(&[][..], |item| item.as_bytes().as_slice());
        let rows = sqlx::query_as!(
            VpdqRecord,
            "SELECT item_id, value FROM item_hash
             WHERE item_id > ?1 AND kind = 'vpdq' AND variant = '' ORDER BY item_id LIMIT ?2",
            after,
            limit,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(TryInto::try_into).collect()
    }

    async fn videos_of_items(&mut self, items: &[ItemId]) -> Result<Vec<(ItemId, Vpdq)>, StorageError> {
        let items = rows_as_json(items.iter().map(|item| hex::encode(item.as_bytes())))?;
        let rows = sqlx::query_as!(
            VpdqRecord,
            "SELECT item_id, value FROM item_hash
             WHERE item_id IN (SELECT unhex(value) FROM json_each(?1)) AND kind = 'vpdq' AND variant = ''
             ORDER BY item_id",
            items,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(TryInto::try_into).collect()
    }

    async fn fingerprint_mark(&mut self) -> Result<Mark, StorageError> {
        let position = sqlx::query_scalar!(
            r#"SELECT coalesce(max(seq), 0) AS "position!: i64" FROM sqlite_sequence
               WHERE name = 'fresh_fingerprint'"#
        )
        .fetch_one(self.connection())
        .await;
        Ok(Mark {
            epoch: 0,
            position: self.checked(position)?,
        })
    }

    async fn fresh_fingerprints(&mut self, mark: Mark, limit: u32) -> Result<Fresh, StorageError> {
        // There is one writer at a time, so what is visible is settled.
        let rows = sqlx::query_as!(
            FreshRecord,
            r#"SELECT epoch, position, item_id, pdq, kind, 1 AS "settled!: bool" FROM fresh_fingerprint
               WHERE epoch = 0 AND position > ?1 ORDER BY epoch, position LIMIT ?2"#,
            mark.position,
            limit,
        )
        .fetch_all(self.connection())
        .await;
        fresh(mark, &self.checked(rows)?)
    }

    async fn add_fingerprints(
        &mut self,
        item: ItemId,
        prints: &[Print],
        on: Timestamp,
    ) -> Result<(), StorageError> {
        let prints = rows_as_json(prints.iter().map(|print| {
            let (kind, pdq) = print.columns();
            (kind, hex::encode(pdq))
        }))?;
        let (item, on) = (item.as_bytes().as_slice(), on.as_millis());
        let added = sqlx::query!(
            "INSERT INTO fresh_fingerprint (item_id, kind, pdq, made_on)
             SELECT ?1, value ->> 0, unhex(value ->> 1), ?2 FROM json_each(?3) ORDER BY key",
            item,
            on,
            prints,
        )
        .execute(self.connection())
        .await;
        self.checked(added)?;
        Ok(())
    }

    async fn expire_fingerprints(&mut self, before: Timestamp) -> Result<u64, StorageError> {
        let before = before.as_millis();
        let removed = sqlx::query!("DELETE FROM fresh_fingerprint WHERE made_on < ?1", before)
            .execute(self.connection())
            .await;
        Ok(self.checked(removed)?.rows_affected())
    }

    async fn cases_of_items(&mut self, items: &[ItemId]) -> Result<Vec<(ItemId, CaseId)>, StorageError> {
        let items = rows_as_json(items.iter().map(|item| hex::encode(item.as_bytes())))?;
        let rows = sqlx::query_as!(
            ItemCaseRecord,
            "SELECT item_id, case_id FROM item WHERE item_id IN (SELECT unhex(value) FROM json_each(?1))
             ORDER BY item_id",
            items,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(TryInto::try_into).collect()
    }

    async fn count_stopped(&mut self, list: &ListName, items: &[ItemId]) -> Result<u64, StorageError> {
        let items = rows_as_json(items.iter().map(|item| hex::encode(item.as_bytes())))?;
        let list = list.as_str();
        let count = sqlx::query_scalar!(
            r#"SELECT count(*) AS "count!: i64"
               FROM (SELECT DISTINCT unhex(value) AS item_id FROM json_each(?1)) asked
               CROSS JOIN entry e ON e.list = ?2 AND e.item_id = asked.item_id
               WHERE e.state IN ('suspended', 'rejected')"#,
            items,
            list,
        )
        .fetch_one(self.connection())
        .await;
        Ok(self.checked(count)?.unsigned_abs())
    }

    async fn entries_lacking(
        &mut self,
        finding: FindingKind,
        list: &ListName,
        items: &[ItemId],
    ) -> Result<Vec<(ItemId, EntryId)>, StorageError> {
        let items = rows_as_json(items.iter().map(|item| hex::encode(item.as_bytes())))?;
        let (list, finding) = (list.as_str(), finding.as_str());
        let rows = sqlx::query_as!(
            ItemEntryRecord,
            "SELECT e.item_id, e.entry_id
             FROM (SELECT unhex(value) AS item_id FROM json_each(?1)) asked
             CROSS JOIN entry e ON e.list = ?2 AND e.item_id = asked.item_id
             WHERE e.state NOT IN ('rejected', 'withdrawn')
               AND NOT EXISTS (SELECT 1 FROM finding f WHERE f.entry_id = e.entry_id AND f.name = ?3)
             ORDER BY e.item_id",
            items,
            list,
            finding,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(TryInto::try_into).collect()
    }

    async fn add_alike_due(&mut self, entry: EntryId, suspended_at: Timestamp) -> Result<(), StorageError> {
        let (id, suspended_at) = (entry.as_bytes().as_slice(), suspended_at.as_millis());
        let added = sqlx::query!(
            "INSERT INTO alike_due (entry_id, suspended_at) VALUES (?1, ?2)
             ON CONFLICT (entry_id) DO UPDATE SET suspended_at = max(alike_due.suspended_at, excluded.suspended_at)",
            id,
            suspended_at,
        )
        .execute(self.connection())
        .await;
        self.checked_reference(added, "alike_due_entry_fk")?;
        Ok(())
    }

    async fn alike_due(&mut self, until: Timestamp, limit: u32) -> Result<Vec<EntryId>, StorageError> {
        let until = until.as_millis();
        let rows = sqlx::query_scalar!(
            r#"SELECT entry_id AS "entry_id!" FROM alike_due WHERE suspended_at <= ?1
               ORDER BY suspended_at, entry_id LIMIT ?2"#,
            until,
            limit,
        )
        .fetch_all(self.connection())
        .await;
        due_entries(&self.checked(rows)?)
    }

    async fn remove_alike_due(&mut self, entries: &[EntryId], until: Timestamp) -> Result<(), StorageError> {
        let entries = rows_as_json(entries.iter().map(|entry| hex::encode(entry.as_bytes())))?;
        let until = until.as_millis();
        let removed = sqlx::query!(
            "DELETE FROM alike_due
             WHERE entry_id IN (SELECT unhex(value) FROM json_each(?1)) AND suspended_at <= ?2",
            entries,
            until,
        )
        .execute(self.connection())
        .await;
        self.checked(removed)?;
        Ok(())
    }

    async fn items_with_file(
        &mut self,
        sha256: &[u8; 32],
        limit: u32,
    ) -> Result<Vec<SameFile>, StorageError> {
        let sha256 = sha256.as_slice();
        let rows = sqlx::query_as!(
            SameFileRecord,
            r#"SELECT i.item_id, i.case_id, p.value AS "pdq?"
               FROM item_hash f
               JOIN item i ON i.item_id = f.item_id
               LEFT JOIN item_hash p ON p.item_id = f.item_id AND p.kind = 'pdq' AND p.variant = ''
               WHERE f.kind = 'sha256' AND f.value = ?1 ORDER BY i.item_id LIMIT ?2"#,
            sha256,
            limit,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(TryInto::try_into).collect()
    }

    async fn items_with_another_vpdq(
        &mut self,
        sha256: &[u8; 32],
        vpdq: &Vpdq,
        limit: u32,
    ) -> Result<Vec<(ItemId, Vpdq)>, StorageError> {
        let (sha256, vpdq) = (sha256.as_slice(), vpdq.as_bytes());
        let rows = sqlx::query_as!(
            VpdqRecord,
            "SELECT v.item_id, v.value
             FROM item_hash f
             JOIN item_hash v ON v.item_id = f.item_id AND v.kind = 'vpdq' AND v.variant = ''
             WHERE f.kind = 'sha256' AND f.value = ?1 AND v.value <> ?2 ORDER BY f.item_id LIMIT ?3",
            sha256,
            vpdq,
            limit,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(TryInto::try_into).collect()
    }

    async fn add_known(&mut self, known: &KnownPicture) -> Result<(), StorageError> {
        let pdq = known.pdq.as_bytes().as_slice();
        let added = sqlx::query!(
            "INSERT INTO known_picture (pdq, source, excluded, position)
             VALUES (?1, ?2, ?3, (SELECT coalesce(max(position), 0) + 1 FROM known_picture))
             ON CONFLICT (pdq) DO UPDATE
                SET source = excluded.source, excluded = excluded.excluded, position = excluded.position",
            pdq,
            known.source,
            known.excluded,
        )
        .execute(self.connection())
        .await;
        self.checked(added)?;
        let gone = sqlx::query!("DELETE FROM known_form WHERE picture = ?1", pdq)
            .execute(self.connection())
            .await;
        self.checked(gone)?;
        let forms = rows_as_json(known.forms.iter().map(|form| {
            let (pdq, mask) = (
                hex::encode(form.pdq.as_bytes()),
                hex::encode(form.mask.as_bytes()),
            );
            (form.edit.to_string(), pdq, mask)
        }))?;
        let added = sqlx::query!(
            "INSERT INTO known_form (picture, edit, pdq, mask)
             SELECT ?1, value ->> 0, unhex(value ->> 1), unhex(value ->> 2) FROM json_each(?2)",
            pdq,
            forms,
        )
        .execute(self.connection())
        .await;
        self.checked(added)?;
        Ok(())
    }

    async fn remove_known(&mut self, pdq: &Pdq) -> Result<bool, StorageError> {
        let pdq = pdq.as_bytes().as_slice();
        let removed = sqlx::query!("DELETE FROM known_picture WHERE pdq = ?1", pdq)
            .execute(self.connection())
            .await;
        Ok(self.checked(removed)?.rows_affected() == 1)
    }

    async fn known_pictures(&mut self) -> Result<Vec<KnownPicture>, StorageError> {
        let rows = sqlx::query_as!(
            KnownRecord,
            "SELECT pdq, source, excluded FROM known_picture ORDER BY position"
        )
        .fetch_all(self.connection())
        .await;
        let rows = self.checked(rows)?;
        let forms = sqlx::query_as!(KnownFormRecord, "SELECT picture, edit, pdq, mask FROM known_form")
            .fetch_all(self.connection())
            .await;
        known_pictures(rows, &self.checked(forms)?)
    }

    async fn known_mark(&mut self) -> Result<(i64, i64), StorageError> {
        let row = sqlx::query!(
            r#"SELECT count(*) AS "count!: i64", coalesce(max(position), 0) AS "newest!: i64" FROM known_picture"#
        )
        .fetch_one(self.connection())
        .await;
        let row = self.checked(row)?;
        Ok((row.count, row.newest))
    }

    async fn add_known_file(&mut self, file: &KnownFile) -> Result<(), StorageError> {
        let Some(named) = file.hashes.first().map(FileHash::bytes) else {
            return Ok(());
        };
        let hashes = as_json(&file.hashes)?;
        let picture = file.picture.as_ref().map(|pdq| pdq.as_bytes().as_slice());
        let joined = sqlx::query!(
            "UPDATE known_file SET file = ?1, picture = coalesce(?2, picture), source = ?3
             WHERE file IN (
                SELECT k.file
                FROM (SELECT value ->> 0 AS kind, unhex(value ->> 1) AS value FROM json_each(?4)) asked
                CROSS JOIN known_file k ON k.kind = asked.kind AND k.value = asked.value
             )",
            named,
            picture,
            file.source,
            hashes,
        )
        .execute(self.connection())
        .await;
        self.checked(joined)?;
        let added = sqlx::query!(
            "INSERT INTO known_file (kind, value, file, picture, source)
             SELECT value ->> 0, unhex(value ->> 1), ?1,
                    coalesce(?2, (SELECT picture FROM known_file WHERE file = ?1 LIMIT 1)), ?3
             FROM json_each(?4) WHERE true
             ON CONFLICT (kind, value) DO NOTHING",
            named,
            picture,
            file.source,
            hashes,
        )
        .execute(self.connection())
        .await;
        self.checked_reference(added, "known_file_picture_fk")?;
        Ok(())
    }

    async fn remove_known_file(&mut self, hash: &FileHash) -> Result<bool, StorageError> {
        let (kind, value) = (hash.kind().as_str(), hash.bytes());
        let removed = sqlx::query!(
            "DELETE FROM known_file WHERE file IN (SELECT file FROM known_file WHERE kind = ?1 AND value = ?2)",
            kind,
            value,
        )
        .execute(self.connection())
        .await;
        Ok(self.checked(removed)?.rows_affected() > 0)
    }

    async fn known_files(&mut self) -> Result<Vec<KnownFile>, StorageError> {
        let rows = sqlx::query_as!(
            KnownFileRecord,
            "SELECT kind, value, file, picture, source FROM known_file ORDER BY kind, value"
        )
        .fetch_all(self.connection())
        .await;
        known_files(self.checked(rows)?)
    }

    async fn known_files_with(&mut self, hashes: &[FileHash]) -> Result<Vec<KnownFile>, StorageError> {
        let hashes = as_json(hashes)?;
        let rows = sqlx::query_as!(
            KnownFileRecord,
            r#"SELECT kind AS "kind!", value AS "value!", file AS "file!", picture AS "picture?", source AS "source!"
               FROM known_file
               WHERE file IN (
                  SELECT k.file
                  FROM (SELECT value ->> 0 AS kind, unhex(value ->> 1) AS value FROM json_each(?1)) asked
                  CROSS JOIN known_file k ON k.kind = asked.kind AND k.value = asked.value
               )"#,
            hashes,
        )
        .fetch_all(self.connection())
        .await;
        known_files(self.checked(rows)?)
    }

    async fn items_with_hashes(&mut self, hashes: &[FileHash]) -> Result<Vec<ItemId>, StorageError> {
        let of = |kind: HashKind| {
            let chosen = hashes.iter().filter(move |hash| hash.kind() == kind);
            rows_as_json(chosen.map(|hash| hex::encode(hash.bytes())))
        };
        let (sha256, md5) = (of(HashKind::Sha256)?, of(HashKind::Md5)?);
        let rows = sqlx::query_scalar!(
            r#"SELECT item_id AS "item_id!"
               FROM (SELECT h.item_id
                     FROM (SELECT unhex(value) AS value FROM json_each(?1)) asked
                     CROSS JOIN item_hash h ON h.value = asked.value AND h.kind = 'sha256'
                     UNION ALL
                     SELECT h.item_id
                     FROM (SELECT unhex(value) AS value FROM json_each(?2)) asked
                     CROSS JOIN item_hash h ON h.value = asked.value AND h.kind = 'md5') found"#,
            sha256,
            md5,
        )
        .fetch_all(self.connection())
        .await;
        item_ids(&self.checked(rows)?)
    }

    async fn count(&mut self, tally: &Tally, slot: u8) -> Result<(), StorageError> {
        let (day, list) = (tally.day.as_millis(), tally.list.as_str());
        let amount = i64::try_from(tally.amount).unwrap_or(i64::MAX);
        let counted = sqlx::query!(
            "INSERT INTO tally (day, list, name, slot, amount) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (day, list, name, slot) DO UPDATE SET amount = amount + excluded.amount",
            day,
            list,
            tally.name,
            slot,
            amount,
        )
        .execute(self.connection())
        .await;
        self.checked_reference(counted, "tally_list_fk")?;
        Ok(())
    }

    async fn tallies(&mut self, from: Timestamp) -> Result<Vec<Tally>, StorageError> {
        let from = from.as_millis();
        let rows = sqlx::query_as!(
            TallyRecord,
            r#"SELECT day, list, name, sum(amount) AS "amount!: i64" FROM tally WHERE day >= ?1
               GROUP BY day, list, name ORDER BY day, list, name"#,
            from,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(TryInto::try_into).collect()
    }

    async fn expire_tallies(&mut self, before: Timestamp) -> Result<u64, StorageError> {
        let before = before.as_millis();
        let removed = sqlx::query!("DELETE FROM tally WHERE day < ?1", before)
            .execute(self.connection())
            .await;
        Ok(self.checked(removed)?.rows_affected())
    }
}

/// Kind and value of each.
fn as_json(hashes: &[FileHash]) -> Result<String, StorageError> {
    rows_as_json(
        hashes
            .iter()
            .map(|hash| (hash.kind().as_str(), hex::encode(hash.bytes()))),
    )
}
