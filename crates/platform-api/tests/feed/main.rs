//! What subscribers get over HTTP, through the whole router and on a real database.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "in tests a panic is the right answer"
)]

mod documents;
mod export;
mod feedback;
mod keys;
mod native;
mod ncmec;
mod outage;
mod platform;
mod slashes;
mod stopncii;
mod streams;
mod votes;
