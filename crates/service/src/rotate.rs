//! An operator replaces the secret while the program runs.

use domain::{
    audit::{Act, Agent, Deed, Occasion},
    id::{ApplicationId, ProposalId, SubscriberId},
    sealed::{Purpose, Sealed},
};
use storage::{StorageError, Transaction, key::KeyUse};
use zeroize::Zeroizing;

use crate::{
    Service,
    keys::{Keyring, Place, UnsealError, text_place},
    totp::seed_place,
};

/// So many rows are sealed anew in one transaction.
const BATCH: u32 = 500;

/// Something that is sealed could not be read or sealed anew.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// It does not open.
    #[error(transparent)]
    Unseal(#[from] UnsealError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Service {
    /// How many rows depend on each generation of the operator's secret.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn key_uses(&self) -> Result<Vec<KeyUse>, StorageError> {
        self.storage().read().await?.key_uses().await
    }

    /// Seals everything that is sealed under an earlier generation under the current one, and notes the rotation in
    /// the record of acts. Case numbers and verifiers stay with the generation that they were made with: they cannot
    /// be made anew without what only their holders know. `permit` is the proposal under which it happens. Returns how
    /// many rows were sealed anew.
    ///
    /// # Errors
    /// Where something does not open; what was sealed anew until then stays so.
    pub async fn reseal(&self, permit: Option<ProposalId>) -> Result<u64, SealError> {
        let keyring = self.keyring();
        let mut resealed = 0;
        loop {
            let mut tx = self.storage().begin().await?;
            let batch = self.reseal_contacts(tx.as_mut(), &keyring).await?
                + self.reseal_seeds(tx.as_mut(), &keyring).await?
                + self.reseal_texts(tx.as_mut(), &keyring).await?;
            resealed += batch;
            if batch == 0 {
                let generation = keyring.current().generation();
                tx.record(&self.key_deed(Act::RotatedKeys, generation)).await?;
                if let Some(permit) = permit {
                    tx.carry_out_proposal(permit, self.now(), None).await?;
                }
                tx.commit().await?;
                return Ok(resealed);
            }
            tx.commit().await?;
        }
    }

    async fn reseal_contacts(&self, tx: &mut dyn Transaction, keyring: &Keyring) -> Result<u64, SealError> {
        let keys = keyring.current();
        let batch = tx.contacts_sealed_before(keys.generation(), BATCH).await?;
        for (subscriber, sealed) in &batch {
            let place = contact_place(subscriber);
            let contact = keyring.unseal(&place, sealed)?;
            let anew = keys.seal(&place, &contact, self.entropy());
            tx.reseal_contact(*subscriber, sealed, &anew).await?;
        }
        Ok(batch.len() as u64)
    }

    async fn reseal_seeds(&self, tx: &mut dyn Transaction, keyring: &Keyring) -> Result<u64, SealError> {
        let keys = keyring.current();
        let batch = tx.totp_seeds_sealed_before(keys.generation(), BATCH).await?;
        for (staff, sealed) in &batch {
            let place = seed_place(staff);
            let seed = keyring.unseal(&place, sealed)?;
            let anew = keys.seal(&place, &seed, self.entropy());
            tx.reseal_totp_seed(*staff, sealed, &anew).await?;
        }
        Ok(batch.len() as u64)
    }

    async fn reseal_texts(&self, tx: &mut dyn Transaction, keyring: &Keyring) -> Result<u64, SealError> {
        let keys = keyring.current();
        let batch = tx.texts_sealed_before(keys.generation(), BATCH).await?;
        for (purpose, row, sealed) in &batch {
            let place = text_place(*purpose, row);
            let text = keyring.unseal(&place, sealed)?;
            let anew = keys.seal(&place, &text, self.entropy());
            tx.reseal_text(*purpose, row, sealed, &anew).await?;
        }
        Ok(batch.len() as u64)
    }

    /// Notes in the record of acts that a generation was given up.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn record_retirement(&self, generation: u32) -> Result<(), StorageError> {
        let mut tx = self.storage().begin().await?;
        tx.record(&self.key_deed(Act::RetiredKeys, generation)).await?;
        tx.commit().await
    }

    /// Keeps how to reach a subscriber, sealed, as the operator says.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn set_contact(&self, subscriber: SubscriberId, contact: &str) -> Result<(), StorageError> {
        let keyring = self.keyring();
        let sealed = keyring
            .current()
            .seal(&contact_place(&subscriber), contact, self.entropy());
        let mut tx = self.storage().begin().await?;
        tx.set_contact(subscriber, &sealed).await?;
        let deed = self.platform_deed(Agent::Operator, Act::ChangedSubscriber, subscriber, "contact");
        tx.record(&deed).await?;
        tx.commit().await
    }

    /// How to reach a subscriber, as an operator put it, or else the organisation when it asked to take part; `None` where
    /// nobody said. That someone looked goes into the record of acts, and whether the organisation takes part.
    ///
    /// # Errors
    /// Where it does not open.
    pub async fn contact(
        &self,
        by: Agent,
        subscriber: SubscriberId,
    ) -> Result<Option<Zeroizing<String>>, SealError> {
        let mut tx = self.storage().begin().await?;
        let own = tx.contact(subscriber).await?;
        let asked = match own {
            Some(_) => None,
            None => asked_with(tx.as_mut(), subscriber).await?,
        };
        if own.is_some() || asked.is_some() {
            let found = tx.lookup_subscriber(subscriber).await?;
            let occasion = match found {
                Some(found) if found.suspended => Occasion::Suspended,
                _ => Occasion::TakesPart,
            };
            tx.record(&Deed {
                at: self.now(),
                actor: by,
                act: Act::ViewedContact,
                subject: subscriber.to_string(),
                reason: occasion.as_str().to_owned(),
            })
            .await?;
        }
        tx.commit().await?;
        let keyring = self.keyring();
        Ok(match (own, asked) {
            (Some(sealed), _) => Some(keyring.unseal(&contact_place(&subscriber), &sealed)?),
            (None, Some((application, sealed))) => {
                let place = text_place(Purpose::ApplicationContact, application.as_bytes());
                Some(keyring.unseal(&place, &sealed)?)
            }
            (None, None) => None,
        })
    }

    fn key_deed(&self, act: Act, generation: u32) -> Deed {
        Deed {
            at: self.now(),
            actor: Agent::Operator,
            act,
            subject: format!("generation {generation}"),
            reason: String::new(),
        }
    }
}

/// How the organisation was to be reached when it asked to take part.
async fn asked_with(
    tx: &mut dyn Transaction,
    subscriber: SubscriberId,
) -> Result<Option<(ApplicationId, Sealed)>, StorageError> {
    let Some(application) = tx.application_of(subscriber).await? else {
        return Ok(None);
    };
    let sealed = tx
        .sealed(Purpose::ApplicationContact, application.id.as_bytes())
        .await?;
    Ok(sealed.map(|sealed| (application.id, sealed)))
}

fn contact_place(subscriber: &SubscriberId) -> Place<'_> {
    Place {
        table: "subscriber",
        column: "contact",
        row: subscriber.as_bytes(),
    }
}
