//! An auditor reads the record of acts and has it verified.

use domain::audit::{Record, Tampering, Verifier};
use storage::StorageError;

use crate::Service;

/// How many lines are read at a time.
const PAGE: u32 = 2_000;

impl Service {
    /// Lines of the record with positions above `after`, at most `limit`, in order.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn audit(&self, after: u64, limit: u32) -> Result<Vec<Record>, StorageError> {
        self.storage().read().await?.audit(after, limit).await
    }

    /// Reads the whole record and checks that every line stands where and as it was written. Answers how many lines
    /// there are, or the first thing that is wrong.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn verify_audit(&self) -> Result<Result<u64, Tampering>, StorageError> {
        let mut tx = self.storage().read().await?;
        let extent = tx.audit_extent().await?;
        let mut verifier = Verifier::new(extent);
        loop {
            let page = tx.audit(verifier.position(), PAGE).await?;
            if page.is_empty() {
                break;
            }
            for record in &page {
                if let Err(tampering) = verifier.next(record) {
                    return Ok(Err(tampering));
                }
            }
        }
        Ok(verifier
            .end()
            .map(|()| verifier.position().saturating_sub(extent.gone)))
    }
}
