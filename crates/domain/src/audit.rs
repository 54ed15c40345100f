//! The record of what staff and operators did and looked at, chained so that no line can be changed, left out or
//! moved without a trace.

mod act;
mod occasion;

use sha2::{Digest as _, Sha256};

pub use self::{
    act::{Act, Agent},
    occasion::Occasion,
};
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
    /// Why, as a code or in words; of a look at something, its [`Occasion`], and of one at the record itself, what was looked
    /// for in it. Empty where the act says it all.
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

/// One line as it stands in the database. Whoever can write there can make it say anything, also what this program
/// never writes: so the line is kept as it stands, to be verified and shown, and read in a second step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number; 0, which no line has, for one below.
    pub position: u64,
    /// When.
    pub at: Timestamp,
    /// Who, as [`Agent`] writes it.
    pub actor: String,
    /// What, as [`Act`] writes it.
    pub act: String,
    /// To what.
    pub subject: String,
    /// Why.
    pub reason: String,
    /// 32 bytes, as long as nobody changed them.
    pub digest: Vec<u8>,
    /// Whether bytes that are no text stand in one of its texts, which then says only nearly what stands there.
    pub garbled: bool,
}

impl Line {
    /// What it says; `None` where no version of this program writes such a line.
    pub fn record(&self) -> Option<Record> {
        if self.garbled || self.position == 0 || !self.at.has_date() {
            return None;
        }
        Some(Record {
            position: self.position,
            deed: Deed {
                at: self.at,
                actor: Agent::parse(&self.actor)?,
                act: Act::parse(&self.act)?,
                subject: self.subject.clone(),
                reason: self.reason.clone(),
            },
            digest: self.digest.as_slice().try_into().ok()?,
        })
    }

    /// SHA-256 of the digest before the line and the line's six fields, each with its length in bytes before it, so that
    /// no two lines have the same bytes whatever stands in their texts.
    fn chained(&self, before: &[u8; 32]) -> [u8; 32] {
        let mut digest = Sha256::new();
        digest.update(before);
        let (position, at) = (self.position.to_string(), self.at.as_millis().to_string());
        for field in [
            &position,
            &at,
            &self.actor,
            &self.act,
            &self.subject,
            &self.reason,
        ] {
            digest.update((field.len() as u64).to_be_bytes());
            digest.update(field);
        }
        digest.finalize().into()
    }
}

/// As it is written.
impl From<Record> for Line {
    fn from(
        Record {
            position,
            deed,
            digest,
        }: Record,
    ) -> Self {
        Self {
            position,
            at: deed.at,
            actor: deed.actor.to_string(),
            act: deed.act.as_str().to_owned(),
            subject: deed.subject,
            reason: deed.reason,
            digest: digest.to_vec(),
            garbled: false,
        }
    }
}

/// The digest before the first line: 32 zero bytes.
pub const EMPTY: [u8; 32] = [0; 32];

/// The digest of a line at that position which says that, over itself and all before it.
pub fn chain(before: &[u8; 32], position: u64, deed: &Deed) -> [u8; 32] {
    let line = Line::from(Record {
        position,
        deed: deed.clone(),
        digest: EMPTY,
    });
    line.chained(before)
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
    /// Of a record in which nothing was written yet.
    pub const NOTHING: Self = Self {
        last: 0,
        last_digest: EMPTY,
        gone: 0,
        gone_digest: EMPTY,
    };

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
    /// A line stands where there is none: before the first that was ever written, or among those that have expired.
    #[error(
        "line {position} stands before the record, which begins after line {gone}: the line was put in, or the noted \
         beginning was moved"
    )]
    Before {
        /// The number that it was given.
        position: i64,
        /// The last line that is no longer there.
        gone: u64,
    },
    /// A line was changed, or one before it that is no longer there.
    #[error("line {position} of the record was changed")]
    Changed {
        /// Its position.
        position: u64,
    },
    /// A line stands in its place in the chain and says what this program does not know.
    #[error(
        "line {position} of the record says what this version of the program does not write: where no newer one was \
         at work, the record was written anew from there on"
    )]
    Unreadable {
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
    /// What is kept of where the record ends is gone, makes no sense, or is another line's number or digest, while the
    /// lines by themselves go on to the last one.
    #[error(
        "the kept head of the record does not fit its last line, line {last}: the head was changed, or the last line was \
         put in or written anew"
    )]
    Head {
        /// The last line there is.
        last: u64,
    },
    /// What is kept of where the record begins and ends is gone or makes no sense, and the first lines are not there.
    #[error(
        "the kept head of the record is gone or makes no sense, and so is the digest from which line {first}, its first one, \
         goes on: that the lines before it expired, and that those from it on are as they were, cannot be checked"
    )]
    Beginning {
        /// The first line there is.
        first: u64,
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
    /// The first line that is not as it was; the last one where what is kept of the end does not fit it, and the first one
    /// where nothing says any more from what it goes on.
    pub fn position(self) -> i64 {
        let position = match self {
            // The only one that can have a number that no line has.
            Self::Before { position, .. } => return position,
            Self::Missing { expected } => expected,
            Self::Changed { position } | Self::Unreadable { position } => position,
            Self::Head { last } => last,
            Self::Beginning { first } => first,
            Self::Gone { noted, .. } => noted,
            Self::End { found, noted } => found.min(noted) + 1,
        };
        i64::try_from(position).unwrap_or(i64::MAX)
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

    /// Checks that no line stands before the first one: `first` is the lowest number up to [`Self::position`] that a
    /// line has. To be asked before any line is checked.
    ///
    /// # Errors
    /// Where there is one.
    pub fn begin(&self, first: Option<i64>) -> Result<(), Tampering> {
        match first {
            Some(position) => Err(Tampering::Before {
                position,
                gone: self.extent.gone,
            }),
            None => Ok(()),
        }
    }

    /// Checks the next line.
    ///
    /// # Errors
    /// Where it is not the next one, or not as it was written.
    pub fn next(&mut self, line: &Line) -> Result<(), Tampering> {
        self.is_as_noted()?;
        let expected = self.position + 1;
        if line.position != expected {
            return Err(Tampering::Missing { expected });
        }
        let digest = line.chained(&self.digest);
        if line.garbled || line.digest != digest {
            return Err(Tampering::Changed { position: expected });
        }
        if line.record().is_none() {
            return Err(Tampering::Unreadable { position: expected });
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
        let fits = (
            self.position == self.extent.last,
            self.digest == self.extent.last_digest,
        );
        match fits {
            (true, true) => {}
            // A record that was shortened or went on differs in both.
            (false, false) => {
                return Err(Tampering::End {
                    found: self.position,
                    noted: self.extent.last,
                });
            }
            _ => return Err(Tampering::Head { last: self.position }),
        }
        self.goes_as_far_as_noted()
    }

    /// What is wrong where nothing is kept of the end that could be compared: at the latest that.
    pub fn end_without_head(&self) -> Tampering {
        let noted = self.is_as_noted().and_then(|()| self.goes_as_far_as_noted());
        noted.err().unwrap_or(Tampering::Head { last: self.position })
    }

    fn goes_as_far_as_noted(&self) -> Result<(), Tampering> {
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

    fn lines(count: u64) -> (Vec<Line>, Extent) {
        let mut digest = EMPTY;
        let lines = (1..=count)
            .map(|position| {
                let deed = Deed {
                    at: Timestamp::from_seconds(1_767_268_800),
                    actor: Agent::Staff(StaffId::from_bytes([7; 16])),
                    act: Act::Decided,
                    subject: format!("entry {position}"),
                    reason: "public-content".to_owned(),
                };
                digest = chain(&digest, position, &deed);
                Line::from(Record {
                    position,
                    deed,
                    digest,
                })
            })
            .collect();
        let extent = Extent {
            last: count,
            last_digest: digest,
            gone: 0,
            gone_digest: EMPTY,
        };
        (lines, extent)
    }

    fn verify(lines: &[Line], extent: Extent) -> Result<(), Tampering> {
        let mut verifier = Verifier::new(extent);
        for line in lines {
            verifier.next(line)?;
        }
        verifier.end()
    }

    fn digest_of(line: &Line) -> [u8; 32] {
        line.digest.as_slice().try_into().unwrap()
    }

    #[test]
    fn an_untouched_record_verifies_from_the_start_and_from_where_it_expired() {
        let (lines, extent) = lines(5);
        assert_eq!(verify(&lines, extent), Ok(()));
        let expired = Extent {
            gone: 2,
            gone_digest: digest_of(&lines[1]),
            ..extent
        };
        assert_eq!(verify(&lines[2..], expired), Ok(()));
    }

    /// Changes one thing about a line.
    type Flip = fn(&mut Line);

    /// Whatever a line can be made to say: other things that this program writes, and things that it never writes.
    const FLIPS: [Flip; 11] = [
        |line| line.at = Timestamp::from_millis(line.at.as_millis() + 1),
        |line| line.actor = "operator".to_owned(),
        |line| line.actor = "operatos".to_owned(),
        |line| line.actor = format!("0x{}", line.actor),
        |line| line.actor.clear(),
        |line| line.act = "declined".to_owned(),
        |line| line.act = "decidee".to_owned(),
        |line| line.act.clear(),
        |line| line.subject = "entry 9".to_owned(),
        |line| line.reason = "low-information".to_owned(),
        |line| line.digest.truncate(31),
    ];

    #[test]
    fn a_changed_line_is_named_whatever_it_was_made_to_say() {
        for (flip, change) in FLIPS.into_iter().enumerate() {
            let (mut lines, extent) = lines(5);
            change(&mut lines[2]);
            let named = Err(Tampering::Changed { position: 3 });
            assert_eq!(verify(&lines, extent), named, "{flip}");
        }
    }

    #[test]
    fn a_line_that_says_what_nothing_writes_is_named_also_where_everything_was_chained_anew() {
        let unknown: [Flip; 4] = [
            |line| line.actor = "operatos".to_owned(),
            |line| line.act = "decidee".to_owned(),
            |line| line.at = Timestamp::from_millis(i64::MAX),
            |line| line.at = Timestamp::from_millis(i64::MIN),
        ];
        for unknown in unknown {
            let (mut lines, _) = lines(5);
            unknown(&mut lines[2]);
            assert_eq!(lines[2].record(), None);
            let (lines, extent) = written_anew(lines);
            assert_eq!(verify(&lines, extent), Err(Tampering::Unreadable { position: 3 }));
        }
    }

    #[test]
    fn a_line_reads_back_as_what_was_written() {
        let (lines, _) = lines(2);
        for line in lines {
            assert_eq!(line.record().map(Line::from), Some(line));
        }
    }

    #[test]
    fn a_line_with_bytes_that_are_no_text_is_named_also_where_what_is_shown_of_it_chains() {
        let (mut lines, extent) = lines(5);
        lines[2].garbled = true;
        assert_eq!(lines[2].record(), None);
        assert_eq!(verify(&lines, extent), Err(Tampering::Changed { position: 3 }));
    }

    #[test]
    fn a_line_that_was_written_anew_with_its_digest_is_noticed_at_the_next() {
        let (mut lines, extent) = lines(5);
        lines[2].subject = "entry 9".to_owned();
        lines[2].digest = lines[2].chained(&digest_of(&lines[1])).to_vec();
        assert_eq!(verify(&lines, extent), Err(Tampering::Changed { position: 4 }));
    }

    #[test]
    fn a_deleted_line_is_named() {
        let (mut lines, extent) = lines(5);
        lines.remove(2);
        assert_eq!(verify(&lines, extent), Err(Tampering::Missing { expected: 3 }));
    }

    #[test]
    fn two_lines_that_changed_places_are_noticed() {
        let (mut lines, extent) = lines(5);
        lines.swap(1, 2);
        assert_eq!(verify(&lines, extent), Err(Tampering::Missing { expected: 2 }));
        lines[1].position = 2;
        lines[2].position = 3;
        assert_eq!(verify(&lines, extent), Err(Tampering::Changed { position: 2 }));
    }

    #[test]
    fn an_inserted_line_is_noticed() {
        let (mut lines, extent) = lines(5);
        lines.insert(2, lines[1].clone());
        assert_eq!(verify(&lines, extent), Err(Tampering::Missing { expected: 3 }));
    }

    #[test]
    fn a_line_before_the_beginning_is_named_by_the_number_that_it_was_given() {
        let (lines, extent) = lines(5);
        let expired = Extent {
            gone: 2,
            gone_digest: digest_of(&lines[1]),
            ..extent
        };
        for (extent, position) in [(expired, 1), (expired, 2), (extent, 0), (extent, -3)] {
            let named = Verifier::new(extent).begin(Some(position)).unwrap_err();
            assert_eq!(
                named,
                Tampering::Before {
                    position,
                    gone: extent.gone
                }
            );
            assert_eq!(named.position(), position);
        }
        assert_eq!(Verifier::new(expired).begin(None), Ok(()));
        let below = Line {
            position: 0,
            ..lines[0].clone()
        };
        assert_eq!(below.record(), None);
    }

    #[test]
    fn a_shortened_record_is_noticed() {
        let (mut lines, extent) = lines(5);
        lines.truncate(3);
        assert_eq!(verify(&lines, extent), Err(Tampering::End { found: 3, noted: 5 }));
    }

    #[test]
    fn a_kept_head_that_does_not_fit_the_last_line_is_told_from_that_line() {
        let (lines, extent) = lines(5);
        for head in [
            Extent { last: 9, ..extent },
            Extent { last: 3, ..extent },
            Extent {
                last_digest: [9; 32],
                ..extent
            },
        ] {
            let named = verify(&lines, head).unwrap_err();
            assert_eq!(named, Tampering::Head { last: 5 });
            assert_eq!(named.position(), 5);
        }
        let earlier = Extent {
            last: 3,
            last_digest: digest_of(&lines[2]),
            ..extent
        };
        let goes_on = Err(Tampering::End { found: 5, noted: 3 });
        assert_eq!(verify(&lines, earlier), goes_on);
    }

    #[test]
    fn without_a_kept_head_what_is_wrong_with_the_lines_is_named_before_that() {
        let without_head = |lines: &[Line], anchors: &[Anchor]| {
            let mut verifier = Verifier::new(Extent::NOTHING).with(anchors);
            let checked = lines.iter().try_for_each(|line| verifier.next(line));
            checked.err().unwrap_or_else(|| verifier.end_without_head())
        };
        let (lines, extent) = lines(5);
        assert_eq!(without_head(&[], &[]), Tampering::Head { last: 0 });
        let noted = [extent.end()];
        for anchors in [&[][..], &noted[..]] {
            assert_eq!(without_head(&lines, anchors), Tampering::Head { last: 5 });
        }
        let mut changed = lines.clone();
        changed[1].reason = "low-information".to_owned();
        assert_eq!(without_head(&changed, &[]), Tampering::Changed { position: 2 });
        let (anew, _) = written_anew(changed);
        assert_eq!(without_head(&anew, &noted), Tampering::Changed { position: 5 });
        let cut_off = Tampering::End { found: 3, noted: 5 };
        assert_eq!(without_head(&lines[..3], &noted), cut_off);
        assert_eq!(Tampering::Beginning { first: 3 }.position(), 3);
    }

    /// What an insider does who can write anything to the database, so that it all chains again.
    fn written_anew(mut lines: Vec<Line>) -> (Vec<Line>, Extent) {
        let mut digest = EMPTY;
        for (position, line) in (1..).zip(&mut lines) {
            line.position = position;
            digest = line.chained(&digest);
            line.digest = digest.to_vec();
        }
        let extent = Extent {
            last: lines.len() as u64,
            last_digest: digest,
            gone: 0,
            gone_digest: EMPTY,
        };
        (lines, extent)
    }

    #[test]
    fn what_was_noted_elsewhere_gives_away_a_record_that_was_written_anew() {
        let (lines, extent) = lines(5);
        let anchor = Anchor::parse(&extent.end().to_string()).unwrap();
        let verify_against = |lines: Vec<Line>| {
            let (lines, extent) = written_anew(lines);
            assert_eq!(verify(&lines, extent), Ok(()), "by itself it is whole");
            let mut verifier = Verifier::new(extent).with(&[anchor]);
            lines
                .iter()
                .try_for_each(|line| verifier.next(line))
                .and_then(|()| verifier.end())
        };
        assert_eq!(verify_against(lines.clone()), Ok(()));

        let mut flipped = lines.clone();
        flipped[2].reason = "low-information".to_owned();
        let mut inserted = lines.clone();
        inserted.insert(2, lines[0].clone());
        let mut reordered = lines.clone();
        reordered.swap(1, 3);
        for changed in [flipped, inserted, reordered] {
            assert_eq!(
                verify_against(changed),
                Err(Tampering::Changed { position: 5 }),
                "at the latest where it was noted"
            );
        }
        for shortened in [&lines[..3], &lines[1..]] {
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
    fn verify_from(gone: u64, gone_digest: [u8; 32], later: &[Line], noted: Anchor) -> Result<(), Tampering> {
        let extent = Extent {
            last: later.last().map_or(gone, |line| line.position),
            last_digest: later.last().map_or(gone_digest, digest_of),
            gone,
            gone_digest,
        };
        let mut verifier = Verifier::new(extent).with(&[noted]);
        later
            .iter()
            .try_for_each(|line| verifier.next(line))
            .and_then(|()| verifier.end())
    }

    #[test]
    fn a_noted_place_before_the_beginning_is_named_since_the_beginning_may_have_been_cut_off() {
        let (lines, _) = lines(5);
        let noted = Anchor {
            position: 2,
            digest: digest_of(&lines[1]),
        };
        let named = Err(Tampering::Gone { noted: 2, gone: 3 });
        assert_eq!(verify_from(3, digest_of(&lines[2]), &lines[3..], noted), named);
        assert_eq!(
            verify_from(3, [9; 32], &[], noted),
            named,
            "nor with no line left"
        );
    }

    #[test]
    fn a_record_written_anew_behind_a_beginning_that_was_made_up_is_noticed() {
        let (lines, _) = lines(5);
        let noted = Anchor {
            position: 3,
            digest: digest_of(&lines[2]),
        };
        assert_eq!(verify_from(3, digest_of(&lines[2]), &lines[3..], noted), Ok(()));
        assert_eq!(verify_from(3, digest_of(&lines[2]), &[], noted), Ok(()));

        let made_up = [9; 32];
        let mut digest = made_up;
        let mut anew = lines[3..].to_vec();
        for line in &mut anew {
            line.reason = "low-information".to_owned();
            digest = line.chained(&digest);
            line.digest = digest.to_vec();
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
        let (lines, _) = lines(1);
        let moved = Line {
            subject: "entry 1public".to_owned(),
            reason: "-content".to_owned(),
            ..lines[0].clone()
        };
        assert_ne!(moved.chained(&EMPTY), digest_of(&lines[0]));
    }
}
