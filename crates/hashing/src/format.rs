//! What a file is, told by its first bytes. Names and declared types lie too often.

use crate::{Medium, Part};

/// A file format that [`sniff`] knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// JPEG, JFIF and EXIF files.
    Jpeg,
    /// PNG and APNG.
    Png,
    /// WebP, lossy or lossless.
    WebP,
    /// GIF 87a and 89a.
    Gif,
    /// Windows bitmap.
    Bmp,
    /// TIFF, and the raw formats built on it such as DNG.
    Tiff,
    /// HEIF with an HEVC picture, as phones store it.
    Heic,
    /// HEIF with an AV1 picture.
    Avif,
    /// JPEG XL, bare or in its container.
    JpegXl,
    /// JPEG 2000.
    Jpeg2000,
    /// Windows icon.
    Ico,
    /// Adobe Photoshop.
    Photoshop,
    /// Raw pictures of Canon (CR3), Fujifilm (RAF), Panasonic (RW2) and Olympus (ORF) cameras.
    Raw,
    /// MPEG-4 and 3GPP video.
    Mp4,
    /// Apple QuickTime video.
    QuickTime,
    /// Matroska and WebM video.
    Matroska,
    /// Audio Video Interleave.
    Avi,
    /// MPEG program stream (VCD, DVD).
    Mpeg,
    /// MPEG transport stream.
    MpegTs,
    /// Windows Media Video.
    Asf,
    /// Flash video.
    Flv,
    /// Ogg, which holds video or sound.
    Ogg,
}

impl Format {
    /// Whether the format is one of pictures or of videos.
    #[must_use]
    pub const fn medium(self) -> Medium {
        match self {
            Self::Jpeg
            | Self::Png
            | Self::WebP
            | Self::Gif
            | Self::Bmp
            | Self::Tiff
            | Self::Heic
            | Self::Avif
            | Self::JpegXl
            | Self::Jpeg2000
            | Self::Ico
            | Self::Photoshop
            | Self::Raw => Medium::Image,
            Self::Mp4
            | Self::QuickTime
            | Self::Matroska
            | Self::Avi
            | Self::Mpeg
            | Self::MpegTs
            | Self::Asf
            | Self::Flv
            | Self::Ogg => Medium::Video,
        }
    }

    /// The format's usual name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::WebP => "WebP",
            Self::Gif => "GIF",
            Self::Bmp => "BMP",
            Self::Tiff => "TIFF",
            Self::Heic => "HEIC",
            Self::Avif => "AVIF",
            Self::JpegXl => "JPEG XL",
            Self::Jpeg2000 => "JPEG 2000",
            Self::Ico => "ICO",
            Self::Photoshop => "Photoshop",
            Self::Raw => "camera raw",
            Self::Mp4 => "MP4",
            Self::QuickTime => "QuickTime",
            Self::Matroska => "Matroska or WebM",
            Self::Avi => "AVI",
            Self::Mpeg => "MPEG",
            Self::MpegTs => "MPEG transport stream",
            Self::Asf => "Windows Media",
            Self::Flv => "Flash Video",
            Self::Ogg => "Ogg",
        }
    }

    /// Whether this build of the crate can turn the format into pixels.
    #[must_use]
    pub const fn decodable(self) -> bool {
        match Part::of(self) {
            // Videos are taken apart for somebody else's decoder.
            None | Some(Part::Video) => false,
            Some(part) => part.is_here(),
        }
    }
}

/// How many first bytes [`sniff`] looks at, at most.
pub const SNIFF_BYTES: usize = 64;

/// The format that a file's first bytes announce, if it is one of pictures or videos.
///
/// Give at least [`SNIFF_BYTES`] bytes unless the file is shorter. Nothing is checked beyond the announcement: the rest
/// of the file may still be damaged.
///
/// ```
/// use hashing::{Format, sniff};
/// assert_eq!(sniff(b"GIF89a..."), Some(Format::Gif));
/// assert_eq!(sniff(b"%PDF-1.7"), None);
/// ```
#[must_use]
pub fn sniff(first_bytes: &[u8]) -> Option<Format> {
    match first_bytes {
        [0xff, 0xd8, 0xff, ..] => Some(Format::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Format::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Format::WebP),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'A', b'V', b'I', b' ', ..] => Some(Format::Avi),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Format::Gif),
        // The size of the second header tells a bitmap from words that begin with BM.
        [b'B', b'M', ..] => match first_bytes.get(14..18) {
            Some([12 | 40 | 52 | 56 | 64 | 108 | 124, 0, 0, 0]) => Some(Format::Bmp),
            _ => None,
        },
        [b'I', b'I', b'R', b'O' | b'S', ..] | [b'I', b'I', b'U', 0, ..] => Some(Format::Raw),
        [b'F', b'U', b'J', b'I', b'F', b'I', b'L', b'M', ..] => Some(Format::Raw),
        // 42 is plain TIFF, 43 BigTIFF.
        [b'I', b'I', 42 | 43, 0, ..] | [b'M', b'M', 0, 42 | 43, ..] => Some(Format::Tiff),
        [0xff, 0x0a, ..] | [0, 0, 0, 12, b'J', b'X', b'L', b' ', ..] => Some(Format::JpegXl),
        [0, 0, 0, 12, b'j', b'P', b' ', b' ', ..] | [0xff, 0x4f, 0xff, 0x51, ..] => Some(Format::Jpeg2000),
        [0, 0, 1, 0, 1..=64, 0, ..] => Some(Format::Ico),
        [b'8', b'B', b'P', b'S', 0, 1 | 2, ..] => Some(Format::Photoshop),
        [0x1a, 0x45, 0xdf, 0xa3, ..] => Some(Format::Matroska),
        [0, 0, 1, 0xba | 0xb3, ..] => Some(Format::Mpeg),
        [0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11, ..] => Some(Format::Asf),
        [b'F', b'L', b'V', 1, ..] => Some(Format::Flv),
        [b'O', b'g', b'g', b'S', ..] => Some(Format::Ogg),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => iso_brand(first_bytes),
        // Old QuickTime files begin with their content instead of a `ftyp` box.
        [_, _, _, _, b'm', b'o', b'o', b'v', ..]
        | [_, _, _, _, b'm', b'd', b'a', b't', ..]
        | [_, _, _, _, b'w', b'i', b'd', b'e', ..] => Some(Format::QuickTime),
        // Packets of 188 bytes, alone or (in camcorders' files) after 4 bytes of time.
        [0x47, 0x40, _, 0x10..=0x3f, ..] | [_, _, _, _, 0x47, 0x40, _, 0x10..=0x3f, ..] => {
            Some(Format::MpegTs)
        }
        _ => None,
    }
}

/// Whether an AVIF or HEIF file announces a sequence of pictures in the first place (ISO/IEC 23008-12, 10.3).
#[cfg(feature = "decode")]
pub(crate) fn is_sequence(first_bytes: &[u8]) -> bool {
    let brand = first_bytes.get(8..12);
    [b"avis", b"hevc", b"hevx", b"msf1"]
        .into_iter()
        .any(|sequence| brand == Some(sequence))
}

/// Tells still pictures from videos among files of the ISO base media format (ISO/IEC 14496-12) by their brands.
fn iso_brand(first_bytes: &[u8]) -> Option<Format> {
    let size = first_bytes
        .first_chunk()
        .map_or(0, |size| u32::from_be_bytes(*size));
    let end = usize::try_from(size)
        .unwrap_or(usize::MAX)
        .clamp(12, first_bytes.len().max(12));
    let brands = first_bytes.get(8..end)?.as_chunks::<4>().0;
    let major = brands.first()?;
    // The second number is the minor version, no brand.
    let compatible = |wanted: &[u8; 4]| brands.iter().skip(2).any(|brand| brand == wanted);
    match major {
        b"avif" | b"avis" => Some(Format::Avif),
        b"heic" | b"heix" | b"hevc" | b"hevx" | b"heim" | b"heis" => Some(Format::Heic),
        // The neutral brands: what is inside is among the compatible ones.
        b"mif1" | b"msf1" | b"miaf" if compatible(b"avif") => Some(Format::Avif),
        b"mif1" | b"msf1" | b"miaf" => Some(Format::Heic),
        b"crx " => Some(Format::Raw),
        b"jxl " => Some(Format::JpegXl),
        b"qt  " => Some(Format::QuickTime),
        // Sound only.
        b"M4A " | b"M4B " | b"M4P " => None,
        _ => Some(Format::Mp4),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phone_pictures_and_phone_videos_are_told_apart() {
        assert_eq!(sniff(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), Some(Format::Heic));
        assert_eq!(
            sniff(b"\0\0\0\x1cftypmif1\0\0\0\0mif1heicmiaf"),
            Some(Format::Heic)
        );
        assert_eq!(
            sniff(b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf"),
            Some(Format::Avif)
        );
        assert_eq!(
            sniff(b"\0\0\0\x1cftypavif\0\0\0\0mif1avifmiaf"),
            Some(Format::Avif)
        );
        assert_eq!(sniff(b"\0\0\0\x14ftypqt  \0\0\0\0qt  "), Some(Format::QuickTime));
        assert_eq!(sniff(b"\0\0\0\x18ftypmp42\0\0\0\0isommp42"), Some(Format::Mp4));
        assert_eq!(sniff(b"\0\0\0\x18ftypM4A \0\0\0\0isommp42"), None);
    }

    #[test]
    fn announcements_cut_short_are_no_format_and_no_panic() {
        for whole in [
            &b"\x89PNG\r\n\x1a\n"[..],
            b"RIFF\0\0\0\0WEBP",
            b"\0\0\0\x18ftypheic\0\0\0\0mif1",
            b"\xff\xd8\xff",
        ] {
            assert!(sniff(whole).is_some());
            for end in 0..whole.len().min(8) {
                assert_eq!(
                    sniff(&whole[..end.min(whole.len() - 1)]),
                    None,
                    "{whole:?} up to {end}"
                );
            }
        }
        assert_eq!(sniff(b"\xff\xff\xff\xffftypmp42"), Some(Format::Mp4));
        assert_eq!(sniff(b"\0\0\0\0ftypmp42"), Some(Format::Mp4));
        assert_eq!(sniff(b"\0\0\0\0ftyp"), None);
    }

    #[test]
    fn texts_and_documents_are_no_media() {
        for other in [
            &b""[..],
            b"BMW is a car",
            b"%PDF-1.4",
            b"PK\x03\x04",
            b"<svg xmlns=",
            b"ID3\x04",
            b"\x7fELF",
        ] {
            assert_eq!(sniff(other), None, "{other:?}");
        }
    }
}
