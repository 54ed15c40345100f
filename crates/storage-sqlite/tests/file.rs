//! What only a database in a file has to answer for.
#![expect(
    clippy::unwrap_used,
    reason = "a database that is not as it should be fails the test"
)]

use std::{collections::BTreeSet, path::Path};

use domain::{
    Timestamp,
    audit::{Act, Agent, Deed, Extent, Tampering, Verifier},
    id::SubscriberId,
    list::{ListName, Policy, Publication},
    subscriber::Subscriber,
};
use sqlx::{AssertSqlSafe, ConnectOptions as _, SqliteConnection, sqlite::SqliteConnectOptions};
use storage::{OpenError, Storage as _, StorageError, conformance::columns::described};
use storage_sqlite::SqliteStorage;

async fn migrated(path: &Path) -> SqliteStorage {
    let storage = SqliteStorage::open(path.to_str().unwrap()).await.unwrap();
    storage.migrate().await.unwrap();
    storage
}

async fn plain_connection(path: &Path) -> SqliteConnection {
    SqliteConnectOptions::new()
        .filename(path)
        .connect()
        .await
        .unwrap()
}

#[tokio::test]
async fn a_path_and_a_url_open_the_same_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("reclaim.db");
    let by_path = migrated(&path).await;
    let mut transaction = by_path.begin().await.unwrap();
    let policy = Policy::initial(Publication::PublishFirst);
    transaction
        .ensure_list(&ListName::exploitative(), &policy)
        .await
        .unwrap();
    transaction.commit().await.unwrap();

    let by_url = SqliteStorage::open(&format!("sqlite://{}", path.display()))
        .await
        .unwrap();
    let mut reader = by_url.read().await.unwrap();
    assert_eq!(reader.lists().await.unwrap(), [ListName::exploitative()]);
}

#[cfg(unix)]
#[tokio::test]
async fn a_new_database_is_readable_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().unwrap();
    let _storage = migrated(&folder.path().join("reclaim.db")).await;
    let mut files = 0;
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let file = file.unwrap();
        let mode = file.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", file.path().display());
        files += 1;
    }
    assert_eq!(files, 3, "the database, its log and the log's index");
}

#[tokio::test]
async fn what_is_no_file_is_not_opened() {
    for location in [
        "",
        "sqlite::memory:",
        "sqlite://reclaim.db?mode=memory",
        "postgres://localhost/reclaim",
    ] {
        assert!(
            matches!(SqliteStorage::open(location).await, Err(OpenError::Url(_))),
            "{location}"
        );
    }
    let missing = SqliteStorage::open("/nowhere/at/all/reclaim.db").await;
    assert!(matches!(missing, Err(OpenError::Unreachable(_))));
}

#[tokio::test]
async fn migrating_twice_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let storage = migrated(&folder.path().join("reclaim.db")).await;
    storage.migrate().await.unwrap();
}

#[tokio::test]
async fn the_database_of_a_newer_version_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("reclaim.db");
    let storage = migrated(&path).await;
    let mut connection = plain_connection(&path).await;
    sqlx::query(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES (9999, 'of the future', TRUE, x'00', 1)",
    )
    .execute(&mut connection)
    .await
    .unwrap();
    assert!(matches!(storage.migrate().await, Err(OpenError::Newer(9999))));
}

fn disclosing(subject: &str, reason: &str) -> Deed {
    Deed {
        at: Timestamp::from_seconds(1),
        actor: Agent::Operator,
        act: Act::Disclosed,
        subject: subject.to_owned(),
        reason: reason.to_owned(),
    }
}

#[tokio::test]
async fn the_record_of_acts_can_be_neither_changed_nor_shortened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("reclaim.db");
    let storage = migrated(&path).await;
    let mut transaction = storage.begin().await.unwrap();
    for subject in ["one", "two"] {
        transaction.record(&disclosing(subject, "")).await.unwrap();
    }
    transaction.commit().await.unwrap();
    let mut connection = plain_connection(&path).await;
    for (statement, guard) in [
        (
            "UPDATE audit SET subject = 'other' WHERE position = 1",
            "audit_is_never_changed",
        ),
        ("DELETE FROM audit WHERE position = 2", "audit_is_never_shortened"),
        ("DELETE FROM audit", "audit_is_never_shortened"),
    ] {
        let refused = sqlx::query(statement).execute(&mut connection).await.unwrap_err();
        assert!(refused.to_string().contains(guard), "{refused}");
    }
    assert_eq!(storage.read().await.unwrap().audit(0, 10).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_line_of_the_record_of_acts_is_handed_out_as_it_stands_whatever_it_was_made_to_say() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("reclaim.db");
    let storage = migrated(&path).await;
    let mut transaction = storage.begin().await.unwrap();
    transaction.record(&disclosing("one", "")).await.unwrap();
    transaction.commit().await.unwrap();
    let mut connection = plain_connection(&path).await;
    for statement in [
        "DROP TRIGGER audit_is_never_changed",
        "UPDATE audit SET actor = 'operatos', act = 'nothing'",
    ] {
        sqlx::query(statement).execute(&mut connection).await.unwrap();
    }
    let mut reader = storage.read().await.unwrap();
    let lines = reader.audit(0, 10).await.unwrap();
    assert_eq!(reader.audit_of("one").await.unwrap(), lines);
    assert_eq!(
        (lines[0].actor.as_str(), lines[0].act.as_str()),
        ("operatos", "nothing")
    );
    let mut verifier = Verifier::new(reader.audit_extent().await.unwrap());
    assert_eq!(verifier.next(&lines[0]), Err(Tampering::Changed { position: 1 }));
}

#[tokio::test]
async fn a_line_of_the_record_of_acts_with_bytes_that_are_no_text_is_handed_out_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("reclaim.db");
    let storage = migrated(&path).await;
    let mut transaction = storage.begin().await.unwrap();
    for subject in ["one", "two"] {
        // What stands there for bytes that are no text, so that the text that is shown stays the same.
        transaction
            .record(&disclosing(subject, "\u{fffd}"))
            .await
            .unwrap();
    }
    transaction.commit().await.unwrap();
    let mut connection = plain_connection(&path).await;
    let unguarded = "DROP TRIGGER audit_is_never_changed";
    sqlx::query(unguarded).execute(&mut connection).await.unwrap();
    for statement in [
        "UPDATE audit SET reason = CAST(x'ff' AS TEXT) WHERE position = 2",
        "UPDATE audit SET act = CAST(x'61ff' AS TEXT) WHERE position = 2",
        "UPDATE audit SET actor = CAST(x'ff' AS TEXT) WHERE position = 2",
    ] {
        sqlx::query(statement).execute(&mut connection).await.unwrap();
        let mut reader = storage.read().await.unwrap();
        let lines = reader.audit(0, 10).await.unwrap();
        assert_eq!(reader.audit_of("two").await.unwrap(), lines[1..], "{statement}");
        assert_eq!(lines[1].reason, "\u{fffd}", "{statement}");
        assert_eq!(lines[1].record(), None, "{statement}");
        let mut verifier = Verifier::new(reader.audit_extent().await.unwrap());
        assert_eq!(verifier.next(&lines[0]), Ok(()));
        let named = Err(Tampering::Changed { position: 2 });
        assert_eq!(verifier.next(&lines[1]), named, "{statement}");
    }
}

#[tokio::test]
async fn a_line_that_was_put_in_before_the_record_of_acts_is_found_and_handed_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("reclaim.db");
    let storage = migrated(&path).await;
    let mut connection = plain_connection(&path).await;
    for position in [0_i64, -3] {
        sqlx::query(
            "INSERT INTO audit (position, at, actor, act, subject, reason, digest)
             VALUES (?1, 1, 'operator', 'disclosed', 'one', '', zeroblob(32))",
        )
        .bind(position)
        .execute(&mut connection)
        .await
        .unwrap();
        let mut reader = storage.read().await.unwrap();
        assert_eq!(reader.first_audit_until(0).await.unwrap(), Some(position));
        let lines = reader.audit_of("one").await.unwrap();
        assert!(
            lines
                .iter()
                .all(|line| line.position == 0 && line.record().is_none())
        );
    }
}

#[tokio::test]
async fn a_head_of_the_record_of_acts_that_was_removed_is_told_apart_and_a_changed_line_still_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("reclaim.db");
    let storage = migrated(&path).await;
    let mut transaction = storage.begin().await.unwrap();
    for subject in ["one", "two", "three"] {
        transaction.record(&disclosing(subject, "")).await.unwrap();
    }
    transaction.commit().await.unwrap();
    let mut connection = plain_connection(&path).await;
    for statement in [
        "DROP TRIGGER audit_is_never_changed",
        "UPDATE audit SET reason = 'nothing' WHERE position = 2",
        "DELETE FROM audit_head",
    ] {
        sqlx::query(statement).execute(&mut connection).await.unwrap();
    }
    let mut reader = storage.read().await.unwrap();
    let gone = reader.audit_extent().await;
    assert!(
        matches!(
            gone,
            Err(StorageError::Inconsistent {
                table: "audit_head",
                ..
            })
        ),
        "{gone:?}"
    );
    let lines = reader.audit(0, 10).await.unwrap();
    let mut verifier = Verifier::new(Extent::NOTHING);
    let checked = lines.iter().try_for_each(|line| verifier.next(line));
    assert_eq!(checked, Err(Tampering::Changed { position: 2 }));
}

#[tokio::test]
async fn every_column_is_described_to_people_and_every_description_has_its_column() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("reclaim.db");
    let _storage = migrated(&path).await;
    let columns: Vec<(String, String)> = sqlx::query_as(
        "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
         WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name NOT LIKE '\\_sqlx%' ESCAPE '\\'",
    )
    .fetch_all(&mut plain_connection(&path).await)
    .await
    .unwrap();
    assert_eq!(BTreeSet::from_iter(columns), described());
}

#[tokio::test]
async fn what_a_node_of_before_was_told_is_kept_as_long_as_what_this_one_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("reclaim.db");
    let storage = migrated(&path).await;
    let member = Subscriber {
        id: SubscriberId::from_bytes([1; 16]),
        member: 1000,
        name: "Platform".to_owned(),
        lists: Vec::new(),
        suspended: false,
        may_contribute: false,
        created_at: Timestamp::from_seconds(1),
    };
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_subscriber(&member).await.unwrap();
    transaction.commit().await.unwrap();
    let word = "INSERT INTO feedback (list, entry_id, subscriber_id, verdict, reason, given_at, matches)
                SELECT 'exploitative', subscriber_id, subscriber_id, 'disputed', 'none', 9000, 1 FROM subscriber";
    sqlx::query(word)
        .execute(&mut plain_connection(&path).await)
        .await
        .unwrap();
    let mut transaction = storage.begin().await.unwrap();
    let mut expired = async |at| {
        transaction
            .expire_feedback(Timestamp::from_seconds(at))
            .await
            .unwrap()
    };
    assert_eq!(expired(9).await, 0);
    assert_eq!(expired(10).await, 1);
}

/// Of three entries, the first came back and the second left while nothing was noted of that.
const BEFORE_IT_WAS_NOTED: &str = "
    INSERT INTO list (list, policy_name, policy_version, publication, quality_floor, transition_floor, head_digest)
    VALUES ('exploitative', 'initial', 1, 'publish-first', 0, 0, zeroblob(32));
    INSERT INTO entry (entry_id, list, item_id, medium, state, standing, created_on, version, queue)
    SELECT CAST(printf('%016d', column1) AS BLOB), 'exploitative', CAST(printf('%016d', column1) AS BLOB), 'image',
           column2, column3, 0, 1, column4
    FROM (VALUES (1, 'published', 'unverified', 'unverified'), (2, 'pending', NULL, 'waiting'),
                 (3, 'published', 'confirmed', 'confirmed'));
    INSERT INTO change (list, number, kind, entry_id, medium, changed_at)
    SELECT 'exploitative', column1, column2, CAST(printf('%016d', column3) AS BLOB), 'image', column4
    FROM (VALUES (1, 'add', 1, 10000), (2, 'add', 2, 10000), (3, 'add', 3, 10000), (4, 'amend', 1, 20000),
                 (5, 'remove', 1, 30000), (6, 'remove', 2, 30000), (7, 'add', 1, 40000), (8, 'amend', 3, 50000));
    INSERT INTO listing (list, entry_id, number, changed_at, listed)
    SELECT list, entry_id, number, changed_at, kind <> 'remove' FROM change WHERE number >= 6";

#[tokio::test]
async fn what_was_on_a_list_before_that_was_noted_is_known_by_its_history() {
    let folder = tempfile::tempdir().unwrap();
    let options = SqliteConnectOptions::new().filename(folder.path().join("reclaim.db"));
    let options = options.create_if_missing(true).foreign_keys(false);
    let mut connection = options.connect().await.unwrap();
    let migrations = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations/sqlite");
    let files = std::fs::read_dir(migrations).unwrap();
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    files.retain(|file| file.file_name().unwrap() <= "0033_past_listing.sql");
    let mut statements: Vec<_> = files
        .iter()
        .map(|file| std::fs::read_to_string(file).unwrap())
        .collect();
    statements.insert(statements.len() - 1, BEFORE_IT_WAS_NOTED.to_owned());
    for statements in statements {
        let run = sqlx::raw_sql(AssertSqlSafe(statements));
        run.execute(&mut connection).await.unwrap();
    }
    let past: Vec<(i64, i64, i64, i64)> = sqlx::query_as(
        "SELECT CAST(CAST(entry_id AS TEXT) AS INTEGER), added_number, shown_number, left_at
         FROM past_listing ORDER BY entry_id, added_number",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    assert_eq!(past, [(1, 1, 4, 30_000), (2, 2, 2, 30_000)]);
    let listed: Vec<(i64, i64)> =
        sqlx::query_as("SELECT number, added_number FROM listing WHERE listed = 1 ORDER BY number")
            .fetch_all(&mut connection)
            .await
            .unwrap();
    assert_eq!(listed, [(7, 7), (8, 3)]);
}
