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

use crate::transaction::PostgresTransaction;

#[async_trait]
impl ScreeningRepository for PostgresTransaction {
    async fn fingerprints(
        &mut self,
        after: Option<ItemId>,
        limit: u32,
    ) -> Result<Vec<(ItemId, Pdq)>, StorageError> {
        let after = after.as_ref().map_or(&[][..], |item| item.as_bytes().as_slice());
        let rows = sqlx::query_as!(
            PdqRecord,
            "SELECT item_id, value FROM item_hash
             WHERE item_id > $1 AND kind = 'pdq' AND variant = '' ORDER BY item_id LIMIT $2",
            after,
            i64::from(limit),
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
             WHERE item_id > $1 AND kind = 'vpdq' AND variant = '' ORDER BY item_id LIMIT $2",
            after,
            i64::from(limit),
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(TryInto::try_into).collect()
    }

    async fn videos_of_items(&mut self, items: &[ItemId]) -> Result<Vec<(ItemId, Vpdq)>, StorageError> {
        let items: Vec<Vec<u8>> = items.iter().map(|item| item.as_bytes().to_vec()).collect();
        let rows = sqlx::query_as!(
            VpdqRecord,
            "SELECT item_id, value FROM item_hash
             WHERE item_id = ANY($1) AND kind = 'vpdq' AND variant = '' ORDER BY item_id",
            &items,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(TryInto::try_into).collect()
    }

    async fn fingerprint_mark(&mut self) -> Result<Mark, StorageError> {
        // Whatever a transaction wrote that this one cannot see yet has at least this epoch.
        let epoch = sqlx::query_scalar!(
            r#"SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1 AS "epoch!""#
        )
        .fetch_one(self.connection())
        .await;
        Ok(Mark {
            epoch: self.checked(epoch)?,
            position: i64::MAX,
        })
    }

    async fn fresh_fingerprints(&mut self, mark: Mark, limit: u32) -> Result<Fresh, StorageError> {
        let rows = sqlx::query_as!(
            FreshRecord,
            r#"SELECT epoch, position, item_id, pdq, kind,
                      epoch < pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS "settled!"
               FROM fresh_fingerprint WHERE (epoch, position) > ($1, $2) ORDER BY epoch, position LIMIT $3"#,
            mark.epoch,
            mark.position,
            i64::from(limit),
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
        let (kinds, pdqs): (Vec<String>, Vec<Vec<u8>>) = prints
            .iter()
            .map(|print| {
                let (kind, pdq) = print.columns();
                (kind.to_owned(), pdq.to_vec())
            })
            .unzip();
        let added = sqlx::query!(
            "INSERT INTO fresh_fingerprint (item_id, kind, pdq, made_on)
             SELECT $1, print.kind, print.pdq, $2
             FROM unnest($3::text[], $4::bytea[]) WITH ORDINALITY AS print (kind, pdq, place) ORDER BY print.place",
            item.as_bytes().as_slice(),
            on.as_millis(),
            &kinds,
            &pdqs,
        )
        .execute(self.connection())
        .await;
        self.checked(added)?;
        Ok(())
    }

    async fn expire_fingerprints(&mut self, before: Timestamp) -> Result<u64, StorageError> {
        let removed = sqlx::query!(
            "DELETE FROM fresh_fingerprint WHERE made_on < $1",
            before.as_millis()
        )
        .execute(self.connection())
        .await;
        Ok(self.checked(removed)?.rows_affected())
    }

    async fn cases_of_items(&mut self, items: &[ItemId]) -> Result<Vec<(ItemId, CaseId)>, StorageError> {
        let items: Vec<Vec<u8>> = items.iter().map(|item| item.as_bytes().to_vec()).collect();
        let rows = sqlx::query_as!(
            ItemCaseRecord,
            "SELECT item_id, case_id FROM item WHERE item_id = ANY($1) ORDER BY item_id",
            &items,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(TryInto::try_into).collect()
    }

    async fn count_stopped(&mut self, list: &ListName, items: &[ItemId]) -> Result<u64, StorageError> {
        let items: Vec<Vec<u8>> = items.iter().map(|item| item.as_bytes().to_vec()).collect();
        let count = sqlx::query_scalar!(
            r#"SELECT count(*) AS "count!" FROM entry
               WHERE list = $1 AND item_id = ANY($2) AND state IN ('suspended', 'rejected')"#,
            list.as_str(),
            &items,
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
        let items: Vec<Vec<u8>> = items.iter().map(|item| item.as_bytes().to_vec()).collect();
        let rows = sqlx::query_as!(
            ItemEntryRecord,
            "SELECT e.item_id, e.entry_id FROM entry e
             WHERE e.list = $1 AND e.item_id = ANY($2) AND e.state NOT IN ('rejected', 'withdrawn')
               AND NOT EXISTS (SELECT 1 FROM finding f WHERE f.entry_id = e.entry_id AND f.name = $3)
             ORDER BY e.item_id",
            list.as_str(),
            &items,
            finding.as_str(),
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(TryInto::try_into).collect()
    }

    async fn add_alike_due(&mut self, entry: EntryId, suspended_at: Timestamp) -> Result<(), StorageError> {
        let added = sqlx::query!(
            "INSERT INTO alike_due (entry_id, suspended_at) VALUES ($1, $2)
             ON CONFLICT (entry_id) DO UPDATE
                SET suspended_at = greatest(alike_due.suspended_at, excluded.suspended_at)",
            entry.as_bytes().as_slice(),
            suspended_at.as_millis(),
        )
        .execute(self.connection())
        .await;
        self.checked(added)?;
        Ok(())
    }

    async fn alike_due(&mut self, until: Timestamp, limit: u32) -> Result<Vec<EntryId>, StorageError> {
        let rows = sqlx::query_scalar!(
            "SELECT entry_id FROM alike_due WHERE suspended_at <= $1
             ORDER BY suspended_at, entry_id LIMIT $2",
            until.as_millis(),
            i64::from(limit),
        )
        .fetch_all(self.connection())
        .await;
        due_entries(&self.checked(rows)?)
    }

    async fn remove_alike_due(&mut self, entries: &[EntryId], until: Timestamp) -> Result<(), StorageError> {
        let mut ids: Vec<_> = entries.iter().map(|entry| entry.as_bytes().to_vec()).collect();
        // Always in the same order, so that of two nodes that mark for the same entries one waits for the other and never both.
        ids.sort_unstable();
        let removed = sqlx::query!(
            "DELETE FROM alike_due a
             USING (SELECT d.entry_id FROM unnest($1::bytea[]) AS marked (entry_id)
                    JOIN alike_due d ON d.entry_id = marked.entry_id
                    WHERE d.suspended_at <= $2 ORDER BY d.entry_id FOR UPDATE OF d) AS due
             WHERE a.entry_id = due.entry_id",
            &ids,
            until.as_millis(),
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
        let rows = sqlx::query_as!(
            SameFileRecord,
            r#"SELECT i.item_id, i.case_id, p.value AS "pdq?"
               FROM item_hash f
               JOIN item i ON i.item_id = f.item_id
               LEFT JOIN item_hash p ON p.item_id = f.item_id AND p.kind = 'pdq' AND p.variant = ''
               WHERE f.kind = 'sha256' AND f.value = $1 ORDER BY i.item_id LIMIT $2"#,
            sha256.as_slice(),
            i64::from(limit),
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
        let rows = sqlx::query_as!(
            VpdqRecord,
            "SELECT v.item_id, v.value
             FROM item_hash f
             JOIN item_hash v ON v.item_id = f.item_id AND v.kind = 'vpdq' AND v.variant = ''
             WHERE f.kind = 'sha256' AND f.value = $1 AND v.value <> $2 ORDER BY f.item_id LIMIT $3",
            sha256.as_slice(),
            vpdq.as_bytes(),
            i64::from(limit),
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(TryInto::try_into).collect()
    }

    async fn add_known(&mut self, known: &KnownPicture) -> Result<(), StorageError> {
        let added = sqlx::query!(
            "INSERT INTO known_picture (pdq, source, excluded, position)
             VALUES ($1, $2, $3, (SELECT coalesce(max(position), 0) + 1 FROM known_picture))
             ON CONFLICT (pdq) DO UPDATE
                SET source = excluded.source, excluded = excluded.excluded, position = excluded.position",
            known.pdq.as_bytes().as_slice(),
            known.source,
            i64::from(known.excluded),
        )
        .execute(self.connection())
        .await;
        self.checked(added)?;
        let picture = known.pdq.as_bytes().as_slice();
        let gone = sqlx::query!("DELETE FROM known_form WHERE picture = $1", picture)
            .execute(self.connection())
            .await;
        self.checked(gone)?;
        let (mut edits, mut pdqs, mut masks) = (Vec::new(), Vec::new(), Vec::new());
        for form in &known.forms {
            edits.push(form.edit.to_string());
            pdqs.push(form.pdq.as_bytes().to_vec());
            masks.push(form.mask.as_bytes().to_vec());
        }
        let added = sqlx::query!(
            "INSERT INTO known_form (picture, edit, pdq, mask)
             SELECT $1, * FROM unnest($2::text[], $3::bytea[], $4::bytea[])",
            picture,
            &edits,
            &pdqs,
            &masks,
        )
        .execute(self.connection())
        .await;
        self.checked(added)?;
        Ok(())
    }

    async fn remove_known(&mut self, pdq: &Pdq) -> Result<bool, StorageError> {
        let removed = sqlx::query!(
            "DELETE FROM known_picture WHERE pdq = $1",
            pdq.as_bytes().as_slice()
        )
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
            r#"SELECT count(*) AS "count!", coalesce(max(position), 0) AS "newest!" FROM known_picture"#
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
        let (kinds, values) = columns(&file.hashes);
        let picture = file.picture.as_ref().map(|pdq| pdq.as_bytes().as_slice());
        let joined = sqlx::query!(
            "UPDATE known_file SET file = $1, picture = coalesce($2, picture), source = $3
             WHERE file IN (
                SELECT k.file FROM unnest($4::text[], $5::bytea[]) AS asked (kind, value)
                JOIN known_file k ON k.kind = asked.kind AND k.value = asked.value
             )",
            named,
            picture,
            file.source,
            &kinds,
            &values,
        )
        .execute(self.connection())
        .await;
        self.checked(joined)?;
        let added = sqlx::query!(
            "INSERT INTO known_file (kind, value, file, picture, source)
             SELECT asked.kind, asked.value, $1,
                    coalesce($2, (SELECT picture FROM known_file WHERE file = $1 LIMIT 1)), $3
             FROM unnest($4::text[], $5::bytea[]) AS asked (kind, value)
             ON CONFLICT (kind, value) DO NOTHING",
            named,
            picture,
            file.source,
            &kinds,
            &values,
        )
        .execute(self.connection())
        .await;
        self.checked(added)?;
        Ok(())
    }

    async fn remove_known_file(&mut self, hash: &FileHash) -> Result<bool, StorageError> {
        let removed = sqlx::query!(
            "DELETE FROM known_file WHERE file IN (SELECT file FROM known_file WHERE kind = $1 AND value = $2)",
            hash.kind().as_str(),
            hash.bytes(),
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
        let (kinds, values) = columns(hashes);
        let rows = sqlx::query_as!(
            KnownFileRecord,
            "SELECT kind, value, file, picture, source FROM known_file
             WHERE file IN (
                SELECT k.file FROM unnest($1::text[], $2::bytea[]) AS asked (kind, value)
                JOIN known_file k ON k.kind = asked.kind AND k.value = asked.value
             )",
            &kinds,
            &values,
        )
        .fetch_all(self.connection())
        .await;
        known_files(self.checked(rows)?)
    }

    async fn items_with_hashes(&mut self, hashes: &[FileHash]) -> Result<Vec<ItemId>, StorageError> {
        let of = |kind: HashKind| {
            let chosen = hashes.iter().filter(move |hash| hash.kind() == kind);
            chosen.map(|hash| hash.bytes().to_vec()).collect::<Vec<_>>()
        };
        let (sha256, md5) = (of(HashKind::Sha256), of(HashKind::Md5));
        let rows = sqlx::query_scalar!(
            r#"SELECT item_id AS "item_id!"
               FROM (SELECT h.item_id FROM unnest($1::bytea[]) AS asked (value)
                     JOIN item_hash h ON h.value = asked.value AND h.kind = 'sha256'
                     UNION ALL
                     SELECT h.item_id FROM unnest($2::bytea[]) AS asked (value)
                     JOIN item_hash h ON h.value = asked.value AND h.kind = 'md5') found"#,
            &sha256,
            &md5,
        )
        .fetch_all(self.connection())
        .await;
        item_ids(&self.checked(rows)?)
    }

    async fn count(&mut self, tally: &Tally, slot: u8) -> Result<(), StorageError> {
        let counted = sqlx::query!(
            "INSERT INTO tally (day, list, name, slot, amount) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (day, list, name, slot) DO UPDATE SET amount = tally.amount + excluded.amount",
            tally.day.as_millis(),
            tally.list.as_str(),
            tally.name,
            i64::from(slot),
            i64::try_from(tally.amount).unwrap_or(i64::MAX),
        )
        .execute(self.connection())
        .await;
        self.checked(counted)?;
        Ok(())
    }

    async fn tallies(&mut self, from: Timestamp) -> Result<Vec<Tally>, StorageError> {
        let rows = sqlx::query_as!(
            TallyRecord,
            r#"SELECT day, list, name, sum(amount)::bigint AS "amount!" FROM tally WHERE day >= $1
               GROUP BY day, list, name ORDER BY day, list COLLATE "C", name COLLATE "C""#,
            from.as_millis(),
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(TryInto::try_into).collect()
    }

    async fn expire_tallies(&mut self, before: Timestamp) -> Result<u64, StorageError> {
        let removed = sqlx::query!("DELETE FROM tally WHERE day < $1", before.as_millis())
            .execute(self.connection())
            .await;
        Ok(self.checked(removed)?.rows_affected())
    }
}

/// The kinds and the values.
fn columns(hashes: &[FileHash]) -> (Vec<String>, Vec<Vec<u8>>) {
    hashes
        .iter()
        .map(|hash| (hash.kind().as_str().to_owned(), hash.bytes().to_vec()))
        .unzip()
}
