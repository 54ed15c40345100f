//! The most that database and disk can do: commits of one small row, one after the other and from many sides.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::Result;
use sqlx::{
    PgPool, SqlitePool,
    postgres::PgPoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::place::Place;

/// Commits a second.
pub(crate) struct Commits {
    /// From one side.
    pub(crate) one: f64,
    /// From sixteen at once. SQLite has one writer, whoever asks.
    pub(crate) many: f64,
}

const MANY: usize = 16;

pub(crate) async fn commits(place: &Place, lasting: Duration) -> Result<Commits> {
    match place {
        Place::Sqlite(folder) => {
            // With the settings of the real one, beside it on the same disk.
            let options = SqliteConnectOptions::new()
                .filename(folder.path().join("raw.db"))
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full);
            let pool = SqlitePoolOptions::new()
                .max_connections(1)
                .connect_with(options)
                .await?;
            sqlx::query("CREATE TABLE raw (value BLOB)")
                .execute(&pool)
                .await?;
            let insert = async |pool: SqlitePool| -> Result<()> {
                let value = [7_u8; 64].as_slice();
                sqlx::query("INSERT INTO raw VALUES (?)")
                    .bind(value)
                    .execute(&pool)
                    .await?;
                Ok(())
            };
            let one = repeated(1, lasting, || insert(pool.clone())).await?;
            let many = repeated(MANY, lasting, || insert(pool.clone())).await?;
            pool.close().await;
            Ok(Commits { one, many })
        }
        Place::Postgres(url) => {
            let most = u32::try_from(MANY)?;
            let pool = PgPoolOptions::new().max_connections(most).connect(url).await?;
            sqlx::query("CREATE TABLE raw (value BYTEA)")
                .execute(&pool)
                .await?;
            let insert = async |pool: PgPool| -> Result<()> {
                let value = [7_u8; 64].as_slice();
                sqlx::query("INSERT INTO raw VALUES ($1)")
                    .bind(value)
                    .execute(&pool)
                    .await?;
                Ok(())
            };
            let one = repeated(1, lasting, || insert(pool.clone())).await?;
            let many = repeated(MANY, lasting, || insert(pool.clone())).await?;
            sqlx::query("DROP TABLE raw").execute(&pool).await?;
            pool.close().await;
            Ok(Commits { one, many })
        }
    }
}

async fn repeated<F: Future<Output = Result<()>>>(
    sides: usize,
    lasting: Duration,
    commit: impl Fn() -> F,
) -> Result<f64> {
    let done = Arc::new(AtomicU64::new(0));
    let since = Instant::now();
    let side = async || -> Result<()> {
        while since.elapsed() < lasting {
            commit().await?;
            done.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    };
    futures::future::try_join_all((0..sides).map(|_| side())).await?;
    let done = u32::try_from(done.load(Ordering::Relaxed))?;
    Ok(f64::from(done) / since.elapsed().as_secs_f64())
}
