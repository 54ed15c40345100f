//! The keys that keep a copy of the database from telling anything, all derived from one secret of the operator.

use domain::{Entropy, case::CaseNumber, submission::SubmissionKey};
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

/// Keys for separate purposes, derived by HKDF-SHA-256 (RFC 5869) from 32 secret bytes outside the database.
pub struct Keys {
    numbers: Zeroizing<[u8; 32]>,
    submissions: Zeroizing<[u8; 32]>,
    receipts: Zeroizing<[u8; 32]>,
    guesses: Zeroizing<[u8; 32]>,
    pepper: Zeroizing<[u8; 32]>,
}

impl Keys {
    /// Derives every key from the operator's secret.
    pub fn derive(secret: &[u8; 32]) -> Self {
        let root = Hkdf::<Sha256>::new(Some(b"reclaim"), secret);
        let key = |purpose: &str| {
            let mut key = Zeroizing::new([0; 32]);
            root.expand(purpose.as_bytes(), key.as_mut_slice())
                .unwrap_or_else(|_| unreachable!("32 bytes are within what HKDF-SHA-256 gives"));
            key
        };
        Self {
            numbers: key("case numbers"),
            submissions: key("submission keys"),
            receipts: key("receipts"),
            guesses: key("guesses"),
            pepper: key("verifiers"),
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

    /// The randomness of the receipt that belongs to a submission key: the same key gives the same receipt
    /// again, so that a repeated submission can be answered although number and PIN are kept nowhere.
    pub(crate) fn receipt_entropy(&self, key: &SubmissionKey) -> impl Entropy + use<> {
        ReceiptEntropy {
            seed: mac(&self.receipts, key.as_bytes()),
            drawn: 0.into(),
        }
    }

    /// Mixed into every verifier, so that a copy of the database alone cannot be guessed at.
    pub(crate) fn verifier_pepper(&self) -> Zeroizing<[u8; 32]> {
        self.pepper.clone()
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
