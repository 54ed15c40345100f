//! Staff and sessions.

use async_trait::async_trait;
use domain::{
    Timestamp,
    id::StaffId,
    staff::{Refused, Role, Session, Staff},
};
use storage::{
    StaffRepository, StorageError,
    record::{SessionRecord, StaffRecord, let_in_by, refused},
};

use crate::transaction::SqliteTransaction;

#[async_trait]
impl StaffRepository for SqliteTransaction {
    async fn add_staff(&mut self, staff: &Staff, created_at: Timestamp) -> Result<(), StorageError> {
        let (id, role) = (staff.id.as_bytes().as_slice(), staff.role.as_str());
        let next_at = staff.next_attempt_at.map(Timestamp::as_millis);
        let created_at = created_at.as_millis();
        let added = sqlx::query!(
            "INSERT INTO staff
                 (staff_id, name, role, passphrase_verifier, key_generation, failed_attempts, next_attempt_at, created_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            id,
            staff.name,
            role,
            staff.passphrase_verifier,
            staff.key_generation,
            staff.failed_attempts,
            next_at,
            created_at,
        )
        .execute(self.connection())
        .await;
        self.checked(added)?;
        Ok(())
    }

    async fn find_staff_by_name(&mut self, name: &str) -> Result<Option<Staff>, StorageError> {
        let row = sqlx::query_as!(
            StaffRecord,
            "SELECT staff_id, name, role, passphrase_verifier, key_generation, failed_attempts, next_attempt_at,
                    ended_at
             FROM staff WHERE name = ?",
            name,
        )
        .fetch_optional(self.connection())
        .await;
        self.checked(row)?.map(Staff::try_from).transpose()
    }

    async fn lookup_staff(&mut self, staff: StaffId) -> Result<Option<Staff>, StorageError> {
        let id = staff.as_bytes().as_slice();
        let row = sqlx::query_as!(
            StaffRecord,
            "SELECT staff_id, name, role, passphrase_verifier, key_generation, failed_attempts, next_attempt_at,
                    ended_at
             FROM staff WHERE staff_id = ?",
            id,
        )
        .fetch_optional(self.connection())
        .await;
        self.checked(row)?.map(Staff::try_from).transpose()
    }

    async fn lock_staff(&mut self, _: &[StaffId]) -> Result<(), StorageError> {
        Ok(())
    }

    async fn staff(&mut self) -> Result<Vec<Staff>, StorageError> {
        let rows = sqlx::query_as!(
            StaffRecord,
            "SELECT staff_id, name, role, passphrase_verifier, key_generation, failed_attempts, next_attempt_at,
                    ended_at
             FROM staff",
        )
        .fetch_all(self.connection())
        .await;
        let rows = self.checked(rows)?.into_iter().map(Staff::try_from);
        let mut staff = rows.collect::<Result<Vec<_>, _>>()?;
        // Sorted here, because each database orders names in its own way.
        staff.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(staff)
    }

    async fn set_staff_role(&mut self, staff: StaffId, role: Role) -> Result<(), StorageError> {
        let (id, role) = (staff.as_bytes().as_slice(), role.as_str());
        let updated = sqlx::query!("UPDATE staff SET role = ?2 WHERE staff_id = ?1", id, role)
            .execute(self.connection())
            .await;
        self.checked(updated)?;
        Ok(())
    }

    async fn count_staff(&mut self) -> Result<u64, StorageError> {
        let count = sqlx::query_scalar!("SELECT count(*) FROM staff")
            .fetch_one(self.connection())
            .await;
        Ok(self.checked(count)?.unsigned_abs())
    }

    async fn set_staff_attempts(
        &mut self,
        staff: StaffId,
        failed: u32,
        next_at: Option<Timestamp>,
    ) -> Result<(), StorageError> {
        let (id, next_at) = (staff.as_bytes().as_slice(), next_at.map(Timestamp::as_millis));
        let updated = sqlx::query!(
            "UPDATE staff SET failed_attempts = ?2, next_attempt_at = ?3 WHERE staff_id = ?1",
            id,
            failed,
            next_at,
        )
        .execute(self.connection())
        .await;
        self.checked(updated)?;
        Ok(())
    }

    async fn count_staff_attempt(
        &mut self,
        seen: &Staff,
        failed: u32,
        next_at: Timestamp,
    ) -> Result<bool, StorageError> {
        let (id, next_at) = (seen.id.as_bytes().as_slice(), next_at.as_millis());
        let seen_next_at = seen.next_attempt_at.map(Timestamp::as_millis);
        let counted = sqlx::query!(
            "UPDATE staff SET failed_attempts = ?2, next_attempt_at = ?3
             WHERE staff_id = ?1 AND failed_attempts = ?4 AND next_attempt_at IS ?5",
            id,
            failed,
            next_at,
            seen.failed_attempts,
            seen_next_at,
        )
        .execute(self.connection())
        .await;
        Ok(self.checked(counted)?.rows_affected() == 1)
    }

    async fn take_back_staff_attempt(&mut self, staff: StaffId, failed: u32) -> Result<(), StorageError> {
        let (id, failed) = (staff.as_bytes().as_slice(), i64::from(failed));
        let taken_back = sqlx::query!(
            "UPDATE staff SET failed_attempts = failed_attempts - 1,
                    next_attempt_at = CASE WHEN failed_attempts = ?2 THEN NULL ELSE next_attempt_at END
             WHERE staff_id = ?1 AND failed_attempts > 0",
            id,
            failed,
        )
        .execute(self.connection())
        .await;
        self.checked(taken_back)?;
        Ok(())
    }

    async fn count_staff_refusal(
        &mut self,
        staff: StaffId,
        at: Timestamp,
        since: Timestamp,
    ) -> Result<bool, StorageError> {
        let (id, at, since) = (staff.as_bytes().as_slice(), at.as_millis(), since.as_millis());
        let counted = sqlx::query!(
            "UPDATE staff SET refused = refused + 1, refused_at = ?2 WHERE staff_id = ?1",
            id,
            at,
        )
        .execute(self.connection())
        .await;
        self.checked(counted)?;
        let recorded = sqlx::query!(
            "UPDATE staff SET refusal_recorded_at = ?2
             WHERE staff_id = ?1 AND (refusal_recorded_at > ?3 AND refusal_recorded_at <= ?2) IS NOT TRUE",
            id,
            at,
            since,
        )
        .execute(self.connection())
        .await;
        Ok(self.checked(recorded)?.rows_affected() == 1)
    }

    async fn staff_refused(&mut self, staff: StaffId) -> Result<Option<Refused>, StorageError> {
        let id = staff.as_bytes().as_slice();
        let found = sqlx::query!("SELECT refused, refused_at FROM staff WHERE staff_id = ?1", id)
            .fetch_optional(self.connection())
            .await;
        match self.checked(found)? {
            Some(row) => refused("staff", row.refused, row.refused_at),
            None => Ok(None),
        }
    }

    async fn forget_staff_refused(&mut self, staff: StaffId) -> Result<(), StorageError> {
        let id = staff.as_bytes().as_slice();
        let forgotten = sqlx::query!(
            "UPDATE staff SET refused = 0, refused_at = NULL WHERE staff_id = ?1",
            id
        )
        .execute(self.connection())
        .await;
        self.checked(forgotten)?;
        Ok(())
    }

    async fn removals_full_at(&mut self, staff: StaffId) -> Result<Option<Timestamp>, StorageError> {
        let id = staff.as_bytes().as_slice();
        let found = sqlx::query_scalar!("SELECT removals_full_at FROM staff WHERE staff_id = ?1", id)
            .fetch_optional(self.connection())
            .await;
        Ok(self.checked(found)?.flatten().map(Timestamp::from_millis))
    }

    async fn set_removals_full_at(&mut self, staff: StaffId, at: Timestamp) -> Result<(), StorageError> {
        let (id, at) = (staff.as_bytes().as_slice(), at.as_millis());
        let kept = sqlx::query!(
            "UPDATE staff SET removals_full_at = ?2 WHERE staff_id = ?1",
            id,
            at
        )
        .execute(self.connection())
        .await;
        self.checked(kept)?;
        Ok(())
    }

    async fn note_let_in(
        &mut self,
        staff: StaffId,
        by: Option<StaffId>,
        at: Timestamp,
    ) -> Result<(), StorageError> {
        let (id, at) = (staff.as_bytes().as_slice(), at.as_millis());
        let by = by.as_ref().map(|by| by.as_bytes().as_slice());
        let noted = sqlx::query!(
            "UPDATE staff SET let_in_by = ?2, let_in_at = ?3 WHERE staff_id = ?1",
            id,
            by,
            at,
        )
        .execute(self.connection())
        .await;
        self.checked(noted)?;
        Ok(())
    }

    async fn let_in_by(&mut self, staff: StaffId, since: Timestamp) -> Result<Option<StaffId>, StorageError> {
        let (id, since) = (staff.as_bytes().as_slice(), since.as_millis());
        let found = sqlx::query_scalar!(
            r#"SELECT let_in_by AS "by!" FROM staff WHERE staff_id = ?1 AND let_in_by IS NOT NULL AND let_in_at > ?2"#,
            id,
            since,
        )
        .fetch_optional(self.connection())
        .await;
        self.checked(found)?.map(|by| let_in_by(&by)).transpose()
    }

    async fn set_staff_verifier(
        &mut self,
        staff: StaffId,
        verifier: &str,
        key_generation: u32,
    ) -> Result<(), StorageError> {
        let (id, generation) = (staff.as_bytes().as_slice(), i64::from(key_generation));
        let updated = sqlx::query!(
            "UPDATE staff SET passphrase_verifier = ?2, key_generation = ?3 WHERE staff_id = ?1",
            id,
            verifier,
            generation,
        )
        .execute(self.connection())
        .await;
        self.checked(updated)?;
        Ok(())
    }

    async fn add_session(&mut self, session: &Session) -> Result<(), StorageError> {
        let (digest, staff) = (
            session.token_digest.as_slice(),
            session.staff.as_bytes().as_slice(),
        );
        let (created_at, used_at) = (session.created_at.as_millis(), session.last_used_at.as_millis());
        let (confirmed_at, means) = (session.confirmed_at.as_millis(), session.means.as_str());
        let refused = session
            .refused_before
            .map_or(0, |refused| i64::from(refused.times));
        let refused_at = session.refused_before.map(|refused| refused.last_at.as_millis());
        let added = sqlx::query!(
            "INSERT INTO staff_session
                 (token_digest, staff_id, created_at, last_used_at, confirmed_at, means, refused, refused_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            digest,
            staff,
            created_at,
            used_at,
            confirmed_at,
            means,
            refused,
            refused_at,
        )
        .execute(self.connection())
        .await;
        self.checked_reference(added, "staff_session_staff_fk")?;
        Ok(())
    }

    async fn find_session(&mut self, token_digest: &[u8; 32]) -> Result<Option<Session>, StorageError> {
        let digest = token_digest.as_slice();
        let row = sqlx::query_as!(
            SessionRecord,
            "SELECT token_digest, staff_id, created_at, last_used_at, confirmed_at, means, refused, refused_at
             FROM staff_session WHERE token_digest = ?",
            digest,
        )
        .fetch_optional(self.connection())
        .await;
        self.checked(row)?.map(Session::try_from).transpose()
    }

    async fn touch_session(&mut self, token_digest: &[u8; 32], at: Timestamp) -> Result<(), StorageError> {
        let (digest, at) = (token_digest.as_slice(), at.as_millis());
        let updated = sqlx::query!(
            "UPDATE staff_session SET last_used_at = ?2 WHERE token_digest = ?1",
            digest,
            at
        )
        .execute(self.connection())
        .await;
        self.checked(updated)?;
        Ok(())
    }

    async fn end_session(&mut self, token_digest: &[u8; 32]) -> Result<(), StorageError> {
        let digest = token_digest.as_slice();
        let removed = sqlx::query!("DELETE FROM staff_session WHERE token_digest = ?", digest)
            .execute(self.connection())
            .await;
        self.checked(removed)?;
        Ok(())
    }

    async fn expire_sessions(
        &mut self,
        created_before: Timestamp,
        used_before: Timestamp,
    ) -> Result<u64, StorageError> {
        let (created, used) = (created_before.as_millis(), used_before.as_millis());
        let removed = sqlx::query!(
            "DELETE FROM staff_session WHERE created_at < ? OR last_used_at < ?",
            created,
            used
        )
        .execute(self.connection())
        .await;
        Ok(self.checked(removed)?.rows_affected())
    }
}
