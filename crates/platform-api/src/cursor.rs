//! The place where the next page of a wire that pages by time starts, as clients hand it back.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{Timestamp, list::ListName};
use storage::history::ListingCursor;

/// Counted up when the bytes below change.
const VERSION: u8 = 1;

/// A window of time and the last entry of it that was served.
///
/// Clients send only the cursor, so it says everything that the first request said. It is a place in an order
/// that never changes and no secret: whoever makes one up reads what their credential lets them read anyway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cursor {
    pub(crate) from: Timestamp,
    pub(crate) to: Timestamp,
    pub(crate) after: ListingCursor,
}

impl Cursor {
    /// Text that fits into a query as it is: version, window, place and the list's name.
    pub(crate) fn encode(&self, list: &ListName) -> String {
        let mut bytes = vec![VERSION];
        for at in [self.from, self.to, self.after.changed_at] {
            bytes.extend(at.as_millis().to_be_bytes());
        }
        bytes.extend(self.after.number.to_be_bytes());
        bytes.extend(list.as_str().bytes());
        BASE64_URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Reads what [`Self::encode`] wrote for the same list; `None` for anything else.
    pub(crate) fn decode(text: &str, list: &ListName) -> Option<Self> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
        let (&version, bytes) = bytes.split_first()?;
        let (numbers, name) = bytes.split_at_checked(32)?;
        let number = |place: usize| numbers[place * 8..][..8].try_into().map(u64::from_be_bytes).ok();
        let at = |place: usize| number(place).map(|bits| Timestamp::from_millis(bits.cast_signed()));
        let after = ListingCursor {
            changed_at: at(2)?,
            number: number(3)?,
        };
        let cursor = Self {
            from: at(0)?,
            to: at(1)?,
            after,
        };
        let whole = version == VERSION && name == list.as_str().as_bytes();
        (whole && cursor.is_possible()).then_some(cursor)
    }

    /// Whether the place lies in the window, and its number is one that a change can have.
    fn is_possible(&self) -> bool {
        let window = self.from..=self.to;
        window.contains(&self.after.changed_at) && (1..=i64::MAX.cast_unsigned()).contains(&self.after.number)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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
    fn a_cursor_of_another_list_is_refused() {
        let list = ListName::exploitative();
        let text = cursor().encode(&list);
        assert_eq!(Cursor::decode(&text, &list), Some(cursor()));
        assert_eq!(Cursor::decode(&text, &ListName::adult()), None);
    }

    #[test]
    fn a_place_outside_its_window_is_refused() {
        let list = ListName::exploitative();
        let outside = ListingCursor {
            changed_at: Timestamp::from_seconds(3_000),
            number: 17,
        };
        let zeroth = ListingCursor {
            number: 0,
            ..cursor().after
        };
        for after in [outside, zeroth] {
            assert_eq!(
                Cursor::decode(&Cursor { after, ..cursor() }.encode(&list), &list),
                None
            );
        }
    }

    #[test]
    fn a_cursor_that_was_cut_or_made_up_is_refused() {
        let list = ListName::exploitative();
        let text = cursor().encode(&list);
        for wrong in [
            "",
            "AQ",
            "not base64!",
            &text[1..],
            &text[..text.len() - 1],
            &format!("{text}="),
        ] {
            assert_eq!(Cursor::decode(wrong, &list), None, "{wrong}");
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
            let list = ListName::exploitative();
            prop_assert_eq!(Cursor::decode(&cursor.encode(&list), &list), Some(cursor));
        }

        #[test]
        fn whatever_reads_is_what_would_be_written(text in "[A-Za-z0-9_-]{0,64}") {
            let list = ListName::exploitative();
            if let Some(cursor) = Cursor::decode(&text, &list) {
                prop_assert_eq!(cursor.encode(&list), text);
            }
        }

        #[test]
        fn no_bytes_make_reading_panic(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            let _ = Cursor::decode(&BASE64_URL_SAFE_NO_PAD.encode(bytes), &ListName::exploitative());
        }
    }
}
