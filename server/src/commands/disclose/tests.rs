//! What is printed, compared with everything that the database holds about the case.

use std::{collections::BTreeSet, time::Duration};

use domain::{
    Clock as _,
    audit::Act,
    entropy::SeededEntropy,
    entry::Action,
    feedback::Verdict,
    id::EntryId,
    list::ListName,
    staff::{Role, Staff},
};
use service::{
    case::CaseKey,
    feedback::Opinion,
    moderate::DecisionOrder,
    testing::{TestService, form, video_form},
    withdraw::When,
};
use sqlx::{AssertSqlSafe, Column as _, Row as _, SqlitePool, ValueRef as _, sqlite::SqliteRow};

use super::*;

const REASON: &str = "12 C 345/26";

/// A value as SQLite holds it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Held {
    Null,
    Number(i64),
    Text(String),
    Bytes(Vec<u8>),
}

/// A row: the table and each column's name and value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct HeldRow {
    table: String,
    values: Vec<(String, Held)>,
}

impl HeldRow {
    fn get(&self, column: &str) -> &Held {
        &self.values.iter().find(|(name, _)| name == column).unwrap().1
    }

    fn text(&self, column: &str) -> String {
        match self.get(column) {
            Held::Text(text) => text.clone(),
            other => panic!("{}.{column} is {other:?}", self.table),
        }
    }

    fn number(&self, column: &str) -> i64 {
        match self.get(column) {
            Held::Number(number) => *number,
            other => panic!("{}.{column} is {other:?}", self.table),
        }
    }

    fn bytes(&self, column: &str) -> Vec<u8> {
        match self.get(column) {
            Held::Bytes(bytes) => bytes.clone(),
            other => panic!("{}.{column} is {other:?}", self.table),
        }
    }

    fn refers_to(&self, ids: &BTreeSet<Vec<u8>>) -> bool {
        self.values.iter().any(|(_, value)| match value {
            Held::Bytes(bytes) => ids.contains(bytes),
            Held::Text(text) => hex::decode(text).is_ok_and(|bytes| ids.contains(&bytes)),
            Held::Null | Held::Number(_) => false,
        })
    }
}

fn held(table: &str, row: &SqliteRow) -> HeldRow {
    let value = |position: usize| {
        let raw = row.try_get_raw(position).unwrap();
        if raw.is_null() {
            return Held::Null;
        }
        row.try_get_unchecked(position)
            .map(Held::Number)
            .ok()
            .filter(|_| raw.type_info().to_string() == "INTEGER")
            .or_else(|| {
                (raw.type_info().to_string() == "TEXT").then(|| Held::Text(row.get_unchecked(position)))
            })
            .unwrap_or_else(|| Held::Bytes(row.get_unchecked(position)))
    };
    let columns = row.columns().iter().enumerate();
    HeldRow {
        table: table.to_owned(),
        values: columns
            .map(|(position, column)| (column.name().to_owned(), value(position)))
            .collect(),
    }
}

async fn names(pool: &SqlitePool, question: String) -> Vec<String> {
    sqlx::query_scalar(AssertSqlSafe(question))
        .fetch_all(pool)
        .await
        .unwrap()
}

/// Every row of every table that is about the case, found by following ids: a table that nobody has thought of yet
/// is found as well.
async fn about_the_case(pool: &SqlitePool, case: Vec<u8>) -> BTreeSet<HeldRow> {
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'";
    let mut rows = Vec::new();
    // The ids that a table gives out itself; one that points to another table leads away from the case, and so does
    // whoever wrote a note.
    let mut own = BTreeSet::new();
    for table in names(pool, tables.to_owned()).await {
        let columns = format!(
            "SELECT name FROM pragma_table_info('{table}') WHERE name LIKE '%_id' AND name <> 'staff_id'
             AND name NOT IN (SELECT \"from\" FROM pragma_foreign_key_list('{table}'))"
        );
        for column in names(pool, columns).await {
            own.insert((table.clone(), column));
        }
        let all = AssertSqlSafe(format!("SELECT * FROM {table}"));
        let all = sqlx::query(all).fetch_all(pool).await.unwrap();
        rows.extend(all.iter().map(|row| held(&table, row)));
    }
    let mut ids = BTreeSet::from([case]);
    loop {
        let found: BTreeSet<HeldRow> = rows.iter().filter(|row| row.refers_to(&ids)).cloned().collect();
        let before = ids.len();
        for row in &found {
            for (column, value) in &row.values {
                if let Held::Bytes(id) = value
                    && own.contains(&(row.table.clone(), column.clone()))
                {
                    ids.insert(id.clone());
                }
            }
        }
        if ids.len() == before {
            return found;
        }
    }
}

fn at(row: &HeldRow, column: &str) -> String {
    moment(Timestamp::from_millis(row.number(column))).unwrap()
}

/// The part of a line that says what a column holds. A column that is not here has to be among those without
/// information, or an answer to a court would leave it out.
fn said(row: &HeldRow, column: &str) -> String {
    match (row.table.as_str(), column) {
        ("case_file", "opened_on") => format!("submitted:  {}\n", at(row, column)),
        ("case_file", "taken_back") => format!(", {} more taken back and erased", row.number(column)),
        ("case_file", "declined") => format!(", {} more declined and erased", row.number(column)),
        ("case_file", "unreviewed") => format!(
            ", {} of them because nobody had looked in time",
            row.number(column)
        ),
        ("case_file", "declined_on") => format!(" on {}", at(row, column)),
        ("case_file", "declined_list") => format!(" for {}", row.text(column)),
        ("item", "position") => format!("item {}, ", row.number(column) + 1),
        ("item" | "entry" | "outbox", "medium") => row.text(column),
        ("item_hash", "kind") => format!(", {}", row.text(column)),
        ("item_hash", "variant") if row.text(column).is_empty() => String::new(),
        ("item_hash", "variant") => format!(" of the variant {}, ", row.text(column)),
        ("item_hash", "value") => hex::encode(row.bytes(column)),
        ("item_hash", "quality") => format!(", quality {}\n", row.number(column)),
        ("entry" | "decision" | "listing" | "past_listing" | "change" | "outbox", "list") => {
            format!(" on {}, ", row.text(column))
        }
        ("entry", "state") => format!(", {}", row.text(column)),
        ("entry", "standing") => format!("{} {}", row.text("state"), row.text(column)),
        ("entry", "withdrawal_due") => format!(", due {}\n", at(row, column)),
        // A finding has a copy of both.
        ("entry" | "finding", "created_on") => format!("made on {}", at(row, column)),
        ("entry", "version") => format!("written {} times\n", row.number(column)),
        // It follows from state and standing.
        ("entry", "queue") => format!(", {}", row.text("state")),
        ("finding", "name") => format!("found {} (", row.text(column)),
        ("finding", "evidence") => format!("({}), ", row.number(column)),
        ("finding", "treatment") => format!("), {}, ", row.text(column)),
        ("finding", "detail") => format!(", {:?}\n", row.text(column)),
        ("entry" | "finding", "priority") => format!(", priority {}, ", row.number(column)),
        ("handling", "claimed_by") => format!(", taken by staff {} until ", hex::encode(row.bytes(column))),
        ("handling", "claimed_until") => format!(" until {}\n", at(row, column)),
        ("handling", "snoozed_until") => format!(", put off until {}\n", at(row, column)),
        ("note", "staff_id") => format!(", note of staff {}, ", hex::encode(row.bytes(column))),
        ("note", "body") => format!(": {}\n", row.text(column)),
        ("note", "written_at") => format!(", {}: ", at(row, column)),
        // They are told in this order.
        ("note", "position") => ", note of staff ".to_owned(),
        // A copy of a row of item_hash or of a part of one, and the day on which the case was made.
        ("fresh_fingerprint", "pdq") => hex::encode(row.bytes(column)),
        ("fresh_fingerprint", "made_on") => format!("submitted:  {}\n", at(row, column)),
        ("decision", "actor_kind") => format!(", {}", row.text(column)),
        ("decision", "actor") => row.text(column),
        ("decision", "policy_version") => format!("version {}, ", row.number(column)),
        ("decision", "action" | "reason") => format!(", {}", row.text(column)),
        ("decision", "note") => format!(", note: {}\n", row.text(column)),
        // Until what has its picture is marked, the moment of a decision is kept twice.
        ("decision", "made_at") | ("alike_due", "suspended_at") => format!(", {}, ", at(row, column)),
        // They are told in this order.
        ("decision", "position") => "decision:   ".to_owned(),
        ("change" | "listing", "number")
        | ("listing" | "past_listing", "added_number")
        | ("past_listing", "shown_number") => {
            format!("change {}, ", row.number(column))
        }
        ("change" | "outbox", "kind") => format!(", {} ", row.text(column)),
        ("change", "medium") => format!("{} {}", row.text("kind"), row.text(column)),
        ("change" | "outbox", "standing") => format!("{} {}", row.text("medium"), row.text(column)),
        ("change" | "listing", "changed_at") | ("past_listing", "left_at") => {
            format!(", {}\n", at(row, column))
        }
        ("listing", "listed") if row.number(column) == 0 => ", not listed".to_owned(),
        ("listing", "listed") => ", listed since ".to_owned(),
        ("listing", "listed_since") => format!(", listed since {}", at(row, column)),
        // A copy of the rows of item_hash, which are compared one by one.
        ("listing", "hashes") => "hash:       ".to_owned(),
        ("feedback", "list") => format!(" on {}, ", row.text(column)),
        ("feedback", "subscriber_id") => format!("subscriber {} said ", hex::encode(row.bytes(column))),
        ("feedback", "verdict") => format!(" said {} (", row.text(column)),
        ("feedback", "reason") => format!(" ({}), ", row.text(column)),
        ("feedback", "matches") => format!("), {} matches, ", row.number(column)),
        ("feedback", "answered") => format!(", {} of them answered by staff, ", row.number(column)),
        ("feedback", "given_at") => format!(" by staff, {}\n", at(row, column)),
        ("audit", "position") => format!("line {} of the record of acts", row.number(column)),
        ("audit", "at") => format!(", {}, ", at(row, column)),
        ("audit", "actor") => format!(", {}, ", row.text(column)),
        ("audit", "act") => format!(", {} (", row.text(column)),
        ("audit", "reason") => format!(" ({})\n", row.text(column)),
        (table, column) => panic!("nobody has thought of what to say of {table}.{column}"),
    }
}

async fn decide(test: &TestService, staff: &Staff, entry: EntryId, action: Action, reason: &str) {
    let facts = test.service.entry_facts(entry).await.unwrap().unwrap();
    let order = DecisionOrder {
        entry,
        version: facts.entry.version,
        action,
        reason: reason.to_owned(),
        note: None,
    };
    test.service.decide(staff, order).await.unwrap();
}

async fn a_full_case() -> (TestService, CaseNumber) {
    let test = TestService::start().await;
    let mut form = form(1, 3);
    form.items[1].pdq = None;
    form.items[1].quality = None;
    form.items[1].vpdq = video_form(1, 2).items.remove(0).vpdq;
    form.items[2].quality = Some(10);
    let receipt = test.service.submit(form.parse().unwrap()).await.unwrap();
    // Somebody else's, which must not appear.
    let other = service::testing::form(9, 2);
    test.service.submit(other.parse().unwrap()).await.unwrap();
    test.sequence_now().await;
    let robin = test.staff("robin", Role::Reviewer).await;
    let disclosed = test
        .service
        .disclose(&receipt.number, REASON)
        .await
        .unwrap()
        .unwrap();
    let entry = &disclosed.items[0].entries[0].entry;
    let order = DecisionOrder {
        entry: entry.id,
        version: entry.version,
        action: Action::Confirm,
        reason: "facts-consistent".to_owned(),
        note: Some("looked twice".to_owned()),
    };
    test.service.decide(&robin, order).await.unwrap();
    let suspended = disclosed.items[1].entries[0].entry.id;
    decide(&test, &robin, suspended, Action::Suspend, "disputed").await;
    decide(&test, &robin, suspended, Action::Reinstate, "dispute-settled").await;
    test.sequence_now().await;
    let (number, pin) = (receipt.number.to_string(), receipt.pin.to_string());
    test.service
        .withdraw(CaseKey::new(&number, &pin), When::InADay)
        .await
        .unwrap();
    decide(&test, &robin, suspended, Action::Suspend, "disputed").await;
    // As where a rule did, and the node stopped after it.
    let mut tx = test.storage.begin().await.unwrap();
    tx.add_alike_due(suspended, test.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    let lists = [ListName::exploitative()];
    let (platform, _) = test.service.add_subscriber("Example", &lists).await.unwrap();
    let opinion = Opinion {
        entry: suspended,
        verdict: Verdict::Disputed,
        reason: "public-content".to_owned(),
        matches: 1,
    };
    test.service.claim(&robin, suspended).await.unwrap();
    let note = "compared with the other one";
    test.service.write_note(&robin, suspended, note).await.unwrap();
    test.service
        .give_feedback(&platform, &lists[0], &[opinion])
        .await
        .unwrap();
    (test, receipt.number)
}

#[tokio::test]
async fn everything_that_the_database_holds_about_a_case_is_said_in_six_fields() {
    let (test, number) = a_full_case().await;
    let disclosure = test.service.disclose(&number, REASON).await.unwrap().unwrap();
    let said_text = text(&disclosure).unwrap();
    let pool = SqlitePool::connect(&test.database().to_string_lossy())
        .await
        .unwrap();
    let of_three = "SELECT hex(case_id) FROM item GROUP BY case_id HAVING count(*) = 3";
    let case = hex::decode(&names(&pool, of_three.to_owned()).await[0]).unwrap();
    let rows = about_the_case(&pool, case).await;
    for table in [
        "case_file",
        "item",
        "item_hash",
        "entry",
        "finding",
        "alike_due",
        "fresh_fingerprint",
        "handling",
        "note",
        "decision",
        "outbox",
        "change",
        "listing",
        "past_listing",
        "feedback",
        "audit",
    ] {
        assert!(
            rows.iter().any(|row| row.table == table),
            "nothing of {table} was looked at"
        );
    }
    for row in &rows {
        for (column, value) in &row.values {
            let silent = WITHOUT_INFORMATION.contains(&format!("{}.{column}", row.table).as_str());
            if silent {
                if let Held::Bytes(bytes) = value {
                    let value = hex::encode(bytes);
                    assert!(!said_text.contains(&value), "{}.{column} is printed", row.table);
                }
            } else if *value != Held::Null {
                let expected = said(row, column);
                assert!(
                    said_text.contains(&expected),
                    "{}.{column} is not said: {expected:?}\n{said_text}",
                    row.table
                );
            }
        }
    }
    let (fields, closing) = said_text.split_once("\n\n").unwrap();
    let names: BTreeSet<&str> = fields
        .lines()
        .map(|line| line.split_once(':').unwrap().0)
        .collect();
    assert!(names.len() <= 6, "{names:?}");
    for column in WITHOUT_INFORMATION {
        assert!(closing.contains(column), "{column}");
    }
    assert_eq!(said_text.matches("hash:  ").count(), 12, "{said_text}");
}

#[tokio::test]
async fn a_line_of_the_record_of_acts_that_nothing_writes_keeps_nothing_back() {
    let (test, number) = a_full_case().await;
    let pool = SqlitePool::connect(&test.database().to_string_lossy())
        .await
        .unwrap();
    for statement in [
        "DROP TRIGGER audit_is_never_changed",
        "UPDATE audit SET act = 'nothing' WHERE act = 'claimed'",
    ] {
        sqlx::query(statement).execute(&pool).await.unwrap();
    }
    let disclosure = test.service.disclose(&number, REASON).await.unwrap().unwrap();
    let said = text(&disclosure).unwrap();
    let marked = said.lines().find(|line| line.contains(", nothing ()")).unwrap();
    assert!(marked.contains("not readable"), "{said}");
    assert_eq!(said.matches("not readable").count(), 1, "{said}");
}

#[tokio::test]
async fn a_line_of_the_record_of_acts_with_an_impossible_time_keeps_nothing_back() {
    let (test, number) = a_full_case().await;
    let pool = SqlitePool::connect(&test.database().to_string_lossy())
        .await
        .unwrap();
    sqlx::query("DROP TRIGGER audit_is_never_changed")
        .execute(&pool)
        .await
        .unwrap();
    for impossible in [i64::MAX, i64::MIN] {
        sqlx::query("UPDATE audit SET at = ?1 WHERE act = 'claimed'")
            .bind(impossible)
            .execute(&pool)
            .await
            .unwrap();
        let disclosure = test.service.disclose(&number, REASON).await.unwrap().unwrap();
        let said = text(&disclosure).unwrap();
        let marked = said.lines().find(|line| line.contains("not readable")).unwrap();
        let kept = format!("{impossible} ms after 1970");
        assert!(marked.contains(&kept) && marked.contains("claimed"), "{said}");
        assert_eq!(said.matches("not readable").count(), 1, "{said}");
    }
}

#[tokio::test]
async fn what_was_declined_and_is_erased_is_said_as_a_number() {
    let test = TestService::start().await;
    let receipt = test.service.submit(form(1, 1).parse().unwrap()).await.unwrap();
    let robin = test.staff("robin", Role::Reviewer).await;
    test.reject_unverified(&robin).await;
    test.clock.advance(Duration::from_secs(24 * 3_600));
    test.service.expire().await.unwrap();
    let disclosed = test
        .service
        .disclose(&receipt.number, REASON)
        .await
        .unwrap()
        .unwrap();
    let today = day(test.clock.now()).unwrap();
    let expected = format!(
        "items:      0, 0 more taken back and erased, 1 more declined and erased, \
         0 of them because nobody had looked in time, the last for exploitative on {today}\n"
    );
    let said = text(&disclosed).unwrap();
    assert!(said.contains(&expected), "{said}");
}

#[tokio::test]
async fn a_number_that_nobody_has_discloses_nothing_and_leaves_a_line() {
    let (test, number) = a_full_case().await;
    let unknown = CaseNumber::draw(&SeededEntropy::new(99));
    assert_ne!(unknown, number);
    assert_eq!(test.service.disclose(&unknown, REASON).await.unwrap(), None);
    let last = test.acts().await.pop().unwrap().deed;
    assert_eq!(
        (last.act, last.subject.as_str(), last.reason.as_str()),
        (Act::Disclosed, "", "no-such-case: 12 C 345/26")
    );
}
