//! People of platforms prove who they are: with a passkey, or with a passphrase and a code, always both.

use std::time::Duration;

use domain::{
    Timestamp,
    account::{Account, AccountSession},
    audit::{Act, Agent, Deed},
    id::AccountId,
    sealed::Purpose,
    staff::{Means, Refused},
};
use storage::{StorageError, Transaction};
use zeroize::Zeroizing;

use crate::{
    Service,
    account::{Code, account_secret},
    bulkhead::Busy,
    door::Visitor,
    keys::{Keyring, text_place},
    passkey::RelyingParty,
    proof::{Person, start_counting_anew},
    refused::Owner,
    session::{ABSOLUTE, IDLE, RECENT},
    sign_in::SignInError,
    totp::Seed,
};

/// The use of a session is noted at most so often.
const TOUCH_EVERY: Duration = Duration::from_secs(60);
/// A seed that does not open under any key that this node has.
const BROKEN_SEED: StorageError = StorageError::Inconsistent {
    table: "sealed",
    column: "value",
};

/// Someone who is signed in for a platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountHolder {
    /// Who.
    pub account: Account,
    /// Where.
    pub session: AccountSession,
    /// Whether they proved who they are within [`RECENT`].
    pub recent: bool,
    /// What was refused between the time before and this one, for as long after they signed in.
    pub news: Option<Refused>,
}

/// Whether a session has not ended by itself.
pub(crate) fn is_open(session: &AccountSession, now: Timestamp) -> bool {
    now.since(session.created_at) < ABSOLUTE && now.since(session.last_used_at) < IDLE
}

impl Service {
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
        let account = self
            .storage()
            .read()
            .await?
            .find_account_by_name(name.trim())
            .await?;
        let account = self.prove_passphrase(account, name, passphrase).await?;
        let renewed = self.renewed_verifier(&account, passphrase).await?;
        let mut tx = self.storage().begin().await?;
        start_counting_anew(tx.as_mut(), &account).await?;
        let means = self.prove_code(tx.as_mut(), &account, code).await?;
        if let Some(verifier) = renewed {
            let generation = self.keyring().current().generation();
            tx.set_account_verifier(account.id, &verifier, generation).await?;
        }
        self.begin_account_session(tx, &account, means).await
    }

    /// The same for someone who comes from there: whoever goes on guessing from one place waits there, up to an hour, and
    /// keeps nobody else out.
    ///
    /// # Errors
    /// Where they were not signed in; what was wrong, it does not say.
    pub async fn sign_in_for_platform_from(
        &self,
        from: Visitor,
        name: &str,
        passphrase: &str,
        code: &str,
    ) -> Result<Code, SignInError> {
        let guess = self.admit_from("platform from", name, from, self.now())?;
        let signed_in = self.sign_in_for_platform(name, passphrase, code).await;
        self.learn_from(&guess, &signed_in);
        signed_in
    }

    /// Signs someone in for a platform with what their passkey answered.
    ///
    /// # Errors
    /// Where they were not signed in.
    pub async fn sign_in_for_platform_with_passkey(
        &self,
        party: &RelyingParty,
        state: &str,
        answer: &str,
    ) -> Result<Code, SignInError> {
        let mut tx = self.storage().begin().await?;
        let account: Account = self.prove_passkey(tx.as_mut(), party, state, answer).await?;
        self.begin_account_session(tx, &account, Means::Passkey).await
    }

    /// Proves anew who has a session, before something sensitive.
    ///
    /// # Errors
    /// Where passphrase and code are not theirs.
    pub async fn confirm_account(
        &self,
        holder: &AccountHolder,
        passphrase: &str,
        code: &str,
    ) -> Result<Code, SignInError> {
        let account = self
            .storage()
            .read()
            .await?
            .lookup_account(holder.account.id)
            .await?;
        let account = self
            .prove_passphrase(account, &holder.account.name, passphrase)
            .await?;
        let mut tx = self.storage().begin().await?;
        start_counting_anew(tx.as_mut(), &account).await?;
        self.prove_code(tx.as_mut(), &account, code).await?;
        self.note_account_confirmation(tx, holder).await
    }

    /// The same for someone who comes from there, as in [`Self::sign_in_for_platform_from`]: whoever has a stolen session
    /// gets no more guesses than whoever has none.
    ///
    /// # Errors
    /// Where passphrase and code are not theirs.
    pub async fn confirm_account_from(
        &self,
        from: Visitor,
        holder: &AccountHolder,
        passphrase: &str,
        code: &str,
    ) -> Result<Code, SignInError> {
        let guess = self.admit_from("platform from", &holder.account.name, from, self.now())?;
        let confirmed = self.confirm_account(holder, passphrase, code).await;
        self.learn_from(&guess, &confirmed);
        confirmed
    }

    /// As [`Self::confirm_account`], with a passkey.
    ///
    /// # Errors
    /// Where the passkey is not theirs.
    pub async fn confirm_account_with_passkey(
        &self,
        holder: &AccountHolder,
        party: &RelyingParty,
        state: &str,
        answer: &str,
    ) -> Result<Code, SignInError> {
        let mut tx = self.storage().begin().await?;
        let account: Account = self.prove_passkey(tx.as_mut(), party, state, answer).await?;
        if account.id != holder.account.id {
            return Err(SignInError::Refused);
        }
        self.note_account_confirmation(tx, holder).await
    }

    /// Who is signed in with this; `None` where the session has ended or never was.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn account_of(&self, token: &Code) -> Result<Option<AccountHolder>, StorageError> {
        let now = self.now();
        let mut tx = self.storage().read().await?;
        let Some(session) = tx.find_account_session(&token.digest()).await? else {
            return Ok(None);
        };
        if !is_open(&session, now) {
            return Ok(None);
        }
        let Some(account) = tx.lookup_account(session.account).await? else {
            return Ok(None);
        };
        drop(tx);
        if now.since(session.last_used_at) >= TOUCH_EVERY {
            let mut tx = self.storage().begin().await?;
            tx.touch_account_session(&token.digest(), now).await?;
            tx.commit().await?;
        }
        let recent = now.since(session.confirmed_at) < RECENT;
        let is_new = now.since(session.created_at) < RECENT;
        let news = session.refused_before.filter(|_| is_new);
        Ok(Some(AccountHolder {
            account,
            session,
            recent,
            news,
        }))
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

    /// Begins a session, and makes the account good for ever if this is the first: in place of every earlier one.
    async fn begin_account_session(
        &self,
        mut tx: Box<dyn Transaction>,
        account: &Account,
        means: Means,
    ) -> Result<Code, SignInError> {
        let (now, token) = (self.now(), Code::draw(self.entropy()));
        tx.set_account_attempts(account.id, 0, None).await?;
        if !account.confirmed {
            tx.confirm_account(account.id).await?;
            tx.end_invitations(account.subscriber).await?;
            // Another code is asked for where what opened the earlier account was lost, or someone else has it.
            let by = Agent::Platform(account.subscriber);
            for earlier in tx.accounts_of(account.subscriber).await? {
                if earlier.id != account.id {
                    self.end_account_of_platform(tx.as_mut(), &earlier, by).await?;
                }
            }
        }
        // The row is held since the tries were forgotten, so none that is refused meanwhile gets lost.
        let refused_before = tx.account_refused(account.id).await?;
        tx.forget_account_refused(account.id).await?;
        tx.add_account_session(&AccountSession {
            token_digest: token.digest(),
            account: account.id,
            created_at: now,
            last_used_at: now,
            confirmed_at: now,
            refused_before,
        })
        .await?;
        tx.record(&self.account_deed(account, Act::SignedIn, means.as_str()))
            .await?;
        tx.commit().await?;
        Ok(token)
    }

    /// From here on the session is good for more, so it gets another token (ASVS 5.0 V7.2.4): one that was stolen
    /// before opens nothing.
    async fn note_account_confirmation(
        &self,
        mut tx: Box<dyn Transaction>,
        holder: &AccountHolder,
    ) -> Result<Code, SignInError> {
        let renewed = Code::draw(self.entropy());
        tx.set_account_attempts(holder.account.id, 0, None).await?;
        let old = &holder.session.token_digest;
        if !tx
            .confirm_account_session(old, &renewed.digest(), self.now())
            .await?
        {
            return Err(SignInError::Refused);
        }
        tx.record(&self.account_deed(&holder.account, Act::Confirmed, ""))
            .await?;
        tx.commit().await?;
        Ok(renewed)
    }

    /// A verifier of an account's passphrase under the current keys.
    pub(crate) async fn new_account_verifier(
        &self,
        account: AccountId,
        passphrase: &str,
    ) -> Result<String, Busy> {
        self.verifier_of(account_secret(account, passphrase)).await
    }

    /// What someone of a platform does with what is their own.
    pub(crate) fn account_deed(&self, account: &Account, act: Act, reason: &str) -> Deed {
        let platform = account.subscriber;
        self.platform_deed(Agent::Platform(platform), act, platform, reason)
    }
}

impl Person for Account {
    const GUESSED: &'static str = "platform";

    fn owner(&self) -> Owner {
        Owner::Platform(self.id, self.subscriber)
    }

    fn secret(&self, passphrase: &str) -> Zeroizing<Vec<u8>> {
        account_secret(self.id, passphrase)
    }

    fn verifier(&self) -> (&str, u32) {
        (&self.passphrase_verifier, self.key_generation)
    }

    fn tries(&self) -> (u32, Option<Timestamp>) {
        (self.failed_attempts, self.next_attempt_at)
    }

    /// One that was ended is there no more.
    fn has_ended(&self) -> bool {
        false
    }

    async fn again(&self, tx: &mut dyn Transaction) -> Result<Option<Self>, StorageError> {
        tx.lookup_account(self.id).await
    }

    async fn count_try(
        &self,
        tx: &mut dyn Transaction,
        failed: u32,
        next_at: Timestamp,
    ) -> Result<bool, StorageError> {
        tx.count_account_attempt(self, failed, next_at).await
    }

    async fn take_back_try(&self, tx: &mut dyn Transaction, failed: u32) -> Result<(), StorageError> {
        tx.take_back_account_attempt(self.id, failed).await
    }

    async fn forget_tries(&self, tx: &mut dyn Transaction) -> Result<(), StorageError> {
        tx.set_account_attempts(self.id, 0, None).await
    }

    async fn seed(&self, tx: &mut dyn Transaction, keyring: &Keyring) -> Result<Option<Seed>, StorageError> {
        let sealed = tx.sealed(Purpose::AccountSeed, self.id.as_bytes()).await?;
        let place = text_place(Purpose::AccountSeed, self.id.as_bytes());
        let seed = Seed::unseal(keyring, &place, &sealed.ok_or(BROKEN_SEED)?);
        seed.map(Some).map_err(|_| BROKEN_SEED)
    }

    async fn use_step(&self, tx: &mut dyn Transaction, step: u64) -> Result<bool, StorageError> {
        tx.use_account_step(self.id, step).await
    }

    async fn use_paper(&self, tx: &mut dyn Transaction, digest: &[u8; 32]) -> Result<bool, StorageError> {
        tx.use_account_recovery_code(self.id, digest).await
    }

    async fn with_passkey(
        tx: &mut dyn Transaction,
        passkey: &[u8],
    ) -> Result<Option<([u8; 16], String)>, StorageError> {
        let known = tx.find_account_passkey(passkey).await?;
        Ok(known.map(|known| (*known.account.as_bytes(), known.credential)))
    }

    async fn use_passkey(
        tx: &mut dyn Transaction,
        passkey: &[u8],
        credential: &str,
        now: Timestamp,
    ) -> Result<(), StorageError> {
        tx.use_account_passkey(passkey, credential, now).await
    }

    async fn of_id(tx: &mut dyn Transaction, id: [u8; 16]) -> Result<Option<Self>, StorageError> {
        tx.lookup_account(AccountId::from_bytes(id)).await
    }
}
