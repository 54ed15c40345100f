//! What a run prints.

use std::{fmt::Write as _, time::Duration};

use crate::{
    check::Findings,
    plan::{Plan, Where},
};

/// A run's seed, what was done, and what was found, as a table.
pub fn table(plan: &Plan, findings: &Findings) -> String {
    let mut rows: Vec<(String, String)> = Vec::new();
    let mut row = |name: &str, value: String| rows.push((name.to_owned(), value));
    let database = match plan.database {
        Where::Sqlite => "SQLite",
        Where::OwnPostgres(_) => "PostgreSQL, fsync on",
        Where::Postgres(_) => "PostgreSQL, given",
    };
    let [added, amended, removed] = findings.changes;
    let counts = &findings.counts;
    row("database", format!("{database}, {} server processes", plan.nodes));
    row("seed", plan.seed.to_string());
    row(
        "time until settled",
        format!("{:.0} s", findings.took.as_secs_f64()),
    );
    row(
        "numbered changes",
        format!(
            "{} ({added} add, {amended} amend, {removed} remove)",
            added + amended + removed
        ),
    );
    row("batches", findings.checkpoints.to_string());
    row("items listed at the end", findings.listed.to_string());
    row("submissions acknowledged", counts.submissions.to_string());
    row("withdrawals acknowledged", counts.withdrawals.to_string());
    row("decisions acknowledged", counts.decisions.to_string());
    row("repeated on purpose", counts.repetitions.to_string());
    row("sent again for want of an answer", counts.retries.to_string());
    row("faults", findings.done.total().to_string());
    for (fault, count) in &findings.done.counts {
        row(&format!("  {}", fault.describe()), count.to_string());
    }
    row("server processes started again", findings.restarts.0.to_string());
    row("followers started again", findings.restarts.1.to_string());
    if !findings.done.takeovers.is_empty() {
        row(
            "leader killed to next change",
            takeovers(&findings.done.takeovers),
        );
    }
    for (name, applied, failures, _) in &findings.followers {
        let text = format!("{applied} applied, {failures} requests failed");
        row(&format!("follower {name}"), text);
    }
    for text in &findings.left_out {
        row("left out", text.clone());
    }
    row("violations", findings.violations.len().to_string());
    let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for (name, value) in rows {
        let _ = writeln!(text, "{name:width$}  {value}");
    }
    for violation in &findings.violations {
        let _ = writeln!(text, "VIOLATION: {violation}");
    }
    if let Some(kept) = &findings.kept {
        let _ = writeln!(text, "Logs and copies are in {}.", kept.display());
    }
    text
}

/// Median and longest.
fn takeovers(times: &[Duration]) -> String {
    let mut times = times.to_vec();
    times.sort();
    let seconds = |time: Option<&Duration>| time.map_or(0.0, Duration::as_secs_f64);
    format!(
        "{:.2} s median, {:.2} s longest, of {}",
        seconds(times.get(times.len() / 2)),
        seconds(times.last()),
        times.len()
    )
}
