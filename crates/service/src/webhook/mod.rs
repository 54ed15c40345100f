//! A platform is woken when a list advances.
//!
//! A message says that a list goes up to a number and nothing of what is on it, so whoever reads or forges one has
//! nothing, and whoever misses one loses time only: what counts is always the feed. Messages follow the Standard
//! Webhooks specification 1.0.0.

mod courier;
mod dispatch;
mod signing;

use std::time::Duration;

use domain::{
    audit::{Act, Agent, Deed},
    id::{MessageId, SubscriberId},
    sealed::Purpose,
    subscriber::Subscriber,
    webhook::{Address, AddressError, Because, Message, News, Progress, Webhook},
};
use storage::{StorageError, Transaction};
use zeroize::Zeroizing;

pub use self::{
    courier::{Courier, Fault, Letter, Receipt},
    dispatch::PATIENCE,
    signing::Secret,
};
use crate::{
    Service,
    keys::{UnsealError, text_place},
};

/// After a secret was renewed, messages carry signatures of both for so long.
pub const BOTH_SECRETS: Duration = Duration::from_secs(24 * 3_600);
/// So many of the newest messages are shown.
const SHOWN: u32 = 50;
/// So many messages that someone asked for may wait at once: tests, and what is sent again.
const MOST_ASKED_FOR: usize = 5;
/// So many secrets before the one in force are signed with, the newest: more than anybody renews in a day on purpose.
const MOST_BEFORE: usize = 8;

/// Why something about a webhook was not done.
#[derive(Debug, thiserror::Error)]
pub enum WebhookError {
    /// The address will not do.
    #[error("the address {0}")]
    Address(#[from] AddressError),
    /// There is no webhook, or none that is on.
    #[error("there is no webhook that is switched on")]
    Off,
    /// The platform's access is suspended, and while it is nobody is woken.
    #[error("access is suspended, and nothing is sent until it is resumed")]
    Suspended,
    /// There is no such message.
    #[error("there is no such message")]
    NoSuchMessage,
    /// Enough is waiting already.
    #[error("{MOST_ASKED_FOR} messages are waiting already")]
    Enough,
    /// The secret does not open under any key of this node.
    #[error(transparent)]
    Unseal(#[from] UnsealError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// How a platform is woken, for whoever looks after it.
#[derive(Clone, Debug)]
pub struct WebhookView {
    /// Where and whether.
    pub webhook: Webhook,
    /// With what signatures by the public key are verified: `whpk_` and Base64.
    pub public_key: String,
    /// The newest messages, the newest first.
    pub messages: Vec<Message>,
}

impl Service {
    /// How a platform is woken; `None` where it is not.
    ///
    /// # Errors
    /// Where the database fails, or the secret does not open.
    pub async fn webhook(&self, subscriber: SubscriberId) -> Result<Option<WebhookView>, WebhookError> {
        let mut tx = self.storage().read().await?;
        let Some(webhook) = tx.webhook(subscriber).await? else {
            return Ok(None);
        };
        let messages = tx.messages_to(subscriber, SHOWN).await?;
        let secrets = self
            .webhook_secrets(tx.as_mut(), Purpose::WebhookSecret, subscriber)
            .await?;
        Ok(Some(WebhookView {
            webhook,
            public_key: secrets.first().map_or_else(String::new, Secret::public_key),
            messages,
        }))
    }

    /// Wakes a platform at that address from now on. Where it was woken nowhere before, the secret that messages are
    /// signed with comes back, to be shown once.
    ///
    /// # Errors
    /// Where the address will not do.
    pub async fn set_webhook(
        &self,
        platform: &Subscriber,
        address: &str,
        by: Agent,
    ) -> Result<Option<Secret>, WebhookError> {
        let address = Address::parse(address, self.reach())?;
        let id = platform.id;
        let mut tx = self.storage().begin().await?;
        let before = tx.webhook(id).await?;
        let webhook = Webhook {
            subscriber: id,
            address,
            off: None,
            failing_since: None,
            previous_until: before.as_ref().and_then(|before| before.previous_until),
            created_at: self.now(),
        };
        tx.set_webhook(&webhook).await?;
        let secret = match before {
            Some(_) => {
                // Whatever waited for the old address is tried at the new one.
                tx.restart_messages(id, self.now()).await?;
                None
            }
            None => {
                let secret = Secret::draw(self.entropy());
                self.keep_secrets(
                    tx.as_mut(),
                    Purpose::WebhookSecret,
                    id,
                    std::slice::from_ref(&secret),
                )
                .await?;
                // What is there already it has, or fetches anyway: it is woken for what comes.
                for list in &platform.lists {
                    if let Some(checkpoint) = tx.checkpoint(list).await? {
                        tx.set_told(id, list, checkpoint.size).await?;
                    }
                }
                Some(secret)
            }
        };
        tx.record(&self.webhook_deed(id, "set", by)).await?;
        tx.commit().await?;
        Ok(secret)
    }

    /// Draws a new secret, to be shown once. For a day messages are signed with the old one as well, and where another was
    /// drawn within that day, with all of them: which one the receivers have by now is not known here.
    ///
    /// # Errors
    /// Where there is no webhook.
    pub async fn renew_webhook_secret(
        &self,
        platform: SubscriberId,
        by: Agent,
    ) -> Result<Secret, WebhookError> {
        let mut tx = self.storage().begin().await?;
        let webhook = tx.webhook(platform).await?.ok_or(WebhookError::Off)?;
        let mut before = Vec::new();
        if webhook.previous_until.is_some_and(|until| self.now() < until) {
            before = self
                .webhook_secrets(tx.as_mut(), Purpose::PreviousWebhookSecret, platform)
                .await?;
        }
        before.extend(
            self.webhook_secrets(tx.as_mut(), Purpose::WebhookSecret, platform)
                .await?,
        );
        before.drain(..before.len().saturating_sub(MOST_BEFORE));
        self.keep_secrets(tx.as_mut(), Purpose::PreviousWebhookSecret, platform, &before)
            .await?;
        let secret = Secret::draw(self.entropy());
        self.keep_secrets(
            tx.as_mut(),
            Purpose::WebhookSecret,
            platform,
            std::slice::from_ref(&secret),
        )
        .await?;
        tx.set_webhook(&Webhook {
            previous_until: Some(self.now().plus(BOTH_SECRETS)),
            ..webhook
        })
        .await?;
        tx.record(&self.webhook_deed(platform, "renewed-secret", by))
            .await?;
        tx.commit().await?;
        Ok(secret)
    }

    /// Switches a webhook on, with a new start for whatever waits, or off.
    ///
    /// # Errors
    /// Where there is no webhook.
    pub async fn switch_webhook(
        &self,
        platform: SubscriberId,
        on: bool,
        by: Agent,
    ) -> Result<(), WebhookError> {
        let mut tx = self.storage().begin().await?;
        let webhook = tx.webhook(platform).await?.ok_or(WebhookError::Off)?;
        if webhook.off.is_none() == on {
            return Ok(());
        }
        if on {
            tx.switch_webhook(platform, None).await?;
            tx.set_webhook_failing(platform, None).await?;
            tx.restart_messages(platform, self.now()).await?;
        } else {
            tx.switch_webhook(platform, Some(Because::Platform)).await?;
        }
        let reason = if on { "switched-on" } else { "switched-off" };
        tx.record(&self.webhook_deed(platform, reason, by)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Wakes a platform no more, and forgets address, secrets and messages.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn remove_webhook(&self, platform: SubscriberId, by: Agent) -> Result<(), WebhookError> {
        let mut tx = self.storage().begin().await?;
        tx.remove_webhook(platform).await?;
        for purpose in [Purpose::WebhookSecret, Purpose::PreviousWebhookSecret] {
            tx.unset_sealed(purpose, platform.as_bytes()).await?;
        }
        tx.record(&self.webhook_deed(platform, "removed", by)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Sends a message that says nothing, to see whether it arrives.
    ///
    /// # Errors
    /// Where no webhook is on, access is suspended, or enough is waiting.
    pub async fn test_webhook(&self, platform: SubscriberId, by: Agent) -> Result<MessageId, WebhookError> {
        let mut tx = self.storage().begin().await?;
        is_woken(tx.as_mut(), platform).await?;
        has_room(tx.as_mut(), platform).await?;
        let message = self.new_message(platform, News::Test);
        tx.add_message(&message).await?;
        tx.record(&self.webhook_deed(platform, "tested", by)).await?;
        tx.commit().await?;
        Ok(message.id)
    }

    /// Sends a message again, with its id and a new start of its tries.
    ///
    /// # Errors
    /// Where no webhook is on, access is suspended, the platform was never sent that message, or enough is waiting.
    pub async fn replay_message(
        &self,
        platform: SubscriberId,
        message: MessageId,
        by: Agent,
    ) -> Result<(), WebhookError> {
        let mut tx = self.storage().begin().await?;
        let found = tx.message(message).await?;
        let message = found
            .filter(|message| message.subscriber == platform)
            .ok_or(WebhookError::NoSuchMessage)?;
        is_woken(tx.as_mut(), platform).await?;
        // What waits already takes no further place.
        if message.progress != Progress::Pending {
            has_room(tx.as_mut(), platform).await?;
        }
        let again = Message {
            progress: Progress::Pending,
            attempts: 0,
            next_attempt_at: Some(self.now()),
            ..message
        };
        tx.update_message(&again).await?;
        tx.record(&self.webhook_deed(platform, "sent-again", by)).await?;
        tx.commit().await?;
        Ok(())
    }

    fn new_message(&self, subscriber: SubscriberId, news: News) -> Message {
        let now = self.now();
        Message {
            id: MessageId::draw(self.entropy()),
            subscriber,
            news,
            progress: Progress::Pending,
            attempts: 0,
            next_attempt_at: Some(now),
            created_at: now,
            last_attempt_at: None,
            outcome: None,
        }
    }

    /// The secret in force, or those before it, the oldest first.
    async fn webhook_secrets(
        &self,
        tx: &mut dyn Transaction,
        purpose: Purpose,
        platform: SubscriberId,
    ) -> Result<Vec<Secret>, WebhookError> {
        let Some(sealed) = tx.sealed(purpose, platform.as_bytes()).await? else {
            return Ok(Vec::new());
        };
        let place = text_place(purpose, platform.as_bytes());
        let text = self.keyring().unseal(&place, &sealed)?;
        let secrets: Option<_> = text.lines().map(Secret::parse).collect();
        Ok(secrets.ok_or(UnsealError::Broken)?)
    }

    async fn keep_secrets(
        &self,
        tx: &mut dyn Transaction,
        purpose: Purpose,
        platform: SubscriberId,
        secrets: &[Secret],
    ) -> Result<(), StorageError> {
        let place = text_place(purpose, platform.as_bytes());
        let mut text = Zeroizing::new(String::new());
        for secret in secrets {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&secret.text());
        }
        let sealed = self.keyring().current().seal(&place, &text, self.entropy());
        tx.set_sealed(purpose, platform.as_bytes(), &sealed).await
    }

    fn webhook_deed(&self, platform: SubscriberId, reason: &str, by: Agent) -> Deed {
        self.platform_deed(by, Act::ChangedWebhook, platform, reason)
    }
}

/// That what is written to the platform is sent to it.
async fn is_woken(tx: &mut dyn Transaction, platform: SubscriberId) -> Result<(), WebhookError> {
    let webhook = tx.webhook(platform).await?;
    webhook
        .filter(|webhook| webhook.off.is_none())
        .ok_or(WebhookError::Off)?;
    let subscriber = tx.lookup_subscriber(platform).await?;
    if subscriber.is_some_and(|subscriber| subscriber.suspended) {
        return Err(WebhookError::Suspended);
    }
    Ok(())
}

/// That one message more may wait.
async fn has_room(tx: &mut dyn Transaction, platform: SubscriberId) -> Result<(), WebhookError> {
    let messages = tx.messages_to(platform, SHOWN).await?;
    let waiting = messages
        .iter()
        .filter(|message| message.progress == Progress::Pending)
        .count();
    if waiting >= MOST_ASKED_FOR {
        return Err(WebhookError::Enough);
    }
    Ok(())
}
