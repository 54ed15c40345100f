//! What the driver reports, in the terms of [`StorageError`].

use storage::StorageError;

/// Primary result codes after which the same call may go through later: busy, locked, full.
const PASSING: [i32; 3] = [5, 6, 13];

/// SQLite names the columns of a unique constraint that does not hold; this is what the migrations name it.
/// A test compares the two.
const UNIQUE: &[(&str, &str)] = &[
    ("agreed_policy.list, agreed_policy.version", "agreed_policy_pk"),
    ("alike_due.entry_id", "alike_due_pk"),
    ("application.application_id", "application_pk"),
    ("application.code_digest", "application_code_digest_unique"),
    ("audit.position", "audit_pk"),
    ("audit_head.audit_head_id", "audit_head_pk"),
    ("case_file.case_id", "case_file_pk"),
    ("case_file.number_mac", "case_number_mac_unique"),
    ("case_file.submission_mac", "case_submission_mac_unique"),
    ("change.list, change.number", "change_pk"),
    ("checkpoint.list, checkpoint.size", "checkpoint_pk"),
    ("credential.credential_id", "credential_pk"),
    ("decision.decision_id", "decision_pk"),
    (
        "decision.entry_id, decision.position",
        "decision_entry_position_unique",
    ),
    (
        "decision_reason.action, decision_reason.reason",
        "decision_reason_pk",
    ),
    ("entry.entry_id", "entry_pk"),
    ("entry.list, entry.item_id", "entry_list_item_unique"),
    ("evidence_key.generation", "evidence_key_pk"),
    (
        "feedback.list, feedback.entry_id, feedback.subscriber_id",
        "feedback_pk",
    ),
    ("finding.entry_id, finding.name", "finding_pk"),
    ("fresh_fingerprint.position", "fresh_fingerprint_pk"),
    ("handling.entry_id", "handling_pk"),
    ("item.case_id, item.position", "item_case_position_unique"),
    ("item.item_id", "item_pk"),
    (
        "item_hash.item_id, item_hash.kind, item_hash.variant",
        "item_hash_pk",
    ),
    ("known_file.kind, known_file.value", "known_file_pk"),
    ("known_form.picture, known_form.edit", "known_form_pk"),
    ("known_picture.pdq", "known_picture_pk"),
    ("known_picture.position", "known_picture_position_unique"),
    ("list.list", "list_pk"),
    ("listing.list, listing.entry_id", "listing_entry_unique"),
    ("listing.list, listing.number", "listing_pk"),
    ("note.entry_id, note.position", "note_pk"),
    ("outbox.outbox_id", "outbox_pk"),
    (
        "past_listing.list, past_listing.entry_id, past_listing.added_number",
        "past_listing_pk",
    ),
    ("platform.subscriber_id", "platform_pk"),
    ("platform_account.account_id", "platform_account_pk"),
    ("platform_account.name", "platform_account_name_unique"),
    ("platform_invitation.code_digest", "platform_invitation_pk"),
    ("platform_passkey.passkey_id", "platform_passkey_pk"),
    (
        "platform_recovery_code.account_id, platform_recovery_code.code_digest",
        "platform_recovery_code_pk",
    ),
    ("platform_session.token_digest", "platform_session_pk"),
    ("proposal.proposal_id", "proposal_pk"),
    ("saved_view.staff_id, saved_view.name", "saved_view_pk"),
    ("sealed.purpose, sealed.row_id", "sealed_pk"),
    ("sequencer.sequencer_id", "sequencer_pk"),
    ("served.served_id", "served_pk"),
    ("staff.name", "staff_name_unique"),
    ("staff.staff_id", "staff_pk"),
    ("staff_invitation.name", "staff_invitation_name_unique"),
    ("staff_invitation.token_digest", "staff_invitation_pk"),
    ("staff_passkey.passkey_id", "staff_passkey_pk"),
    (
        "staff_recovery_code.staff_id, staff_recovery_code.code_digest",
        "staff_recovery_code_pk",
    ),
    ("staff_session.token_digest", "staff_session_pk"),
    ("subscriber.member", "subscriber_member_unique"),
    ("subscriber.name", "subscriber_name_unique"),
    ("subscriber.subscriber_id", "subscriber_pk"),
    ("subscription.subscriber_id, subscription.list", "subscription_pk"),
    ("tally.day, tally.list, tally.name, tally.slot", "tally_pk"),
    ("used_ceremony.ceremony_digest", "used_ceremony_pk"),
    ("webhook.subscriber_id", "webhook_pk"),
    ("webhook_message.message_id", "webhook_message_pk"),
    ("webhook_told.subscriber_id, webhook_told.list", "webhook_told_pk"),
];

/// What an error of the driver means.
pub(crate) fn storage_error(error: sqlx::Error) -> StorageError {
    match &error {
        sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::Io(_) => StorageError::Unavailable(error.into()),
        sqlx::Error::Database(reported) => {
            // The lowest byte is the primary code.
            let code = reported
                .code()
                .and_then(|code| code.parse::<i32>().ok())
                .map(|code| code & 0xff);
            if code.is_some_and(|code| PASSING.contains(&code)) {
                StorageError::Unavailable(error.into())
            } else if let Some(name) = constraint(reported.message()) {
                StorageError::Constraint(name.to_owned())
            } else {
                StorageError::Driver(error.into())
            }
        }
        _ => StorageError::Driver(error.into()),
    }
}

/// As [`storage_error`], of a statement with one foreign key that can fail.
pub(crate) fn reference_error(error: sqlx::Error, foreign_key: &'static str) -> StorageError {
    match &error {
        sqlx::Error::Database(reported) if reported.is_foreign_key_violation() => {
            StorageError::Constraint(foreign_key.to_owned())
        }
        _ => storage_error(error),
    }
}

/// The constraint that a message of SQLite is about.
fn constraint(message: &str) -> Option<&str> {
    if let Some(columns) = message.strip_prefix("UNIQUE constraint failed: ") {
        return UNIQUE
            .iter()
            .find(|(known, _)| *known == columns)
            .map(|(_, name)| *name);
    }
    message.strip_prefix("CHECK constraint failed: ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Columns and name of every unique constraint and primary key that the migrations leave behind.
    fn declared() -> Vec<(String, String)> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../migrations/sqlite");
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().path())
            .collect();
        files.sort();
        let mut declared: Vec<(String, String)> = Vec::new();
        for file in files {
            let text = std::fs::read_to_string(file).unwrap();
            let mut table = "";
            for line in text.lines() {
                if let Some(gone) = line.strip_prefix("DROP TABLE ") {
                    let gone = format!("{}.", gone.trim_end_matches(';'));
                    declared.retain(|(columns, _)| !columns.starts_with(&gone));
                }
                if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
                    table = rest.trim_end_matches(" (");
                }
                let Some((name, rule)) = line
                    .trim()
                    .strip_prefix("CONSTRAINT ")
                    .and_then(|rest| rest.split_once(' '))
                else {
                    assert!(
                        !line.contains(" UNIQUE ") && !line.contains("PRIMARY KEY"),
                        "unnamed: {line}"
                    );
                    continue;
                };
                if !rule.starts_with("UNIQUE") && !rule.starts_with("PRIMARY KEY") {
                    continue;
                }
                let columns = rule.split_once('(').unwrap().1.split_once(')').unwrap().0;
                let columns: Vec<String> = columns
                    .split(',')
                    .map(|column| format!("{table}.{}", column.trim().trim_end_matches(" AUTOINCREMENT")))
                    .collect();
                declared.push((columns.join(", "), name.to_owned()));
            }
        }
        declared.sort();
        // A table that a later migration makes anew is declared there once more.
        declared.dedup();
        declared
    }

    #[test]
    fn every_unique_constraint_of_the_migrations_has_its_name_here() {
        let known: Vec<(String, String)> = UNIQUE
            .iter()
            .map(|(columns, name)| ((*columns).to_owned(), (*name).to_owned()))
            .collect();
        assert_eq!(known, declared());
    }

    #[test]
    fn a_check_that_does_not_hold_is_named_by_sqlite_itself() {
        assert_eq!(
            constraint("CHECK constraint failed: entry_state_known"),
            Some("entry_state_known")
        );
    }

    #[test]
    fn a_waiting_pool_is_unavailable() {
        assert!(matches!(
            storage_error(sqlx::Error::PoolTimedOut),
            StorageError::Unavailable(_)
        ));
    }
}
