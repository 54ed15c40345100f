//! Pages of a long list, and how quickly what waits gets its number.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, ensure};
use domain::{Entropy, list::ListName};
use service::Service;
use storage::Storage;

use super::figures::{Table, percentiles, rate};
use crate::machine::MachineEntropy;

const PAGE: u32 = 10_000;

/// Pages from anywhere in the history, read and decoded.
pub(crate) async fn pages(
    service: &Service,
    entries: u64,
    lasting: Duration,
    table: &mut Table,
) -> Result<()> {
    let list = ListName::exploitative();
    let (subscriber, _) = service
        .add_subscriber("Pages", std::slice::from_ref(&list))
        .await?;
    let starts = entries.saturating_sub(u64::from(PAGE)).max(1);
    let entropy: &dyn Entropy = &MachineEntropy;
    let (since, mut durations) = (Instant::now(), Vec::new());
    while since.elapsed() < lasting {
        let after = u64::from_be_bytes(entropy.bytes()) % starts;
        let asked = Instant::now();
        let page = service.changes(&subscriber, &list, after, PAGE).await?;
        durations.push(asked.elapsed());
        ensure!(!page.changes.is_empty(), "an empty page");
    }
    let count = f64::from(u32::try_from(durations.len())?);
    let per_second = count / since.elapsed().as_secs_f64();
    table.add(
        "pages of 10,000 changes from anywhere, one reader",
        rate(per_second, "/s"),
        None,
    );
    table.add("their latency", percentiles(&mut durations), None);
    Ok(())
}

/// Everything that the submissions left waiting gets its number.
pub(crate) async fn sequencer(
    service: &Service,
    storage: &Arc<dyn Storage>,
    table: &mut Table,
) -> Result<()> {
    let leader = storage.lead().await?.context("somebody else leads")?;
    let (since, mut batches, mut changes) = (Instant::now(), Vec::new(), 0);
    loop {
        let begun = Instant::now();
        let count = service.sequence(leader.as_ref()).await?;
        if count == 0 {
            break;
        }
        batches.push(begun.elapsed());
        changes += count;
    }
    let per_second = f64::from(u32::try_from(changes)?) / since.elapsed().as_secs_f64();
    table.add("sequencer", rate(per_second, " changes/s"), None);
    table.add("its batches of up to 1,000", percentiles(&mut batches), None);
    Ok(())
}
