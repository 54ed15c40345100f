//! What is known around a submission: pictures that anyone may know, the pictures of other cases, and usual days.
//!
//! Every node holds the PDQ of all photos and some scenes of all videos in memory, in exact indexes ([`nearby`]). It fills it from the database when it
//! starts, and takes over what came and went before each submission and every few seconds, so that it is never behind
//! what is committed.

mod around;
mod cluster;
mod doubt;
mod gallery;
mod known;
mod listed;
mod near;
mod neighbours;
mod operator;
mod same_file;
mod starter;
mod taken_off;

use std::{
    sync::{Arc, RwLock},
    time::Duration,
};

use domain::list::ListName;
use storage::StorageError;
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

use self::neighbours::Neighbours;
pub use self::{
    cluster::{Cluster, ClusterRow},
    known::{Known, KnownHash, Origin, Public},
    operator::{AddedKnown, RemovalError},
};
pub(crate) use self::{
    doubt::{doubt, earlier},
    near::prints,
    taken_off::{ToMark, mark_alike, stops},
};
use crate::Service;

/// How often this node takes over what came and went when nobody submits anything.
const EVERY: Duration = Duration::from_secs(5);

/// What this node holds in memory for screening.
#[derive(Default)]
pub(crate) struct Screening {
    neighbours: Arc<RwLock<Neighbours>>,
    /// Held by whoever takes over what came and went.
    turn: Mutex<()>,
    /// Held by whoever marks what has the pictures of entries that were suspended by rule, one after the other.
    pub(crate) marking: Mutex<()>,
}

/// How much a node holds in memory for screening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Pictures of cases, those that are kept of each video among them.
    pub pictures: usize,
    /// Bytes that they and their index take.
    pub bytes: usize,
}

impl Service {
    /// Fills this node's memory from the database, or takes over what came and went since it did, of pictures and of known
    /// ones.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn refresh_screening(&self) -> Result<(), StorageError> {
        let screening = &self.0.screening;
        let _turn = screening.turn.lock().await;
        let mut tx = self.storage().read().await?;
        Neighbours::refresh(&screening.neighbours, tx.as_mut(), self.now()).await?;
        // What an operator says anyone may know counts from that moment on.
        Neighbours::refresh_known(&screening.neighbours, tx.as_mut()).await
    }

    /// As [`Self::refresh_screening`], for what changes seldom as well: usual days.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn refresh_all_screening(&self) -> Result<(), StorageError> {
        self.refresh_screening().await?;
        let _turn = self.0.screening.turn.lock().await;
        let mut tx = self.storage().read().await?;
        let neighbours = &self.0.screening.neighbours;
        Neighbours::refresh_volume(neighbours, tx.as_mut(), self.now().start_of_day()).await
    }

    /// Keeps this node's memory up to date and in good order, and makes the marks that no node has got to, until cancelled.
    pub async fn run_screening(&self, cancelled: CancellationToken) {
        // Beside each other, so that no mark keeps this node from hearing what came.
        tokio::join!(self.keep_up_to_date(&cancelled), self.keep_marking(&cancelled));
    }

    async fn keep_up_to_date(&self, cancelled: &CancellationToken) {
        let mut ticks = tokio::time::interval(EVERY);
        while cancelled.run_until_cancelled(ticks.tick()).await.is_some() {
            let refreshed = self.refresh_all_screening().await;
            if let Err(error) = refreshed {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "what came and went could not be taken over; trying again"
                );
            }
            self.merge_screening().await;
            self.metrics().screening_holds(self.screening_holds());
        }
    }

    /// How much this node holds in memory.
    pub fn screening_holds(&self) -> Held {
        neighbours::read(&self.0.screening.neighbours).held()
    }

    async fn merge_screening(&self) {
        let neighbours = Arc::clone(&self.0.screening.neighbours);
        let merged = tokio::task::spawn_blocking(move || Neighbours::merge(&neighbours));
        if merged.await.is_err() {
            tracing::error!("the index of pictures could not be put in order");
        }
    }

    /// Counts what a person sent and is kept, for usual days: how many cases, and how many photos and videos in them or added
    /// to one.
    pub(crate) fn note_volume(&self, list: &ListName, cases: u64, items: u64) {
        let today = self.now().start_of_day();
        neighbours::write(&self.0.screening.neighbours).note(list, today, cases, items);
    }
}
