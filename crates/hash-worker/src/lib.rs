//! The browser's worker that hashes files: the only code that ever sees a picture.
//!
//! It is one classic script: the glue that wasm-bindgen generates for `no-modules`, in a function that makes as many
//! programs as are needed, then `worker.js` of this crate. The script's own answer forbids every connection
//! (`default-src 'none'; script-src 'wasm-unsafe-eval'`), so the page compiles the WebAssembly modules and hands them
//! over.
//!
//! # Parts
//! Decoders are large, and few people need all of them. So there is a module for each `hashing::Part`, all built from
//! this crate with one feature each: `base` comes first, sees what a file is by its bytes, never by its name, and the
//! worker asks the page for another one if that has to do it. Each is complete: no two work on one file. They share
//! the glue, which the build checks.
//!
//! # Protocol, version 2
//! Every message is an object with `v: 2` and a `type`. `end2end/tests/protocol.hydrate.spec.ts` holds the worker to each of them.
//!
//! | from the page | |
//! | --- | --- |
//! | `{v, type: "start", modules}` | first, once: compiled `WebAssembly.Module`s by the names of their parts. `base` has to be among them; those that the page has already spare the question |
//! | `{v, type: "hash", id, file, exact?}` | a `File` or `Blob`; `id` is any number, repeated in the answers. May be sent while another file is being hashed: files are taken one after the other. Where `exact` is true nothing is decoded, and the file has exact hashes and the note `exact-chosen`: for a device whose memory does not suffice |
//! | `{v, type: "work", challenge, bits}` | no file at all: find a number as `hashing::work` says |
//! | `{v, type: "part", part, module}` | the answer to `need`; `module` is null if it could not be had |
//!
//! | from the worker | |
//! | --- | --- |
//! | `{v, type: "ready"}` | `start` worked |
//! | `{v, type: "need", id, part}` | the file needs this part; nothing goes on before the answer |
//! | `{v, type: "progress", id, done, total, of}` | so many of so many `bytes` have been read; then, of a video, so many of about so many `pictures` decoded (`total` is 0 where that is not known) |
//! | `{v, type: "hashed", id, result}` | the hashes: `{medium, sha256, sha1, md5, pdq?, quality?, vpdq?, variants: [{kind, pdq, quality}], notes: [code]}`; hashes are lower-case hexadecimal, `medium` is `image` or `video`, `pdq` and `quality` are missing where there is no perceptual hash of a still picture, and `vpdq` (`hashing::Vpdq`) where there is none of a video or an animation |
//! | `{v, type: "worked", number}` | the number that was found |
//! | `{v, type: "refused", id, reason}` | nothing in this file should be submitted: a code of `hashing::Refusal` |
//! | `{v, type: "failed", id, reason}` | no answer about this file (`id`) or to a message (`id` is null), see below |
//!
//! Codes of notes, refusals and kinds are listed in the documentation of `hashing`. Reasons of `failed`:
//!
//! | reason | |
//! | --- | --- |
//! | `protocol` | a message that is none of the above, or of another version |
//! | `module` | a module could not be started, or the page could not get the one that the file needs |
//! | `not-started` | a file came before `start` |
//! | `unreadable` | the browser could not read the file: it was moved or changed, or is not on the device |
//! | `crashed` | the program ended while the file was being read |
//! | `spent` | a file came after the program had ended: use a new worker |
//!
//! If decoding ends the program, which should happen for want of memory only, the file is still answered with its exact
//! hashes and the note `decoder-failed` (of a video `exact-only-video`), and the worker is spent. After `spent` or `crashed`, and to cancel or when a
//! file takes too long, end the worker and make another: compiling was the expensive part, and the page has kept that.
//! A new worker for each file also gives back its memory, which a WebAssembly instance never does.
//!
//! # AVIF
//! No decoder in Rust that can be built for the browser is free of C and well kept, and every browser has one. So AVIF
//! is decoded by the browser, without its colour management, and read back from a canvas; but only if pictures of
//! known pixels come back from there as they went in. Some browsers alter what is read back, against tracking, and the
//! hash of altered pixels would be worthless without looking so. Then, and where there is no canvas, the file has
//! exact hashes and the note `altered-pixels` or `exact-only-format`.
//!
//! # Videos
//! MP4, QuickTime, Matroska and WebM are taken apart by the part `video` (`hashing::video`), and decoded by the browser's
//! `VideoDecoder` within this worker. It hands out brightness as it is in the video, so there is no colour to be managed;
//! where it does not, colours, and only if that fails too, a canvas after the same trial as for AVIF. A `<video>` element
//! would have to be in the page, which has a network: so there is none, and where a browser has no `VideoDecoder` the
//! file has exact hashes and the note `no-video-decoder`.
//!
//! The file is read twice, once for the exact hashes and once for the pictures, each time in portions: the index may
//! stand at its end. At most sixteen compressed pictures wait, and few decoded ones. After twenty minutes of decoding, or
//! where the decoder hands out nothing for half a minute, what was seen until then counts (`partial-video`); if that is
//! nothing, the browser has no decoder that is of use (`no-video-decoder`). What stands before the first picture that can
//! be decoded on its own is left out.
//!
//! # Limits
//! Files are read in portions of 1 MiB. Pictures up to 64 MiB are collected and decoded if they announce at most 100
//! megapixels (`hashing::Limits`); larger ones and other formats pass through in constant memory and get exact
//! hashes. The module's memory cannot grow beyond 1 GiB. Time is not limited here: a program cannot interrupt itself.
#![cfg(target_family = "wasm")]

mod video;

use hashing::{FileHasher, FileHashes, Hex, Note, Part, SNIFF_BYTES, sniff};
use video::Video;
use wasm_bindgen::prelude::wasm_bindgen;

/// The name of the part that a file with these first bytes needs.
#[wasm_bindgen(js_name = partOf)]
#[must_use]
pub fn part_of(first_bytes: &[u8]) -> String {
    let first_bytes = &first_bytes[..first_bytes.len().min(SNIFF_BYTES)];
    sniff(first_bytes)
        .and_then(Part::of)
        .unwrap_or(Part::Base)
        .as_str()
        .into()
}

/// A number with which the SHA-256 of the text begins with so many zero bits, among `tries` from `from` on; see
/// `hashing::work`.
#[wasm_bindgen(js_name = searchWork)]
#[must_use]
pub fn search_work(text: &str, bits: u8, from: u32, tries: u32) -> Option<u32> {
    hashing::work::search(text, bits, from.into(), tries.into()).and_then(|found| u32::try_from(found).ok())
}

/// One file being hashed.
#[wasm_bindgen]
#[derive(Debug)]
pub struct HashedFile(FileHasher);

#[wasm_bindgen]
impl HashedFile {
    /// A file of which nothing has been read, with the type that the browser gives it.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(declared: &str) -> Self {
        Self(FileHasher::new(Some(declared)))
    }

    /// Takes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// What to say about the file if `finish` ends the program.
    ///
    /// # Errors
    /// The refusal's code.
    #[wasm_bindgen(js_name = withoutDecoding)]
    pub fn without_decoding(&self) -> Result<Hashes, String> {
        self.0
            .without_decoding()
            .map(Hashes)
            .map_err(|refusal| refusal.code().into())
    }

    /// Width and height that the picture announces if the browser is to decode it, else nothing.
    #[wasm_bindgen(js_name = foreignDimensions)]
    #[must_use]
    pub fn foreign_dimensions(&self) -> Vec<u32> {
        self.0
            .foreign_dimensions()
            .map_or_else(Vec::new, |(width, height)| vec![width, height])
    }

    /// All hashes, with the pixels that the browser gave: 4 bytes each, red, green, blue, opacity.
    ///
    /// # Errors
    /// The refusal's code.
    #[wasm_bindgen(js_name = finishWithPixels)]
    pub fn finish_with_pixels(self, pixels: Vec<u8>, width: u32, height: u32) -> Result<Hashes, String> {
        self.0
            .finish_with_pixels(pixels, width, height)
            .map(Hashes)
            .map_err(|refusal| refusal.code().into())
    }

    /// The exact hashes, and the note of that code, which says why there are no others.
    ///
    /// # Errors
    /// The refusal's code.
    #[wasm_bindgen(js_name = finishNoting)]
    pub fn finish_noting(self, note: &str) -> Result<Hashes, String> {
        let note = Note::parse(note).unwrap_or(Note::ExactOnlyUnknown);
        self.0
            .finish_noting(note)
            .map(Hashes)
            .map_err(|refusal| refusal.code().into())
    }

    /// All hashes, of a video whose pictures were given to `video`; `whole` if they were all there are.
    ///
    /// # Errors
    /// The refusal's code.
    #[wasm_bindgen(js_name = finishWithVideo)]
    pub fn finish_with_video(self, video: Video, whole: bool) -> Result<Hashes, String> {
        self.0
            .finish_with_pictures(video.into_pictures(), whole)
            .map(Hashes)
            .map_err(|refusal| refusal.code().into())
    }

    /// All hashes.
    ///
    /// # Errors
    /// The refusal's code.
    pub fn finish(self) -> Result<Hashes, String> {
        self.0
            .finish()
            .map(Hashes)
            .map_err(|refusal| refusal.code().into())
    }
}

/// The hashes of a file.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Hashes(FileHashes);

#[wasm_bindgen]
impl Hashes {
    /// `image` or `video`.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn medium(&self) -> String {
        self.0.medium.as_str().into()
    }

    /// SHA-256, hexadecimal.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn sha256(&self) -> String {
        Hex(&self.0.digests.sha256).to_string()
    }

    /// SHA-1, hexadecimal.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn sha1(&self) -> String {
        Hex(&self.0.digests.sha1).to_string()
    }

    /// MD5, hexadecimal.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn md5(&self) -> String {
        Hex(&self.0.digests.md5).to_string()
    }

    /// PDQ, hexadecimal, if the picture could be decoded.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn pdq(&self) -> Option<String> {
        self.0.still.as_ref().map(|still| still.pdq.to_string())
    }

    /// The quality of `pdq`, 0 to 100.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn quality(&self) -> Option<u8> {
        self.0.still.as_ref().map(|still| still.quality.get())
    }

    /// The pictures of a video or an animation, hexadecimal, as `hashing::Vpdq` has them.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn vpdq(&self) -> Option<String> {
        self.0.vpdq().map(|vpdq| vpdq.to_string())
    }

    /// The hashes of the picture in other forms.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn variants(&self) -> Vec<Variant> {
        self.0
            .still
            .iter()
            .flat_map(|still| &still.variants)
            .copied()
            .map(Variant)
            .collect()
    }

    /// Codes of what its owner should be told.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        self.0.notes.iter().map(|note| note.code().into()).collect()
    }
}

/// The hash of a picture in another form.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Variant(hashing::Variant);

#[wasm_bindgen]
impl Variant {
    /// Which form.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn kind(&self) -> String {
        self.0.kind.as_str().into()
    }

    /// PDQ, hexadecimal.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn pdq(&self) -> String {
        self.0.pdq.to_string()
    }

    /// Its quality, 0 to 100.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn quality(&self) -> u8 {
        self.0.quality.get()
    }
}
