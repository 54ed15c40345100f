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
    door::Visitor,
    passkey::{Ceremonies, Ceremony, RelyingParty, Unaccepted},
    recovery::RecoveryCode,
    session::Member,
    staff::verifier_secret,
    throttle::{LONGEST_FOR_ALL, delay_after},
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
    /// Too many wrong tries.
    #[error("wait {seconds} seconds before the next try")]
    Wait {
        /// How long.
        seconds: u64,
    },
    /// Too much is going on.
    #[error("too many people are signing in at the moment")]
    Busy,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Where a try was counted, so that it can be taken back.
pub(crate) enum Counted<Id> {
    /// Beside the guesses at what nobody has.
    InMemory([u8; 32]),
    /// With whom it was a try to sign in as, as so many in a row.
    Stored(Id, u32),
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
        let staff = self.prove_passkey(tx.as_mut(), party, state, answer).await?;
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
        let staff = self.prove_passkey(tx.as_mut(), party, state, answer).await?;
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

    /// Whose passphrase this is. Takes as long, and waits as long, where there is nobody.
    async fn prove_passphrase(
        &self,
        staff: Option<Staff>,
        name: &str,
        passphrase: &str,
    ) -> Result<Staff, SignInError> {
        let counted = self.admit_sign_in(staff.as_ref(), name, self.now()).await?;
        let secret = staff
            .as_ref()
            .map_or_else(Zeroizing::default, |staff| verifier_secret(staff.id, passphrase));
        let verifier = staff.as_ref().map(|staff| staff.passphrase_verifier.as_str());
        let keyring = self.keyring();
        let keys = staff.as_ref().and_then(|staff| keyring.of(staff.key_generation));
        let pepper = keys.unwrap_or_else(|| keyring.current()).pepper();
        match self.0.bulkhead.verify(pepper, secret, verifier).await {
            Ok(right) => staff.filter(|_| right).ok_or(SignInError::Refused),
            Err(Busy) => {
                self.take_back_sign_in(&counted).await?;
                Err(SignInError::Busy)
            }
        }
    }

    /// Uses up the code that was typed: of the app, or on paper. Whoever has no seed has no code.
    async fn prove_code(
        &self,
        tx: &mut dyn Transaction,
        staff: &Staff,
        code: &str,
    ) -> Result<Means, SignInError> {
        if let Some(paper) = RecoveryCode::parse(code) {
            let known = tx.use_recovery_code(staff.id, &paper.digest()).await?;
            return known.then_some(Means::RecoveryCode).ok_or(SignInError::Refused);
        }
        let sealed = tx.totp_seed(staff.id).await?.ok_or(SignInError::Refused)?;
        let seed = Seed::unseal(&self.keyring(), &seed_place(&staff.id), &sealed).map_err(|_| BROKEN_SEED)?;
        let step = seed.step_of(code, self.now()).ok_or(SignInError::Refused)?;
        let fresh = tx.use_totp_step(staff.id, step).await?;
        fresh.then_some(Means::Passphrase).ok_or(SignInError::Refused)
    }

    /// Whose passkey answered, used up with its ceremony.
    async fn prove_passkey(
        &self,
        tx: &mut dyn Transaction,
        party: &RelyingParty,
        state: &str,
        answer: &str,
    ) -> Result<Staff, SignInError> {
        let keyring = self.keyring();
        let ceremonies = self.ceremonies(party, &keyring);
        let claim = ceremonies.claim(answer)?;
        let known = tx.find_passkey(&claim.passkey).await?;
        let passkey = known
            .filter(|passkey| *passkey.staff.as_bytes() == claim.account)
            .ok_or(SignInError::Refused)?;
        let proof = ceremonies.finish_proof(state, answer, &passkey.credential)?;
        let (digest, expires_at) = (proof.ceremony.digest, proof.ceremony.expires_at);
        if !tx.use_ceremony(&digest, expires_at).await? {
            return Err(SignInError::Refused);
        }
        tx.use_passkey(&passkey.id, &proof.credential, self.now()).await?;
        let staff = tx.lookup_staff(passkey.staff).await?;
        staff
            .filter(|staff| staff.ended_at.is_none())
            .ok_or(SignInError::Refused)
    }

    /// A verifier under the current keys, where the one that was just found right is of older ones.
    async fn renewed_verifier(&self, staff: &Staff, passphrase: &str) -> Result<Option<String>, Busy> {
        if staff.key_generation == self.keyring().current().generation() {
            return Ok(None);
        }
        self.new_verifier(staff.id, passphrase).await.map(Some)
    }

    /// Counts a try before it is looked at, so that many at the same time are not all free. Tries at names that
    /// nobody has are counted in memory, so that waiting does not tell who exists.
    async fn admit_sign_in(
        &self,
        staff: Option<&Staff>,
        name: &str,
        now: Timestamp,
    ) -> Result<Counted<StaffId>, SignInError> {
        let Some(staff) = staff else {
            let guess = self.keyring().current().guess_mac("staff", name.trim());
            let admitted = self.0.guesses.admit_within(guess, now, LONGEST_FOR_ALL);
            admitted.map_err(|seconds| SignInError::Wait { seconds })?;
            return Ok(Counted::InMemory(guess));
        };
        let mut seen = staff.clone();
        loop {
            if let Some(free_at) = seen.next_attempt_at.filter(|&free_at| now < free_at) {
                return Err(SignInError::Wait {
                    seconds: free_at.since(now).as_secs().max(1),
                });
            }
            let failed = seen.failed_attempts.saturating_add(1);
            let next_at = now.plus(delay_after(failed).min(LONGEST_FOR_ALL));
            let mut tx = self.storage().begin().await?;
            if tx.count_staff_attempt(staff.id, failed, now, next_at).await? {
                tx.commit().await?;
                return Ok(Counted::Stored(staff.id, failed));
            }
            // Another try was counted in the same moment: this one is the next.
            seen = tx.lookup_staff(staff.id).await?.ok_or(SignInError::Refused)?;
        }
    }

    /// A try that nobody looked at was no wrong one.
    async fn take_back_sign_in(&self, counted: &Counted<StaffId>) -> Result<(), StorageError> {
        match counted {
            Counted::InMemory(guess) => {
                self.0.guesses.take_back(guess);
                Ok(())
            }
            Counted::Stored(staff, failed) => {
                let mut tx = self.storage().begin().await?;
                tx.take_back_staff_attempt(*staff, *failed).await?;
                tx.commit().await
            }
        }
    }

    /// Lets someone try who comes from there, or says how long to wait. Returns what is forgiven once the try was right.
    pub(crate) fn admit_from(
        &self,
        what: &str,
        name: &str,
        from: Visitor,
        now: Timestamp,
    ) -> Result<[u8; 32], SignInError> {
        let from = format!("{}\n{}", name.trim(), hex::encode(from.as_bytes()));
        let guess = self.keyring().current().guess_mac(what, &from);
        let admitted = self.0.guesses.admit(guess, now);
        admitted.map_err(|seconds| SignInError::Wait { seconds })?;
        Ok(guess)
    }

    /// Forgets the tries from somewhere where one was right, and leaves one out of the count that nobody looked at.
    pub(crate) fn learn_from<T>(&self, guess: &[u8; 32], tried: &Result<T, SignInError>) {
        match tried {
            Ok(_) => self.0.guesses.forgive(guess),
            // Whoever waits because of someone else's guesses has made none.
            Err(SignInError::Busy | SignInError::Storage(_) | SignInError::Wait { .. }) => {
                self.0.guesses.take_back(guess);
            }
            Err(SignInError::Refused) => {}
        }
    }

    pub(crate) fn ceremonies<'a>(
        &self,
        party: &'a RelyingParty,
        keyring: &'a crate::keys::Keyring,
    ) -> Ceremonies<'a> {
        Ceremonies {
            party,
            keyring,
            now: self.now(),
        }
    }
}

/// Forgets the wrong tries of someone whose passphrase was right, and holds their row until the transaction ends. Another
/// passphrase may have been chosen, or the account ended, since that was found out: then it counts for nothing.
async fn start_counting_anew(tx: &mut dyn Transaction, seen: &Staff) -> Result<(), SignInError> {
    tx.set_staff_attempts(seen.id, 0, None).await?;
    let now = tx.lookup_staff(seen.id).await?;
    let same =
        now.is_some_and(|now| now.ended_at.is_none() && now.passphrase_verifier == seen.passphrase_verifier);
    same.then_some(()).ok_or(SignInError::Refused)
}
