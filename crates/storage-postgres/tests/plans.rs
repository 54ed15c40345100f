//! How PostgreSQL can go about each query, with the indexes that there are.
//!
//! It chooses by what is in the tables. Here that is made up, a few thousand rows of everything, and what is quicker
//! for so few is switched off; so a query that is noticed has no index by which it could say which rows it wants.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod server;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, Row as _};
use storage::conformance::plans::{
    self, Exempt, NOTICED, PASSED, Query, Reading, TELLING, described, expect_exempt, undescribed,
};

/// What may be read without saying which rows are wanted in this database only.
const EXEMPT: &[Exempt] = &[Exempt {
    query: "l.number <= ? WHERE c.list = ? AND c.number > ? AND c.number <= ? ORDER BY c.number",
    reads: &["change_pk"],
    reason: "a page of the feed, from one number to another: there are no more changes than numbers",
}];

/// Fills every table. A column that says which row is wanted has another value in
/// each row, any other one has few: of the words that a constraint allows it, or any. The constraints themselves go.
const FILL: &str = r#"
DO $$
DECLARE
    telling text[] := 'TELLING';
    any_words text[] := '{"",a,b,c}';
    dropped record;
    made_up record;
BEGIN
    CREATE TEMPORARY TABLE column_words AS
    SELECT conrelid AS relation, conkey[1] AS number, array_agg(DISTINCT word[1]) AS words
    FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([^'']*)''::text', 'g') AS word
    WHERE contype = 'c' AND cardinality(conkey) = 1
    GROUP BY conrelid, conkey[1];

    FOR dropped IN
        SELECT conrelid::regclass AS relation, conname FROM pg_constraint
        WHERE contype = 'c' AND connamespace = current_schema()::regnamespace AND conrelid <> 0
    LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', dropped.relation, dropped.conname);
    END LOOP;

    FOR made_up IN
        SELECT c.oid::regclass AS relation,
               string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS columns,
               string_agg(CASE
                   WHEN atttypid = 'bytea'::regtype THEN format('decode(md5(%s::text), ''hex'')', whole_number)
                   WHEN atttypid <> 'text'::regtype THEN whole_number
                   WHEN attname = ANY(telling) THEN 'nth::text'
                   ELSE format('(%L::text[])[1 + nth %% %s]', allowed, cardinality(allowed))
               END, ', ' ORDER BY attnum) AS fields
        FROM pg_class c
        JOIN pg_attribute ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped
        LEFT JOIN column_words w ON w.relation = c.oid AND w.number = attnum,
        LATERAL (
            SELECT CASE WHEN attname = ANY(telling) THEN 'nth' ELSE '(nth % 4)' END AS whole_number,
                   coalesce(w.words, any_words) AS allowed
        ) AS x
        WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND relname <> '_sqlx_migrations'
        GROUP BY c.oid
    LOOP
        EXECUTE format('INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE
                        SELECT %s FROM generate_series(1, 3000) AS nth ON CONFLICT DO NOTHING',
                       made_up.relation, made_up.columns, made_up.fields);
    END LOOP;
END $$
"#;

/// A plan for whatever the query is given, as one process makes it that the product asks, without what is quicker while
/// a table is small.
const SETTINGS: &[&str] = &[
    "plan_cache_mode = force_generic_plan",
    "jit = off",
    "max_parallel_workers_per_gather = 0",
    "enable_seqscan = off",
    "enable_bitmapscan = off",
    "enable_hashjoin = off",
    "enable_mergejoin = off",
    "enable_material = off",
];

#[tokio::test]
async fn no_query_looks_through_a_table_that_grows() {
    on_full_tables(async |connection, indexes| {
        let mut read = Vec::new();
        for query in described(env!("CARGO_MANIFEST_DIR")) {
            // How the rest of a transaction is to go is nothing to be planned.
            if query.text.starts_with("SET LOCAL ") {
                continue;
            }
            let readings = readings(&plan(connection, &query).await, indexes);
            read.push((query, readings));
        }
        expect_exempt(&read, EXEMPT);
    })
    .await;
}

#[tokio::test]
async fn what_looks_through_a_table_is_noticed_and_what_does_not_is_not() {
    on_full_tables(async |connection, indexes| {
        for (queries, noticed) in [(NOTICED, true), (PASSED, false)] {
            for text in queries {
                let query = Query {
                    text: (*text).to_owned(),
                    parameters: 0,
                };
                let found = readings(&plan(connection, &query).await, indexes);
                assert_eq!(!found.is_empty(), noticed, "{text}: {found:?}");
            }
        }
    })
    .await;
}

#[test]
fn queries_that_are_described_nowhere_are_made_by_few() {
    // They ask for the state of the server or of a role, set rights, clear up, or check all references.
    let expected = ["backup.rs", "database.rs", "inspection.rs", "role.rs"].map(str::to_owned);
    assert_eq!(undescribed(env!("CARGO_MANIFEST_DIR")), BTreeSet::from(expected));
}

/// The columns of each index, in its order.
type Indexes = BTreeMap<String, Vec<String>>;

async fn on_full_tables(test: impl AsyncFnOnce(&mut PgConnection, &Indexes)) {
    server::with_database(async |_, url| {
        let mut connection = PgConnection::connect(url).await.unwrap();
        // References and triggers see none of it.
        run(&mut connection, "SET session_replication_role = replica".to_owned()).await;
        let telling = format!("{{{}}}", TELLING.join(","));
        run(&mut connection, FILL.replace("TELLING", &telling)).await;
        run(&mut connection, "ANALYZE".to_owned()).await;
        for setting in SETTINGS {
            run(&mut connection, format!("SET {setting}")).await;
        }
        let columns: Vec<(String, Vec<String>)> = sqlx::query_as(
            "SELECT relname::text, array_agg(pg_get_indexdef(indexrelid, place, TRUE) ORDER BY place)
             FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid, generate_series(1, indnkeyatts) AS place
             WHERE relnamespace = current_schema()::regnamespace
             GROUP BY relname",
        )
        .fetch_all(&mut connection)
        .await
        .unwrap();
        let indexes: Indexes = columns.into_iter().collect();
        test(&mut connection, &indexes).await;
        connection.close().await.unwrap();
    })
    .await;
}

async fn run(connection: &mut PgConnection, statement: String) {
    sqlx::raw_sql(AssertSqlSafe(statement))
        .execute(connection)
        .await
        .unwrap();
}

/// The uppermost step of a query's plan.
async fn plan(connection: &mut PgConnection, query: &Query) -> Value {
    run(connection, format!("PREPARE explained AS {}", query.text)).await;
    let explain = match query.parameters {
        0 => "EXPLAIN (FORMAT JSON) EXECUTE explained".to_owned(),
        count => format!(
            "EXPLAIN (FORMAT JSON) EXECUTE explained ({})",
            vec!["NULL"; count].join(", ")
        ),
    };
    let row = sqlx::raw_sql(AssertSqlSafe(explain))
        .fetch_one(&mut *connection)
        .await
        .unwrap();
    run(connection, "DEALLOCATE explained".to_owned()).await;
    // Its type is JSON, which the driver does not take for text.
    let plans: String = row.try_get_unchecked(0).unwrap();
    let plans: Value = serde_json::from_str(&plans).unwrap();
    plans[0]["Plan"].clone()
}

/// What a query reads of tables that grow without saying which rows it wants.
fn readings(plan: &Value, indexes: &Indexes) -> Vec<Reading> {
    let mut readings = Vec::new();
    read(plan, false, indexes, &mut readings);
    readings
}

/// With `stops`, whoever takes what this step gives takes no more than some rows of it.
fn read(step: &Value, stops: bool, indexes: &Indexes, readings: &mut Vec<Reading>) {
    let kind = step["Node Type"].as_str().unwrap();
    let stops = match kind {
        "Limit" => true,
        // These have seen everything before they give anything.
        "Aggregate" | "Group" | "Hash" | "Materialize" | "Memoize" | "SetOp" | "Sort" | "WindowAgg" => false,
        _ => stops,
    };
    if let Some(table) = step["Relation Name"].as_str()
        && kind != "ModifyTable"
        && plans::grows(table)
    {
        let conditions = step["Index Cond"].as_str().unwrap_or_default();
        let index = step["Index Name"].as_str();
        let told = index.is_some_and(|index| {
            says_which(conditions, &indexes[index]) || (stops && plans::begins_within(conditions))
        });
        if !told {
            readings.push(Reading {
                name: index.unwrap_or(table).to_owned(),
                told: format!("{kind} {table} {conditions}"),
            });
        }
    }
    for part in step["Plans"].as_array().into_iter().flatten() {
        let handed_on = matches!(
            part["Parent Relationship"].as_str(),
            Some("Outer" | "Member" | "Subquery")
        );
        read(part, stops && handed_on, indexes, readings);
    }
}

/// Whether these conditions lead to the rows that are wanted and to no others, by the beginning of the index.
fn says_which(conditions: &str, index: &[String]) -> bool {
    let equal: BTreeSet<&str> = conditions
        .split(" AND ")
        .filter_map(|condition| condition.split_once(" = "))
        .map(|(column, _)| column.trim_start_matches('(').trim_matches('"'))
        .collect();
    index
        .iter()
        .map(|column| column.trim_matches('"'))
        .take_while(|column| equal.contains(column))
        .any(plans::tells)
}
