//! Answers that take long: how many of them one subscriber may have open on a node, and how long they wait for whoever reads
//! them. So one key, whatever is done with it, leaves connections, memory and database to the others.

use std::{
    collections::HashMap,
    io,
    pin::pin,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use domain::id::SubscriberId;
use futures::{Stream, StreamExt as _, stream};
use tokio::{sync::mpsc, time::timeout};

use crate::problem::Problem;

/// Whoever takes nothing of an answer for so long is cut off.
pub(crate) const WRITE_PATIENCE: Duration = Duration::from_secs(30);

/// What keeps an answer open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// Changes as they come.
    Events,
    /// Waiting for a change, or for a window to be over.
    Wait,
    /// A heavy page of changes, which is in memory while it is taken.
    Page,
    /// A whole list, read from the database as it is taken.
    Snapshot,
    /// What was served, which is in memory while it is signed.
    Evidence,
}

impl Kind {
    /// So many at once: some for each program that follows a list, and for its next one while it is being replaced.
    pub(crate) const fn most(self) -> u32 {
        match self {
            Self::Events | Self::Wait => 16,
            Self::Page => 8,
            Self::Snapshot => 4,
            Self::Evidence => 2,
        }
    }
}

/// Counts the open answers of every subscriber. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Places(Arc<Mutex<HashMap<(SubscriberId, Kind), u32>>>);

/// A place among them, until it is dropped.
pub(crate) struct Place {
    places: Places,
    whose: (SubscriberId, Kind),
}

impl Places {
    /// One more place.
    ///
    /// # Errors
    /// [`Problem::TooManyAtOnce`] where the subscriber has as many as it may.
    pub(crate) fn take(&self, subscriber: SubscriberId, kind: Kind) -> Result<Place, Problem> {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.entry((subscriber, kind)).or_default();
        if *count >= kind.most() {
            return Err(Problem::TooManyAtOnce { most: kind.most() });
        }
        *count += 1;
        Ok(Place {
            places: self.clone(),
            whose: (subscriber, kind),
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = taken.get_mut(&self.whose) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.whose);
            }
        }
    }
}

impl Place {
    /// The same pieces, holding this place, and whatever they are read from, until all were taken or nobody takes the next. They
    /// are read from the first one on that is asked for.
    pub(crate) fn hold<T: Send + 'static>(
        self,
        pieces: impl Stream<Item = io::Result<T>> + Send + 'static,
    ) -> impl Stream<Item = io::Result<T>> {
        self.hold_for(pieces, WRITE_PATIENCE)
    }

    fn hold_for<T: Send + 'static>(
        self,
        pieces: impl Stream<Item = io::Result<T>> + Send + 'static,
        patience: Duration,
    ) -> impl Stream<Item = io::Result<T>> {
        // Whoever compresses asks once more after the end.
        stream::once(async move { self.begin(pieces, patience) })
            .flatten()
            .fuse()
    }

    fn begin<T: Send + 'static>(
        self,
        pieces: impl Stream<Item = io::Result<T>> + Send + 'static,
        patience: Duration,
    ) -> impl Stream<Item = io::Result<T>> {
        let (sender, receiver) = mpsc::channel(1);
        tokio::spawn(async move {
            // That someone has gone is not noticed by sending alone: there may be nothing to send for long.
            tokio::select! {
                () = hand_over(pieces, &sender, patience) => {}
                () = sender.closed() => {}
            }
            drop(self);
        });
        stream::unfold(
            Some(receiver),
            async |receiver: Option<mpsc::Receiver<Part<T>>>| {
                let mut receiver = receiver?;
                match receiver.recv().await {
                    Some(Part::Piece(piece)) => Some((piece, Some(receiver))),
                    Some(Part::End) => None,
                    None => Some((Err(io::ErrorKind::TimedOut.into()), None)),
                }
            },
        )
    }
}

/// What is handed over.
enum Part<T> {
    Piece(io::Result<T>),
    /// Without it nobody takes what came for the whole.
    End,
}

/// Hands piece after piece over, and stops where one is not taken in time.
async fn hand_over<T>(
    pieces: impl Stream<Item = io::Result<T>>,
    sender: &mpsc::Sender<Part<T>>,
    patience: Duration,
) {
    let mut pieces = pin!(pieces);
    while let Some(piece) = pieces.next().await {
        let taken = timeout(patience, sender.send(Part::Piece(piece))).await;
        if !matches!(taken, Ok(Ok(()))) {
            return;
        }
    }
    let _ = timeout(patience, sender.send(Part::End)).await;
}

#[cfg(test)]
mod tests {
    use futures::TryStreamExt as _;

    use super::*;

    const ONE: SubscriberId = SubscriberId::from_bytes([1; 16]);
    const OTHER: SubscriberId = SubscriberId::from_bytes([2; 16]);

    #[test]
    fn each_subscriber_has_its_own_places_of_each_kind() {
        let places = Places::default();
        let most = Kind::Snapshot.most();
        let mut held: Vec<_> = (0..most)
            .map(|_| places.take(ONE, Kind::Snapshot).unwrap())
            .collect();
        let refused = places.take(ONE, Kind::Snapshot).err();
        assert_eq!(refused, Some(Problem::TooManyAtOnce { most }));
        assert!(places.take(OTHER, Kind::Snapshot).is_ok());
        assert!(places.take(ONE, Kind::Events).is_ok());
        held.pop();
        assert!(places.take(ONE, Kind::Snapshot).is_ok(), "one has ended");
        held.clear();
        assert!(places.0.lock().unwrap().is_empty(), "nothing is left of it");
    }

    async fn free(places: &Places) {
        let emptied = async {
            while !places.0.lock().unwrap().is_empty() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        timeout(Duration::from_secs(60), emptied)
            .await
            .expect("the place is free");
    }

    #[tokio::test]
    async fn whoever_stops_reading_is_cut_off_and_the_place_is_free() {
        let places = Places::default();
        let place = places.take(ONE, Kind::Snapshot).unwrap();
        let endless = stream::repeat_with(|| Ok([0; 1_024]));
        let mut pieces = Box::pin(place.hold_for(endless, Duration::from_millis(50)));
        pieces.next().await.unwrap().unwrap();
        free(&places).await;
        let rest: Result<Vec<_>, _> = pieces.try_collect().await;
        assert!(rest.is_err(), "what is missing is noticed");
    }

    #[tokio::test]
    async fn whoever_goes_away_frees_the_place_also_where_there_is_nothing_to_send() {
        let places = Places::default();
        let place = places.take(ONE, Kind::Events).unwrap();
        let mut silent = Box::pin(place.hold(stream::pending::<io::Result<()>>()));
        let asked = timeout(Duration::from_millis(20), silent.next()).await;
        assert!(asked.is_err(), "nothing comes");
        drop(silent);
        free(&places).await;
    }

    #[tokio::test]
    async fn what_is_read_comes_whole_and_what_is_not_asked_for_is_not_read() {
        let places = Places::default();
        let hold = |pieces| places.take(ONE, Kind::Snapshot).unwrap().hold(pieces);
        let read: Vec<u8> = hold(stream::iter((0..100).map(Ok).collect::<Vec<_>>()))
            .try_collect()
            .await
            .unwrap();
        assert_eq!(read, (0..100).collect::<Vec<_>>());
        let untouched = places
            .take(ONE, Kind::Snapshot)
            .unwrap()
            .hold(stream::repeat_with(|| -> io::Result<()> {
                panic!("it was read")
            }));
        tokio::task::yield_now().await;
        drop(untouched);
        free(&places).await;
    }
}
