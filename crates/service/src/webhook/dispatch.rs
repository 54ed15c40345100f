use std::{
    collections::{BTreeMap, HashSet},
    pin::pin,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use domain::{
    Timestamp,
    id::SubscriberId,
    sealed::Purpose,
    webhook::{Because, Message, News, Progress, Webhook, delay_after},
};
use storage::StorageError;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::JoinSet,
    time::timeout,
};
use tokio_util::sync::CancellationToken;

use super::{Courier, Fault, Letter, Receipt, WebhookError};
use crate::Service;

/// A receiver has so long to answer, resolving and connecting included.
pub const PATIENCE: Duration = Duration::from_secs(15);
/// How often it is looked for what is to be sent.
const EVERY: Duration = Duration::from_millis(250);
/// A message that was taken up is left alone for so long; if the node dies over it, it is tried again then.
const LEASE: Duration = Duration::from_secs(120);
/// So many receivers are talked to at the same time.
const HEALTHY: usize = 256;
/// A receiver that has not answered by then makes way for the next: it has just died, or is slow.
const SOON: Duration = Duration::from_secs(1);
/// So many of those that made way are waited for. Where there are more, they are taken for dead at once and tried again as
/// such, so that however many die in the same moment, each keeps the others waiting for [`SOON`] at most.
const WAITED_FOR: usize = 1_024;
/// And so many of those that took nothing the last time: they have a lane of their own, so that however many of them
/// there are and however long they let us wait, they delay nobody else.
const FAILING: usize = 64;
/// So many messages are looked at for one round.
const ROUND: u32 = 2_000;
/// So many new messages are written in one transaction.
const BATCH: u32 = 500;
/// A receiver that took nothing for so long, when the last try of a message fails, is not woken any more. A little less
/// than a message's tries take together.
const UNREACHABLE: Duration = Duration::from_secs(60 * 3_600);
/// The longest that a receiver can ask us to wait.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 3_600);

/// Receivers that are talked to at the same time.
struct Lane {
    failing: bool,
    places: Arc<Semaphore>,
    /// Where those go on who make way; `None` where nobody does.
    waiting_room: Option<Arc<Semaphore>>,
}

/// Platforms that are talked to at the moment. Each has one conversation at a time: its messages stand in a queue.
#[derive(Clone, Default)]
struct Busy(Arc<Mutex<HashSet<SubscriberId>>>);

impl Busy {
    fn has(&self, platform: SubscriberId) -> bool {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .contains(&platform)
    }

    fn begin(&self, platform: SubscriberId) -> Conversation {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(platform);
        Conversation {
            busy: self.clone(),
            platform,
        }
    }
}

/// Ends when it is dropped.
struct Conversation {
    busy: Busy,
    platform: SubscriberId,
}

impl Drop for Conversation {
    fn drop(&mut self) {
        self.busy
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&self.platform);
    }
}

/// Whether anyone was there to take a message.
enum Reached {
    /// Someone answered, whatever the answer.
    Yes,
    /// Nobody did: it is tried again at that moment.
    No(Timestamp),
}

/// One platform's messages, taken up.
struct Round {
    messages: Vec<Message>,
    seat: Seat,
    _conversation: Conversation,
}

/// What a conversation takes up.
struct Seat {
    place: OwnedSemaphorePermit,
    waiting_room: Option<Arc<Semaphore>>,
}

impl Seat {
    /// Leaves the place to another conversation. Answers whether this one can go on.
    fn make_way(&mut self) -> bool {
        let Some(room) = self.waiting_room.take() else {
            return true;
        };
        match Arc::clone(&room).try_acquire_owned() {
            Ok(place) => self.place = place,
            Err(_) => self.waiting_room = Some(room),
        }
        self.waiting_room.is_none()
    }
}

impl Service {
    /// Wakes platforms while this node leads, until cancelled.
    pub async fn run_webhooks(&self, courier: Arc<dyn Courier>, cancelled: CancellationToken) {
        let lanes = [(false, HEALTHY, Some(WAITED_FOR)), (true, FAILING, None)];
        let lanes = lanes.map(|(failing, places, waited_for)| Lane {
            failing,
            places: Arc::new(Semaphore::new(places)),
            waiting_room: waited_for.map(|places| Arc::new(Semaphore::new(places))),
        });
        let busy = Busy::default();
        // Dropped at the end: what is under way then is tried again when its lease is over.
        let mut conversations = JoinSet::new();
        let mut ticks = tokio::time::interval(EVERY);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        while cancelled.run_until_cancelled(ticks.tick()).await.is_some() {
            while conversations.try_join_next().is_some() {}
            let Some(epoch) = self.leading() else { continue };
            match self.next_rounds(epoch, &lanes, &busy).await {
                Ok(rounds) => {
                    for round in rounds {
                        let (service, courier) = (self.clone(), Arc::clone(&courier));
                        conversations.spawn(async move { service.converse(round, courier.as_ref()).await });
                    }
                }
                Err(StorageError::Fenced) => {}
                Err(error) => tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "waking platforms failed; trying again"
                ),
            }
        }
    }

    /// Writes what has to be said, and takes up what is due.
    async fn next_rounds(
        &self,
        epoch: i64,
        lanes: &[Lane; 2],
        busy: &Busy,
    ) -> Result<Vec<Round>, StorageError> {
        while self.write_messages(epoch).await? == BATCH as usize {}
        let mut rounds = Vec::new();
        for lane in lanes {
            rounds.extend(self.take_up(epoch, lane, busy).await?);
        }
        Ok(rounds)
    }

    /// Writes a message to each platform that does not know how far a list goes. Returns how many.
    async fn write_messages(&self, epoch: i64) -> Result<usize, StorageError> {
        // Looking first spares the writer's lock in the many moments in which there is nothing to say.
        if self.storage().read().await?.behind(1).await?.is_empty() {
            return Ok(0);
        }
        let mut tx = self.storage().begin().await?;
        tx.fence(epoch).await?;
        let behind = tx.behind(BATCH).await?;
        for platform in &behind {
            let news = News::Advanced {
                list: platform.list.clone(),
                number: platform.number,
            };
            tx.add_message(&self.new_message(platform.subscriber, news))
                .await?;
            tx.set_told(platform.subscriber, &platform.list, platform.number)
                .await?;
        }
        tx.commit().await?;
        Ok(behind.len())
    }

    async fn take_up(&self, epoch: i64, lane: &Lane, busy: &Busy) -> Result<Vec<Round>, StorageError> {
        let now = self.now();
        let waiting = self
            .storage()
            .read()
            .await?
            .due_messages(now, lane.failing, 1)
            .await?;
        if waiting.is_empty() || lane.places.available_permits() == 0 {
            return Ok(Vec::new());
        }
        let mut tx = self.storage().begin().await?;
        tx.fence(epoch).await?;
        let mut rounds = BTreeMap::<SubscriberId, Round>::new();
        for mut message in tx.due_messages(now, lane.failing, ROUND).await? {
            let platform = message.subscriber;
            let known = rounds.contains_key(&platform);
            if !known && busy.has(platform) {
                continue;
            }
            message.next_attempt_at = Some(now.plus(LEASE));
            if !known {
                let Ok(place) = Arc::clone(&lane.places).try_acquire_owned() else {
                    break;
                };
                let round = Round {
                    messages: Vec::new(),
                    seat: Seat {
                        place,
                        waiting_room: lane.waiting_room.clone(),
                    },
                    _conversation: busy.begin(platform),
                };
                rounds.insert(platform, round);
            }
            tx.update_message(&message).await?;
            if let Some(round) = rounds.get_mut(&platform) {
                round.messages.push(message);
            }
        }
        tx.commit().await?;
        Ok(rounds.into_values().collect())
    }

    /// Sends one platform its messages, one after the other.
    async fn converse(&self, mut round: Round, courier: &dyn Courier) {
        let mut messages = std::mem::take(&mut round.messages).into_iter();
        while let Some(message) = messages.next() {
            match self.send(message, courier, &mut round.seat).await {
                Ok(Reached::Yes) => {}
                // The rest would fare no better, and waits as long without having been tried.
                Ok(Reached::No(until)) => {
                    if let Err(error) = self.put_off(messages.as_slice(), until).await {
                        tracing::warn!(
                            error = &error as &dyn std::error::Error,
                            "wake-ups could not be put off; they are tried when their lease is over"
                        );
                    }
                    return;
                }
                Err(error) => tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "a wake-up could not be kept; it is tried again"
                ),
            }
        }
    }

    async fn put_off(&self, untried: &[Message], until: Timestamp) -> Result<(), StorageError> {
        if untried.is_empty() {
            return Ok(());
        }
        let mut tx = self.storage().begin().await?;
        for message in untried {
            tx.update_message(&Message {
                next_attempt_at: Some(until),
                ..message.clone()
            })
            .await?;
        }
        tx.commit().await
    }

    /// Sends a message once and keeps what came of it. Answers whether anyone was there.
    async fn send(
        &self,
        mut message: Message,
        courier: &dyn Courier,
        seat: &mut Seat,
    ) -> Result<Reached, WebhookError> {
        message.attempts = message.attempts.saturating_add(1);
        let mut tx = self.storage().read().await?;
        let Some(webhook) = tx.webhook(message.subscriber).await? else {
            return Ok(Reached::No(self.now()));
        };
        let mut secrets = Vec::new();
        let both = webhook.previous_until.is_some_and(|until| self.now() < until);
        for purpose in [Purpose::WebhookSecret, Purpose::PreviousWebhookSecret] {
            if purpose == Purpose::WebhookSecret || both {
                secrets.extend(
                    self.webhook_secrets(tx.as_mut(), purpose, message.subscriber)
                        .await?,
                );
            }
        }
        drop(tx);
        let id = format!("msg_{}", message.id);
        let timestamp = self.now().as_seconds().to_string();
        let body = body(&message);
        let signatures: Vec<_> = secrets
            .iter()
            .map(|secret| secret.sign(&id, &timestamp, &body))
            .collect();
        let letter = Letter {
            address: webhook.address.clone(),
            id,
            timestamp,
            signature: signatures.join(" "),
            body,
        };
        let answer = deliver(&letter, courier, seat).await;
        let answered = answer.is_ok();
        let until = self.keep_outcome(&message, &webhook, answer).await?;
        Ok(match until {
            Some(until) if !answered => Reached::No(until),
            _ => Reached::Yes,
        })
    }

    async fn keep_outcome(
        &self,
        message: &Message,
        webhook: &Webhook,
        answer: Result<Receipt, Fault>,
    ) -> Result<Option<Timestamp>, StorageError> {
        let now = self.now();
        let (outcome, status, asked) = match answer {
            Ok(receipt) => (
                receipt.status.to_string(),
                receipt.status,
                receipt.retry_after.unwrap_or_default(),
            ),
            Err(fault) => (fault.as_str().to_owned(), 0, Duration::ZERO),
        };
        let mut tried = Message {
            last_attempt_at: Some(now),
            outcome: Some(outcome),
            ..message.clone()
        };
        let platform = message.subscriber;
        let [chance] = self.entropy().bytes();
        let mut off = None;
        match (status, delay_after(message.attempts, chance)) {
            (200..=299, _) => (tried.progress, tried.next_attempt_at) = (Progress::Delivered, None),
            (410, _) => {
                (tried.progress, tried.next_attempt_at) = (Progress::GivenUp, None);
                off = Some(Because::Gone);
            }
            (_, Some(delay)) => {
                tried.next_attempt_at = Some(now.plus(delay.max(asked.min(LONGEST_WAIT))));
            }
            (_, None) => {
                (tried.progress, tried.next_attempt_at) = (Progress::GivenUp, None);
                // Another message may have arrived meanwhile: then only this one is not wanted.
                let dead = webhook
                    .failing_since
                    .is_some_and(|since| now.since(since) >= UNREACHABLE);
                off = dead.then_some(Because::Unreachable);
            }
        }
        let taken = tried.progress == Progress::Delivered;
        let mut tx = self.storage().begin().await?;
        let Some(webhook_now) = tx.webhook(platform).await? else {
            return Ok(None);
        };
        if webhook_now.address != webhook.address {
            // The platform was given another address while the old one answered: that one says nothing about this one.
            let afresh = Message {
                attempts: 0,
                next_attempt_at: Some(now),
                ..message.clone()
            };
            tx.update_message(&afresh).await?;
            tx.commit().await?;
            return Ok(None);
        }
        tx.update_message(&tried).await?;
        if taken && webhook.failing_since.is_some() {
            tx.set_webhook_failing(platform, None).await?;
            // It is back: whatever waited for it need not wait longer.
            tx.hasten_messages(platform, now).await?;
        }
        if !taken && webhook.failing_since.is_none() {
            tx.set_webhook_failing(platform, Some(now)).await?;
        }
        if off.is_some() {
            tx.switch_webhook(platform, off).await?;
        }
        tx.commit().await?;
        Ok(tried.next_attempt_at)
    }
}

/// Delivers a letter, and makes way for others where that takes long.
async fn deliver(letter: &Letter, courier: &dyn Courier, seat: &mut Seat) -> Result<Receipt, Fault> {
    let mut delivery = pin!(timeout(PATIENCE, courier.deliver(letter)));
    let answer = match timeout(SOON, &mut delivery).await {
        Ok(answer) => answer,
        Err(_) if seat.make_way() => delivery.await,
        Err(_) => return Err(Fault::Timeout),
    };
    answer.unwrap_or(Err(Fault::Timeout))
}

/// What a message says: that a list has advanced, and to which number. The same in every try.
fn body(message: &Message) -> String {
    let (kind, data) = match &message.news {
        News::Advanced { list, number } => (
            "list.advanced",
            serde_json::json!({ "list": list.as_str(), "number": number }),
        ),
        News::Test => ("test", serde_json::json!({})),
    };
    let body = serde_json::json!({
        "type": kind,
        "timestamp": instant(message.created_at),
        "data": data,
    });
    body.to_string()
}

fn instant(at: Timestamp) -> String {
    OffsetDateTime::from_unix_timestamp(at.as_seconds())
        .unwrap_or(OffsetDateTime::UNIX_EPOCH)
        .format(&Rfc3339)
        .unwrap_or_default()
}
