//! How many files are made at the same time, and for whom.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
};

use domain::id::SubscriberId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::ExportError;

/// So many files are made at the same time, of the eight connections that SQLite has for readers.
const AT_ONCE: usize = 3;

/// Places for those who make a file.
pub(crate) struct Exports {
    places: Arc<Semaphore>,
    given: Arc<Mutex<HashSet<SubscriberId>>>,
}

impl Default for Exports {
    fn default() -> Self {
        Self {
            places: Arc::new(Semaphore::new(AT_ONCE)),
            given: Arc::default(),
        }
    }
}

/// Ends when it is dropped.
pub(super) struct Place {
    _place: OwnedSemaphorePermit,
    whose: Option<SubscriberId>,
    given: Arc<Mutex<HashSet<SubscriberId>>>,
}

impl Exports {
    pub(super) fn begin(&self, whose: Option<SubscriberId>) -> Result<Place, ExportError> {
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        if whose.is_some_and(|platform| given.contains(&platform)) {
            return Err(ExportError::OneAtATime);
        }
        let place = Arc::clone(&self.places)
            .try_acquire_owned()
            .map_err(|_| ExportError::Busy)?;
        given.extend(whose);
        Ok(Place {
            _place: place,
            whose,
            given: Arc::clone(&self.given),
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(platform) = &self.whose {
            let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
            given.remove(platform);
        }
    }
}
