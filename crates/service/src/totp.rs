//! Codes that staff sign in with beside their passphrase, as their phone shows them (RFC 6238).

use domain::{
    Timestamp,
    audit::{Act, Agent, Deed},
    id::StaffId,
    sealed::Sealed,
};
use storage::StorageError;
use totp_rs::{Builder, Secret, Totp};
use zeroize::Zeroizing;

use crate::{
    Service,
    keys::{Keyring, Place, UnsealError},
};

/// What an app shows as the name of the account's service.
const ISSUER: &str = "Reclaim";
/// So many half minutes a phone's clock may be off, either way.
const SKEW: u16 = 1;

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
        let seed: Zeroizing<[u8; 20]> = Zeroizing::new(self.entropy().bytes());
        let keyring = self.keyring();
        let mut tx = self.storage().begin().await?;
        let staff = tx.find_staff_by_name(name).await?.ok_or(EnrolError::Unknown)?;
        let place = seed_place(&staff.id);
        let sealed = keyring
            .current()
            .seal(&place, &hex::encode(*seed), self.entropy());
        tx.set_totp_seed(staff.id, &sealed).await?;
        tx.record(&Deed {
            at: self.now(),
            actor: Agent::Operator,
            act: Act::EnrolledStaff,
            subject: staff.id.to_string(),
            reason: String::new(),
        })
        .await?;
        tx.commit().await?;
        // A colon ends the issuer in the address.
        let address = generator(&seed, &staff.name.replace(':', " ")).to_url();
        Ok(Zeroizing::new(address.unwrap_or_else(|_| {
            unreachable!("an account has a name, here without a colon")
        })))
    }
}

/// The step whose code was typed, around `now`; `None` where it is no code of that seed.
///
/// # Errors
/// Where the seed does not open.
pub(crate) fn step_of(
    keyring: &Keyring,
    staff: StaffId,
    sealed: &Sealed,
    typed: &str,
    now: Timestamp,
) -> Result<Option<u64>, UnsealError> {
    let text = keyring.unseal(&seed_place(&staff), sealed)?;
    let mut seed = Zeroizing::new([0; 20]);
    hex::decode_to_slice(text.as_bytes(), seed.as_mut_slice()).map_err(|_| UnsealError::Broken)?;
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let now = u64::try_from(now.as_seconds()).unwrap_or(0);
    Ok(generator(&seed, "").check(&digits, now))
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

pub(crate) fn seed_place(staff: &StaffId) -> Place<'_> {
    Place {
        table: "staff",
        column: "totp_seed",
        row: staff.as_bytes(),
    }
}
