//! The pictures that the program brings along, which anyone may know.

use domain::hash::FileHash;
use hashing::{Edit, KnownForm, Mask, Pdq};

use super::known::{Known, Origin};

/// Hashes of freely licensed pictures, one a line: PDQ, then where it comes from, then the SHA-256, SHA-1 and MD5 of its
/// file in one, where that was at hand. How they were chosen: docs/MODERATION.md.
const STARTER: &str = include_str!("starter.tsv");
/// Their forms, in the same order: of each the mask of the whole picture, and for each further one of [`Edit::ALL`] the PDQ and
/// its mask. `cargo xtask starter` makes it.
const STARTER_FORMS: &[u8] = include_bytes!("starter-forms.bin");
/// Bytes of a picture's forms.
const FORMS: usize = 32 + (Edit::ALL.len() - 1) * 64;

/// All of them, in the order of the file.
pub(super) fn starter() -> impl Iterator<Item = Known> {
    STARTER
        .lines()
        .zip(STARTER_FORMS.chunks_exact(FORMS))
        .filter_map(|(line, forms)| {
            let (pdq, rest) = line.split_once('\t')?;
            let (source, file) = rest.split_once('\t').unwrap_or((rest, ""));
            let pdq = Pdq::parse(pdq).ok()?;
            Some(Known {
                pdq,
                source: source.to_owned(),
                origin: Origin::Starter,
                forms: starter_forms(pdq, forms),
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

/// What the bytes of a starter's forms say; a form of which nothing counts is none.
fn starter_forms(pdq: Pdq, bytes: &[u8]) -> Vec<KnownForm> {
    let (values, _) = bytes.as_chunks::<32>();
    // The whole picture's own hash stands in the other file.
    let whole = [*pdq.as_bytes()];
    let pairs = whole.iter().chain(values).collect::<Vec<_>>();
    let (pairs, _) = pairs.as_chunks::<2>();
    Edit::ALL
        .into_iter()
        .zip(pairs)
        .map(|(edit, [pdq, mask])| KnownForm {
            edit,
            pdq: Pdq::from_bytes(**pdq),
            mask: Mask::from_bytes(**mask),
        })
        .filter(|form| form.mask.bits() > 0)
        .collect()
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
        assert_eq!(STARTER_FORMS.len(), STARTER.lines().count() * FORMS);
        let mut found = 0;
        for one in starter() {
            let whole = one.forms.iter().find(|form| form.edit == Edit::NONE);
            assert!(whole.is_none_or(|form| form.pdq == one.pdq), "{}", one.source);
            found += one
                .forms
                .iter()
                .filter(|form| form.match_distance().is_some())
                .count();
        }
        assert!(found > 5 * starter().count(), "{found} forms");
    }
}
