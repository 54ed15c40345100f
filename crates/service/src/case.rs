//! A person opens their case with number and PIN.

use std::collections::BTreeSet;

use domain::{
    Timestamp,
    case::{Case, CaseNumber, Pin},
    entry::State,
    feedback::Verdict,
    hash::Medium,
    list::ListName,
};
use storage::{StorageError, entry::CaseEntry, feedback::VerdictCount};
use zeroize::Zeroizing;

use crate::{
    Service,
    bulkhead::Busy,
    door::{Bound, LONGEST_FOR_ALL, Visitor, Wait},
    keys::Keyring,
};

/// What someone comes with to open a case: both texts as they typed them.
#[derive(Clone, Copy)]
pub struct CaseKey<'a> {
    number: &'a str,
    pin: &'a str,
    visitor: Visitor,
    seen: Option<i64>,
}

impl<'a> CaseKey<'a> {
    /// From nobody knows where, and without having seen the case.
    pub const fn new(number: &'a str, pin: &'a str) -> Self {
        Self {
            number,
            pin,
            visitor: Visitor::UNKNOWN,
            seen: None,
        }
    }

    /// From there.
    #[must_use]
    pub const fn from(self, visitor: Visitor) -> Self {
        Self { visitor, ..self }
    }

    /// After having seen the case in that [`CaseStatus::version`]: an order changes nothing if it is another one by now.
    #[must_use]
    pub const fn having_seen(self, version: Option<i64>) -> Self {
        Self {
            seen: version,
            ..self
        }
    }

    /// Whether the case has been changed since its holder saw it.
    pub(crate) fn is_old(&self, entries: &[CaseEntry]) -> bool {
        self.seen.is_some_and(|seen| seen != version_of(entries))
    }
}

/// Says that it is number and PIN and not which.
impl std::fmt::Debug for CaseKey<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CaseKey(..)")
    }
}

/// What a person is told about their case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseStatus {
    /// The day on which it was submitted.
    pub opened_on: Timestamp,
    /// The list that its photos and videos are for.
    pub list: ListName,
    /// Its photos and videos, in the order in which they were chosen.
    pub items: Vec<ItemStatus>,
    /// How many more there were that were declined and are erased.
    pub declined: u64,
    /// How many of those were declined because nobody had looked at them in time.
    pub unreviewed: u64,
    /// How many more there were that were taken back and are erased.
    pub taken_back: u64,
    /// Another number whenever something about them was decided or asked for.
    pub version: i64,
    /// Whether an order was not carried out, because the case is neither as its holder saw it nor as they want it.
    pub outdated: bool,
}

/// What a person is told about one photo or video.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemStatus {
    /// Its place among the case's items, from 0 on.
    pub position: u32,
    /// Photo or video.
    pub medium: Medium,
    /// Where it is.
    pub progress: Progress,
    /// When a requested withdrawal takes effect, to the hour.
    pub withdrawal_due: Option<Timestamp>,
    /// Since when it was on the list the first time, also where it no longer is; `None` where it never was.
    pub first_listed: Option<Timestamp>,
    /// Who has fetched its hashes since then, whether or not it is on the list still; `None` while nobody has.
    pub fetched: Option<Fetched>,
    /// How many platforms say that they found something.
    pub found: u64,
    /// How many of them say that they removed something.
    pub removed: u64,
}

/// How many platforms have fetched something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// So many, at least one.
    pub platforms: u64,
    /// The day on which the last of them did.
    pub last_on: Timestamp,
}

/// Where a photo or video is, as its owner sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Staff look at it before platforms get it.
    Checking,
    /// Accepted, and within seconds on the list.
    Listing,
    /// On the list since that moment.
    Listed {
        /// Since when platforms can fetch it.
        since: Timestamp,
    },
    /// Off the list while a question is open.
    Paused,
    /// Not on the list, by decision.
    Declined,
    /// Not on the list, because nobody looked at it in time.
    Unreviewed,
    /// Taken back by the person.
    Withdrawn,
}

impl Progress {
    /// Of an entry in that state, which platforms can fetch since `listed`, or which a rule rejected because it was
    /// `unreviewed`.
    pub const fn of(state: State, listed: Option<Timestamp>, unreviewed: bool) -> Self {
        match (state, listed) {
            (State::Pending, _) => Self::Checking,
            (State::Published(_), None) => Self::Listing,
            (State::Published(_), Some(since)) => Self::Listed { since },
            (State::Suspended(_), _) => Self::Paused,
            (State::Rejected, _) if unreviewed => Self::Unreviewed,
            (State::Rejected, _) => Self::Declined,
            (State::Withdrawn, _) => Self::Withdrawn,
        }
    }
}

/// Why a case did not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenCaseError {
    /// No case has this number and this PIN. Says the same of an unknown number, a wrong PIN and nonsense.
    #[error("no case has this number and this PIN")]
    Unknown,
    /// Too many wrong guesses at this number.
    #[error("wait {} seconds before the next try", .0.seconds)]
    Wait(Wait),
    /// Too much is going on.
    #[error("too many people are asking at the moment")]
    Busy,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl From<Busy> for OpenCaseError {
    fn from(_: Busy) -> Self {
        Self::Busy
    }
}

/// What a case's verifier is made of: the PIN, bound to its number.
pub(crate) fn pin_secret(number: &CaseNumber, pin: &Pin) -> Zeroizing<Vec<u8>> {
    Zeroizing::new([number.as_bytes().as_slice(), pin.as_bytes()].concat())
}

impl Service {
    /// What the holder of a case is told about it.
    ///
    /// # Errors
    /// Where the case does not open.
    pub async fn open_case(&self, key: CaseKey<'_>) -> Result<CaseStatus, OpenCaseError> {
        let case = self.prove_case(key).await?;
        self.status_of(&case).await
    }

    /// The case that number and PIN open. Takes as long, and says the same, whatever is wrong with them.
    ///
    /// Outlives whoever asked: a guess counts as wrong until it is known to be right, and whoever reloads a page that is slow
    /// has not guessed.
    pub(crate) async fn prove_case(&self, key: CaseKey<'_>) -> Result<Case, OpenCaseError> {
        let CaseKey {
            number, pin, visitor, ..
        } = key;
        let parsed = CaseNumber::parse(number).ok().zip(Pin::parse(pin).ok());
        let number_text =
            CaseNumber::parse(number).map_or_else(|_| number.trim().to_owned(), |n| n.to_string());
        let keyring = self.keyring();
        let guesses = self
            .admit_guess(&keyring, &number_text, visitor)
            .map_err(|seconds| {
                let bound = Bound::Number;
                OpenCaseError::Wait(Wait { seconds, bound })
            })?;

        let service = self.clone();
        let proving = tokio::spawn(async move {
            let proved = service.look_at_case(parsed, &keyring).await;
            for guess in &guesses {
                match &proved {
                    Ok(_) => service.0.guesses.forgive(guess),
                    Err(OpenCaseError::Unknown) => {}
                    // Nobody looked at it, so it was no wrong guess.
                    Err(_) => service.0.guesses.take_back(guess),
                }
            }
            proved
        });
        // It breaks off only where this node stops.
        proving.await.unwrap_or(Err(OpenCaseError::Busy))
    }

    /// Counts a guess at a number, or says how many seconds to wait: for whoever guesses from one place, up to an hour; for
    /// everybody else, so that nobody who knows only the number keeps its owner out, never more than a minute. Who cannot be
    /// told apart is not counted apart.
    fn admit_guess(&self, keyring: &Keyring, number: &str, visitor: Visitor) -> Result<Vec<[u8; 32]>, u64> {
        let mut counted = Vec::new();
        if visitor != Visitor::UNKNOWN {
            let place = hex::encode(visitor.as_bytes());
            let here = keyring
                .current()
                .guess_mac("case from", &format!("{place}\0{number}"));
            self.0.guesses.admit(here, self.now())?;
            counted.push(here);
        }
        let anywhere = keyring.current().guess_mac("case", number);
        let admitted = self.0.guesses.admit_within(anywhere, self.now(), LONGEST_FOR_ALL);
        if admitted.is_err() {
            counted.iter().for_each(|here| self.0.guesses.take_back(here));
        }
        admitted?;
        counted.push(anywhere);
        Ok(counted)
    }

    async fn look_at_case(
        &self,
        parsed: Option<(CaseNumber, Pin)>,
        keyring: &Keyring,
    ) -> Result<Case, OpenCaseError> {
        let number = parsed.as_ref().map(|(number, _)| number);
        let case = self.find_case(number, keyring).await?;
        let secret = parsed.map_or_else(Zeroizing::default, |(number, pin)| pin_secret(&number, &pin));
        let verifier = case.as_ref().map(|case| case.pin_verifier.as_str());
        let keys = case.as_ref().and_then(|case| keyring.of(case.key_generation));
        let pepper = keys.unwrap_or_else(|| keyring.current()).pepper();
        if !self.0.bulkhead.verify(pepper, secret, verifier).await? {
            return Err(OpenCaseError::Unknown);
        }
        case.ok_or(OpenCaseError::Unknown)
    }

    /// Looks a case up under every generation of keys, however early it is found. What cannot be a number is looked
    /// up all the same, as one that nobody has.
    pub(crate) async fn find_case(
        &self,
        number: Option<&CaseNumber>,
        keyring: &Keyring,
    ) -> Result<Option<Case>, StorageError> {
        let mut tx = self.storage().read().await?;
        let mut found = None;
        for keys in keyring.newest_first() {
            let mac = number.map_or([0; 32], |number| keys.number_mac(number));
            found = tx.find_case_by_number(&mac).await?.or(found);
        }
        Ok(found)
    }

    pub(crate) async fn status_of(&self, case: &Case) -> Result<CaseStatus, OpenCaseError> {
        let mut tx = self.storage().read().await?;
        let entries = tx.entries_of_case(case.id).await?;
        let verdicts = tx.verdicts_of_case(case.id).await?;
        let fetched = tx.fetched_of_case(case.id).await?;
        let declined = tx.declined_of_case(case.id).await?;
        let taken_back = tx.taken_back_of_case(case.id).await?;
        let (declined, unreviewed, declined_list) = declined.map_or((0, 0, None), |declined| {
            (declined.count, declined.unreviewed, Some(declined.list))
        });
        Ok(CaseStatus {
            opened_on: case.opened_on,
            declined,
            unreviewed,
            taken_back,
            list: entries
                .first()
                .map(|row| row.entry.list.clone())
                .or(declined_list)
                .unwrap_or_else(ListName::exploitative),
            items: entries
                .iter()
                .map(|row| item_status(row, &verdicts, &fetched))
                .collect(),
            version: version_of(&entries),
            outdated: false,
        })
    }
}

/// Every change of an entry counts its version up, so their sum stands for the state of the case.
fn version_of(entries: &[CaseEntry]) -> i64 {
    entries.iter().map(|row| row.entry.version).sum()
}

/// The place that a case gives to what is added next: after all that was ever in it. Photos and videos have no other name
/// than their number, so what someone wrote down of "Photo 3" must not be read of another one once that is erased. Every
/// item that a case no longer has is counted as declined or as taken back, so that the sum says how many places were given.
pub(crate) fn next_position(kept: impl Iterator<Item = u32>, erased: u64) -> u32 {
    // An item may be on several lists.
    let kept: BTreeSet<u32> = kept.collect();
    let given = u32::try_from(kept.len() as u64 + erased).unwrap_or(u32::MAX);
    // Where something was erased before that was counted, only the last place tells.
    kept.last().map_or(given, |last| given.max(last + 1))
}

/// What a platform says that has found something. One that disputes an entry says nothing about its own pictures, and what
/// turned out to be a different picture is not counted at all ([`storage::feedback::FeedbackRepository::verdicts_of_case`]).
const FOUND: [Verdict; 3] = [Verdict::Matched, Verdict::Removed, Verdict::Kept];

fn item_status(
    row: &CaseEntry,
    verdicts: &[VerdictCount],
    fetched: &[storage::served::Fetched],
) -> ItemStatus {
    let said = |wanted: &[Verdict]| {
        let about = verdicts.iter().filter(|said| said.entry == row.entry.id);
        about
            .filter(|said| wanted.contains(&said.verdict))
            .map(|said| said.count)
            .sum()
    };
    ItemStatus {
        position: row.position,
        medium: row.entry.medium,
        progress: Progress::of(row.entry.state, row.listed_since, row.unreviewed),
        withdrawal_due: row.entry.withdrawal_due.filter(|_| row.entry.state.is_live()),
        first_listed: row.first_listed,
        fetched: fetched
            .iter()
            .find(|fetched| fetched.entry == row.entry.id)
            .map(|fetched| Fetched {
                platforms: fetched.subscribers,
                // The day is enough.
                last_on: fetched.last_at.start_of_day(),
            }),
        found: said(&FOUND),
        removed: said(&[Verdict::Removed]),
    }
}
