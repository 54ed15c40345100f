//! How members of staff get their accounts, and what they prove themselves with.

use async_trait::async_trait;
use domain::{
    Timestamp,
    id::StaffId,
    membership::{Invitation, Passkey},
    staff::Session,
};
use storage::{
    MembershipRepository, StorageError,
    record::{PasskeyRecord, SessionRecord, StaffInvitationRecord},
};

use crate::transaction::SqliteTransaction;

#[async_trait]
impl MembershipRepository for SqliteTransaction {
    async fn add_staff_invitation(&mut self, invitation: &Invitation) -> Result<(), StorageError> {
        let (digest, role) = (invitation.token_digest.as_slice(), invitation.role.as_str());
        let staff = invitation.staff.map(|id| id.as_bytes().to_vec());
        let invited_by = invitation.invited_by.to_string();
        let (created, expires) = (
            invitation.created_at.as_millis(),
            invitation.expires_at.as_millis(),
        );
        let added = sqlx::query!(
            "INSERT INTO staff_invitation (token_digest, name, role, staff_id, invited_by, created_at, expires_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            digest,
            invitation.name,
            role,
            staff,
            invited_by,
            created,
            expires,
        )
        .execute(self.connection())
        .await;
        self.checked_reference(added, "staff_invitation_staff_fk")?;
        Ok(())
    }

    async fn find_staff_invitation(
        &mut self,
        token_digest: &[u8; 32],
    ) -> Result<Option<Invitation>, StorageError> {
        let digest = token_digest.as_slice();
        let row = sqlx::query_as!(
            StaffInvitationRecord,
            "SELECT token_digest, name, role, staff_id, invited_by, created_at, expires_at
             FROM staff_invitation WHERE token_digest = ?1",
            digest,
        )
        .fetch_optional(self.connection())
        .await;
        self.checked(row)?.map(Invitation::try_from).transpose()
    }

    async fn invitations(&mut self) -> Result<Vec<Invitation>, StorageError> {
        let rows = sqlx::query_as!(
            StaffInvitationRecord,
            "SELECT token_digest, name, role, staff_id, invited_by, created_at, expires_at
             FROM staff_invitation ORDER BY created_at DESC, token_digest",
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?
            .into_iter()
            .map(Invitation::try_from)
            .collect()
    }

    async fn remove_staff_invitation(&mut self, token_digest: &[u8; 32]) -> Result<bool, StorageError> {
        let digest = token_digest.as_slice();
        let removed = sqlx::query!("DELETE FROM staff_invitation WHERE token_digest = ?1", digest)
            .execute(self.connection())
            .await;
        Ok(self.checked(removed)?.rows_affected() == 1)
    }

    async fn expire_staff_invitations(&mut self, now: Timestamp) -> Result<u64, StorageError> {
        let now = now.as_millis();
        let removed = sqlx::query!("DELETE FROM staff_invitation WHERE expires_at <= ?1", now)
            .execute(self.connection())
            .await;
        Ok(self.checked(removed)?.rows_affected())
    }

    async fn set_staff_ended(&mut self, staff: StaffId, at: Option<Timestamp>) -> Result<(), StorageError> {
        let (id, at) = (staff.as_bytes().as_slice(), at.map(Timestamp::as_millis));
        let updated = sqlx::query!("UPDATE staff SET ended_at = ?2 WHERE staff_id = ?1", id, at)
            .execute(self.connection())
            .await;
        self.checked(updated)?;
        Ok(())
    }

    async fn add_passkey(&mut self, passkey: &Passkey) -> Result<(), StorageError> {
        let (id, staff) = (passkey.id.as_slice(), passkey.staff.as_bytes().as_slice());
        let created = passkey.created_at.as_millis();
        let used = passkey.last_used_at.map(Timestamp::as_millis);
        let added = sqlx::query!(
            "INSERT INTO staff_passkey (passkey_id, staff_id, label, credential, created_at, last_used_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            id,
            staff,
            passkey.label,
            passkey.credential,
            created,
            used,
        )
        .execute(self.connection())
        .await;
        self.checked_reference(added, "staff_passkey_staff_fk")?;
        Ok(())
    }

    async fn find_passkey(&mut self, id: &[u8]) -> Result<Option<Passkey>, StorageError> {
        let row = sqlx::query_as!(
            PasskeyRecord,
            "SELECT passkey_id, staff_id, label, credential, created_at, last_used_at
             FROM staff_passkey WHERE passkey_id = ?1",
            id,
        )
        .fetch_optional(self.connection())
        .await;
        self.checked(row)?.map(Passkey::try_from).transpose()
    }

    async fn passkeys_of(&mut self, staff: StaffId) -> Result<Vec<Passkey>, StorageError> {
        let staff = staff.as_bytes().as_slice();
        let rows = sqlx::query_as!(
            PasskeyRecord,
            "SELECT passkey_id, staff_id, label, credential, created_at, last_used_at
             FROM staff_passkey WHERE staff_id = ?1 ORDER BY created_at, passkey_id",
            staff,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(Passkey::try_from).collect()
    }

    async fn use_passkey(&mut self, id: &[u8], credential: &str, at: Timestamp) -> Result<(), StorageError> {
        let at = at.as_millis();
        let updated = sqlx::query!(
            "UPDATE staff_passkey SET credential = ?2, last_used_at = ?3 WHERE passkey_id = ?1",
            id,
            credential,
            at,
        )
        .execute(self.connection())
        .await;
        self.checked(updated)?;
        Ok(())
    }

    async fn remove_passkey(&mut self, staff: StaffId, id: &[u8]) -> Result<bool, StorageError> {
        let staff = staff.as_bytes().as_slice();
        let removed = sqlx::query!(
            "DELETE FROM staff_passkey WHERE staff_id = ?1 AND passkey_id = ?2",
            staff,
            id
        )
        .execute(self.connection())
        .await;
        Ok(self.checked(removed)?.rows_affected() == 1)
    }

    async fn set_recovery_codes(&mut self, staff: StaffId, digests: &[[u8; 32]]) -> Result<(), StorageError> {
        let staff = staff.as_bytes().as_slice();
        let removed = sqlx::query!("DELETE FROM staff_recovery_code WHERE staff_id = ?1", staff)
            .execute(self.connection())
            .await;
        self.checked(removed)?;
        for digest in digests {
            let digest = digest.as_slice();
            let added = sqlx::query!(
                "INSERT INTO staff_recovery_code (staff_id, code_digest) VALUES (?1, ?2)",
                staff,
                digest
            )
            .execute(self.connection())
            .await;
            self.checked_reference(added, "staff_recovery_code_staff_fk")?;
        }
        Ok(())
    }

    async fn use_recovery_code(&mut self, staff: StaffId, digest: &[u8; 32]) -> Result<bool, StorageError> {
        let (staff, digest) = (staff.as_bytes().as_slice(), digest.as_slice());
        let removed = sqlx::query!(
            "DELETE FROM staff_recovery_code WHERE staff_id = ?1 AND code_digest = ?2",
            staff,
            digest
        )
        .execute(self.connection())
        .await;
        Ok(self.checked(removed)?.rows_affected() == 1)
    }

    async fn count_recovery_codes(&mut self, staff: StaffId) -> Result<u64, StorageError> {
        let staff = staff.as_bytes().as_slice();
        let count = sqlx::query_scalar!(
            r#"SELECT count(*) AS "count!: i64" FROM staff_recovery_code WHERE staff_id = ?1"#,
            staff
        )
        .fetch_one(self.connection())
        .await;
        Ok(self.checked(count)?.unsigned_abs())
    }

    async fn use_ceremony(&mut self, digest: &[u8; 32], expires_at: Timestamp) -> Result<bool, StorageError> {
        let (digest, expires) = (digest.as_slice(), expires_at.as_millis());
        let added = sqlx::query!(
            "INSERT INTO used_ceremony (ceremony_digest, expires_at) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
            digest,
            expires,
        )
        .execute(self.connection())
        .await;
        Ok(self.checked(added)?.rows_affected() == 1)
    }

    async fn expire_ceremonies(&mut self, now: Timestamp) -> Result<u64, StorageError> {
        let now = now.as_millis();
        let removed = sqlx::query!("DELETE FROM used_ceremony WHERE expires_at <= ?1", now)
            .execute(self.connection())
            .await;
        Ok(self.checked(removed)?.rows_affected())
    }

    async fn sessions_of(&mut self, staff: StaffId) -> Result<Vec<Session>, StorageError> {
        let staff = staff.as_bytes().as_slice();
        let rows = sqlx::query_as!(
            SessionRecord,
            "SELECT token_digest, staff_id, created_at, last_used_at, confirmed_at, means, refused, refused_at
             FROM staff_session WHERE staff_id = ?1 ORDER BY created_at DESC, token_digest",
            staff,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(Session::try_from).collect()
    }

    async fn end_sessions_of(
        &mut self,
        staff: StaffId,
        except: Option<&[u8; 32]>,
    ) -> Result<u64, StorageError> {
        let staff = staff.as_bytes().as_slice();
        let except = except.map_or(&[] as &[u8], <[u8; 32]>::as_slice);
        let removed = sqlx::query!(
            "DELETE FROM staff_session WHERE staff_id = ?1 AND token_digest <> ?2",
            staff,
            except
        )
        .execute(self.connection())
        .await;
        Ok(self.checked(removed)?.rows_affected())
    }

    async fn confirm_session(
        &mut self,
        token_digest: &[u8; 32],
        renewed: &[u8; 32],
        at: Timestamp,
    ) -> Result<bool, StorageError> {
        let (digest, renewed, at) = (token_digest.as_slice(), renewed.as_slice(), at.as_millis());
        let updated = sqlx::query!(
            "UPDATE staff_session SET token_digest = ?2, confirmed_at = ?3, last_used_at = ?3
             WHERE token_digest = ?1",
            digest,
            renewed,
            at,
        )
        .execute(self.connection())
        .await;
        Ok(self.checked(updated)?.rows_affected() == 1)
    }
}
