//! What Reclaim is about, without any machinery: cases and their items, entries on lists, the decisions that
//! move them, and the numbered history that subscribers follow.
//!
//! Nothing here knows SQL, HTTP or a browser. Time and randomness come in through [`Clock`] and [`Entropy`].
//! States change only through the methods of [`entry::Entry`]; storage persists what they return.

pub mod account;
pub mod application;
pub mod audit;
pub mod case;
pub mod change;
pub mod clock;
pub mod decision;
pub mod entropy;
pub mod entry;
pub mod feedback;
pub mod hash;
pub mod id;
pub mod list;
pub mod membership;
pub mod network;
pub mod platform;
pub mod proposal;
pub mod screening;
pub mod sealed;
pub mod served;
pub mod staff;
pub mod submission;
pub mod subscriber;
pub mod webhook;

pub use clock::{Clock, Timestamp};
pub use entropy::Entropy;
