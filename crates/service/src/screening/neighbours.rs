//! What a node holds in memory.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
    time::Duration,
};

use domain::{
    Timestamp,
    id::ItemId,
    list::ListName,
    screening::{Scenes, Volume},
};
use hashing::Pdq;
use nearby::Index;
use storage::{
    StorageError, Transaction,
    screening::{Mark, Print},
};

use super::{
    Held,
    gallery::{Gallery, Sought},
    known,
    near::computed,
};
use crate::{expire::FRESH, tally};

/// So many fingerprints are read at a time when memory is filled.
const PAGE: u32 = 50_000;
/// So many videos, because one can take as much as 650 photos do.
const PAGE_OF_VIDEOS: u32 = 500;
/// So many that came or went are taken over at a time.
const AT_ONCE: u32 = 100_000;
/// A usual day is one of the days of so long.
const FOUR_WEEKS: Duration = Duration::from_secs(28 * 24 * 3_600);
const ONE_DAY: Duration = Duration::from_secs(24 * 3_600);

/// Pictures and videos of cases, known pictures, and how busy days are.
pub(crate) struct Neighbours {
    pub(super) pictures: Index<ItemId>,
    /// Some pictures of each video.
    pub(super) scenes: Index<ItemId>,
    /// Up to where the database was taken over; `None` before it was.
    mark: Option<Mark>,
    /// When that was.
    taken_over_at: Timestamp,
    /// What was told last and may be told again.
    told: HashSet<(ItemId, Print)>,
    /// Of files only those that the program brings along: of the others the database is asked.
    pub(super) known: Gallery,
    known_mark: Option<(i64, i64)>,
    days: HashMap<ListName, Day>,
    /// Whether days were read, which is what comes last.
    has_days: bool,
}

impl Default for Neighbours {
    fn default() -> Self {
        Self {
            pictures: Index::default(),
            scenes: Index::default().with_hashes_of_key(Scenes::KEPT),
            mark: None,
            taken_over_at: Timestamp::from_millis(0),
            told: HashSet::new(),
            known: Gallery::default(),
            known_mark: None,
            days: HashMap::new(),
            has_days: false,
        }
    }
}

/// How busy today is, as far as known.
#[derive(Clone, Copy)]
struct Day {
    on: Timestamp,
    volume: Volume,
}

impl Day {
    fn begins(on: Timestamp) -> Self {
        Self {
            on,
            volume: Volume::default(),
        }
    }

    /// Is that day from now on: what was today's is one of the days before.
    fn turn_into(&mut self, today: Timestamp) {
        if self.on != today {
            self.on = today;
            for amount in [&mut self.volume.cases, &mut self.volume.items] {
                amount.busiest = amount.busiest.max(amount.today);
                amount.today = 0;
            }
        }
    }
}

pub(super) fn read(neighbours: &RwLock<Neighbours>) -> RwLockReadGuard<'_, Neighbours> {
    neighbours.read().unwrap_or_else(PoisonError::into_inner)
}

pub(super) fn write(neighbours: &RwLock<Neighbours>) -> RwLockWriteGuard<'_, Neighbours> {
    neighbours.write().unwrap_or_else(PoisonError::into_inner)
}

impl Neighbours {
    /// Takes over what came and went; everything, where nothing was taken over before.
    pub(super) async fn refresh(
        neighbours: &Arc<RwLock<Self>>,
        tx: &mut dyn Transaction,
        now: Timestamp,
    ) -> Result<(), StorageError> {
        let known = {
            let here = read(neighbours);
            // What came and went longer ago is not told any more.
            here.mark
                .filter(|_| now.since(here.taken_over_at) < FRESH.saturating_sub(ONE_DAY))
        };
        let mut mark = match known {
            Some(mark) => mark,
            None => Self::fill(neighbours, tx).await?,
        };
        loop {
            let fresh = tx.fresh_fingerprints(mark, AT_ONCE).await?;
            let full = fresh.items.len() >= usize::try_from(AT_ONCE).unwrap_or(usize::MAX);
            let further = fresh.mark != mark;
            mark = fresh.mark;
            let mut here = write(neighbours);
            let mut told = HashSet::with_capacity(fresh.items.len());
            for (item, print) in fresh.items {
                let Some(print) = print else {
                    here.pictures.remove(&item);
                    here.scenes.remove(&item);
                    continue;
                };
                if !told.insert((item, print)) || here.told.contains(&(item, print)) {
                    continue;
                }
                match print {
                    Print::Whole(pdq) => here.pictures.insert(item, &pdq),
                    Print::Scene(pdq) => here.scenes.insert(item, &pdq),
                }
            }
            here.told = told;
            here.mark = Some(mark);
            here.taken_over_at = now;
            if !(full && further) {
                return Ok(());
            }
        }
    }

    /// Reads everything there is, all as of one moment.
    async fn fill(neighbours: &Arc<RwLock<Self>>, tx: &mut dyn Transaction) -> Result<Mark, StorageError> {
        let mark = tx.fingerprint_mark().await?;
        let mut pictures: Vec<(ItemId, Pdq)> = Vec::new();
        loop {
            let after = pictures.last().map(|(item, _)| *item);
            let page = tx.fingerprints(after, PAGE).await?;
            let last = page.len() < usize::try_from(PAGE).unwrap_or(usize::MAX);
            pictures.extend(page);
            if last {
                break;
            }
        }
        let scenes = Self::every_scene(tx).await?;
        let here = Arc::clone(neighbours);
        // Seconds of computing, for millions.
        computed(move || {
            let pictures = Index::of(pictures);
            let scenes = Index::of(scenes).with_hashes_of_key(Scenes::KEPT);
            let mut here = write(&here);
            here.pictures = pictures;
            here.scenes = scenes;
        })
        .await?;
        Ok(mark)
    }

    /// What is kept here of every video.
    async fn every_scene(tx: &mut dyn Transaction) -> Result<Vec<(ItemId, Pdq)>, StorageError> {
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let page = tx.videos(after, PAGE_OF_VIDEOS).await?;
            let Some(&(last, _)) = page.last() else {
                return Ok(all);
            };
            after = Some(last);
            let kept = computed(move || {
                let scenes = page
                    .into_iter()
                    .filter_map(|(item, video)| Some((item, Scenes::of(&video)?)));
                scenes
                    .flat_map(|(item, scenes)| scenes.kept().map(|pdq| (item, pdq)).collect::<Vec<_>>())
                    .collect::<Vec<_>>()
            });
            all.extend(kept.await?);
        }
    }

    /// Does what pays of merging, without keeping anyone from reading meanwhile.
    pub(super) fn merge(neighbours: &RwLock<Self>) {
        type Either = (
            fn(&Neighbours) -> &Index<ItemId>,
            fn(&mut Neighbours) -> &mut Index<ItemId>,
        );
        let both: [Either; 2] = [
            (|here| &here.pictures, |here| &mut here.pictures),
            (|here| &here.scenes, |here| &mut here.scenes),
        ];
        for (index, index_mut) in both {
            loop {
                // In a statement of its own, so that reading has ended when the result is put in place.
                let due = index(&read(neighbours)).merge_due();
                let Some(merge) = due else { break };
                let merged = merge.carry_out();
                index_mut(&mut write(neighbours)).install(merged);
            }
        }
    }

    /// Reads the known pictures, where any came or went since they were read.
    pub(super) async fn refresh_known(
        neighbours: &RwLock<Self>,
        tx: &mut dyn Transaction,
    ) -> Result<(), StorageError> {
        let mark = tx.known_mark().await?;
        if read(neighbours).known_mark == Some(mark) {
            return Ok(());
        }
        let known = known::in_force(tx.known_pictures().await?);
        let known = known.into_iter().map(Sought::from).collect();
        let known = computed(move || Gallery::of(known)).await?;
        let mut here = write(neighbours);
        here.known = known;
        here.known_mark = Some(mark);
        Ok(())
    }

    /// Reads how busy the last days were.
    pub(super) async fn refresh_volume(
        neighbours: &RwLock<Self>,
        tx: &mut dyn Transaction,
        today: Timestamp,
    ) -> Result<(), StorageError> {
        let mut days: HashMap<ListName, Day> = HashMap::new();
        for counted in tx.tallies(today.minus(FOUR_WEEKS)).await? {
            let is_of_cases = counted.name == tally::CASES;
            if !is_of_cases && counted.name != tally::SURVIVORS_ITEMS {
                continue;
            }
            let day = days.entry(counted.list).or_insert_with(|| Day::begins(today));
            let amount = if is_of_cases {
                &mut day.volume.cases
            } else {
                &mut day.volume.items
            };
            if counted.day == today {
                amount.today = counted.amount;
            } else {
                amount.busiest = amount.busiest.max(counted.amount);
            }
        }
        let mut here = write(neighbours);
        here.days = days;
        here.has_days = true;
        Ok(())
    }

    /// Whether not everything was taken over yet.
    pub(super) const fn is_new(&self) -> bool {
        !self.has_days
    }

    /// How busy today is, and how busy the four weeks before were. What was counted last may be yesterday's.
    pub(super) fn volume(&self, list: &ListName, today: Timestamp) -> Volume {
        let mut day = self.days.get(list).copied().unwrap_or_else(|| Day::begins(today));
        day.turn_into(today);
        day.volume
    }

    /// Counts cases, and photos and videos, between two readings of the counts.
    pub(super) fn note(&mut self, list: &ListName, today: Timestamp, cases: u64, items: u64) {
        let day = self
            .days
            .entry(list.clone())
            .or_insert_with(|| Day::begins(today));
        day.turn_into(today);
        day.volume.cases.today += cases;
        day.volume.items.today += items;
    }

    pub(super) fn held(&self) -> Held {
        Held {
            pictures: self.pictures.len() + self.scenes.len(),
            bytes: self.pictures.bytes() + self.scenes.bytes(),
        }
    }
}
