//! Which generation of the operator's secret a row depends on, and what is sealed under it.

use async_trait::async_trait;
use domain::{
    id::{StaffId, SubscriberId},
    sealed::{Purpose, Sealed},
};
use storage::{
    KeyRepository, StorageError,
    key::KeyUse,
    record::{ContactRecord, KeyUseRecord, SealedRecord, SeedRecord, number},
};

use crate::transaction::PostgresTransaction;

#[async_trait]
impl KeyRepository for PostgresTransaction {
    async fn key_uses(&mut self) -> Result<Vec<KeyUse>, StorageError> {
        let rows = sqlx::query_as!(
            KeyUseRecord,
            r#"SELECT generation AS "generation!", sum(cases)::bigint AS "cases!", sum(staff)::bigint AS "staff!",
                      sum(contacts)::bigint AS "contacts!", sum(seeds)::bigint AS "seeds!",
                      sum(texts)::bigint AS "texts!"
               FROM (SELECT key_generation AS generation, count(*) AS cases, 0 AS staff, 0 AS contacts,
                            0 AS seeds, 0 AS texts
                     FROM case_file GROUP BY key_generation
                     UNION ALL
                     SELECT key_generation, 0, count(*), 0, 0, 0 FROM staff WHERE ended_at IS NULL
                     GROUP BY key_generation
                     UNION ALL
                     SELECT key_generation, 0, count(*), 0, 0, 0 FROM platform_account GROUP BY key_generation
                     UNION ALL
                     SELECT contact_generation, 0, 0, count(*), 0, 0 FROM subscriber
                     WHERE contact_generation IS NOT NULL GROUP BY contact_generation
                     UNION ALL
                     SELECT totp_generation, 0, 0, 0, count(*), 0 FROM staff
                     WHERE totp_generation IS NOT NULL GROUP BY totp_generation
                     UNION ALL
                     SELECT generation, 0, 0, 0, 0, count(*) FROM sealed GROUP BY generation) used
               GROUP BY generation ORDER BY generation"#,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(KeyUse::try_from).collect()
    }

    async fn contact(&mut self, subscriber: SubscriberId) -> Result<Option<Sealed>, StorageError> {
        let id = subscriber.as_bytes().as_slice();
        let row = sqlx::query_as!(
            ContactRecord,
            r#"SELECT subscriber_id, contact AS "contact!", contact_generation AS "contact_generation!"
               FROM subscriber WHERE subscriber_id = $1 AND contact IS NOT NULL"#,
            id,
        )
        .fetch_optional(self.connection())
        .await;
        let found = self
            .checked(row)?
            .map(<(SubscriberId, Sealed)>::try_from)
            .transpose()?;
        Ok(found.map(|(_, sealed)| sealed))
    }

    async fn set_contact(&mut self, subscriber: SubscriberId, contact: &Sealed) -> Result<(), StorageError> {
        let (id, sealed) = (subscriber.as_bytes().as_slice(), contact.bytes.as_slice());
        let generation = i64::from(contact.generation);
        let set = sqlx::query!(
            "UPDATE subscriber SET contact = $2, contact_generation = $3 WHERE subscriber_id = $1",
            id,
            sealed,
            generation,
        )
        .execute(self.connection())
        .await;
        self.checked(set)?;
        Ok(())
    }

    async fn reseal_contact(
        &mut self,
        subscriber: SubscriberId,
        before: &Sealed,
        after: &Sealed,
    ) -> Result<(), StorageError> {
        let (id, old) = (subscriber.as_bytes().as_slice(), before.bytes.as_slice());
        let (new, generation) = (after.bytes.as_slice(), i64::from(after.generation));
        let resealed = sqlx::query!(
            "UPDATE subscriber SET contact = $3, contact_generation = $4
             WHERE subscriber_id = $1 AND contact = $2",
            id,
            old,
            new,
            generation,
        )
        .execute(self.connection())
        .await;
        self.checked(resealed)?;
        Ok(())
    }

    async fn contacts_sealed_before(
        &mut self,
        generation: u32,
        limit: u32,
    ) -> Result<Vec<(SubscriberId, Sealed)>, StorageError> {
        let (generation, limit) = (i64::from(generation), i64::from(limit));
        let rows = sqlx::query_as!(
            ContactRecord,
            r#"SELECT subscriber_id, contact AS "contact!", contact_generation AS "contact_generation!"
               FROM subscriber WHERE contact_generation < $1 ORDER BY subscriber_id LIMIT $2"#,
            generation,
            limit,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(TryFrom::try_from).collect()
    }

    async fn totp_seed(&mut self, staff: StaffId) -> Result<Option<Sealed>, StorageError> {
        let id = staff.as_bytes().as_slice();
        let row = sqlx::query_as!(
            SeedRecord,
            r#"SELECT staff_id, totp_seed AS "totp_seed!", totp_generation AS "totp_generation!"
               FROM staff WHERE staff_id = $1 AND totp_seed IS NOT NULL"#,
            id,
        )
        .fetch_optional(self.connection())
        .await;
        let found = self
            .checked(row)?
            .map(<(StaffId, Sealed)>::try_from)
            .transpose()?;
        Ok(found.map(|(_, sealed)| sealed))
    }

    async fn set_totp_seed(&mut self, staff: StaffId, seed: &Sealed) -> Result<(), StorageError> {
        let (id, sealed) = (staff.as_bytes().as_slice(), seed.bytes.as_slice());
        let generation = i64::from(seed.generation);
        let set = sqlx::query!(
            "UPDATE staff SET totp_seed = $2, totp_generation = $3 WHERE staff_id = $1",
            id,
            sealed,
            generation,
        )
        .execute(self.connection())
        .await;
        self.checked(set)?;
        Ok(())
    }

    async fn use_totp_step(&mut self, staff: StaffId, step: u64) -> Result<bool, StorageError> {
        let (id, step) = (staff.as_bytes().as_slice(), number(step));
        let used = sqlx::query!(
            "UPDATE staff SET totp_step = $2 WHERE staff_id = $1 AND totp_step < $2",
            id,
            step,
        )
        .execute(self.connection())
        .await;
        Ok(self.checked(used)?.rows_affected() == 1)
    }

    async fn reseal_totp_seed(
        &mut self,
        staff: StaffId,
        before: &Sealed,
        after: &Sealed,
    ) -> Result<(), StorageError> {
        let (id, old) = (staff.as_bytes().as_slice(), before.bytes.as_slice());
        let (new, generation) = (after.bytes.as_slice(), i64::from(after.generation));
        let resealed = sqlx::query!(
            "UPDATE staff SET totp_seed = $3, totp_generation = $4
             WHERE staff_id = $1 AND totp_seed = $2",
            id,
            old,
            new,
            generation,
        )
        .execute(self.connection())
        .await;
        self.checked(resealed)?;
        Ok(())
    }

    async fn totp_seeds_sealed_before(
        &mut self,
        generation: u32,
        limit: u32,
    ) -> Result<Vec<(StaffId, Sealed)>, StorageError> {
        let (generation, limit) = (i64::from(generation), i64::from(limit));
        let rows = sqlx::query_as!(
            SeedRecord,
            r#"SELECT staff_id, totp_seed AS "totp_seed!", totp_generation AS "totp_generation!"
               FROM staff WHERE totp_generation < $1 ORDER BY staff_id LIMIT $2"#,
            generation,
            limit,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(TryFrom::try_from).collect()
    }

    async fn sealed(&mut self, purpose: Purpose, row: &[u8; 16]) -> Result<Option<Sealed>, StorageError> {
        let (purpose, row) = (purpose.as_str(), row.as_slice());
        let row = sqlx::query_as!(
            SealedRecord,
            "SELECT purpose, row_id, value, generation FROM sealed WHERE purpose = $1 AND row_id = $2",
            purpose,
            row,
        )
        .fetch_optional(self.connection())
        .await;
        let found = self
            .checked(row)?
            .map(<(Purpose, [u8; 16], Sealed)>::try_from)
            .transpose()?;
        Ok(found.map(|(_, _, sealed)| sealed))
    }

    async fn set_sealed(
        &mut self,
        purpose: Purpose,
        row: &[u8; 16],
        text: &Sealed,
    ) -> Result<(), StorageError> {
        let (purpose, row, value) = (purpose.as_str(), row.as_slice(), text.bytes.as_slice());
        let generation = i64::from(text.generation);
        let set = sqlx::query!(
            "INSERT INTO sealed (purpose, row_id, value, generation) VALUES ($1, $2, $3, $4)
             ON CONFLICT (purpose, row_id) DO UPDATE SET value = excluded.value, generation = excluded.generation",
            purpose,
            row,
            value,
            generation,
        )
        .execute(self.connection())
        .await;
        self.checked(set)?;
        Ok(())
    }

    async fn unset_sealed(&mut self, purpose: Purpose, row: &[u8; 16]) -> Result<(), StorageError> {
        let (purpose, row) = (purpose.as_str(), row.as_slice());
        let unset = sqlx::query!(
            "DELETE FROM sealed WHERE purpose = $1 AND row_id = $2",
            purpose,
            row,
        )
        .execute(self.connection())
        .await;
        self.checked(unset)?;
        Ok(())
    }

    async fn reseal_text(
        &mut self,
        purpose: Purpose,
        row: &[u8; 16],
        before: &Sealed,
        after: &Sealed,
    ) -> Result<(), StorageError> {
        let (purpose, row, old) = (purpose.as_str(), row.as_slice(), before.bytes.as_slice());
        let (new, generation) = (after.bytes.as_slice(), i64::from(after.generation));
        let resealed = sqlx::query!(
            "UPDATE sealed SET value = $4, generation = $5
             WHERE purpose = $1 AND row_id = $2 AND value = $3",
            purpose,
            row,
            old,
            new,
            generation,
        )
        .execute(self.connection())
        .await;
        self.checked(resealed)?;
        Ok(())
    }

    async fn texts_sealed_before(
        &mut self,
        generation: u32,
        limit: u32,
    ) -> Result<Vec<(Purpose, [u8; 16], Sealed)>, StorageError> {
        let (generation, limit) = (i64::from(generation), i64::from(limit));
        let rows = sqlx::query_as!(
            SealedRecord,
            "SELECT purpose, row_id, value, generation FROM sealed WHERE generation < $1
             ORDER BY row_id, purpose LIMIT $2",
            generation,
            limit,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(TryFrom::try_from).collect()
    }
}
