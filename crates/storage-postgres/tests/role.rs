//! The role that a server runs as: enough for everything that a server does, and no more.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod server;

use std::str::FromStr as _;

use domain::{
    Timestamp,
    audit::{Act, Agent, Deed},
};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, PgConnection, postgres::PgConnectOptions};
use storage::{OpenError, Storage};
use storage_postgres::{Excess, GrantError, PostgresStorage};

const PASSWORD: &str = "only for tests";

async fn run(url: &str, statement: impl Into<String>) -> Result<(), sqlx::Error> {
    let mut connection = PgConnection::connect(url).await.unwrap();
    let ran = sqlx::raw_sql(AssertSqlSafe(statement.into()))
        .execute(&mut connection)
        .await;
    connection.close().await.unwrap();
    ran.map(|_| ())
}

/// Runs a test as a server's role, on a database that belongs to another one; both URLs are given, the owner's first.
async fn as_server(test: impl AsyncFnOnce(PostgresStorage, &str, &str)) {
    server::with_database(async |owner, url| {
        let options = PgConnectOptions::from_str(url).unwrap();
        let role = format!("{}_server", options.get_database().unwrap());
        run(url, format!("CREATE ROLE {role} LOGIN PASSWORD '{PASSWORD}'"))
            .await
            .unwrap();
        owner.grant_to(&role).await.unwrap();
        let own = options.username(&role).password(PASSWORD).to_url_lossy();
        let storage = PostgresStorage::open(own.as_str()).await.unwrap();
        storage.migrate().await.unwrap();
        test(storage.clone(), url, own.as_str()).await;
        storage.close().await;
        run(url, format!("DROP OWNED BY {role}; DROP ROLE {role}"))
            .await
            .unwrap();
    })
    .await;
}

async fn on_a_fresh_database(case: impl AsyncFnOnce(&dyn Storage)) {
    as_server(async |storage, _, _| case(&storage).await).await;
}

// Everything that a server does, with no more than its role has.
storage::conformance_tests!(on_a_fresh_database);

fn deed(second: i64) -> Deed {
    Deed {
        at: Timestamp::from_seconds(second),
        actor: Agent::Operator,
        act: Act::Decided,
        subject: "an entry".to_owned(),
        reason: String::new(),
    }
}

#[tokio::test]
async fn a_servers_role_cannot_touch_what_is_only_added_to() {
    as_server(async |storage, owner, own| {
        let mut transaction = storage.begin().await.unwrap();
        transaction.record(&deed(0)).await.unwrap();
        transaction.commit().await.unwrap();
        for statement in [
            "UPDATE audit SET reason = 'another'",
            "DELETE FROM audit",
            "TRUNCATE audit",
            "ALTER TABLE audit DISABLE TRIGGER ALL",
            "DROP TRIGGER audit_is_never_changed ON audit",
            "DROP TABLE audit",
            "UPDATE audit_head SET gone_position = last_position",
            "DELETE FROM audit_head",
            "CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "SET session_replication_role = replica",
            "UPDATE change SET number = number + 1",
            "DELETE FROM change",
            "DELETE FROM checkpoint",
            "UPDATE agreed_policy SET quality_floor = 0",
            "DELETE FROM agreed_policy",
            "DELETE FROM _sqlx_migrations",
            "CREATE TABLE mine (number BIGINT)",
        ] {
            let refused = run(own, statement).await;
            let code = refused
                .err()
                .and_then(|error| error.into_database_error()?.code().map(|code| code.to_string()));
            assert_eq!(code.as_deref(), Some("42501"), "{statement}");
        }
        // Nor by what the owner's own function would do for it: these lines are not two years old.
        let day = 86_400;
        let mut connection = PgConnection::connect(owner).await.unwrap();
        let now: i64 = sqlx::query_scalar("SELECT extract(epoch FROM now())::bigint")
            .fetch_one(&mut connection)
            .await
            .unwrap();
        connection.close().await.unwrap();
        let mut transaction = storage.begin().await.unwrap();
        transaction.record(&deed(now - 730 * day)).await.unwrap();
        for young in [now - 728 * day, now, i64::from(u32::MAX)] {
            transaction.record(&deed(young)).await.unwrap();
        }
        let far = Timestamp::from_seconds(i64::from(u32::MAX) * 2);
        assert_eq!(transaction.expire_audit(far).await.unwrap(), 2, "only the old ones");
        transaction.commit().await.unwrap();
        let theirs = PgConnectOptions::from_str(owner).unwrap();
        let become_owner = format!("SET ROLE \"{}\"", theirs.get_username());
        assert!(run(own, become_owner).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn what_a_role_has_too_much_is_named() {
    as_server(async |storage, owner, own| {
        assert_eq!(storage.excess().await.unwrap(), []);
        let all = PostgresStorage::open(owner).await.unwrap();
        let excess = all.excess().await.unwrap();
        assert!(excess.contains(&Excess::Owner), "{excess:?}");
        assert!(excess.contains(&Excess::RecordOfActs), "{excess:?}");
        let options = PgConnectOptions::from_str(own).unwrap();
        let role = options.get_username().to_owned();
        for (grant, found) in [
            ("DELETE ON audit", Excess::RecordOfActs),
            ("UPDATE ON audit_head", Excess::RecordOfActs),
            ("UPDATE ON change", Excess::History),
            ("CREATE ON SCHEMA public", Excess::Creates),
        ] {
            run(owner, format!("GRANT {grant} TO {role}")).await.unwrap();
            assert_eq!(storage.excess().await.unwrap(), [found], "{grant}");
            // Asked once more, it takes away what is too much.
            all.grant_to(&role).await.unwrap();
            assert_eq!(storage.excess().await.unwrap(), [], "{grant}");
        }
        all.close().await;
    })
    .await;
}

#[tokio::test]
async fn what_a_backup_leaves_out_is_taken_from_everybody_again() {
    as_server(async |storage, owner, own| {
        let everybody = "SELECT has_function_privilege('public', 'expire_audit(bigint)', 'EXECUTE')";
        let may = async || {
            let mut connection = PgConnection::connect(owner).await.unwrap();
            let may: bool = sqlx::query_scalar(everybody)
                .fetch_one(&mut connection)
                .await
                .unwrap();
            may
        };
        // As after a restore, which puts functions back without what was taken from everybody.
        run(owner, "GRANT EXECUTE ON FUNCTION expire_audit(BIGINT) TO PUBLIC")
            .await
            .unwrap();
        assert!(may().await);
        let options = PgConnectOptions::from_str(own).unwrap();
        let all = PostgresStorage::open(owner).await.unwrap();
        all.grant_to(options.get_username()).await.unwrap();
        all.close().await;
        assert!(!may().await);
        let mut transaction = storage.begin().await.unwrap();
        let expired = transaction.expire_audit(Timestamp::from_seconds(0)).await;
        assert_eq!(expired.unwrap(), 0, "the server still may");
    })
    .await;
}

#[tokio::test]
async fn rights_are_given_to_a_lesser_role_only() {
    server::with_database(async |storage, url| {
        let owner = PgConnectOptions::from_str(url).unwrap();
        let refused = storage.grant_to(owner.get_username()).await;
        assert!(matches!(refused, Err(GrantError::Owner)), "{refused:?}");
        let refused = storage.grant_to("nobody; DROP TABLE audit").await;
        assert!(matches!(refused, Err(GrantError::Unknown)), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn a_servers_role_does_not_run_on_tables_of_another_version() {
    as_server(async |storage, owner, _| {
        run(owner, "DELETE FROM _sqlx_migrations WHERE version = 15")
            .await
            .unwrap();
        let older = storage.migrate().await;
        assert!(matches!(older, Err(OpenError::Migration(_))), "{older:?}");
        run(
            owner,
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
             VALUES (9999, 'of the future', TRUE, '\\x00', 1)",
        )
        .await
        .unwrap();
        let newer = storage.migrate().await;
        assert!(matches!(newer, Err(OpenError::Newer(9999))), "{newer:?}");
    })
    .await;
}
