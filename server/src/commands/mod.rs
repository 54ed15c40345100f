//! The subcommands, one file each: what it takes, and what it does.

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
mod output;
mod restore;
mod serve;
mod staff;
mod subscriber;
mod webhook;

use std::process::ExitCode;

use clap::Subcommand;

use self::{
    audit::AuditCommand, backup::Backup, disclose::Disclose, evidence::EvidenceCommand, export::Export,
    hash::Hash, keys::Keys, known::KnownCommand, migrate::Migrate, restore::Restore, serve::Serve,
    staff::StaffCommand, subscriber::SubscriberCommand,
};
use crate::config::Arguments;

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serves survivors, staff and platforms.
    Serve(Serve),
    /// Brings the database's tables up to date.
    Migrate(Migrate),
    /// Manages the people who moderate.
    #[command(subcommand)]
    Staff(StaffCommand),
    /// Manages the organisations that follow lists.
    #[command(subcommand)]
    Subscriber(SubscriberCommand),
    /// Writes a whole list to a file, for those who cannot poll.
    Export(Export),
    /// Writes what a platform was served as signed evidence, and verifies such a file.
    #[command(subcommand)]
    Evidence(EvidenceCommand),
    /// Prints the hashes that a browser would make of these files.
    Hash(Hash),
    /// Writes the whole database to a file, while it is served.
    Backup(Backup),
    /// Puts a backup into a database that has nothing yet.
    Restore(Restore),
    /// Prints everything that is known about one case, to answer a court.
    Disclose(Disclose),
    /// Checks the database: numbers, gaps, checkpoints, orphans, damage.
    Doctor,
    /// Shows the generations of the secret key and what depends on each.
    Keys(Keys),
    /// Manages the pictures and files that anyone may know, which screening keeps off the lists.
    #[command(subcommand)]
    Known(KnownCommand),
    /// Reads the record of what staff and operators did.
    #[command(subcommand)]
    Audit(AuditCommand),
}

/// Carries out what the command line asks for.
pub(crate) async fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let place = arguments.place;
    match arguments.command {
        Command::Serve(options) => Box::pin(serve::run(&place, options)).await,
        Command::Migrate(options) => migrate::run(&place, options).await,
        Command::Staff(command) => staff::run(&place, command).await,
        Command::Subscriber(command) => subscriber::run(&place, command).await,
        Command::Export(options) => export::run(&place, options).await,
        Command::Evidence(command) => evidence::run(&place, command).await,
        Command::Hash(options) => hash::run(&options),
        Command::Backup(options) => backup::run(&place, &options).await,
        Command::Restore(options) => restore::run(&place, &options).await,
        Command::Disclose(options) => disclose::run(&place, &options).await,
        Command::Doctor => doctor::run(&place).await,
        Command::Keys(options) => keys::run(&place, options).await,
        Command::Known(command) => known::run(&place, command).await,
        Command::Audit(command) => audit::run(&place, &command).await,
    }
}
