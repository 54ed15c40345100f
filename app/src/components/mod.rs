//! What pages are made of. `/staff/components` shows every one of them.

mod badge;
mod choice;
mod document;
mod door;
mod field;
mod horizon;
mod in_textarea;
mod leaving;
mod notice;
mod off_the_disk;
mod own_account;
mod passkey;
mod platform_document;
mod proof;
mod returned;
mod seed;
mod send_again;
mod staff_document;
mod typed;

pub(crate) use badge::{Badge, Tone};
pub(crate) use choice::Choice;
pub(crate) use document::Document;
pub(crate) use door::{Door, Doors, Emergency};
pub(crate) use field::{Field, Input};
pub(crate) use horizon::Horizon;
pub(crate) use in_textarea::in_textarea;
pub(crate) use leaving::Leaving;
pub(crate) use notice::{Alert, Notice};
pub(crate) use off_the_disk::OffTheDisk;
pub(crate) use own_account::{
    NewCode, NewPaper, NewPasskey, NewPassphrase, Paper, RefusedTries, ShownPasskey, WhatOpens, passkey_id,
};
pub(crate) use passkey::PasskeyForm;
pub(crate) use platform_document::{PlatformDocument, SignedInAs};
pub(crate) use proof::{Proof, SignIn, own};
pub(crate) use returned::{Returned, WhyReturned};
pub(crate) use seed::SeedPicture;
pub(crate) use send_again::SendAgain;
pub(crate) use staff_document::StaffDocument;
pub(crate) use typed::Typed;
