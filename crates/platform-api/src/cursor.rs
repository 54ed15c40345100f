//! The place where the next page of a wire that pages by time starts, as clients hand it back.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{Timestamp, id::SubscriberId, list::ListName, served::Wire, subscriber::Subscriber};
use service::{
    Service,
    cursor_seal::{CursorSeals, SEAL},
};
use storage::history::ListingCursor;

/// Counted up when the bytes below change.
const VERSION: u8 = 2;
/// What is written: the version, three moments and a number of eight bytes each, and the seal.
const LENGTH: usize = 1 + 4 * 8 + SEAL;

/// A window of time and the last entry of it that was served.
///
/// Clients send only the cursor, so it says everything that the first request said. It is a place in an order that
/// never changes, so it is good for as long as the secret that it was sealed under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cursor {
    pub(crate) from: Timestamp,
    pub(crate) to: Timestamp,
    pub(crate) after: ListingCursor,
}

/// Writes and reads the cursors of one reader of a list on one wire.
///
/// The seal covers all three. A reader's id is drawn at random in each database, so a cursor of another database is
/// not taken either, even where both have the same secret: numbers there count other changes.
pub(crate) struct Cursors {
    seals: CursorSeals,
    wire: Wire,
    list: ListName,
    reader: SubscriberId,
}

impl Cursors {
    pub(crate) fn of(service: &Service, wire: Wire, list: &ListName, reader: &Subscriber) -> Self {
        Self {
            seals: service.cursor_seals(),
            wire,
            list: list.clone(),
            reader: reader.id,
        }
    }

    /// Text that fits into a query as it is.
    pub(crate) fn write(&self, cursor: &Cursor) -> String {
        let mut bytes = vec![VERSION];
        for at in [cursor.from, cursor.to, cursor.after.changed_at] {
            bytes.extend(at.as_millis().to_be_bytes());
        }
        bytes.extend(cursor.after.number.to_be_bytes());
        let seal = self.seals.seal(&self.sealed(&bytes));
        bytes.extend(seal);
        BASE64_URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Reads what [`Self::write`] wrote for the same reader, list and wire; `None` for anything else.
    pub(crate) fn read(&self, text: &str) -> Option<Cursor> {
        let bytes: [u8; LENGTH] = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?;
        let (said, seal) = bytes.split_last_chunk()?;
        if !self.seals.know(&self.sealed(said), seal) {
            return None;
        }
        let (&version, numbers) = said.split_first()?;
        let number = |place: usize| numbers[place * 8..][..8].try_into().map(u64::from_be_bytes).ok();
        let at = |place: usize| number(place).map(|bits| Timestamp::from_millis(bits.cast_signed()));
        let after = ListingCursor {
            changed_at: at(2)?,
            number: number(3)?,
        };
        let cursor = Cursor {
            from: at(0)?,
            to: at(1)?,
            after,
        };
        (version == VERSION).then_some(cursor)
    }

    /// What the seal is of. Neither names of wires nor of lists have a zero byte, so no two readings give the same.
    fn sealed(&self, said: &[u8]) -> Vec<u8> {
        [
            self.wire.as_str().as_bytes(),
            &[0],
            self.list.as_str().as_bytes(),
            &[0],
            self.reader.as_bytes(),
            said,
        ]
        .concat()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;
    use service::keys::Keys;

    use super::*;

    /// The cursors of someone who reads the first list on a wire.
    pub(crate) fn cursors(wire: Wire) -> Cursors {
        Cursors {
            seals: Keys::derive(&[7; 32]).into(),
            wire,
            list: ListName::exploitative(),
            reader: SubscriberId::from_bytes([1; 16]),
        }
    }

    fn cursor() -> Cursor {
        Cursor {
            from: Timestamp::from_seconds(-18_000),
            to: Timestamp::from_seconds(2_000),
            after: ListingCursor {
                changed_at: Timestamp::from_seconds(1_000),
                number: 17,
            },
        }
    }

    #[test]
    fn a_cursor_of_another_list_wire_reader_or_secret_is_refused() {
        let text = cursors(Wire::Ncmec).write(&cursor());
        assert_eq!(cursors(Wire::Ncmec).read(&text), Some(cursor()));
        let others = [
            Cursors {
                list: ListName::adult(),
                ..cursors(Wire::Ncmec)
            },
            cursors(Wire::StopNcii),
            Cursors {
                reader: SubscriberId::from_bytes([2; 16]),
                ..cursors(Wire::Ncmec)
            },
            Cursors {
                seals: Keys::derive(&[8; 32]).into(),
                ..cursors(Wire::Ncmec)
            },
        ];
        for other in others {
            assert_eq!(other.read(&text), None);
        }
    }

    #[test]
    fn a_cursor_in_which_any_bit_was_changed_is_refused() {
        let cursors = cursors(Wire::Ncmec);
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursors.write(&cursor())).unwrap();
        for bit in 0..bytes.len() * 8 {
            let mut forged = bytes.clone();
            forged[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(
                cursors.read(&BASE64_URL_SAFE_NO_PAD.encode(forged)),
                None,
                "{bit}"
            );
        }
    }

    #[test]
    fn a_cursor_that_was_cut_or_made_up_is_refused() {
        let cursors = cursors(Wire::Ncmec);
        let text = cursors.write(&cursor());
        for wrong in [
            "",
            "AQ",
            "not base64!",
            &text[1..],
            &text[..text.len() - 1],
            &format!("{text}="),
            &format!("{text}AAAA"),
        ] {
            assert_eq!(cursors.read(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(
            from in -100_000_000_000_000_i64..100_000_000_000_000,
            span in 0_i64..1_000_000_000_000,
            into in 0_i64..1_000_000_000_000,
            number in 1_u64..=i64::MAX.cast_unsigned(),
        ) {
            let at = |millis| Timestamp::from_millis(from + millis);
            let after = ListingCursor { changed_at: at(into.min(span)), number };
            let cursor = Cursor { from: at(0), to: at(span), after };
            let cursors = cursors(Wire::StopNcii);
            prop_assert_eq!(cursors.read(&cursors.write(&cursor)), Some(cursor));
        }

        #[test]
        fn no_bytes_make_reading_panic(bytes in proptest::collection::vec(any::<u8>(), 0..96)) {
            let read = cursors(Wire::Ncmec).read(&BASE64_URL_SAFE_NO_PAD.encode(bytes));
            prop_assert_eq!(read, None);
        }
    }
}
