//! Into PostgreSQL, by COPY.

use std::fmt::Write as _;

use anyhow::{Context as _, Result};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

use super::rows::{
    CASES, CHANGES, CHECKPOINTS, DECISIONS, ENTRIES, Filled, HASHES, Head, ITEM, LISTINGS, Plan, Value,
    second,
};

/// The one index in whose order no table can be filled: it is made afterwards.
const UNORDERED: &str = "listing_by_second";
/// How much is sent at a time, in bytes.
const PORTION: usize = 1 << 20;

pub(super) async fn fill(url: &str, plan: Plan) -> Result<()> {
    let mut connection = PgConnection::connect(url).await?;
    let index: String = sqlx::query_scalar("SELECT indexdef FROM pg_indexes WHERE indexname = $1")
        .bind(UNORDERED)
        .fetch_one(&mut connection)
        .await
        .context("the index is gone")?;
    // References are right by construction; asking for each row takes longer than all the rest.
    sqlx::raw_sql("SET session_replication_role = replica")
        .execute(&mut connection)
        .await?;
    run(&mut connection, format!("DROP INDEX {UNORDERED}")).await?;
    copy(&mut connection, &CASES, plan.cases()).await?;
    copy(&mut connection, &ITEM, plan.items()).await?;
    copy(&mut connection, &HASHES, plan.hashes()).await?;
    copy(&mut connection, &ENTRIES, plan.listed()).await?;
    copy(&mut connection, &DECISIONS, plan.decisions()).await?;
    let head = copy_changes(&mut connection, plan).await?;
    copy(&mut connection, &LISTINGS, plan.listings()).await?;
    copy(&mut connection, &CHECKPOINTS, head.rows()).await?;
    sqlx::query("UPDATE list SET head_number = $1, head_digest = $2, head_at = $3")
        .bind(i64::try_from(plan.entries)?)
        .bind(head.digest.as_slice())
        .bind(second(plan.entries))
        .execute(&mut connection)
        .await?;
    run(&mut connection, index).await?;
    run(&mut connection, "VACUUM ANALYZE".to_owned()).await?;
    run(&mut connection, "CHECKPOINT".to_owned()).await?;
    connection.close().await?;
    Ok(())
}

async fn run(connection: &mut PgConnection, statement: String) -> Result<()> {
    sqlx::raw_sql(AssertSqlSafe(statement))
        .execute(connection)
        .await?;
    Ok(())
}

fn into(filled: &Filled) -> String {
    format!("COPY {} ({}) FROM STDIN", filled.table, filled.columns.join(", "))
}

async fn copy(
    connection: &mut PgConnection,
    filled: &Filled,
    rows: impl Iterator<Item = Vec<Value>>,
) -> Result<()> {
    let mut copying = connection.copy_in_raw(&into(filled)).await?;
    let mut portion = String::new();
    for row in rows {
        write_row(&mut portion, &row);
        if portion.len() > PORTION {
            copying.send(portion.as_bytes()).await?;
            portion.clear();
        }
    }
    copying.send(portion.as_bytes()).await?;
    copying.finish().await?;
    Ok(())
}

/// The history is made in one go, on a thread of its own, because each digest follows from the one before.
async fn copy_changes(connection: &mut PgConnection, plan: Plan) -> Result<Head> {
    let (sender, mut receiver) = tokio::sync::mpsc::channel::<String>(8);
    let making = tokio::task::spawn_blocking(move || {
        let mut portion = String::new();
        let head = plan.changes(|row| {
            write_row(&mut portion, &row);
            if portion.len() > PORTION {
                sender.blocking_send(std::mem::take(&mut portion))?;
            }
            Ok(())
        })?;
        sender.blocking_send(portion)?;
        anyhow::Ok(head)
    });
    let mut copying = connection.copy_in_raw(&into(&CHANGES)).await?;
    while let Some(portion) = receiver.recv().await {
        copying.send(portion.as_bytes()).await?;
    }
    copying.finish().await?;
    making.await?
}

/// A line of COPY's text format. None of our texts has a tab, a line feed or a backslash.
fn write_row(text: &mut String, row: &[Value]) {
    for (place, value) in row.iter().enumerate() {
        if place > 0 {
            text.push('\t');
        }
        match value {
            Value::Null => text.push_str("\\N"),
            Value::Number(number) => {
                // Writing to a string does not fail.
                let _ = write!(text, "{number}");
            }
            Value::Text(value) => text.push_str(value),
            Value::Bytes(bytes) => {
                text.push_str("\\\\x");
                text.push_str(&hex::encode(bytes));
            }
        }
    }
    text.push('\n');
}
