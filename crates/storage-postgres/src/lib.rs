//! The storage traits on PostgreSQL: for operators whom one machine is not enough.
//!
//! Writers run at READ COMMITTED and lock the rows that they decide about; readers see one moment (REPEATABLE READ)
//! and wait for nobody. One node numbers changes: it holds an advisory lock on a connection of its own, and every
//! batch checks, under a row lock, that nobody has taken over since. Both need the primary and a connection that
//! stays: no pooler that hands connections out by transaction.

mod account;
mod account_proof;
mod application;
mod audit;
mod backup;
mod case;
mod database;
mod disclosure;
mod entry;
mod error;
mod feedback;
mod fingerprint;
mod history;
mod inspection;
mod key;
mod leadership;
mod membership;
mod platform;
mod policy;
mod proposal;
mod retention;
mod review;
mod role;
mod screening;
mod served;
mod staff;
mod subscriber;
mod transaction;
mod webhook;

pub use backup::BackupError;
pub use database::PostgresStorage;
pub use role::{Excess, GrantError};
