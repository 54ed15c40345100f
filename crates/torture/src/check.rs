//! Compares every copy with the journal, and the history with itself.

use std::{collections::BTreeMap, path::PathBuf, time::Duration};

use anyhow::Result;
use domain::{
    change::{ChangeKind, EMPTY, chain},
    entry::Standing,
    list::ListName,
};

use crate::{
    follow::{Held, Wire},
    followers::Ended,
    journal::{Counts, Journal, Ledger},
    mutant::Mutant,
    nemesis::Done,
    plan::Plan,
    world::World,
};

/// So many examples of one kind of violation are named.
const EXAMPLES: usize = 3;
/// Changes that are read at a time.
const PAGE: u32 = 5_000;

/// What came of a run.
#[derive(Debug, Default)]
pub struct Findings {
    /// What must not be; nothing where all is well.
    pub violations: Vec<String>,
    /// Numbered changes: additions, amendments, removals.
    pub changes: [u64; 3],
    /// Entries on the list at the end.
    pub listed: usize,
    /// Checkpoints, which are batches.
    pub checkpoints: usize,
    /// What was acknowledged.
    pub counts: Counts,
    /// Each follower: name, changes or entries applied, requests without a whole answer, starts.
    pub followers: Vec<(&'static str, u64, u64, u64)>,
    /// What was done to it.
    pub done: Done,
    /// What could not be done on this machine, and why.
    pub left_out: Vec<String>,
    /// How long it took, up to where everything had settled.
    pub took: Duration,
    /// How often servers and followers were started again.
    pub restarts: (u32, u32),
    /// Where logs and copies were kept, if something was wrong.
    pub kept: Option<PathBuf>,
}

/// Compares everything with everything.
///
/// # Errors
/// Where the database does not answer.
pub async fn compare(plan: &Plan, world: &World, journal: &Journal, ended: &[Ended]) -> Result<Findings> {
    let mut findings = Findings {
        left_out: world.left_out.clone(),
        ..Findings::default()
    };
    let history = if plan.mutant.is_none_or(Mutant::has_sequencer) {
        inspect(world, &mut findings).await?
    } else {
        BTreeMap::new()
    };
    let samples = {
        let ledger = journal.open();
        findings.counts = ledger.counts;
        findings.violations.extend(ledger.violations.iter().cloned());
        let missing = ledger.unacknowledged();
        if missing > 0 {
            findings
                .violations
                .push(format!("{missing} submissions were never acknowledged"));
        }
        findings.listed = ledger.expected().len();
        for one in ended {
            let name = one.follower.name;
            let copy = &one.copy;
            let (applied, failures, starts) = (copy.applied, copy.failures, copy.starts);
            findings.followers.push((name, applied, failures, starts));
            findings.violations.extend(of_follower(&ledger, one, &history));
        }
        samples(&ledger)
    };
    for (place, number, pin, withdrawn) in samples {
        let status = world
            .service
            .open_case(service::case::CaseKey::new(&number, &pin))
            .await;
        let as_told = status.is_ok_and(|status| {
            use service::case::Progress;
            status.items.iter().all(|item| match item.progress {
                Progress::Withdrawn | Progress::Declined | Progress::Unreviewed => true,
                Progress::Listing => false,
                Progress::Checking | Progress::Listed { .. } | Progress::Paused => !withdrawn,
            })
        });
        if !as_told {
            findings.violations.push(format!(
                "the holder of case {place} is told something else than what happened"
            ));
        }
    }
    Ok(findings)
}

/// The history as the database has it: compared with its checkpoints, as `reclaim doctor` does it, and counted. Answers the
/// digest at every size.
async fn inspect(world: &World, findings: &mut Findings) -> Result<BTreeMap<u64, String>> {
    let diagnosis = world.service.inspect().await?;
    for list in &diagnosis.lists {
        for fault in &list.faults {
            findings.violations.push(format!("doctor: {fault}"));
        }
    }
    let name = ListName::exploitative();
    let mut tx = world.storage.read().await?;
    let (mut after, mut digest) = (0, EMPTY);
    let mut digests = BTreeMap::from([(0, hex::encode(EMPTY))]);
    loop {
        let page = tx.changes(&name, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.change.number;
        for one in &page {
            digest = chain(&digest, &one.change);
            digests.insert(one.change.number, hex::encode(digest));
            let kind = match one.change.kind {
                ChangeKind::Add => 0,
                ChangeKind::Amend => 1,
                ChangeKind::Remove => 2,
            };
            findings.changes[kind] += 1;
        }
    }
    let mut size = 0;
    loop {
        let page = tx.checkpoints(&name, size, PAGE).await?;
        let Some(last) = page.last() else { break };
        size = last.size;
        findings.checkpoints += page.len();
    }
    Ok(digests)
}

/// What is wrong with a follower's copy.
fn of_follower(ledger: &Ledger, ended: &Ended, history: &BTreeMap<u64, String>) -> Vec<String> {
    let name = ended.follower.name;
    let mut wrong: Vec<String> = ended
        .copy
        .violations
        .iter()
        .map(|one| format!("{name}: {one}"))
        .collect();
    if !wrong.is_empty() {
        return wrong;
    }
    if !ended.caught_up {
        return vec![format!(
            "{name}: does not come to the end: {}",
            ended.copy.trouble
        )];
    }
    for (size, digest) in &ended.copy.checkpoints {
        if !history.is_empty() && history.get(size) != Some(digest) {
            wrong.push(format!(
                "{name}: was given a checkpoint of size {size} that is not the history's"
            ));
        }
    }
    let shown = |sha256: &[u8; 32]| match ended.follower.wire {
        Wire::Native => Some(hex::encode(sha256)),
        Wire::Ncmec => ledger.items.get(sha256).map(|item| hex::encode(item.md5)),
        Wire::StopNcii => ledger.items.get(sha256).and_then(|item| item.fingerprint.clone()),
    };
    let expected: BTreeMap<String, Standing> = ledger
        .expected()
        .into_iter()
        .filter_map(|(sha256, standing)| Some((shown(&sha256)?, standing)))
        .collect();
    let mut copied: BTreeMap<&str, Vec<&Held>> = BTreeMap::new();
    for held in ended.copy.held.values() {
        copied.entry(&held.hash).or_default().push(held);
    }
    let is_known = |hash: &str| {
        ledger
            .items
            .keys()
            .any(|sha256| shown(sha256).as_deref() == Some(hash))
    };
    let lost: Vec<_> = expected
        .keys()
        .filter(|hash| !copied.contains_key(hash.as_str()))
        .collect();
    let twice: Vec<_> = copied
        .iter()
        .filter(|(_, held)| held.len() > 1)
        .map(|(hash, _)| hash)
        .collect();
    let extra: Vec<_> = copied
        .keys()
        .filter(|hash| !expected.contains_key(**hash))
        .collect();
    let never: Vec<_> = extra.iter().filter(|hash| !is_known(hash)).collect();
    let changed: Vec<_> = copied
        .iter()
        .filter(|(hash, held)| {
            let standing = expected.get(**hash).map(|standing| standing.as_str());
            standing.is_some_and(|standing| held.iter().any(|held| held.standing != standing))
        })
        .map(|(hash, _)| hash)
        .collect();
    let mut say = |count: usize, what: &str, examples: String| {
        if count > 0 {
            wrong.push(format!("{name}: {count} {what}, for example {examples}"));
        }
    };
    say(lost.len(), "items are lost", some(&lost));
    say(twice.len(), "items are there twice", some(&twice));
    say(
        extra.len(),
        "items were taken off the list and are still there",
        some(&extra),
    );
    say(never.len(), "items were never sent by anyone", some(&never));
    say(changed.len(), "items have another standing", some(&changed));
    wrong
}

fn some(hashes: &[impl std::fmt::Display]) -> String {
    let examples: Vec<String> = hashes.iter().take(EXAMPLES).map(ToString::to_string).collect();
    examples.join(", ")
}

/// Some cases, to be opened as their holders would: place, number, PIN, whether withdrawn.
fn samples(ledger: &Ledger) -> Vec<(usize, String, String, bool)> {
    let acknowledged = ledger.cases.iter().enumerate().filter_map(|(place, case)| {
        let receipt = case.receipt.as_ref()?;
        Some((
            place,
            receipt.number.to_string(),
            receipt.pin.to_string(),
            case.withdrawn,
        ))
    });
    let step = (ledger.cases.len() / 12).max(1);
    acknowledged.step_by(step).collect()
}
