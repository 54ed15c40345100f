//! `reclaim disclose`: what a court is told when it asks about one case.

use std::{fmt::Write as _, io::Read as _, process::ExitCode};

use anyhow::{Context as _, bail};
use clap::Args;
use domain::{
    Timestamp,
    audit::Line,
    case::CaseNumber,
    change::Change,
    decision::{Actor, Decision},
    entry::Standing,
    hash::{Hash, HashValue},
    screening::Found,
};
use service::disclose::{DisclosedEntry, DisclosedItem, Disclosure};
use storage::retention::Declined;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::output::print;
use crate::{config::Place, wiring::open_existing_service};

/// What is kept besides and says nothing about a person: it was drawn at random, or can be neither read nor guessed
/// without the operator's secret.
const WITHOUT_INFORMATION: &[&str] = &[
    "alike_due.entry_id",
    "audit.digest",
    "audit.subject",
    "case_file.case_id",
    "case_file.key_generation",
    "case_file.number_mac",
    "case_file.pin_verifier",
    "case_file.submission_digest",
    "case_file.submission_mac",
    "change.content",
    "change.entry_id",
    "decision.decision_id",
    "decision.entry_id",
    "entry.entry_id",
    "entry.item_id",
    "feedback.answered_before",
    "feedback.entry_id",
    "feedback.said_at",
    "finding.entry_id",
    "fresh_fingerprint.epoch",
    "fresh_fingerprint.item_id",
    "fresh_fingerprint.kind",
    "fresh_fingerprint.position",
    "handling.entry_id",
    "item.case_id",
    "item.item_id",
    "item.salt",
    "item_hash.item_id",
    "listing.entry_id",
    "listing.salt",
    "note.entry_id",
    "outbox.content",
    "outbox.entry_id",
    "outbox.outbox_id",
    "past_listing.entry_id",
];

/// What to disclose.
#[derive(Debug, Args)]
pub(crate) struct Disclose {
    /// The case's number; `-` reads it from standard input, so that it stays out of the shell's history.
    #[arg(value_name = "CASE-NUMBER")]
    number: String,
    /// Why, as auditors will read it in the record of acts: the court's file number, for example. Name no person and no
    /// case number in it: the record outlives the case.
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

pub(super) async fn run(place: &Place, options: &Disclose) -> anyhow::Result<ExitCode> {
    let typed = if options.number == "-" {
        read_number()?
    } else {
        options.number.clone()
    };
    let Ok(number) = CaseNumber::parse(&typed) else {
        bail!("this is not a case number; it looks like 7K3M-9QXZ-04TD-8");
    };
    let service = open_existing_service(place).await?;
    let Some(disclosure) = service.disclose(&number, &options.reason).await? else {
        bail!("no case has this number; that it was asked for is in the record of acts");
    };
    print(&text(&disclosure)?)?;
    Ok(ExitCode::SUCCESS)
}

fn read_number() -> anyhow::Result<String> {
    let mut text = String::new();
    std::io::stdin()
        .take(256)
        .read_to_string(&mut text)
        .context("cannot read the case number")?;
    Ok(text)
}

/// Six fields, each a name and values, a line for each value.
fn text(disclosure: &Disclosure) -> anyhow::Result<String> {
    let mut text = String::new();
    writeln!(text, "submitted:  {}", day(disclosure.opened_on)?)?;
    writeln!(
        text,
        "items:      {}{}",
        media(&disclosure.items),
        erased(disclosure)?
    )?;
    for item in &disclosure.items {
        for hash in item.hashes.iter() {
            writeln!(text, "hash:       {}, {}", name(item), hash_line(hash))?;
        }
    }
    let places = || {
        let items = disclosure.items.iter();
        items.flat_map(|item| item.entries.iter().map(move |entry| (item, entry)))
    };
    for (item, entry) in places() {
        for line in state_lines(entry)? {
            writeln!(text, "state:      {} on {}, {line}", name(item), entry.entry.list)?;
        }
    }
    for (item, entry) in places() {
        for decision in &entry.decisions {
            let list = &entry.entry.list;
            writeln!(
                text,
                "decision:   {} on {list}, {}",
                name(item),
                decision_line(decision)?
            )?;
        }
    }
    for (item, entry) in places() {
        for act in &entry.acts {
            let list = &entry.entry.list;
            writeln!(text, "decision:   {} on {list}, {}", name(item), act_line(act))?;
        }
    }
    let mut due = places().filter_map(|(item, entry)| Some((item, entry, entry.entry.withdrawal_due?)));
    match due.next() {
        None => writeln!(text, "withdrawal: none is due")?,
        Some(first) => {
            for (item, entry, at) in std::iter::once(first).chain(due) {
                let list = &entry.entry.list;
                writeln!(text, "withdrawal: {} on {list}, due {}", name(item), moment(at)?)?;
            }
        }
    }
    writeln!(
        text,
        "\nBesides, random ids, keyed digests and other values are kept of it that say nothing about a person:\n{}.",
        WITHOUT_INFORMATION.join(", ")
    )?;
    Ok(text)
}

fn name(item: &DisclosedItem) -> String {
    format!("item {}", item.position.saturating_add(1))
}

fn media(items: &[DisclosedItem]) -> String {
    if items.is_empty() {
        return "0".to_owned();
    }
    let media: Vec<_> = items.iter().map(|item| item.medium.as_str()).collect();
    format!("{} ({})", items.len(), media.join(", "))
}

/// What is remembered of what is erased already.
fn erased(disclosure: &Disclosure) -> anyhow::Result<String> {
    let taken_back = format!(", {} more taken back and erased", disclosure.taken_back);
    let Some(declined) = &disclosure.declined else {
        return Ok(format!(
            "{taken_back}, 0 more declined and erased, 0 of them because nobody had looked in time"
        ));
    };
    let Declined {
        count,
        unreviewed,
        list,
        on,
    } = declined;
    Ok(format!(
        "{taken_back}, {count} more declined and erased, {unreviewed} of them because nobody had looked in time, \
         the last for {list} on {}",
        day(*on)?
    ))
}

fn hash_line(hash: &Hash) -> String {
    let mut line = hash.value.kind().as_str().to_owned();
    if let Some(variant) = hash.variant {
        line += " of the variant ";
        line += variant.as_str();
    }
    if let HashValue::Vpdq(vpdq) = &hash.value {
        line += &format!(
            " of {} pictures (second, quality and pdq of each)",
            vpdq.frames().len()
        );
    }
    line += ", ";
    line += &hex::encode(hash.value.bytes());
    if let Some(quality) = hash.value.quality() {
        line += &format!(", quality {quality}");
    }
    line
}

/// The state itself, what screening found, and what subscribers were told and will be told.
fn state_lines(place: &DisclosedEntry) -> anyhow::Result<Vec<String>> {
    let state = place.entry.state;
    let mut first = format!("{}{}", state.as_str(), standing(state.standing()));
    first += &match place.listed_since {
        Some(since) => format!(", listed since {}", moment(since)?),
        None => ", not listed".to_owned(),
    };
    first += &format!(
        ", made on {}, written {} times",
        day(place.created_on)?,
        place.entry.version
    );
    let mut lines = vec![first];
    for Found { finding, treatment } in &place.findings {
        lines.push(format!(
            "found {} ({}), {}, {:?}",
            finding.name(),
            finding.evidence(),
            treatment.as_str(),
            finding.detail()
        ));
    }
    lines.extend(handling_lines(place)?);
    for change in &place.changes {
        lines.push(change_line(change)?);
    }
    for announcement in &place.announcements {
        lines.push(format!(
            "change waiting for its number, {} {}{}",
            announcement.kind.as_str(),
            announcement.medium.as_str(),
            standing(announcement.standing)
        ));
    }
    for said in &place.feedback {
        lines.push(format!(
            "subscriber {} said {} ({}), {} matches, {} of them answered by staff, {}",
            said.subscriber,
            said.verdict.as_str(),
            said.reason,
            said.matches,
            said.answered,
            moment(said.given_at)?
        ));
    }
    Ok(lines)
}

/// What staff have to look at it for, who has taken it, and what they wrote.
fn handling_lines(place: &DisclosedEntry) -> anyhow::Result<Vec<String>> {
    let mut lines = Vec::new();
    if let Some(priority) = place.priority {
        lines.push(format!("priority {}, {}", priority.number(), priority.as_str()));
    }
    if let Some((staff, until)) = place.handling.claimed {
        lines.push(format!("taken by staff {staff} until {}", moment(until)?));
    }
    if let Some(until) = place.handling.snoozed_until {
        lines.push(format!("put off until {}", moment(until)?));
    }
    for note in &place.notes {
        lines.push(format!(
            "note of staff {}, {}: {}",
            note.staff,
            moment(note.written_at)?,
            note.body.escape_debug()
        ));
    }
    Ok(lines)
}

fn change_line(change: &Change) -> anyhow::Result<String> {
    Ok(format!(
        "change {}, {} {}{}, {}",
        change.number,
        change.kind.as_str(),
        change.medium.as_str(),
        standing(change.standing),
        moment(change.changed_at)?
    ))
}

fn standing(standing: Option<Standing>) -> String {
    standing.map_or_else(String::new, |standing| format!(" {}", standing.as_str()))
}

/// Staff by their id: who is behind it, the operator knows.
fn decision_line(decision: &Decision) -> anyhow::Result<String> {
    let actor = match &decision.actor {
        Actor::Policy { name, version } => format!("policy {name} version {version}"),
        Actor::Staff(staff) => format!("staff {staff}"),
        Actor::CaseHolder => "case-holder".to_owned(),
    };
    let mut line = format!(
        "{}, {actor}, {}, {}",
        moment(decision.made_at)?,
        decision.action.as_str(),
        decision.reason
    );
    if let Some(note) = &decision.note {
        line += &format!(", note: {}", note.escape_debug());
    }
    Ok(line)
}

/// A line of the record of acts, as it stands there, also where it was made to say what cannot be.
fn act_line(act: &Line) -> String {
    let readable = match act.record() {
        Some(_) => "",
        None => " (not readable: nothing writes such a line)",
    };
    let at = moment(act.at).unwrap_or_else(|_| format!("{} ms after 1970", act.at.as_millis()));
    format!(
        "line {} of the record of acts{readable}, {at}, {}, {} ({})",
        act.position, act.actor, act.act, act.reason
    )
}

fn civil(at: Timestamp) -> anyhow::Result<OffsetDateTime> {
    let nanos = i128::from(at.as_millis()) * 1_000_000;
    OffsetDateTime::from_unix_timestamp_nanos(nanos).context("a time in the database makes no sense")
}

fn day(at: Timestamp) -> anyhow::Result<String> {
    Ok(civil(at)?.date().to_string())
}

/// A moment as it is kept; only the day where only the day is kept.
fn moment(at: Timestamp) -> anyhow::Result<String> {
    let civil = civil(at)?;
    if at == at.start_of_day() {
        return Ok(civil.date().to_string());
    }
    Ok(civil.format(&Rfc3339)?)
}

#[cfg(test)]
mod tests;
