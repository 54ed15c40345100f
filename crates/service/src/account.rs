//! People sign in for a platform: with a passphrase and a code, always both.
//!
//! A first account is made with an invitation, which is good until someone has signed in with that account: whoever
//! loses the seed of their codes before that begins again with the same invitation.

use std::time::Duration;

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{
    Entropy, Timestamp,
    account::{Account, AccountSession, Invitation},
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
    keys::{UnsealError, text_place},
    passphrase::{self, Weakness},
    session::{ABSOLUTE, IDLE},
    sign_in::SignInError,
    subscribe::IssuedCredential,
    throttle::delay_after,
    totp::generator,
};

/// An invitation is good for so long.
pub const INVITED: Duration = Duration::from_secs(30 * 24 * 3_600);
/// The use of a session is noted at most so often.
const TOUCH_EVERY: Duration = Duration::from_secs(60);
/// A seed that does not open under any key that this node has.
const BROKEN_SEED: StorageError = StorageError::Inconsistent {
    table: "sealed",
    column: "value",
};

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

/// What someone needs to set up their app for codes. Shown once.
pub struct Enrolment {
    /// The `otpauth://` address.
    pub address: Zeroizing<String>,
    /// The seed alone, in Base32, for whoever types it.
    pub seed: Zeroizing<String>,
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
        let keyring = self.keyring();
        let keys = keyring.current();
        let secret = account_secret(id, passphrase);
        let salt = self.entropy().bytes();
        let verifier = self.0.bulkhead.verifier(keys.pepper(), secret, salt).await;
        let seed: Zeroizing<[u8; 20]> = Zeroizing::new(self.entropy().bytes());
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
            key_generation: keys.generation(),
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
        let place = text_place(Purpose::AccountSeed, id.as_bytes());
        let sealed = keys.seal(&place, &hex::encode(*seed), self.entropy());
        tx.set_sealed(Purpose::AccountSeed, id.as_bytes(), &sealed)
            .await?;
        let key = self.hand_over_first_key(tx.as_mut(), platform).await?;
        let deed = self.platform_deed(Agent::Platform(platform), Act::MadeAccount, platform, "");
        tx.record(&deed).await?;
        tx.commit().await?;
        // A colon ends the issuer in the address.
        let generator = generator(&seed, &name.replace(':', " "));
        let address = generator
            .to_url()
            .unwrap_or_else(|_| unreachable!("an account has a name, here without a colon"));
        Ok(Enrolment {
            seed: Zeroizing::new(seed_of(&address)),
            address: Zeroizing::new(address),
            key,
        })
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

    /// Signs someone in for a platform. Each code is good once, and every wrong passphrase or code makes the next try
    /// wait longer.
    ///
    /// # Errors
    /// Where they were not signed in; what was wrong, it does not say.
    pub async fn sign_in_for_platform(
        &self,
        name: &str,
        passphrase: &str,
        code: &str,
    ) -> Result<Code, SignInError> {
        let mut tx = self.storage().read().await?;
        let account = tx.find_account_by_name(name.trim()).await?;
        drop(tx);
        let now = self.now();
        self.admit_account(account.as_ref(), name, now).await?;
        let secret = account.as_ref().map_or_else(Zeroizing::default, |account| {
            account_secret(account.id, passphrase)
        });
        let verifier = account
            .as_ref()
            .map(|account| account.passphrase_verifier.as_str());
        let keyring = self.keyring();
        let keys = account
            .as_ref()
            .and_then(|account| keyring.of(account.key_generation));
        let pepper = keys.unwrap_or_else(|| keyring.current()).pepper();
        let right = self.0.bulkhead.verify(pepper, secret, verifier).await?;
        let account = account.filter(|_| right).ok_or(SignInError::Refused)?;
        let renewed = if account.key_generation == keyring.current().generation() {
            None
        } else {
            let secret = account_secret(account.id, passphrase);
            let (pepper, salt) = (keyring.current().pepper(), self.entropy().bytes());
            Some(self.0.bulkhead.verifier(pepper, secret, salt).await?)
        };

        let token = Code::draw(self.entropy());
        let mut tx = self.storage().begin().await?;
        let step = self.step_of_account(tx.as_mut(), account.id, code).await?;
        let step = step.ok_or(SignInError::Refused)?;
        if !tx.use_account_step(account.id, step).await? {
            return Err(SignInError::Refused);
        }
        tx.set_account_attempts(account.id, 0, None).await?;
        if let Some(verifier) = renewed {
            tx.set_account_verifier(account.id, &verifier, keyring.current().generation())
                .await?;
        }
        if !account.confirmed {
            tx.confirm_account(account.id).await?;
            tx.end_invitations(account.subscriber).await?;
        }
        tx.add_account_session(&AccountSession {
            token_digest: token.digest(),
            account: account.id,
            created_at: now,
            last_used_at: now,
        })
        .await?;
        let deed = self.platform_deed(
            Agent::Platform(account.subscriber),
            Act::SignedIn,
            account.subscriber,
            "",
        );
        tx.record(&deed).await?;
        tx.commit().await?;
        Ok(token)
    }

    async fn step_of_account(
        &self,
        tx: &mut dyn Transaction,
        account: AccountId,
        typed: &str,
    ) -> Result<Option<u64>, StorageError> {
        let Some(sealed) = tx.sealed(Purpose::AccountSeed, account.as_bytes()).await? else {
            return Err(BROKEN_SEED);
        };
        let place = text_place(Purpose::AccountSeed, account.as_bytes());
        let opened = self.keyring().unseal(&place, &sealed);
        let text = opened.map_err(|_: UnsealError| BROKEN_SEED)?;
        let mut seed = Zeroizing::new([0; 20]);
        hex::decode_to_slice(text.as_bytes(), seed.as_mut_slice()).map_err(|_| BROKEN_SEED)?;
        let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
        let now = u64::try_from(self.now().as_seconds()).unwrap_or(0);
        Ok(generator(&seed, "").check(&digits, now))
    }

    /// Counts a try before it is looked at, so that many at the same time are not all free. Tries at names that nobody
    /// has are counted in memory, so that waiting does not tell who exists.
    async fn admit_account(
        &self,
        account: Option<&Account>,
        name: &str,
        now: Timestamp,
    ) -> Result<(), SignInError> {
        let Some(account) = account else {
            let guess = self.keyring().current().guess_mac("platform", name.trim());
            return self
                .0
                .guesses
                .admit(guess, now)
                .map_err(|seconds| SignInError::Wait { seconds });
        };
        if let Some(free_at) = account.next_attempt_at.filter(|&free_at| now < free_at) {
            return Err(SignInError::Wait {
                seconds: free_at.since(now).as_secs().max(1),
            });
        }
        let failed = account.failed_attempts.saturating_add(1);
        let mut tx = self.storage().begin().await?;
        tx.set_account_attempts(account.id, failed, Some(now.plus(delay_after(failed))))
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Whose session this is; `None` where it has ended or never was.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn account_of(&self, token: &Code) -> Result<Option<Account>, StorageError> {
        let now = self.now();
        let mut tx = self.storage().read().await?;
        let Some(session) = tx.find_account_session(&token.digest()).await? else {
            return Ok(None);
        };
        if now.since(session.created_at) >= ABSOLUTE || now.since(session.last_used_at) >= IDLE {
            return Ok(None);
        }
        let account = tx.lookup_account(session.account).await?;
        drop(tx);
        if now.since(session.last_used_at) >= TOUCH_EVERY {
            let mut tx = self.storage().begin().await?;
            tx.touch_account_session(&token.digest(), now).await?;
            tx.commit().await?;
        }
        Ok(account)
    }

    /// Ends a session.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn sign_out_of_platform(&self, token: &Code) -> Result<(), StorageError> {
        let mut tx = self.storage().begin().await?;
        tx.end_account_session(&token.digest()).await?;
        tx.commit().await
    }
}

/// What a verifier is made of: the passphrase, bound to the account.
fn account_secret(id: AccountId, passphrase: &str) -> Zeroizing<Vec<u8>> {
    Zeroizing::new([id.as_bytes().as_slice(), passphrase.as_bytes()].concat())
}

/// The seed as it stands in an `otpauth://` address.
fn seed_of(address: &str) -> String {
    let (_, query) = address.split_once('?').unwrap_or_default();
    query
        .split('&')
        .find_map(|pair| pair.strip_prefix("secret="))
        .unwrap_or_default()
        .to_owned()
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
