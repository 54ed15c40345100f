//! What a run is to do.

use std::{ops::RangeInclusive, path::PathBuf, time::Duration};

use crate::{
    follow::Wire,
    mutant::{Mutant, Place},
    nemesis::Fault,
};

/// The database.
#[derive(Clone, Debug)]
pub enum Where {
    /// A file.
    Sqlite,
    /// A cluster of the run's own, made with the programs in that folder: it can be killed.
    OwnPostgres(PathBuf),
    /// A database of the run's own on the server of that URL, which is left alone.
    Postgres(String),
}

/// The servers' program.
#[derive(Clone, Debug)]
pub enum Program {
    /// The product: `reclaim serve`.
    Reclaim(PathBuf),
    /// This program's own server, which can be mutated.
    Own(PathBuf),
}

/// A follower.
#[derive(Clone, Copy, Debug)]
pub struct Follower {
    /// Its name in the report.
    pub name: &'static str,
    /// How it reads.
    pub wire: Wire,
    /// Changes of one page, on the native feed.
    pub limit: u32,
    /// The rest between two requests, in milliseconds.
    pub rest: u64,
    /// Whether it never asks again for a second of which it has seen something.
    pub hasty: bool,
}

/// What is to be done.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The database.
    pub database: Where,
    /// The servers' program.
    pub program: Program,
    /// This program, for followers.
    pub own: PathBuf,
    /// Servers.
    pub nodes: usize,
    /// How often they number changes.
    pub interval: Duration,
    /// Survivors who send at the same time.
    pub writers: usize,
    /// Moderators who decide at the same time.
    pub moderators: usize,
    /// Items of a case.
    pub items: RangeInclusive<usize>,
    /// The run ends after at least so many changes.
    pub changes: u64,
    /// And at least so many faults.
    pub faults: u64,
    /// The faults to choose from.
    pub kinds: Vec<Fault>,
    /// The time between two faults, in milliseconds.
    pub pause: RangeInclusive<u64>,
    /// The followers.
    pub followers: Vec<Follower>,
    /// Draws everything.
    pub seed: u64,
    /// The protection that is missing.
    pub mutant: Option<Mutant>,
    /// Says what is going on.
    pub talks: bool,
}

/// A follower of the native feed that keeps up.
pub const NATIVE: Follower = Follower {
    name: "native",
    wire: Wire::Native,
    limit: 1_000,
    rest: 100,
    hasty: false,
};
/// A follower by the NCMEC wire's rules.
pub const NCMEC: Follower = Follower {
    name: "ncmec",
    wire: Wire::Ncmec,
    limit: 0,
    rest: 1_000,
    hasty: false,
};
/// One that moves past each second that it has seen or was told of as over.
pub const HASTY: Follower = Follower {
    name: "hasty",
    hasty: true,
    ..NCMEC
};
/// A follower by the StopNCII wire's rules.
pub const STOPNCII: Follower = Follower {
    name: "stopncii",
    wire: Wire::StopNcii,
    limit: 800,
    rest: 1_000,
    hasty: false,
};
/// A follower that is always behind.
pub const SLOW: Follower = Follower {
    name: "slow",
    wire: Wire::Native,
    limit: 700,
    rest: 3_000,
    hasty: false,
};

impl Plan {
    /// A run with everything.
    pub fn full(database: Where, program: Program, own: PathBuf, seed: u64) -> Self {
        let postgres = !matches!(database, Where::Sqlite);
        let crashes = matches!(database, Where::OwnPostgres(_));
        let fits = |fault: &Fault| match fault {
            Fault::KillDatabase => crashes,
            Fault::Terminate | Fault::KillLeader => postgres,
            Fault::FillDisk => crashes || !postgres,
            _ => true,
        };
        Self {
            kinds: Fault::ALL.into_iter().filter(fits).collect(),
            database,
            program,
            own,
            nodes: if postgres { 3 } else { 2 },
            interval: Duration::from_millis(300),
            writers: if postgres { 16 } else { 4 },
            moderators: if postgres { 4 } else { 2 },
            // Of a long case that several faults interrupt nothing is kept, and it starts again and again.
            items: if postgres { 1..=20 } else { 1..=100 },
            changes: 1_000,
            faults: 10,
            pause: if postgres { 1_000..=6_000 } else { 500..=4_000 },
            followers: vec![NATIVE, NCMEC, STOPNCII, SLOW],
            seed,
            mutant: None,
            talks: true,
        }
    }

    /// A short run, of small cases, to see whether a mutant is noticed.
    pub fn short(database: Where, program: Program, own: PathBuf, seed: u64, mutant: Option<Mutant>) -> Self {
        let (faults, kinds) = match mutant {
            Some(Mutant::AnswersBeforeCommit | Mutant::AnnouncesApart) => (6, vec![Fault::KillNode]),
            Some(Mutant::CommitsUnsynced) => (3, vec![Fault::KillDatabase]),
            Some(Mutant::SkipsUnreadable) => (10, vec![Fault::Truncate]),
            Some(Mutant::CursorBeforeCopy) => (6, vec![Fault::KillFollower]),
            Some(_) => (0, Vec::new()),
            None => (
                6,
                vec![
                    Fault::KillNode,
                    Fault::Cut,
                    Fault::Truncate,
                    Fault::KillFollower,
                    Fault::PauseLeader,
                ],
            ),
        };
        let followers = match mutant {
            // Its ids have no times.
            Some(Mutant::FeedsByOutboxId) => vec![NATIVE],
            Some(Mutant::ShowsYoungSeconds) => vec![NATIVE, HASTY],
            Some(_) => vec![NATIVE, NCMEC],
            None => vec![NATIVE, NCMEC, STOPNCII],
        };
        let full = Self::full(database, program, own, seed);
        Self {
            nodes: match mutant {
                Some(Mutant::LeadsUnfenced) | None => 2,
                Some(_) => 1,
            },
            interval: Duration::from_millis(if mutant == Some(Mutant::ReversesBatches) {
                600
            } else {
                100
            }),
            writers: 3,
            moderators: 2,
            items: 1..=6,
            changes: 150,
            faults,
            kinds,
            pause: 100..=400,
            followers: followers
                .into_iter()
                .map(|follower| Follower {
                    limit: 25,
                    rest: 30,
                    ..follower
                })
                .collect(),
            mutant,
            talks: false,
            ..full
        }
    }

    /// A short run without faults in which a hasty follower gets everything, because servers hide what it would miss.
    pub fn hasty(database: Where, program: Program, own: PathBuf, seed: u64) -> Self {
        let short = Self::short(database, program, own, seed, Some(Mutant::ShowsYoungSeconds));
        Self {
            mutant: None,
            ..short
        }
    }

    /// Servers that are killed again and again while people submit.
    pub fn kills(database: Where, program: Program, own: PathBuf, seed: u64, times: u64) -> Self {
        let crashes = matches!(database, Where::OwnPostgres(_));
        let full = Self::full(database, program, own, seed);
        Self {
            nodes: 1,
            items: 1..=3,
            moderators: 0,
            changes: 1,
            faults: times,
            kinds: if crashes {
                vec![Fault::KillNode, Fault::KillDatabase]
            } else {
                vec![Fault::KillNode]
            },
            pause: 200..=1_500,
            followers: vec![NATIVE],
            ..full
        }
    }

    /// Settings of the run's own PostgreSQL, beside its defaults.
    pub(crate) fn settings(&self) -> &'static [&'static str] {
        match self.mutant {
            Some(Mutant::CommitsUnsynced) => &["synchronous_commit=off", "wal_writer_delay=10s"],
            _ => &[],
        }
    }

    pub(crate) fn wants_disk(&self) -> bool {
        self.kinds.contains(&Fault::FillDisk)
    }

    pub(crate) fn wants_clocks(&self) -> bool {
        self.kinds.contains(&Fault::SetClock)
    }

    /// The mutant of a follower of that wire.
    pub(crate) fn follower_mutant(&self, wire: Wire) -> Option<Mutant> {
        self.mutant
            .filter(|mutant| wire == Wire::Native && mutant.place() == Place::Follower)
    }
}
