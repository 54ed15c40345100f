//! What the worker says. The protocol is described in the crate `hash-worker`.

use domain::submission::{ItemForm, VariantForm};
use serde::Deserialize;

/// A message of the worker.
#[derive(Debug, PartialEq)]
pub(super) enum Report {
    /// It can be given a file.
    Ready,
    /// It waits for the module of that name.
    Need(String),
    /// So many of so many bytes were read.
    Progress {
        /// Read.
        done: u64,
        /// Of so many.
        total: u64,
    },
    /// The file's hashes.
    Hashed(Hashes),
    /// There is nothing in this file that should be submitted. A code.
    Refused(String),
    /// The file could not be read to its end. A code.
    Failed(String),
}

/// A message as it comes. Flat, because an enum read by its tag costs the browser ten times the code.
#[derive(Deserialize)]
struct Message {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    done: u64,
    #[serde(default)]
    total: u64,
    #[serde(default)]
    part: String,
    #[serde(default)]
    reason: String,
    result: Option<Hashes>,
}

/// Everything that leaves the worker about a file.
#[derive(Debug, PartialEq, Deserialize)]
pub(super) struct Hashes {
    medium: String,
    sha256: String,
    sha1: Option<String>,
    md5: String,
    pdq: Option<String>,
    quality: Option<u8>,
    #[serde(default)]
    variants: Vec<VariantForm>,
    /// Codes of what should be said about the file.
    #[serde(default)]
    pub(super) notes: Vec<String>,
}

impl Hashes {
    /// The item to submit.
    pub(super) fn into_item(self) -> ItemForm {
        ItemForm {
            medium: self.medium,
            sha256: self.sha256,
            md5: self.md5,
            sha1: self.sha1,
            pdq: self.pdq,
            quality: self.quality,
            variants: self.variants,
        }
    }
}

impl Report {
    /// Reads a message; `None` where it is none of this version.
    pub(super) fn parse(json: &str) -> Option<Self> {
        let message: Message = serde_json::from_str(json).ok()?;
        match message.kind.as_str() {
            "ready" => Some(Self::Ready),
            "need" => Some(Self::Need(message.part)),
            "progress" => Some(Self::Progress {
                done: message.done,
                total: message.total,
            }),
            "hashed" => message.result.map(Self::Hashed),
            "refused" => Some(Self::Refused(message.reason)),
            "failed" => Some(Self::Failed(message.reason)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_messages_of_the_worker_are_understood() {
        assert_eq!(Report::parse(r#"{"v":2,"type":"ready"}"#), Some(Report::Ready));
        assert_eq!(
            Report::parse(r#"{"v":2,"type":"need","id":3,"part":"heic"}"#),
            Some(Report::Need("heic".to_owned()))
        );
        assert_eq!(
            Report::parse(r#"{"v":2,"type":"progress","id":3,"done":1048576,"total":5000000}"#),
            Some(Report::Progress {
                done: 1_048_576,
                total: 5_000_000
            })
        );
        assert_eq!(
            Report::parse(r#"{"v":2,"type":"failed","id":null,"reason":"module"}"#),
            Some(Report::Failed("module".to_owned()))
        );
        let hashed = r#"{"v":2,"type":"hashed","id":0,"result":{"medium":"image","sha256":"a","sha1":"b","md5":"c",
            "pdq":"d","quality":99,"variants":[{"kind":"mirror","pdq":"e","quality":98}],"notes":["first-frame"]}}"#;
        let Some(Report::Hashed(result)) = Report::parse(hashed) else {
            panic!("not understood")
        };
        assert_eq!(result.notes, ["first-frame"]);
        assert_eq!(result.into_item().variants.len(), 1);
    }

    #[test]
    fn anything_else_is_no_message() {
        for other in ["", "null", r#"{"v":2,"type":"surprise"}"#] {
            assert_eq!(Report::parse(other), None, "{other}");
        }
    }
}
