//! What people submit, made up: hashes that are like no others.

use domain::{
    Entropy as _,
    list::ListName,
    submission::{Form, ItemForm, VERSION},
};

use crate::machine::MachineEntropy;

/// So many random bytes, as hex digits.
pub(crate) fn digits(length: usize) -> String {
    let mut bytes = vec![0; length];
    MachineEntropy.fill(&mut bytes);
    hex::encode(bytes)
}

/// A photo with SHA-256, MD5 and a PDQ of that quality.
pub(crate) fn photo(quality: u8) -> ItemForm {
    ItemForm {
        medium: "image".to_owned(),
        sha256: digits(32),
        md5: digits(16),
        sha1: None,
        pdq: Some(half_of_the_bits()),
        quality: Some(quality),
        vpdq: None,
        variants: Vec::new(),
    }
}

/// A new case with these items.
pub(crate) fn case(items: Vec<ItemForm>) -> Form {
    Form {
        version: VERSION,
        key: digits(32),
        list: ListName::exploitative().to_string(),
        case: None,
        items,
        padding: String::new(),
    }
}

/// A PDQ as a picture has it, in this one respect.
fn half_of_the_bits() -> String {
    let mut half = [0; 16];
    MachineEntropy.fill(&mut half);
    hex::encode(half) + &hex::encode(half.map(|byte: u8| !byte))
}
