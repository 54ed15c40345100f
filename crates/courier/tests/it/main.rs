//! Wake-ups on their way to receivers that fail in every way there is.
#![expect(clippy::unwrap_used, reason = "a step that fails fails the test")]

mod delivering;
mod receiver;
mod waking;
