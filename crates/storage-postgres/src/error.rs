//! What the driver reports, in the terms of [`StorageError`].

use storage::StorageError;

/// Classes of SQLSTATE after which the same call may go through later: the connection broke, the server is out of
/// something, an operator intervened.
const PASSING_CLASSES: [&str; 3] = ["08", "53", "57"];

/// Single codes of the same kind: ended while idle, not serializable, deadlock, no lock in time.
const PASSING: [&str; 4] = ["25P03", "40001", "40P01", "55P03"];

/// What an error of the driver means.
pub(crate) fn storage_error(error: sqlx::Error) -> StorageError {
    match &error {
        sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::Io(_) => StorageError::Unavailable(error.into()),
        sqlx::Error::Database(reported) => {
            if reported.code().is_some_and(|code| passes(&code)) {
                StorageError::Unavailable(error.into())
            } else if let Some(name) = reported.constraint() {
                StorageError::Constraint(name.to_owned())
            } else {
                StorageError::Driver(error.into())
            }
        }
        _ => StorageError::Driver(error.into()),
    }
}

fn passes(code: &str) -> bool {
    PASSING.contains(&code) || PASSING_CLASSES.iter().any(|class| code.starts_with(class))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_by_itself_is_unavailable() {
        for code in ["08006", "53300", "57P01", "57014", "40P01", "55P03"] {
            assert!(passes(code), "{code}");
        }
        for code in ["23505", "42P01", "25006"] {
            assert!(!passes(code), "{code}");
        }
    }

    #[test]
    fn a_waiting_pool_is_unavailable() {
        assert!(matches!(
            storage_error(sqlx::Error::PoolTimedOut),
            StorageError::Unavailable(_)
        ));
    }
}
