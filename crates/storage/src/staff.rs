//! Staff and their sessions.

use async_trait::async_trait;
use domain::{
    Timestamp,
    id::StaffId,
    staff::{Refused, Role, Session, Staff},
};

use crate::StorageError;

/// Keeps staff and sessions.
#[async_trait]
pub trait StaffRepository {
    /// Keeps a new member of staff.
    ///
    /// # Errors
    /// [`StorageError::Constraint`] with `staff_name_unique` where the name is taken.
    async fn add_staff(&mut self, staff: &Staff, created_at: Timestamp) -> Result<(), StorageError>;

    /// Whoever signs in under that name.
    ///
    /// # Errors
    /// Where the database fails.
    async fn find_staff_by_name(&mut self, name: &str) -> Result<Option<Staff>, StorageError>;

    /// The member of staff of that id.
    ///
    /// # Errors
    /// Where the database fails.
    async fn lookup_staff(&mut self, staff: StaffId) -> Result<Option<Staff>, StorageError>;

    /// Lets no other transaction change these members of staff before this one ends. Of two that want several of them the
    /// second waits here for the first, so it comes before whatever else a transaction waits for.
    ///
    /// # Errors
    /// Where the database fails.
    async fn lock_staff(&mut self, staff: &[StaffId]) -> Result<(), StorageError>;

    /// Every member of staff, by name.
    ///
    /// # Errors
    /// Where the database fails.
    async fn staff(&mut self) -> Result<Vec<Staff>, StorageError>;

    /// Gives someone another role.
    ///
    /// # Errors
    /// Where the database fails.
    async fn set_staff_role(&mut self, staff: StaffId, role: Role) -> Result<(), StorageError>;

    /// How many members of staff there are.
    ///
    /// # Errors
    /// Where the database fails.
    async fn count_staff(&mut self) -> Result<u64, StorageError>;

    /// Stores how often in a row a passphrase was wrong, and when the next may be tried.
    ///
    /// # Errors
    /// Where the database fails.
    async fn set_staff_attempts(
        &mut self,
        staff: StaffId,
        failed: u32,
        next_at: Option<Timestamp>,
    ) -> Result<(), StorageError>;

    /// Counts a try to sign in as the `failed`th in a row, after which the next may be made at `next_at`. Returns whether it
    /// was counted: it is not where another was, or one was taken back, since they were `seen`.
    ///
    /// # Errors
    /// Where the database fails.
    async fn count_staff_attempt(
        &mut self,
        seen: &Staff,
        failed: u32,
        next_at: Timestamp,
    ) -> Result<bool, StorageError>;

    /// Takes back that the `failed`th try in a row was counted. The next may be made at once, unless another was counted
    /// since.
    ///
    /// # Errors
    /// Where the database fails.
    async fn take_back_staff_attempt(&mut self, staff: StaffId, failed: u32) -> Result<(), StorageError>;

    /// Counts that a try to sign in as someone was refused at `at`. Returns whether it is to be recorded: the last one that
    /// was is of before `since`, or none was.
    ///
    /// # Errors
    /// Where the database fails.
    async fn count_staff_refusal(
        &mut self,
        staff: StaffId,
        at: Timestamp,
        since: Timestamp,
    ) -> Result<bool, StorageError>;

    /// What was refused since someone last signed in.
    ///
    /// # Errors
    /// Where the database fails.
    async fn staff_refused(&mut self, staff: StaffId) -> Result<Option<Refused>, StorageError>;

    /// Counts what is refused anew, because someone has signed in. What stands in the record of acts is not recorded again.
    ///
    /// # Errors
    /// Where the database fails.
    async fn forget_staff_refused(&mut self, staff: StaffId) -> Result<(), StorageError>;

    /// From when on someone can take as many entries off the list at once as anyone; `None` where they never took any.
    ///
    /// # Errors
    /// Where the database fails.
    async fn removals_full_at(&mut self, staff: StaffId) -> Result<Option<Timestamp>, StorageError>;

    /// Keeps that moment.
    ///
    /// # Errors
    /// Where the database fails.
    async fn set_removals_full_at(&mut self, staff: StaffId, at: Timestamp) -> Result<(), StorageError>;

    /// Notes which colleague let someone in at `at`, or let them set their account up anew; `None` where an operator did.
    ///
    /// # Errors
    /// Where the database fails.
    async fn note_let_in(
        &mut self,
        staff: StaffId,
        by: Option<StaffId>,
        at: Timestamp,
    ) -> Result<(), StorageError>;

    /// Which colleague let someone in after `since`; `None` where none did.
    ///
    /// # Errors
    /// Where the database fails.
    async fn let_in_by(&mut self, staff: StaffId, since: Timestamp) -> Result<Option<StaffId>, StorageError>;

    /// Keeps another verifier of the same passphrase, made with that generation of the operator's secret.
    ///
    /// # Errors
    /// Where the database fails.
    async fn set_staff_verifier(
        &mut self,
        staff: StaffId,
        verifier: &str,
        key_generation: u32,
    ) -> Result<(), StorageError>;

    /// Keeps a new session.
    ///
    /// # Errors
    /// Where the member of staff does not exist.
    async fn add_session(&mut self, session: &Session) -> Result<(), StorageError>;

    /// The session whose token has that digest.
    ///
    /// # Errors
    /// Where the database fails.
    async fn find_session(&mut self, token_digest: &[u8; 32]) -> Result<Option<Session>, StorageError>;

    /// Notes that a session was used.
    ///
    /// # Errors
    /// Where the database fails.
    async fn touch_session(&mut self, token_digest: &[u8; 32], at: Timestamp) -> Result<(), StorageError>;

    /// Ends a session. Does nothing where there is none.
    ///
    /// # Errors
    /// Where the database fails.
    async fn end_session(&mut self, token_digest: &[u8; 32]) -> Result<(), StorageError>;

    /// Removes sessions that were made before `created_before` or last used before `used_before`.
    ///
    /// # Errors
    /// Where the database fails.
    async fn expire_sessions(
        &mut self,
        created_before: Timestamp,
        used_before: Timestamp,
    ) -> Result<u64, StorageError>;
}
