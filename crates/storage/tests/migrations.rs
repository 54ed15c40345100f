//! The two folders of migrations say the same of the same tables.
#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// File names and texts, in the order in which they apply.
fn migrations(database: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../migrations")
        .join(database);
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|file| {
            let file = file.unwrap();
            (
                file.file_name().into_string().unwrap(),
                fs::read_to_string(file.path()).unwrap(),
            )
        })
        .collect();
    files.sort();
    files
}

/// What a migration declares: per table its columns (with type and nullability) and named constraints, and indexes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Declared {
    tables: BTreeMap<String, BTreeSet<String>>,
    others: BTreeSet<String>,
}

/// A type by the name that SQLite has for it.
fn alike(word: &str) -> &str {
    match word.trim_end_matches(';') {
        "BYTEA" => "BLOB",
        "BIGINT" => "INTEGER",
        other => other,
    }
}

fn declared(text: &str) -> Declared {
    let mut declared = Declared::default();
    let mut table = None;
    for line in text.lines() {
        let words: Vec<_> = line.split_whitespace().collect();
        match words[..] {
            ["CREATE", "TABLE", name, "("] => table = Some(name.to_owned()),
            // What a trigger calls is written differently in each.
            // Only PostgreSQL can empty a table without deleting its rows.
            ["CREATE", "TRIGGER", _, "BEFORE", "TRUNCATE", "ON", _] => {}
            ["CREATE", "TRIGGER", name, "BEFORE", event, "ON", table] => {
                declared.others.insert(format!("TRIGGER {name} {event} {table}"));
            }
            ["CREATE", "FUNCTION", ..] | ["CREATE", "OR", "REPLACE", "FUNCTION", ..] => {}
            ["ALTER", ..] => {
                declared
                    .others
                    .insert(words.iter().map(|word| alike(word)).collect::<Vec<_>>().join(" "));
            }
            ["CREATE", ..] => {
                declared.others.insert(words.join(" "));
            }
            _ if line.starts_with(')') => table = None,
            _ => {}
        }
        // Columns and constraints stand four spaces deep; what is deeper continues one of them.
        let (Some(table), Some(name)) = (
            &table,
            line.strip_prefix("    ").filter(|rest| !rest.starts_with(' ')),
        ) else {
            continue;
        };
        let rule = match name.split_whitespace().collect::<Vec<_>>()[..] {
            ["CONSTRAINT", name, kind, ..] => format!("{kind} {name}"),
            [name, kind, ..] => {
                let kind = alike(kind.trim_end_matches(','));
                let required = if line.contains("NOT NULL") { "NOT NULL" } else { "" };
                format!("{name} {kind} {required}")
            }
            _ => continue,
        };
        declared.tables.entry(table.clone()).or_default().insert(rule);
    }
    declared
}

#[test]
fn both_databases_have_migrations_of_the_same_numbers_and_names() {
    let names = |database| {
        migrations(database)
            .into_iter()
            .map(|(name, _)| name)
            .collect::<Vec<_>>()
    };
    assert_eq!(names("sqlite"), names("postgres"));
}

#[test]
fn each_migration_declares_the_same_tables_columns_and_constraints_in_both() {
    let mut before = Declared::default();
    for ((name, sqlite), (_, postgres)) in migrations("sqlite").into_iter().zip(migrations("postgres")) {
        let (mut sqlite, mut postgres) = (declared(&sqlite), declared(&postgres));
        assert!(
            !sqlite.tables.is_empty() || !sqlite.others.is_empty(),
            "{name} declares nothing that is seen here"
        );
        let declared_here = postgres.clone();
        for table in made_anew(&sqlite, &postgres) {
            let on_it = |other: &&String| other.contains(&format!(" ON {table} ("));
            let anew = sqlite.tables.remove(&table);
            assert_eq!(anew.as_ref(), before.tables.get(&table), "{name}: {table}");
            let indexes: BTreeSet<_> = sqlite.others.iter().filter(on_it).cloned().collect();
            assert_eq!(
                indexes,
                before.others.iter().filter(on_it).cloned().collect(),
                "{name}: indexes of {table}"
            );
            sqlite.others.retain(|other| !indexes.contains(other));
            sqlite.others.remove(&copy_of(&table));
            postgres
                .others
                .retain(|other| !other.starts_with(&format!("ALTER TABLE {table} ")));
        }
        assert_eq!(sqlite, postgres, "{name}");
        before.tables.extend(declared_here.tables);
        before.others.extend(declared_here.others);
    }
}

/// The tables that only SQLite makes anew, because it cannot change a constraint as PostgreSQL does.
fn made_anew(sqlite: &Declared, postgres: &Declared) -> Vec<String> {
    sqlite
        .tables
        .keys()
        .filter(|table| sqlite.others.contains(&copy_of(table)) && !postgres.others.contains(&copy_of(table)))
        .cloned()
        .collect()
}

fn copy_of(table: &str) -> String {
    format!("CREATE TABLE {table}_before AS SELECT * FROM {table};")
}

#[test]
fn a_difference_is_seen() {
    let sqlite = "CREATE TABLE a (\n    id BLOB NOT NULL,\n    CONSTRAINT a_pk PRIMARY KEY (id)\n) STRICT;\n";
    let nullable = "CREATE TABLE a (\n    id BYTEA,\n    CONSTRAINT a_pk PRIMARY KEY (id)\n);\n";
    let same = "CREATE TABLE a (\n    id BYTEA NOT NULL,\n    CONSTRAINT a_pk PRIMARY KEY (id)\n);\n";
    assert_ne!(declared(sqlite), declared(nullable));
    assert_eq!(declared(sqlite), declared(same));
}
