//! An organisation asks to follow lists, two people of staff accept it, and it makes its first account.

mod answer;
mod vetting;

use domain::{
    application::{Application, Outcome},
    id::{ApplicationId, SubscriberId},
    platform::Practice,
    sealed::Purpose,
    subscriber::Subscriber,
};
use storage::StorageError;

pub(crate) use self::vetting::{accept, obstacle_to_accepting};
pub use self::{
    answer::{Acceptance, Answered},
    vetting::{ApplicationView, VetError, Waiting, WaitingPage},
};
use crate::{
    Service,
    account::Code,
    door::{Errand, Visitor, Wait},
    keys::text_place,
    platform::checked_products,
};

/// The agreement that organisations accept, as it is now.
pub const AGREEMENT: Agreement = Agreement {
    version: "1",
    text: include_str!("agreement/1.txt"),
};
/// The longest contact, in characters.
const LONGEST_CONTACT: usize = 500;
/// More applications than this do not wait: whoever floods us fills nothing. So many take more than a thousand parts of
/// the network, each held to [`LIMITS`](crate::door::LIMITS).
const MOST_WAITING: u32 = 5_000;

/// One version of the agreement.
#[derive(Clone, Copy, Debug)]
pub struct Agreement {
    /// Its version.
    pub version: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// What an organisation says of itself when it asks.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// Its name.
    pub organisation: String,
    /// Its products, as their users know them.
    pub products: String,
    /// How to reach it: a person, an address. Kept sealed.
    pub contact: String,
    /// What it will do on a match.
    pub practices: Vec<Practice>,
    /// Which version of the agreement it accepts.
    pub agreement: String,
}

/// A field of a [`Wish`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The organisation's name.
    Organisation,
    /// Its products.
    Products,
    /// How to reach it.
    Contact,
    /// What it will do.
    Practices,
    /// The agreement.
    Agreement,
}

/// Why nothing was asked for.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// A field will not do.
    #[error("a field is missing or will not do: {0:?}")]
    Field(Field),
    /// Several came from the same part of the network.
    #[error("wait {} seconds", .0.seconds)]
    Wait(Wait),
    /// Too many wait already.
    #[error("too many organisations are waiting for an answer")]
    TooMany,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// What became of an application, for whoever holds its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// Staff have not decided.
    Waiting,
    /// Staff declined it, for this reason.
    Declined(String),
    /// An account can be made for this platform.
    Invited(Box<Subscriber>),
    /// The code is of nothing, or no longer.
    Unknown,
}

impl Wish {
    /// Sees that every field will do, and names the first that will not.
    fn checked(&self) -> Result<(String, String, String), ApplyError> {
        let organisation = self.organisation.trim();
        let one_line = |text: &str| !text.chars().any(char::is_control);
        if !(2..=80).contains(&organisation.chars().count()) || !one_line(organisation) {
            return Err(ApplyError::Field(Field::Organisation));
        }
        let products = checked_products(&self.products).map_err(|_| ApplyError::Field(Field::Products))?;
        if products.is_empty() {
            return Err(ApplyError::Field(Field::Products));
        }
        let contact = self.contact.trim();
        if !(3..=LONGEST_CONTACT).contains(&contact.chars().count()) {
            return Err(ApplyError::Field(Field::Contact));
        }
        if self.practices.is_empty() {
            return Err(ApplyError::Field(Field::Practices));
        }
        if self.agreement != AGREEMENT.version {
            return Err(ApplyError::Field(Field::Agreement));
        }
        Ok((organisation.to_owned(), products, contact.to_owned()))
    }
}

impl Service {
    /// Keeps an organisation's wish to follow lists. The code with which it asks what became of it is shown once.
    ///
    /// Who takes part and who has asked is nobody's business, so a name that is known here is taken like any other; staff
    /// see it.
    ///
    /// # Errors
    /// Where a field will not do, which counts as nothing sent, or others have to be answered first.
    pub async fn apply(&self, visitor: Visitor, wish: &Wish) -> Result<Code, ApplyError> {
        let (organisation, products, contact) = wish.checked()?;
        self.admit(Errand::Join, visitor).map_err(ApplyError::Wait)?;
        let code = Code::draw(self.entropy());
        let id = ApplicationId::draw(self.entropy());
        let place = text_place(Purpose::ApplicationContact, id.as_bytes());
        let sealed = self.keyring().current().seal(&place, &contact, self.entropy());
        let mut tx = self.storage().begin().await?;
        if tx.count_waiting_applications(MOST_WAITING).await? >= MOST_WAITING {
            return Err(ApplyError::TooMany);
        }
        tx.add_application(&Application {
            id,
            subscriber: SubscriberId::draw(self.entropy()),
            organisation,
            products,
            practices: wish.practices.clone(),
            agreement: wish.agreement.clone(),
            code_digest: code.digest(),
            submitted_at: self.now(),
            outcome: Outcome::Waiting,
            decided_at: None,
            decided_by: None,
            reason: None,
        })
        .await?;
        tx.set_sealed(Purpose::ApplicationContact, id.as_bytes(), &sealed)
            .await?;
        tx.commit().await?;
        Ok(code)
    }

    /// What became of an application or invitation.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn what_became_of(&self, code: &Code) -> Result<Claim, StorageError> {
        if let Some(platform) = self.invited(code).await? {
            return Ok(Claim::Invited(Box::new(platform)));
        }
        let found = self
            .storage()
            .read()
            .await?
            .find_application(&code.digest())
            .await?;
        Ok(match found {
            Some(application) if application.outcome == Outcome::Waiting => Claim::Waiting,
            Some(application) if application.outcome == Outcome::Declined => {
                Claim::Declined(application.reason.unwrap_or_default())
            }
            Some(_) | None => Claim::Unknown,
        })
    }
}
