//! Hashes of pictures and videos: pixels and bytes in, hashes out.
//!
//! No I/O, no clock, no randomness, no unsafe code; the same values natively and in WebAssembly.
//!
//! * [`pdq`] computes PDQ, the perceptual hash that finds a picture again after recompression and resizing.
//! * [`vpdq`] picks pictures of a video, keeps their hashes and matches videos by them.
//! * [`DigestStream`] computes SHA-256, SHA-1 and MD5, which find unchanged copies (feature `digests`).
//! * [`hash_still`] decodes a picture file and hashes it upright, turned, mirrored, without its border and without words over its edges
//!   (feature `decode`).
//! * [`video`] takes MP4, QuickTime, Matroska and WebM files apart for a decoder, and hashes its pictures (feature `decode`).
//! * `work` is what a browser does before it submits while a server is flooded (feature `digests`).
//! * [`FileHasher`] takes any file in portions and does whatever can be done with it (feature `decode`).
//!
//! Without features the crate is `no_std` (it needs `alloc`) and has no dependency: PDQ, vPDQ, the types of their values, and
//! [`sniff`]. `digests` keeps it so; `crates/hashing-no-std` compiles only while that is true.
//!
//! # Codes
//! Names that appear in messages and output, each from a `code()` or `as_str()` method, or from `Display`:
//!
//! | of | codes |
//! | --- | --- |
//! | `Edit` | thousandths for a cut, otherwise `smaller-50`, `brighter-25`, `bottom-light-9`, `bottom-9`, `border-dark` and the like |
//! | `Note` | `exact-only-video`, `exact-only-format`, `exact-only-unknown`, `damaged`, `too-many-pixels`, `too-many-bytes`, `too-small`, `decoder-failed`, `altered-pixels`, `truncated`, `first-frame`, `camera-preview`, `low-quality`, `no-video-decoder`, `no-video-track`, `encrypted-video`, `damaged-video`, `long-video`, `altered-video`, `flat-video`, `partial-video` |
//! | `Refusal` | `empty`, `not-media` |
//! | `VariantKind` | `as-stored`, `rot90`, `rot180`, `rot270`, `mirror`, `flip`, `transpose`, `transverse`, `trimmed`, `without-banner` |
//!
//! With `truncated`, `first-frame`, `camera-preview`, `low-quality` and `partial-video` a file has a perceptual hash too; with
//! every other note it has exact hashes only.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;
#[cfg(any(feature = "decode", test))]
extern crate std;

/// The examples of the read-me are tests too.
#[cfg(all(doctest, feature = "decode"))]
#[doc = include_str!("../README.md")]
pub struct Readme;

#[cfg(feature = "decode")]
mod boxes;
#[cfg(feature = "digests")]
mod digest;
mod edit;
#[cfg(feature = "decode")]
mod file;
mod format;
mod kind;
mod part;
pub mod pdq;
#[cfg(feature = "decode")]
mod still;
mod value;
#[cfg(feature = "decode")]
pub mod video;
pub mod vpdq;
#[cfg(feature = "digests")]
pub mod work;

#[cfg(feature = "digests")]
pub use digest::{DigestStream, Digests, Hex};
pub use edit::{Change, Edge, Edit, KnownForm, Letters, Shade};
#[cfg(feature = "decode")]
pub use file::{FileHasher, FileHashes, Note, Refusal};
pub use format::{Format, SNIFF_BYTES, sniff};
pub use kind::{Medium, VariantKind};
pub use part::Part;
#[cfg(feature = "decode")]
pub use still::{
    Limits, StillError, StillHashes, Variant, Warning, hash_changed_copies, hash_edited, hash_rgba,
    hash_still,
};
pub use value::{Mask, ParsePdqError, Pdq, Quality};
pub use vpdq::Vpdq;
