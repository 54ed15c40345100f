//! What became of an application, and that someone proposed to accept it: whoever answers it second is told.

use domain::{
    Timestamp,
    application::{Application, Outcome},
    id::{ApplicationId, ProposalId, StaffId},
    proposal::Proposal,
};
use storage::{StorageError, Transaction};

use crate::{Service, propose::Terms};

/// That someone proposed to accept an application, and a second person is waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// The proposal.
    pub proposal: ProposalId,
    /// The name of whoever proposed it.
    pub by: Option<String>,
    /// Until when it waits.
    pub until: Timestamp,
}

/// What became of an application, by whom, when and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The application.
    pub application: ApplicationId,
    /// The organisation's name.
    pub organisation: String,
    /// Accepted or declined.
    pub outcome: Outcome,
    /// When.
    pub at: Option<Timestamp>,
    /// The name of whoever declined it, or was the second person who accepted it; `None` where that was not kept yet.
    pub by: Option<String>,
    /// The name of whoever proposed to accept it, where it was accepted.
    pub proposed_by: Option<String>,
    /// Why: what the organisation reads, or what the proposal to accept it said.
    pub reason: Option<String>,
}

impl Service {
    /// What became of an application; `None` where it waits or is not there.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn application_answer(
        &self,
        application: ApplicationId,
    ) -> Result<Option<Answered>, StorageError> {
        let mut tx = self.storage().read().await?;
        match tx.lookup_application(application).await? {
            Some(found) => answered(tx.as_mut(), &found).await,
            None => Ok(None),
        }
    }

    /// What became of the application that a proposal is about; `None` where it waits or is not there, or the proposal is
    /// about something else.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn answer_behind(&self, proposal: ProposalId) -> Result<Option<Answered>, StorageError> {
        let found = self.storage().read().await?.lookup_proposal(proposal).await?;
        match found.and_then(|proposal| Terms::parse(&proposal.terms)) {
            Some(Terms::NewPlatform { application }) => self.application_answer(application).await,
            Some(_) | None => Ok(None),
        }
    }
}

/// The proposal to accept an application that waits for a second person.
pub(super) async fn waiting_acceptance(
    tx: &mut dyn Transaction,
    application: ApplicationId,
    now: Timestamp,
) -> Result<Option<Proposal>, StorageError> {
    let all = acceptances(tx, application).await?;
    Ok(all.into_iter().find(|proposal| proposal.waits(now)))
}

/// That proposal, with the name of whoever made it.
pub(super) async fn acceptance(
    tx: &mut dyn Transaction,
    application: ApplicationId,
    now: Timestamp,
) -> Result<Option<Acceptance>, StorageError> {
    let Some(waiting) = waiting_acceptance(tx, application, now).await? else {
        return Ok(None);
    };
    Ok(Some(Acceptance {
        proposal: waiting.id,
        by: name(tx, Some(waiting.proposed_by)).await?,
        until: waiting.expires_at,
    }))
}

/// What became of an application; `None` while it waits.
pub(super) async fn answered(
    tx: &mut dyn Transaction,
    application: &Application,
) -> Result<Option<Answered>, StorageError> {
    let accepted = match application.outcome {
        Outcome::Waiting => return Ok(None),
        Outcome::Declined => None,
        Outcome::Accepted => {
            let all = acceptances(tx, application.id).await?;
            all.into_iter().find(|proposal| proposal.carried_out_at.is_some())
        }
    };
    let second = accepted.as_ref().and_then(|proposal| proposal.settlement);
    let decided_by = application.decided_by.or(second.map(|end| end.by));
    let proposed_by = accepted.as_ref().map(|proposal| proposal.proposed_by);
    Ok(Some(Answered {
        application: application.id,
        organisation: application.organisation.clone(),
        outcome: application.outcome,
        at: application.decided_at,
        by: name(tx, decided_by).await?,
        proposed_by: name(tx, proposed_by).await?,
        reason: application
            .reason
            .clone()
            .or(accepted.map(|proposal| proposal.reason)),
    }))
}

/// Every proposal to accept an application.
async fn acceptances(
    tx: &mut dyn Transaction,
    application: ApplicationId,
) -> Result<Vec<Proposal>, StorageError> {
    let terms = Terms::NewPlatform { application };
    tx.proposals_of(terms.matter(), &terms.text()).await
}

async fn name(tx: &mut dyn Transaction, staff: Option<StaffId>) -> Result<Option<String>, StorageError> {
    let Some(staff) = staff else {
        return Ok(None);
    };
    Ok(tx.lookup_staff(staff).await?.map(|staff| staff.name))
}
