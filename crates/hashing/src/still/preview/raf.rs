//! Fujifilm's RAF: a header of fixed form that says where the JPEG is.

use super::{Largest, Preview};

pub(super) fn find(bytes: &[u8]) -> Option<Preview<'_>> {
    let number = |at: usize| {
        let number = bytes.get(at..)?.first_chunk()?;
        usize::try_from(u32::from_be_bytes(*number)).ok()
    };
    let mut largest = Largest::default();
    largest.consider(bytes, number(84)?, number(88)?);
    Some(Preview {
        jpeg: largest.jpeg?,
        orientation: None,
    })
}
