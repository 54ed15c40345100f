//! How long an entry that two platforms dispute stays on the list: from the second one's word until it is suspended, and
//! until the list's history says so to everyone.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};
use domain::{change::ChangeKind, feedback::Verdict, id::EntryId, list::ListName};
use service::{Service, feedback::Opinion};
use storage::Storage;
use tokio_util::sync::CancellationToken;

use crate::{made_up, storage::percentiles};

/// How often accepted changes are numbered, as by default.
const EVERY: Duration = Duration::from_secs(1);
/// A list that does not move for so long moves no more.
const PATIENCE: Duration = Duration::from_secs(60);

/// Prints a table.
pub(super) async fn run(
    service: &Service,
    storage: &Arc<dyn Storage>,
    database: &str,
    disputed: u32,
) -> Result<()> {
    eprintln!("  disputing {disputed} entries on {database}");
    let list = ListName::exploitative();
    let lists = [list.clone()];
    let (first, _) = service.add_subscriber("First platform", &lists).await?;
    let (second, _) = service.add_subscriber("Second platform", &lists).await?;
    let stop = CancellationToken::new();
    let numbering = {
        let (service, stop) = (service.clone(), stop.clone());
        tokio::spawn(async move { service.run_sequencer(EVERY, stop).await })
    };
    for _ in 0..disputed {
        let form = made_up::case(vec![made_up::photo(100)]);
        service.submit(form.parse()?).await?;
    }
    let listed = changes(storage, &list, 0, disputed).await?;
    let (mut suspended, mut gone) = (Vec::new(), Vec::new());
    for (after, (entry, _)) in (u64::from(disputed)..).zip(listed) {
        let opinion = [Opinion {
            entry,
            verdict: Verdict::Disputed,
            reason: "different-content".to_owned(),
            matches: 1,
        }];
        service.give_feedback(&first, &list, &opinion).await?;
        let since = Instant::now();
        service.give_feedback(&second, &list, &opinion).await?;
        suspended.push(since.elapsed());
        let told = changes(storage, &list, after, 1).await?;
        gone.push(since.elapsed());
        ensure!(
            told == [(entry, ChangeKind::Remove)],
            "another change than the removal"
        );
    }
    stop.cancel();
    numbering.await?;
    println!("| {disputed} disputed entries, {database} | figure |");
    println!("| --- | --- |");
    println!(
        "| from the second platform's word to suspended | {} |",
        percentiles(&mut suspended)
    );
    println!(
        "| and to the removal in the feed, numbered every second | {} |",
        percentiles(&mut gone)
    );
    println!();
    Ok(())
}

/// The next `count` changes after a number, as soon as they are there.
async fn changes(
    storage: &Arc<dyn Storage>,
    list: &ListName,
    after: u64,
    count: u32,
) -> Result<Vec<(EntryId, ChangeKind)>> {
    let since = Instant::now();
    loop {
        let mut tx = storage.read().await?;
        let found = tx.changes(list, after, count).await?;
        drop(tx);
        if found.len() >= usize::try_from(count).unwrap_or(usize::MAX) {
            return Ok(found
                .into_iter()
                .map(|published| (published.change.entry, published.change.kind))
                .collect());
        }
        ensure!(since.elapsed() < PATIENCE, "the list does not move");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
