//! Followers: processes that keep a copy of a list as a platform would, are killed, and go on from their disk.
//!
//! A further wire is a module beside the others with a function that reads one page into the [`Copied`] list, and a line in
//! [`Wire`].

mod copied;
mod native;
mod ncmec;
mod stopncii;

use std::{
    net::SocketAddr,
    path::PathBuf,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result};
use clap::{Args, ValueEnum};
use domain::Clock as _;
use rand::RngExt as _;
use tokio::time::sleep;

pub use self::copied::{Copied, Held};
use crate::{chance, clock::SystemClock, mutant::Mutant};

/// How a follower reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Wire {
    /// The native feed, change by change.
    Native,
    /// The NCMEC wire, by the second of the last change.
    Ncmec,
    /// The StopNCII wire, by case number and the second of the last change.
    #[value(name = "stopncii")]
    StopNcii,
}

/// What a follower is told on its command line.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// The wire
    #[arg(long, value_enum)]
    pub wire: Wire,
    /// A server; may be given several times
    #[arg(long = "server", required = true)]
    pub servers: Vec<SocketAddr>,
    /// The file with the value of the `Authorization` header, or with the two keys of the StopNCII wire and a comma between
    #[arg(long)]
    pub credential: PathBuf,
    /// The file that the copy is kept in
    #[arg(long)]
    pub state: PathBuf,
    /// No rest is taken once this file is there
    #[arg(long)]
    pub hurry: PathBuf,
    /// Changes of one page, not on the NCMEC wire
    #[arg(long, default_value_t = 1_000)]
    pub limit: u32,
    /// The rest between two requests, in milliseconds
    #[arg(long, default_value_t = 100)]
    pub rest: u64,
    /// Draws servers
    #[arg(long, default_value_t = 0)]
    pub seed: u64,
    /// Never asks again for a second of which it has seen something, on the NCMEC wire
    #[arg(long)]
    pub hasty: bool,
    /// A follower that does one thing wrong
    #[arg(long, value_enum)]
    pub mutant: Option<Mutant>,
}

impl Options {
    /// The command line that says all this.
    pub fn arguments(&self) -> Vec<String> {
        let mut words = vec!["follow".to_owned()];
        let mut say = |name: &str, value: String| words.extend([format!("--{name}"), value]);
        let name = |value: Option<clap::builder::PossibleValue>| {
            value.map(|value| value.get_name().to_owned()).unwrap_or_default()
        };
        say("wire", name(self.wire.to_possible_value()));
        for server in &self.servers {
            say("server", server.to_string());
        }
        say("credential", self.credential.display().to_string());
        say("state", self.state.display().to_string());
        say("hurry", self.hurry.display().to_string());
        say("limit", self.limit.to_string());
        say("rest", self.rest.to_string());
        say("seed", self.seed.to_string());
        if let Some(mutant) = self.mutant {
            say("mutant", name(mutant.to_possible_value()));
        }
        if self.hasty {
            words.push("--hasty".to_owned());
        }
        words
    }
}

/// Rest while there is hurry.
const SHORTEST_REST: Duration = Duration::from_millis(20);
/// The copy is written at most so often, and seldom enough that writing takes a tenth of the time.
const SAVE_EVERY: Duration = Duration::from_millis(100);

/// Follows until it is killed, or has seen something that must not be and has written it down.
///
/// # Errors
/// Where its own files cannot be read or written.
pub async fn run(options: Options) -> Result<()> {
    let credential = std::fs::read_to_string(&options.credential)
        .with_context(|| format!("cannot read {}", options.credential.display()))?;
    let mut copy = Copied::load(&options.state)?;
    copy.starts += 1;
    let mut chance = chance::of(options.seed, "follow", usize::try_from(copy.starts).unwrap_or(0));
    let (mut saved, mut cost) = (Instant::now(), Duration::ZERO);
    let mut began = SystemClock.now().as_millis();
    while copy.violations.is_empty() {
        let server = options.servers[chance.random_range(0..options.servers.len())];
        let step = match options.wire {
            Wire::Native => native::step(&options, server, credential.trim(), &mut copy).await,
            Wire::Ncmec => ncmec::step(&options, server, credential.trim(), &mut copy).await,
            Wire::StopNcii => stopncii::step(&options, server, credential.trim(), &mut copy).await,
        };
        let mut rested = Duration::from_millis(options.rest);
        match step {
            Ok(Step::Done) => {
                copy.rounds += 1;
                copy.round_began = began;
                began = SystemClock.now().as_millis();
            }
            Ok(Step::More) => rested = rested.min(SHORTEST_REST * 5),
            Err(error) => {
                copy.failures += 1;
                copy.trouble = format!("{error:#}");
            }
        }
        if saved.elapsed() >= SAVE_EVERY.max(cost * 10) || !copy.violations.is_empty() {
            let started = Instant::now();
            copy.save(&options.state)?;
            cost = started.elapsed();
            saved = Instant::now();
        }
        sleep(if options.hurry.exists() {
            SHORTEST_REST
        } else {
            rested
        })
        .await;
    }
    copy.save(&options.state)?;
    // What was seen stays written; there is nothing to go on with.
    std::future::pending().await
}

/// What one request brought.
enum Step {
    /// There is more already.
    More,
    /// Everything up to the end, as it was then.
    Done,
}
