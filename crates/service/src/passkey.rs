//! Passkeys (W3C WebAuthn Level 3): a key in someone's phone, computer or security key, which signs only for this
//! site and only after it has recognised its owner. Whoever has one types neither name nor passphrase.
//!
//! A ceremony has two halves, and nothing is kept in between: what has to be remembered goes through the browser, sealed
//! and for five minutes. Whoever finishes a ceremony notes it as used ([`Proof::ceremony`]), so that none is good twice.
//! Nothing here knows whose accounts these are.

use std::time::Duration;

use domain::{Entropy, Timestamp, sealed::Sealed};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest as _, Sha256};
use webauthn_rs::prelude::{
    DiscoverableAuthentication, DiscoverableKey, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url, Uuid, Webauthn, WebauthnBuilder,
};

use crate::keys::{Keyring, Place};

/// A ceremony is finished within this time.
pub const PATIENCE: Duration = Duration::from_secs(300);
/// What the browser calls the site.
const SITE: &str = "Reclaim";

/// The site that passkeys are bound to.
#[derive(Clone, Debug)]
pub struct RelyingParty(Webauthn);

/// The address cannot have passkeys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("passkeys need an address with a name, for example https://reclaim.example")]
pub struct OriginError;

impl RelyingParty {
    /// Of the site that people reach at `origin`, for example `https://reclaim.example`.
    ///
    /// # Errors
    /// Where it is no origin, or has a number in place of a name.
    pub fn new(origin: &str) -> Result<Self, OriginError> {
        let origin = Url::parse(origin).map_err(|_| OriginError)?;
        let host = origin.domain().ok_or(OriginError)?;
        let party = WebauthnBuilder::new(host, &origin)
            .and_then(|builder| builder.rp_name(SITE).timeout(PATIENCE).build())
            .map_err(|_| OriginError)?;
        Ok(Self(party))
    }
}

/// The first half of a ceremony, for the page.
#[derive(Clone)]
pub struct Ceremony {
    /// What the browser is asked, as JSON (`PublicKeyCredentialCreationOptions` or `...RequestOptions`).
    pub options: String,
    /// What comes back with its answer, sealed.
    pub state: String,
}

/// A new passkey, to be kept with its owner's account.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct NewPasskey {
    /// What its browser knows it by.
    pub(crate) id: Vec<u8>,
    /// Its public key and counter, as text.
    pub(crate) credential: String,
    /// The ceremony that made it.
    pub(crate) ceremony: UsedCeremony,
}

/// A passkey has signed.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Proof {
    /// The passkey as it is to be kept from now on.
    pub(crate) credential: String,
    /// The ceremony in which it did.
    pub(crate) ceremony: UsedCeremony,
}

/// A ceremony that must not be good again.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct UsedCeremony {
    /// SHA-256 of its sealed state.
    pub(crate) digest: [u8; 32],
    /// From when on it would be refused anyway.
    pub(crate) expires_at: Timestamp,
}

/// Whose passkey answers, as it says; nothing is proved yet.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Claim {
    /// The account's id.
    pub(crate) account: [u8; 16],
    /// The passkey's.
    pub(crate) passkey: Vec<u8>,
}

/// The ceremony came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the passkey was not accepted")]
pub struct Unaccepted;

/// What is remembered between the halves.
#[derive(Serialize, Deserialize)]
struct Remembered<T> {
    expires_at: i64,
    inner: T,
}

/// What ceremonies need besides the site.
pub(crate) struct Ceremonies<'a> {
    pub(crate) party: &'a RelyingParty,
    pub(crate) keyring: &'a Keyring,
    pub(crate) now: Timestamp,
}

impl Ceremonies<'_> {
    /// Begins to make a passkey for an account; `known` are those that it has.
    pub(crate) fn begin_making(
        &self,
        account: &[u8; 16],
        name: &str,
        known: Vec<Vec<u8>>,
        entropy: &dyn Entropy,
    ) -> Result<Ceremony, Unaccepted> {
        let (challenge, inner) = self
            .party
            .0
            .start_passkey_registration(Uuid::from_bytes(*account), name, name, Some(known))
            .map_err(|_| Unaccepted)?;
        let mut options = serde_json::to_value(challenge.public_key).map_err(|_| Unaccepted)?;
        // Kept where its owner can be asked for it without typing a name first.
        options["authenticatorSelection"]["residentKey"] = "required".into();
        options["authenticatorSelection"]["requireResidentKey"] = true.into();
        Ok(Ceremony {
            options: options.to_string(),
            state: self.remember("making", account, inner, entropy)?,
        })
    }

    /// Takes in what the browser made.
    pub(crate) fn finish_making(
        &self,
        account: &[u8; 16],
        state: &str,
        answer: &str,
    ) -> Result<NewPasskey, Unaccepted> {
        let (inner, ceremony): (PasskeyRegistration, _) = self.recall("making", account, state)?;
        let answer: RegisterPublicKeyCredential = serde_json::from_str(answer).map_err(|_| Unaccepted)?;
        let made = self
            .party
            .0
            .finish_passkey_registration(&answer, &inner)
            .map_err(|_| Unaccepted)?;
        Ok(NewPasskey {
            id: made.cred_id().clone(),
            credential: serde_json::to_string(&made).map_err(|_| Unaccepted)?,
            ceremony,
        })
    }

    /// Begins to ask for a passkey, of whomever.
    pub(crate) fn begin_proof(&self, entropy: &dyn Entropy) -> Result<Ceremony, Unaccepted> {
        let (challenge, inner) = self
            .party
            .0
            .start_discoverable_authentication()
            .map_err(|_| Unaccepted)?;
        let options = serde_json::to_string(&challenge.public_key).map_err(|_| Unaccepted)?;
        Ok(Ceremony {
            options,
            state: self.remember("proof", &[], inner, entropy)?,
        })
    }

    /// Whose passkey answers, as it says.
    pub(crate) fn claim(&self, answer: &str) -> Result<Claim, Unaccepted> {
        let answer: PublicKeyCredential = serde_json::from_str(answer).map_err(|_| Unaccepted)?;
        let (account, passkey) = self
            .party
            .0
            .identify_discoverable_authentication(&answer)
            .map_err(|_| Unaccepted)?;
        Ok(Claim {
            account: account.into_bytes(),
            passkey: passkey.to_vec(),
        })
    }

    /// Checks that the passkey of the claim signed for this ceremony and recognised its owner.
    pub(crate) fn finish_proof(
        &self,
        state: &str,
        answer: &str,
        credential: &str,
    ) -> Result<Proof, Unaccepted> {
        let (inner, ceremony): (DiscoverableAuthentication, _) = self.recall("proof", &[], state)?;
        let answer: PublicKeyCredential = serde_json::from_str(answer).map_err(|_| Unaccepted)?;
        let mut passkey: Passkey = serde_json::from_str(credential).map_err(|_| Unaccepted)?;
        let key = DiscoverableKey::from(&passkey);
        let result = self
            .party
            .0
            .finish_discoverable_authentication_v2(&answer, inner, &key)
            .map_err(|_| Unaccepted)?;
        passkey.update_credential(&result);
        Ok(Proof {
            credential: serde_json::to_string(&passkey).map_err(|_| Unaccepted)?,
            ceremony,
        })
    }

    fn remember<T: Serialize>(
        &self,
        half: &'static str,
        account: &[u8],
        inner: T,
        entropy: &dyn Entropy,
    ) -> Result<String, Unaccepted> {
        let remembered = Remembered {
            expires_at: self.now.plus(PATIENCE).as_millis(),
            inner,
        };
        let text = serde_json::to_string(&remembered).map_err(|_| Unaccepted)?;
        let sealed = self.keyring.current().seal(&place(half, account), &text, entropy);
        Ok(format!("{}.{}", sealed.generation, hex::encode(sealed.bytes)))
    }

    fn recall<T: DeserializeOwned>(
        &self,
        half: &'static str,
        account: &[u8],
        state: &str,
    ) -> Result<(T, UsedCeremony), Unaccepted> {
        let (generation, bytes) = state.split_once('.').ok_or(Unaccepted)?;
        let sealed = Sealed {
            generation: generation.parse().map_err(|_| Unaccepted)?,
            bytes: hex::decode(bytes).map_err(|_| Unaccepted)?,
        };
        let text = self
            .keyring
            .unseal(&place(half, account), &sealed)
            .map_err(|_| Unaccepted)?;
        let remembered: Remembered<T> = serde_json::from_str(&text).map_err(|_| Unaccepted)?;
        let expires_at = Timestamp::from_millis(remembered.expires_at);
        if self.now >= expires_at {
            return Err(Unaccepted);
        }
        let ceremony = UsedCeremony {
            digest: Sha256::digest(&sealed.bytes).into(),
            expires_at,
        };
        Ok((remembered.inner, ceremony))
    }
}

/// Sealed for nowhere in the database, so that nothing from there passes for it.
const fn place<'a>(half: &'static str, account: &'a [u8]) -> Place<'a> {
    Place {
        table: "passkey ceremony",
        column: half,
        row: account,
    }
}

#[cfg(test)]
mod tests {
    use domain::entropy::SeededEntropy;

    use super::*;
    use crate::keys::Keys;

    const NOW: Timestamp = Timestamp::from_seconds(1_767_268_800);

    #[test]
    fn a_site_with_a_name_has_passkeys_and_one_with_a_number_has_not() {
        for good in ["https://reclaim.example", "http://localhost:3000"] {
            assert!(RelyingParty::new(good).is_ok(), "{good}");
        }
        for bad in ["http://127.0.0.1:3000", "reclaim.example", ""] {
            assert_eq!(RelyingParty::new(bad).unwrap_err(), OriginError, "{bad}");
        }
    }

    #[test]
    fn what_is_remembered_is_good_for_its_half_its_account_and_five_minutes() {
        let party = RelyingParty::new("https://reclaim.example").unwrap();
        let keyring = Keyring::from(Keys::derive(&[7; 32]));
        let at = |now| Ceremonies {
            party: &party,
            keyring: &keyring,
            now,
        };
        let entropy = SeededEntropy::new(1);
        let state = at(NOW)
            .begin_making(&[1; 16], "robin", Vec::new(), &entropy)
            .unwrap()
            .state;
        let recall = |now: Timestamp, half, account: &[u8], state: &str| {
            at(now)
                .recall::<PasskeyRegistration>(half, account, state)
                .is_ok()
        };
        assert!(recall(NOW, "making", &[1; 16], &state));
        assert!(!recall(NOW.plus(PATIENCE), "making", &[1; 16], &state));
        assert!(!recall(NOW, "proof", &[1; 16], &state));
        assert!(!recall(NOW, "making", &[2; 16], &state));
        assert!(!recall(NOW, "making", &[1; 16], &state.replace("1.", "2.")));
        assert!(!recall(NOW, "making", &[1; 16], "nonsense"));
    }

    #[test]
    fn a_passkey_is_asked_to_recognise_its_owner_and_to_be_found_without_a_name() {
        let party = RelyingParty::new("https://reclaim.example").unwrap();
        let keyring = Keyring::from(Keys::derive(&[7; 32]));
        let ceremonies = Ceremonies {
            party: &party,
            keyring: &keyring,
            now: NOW,
        };
        let entropy = SeededEntropy::new(1);
        let making = ceremonies
            .begin_making(&[1; 16], "robin", vec![vec![9; 16]], &entropy)
            .unwrap();
        let options: serde_json::Value = serde_json::from_str(&making.options).unwrap();
        assert_eq!(options["rp"]["id"], "reclaim.example");
        assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
        assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
        assert_eq!(options["attestation"], "none");
        assert_eq!(options["excludeCredentials"].as_array().unwrap().len(), 1);
        let proof = ceremonies.begin_proof(&entropy).unwrap();
        let options: serde_json::Value = serde_json::from_str(&proof.options).unwrap();
        assert_eq!(options["userVerification"], "required");
        assert_eq!(options["allowCredentials"].as_array().unwrap().len(), 0);
    }
}
