//! Pictures that anyone may know: those that the program brings along, and the operator's own.

use std::collections::BTreeMap;

use domain::audit::{Act, Agent, Deed};
use hashing::Pdq;
use storage::{StorageError, screening::KnownPicture};

use crate::Service;

/// Hashes of freely licensed pictures, one a line: PDQ, then where it comes from. How they were chosen:
/// docs/MODERATION.md.
const STARTER: &str = include_str!("starter.tsv");

/// Where a known picture comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The program brings it along.
    Starter,
    /// The operator added it.
    Operator,
}

/// A picture that anyone may know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its PDQ.
    pub pdq: Pdq,
    /// Where the picture can be found.
    pub source: String,
    /// Who says so.
    pub origin: Origin,
}

/// What the program brings along, less what the operator leaves out, and what the operator added.
pub(super) fn in_force(stored: Vec<KnownPicture>) -> Vec<Known> {
    let mut known: BTreeMap<Pdq, Known> = starter().map(|one| (one.pdq, one)).collect();
    for picture in stored {
        if picture.excluded {
            known.remove(&picture.pdq);
        } else {
            let added = Known {
                pdq: picture.pdq,
                source: picture.source,
                origin: Origin::Operator,
            };
            known.insert(picture.pdq, added);
        }
    }
    known.into_values().collect()
}

fn starter() -> impl Iterator<Item = Known> {
    STARTER.lines().filter_map(|line| {
        let (pdq, source) = line.split_once('\t')?;
        Some(Known {
            pdq: Pdq::parse(pdq).ok()?,
            source: source.to_owned(),
            origin: Origin::Starter,
        })
    })
}

impl Service {
    /// Every known picture, ordered by hash.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn known_pictures(&self) -> Result<Vec<Known>, StorageError> {
        Ok(in_force(self.storage().read().await?.known_pictures().await?))
    }

    /// Adds pictures that anyone may know, as the operator. Returns how many were not known before.
    ///
    /// # Errors
    /// Where the database fails; then none was added.
    pub async fn add_known(&self, pictures: &[(Pdq, String)]) -> Result<usize, StorageError> {
        let mut tx = self.storage().begin().await?;
        let known = in_force(tx.known_pictures().await?);
        let mut new = 0;
        for (pdq, source) in pictures {
            new += usize::from(!known.iter().any(|one| one.pdq == *pdq));
            tx.add_known(&KnownPicture {
                pdq: *pdq,
                source: source.clone(),
                excluded: false,
            })
            .await?;
        }
        let deed = self.deed_about_known(Act::AddedKnown, pictures.len());
        tx.record(&deed).await?;
        tx.commit().await?;
        Ok(new)
    }

    /// Removes known pictures, as the operator; one that the program brings along is left out from now on. Returns how
    /// many there were.
    ///
    /// # Errors
    /// Where the database fails; then none was removed.
    pub async fn remove_known(&self, pictures: &[Pdq]) -> Result<usize, StorageError> {
        let mut tx = self.storage().begin().await?;
        let known = in_force(tx.known_pictures().await?);
        let mut removed = 0;
        for pdq in pictures {
            if !known.iter().any(|one| one.pdq == *pdq) {
                continue;
            }
            removed += 1;
            tx.remove_known(pdq).await?;
            if let Some(brought) = starter().find(|one| one.pdq == *pdq) {
                tx.add_known(&KnownPicture {
                    pdq: *pdq,
                    source: brought.source,
                    excluded: true,
                })
                .await?;
            }
        }
        let deed = self.deed_about_known(Act::RemovedKnown, removed);
        tx.record(&deed).await?;
        tx.commit().await?;
        Ok(removed)
    }

    fn deed_about_known(&self, act: Act, count: usize) -> Deed {
        Deed {
            at: self.now(),
            actor: Agent::Operator,
            act,
            subject: count.to_string(),
            reason: String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_that_the_program_brings_along_is_a_hash_with_its_source() {
        let count = STARTER.lines().count();
        assert_eq!(starter().count(), count);
        assert!(count > 100, "{count}");
        assert!(starter().all(|one| one.source.len() > 5));
    }

    #[test]
    fn an_operator_adds_to_what_the_program_brings_along_and_leaves_some_of_it_out() {
        let brought = starter().next().unwrap();
        let own = Pdq::from_bytes([0x5a; 32]);
        let stored = vec![
            KnownPicture {
                pdq: brought.pdq,
                source: String::new(),
                excluded: true,
            },
            KnownPicture {
                pdq: own,
                source: "our logo".to_owned(),
                excluded: false,
            },
        ];
        let known = in_force(stored);
        assert!(!known.iter().any(|one| one.pdq == brought.pdq));
        let added = known.iter().find(|one| one.pdq == own).unwrap();
        assert_eq!(
            (added.source.as_str(), added.origin),
            ("our logo", Origin::Operator)
        );
    }
}
