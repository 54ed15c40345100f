//! Rows as both databases hand them out, and what they mean in the domain's types.
//!
//! For implementations of the traits only: what a column holds is the same in every database, so it is read in
//! one place. What no version of this program writes becomes [`StorageError::Inconsistent`].

mod account;
mod application;
mod audit;
mod case;
mod entry;
mod feedback;
mod fingerprint;
mod history;
mod key;
mod membership;
mod platform;
mod policy;
mod proposal;
mod retention;
mod review;
mod screening;
mod served;
mod staff;
mod subscriber;
mod webhook;

use domain::{Timestamp, change::ChangeKind, entry::Standing, hash::Medium, list::ListName};

pub use account::{AccountPasskeyRecord, AccountRecord, AccountSessionRecord, InvitationRecord, account_id};
pub use application::{ApplicationRecord, application_id};
pub use audit::{AuditRecord, ExtentRecord, Written};
pub use case::{CaseRecord, HashRecord, ItemRecord};
pub use entry::{
    CaseEntryRecord, DecisionRecord, EntryRecord, FindingRecord, QueueRecord, actor_columns, queue_rows,
};
pub use feedback::{CountedRecord, FeedbackRecord, VerdictRecord};
pub use fingerprint::{FingerprintRecord, fingerprinted};
pub use history::{
    ChangeColumns, ChangeRecord, HeadRecord, NewestRecord, QueuedRecord, departed, newest, number,
};
pub use key::{ContactRecord, KeyUseRecord, SealedRecord, SeedRecord};
pub use membership::{PasskeyRecord, StaffInvitationRecord, let_in_by};
pub use platform::{ParticipantRecord, ProfileRecord, VerdictCountRecord, granted_text};
pub use policy::{AgreedPolicyRecord, PolicyRecord, policy_versions};
pub use proposal::ProposalRecord;
pub use retention::{DeclinedRecord, EndedItemRecord};
pub use review::{ClaimRecord, HandlingRecord, NoteRecord, ReasonRecord, WorkRecord, priority, work_rows};
pub use screening::{
    FreshRecord, ItemCaseRecord, ItemEntryRecord, KnownFileRecord, KnownFormRecord, KnownRecord, PdqRecord,
    SameFileRecord, TallyRecord, VpdqRecord, due_entries, fresh, item_ids, known_files, known_pictures,
};
pub use served::{EvidenceKeyRecord, FetchedRecord, ReachRecord, ServedRecord};
pub use staff::{SessionRecord, StaffRecord, refused};
pub use subscriber::{CredentialRecord, GroupRecord, SubscriberRecord, credential, next_member, subscribers};
pub use webhook::{BehindRecord, MessageRecord, WebhookRecord, news_columns};

use crate::StorageError;

/// Where a value comes from, to name it when it makes no sense.
#[derive(Clone, Copy)]
struct Column {
    table: &'static str,
    column: &'static str,
}

const fn at(table: &'static str, column: &'static str) -> Column {
    Column { table, column }
}

impl Column {
    fn inconsistent(self) -> StorageError {
        StorageError::Inconsistent {
            table: self.table,
            column: self.column,
        }
    }

    fn known<T>(self, value: Option<T>) -> Result<T, StorageError> {
        value.ok_or_else(|| self.inconsistent())
    }

    fn bytes<const N: usize>(self, value: &[u8]) -> Result<[u8; N], StorageError> {
        self.known(value.try_into().ok())
    }

    fn integer<T: TryFrom<i64>>(self, value: i64) -> Result<T, StorageError> {
        self.known(T::try_from(value).ok())
    }

    fn flag(self, value: i64) -> Result<bool, StorageError> {
        self.known(match value {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        })
    }

    fn list(self, name: &str) -> Result<ListName, StorageError> {
        self.known(ListName::parse(name).ok())
    }

    fn medium(self, name: &str) -> Result<Medium, StorageError> {
        self.known(Medium::parse(name))
    }

    fn kind(self, name: &str) -> Result<ChangeKind, StorageError> {
        self.known(ChangeKind::parse(name))
    }

    fn standing(self, name: Option<&str>) -> Result<Option<Standing>, StorageError> {
        name.map(|name| self.known(Standing::parse(name))).transpose()
    }
}

fn moment(millis: Option<i64>) -> Option<Timestamp> {
    millis.map(Timestamp::from_millis)
}

/// The names of lists, ordered as every database has to order them.
///
/// # Errors
/// Where a name is no list's name.
pub fn list_names(names: &[String]) -> Result<Vec<ListName>, StorageError> {
    let mut lists = names
        .iter()
        .map(|name| at("list", "list").list(name))
        .collect::<Result<Vec<_>, StorageError>>()?;
    lists.sort();
    Ok(lists)
}
