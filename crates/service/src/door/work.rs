//! The work that whoever submits has to do first while far more is sent than on a calm day.
//!
//! A [`Challenge`] is a text that only this service can have made, with the work that is asked for and until when it may
//! be shown. It is bound to the key of one submission. So it serves once: the same submission again is answered with
//! the receipt that it has, and another one has another key.

use domain::{
    Timestamp,
    submission::{Submission, SubmissionKey},
};
use hashing::work::is_done;
use subtle::ConstantTimeEq as _;

use crate::{Service, keys::Keys};

/// For so many seconds a challenge may be shown.
const VALID: i64 = 600;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// To be hashed with a number, and shown with it.
    pub text: String,
    /// How many zero bits the hash has to begin with.
    pub bits: u8,
}

/// What is shown: the text, a dot, and the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Done<'a> {
    text: &'a str,
    number: u64,
}

impl<'a> Done<'a> {
    /// Reads what was shown.
    pub fn parse(shown: &'a str) -> Option<Self> {
        let (text, number) = shown.rsplit_once('.')?;
        Some(Self {
            text,
            number: number.parse().ok()?,
        })
    }
}

impl Challenge {
    /// `bits.until.mac`, the last over the other two and the submission's key.
    fn new(keys: &Keys, bits: u8, until: i64, key: &SubmissionKey) -> Self {
        let head = format!("{bits}.{until}");
        let mac = hex::encode(keys.work_mac(&head, key));
        Self {
            text: format!("{head}.{mac}"),
            bits,
        }
    }

    /// The work that a text asks for, if one of these keys made it for this submission and it may still be shown.
    fn read<'a>(
        text: &str,
        mut keys: impl Iterator<Item = &'a Keys>,
        now: Timestamp,
        key: &SubmissionKey,
    ) -> Option<u8> {
        let mut parts = text.split('.');
        let (bits, until) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        let valid = keys.any(|keys| {
            let made = Self::new(keys, bits, until, key);
            bool::from(made.text.as_bytes().ct_eq(text.as_bytes()))
        });
        (valid && now.as_seconds() <= until).then_some(bits)
    }
}

impl Service {
    /// Lets a submission in, or says what work is to be done first. Work that was asked for earlier is enough, also if
    /// more is asked for by now.
    ///
    /// # Errors
    /// The work that is to be done.
    pub fn admit_work(&self, submission: &Submission, shown: Option<&str>) -> Result<(), Challenge> {
        let door = &self.0.door;
        if door.open.load(std::sync::atomic::Ordering::Relaxed) {
            return Ok(());
        }
        let (now, key) = (self.now(), &submission.key);
        door.pressure
            .note(now, u32::try_from(submission.items.len()).unwrap_or(u32::MAX));
        let bits = door.pressure.bits(now);
        self.metrics().work_asked(bits);
        if bits == 0 {
            return Ok(());
        }
        let keyring = self.keyring();
        let done = shown.and_then(Done::parse).is_some_and(|done| {
            Challenge::read(done.text, keyring.newest_first(), now, key)
                .is_some_and(|bits| is_done(done.text, bits, done.number))
        });
        if done {
            return Ok(());
        }
        let until = now.as_seconds() + VALID;
        Err(Challenge::new(keyring.current(), bits, until, key))
    }
}
