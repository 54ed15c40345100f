//! Where platforms are woken, and the messages that wake them.

use async_trait::async_trait;
use domain::{
    Timestamp,
    id::{MessageId, SubscriberId},
    list::ListName,
    webhook::{Because, Message, Webhook},
};

use crate::StorageError;

/// A platform that has not been told how far a list goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behind {
    /// The platform.
    pub subscriber: SubscriberId,
    /// The list.
    pub list: ListName,
    /// The number of the list's newest change.
    pub number: u64,
}

/// Keeps webhooks and their messages.
#[async_trait]
pub trait WebhookRepository {
    /// Where a platform is woken; `None` where nowhere.
    ///
    /// # Errors
    /// Where the database fails.
    async fn webhook(&mut self, subscriber: SubscriberId) -> Result<Option<Webhook>, StorageError>;

    /// Keeps where a platform is woken, in place of what was before.
    ///
    /// # Errors
    /// [`StorageError::Constraint`] with `webhook_subscriber_fk` where there is no such subscriber.
    async fn set_webhook(&mut self, webhook: &Webhook) -> Result<(), StorageError>;

    /// Wakes a platform no more and forgets every message to it.
    ///
    /// # Errors
    /// Where the database fails.
    async fn remove_webhook(&mut self, subscriber: SubscriberId) -> Result<(), StorageError>;

    /// Switches a webhook off for a reason, or on with `None`.
    ///
    /// # Errors
    /// Where the database fails.
    async fn switch_webhook(
        &mut self,
        subscriber: SubscriberId,
        off: Option<Because>,
    ) -> Result<(), StorageError>;

    /// Notes since when a webhook takes nothing; `None` where it does.
    ///
    /// # Errors
    /// Where the database fails.
    async fn set_webhook_failing(
        &mut self,
        subscriber: SubscriberId,
        since: Option<Timestamp>,
    ) -> Result<(), StorageError>;

    /// Notes how far a platform knows a list to go.
    ///
    /// # Errors
    /// [`StorageError::Constraint`] with `webhook_told_webhook_fk` where it has no webhook.
    async fn set_told(
        &mut self,
        subscriber: SubscriberId,
        list: &ListName,
        number: u64,
    ) -> Result<(), StorageError>;

    /// Platforms with a webhook that is on, which may read a list that goes further than they were told, and to whom no
    /// message about it is pending; at most `limit`.
    ///
    /// # Errors
    /// Where the database fails.
    async fn behind(&mut self, limit: u32) -> Result<Vec<Behind>, StorageError>;

    /// Keeps a new message.
    ///
    /// # Errors
    /// [`StorageError::Constraint`] with `webhook_message_webhook_fk` where its platform has no webhook.
    async fn add_message(&mut self, message: &Message) -> Result<(), StorageError>;

    /// Keeps what became of a message.
    ///
    /// # Errors
    /// Where the database fails.
    async fn update_message(&mut self, message: &Message) -> Result<(), StorageError>;

    /// The message of that id.
    ///
    /// # Errors
    /// Where the database fails.
    async fn message(&mut self, message: MessageId) -> Result<Option<Message>, StorageError>;

    /// Pending messages that are to be tried by now, of webhooks that are on, not suspended, and failing or not as asked
    /// for; the longest due first, at most `limit`.
    ///
    /// # Errors
    /// Where the database fails.
    async fn due_messages(
        &mut self,
        now: Timestamp,
        failing: bool,
        limit: u32,
    ) -> Result<Vec<Message>, StorageError>;

    /// Brings every pending message to a platform forward to a moment, except for those that its receiver refused (an
    /// answer of 400 to 499): these would be refused again.
    ///
    /// # Errors
    /// Where the database fails.
    async fn hasten_messages(&mut self, subscriber: SubscriberId, to: Timestamp) -> Result<(), StorageError>;

    /// Gives every pending message to a platform a new start of its tries, at a moment.
    ///
    /// # Errors
    /// Where the database fails.
    async fn restart_messages(&mut self, subscriber: SubscriberId, at: Timestamp)
    -> Result<(), StorageError>;

    /// The newest messages to a platform, the newest first, at most `limit`.
    ///
    /// # Errors
    /// Where the database fails.
    async fn messages_to(
        &mut self,
        subscriber: SubscriberId,
        limit: u32,
    ) -> Result<Vec<Message>, StorageError>;

    /// Removes messages that are no longer pending and were written before a moment. Returns how many.
    ///
    /// # Errors
    /// Where the database fails.
    async fn expire_messages(&mut self, before: Timestamp) -> Result<u64, StorageError>;
}
