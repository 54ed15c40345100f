//! `reclaim keys`: generations of the operator's secret.

use std::{path::PathBuf, process::ExitCode, time::Duration};

use anyhow::bail;
use clap::{Args, Subcommand};
use service::Service;

use crate::{
    config::Place,
    machine::SystemEntropy,
    secret::{Secrets, Source, WATCHED_EVERY},
    wiring::{open_existing_service, secret_source},
};

/// Long enough that every running server has seen a change of the file.
const PAUSE: Duration = Duration::from_secs(5 * WATCHED_EVERY.as_secs());

/// Whether to do something with the secret key.
#[derive(Debug, Args)]
pub(crate) struct Keys {
    #[command(subcommand)]
    command: Option<KeysCommand>,
}

/// What to do with the secret key.
#[derive(Debug, Subcommand)]
pub(crate) enum KeysCommand {
    /// Takes a new generation into use, while servers go on.
    Rotate {
        /// Only prepares it, to be brought to other nodes first.
        #[arg(long)]
        prepare: bool,
    },
    /// Forgets a generation that nothing depends on any more.
    Retire {
        /// The generation's number.
        generation: u32,
    },
}

pub(super) async fn run(place: &Place, options: Keys) -> anyhow::Result<ExitCode> {
    let service = open_existing_service(place).await?;
    match options.command {
        None => list(place, &service).await,
        Some(KeysCommand::Rotate { prepare }) => rotate(place, &service, prepare).await,
        Some(KeysCommand::Retire { generation }) => retire(place, &service, generation).await,
    }
}

async fn list(place: &Place, service: &Service) -> anyhow::Result<ExitCode> {
    let secrets = secret_source(place).read(false, &SystemEntropy)?;
    let uses = service.key_uses().await?;
    let mut lost = false;
    for generation in secrets.generations() {
        let standing = match secrets.current() {
            current if generation == current => "in use",
            current if generation > current => "prepared",
            _ => "kept",
        };
        let used = uses.iter().find(|one| one.generation == generation);
        let (cases, staff, contacts, seeds, texts) = used.map_or((0, 0, 0, 0, 0), |one| {
            (one.cases, one.staff, one.contacts, one.seeds, one.texts)
        });
        let names = dependents(service, generation).await?;
        println!(
            "Generation {generation}, {standing}: {cases} cases, {staff} staff, {contacts} contacts, {seeds} seeds of \
             codes, {texts} other texts."
        );
        // They take the new one into use by signing in.
        if generation < secrets.current() && !names.is_empty() {
            println!("  signing in with it: {}", names.join(", "));
        }
    }
    for one in &uses {
        if !secrets
            .generations()
            .any(|generation| generation == one.generation)
        {
            println!(
                "Generation {} is LOST: {} cases cannot be opened.",
                one.generation, one.cases
            );
            lost = true;
        }
    }
    Ok(if lost {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

async fn rotate(place: &Place, service: &Service, prepare: bool) -> anyhow::Result<ExitCode> {
    let permit = if prepare {
        None
    } else {
        service.rotation_permit().await?
    };
    let (file, mut secrets) = file_and_secrets(place)?;
    let next = match secrets.prepared() {
        Some(next) => next,
        None => {
            let next = secrets.prepare(&SystemEntropy);
            secrets.replace(&file)?;
            println!(
                "Generation {next} is prepared. Back the key file up: {}",
                file.display()
            );
            if !prepare {
                // Nothing is made with it before every server knows it.
                tokio::time::sleep(PAUSE).await;
            }
            next
        }
    };
    if prepare {
        println!("Bring the file to every node, then run `reclaim keys rotate`.");
        return Ok(ExitCode::SUCCESS);
    }
    secrets.promote(next);
    secrets.replace(&file)?;
    service.use_keyring(secrets.keyring()?);
    let resealed = service.reseal(permit).await?;
    println!("Generation {next} is in use. {resealed} contacts, seeds and other texts were sealed anew.");
    println!("Keep the earlier ones until `reclaim keys` shows that nothing depends on them.");
    Ok(ExitCode::SUCCESS)
}

async fn retire(place: &Place, service: &Service, generation: u32) -> anyhow::Result<ExitCode> {
    let (file, mut secrets) = file_and_secrets(place)?;
    if generation == secrets.current() {
        bail!("generation {generation} is in use; rotate first");
    }
    let uses = service.key_uses().await?;
    if let Some(used) = uses.iter().find(|one| one.generation == generation) {
        let names = dependents(service, generation).await?;
        let who = match names.as_slice() {
            [] => String::new(),
            names => format!(
                "; who has to sign in with their passphrase once, set their account up anew or have it ended: {}",
                names.join(", ")
            ),
        };
        bail!(
            "{} cases, {} staff, {} contacts, {} seeds of codes and {} other texts still depend on generation \
             {generation}{who}",
            used.cases,
            used.staff,
            used.contacts,
            used.seeds,
            used.texts
        );
    }
    if !secrets.forget(generation) {
        bail!("there is no generation {generation}");
    }
    service.record_retirement(generation).await?;
    secrets.replace(&file)?;
    println!("Generation {generation} is gone from the key file.");
    Ok(ExitCode::SUCCESS)
}

/// The names that staff and people of platforms sign in with whose passphrases depend on a generation.
async fn dependents(service: &Service, generation: u32) -> anyhow::Result<Vec<String>> {
    let mut names: Vec<_> = service
        .staff_members()
        .await?
        .into_iter()
        .filter(|staff| staff.key_generation == generation)
        .map(|staff| staff.name)
        .collect();
    for (platform, _) in service.platforms().await? {
        let accounts = service.accounts_of(platform.id).await?;
        let theirs = accounts
            .into_iter()
            .filter(|account| account.key_generation == generation);
        names.extend(theirs.map(|account| format!("{} ({})", account.name, platform.name)));
    }
    Ok(names)
}

fn file_and_secrets(place: &Place) -> anyhow::Result<(PathBuf, Secrets)> {
    let source = secret_source(place);
    let secrets = source.read(false, &SystemEntropy)?;
    match source {
        Source::File(file) => Ok((file, secrets)),
        Source::Environment => bail!(
            "the secret comes from RECLAIM_SECRET, which this command cannot change: add a line there, restart the \
             nodes, move the word current to it, and restart them again"
        ),
    }
}
