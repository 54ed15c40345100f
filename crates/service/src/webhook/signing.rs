use base64::{Engine as _, prelude::BASE64_STANDARD};
use domain::Entropy;
use ed25519_dalek::{Signer as _, SigningKey};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

/// What the messages to one platform are signed with, in both ways that the specification knows: a shared secret, and a
/// key pair of which the platform needs the public half only.
#[derive(Clone)]
pub struct Secret {
    shared: Zeroizing<[u8; 32]>,
    seed: Zeroizing<[u8; 32]>,
}

impl Secret {
    /// A new one.
    pub(crate) fn draw(entropy: &dyn Entropy) -> Self {
        Self {
            shared: Zeroizing::new(entropy.bytes()),
            seed: Zeroizing::new(entropy.bytes()),
        }
    }

    /// What is sealed.
    pub(crate) fn text(&self) -> Zeroizing<String> {
        Zeroizing::new(format!(
            "{} {}",
            hex::encode(*self.shared),
            hex::encode(*self.seed)
        ))
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (shared, seed) = text.split_once(' ')?;
        let read = |text: &str| {
            let mut bytes = Zeroizing::new([0; 32]);
            hex::decode_to_slice(text, bytes.as_mut_slice()).ok()?;
            Some(bytes)
        };
        Some(Self {
            shared: read(shared)?,
            seed: read(seed)?,
        })
    }

    /// The shared secret as libraries take it: `whsec_` and Base64.
    pub fn shared(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("whsec_{}", BASE64_STANDARD.encode(*self.shared)))
    }

    /// The public key as libraries take it: `whpk_` and Base64.
    pub fn public_key(&self) -> String {
        let public = SigningKey::from_bytes(&self.seed).verifying_key();
        format!("whpk_{}", BASE64_STANDARD.encode(public.to_bytes()))
    }

    /// Both signatures of a message, with a space between: `v1` (HMAC-SHA-256) and `v1a` (Ed25519).
    pub(crate) fn sign(&self, id: &str, timestamp: &str, body: &str) -> String {
        let signed = format!("{id}.{timestamp}.{body}");
        let mut mac = Hmac::<Sha256>::new_from_slice(self.shared.as_slice())
            .unwrap_or_else(|_| unreachable!("HMAC takes a key of any length"));
        mac.update(signed.as_bytes());
        let shared = BASE64_STANDARD.encode(mac.finalize().into_bytes());
        let signature = SigningKey::from_bytes(&self.seed).sign(signed.as_bytes());
        let public = BASE64_STANDARD.encode(signature.to_bytes());
        format!("v1,{shared} v1a,{public}")
    }
}

/// Says that it is a secret and not which one.
impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(..)")
    }
}

#[cfg(test)]
mod tests {
    use domain::entropy::SeededEntropy;

    use super::*;

    #[test]
    fn the_example_of_the_specification_has_its_signature() {
        let mut secret = Secret::draw(&SeededEntropy::new(1));
        let key = BASE64_STANDARD
            .decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
            .unwrap();
        // The example's secret has 24 bytes; HMAC pads a shorter key with zeros, so these 32 are the same key.
        secret.shared = Zeroizing::new([0; 32]);
        secret.shared[..24].copy_from_slice(&key);
        let signature = secret.sign(
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "1614265330",
            "{\"test\": 2432232314}",
        );
        assert!(
            signature.starts_with("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= v1a,"),
            "{signature}"
        );
    }

    #[test]
    fn a_secret_reads_back_and_shows_itself_to_nobody() {
        let secret = Secret::draw(&SeededEntropy::new(1));
        let again = Secret::parse(&secret.text()).unwrap();
        assert_eq!(again.sign("a", "1", "b"), secret.sign("a", "1", "b"));
        assert_eq!(format!("{secret:?}"), "Secret(..)");
        assert!(Secret::parse("nothing").is_none());
    }
}
