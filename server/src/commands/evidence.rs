//! `reclaim evidence`: what a platform was served, signed.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context as _, bail};
use clap::Subcommand;
use domain::audit::Act;
use service::served::{KnownKeys, parse_moment, verify};

use super::{output::print, subscriber::of_member};
use crate::{config::Place, wiring::open_existing_service};

/// What to do about evidence.
#[derive(Debug, Subcommand)]
pub(crate) enum EvidenceCommand {
    /// Prints what a platform was served, signed.
    Export {
        /// The platform's member number.
        member: i32,
        /// Only what was served at this moment or later, for example 2026-01-31T23:59:59Z.
        #[arg(long, value_name = "MOMENT")]
        from: Option<String>,
        /// Why, as auditors will read it: who asked for it, for example.
        #[arg(long, value_name = "TEXT", default_value = "")]
        reason: String,
    },
    /// Prints the public keys that evidence is verified with.
    Keys,
    /// Checks the signature of evidence, without a database or the secret key.
    Verify {
        /// The evidence.
        file: PathBuf,
        /// The public keys, as `/.well-known/reclaim-evidence-keys.json` has them.
        #[arg(long, value_name = "FILE")]
        keys: PathBuf,
    },
}

pub(super) async fn run(place: &Place, command: EvidenceCommand) -> anyhow::Result<ExitCode> {
    match command {
        EvidenceCommand::Export { member, from, reason } => {
            let from = from
                .map(|text| parse_moment(&text).context("--from is no moment like 2026-01-31T23:59:59Z"))
                .transpose()?;
            let service = open_existing_service(place).await?;
            let platform = of_member(&service, member).await?;
            let taken = platform.id.to_string();
            service
                .note_taking(Act::ExportedEvidence, &taken, &reason)
                .await?;
            let evidence = service.evidence(&platform, from).await?;
            let taken = print(&evidence.text)?;
            if taken && evidence.next.is_some() {
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
