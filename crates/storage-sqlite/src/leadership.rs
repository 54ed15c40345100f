//! Who numbers changes: whoever asked last.

use async_trait::async_trait;
use sqlx::SqlitePool;
use storage::Leadership;

/// Leadership of the latest process or task that asked for it. A file has one machine, so nobody else needs asking.
#[derive(Debug)]
pub(crate) struct SqliteLeadership {
    epoch: i64,
    readers: SqlitePool,
}

impl SqliteLeadership {
    pub(crate) const fn new(epoch: i64, readers: SqlitePool) -> Self {
        Self { epoch, readers }
    }
}

#[async_trait]
impl Leadership for SqliteLeadership {
    fn epoch(&self) -> i64 {
        self.epoch
    }

    async fn holds(&mut self) -> bool {
        let current = sqlx::query_scalar!("SELECT epoch FROM sequencer WHERE sequencer_id = 1")
            .fetch_one(&self.readers)
            .await;
        current.is_ok_and(|current| current == self.epoch)
    }
}
