//! What a submission says against what came before it: whichever of two came first, either may be made up.

use domain::{
    entry::Priority,
    hash::ItemHashes,
    id::{CaseId, EntryId},
    list::Policy,
    screening::{Finding, FindingKind, Found, SAME_PICTURE, Surroundings, Treatment},
    submission::Submission,
};
use storage::{StorageError, Transaction, screening::SameFile};

use super::same_file;
use crate::tally::{self, Counts};

/// Whether another item claims another picture for the same file.
pub(super) fn contradicts(hashes: &ItemHashes, other: &SameFile) -> bool {
    match (hashes.pdq(), other.pdq) {
        (Some((own, _)), Some(other)) => own.distance(&other) > SAME_PICTURE,
        _ => false,
    }
}

/// The entries on the same list, outside `own_case`, that claim another picture for the same file as something of a
/// submission: none, nearly always.
pub(crate) async fn contradicted(
    tx: &mut dyn Transaction,
    submission: &Submission,
    surroundings: &[Surroundings],
    own_case: Option<CaseId>,
) -> Result<Vec<EntryId>, StorageError> {
    let mut entries = Vec::new();
    let items = submission.items.iter().zip(surroundings);
    for (item, _) in items.filter(|(_, around)| around.contradictions > 0) {
        let (_, mut others) = same_file(tx, &item.hashes).await?;
        others.retain(|other| Some(other.case) != own_case);
        for other in others {
            let rows = tx.entries_of_item(other.item).await?;
            let there = rows.into_iter().map(|row| row.entry);
            let there = there.filter(|entry| entry.list == submission.list);
            entries.extend(there.map(|entry| entry.id));
        }
    }
    entries.sort_unstable();
    entries.dedup();
    Ok(entries)
}

/// Marks these entries, which are locked, as contradicted. That moves none of them: otherwise anyone who knows a file could
/// take it off the list. Whoever is about to decide about one is told that there is news, and who has decided looks anew.
pub(crate) async fn doubt(
    tx: &mut dyn Transaction,
    entries: &[EntryId],
    policy: &Policy,
    counts: &mut Counts,
) -> Result<(), StorageError> {
    if policy.treatments.of(FindingKind::Contradiction) == Treatment::Ignore {
        return Ok(());
    }
    for &id in entries {
        let Some(entry) = tx.lookup_entry(id).await? else {
            continue;
        };
        let known = tx.findings(id).await?;
        let is_known = |found: &Found| found.finding.kind() == FindingKind::Contradiction;
        if !entry.state.is_live() || known.iter().any(is_known) {
            continue;
        }
        let found = Found {
            finding: Finding::Contradiction { items: 1 },
            treatment: Treatment::Mark,
        };
        let name = format!("{}{}", tally::FINDING, found.finding.name());
        counts.add(&entry.list, name, 1);
        tx.add_findings(id, &[found]).await?;
        tx.update_entry(&entry.with_news()).await?;
        tx.raise(id, Priority::Unverified).await?;
    }
    Ok(())
}
