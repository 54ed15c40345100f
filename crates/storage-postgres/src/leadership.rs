//! Who numbers changes: whoever holds the advisory lock.

use std::time::Duration;

use async_trait::async_trait;
use sqlx::{ConnectOptions as _, Connection as _, PgConnection, postgres::PgConnectOptions};
use storage::{Leadership, StorageError};
use tokio::time::timeout;

use crate::error::storage_error;

/// The advisory lock that a leader holds: `reclaim` and a one, as bytes.
const LOCK: i64 = i64::from_be_bytes(*b"reclaim\x01");

/// How long the server may take to show that the connection still stands.
const PATIENCE: Duration = Duration::from_secs(5);

/// The server ends the connection of a node that vanished without a word after about 20 seconds, so that another
/// can lead; and a new leader waits this long for the last batch of the one before.
const LIMITS: [(&str, &str); 5] = [
    ("tcp_keepalives_idle", "5"),
    ("tcp_keepalives_interval", "5"),
    ("tcp_keepalives_count", "3"),
    ("tcp_user_timeout", "20s"),
    ("lock_timeout", "10s"),
];

/// Leadership for as long as its connection stands. Dropping it closes the connection, and the server frees the lock.
#[derive(Debug)]
pub(crate) struct PostgresLeadership {
    connection: PgConnection,
    epoch: i64,
    lost: bool,
}

impl PostgresLeadership {
    /// Takes the lock on a connection of its own and counts the epoch up; `None` where another node has it.
    pub(crate) async fn take(options: &PgConnectOptions) -> Result<Option<Self>, StorageError> {
        let connecting = options.clone().options(LIMITS);
        let connecting = timeout(PATIENCE, connecting.connect());
        let mut connection = connecting
            .await
            .map_err(|elapsed| StorageError::Unavailable(elapsed.into()))?
            .map_err(storage_error)?;
        let taken = sqlx::query_scalar!(r#"SELECT pg_try_advisory_lock($1) AS "taken!""#, LOCK)
            .fetch_one(&mut connection)
            .await
            .map_err(storage_error)?;
        if !taken {
            return Ok(None);
        }
        let epoch = sqlx::query_scalar!(
            "UPDATE sequencer SET epoch = epoch + 1 WHERE sequencer_id = 1 RETURNING epoch"
        )
        .fetch_one(&mut connection)
        .await
        .map_err(storage_error)?;
        Ok(Some(Self {
            connection,
            epoch,
            lost: false,
        }))
    }
}

#[async_trait]
impl Leadership for PostgresLeadership {
    fn epoch(&self) -> i64 {
        self.epoch
    }

    async fn holds(&mut self) -> bool {
        self.lost = self.lost || !matches!(timeout(PATIENCE, self.connection.ping()).await, Ok(Ok(())));
        !self.lost
    }
}
