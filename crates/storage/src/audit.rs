//! The record of what staff and operators did.

use async_trait::async_trait;
use domain::{
    Timestamp,
    audit::{Act, Agent, Deed, Extent, Line, Record},
    id::SubscriberId,
};

use crate::StorageError;

/// Which lines of the record are looked for. Of what is `None` any will do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Whose.
    pub actor: Option<Agent>,
    /// What was done.
    pub act: Option<Act>,
    /// To what.
    pub subject: Option<String>,
}

/// Keeps the record. It only ever grows at its end and expires at its beginning; the tables refuse anything else.
#[async_trait]
pub trait AuditRepository {
    /// Writes a deed behind the last line of the record and chains it. Writers wait for one another.
    ///
    /// # Errors
    /// Where the database fails.
    async fn record(&mut self, deed: &Deed) -> Result<Record, StorageError>;

    /// Where the record begins and ends.
    ///
    /// # Errors
    /// [`StorageError::Inconsistent`] where what is kept of that is gone or makes no sense; where the database fails.
    async fn audit_extent(&mut self) -> Result<Extent, StorageError>;

    /// Lines with positions above `after`, at most `limit`, in order, whatever somebody made them say.
    ///
    /// # Errors
    /// Where the database fails.
    async fn audit(&mut self, after: u64, limit: u32) -> Result<Vec<Line>, StorageError>;

    /// As [`Self::audit`], only those lines that are looked for. They are found by an index of their subject, or else of
    /// whoever acted, or else of the act; with none of these it is the whole record.
    ///
    /// # Errors
    /// Where the database fails.
    async fn audit_where(
        &mut self,
        filter: &AuditFilter,
        after: u64,
        limit: u32,
    ) -> Result<Vec<Line>, StorageError>;

    /// The lowest number that a line has among those up to `position`, also below 1.
    ///
    /// # Errors
    /// Where the database fails.
    async fn first_audit_until(&mut self, position: u64) -> Result<Option<i64>, StorageError>;

    /// The lines about one subject, in order, whatever somebody made them say.
    ///
    /// # Errors
    /// Where the database fails.
    async fn audit_of(&mut self, subject: &str) -> Result<Vec<Line>, StorageError>;

    /// The last line that says that a subscriber was suspended or let read again, whatever else somebody made it say; with
    /// `by_house`, the last one that no platform wrote.
    ///
    /// # Errors
    /// Where the database fails.
    async fn last_switch(
        &mut self,
        subscriber: SubscriberId,
        by_house: bool,
    ) -> Result<Option<Line>, StorageError>;

    /// Removes the lines at the beginning that are older than `before`, and notes from where the chain goes on.
    /// Returns how many.
    ///
    /// # Errors
    /// Where the database fails.
    async fn expire_audit(&mut self, before: Timestamp) -> Result<u64, StorageError>;
}
