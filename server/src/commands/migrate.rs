//! `reclaim migrate`: brings the tables up to date, and says what a server may do with them.

use std::process::ExitCode;

use anyhow::bail;
use clap::Args;

use crate::{config::Place, database::Database, wiring::open_storage};

/// What besides the tables.
#[derive(Debug, Args)]
pub(crate) struct Migrate {
    /// On PostgreSQL: also gives this role what a server needs, and nothing that would let it touch the record of
    /// acts.
    #[arg(long, value_name = "ROLE")]
    grant: Option<String>,
}

pub(super) async fn run(place: &Place, options: Migrate) -> anyhow::Result<ExitCode> {
    open_storage(place).await?;
    println!("The database's tables are up to date.");
    if let Some(role) = options.grant {
        let Database::Postgres(storage) = Database::open_existing(place).await? else {
            bail!("--grant is for PostgreSQL: a SQLite file has no roles");
        };
        storage.grant_to(&role).await?;
        storage.close().await;
        println!("{role} has what a server needs, and no more.");
    }
    Ok(ExitCode::SUCCESS)
}
