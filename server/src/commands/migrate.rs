//! `reclaim migrate`: brings the tables up to date, and says what a server may do with them.

use std::process::ExitCode;

use anyhow::bail;

use crate::{config::Place, database::Database, wiring::open_storage};

pub(super) async fn run(place: &Place, grant: Option<&str>) -> anyhow::Result<ExitCode> {
    open_storage(place).await?;
    println!("The database's tables are up to date.");
    if let Some(role) = grant {
        let Database::Postgres(storage) = Database::open_existing(place).await? else {
            bail!("--grant is for PostgreSQL: a SQLite file has no roles");
        };
        storage.grant_to(role).await?;
        storage.close().await;
        println!("{role} has what a server needs, and no more.");
    }
    Ok(ExitCode::SUCCESS)
}
