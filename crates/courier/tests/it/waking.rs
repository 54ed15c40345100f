//! A list advances, and platforms are woken.

use std::{sync::Arc, time::Duration};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use courier::{HttpCourier, SystemResolver};
use domain::{
    audit::Agent,
    list::ListName,
    subscriber::Subscriber,
    webhook::{Because, Message, Progress, Reach},
};
use ed25519_dalek::{Signature, VerifyingKey};
use hmac::{Hmac, KeyInit as _, Mac as _};
use rustls::RootCertStore;
use service::{
    testing::{TestService, form},
    webhook::{Secret, WebhookError},
};
use sha2::Sha256;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::receiver::{Receiver, Seen};

/// Far more than any answer takes that comes.
const PATIENCE: Duration = service::webhook::PATIENCE;

/// A service that numbers changes and wakes platforms, and a receiver.
struct Scene {
    test: TestService,
    receiver: Receiver,
    running: JoinSet<()>,
}

impl Scene {
    async fn start() -> Self {
        Self::with_patience(PATIENCE).await
    }

    /// One in which receivers are waited for that long.
    async fn with_patience(patience: Duration) -> Self {
        let test = TestService::start().await;
        test.service.wake_loopback();
        let mut scene = Self {
            test,
            receiver: Receiver::start().await,
            running: JoinSet::new(),
        };
        scene.run(patience);
        scene
    }

    fn run(&mut self, patience: Duration) {
        let (numbering, waking) = (self.test.service.clone(), self.test.service.clone());
        self.running.spawn(async move {
            numbering
                .run_sequencer(Duration::from_millis(20), CancellationToken::new())
                .await;
        });
        let courier = HttpCourier::with(
            Reach::Loopback,
            Arc::new(SystemResolver),
            RootCertStore::empty(),
            patience,
        );
        self.running.spawn(async move {
            waking
                .run_webhooks(Arc::new(courier), CancellationToken::new())
                .await;
        });
    }

    /// Ends everything that runs, in the middle of whatever it is.
    async fn die(&mut self) {
        self.running.abort_all();
        while self.running.join_next().await.is_some() {}
    }

    /// A platform that is woken at a path of the receiver.
    async fn platform(&self, name: &str, path: &str) -> (Subscriber, Secret) {
        let lists = [ListName::exploitative()];
        let (platform, _) = self.test.service.add_subscriber(name, &lists).await.unwrap();
        let address = self.receiver.url(path);
        let secret = self
            .test
            .service
            .set_webhook(&platform, &address, Agent::Operator)
            .await
            .unwrap();
        (platform, secret.unwrap())
    }

    /// A survivor hands in a photo.
    async fn submit(&self, key: u8) {
        let form = form(key, 1).parse().unwrap();
        self.test.service.submit(form).await.unwrap();
    }

    /// Ten platforms that take everything at `/ok/1`.
    async fn healthy(&self) -> usize {
        const HEALTHY: usize = 10;
        for number in 0..HEALTHY {
            self.platform(&format!("Healthy {number}"), "/ok/1").await;
        }
        HEALTHY
    }

    /// What waits for platforms that took nothing the last time.
    async fn of_failing_receivers(&self) -> Vec<Message> {
        let one_day = self.test.service.now().plus(Duration::from_secs(24 * 3_600));
        let mut reader = self.test.storage.read().await.unwrap();
        reader.due_messages(one_day, true, 1_000).await.unwrap()
    }

    async fn newest(&self, platform: &Subscriber) -> Option<Message> {
        let view = self.test.service.webhook(platform.id).await.unwrap().unwrap();
        view.messages.first().cloned()
    }

    /// Waits until something is true of the newest message to a platform.
    async fn until(&self, platform: &Subscriber, holds: impl Fn(&Message) -> bool) -> Message {
        for _ in 0..3_000 {
            if let Some(message) = self.newest(platform).await.filter(|message| holds(message)) {
                return message;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("it never was: {:?}", self.newest(platform).await);
    }
}

/// Verifies both signatures as a receiver does, with what the platform was given.
fn verify(seen: &Seen, secret: &Secret) -> (bool, bool) {
    let signed = format!(
        "{}.{}.{}",
        seen.header("webhook-id"),
        seen.header("webhook-timestamp"),
        seen.body
    );
    let shared = secret.shared();
    let key = BASE64_STANDARD
        .decode(shared.strip_prefix("whsec_").unwrap())
        .unwrap();
    let public = secret.public_key();
    let public = BASE64_STANDARD
        .decode(public.strip_prefix("whpk_").unwrap())
        .unwrap();
    let public = VerifyingKey::from_bytes(&public.try_into().unwrap()).unwrap();
    let (mut by_secret, mut by_key) = (false, false);
    for signature in seen.header("webhook-signature").split(' ') {
        let (version, value) = signature.split_once(',').unwrap();
        let value = BASE64_STANDARD.decode(value).unwrap();
        match version {
            "v1" => {
                let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
                mac.update(signed.as_bytes());
                by_secret |= mac.verify_slice(&value).is_ok();
            }
            "v1a" => {
                let signature = Signature::from_slice(&value).unwrap();
                by_key |= public.verify_strict(signed.as_bytes(), &signature).is_ok();
            }
            other => panic!("{other} is no version"),
        }
    }
    (by_secret, by_key)
}

#[tokio::test]
async fn a_platform_is_woken_with_both_signatures_and_without_a_hash() {
    let scene = Scene::start().await;
    let (platform, secret) = scene.platform("Example", "/ok/1").await;
    let submission = form(1, 2);
    scene.submit(1).await;
    let seen = scene.receiver.wait_for("/ok/1", 1).await.remove(0);
    assert_eq!(verify(&seen, &secret), (true, true));
    assert_eq!(seen.header("content-type"), "application/json");
    let body: serde_json::Value = serde_json::from_str(&seen.body).unwrap();
    assert_eq!(
        body,
        serde_json::json!({
            "type": "list.advanced",
            "timestamp": "2026-01-01T12:00:00Z",
            "data": { "list": "exploitative", "number": 1 },
        })
    );
    let item = &submission.items[0];
    for hash in [&item.sha256, &item.md5, item.pdq.as_ref().unwrap()] {
        assert!(!seen.body.contains(hash.as_str()));
    }
    let message = scene
        .until(&platform, |message| message.progress == Progress::Delivered)
        .await;
    assert_eq!(seen.header("webhook-id"), format!("msg_{}", message.id));
    assert_eq!((message.attempts, message.outcome.as_deref()), (1, Some("204")));
}

#[tokio::test]
async fn what_failed_is_tried_again_under_its_id_and_a_receiver_that_is_gone_is_left_alone() {
    let scene = Scene::start().await;
    let (failing, _) = scene.platform("Failing", "/fails/1").await;
    let (waiting, _) = scene.platform("Waiting", "/wait/1").await;
    let (gone, _) = scene.platform("Gone", "/gone/1").await;
    scene.submit(1).await;
    let first = scene
        .until(&failing, |message| message.outcome.as_deref() == Some("500"))
        .await;
    let delay = first.next_attempt_at.unwrap().since(scene.test.service.now());
    assert!((4..=6).contains(&delay.as_secs()), "{delay:?}");
    let asked = scene
        .until(&waiting, |message| message.outcome.as_deref() == Some("429"))
        .await;
    assert_eq!(
        asked.next_attempt_at.unwrap().since(scene.test.service.now()),
        Duration::from_secs(7_200),
        "as long as it asked for"
    );
    scene
        .until(&gone, |message| message.progress == Progress::GivenUp)
        .await;
    let view = scene.test.service.webhook(gone.id).await.unwrap().unwrap();
    assert_eq!(view.webhook.off, Some(Because::Gone));
    scene.submit(2).await;
    scene.test.clock.advance(Duration::from_secs(10));
    let tries = scene.receiver.wait_for("/fails/1", 2).await;
    assert_eq!(tries[0].header("webhook-id"), tries[1].header("webhook-id"));
    assert_eq!(tries[0].body, tries[1].body);
    assert_eq!(scene.receiver.wait_for("/gone/1", 1).await.len(), 1);
}

#[tokio::test]
async fn after_three_days_a_receiver_is_given_up_and_can_be_switched_on_again() {
    let scene = Scene::start().await;
    let (platform, _) = scene.platform("Failing", "/fails/1").await;
    scene.submit(1).await;
    let started = scene.test.service.now();
    for attempt in 1..=10 {
        let tried = scene
            .until(&platform, |message| {
                message.attempts == attempt
                    && message
                        .last_attempt_at
                        .is_some_and(|at| at >= scene.test.service.now())
            })
            .await;
        if let Some(next) = tried.next_attempt_at {
            scene.test.clock.set(next);
        }
    }
    scene
        .until(&platform, |message| message.progress == Progress::GivenUp)
        .await;
    let took = scene.test.service.now().since(started).as_secs();
    assert!((2 * 86_400..4 * 86_400).contains(&took), "{took}");
    let off = async || {
        let view = scene.test.service.webhook(platform.id).await.unwrap();
        view.unwrap().webhook.off
    };
    assert_eq!(off().await, Some(Because::Unreachable));
    let refused = scene
        .test
        .service
        .test_webhook(platform.id, Agent::Operator)
        .await;
    assert!(matches!(refused, Err(WebhookError::Off)));
    let address = scene.receiver.url("/ok/again");
    scene
        .test
        .service
        .set_webhook(&platform, &address, Agent::Operator)
        .await
        .unwrap();
    assert_eq!(off().await, None);
    scene.submit(2).await;
    scene.receiver.wait_for("/ok/again", 1).await;
}

#[tokio::test]
async fn a_receiver_that_refuses_one_kind_of_message_is_still_woken() {
    let scene = Scene::start().await;
    let (platform, _) = scene.platform("Picky", "/picky/1").await;
    let test = scene
        .test
        .service
        .test_webhook(platform.id, Agent::Operator)
        .await
        .unwrap();
    scene
        .until(&platform, |message| message.outcome.as_deref() == Some("400"))
        .await;
    // Each that arrives says that the receiver is there, and none makes it refuse the test once more.
    for wake in 1..=12_u8 {
        scene.submit(wake).await;
        scene.receiver.wait_for("/picky/1", usize::from(wake) + 1).await;
        let delivered = async || {
            let view = scene.test.service.webhook(platform.id).await.unwrap().unwrap();
            let is_over = |message: &&Message| message.progress == Progress::Delivered;
            view.messages.iter().filter(is_over).count()
        };
        while delivered().await < usize::from(wake) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    let view = scene.test.service.webhook(platform.id).await.unwrap().unwrap();
    assert_eq!(view.webhook.off, None);
    let refused = view.messages.iter().find(|message| message.id == test).unwrap();
    assert_eq!((refused.attempts, refused.progress), (1, Progress::Pending));
}

#[tokio::test]
async fn receivers_that_never_answer_delay_nobody_else() {
    // So many conversations are had at the same time with those that are known to be dead.
    const PLACES: usize = 64;
    let mut scene = Scene::with_patience(Duration::from_millis(500)).await;
    for number in 0..90 {
        scene.platform(&format!("Dead {number}"), "/silent/1").await;
    }
    scene.submit(1).await;
    // On a slow disk not all of what became of them can be kept: enough is more than there are places.
    let mut times = 0..3_000;
    while scene.of_failing_receivers().await.len() <= PLACES {
        assert!(times.next().is_some(), "they are not known to be dead");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // From here on each keeps us waiting for as long as we let it.
    scene.die().await;
    scene.test.clock.advance(Duration::from_secs(10));
    let asked = scene.receiver.count("/silent/1");
    scene.run(PATIENCE);
    scene.receiver.wait_for("/silent/1", asked + PLACES).await;
    let healthy = scene.healthy().await;
    scene.submit(2).await;
    scene.receiver.wait_for("/ok/1", healthy).await;
    let tried = scene.of_failing_receivers().await;
    assert!(
        tried.len() > PLACES && tried.iter().all(|message| message.attempts < 2),
        "they had to wait until one of them was over"
    );
}

#[tokio::test]
async fn more_receivers_than_there_are_places_that_die_at_once_delay_nobody_else() {
    let scene = Scene::start().await;
    for number in 0..300 {
        scene.platform(&format!("Dying {number}"), "/silent/1").await;
    }
    scene.submit(1).await;
    scene.receiver.wait_for("/silent/1", 256).await;
    // None of them is known to be dead yet, and each keeps us waiting for as long as we let it.
    let healthy = scene.healthy().await;
    scene.submit(2).await;
    scene.receiver.wait_for("/ok/1", healthy).await;
    let tried = scene.of_failing_receivers().await;
    assert!(tried.is_empty(), "they had to wait until one of them was over");
    scene.receiver.wait_for("/silent/1", 300).await;
}

#[tokio::test]
async fn a_message_is_sent_again_when_its_platform_asks_and_a_test_says_nothing() {
    let scene = Scene::start().await;
    let (platform, secret) = scene.platform("Example", "/ok/1").await;
    let (other, _) = scene.platform("Other", "/ok/2").await;
    let test = scene
        .test
        .service
        .test_webhook(platform.id, Agent::Operator)
        .await
        .unwrap();
    let seen = scene.receiver.wait_for("/ok/1", 1).await.remove(0);
    assert_eq!(verify(&seen, &secret), (true, true));
    assert!(seen.body.contains("\"type\":\"test\""), "{}", seen.body);
    scene
        .until(&platform, |message| message.progress == Progress::Delivered)
        .await;
    scene
        .test
        .service
        .replay_message(platform.id, test, Agent::Operator)
        .await
        .unwrap();
    let again = scene.receiver.wait_for("/ok/1", 2).await.remove(1);
    assert_eq!(again.header("webhook-id"), seen.header("webhook-id"));
    let stolen = scene
        .test
        .service
        .replay_message(other.id, test, Agent::Operator)
        .await;
    assert!(matches!(stolen, Err(WebhookError::NoSuchMessage)));
}

#[tokio::test]
async fn for_a_day_messages_carry_the_signatures_of_both_secrets() {
    let scene = Scene::start().await;
    let (platform, old) = scene.platform("Example", "/ok/1").await;
    let new = scene
        .test
        .service
        .renew_webhook_secret(platform.id, Agent::Operator)
        .await
        .unwrap();
    scene
        .test
        .service
        .test_webhook(platform.id, Agent::Operator)
        .await
        .unwrap();
    let seen = scene.receiver.wait_for("/ok/1", 1).await.remove(0);
    assert_eq!(
        (verify(&seen, &old), verify(&seen, &new)),
        ((true, true), (true, true))
    );
    scene.test.clock.advance(Duration::from_secs(24 * 3_600));
    scene
        .test
        .service
        .test_webhook(platform.id, Agent::Operator)
        .await
        .unwrap();
    let seen = scene.receiver.wait_for("/ok/1", 2).await.remove(1);
    assert_eq!(
        (verify(&seen, &old), verify(&seen, &new)),
        ((false, false), (true, true))
    );
}

#[tokio::test]
async fn whoever_renews_twice_in_a_day_has_messages_with_the_signatures_of_all_three_secrets() {
    let scene = Scene::start().await;
    let (platform, first) = scene.platform("Example", "/ok/1").await;
    let mut secrets = vec![first];
    for _ in 0..2 {
        let renewed = scene
            .test
            .service
            .renew_webhook_secret(platform.id, Agent::Operator);
        secrets.push(renewed.await.unwrap());
        scene.test.clock.advance(Duration::from_secs(3_600));
    }
    let test = async |sent: usize| {
        let asked = scene.test.service.test_webhook(platform.id, Agent::Operator);
        asked.await.unwrap();
        let seen = scene.receiver.wait_for("/ok/1", sent).await.remove(sent - 1);
        let verified = |secret| verify(&seen, secret) == (true, true);
        secrets.iter().map(verified).collect::<Vec<_>>()
    };
    assert_eq!(test(1).await, [true, true, true]);
    scene.test.clock.advance(Duration::from_secs(24 * 3_600));
    assert_eq!(test(2).await, [false, false, true]);
}

#[tokio::test]
async fn what_the_old_address_answers_says_nothing_about_the_new_one() {
    let scene = Scene::start().await;
    let (platform, _) = scene.platform("Moved", "/gone-late/1").await;
    scene.submit(1).await;
    scene.receiver.wait_for("/gone-late/1", 1).await;
    let address = scene.receiver.url("/ok/1");
    let moved = scene
        .test
        .service
        .set_webhook(&platform, &address, Agent::Operator);
    moved.await.unwrap();
    scene.receiver.answer_late();
    scene.receiver.wait_for("/ok/1", 1).await;
    let message = scene
        .until(&platform, |message| message.progress == Progress::Delivered)
        .await;
    assert_eq!((message.attempts, message.outcome.as_deref()), (1, Some("204")));
    let view = scene.test.service.webhook(platform.id).await.unwrap().unwrap();
    assert_eq!((view.webhook.off, view.webhook.failing_since), (None, None));
}

#[tokio::test]
async fn a_node_that_dies_between_sending_and_noting_sends_again_under_the_same_id() {
    let mut scene = Scene::start().await;
    let (platform, _) = scene.platform("Example", "/silent/1").await;
    scene.submit(1).await;
    // It has arrived, and the answer never comes: the node dies.
    let seen = scene.receiver.wait_for("/silent/1", 1).await.remove(0);
    scene.die().await;
    let address = scene.receiver.url("/ok/1");
    scene
        .test
        .service
        .set_webhook(&platform, &address, Agent::Operator)
        .await
        .unwrap();
    scene.run(PATIENCE);
    let again = scene.receiver.wait_for("/ok/1", 1).await.remove(0);
    assert_eq!(seen.header("webhook-id"), again.header("webhook-id"));
    assert_eq!(seen.body, again.body);
}

#[tokio::test]
async fn a_suspended_platform_is_not_woken() {
    let scene = Scene::start().await;
    let (platform, _) = scene.platform("Example", "/ok/1").await;
    let operator = domain::audit::Agent::Operator;
    scene
        .test
        .service
        .suspend_platform(platform.id, operator, "")
        .await
        .unwrap();
    scene.submit(1).await;
    tokio::time::sleep(Duration::from_millis(700)).await;
    assert!(scene.receiver.seen().is_empty());
    scene
        .test
        .service
        .resume_platform(platform.id, operator, "")
        .await
        .unwrap();
    scene.receiver.wait_for("/ok/1", 1).await;
}
