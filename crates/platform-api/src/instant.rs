//! Points in time as both wires write them: RFC 3339, to the second, in UTC.

use domain::Timestamp;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// `2026-01-31T23:59:59Z`. Clients of the NCMEC wire accept exactly this form and no fraction.
pub(crate) fn format(at: Timestamp) -> String {
    let at = OffsetDateTime::from_unix_timestamp(at.as_seconds()).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let (date, time) = (at.date(), at.time());
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
        date.year(),
        u8::from(date.month()),
        date.day(),
        time.hour(),
        time.minute(),
        time.second(),
    )
}

/// Reads RFC 3339 with or without a fraction of a second; `None` for anything else.
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    // The parser takes any character between date and time.
    if text.as_bytes().get(10) != Some(&b'T') {
        return None;
    }
    let at = OffsetDateTime::parse(text, &Rfc3339).ok()?;
    let millis = at.unix_timestamp_nanos().div_euclid(1_000_000);
    i64::try_from(millis).ok().map(Timestamp::from_millis)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn both_forms_that_ncmec_clients_send_are_read() {
        let at = Some(Timestamp::from_seconds(1_508_857_800));
        assert_eq!(parse("2017-10-24T15:10:00Z"), at);
        assert_eq!(parse("2017-10-24T15:10:00.000Z"), at);
    }

    #[test]
    fn a_moment_before_1970_is_read_because_clients_west_of_greenwich_send_it() {
        assert_eq!(
            parse("1969-12-31T19:00:00Z"),
            Some(Timestamp::from_seconds(-18_000))
        );
    }

    #[test]
    fn a_time_without_its_zone_is_refused() {
        for wrong in [
            "",
            "now",
            "2017-10-24",
            "2017-10-24T15:10:00",
            "2017-13-24T15:10:00Z",
            "1508857800",
        ] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(seconds in -62_135_596_800_i64..253_402_300_800) {
            let at = Timestamp::from_seconds(seconds);
            prop_assert_eq!(parse(&format(at)), Some(at));
        }

        #[test]
        fn no_text_makes_reading_panic(text in ".{0,40}") {
            let _ = parse(&text);
        }

        #[test]
        fn a_spoilt_time_is_refused_or_another_time(place in 0_usize..20, with in "[ -~]") {
            let written = "2017-10-24T15:10:00Z";
            let mut spoilt = written.to_owned();
            spoilt.replace_range(place..=place, &with);
            if spoilt.to_ascii_uppercase() != written {
                prop_assert_ne!(parse(&spoilt), parse(written));
            }
        }
    }
}
