//! People of a platform get an account.
//!
//! A first account is made with an invitation, which is good until someone has signed in with that account: whoever
//! loses the seed of their codes before that begins again with the same invitation.

use std::time::Duration;

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{
    Entropy,
    account::{Account, Invitation},
    audit::{Act, Agent},
    id::{AccountId, SubscriberId},
    sealed::Purpose,
    subscriber::{Scopes, Subscriber},
};
use sha2::{Digest as _, Sha256};
use storage::{StorageError, Transaction};
use zeroize::Zeroizing;

use crate::{
    Service,
    bulkhead::Busy,
    keys::text_place,
    passphrase::{self, Weakness},
    recovery::RecoveryCode,
    subscribe::IssuedCredential,
    totp::Seed,
};

/// An invitation is good for so long.
pub const INVITED: Duration = Duration::from_secs(30 * 24 * 3_600);

/// What opens something once and is shown once: 32 random bytes, written in 43 letters, digits, `-` and `_`.
#[derive(Clone, PartialEq, Eq)]
pub struct Code([u8; 32]);

impl Code {
    pub(crate) fn draw(entropy: &dyn Entropy) -> Self {
        Self(entropy.bytes())
    }

    /// Reads what someone typed or a browser sent; `None` where it cannot be one of ours.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text.trim()).ok()?;
        Some(Self(bytes.try_into().ok()?))
    }

    /// The text.
    pub fn reveal(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.0)
    }

    pub(crate) fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }
}

/// Says that it is a code and not which one.
impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Code(..)")
    }
}

/// What someone needs to sign in from now on. Shown once.
pub struct Enrolment {
    /// The name that they sign in with.
    pub name: String,
    /// What their app for codes has to learn.
    pub seed: Seed,
    /// Codes on paper, for whoever loses the app.
    pub recovery_codes: Vec<RecoveryCode>,
    /// The first key of a platform that was accepted, handed over once; one that was added on the command line has it.
    pub key: Option<IssuedCredential>,
}

/// Why no account was made.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// The invitation is unknown, used up or over.
    #[error("the invitation is not good, or no longer")]
    NotInvited,
    /// Names have 2 to 64 characters, none of them a control character.
    #[error("a name has 2 to 64 characters")]
    Name,
    /// Someone signs in under that name.
    #[error("someone signs in under this name already")]
    NameTaken,
    /// The passphrase is not good enough.
    #[error(transparent)]
    Passphrase(#[from] Weakness),
    /// Too much is going on.
    #[error("the server is busy")]
    Busy,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Service {
    /// Invites someone to make the account of a platform. The code is shown once.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn invite(&self, platform: SubscriberId, actor: Agent) -> Result<Code, StorageError> {
        let code = Code::draw(self.entropy());
        let mut tx = self.storage().begin().await?;
        tx.add_invitation(&Invitation {
            code_digest: code.digest(),
            subscriber: platform,
            expires_at: self.now().plus(INVITED),
        })
        .await?;
        let deed = self.platform_deed(actor, Act::InvitedPlatform, platform, "");
        tx.record(&deed).await?;
        tx.commit().await?;
        Ok(code)
    }

    /// Which platform an invitation is for; `None` where it is not good, or no longer.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn invited(&self, code: &Code) -> Result<Option<Subscriber>, StorageError> {
        let mut tx = self.storage().read().await?;
        match self.invitation(tx.as_mut(), code).await? {
            Some(invitation) => tx.lookup_subscriber(invitation.subscriber).await,
            None => Ok(None),
        }
    }

    async fn invitation(
        &self,
        tx: &mut dyn Transaction,
        code: &Code,
    ) -> Result<Option<Invitation>, StorageError> {
        let found = tx.find_invitation(&code.digest()).await?;
        Ok(found.filter(|invitation| self.now() < invitation.expires_at))
    }

    /// Makes an account with an invitation, in place of one that nobody has signed in with.
    ///
    /// # Errors
    /// Where the invitation is not good, or name or passphrase do not fit.
    pub async fn make_account(
        &self,
        code: &Code,
        name: &str,
        passphrase: &str,
    ) -> Result<Enrolment, AccountError> {
        let name = name.trim();
        if !(2..=64).contains(&name.chars().count()) || name.chars().any(char::is_control) {
            return Err(AccountError::Name);
        }
        passphrase::check(passphrase, &[name])?;
        // Before the slow verifier, so that only the invited cost something.
        if self.invited(code).await?.is_none() {
            return Err(AccountError::NotInvited);
        }
        let id = AccountId::draw(self.entropy());
        let verifier = self.new_account_verifier(id, passphrase).await;
        let seed = Seed::draw(self.entropy());
        let recovery_codes = RecoveryCode::draw_set(self.entropy());
        let mut tx = self.storage().begin().await?;
        let invitation = self
            .invitation(tx.as_mut(), code)
            .await?
            .ok_or(AccountError::NotInvited)?;
        let platform = invitation.subscriber;
        for replaced in tx.remove_unconfirmed_accounts(platform).await? {
            tx.unset_sealed(Purpose::AccountSeed, replaced.as_bytes()).await?;
        }
        let account = Account {
            id,
            subscriber: platform,
            name: name.to_owned(),
            passphrase_verifier: verifier.map_err(|Busy| AccountError::Busy)?,
            key_generation: self.keyring().current().generation(),
            confirmed: false,
            failed_attempts: 0,
            next_attempt_at: None,
            created_at: self.now(),
        };
        match tx.add_account(&account).await {
            Err(StorageError::Constraint(name)) if name == "platform_account_name_unique" => {
                return Err(AccountError::NameTaken);
            }
            added => added?,
        }
        self.keep_account_seed(tx.as_mut(), id, &seed).await?;
        let digests: Vec<_> = recovery_codes.iter().map(RecoveryCode::digest).collect();
        tx.set_account_recovery_codes(id, &digests).await?;
        let key = self.hand_over_first_key(tx.as_mut(), platform).await?;
        let deed = self.platform_deed(Agent::Platform(platform), Act::MadeAccount, platform, "");
        tx.record(&deed).await?;
        tx.commit().await?;
        Ok(Enrolment {
            name: account.name,
            seed,
            recovery_codes,
            key,
        })
    }

    /// Keeps the seed of an account, sealed, in the caller's transaction.
    pub(crate) async fn keep_account_seed(
        &self,
        tx: &mut dyn Transaction,
        account: AccountId,
        seed: &Seed,
    ) -> Result<(), StorageError> {
        let place = text_place(Purpose::AccountSeed, account.as_bytes());
        let sealed = seed.seal(self.keyring().current(), &place, self.entropy());
        tx.set_sealed(Purpose::AccountSeed, account.as_bytes(), &sealed)
            .await
    }

    /// Only where the platform has no key yet; others it makes itself.
    async fn hand_over_first_key(
        &self,
        tx: &mut dyn Transaction,
        platform: SubscriberId,
    ) -> Result<Option<IssuedCredential>, StorageError> {
        if !tx.credentials_of(platform).await?.is_empty() {
            return Ok(None);
        }
        let issued = IssuedCredential::draw(self.entropy(), platform);
        tx.add_credential(&issued.kept(Scopes::usual(), self.now(), None))
            .await?;
        Ok(Some(issued))
    }
}

/// What a verifier is made of: the passphrase, bound to the account.
pub(crate) fn account_secret(id: AccountId, passphrase: &str) -> Zeroizing<Vec<u8>> {
    Zeroizing::new([id.as_bytes().as_slice(), passphrase.as_bytes()].concat())
}

#[cfg(test)]
mod tests {
    use domain::entropy::SeededEntropy;

    use super::*;

    #[test]
    fn a_code_reads_back_and_shows_itself_to_nobody() {
        let code = Code::draw(&SeededEntropy::new(1));
        assert_eq!(Code::parse(&format!(" {} ", code.reveal())), Some(code.clone()));
        assert_eq!(format!("{code:?}"), "Code(..)");
        for wrong in ["", "abc", &"a".repeat(44)] {
            assert_eq!(Code::parse(wrong), None, "{wrong}");
        }
    }
}
