//! Who works here, and in which role.

use domain::{
    audit::{Act, Agent, Deed},
    id::StaffId,
    staff::{Role, Staff},
};
use storage::{StorageError, Transaction};
use zeroize::Zeroizing;

use crate::{
    Service,
    bulkhead::Busy,
    passphrase::{self, Weakness},
    propose::{MAX_REASON, has_two_admins},
    totp::Seed,
    why,
};

/// Why a member of staff was not added.
#[derive(Debug, thiserror::Error)]
pub enum AddStaffError {
    /// Names have 2 to 64 characters, none of them a control character.
    #[error("a name has 2 to 64 characters")]
    Name,
    /// Someone has that name.
    #[error("someone signs in under this name already")]
    NameTaken,
    /// The passphrase is not good enough.
    #[error(transparent)]
    Passphrase(#[from] Weakness),
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

/// Why nothing was changed about someone.
#[derive(Debug, thiserror::Error)]
pub enum ManageError {
    /// There is no such person.
    #[error("there is no such person")]
    Unknown,
    /// Nobody changes an admin, or makes one, alone: an operator does it on the command line.
    #[error("an admin's account is changed on the command line")]
    Admin,
    /// Staff give a reason, and there is none, or it is too long.
    #[error("a reason has 1 to {MAX_REASON} characters")]
    Reason,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// A new member of staff.
#[derive(Clone, Debug)]
pub struct NewStaff {
    /// Who.
    pub staff: Staff,
    /// What their app has to learn; shown once.
    pub seed: Seed,
}

/// Whether someone can be called that.
pub(crate) fn is_name(name: &str) -> bool {
    (2..=64).contains(&name.chars().count()) && !name.chars().any(char::is_control) && name.trim() == name
}

impl Service {
    /// Adds a member of staff with a passphrase and a seed of codes. The first two admins are made here; every further
    /// one takes two people.
    ///
    /// # Errors
    /// Where name or passphrase do not fit, or they would be a third admin.
    pub async fn add_staff(
        &self,
        name: &str,
        role: Role,
        passphrase: &str,
    ) -> Result<NewStaff, AddStaffError> {
        if !is_name(name) {
            return Err(AddStaffError::Name);
        }
        passphrase::check(passphrase, &[name])?;
        let staff = self.new_staff(name, role, passphrase).await;
        let staff = staff.map_err(|Busy| AddStaffError::Busy)?;
        let seed = Seed::draw(self.entropy());
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
        self.keep_seed(tx.as_mut(), staff.id, &seed).await?;
        let deed = self.deed_about(Agent::Operator, Act::AddedStaff, &staff, role.as_str());
        tx.record(&deed).await?;
        tx.commit().await?;
        Ok(NewStaff { staff, seed })
    }

    /// Every member of staff whose account has not ended, by name.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn staff_members(&self) -> Result<Vec<Staff>, StorageError> {
        let mut staff = self.storage().read().await?.staff().await?;
        staff.retain(|one| one.ended_at.is_none());
        Ok(staff)
    }

    /// Whether anyone can sign in at all.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn has_staff(&self) -> Result<bool, StorageError> {
        Ok(self.storage().read().await?.count_staff().await? > 0)
    }

    /// Gives someone another role, which holds from their next click on. Their sessions stay. Staff say why; of an
    /// operator an empty reason will do.
    ///
    /// # Errors
    /// Where there is no such person, no reason, or one admin alone would make or unmake an admin.
    pub async fn change_role(
        &self,
        by: Agent,
        staff: StaffId,
        role: Role,
        why: &str,
    ) -> Result<(), ManageError> {
        let mut tx = self.storage().begin().await?;
        let staff = self.manageable(tx.as_mut(), by, staff).await?;
        if role == Role::Admin {
            return Err(ManageError::Admin);
        }
        let why = why::checked(by, why).ok_or(ManageError::Reason)?;
        if staff.role != role {
            tx.set_staff_role(staff.id, role).await?;
            self.uninvite_account(tx.as_mut(), by, staff.id).await?;
            let reason = why::behind(role.as_str(), why);
            tx.record(&self.deed_about(by, Act::ChangedRole, &staff, &reason))
                .await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Ends someone's account, all their sessions and what else opens it at once. Their name stays with what they
    /// decided. Staff say why; of an operator an empty reason will do.
    ///
    /// # Errors
    /// Where there is no such person, no reason, or one admin alone would unmake an admin.
    pub async fn end_account(&self, by: Agent, staff: StaffId, why: &str) -> Result<(), ManageError> {
        let mut tx = self.storage().begin().await?;
        let staff = self.manageable(tx.as_mut(), by, staff).await?;
        let why = why::checked(by, why).ok_or(ManageError::Reason)?;
        self.forget_what_opens(tx.as_mut(), staff.id).await?;
        tx.set_recovery_codes(staff.id, &[]).await?;
        tx.set_staff_ended(staff.id, Some(self.now())).await?;
        self.uninvite_account(tx.as_mut(), by, staff.id).await?;
        tx.record(&self.deed_about(by, Act::EndedStaff, &staff, why))
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// The member of staff of that name, for the command line.
    ///
    /// # Errors
    /// Where there is none.
    pub async fn staff_called(&self, name: &str) -> Result<Staff, ManageError> {
        let found = self.storage().read().await?.find_staff_by_name(name).await?;
        found.ok_or(ManageError::Unknown)
    }

    async fn manageable(
        &self,
        tx: &mut dyn Transaction,
        by: Agent,
        staff: StaffId,
    ) -> Result<Staff, ManageError> {
        // So that nobody is made an admin between the look and what follows from it.
        tx.lock_staff(&[staff]).await?;
        let found = tx.lookup_staff(staff).await?;
        let staff = found
            .filter(|staff| staff.ended_at.is_none())
            .ok_or(ManageError::Unknown)?;
        if staff.role == Role::Admin && by != Agent::Operator {
            return Err(ManageError::Admin);
        }
        Ok(staff)
    }

    /// Someone who is not kept yet.
    pub(crate) async fn new_staff(&self, name: &str, role: Role, passphrase: &str) -> Result<Staff, Busy> {
        let id = StaffId::draw(self.entropy());
        Ok(Staff {
            id,
            name: name.to_owned(),
            role,
            passphrase_verifier: self.new_verifier(id, passphrase).await?,
            key_generation: self.keyring().current().generation(),
            failed_attempts: 0,
            next_attempt_at: None,
            ended_at: None,
        })
    }

    /// A verifier of someone's passphrase under the current keys.
    pub(crate) async fn new_verifier(&self, staff: StaffId, passphrase: &str) -> Result<String, Busy> {
        self.verifier_of(verifier_secret(staff, passphrase)).await
    }

    pub(crate) fn deed_about(&self, by: Agent, act: Act, staff: &Staff, reason: &str) -> Deed {
        Deed {
            at: self.now(),
            actor: by,
            act,
            subject: staff.id.to_string(),
            reason: reason.to_owned(),
        }
    }
}

/// What a verifier is made of: the passphrase, bound to the account.
pub(crate) fn verifier_secret(id: StaffId, passphrase: &str) -> Zeroizing<Vec<u8>> {
    Zeroizing::new([id.as_bytes().as_slice(), passphrase.as_bytes()].concat())
}
