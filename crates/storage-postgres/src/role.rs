//! The role that a server runs as: what it needs, and what it has that it should not have.
//!
//! The tables belong to another role, which brings them up to date. What is only ever added to, a server cannot take
//! back: the record of acts, the numbered history, and the policies that decisions name.

use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};
use storage::StorageError;

use crate::{PostgresStorage, error::storage_error};

/// Tables to which a server only adds.
const ADDED_TO: [&str; 4] = ["audit", "change", "checkpoint", "agreed_policy"];

/// Why a role was not given its rights.
#[derive(Debug, thiserror::Error)]
pub enum GrantError {
    /// There is no such role.
    #[error("the database knows no role of that name; make it first: CREATE ROLE name LOGIN PASSWORD '...'")]
    Unknown,
    /// It is the role that was asked to give the rights, or one above it.
    #[error("a server's role must be another one than that which the tables belong to, and no superuser")]
    Owner,
    /// The database failed, or did not allow it.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// What a server's role has and should not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Excess {
    /// It may do anything.
    Superuser,
    /// It is, or can become, the owner of the record of acts: it can take away what protects it.
    Owner,
    /// It may change or delete lines of the record of acts, or say that they have expired.
    RecordOfActs,
    /// It may change or delete what only ever grows: numbers, checkpoints, policies.
    History,
    /// It may make tables and functions.
    Creates,
}

impl std::fmt::Display for Excess {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Superuser => "it is a superuser",
            Self::Owner => "the tables belong to it, so it can take away what protects the record of acts",
            Self::RecordOfActs => "it may change or delete lines of the record of acts",
            Self::History => "it may change or delete numbered changes, checkpoints or policies",
            Self::Creates => "it may make tables and functions",
        })
    }
}

impl PostgresStorage {
    /// Gives a role what a server needs, and takes everything else from it. Asked by the role that owns the tables,
    /// after every migration.
    ///
    /// # Errors
    /// Where there is no such role, it is no lesser one, or whoever asks may not give rights.
    pub async fn grant_to(&self, role: &str) -> Result<(), GrantError> {
        let mut connection = self.options().connect().await.map_err(storage_error)?;
        let found: Option<bool> = sqlx::query_scalar(
            "SELECT r.rolsuper OR pg_has_role(r.oid, c.relowner, 'MEMBER')
             FROM pg_roles r, pg_class c WHERE r.rolname = $1 AND c.oid = 'audit'::regclass",
        )
        .bind(role)
        .fetch_optional(&mut connection)
        .await
        .map_err(storage_error)?;
        match found {
            None => return Err(GrantError::Unknown),
            Some(true) => return Err(GrantError::Owner),
            Some(false) => {}
        }
        let number: String = sqlx::query_scalar("SHOW server_version_num")
            .fetch_one(&mut connection)
            .await
            .map_err(storage_error)?;
        // Before 17 only an owner vacuums; the server's own vacuuming does it then.
        let vacuums = number.parse::<u32>().is_ok_and(|number| number >= 170_000);
        sqlx::raw_sql(AssertSqlSafe(grants(role, vacuums)))
            .execute(&mut connection)
            .await
            .map_err(storage_error)?;
        connection.close().await.map_err(storage_error)?;
        Ok(())
    }

    /// What this connection's role has and a server's should not have.
    ///
    /// # Errors
    /// Where the database does not answer.
    pub async fn excess(&self) -> Result<Vec<Excess>, StorageError> {
        let found: (bool, bool, bool, bool, bool) = sqlx::query_as(
            "SELECT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user),
                    (SELECT pg_has_role(relowner, 'MEMBER') FROM pg_class WHERE oid = 'audit'::regclass),
                    has_table_privilege('audit', 'UPDATE, DELETE, TRUNCATE, TRIGGER')
                        OR has_table_privilege('audit_head', 'DELETE, TRUNCATE, TRIGGER')
                        OR has_column_privilege('audit_head', 'gone_position', 'UPDATE'),
                    has_table_privilege('change', 'UPDATE, DELETE, TRUNCATE, TRIGGER')
                        OR has_table_privilege('checkpoint', 'UPDATE, DELETE, TRUNCATE, TRIGGER')
                        OR has_table_privilege('agreed_policy', 'UPDATE, DELETE, TRUNCATE, TRIGGER'),
                    has_schema_privilege(current_schema(), 'CREATE')",
        )
        .fetch_one(self.pool())
        .await
        .map_err(storage_error)?;
        let all = [
            (found.0, Excess::Superuser),
            (found.1, Excess::Owner),
            (found.2, Excess::RecordOfActs),
            (found.3, Excess::History),
            (found.4, Excess::Creates),
        ];
        Ok(all
            .into_iter()
            .filter_map(|(has, excess)| has.then_some(excess))
            .collect())
    }
}

/// The statements, in one transaction.
fn grants(role: &str, vacuums: bool) -> String {
    let role = format!("\"{}\"", role.replace('"', "\"\""));
    let added_to = ADDED_TO.join(", ");
    let maintain = if vacuums {
        format!("GRANT MAINTAIN ON ALL TABLES IN SCHEMA public TO {role};")
    } else {
        String::new()
    };
    format!(
        "BEGIN;
         REVOKE CREATE ON SCHEMA public FROM PUBLIC, {role};
         GRANT USAGE ON SCHEMA public TO {role};
         REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role};
         GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
         GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};
         REVOKE UPDATE, DELETE ON {added_to} FROM {role};
         REVOKE INSERT, UPDATE, DELETE ON audit_head FROM {role};
         GRANT UPDATE (last_position, last_digest) ON audit_head TO {role};
         REVOKE INSERT, UPDATE, DELETE ON _sqlx_migrations FROM {role};
         REVOKE ALL ON FUNCTION expire_audit(BIGINT) FROM PUBLIC;
         GRANT EXECUTE ON FUNCTION expire_audit(BIGINT) TO {role};
         {maintain}
         COMMIT;"
    )
}
