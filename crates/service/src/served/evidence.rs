//! The record of what a platform was served, as a signed text that anyone can verify without this server.
//!
//! JSON lines: the first says what this is, then one line a stretch, and a last line with the signature (Ed25519,
//! RFC 8032) over every byte before that line. The public keys are published at [`ADDRESS`].

use std::{fmt::Write as _, time::Duration};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use domain::{Timestamp, id::ServedId, served::Served, subscriber::Subscriber};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use storage::{StorageError, served::EvidenceKey};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::Service;

/// Where the public keys are to be read.
pub const ADDRESS: &str = "/.well-known/reclaim-evidence-keys.json";
/// What a file of evidence calls itself.
const KIND: &str = "reclaim-evidence-1";
/// So many stretches are read at a time.
const PAGE: u32 = 1_000;
/// About so many stand in one file, because it is signed as a whole and so has to be in memory: four megabytes.
pub const MOST_STRETCHES: usize = 20_000;
/// What stands before the 32 bytes of an Ed25519 key in a `SubjectPublicKeyInfo` (RFC 8410).
const SPKI: [u8; 12] = [
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
];

/// The public keys that evidence is verified with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownKeys {
    /// One for each generation of the operator's secret that signed anything, and the one in use.
    pub keys: Vec<PublishedKey>,
}

/// One public key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedKey {
    /// The number by which evidence names it.
    pub key: u32,
    /// Always `Ed25519`.
    pub algorithm: String,
    /// Its 32 bytes in Base64.
    pub public_key: String,
    /// The same as a `PUBLIC KEY` block, as OpenSSL takes it.
    pub pem: String,
}

#[derive(Serialize)]
struct Head<'a> {
    kind: &'a str,
    member: i32,
    name: &'a str,
    written_at: String,
    /// Stretches that ended earlier are in another file.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    /// There are more: they are in the file from this moment on, in which the ones of this second come again.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    stretches: usize,
}

/// What a platform was served, or the part of it from a moment on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The signed text.
    pub text: String,
    /// Where the next part begins; `None` where this is the last.
    pub next: Option<Timestamp>,
}

/// Reads a moment as evidence writes it.
pub fn parse_moment(text: &str) -> Option<Timestamp> {
    let at = OffsetDateTime::parse(text.trim(), &Rfc3339).ok()?;
    Some(Timestamp::from_seconds(at.unix_timestamp()))
}

#[derive(Serialize)]
struct Line<'a> {
    list: &'a str,
    wire: &'a str,
    first: u64,
    last: u64,
    count: u64,
    answers: u64,
    from: String,
    to: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seal {
    key: u32,
    signature: String,
}

/// Why a text is no evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EvidenceError {
    /// It is no text of this kind, or its end is missing.
    #[error("this is no evidence of this service, or it was cut off")]
    NotEvidence,
    /// It names a key that is not among those given.
    #[error("it was signed with key {0}, which is not among the keys given")]
    UnknownKey(u32),
    /// What is said of the key makes no sense.
    #[error("key {0} is no Ed25519 key")]
    BadKey(u32),
    /// It was changed after it was signed.
    #[error("the signature does not fit: it was changed after it was signed, or is someone else's")]
    Changed,
}

impl Service {
    /// What a platform was served as far as it is kept, signed: everything, or what ended at `from` or later; up to about
    /// 20,000 stretches.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn evidence(
        &self,
        platform: &Subscriber,
        from: Option<Timestamp>,
    ) -> Result<Evidence, StorageError> {
        self.write_served().await?;
        let keyring = self.keyring();
        let generation = keyring.current().generation();
        let key = SigningKey::from_bytes(keyring.current().evidence_seed());
        let mut tx = self.storage().begin().await?;
        tx.note_evidence_key(&EvidenceKey {
            generation,
            public_key: key.verifying_key().to_bytes(),
            first_used_at: self.now(),
        })
        .await?;
        tx.commit().await?;
        let (stretches, next) = self.stretches(platform, from).await?;
        let mut text = String::new();
        write_line(
            &mut text,
            &Head {
                kind: KIND,
                member: platform.member,
                name: &platform.name,
                written_at: instant(self.now()),
                from: from.map(instant),
                next: next.map(instant),
                stretches: stretches.len(),
            },
        );
        for served in &stretches {
            write_line(&mut text, &line(served));
        }
        let signature = key.sign(text.as_bytes());
        write_line(
            &mut text,
            &Seal {
                key: generation,
                signature: BASE64_STANDARD.encode(signature.to_bytes()),
            },
        );
        Ok(Evidence { text, next })
    }

    /// The stretches that go into one file, and where the next file begins.
    async fn stretches(
        &self,
        platform: &Subscriber,
        from: Option<Timestamp>,
    ) -> Result<(Vec<Served>, Option<Timestamp>), StorageError> {
        let last_id = ServedId::from_bytes([0xff; 16]);
        let mut after = from.map(|from| (from.minus(Duration::from_millis(1)), last_id));
        let mut stretches: Vec<Served> = Vec::new();
        let mut tx = self.storage().read().await?;
        loop {
            let page = tx.served(platform.id, after, PAGE).await?;
            let ended = page.len() < PAGE as usize;
            stretches.extend(page);
            after = stretches.last().map(|last| (last.ended_at, last.id)).or(after);
            if ended {
                return Ok((stretches, None));
            }
            // A file of one second would be followed by itself.
            let begun = stretches.first().map(|first| first.ended_at);
            let reached = stretches.last().map(|last| last.ended_at);
            if stretches.len() >= MOST_STRETCHES && reached > begun {
                return Ok((stretches, reached));
            }
        }
    }

    /// The keys that evidence of this server was and is signed with.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn evidence_keys(&self) -> Result<KnownKeys, StorageError> {
        let mut keys: Vec<_> = self
            .storage()
            .read()
            .await?
            .evidence_keys()
            .await?
            .iter()
            .map(|key| published(key.generation, &key.public_key))
            .collect();
        let keyring = self.keyring();
        let generation = keyring.current().generation();
        if !keys.iter().any(|key| key.key == generation) {
            let key = SigningKey::from_bytes(keyring.current().evidence_seed());
            keys.push(published(generation, key.verifying_key().as_bytes()));
        }
        Ok(KnownKeys { keys })
    }
}

/// Checks that a text is evidence and was signed with one of these keys. Answers how many stretches it has.
///
/// # Errors
/// Where it is not, was changed, or was signed with another key.
pub fn verify(text: &str, keys: &KnownKeys) -> Result<usize, EvidenceError> {
    let whole = text.strip_suffix('\n').ok_or(EvidenceError::NotEvidence)?;
    let (before, last) = whole.rsplit_once('\n').ok_or(EvidenceError::NotEvidence)?;
    let seal: Seal = serde_json::from_str(last).map_err(|_| EvidenceError::NotEvidence)?;
    let signed = text.get(..=before.len()).ok_or(EvidenceError::NotEvidence)?;
    let published = keys
        .keys
        .iter()
        .find(|key| key.key == seal.key)
        .ok_or(EvidenceError::UnknownKey(seal.key))?;
    let key = BASE64_STANDARD
        .decode(&published.public_key)
        .ok()
        .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok())
        .and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok())
        .ok_or(EvidenceError::BadKey(seal.key))?;
    let signature = BASE64_STANDARD
        .decode(&seal.signature)
        .ok()
        .and_then(|bytes| Signature::from_slice(&bytes).ok())
        .ok_or(EvidenceError::NotEvidence)?;
    key.verify_strict(signed.as_bytes(), &signature)
        .map_err(|_| EvidenceError::Changed)?;
    let head: serde_json::Value = serde_json::from_str(signed.lines().next().unwrap_or_default())
        .map_err(|_| EvidenceError::NotEvidence)?;
    if head["kind"] != KIND {
        return Err(EvidenceError::NotEvidence);
    }
    Ok(signed.lines().count().saturating_sub(1))
}

fn published(generation: u32, public_key: &[u8; 32]) -> PublishedKey {
    let document = BASE64_STANDARD.encode([SPKI.as_slice(), public_key].concat());
    PublishedKey {
        key: generation,
        algorithm: "Ed25519".to_owned(),
        public_key: BASE64_STANDARD.encode(public_key),
        pem: format!("-----BEGIN PUBLIC KEY-----\n{document}\n-----END PUBLIC KEY-----\n"),
    }
}

fn line(served: &Served) -> Line<'_> {
    Line {
        list: served.list.as_str(),
        wire: served.wire.as_str(),
        first: served.first,
        last: served.last,
        count: served.count,
        answers: served.answers,
        from: instant(served.began_at),
        to: instant(served.ended_at),
    }
}

fn write_line(text: &mut String, line: &impl Serialize) {
    let json = serde_json::to_string(line).unwrap_or_else(|_| unreachable!("plain fields are JSON"));
    let _ = writeln!(text, "{json}");
}

fn instant(at: Timestamp) -> String {
    OffsetDateTime::from_unix_timestamp(at.as_seconds())
        .unwrap_or(OffsetDateTime::UNIX_EPOCH)
        .format(&Rfc3339)
        .unwrap_or_default()
}
