//! The keys that keep a copy of the database from telling anything, all derived from one secret of the operator.
//!
//! The secret can be replaced while the program runs: a [`Keyring`] holds every generation that rows still depend on.
//! What is new is made with the current one, and what is old is found and opened with the one that it was made with.

use std::{collections::BTreeMap, sync::Arc};

use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305, XNonce,
    aead::{Aead as _, Payload},
};
use domain::{
    Entropy,
    case::CaseNumber,
    sealed::{Purpose, Sealed},
    submission::SubmissionKey,
};
use hkdf::Hkdf;
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

/// Keys for separate purposes, derived by HKDF-SHA-256 (RFC 5869) from 32 secret bytes outside the database.
pub struct Keys {
    generation: u32,
    numbers: Zeroizing<[u8; 32]>,
    submissions: Zeroizing<[u8; 32]>,
    receipts: Zeroizing<[u8; 32]>,
    guesses: Zeroizing<[u8; 32]>,
    seeds: Zeroizing<[u8; 32]>,
    work: Zeroizing<[u8; 32]>,
    pepper: Arc<Zeroizing<[u8; 32]>>,
    seal: Zeroizing<[u8; 32]>,
    evidence: Zeroizing<[u8; 32]>,
    cursors: Zeroizing<[u8; 32]>,
}

impl Keys {
    /// Derives every key from the operator's first secret.
    pub fn derive(secret: &[u8; 32]) -> Self {
        Self::of_generation(1, secret)
    }

    /// Derives every key from the operator's secret of that generation, counted from 1.
    pub fn of_generation(generation: u32, secret: &[u8; 32]) -> Self {
        let root = Hkdf::<Sha256>::new(Some(b"reclaim"), secret);
        let key = |purpose: &str| {
            let mut key = Zeroizing::new([0; 32]);
            root.expand(purpose.as_bytes(), key.as_mut_slice())
                .unwrap_or_else(|_| unreachable!("32 bytes are within what HKDF-SHA-256 gives"));
            key
        };
        Self {
            generation,
            numbers: key("case numbers"),
            submissions: key("submission keys"),
            receipts: key("receipts"),
            guesses: key("guesses"),
            seeds: key("offered seeds"),
            work: key("proof of work"),
            pepper: Arc::new(key("verifiers")),
            seal: key("sealed columns"),
            evidence: key("evidence"),
            cursors: key("cursors"),
        }
    }

    /// Under which a case is looked up by its number.
    pub(crate) fn number_mac(&self, number: &CaseNumber) -> [u8; 32] {
        mac(&self.numbers, number.as_bytes())
    }

    /// Under which a case is found again by the key that came with its submission.
    pub(crate) fn submission_mac(&self, key: &SubmissionKey) -> [u8; 32] {
        mac(&self.submissions, key.as_bytes())
    }

    /// Under which wrong guesses at whatever a person typed are counted.
    pub(crate) fn guess_mac(&self, what: &str, typed: &str) -> [u8; 32] {
        mac(&self.guesses, format!("{what}\0{typed}").as_bytes())
    }

    /// A seed of codes that is offered until it is taken, without being kept: it follows from where it is offered.
    pub(crate) fn offered_seed(&self, context: &[&[u8]]) -> Zeroizing<[u8; 20]> {
        let digest = Zeroizing::new(mac(&self.seeds, &context.concat()));
        Zeroizing::new(std::array::from_fn(|place| digest[place]))
    }

    /// Under which a challenge is known to be ours, and for this submission.
    pub(crate) fn work_mac(&self, challenge: &str, key: &SubmissionKey) -> [u8; 32] {
        mac(&self.work, &[challenge.as_bytes(), &[0], key.as_bytes()].concat())
    }

    /// The randomness of the receipt that belongs to a submission key: the same key gives the same receipt
    /// again, so that a repeated submission can be answered although number and PIN are kept nowhere.
    pub(crate) fn receipt_entropy(&self, key: &SubmissionKey) -> impl Entropy + use<> {
        ReceiptEntropy {
            seed: mac(&self.receipts, key.as_bytes()),
            drawn: 0.into(),
        }
    }

    /// Mixed into every verifier, so that a copy of the database alone cannot be guessed at.
    pub(crate) fn pepper(&self) -> Arc<Zeroizing<[u8; 32]>> {
        Arc::clone(&self.pepper)
    }

    /// The generation of the secret, counted from 1.
    pub const fn generation(&self) -> u32 {
        self.generation
    }

    /// Seals a text for one place in the database: moved to another row or column it does not open.
    ///
    /// XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03) with a random nonce of 24 bytes, which stands first.
    pub(crate) fn seal(&self, place: &Place<'_>, text: &str, entropy: &dyn Entropy) -> Sealed {
        let nonce: [u8; 24] = entropy.bytes();
        let associated = place.associated();
        let payload = Payload {
            msg: text.as_bytes(),
            aad: &associated,
        };
        let sealed = self
            .cipher()
            .encrypt(&XNonce::from(nonce), payload)
            .unwrap_or_else(|_| unreachable!("a short text in memory can be sealed"));
        Sealed {
            generation: self.generation,
            bytes: [nonce.as_slice(), &sealed].concat(),
        }
    }

    /// The seed of the key that evidence is signed with (Ed25519).
    pub(crate) fn evidence_seed(&self) -> &[u8; 32] {
        &self.evidence
    }

    /// Under which a cursor is known to be ours.
    pub(crate) fn cursor_mac(&self, said: &[u8]) -> [u8; 32] {
        mac(&self.cursors, said)
    }

    /// Whether a seal begins [`Self::cursor_mac`], compared in constant time.
    pub(crate) fn knows_cursor_mac(&self, said: &[u8], seal: &[u8]) -> bool {
        self.cursor_mac(said)[..seal.len()].ct_eq(seal).into()
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&*self.seal).into())
    }
}

/// One place in the database, to which what is sealed there is bound.
pub(crate) struct Place<'a> {
    pub(crate) table: &'static str,
    pub(crate) column: &'static str,
    pub(crate) row: &'a [u8],
}

impl Place<'_> {
    fn associated(&self) -> Vec<u8> {
        // Names of tables and columns have no zero byte, so no two places give the same bytes.
        [
            self.table.as_bytes(),
            &[0],
            self.column.as_bytes(),
            &[0],
            self.row,
        ]
        .concat()
    }
}

/// Where the text of that purpose of a row is sealed.
pub(crate) fn text_place(purpose: Purpose, row: &[u8; 16]) -> Place<'_> {
    Place {
        table: "sealed",
        column: purpose.as_str(),
        row,
    }
}

/// Every generation of keys that rows may depend on.
#[derive(Clone)]
pub struct Keyring {
    generations: BTreeMap<u32, Arc<Keys>>,
    current: Arc<Keys>,
}

/// Why generations do not make a keyring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyringError {
    /// There is no secret of the generation that is to be used.
    #[error("there is no secret of generation {0}")]
    Missing(u32),
    /// Two secrets have the same generation.
    #[error("there are two secrets of generation {0}")]
    Twice(u32),
}

/// Something sealed does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnsealError {
    /// It was sealed under a generation that is not on the keyring.
    #[error("there is no secret of generation {0}")]
    UnknownGeneration(u32),
    /// It was changed, or belongs to another place.
    #[error("what is kept there was not sealed for this place")]
    Broken,
}

impl Keyring {
    /// These generations; what is new is made with `current`.
    ///
    /// # Errors
    /// Where `current` is not among them, or two have the same generation.
    pub fn new(keys: impl IntoIterator<Item = Keys>, current: u32) -> Result<Self, KeyringError> {
        let mut generations = BTreeMap::new();
        for keys in keys {
            let generation = keys.generation;
            if generations.insert(generation, Arc::new(keys)).is_some() {
                return Err(KeyringError::Twice(generation));
            }
        }
        let current = generations
            .get(&current)
            .cloned()
            .ok_or(KeyringError::Missing(current))?;
        Ok(Self { generations, current })
    }

    /// With which what is new is made.
    pub fn current(&self) -> &Keys {
        &self.current
    }

    /// Every generation, the newest first.
    pub(crate) fn newest_first(&self) -> impl Iterator<Item = &Keys> {
        self.generations.values().rev().map(AsRef::as_ref)
    }

    /// The keys of one generation.
    pub(crate) fn of(&self, generation: u32) -> Option<&Keys> {
        self.generations.get(&generation).map(AsRef::as_ref)
    }

    /// Opens what [`Keys::seal`] sealed for that place.
    pub(crate) fn unseal(
        &self,
        place: &Place<'_>,
        sealed: &Sealed,
    ) -> Result<Zeroizing<String>, UnsealError> {
        let keys = self
            .of(sealed.generation)
            .ok_or(UnsealError::UnknownGeneration(sealed.generation))?;
        let (nonce, message) = sealed
            .bytes
            .split_first_chunk::<24>()
            .ok_or(UnsealError::Broken)?;
        let associated = place.associated();
        let payload = Payload {
            msg: message,
            aad: &associated,
        };
        let text = keys
            .cipher()
            .decrypt(&XNonce::from(*nonce), payload)
            .map_err(|_| UnsealError::Broken)?;
        String::from_utf8(text)
            .map(Zeroizing::new)
            .map_err(|_| UnsealError::Broken)
    }
}

impl From<Keys> for Keyring {
    fn from(keys: Keys) -> Self {
        let current = Arc::new(keys);
        Self {
            generations: BTreeMap::from([(current.generation, Arc::clone(&current))]),
            current,
        }
    }
}

/// Says which generations there are and nothing about the keys.
impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keyring")
            .field("generations", &self.generations.keys())
            .field("current", &self.current.generation)
            .finish()
    }
}

/// Says nothing about the keys.
impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(..)")
    }
}

fn mac(key: &[u8; 32], message: &[u8]) -> [u8; 32] {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(key).unwrap_or_else(|_| unreachable!("HMAC takes keys of any length"));
    mac.update(message);
    mac.finalize().into_bytes().into()
}

/// HMAC-SHA-256 of a counter under the seed, block after block.
struct ReceiptEntropy {
    seed: [u8; 32],
    drawn: std::sync::atomic::AtomicU64,
}

impl Entropy for ReceiptEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let block = self.drawn.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            chunk.copy_from_slice(&mac(&self.seed, &block.to_be_bytes())[..chunk.len()]);
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::entropy::SeededEntropy;

    use super::*;

    const CONTACT: &str = "trust@platform.example";

    fn place(row: &[u8]) -> Place<'_> {
        Place {
            table: "subscriber",
            column: "contact",
            row,
        }
    }

    fn ring(current: u32) -> Keyring {
        let keys = [Keys::of_generation(1, &[7; 32]), Keys::of_generation(2, &[8; 32])];
        Keyring::new(keys, current).unwrap()
    }

    #[test]
    fn what_is_sealed_opens_in_its_place_under_every_later_generation() {
        let sealed = ring(1)
            .current()
            .seal(&place(&[1]), CONTACT, &SeededEntropy::new(1));
        assert_eq!(sealed.generation, 1);
        assert_eq!(*ring(2).unseal(&place(&[1]), &sealed).unwrap(), CONTACT);
    }

    #[test]
    fn moved_to_another_row_column_or_table_it_does_not_open() {
        let ring = ring(1);
        let sealed = ring.current().seal(&place(&[1]), CONTACT, &SeededEntropy::new(1));
        let elsewhere = [
            place(&[2]),
            Place {
                column: "name",
                ..place(&[1])
            },
            Place {
                table: "staff",
                ..place(&[1])
            },
        ];
        for place in elsewhere {
            assert_eq!(ring.unseal(&place, &sealed), Err(UnsealError::Broken));
        }
    }

    #[test]
    fn a_flipped_bit_is_noticed_wherever_it_is() {
        let ring = ring(1);
        let sealed = ring.current().seal(&place(&[1]), CONTACT, &SeededEntropy::new(1));
        for position in 0..sealed.bytes.len() {
            let mut flipped = sealed.clone();
            flipped.bytes[position] ^= 1;
            assert_eq!(
                ring.unseal(&place(&[1]), &flipped),
                Err(UnsealError::Broken),
                "{position}"
            );
        }
        let other = Sealed {
            generation: 2,
            ..sealed.clone()
        };
        assert_eq!(ring.unseal(&place(&[1]), &other), Err(UnsealError::Broken));
        let unknown = Sealed {
            generation: 3,
            ..sealed
        };
        assert_eq!(
            ring.unseal(&place(&[1]), &unknown),
            Err(UnsealError::UnknownGeneration(3))
        );
    }

    #[test]
    fn a_ring_has_each_generation_once_and_the_one_in_use() {
        let keys = |generation| Keys::of_generation(generation, &[7; 32]);
        assert_eq!(Keyring::new([keys(1)], 2).unwrap_err(), KeyringError::Missing(2));
        assert_eq!(
            Keyring::new([keys(1), keys(1)], 1).unwrap_err(),
            KeyringError::Twice(1)
        );
    }

    #[test]
    fn neither_keys_nor_ring_say_anything_of_the_secret() {
        let secret = [0xab; 32];
        let keys = Keys::of_generation(3, &secret);
        assert_eq!(format!("{keys:?}"), "Keys(..)");
        assert_eq!(
            format!("{:?}", Keyring::from(keys)),
            "Keyring { generations: [3], current: 3 }"
        );
    }
}
