//! What the use cases do, on a real database.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod accounts;
mod applications;
mod audit;
mod cases;
mod disclose;
mod disputes;
mod door;
mod feed;
mod feedback;
mod inspection;
mod keys;
mod moderation;
mod policies;
mod proposals;
mod refused;
mod retention;
mod review;
mod screening;
mod staff;
mod submission;
mod subscribers;
mod undo;
mod videos;
