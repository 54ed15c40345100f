//! What the cases put into a database.

use domain::{
    Entropy, Timestamp,
    case::Case,
    change::{Change, ChangeKind, Checkpoint, chain, content_digest},
    entry::{Action, Entry, Standing, State},
    hash::{Hash, HashKind, HashValue, ItemHashes, Medium},
    id::{CaseId, EntryId, ItemId},
    list::{ListName, Policy, Publication},
};
use hashing::{Pdq, Quality, VariantKind, Vpdq, vpdq::Frame};

use crate::{
    Storage, StorageError, Transaction,
    case::Item,
    history::{Announcement, Queued},
};

/// A day, at its start.
pub(super) fn day(number: i64) -> Timestamp {
    Timestamp::from_seconds((20_000 + number) * 86_400)
}

/// A second of one day.
pub(super) fn second(number: i64) -> Timestamp {
    Timestamp::from_seconds(20_000 * 86_400 + number)
}

/// The name of the constraint that did not allow something.
pub(super) fn refused<T>(result: Result<T, StorageError>) -> String {
    match result {
        Err(StorageError::Constraint(name)) => name,
        Err(other) => panic!("refused for another reason: {other:?}"),
        Ok(_) => panic!("allowed"),
    }
}

pub(super) fn case(entropy: &dyn Entropy) -> Case {
    Case {
        id: CaseId::draw(entropy),
        number_mac: entropy.bytes(),
        pin_verifier: "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$dmVyaWZpZXI".to_owned(),
        submission_mac: entropy.bytes(),
        submission_digest: entropy.bytes(),
        opened_on: day(0),
        key_generation: 1,
    }
}

/// An animation: a photo with every kind of hash and one variant.
pub(super) fn item(entropy: &dyn Entropy, case: &Case, position: u32) -> Item {
    let hash = |kind: HashKind, variant| {
        let quality = (kind == HashKind::Pdq).then_some(87);
        let bytes = match kind {
            HashKind::Md5 => entropy.bytes::<16>().to_vec(),
            HashKind::Sha1 => entropy.bytes::<20>().to_vec(),
            HashKind::Pdq | HashKind::Sha256 => entropy.bytes::<32>().to_vec(),
            HashKind::Vpdq => [[60; 35], [61; 35]].concat(),
        };
        Hash {
            value: HashValue::from_parts(kind, &bytes, quality).unwrap(),
            variant,
        }
    };
    let hashes = vec![
        hash(HashKind::Sha256, None),
        hash(HashKind::Md5, None),
        hash(HashKind::Sha1, None),
        hash(HashKind::Pdq, None),
        hash(HashKind::Pdq, Some(VariantKind::Mirror)),
        hash(HashKind::Vpdq, None),
    ];
    Item {
        id: ItemId::draw(entropy),
        case: case.id,
        position,
        medium: Medium::Image,
        salt: entropy.bytes(),
        hashes: ItemHashes::new(hashes).unwrap(),
    }
}

/// A video of ten minutes: no item has more hashes.
pub(super) fn video(entropy: &dyn Entropy, case: &Case, position: u32) -> Item {
    let frame = |second: u16| Frame {
        seconds: second,
        quality: Quality::USABLE,
        pdq: Pdq::from_bytes(entropy.bytes()),
    };
    let values = [
        HashValue::Sha256(entropy.bytes()),
        HashValue::Md5(entropy.bytes()),
        HashValue::Vpdq(Vpdq::of((0..600).map(frame)).unwrap()),
    ];
    Item {
        medium: Medium::Video,
        hashes: ItemHashes::new(values.map(|value| Hash { value, variant: None }).into()).unwrap(),
        ..item(entropy, case, position)
    }
}

pub(super) fn entry(entropy: &dyn Entropy, item: &Item) -> Entry {
    Entry::new(
        EntryId::draw(entropy),
        ListName::exploitative(),
        item.id,
        item.medium,
    )
}

/// The entry after these actions, which its state allows.
pub(super) fn after(entry: Entry, actions: &[Action]) -> Entry {
    actions
        .iter()
        .fold(entry, |entry, &action| entry.apply(action).unwrap().entry)
}

/// What is announced about an entry.
pub(super) fn announcement(kind: ChangeKind, entry: &Entry, item: &Item) -> Announcement {
    let bare = kind == ChangeKind::Remove;
    let standing = match entry.state {
        State::Published(standing) => standing,
        _ => Standing::Unverified,
    };
    Announcement {
        list: entry.list.clone(),
        entry: entry.id,
        kind,
        medium: entry.medium,
        standing: (!bare).then_some(standing),
        content: (!bare).then(|| content_digest(&item.salt, &item.hashes)),
    }
}

/// The list that most cases use, in a transaction of its own.
pub(super) async fn with_list(storage: &dyn Storage) {
    let mut transaction = storage.begin().await.unwrap();
    let policy = Policy::initial(Publication::PublishFirst);
    transaction
        .ensure_list(&ListName::exploitative(), &policy)
        .await
        .unwrap();
    transaction.commit().await.unwrap();
}

/// A case of `count` items with an entry each, made on that day.
pub(super) async fn add_case_of(
    transaction: &mut dyn Transaction,
    entropy: &dyn Entropy,
    count: u32,
    created_on: Timestamp,
) -> (Case, Vec<(Item, Entry)>) {
    let case = case(entropy);
    transaction.add_case(&case).await.unwrap();
    let mut items = Vec::new();
    for position in 0..count {
        let item = item(entropy, &case, position);
        let entry = entry(entropy, &item);
        transaction.add_item(&item).await.unwrap();
        transaction.add_entry(&entry, created_on).await.unwrap();
        items.push((item, entry));
    }
    (case, items)
}

/// The same on a fresh database and committed.
pub(super) async fn with_case_of(
    storage: &dyn Storage,
    entropy: &dyn Entropy,
    count: u32,
) -> (Case, Vec<(Item, Entry)>) {
    with_list(storage).await;
    let mut transaction = storage.begin().await.unwrap();
    let made = add_case_of(&mut *transaction, entropy, count, day(0)).await;
    transaction.commit().await.unwrap();
    made
}

/// Announces and commits.
pub(super) async fn announce(storage: &dyn Storage, announcements: &[Announcement]) {
    let mut transaction = storage.begin().await.unwrap();
    for announcement in announcements {
        transaction.announce(announcement).await.unwrap();
    }
    transaction.commit().await.unwrap();
}

/// Ids, changes and checkpoint with which these announcements of one list follow `head`.
pub(super) fn batch(
    head: Checkpoint,
    queued: &[Queued],
    at: Timestamp,
) -> (Vec<i64>, Vec<Change>, Checkpoint) {
    let mut checkpoint = Checkpoint { at, ..head };
    let mut changes = Vec::new();
    for Queued { announcement, .. } in queued {
        let change = Change {
            list: announcement.list.clone(),
            number: checkpoint.size + 1,
            kind: announcement.kind,
            entry: announcement.entry,
            medium: announcement.medium,
            standing: announcement.standing,
            changed_at: at,
            content: announcement.content,
        };
        checkpoint.size = change.number;
        checkpoint.digest = chain(&checkpoint.digest, &change);
        changes.push(change);
    }
    (
        queued.iter().map(|queued| queued.id).collect(),
        changes,
        checkpoint,
    )
}

/// Gives whatever waits in the outbox its number, as the sequencer does; all of it is of one list.
pub(super) async fn number_all(storage: &dyn Storage, at: Timestamp) -> Vec<Change> {
    let mut transaction = storage.begin().await.unwrap();
    let queued = transaction.outbox(10_000).await.unwrap();
    let Some(first) = queued.first() else {
        return Vec::new();
    };
    let head = transaction
        .checkpoint(&first.announcement.list)
        .await
        .unwrap()
        .unwrap();
    let (taken, changes, checkpoint) = batch(head, &queued, at);
    transaction.append(&taken, &changes, &checkpoint).await.unwrap();
    transaction.commit().await.unwrap();
    changes
}

/// Announces and numbers at once.
pub(super) async fn publish(storage: &dyn Storage, announcements: &[Announcement], at: Timestamp) {
    announce(storage, announcements).await;
    number_all(storage, at).await;
}
