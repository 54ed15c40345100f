//! The followers of a run: processes of this program, killed and started again.

use std::{
    fs,
    path::PathBuf,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use domain::list::ListName;
use rand::{RngExt as _, rngs::StdRng};
use rustix::process::Signal;
use tokio::time::sleep;

use crate::{
    follow::{Copied, Options, Wire},
    plan::{self, Follower, Plan},
    process::{Supervised, command},
    world::World,
};

/// A whole first reading of the longest list, and some failures on the way, take no longer.
const LIMIT: Duration = Duration::from_secs(240);

/// All followers of a run.
#[derive(Debug)]
pub struct Followers {
    running: Vec<(Follower, PathBuf, Supervised)>,
    hurry: PathBuf,
}

/// A follower's copy at the end, or why there is none.
#[derive(Debug)]
pub struct Ended {
    /// Which follower.
    pub follower: Follower,
    /// What it holds.
    pub copy: Copied,
    /// Whether it read everything up to the end after everything had happened.
    pub caught_up: bool,
}

impl Followers {
    /// Makes a subscriber for each follower of the plan and starts it.
    ///
    /// # Errors
    /// Where that fails.
    pub async fn start(plan: &Plan, world: &World) -> Result<Self> {
        let mut followers = Self {
            running: Vec::new(),
            hurry: world.path("hurry"),
        };
        for (place, follower) in plan.followers.iter().enumerate() {
            followers.add(plan, world, *follower, place as u64).await?;
        }
        Ok(followers)
    }

    /// Starts one that begins at the beginning, now.
    ///
    /// # Errors
    /// Where that fails.
    pub async fn add_late(&mut self, plan: &Plan, world: &World) -> Result<()> {
        let late = Follower {
            name: "late",
            limit: 5_000,
            ..plan::NATIVE
        };
        self.add(plan, world, late, 99).await
    }

    async fn add(&mut self, plan: &Plan, world: &World, follower: Follower, place: u64) -> Result<()> {
        let lists = [ListName::exploitative()];
        let (_, issued) = world.service.add_subscriber(follower.name, &lists).await?;
        let credential = world.path(&format!("{}.credential", follower.name));
        let authorization = match follower.wire {
            Wire::Native => format!("Bearer {}", issued.bearer()),
            Wire::Ncmec => {
                let pair = format!("{}:{}", issued.user_name(), issued.password());
                format!("Basic {}", BASE64_STANDARD.encode(pair))
            }
            Wire::StopNcii => format!("{},{}", issued.bearer(), issued.subscription_key()),
        };
        fs::write(&credential, authorization)?;
        let state = world.path(&format!("{}.json", follower.name));
        let options = Options {
            wire: follower.wire,
            servers: world.fronts(),
            credential,
            state: state.clone(),
            hurry: self.hurry.clone(),
            limit: follower.limit.max(1),
            rest: follower.rest,
            seed: plan.seed.wrapping_add(place),
            hasty: follower.hasty,
            mutant: plan.follower_mutant(follower.wire),
        };
        let (own, arguments) = (plan.own.clone(), options.arguments());
        let start = move || {
            let mut program = command(&own);
            program.args(&arguments);
            program
        };
        let log = world.path(&format!("{}.log", follower.name));
        self.running
            .push((follower, state, Supervised::start(start, &log)?));
        Ok(())
    }

    /// Kills one by chance. Says whether it was running.
    pub fn kill_one(&self, chance: &mut StdRng) -> bool {
        let place = chance.random_range(0..self.running.len());
        self.running[place].2.signal(Signal::KILL)
    }

    /// Lets them catch up without resting, until each has read everything to the end in a round that began after
    /// `settled` (Unix time in milliseconds), or has seen what must not be, or the time is over.
    ///
    /// # Errors
    /// Where a copy cannot be read.
    pub async fn catch_up(&self, settled: i64) -> Result<Vec<Ended>> {
        fs::write(&self.hurry, "").context("cannot hurry the followers")?;
        let since = Instant::now();
        let mut ended = Vec::new();
        for (follower, state, _) in &self.running {
            loop {
                let copy = Copied::load(state)?;
                let caught_up = copy.round_began > settled;
                if caught_up || !copy.violations.is_empty() || since.elapsed() > LIMIT {
                    ended.push(Ended {
                        follower: *follower,
                        copy,
                        caught_up,
                    });
                    break;
                }
                sleep(Duration::from_millis(100)).await;
            }
        }
        Ok(ended)
    }

    /// What they have seen so far that must not be.
    pub fn seen(&self) -> Vec<String> {
        let mut seen = Vec::new();
        for (follower, state, _) in &self.running {
            let violations = Copied::load(state)
                .map(|copy| copy.violations)
                .unwrap_or_default();
            seen.extend(violations.iter().map(|one| format!("{}: {one}", follower.name)));
        }
        seen
    }

    /// How often followers were started again.
    pub fn restarts(&self) -> u32 {
        self.running
            .iter()
            .map(|(_, _, process)| process.starts().saturating_sub(1))
            .sum()
    }
}
