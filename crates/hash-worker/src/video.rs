//! A video file, read where it lies: the browser decodes what is taken out of it here.

use hashing::video::Luma;
use std::io::{self, Read, Seek, SeekFrom};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// Whatever `video-decoder.js` reads the file with.
    pub type Source;

    #[wasm_bindgen(method, getter)]
    fn size(this: &Source) -> f64;

    #[wasm_bindgen(method, catch)]
    fn read(this: &Source, from: f64, length: u32) -> Result<Vec<u8>, JsValue>;
}

/// A file as Rust reads one.
struct File {
    source: Source,
    size: u64,
    position: u64,
}

impl Read for File {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.size.saturating_sub(self.position).min(buffer.len() as u64);
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        if length == 0 {
            return Ok(0);
        }
        let bytes = self
            .source
            .read(exact(self.position), length)
            .map_err(|_| io::ErrorKind::Other)?;
        let part = buffer.get_mut(..bytes.len()).ok_or(io::ErrorKind::InvalidData)?;
        part.copy_from_slice(&bytes);
        self.position += bytes.len() as u64;
        Ok(bytes.len())
    }
}

impl Seek for File {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::Current(by) => self.position.checked_add_signed(by),
            SeekFrom::End(by) => self.size.checked_add_signed(by),
        };
        self.position = place.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.position)
    }
}

/// A place or a size as JavaScript has it.
#[expect(
    clippy::cast_precision_loss,
    reason = "no file is larger than what a double counts exactly"
)]
const fn exact(bytes: u64) -> f64 {
    bytes as f64
}

/// A compressed picture.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Chunk(hashing::video::Chunk);

#[wasm_bindgen]
impl Chunk {
    /// When it is shown, in microseconds.
    #[wasm_bindgen(getter)]
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "no video is longer than what a double counts exactly"
    )]
    pub fn time(&self) -> f64 {
        self.0.time_us as f64
    }

    /// Whether it can be decoded without the ones before.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn key(&self) -> bool {
        self.0.key
    }

    /// The compressed bytes, which go with it.
    #[must_use]
    pub fn bytes(self) -> Vec<u8> {
        self.0.bytes
    }
}

/// The pictures of a video file: `hashing::video::Video` for `video-decoder.js`.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Video(hashing::video::Video<File>);

#[wasm_bindgen]
impl Video {
    /// Looks for the pictures of a video file.
    ///
    /// # Errors
    /// The code of the note that says why there are none.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the size of a file is a whole number"
    )]
    pub fn open(source: Source) -> Result<Self, String> {
        let size = source.size() as u64;
        let file = File {
            source,
            size,
            position: 0,
        };
        let video = hashing::video::Video::open(file, size);
        video.map(Self).map_err(|error| error.note().code().into())
    }

    /// Which codec, as `VideoDecoder` wants it named.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn codec(&self) -> String {
        self.0.codec().name.clone()
    }

    /// What the container says of it, where the codec needs that.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn description(&self) -> Option<Vec<u8>> {
        self.0.codec().description.clone()
    }

    /// How many pictures there are, if the container says so.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn count(&self) -> Option<f64> {
        self.0.count().map(exact)
    }

    /// The next compressed picture; nothing after the last.
    ///
    /// # Errors
    /// A note's code where the file ends before it or makes no sense.
    #[wasm_bindgen(js_name = nextChunk)]
    pub fn next_chunk(&mut self) -> Result<Option<Chunk>, String> {
        let chunk = self.0.next_chunk().map_err(|error| error.note().code());
        Ok(chunk?.map(Chunk))
    }

    /// Counts a decoded picture of that time in microseconds if it is shown, and says whether its pixels are wanted.
    #[wasm_bindgen(js_name = nextPicture)]
    #[expect(clippy::cast_possible_truncation, reason = "the time is one that a chunk had")]
    pub fn next_picture(&mut self, time: f64) -> bool {
        self.0.next_picture(time as i64)
    }

    /// Takes the brightness of the wanted picture, and says whether it could.
    #[wasm_bindgen(js_name = addLuma)]
    pub fn add_luma(
        &mut self,
        bytes: &[u8],
        stride: usize,
        width: usize,
        height: usize,
        bits: u32,
        full_range: bool,
    ) -> bool {
        let luma = Luma {
            bytes,
            stride,
            width,
            height,
            bits,
            full_range,
        };
        self.0.add_luma(&luma).is_ok()
    }

    /// Takes the colours of the wanted picture, 4 bytes a pixel, and says whether it could.
    #[wasm_bindgen(js_name = addRgba)]
    pub fn add_rgba(&mut self, pixels: &[u8], width: usize, height: usize) -> bool {
        self.0.add_rgba(pixels, width, height).is_ok()
    }

    pub(crate) fn into_pictures(self) -> Vec<hashing::vpdq::Sampled> {
        self.0.into_pictures()
    }
}
