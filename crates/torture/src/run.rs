//! One run: everything is started, harmed, healed, left to settle, and compared.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result};
use domain::{Clock as _, list::ListName, staff::Role};
use rand::{RngExt as _, rngs::StdRng};
use tokio::{task::JoinSet, time::sleep};
use tokio_util::sync::CancellationToken;

use crate::{
    chance,
    check::{self, Findings},
    client::{Client, Sent},
    clock::SystemClock,
    followers::Followers,
    journal::Journal,
    mutant::Mutant,
    nemesis,
    plan::Plan,
    staff::Moderator,
    world::World,
};

/// After everything is healed, whoever still waits for an acknowledgement gets it within this time.
const PATIENCE: Duration = Duration::from_secs(180);
/// What was committed is numbered within this time.
const NUMBERED_WITHIN: Duration = Duration::from_secs(120);
/// Wires that page by time show a second once the leader has closed it; the rest is for their clients.
const SHOWN_AFTER: Duration = Duration::from_millis(4_200);
/// Clients of the NCMEC wire ask for what is older than five seconds.
const LEFT_FOR_LATER: Duration = Duration::from_secs(6);
/// How often a talking run says how far it is.
const NEWS: Duration = Duration::from_secs(15);

/// Carries out a plan and says what was found.
///
/// # Errors
/// Where the run itself fails; what the servers do wrong is in the findings.
pub async fn carry_out(plan: &Plan) -> Result<Findings> {
    let began = Instant::now();
    let world = Arc::new(World::start(plan).await?);
    let journal = Arc::new(Journal::default());
    let followers = Arc::new(Followers::start(plan, &world).await?);
    let (stop, gave_up) = (CancellationToken::new(), CancellationToken::new());
    let (changes, faults) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
    let mut people = people(plan, &world, &journal, &stop, &gave_up, &changes).await?;
    let nemesis = tokio::spawn(nemesis::run(
        plan.clone(),
        Arc::clone(&world),
        Arc::clone(&followers),
        chance::of(plan.seed, "nemesis", 0),
        stop.clone(),
        Arc::clone(&faults),
    ));

    wait(plan, &world, &journal, (&changes, &faults), &followers).await;
    stop.cancel();
    let done = nemesis.await.context("the nemesis ended early")??;
    if plan.mutant.is_some() {
        let violations = followers.seen();
        if !violations.is_empty() {
            people.shutdown().await;
            drop(followers);
            Arc::into_inner(world)
                .context("the servers are still in use")?
                .end()
                .await?;
            return Ok(Findings {
                violations,
                ..Findings::default()
            });
        }
    }
    world.ready().await?;
    let ended = tokio::time::timeout(PATIENCE, async { while people.join_next().await.is_some() {} }).await;
    if ended.is_err() {
        gave_up.cancel();
        while people.join_next().await.is_some() {}
    }
    settle(plan, &world, &journal).await;
    let took = began.elapsed();
    let restarts = world.restarts();

    let mut followers = Arc::into_inner(followers).context("the followers are still in use")?;
    if plan
        .followers
        .iter()
        .any(|one| one.wire == crate::follow::Wire::Native)
    {
        followers.add_late(plan, &world).await?;
    }
    // Whoever pages by time leaves the newest seconds for later, and clocks that were ahead have stamped ahead.
    let head = world
        .storage
        .read()
        .await?
        .checkpoint(&ListName::exploitative())
        .await?;
    let now = SystemClock.now();
    let settled = head.map_or(now, |head| now.max(head.at.plus(LEFT_FOR_LATER)));
    let settled = settled.as_millis();
    let ended = followers.catch_up(settled).await?;
    let mut findings = check::compare(plan, &world, &journal, &ended).await?;
    findings.done = done;
    findings.took = took;
    findings.restarts = (restarts, followers.restarts());
    if !findings.violations.is_empty() && plan.talks {
        findings.kept = Some(world.keep()?);
    }
    drop(followers);
    let world = Arc::into_inner(world).context("the servers are still in use")?;
    world.end().await?;
    Ok(findings)
}

/// Everyone who sends, withdraws and decides, until `stop`.
async fn people(
    plan: &Plan,
    world: &Arc<World>,
    journal: &Arc<Journal>,
    stop: &CancellationToken,
    gave_up: &CancellationToken,
    changes: &Arc<AtomicU64>,
) -> Result<JoinSet<()>> {
    let mut people = JoinSet::new();
    for place in 0..plan.writers {
        let client = Client {
            servers: world.fronts(),
            journal: Arc::clone(journal),
            gave_up: gave_up.clone(),
            chance: chance::of(plan.seed, "client", place),
        };
        let chance = chance::of(plan.seed, "writer", place);
        people.spawn(write(
            plan.clone(),
            client,
            chance,
            stop.clone(),
            Arc::clone(changes),
        ));
    }
    if plan.moderators > 0 {
        let staff = world
            .service
            .add_staff("torture", Role::Admin, "a passphrase for one run")
            .await?
            .staff;
        for place in 0..plan.moderators {
            let moderator = Moderator {
                service: world.service.clone(),
                storage: Arc::clone(&world.storage),
                staff: staff.clone(),
                journal: Arc::clone(journal),
                gave_up: gave_up.clone(),
                chance: chance::of(plan.seed, "moderator", place),
            };
            people.spawn(moderator.work(stop.clone(), Duration::from_millis(20)));
        }
    }
    Ok(people)
}

/// Sends one case after the other, and withdraws some of them later.
async fn write(
    plan: Plan,
    mut client: Client,
    mut chance: StdRng,
    stop: CancellationToken,
    changes: Arc<AtomicU64>,
) {
    let mut regretted: Vec<Sent> = Vec::new();
    while !stop.is_cancelled() {
        // Short cases as often as long ones.
        let longest = chance.random_range(plan.items.clone());
        let items = if chance.random_ratio(1, 3) {
            longest.min(3)
        } else {
            longest
        };
        let Some(sent) = client.submit(items.max(1)).await else {
            return;
        };
        if chance.random_ratio(1, 2) {
            regretted.push(sent);
        }
        if !regretted.is_empty() && chance.random_ratio(1, 2) {
            let sent = regretted.swap_remove(chance.random_range(0..regretted.len()));
            if client.withdraw(&sent).await.is_none() {
                return;
            }
        }
        // With changes enough, the rest of the time is for the faults.
        if changes.load(Ordering::SeqCst) > plan.changes {
            sleep(Duration::from_millis(if plan.moderators == 0 { 5 } else { 300 })).await;
        }
    }
}

/// Waits until there were changes and faults enough, which are counted in `counts`.
async fn wait(
    plan: &Plan,
    world: &World,
    journal: &Journal,
    (changes, faults): (&AtomicU64, &AtomicU64),
    followers: &Followers,
) {
    let (began, mut said) = (Instant::now(), Instant::now());
    loop {
        sleep(Duration::from_millis(100)).await;
        let (counts, wrong) = {
            let ledger = journal.open();
            (ledger.counts, !ledger.violations.is_empty())
        };
        if plan.mutant.is_none_or(Mutant::has_sequencer) {
            // While the database is away it stays at what it was.
            changes.fetch_max(world.size().await.unwrap_or(0), Ordering::SeqCst);
        } else {
            changes.store(counts.submissions + counts.decisions, Ordering::SeqCst);
        }
        let (numbered, harmed) = (changes.load(Ordering::SeqCst), faults.load(Ordering::SeqCst));
        if wrong || (numbered >= plan.changes && harmed >= plan.faults) {
            return;
        }
        // A mutant that was noticed needs no more.
        if plan.mutant.is_some() && !followers.seen().is_empty() {
            return;
        }
        if plan.talks && said.elapsed() > NEWS {
            said = Instant::now();
            eprintln!(
                "    {:>4} s: {numbered} changes, {harmed} faults, {} requests sent again",
                began.elapsed().as_secs(),
                counts.retries
            );
        }
    }
}

/// Waits until everything that was committed has its number and is shown on every wire.
async fn settle(plan: &Plan, world: &World, journal: &Journal) {
    if plan.mutant.is_none_or(Mutant::has_sequencer) {
        let since = Instant::now();
        loop {
            let depth = match world.storage.read().await {
                Ok(mut tx) => tx.outbox_depth().await.ok(),
                Err(_) => None,
            };
            if depth == Some(0) {
                break;
            }
            if since.elapsed() > NUMBERED_WITHIN {
                journal.violated("what was committed is not numbered: the sequencer is stuck".to_owned());
                break;
            }
            sleep(Duration::from_millis(50)).await;
        }
    }
    sleep(SHOWN_AFTER).await;
}
