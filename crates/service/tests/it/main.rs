//! What the use cases do, on a real database.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod cases;
mod feed;
mod inspection;
mod moderation;
mod staff;
mod submission;
mod subscribers;
