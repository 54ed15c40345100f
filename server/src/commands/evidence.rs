//! `reclaim evidence`: what a platform was served, signed.

use std::{fs, path::Path, process::ExitCode};

use anyhow::{Context as _, bail};
use domain::audit::Act;
use service::served::{KnownKeys, parse_moment, verify};

use super::subscriber::of_member;
use crate::{
    config::{EvidenceCommand, Place},
    wiring::open_existing_service,
};

pub(super) async fn run(place: &Place, command: EvidenceCommand) -> anyhow::Result<ExitCode> {
    match command {
        EvidenceCommand::Export { member, from } => {
            let from = from
                .map(|text| parse_moment(&text).context("--from is no moment like 2026-01-31T23:59:59Z"))
                .transpose()?;
            let service = open_existing_service(place).await?;
            let platform = of_member(&service, member).await?;
            let taken = platform.id.to_string();
            service.note_taking(Act::ExportedEvidence, &taken).await?;
            let evidence = service.evidence(&platform, from).await?;
            print!("{}", evidence.text);
            if evidence.next.is_some() {
                eprintln!("There is more: ask again with --from and the moment `next` of the first line.");
            }
        }
        EvidenceCommand::Keys => {
            let service = open_existing_service(place).await?;
            println!(
                "{}",
                serde_json::to_string_pretty(&service.evidence_keys().await?)?
            );
        }
        EvidenceCommand::Verify { file, keys } => {
            let known: KnownKeys = serde_json::from_str(&read(&keys)?)
                .with_context(|| format!("{} holds no keys of evidence", keys.display()))?;
            match verify(&read(&file)?, &known) {
                Ok(stretches) => println!("The signature is right, over {stretches} stretches."),
                Err(error) => bail!("{}: {error}", file.display()),
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn read(file: &Path) -> anyhow::Result<String> {
    fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}
