//! Organisations that want to follow lists.

use crate::{
    Timestamp,
    id::{ApplicationId, StaffId, SubscriberId},
    platform::Practice,
};

/// What became of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Staff have not decided.
    Waiting,
    /// Two people of staff accepted it.
    Accepted,
    /// Staff declined it.
    Declined,
}

impl Outcome {
    /// The name in storage.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
        }
    }

    /// The outcome of that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Waiting, Self::Accepted, Self::Declined]
            .into_iter()
            .find(|outcome| outcome.as_str() == name)
    }
}

/// One organisation's wish to follow lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// Its id.
    pub id: ApplicationId,
    /// Which subscriber the organisation will be if it is accepted.
    pub subscriber: SubscriberId,
    /// The organisation's name, 2 to 80 characters.
    pub organisation: String,
    /// Its products, as their users know them.
    pub products: String,
    /// What it says it will do.
    pub practices: Vec<Practice>,
    /// The version of the agreement that it accepted.
    pub agreement: String,
    /// SHA-256 of the code with which it asks what became of this.
    pub code_digest: [u8; 32],
    /// When it was sent.
    pub submitted_at: Timestamp,
    /// What became of it.
    pub outcome: Outcome,
    /// When that was decided.
    pub decided_at: Option<Timestamp>,
    /// Who declined it, or was the second person who accepted it; `None` also where that was not kept yet.
    pub decided_by: Option<StaffId>,
    /// Why it was declined, in the words of whoever did.
    pub reason: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_reads_back_from_its_name() {
        for outcome in [Outcome::Waiting, Outcome::Accepted, Outcome::Declined] {
            assert_eq!(Outcome::parse(outcome.as_str()), Some(outcome));
        }
    }
}
