//! Staff prove who they are: with a passkey, or with a passphrase and a code.

use domain::{
    Timestamp,
    audit::Act,
    id::StaffId,
    staff::{Means, Staff},
};
use storage::{StorageError, Transaction};
use zeroize::Zeroizing;

use crate::{
    Service,
    bulkhead::Busy,
    door::{Visitor, Wait},
    keys::Keyring,
    passkey::{Ceremony, RelyingParty, Unaccepted},
    proof::{Person, start_counting_anew},
    refused::Owner,
    session::Member,
    staff::verifier_secret,
    token::Token,
    totp::{Seed, seed_place},
};

/// A seed that does not open under any key that this node has.
const BROKEN_SEED: StorageError = StorageError::Inconsistent {
    table: "staff",
    column: "totp_seed",
};

/// Why someone was not signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Name, passphrase and code do not belong together, or the passkey opens nothing. Says the same where there is no
    /// such name.
    #[error("name, passphrase and code do not belong together")]
    Refused,
    /// Too many wrong tries with this name, or too many from this part of the network.
    #[error("wait {} seconds before the next try", .0.seconds)]
    Wait(Wait),
    /// Too much is going on.
    #[error("too many people are signing in at the moment")]
    Busy,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl From<Busy> for SignInError {
    fn from(_: Busy) -> Self {
        Self::Busy
    }
}

impl From<Unaccepted> for SignInError {
    fn from(_: Unaccepted) -> Self {
        Self::Refused
    }
}

impl Service {
    /// Signs someone in. `code` is one of their app or one on paper, and each is good once. Every wrong passphrase or
    /// code makes the next try wait longer, and none waits for ever.
    ///
    /// # Errors
    /// Where they were not signed in; what was wrong, it does not say.
    pub async fn sign_in(&self, name: &str, passphrase: &str, code: &str) -> Result<Token, SignInError> {
        let staff = self
            .storage()
            .read()
            .await?
            .find_staff_by_name(name.trim())
            .await?;
        let staff = staff.filter(|staff| staff.ended_at.is_none());
        let staff = self.prove_passphrase(staff, name, passphrase).await?;
        let renewed = self.renewed_verifier(&staff, passphrase).await?;
        let mut tx = self.storage().begin().await?;
        start_counting_anew(tx.as_mut(), &staff).await?;
        let means = self.prove_code(tx.as_mut(), &staff, code).await?;
        if let Some(verifier) = renewed {
            let generation = self.keyring().current().generation();
            tx.set_staff_verifier(staff.id, &verifier, generation).await?;
        }
        let token = self.begin_session(tx.as_mut(), staff.id, means).await?;
        let mut deed = self.own_deed(staff.id, Act::SignedIn);
        deed.reason = means.as_str().to_owned();
        tx.record(&deed).await?;
        tx.commit().await?;
        Ok(token)
    }

    /// The same for someone who comes from there: whoever goes on guessing from one place waits there, up to an hour, and
    /// keeps nobody else out.
    ///
    /// # Errors
    /// Where they were not signed in; what was wrong, it does not say.
    pub async fn sign_in_from(
        &self,
        from: Visitor,
        name: &str,
        passphrase: &str,
        code: &str,
    ) -> Result<Token, SignInError> {
        let guess = self.admit_from("staff from", name, from, self.now())?;
        let signed_in = self.sign_in(name, passphrase, code).await;
        self.learn_from(&guess, &signed_in);
        signed_in
    }

    /// Begins to sign someone in with a passkey, whoever they are.
    ///
    /// # Errors
    /// Where the site cannot have passkeys.
    pub fn begin_passkey_sign_in(&self, party: &RelyingParty) -> Result<Ceremony, Unaccepted> {
        let keyring = self.keyring();
        self.ceremonies(party, &keyring).begin_proof(self.entropy())
    }

    /// Signs someone in with what their passkey answered.
    ///
    /// # Errors
    /// Where they were not signed in.
    pub async fn sign_in_with_passkey(
        &self,
        party: &RelyingParty,
        state: &str,
        answer: &str,
    ) -> Result<Token, SignInError> {
        let mut tx = self.storage().begin().await?;
        let staff: Staff = self.prove_passkey(tx.as_mut(), party, state, answer).await?;
        tx.set_staff_attempts(staff.id, 0, None).await?;
        let token = self.begin_session(tx.as_mut(), staff.id, Means::Passkey).await?;
        let mut deed = self.own_deed(staff.id, Act::SignedIn);
        deed.reason = Means::Passkey.as_str().to_owned();
        tx.record(&deed).await?;
        tx.commit().await?;
        Ok(token)
    }

    /// Proves anew who has a session, before something sensitive.
    ///
    /// # Errors
    /// Where passphrase and code are not theirs.
    pub async fn confirm(&self, member: &Member, passphrase: &str, code: &str) -> Result<Token, SignInError> {
        let staff = self.storage().read().await?.lookup_staff(member.staff.id).await?;
        let staff = self
            .prove_passphrase(staff, &member.staff.name, passphrase)
            .await?;
        let mut tx = self.storage().begin().await?;
        start_counting_anew(tx.as_mut(), &staff).await?;
        self.prove_code(tx.as_mut(), &staff, code).await?;
        self.note_confirmation(tx, member).await
    }

    /// The same for someone who comes from there, as in [`Self::sign_in_from`]: whoever has a stolen session gets no
    /// more guesses than whoever has none.
    ///
    /// # Errors
    /// Where passphrase and code are not theirs.
    pub async fn confirm_from(
        &self,
        from: Visitor,
        member: &Member,
        passphrase: &str,
        code: &str,
    ) -> Result<Token, SignInError> {
        let guess = self.admit_from("staff from", &member.staff.name, from, self.now())?;
        let confirmed = self.confirm(member, passphrase, code).await;
        self.learn_from(&guess, &confirmed);
        confirmed
    }

    /// As [`Self::confirm`], with a passkey.
    ///
    /// # Errors
    /// Where the passkey is not theirs.
    pub async fn confirm_with_passkey(
        &self,
        member: &Member,
        party: &RelyingParty,
        state: &str,
        answer: &str,
    ) -> Result<Token, SignInError> {
        let mut tx = self.storage().begin().await?;
        let staff: Staff = self.prove_passkey(tx.as_mut(), party, state, answer).await?;
        if staff.id != member.staff.id {
            return Err(SignInError::Refused);
        }
        self.note_confirmation(tx, member).await
    }

    /// From here on the session is good for more, so it gets another token (ASVS 5.0 V7.2.4): one that was stolen
    /// before opens nothing.
    async fn note_confirmation(
        &self,
        mut tx: Box<dyn Transaction>,
        member: &Member,
    ) -> Result<Token, SignInError> {
        let renewed = Token::draw(self.entropy());
        tx.set_staff_attempts(member.staff.id, 0, None).await?;
        let old = &member.session.token_digest;
        if !tx.confirm_session(old, &renewed.digest(), self.now()).await? {
            return Err(SignInError::Refused);
        }
        tx.record(&self.own_deed(member.staff.id, Act::Confirmed)).await?;
        tx.commit().await?;
        Ok(renewed)
    }
}

impl Person for Staff {
    const GUESSED: &'static str = "staff";

    fn owner(&self) -> Owner {
        Owner::Staff(self.id)
    }

    fn secret(&self, passphrase: &str) -> Zeroizing<Vec<u8>> {
        verifier_secret(self.id, passphrase)
    }

    fn verifier(&self) -> (&str, u32) {
        (&self.passphrase_verifier, self.key_generation)
    }

    fn tries(&self) -> (u32, Option<Timestamp>) {
        (self.failed_attempts, self.next_attempt_at)
    }

    fn has_ended(&self) -> bool {
        self.ended_at.is_some()
    }

    async fn again(&self, tx: &mut dyn Transaction) -> Result<Option<Self>, StorageError> {
        tx.lookup_staff(self.id).await
    }

    async fn count_try(
        &self,
        tx: &mut dyn Transaction,
        failed: u32,
        next_at: Timestamp,
    ) -> Result<bool, StorageError> {
        tx.count_staff_attempt(self, failed, next_at).await
    }

    async fn take_back_try(&self, tx: &mut dyn Transaction, failed: u32) -> Result<(), StorageError> {
        tx.take_back_staff_attempt(self.id, failed).await
    }

    async fn forget_tries(&self, tx: &mut dyn Transaction) -> Result<(), StorageError> {
        tx.set_staff_attempts(self.id, 0, None).await
    }

    async fn seed(&self, tx: &mut dyn Transaction, keyring: &Keyring) -> Result<Option<Seed>, StorageError> {
        let Some(sealed) = tx.totp_seed(self.id).await? else {
            return Ok(None);
        };
        let seed = Seed::unseal(keyring, &seed_place(&self.id), &sealed);
        seed.map(Some).map_err(|_| BROKEN_SEED)
    }

    async fn use_step(&self, tx: &mut dyn Transaction, step: u64) -> Result<bool, StorageError> {
        tx.use_totp_step(self.id, step).await
    }

    async fn use_paper(&self, tx: &mut dyn Transaction, digest: &[u8; 32]) -> Result<bool, StorageError> {
        tx.use_recovery_code(self.id, digest).await
    }

    async fn with_passkey(
        tx: &mut dyn Transaction,
        passkey: &[u8],
    ) -> Result<Option<([u8; 16], String)>, StorageError> {
        let known = tx.find_passkey(passkey).await?;
        Ok(known.map(|known| (*known.staff.as_bytes(), known.credential)))
    }

    async fn use_passkey(
        tx: &mut dyn Transaction,
        passkey: &[u8],
        credential: &str,
        now: Timestamp,
    ) -> Result<(), StorageError> {
        tx.use_passkey(passkey, credential, now).await
    }

    async fn of_id(tx: &mut dyn Transaction, id: [u8; 16]) -> Result<Option<Self>, StorageError> {
        tx.lookup_staff(StaffId::from_bytes(id)).await
    }
}
