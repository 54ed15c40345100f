//! An auditor reads the record of acts and has it verified.

mod sought;

use std::collections::HashMap;

use domain::{
    Timestamp,
    audit::{Act, Agent, Anchor, Deed, Extent, Line, Tampering, Verifier},
    staff::Staff,
};
use serde::Serialize;
use storage::{StorageError, Transaction};

pub use self::sought::Sought;
use crate::{Service, propose::MAX_REASON, why};

/// How many lines are read at a time.
const PAGE: u32 = 2_000;

/// Why what an operator takes away is not noted, so that they do not get it.
#[derive(Debug, thiserror::Error)]
pub enum TakingError {
    /// The reason is too long, or more than one line.
    #[error("the reason has more than {MAX_REASON} characters or more than one line: make it shorter")]
    Reason,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// What an auditor wants with a page of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// To read it.
    Read,
    /// To read it, and to have the whole record verified.
    Check,
}

/// A page of the record.
#[derive(Clone, Debug)]
pub struct AuditPage {
    /// After which line it begins.
    pub after: u64,
    /// Its lines, in order, as they stand in the database.
    pub lines: Vec<Line>,
    /// After which line the next page begins; `None` on the last one.
    pub next: Option<u64>,
    /// The names of all staff and of all organisations, so that no id is read without one.
    pub names: HashMap<Agent, String>,
    /// Where the record begins and ends.
    pub extent: Extent,
    /// How many lines the whole record has, or the first thing that is wrong with it, where that was asked for.
    pub whole: Option<Result<u64, Tampering>>,
}

impl Service {
    /// Lines of the record with positions above `after`, at most `limit`, in order, as they stand in the database.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn audit(&self, after: u64, limit: u32) -> Result<Vec<Line>, StorageError> {
        self.storage().read().await?.audit(after, limit).await
    }

    /// A page of the record for an auditor, of the lines that they look for. That they read it goes into the record itself,
    /// with what they looked for.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn read_audit(
        &self,
        auditor: &Staff,
        sought: &Sought,
        after: u64,
        limit: u32,
        look: Look,
    ) -> Result<AuditPage, StorageError> {
        self.note_auditor(auditor, Act::ReadAudit, after, sought.on_record())
            .await?;
        let mut tx = self.storage().read().await?;
        let (lines, more) = lines(tx.as_mut(), sought, after, limit).await?;
        let extent = tx.audit_extent().await?;
        let last = lines.last().map(|line| line.position);
        // Of the whole record it is known how far it goes, whatever was cut off.
        let next = last.filter(|&last| more || (sought.is_everything() && last < extent.last));
        let mut names = HashMap::new();
        for member in tx.staff().await? {
            names.insert(Agent::Staff(member.id), member.name);
        }
        for platform in tx.all_subscribers().await? {
            names.insert(Agent::Platform(platform.id), platform.name);
        }
        let whole = match look {
            Look::Check => Some(verify(tx.as_mut(), &[]).await?),
            Look::Read => None,
        };
        Ok(AuditPage {
            after,
            lines,
            next,
            names,
            extent,
            whole,
        })
    }

    /// Begins a copy of the record after a line for an auditor: that they take it goes into the record itself, as its last
    /// line. Answers the number of that line; [`Self::audit`] reads the lines up to there.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn begin_audit_copy(&self, auditor: &Staff, after: u64) -> Result<u64, StorageError> {
        self.note_auditor(auditor, Act::ExportedAudit, after, String::new())
            .await?;
        Ok(self.storage().read().await?.audit_extent().await?.last)
    }

    async fn note_auditor(
        &self,
        auditor: &Staff,
        act: Act,
        after: u64,
        reason: String,
    ) -> Result<(), StorageError> {
        let mut tx = self.storage().begin().await?;
        tx.record(&Deed {
            at: self.now(),
            actor: Agent::Staff(auditor.id),
            act,
            subject: format!("after line {after}"),
            reason,
        })
        .await?;
        tx.commit().await
    }

    /// Notes what the operator takes away and why, where they say so, before it is handed over: a copy of the record of
    /// acts, for example, has this on it too.
    ///
    /// # Errors
    /// Where the reason is none that can be kept; where the database fails.
    pub async fn note_taking(&self, act: Act, subject: &str, reason: &str) -> Result<(), TakingError> {
        let reason = why::one_line(reason).ok_or(TakingError::Reason)?;
        let mut tx = self.storage().begin().await?;
        tx.record(&taking(self.now(), act, subject, reason)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Reads the whole record and checks that every line stands where and as it was written, and that it goes on at
    /// least to each of the places that were noted elsewhere. Answers how many lines there are, or the first thing that is
    /// wrong. Without such a place, whoever shortens the record and its noted end together is not found.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn verify_audit(&self, anchors: &[Anchor]) -> Result<Result<u64, Tampering>, StorageError> {
        verify(self.storage().read().await?.as_mut(), anchors).await
    }

    /// Where the record ends now, to be noted elsewhere.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn audit_anchor(&self) -> Result<Anchor, StorageError> {
        let extent = self.storage().read().await?.audit_extent().await?;
        Ok(extent.end())
    }
}

/// At most `limit` of the lines that are looked for, and whether there are more.
async fn lines(
    tx: &mut dyn Transaction,
    sought: &Sought,
    after: u64,
    limit: u32,
) -> Result<(Vec<Line>, bool), StorageError> {
    let Some(filter) = sought.filter() else {
        return Ok((Vec::new(), false));
    };
    let mut lines = tx.audit_where(&filter, after, limit.saturating_add(1)).await?;
    let limit = limit.try_into().unwrap_or(usize::MAX);
    let more = lines.len() > limit;
    lines.truncate(limit);
    Ok((lines, more))
}

async fn verify(
    tx: &mut dyn Transaction,
    anchors: &[Anchor],
) -> Result<Result<u64, Tampering>, StorageError> {
    let extent = match tx.audit_extent().await {
        Err(StorageError::Inconsistent { .. }) => return without_head(tx, anchors).await.map(Err),
        extent => extent?,
    };
    let mut verifier = Verifier::new(extent).with(anchors);
    let first = tx.first_audit_until(verifier.position()).await?;
    if let Err(tampering) = verifier.begin(first) {
        return Ok(Err(tampering));
    }
    let checked = check_lines(tx, &mut verifier).await?;
    Ok(checked
        .and_then(|()| verifier.end())
        .map(|()| verifier.position().saturating_sub(extent.gone)))
}

/// The first thing that is wrong with a record of which nothing is kept that says where it begins and ends. As long as
/// none of it has expired, it begins where every record does, and all of its lines can be checked.
async fn without_head(tx: &mut dyn Transaction, anchors: &[Anchor]) -> Result<Tampering, StorageError> {
    let mut verifier = Verifier::new(Extent::NOTHING).with(anchors);
    let before = tx.first_audit_until(verifier.position()).await?;
    if let Err(tampering) = verifier.begin(before) {
        return Ok(tampering);
    }
    let first = tx.audit(0, 1).await?.pop().map(|line| line.position);
    if let Some(first) = first.filter(|&first| first > 1) {
        return Ok(Tampering::Beginning { first });
    }
    let checked = check_lines(tx, &mut verifier).await?;
    Ok(checked.err().unwrap_or_else(|| verifier.end_without_head()))
}

/// Checks all lines up to the last one there is.
async fn check_lines(
    tx: &mut dyn Transaction,
    verifier: &mut Verifier,
) -> Result<Result<(), Tampering>, StorageError> {
    loop {
        let page = tx.audit(verifier.position(), PAGE).await?;
        if page.is_empty() {
            return Ok(Ok(()));
        }
        let checked = page.iter().try_for_each(|line| verifier.next(line));
        if checked.is_err() {
            return Ok(checked);
        }
    }
}

/// That the operator takes something away.
pub fn taking(at: Timestamp, act: Act, subject: &str, reason: &str) -> Deed {
    Deed {
        at,
        actor: Agent::Operator,
        act,
        subject: subject.to_owned(),
        reason: reason.to_owned(),
    }
}

/// A line of the export: one JSON object and a line break. What no version of this program writes is handed over as it
/// stands, and marked.
pub fn export_line(line: &Line) -> String {
    let exported = Exported {
        position: line.position,
        at_ms: line.at.as_millis(),
        actor: &line.actor,
        act: &line.act,
        subject: &line.subject,
        reason: &line.reason,
        digest: hex::encode(&line.digest),
        unreadable: line.record().is_none(),
    };
    let mut text = serde_json::to_string(&exported)
        .unwrap_or_else(|_| unreachable!("a line is made of texts and numbers"));
    text.push('\n');
    text
}

/// One line of the export.
#[derive(Serialize)]
struct Exported<'a> {
    position: u64,
    at_ms: i64,
    actor: &'a str,
    act: &'a str,
    subject: &'a str,
    reason: &'a str,
    digest: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    unreadable: bool,
}
