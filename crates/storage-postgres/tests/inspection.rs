//! What an operator's check finds where the server did not keep references whole.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod server;

use sqlx::{Connection as _, PgConnection};
use storage::{Storage as _, inspection::Dangling};

#[tokio::test]
async fn a_reference_that_leads_nowhere_is_found() {
    server::with_database(async |storage, url| {
        let mut reader = storage.read().await.unwrap();
        assert!(reader.dangling().await.unwrap().is_empty());
        drop(reader);
        // As after a restore of only some of the tables.
        let mut connection = PgConnection::connect(url).await.unwrap();
        sqlx::raw_sql(
            "SET session_replication_role = replica;
             INSERT INTO item (item_id, case_id, position, medium, salt)
             VALUES (decode(repeat('01', 16), 'hex'), decode(repeat('02', 16), 'hex'), 0, 'image',
                     decode(repeat('03', 16), 'hex'));
             INSERT INTO subscription (subscriber_id, list) VALUES (decode(repeat('04', 16), 'hex'), 'nowhere');",
        )
        .execute(&mut connection)
        .await
        .unwrap();
        connection.close().await.unwrap();
        let dangling = |table: &str, refers_to: &str| Dangling {
            table: table.to_owned(),
            refers_to: refers_to.to_owned(),
            count: 1,
        };
        let mut reader = storage.read().await.unwrap();
        assert_eq!(
            reader.dangling().await.unwrap(),
            [
                dangling("item", "case_file"),
                dangling("subscription", "list"),
                dangling("subscription", "subscriber"),
            ]
        );
    })
    .await;
}
