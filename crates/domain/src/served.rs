//! What a subscriber was served and when: the evidence that a hash was with a platform on a day.

use std::time::Duration;

use crate::{
    Timestamp,
    id::{ServedId, SubscriberId},
    list::ListName,
};

/// What is served again and again makes one stretch of the evidence for so long at most: from when it was served first
/// until it ended.
pub const ONE_LINE: Duration = Duration::from_secs(3_600);

/// By which way something was served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wire {
    /// The native feed: changes, events and snapshots.
    Native,
    /// The wire of NCMEC's hash sharing.
    Ncmec,
    /// The wire of StopNCII.
    StopNcii,
    /// A file with the whole list.
    Export,
}

impl Wire {
    /// Every wire.
    pub const ALL: [Self; 4] = [Self::Native, Self::Ncmec, Self::StopNcii, Self::Export];

    /// The name in storage and in evidence.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Ncmec => "ncmec",
            Self::StopNcii => "stopncii",
            Self::Export => "export",
        }
    }

    /// The wire of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|wire| wire.as_str() == name)
    }
}

/// A stretch of a list that one subscriber was served, without a gap, by one wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// Its id.
    pub id: ServedId,
    /// To whom.
    pub subscriber: SubscriberId,
    /// Of which list.
    pub list: ListName,
    /// By which wire.
    pub wire: Wire,
    /// The number of the first change in it.
    pub first: u64,
    /// The number of the last change in it. A wire that shows entries as they are now leaves out changes in between
    /// that a later one has replaced.
    pub last: u64,
    /// How many changes or entries were in the answers.
    pub count: u64,
    /// In how many answers.
    pub answers: u64,
    /// When the first answer was given, to the second.
    pub began_at: Timestamp,
    /// When the last answer was given, to the second.
    pub ended_at: Timestamp,
}

impl Served {
    /// Takes up what was served right after this, or once more out of this, by the same wire; gives it back where it neither
    /// goes on from here nor repeats.
    ///
    /// # Errors
    /// Where it is another's, another wire's, of another list, or neither begins where this ends nor stands in this.
    pub fn join(&mut self, next: Self) -> Result<(), Self> {
        let same = (self.subscriber, self.wire, &self.list) == (next.subscriber, next.wire, &next.list);
        // Also on the wires where numbers between two answers may have been replaced by later ones: what lies between could
        // as well be what nobody asked for, and a stretch says that it was all sent.
        if !same || !(self.repeats(&next) || next.first == self.last + 1) {
            return Err(next);
        }
        self.last = self.last.max(next.last);
        self.count += next.count;
        self.answers += next.answers;
        self.ended_at = self.ended_at.max(next.ended_at);
        Ok(())
    }

    /// Whether nothing is in `next` that is not in this: wires that page by time give the last second again and again.
    pub const fn repeats(&self, next: &Self) -> bool {
        self.first <= next.first && next.last <= self.last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn served(wire: Wire, first: u64, last: u64) -> Served {
        Served {
            id: ServedId::from_bytes([1; 16]),
            subscriber: SubscriberId::from_bytes([1; 16]),
            list: ListName::exploitative(),
            wire,
            first,
            last,
            count: last - first + 1,
            answers: 1,
            began_at: Timestamp::from_seconds(10),
            ended_at: Timestamp::from_seconds(10),
        }
    }

    #[test]
    fn pages_that_follow_one_another_become_one_stretch() {
        let mut stretch = served(Wire::Native, 1, 1_000);
        stretch.join(served(Wire::Native, 1_001, 1_500)).unwrap();
        assert_eq!(
            (stretch.first, stretch.last, stretch.count, stretch.answers),
            (1, 1_500, 1_500, 2)
        );
    }

    #[test]
    fn a_page_that_was_served_again_belongs_to_its_stretch() {
        let mut stretch = served(Wire::StopNcii, 1, 1_000);
        stretch.join(served(Wire::StopNcii, 990, 1_000)).unwrap();
        assert_eq!(
            (stretch.first, stretch.last, stretch.count, stretch.answers),
            (1, 1_000, 1_011, 2)
        );
    }

    #[test]
    fn a_page_after_a_gap_or_from_before_stands_on_its_own() {
        let mut stretch = served(Wire::Native, 2, 1_000);
        for next in [
            served(Wire::Native, 1, 1_000),
            served(Wire::Native, 990, 1_010),
            served(Wire::Native, 1_002, 1_003),
            served(Wire::Ncmec, 1_001, 1_002),
        ] {
            assert_eq!(stretch.join(next.clone()), Err(next));
        }
        let mut entries = served(Wire::Ncmec, 1, 10);
        let another_window = served(Wire::Ncmec, 15, 20);
        assert_eq!(entries.join(another_window.clone()), Err(another_window));
        assert_eq!(entries.join(served(Wire::Ncmec, 11, 14)), Ok(()));
    }

    #[test]
    fn a_wire_reads_back_from_its_name() {
        for wire in Wire::ALL {
            assert_eq!(Wire::parse(wire.as_str()), Some(wire));
        }
    }
}
