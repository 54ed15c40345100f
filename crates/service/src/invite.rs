//! Accounts are set up by whoever will use them, from a link that is good once and for three days.

use domain::{
    audit::{Act, Agent, Deed},
    id::StaffId,
    membership::{INVITED, Invitation},
    staff::{Means, Role, Staff},
};
use storage::{StorageError, Transaction};

use crate::{
    Service,
    bulkhead::Busy,
    passphrase::{self, Weakness},
    propose::has_two_admins,
    recovery::RecoveryCode,
    staff::is_name,
    token::Token,
    totp::Seed,
};

/// Why nobody was invited.
#[derive(Debug, thiserror::Error)]
pub enum InviteError {
    /// Names have 2 to 64 characters, none of them a control character, and no space at an end.
    #[error("a name has 2 to 64 characters, and no space at an end")]
    Name,
    /// Someone has that name.
    #[error("someone signs in under this name already")]
    NameTaken,
    /// Someone of that name is invited already.
    #[error("someone of this name is invited already")]
    Invited,
    /// There is no such person.
    #[error("there is no such person")]
    Unknown,
    /// Nobody makes an admin, or sets one's account up anew, alone.
    #[error("an admin's account takes two people, or the command line")]
    Admin,
    /// The database failed.
    #[error(transparent)]
    Storage(StorageError),
}

impl From<StorageError> for InviteError {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Constraint(name) if name == "staff_invitation_name_unique" => Self::Invited,
            error => Self::Storage(error),
        }
    }
}

/// Why an invitation was not taken up. It is as good as before, except where it is unknown.
#[derive(Debug, thiserror::Error)]
pub enum AcceptError {
    /// It was taken up or taken back, has expired, or never was.
    #[error("this invitation is not good, or no longer")]
    Unknown,
    /// The passphrase is not good enough.
    #[error(transparent)]
    Passphrase(#[from] Weakness),
    /// The code is not the app's.
    #[error("the code is not the one that the app shows")]
    Code,
    /// Too much is going on.
    #[error("the server is busy")]
    Busy,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl From<Busy> for AcceptError {
    fn from(_: Busy) -> Self {
        Self::Busy
    }
}

/// The account that is set up: a new one, or one that there is, with its new verifier.
enum SetUp {
    New(Staff),
    Anew(StaffId, String),
}

impl SetUp {
    const fn id(&self) -> StaffId {
        match self {
            Self::New(staff) => staff.id,
            Self::Anew(staff, _) => *staff,
        }
    }
}

/// What whoever holds the link is offered.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Who is invited, to what.
    pub invitation: Invitation,
    /// What their app has to learn: the same whenever the link is opened.
    pub seed: Seed,
}

/// An account that was just set up.
#[derive(Clone, Debug)]
pub struct Joined {
    /// Its first session.
    pub session: Token,
    /// Its codes on paper; shown once.
    pub recovery_codes: Vec<RecoveryCode>,
}

impl Service {
    /// Invites someone. An admin is made by two people, so only the command line invites one, while there are fewer
    /// than two.
    ///
    /// # Errors
    /// Where nobody was invited.
    pub async fn invite_staff(&self, by: Agent, name: &str, role: Role) -> Result<Token, InviteError> {
        if !is_name(name) {
            return Err(InviteError::Name);
        }
        let mut tx = self.storage().begin().await?;
        if role == Role::Admin && (by != Agent::Operator || has_two_admins(tx.as_mut()).await?) {
            return Err(InviteError::Admin);
        }
        if tx.find_staff_by_name(name).await?.is_some() {
            return Err(InviteError::NameTaken);
        }
        drop(tx);
        self.keep_invitation(by, name, role, None).await
    }

    /// Lets someone set their account up anew, who has lost what opens it. What opens it now goes on to do so until they
    /// have.
    ///
    /// # Errors
    /// Where there is no such person, or an admin would do it to an admin.
    pub async fn invite_anew(&self, by: Agent, staff: StaffId) -> Result<Token, InviteError> {
        let found = self.storage().read().await?.lookup_staff(staff).await?;
        let staff = found.ok_or(InviteError::Unknown)?;
        if staff.role == Role::Admin && by != Agent::Operator {
            return Err(InviteError::Admin);
        }
        self.keep_invitation(by, &staff.name, staff.role, Some(staff.id))
            .await
    }

    async fn keep_invitation(
        &self,
        by: Agent,
        name: &str,
        role: Role,
        staff: Option<StaffId>,
    ) -> Result<Token, InviteError> {
        let (now, token) = (self.now(), Token::draw(self.entropy()));
        let invitation = Invitation {
            token_digest: token.digest(),
            name: name.to_owned(),
            role,
            staff,
            invited_by: by,
            created_at: now,
            expires_at: now.plus(INVITED),
        };
        // By itself, because rows that it removes must not be held while the record of acts is waited for.
        let mut tx = self.storage().begin().await?;
        tx.expire_staff_invitations(now).await?;
        tx.commit().await?;
        let mut tx = self.storage().begin().await?;
        tx.add_staff_invitation(&invitation).await?;
        tx.record(&self.invitation_deed(by, Act::Invited, &invitation))
            .await?;
        tx.commit().await?;
        Ok(token)
    }

    /// Every invitation that can still be taken up, the newest first.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn invitations(&self) -> Result<Vec<Invitation>, StorageError> {
        let now = self.now();
        let mut invitations = self.storage().read().await?.invitations().await?;
        invitations.retain(|invitation| now < invitation.expires_at);
        Ok(invitations)
    }

    /// Takes the invitation of that name back. Does nothing where there is none.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn uninvite(&self, by: Agent, name: &str) -> Result<(), StorageError> {
        let mut tx = self.storage().begin().await?;
        let invitations = tx.invitations().await?;
        if let Some(found) = invitations.iter().find(|invitation| invitation.name == name) {
            tx.lock_staff(found.staff.as_slice()).await?;
            tx.remove_staff_invitation(&found.token_digest).await?;
            tx.record(&self.invitation_deed(by, Act::Uninvited, found))
                .await?;
        }
        tx.commit().await
    }

    /// What whoever holds a link is offered; `None` where it is not good, or no longer.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn offer(&self, token: &Token) -> Result<Option<Offer>, StorageError> {
        let found = self
            .storage()
            .read()
            .await?
            .find_staff_invitation(&token.digest())
            .await?;
        let invitation = found.filter(|invitation| self.now() < invitation.expires_at);
        Ok(invitation.map(|invitation| Offer {
            seed: Seed::offered(self.keyring().current(), &[&invitation.token_digest]),
            invitation,
        }))
    }

    /// Sets the account up: whoever holds the link chose a passphrase, and their app shows `code`.
    ///
    /// # Errors
    /// Where it was not set up.
    pub async fn accept(&self, token: &Token, passphrase: &str, code: &str) -> Result<Joined, AcceptError> {
        let Offer { invitation, seed } = self.offer(token).await?.ok_or(AcceptError::Unknown)?;
        passphrase::check(passphrase, &[&invitation.name])?;
        let step = seed.step_of(code, self.now()).ok_or(AcceptError::Code)?;
        let (role, name) = (invitation.role, &invitation.name);
        let account = match invitation.staff {
            Some(staff) => SetUp::Anew(staff, self.new_verifier(staff, passphrase).await?),
            None => SetUp::New(self.new_staff(name, role, passphrase).await?),
        };
        let codes = RecoveryCode::draw_set(self.entropy());
        let digests: Vec<_> = codes.iter().map(RecoveryCode::digest).collect();

        let mut tx = self.storage().begin().await?;
        // An account that there is comes before all that is changed about it, as wherever one is changed.
        tx.lock_staff(invitation.staff.as_slice()).await?;
        if !tx.remove_staff_invitation(&invitation.token_digest).await? {
            return Err(AcceptError::Unknown);
        }
        let mut deed = self.own_deed(account.id(), Act::JoinedStaff);
        deed.reason = invitation.role.as_str().to_owned();
        // Of two who join at once, the second waits here, and then sees how many admins there are.
        tx.record(&deed).await?;
        if !still_holds(tx.as_mut(), &invitation).await? {
            return Err(AcceptError::Unknown);
        }
        let staff = match account {
            SetUp::New(staff) => match tx.add_staff(&staff, self.now()).await {
                Ok(()) => staff.id,
                // Someone of this name was added on the command line since.
                Err(StorageError::Constraint(name)) if name == "staff_name_unique" => {
                    return Err(AcceptError::Unknown);
                }
                Err(error) => return Err(error.into()),
            },
            SetUp::Anew(staff, verifier) => {
                self.forget_what_opens(tx.as_mut(), staff).await?;
                let generation = self.keyring().current().generation();
                tx.set_staff_verifier(staff, &verifier, generation).await?;
                staff
            }
        };
        self.keep_seed(tx.as_mut(), staff, &seed).await?;
        if !tx.use_totp_step(staff, step).await? {
            return Err(AcceptError::Code);
        }
        tx.set_recovery_codes(staff, &digests).await?;
        let by = match invitation.invited_by {
            Agent::Staff(by) => Some(by),
            Agent::Operator | Agent::Platform(_) | Agent::Unknown => None,
        };
        tx.note_let_in(staff, by, self.now()).await?;
        let session = self.begin_session(tx.as_mut(), staff, Means::Invitation).await?;
        tx.commit().await?;
        Ok(Joined {
            session,
            recovery_codes: codes,
        })
    }

    /// Lets nothing open the account that did before.
    pub(crate) async fn forget_what_opens(
        &self,
        tx: &mut dyn Transaction,
        staff: StaffId,
    ) -> Result<(), StorageError> {
        tx.set_staff_attempts(staff, 0, None).await?;
        tx.set_staff_ended(staff, None).await?;
        tx.end_sessions_of(staff, None).await?;
        for passkey in tx.passkeys_of(staff).await? {
            tx.remove_passkey(staff, &passkey.id).await?;
        }
        Ok(())
    }

    /// Takes back what invites someone to set their account up anew: it was meant for what the account was until now.
    pub(crate) async fn uninvite_account(
        &self,
        tx: &mut dyn Transaction,
        by: Agent,
        staff: StaffId,
    ) -> Result<(), StorageError> {
        for invitation in invitations_of(tx, staff).await? {
            tx.remove_staff_invitation(&invitation.token_digest).await?;
            tx.record(&self.invitation_deed(by, Act::Uninvited, &invitation))
                .await?;
        }
        Ok(())
    }

    fn invitation_deed(&self, by: Agent, act: Act, invitation: &Invitation) -> Deed {
        let subject = invitation
            .staff
            .map_or_else(|| invitation.name.clone(), |staff| staff.to_string());
        Deed {
            at: self.now(),
            actor: by,
            act,
            subject,
            reason: invitation.role.as_str().to_owned(),
        }
    }
}

/// What invites someone to set their account up anew.
pub(crate) async fn invitations_of(
    tx: &mut dyn Transaction,
    staff: StaffId,
) -> Result<Vec<Invitation>, StorageError> {
    let mut invitations = tx.invitations().await?;
    invitations.retain(|invitation| invitation.staff == Some(staff));
    Ok(invitations)
}

/// Whether an invitation is still for what it was made for: the account has neither ended since nor another role, and
/// there are no two admins by now without whom nobody becomes the third.
async fn still_holds(tx: &mut dyn Transaction, invitation: &Invitation) -> Result<bool, StorageError> {
    let joins = match invitation.staff {
        None => true,
        Some(staff) => {
            let Some(staff) = tx.lookup_staff(staff).await? else {
                return Ok(false);
            };
            let ended_since = staff.ended_at.is_some_and(|ended| ended >= invitation.created_at);
            if ended_since || staff.role != invitation.role {
                return Ok(false);
            }
            staff.ended_at.is_some()
        }
    };
    Ok(!(joins && invitation.role == Role::Admin && has_two_admins(tx).await?))
}
