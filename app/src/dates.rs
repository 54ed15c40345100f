//! Days and moments as people read them.

use domain::Timestamp;
use time::OffsetDateTime;

use crate::words::{Value, Words};

/// "22 November 2026".
pub(crate) fn day(words: &Words, at: Timestamp) -> String {
    let date = civil(at);
    words.say_with("date-day", &day_values(date))
}

/// "22 November 2026, 14:00 UTC".
pub(crate) fn moment(words: &Words, at: Timestamp) -> String {
    let date = civil(at);
    let mut values = day_values(date);
    values.push((
        "hour",
        Value::Word(format!("{:02}:{:02}", date.hour(), date.minute())),
    ));
    words.say_with("date-moment", &values)
}

/// The same of a moment that somebody may have changed: as it stands, in milliseconds, where no day has it.
pub(crate) fn moment_as_it_stands(words: &Words, at: Timestamp) -> String {
    if at.has_date() {
        moment(words, at)
    } else {
        at.as_millis().to_string()
    }
}

/// "22 November 2026, 14:00:59 UTC", for what ends within a minute. Seconds are rounded down, so that nobody comes too late.
pub(crate) fn second(words: &Words, at: Timestamp) -> String {
    let date = civil(at);
    let mut values = day_values(date);
    let time = format!("{:02}:{:02}:{:02}", date.hour(), date.minute(), date.second());
    values.push(("hour", Value::Word(time)));
    words.say_with("date-moment", &values)
}

/// "in about 23 hours (22 November 2026, 14:00 UTC)": first what needs no time zone. Hours are rounded down, so that nobody
/// comes too late.
pub(crate) fn time_left(words: &Words, now: Timestamp, until: Timestamp) -> String {
    let hours = until.since(now).as_secs() / 3_600;
    let moment = Value::Word(moment(words, until));
    words.say_with(
        "date-left",
        &[("hours", Value::Number(hours)), ("moment", moment)],
    )
}

/// "22 November 2026", of a day that is written for machines. As it stands where it is none.
pub(crate) fn spelt_out(words: &Words, day: &str) -> String {
    let parts: Vec<u64> = day.split('-').filter_map(|part| part.parse().ok()).collect();
    let [year, month, day_of_month] = parts[..] else {
        return day.to_owned();
    };
    let values = [
        ("day", Value::Word(day_of_month.to_string())),
        ("month", Value::Number(month)),
        ("year", Value::Word(year.to_string())),
    ];
    words.say_with("date-day", &values)
}

/// `2026-11-22`, for machines.
pub(crate) fn machine_day(at: Timestamp) -> String {
    civil(at).date().to_string()
}

fn civil(at: Timestamp) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(at.as_seconds()).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

fn day_values(date: OffsetDateTime) -> Vec<(&'static str, Value)> {
    vec![
        ("day", Value::Word(date.day().to_string())),
        ("month", Value::Number(u8::from(date.month()).into())),
        ("year", Value::Word(date.year().to_string())),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_out() {
        let at = Timestamp::from_seconds(1_795_356_000);
        assert_eq!(day(&Words::english(), at), "22 November 2026");
        assert_eq!(moment(&Words::english(), at), "22 November 2026, 14:00 UTC");
        let ends = Timestamp::from_millis(1_795_356_059_999);
        assert_eq!(second(&Words::english(), ends), "22 November 2026, 14:00:59 UTC");
        assert_eq!(machine_day(at), "2026-11-22");
        let left = |seconds| {
            time_left(
                &Words::english(),
                Timestamp::from_seconds(at.as_seconds() - seconds),
                at,
            )
        };
        let moment = "(22 November 2026, 14:00 UTC)";
        assert_eq!(left(86_399), format!("in about 23 hours {moment}"));
        assert_eq!(left(3_600), format!("in about one hour {moment}"));
        assert_eq!(left(3_599), format!("in less than one hour {moment}"));
        assert_eq!(spelt_out(&Words::english(), "2026-11-02"), "2 November 2026");
        assert_eq!(spelt_out(&Words::english(), "lately"), "lately");
    }
}
