//! Names of codecs as decoders want them (RFC 6381 and the registrations beside it).

use super::{Codec, VideoError, avc::is_coloured};
use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::fmt::Write as _;

/// The codec of that Matroska name, with what the container says of it and the first bytes of its first picture.
pub(super) fn of_matroska(id: &str, private: Option<&[u8]>, first: &[u8]) -> Result<Codec, VideoError> {
    let described = |name: Option<String>| {
        Ok(Codec {
            name: name.ok_or(VideoError::Damaged)?,
            description: private.map(Vec::from),
        })
    };
    let plain = |name: String| {
        Ok(Codec {
            name,
            description: None,
        })
    };
    let private = private.unwrap_or_default();
    match id {
        "V_MPEG4/ISO/AVC" if is_coloured(private) => Err(VideoError::Unsupported),
        "V_MPEG4/ISO/AVC" => described(avc(private)),
        "V_MPEGH/ISO/HEVC" => described(hevc("hvc1", private)),
        "V_AV1" => described(av1(private)),
        "V_VP8" => plain("vp8".to_string()),
        "V_VP9" if is_rgb_vp9(first) => Err(VideoError::Unsupported),
        "V_VP9" => plain(vp9(first)),
        _ => Err(VideoError::Unsupported),
    }
}

/// Of `avcC` (ISO/IEC 14496-15, 5.3.3.1).
fn avc(record: &[u8]) -> Option<String> {
    let [1, profile, constraints, level, ..] = record else {
        return None;
    };
    Some(format!("avc1.{profile:02x}{constraints:02x}{level:02x}"))
}

/// Of `hvcC` (ISO/IEC 14496-15, 8.3.3.1 and annex E.3).
pub(super) fn hevc(prefix: &str, record: &[u8]) -> Option<String> {
    let [_, profile, compatibility @ ..] = record else {
        return None;
    };
    let (compatibility, rest) = compatibility.split_first_chunk::<4>()?;
    let (constraints, rest) = rest.split_first_chunk::<6>()?;
    let level = rest.first()?;
    let space = ["", "A", "B", "C"][usize::from(profile >> 6)];
    let tier = if profile & 0x20 == 0 { 'L' } else { 'H' };
    let compatibility = u32::from_be_bytes(*compatibility).reverse_bits();
    let mut name = format!(
        "{prefix}.{space}{}.{compatibility:x}.{tier}{level}",
        profile & 0x1f
    );
    let last = constraints
        .iter()
        .rposition(|byte| *byte != 0)
        .map_or(0, |last| last + 1);
    for byte in &constraints[..last] {
        let _ = write!(name, ".{byte:x}");
    }
    Some(name)
}

/// Of `av1C` (AV1 Codec ISO Media File Format Binding, 2.3).
fn av1(record: &[u8]) -> Option<String> {
    let [0x81, profile_level, flags, ..] = record else {
        return None;
    };
    let (profile, level) = (profile_level >> 5, profile_level & 0x1f);
    let tier = if flags & 0x80 == 0 { 'M' } else { 'H' };
    let bits = match (flags & 0x40 != 0, flags & 0x20 != 0) {
        (false, _) => 8,
        (true, false) => 10,
        (true, true) => 12,
    };
    Some(format!("av01.{profile}.{level:02}{tier}.{bits:02}"))
}

/// A bit of a picture's header, counted from the first.
fn bit(of: &[u8], number: usize) -> usize {
    let byte = of.get(number / 8).copied().unwrap_or_default();
    usize::from(byte >> (7 - number % 8) & 1)
}

/// Whether a key picture of VP9 has red, green and blue (VP9 Bitstream Specification, 7.2.2: colour space 7):
/// its first plane is green and no brightness, which browsers do not say.
pub(super) fn is_rgb_vp9(first: &[u8]) -> bool {
    let profile = bit(first, 2) | bit(first, 3) << 1;
    let space_at = 4 + usize::from(profile == 3) + 4 + 24 + usize::from(profile >= 2);
    (space_at..space_at + 3).all(|number| bit(first, number) == 1)
}

/// From the header of a key picture (VP9 Bitstream Specification, 6.2): Matroska does not have to say it. The level is
/// one that decoders do not refuse for being too high.
fn vp9(first: &[u8]) -> String {
    let bit = |number| bit(first, number);
    let profile = bit(2) | bit(3) << 1;
    // Frame marker, profile, a reserved bit for profile 3, four flags, 24 bits that never change.
    let depth_at = 4 + usize::from(profile == 3) + 4 + 24;
    let bits = match (profile >= 2, bit(depth_at)) {
        (false, _) => 8,
        (true, 0) => 10,
        (true, _) => 12,
    };
    format!("vp09.{profile:02}.51.{bits:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(id: &str, private: &[u8], first: &[u8]) -> Result<String, VideoError> {
        of_matroska(id, Some(private), first).map(|codec| codec.name)
    }

    #[test]
    fn codecs_have_the_names_that_decoders_know() {
        assert_eq!(
            name("V_MPEG4/ISO/AVC", &[1, 0x64, 0, 0x1f, 0xff], &[]).unwrap(),
            "avc1.64001f"
        );
        let hvcc = [1, 1, 0x60, 0, 0, 0, 0x90, 0, 0, 0, 0, 0, 93, 0xf0];
        assert_eq!(name("V_MPEGH/ISO/HEVC", &hvcc, &[]).unwrap(), "hvc1.1.6.L93.90");
        let main10 = [1, 0x22, 0x20, 0, 0, 0, 0xb0, 0, 0, 0, 0, 0, 153, 0xf0];
        assert_eq!(
            name("V_MPEGH/ISO/HEVC", &main10, &[]).unwrap(),
            "hvc1.2.4.H153.b0"
        );
        assert_eq!(
            name("V_AV1", &[0x81, 0x04, 0x0c, 0], &[]).unwrap(),
            "av01.0.04M.08"
        );
        assert_eq!(
            name("V_AV1", &[0x81, 0x28, 0xcc, 0], &[]).unwrap(),
            "av01.1.08H.10"
        );
        assert_eq!(name("V_VP8", &[], &[]).unwrap(), "vp8");
        assert_eq!(
            name("V_VP9", &[], &[0x82, 0x49, 0x83, 0x42, 0]).unwrap(),
            "vp09.00.51.08"
        );
        assert_eq!(
            name("V_VP9", &[], &[0x92, 0x49, 0x83, 0x42, 0]).unwrap(),
            "vp09.02.51.10"
        );
        assert_eq!(
            name("V_VP9", &[], &[0x92, 0x49, 0x83, 0x42, 0x80]).unwrap(),
            "vp09.02.51.12"
        );
    }

    #[test]
    fn descriptions_cut_short_are_damaged_and_other_codecs_unsupported() {
        for id in ["V_MPEG4/ISO/AVC", "V_MPEGH/ISO/HEVC", "V_AV1"] {
            for length in 0..3 {
                let cut = [1, 0x81, 0][..length].to_vec();
                assert_eq!(name(id, &cut, &[]), Err(VideoError::Damaged), "{id} {length}");
            }
        }
        assert_eq!(name("V_THEORA", &[], &[]), Err(VideoError::Unsupported));
        let rgb = [0xa2, 0x49, 0x83, 0x42, 0xe0];
        assert_eq!(name("V_VP9", &[], &rgb), Err(VideoError::Unsupported));
    }
}
