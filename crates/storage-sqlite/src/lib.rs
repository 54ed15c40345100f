//! The storage traits on SQLite: one file, for operators with one machine.
//!
//! One connection writes, a few read. A write transaction begins with `BEGIN IMMEDIATE`, so whoever has begun has
//! the lock and is never refused half-way; readers see the last committed state and wait for nobody (WAL).
//! A commit returns after the disk has it (`synchronous=FULL`), and what is deleted is overwritten
//! (`secure_delete`).

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
mod screening;
mod served;
mod staff;
mod stretch;
mod subscriber;
mod transaction;
mod webhook;

pub use database::SqliteStorage;
