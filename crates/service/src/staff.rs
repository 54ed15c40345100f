//! Staff sign in and out.

use std::time::Duration;

use domain::{
    Timestamp,
    audit::{Act, Agent, Deed},
    id::StaffId,
    staff::{Role, Session, Staff},
};
use sha2::{Digest as _, Sha256};
use storage::StorageError;
use zeroize::Zeroizing;

use crate::{
    Service, bulkhead::Busy, keys::Keys, propose::has_two_admins, throttle::delay_after, totp::step_of,
};

/// A session ends so long after it was last used (ASVS 5.0 V7.3.1).
pub const IDLE: Duration = Duration::from_secs(15 * 60);
/// A session ends so long after sign-in, however much it is used (ASVS 5.0 V7.3.2).
pub const ABSOLUTE: Duration = Duration::from_secs(8 * 3_600);
/// The shortest passphrase, in characters (ASVS 5.0 V6.2.1).
pub const MIN_PASSPHRASE: usize = 15;
/// The longest passphrase, in characters: nothing is gained beyond.
pub const MAX_PASSPHRASE: usize = 256;
/// The use of a session is noted at most so often.
const TOUCH_EVERY: Duration = Duration::from_secs(60);

/// A seed that does not open under any key that this node has.
const BROKEN_SEED: StorageError = StorageError::Inconsistent {
    table: "staff",
    column: "totp_seed",
};

/// What a signed-in browser holds: 32 random bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken([u8; 32]);

impl SessionToken {
    /// Reads a cookie's value; `None` where it cannot be one of ours.
    pub fn parse(text: &str) -> Option<Self> {
        let mut token = [0; 32];
        hex::decode_to_slice(text, &mut token).ok()?;
        Some(Self(token))
    }

    /// The cookie's value: 64 hex digits.
    pub fn reveal(&self) -> String {
        hex::encode(self.0)
    }

    fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }
}

/// Says that it is a token and not which one.
impl std::fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionToken(..)")
    }
}

/// Why someone was not signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Name and passphrase do not belong together. Says the same where there is no such name.
    #[error("name and passphrase do not belong together")]
    Refused,
    /// Too many wrong passphrases.
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

impl From<Busy> for SignInError {
    fn from(_: Busy) -> Self {
        Self::Busy
    }
}

/// Why a member of staff was not added.
#[derive(Debug, thiserror::Error)]
pub enum AddStaffError {
    /// Names have 2 to 64 characters, none of them a control character.
    #[error("a name has 2 to 64 characters")]
    Name,
    /// Someone has that name.
    #[error("someone signs in under this name already")]
    NameTaken,
    /// The passphrase is too short or too long.
    #[error("a passphrase has {MIN_PASSPHRASE} to {MAX_PASSPHRASE} characters")]
    Passphrase,
    /// There are two admins, so a third takes both of them.
    #[error(
        "there are two admins: give this person another role, and let one admin propose them on the page \
         \"Two people\" and another second it"
    )]
    TakesTwo,
    /// Too much is going on.
    #[error("the server is busy")]
    Busy,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Service {
    /// Adds a member of staff. The first two admins are made here; every further one takes two people.
    ///
    /// # Errors
    /// Where name or passphrase do not fit, or they would be a third admin.
    pub async fn add_staff(&self, name: &str, role: Role, passphrase: &str) -> Result<Staff, AddStaffError> {
        if !(2..=64).contains(&name.chars().count()) || name.chars().any(char::is_control) {
            return Err(AddStaffError::Name);
        }
        if !(MIN_PASSPHRASE..=MAX_PASSPHRASE).contains(&passphrase.chars().count()) {
            return Err(AddStaffError::Passphrase);
        }
        let id = StaffId::draw(self.entropy());
        let keyring = self.keyring();
        let keys = keyring.current();
        let verifier = self
            .0
            .bulkhead
            .verifier(keys.pepper(), secret(id, passphrase), self.entropy().bytes())
            .await;
        let staff = Staff {
            id,
            name: name.to_owned(),
            role,
            passphrase_verifier: verifier.map_err(|Busy| AddStaffError::Busy)?,
            key_generation: keys.generation(),
            failed_attempts: 0,
            next_attempt_at: None,
        };
        let mut tx = self.storage().begin().await?;
        if role == Role::Admin && has_two_admins(tx.as_mut()).await? {
            return Err(AddStaffError::TakesTwo);
        }
        match tx.add_staff(&staff, self.now()).await {
            Err(StorageError::Constraint(name)) if name == "staff_name_unique" => {
                return Err(AddStaffError::NameTaken);
            }
            added => added?,
        }
        let deed = Deed {
            at: self.now(),
            actor: Agent::Operator,
            act: Act::AddedStaff,
            subject: staff.id.to_string(),
            reason: role.as_str().to_owned(),
        };
        tx.record(&deed).await?;
        tx.commit().await?;
        Ok(staff)
    }

    /// Every member of staff, by name.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn staff_members(&self) -> Result<Vec<Staff>, StorageError> {
        self.storage().read().await?.staff().await
    }

    /// Whether anyone can sign in at all.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn has_staff(&self) -> Result<bool, StorageError> {
        Ok(self.storage().read().await?.count_staff().await? > 0)
    }

    /// Signs someone in. `code` is looked at where they have a seed for codes, and each code is good once. Every wrong
    /// passphrase or code makes the next try wait longer, and none waits for ever.
    ///
    /// # Errors
    /// Where they were not signed in; what was wrong, it does not say.
    pub async fn sign_in(
        &self,
        name: &str,
        passphrase: &str,
        code: &str,
    ) -> Result<SessionToken, SignInError> {
        let staff = self
            .storage()
            .read()
            .await?
            .find_staff_by_name(name.trim())
            .await?;
        let now = self.now();
        self.admit_sign_in(staff.as_ref(), name, now).await?;
        let secret = staff
            .as_ref()
            .map_or_else(Zeroizing::default, |staff| secret(staff.id, passphrase));
        let verifier = staff.as_ref().map(|staff| staff.passphrase_verifier.as_str());
        let keyring = self.keyring();
        let keys = staff.as_ref().and_then(|staff| keyring.of(staff.key_generation));
        let pepper = keys.unwrap_or_else(|| keyring.current()).pepper();
        let right = self.0.bulkhead.verify(pepper, secret, verifier).await?;
        let staff = staff.filter(|_| right).ok_or(SignInError::Refused)?;
        let renewed = self
            .renewed_verifier(&staff, passphrase, keyring.current())
            .await?;

        let token = SessionToken(self.entropy().bytes());
        let mut tx = self.storage().begin().await?;
        if let Some(seed) = tx.totp_seed(staff.id).await? {
            let step = step_of(&keyring, staff.id, &seed, code, now).map_err(|_| BROKEN_SEED)?;
            let step = step.ok_or(SignInError::Refused)?;
            if !tx.use_totp_step(staff.id, step).await? {
                return Err(SignInError::Refused);
            }
        }
        tx.set_staff_attempts(staff.id, 0, None).await?;
        if let Some(verifier) = renewed {
            tx.set_staff_verifier(staff.id, &verifier, keyring.current().generation())
                .await?;
        }
        tx.expire_sessions(now.minus(ABSOLUTE), now.minus(IDLE)).await?;
        let session = Session {
            token_digest: token.digest(),
            staff: staff.id,
            created_at: now,
            last_used_at: now,
        };
        tx.add_session(&session).await?;
        tx.record(&self.deed(staff.id, Act::SignedIn)).await?;
        tx.commit().await?;
        Ok(token)
    }

    /// A verifier under the current keys, where the one that was just found right is of older ones.
    async fn renewed_verifier(
        &self,
        staff: &Staff,
        passphrase: &str,
        keys: &Keys,
    ) -> Result<Option<String>, Busy> {
        if staff.key_generation == keys.generation() {
            return Ok(None);
        }
        let (secret, salt) = (secret(staff.id, passphrase), self.entropy().bytes());
        self.0
            .bulkhead
            .verifier(keys.pepper(), secret, salt)
            .await
            .map(Some)
    }

    fn deed(&self, staff: StaffId, act: Act) -> Deed {
        Deed {
            at: self.now(),
            actor: Agent::Staff(staff),
            act,
            subject: String::new(),
            reason: String::new(),
        }
    }

    /// Counts a try before it is looked at, so that many at the same time are not all free. Tries at names that
    /// nobody has are counted in memory, so that waiting does not tell who exists.
    async fn admit_sign_in(
        &self,
        staff: Option<&Staff>,
        name: &str,
        now: Timestamp,
    ) -> Result<(), SignInError> {
        let Some(staff) = staff else {
            let guess = self.keyring().current().guess_mac("staff", name.trim());
            return self
                .0
                .guesses
                .admit(guess, now)
                .map_err(|seconds| SignInError::Wait { seconds });
        };
        if let Some(free_at) = staff.next_attempt_at.filter(|&free_at| now < free_at) {
            return Err(SignInError::Wait {
                seconds: free_at.since(now).as_secs().max(1),
            });
        }
        let failed = staff.failed_attempts.saturating_add(1);
        let mut tx = self.storage().begin().await?;
        tx.set_staff_attempts(staff.id, failed, Some(now.plus(delay_after(failed))))
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Whose session this is; `None` where it has ended or never was.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn staff_of(&self, token: &SessionToken) -> Result<Option<Staff>, StorageError> {
        let now = self.now();
        let mut tx = self.storage().read().await?;
        let Some(session) = tx.find_session(&token.digest()).await? else {
            return Ok(None);
        };
        if now.since(session.created_at) >= ABSOLUTE || now.since(session.last_used_at) >= IDLE {
            return Ok(None);
        }
        let staff = tx.lookup_staff(session.staff).await?;
        drop(tx);
        if now.since(session.last_used_at) >= TOUCH_EVERY {
            let mut tx = self.storage().begin().await?;
            tx.touch_session(&token.digest(), now).await?;
            tx.commit().await?;
        }
        Ok(staff)
    }

    /// Ends a session.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn sign_out(&self, token: &SessionToken) -> Result<(), StorageError> {
        let mut tx = self.storage().begin().await?;
        if let Some(session) = tx.find_session(&token.digest()).await? {
            tx.end_session(&token.digest()).await?;
            tx.record(&self.deed(session.staff, Act::SignedOut)).await?;
        }
        tx.commit().await
    }
}

/// What a verifier is made of: the passphrase, bound to the account.
fn secret(id: StaffId, passphrase: &str) -> Zeroizing<Vec<u8>> {
    Zeroizing::new([id.as_bytes().as_slice(), passphrase.as_bytes()].concat())
}
