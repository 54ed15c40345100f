//! How people prove who they are, whosever accounts these are: with a passkey, or with a passphrase and a code, and every
//! try counted. [`sign_in`](crate::sign_in) does it for staff, [`account_sign_in`](crate::account_sign_in) for people of
//! platforms.

use domain::{
    Timestamp,
    staff::{Means, Refusal},
};
use storage::{StorageError, Transaction};
use zeroize::Zeroizing;

use crate::{
    Service,
    bulkhead::Busy,
    door::{Bound, LONGEST_FOR_ALL, Visitor, Wait},
    keys::Keyring,
    passkey::{Ceremonies, RelyingParty},
    recovery::RecoveryCode,
    refused::Owner,
    sign_in::SignInError,
    throttle::{delay_after, remembered},
    totp::Seed,
};

/// Someone with an account, as far as proving it goes.
pub(crate) trait Person: Clone + Send + Sync {
    /// What tries at names that nobody has are counted under.
    const GUESSED: &'static str;

    /// Whose account it is, for whoever has to hear that someone else tried it.
    fn owner(&self) -> Owner;

    /// What the verifier of a passphrase is made of: the passphrase, bound to the account.
    fn secret(&self, passphrase: &str) -> Zeroizing<Vec<u8>>;

    /// The verifier, and the generation of the keys that it was made with.
    fn verifier(&self) -> (&str, u32);

    /// Wrong tries in a row, and when the next may be made.
    fn tries(&self) -> (u32, Option<Timestamp>);

    /// Whether the account opens nothing any more.
    fn has_ended(&self) -> bool;

    /// The same person as they are now.
    async fn again(&self, tx: &mut dyn Transaction) -> Result<Option<Self>, StorageError>;

    /// Counts the `failed`th try in a row. Returns whether it was counted: it is not where another was, or one was taken
    /// back, since this person was looked up.
    async fn count_try(
        &self,
        tx: &mut dyn Transaction,
        failed: u32,
        next_at: Timestamp,
    ) -> Result<bool, StorageError>;

    /// Takes back that the `failed`th try in a row was counted.
    async fn take_back_try(&self, tx: &mut dyn Transaction, failed: u32) -> Result<(), StorageError>;

    /// Forgets every wrong try.
    async fn forget_tries(&self, tx: &mut dyn Transaction) -> Result<(), StorageError>;

    /// What their app makes codes of; `None` where they have none.
    async fn seed(&self, tx: &mut dyn Transaction, keyring: &Keyring) -> Result<Option<Seed>, StorageError>;

    /// Uses a step of their app up. Returns whether neither it nor a later one was before.
    async fn use_step(&self, tx: &mut dyn Transaction, step: u64) -> Result<bool, StorageError>;

    /// Uses a code on paper up. Returns whether it was theirs and unused.
    async fn use_paper(&self, tx: &mut dyn Transaction, digest: &[u8; 32]) -> Result<bool, StorageError>;

    /// Whose passkey that is, and its public key and counter.
    async fn with_passkey(
        tx: &mut dyn Transaction,
        passkey: &[u8],
    ) -> Result<Option<([u8; 16], String)>, StorageError>;

    /// Keeps a passkey as it is after it was used.
    async fn use_passkey(
        tx: &mut dyn Transaction,
        passkey: &[u8],
        credential: &str,
        now: Timestamp,
    ) -> Result<(), StorageError>;

    /// Whose account has that id.
    async fn of_id(tx: &mut dyn Transaction, id: [u8; 16]) -> Result<Option<Self>, StorageError>;
}

/// Where a try was counted, so that it can be taken back.
enum Counted<P> {
    /// Beside the guesses at what nobody has.
    InMemory([u8; 32]),
    /// With whom it was a try to sign in as, as so many in a row.
    Stored(P, u32),
}

impl Service {
    /// Whose passphrase this is. Takes as long, and waits as long, where there is nobody.
    pub(crate) async fn prove_passphrase<P: Person>(
        &self,
        person: Option<P>,
        name: &str,
        passphrase: &str,
    ) -> Result<P, SignInError> {
        let counted = self.admit_try(person.as_ref(), name, self.now()).await?;
        let secret = person
            .as_ref()
            .map_or_else(Zeroizing::default, |person| person.secret(passphrase));
        let (verifier, generation) = person.as_ref().map(P::verifier).unzip();
        let keyring = self.keyring();
        let keys = generation.and_then(|generation| keyring.of(generation));
        let pepper = keys.unwrap_or_else(|| keyring.current()).pepper();
        match self.0.bulkhead.verify(pepper, secret, verifier).await {
            Ok(true) => person.ok_or(SignInError::Refused),
            Ok(false) => {
                if let Some(person) = &person {
                    self.note_refusal(person.owner(), Refusal::Passphrase);
                }
                Err(SignInError::Refused)
            }
            Err(Busy) => {
                self.take_back_try(&counted).await?;
                Err(SignInError::Busy)
            }
        }
    }

    /// Uses up the code that was typed: of the app, or on paper. Whoever has no seed has no code.
    pub(crate) async fn prove_code<P: Person>(
        &self,
        tx: &mut dyn Transaction,
        person: &P,
        typed: &str,
    ) -> Result<Means, SignInError> {
        if let Some(paper) = RecoveryCode::parse(typed) {
            if person.use_paper(tx, &paper.digest()).await? {
                return Ok(Means::RecoveryCode);
            }
            self.note_refusal(person.owner(), Refusal::RecoveryCode);
            return Err(SignInError::Refused);
        }
        let seed = person.seed(tx, &self.keyring()).await?;
        let step = seed.and_then(|seed| seed.step_of(typed, self.now()));
        let fresh = match step {
            Some(step) => person.use_step(tx, step).await?,
            None => false,
        };
        if !fresh {
            self.note_refusal(person.owner(), Refusal::Code);
            return Err(SignInError::Refused);
        }
        Ok(Means::Passphrase)
    }

    /// Whose passkey answered, used up with its ceremony.
    pub(crate) async fn prove_passkey<P: Person>(
        &self,
        tx: &mut dyn Transaction,
        party: &RelyingParty,
        state: &str,
        answer: &str,
    ) -> Result<P, SignInError> {
        let keyring = self.keyring();
        let ceremonies = self.ceremonies(party, &keyring);
        let claim = ceremonies.claim(answer)?;
        let known = P::with_passkey(tx, &claim.passkey).await?;
        let (owner, credential) = known
            .filter(|(owner, _)| *owner == claim.account)
            .ok_or(SignInError::Refused)?;
        let Ok(proof) = ceremonies.finish_proof(state, answer, &credential) else {
            return Err(self.refuse_passkey::<P>(tx, owner).await);
        };
        let (digest, expires_at) = (proof.ceremony.digest, proof.ceremony.expires_at);
        if !tx.use_ceremony(&digest, expires_at).await? {
            return Err(self.refuse_passkey::<P>(tx, owner).await);
        }
        P::use_passkey(tx, &claim.passkey, &proof.credential, self.now()).await?;
        let person = P::of_id(tx, owner).await?;
        person
            .filter(|person| !person.has_ended())
            .ok_or(SignInError::Refused)
    }

    /// Refuses what a passkey of that account is said to have answered.
    async fn refuse_passkey<P: Person>(&self, tx: &mut dyn Transaction, owner: [u8; 16]) -> SignInError {
        match P::of_id(tx, owner).await {
            Ok(Some(person)) if !person.has_ended() => {
                self.note_refusal(person.owner(), Refusal::Passkey);
            }
            Ok(_) => {}
            Err(error) => return error.into(),
        }
        SignInError::Refused
    }

    /// A verifier under the current keys, where the one that was just found right is of older ones.
    pub(crate) async fn renewed_verifier<P: Person>(
        &self,
        person: &P,
        passphrase: &str,
    ) -> Result<Option<String>, Busy> {
        if person.verifier().1 == self.keyring().current().generation() {
            return Ok(None);
        }
        self.verifier_of(person.secret(passphrase)).await.map(Some)
    }

    /// A verifier under the current keys.
    pub(crate) async fn verifier_of(&self, secret: Zeroizing<Vec<u8>>) -> Result<String, Busy> {
        let (keyring, salt) = (self.keyring(), self.entropy().bytes());
        let pepper = keyring.current().pepper();
        self.0.bulkhead.verifier(pepper, secret, salt).await
    }

    /// Counts a try before it is looked at, so that many at the same time are not all free. Tries at names that
    /// nobody has are counted in memory, so that waiting does not tell who exists.
    async fn admit_try<P: Person>(
        &self,
        person: Option<&P>,
        name: &str,
        now: Timestamp,
    ) -> Result<Counted<P>, SignInError> {
        let Some(person) = person else {
            let guess = self.keyring().current().guess_mac(P::GUESSED, name.trim());
            let admitted = self.0.guesses.admit_within(guess, now, LONGEST_FOR_ALL);
            admitted.map_err(too_many_tries)?;
            return Ok(Counted::InMemory(guess));
        };
        let mut seen = person.clone();
        loop {
            let (failed, free_at) = seen.tries();
            if let Some(free_at) = free_at.filter(|&free_at| now < free_at) {
                return Err(too_many_tries(free_at.since(now).as_secs().max(1)));
            }
            let failed = remembered(failed, free_at, now).saturating_add(1);
            let next_at = now.plus(delay_after(failed).min(LONGEST_FOR_ALL));
            let mut tx = self.storage().begin().await?;
            if seen.count_try(tx.as_mut(), failed, next_at).await? {
                tx.commit().await?;
                return Ok(Counted::Stored(seen, failed));
            }
            // Another try was counted in the same moment: this one is the next.
            seen = person.again(tx.as_mut()).await?.ok_or(SignInError::Refused)?;
        }
    }

    /// A try that nobody looked at was no wrong one.
    async fn take_back_try<P: Person>(&self, counted: &Counted<P>) -> Result<(), StorageError> {
        match counted {
            Counted::InMemory(guess) => {
                self.0.guesses.take_back(guess);
                Ok(())
            }
            Counted::Stored(person, failed) => {
                let mut tx = self.storage().begin().await?;
                person.take_back_try(tx.as_mut(), *failed).await?;
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
        admitted.map_err(too_many_tries)?;
        Ok(guess)
    }

    /// Forgets the tries from somewhere where one was right, and leaves one out of the count that nobody looked at.
    pub(crate) fn learn_from<T>(&self, guess: &[u8; 32], tried: &Result<T, SignInError>) {
        match tried {
            Ok(_) => self.0.guesses.forgive(guess),
            // Whoever waits because of someone else's guesses has made none.
            Err(SignInError::Busy | SignInError::Storage(_) | SignInError::Wait(_)) => {
                self.0.guesses.take_back(guess);
            }
            Err(SignInError::Refused) => {}
        }
    }

    pub(crate) fn ceremonies<'a>(&self, party: &'a RelyingParty, keyring: &'a Keyring) -> Ceremonies<'a> {
        Ceremonies {
            party,
            keyring,
            now: self.now(),
        }
    }
}

/// There were so many wrong tries with a name that the next one has to wait.
fn too_many_tries(seconds: u64) -> SignInError {
    let bound = Bound::Name;
    SignInError::Wait(Wait { seconds, bound })
}

/// Forgets the wrong tries of someone whose passphrase was right, and holds their row until the transaction ends. Another
/// passphrase may have been chosen, or the account ended, since that was found out: then it counts for nothing.
pub(crate) async fn start_counting_anew<P: Person>(
    tx: &mut dyn Transaction,
    seen: &P,
) -> Result<(), SignInError> {
    seen.forget_tries(tx).await?;
    let now = seen.again(tx).await?;
    let same = now.is_some_and(|now| !now.has_ended() && now.verifier().0 == seen.verifier().0);
    same.then_some(()).ok_or(SignInError::Refused)
}
