//! `reclaim audit`: the record of what staff and operators did.

use std::process::ExitCode;

use clap::Subcommand;
use domain::audit::{Act, Anchor, Tampering};
use service::{Service, audit::export_line};

use super::output::print;
use crate::{config::Place, wiring::open_existing_service};

/// How many lines are read at a time.
const PAGE: u32 = 1_000;

/// What to do with the record of acts.
#[derive(Debug, Subcommand)]
pub(crate) enum AuditCommand {
    /// Checks that no line was changed, left out or moved; names the first that was.
    Verify {
        /// A place that `reclaim audit anchor` printed earlier: the record has to go through it. May be given several
        /// times.
        #[arg(long = "anchor", value_parser = parse_anchor, value_name = "LINE:DIGEST")]
        anchors: Vec<Anchor>,
    },
    /// Prints where it ends. Keep that elsewhere: it gives away whoever cuts the end off.
    Anchor,
    /// Prints it, one JSON object a line.
    Export,
}

pub(super) async fn run(place: &Place, command: &AuditCommand) -> anyhow::Result<ExitCode> {
    let service = open_existing_service(place).await?;
    match command {
        AuditCommand::Verify { anchors } => verify(&service, anchors).await,
        AuditCommand::Anchor => anchor(&service).await,
        AuditCommand::Export => export(&service).await,
    }
}

async fn verify(service: &Service, anchors: &[Anchor]) -> anyhow::Result<ExitCode> {
    match service.verify_audit(anchors).await? {
        Ok(lines) => {
            println!("{lines} lines, none changed, none missing.");
            Ok(ExitCode::SUCCESS)
        }
        Err(expired @ Tampering::Gone { .. }) => {
            println!("NOT VERIFIED: {expired}.");
            Ok(ExitCode::FAILURE)
        }
        Err(tampering) => {
            println!("TAMPERED from line {} on: {tampering}.", tampering.position());
            Ok(ExitCode::FAILURE)
        }
    }
}

/// Where the record ends, to be kept somewhere else.
async fn anchor(service: &Service) -> anyhow::Result<ExitCode> {
    println!("{}", service.audit_anchor().await?);
    Ok(ExitCode::SUCCESS)
}

async fn export(service: &Service) -> anyhow::Result<ExitCode> {
    service
        .note_taking(Act::ExportedAudit, "after line 0", "")
        .await?;
    let mut after = 0;
    loop {
        let lines = service.audit(after, PAGE).await?;
        let Some(last) = lines.last() else { break };
        after = last.position;
        let text: String = lines.iter().map(export_line).collect();
        if !print(&text)? {
            break;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn parse_anchor(text: &str) -> Result<Anchor, String> {
    Anchor::parse(text).ok_or_else(|| "give what `reclaim audit anchor` printed".to_owned())
}
