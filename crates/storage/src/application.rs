//! Organisations that want to follow lists.

use async_trait::async_trait;
use domain::{
    Timestamp,
    application::{Application, Outcome},
    id::{ApplicationId, StaffId, SubscriberId},
};

use crate::StorageError;

/// A place among applications, to go on after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ApplicationCursor {
    /// When it was sent.
    pub submitted_at: Timestamp,
    /// Which it is.
    pub application: ApplicationId,
}

impl From<&Application> for ApplicationCursor {
    fn from(application: &Application) -> Self {
        Self {
            submitted_at: application.submitted_at,
            application: application.id,
        }
    }
}

/// Keeps applications.
#[async_trait]
pub trait ApplicationRepository {
    /// Keeps a new application.
    ///
    /// # Errors
    /// Where the database fails.
    async fn add_application(&mut self, application: &Application) -> Result<(), StorageError>;

    /// The application of that id. Of two writers the second waits here for the first.
    ///
    /// # Errors
    /// Where the database fails.
    async fn lookup_application(
        &mut self,
        application: ApplicationId,
    ) -> Result<Option<Application>, StorageError>;

    /// The application whose code has that digest.
    ///
    /// # Errors
    /// Where the database fails.
    async fn find_application(&mut self, code_digest: &[u8; 32])
    -> Result<Option<Application>, StorageError>;

    /// Applications of that outcome, the oldest first, at most `limit` after `after`.
    ///
    /// # Errors
    /// Where the database fails.
    async fn applications(
        &mut self,
        outcome: Outcome,
        after: Option<ApplicationCursor>,
        limit: u32,
    ) -> Result<Vec<Application>, StorageError>;

    /// How many applications wait, counted up to `most`.
    ///
    /// # Errors
    /// Where the database fails.
    async fn count_waiting_applications(&mut self, most: u32) -> Result<u32, StorageError>;

    /// Decides about an application that waits. Returns whether it still did.
    ///
    /// # Errors
    /// Where whoever decides does not exist.
    async fn decide_application(
        &mut self,
        application: ApplicationId,
        outcome: Outcome,
        by: StaffId,
        at: Timestamp,
        reason: Option<&str>,
    ) -> Result<bool, StorageError>;

    /// Removes applications that were sent before a moment and were not accepted, and answers which those were.
    ///
    /// # Errors
    /// Where the database fails.
    async fn expire_applications(&mut self, before: Timestamp) -> Result<Vec<ApplicationId>, StorageError>;

    /// The application that a platform was accepted by; `None` where an operator added it.
    ///
    /// # Errors
    /// Where the database fails.
    async fn application_of(&mut self, subscriber: SubscriberId)
    -> Result<Option<Application>, StorageError>;
}
