//! How members of staff get their accounts, and what they prove themselves with.

use async_trait::async_trait;
use domain::{
    Timestamp,
    id::StaffId,
    membership::{Invitation, Passkey},
    staff::Session,
};

use crate::StorageError;

/// Keeps invitations, passkeys and codes on paper, and knows who is signed in where.
#[async_trait]
pub trait MembershipRepository {
    /// Keeps an invitation.
    ///
    /// # Errors
    /// [`StorageError::Constraint`] with `staff_invitation_name_unique` where someone of that name is invited already.
    async fn add_staff_invitation(&mut self, invitation: &Invitation) -> Result<(), StorageError>;

    /// The invitation whose token has that digest.
    ///
    /// # Errors
    /// Where the database fails.
    async fn find_staff_invitation(
        &mut self,
        token_digest: &[u8; 32],
    ) -> Result<Option<Invitation>, StorageError>;

    /// Every invitation, the newest first.
    ///
    /// # Errors
    /// Where the database fails.
    async fn invitations(&mut self) -> Result<Vec<Invitation>, StorageError>;

    /// Removes an invitation. Returns whether it was there: of two who take it up at once, one learns that it was not.
    ///
    /// # Errors
    /// Where the database fails.
    async fn remove_staff_invitation(&mut self, token_digest: &[u8; 32]) -> Result<bool, StorageError>;

    /// Removes invitations that expired at `now` or earlier.
    ///
    /// # Errors
    /// Where the database fails.
    async fn expire_staff_invitations(&mut self, now: Timestamp) -> Result<u64, StorageError>;

    /// Ends an account, or opens it again with `None`.
    ///
    /// # Errors
    /// Where the database fails.
    async fn set_staff_ended(&mut self, staff: StaffId, at: Option<Timestamp>) -> Result<(), StorageError>;

    /// Keeps a new passkey.
    ///
    /// # Errors
    /// [`StorageError::Constraint`] with `staff_passkey_pk` where it opens an account already.
    async fn add_passkey(&mut self, passkey: &Passkey) -> Result<(), StorageError>;

    /// The passkey that its browser knows by that id.
    ///
    /// # Errors
    /// Where the database fails.
    async fn find_passkey(&mut self, id: &[u8]) -> Result<Option<Passkey>, StorageError>;

    /// Someone's passkeys, the oldest first.
    ///
    /// # Errors
    /// Where the database fails.
    async fn passkeys_of(&mut self, staff: StaffId) -> Result<Vec<Passkey>, StorageError>;

    /// Keeps a passkey as it is after it was used.
    ///
    /// # Errors
    /// Where the database fails.
    async fn use_passkey(&mut self, id: &[u8], credential: &str, at: Timestamp) -> Result<(), StorageError>;

    /// Removes one of someone's passkeys. Returns whether it was there.
    ///
    /// # Errors
    /// Where the database fails.
    async fn remove_passkey(&mut self, staff: StaffId, id: &[u8]) -> Result<bool, StorageError>;

    /// Keeps these codes on paper in place of earlier ones.
    ///
    /// # Errors
    /// Where the database fails.
    async fn set_recovery_codes(&mut self, staff: StaffId, digests: &[[u8; 32]]) -> Result<(), StorageError>;

    /// Uses a code on paper up. Returns whether it was there.
    ///
    /// # Errors
    /// Where the database fails.
    async fn use_recovery_code(&mut self, staff: StaffId, digest: &[u8; 32]) -> Result<bool, StorageError>;

    /// How many codes on paper are left.
    ///
    /// # Errors
    /// Where the database fails.
    async fn count_recovery_codes(&mut self, staff: StaffId) -> Result<u64, StorageError>;

    /// Notes that a ceremony was finished. Returns whether it may be: not where it was before.
    ///
    /// # Errors
    /// Where the database fails.
    async fn use_ceremony(&mut self, digest: &[u8; 32], expires_at: Timestamp) -> Result<bool, StorageError>;

    /// Forgets ceremonies that expired at `now` or earlier.
    ///
    /// # Errors
    /// Where the database fails.
    async fn expire_ceremonies(&mut self, now: Timestamp) -> Result<u64, StorageError>;

    /// Where someone is signed in, the newest first.
    ///
    /// # Errors
    /// Where the database fails.
    async fn sessions_of(&mut self, staff: StaffId) -> Result<Vec<Session>, StorageError>;

    /// Ends someone's sessions, except for one. Returns how many.
    ///
    /// # Errors
    /// Where the database fails.
    async fn end_sessions_of(
        &mut self,
        staff: StaffId,
        except: Option<&[u8; 32]>,
    ) -> Result<u64, StorageError>;

    /// Notes that whoever has a session proved anew who they are, and gives it another token. Returns whether it did:
    /// not where no session has the token that it is to replace.
    ///
    /// # Errors
    /// Where the database fails.
    async fn confirm_session(
        &mut self,
        token_digest: &[u8; 32],
        renewed: &[u8; 32],
        at: Timestamp,
    ) -> Result<bool, StorageError>;
}
