//! Bytes as the API writes them.

use serde::{Serialize, Serializer};

/// Bytes that are written as lower-case hex digits, without a text of their own in memory: a page has fifty thousand.
pub(super) struct Hex<T>(pub(super) T);

impl<T: AsRef<[u8]>> Serialize for Hex<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bytes = self.0.as_ref();
        // Room for whatever has a fixed length; only the hash of a video has more.
        let mut room = [0; 64];
        let written = room
            .get_mut(..2 * bytes.len())
            .and_then(|digits| hex::encode_to_str(bytes, digits).ok());
        match written {
            Some(digits) => serializer.serialize_str(digits),
            None => serializer.serialize_str(&hex::encode(bytes)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_of_any_length_are_written_as_digits() {
        for length in [0, 1, 16, 32, 33, 21_000] {
            let bytes = vec![0xAB; length];
            let written = serde_json::to_string(&Hex(bytes)).unwrap();
            assert_eq!(written, format!("\"{}\"", "ab".repeat(length)));
        }
    }
}
