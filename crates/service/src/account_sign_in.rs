//! People of platforms prove who they are: with a passkey, or with a passphrase and a code, always both.

use std::time::Duration;

use domain::{
    Timestamp,
    account::{Account, AccountSession},
    audit::{Act, Agent, Deed},
    id::AccountId,
    sealed::Purpose,
    staff::Means,
};
use storage::{StorageError, Transaction};
use zeroize::Zeroizing;

use crate::{
    Service,
    account::{Code, account_secret},
    bulkhead::Busy,
    door::Visitor,
    keys::text_place,
    passkey::RelyingParty,
    recovery::RecoveryCode,
    session::{ABSOLUTE, IDLE, RECENT},
    sign_in::{Counted, SignInError},
    throttle::{LONGEST_FOR_ALL, delay_after},
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
        let account = self.prove_account_passphrase(account, name, passphrase).await?;
        let renewed = if account.key_generation == self.keyring().current().generation() {
            None
        } else {
            Some(self.new_account_verifier(account.id, passphrase).await?)
        };
        let mut tx = self.storage().begin().await?;
        start_counting_anew(tx.as_mut(), &account).await?;
        let means = self.prove_account_code(tx.as_mut(), &account, code).await?;
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
        let account = self
            .prove_account_passkey(tx.as_mut(), party, state, answer)
            .await?;
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
            .prove_account_passphrase(account, &holder.account.name, passphrase)
            .await?;
        let mut tx = self.storage().begin().await?;
        start_counting_anew(tx.as_mut(), &account).await?;
        self.prove_account_code(tx.as_mut(), &account, code).await?;
        self.note_account_confirmation(tx, holder).await
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
        let account = self
            .prove_account_passkey(tx.as_mut(), party, state, answer)
            .await?;
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
        Ok(Some(AccountHolder {
            account,
            session,
            recent,
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
        tx.add_account_session(&AccountSession {
            token_digest: token.digest(),
            account: account.id,
            created_at: now,
            last_used_at: now,
            confirmed_at: now,
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

    /// Whose passphrase this is. Takes as long, and waits as long, where there is nobody.
    async fn prove_account_passphrase(
        &self,
        account: Option<Account>,
        name: &str,
        passphrase: &str,
    ) -> Result<Account, SignInError> {
        let counted = self.admit_account(account.as_ref(), name, self.now()).await?;
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
        match self.0.bulkhead.verify(pepper, secret, verifier).await {
            Ok(right) => account.filter(|_| right).ok_or(SignInError::Refused),
            Err(Busy) => {
                self.take_back_account_sign_in(&counted).await?;
                Err(SignInError::Busy)
            }
        }
    }

    /// Uses up the code that was typed: of the app, or on paper.
    async fn prove_account_code(
        &self,
        tx: &mut dyn Transaction,
        account: &Account,
        typed: &str,
    ) -> Result<Means, SignInError> {
        if let Some(paper) = RecoveryCode::parse(typed) {
            let known = tx.use_account_recovery_code(account.id, &paper.digest()).await?;
            return known.then_some(Means::RecoveryCode).ok_or(SignInError::Refused);
        }
        let sealed = tx.sealed(Purpose::AccountSeed, account.id.as_bytes()).await?;
        let place = text_place(Purpose::AccountSeed, account.id.as_bytes());
        let seed = Seed::unseal(&self.keyring(), &place, &sealed.ok_or(BROKEN_SEED)?);
        let step = seed.map_err(|_| BROKEN_SEED)?.step_of(typed, self.now());
        let step = step.ok_or(SignInError::Refused)?;
        let fresh = tx.use_account_step(account.id, step).await?;
        fresh.then_some(Means::Passphrase).ok_or(SignInError::Refused)
    }

    /// Whose passkey answered, used up with its ceremony.
    async fn prove_account_passkey(
        &self,
        tx: &mut dyn Transaction,
        party: &RelyingParty,
        state: &str,
        answer: &str,
    ) -> Result<Account, SignInError> {
        let keyring = self.keyring();
        let ceremonies = self.ceremonies(party, &keyring);
        let claim = ceremonies.claim(answer)?;
        let known = tx.find_account_passkey(&claim.passkey).await?;
        let passkey = known
            .filter(|passkey| *passkey.account.as_bytes() == claim.account)
            .ok_or(SignInError::Refused)?;
        let proof = ceremonies.finish_proof(state, answer, &passkey.credential)?;
        let (digest, expires_at) = (proof.ceremony.digest, proof.ceremony.expires_at);
        if !tx.use_ceremony(&digest, expires_at).await? {
            return Err(SignInError::Refused);
        }
        tx.use_account_passkey(&passkey.id, &proof.credential, self.now())
            .await?;
        tx.lookup_account(passkey.account)
            .await?
            .ok_or(SignInError::Refused)
    }

    /// Counts a try before it is looked at, so that many at the same time are not all free. Tries at names that nobody
    /// has are counted in memory, so that waiting does not tell who exists.
    async fn admit_account(
        &self,
        account: Option<&Account>,
        name: &str,
        now: Timestamp,
    ) -> Result<Counted<AccountId>, SignInError> {
        let Some(account) = account else {
            let guess = self.keyring().current().guess_mac("platform", name.trim());
            let admitted = self.0.guesses.admit_within(guess, now, LONGEST_FOR_ALL);
            admitted.map_err(|seconds| SignInError::Wait { seconds })?;
            return Ok(Counted::InMemory(guess));
        };
        let mut seen = account.clone();
        loop {
            if let Some(free_at) = seen.next_attempt_at.filter(|&free_at| now < free_at) {
                return Err(SignInError::Wait {
                    seconds: free_at.since(now).as_secs().max(1),
                });
            }
            let failed = seen.failed_attempts.saturating_add(1);
            let next_at = now.plus(delay_after(failed).min(LONGEST_FOR_ALL));
            let mut tx = self.storage().begin().await?;
            if tx.count_account_attempt(account.id, failed, now, next_at).await? {
                tx.commit().await?;
                return Ok(Counted::Stored(account.id, failed));
            }
            // Another try was counted in the same moment: this one is the next.
            seen = tx.lookup_account(account.id).await?.ok_or(SignInError::Refused)?;
        }
    }

    /// A try that nobody looked at was no wrong one.
    async fn take_back_account_sign_in(&self, counted: &Counted<AccountId>) -> Result<(), StorageError> {
        match counted {
            Counted::InMemory(guess) => {
                self.0.guesses.take_back(guess);
                Ok(())
            }
            Counted::Stored(account, failed) => {
                let mut tx = self.storage().begin().await?;
                tx.take_back_account_attempt(*account, *failed).await?;
                tx.commit().await
            }
        }
    }

    /// A verifier of an account's passphrase under the current keys.
    pub(crate) async fn new_account_verifier(
        &self,
        account: AccountId,
        passphrase: &str,
    ) -> Result<String, Busy> {
        let (secret, salt) = (account_secret(account, passphrase), self.entropy().bytes());
        let keyring = self.keyring();
        self.0
            .bulkhead
            .verifier(keyring.current().pepper(), secret, salt)
            .await
    }

    /// What someone of a platform does with what is their own.
    pub(crate) fn account_deed(&self, account: &Account, act: Act, reason: &str) -> Deed {
        let platform = account.subscriber;
        self.platform_deed(Agent::Platform(platform), act, platform, reason)
    }
}

/// Forgets the wrong tries of someone whose passphrase was right, and holds their row until the transaction ends. Another
/// passphrase may have been chosen, or the account ended, since that was found out: then it counts for nothing.
async fn start_counting_anew(tx: &mut dyn Transaction, seen: &Account) -> Result<(), SignInError> {
    tx.set_account_attempts(seen.id, 0, None).await?;
    let now = tx.lookup_account(seen.id).await?;
    let same = now.is_some_and(|now| now.passphrase_verifier == seen.passphrase_verifier);
    same.then_some(()).ok_or(SignInError::Refused)
}
