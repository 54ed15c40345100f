//! The record of what staff and operators did and looked at, chained so that no line can be changed, left out or
//! moved without a trace.

mod act;

use sha2::{Digest as _, Sha256};

pub use self::act::{Act, Agent};
use crate::Timestamp;

/// One act, before it has its place in the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Agent,
    /// What.
    pub act: Act,
    /// To what: an id in hex, or a number. Never anything about a survivor.
    pub subject: String,
    /// Why, as a code or in words; empty where the act says it all.
    pub reason: String,
}

/// One line of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// 1 for the first, then one more for each.
    pub position: u64,
    /// What happened.
    pub deed: Deed,
    /// [`chain`] over this line and all before it.
    pub digest: [u8; 32],
}

/// The digest before the first line: 32 zero bytes.
pub const EMPTY: [u8; 32] = [0; 32];

/// SHA-256 of the digest before the line and the line's six fields, each with its length in bytes before it, so that
/// no two lines have the same bytes whatever stands in their texts.
pub fn chain(before: &[u8; 32], position: u64, deed: &Deed) -> [u8; 32] {
    let mut digest = Sha256::new();
    digest.update(before);
    let fields = [
        position.to_string(),
        deed.at.as_millis().to_string(),
        deed.actor.to_string(),
        deed.act.as_str().to_owned(),
        deed.subject.clone(),
        deed.reason.clone(),
    ];
    for field in fields {
        digest.update((field.len() as u64).to_be_bytes());
        digest.update(field);
    }
    digest.finalize().into()
}

/// Where the record begins and ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// The last line's position; 0 where nothing happened yet.
    pub last: u64,
    /// The last line's digest.
    pub last_digest: [u8; 32],
    /// Lines up to this position have expired; 0 where none has.
    pub gone: u64,
    /// The digest of the line at `gone`, from which the chain goes on.
    pub gone_digest: [u8; 32],
}

impl Extent {
    /// Where it ends.
    pub const fn end(&self) -> Anchor {
        Anchor {
            position: self.last,
            digest: self.last_digest,
        }
    }
}

/// A line's position and digest, noted outside the database. Whoever can write to the database can write the whole
/// record anew, or cut its end off and note an earlier one; what was noted elsewhere gives them away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The line's position.
    pub position: u64,
    /// Its digest.
    pub digest: [u8; 32],
}

impl Anchor {
    /// Reads what [`Display`](std::fmt::Display) wrote; `None` where it is anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (position, digits) = text.trim().split_once(':')?;
        let mut digest = [0; 32];
        hex::decode_to_slice(digits, &mut digest).ok()?;
        Some(Self {
            position: position.parse().ok()?,
            digest,
        })
    }
}

/// `<position>:<64 hex digits>`.
impl std::fmt::Display for Anchor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.position, hex::encode(self.digest))
    }
}

/// What is wrong with the record, at the first place where something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Tampering {
    /// A line is missing, or stands twice.
    #[error("line {expected} of the record is missing")]
    Missing {
        /// The position that should come next.
        expected: u64,
    },
    /// A line was changed, or one before it that is no longer there.
    #[error("line {position} of the record was changed")]
    Changed {
        /// Its position.
        position: u64,
    },
    /// The record ends before or after the place that is noted as its end.
    #[error("the record ends with line {found}, and should end with line {noted}")]
    End {
        /// The last line there is.
        found: u64,
        /// The last line that is noted.
        noted: u64,
    },
    /// The record begins after a line that was noted elsewhere, which has expired or was cut off.
    #[error(
        "line {noted}, which was noted, is no longer there: the record begins after line {gone}. Leave out what was \
         noted more than two years ago; where this was not, the beginning was cut off"
    )]
    Gone {
        /// The line that is noted.
        noted: u64,
        /// The last line that is no longer there.
        gone: u64,
    },
}

impl Tampering {
    /// The first line that is not as it was.
    pub const fn position(self) -> u64 {
        match self {
            Self::Missing { expected } => expected,
            Self::Changed { position } => position,
            Self::Gone { noted, .. } => noted,
            Self::End { found, noted } => {
                if found < noted {
                    found + 1
                } else {
                    noted + 1
                }
            }
        }
    }
}

/// Checks lines of the record one after the other.
#[derive(Clone, Debug)]
pub struct Verifier {
    extent: Extent,
    anchors: Vec<Anchor>,
    position: u64,
    digest: [u8; 32],
}

impl Verifier {
    /// Of a record of that extent.
    pub const fn new(extent: Extent) -> Self {
        Self {
            extent,
            anchors: Vec::new(),
            position: extent.gone,
            digest: extent.gone_digest,
        }
    }

    /// The same, which has to go through places that were noted elsewhere. One before the record's present beginning
    /// cannot be looked at any more, and whoever writes the record anew could move the beginning behind it: so it
    /// is named, and whoever noted it knows whether it is old enough to have expired.
    #[must_use]
    pub fn with(mut self, anchors: &[Anchor]) -> Self {
        self.anchors = anchors.to_vec();
        self
    }

    /// The position up to which the record was checked.
    pub const fn position(&self) -> u64 {
        self.position
    }

    /// Checks the next line.
    ///
    /// # Errors
    /// Where it is not the next one, or not as it was written.
    pub fn next(&mut self, record: &Record) -> Result<(), Tampering> {
        self.is_as_noted()?;
        let expected = self.position + 1;
        if record.position != expected {
            return Err(Tampering::Missing { expected });
        }
        let digest = chain(&self.digest, expected, &record.deed);
        if digest != record.digest {
            return Err(Tampering::Changed { position: expected });
        }
        (self.position, self.digest) = (expected, digest);
        Ok(())
    }

    /// Whether this place is as it was noted elsewhere. A record that was written anew differs there, though it chains.
    fn is_as_noted(&self) -> Result<(), Tampering> {
        let gone = self.extent.gone;
        if let Some(before) = self.anchors.iter().find(|anchor| anchor.position < gone) {
            let noted = before.position;
            return Err(Tampering::Gone { noted, gone });
        }
        let mut noted = self
            .anchors
            .iter()
            .filter(|anchor| anchor.position == self.position);
        if noted.all(|anchor| anchor.digest == self.digest) {
            Ok(())
        } else {
            Err(Tampering::Changed {
                position: self.position,
            })
        }
    }

    /// Checks that this was the end.
    ///
    /// # Errors
    /// Where lines are missing at the end, or the end is another than the one that was noted.
    pub fn end(&self) -> Result<(), Tampering> {
        self.is_as_noted()?;
        if self.position != self.extent.last {
            return Err(Tampering::End {
                found: self.position,
                noted: self.extent.last,
            });
        }
        if self.digest != self.extent.last_digest {
            return Err(Tampering::Changed {
                position: self.position,
            });
        }
        let furthest = self.anchors.iter().map(|anchor| anchor.position).max();
        match furthest.filter(|&noted| noted > self.position) {
            Some(noted) => Err(Tampering::End {
                found: self.position,
                noted,
            }),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::StaffId;

    fn records(count: u64) -> (Vec<Record>, Extent) {
        let mut digest = EMPTY;
        let records = (1..=count)
            .map(|position| {
                let deed = Deed {
                    at: Timestamp::from_seconds(1_767_268_800),
                    actor: Agent::Staff(StaffId::from_bytes([7; 16])),
                    act: Act::Decided,
                    subject: format!("entry {position}"),
                    reason: "public-content".to_owned(),
                };
                digest = chain(&digest, position, &deed);
                Record {
                    position,
                    deed,
                    digest,
                }
            })
            .collect();
        let extent = Extent {
            last: count,
            last_digest: digest,
            gone: 0,
            gone_digest: EMPTY,
        };
        (records, extent)
    }

    fn verify(records: &[Record], extent: Extent) -> Result<(), Tampering> {
        let mut verifier = Verifier::new(extent);
        for record in records {
            verifier.next(record)?;
        }
        verifier.end()
    }

    #[test]
    fn an_untouched_record_verifies_from_the_start_and_from_where_it_expired() {
        let (records, extent) = records(5);
        assert_eq!(verify(&records, extent), Ok(()));
        let expired = Extent {
            gone: 2,
            gone_digest: records[1].digest,
            ..extent
        };
        assert_eq!(verify(&records[2..], expired), Ok(()));
    }

    #[test]
    fn a_changed_line_is_named() {
        let (mut records, extent) = records(5);
        records[2].deed.reason = "low-information".to_owned();
        assert_eq!(verify(&records, extent), Err(Tampering::Changed { position: 3 }));
    }

    #[test]
    fn a_line_that_was_written_anew_with_its_digest_is_noticed_at_the_next() {
        let (mut records, extent) = records(5);
        records[2].deed.subject = "entry 9".to_owned();
        records[2].digest = chain(&records[1].digest, 3, &records[2].deed);
        assert_eq!(verify(&records, extent), Err(Tampering::Changed { position: 4 }));
    }

    #[test]
    fn a_deleted_line_is_named() {
        let (mut records, extent) = records(5);
        records.remove(2);
        assert_eq!(verify(&records, extent), Err(Tampering::Missing { expected: 3 }));
    }

    #[test]
    fn two_lines_that_changed_places_are_noticed() {
        let (mut records, extent) = records(5);
        records.swap(1, 2);
        assert_eq!(verify(&records, extent), Err(Tampering::Missing { expected: 2 }));
        records[1].position = 2;
        records[2].position = 3;
        assert_eq!(verify(&records, extent), Err(Tampering::Changed { position: 2 }));
    }

    #[test]
    fn an_inserted_line_is_noticed() {
        let (mut records, extent) = records(5);
        records.insert(2, records[1].clone());
        assert_eq!(verify(&records, extent), Err(Tampering::Missing { expected: 3 }));
    }

    #[test]
    fn a_shortened_record_is_noticed() {
        let (mut records, extent) = records(5);
        records.truncate(3);
        assert_eq!(
            verify(&records, extent),
            Err(Tampering::End { found: 3, noted: 5 })
        );
    }

    /// What an insider does who can write anything to the database, so that it all chains again.
    fn written_anew(mut records: Vec<Record>) -> (Vec<Record>, Extent) {
        let mut digest = EMPTY;
        for (position, record) in (1..).zip(&mut records) {
            record.position = position;
            record.digest = chain(&digest, position, &record.deed);
            digest = record.digest;
        }
        let extent = Extent {
            last: records.len() as u64,
            last_digest: digest,
            gone: 0,
            gone_digest: EMPTY,
        };
        (records, extent)
    }

    #[test]
    fn what_was_noted_elsewhere_gives_away_a_record_that_was_written_anew() {
        let (records, extent) = records(5);
        let anchor = Anchor::parse(&extent.end().to_string()).unwrap();
        let verify_against = |records: Vec<Record>| {
            let (records, extent) = written_anew(records);
            assert_eq!(verify(&records, extent), Ok(()), "by itself it is whole");
            let mut verifier = Verifier::new(extent).with(&[anchor]);
            records
                .iter()
                .try_for_each(|record| verifier.next(record))
                .and_then(|()| verifier.end())
        };
        assert_eq!(verify_against(records.clone()), Ok(()));

        let mut flipped = records.clone();
        flipped[2].deed.reason = "low-information".to_owned();
        let mut inserted = records.clone();
        inserted.insert(2, records[0].clone());
        let mut reordered = records.clone();
        reordered.swap(1, 3);
        for changed in [flipped, inserted, reordered] {
            assert_eq!(
                verify_against(changed),
                Err(Tampering::Changed { position: 5 }),
                "at the latest where it was noted"
            );
        }
        for shortened in [&records[..3], &records[1..]] {
            let end = verify_against(shortened.to_vec());
            assert_eq!(
                end,
                Err(Tampering::End {
                    found: shortened.len() as u64,
                    noted: 5
                })
            );
        }
    }

    /// Verifies the lines behind `gone`, as a record whose beginning has expired up to there.
    fn verify_from(
        gone: u64,
        gone_digest: [u8; 32],
        later: &[Record],
        noted: Anchor,
    ) -> Result<(), Tampering> {
        let extent = Extent {
            last: later.last().map_or(gone, |record| record.position),
            last_digest: later.last().map_or(gone_digest, |record| record.digest),
            gone,
            gone_digest,
        };
        let mut verifier = Verifier::new(extent).with(&[noted]);
        later
            .iter()
            .try_for_each(|record| verifier.next(record))
            .and_then(|()| verifier.end())
    }

    #[test]
    fn a_noted_place_before_the_beginning_is_named_since_the_beginning_may_have_been_cut_off() {
        let (records, _) = records(5);
        let noted = Anchor {
            position: 2,
            digest: records[1].digest,
        };
        let named = Err(Tampering::Gone { noted: 2, gone: 3 });
        assert_eq!(verify_from(3, records[2].digest, &records[3..], noted), named);
        assert_eq!(
            verify_from(3, [9; 32], &[], noted),
            named,
            "nor with no line left"
        );
    }

    #[test]
    fn a_record_written_anew_behind_a_beginning_that_was_made_up_is_noticed() {
        let (records, _) = records(5);
        let noted = Anchor {
            position: 3,
            digest: records[2].digest,
        };
        assert_eq!(verify_from(3, records[2].digest, &records[3..], noted), Ok(()));
        assert_eq!(verify_from(3, records[2].digest, &[], noted), Ok(()));

        let made_up = [9; 32];
        let mut digest = made_up;
        let mut anew = records[3..].to_vec();
        for record in &mut anew {
            record.deed.reason = "low-information".to_owned();
            record.digest = chain(&digest, record.position, &record.deed);
            digest = record.digest;
        }
        let noticed = Err(Tampering::Changed { position: 3 });
        assert_eq!(verify_from(3, made_up, &anew, noted), noticed);
        assert_eq!(verify_from(3, made_up, &[], noted), noticed);
    }

    #[test]
    fn nonsense_is_no_noted_place() {
        for wrong in ["", "5", "5:ab", "x:", &format!("-1:{}", "00".repeat(32))] {
            assert_eq!(Anchor::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn no_two_lines_have_the_same_bytes() {
        let (records, _) = records(1);
        let moved = Deed {
            subject: "entry 1public".to_owned(),
            reason: "-content".to_owned(),
            ..records[0].deed.clone()
        };
        assert_ne!(chain(&EMPTY, 1, &moved), records[0].digest);
    }
}
