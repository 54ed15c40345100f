//! What a submission says of what came before it: that other cases have the picture too, or that one of two claims about
//! a file is made up, whichever came first.

use std::collections::BTreeMap;

use domain::{
    entry::{Entry, Priority},
    id::{CaseId, EntryId},
    list::Policy,
    screening::{Finding, Found, Treatment},
    submission::Submission,
};
use storage::{StorageError, Transaction};

use super::{around::Around, same_file::same_file};
use crate::tally::{self, Counts};

/// The entries of other cases, on the same list, about which a submission says something.
#[derive(Debug, Default)]
pub(crate) struct Earlier {
    /// Those that claim another picture for the same file as something of it.
    contradicted: Vec<EntryId>,
    /// Those that have the same picture, or nearly, and do not say yet that other cases have it too; how near it is.
    joined: BTreeMap<EntryId, u32>,
}

impl Earlier {
    /// All of them, to be locked.
    pub(crate) fn entries(&self) -> Vec<EntryId> {
        let joined = self.joined.keys().copied();
        self.contradicted.iter().copied().chain(joined).collect()
    }
}

/// What a submission says of entries outside `own_case`: of none, nearly always.
pub(crate) async fn earlier(
    tx: &mut dyn Transaction,
    submission: &Submission,
    around: &[Around],
    own_case: Option<CaseId>,
) -> Result<Earlier, StorageError> {
    let mut earlier = Earlier::default();
    for (item, around) in submission.items.iter().zip(around) {
        for &(entry, distance) in &around.joined {
            let nearest = earlier.joined.entry(entry).or_insert(distance);
            *nearest = distance.min(*nearest);
        }
        if around.surroundings.contradictions == 0 {
            continue;
        }
        let (_, mut others) = same_file(tx, &item.hashes).await?;
        others.retain(|other| Some(other.case) != own_case);
        for other in others {
            let rows = tx.entries_of_item(other.item).await?;
            let there = rows.into_iter().map(|row| row.entry);
            let there = there.filter(|entry| entry.list == submission.list);
            earlier.contradicted.extend(there.map(|entry| entry.id));
        }
    }
    earlier.contradicted.sort_unstable();
    earlier.contradicted.dedup();
    Ok(earlier)
}

/// Notes what a submission says of these entries, which are locked. That takes none of them off the list: otherwise anyone
/// who knows a file could.
pub(crate) async fn doubt(
    tx: &mut dyn Transaction,
    earlier: &Earlier,
    policy: &Policy,
    counts: &mut Counts,
) -> Result<(), StorageError> {
    for &id in &earlier.contradicted {
        let finding = Finding::Contradiction { items: 1 };
        // Whoever is about to decide about it is told that there is news, and who has decided looks anew.
        if let Some(entry) = mark(tx, id, finding, policy, counts).await? {
            tx.update_entry(&entry.with_news()).await?;
            tx.raise(id, Priority::Unverified).await?;
        }
    }
    for (&id, &distance) in &earlier.joined {
        // Of the one case that came: it is what is certain of this entry. How many there are by now, its page shows.
        let finding = Finding::Cluster { cases: 1, distance };
        // Whoever is about to decide about it is told too. An entry is marked so once and never again, so however much of one
        // picture is sent, it makes no more than one decision about each entry come too late. What is decided stays so: that
        // someone else has the picture speaks as much for it as against it.
        if let Some(entry) = mark(tx, id, finding, policy, counts).await? {
            tx.update_entry(&entry.with_news()).await?;
        }
    }
    Ok(())
}

/// Marks an entry with a finding, unless it has ended, has one of that kind, or its list ignores it. Returns it where it was
/// marked.
pub(super) async fn mark(
    tx: &mut dyn Transaction,
    entry: EntryId,
    finding: Finding,
    policy: &Policy,
    counts: &mut Counts,
) -> Result<Option<Entry>, StorageError> {
    let kind = finding.kind();
    if policy.treatments.of(kind) == Treatment::Ignore {
        return Ok(None);
    }
    let Some(entry) = tx.lookup_entry(entry).await? else {
        return Ok(None);
    };
    let known = tx.findings(entry.id).await?;
    if !entry.state.is_live() || known.iter().any(|found| found.finding.kind() == kind) {
        return Ok(None);
    }
    counts.add(&entry.list, format!("{}{}", tally::FINDING, finding.name()), 1);
    let found = Found {
        finding,
        treatment: Treatment::Mark,
    };
    tx.add_findings(entry.id, &[found]).await?;
    Ok(Some(entry))
}
