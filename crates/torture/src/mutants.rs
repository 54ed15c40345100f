//! The checker's own test: servers and followers that lack a protection have to be noticed, and those that lack
//! none have not.

use std::{fmt::Write as _, path::Path};

use anyhow::Result;
use futures::stream::{self, StreamExt as _, TryStreamExt as _};

use crate::{
    mutant::Mutant,
    plan::{Plan, Program, Where},
    run,
};

/// So many short runs go on at the same time: most of their time is waiting.
const AT_ONCE: usize = 3;
/// A mutant's mistake may not show in one run, because it needs an unlucky moment: it gets so many.
const TRIES: u64 = 40;

/// What is missing in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// Nothing: whatever the checker sees is its own mistake.
    Nothing,
    /// Nothing, and a follower relies on servers hiding the newest seconds.
    NothingHasty,
    /// One protection.
    Protection(Mutant),
}

/// One run or several that lack the same, on one database.
#[derive(Debug)]
pub struct Trial {
    /// What is missing.
    pub lack: Lack,
    /// The database, as the table calls it.
    pub database: &'static str,
    /// What the checker saw first.
    pub noticed: Option<String>,
}

/// Tries every mutant on each database where it can show, and none on each, in two ways.
///
/// # Errors
/// Where a run itself fails.
pub async fn all(databases: &[Where], own: &Path, seed: u64) -> Result<Vec<Trial>> {
    let mut wanted = Vec::new();
    for database in databases {
        wanted.push((Lack::Nothing, database.clone()));
        wanted.push((Lack::NothingHasty, database.clone()));
        for &mutant in Mutant::all() {
            let shows = match database {
                Where::Sqlite => mutant.shows_on_sqlite(),
                Where::Postgres(_) => !mutant.needs_crash(),
                Where::OwnPostgres(_) => true,
            };
            if shows {
                wanted.push((Lack::Protection(mutant), database.clone()));
            }
        }
    }
    tried(wanted.into_iter(), own, seed).await
}

/// Tries these, some at the same time.
///
/// # Errors
/// Where a run itself fails.
pub async fn tried(wanted: impl Iterator<Item = (Lack, Where)>, own: &Path, seed: u64) -> Result<Vec<Trial>> {
    stream::iter(wanted.map(|(lack, database)| one(lack, database, own, seed)))
        .buffered(AT_ONCE)
        .try_collect()
        .await
}

/// Tries one mutant on one database, or none.
///
/// # Errors
/// Where the run itself fails.
pub async fn one(lack: Lack, database: Where, own: &Path, seed: u64) -> Result<Trial> {
    let name = match database {
        Where::Sqlite => "SQLite",
        Where::OwnPostgres(_) | Where::Postgres(_) => "PostgreSQL",
    };
    let mut noticed = None;
    // Without a mutant there is one try, and whatever it sees counts.
    for again in 0..if lack.is_a_protection() { TRIES } else { 1 } {
        let (own, seed, database) = (own.to_path_buf(), seed.wrapping_add(again), database.clone());
        let program = Program::Own(own.clone());
        let plan = match lack {
            Lack::Nothing => Plan::short(database, program, own, seed, None),
            Lack::NothingHasty => Plan::hasty(database, program, own, seed),
            Lack::Protection(mutant) => Plan::short(database, program, own, seed, Some(mutant)),
        };
        noticed = run::carry_out(&plan).await?.violations.into_iter().next();
        if noticed.is_some() {
            break;
        }
    }
    Ok(Trial {
        lack,
        database: name,
        noticed,
    })
}

impl Lack {
    const fn is_a_protection(self) -> bool {
        matches!(self, Self::Protection(_))
    }
}

impl Trial {
    fn name(&self) -> String {
        match self.lack {
            Lack::Nothing => "(nothing)".to_owned(),
            Lack::NothingHasty => "(nothing, hasty follower)".to_owned(),
            Lack::Protection(mutant) => mutant.name(),
        }
    }

    /// What is wrong with the checker, if this trial shows something.
    pub fn wrong(&self) -> Option<String> {
        match &self.noticed {
            None if self.lack.is_a_protection() => {
                Some(format!("{} on {} was not noticed", self.name(), self.database))
            }
            Some(seen) if !self.lack.is_a_protection() => Some(format!(
                "with {} missing on {}: {seen}",
                self.name(),
                self.database
            )),
            _ => None,
        }
    }
}

/// What is wrong, if anything is.
pub fn first_wrong(trials: &[Trial]) -> Option<String> {
    trials.iter().find_map(Trial::wrong)
}

/// All trials as a table.
pub fn table(trials: &[Trial]) -> String {
    let mut text = String::new();
    for trial in trials {
        let seen = trial.noticed.as_deref().unwrap_or("nothing");
        let _ = writeln!(text, "{:26} {:11} {seen}", trial.name(), trial.database);
    }
    let mutants: Vec<_> = trials
        .iter()
        .filter(|trial| trial.lack.is_a_protection())
        .collect();
    let noticed = mutants.iter().filter(|trial| trial.noticed.is_some()).count();
    let _ = writeln!(text, "{noticed} of {} noticed", mutants.len());
    text
}
