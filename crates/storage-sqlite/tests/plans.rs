//! How SQLite goes about each query. It knows nothing of what is in the tables, so it always goes about it in this way.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};

use sqlx::{AssertSqlSafe, ConnectOptions as _, SqliteConnection, sqlite::SqliteConnectOptions};
use storage::conformance::plans::{
    self, Exempt, NOTICED, PASSED, Reading, SMALL, described, expect_exempt, undescribed,
};
use storage_sqlite::SqliteStorage;

/// What may be read without saying which rows are wanted in this database only.
const EXEMPT: &[Exempt] = &[
    Exempt {
        query: "DELETE FROM audit WHERE position <=",
        reads: &["audit_pk"],
        reason: "erases what has ended, once a day",
    },
    Exempt {
        query: "UPDATE audit_head SET gone_position",
        reads: &["audit"],
        reason: "walks along what has ended, which is erased once a day, and stops at what has not",
    },
    Exempt {
        query: "DELETE FROM webhook WHERE subscriber_id = ?",
        reads: &["webhook_message_of"],
        reason: "a platform switches its webhook off, and what it was told in the last month goes with it",
    },
];

#[tokio::test]
async fn no_query_looks_through_a_table_that_grows() {
    let (mut connection, _folder) = migrated().await;
    let tables = tables(&mut connection).await;
    let mut read = Vec::new();
    for query in described(env!("CARGO_MANIFEST_DIR")) {
        let plan = plan(&mut connection, &query.text).await;
        let readings = readings(&query.text, &plan, &tables);
        read.push((query, readings));
    }
    expect_exempt(&read, EXEMPT);
}

#[tokio::test]
async fn what_looks_through_a_table_is_noticed_and_what_does_not_is_not() {
    let (mut connection, _folder) = migrated().await;
    let tables = tables(&mut connection).await;
    for query in NOTICED {
        let found = readings(query, &plan(&mut connection, query).await, &tables);
        assert!(!found.is_empty(), "{query}");
    }
    for query in PASSED {
        let found = readings(query, &plan(&mut connection, query).await, &tables);
        assert!(found.is_empty(), "{query}: {found:?}");
    }
    // It takes any list for ten rows, and looks through it instead of looking for what is named.
    let whole_list =
        "SELECT number FROM listing WHERE list = 'adult' AND entry_id IN (SELECT value FROM json_each('[]'))";
    let found = readings(whole_list, &plan(&mut connection, whole_list).await, &tables);
    assert_eq!(found.len(), 1, "{found:?}");
}

#[tokio::test]
async fn what_stays_small_is_there() {
    let (mut connection, _folder) = migrated().await;
    let tables = tables(&mut connection).await;
    for table in SMALL {
        assert!(tables.contains(*table), "{table}");
    }
}

#[test]
fn queries_that_are_described_nowhere_are_made_by_few() {
    // They ask for the state of the file, write a copy of it or check all of it.
    let expected = ["backup.rs", "database.rs", "inspection.rs"].map(str::to_owned);
    assert_eq!(undescribed(env!("CARGO_MANIFEST_DIR")), BTreeSet::from(expected));
}

async fn migrated() -> (SqliteConnection, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("reclaim.db");
    let storage = SqliteStorage::open(path.to_str().unwrap()).await.unwrap();
    storage.migrate().await.unwrap();
    storage.close().await;
    let connection = SqliteConnectOptions::new()
        .filename(path)
        .connect()
        .await
        .unwrap();
    (connection, folder)
}

async fn tables(connection: &mut SqliteConnection) -> BTreeSet<String> {
    let names: Vec<String> = sqlx::query_scalar("SELECT name FROM sqlite_schema WHERE type = 'table'")
        .fetch_all(connection)
        .await
        .unwrap();
    names.into_iter().collect()
}

/// One line of a plan: its number, that of the line that it is a part of, and what it says.
type Step = (i64, i64, String);

async fn plan(connection: &mut SqliteConnection, query: &str) -> Vec<Step> {
    let rows: Vec<(i64, i64, i64, String)> =
        sqlx::query_as(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {query}")))
            .fetch_all(connection)
            .await
            .unwrap();
    rows.into_iter()
        .map(|(number, part_of, _, says)| (number, part_of, says))
        .collect()
}

/// What a query reads of tables that grow without saying which rows it wants.
fn readings(query: &str, plan: &[Step], tables: &BTreeSet<String>) -> Vec<Reading> {
    let words = words(query);
    let parts: BTreeMap<i64, (i64, &str)> = plan
        .iter()
        .map(|(number, part_of, says)| (*number, (*part_of, says.as_str())))
        .collect();
    let sorted: BTreeSet<i64> = plan
        .iter()
        .filter(|(_, _, says)| sorts(says))
        .map(|(_, part_of, _)| *part_of)
        .collect();
    let mut readings = Vec::new();
    for (_, part_of, says) in plan {
        let Some(access) = Access::read(says) else {
            continue;
        };
        let from = places(&words, access.alias, tables);
        if from.is_empty() && !tables.contains(access.alias) {
            assert!(is_derived(&words, access.alias), "{says}\n    in {query}");
            continue;
        }
        // Where the query does not name it, a reference or a trigger leads to it.
        let table = from.first().map_or(access.alias, |place| words[*place]);
        let small = from.iter().all(|place| !plans::grows(words[*place]));
        if small && !plans::grows(table) {
            continue;
        }
        let stops = !from.is_empty()
            && from.iter().all(|place| ends(&words[*place..]))
            && !sorted.contains(&select(*part_of, &parts));
        if access.is_told(stops) {
            continue;
        }
        readings.push(Reading {
            name: access.name(table),
            told: says.clone(),
        });
    }
    readings
}

/// Whether everything that is found is put in another order before the first row of it goes on.
fn sorts(says: &str) -> bool {
    let sorted = says.strip_prefix("USE TEMP B-TREE FOR ");
    matches!(sorted, Some("ORDER BY" | "GROUP BY" | "DISTINCT"))
}

/// The SELECT of which a line of a plan is a part.
fn select(mut part_of: i64, parts: &BTreeMap<i64, (i64, &str)>) -> i64 {
    while let Some((whole, says)) = parts.get(&part_of)
        && (*says == "MULTI-INDEX OR" || says.starts_with("INDEX "))
    {
        part_of = *whole;
    }
    part_of
}

/// How a table is read.
struct Access<'a> {
    /// The table, or what the query calls it.
    alias: &'a str,
    /// Whether of all its rows.
    scans: bool,
    /// By what, and with which conditions.
    how: &'a str,
}

impl<'a> Access<'a> {
    /// `None` where a line says nothing of a table.
    fn read(says: &'a str) -> Option<Self> {
        let (verb, rest) = says.split_once(' ')?;
        let (alias, how) = rest.split_once(' ').unwrap_or((rest, ""));
        let reads = matches!(verb, "SCAN" | "SEARCH") && !alias.starts_with('(');
        // What is given with the query, and what it says itself.
        let given = how.starts_with("VIRTUAL TABLE") || rest.contains("CONSTANT ROW");
        (reads && !given).then_some(Self {
            alias,
            scans: verb == "SCAN",
            how,
        })
    }

    /// Whether it is said which rows are wanted, or it stops when it has enough.
    fn is_told(&self, stops: bool) -> bool {
        // An index that is made for this one query has taken all rows in.
        if self.scans || self.how.contains("AUTOMATIC") {
            return false;
        }
        let conditions = self.how.split_once('(').map_or("", |(_, rest)| rest);
        let conditions = conditions.rsplit_once(')').map_or("", |(within, _)| within);
        let mut equal = conditions
            .split(" AND ")
            .filter_map(|condition| condition.strip_suffix("=?"));
        equal.any(plans::tells) || (stops && plans::begins_within(conditions))
    }

    /// The index by which it is read, by the name that PostgreSQL has for it where it is that of the primary key.
    fn name(&self, table: &str) -> String {
        if self.how.contains("AUTOMATIC") {
            return table.to_owned();
        }
        if self.how.contains("PRIMARY KEY") {
            return format!("{table}_pk");
        }
        let index = self.how.split_once("INDEX ").map_or(table, |(_, rest)| rest);
        index.split(' ').next().unwrap_or(index).to_owned()
    }
}

/// The words and signs of a query; what is in quotation marks is one.
fn words(query: &str) -> Vec<&str> {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut words = Vec::new();
    let mut rest = query.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '\'' | '"' => rest[1..].find(first).map_or(rest.len(), |end| end + 2),
            _ if is_word(first) => rest.find(|letter| !is_word(letter)).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        let (word, after) = rest.split_at(length);
        words.push(word);
        rest = after.trim_start();
    }
    words
}

/// Where a query names the tables that it calls so.
fn places(words: &[&str], alias: &str, tables: &BTreeSet<String>) -> Vec<usize> {
    (1..words.len())
        .filter(|place| {
            let named = words[place - 1..].iter().copied();
            let before = words[place - 1];
            let mut after = named.skip(2).skip_while(|word| *word == "AS");
            matches!(before, "FROM" | "JOIN" | "UPDATE" | "INTO" | ",")
                && tables.contains(words[*place])
                && (words[*place] == alias || after.next() == Some(alias))
        })
        .collect()
}

/// Whether the SELECT that goes on with these words ends after some rows.
fn ends(words: &[&str]) -> bool {
    let mut depth = 0;
    for word in words {
        match *word {
            "(" => depth += 1,
            ")" if depth == 0 => return false,
            ")" => depth -= 1,
            "LIMIT" if depth == 0 => return true,
            _ => {}
        }
    }
    false
}

/// Whether a query calls the rows of a SELECT within it so.
fn is_derived(words: &[&str], alias: &str) -> bool {
    (1..words.len())
        .filter(|place| words[*place] == alias)
        .any(|place| {
            let before = words[place - 1];
            let named = before == "AS" && place > 1 && words[place - 2] == ")";
            named || matches!(before, ")" | "WITH")
        })
}
