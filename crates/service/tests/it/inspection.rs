//! What an operator's check finds: each fault is put into the tables past the service, as a failing disk, a
//! careless hand or a partial restore would.

use domain::{entry::Action, staff::Role};
use service::{
    inspect::Diagnosis,
    moderate::DecisionOrder,
    testing::{TestService, form},
};
use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};

/// Two cases on the list, in two batches, one entry decided twice.
async fn sound() -> TestService {
    let test = TestService::start().await;
    test.service.submit(form(1, 3).parse().unwrap()).await.unwrap();
    test.sequence_now().await;
    test.service.submit(form(2, 2).parse().unwrap()).await.unwrap();
    test.sequence_now().await;
    let robin = test.staff("robin", Role::Reviewer).await;
    let queue = test
        .service
        .queue(storage::entry::Queue::Unverified, None, 1)
        .await
        .unwrap();
    let entry = &queue.rows[0].entry;
    for (action, reason, version) in [
        (Action::Confirm, "facts-consistent", entry.version),
        (Action::Suspend, "disputed", entry.version + 1),
    ] {
        let order = DecisionOrder {
            entry: entry.id,
            version,
            action,
            reason: reason.to_owned(),
            note: None,
        };
        test.service.decide(&robin, order).await.unwrap();
    }
    test.sequence_now().await;
    test
}

async fn after(statement: &'static str) -> Diagnosis {
    let test = sound().await;
    assert!(test.service.inspect().await.unwrap().is_sound());
    let options = SqliteConnectOptions::new()
        .filename(test.database())
        .foreign_keys(false);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let done = sqlx::query(statement).execute(&mut connection).await.unwrap();
    assert_ne!(done.rows_affected(), 0, "{statement}");
    connection.close().await.unwrap();
    test.service.inspect().await.unwrap()
}

#[tokio::test]
async fn every_fault_is_found_and_named() {
    let faults = [
        (
            "DELETE FROM change WHERE number = 2",
            "after change 1 comes change 3",
        ),
        (
            "DELETE FROM change WHERE number = 7",
            "the history ends with change 6, the checkpoint counts 7",
        ),
        (
            "UPDATE list SET head_number = 9",
            "the history ends with change 7, the checkpoint counts 9",
        ),
        (
            "UPDATE list SET head_digest = zeroblob(32)",
            "does not give the checkpoint's digest",
        ),
        (
            "UPDATE change SET medium = 'video' WHERE number = 1",
            "does not give the checkpoint of size 3",
        ),
        (
            "UPDATE checkpoint SET digest = zeroblob(32) WHERE size = 5",
            "does not give the checkpoint of size 5",
        ),
        (
            "UPDATE listing SET salt = zeroblob(16) WHERE listed = 1 AND number = 5",
            "the hashes behind change 5 are not those",
        ),
        (
            "UPDATE listing SET number = (SELECT min(number) FROM change WHERE number NOT IN (SELECT number FROM listing))
             WHERE number = 5",
            "are noted with another change than their newest",
        ),
        (
            "UPDATE listing SET number = (SELECT min(number) FROM change WHERE number NOT IN (SELECT number FROM listing))
             WHERE number = 5",
            "1 entries are noted with a change that is not theirs or not there",
        ),
        (
            "DELETE FROM listing WHERE number = 5",
            "are noted with another change than their newest",
        ),
        (
            "INSERT INTO listing (list, entry_id, number, changed_at, listed)
             VALUES ('exploitative', zeroblob(16), 99, 0, 0)",
            "1 entries are noted with a change that is not theirs or not there",
        ),
        (
            "UPDATE entry SET state = 'rejected', standing = NULL, queue = 'rejected' WHERE state = 'published'",
            "4 entries are published and not listed, or listed and not published",
        ),
        (
            "UPDATE listing SET hashes = NULL WHERE number = 5",
            "1 entries are listed without hashes",
        ),
        (
            "INSERT INTO outbox (list, entry_id, kind, medium, standing, content)
             VALUES ('exploitative', zeroblob(16), 'add', 'image', 'unverified', zeroblob(32))",
            "1 entries are announced and do not exist",
        ),
        (
            "DELETE FROM decision WHERE action = 'confirm'",
            "1 entries have decisions missing between others",
        ),
        (
            "DELETE FROM entry WHERE state = 'suspended'",
            "rows of decision refer to rows of entry that are not there",
        ),
        (
            "DELETE FROM case_file",
            "5 rows of item refer to rows of case_file that are not there",
        ),
        (
            "UPDATE item_hash SET item_id = zeroblob(16) WHERE kind = 'md5' AND item_id = (SELECT min(item_id) FROM item)",
            "rows of item_hash refer to rows of item",
        ),
        (
            "DELETE FROM change WHERE number = 5",
            "1 rows of listing refer to rows of change that are not there",
        ),
        (
            "DELETE FROM item WHERE position = 2",
            "1 rows of entry refer to rows of item that are not there",
        ),
    ];
    for (statement, expected) in faults {
        let found = after(statement).await;
        let lists = found.lists.iter().flat_map(|list| &list.faults);
        let said: Vec<String> = lists.chain(&found.faults).map(ToString::to_string).collect();
        assert!(
            said.iter().any(|line| line.contains(expected)),
            "{statement}: {said:?}"
        );
        assert!(!found.is_sound());
    }
}

#[tokio::test]
async fn a_damaged_page_is_found() {
    let test = sound().await;
    let path = test.database();
    let options = SqliteConnectOptions::new().filename(&path);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let root: i64 = sqlx::query_scalar("SELECT rootpage FROM sqlite_schema WHERE name = 'entry_by_item'")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
        .execute(&mut connection)
        .await
        .unwrap();
    let size: i64 = sqlx::query_scalar("PRAGMA page_size")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    // The index says of one entry that it is of another item.
    let mut bytes = std::fs::read(&path).unwrap();
    let end = usize::try_from(root * size).unwrap();
    bytes[end - 8] ^= 0xff;
    std::fs::write(&path, bytes).unwrap();
    let reopened = storage_sqlite::SqliteStorage::open(&path.to_string_lossy())
        .await
        .unwrap();
    let found = service::inspect::inspect(&reopened).await.unwrap();
    assert!(
        found
            .faults
            .iter()
            .any(|fault| fault.to_string().contains("the database is damaged")),
        "{found:?}"
    );
}
