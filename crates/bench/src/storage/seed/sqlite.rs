//! Into SQLite, with one prepared statement a table.

use anyhow::{Context as _, Result};
use rusqlite::{
    Connection, Statement, ToSql,
    types::{ToSqlOutput, ValueRef},
};

use super::rows::{
    CASES, CHANGES, CHECKPOINTS, DECISIONS, ENTRIES, Filled, HASHES, ITEM, LISTINGS, Plan, Value, second,
};

/// The one index in whose order no table can be filled: it is made afterwards.
const UNORDERED: &str = "listing_by_second";

pub(super) fn fill(path: &str, plan: Plan) -> Result<()> {
    let mut connection = Connection::open(path)?;
    connection.pragma_update(None, "foreign_keys", false)?;
    connection.pragma_update(None, "synchronous", "OFF")?;
    // Nobody else looks, and a log would hold everything twice.
    let _: String = connection.query_row("PRAGMA journal_mode = OFF", [], |row| row.get(0))?;
    connection.pragma_update(None, "cache_size", -512_000)?;
    let index: String = connection
        .query_row(
            "SELECT sql FROM sqlite_schema WHERE name = ?",
            [UNORDERED],
            |row| row.get(0),
        )
        .context("the index is gone")?;
    let tx = connection.transaction()?;
    tx.execute_batch(&format!("DROP INDEX {UNORDERED}"))?;
    let table = |filled, rows: &mut dyn Iterator<Item = Vec<Value>>| -> Result<()> {
        let mut statement = tx.prepare(&insert(filled))?;
        for row in rows {
            put(&mut statement, &row)?;
        }
        Ok(())
    };
    table(&CASES, &mut plan.cases())?;
    table(&ITEM, &mut plan.items())?;
    table(&HASHES, &mut plan.hashes())?;
    table(&ENTRIES, &mut plan.listed())?;
    table(&DECISIONS, &mut plan.decisions())?;
    let mut statement = tx.prepare(&insert(&CHANGES))?;
    let head = plan.changes(|row| put(&mut statement, &row))?;
    drop(statement);
    table(&LISTINGS, &mut plan.listings())?;
    table(&CHECKPOINTS, &mut head.rows())?;
    tx.execute(
        "UPDATE list SET head_number = ?, head_digest = ?, head_at = ?",
        rusqlite::params![i64::try_from(plan.entries)?, head.digest, second(plan.entries)],
    )?;
    tx.execute_batch(&index)?;
    tx.commit()?;
    let _: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    std::fs::File::open(path)?.sync_all()?;
    Ok(())
}

fn insert(filled: &Filled) -> String {
    let places = vec!["?"; filled.columns.len()].join(", ");
    format!(
        "INSERT INTO {} ({}) VALUES ({places})",
        filled.table,
        filled.columns.join(", ")
    )
}

fn put(statement: &mut Statement<'_>, row: &[Value]) -> Result<()> {
    statement.execute(rusqlite::params_from_iter(row))?;
    Ok(())
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Number(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}
