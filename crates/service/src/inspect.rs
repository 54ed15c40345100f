//! An operator asks whether every list's history is whole.

use domain::{
    Timestamp,
    change::{EMPTY, chain, content_digest},
    list::ListName,
};
use storage::{
    Storage, StorageError, Transaction,
    history::PublishedChange,
    inspection::{Dangling, Inspection},
};

use crate::Service;

/// How many changes are read at a time.
const PAGE: u32 = 5_000;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// Announcements that have no number yet; a few are normal while the server runs.
    pub waiting: u64,
    /// Every list, by name.
    pub lists: Vec<ListDiagnosis>,
    /// What is wrong with the database itself; nothing where it is empty.
    pub faults: Vec<Fault>,
}

impl Diagnosis {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty() && self.lists.iter().all(|list| list.faults.is_empty())
    }
}

/// What was found about one list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListDiagnosis {
    /// The list.
    pub name: ListName,
    /// How many changes its newest checkpoint counts.
    pub size: u64,
    /// The digest of its newest checkpoint.
    pub digest: [u8; 32],
    /// Its newest second: of its newest change, or up to which it is closed.
    pub newest: Timestamp,
    /// What is wrong; nothing where it is empty.
    pub faults: Vec<Fault>,
}

/// Something that must not be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The history goes on with another number than the next.
    #[error("after change {after} comes change {found}")]
    Gap {
        /// The last number in order.
        after: u64,
        /// The number that follows.
        found: u64,
    },
    /// The history ends before or after the checkpoint.
    #[error("the history ends with change {last}, the checkpoint counts {size}")]
    Length {
        /// The last change there is.
        last: u64,
        /// What the checkpoint says.
        size: u64,
    },
    /// The chain over the history does not give the checkpoint's digest.
    #[error("the history does not give the checkpoint's digest")]
    Digest,
    /// A checkpoint that subscribers may hold is not what the history gives at its size.
    #[error("the history does not give the checkpoint of size {size}")]
    Checkpoint {
        /// The checkpoint's size.
        size: u64,
    },
    /// The tables contradict each other.
    #[error("{count} entries {what}")]
    Contradiction {
        /// What is the matter with them.
        what: &'static str,
        /// How many there are.
        count: u64,
    },
    /// The database's own pages or indexes are damaged; carries what it says of them.
    #[error("the database is damaged: {0}")]
    Damage(String),
    /// Rows refer to rows that are not there.
    #[error("{} rows of {} refer to rows of {} that are not there", .0.count, .0.table, .0.refers_to)]
    Dangling(Dangling),
    /// The hashes of an entry are not those that its change announced.
    #[error("the hashes behind change {number} are not those that were announced")]
    Content {
        /// The change.
        number: u64,
    },
}

impl Service {
    /// Reads everything: every list's whole history against its checkpoints, the tables against each other, and the
    /// database's own pages and references.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn inspect(&self) -> Result<Diagnosis, StorageError> {
        inspect(self.storage()).await
    }
}

/// As [`Service::inspect`], where there is no service yet.
///
/// # Errors
/// Where the database fails.
pub async fn inspect(storage: &dyn Storage) -> Result<Diagnosis, StorageError> {
    let mut tx = storage.read().await?;
    let waiting = tx.outbox_depth().await?;
    let mut lists = Vec::new();
    for name in tx.lists().await? {
        lists.push(inspect_list(tx.as_mut(), name).await?);
    }
    let damage = tx.damage().await?.into_iter().map(Fault::Damage);
    let dangling = tx.dangling().await?.into_iter().map(Fault::Dangling);
    let faults = damage.chain(dangling).collect();
    Ok(Diagnosis {
        waiting,
        lists,
        faults,
    })
}

async fn inspect_list(tx: &mut dyn Transaction, name: ListName) -> Result<ListDiagnosis, StorageError> {
    let checkpoint = tx.checkpoint(&name).await?;
    let checkpoint = checkpoint.ok_or(StorageError::Inconsistent {
        table: "list",
        column: "list",
    })?;
    let mut faults = contradictions(tx.inspect(&name).await?);
    let mut stated = tx.checkpoints(&name, 0, PAGE).await?.into_iter().peekable();
    let (mut last, mut digest) = (0, EMPTY);
    loop {
        let page = tx.changes(&name, last, PAGE).await?;
        if page.is_empty() {
            break;
        }
        for published in page {
            let found = published.change.number;
            if found != last + 1 {
                faults.push(Fault::Gap { after: last, found });
            }
            if !content_fits(&published) {
                faults.push(Fault::Content { number: found });
            }
            digest = chain(&digest, &published.change);
            last = found;
            if let Some(checkpoint) = stated.next_if(|checkpoint| checkpoint.size == last) {
                if checkpoint.digest != digest {
                    faults.push(Fault::Checkpoint { size: last });
                }
                if stated.peek().is_none() {
                    stated = tx.checkpoints(&name, last, PAGE).await?.into_iter().peekable();
                }
            }
        }
    }
    if last != checkpoint.size {
        faults.push(Fault::Length {
            last,
            size: checkpoint.size,
        });
    } else if digest != checkpoint.digest {
        faults.push(Fault::Digest);
    }
    let closed = tx.closed_at(&name).await?.unwrap_or(checkpoint.at);
    Ok(ListDiagnosis {
        newest: checkpoint.at.max(closed),
        name,
        size: checkpoint.size,
        digest: checkpoint.digest,
        faults,
    })
}

fn contradictions(found: Inspection) -> Vec<Fault> {
    let Inspection {
        astray,
        out_of_step,
        orphaned,
        bare,
        adrift,
        gapped,
    } = found;
    [
        (astray, "are noted with another change than their newest"),
        (
            out_of_step,
            "are published and not listed, or listed and not published",
        ),
        (orphaned, "are announced and do not exist"),
        (bare, "are listed without hashes"),
        (adrift, "are noted with a change that is not theirs or not there"),
        (gapped, "have decisions missing between others"),
    ]
    .into_iter()
    .filter(|&(count, _)| count > 0)
    .map(|(count, what)| Fault::Contradiction { what, count })
    .collect()
}

/// Whether the hashes that are still there are those that the change's digest stands for.
fn content_fits(published: &PublishedChange) -> bool {
    match (&published.content, published.change.content) {
        (Some(content), Some(announced)) => content_digest(&content.salt, &content.hashes) == announced,
        (None, _) => true,
        (Some(_), None) => false,
    }
}
