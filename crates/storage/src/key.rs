//! Which generation of the operator's secret a row depends on, and what is sealed under it.

use async_trait::async_trait;
use domain::{
    id::{StaffId, SubscriberId},
    sealed::{Purpose, Sealed},
};

use crate::StorageError;

/// How many rows depend on one generation of the operator's secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyUse {
    /// The generation.
    pub generation: u32,
    /// Cases that it finds and opens.
    pub cases: u64,
    /// Members of staff whose account has not ended, and people of platforms, who sign in with it.
    pub staff: u64,
    /// Contacts that are sealed under it.
    pub contacts: u64,
    /// Seeds of sign-in codes that are sealed under it.
    pub seeds: u64,
    /// Other texts that are sealed under it.
    pub texts: u64,
}

/// Keeps what is sealed, and knows who depends on which generation.
#[async_trait]
pub trait KeyRepository {
    /// The generations that rows depend on, in order.
    ///
    /// # Errors
    /// Where the database fails.
    async fn key_uses(&mut self) -> Result<Vec<KeyUse>, StorageError>;

    /// How to reach a subscriber.
    ///
    /// # Errors
    /// Where the database fails.
    async fn contact(&mut self, subscriber: SubscriberId) -> Result<Option<Sealed>, StorageError>;

    /// Keeps how to reach a subscriber.
    ///
    /// # Errors
    /// Where the database fails.
    async fn set_contact(&mut self, subscriber: SubscriberId, contact: &Sealed) -> Result<(), StorageError>;

    /// Seals how to reach a subscriber anew, where it is still what was read: what was changed or given up in between
    /// stays as it is then.
    ///
    /// # Errors
    /// Where the database fails.
    async fn reseal_contact(
        &mut self,
        subscriber: SubscriberId,
        before: &Sealed,
        after: &Sealed,
    ) -> Result<(), StorageError>;

    /// Contacts that are sealed under an earlier generation than `generation`, at most `limit`.
    ///
    /// # Errors
    /// Where the database fails.
    async fn contacts_sealed_before(
        &mut self,
        generation: u32,
        limit: u32,
    ) -> Result<Vec<(SubscriberId, Sealed)>, StorageError>;

    /// The seed of someone's sign-in codes; `None` where they sign in without.
    ///
    /// # Errors
    /// Where the database fails.
    async fn totp_seed(&mut self, staff: StaffId) -> Result<Option<Sealed>, StorageError>;

    /// Keeps the seed of someone's sign-in codes.
    ///
    /// # Errors
    /// Where the database fails.
    async fn set_totp_seed(&mut self, staff: StaffId, seed: &Sealed) -> Result<(), StorageError>;

    /// Notes that the code of a step, counted in half minutes since 1970, was used. Returns whether it may be: not
    /// where that code or a later one was used before.
    ///
    /// # Errors
    /// Where the database fails.
    async fn use_totp_step(&mut self, staff: StaffId, step: u64) -> Result<bool, StorageError>;

    /// As [`Self::reseal_contact`], the seed of someone's sign-in codes.
    ///
    /// # Errors
    /// Where the database fails.
    async fn reseal_totp_seed(
        &mut self,
        staff: StaffId,
        before: &Sealed,
        after: &Sealed,
    ) -> Result<(), StorageError>;

    /// Seeds that are sealed under an earlier generation than `generation`, at most `limit`.
    ///
    /// # Errors
    /// Where the database fails.
    async fn totp_seeds_sealed_before(
        &mut self,
        generation: u32,
        limit: u32,
    ) -> Result<Vec<(StaffId, Sealed)>, StorageError>;

    /// The text of that purpose of a row with that id.
    ///
    /// # Errors
    /// Where the database fails.
    async fn sealed(&mut self, purpose: Purpose, row: &[u8; 16]) -> Result<Option<Sealed>, StorageError>;

    /// Keeps the text of that purpose of a row, in place of the one before.
    ///
    /// # Errors
    /// Where the database fails.
    async fn set_sealed(
        &mut self,
        purpose: Purpose,
        row: &[u8; 16],
        text: &Sealed,
    ) -> Result<(), StorageError>;

    /// Gives the text of that purpose of a row up. Does nothing where there is none.
    ///
    /// # Errors
    /// Where the database fails.
    async fn unset_sealed(&mut self, purpose: Purpose, row: &[u8; 16]) -> Result<(), StorageError>;

    /// As [`Self::reseal_contact`], the text of that purpose of a row.
    ///
    /// # Errors
    /// Where the database fails.
    async fn reseal_text(
        &mut self,
        purpose: Purpose,
        row: &[u8; 16],
        before: &Sealed,
        after: &Sealed,
    ) -> Result<(), StorageError>;

    /// Texts that are sealed under an earlier generation than `generation`, with purpose and row, at most `limit`.
    ///
    /// # Errors
    /// Where the database fails.
    async fn texts_sealed_before(
        &mut self,
        generation: u32,
        limit: u32,
    ) -> Result<Vec<(Purpose, [u8; 16], Sealed)>, StorageError>;
}
