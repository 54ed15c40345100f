//! What a database says of how it goes about each query: none looks through a table that grows with what people submit.
//!
//! Every query is asked about, from the descriptions that are committed beside the crates, so a new one is covered as
//! soon as it is described. A database is expected to say of each row of such a table which one it wants ([`TELLING`]),
//! or to walk along an index from a place within it and stop (`LIMIT`) without sorting first. Whatever else it does
//! stands in [`EXEMPT`], with the reason. How many rows a walk passes that it does not want cannot be seen from a plan;
//! that is measured (`crates/bench`).

use std::{collections::BTreeSet, fmt::Write as _, fs, path::Path};

use serde_json::Value;

/// Tables that stay small however much is submitted: a row for each list, member of staff, platform, person of a
/// platform or browser of theirs, for each known picture, or for what two people of staff decided.
pub const SMALL: &[&str] = &[
    "agreed_policy",
    "application",
    "audit_head",
    "credential",
    "decision_reason",
    "evidence_key",
    "known_form",
    "known_picture",
    "list",
    "platform",
    "platform_account",
    "platform_invitation",
    "platform_passkey",
    "platform_recovery_code",
    "platform_session",
    "proposal",
    "saved_view",
    "sequencer",
    // Where SQLite keeps the last number of each table that it numbers.
    "sqlite_sequence",
    "staff",
    "staff_invitation",
    "staff_passkey",
    "staff_recovery_code",
    "staff_session",
    "subscriber",
    "subscription",
    // What a passkey's ceremony leaves, for minutes.
    "used_ceremony",
    "webhook",
    "webhook_told",
];

/// Columns that say which row is wanted: of any value there are few rows.
pub const TELLING: &[&str] = &[
    "added_number",
    "case_id",
    "decision_id",
    "entry_id",
    "file",
    "first_number",
    "item_id",
    "last_number",
    "message_id",
    "number",
    "number_mac",
    "outbox_id",
    "picture",
    "position",
    "row_id",
    "rowid",
    "served_id",
    "shown_number",
    "size",
    "subject",
    "submission_mac",
    "value",
];

/// A query as it is described beside the crate that makes it.
#[derive(Clone, Debug)]
pub struct Query {
    pub text: String,
    pub parameters: usize,
}

/// What a query reads without saying which rows it wants.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The index that it goes by, or the table where it goes by none.
    pub name: String,
    /// What the database says of it.
    pub told: String,
}

/// What a query may read without saying which rows it wants.
#[derive(Clone, Copy, Debug)]
pub struct Exempt {
    /// A part of it by which it is known, with `?` for every parameter, single spaces, and no names of columns in
    /// quotation marks.
    pub query: &'static str,
    /// By which index, or which table as a whole.
    pub reads: &'static [&'static str],
    pub reason: &'static str,
}

/// What may be read so in both databases.
pub const EXEMPT: &[Exempt] = &[
    Exempt {
        query: "DELETE FROM case_file WHERE declined_on",
        reads: &["case_file_declined_on"],
        reason: "erases what has ended, once a day",
    },
    Exempt {
        query: "DELETE FROM feedback WHERE said_at",
        reads: &["feedback_by_age"],
        reason: "erases what has ended, once a day",
    },
    Exempt {
        query: "DELETE FROM fresh_fingerprint WHERE made_on",
        reads: &["fresh_fingerprint"],
        reason: "erases what has ended, once a day; there is no more of it than three days bring",
    },
    Exempt {
        query: "DELETE FROM served WHERE ended_at",
        reads: &["served_by_age"],
        reason: "erases what has ended, once a day",
    },
    Exempt {
        query: "DELETE FROM tally WHERE day",
        reads: &["tally_pk"],
        reason: "erases what has ended, once a day",
    },
    Exempt {
        query: "DELETE FROM webhook_message WHERE created_at",
        reads: &["webhook_message_by_age"],
        reason: "erases what has ended, once a day",
    },
    Exempt {
        query: "ended.state IN ('rejected', 'withdrawn')",
        reads: &["entry_that_ended", "outbox"],
        reason: "that index has only what has ended, which is erased within a day; the outbox is emptied every second",
    },
    Exempt {
        query: "SELECT count(*) FROM outbox",
        reads: &["outbox", "outbox_pk"],
        reason: "the outbox is emptied every second",
    },
    Exempt {
        query: "FROM outbox ORDER BY outbox_id LIMIT ?",
        reads: &["outbox", "outbox_pk"],
        reason: "takes the oldest first and stops",
    },
    Exempt {
        query: "FROM outbox WHERE entry_id = ?",
        reads: &["outbox", "outbox_pk"],
        reason: "the outbox is emptied every second",
    },
    Exempt {
        query: "FROM change WHERE list = ? AND entry_id = ? ORDER BY number",
        reads: &["change_pk"],
        reason: "for an operator who discloses a case: too seldom for an index on all of the history",
    },
    Exempt {
        query: "SELECT count(*) FROM (SELECT entry_id, max(number) AS number FROM change WHERE list = ?",
        reads: &["change_pk"],
        reason: "an operator's check looks at everything",
    },
    Exempt {
        query: "UNION ALL SELECT entry_id FROM listing WHERE list = ? AND listed = 1",
        reads: &[
            "entry_list_item_unique",
            "sqlite_autoindex_entry_2",
            "listing_pk",
            "outbox",
        ],
        reason: "an operator's check looks at everything",
    },
    Exempt {
        query: "FROM listing WHERE list = ? AND listed = 1 AND hashes IS NULL",
        reads: &["listing_pk"],
        reason: "an operator's check looks at everything",
    },
    Exempt {
        query: "FROM listing l LEFT JOIN change c ON c.list = l.list AND c.number = l.number WHERE l.list = ?",
        reads: &["listing_pk"],
        reason: "an operator's check looks at everything",
    },
    Exempt {
        query: "GROUP BY d.entry_id HAVING max(d.position) + 1 <> count(*)",
        reads: &["entry_list_item_unique", "sqlite_autoindex_entry_2"],
        reason: "an operator's check looks at everything",
    },
    Exempt {
        query: "FROM known_file ORDER BY kind, value",
        reads: &["known_file", "known_file_pk", "sqlite_autoindex_known_file_1"],
        reason: "for an operator who looks at all that is known",
    },
    Exempt {
        query: "SELECT key_generation AS generation, count(*) AS cases",
        reads: &["case_file", "sealed_by_generation"],
        reason: "for an operator who looks at the keys or rotates them",
    },
    Exempt {
        query: "FROM sealed WHERE generation < ? ORDER BY row_id, purpose LIMIT ?",
        reads: &["sealed_by_generation"],
        reason: "seals anew what an older key sealed, after a rotation: the index has it first",
    },
    Exempt {
        query: "FROM tally WHERE day >= ? GROUP BY day",
        reads: &["tally_pk"],
        reason: "a chart adds up the days that it shows",
    },
    Exempt {
        query: "FROM feedback WHERE subscriber_id = ? GROUP BY list, verdict",
        reads: &["feedback_of_subscriber"],
        reason: "counts what one platform said, in that index alone",
    },
    Exempt {
        query: "FROM served WHERE subscriber_id = ? GROUP BY list, wire",
        reads: &["served_by_number", "served_to"],
        reason: "of what one platform fetches from a list there is a line an hour",
    },
    Exempt {
        query: "FROM served WHERE subscriber_id = ? AND list = ? AND ended_at <=",
        reads: &["served_to"],
        reason: "ends a little after the first that it finds",
    },
    Exempt {
        query: "(SELECT min(f.began_at) FROM served f",
        reads: &["served_to"],
        reason: "ends a little after the first that it finds",
    },
    Exempt {
        query: "AND EXISTS (SELECT 1 FROM served f WHERE f.subscriber_id = s.subscriber_id AND f.list = ?)",
        reads: &["served_by_number"],
        reason: "whatever it finds first is enough",
    },
    Exempt {
        query: "FROM served WHERE subscriber_id = ? AND list = ? AND wire = ? ORDER BY ended_at DESC, served_id LIMIT ?",
        reads: &["served_to"],
        reason: "begins with the newest and stops",
    },
    Exempt {
        query: "FROM webhook_message WHERE subscriber_id = ? ORDER BY created_at DESC, message_id LIMIT ?",
        reads: &["webhook_message_of"],
        reason: "begins with the newest and stops",
    },
    Exempt {
        query: "FROM entry WHERE queue = ? AND (withdrawal_due IS NULL OR withdrawal_due > ?) LIMIT ?) found",
        reads: &["entry_by_queue"],
        reason: "counts no further than it is told",
    },
    Exempt {
        query: "AND (e.withdrawal_due IS NULL OR e.withdrawal_due > ?) LIMIT ?) found",
        reads: &["entry_by_priority"],
        reason: "counts no further than it is told",
    },
    Exempt {
        query: "WHERE h.claimed_by = ? AND h.claimed_until > ? AND e.priority IS NOT NULL",
        reads: &["handling_by_claim"],
        reason: "what one member of staff has taken is little",
    },
    Exempt {
        query: "WHERE m.subscriber_id = w.subscriber_id AND m.list = l.list AND m.progress = 'pending'",
        reads: &["webhook_message_pending"],
        reason: "that index has only what one platform is still to be told, four messages at most",
    },
    Exempt {
        query: "UPDATE webhook_message SET attempts = 0",
        reads: &["webhook_message_pending"],
        reason: "that index has only what one platform is still to be told, four messages at most",
    },
    Exempt {
        query: "UPDATE webhook_message SET next_attempt_at = ? WHERE subscriber_id = ?",
        reads: &["webhook_message_pending", "webhook_message_due"],
        reason: "those indexes have only what platforms are still to be told, four messages each at most",
    },
];

/// What is noticed: were one of these not, the rest would prove little.
pub const NOTICED: &[&str] = &[
    "SELECT item_id FROM entry WHERE state = 'published' ORDER BY item_id LIMIT 5",
    "SELECT body FROM note WHERE staff_id = '1'",
    "SELECT number FROM listing WHERE list = 'adult' ORDER BY listed_since LIMIT 5",
    "SELECT number FROM change WHERE list = 'adult' AND number > 5 ORDER BY number",
    "SELECT number FROM change WHERE list = 'adult' AND number + 0 > 5 ORDER BY number LIMIT 5",
    "SELECT c.number FROM (SELECT number FROM listing WHERE list = 'adult' LIMIT 5) l, change c WHERE c.list = 'adult'",
    "DELETE FROM decision WHERE made_at < 5 AND actor_kind = 'policy'",
];

/// What is not noticed, because it ends where it should.
pub const PASSED: &[&str] = &[
    "SELECT state FROM entry WHERE list = 'adult' AND item_id = '1' ORDER BY version",
    "SELECT number FROM change WHERE list = 'adult' AND number > 5 ORDER BY number LIMIT 5",
    "SELECT e.state FROM (SELECT entry_id FROM listing WHERE list = 'adult' AND number > 5 ORDER BY number LIMIT 5) l
     JOIN entry e ON e.entry_id = l.entry_id ORDER BY e.state",
    "SELECT name FROM staff ORDER BY role",
];

/// The queries that the crate in this folder makes, as they are described beside it.
pub fn described(folder: &str) -> Vec<Query> {
    let mut queries = Vec::new();
    for file in fs::read_dir(Path::new(folder).join(".sqlx")).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let description: Value = serde_json::from_str(&text).unwrap();
        let parameters = &description["describe"]["parameters"];
        queries.push(Query {
            text: description["query"].as_str().unwrap().to_owned(),
            // SQLite counts them, PostgreSQL names their types.
            parameters: match &parameters["Left"] {
                Value::Array(types) => types.len(),
                _ => parameters["Right"].as_u64().unwrap().try_into().unwrap(),
            },
        });
    }
    assert!(!queries.is_empty(), "nothing is described in {folder}");
    queries
}

/// The files of the crate in this folder that make queries which are described nowhere, and so are not asked about.
pub fn undescribed(folder: &str) -> BTreeSet<String> {
    const MAKING: [&str; 8] = [
        "sqlx::query(",
        "sqlx::query_as(",
        "sqlx::query_as::<",
        "sqlx::query_scalar(",
        "sqlx::query_scalar::<",
        "sqlx::raw_sql(",
        "sqlx::query_with(",
        "QueryBuilder",
    ];
    let mut files = BTreeSet::new();
    for file in fs::read_dir(Path::new(folder).join("src")).unwrap() {
        let file = file.unwrap();
        let text = fs::read_to_string(file.path()).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        if MAKING.iter().any(|making| code.contains(making)) {
            files.insert(file.file_name().into_string().unwrap());
        }
    }
    files
}

/// Whether a table grows with what people submit.
pub fn grows(table: &str) -> bool {
    !SMALL.contains(&table)
}

/// Whether a column says which row is wanted.
pub fn tells(column: &str) -> bool {
    TELLING.contains(&column)
}

/// Whether an index is walked along from a place within it, or up to one, by what a database says of its conditions.
pub fn begins_within(conditions: &str) -> bool {
    conditions.contains(['<', '>'])
}

/// Fails with every reading that is not exempt, and with every exemption that nothing needs any more.
pub fn expect_exempt(read: &[(Query, Vec<Reading>)], in_this_database: &[Exempt]) {
    let exempt: Vec<&Exempt> = EXEMPT.iter().chain(in_this_database).collect();
    let mut needed = BTreeSet::new();
    let mut others = String::new();
    for (query, readings) in read {
        let text = plain(&query.text);
        for Reading { name, told } in readings {
            let by = exempt
                .iter()
                .position(|exempt| text.contains(exempt.query) && exempt.reads.contains(&name.as_str()));
            match by {
                Some(place) => _ = needed.insert(place),
                None => writeln!(others, "{name}: {told}\n    in {text}").unwrap(),
            }
        }
    }
    assert!(
        others.is_empty(),
        "these queries look through more than they want:\n{others}"
    );
    for (place, Exempt { query, reason, .. }) in exempt.iter().enumerate() {
        assert!(
            needed.contains(&place),
            "nothing has to be exempt any more as {query} ({reason})"
        );
    }
}

/// A query as [`Exempt`] knows it.
fn plain(query: &str) -> String {
    let mut spaced = query.split_whitespace().collect::<Vec<_>>().join(" ");
    while let Some(start) = spaced.find(" AS \"") {
        let name = start + " AS \"".len();
        let end = spaced[name..]
            .find('"')
            .map_or(spaced.len(), |end| name + end + 1);
        spaced.replace_range(start..end, "");
    }
    let mut plain = String::new();
    let mut of_parameter = false;
    for letter in spaced.chars() {
        if of_parameter && letter.is_ascii_digit() {
            continue;
        }
        of_parameter = matches!(letter, '?' | '$');
        plain.push(if of_parameter { '?' } else { letter });
    }
    plain.replace("( ", "(").replace(" )", ")")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_known_by_its_text_whatever_its_layout_and_names() {
        let sqlite =
            "SELECT max(number) AS \"newest: i64\", kind\n  FROM (\n SELECT 1 ) x WHERE a = ?12 AND b > ?";
        let postgres = "SELECT max(number) AS \"newest!\", kind FROM (SELECT 1) x WHERE a = $1 AND b > $2";
        let known = "SELECT max(number), kind FROM (SELECT 1) x WHERE a = ? AND b > ?";
        assert_eq!(plain(sqlite), known);
        assert_eq!(plain(postgres), known);
    }

    #[test]
    #[should_panic(expected = "entry: SCAN entry")]
    fn what_is_not_exempt_fails() {
        let query = Query {
            text: "SELECT item_id FROM entry".to_owned(),
            parameters: 0,
        };
        let reading = Reading {
            name: "entry".to_owned(),
            told: "SCAN entry".to_owned(),
        };
        expect_exempt(&[(query, vec![reading])], &[]);
    }

    #[test]
    #[should_panic(expected = "nothing has to be exempt any more")]
    fn what_nothing_needs_any_more_fails() {
        expect_exempt(&[], &[]);
    }
}
