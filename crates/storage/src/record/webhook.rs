//! Rows of webhooks and messages.

use domain::{
    Timestamp,
    id::{MessageId, SubscriberId},
    webhook::{Address, Because, Message, News, Progress, Webhook},
};

use super::{at, moment, number};
use crate::{StorageError, webhook::Behind};

/// A row of `webhook`.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct WebhookRecord {
    pub subscriber_id: Vec<u8>,
    pub address: String,
    pub off_because: Option<String>,
    pub failing_since: Option<i64>,
    pub previous_until: Option<i64>,
    pub created_at: i64,
}

impl TryFrom<WebhookRecord> for Webhook {
    type Error = StorageError;

    fn try_from(row: WebhookRecord) -> Result<Self, StorageError> {
        let off = row
            .off_because
            .map(|because| at("webhook", "off_because").known(Because::parse(&because)))
            .transpose()?;
        Ok(Self {
            subscriber: SubscriberId::from_bytes(at("webhook", "subscriber_id").bytes(&row.subscriber_id)?),
            address: at("webhook", "address").known(Address::stored(&row.address))?,
            off,
            failing_since: moment(row.failing_since),
            previous_until: moment(row.previous_until),
            created_at: Timestamp::from_millis(row.created_at),
        })
    }
}

/// A row of `webhook_message`.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct MessageRecord {
    pub message_id: Vec<u8>,
    pub subscriber_id: Vec<u8>,
    pub list: Option<String>,
    pub number: Option<i64>,
    pub progress: String,
    pub attempts: i64,
    pub next_attempt_at: Option<i64>,
    pub created_at: i64,
    pub last_attempt_at: Option<i64>,
    pub outcome: Option<String>,
}

/// The columns `list` and `number`.
pub fn news_columns(news: &News) -> (Option<&str>, Option<i64>) {
    match news {
        News::Advanced {
            list,
            number: reached,
        } => (Some(list.as_str()), Some(number(*reached))),
        News::Test => (None, None),
    }
}

impl TryFrom<MessageRecord> for Message {
    type Error = StorageError;

    fn try_from(row: MessageRecord) -> Result<Self, StorageError> {
        let news = match (row.list, row.number) {
            (Some(list), Some(reached)) => News::Advanced {
                list: at("webhook_message", "list").list(&list)?,
                number: at("webhook_message", "number").integer(reached)?,
            },
            _ => News::Test,
        };
        Ok(Self {
            id: MessageId::from_bytes(at("webhook_message", "message_id").bytes(&row.message_id)?),
            subscriber: SubscriberId::from_bytes(
                at("webhook_message", "subscriber_id").bytes(&row.subscriber_id)?,
            ),
            news,
            progress: at("webhook_message", "progress").known(Progress::parse(&row.progress))?,
            attempts: at("webhook_message", "attempts").integer(row.attempts)?,
            next_attempt_at: moment(row.next_attempt_at),
            created_at: Timestamp::from_millis(row.created_at),
            last_attempt_at: moment(row.last_attempt_at),
            outcome: row.outcome,
        })
    }
}

/// A platform that has not been told how far a list goes.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct BehindRecord {
    pub subscriber_id: Vec<u8>,
    pub list: String,
    pub head_number: i64,
}

impl TryFrom<BehindRecord> for Behind {
    type Error = StorageError;

    fn try_from(row: BehindRecord) -> Result<Self, StorageError> {
        Ok(Self {
            subscriber: SubscriberId::from_bytes(at("webhook", "subscriber_id").bytes(&row.subscriber_id)?),
            list: at("list", "list").list(&row.list)?,
            number: at("list", "head_number").integer(row.head_number)?,
        })
    }
}
