//! What is known of the chosen files. No browser in here, so all of it is tested natively.

use domain::{
    hash::Medium,
    submission::{ItemForm, MAX_ITEMS},
};

use super::{
    labels::Labels,
    protocol::{Hashes, Report},
};

/// The chosen files, in the order in which they were chosen.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Batch {
    rows: Vec<Row>,
    next: u32,
    /// The SHA-256 of what is in the case already, in the order in which it numbers them, once an earlier try is found to
    /// have made one. Nobody here knows what is in a case that was opened to add to it.
    known: Vec<String>,
}

/// One chosen file. Neither its name nor anything else of it is known, only what the worker says.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    id: u32,
    medium: Medium,
    state: State,
    /// Whether the server found something wrong with its hashes.
    blamed: bool,
}

/// How far a file is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum State {
    /// Others are read first.
    Waiting,
    /// So many per cent were read.
    Reading(u8),
    /// So many percent of its pictures were looked at.
    Watching(u8),
    /// Its hashes are there, with codes of what should be said about them.
    Hashed { item: Box<ItemForm>, notes: Vec<String> },
    /// It is not used. A code.
    Refused(String),
    /// It could not be read, which may be different next time. A code.
    Failed(String),
}

/// What a file that is only looked for exactly may have more of when it is read once more: there was too little memory or
/// time, or it was a choice.
const WORTH_ANOTHER_TRY: [&str; 5] = [
    "decoder-failed",
    "stalled",
    "exact-chosen",
    "exact-only-video",
    "partial-video",
];

impl State {
    /// Whether reading the file once more may do better.
    pub(super) fn may_do_better(&self) -> bool {
        match self {
            Self::Failed(_) => true,
            Self::Hashed { notes, .. } => notes
                .iter()
                .any(|note| WORTH_ANOTHER_TRY.contains(&note.as_str())),
            _ => false,
        }
    }
}

/// What a row shows.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shown {
    pub(super) medium: Medium,
    /// Its number among the files that will be sent, which is also its number on the status page if that makes the case.
    pub(super) number: Option<usize>,
    /// Whether the case that an earlier try made lacks it: then it is counted among what is new there. Its number in the
    /// case is known when it is sent: additions of which nobody heard may have taken the next ones.
    pub(super) new: bool,
    pub(super) state: State,
    /// The number of the earlier file that is the same.
    pub(super) twin_of: Option<usize>,
    pub(super) blamed: bool,
}

impl Batch {
    /// Numbers files as a case does that has files of these SHA-256 already, in this order.
    pub(super) fn count_from(&mut self, known: Vec<String>) {
        self.known = known;
    }

    /// Takes a file in and gives it an id; `None` where as many were chosen as can be sent at once.
    pub(super) fn add(&mut self, medium: Medium) -> Option<u32> {
        if self.rows.len() >= MAX_ITEMS {
            return None;
        }
        let id = self.next;
        self.next += 1;
        self.rows.push(Row {
            id,
            medium,
            state: State::Waiting,
            blamed: false,
        });
        Some(id)
    }

    /// Notes what the worker says of a file. A file that was removed in the meantime is not there any more.
    pub(super) fn hear(&mut self, id: u32, report: Report) {
        let Some(row) = self.rows.iter_mut().find(|row| row.id == id) else {
            return;
        };
        row.state = match report {
            Report::Ready | Report::Need(_) => State::Reading(0),
            Report::Progress { done, total } => State::Reading(percent(done, total)),
            Report::Watched { done, total } => State::Watching(percent(done, total)),
            Report::Refused(code) => State::Refused(code),
            Report::Failed(code) => State::Failed(code),
            Report::Hashed(hashes) => {
                let Hashes { item, notes } = *hashes;
                row.medium = Medium::parse(&item.medium).unwrap_or(row.medium);
                State::Hashed {
                    item: Box::new(item),
                    notes,
                }
            }
        };
    }

    /// Lets a file be read once more.
    pub(super) fn again(&mut self, id: u32) {
        if let Some(row) = self.rows.iter_mut().find(|row| row.id == id) {
            row.state = State::Waiting;
        }
    }

    /// Takes a file out. Returns the one that stands in its place now, for the focus.
    pub(super) fn remove(&mut self, id: u32) -> Option<u32> {
        let place = self.rows.iter().position(|row| row.id == id)?;
        self.rows.remove(place);
        self.rows
            .get(place)
            .or_else(|| self.rows.last())
            .map(|row| row.id)
    }

    /// Marks the file whose hashes the server did not take, whichever of several tries it was sent with.
    pub(super) fn blame(&mut self, sha256: &str) {
        let found = self
            .sendable()
            .find(|row| row.sha256() == Some(sha256))
            .map(|row| row.id);
        for row in &mut self.rows {
            row.blamed = found == Some(row.id);
        }
    }

    /// The ids, in order.
    pub(super) fn ids(&self) -> Vec<u32> {
        self.rows.iter().map(|row| row.id).collect()
    }

    /// What is shown of a file.
    pub(super) fn shown(&self, id: u32) -> Option<Shown> {
        let row = self.rows.iter().find(|row| row.id == id)?;
        let first = self.first_of_its_kind(row);
        Some(Shown {
            medium: row.medium,
            number: self.number(row),
            new: !self.known.is_empty() && self.place_in_case(row).is_none(),
            state: row.state.clone(),
            twin_of: if first.id == row.id {
                None
            } else {
                self.number(first)
            },
            blamed: row.blamed,
        })
    }

    /// What is submitted: every file that was hashed, the same file once.
    pub(super) fn items(&self) -> Vec<ItemForm> {
        self.sendable()
            .filter_map(|row| match &row.state {
                State::Hashed { item, .. } => Some((**item).clone()),
                _ => None,
            })
            .collect()
    }

    /// How many could not be read, and are in nothing that is sent.
    pub(super) fn failed(&self) -> usize {
        let failed = |row: &&Row| matches!(row.state, State::Failed(_));
        self.rows.iter().filter(failed).count()
    }

    /// Whether files are still being read.
    pub(super) fn is_busy(&self) -> bool {
        self.rows.iter().any(Row::is_open)
    }

    /// One sentence about all files, for those who listen.
    pub(super) fn summary(&self, labels: &Labels) -> String {
        let open = self.rows.iter().filter(|row| row.is_open()).count();
        if self.rows.is_empty() {
            String::new()
        } else if open > 0 {
            labels.say_with("picker-summary-busy", self.rows.len() - open, self.rows.len())
        } else {
            match self.sendable().count() {
                0 => labels.say("picker-summary-none"),
                ready => labels.say_with("picker-summary-ready", ready, self.rows.len()),
            }
        }
    }

    fn sendable(&self) -> impl Iterator<Item = &Row> {
        self.rows
            .iter()
            .filter(|row| row.sha256().is_some() && self.first_of_its_kind(row).id == row.id)
    }

    /// The first file with the same bytes.
    fn first_of_its_kind<'a>(&'a self, row: &'a Row) -> &'a Row {
        let same = |other: &&Row| row.sha256().is_some() && other.sha256() == row.sha256();
        self.rows.iter().find(same).unwrap_or(row)
    }

    fn place_in_case(&self, row: &Row) -> Option<usize> {
        let mut known = self.known.iter();
        known.position(|known| row.sha256() == Some(known.as_str()))
    }

    /// Files that are not going to be sent have no number, so that the others count as on the status page.
    fn number(&self, row: &Row) -> Option<usize> {
        let counts = |row: &Row| {
            let out = matches!(row.state, State::Refused(_) | State::Failed(_));
            !out && self.first_of_its_kind(row).id == row.id
        };
        let place = if counts(row) {
            self.place_in_case(row)
        } else {
            None
        };
        let place = place.or_else(|| {
            let lacking = |row: &&Row| counts(row) && self.place_in_case(row).is_none();
            let mut new = self.rows.iter().filter(lacking);
            new.position(|other| other.id == row.id)
        });
        place.map(|place| place + 1)
    }
}

impl Row {
    const fn is_open(&self) -> bool {
        matches!(
            self.state,
            State::Waiting | State::Reading(_) | State::Watching(_)
        )
    }

    fn sha256(&self) -> Option<&str> {
        match &self.state {
            State::Hashed { item, .. } => Some(&item.sha256),
            _ => None,
        }
    }
}

fn percent(done: u64, total: u64) -> u8 {
    let percent = done
        .min(total)
        .saturating_mul(100)
        .checked_div(total)
        .unwrap_or(0);
    u8::try_from(percent).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(digit: char) -> ItemForm {
        ItemForm {
            medium: "image".to_owned(),
            sha256: digit.to_string(),
            md5: "0".to_owned(),
            sha1: None,
            pdq: None,
            quality: None,
            vpdq: None,
            variants: Vec::new(),
        }
    }

    fn hashed(digit: char) -> Report {
        Report::Hashed(Box::new(Hashes {
            item: item(digit),
            notes: vec!["first-frame".to_owned()],
        }))
    }

    fn refused() -> Report {
        Report::Refused("empty".to_owned())
    }

    /// Three photos with these reports.
    fn batch(reports: [Report; 3]) -> Batch {
        let mut batch = Batch::default();
        for report in reports {
            let id = batch.add(Medium::Image).unwrap();
            batch.hear(id, report);
        }
        batch
    }

    #[test]
    fn one_bad_file_leaves_the_others_alone() {
        let batch = batch([hashed('a'), refused(), hashed('b')]);
        assert!(!batch.is_busy());
        assert_eq!(
            batch
                .items()
                .iter()
                .map(|item| item.sha256.as_str())
                .collect::<Vec<_>>(),
            ["a", "b"]
        );
    }

    #[test]
    fn files_are_numbered_as_the_status_page_will_number_them() {
        let batch = batch([hashed('a'), refused(), hashed('b')]);
        let numbers: Vec<_> = batch
            .ids()
            .into_iter()
            .map(|id| batch.shown(id).unwrap().number)
            .collect();
        assert_eq!(numbers, [Some(1), None, Some(2)]);
    }

    #[test]
    fn once_an_earlier_try_is_found_files_have_the_numbers_of_its_case_or_are_called_new() {
        let mut batch = batch([hashed('a'), hashed('b'), hashed('c')]);
        batch.remove(1);
        for report in [hashed('d'), hashed('c'), refused(), hashed('e')] {
            let id = batch.add(Medium::Image).unwrap();
            batch.hear(id, report);
        }
        batch.count_from(["a", "b", "c"].map(str::to_owned).to_vec());
        let shown: Vec<_> = batch
            .ids()
            .into_iter()
            .map(|id| batch.shown(id).unwrap())
            .map(|row| (row.number, row.twin_of, row.new))
            .collect();
        assert_eq!(
            shown,
            [
                (Some(1), None, false),
                (Some(3), None, false),
                (Some(1), None, true),
                (None, Some(3), false),
                (None, None, true),
                (Some(2), None, true)
            ]
        );
    }

    #[test]
    fn the_same_file_twice_is_sent_once_and_said_so() {
        let mut batch = batch([hashed('a'), hashed('b'), hashed('a')]);
        assert_eq!(batch.items().len(), 2);
        assert_eq!(batch.shown(2).unwrap().twin_of, Some(1));
        batch.remove(0);
        assert_eq!(batch.shown(2).unwrap().twin_of, None, "it is the only one now");
        assert_eq!(batch.items().len(), 2);
    }

    #[test]
    fn a_hundred_files_are_taken_and_no_more() {
        let mut batch = Batch::default();
        for _ in 0..MAX_ITEMS {
            assert!(batch.add(Medium::Video).is_some());
        }
        assert_eq!(batch.add(Medium::Video), None);
    }

    #[test]
    fn what_the_worker_says_of_a_removed_file_is_ignored() {
        let mut batch = batch([hashed('a'), hashed('b'), hashed('c')]);
        assert_eq!(batch.remove(1), Some(2));
        batch.hear(1, hashed('d'));
        assert_eq!(batch.ids(), [0, 2]);
        assert_eq!(batch.remove(2), Some(0), "the focus goes to the last one");
    }

    #[test]
    fn the_file_that_the_server_blames_is_found_among_all_that_were_chosen() {
        let mut batch = batch([refused(), hashed('a'), hashed('b')]);
        batch.blame("b");
        let blamed: Vec<_> = batch
            .ids()
            .into_iter()
            .filter(|&id| batch.shown(id).unwrap().blamed)
            .collect();
        assert_eq!(blamed, [2]);
    }

    #[test]
    fn progress_is_never_beyond_the_whole() {
        assert_eq!(percent(5, 10), 50);
        assert_eq!(percent(20, 10), 100);
        assert_eq!(percent(1, 0), 0);
        assert_eq!(percent(1 << 53, 1 << 53), 100);
    }

    #[test]
    fn what_fell_back_to_exact_hashes_for_lack_of_memory_or_time_can_be_read_again() {
        let with = |note: &str| State::Hashed {
            item: Box::new(item('a')),
            notes: vec![note.to_owned()],
        };
        for note in WORTH_ANOTHER_TRY {
            assert!(with(note).may_do_better(), "{note}");
        }
        for note in ["damaged", "exact-only-format", "first-frame"] {
            assert!(!with(note).may_do_better(), "{note}");
        }
        assert!(State::Failed("crashed".to_owned()).may_do_better());
        assert!(!State::Refused("empty".to_owned()).may_do_better());
    }

    #[test]
    fn a_failed_file_can_be_read_again() {
        let mut batch = batch([hashed('a'), Report::Failed("stalled".to_owned()), hashed('b')]);
        assert_eq!(batch.failed(), 1);
        batch.again(1);
        assert_eq!(batch.failed(), 0);
        assert!(batch.is_busy());
        assert_eq!(batch.shown(1).unwrap().state, State::Waiting);
    }
}
