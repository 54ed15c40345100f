//! What a member of staff does with their own account.

use domain::{
    audit::Act,
    membership::Passkey,
    staff::{Refused, Session},
};
use storage::StorageError;

use crate::{
    Service,
    bulkhead::Busy,
    passkey::{Ceremony, RelyingParty, Unaccepted},
    passphrase::{self, Weakness},
    recovery::RecoveryCode,
    session::Member,
    totp::Seed,
};

/// The longest name of a passkey, in characters.
pub const MAX_LABEL: usize = 64;

/// What someone's account is opened with, and where it is open.
#[derive(Clone, Debug)]
pub struct Account {
    /// Passkeys, the oldest first.
    pub passkeys: Vec<Passkey>,
    /// How many codes on paper are left.
    pub recovery_codes: u64,
    /// Sessions, the newest first.
    pub sessions: Vec<Session>,
    /// What an app would have to learn in place of the seed that it has: the same until it is taken.
    pub new_seed: Seed,
    /// What was refused since they last signed in.
    pub refused: Option<Refused>,
}

/// Why an account is as it was.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// The passphrase is not good enough.
    #[error(transparent)]
    Passphrase(#[from] Weakness),
    /// The code is not the app's.
    #[error("the code is not the one that the app shows")]
    Code,
    /// The passkey was not accepted.
    #[error(transparent)]
    Passkey(#[from] Unaccepted),
    /// A passkey's name has 1 to 64 characters.
    #[error("a passkey's name has 1 to {MAX_LABEL} characters")]
    Label,
    /// Too much is going on.
    #[error("the server is busy")]
    Busy,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl From<Busy> for ChangeError {
    fn from(_: Busy) -> Self {
        Self::Busy
    }
}

impl Service {
    /// What someone's account is opened with, and where it is open.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn account(&self, member: &Member) -> Result<Account, StorageError> {
        let staff = member.staff.id;
        let mut tx = self.storage().read().await?;
        Ok(Account {
            passkeys: tx.passkeys_of(staff).await?,
            recovery_codes: tx.count_recovery_codes(staff).await?,
            sessions: tx.sessions_of(staff).await?,
            refused: tx.staff_refused(staff).await?,
            new_seed: {
                let present = tx.totp_seed(staff).await?;
                self.new_seed(member, present.map(|sealed| sealed.bytes))
            },
        })
    }

    /// Follows from the session and from the seed that it would replace, so that it changes once it is taken.
    fn new_seed(&self, member: &Member, present: Option<Vec<u8>>) -> Seed {
        let present = present.unwrap_or_default();
        let context = [member.session.token_digest.as_slice(), &present];
        Seed::offered(self.keyring().current(), &context)
    }

    /// Chooses another passphrase, and ends every other session.
    ///
    /// # Errors
    /// Where it is not good enough.
    pub async fn change_passphrase(&self, member: &Member, passphrase: &str) -> Result<(), ChangeError> {
        let staff = &member.staff;
        passphrase::check(passphrase, &[&staff.name])?;
        let verifier = self.new_verifier(staff.id, passphrase).await?;
        let generation = self.keyring().current().generation();
        let mut tx = self.storage().begin().await?;
        tx.set_staff_verifier(staff.id, &verifier, generation).await?;
        tx.end_sessions_of(staff.id, Some(&member.session.token_digest))
            .await?;
        tx.record(&self.own_deed(staff.id, Act::ChangedPassphrase))
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Takes the new seed that was offered, whose app shows `code`, and ends every other session: whoever had the old one
    /// may have opened them.
    ///
    /// # Errors
    /// Where the code is not its.
    pub async fn change_seed(&self, member: &Member, code: &str) -> Result<(), ChangeError> {
        let staff = member.staff.id;
        let mut tx = self.storage().begin().await?;
        tx.lock_staff(&[staff]).await?;
        let present = tx.totp_seed(staff).await?;
        let seed = self.new_seed(member, present.map(|sealed| sealed.bytes));
        let step = seed.step_of(code, self.now()).ok_or(ChangeError::Code)?;
        if !tx.use_totp_step(staff, step).await? {
            return Err(ChangeError::Code);
        }
        self.keep_seed(tx.as_mut(), staff, &seed).await?;
        tx.end_sessions_of(staff, Some(&member.session.token_digest))
            .await?;
        tx.record(&self.own_deed(staff, Act::EnrolledStaff)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Makes new codes on paper; earlier ones are good for nothing. They are shown once.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn renew_recovery_codes(&self, member: &Member) -> Result<Vec<RecoveryCode>, StorageError> {
        let codes = RecoveryCode::draw_set(self.entropy());
        let digests: Vec<_> = codes.iter().map(RecoveryCode::digest).collect();
        let mut tx = self.storage().begin().await?;
        tx.lock_staff(&[member.staff.id]).await?;
        tx.set_recovery_codes(member.staff.id, &digests).await?;
        tx.record(&self.own_deed(member.staff.id, Act::RenewedRecoveryCodes))
            .await?;
        tx.commit().await?;
        Ok(codes)
    }

    /// Begins to make a passkey.
    ///
    /// # Errors
    /// Where the site cannot have passkeys.
    pub async fn begin_passkey(
        &self,
        member: &Member,
        party: &RelyingParty,
    ) -> Result<Ceremony, ChangeError> {
        let staff = &member.staff;
        let known = self.storage().read().await?.passkeys_of(staff.id).await?;
        let known = known.into_iter().map(|passkey| passkey.id).collect();
        let keyring = self.keyring();
        let ceremonies = self.ceremonies(party, &keyring);
        Ok(ceremonies.begin_making(staff.id.as_bytes(), &staff.name, known, self.entropy())?)
    }

    /// Keeps the passkey that the browser made.
    ///
    /// # Errors
    /// Where it was not accepted.
    pub async fn add_passkey(
        &self,
        member: &Member,
        party: &RelyingParty,
        label: &str,
        state: &str,
        answer: &str,
    ) -> Result<(), ChangeError> {
        let (staff, label) = (&member.staff, label.trim());
        if !(1..=MAX_LABEL).contains(&label.chars().count()) {
            return Err(ChangeError::Label);
        }
        let keyring = self.keyring();
        let made = self
            .ceremonies(party, &keyring)
            .finish_making(staff.id.as_bytes(), state, answer)?;
        let passkey = Passkey {
            id: made.id,
            staff: staff.id,
            label: label.to_owned(),
            credential: made.credential,
            created_at: self.now(),
            last_used_at: None,
        };
        let mut tx = self.storage().begin().await?;
        let (digest, expires_at) = (made.ceremony.digest, made.ceremony.expires_at);
        if !tx.use_ceremony(&digest, expires_at).await? {
            return Err(Unaccepted.into());
        }
        match tx.add_passkey(&passkey).await {
            Err(StorageError::Constraint(name)) if name == "staff_passkey_pk" => {
                return Err(Unaccepted.into());
            }
            added => added?,
        }
        tx.record(&self.own_deed(staff.id, Act::AddedPasskey)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Removes a passkey, and ends every other session: the device may be in other hands, and signed in. Does nothing where
    /// there is none.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn remove_passkey(&self, member: &Member, id: &[u8]) -> Result<(), StorageError> {
        let staff = member.staff.id;
        let mut tx = self.storage().begin().await?;
        tx.lock_staff(&[staff]).await?;
        if tx.remove_passkey(staff, id).await? {
            tx.end_sessions_of(staff, Some(&member.session.token_digest))
                .await?;
            tx.record(&self.own_deed(staff, Act::RemovedPasskey)).await?;
        }
        tx.commit().await
    }
}
