//! Codes that people sign in with beside their passphrase, as their phone shows them (RFC 6238).
//!
//! [`Seed`] knows nothing of whose it is; the rest is about staff.

use domain::{
    Entropy, Timestamp,
    audit::{Act, Agent, Deed},
    id::StaffId,
    sealed::Sealed,
};
use storage::{StorageError, Transaction};
use totp_rs::{Builder, Secret, Totp};
use zeroize::Zeroizing;

use crate::{
    Service,
    keys::{Keyring, Keys, Place, UnsealError},
};

/// What an app shows as the name of the account's service.
const ISSUER: &str = "Reclaim";
/// So many half minutes a phone's clock may be off, either way.
const SKEW: u16 = 1;

/// What a phone and the server share: 160 bits.
#[derive(Clone, PartialEq, Eq)]
pub struct Seed(Zeroizing<[u8; 20]>);

impl Seed {
    pub(crate) fn draw(entropy: &dyn Entropy) -> Self {
        Self(Zeroizing::new(entropy.bytes()))
    }

    /// What is offered in a context until it is taken: the same whenever it is looked at.
    pub(crate) fn offered(keys: &Keys, context: &[&[u8]]) -> Self {
        Self(keys.offered_seed(context))
    }

    /// The `otpauth://` address by which an app learns it.
    pub fn address(&self, account: &str) -> Zeroizing<String> {
        // A colon ends the issuer in the address.
        let address = self.generator(&account.replace(':', " ")).to_url();
        Zeroizing::new(
            address.unwrap_or_else(|_| unreachable!("an account has a name, here without a colon")),
        )
    }

    /// The seed in groups of Base32, for whoever types it into an app.
    pub fn text(&self) -> Zeroizing<String> {
        let text = Secret::new_stack(*self.0).to_base32();
        let signs: Vec<char> = text.chars().collect();
        let groups: Vec<String> = signs.chunks(4).map(|group| group.iter().collect()).collect();
        Zeroizing::new(groups.join(" "))
    }

    /// The step whose code was typed, around `now`; `None` where it is no code of this seed.
    pub(crate) fn step_of(&self, typed: &str, now: Timestamp) -> Option<u64> {
        let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
        let now = u64::try_from(now.as_seconds()).unwrap_or(0);
        self.generator("").check(&digits, now)
    }

    /// The code of a step, as the app shows it.
    #[cfg(feature = "test-support")]
    pub(crate) fn code_of(&self, step: u64) -> String {
        self.generator("").generate(step * 30).to_string()
    }

    pub(crate) fn seal(&self, keys: &Keys, place: &Place<'_>, entropy: &dyn Entropy) -> Sealed {
        keys.seal(place, &Zeroizing::new(hex::encode(*self.0)), entropy)
    }

    pub(crate) fn unseal(keyring: &Keyring, place: &Place<'_>, sealed: &Sealed) -> Result<Self, UnsealError> {
        let text = keyring.unseal(place, sealed)?;
        let mut seed = Zeroizing::new([0; 20]);
        hex::decode_to_slice(text.as_bytes(), seed.as_mut_slice()).map_err(|_| UnsealError::Broken)?;
        Ok(Self(seed))
    }

    fn generator(&self, account: &str) -> Totp {
        generator(&self.0, account)
    }
}

/// Six digits by SHA-1 every 30 seconds: what every app knows.
pub(crate) fn generator(seed: &[u8; 20], account: &str) -> Totp {
    Builder::new()
        .with_secret(Secret::new_stack(*seed))
        .with_skew(SKEW)
        .with_account_name(account)
        .with_issuer(Some(ISSUER))
        .build()
        .unwrap_or_else(|_| unreachable!("160 bits and the defaults of RFC 6238 are valid"))
}

/// Says that it is a seed and not which one.
impl std::fmt::Debug for Seed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seed(..)")
    }
}

/// Why someone got no seed.
#[derive(Debug, thiserror::Error)]
pub enum EnrolError {
    /// Nobody signs in under that name.
    #[error("nobody signs in under this name")]
    Unknown,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Service {
    /// Gives someone a new seed and answers the `otpauth://` address by which an app learns it. It is shown once; from
    /// now on they sign in with its codes, and an earlier seed is good for nothing.
    ///
    /// # Errors
    /// Where there is no such person.
    pub async fn enrol_totp(&self, name: &str) -> Result<Zeroizing<String>, EnrolError> {
        let seed = Seed::draw(self.entropy());
        let mut tx = self.storage().begin().await?;
        let staff = tx.find_staff_by_name(name).await?.ok_or(EnrolError::Unknown)?;
        self.keep_seed(tx.as_mut(), staff.id, &seed).await?;
        tx.record(&Deed {
            at: self.now(),
            actor: Agent::Operator,
            act: Act::EnrolledStaff,
            subject: staff.id.to_string(),
            reason: String::new(),
        })
        .await?;
        tx.commit().await?;
        Ok(seed.address(&staff.name))
    }

    /// Keeps someone's seed, sealed, in the caller's transaction.
    pub(crate) async fn keep_seed(
        &self,
        tx: &mut dyn Transaction,
        staff: StaffId,
        seed: &Seed,
    ) -> Result<(), StorageError> {
        let sealed = seed.seal(self.keyring().current(), &seed_place(&staff), self.entropy());
        tx.set_totp_seed(staff, &sealed).await
    }
}

pub(crate) fn seed_place(staff: &StaffId) -> Place<'_> {
    Place {
        table: "staff",
        column: "totp_seed",
        row: staff.as_bytes(),
    }
}
