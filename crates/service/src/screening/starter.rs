//! The pictures that the program brings along, which anyone may know.

use domain::hash::FileHash;
use hashing::{Edit, KnownForm, Mask, Pdq};

use super::known::{Known, Origin};

/// Hashes of freely licensed pictures, one a line: PDQ, then where it comes from, then the SHA-256, SHA-1 and MD5 of its
/// file in one, where that was at hand. How they were chosen: docs/MODERATION.md.
const STARTER: &str = include_str!("starter.tsv");
/// Their forms, in the same order: of each which of [`Edit::ALL`] there are forms of, as 64 bits, the first edit the lowest,
/// little-endian; then the PDQ and the mask of each, of the whole picture the mask only. `cargo xtask starter` makes it.
const STARTER_FORMS: &[u8] = include_bytes!("starter-forms.bin");
const _: () = assert!(Edit::ALL.len() <= 64, "a bit for each edit");

/// All of them, in the order of the file.
pub(super) fn starter() -> impl Iterator<Item = Known> {
    let mut rest = STARTER_FORMS;
    STARTER.lines().filter_map(move |line| {
        let (pdq, source) = line.split_once('\t')?;
        let (source, file) = source.split_once('\t').unwrap_or((source, ""));
        let pdq = Pdq::parse(pdq).ok()?;
        let (forms, after) = starter_forms(pdq, rest)?;
        rest = after;
        Some(Known {
            pdq,
            source: source.to_owned(),
            origin: Origin::Starter,
            forms,
            files: starter_file(file),
        })
    })
}

/// The SHA-256, the SHA-1 and the MD5 in these digits; none where there are no such.
fn starter_file(digits: &str) -> Vec<FileHash> {
    let bytes = hex::decode(digits).unwrap_or_default();
    let split = || {
        let (sha256, rest) = bytes.split_first_chunk::<32>()?;
        let (sha1, md5) = rest.split_first_chunk::<20>()?;
        Some(vec![
            FileHash::Sha256(*sha256),
            FileHash::Sha1(*sha1),
            FileHash::Md5(md5.try_into().ok()?),
        ])
    };
    split().unwrap_or_default()
}

/// The forms of the picture whose bytes these begin with, and the bytes of those after it.
fn starter_forms(pdq: Pdq, bytes: &[u8]) -> Option<(Vec<KnownForm>, &[u8])> {
    let (made, mut rest) = bytes.split_first_chunk()?;
    let made = u64::from_le_bytes(*made);
    if made.checked_shr(Edit::ALL.len().try_into().ok()?).unwrap_or(0) != 0 {
        return None;
    }
    let mut forms = Vec::new();
    for (place, edit) in Edit::ALL.into_iter().enumerate() {
        if made >> place & 1 == 0 {
            continue;
        }
        // The whole picture's own hash stands in the other file.
        let mut own = pdq;
        if edit != Edit::NONE {
            let (hash, after) = rest.split_first_chunk()?;
            (own, rest) = (Pdq::from_bytes(*hash), after);
        }
        let (mask, after) = rest.split_first_chunk()?;
        rest = after;
        forms.push(KnownForm {
            edit,
            pdq: own,
            mask: Mask::from_bytes(*mask),
        });
    }
    Some((forms, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_that_the_program_brings_along_is_a_hash_with_its_source() {
        let count = STARTER.lines().count();
        assert_eq!(starter().count(), count);
        assert!(count > 100, "{count}");
        assert!(
            starter().all(|one| one.source.len() > 5 && !one.source.contains('\t')),
            "and whatever comes after it is no part of it"
        );
    }

    #[test]
    fn the_file_of_a_picture_that_the_program_brings_along_may_be_known_too() {
        let digits = ["01".repeat(32), "02".repeat(20), "03".repeat(16)].concat();
        let expected = [
            FileHash::Sha256([1; 32]),
            FileHash::Sha1([2; 20]),
            FileHash::Md5([3; 16]),
        ];
        assert_eq!(starter_file(&digits), expected);
        for none in ["", "01", &digits[2..], "a name"] {
            assert_eq!(starter_file(none), [], "{none}");
        }
    }

    #[test]
    fn whatever_the_program_brings_along_is_found_cut_off_too() {
        let (mut found, mut read) = (0, 0);
        for one in starter() {
            let whole = one.forms.iter().find(|form| form.edit == Edit::NONE);
            assert!(whole.is_none_or(|form| form.pdq == one.pdq), "{}", one.source);
            found += one
                .forms
                .iter()
                .filter(|form| form.match_distance().is_some())
                .count();
            let masks = 32 * one.forms.len();
            let hashes = 32 * one.forms.iter().filter(|form| form.edit != Edit::NONE).count();
            read += 8 + masks + hashes;
        }
        assert_eq!(read, STARTER_FORMS.len(), "every byte belongs to a picture");
        assert!(found > 15 * starter().count(), "{found} forms");
        let mut edits = starter().flat_map(|one| one.forms).map(|form| form.edit);
        assert!(edits.any(|edit| matches!(edit, Edit::EdgeOff(..))));
    }
}
