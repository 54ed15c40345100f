//! The columns that are described to people.

use std::collections::BTreeSet;

/// Table and column of everything that `migrations/columns.toml` describes.
pub fn described() -> BTreeSet<(String, String)> {
    let text = include_str!("../../../../migrations/columns.toml");
    let described: toml::Table = toml::from_str(text).unwrap();
    let mut columns = BTreeSet::new();
    for (table, rows) in described["table"].as_table().unwrap() {
        for column in rows.as_table().unwrap().keys().filter(|name| *name != "about") {
            columns.insert((table.clone(), column.clone()));
        }
    }
    columns
}
