//! What is kept, as traits: one repository per aggregate, all reached through one [`Transaction`].
//!
//! A use case begins a transaction, calls repositories, and commits; what is dropped without
//! [`Transaction::commit`] never happened. Absence is `None`, never an error.
//!
//! To add a repository: a module here with its trait, the trait in [`Transaction`]'s bounds, its
//! implementation in `storage-sqlite` and `storage-postgres`, and its cases in `conformance`.

pub mod account;
pub mod account_proof;
pub mod application;
pub mod audit;
pub mod case;
#[cfg(feature = "conformance")]
pub mod conformance;
pub mod disclosure;
pub mod entry;
pub mod feedback;
pub mod fingerprint;
pub mod history;
pub mod inspection;
pub mod key;
pub mod membership;
pub mod platform;
pub mod policy;
pub mod proposal;
pub mod record;
pub mod retention;
pub mod review;
pub mod screening;
pub mod served;
pub mod staff;
pub mod subscriber;
pub mod webhook;

use async_trait::async_trait;

pub use account::AccountRepository;
pub use account_proof::AccountProofRepository;
pub use application::ApplicationRepository;
pub use audit::AuditRepository;
pub use case::CaseRepository;
pub use disclosure::DisclosureRepository;
pub use entry::EntryRepository;
pub use feedback::FeedbackRepository;
pub use fingerprint::FingerprintRepository;
pub use history::HistoryRepository;
pub use inspection::InspectionRepository;
pub use key::KeyRepository;
pub use membership::MembershipRepository;
pub use platform::PlatformRepository;
pub use policy::PolicyRepository;
pub use proposal::ProposalRepository;
pub use retention::RetentionRepository;
pub use review::ReviewRepository;
pub use screening::ScreeningRepository;
pub use served::ServedRepository;
pub use staff::StaffRepository;
pub use subscriber::SubscriberRepository;
pub use webhook::WebhookRepository;

/// A database.
#[async_trait]
pub trait Storage: Send + Sync {
    /// Starts a transaction that can write.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`] where no connection could be had in time.
    async fn begin(&self) -> Result<Box<dyn Transaction>, StorageError>;

    /// Starts a transaction that only reads, all from one moment. It never waits for writers.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`] where no connection could be had in time.
    async fn read(&self) -> Result<Box<dyn Transaction>, StorageError>;

    /// Tries to become the one node that numbers changes. `None` while another node is.
    ///
    /// # Errors
    /// Where the database does not answer.
    async fn lead(&self) -> Result<Option<Box<dyn Leadership>>, StorageError>;

    /// Overwrites what erased rows left behind on the disk, as far as the database can: pages, and the copies of
    /// them in its write-ahead log.
    ///
    /// # Errors
    /// Where the database does not answer.
    async fn sweep(&self) -> Result<(), StorageError>;

    /// The pools of connections as they are at this moment; none where there are none to look at.
    fn pools(&self) -> Vec<Pool> {
        Vec::new()
    }
}

/// A pool of connections at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool {
    /// What it is for.
    pub name: &'static str,
    /// Connections with a transaction.
    pub used: u32,
    /// Connections without one.
    pub idle: u32,
    /// How many there can be.
    pub most: u32,
}

/// The right to number changes, until it is dropped or lost.
#[async_trait]
pub trait Leadership: Send + Sync {
    /// Counted up whenever leadership is taken. A batch commits only under the current one
    /// ([`HistoryRepository::fence`]), so a leader that was deposed without noticing does no harm.
    fn epoch(&self) -> i64;

    /// Whether leadership still stands, as far as this node can see.
    async fn holds(&mut self) -> bool;
}

/// Everything that happens in one transaction.
#[async_trait]
pub trait Transaction:
    AccountRepository
    + AccountProofRepository
    + ApplicationRepository
    + AuditRepository
    + CaseRepository
    + DisclosureRepository
    + EntryRepository
    + FeedbackRepository
    + FingerprintRepository
    + HistoryRepository
    + InspectionRepository
    + KeyRepository
    + MembershipRepository
    + PlatformRepository
    + PolicyRepository
    + ProposalRepository
    + RetentionRepository
    + ServedRepository
    + ReviewRepository
    + ScreeningRepository
    + StaffRepository
    + SubscriberRepository
    + WebhookRepository
    + Send
{
    /// Makes it durable. When this returns, a crash no longer undoes it.
    ///
    /// # Errors
    /// Where it could not be made durable, or where any call of this transaction ended with another error than
    /// [`StorageError::Inconsistent`]: then none of it happened. After [`StorageError::Unavailable`] it is not
    /// known whether it happened, as with any connection that breaks before the answer comes.
    async fn commit(self: Box<Self>) -> Result<(), StorageError>;
}

/// What can go wrong below the traits.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The database does not answer, or not in time: the same call may go through later.
    #[error("the database is not available")]
    Unavailable(#[source] BoxError),
    /// A rule of the tables does not allow it, for example because a row that has to be unique exists already;
    /// carries the constraint's name, the same for every database.
    #[error("the constraint {0} does not allow this")]
    Constraint(String),
    /// A row holds something that this program would not have written.
    #[error("{table}.{column} holds what no version of this program writes")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
    },
    /// Leadership was lost: another node numbers changes now.
    #[error("another node numbers changes now")]
    Fenced,
    /// Anything else that the driver reports.
    #[error("the database reports an error")]
    Driver(#[source] BoxError),
}

/// An error of the driver, opaque to whoever is above.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The database cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The URL names no database that this program knows.
    #[error("the database URL is not understood: {0}")]
    Url(String),
    /// The file or server cannot be reached.
    #[error("the database cannot be opened")]
    Unreachable(#[source] BoxError),
    /// A newer version of the program has already changed the tables.
    #[error("the database belongs to a newer version of this program (its migration {0} is unknown here)")]
    Newer(i64),
    /// A migration failed; the database is as it was before it.
    #[error("the tables could not be brought up to date")]
    Migration(#[source] BoxError),
}
