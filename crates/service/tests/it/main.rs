//! What the use cases do, on a real database.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod accounts;
mod audit;
mod cases;
mod feed;
mod feedback;
mod inspection;
mod keys;
mod moderation;
mod proposals;
mod retention;
mod staff;
mod submission;
mod subscribers;
