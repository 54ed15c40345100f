//! An organisation asks to follow lists, two people of staff accept it, and it makes its first account.

use domain::{
    account::Invitation,
    application::{Application, Outcome},
    audit::{Act, Agent, Deed},
    id::{ApplicationId, SubscriberId},
    platform::{Practice, Profile},
    sealed::Purpose,
    staff::Staff,
    subscriber::Subscriber,
};
use storage::{StorageError, Transaction};
use zeroize::Zeroizing;

use crate::{
    Service,
    account::{Code, INVITED},
    keys::text_place,
    platform::checked_products,
    rotate::SealError,
};

/// The agreement that organisations accept, as it is now.
pub const AGREEMENT: Agreement = Agreement {
    version: "1",
    text: include_str!("agreement/1.txt"),
};
/// The longest contact, in characters.
const LONGEST_CONTACT: usize = 500;
/// The longest reason, in characters.
const LONGEST_REASON: usize = 1_000;
/// More applications than this do not wait: whoever floods us fills nothing.
const MOST_WAITING: u32 = 500;

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
    /// An organisation of that name takes part already.
    #[error("an organisation of this name takes part already")]
    NameTaken,
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

/// Why staff's decision was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum VetError {
    /// There is no such application, or it was decided already.
    #[error("there is no such application that waits")]
    NotWaiting,
    /// There is no reason, or it is too long.
    #[error("a reason has 1 to {LONGEST_REASON} characters")]
    Reason,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
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
    /// # Errors
    /// Where a field will not do, or the name is taken.
    pub async fn apply(&self, wish: &Wish) -> Result<Code, ApplyError> {
        let (organisation, products, contact) = wish.checked()?;
        let code = Code::draw(self.entropy());
        let id = ApplicationId::draw(self.entropy());
        let place = text_place(Purpose::ApplicationContact, id.as_bytes());
        let sealed = self.keyring().current().seal(&place, &contact, self.entropy());
        let mut tx = self.storage().begin().await?;
        let waiting = tx.applications(Outcome::Waiting, MOST_WAITING).await?;
        if waiting.len() >= MOST_WAITING as usize {
            return Err(ApplyError::TooMany);
        }
        let taken = tx.all_subscribers().await?;
        if taken.iter().any(|subscriber| subscriber.name == organisation) {
            return Err(ApplyError::NameTaken);
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

    /// Applications of that outcome, the oldest first.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn applications(&self, outcome: Outcome) -> Result<Vec<Application>, StorageError> {
        self.storage()
            .read()
            .await?
            .applications(outcome, MOST_WAITING)
            .await
    }

    /// An application with how to reach the organisation, for someone who vets it; that they looked is recorded.
    ///
    /// # Errors
    /// Where the contact does not open.
    pub async fn view_application(
        &self,
        staff: &Staff,
        application: ApplicationId,
    ) -> Result<Option<(Application, Zeroizing<String>)>, SealError> {
        let mut tx = self.storage().begin().await?;
        let Some(found) = tx.lookup_application(application).await? else {
            return Ok(None);
        };
        let sealed = tx
            .sealed(Purpose::ApplicationContact, application.as_bytes())
            .await?;
        let place = text_place(Purpose::ApplicationContact, application.as_bytes());
        let contact = match sealed {
            Some(sealed) => self.keyring().unseal(&place, &sealed)?,
            None => Zeroizing::new(String::new()),
        };
        tx.record(&self.vetting_deed(staff, Act::ViewedApplication, application, ""))
            .await?;
        tx.commit().await?;
        Ok(Some((found, contact)))
    }

    /// Declines an application: for that one person is enough.
    ///
    /// # Errors
    /// Where it does not wait, or there is no reason.
    pub async fn decline_application(
        &self,
        staff: &Staff,
        application: ApplicationId,
        reason: &str,
    ) -> Result<(), VetError> {
        let reason = reason.trim();
        if !(1..=LONGEST_REASON).contains(&reason.chars().count()) {
            return Err(VetError::Reason);
        }
        let mut tx = self.storage().begin().await?;
        let decided = tx
            .decide_application(application, Outcome::Declined, self.now(), Some(reason))
            .await?;
        if !decided {
            return Err(VetError::NotWaiting);
        }
        tx.record(&self.vetting_deed(staff, Act::DeclinedApplication, application, ""))
            .await?;
        tx.commit().await?;
        Ok(())
    }

    fn vetting_deed(&self, staff: &Staff, act: Act, application: ApplicationId, reason: &str) -> Deed {
        Deed {
            at: self.now(),
            actor: Agent::Staff(staff.id),
            act,
            subject: application.to_string(),
            reason: reason.to_owned(),
        }
    }
}

/// Why an application cannot be accepted; `None` where it can.
pub(crate) async fn accepting_is_impossible(
    tx: &mut dyn Transaction,
    application: ApplicationId,
) -> Result<bool, StorageError> {
    let Some(found) = tx.lookup_application(application).await? else {
        return Ok(true);
    };
    let taken = tx.all_subscribers().await?;
    let named = |subscriber: &Subscriber| subscriber.name == found.organisation;
    Ok(found.outcome != Outcome::Waiting || taken.iter().any(named))
}

/// Makes a subscriber of an application that two people accepted, in their transaction. It may follow every list that
/// there is, and the code of the application is its invitation.
pub(crate) async fn accept(
    tx: &mut dyn Transaction,
    application: ApplicationId,
    deed: &Deed,
) -> Result<(), StorageError> {
    let Some(found) = tx.lookup_application(application).await? else {
        return Ok(());
    };
    if !tx
        .decide_application(application, Outcome::Accepted, deed.at, None)
        .await?
    {
        return Ok(());
    }
    let lists = tx.lists().await?;
    let subscriber = Subscriber {
        id: found.subscriber,
        member: tx.next_member().await?,
        name: found.organisation,
        lists: lists.clone(),
        suspended: false,
        may_contribute: false,
        created_at: deed.at,
    };
    tx.add_subscriber(&subscriber).await?;
    tx.set_profile(&Profile {
        products: found.products,
        practices: found.practices,
        public: true,
        agreement: Some(found.agreement),
        agreed_at: Some(found.submitted_at),
        ..Profile::unknown(subscriber.id, lists)
    })
    .await?;
    tx.add_invitation(&Invitation {
        code_digest: found.code_digest,
        subscriber: subscriber.id,
        expires_at: deed.at.plus(INVITED),
    })
    .await?;
    tx.record(&Deed {
        act: Act::AddedSubscriber,
        subject: subscriber.id.to_string(),
        reason: format!("application {application}"),
        ..deed.clone()
    })
    .await?;
    Ok(())
}
