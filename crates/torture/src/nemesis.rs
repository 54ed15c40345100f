//! What goes wrong on purpose, one thing after the other.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::Result;
use rand::{RngExt as _, rngs::StdRng, seq::IndexedRandom as _};
use rustix::process::Signal;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use crate::{followers::Followers, plan::Plan, postgres, world::World};

/// A kind of fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// `kill -9` of a server.
    KillNode,
    /// `kill -9` of the server that numbers changes, until another does.
    KillLeader,
    /// The server that numbers changes is stopped until another took over, and wakes up again.
    PauseLeader,
    /// `kill -9` of PostgreSQL, the server and all its processes.
    KillDatabase,
    /// PostgreSQL ends connections.
    Terminate,
    /// All connections of clients to one server are cut.
    Cut,
    /// Some answers of one server end early.
    Truncate,
    /// The clock of one server is set wrong.
    SetClock,
    /// The database's disk is full for a while.
    FillDisk,
    /// `kill -9` of a follower.
    KillFollower,
}

impl Fault {
    /// Every kind.
    pub const ALL: [Self; 10] = [
        Self::KillNode,
        Self::KillLeader,
        Self::PauseLeader,
        Self::KillDatabase,
        Self::Terminate,
        Self::Cut,
        Self::Truncate,
        Self::SetClock,
        Self::FillDisk,
        Self::KillFollower,
    ];

    /// As the report calls it.
    pub const fn describe(self) -> &'static str {
        match self {
            Self::KillNode => "server killed",
            Self::KillLeader => "leader killed, another took over",
            Self::PauseLeader => "leader stopped and woken up",
            Self::KillDatabase => "PostgreSQL killed",
            Self::Terminate => "connections ended by PostgreSQL",
            Self::Cut => "connections cut",
            Self::Truncate => "answers cut short",
            Self::SetClock => "server's clock set wrong",
            Self::FillDisk => "disk full",
            Self::KillFollower => "follower killed",
        }
    }
}

/// Clocks are set so far wrong, in seconds. Ahead only a little: what is stamped ahead is not shown to those who
/// page by time until the other clocks are there too.
const OFFSETS: [i64; 8] = [-86_400, -3_600, -300, -30, -5, 0, 4, 8];
/// At the end every clock is set so far ahead, in seconds, which is later than all of those.
const LATEST: i64 = 20;
/// Nobody waits longer than this for another server to number changes.
const TAKEOVER_LIMIT: Duration = Duration::from_secs(60);

/// What was done.
#[derive(Clone, Debug, Default)]
pub struct Done {
    /// How often, by kind.
    pub counts: BTreeMap<Fault, u64>,
    /// From the leader's death to the next numbered change, once for each time.
    pub takeovers: Vec<Duration>,
}

impl Done {
    /// Faults in all.
    pub fn total(&self) -> u64 {
        self.counts.values().sum()
    }
}

/// Does one harm after the other until `stop`, and counts them in `count`.
///
/// # Errors
/// Where the harm itself cannot be done.
pub async fn run(
    plan: Plan,
    world: Arc<World>,
    followers: Arc<Followers>,
    mut chance: StdRng,
    stop: CancellationToken,
    count: Arc<AtomicU64>,
) -> Result<Done> {
    let mut done = Done::default();
    let possible: Vec<Fault> = plan
        .kinds
        .iter()
        .copied()
        .filter(|fault| is_possible(*fault, &world))
        .collect();
    while !stop.is_cancelled() {
        // Once there were faults enough, the rest of the time is for changes.
        let rest = if done.total() < plan.faults { 1 } else { 4 };
        let pause = chance.random_range(plan.pause.clone()) * rest;
        let _ = stop
            .run_until_cancelled(sleep(Duration::from_millis(pause)))
            .await;
        let Some(fault) = possible
            .choose(&mut chance)
            .copied()
            .filter(|_| !stop.is_cancelled())
        else {
            if possible.is_empty() {
                break;
            }
            continue;
        };
        if harm(fault, &world, &followers, &mut chance, &mut done).await? {
            *done.counts.entry(fault).or_default() += 1;
            count.store(done.total(), Ordering::SeqCst);
        }
    }
    heal(&world)?;
    Ok(done)
}

fn is_possible(fault: Fault, world: &World) -> bool {
    match fault {
        Fault::SetClock => world.nodes.iter().all(|node| node.clock.is_some()),
        Fault::FillDisk => world.disk.is_some(),
        Fault::KillDatabase => world.cluster.is_some(),
        _ => true,
    }
}

/// Does it. Says whether there was something to do it to.
async fn harm(
    fault: Fault,
    world: &World,
    followers: &Followers,
    chance: &mut StdRng,
    done: &mut Done,
) -> Result<bool> {
    let node = &world.nodes[chance.random_range(0..world.nodes.len())];
    match fault {
        Fault::KillNode => return Ok(node.signal(Signal::KILL)),
        Fault::KillLeader => return kill_leader(world, done).await,
        Fault::PauseLeader => return pause_leader(world, chance).await,
        Fault::KillDatabase => {
            if let Some(cluster) = &world.cluster {
                cluster.kill()?;
                sleep(Duration::from_millis(chance.random_range(300..2_000))).await;
            }
        }
        Fault::Terminate => {
            let leader = chance.random_ratio(1, 2);
            return Ok(postgres::terminate(&world.url, leader)
                .await
                .is_ok_and(|ended| ended > 0));
        }
        Fault::Cut => node.proxy.cut(),
        Fault::Truncate => node.proxy.truncate(chance.random_range(1..8)),
        Fault::SetClock => {
            if let Some(clock) = &node.clock {
                clock.set(*OFFSETS.choose(chance).unwrap_or(&0))?;
            }
        }
        Fault::FillDisk => {
            if let Some(disk) = &world.disk {
                disk.fill()?;
                sleep(Duration::from_millis(chance.random_range(500..3_000))).await;
                disk.empty()?;
            }
        }
        Fault::KillFollower => return Ok(followers.kill_one(chance)),
    }
    Ok(true)
}

/// Kills the leader, keeps it down until another server has numbered a change, and measures how long that took.
async fn kill_leader(world: &World, done: &mut Done) -> Result<bool> {
    let Some(leader) = world.leader() else {
        return Ok(false);
    };
    let node = &world.nodes[leader];
    node.process.want(false);
    let since = Instant::now();
    let killed = node.signal(Signal::KILL);
    if killed {
        let before = world.size().await;
        while since.elapsed() < TAKEOVER_LIMIT {
            sleep(Duration::from_millis(20)).await;
            if let (Some(before), Some(now)) = (before, world.size().await)
                && now > before
                && world.leader() != Some(leader)
            {
                done.takeovers.push(since.elapsed());
                break;
            }
        }
    }
    node.process.want(true);
    Ok(killed)
}

/// Stops the leader for some seconds, on PostgreSQL so that another takes over meanwhile, and wakes it up.
async fn pause_leader(world: &World, chance: &mut StdRng) -> Result<bool> {
    let Some(node) = world.leader().map(|leader| &world.nodes[leader]) else {
        return Ok(false);
    };
    let stopped = node.signal(Signal::STOP);
    if stopped {
        sleep(Duration::from_millis(chance.random_range(100..600))).await;
        if world.url.starts_with("postgres") {
            // What a network that lost the node would do after a while.
            let _ = postgres::terminate(&world.url, true).await;
        }
        sleep(Duration::from_millis(chance.random_range(500..2_500))).await;
    }
    node.signal(Signal::CONT);
    Ok(stopped)
}

/// Ends everything that is still wrong.
fn heal(world: &World) -> Result<()> {
    for node in &world.nodes {
        node.process.want(true);
        node.signal(Signal::CONT);
        node.proxy.truncate(0);
        if let Some(clock) = &node.clock {
            clock.set(LATEST)?;
        }
    }
    Ok(())
}
