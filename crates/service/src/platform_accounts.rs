//! The accounts that people of a platform have: which there are, and how they end.

use domain::{
    account::Account,
    audit::{Act, Agent},
    id::SubscriberId,
    sealed::Purpose,
};
use storage::{StorageError, Transaction};

use crate::Service;

impl Service {
    /// Every account of a platform, by name.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn accounts_of(&self, platform: SubscriberId) -> Result<Vec<Account>, StorageError> {
        self.storage().read().await?.accounts_of(platform).await
    }

    /// Ends an account of a platform with everything that opens it and every session. The platform's keys stay.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn end_platform_account(&self, account: &Account, by: Agent) -> Result<(), StorageError> {
        let mut tx = self.storage().begin().await?;
        self.end_account_of_platform(tx.as_mut(), account, by).await?;
        tx.commit().await
    }

    /// The same in the caller's transaction.
    pub(crate) async fn end_account_of_platform(
        &self,
        tx: &mut dyn Transaction,
        account: &Account,
        by: Agent,
    ) -> Result<(), StorageError> {
        tx.remove_account(account.id).await?;
        tx.unset_sealed(Purpose::AccountSeed, account.id.as_bytes())
            .await?;
        let which = format!("account {}", account.id);
        let deed = self.platform_deed(by, Act::EndedPlatformAccount, account.subscriber, &which);
        tx.record(&deed).await?;
        Ok(())
    }
}
