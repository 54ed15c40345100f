//! Figures as people read them.

use std::{fmt, time::Duration};

/// Lines of a measurement, its figure, and how many times something else it is.
pub(crate) struct Table {
    title: String,
    other: &'static str,
    lines: Vec<(String, String, String)>,
}

impl Table {
    /// `other` is what the ratios are to.
    pub(crate) fn new(title: &str, other: &'static str) -> Self {
        Self {
            title: title.to_owned(),
            other,
            lines: Vec::new(),
        }
    }

    /// A line; `ratio` is the figure divided by that of the other.
    pub(crate) fn add(&mut self, what: &str, figure: String, ratio: Option<f64>) {
        let ratio = ratio.map_or_else(String::new, |ratio| format!("{ratio:.2}"));
        eprintln!("    {what}: {figure} {ratio}");
        self.lines.push((what.to_owned(), figure, ratio));
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| {} | figure | {} |", self.title, self.other)?;
        writeln!(f, "| --- | --- | --- |")?;
        for (what, figure, ratio) in &self.lines {
            writeln!(f, "| {what} | {figure} | {ratio} |")?;
        }
        Ok(())
    }
}

/// "123/s", with a decimal where it is small.
pub(crate) fn rate(per_second: f64, unit: &str) -> String {
    if per_second < 10.0 {
        format!("{per_second:.1}{unit}")
    } else {
        format!("{per_second:.0}{unit}")
    }
}

/// "p50 1.2, p95 3.4, p99 5.6, most 7.8 ms".
pub(crate) fn percentiles(durations: &mut [Duration]) -> String {
    durations.sort_unstable();
    let at = |hundredths: usize| {
        let position = (durations.len().saturating_sub(1) * hundredths).div_ceil(100);
        let duration = durations.get(position).copied().unwrap_or_default();
        format!("{:.1}", duration.as_secs_f64() * 1_000.0)
    };
    format!(
        "p50 {}, p95 {}, p99 {}, most {} ms",
        at(50),
        at(95),
        at(99),
        at(100)
    )
}
