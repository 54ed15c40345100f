//! What someone of a platform does with their own account.

use domain::{
    account::{AccountPasskey, AccountSession},
    audit::Act,
    sealed::Purpose,
    staff::Refused,
};
use storage::StorageError;

use crate::{
    Service,
    account_sign_in::{AccountHolder, is_open},
    own_account::{ChangeError, MAX_LABEL},
    passkey::{Ceremony, RelyingParty, Unaccepted},
    passphrase,
    recovery::RecoveryCode,
    totp::Seed,
};

/// What an account of a platform is opened with.
#[derive(Clone, Debug)]
pub struct PlatformAccount {
    /// Passkeys, the oldest first.
    pub passkeys: Vec<AccountPasskey>,
    /// How many codes on paper are left.
    pub recovery_codes: u64,
    /// Where it is open, the newest first.
    pub sessions: Vec<AccountSession>,
    /// What an app would have to learn in place of the seed that it has: the same until it is taken.
    pub new_seed: Seed,
    /// What was refused since they last signed in.
    pub refused: Option<Refused>,
}

impl Service {
    /// What someone's account is opened with.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn platform_account(&self, holder: &AccountHolder) -> Result<PlatformAccount, StorageError> {
        let account = holder.account.id;
        let now = self.now();
        let mut tx = self.storage().read().await?;
        let mut sessions = tx.account_sessions_of(account).await?;
        sessions.retain(|session| is_open(session, now));
        let present = tx.sealed(Purpose::AccountSeed, account.as_bytes()).await?;
        Ok(PlatformAccount {
            passkeys: tx.passkeys_of_account(account).await?,
            recovery_codes: tx.count_account_recovery_codes(account).await?,
            sessions,
            refused: tx.account_refused(account).await?,
            new_seed: self.new_account_seed(holder, present.map(|sealed| sealed.bytes)),
        })
    }

    /// Follows from the session and from the seed that it would replace, so that it changes once it is taken.
    fn new_account_seed(&self, holder: &AccountHolder, present: Option<Vec<u8>>) -> Seed {
        let present = present.unwrap_or_default();
        let context = [holder.session.token_digest.as_slice(), &present];
        Seed::offered(self.keyring().current(), &context)
    }

    /// Ends a session of one's own, named as [`account_session_name`] has it. Does nothing where there is none.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn end_own_platform_session(
        &self,
        holder: &AccountHolder,
        name: &str,
    ) -> Result<(), StorageError> {
        let mut tx = self.storage().begin().await?;
        let sessions = tx.account_sessions_of(holder.account.id).await?;
        if let Some(session) = sessions
            .iter()
            .find(|session| account_session_name(session) == name)
        {
            tx.end_account_session(&session.token_digest).await?;
            tx.record(&self.account_deed(&holder.account, Act::EndedSessions, ""))
                .await?;
        }
        tx.commit().await
    }

    /// Ends every other session of one's own.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn end_other_platform_sessions(&self, holder: &AccountHolder) -> Result<(), StorageError> {
        let mut tx = self.storage().begin().await?;
        tx.end_other_account_sessions(holder.account.id, &holder.session.token_digest)
            .await?;
        tx.record(&self.account_deed(&holder.account, Act::EndedSessions, ""))
            .await?;
        tx.commit().await
    }

    /// Chooses another passphrase, and ends every other session.
    ///
    /// # Errors
    /// Where it is not good enough.
    pub async fn change_platform_passphrase(
        &self,
        holder: &AccountHolder,
        passphrase: &str,
    ) -> Result<(), ChangeError> {
        let account = &holder.account;
        passphrase::check(passphrase, &[&account.name])?;
        let verifier = self.new_account_verifier(account.id, passphrase).await?;
        let generation = self.keyring().current().generation();
        let mut tx = self.storage().begin().await?;
        tx.set_account_verifier(account.id, &verifier, generation).await?;
        tx.end_other_account_sessions(account.id, &holder.session.token_digest)
            .await?;
        tx.record(&self.account_deed(account, Act::ChangedPassphrase, ""))
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Takes the new seed that was offered, whose app shows `code`, and ends every other session: whoever had the old one
    /// may have opened them.
    ///
    /// # Errors
    /// Where the code is not its.
    pub async fn change_platform_seed(&self, holder: &AccountHolder, code: &str) -> Result<(), ChangeError> {
        let account = holder.account.id;
        let mut tx = self.storage().begin().await?;
        let present = tx.sealed(Purpose::AccountSeed, account.as_bytes()).await?;
        let seed = self.new_account_seed(holder, present.map(|sealed| sealed.bytes));
        let step = seed.step_of(code, self.now()).ok_or(ChangeError::Code)?;
        if !tx.use_account_step(account, step).await? {
            return Err(ChangeError::Code);
        }
        self.keep_account_seed(tx.as_mut(), account, &seed).await?;
        tx.end_other_account_sessions(account, &holder.session.token_digest)
            .await?;
        tx.record(&self.account_deed(&holder.account, Act::EnrolledStaff, ""))
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Makes new codes on paper; earlier ones are good for nothing. They are shown once.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn renew_platform_recovery_codes(
        &self,
        holder: &AccountHolder,
    ) -> Result<Vec<RecoveryCode>, StorageError> {
        let codes = RecoveryCode::draw_set(self.entropy());
        let digests: Vec<_> = codes.iter().map(RecoveryCode::digest).collect();
        let mut tx = self.storage().begin().await?;
        tx.set_account_recovery_codes(holder.account.id, &digests).await?;
        tx.record(&self.account_deed(&holder.account, Act::RenewedRecoveryCodes, ""))
            .await?;
        tx.commit().await?;
        Ok(codes)
    }

    /// Begins to make a passkey.
    ///
    /// # Errors
    /// Where the site cannot have passkeys.
    pub async fn begin_platform_passkey(
        &self,
        holder: &AccountHolder,
        party: &RelyingParty,
    ) -> Result<Ceremony, ChangeError> {
        let account = &holder.account;
        let known = self
            .storage()
            .read()
            .await?
            .passkeys_of_account(account.id)
            .await?;
        let known = known.into_iter().map(|passkey| passkey.id).collect();
        let keyring = self.keyring();
        let ceremonies = self.ceremonies(party, &keyring);
        Ok(ceremonies.begin_making(account.id.as_bytes(), &account.name, known, self.entropy())?)
    }

    /// Keeps the passkey that the browser made.
    ///
    /// # Errors
    /// Where it was not accepted.
    pub async fn add_platform_passkey(
        &self,
        holder: &AccountHolder,
        party: &RelyingParty,
        label: &str,
        state: &str,
        answer: &str,
    ) -> Result<(), ChangeError> {
        let (account, label) = (&holder.account, label.trim());
        if !(1..=MAX_LABEL).contains(&label.chars().count()) {
            return Err(ChangeError::Label);
        }
        let keyring = self.keyring();
        let made = self
            .ceremonies(party, &keyring)
            .finish_making(account.id.as_bytes(), state, answer)?;
        let mut tx = self.storage().begin().await?;
        let (digest, expires_at) = (made.ceremony.digest, made.ceremony.expires_at);
        if !tx.use_ceremony(&digest, expires_at).await? {
            return Err(Unaccepted.into());
        }
        let added = tx
            .add_account_passkey(&AccountPasskey {
                id: made.id,
                account: account.id,
                label: label.to_owned(),
                credential: made.credential,
                created_at: self.now(),
                last_used_at: None,
            })
            .await;
        match added {
            Err(StorageError::Constraint(name)) if name == "platform_passkey_pk" => {
                return Err(Unaccepted.into());
            }
            added => added?,
        }
        tx.record(&self.account_deed(account, Act::AddedPasskey, ""))
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Removes a passkey, and ends every other session: the device may be in other hands, and signed in. Does nothing where
    /// there is none.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn remove_platform_passkey(
        &self,
        holder: &AccountHolder,
        id: &[u8],
    ) -> Result<(), StorageError> {
        let account = &holder.account;
        let mut tx = self.storage().begin().await?;
        if tx.remove_account_passkey(account.id, id).await? {
            tx.end_other_account_sessions(account.id, &holder.session.token_digest)
                .await?;
            tx.record(&self.account_deed(account, Act::RemovedPasskey, ""))
                .await?;
        }
        tx.commit().await
    }
}

/// What a page calls a session: the beginning of its digest, which opens nothing.
pub fn account_session_name(session: &AccountSession) -> String {
    hex::encode(&session.token_digest[..8])
}
