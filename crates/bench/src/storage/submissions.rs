//! People who submit: as many as go through, a steady fifty a second, and a burst.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::Result;
use domain::{
    Entropy, Timestamp,
    case::Case,
    change::{ChangeKind, content_digest},
    decision::{Actor, Decision},
    entry::{Action, Entry, Standing},
    id::{CaseId, DecisionId, EntryId, ItemId},
    list::ListName,
    submission::Submission,
};
use service::Service;
use storage::{Storage, case::Item, history::Announcement};

use super::figures::{Table, percentiles, rate};
use crate::{
    machine::{MachineClock, MachineEntropy},
    made_up,
};

/// How many people wait for their answer at a time.
const PEOPLE: usize = 16;
/// Submissions a second that have to go through for as long as anyone likes.
const STEADY: u32 = 50;
/// Submissions a second that may come at once.
const BURST: u32 = 200;

pub(crate) async fn measure(
    service: &Service,
    storage: &Arc<dyn Storage>,
    lasting: Duration,
    commits: f64,
    table: &mut Table,
) -> Result<()> {
    let run = crowd(lasting, || async { service.submit(submission()).await.is_ok() }).await;
    run.add(
        "submissions of one photo with 3 hashes, 16 at a time",
        commits,
        table,
    )?;
    let run = crowd(lasting, || async { kept(storage).await.is_ok() }).await;
    run.add("the same transactions without the PIN's verifier", commits, table)?;
    let sequencing = sequencer(service, storage).await?;
    let run = stream(STEADY, lasting, || {
        let service = service.clone();
        async move { service.submit(submission()).await.is_ok() }
    })
    .await;
    run.add("50 submissions a second, numbered every second", commits, table)?;
    let run = stream(BURST, Duration::from_secs(3), || {
        let service = service.clone();
        async move { service.submit(submission()).await.is_ok() }
    })
    .await;
    run.add("200 submissions a second for 3 seconds", commits, table)?;
    sequencing.abort();
    // What the sequencer's own measurement starts with.
    let announced = crowd(lasting, || async { kept(storage).await.is_ok() }).await;
    announced.add("transactions that wait for the sequencer below", commits, table)?;
    Ok(())
}

async fn sequencer(service: &Service, storage: &Arc<dyn Storage>) -> Result<tokio::task::JoinHandle<()>> {
    let (service, leader) = (service.clone(), storage.lead().await?);
    Ok(tokio::spawn(async move {
        let mut ticks = tokio::time::interval(Duration::from_secs(1));
        while let Some(leader) = &leader {
            ticks.tick().await;
            while service
                .sequence(leader.as_ref())
                .await
                .is_ok_and(|count| count > 0)
            {}
        }
    }))
}

struct Run {
    latencies: Vec<Duration>,
    refused: u64,
    took: Duration,
}

impl Run {
    fn add(mut self, what: &str, commits: f64, table: &mut Table) -> Result<()> {
        let per_second = f64::from(u32::try_from(self.latencies.len())?) / self.took.as_secs_f64();
        let refused = format!(", {} refused", self.refused);
        table.add(
            what,
            rate(per_second, "/s") + &refused,
            Some(per_second / commits),
        );
        table.add("their latency", percentiles(&mut self.latencies), None);
        Ok(())
    }
}

/// Each of [`PEOPLE`] submits again as soon as they have their answer.
async fn crowd<F: Future<Output = bool>>(lasting: Duration, submit: impl Fn() -> F) -> Run {
    let since = Instant::now();
    let refused = AtomicU64::new(0);
    let person = async || {
        let mut latencies = Vec::new();
        while since.elapsed() < lasting {
            let asked = Instant::now();
            if submit().await {
                latencies.push(asked.elapsed());
            } else {
                refused.fetch_add(1, Ordering::Relaxed);
            }
        }
        latencies
    };
    let latencies = futures::future::join_all((0..PEOPLE).map(|_| person())).await;
    Run {
        latencies: latencies.concat(),
        refused: refused.into_inner(),
        took: since.elapsed(),
    }
}

/// So many a second come, whether or not those before have their answer.
async fn stream<F: Future<Output = bool> + Send + 'static>(
    per_second: u32,
    lasting: Duration,
    submit: impl Fn() -> F,
) -> Run {
    let since = Instant::now();
    let mut ticks = tokio::time::interval(Duration::from_secs(1) / per_second);
    let mut people = Vec::new();
    while since.elapsed() < lasting {
        ticks.tick().await;
        let submitting = submit();
        people.push(tokio::spawn(async move {
            let asked = Instant::now();
            submitting.await.then(|| asked.elapsed())
        }));
    }
    let (mut latencies, mut refused) = (Vec::new(), 0);
    for person in people {
        match person.await {
            Ok(Some(latency)) => latencies.push(latency),
            _ => refused += 1,
        }
    }
    Run {
        latencies,
        refused,
        took: since.elapsed(),
    }
}

/// One photo with SHA-256, MD5 and PDQ, like no other.
fn submission() -> Submission {
    made_up::case(vec![made_up::photo(100)])
        .parse()
        .unwrap_or_else(|_| unreachable!("the form is a valid one"))
}

/// What `service::submit` writes, in one transaction, with a verifier that cost nothing.
async fn kept(storage: &Arc<dyn Storage>) -> Result<()> {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let entropy: &dyn Entropy = &MachineEntropy;
    let list = ListName::exploitative();
    let submission = submission();
    let now = domain::Clock::now(&MachineClock);
    let today = now.start_of_day();
    let mut tx = storage.begin().await?;
    let policy = tx.policy(&list, now).await?;
    let case = Case {
        id: CaseId::draw(entropy),
        number_mac: entropy.bytes(),
        pin_verifier: format!("{:0>97}", NUMBER.fetch_add(1, Ordering::Relaxed)),
        submission_mac: entropy.bytes(),
        submission_digest: submission.digest(),
        opened_on: today,
        key_generation: 1,
    };
    tx.add_case(&case).await?;
    for submitted in submission.items {
        let item = Item {
            id: ItemId::draw(entropy),
            case: case.id,
            position: 0,
            medium: submitted.medium,
            salt: entropy.bytes(),
            hashes: submitted.hashes,
        };
        tx.add_item(&item).await?;
        let entry = Entry::new(EntryId::draw(entropy), list.clone(), item.id, item.medium);
        tx.add_entry(&entry, today).await?;
        tx.add_findings(entry.id, &[]).await?;
        let moved = entry.apply(Action::Publish)?;
        tx.update_entry(&moved.entry).await?;
        let (name, version) = policy
            .as_ref()
            .map_or(("", 1), |policy| (&*policy.name, policy.version));
        tx.add_decision(&decision(moved.entry.id, name, version, today))
            .await?;
        let stored = tx.lookup_item(item.id).await?;
        tx.announce(&Announcement {
            list: list.clone(),
            entry: moved.entry.id,
            kind: ChangeKind::Add,
            medium: item.medium,
            standing: Some(Standing::Unverified),
            content: stored.map(|item| content_digest(&item.salt, &item.hashes)),
        })
        .await?;
    }
    tx.commit().await?;
    Ok(())
}

fn decision(entry: EntryId, name: &str, version: u32, made_at: Timestamp) -> Decision {
    Decision {
        id: DecisionId::draw(&MachineEntropy),
        entry,
        actor: Actor::Policy {
            name: name.to_owned(),
            version,
        },
        action: Action::Publish,
        reason: "screened-clean".to_owned(),
        note: None,
        made_at,
    }
}
