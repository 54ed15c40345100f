//! Shows that the lists lose nothing: writers submit, withdraw and decide, followers copy a list as platforms do, and meanwhile
//! servers and databases are killed, stopped, cut off and lied to. What is left at the end is compared with a journal of
//! what was acknowledged.
//!
//! The checker is checked itself: each [`mutant::Mutant`] lacks one protection, and has to be noticed.
//!
//! What is promised, what is done, and how to run it: docs/RELIABILITY.md.
#![expect(
    clippy::disallowed_methods,
    reason = "this is a test of whole processes: it reads the machine's clock and environment as they do"
)]

pub mod chance;
pub mod check;
pub mod client;
pub mod clock;
pub mod database;
pub mod disk;
pub mod follow;
pub mod followers;
pub mod http;
pub mod journal;
pub mod mutant;
pub mod mutants;
pub mod nemesis;
pub mod plan;
pub mod postgres;
pub mod process;
pub mod proxy;
pub mod report;
pub mod run;
pub mod staff;
pub mod world;
