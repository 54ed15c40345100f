//! The pages of staff. They see facts about hashes, never a picture, a case number or a person.

pub(crate) mod account;
pub(crate) mod applications;
pub(crate) mod audit;
pub(crate) mod bulk;
pub(crate) mod components;
pub(crate) mod confirm;
mod deciding;
pub(crate) mod entry;
mod facts;
pub(crate) mod handbook;
pub(crate) mod handling;
pub(crate) mod insight;
pub(crate) mod invitation;
pub(crate) mod names;
pub(crate) mod people;
pub(crate) mod platform_group;
pub(crate) mod platforms;
pub(crate) mod policies;
pub(crate) mod policy_change;
pub(crate) mod proposals;
pub(crate) mod queues;
pub(crate) mod reasons;
pub(crate) mod sign_in;
pub(crate) mod trouble;
pub(crate) mod views;
mod work;
