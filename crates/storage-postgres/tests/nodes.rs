//! What only several nodes on one server have to answer for.
#![expect(
    clippy::unwrap_used,
    reason = "a database that is not as it should be fails the test"
)]

mod server;

use std::{collections::BTreeSet, time::Duration};

use domain::{
    Timestamp,
    audit::{Act, Agent, Deed, Extent, Tampering, Verifier},
    id::SubscriberId,
    subscriber::Subscriber,
};
use sqlx::{Connection as _, PgConnection};
use storage::{Leadership, OpenError, Storage as _, StorageError, conformance::columns::described};
use storage_postgres::PostgresStorage;
use tokio::time::{sleep, timeout};

/// Far more than the server needs to see that a connection was closed.
const SOON: Duration = Duration::from_secs(60);

async fn leads_soon(storage: &PostgresStorage) -> Box<dyn Leadership> {
    let asking = async {
        loop {
            match storage.lead().await.unwrap() {
                Some(leadership) => return leadership,
                None => sleep(Duration::from_millis(20)).await,
            }
        }
    };
    timeout(SOON, asking).await.unwrap()
}

#[tokio::test]
async fn while_one_node_leads_no_other_does() {
    server::with_database(async |storage, url| {
        let other = PostgresStorage::open(url).await.unwrap();
        let mut first = storage.lead().await.unwrap().unwrap();
        assert!(other.lead().await.unwrap().is_none());
        assert!(storage.lead().await.unwrap().is_none());
        assert!(first.holds().await);
        drop(first);
        assert!(leads_soon(&other).await.holds().await);
        other.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_leader_whose_connection_ends_notices_and_another_leads() {
    server::with_database(async |storage, url| {
        let mut first = storage.lead().await.unwrap().unwrap();
        let mut connection = PgConnection::connect(url).await.unwrap();
        let end =
            "SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
                   WHERE l.locktype = 'advisory' AND d.datname = current_database()";
        sqlx::query(end).execute(&mut connection).await.unwrap();
        let mut second = leads_soon(&storage).await;
        assert!(!first.holds().await);
        assert!(!first.holds().await, "what is lost stays lost");
        assert!(second.holds().await);
        assert!(second.epoch() > first.epoch());
    })
    .await;
}

#[tokio::test]
async fn a_new_leader_waits_for_the_last_batch_of_the_one_before() {
    server::with_database(async |storage, _| {
        let first = storage.lead().await.unwrap().unwrap();
        let mut last_batch = storage.begin().await.unwrap();
        last_batch.fence(first.epoch()).await.unwrap();
        drop(first);

        assert!(
            timeout(Duration::from_millis(300), leads_soon(&storage))
                .await
                .is_err()
        );
        last_batch.commit().await.unwrap();
        let second = leads_soon(&storage).await;
        let mut too_late = storage.begin().await.unwrap();
        assert!(matches!(
            too_late.fence(second.epoch() - 1).await,
            Err(StorageError::Fenced)
        ));
    })
    .await;
}

#[tokio::test]
async fn several_nodes_migrate_at_once_and_none_fails() {
    server::with_database(async |storage, url| {
        let other = PostgresStorage::open(url).await.unwrap();
        let (one, two) = tokio::join!(storage.migrate(), other.migrate());
        one.unwrap();
        two.unwrap();
        other.close().await;
    })
    .await;
}

#[tokio::test]
async fn the_database_of_a_newer_version_is_refused() {
    server::with_database(async |storage, url| {
        let mut connection = PgConnection::connect(url).await.unwrap();
        let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                     VALUES (9999, 'of the future', TRUE, '\\x00', 1)";
        sqlx::query(newer).execute(&mut connection).await.unwrap();
        assert!(matches!(storage.migrate().await, Err(OpenError::Newer(9999))));
    })
    .await;
}

#[tokio::test]
async fn a_server_that_ends_connections_is_unavailable_and_comes_back() {
    server::with_database(async |storage, url| {
        let mut transaction = storage.begin().await.unwrap();
        let mut connection = PgConnection::connect(url).await.unwrap();
        let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                   WHERE datname = current_database() AND pid <> pg_backend_pid()";
        sqlx::query(end).execute(&mut connection).await.unwrap();
        assert!(matches!(
            transaction.count_staff().await,
            Err(StorageError::Unavailable(_))
        ));
        drop(transaction);
        let mut reader = storage.read().await.unwrap();
        assert_eq!(reader.count_staff().await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn every_column_is_described_to_people_and_every_description_has_its_column() {
    server::with_database(async |_, url| {
        let mut connection = PgConnection::connect(url).await.unwrap();
        let columns: Vec<(String, String)> = sqlx::query_as(
            "SELECT table_name::text, column_name::text FROM information_schema.columns
             WHERE table_schema = 'public' AND table_name <> '_sqlx_migrations'",
        )
        .fetch_all(&mut connection)
        .await
        .unwrap();
        assert_eq!(BTreeSet::from_iter(columns), described());
    })
    .await;
}

#[tokio::test]
async fn the_record_of_acts_can_be_neither_changed_nor_shortened_nor_emptied() {
    server::with_database(async |storage, url| {
        let mut transaction = storage.begin().await.unwrap();
        for subject in ["one", "two"] {
            let deed = Deed {
                at: Timestamp::from_seconds(1),
                actor: Agent::Operator,
                act: Act::Disclosed,
                subject: subject.to_owned(),
                reason: String::new(),
            };
            transaction.record(&deed).await.unwrap();
        }
        transaction.commit().await.unwrap();
        let mut connection = PgConnection::connect(url).await.unwrap();
        for (statement, guard) in [
            (
                "UPDATE audit SET subject = 'other' WHERE position = 1",
                "audit_is_never_changed",
            ),
            ("DELETE FROM audit WHERE position = 2", "audit_is_never_shortened"),
            ("DELETE FROM audit", "audit_is_never_shortened"),
            ("TRUNCATE audit", "audit_is_never_emptied"),
        ] {
            let refused = sqlx::query(statement).execute(&mut connection).await.unwrap_err();
            let constraint = refused.as_database_error().unwrap().constraint();
            assert_eq!(constraint, Some(guard), "{statement}");
        }
        assert_eq!(storage.read().await.unwrap().audit(0, 10).await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_line_of_the_record_of_acts_is_handed_out_as_it_stands_whatever_it_was_made_to_say() {
    server::with_database(async |storage, url| {
        let mut transaction = storage.begin().await.unwrap();
        let deed = Deed {
            at: Timestamp::from_seconds(1),
            actor: Agent::Operator,
            act: Act::Disclosed,
            subject: "one".to_owned(),
            reason: String::new(),
        };
        transaction.record(&deed).await.unwrap();
        transaction.commit().await.unwrap();
        let mut connection = PgConnection::connect(url).await.unwrap();
        for statement in [
            "DROP TRIGGER audit_is_never_changed ON audit",
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
    })
    .await;
}

#[tokio::test]
async fn a_line_that_was_put_in_before_the_record_of_acts_is_found_and_handed_out() {
    server::with_database(async |storage, url| {
        let mut connection = PgConnection::connect(url).await.unwrap();
        for position in [0_i64, -3] {
            sqlx::query(
                "INSERT INTO audit (position, at, actor, act, subject, reason, digest)
                 VALUES ($1, 1, 'operator', 'disclosed', 'one', '', decode(repeat('00', 32), 'hex'))",
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
    })
    .await;
}

#[tokio::test]
async fn a_head_of_the_record_of_acts_that_was_removed_is_told_apart_and_a_changed_line_still_found() {
    server::with_database(async |storage, url| {
        let mut transaction = storage.begin().await.unwrap();
        for subject in ["one", "two", "three"] {
            let deed = Deed {
                at: Timestamp::from_seconds(1),
                actor: Agent::Operator,
                act: Act::Disclosed,
                subject: subject.to_owned(),
                reason: String::new(),
            };
            transaction.record(&deed).await.unwrap();
        }
        transaction.commit().await.unwrap();
        let mut connection = PgConnection::connect(url).await.unwrap();
        for statement in [
            "DROP TRIGGER audit_is_never_changed ON audit",
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
    })
    .await;
}

#[tokio::test]
async fn sweeping_leaves_everything_as_it_is() {
    server::with_database(async |storage, _| {
        storage.sweep().await.unwrap();
        assert!(storage.read().await.unwrap().lists().await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_a_node_of_before_was_told_is_kept_as_long_as_what_this_one_is() {
    server::with_database(async |storage, url| {
        let mut connection = PgConnection::connect(url).await.unwrap();
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
        sqlx::query(word).execute(&mut connection).await.unwrap();
        let mut transaction = storage.begin().await.unwrap();
        let mut expired = async |at| transaction.expire_feedback(Timestamp::from_seconds(at)).await.unwrap();
        assert_eq!(expired(9).await, 0);
        assert_eq!(expired(10).await, 1);
    })
    .await;
}
