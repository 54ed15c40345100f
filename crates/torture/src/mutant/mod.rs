//! Servers and followers that each lack one protection. The checker must notice every one of them.
//!
//! Nothing of this is in the product: a mutant is the product's own service on a storage that does one thing wrong
//! ([`storage`]), or a follower that does, or a database with one setting changed.

pub mod intercept;
pub mod node;
pub mod storage;

use clap::ValueEnum;

/// What is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Mutant {
    /// Acknowledges, and commits a moment later
    AnswersBeforeCommit,
    /// Writes the outbox in a transaction of its own, after that of the state change
    AnnouncesApart,
    /// Gives some announcements two numbers
    NumbersTwice,
    /// Turns the order of one entry's announcements in a batch round
    ReversesBatches,
    /// Stamps changes with a clock that goes back, without the guard against it
    StampsBackwards,
    /// Leaves the last change of each batch out of the checkpoint
    StatesStaleCheckpoints,
    /// Leaves removals out of what pages by time
    DropsTombstones,
    /// Goes on giving the hashes of what was removed
    ServesRemoved,
    /// Forgets the keys of submissions
    ForgetsKeys,
    /// Starts every page but the first one change late
    SkipsAtPages,
    /// Serves the outbox by its ids in place of numbers given by one sequencer
    FeedsByOutboxId,
    /// Lets everyone number changes at the same time, under no epoch
    LeadsUnfenced,
    /// Acknowledges what PostgreSQL has not written to its log
    CommitsUnsynced,
    /// A native follower that goes on behind a page that did not arrive whole
    SkipsUnreadable,
    /// A native follower that keeps its cursor before its copy
    CursorBeforeCopy,
    /// Shows the newest seconds, to a follower that moves past each second it saw as if it were over
    ShowsYoungSeconds,
}

/// Where something is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the servers.
    Server,
    /// In the database's settings.
    Database,
    /// In the follower of the native feed.
    Follower,
}

impl Mutant {
    /// Every one.
    pub fn all() -> &'static [Self] {
        Self::value_variants()
    }

    /// The name on the command line.
    pub fn name(self) -> String {
        self.to_possible_value()
            .map(|value| value.get_name().to_owned())
            .unwrap_or_default()
    }

    /// Where it is.
    pub const fn place(self) -> Place {
        match self {
            Self::CommitsUnsynced => Place::Database,
            Self::SkipsUnreadable | Self::CursorBeforeCopy => Place::Follower,
            _ => Place::Server,
        }
    }

    /// Whether it can show on SQLite: with one writer at a time some mistakes cannot be made, and a process that is killed
    /// does not lose what the system was given.
    pub const fn shows_on_sqlite(self) -> bool {
        !matches!(
            self,
            Self::FeedsByOutboxId | Self::LeadsUnfenced | Self::CommitsUnsynced
        )
    }

    /// Whether only a killed PostgreSQL shows it.
    pub const fn needs_crash(self) -> bool {
        matches!(self, Self::CommitsUnsynced)
    }

    /// Whether servers number changes at all.
    pub(crate) const fn has_sequencer(self) -> bool {
        !matches!(self, Self::FeedsByOutboxId)
    }
}
