//! `reclaim audit`: the record of what staff and operators did.

use std::{
    io::{BufWriter, Write as _},
    process::ExitCode,
};

use serde::Serialize;
use service::Service;

use crate::{
    config::{AuditCommand, Place},
    wiring::open_service,
};

/// How many lines are read at a time.
const PAGE: u32 = 1_000;

/// One line of the export.
#[derive(Serialize)]
struct Line<'a> {
    position: u64,
    at_ms: i64,
    actor: String,
    act: &'static str,
    subject: &'a str,
    reason: &'a str,
    digest: String,
}

pub(super) async fn run(place: &Place, command: &AuditCommand) -> anyhow::Result<ExitCode> {
    let (service, _) = open_service(place).await?;
    match command {
        AuditCommand::Verify => verify(&service).await,
        AuditCommand::Export => export(&service).await,
    }
}

async fn verify(service: &Service) -> anyhow::Result<ExitCode> {
    match service.verify_audit().await? {
        Ok(lines) => {
            println!("{lines} lines, none changed, none missing.");
            Ok(ExitCode::SUCCESS)
        }
        Err(tampering) => {
            println!("TAMPERED: {tampering}.");
            Ok(ExitCode::FAILURE)
        }
    }
}

async fn export(service: &Service) -> anyhow::Result<ExitCode> {
    let mut output = BufWriter::new(std::io::stdout().lock());
    let mut after = 0;
    loop {
        let records = service.audit(after, PAGE).await?;
        let Some(last) = records.last() else { break };
        after = last.position;
        for record in &records {
            let line = Line {
                position: record.position,
                at_ms: record.deed.at.as_millis(),
                actor: record.deed.actor.to_string(),
                act: record.deed.act.as_str(),
                subject: &record.deed.subject,
                reason: &record.deed.reason,
                digest: hex::encode(record.digest),
            };
            serde_json::to_writer(&mut output, &line)?;
            writeln!(output)?;
        }
    }
    output.flush()?;
    Ok(ExitCode::SUCCESS)
}
