//! What the worker says. The protocol is described in the crate `hash-worker`.

use domain::submission::{ItemForm, VariantForm};
use wasm_bindgen::JsValue;

use super::fields::Fields;

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
    /// So many of about so many pictures of a video were looked at.
    Watched {
        /// Looked at.
        done: u64,
        /// Of about so many; 0 where that is not known.
        total: u64,
    },
    /// The file's hashes.
    Hashed(Box<Hashes>),
    /// There is nothing in this file that should be submitted. A code.
    Refused(String),
    /// The file could not be read to its end. A code.
    Failed(String),
}

/// Everything that leaves the worker about a file.
#[derive(Debug, PartialEq)]
pub(super) struct Hashes {
    /// The item to submit.
    pub(super) item: ItemForm,
    /// Codes of what should be said about the file.
    pub(super) notes: Vec<String>,
}

impl Hashes {
    fn read(fields: &Fields) -> Option<Self> {
        let variant = |fields: Fields| {
            Some(VariantForm {
                kind: fields.text("kind")?,
                pdq: fields.text("pdq")?,
                quality: fields.percent("quality")?,
            })
        };
        Some(Self {
            item: ItemForm {
                medium: fields.text("medium")?,
                sha256: fields.text("sha256")?,
                md5: fields.text("md5")?,
                sha1: fields.text("sha1"),
                pdq: fields.text("pdq"),
                quality: fields.percent("quality"),
                vpdq: fields.text("vpdq"),
                variants: fields
                    .list("variants")
                    .filter_map(|each| variant(Fields(each)))
                    .collect(),
            },
            notes: fields.list("notes").filter_map(|note| note.as_string()).collect(),
        })
    }
}

impl Report {
    /// Reads a message; `None` where it is none of this version.
    pub(super) fn read(message: JsValue) -> Option<Self> {
        let message = Fields(message);
        match message.text("type")?.as_str() {
            "ready" => Some(Self::Ready),
            "need" => message.text("part").map(Self::Need),
            "progress" if message.text("of").as_deref() == Some("pictures") => Some(Self::Watched {
                done: message.count("done"),
                total: message.count("total"),
            }),
            "progress" => Some(Self::Progress {
                done: message.count("done"),
                total: message.count("total"),
            }),
            "hashed" => Hashes::read(&message.inner("result"))
                .map(Box::new)
                .map(Self::Hashed),
            "refused" => message.text("reason").map(Self::Refused),
            "failed" => message.text("reason").map(Self::Failed),
            _ => None,
        }
    }
}
