//! The pages, asked over HTTP as browsers ask.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod access;
mod account;
mod audit;
mod bulk;
mod cluster;
mod people;
mod platform_sessions;
mod platforms;
mod policies;
mod posted;
mod proposals;
mod review;
mod site;
mod staff;
mod status;
mod submissions;
mod survivors;
mod too_busy;
