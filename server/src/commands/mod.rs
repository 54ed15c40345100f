//! The subcommands, one file each.

mod audit;
mod backup;
mod disclose;
mod doctor;
mod evidence;
mod export;
mod hash;
mod keys;
mod known;
mod migrate;
mod restore;
mod serve;
mod staff;
mod subscriber;
mod webhook;

use std::process::ExitCode;

use crate::config::{Arguments, Command};

/// Carries out what the command line asks for.
pub(crate) async fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let place = arguments.place;
    match arguments.command {
        Command::Serve(options) => Box::pin(serve::run(&place, options)).await,
        Command::Migrate { grant } => migrate::run(&place, grant.as_deref()).await,
        Command::Staff(command) => staff::run(&place, command).await,
        Command::Subscriber(command) => subscriber::run(&place, command).await,
        Command::Export(options) => export::run(&place, options).await,
        Command::Evidence(command) => evidence::run(&place, command).await,
        Command::Hash(options) => hash::run(&options),
        Command::Backup { file, force } => backup::run(&place, &file, force).await,
        Command::Restore { file } => restore::run(&place, &file).await,
        Command::Disclose { number } => disclose::run(&place, &number).await,
        Command::Doctor => doctor::run(&place).await,
        Command::Keys { command } => keys::run(&place, command).await,
        Command::Known(command) => known::run(&place, command).await,
        Command::Audit(command) => audit::run(&place, &command).await,
    }
}
