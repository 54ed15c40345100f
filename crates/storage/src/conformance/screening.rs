//! What screening compares a submission with.

use std::collections::BTreeSet;

use domain::{
    Timestamp,
    entropy::SeededEntropy,
    entry::Action,
    hash::{FileHash, Hash, HashKind, HashValue, ItemHashes},
    id::{EntryId, ItemId},
    list::{ListName, Policy, Publication},
    screening::{Finding, FindingKind, Found, Treatment},
};
use hashing::{Edit, KnownForm, Mask, Pdq, Vpdq};

use super::fixture::{after, day, refused, second, video, with_case_of, with_list};
use crate::{
    Storage,
    case::Item,
    screening::{Fresh, KnownFile, KnownPicture, Mark, Print, Tally},
};

fn pdq_of(item: &Item) -> Pdq {
    item.hashes.pdq().unwrap().0
}

fn pdq(byte: u8) -> Pdq {
    Pdq::from_bytes([byte; 32])
}

async fn mark(storage: &dyn Storage) -> Mark {
    storage.read().await.unwrap().fingerprint_mark().await.unwrap()
}

async fn fresh(storage: &dyn Storage, mark: Mark) -> Fresh {
    let mut reader = storage.read().await.unwrap();
    reader.fresh_fingerprints(mark, 1_000).await.unwrap()
}

async fn add(storage: &dyn Storage, item: u8, on: Timestamp) {
    let mut transaction = storage.begin().await.unwrap();
    let id = ItemId::from_bytes([item; 16]);
    let print = Print::Whole(pdq(item));
    transaction.add_fingerprints(id, &[print], on).await.unwrap();
    transaction.commit().await.unwrap();
}

pub async fn fingerprints_come_by_item_in_pages(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 7).await;
    let mut expected: Vec<_> = items.iter().map(|(item, _)| (item.id, pdq_of(item))).collect();
    expected.sort_by_key(|(id, _)| *id.as_bytes());
    let mut reader = storage.read().await.unwrap();
    let (mut seen, mut last) = (Vec::new(), None);
    loop {
        let page = reader.fingerprints(last, 3).await.unwrap();
        let Some((id, _)) = page.last() else { break };
        last = Some(*id);
        seen.extend(page);
    }
    assert_eq!(seen, expected, "and of each the unmodified one only");
}

/// So many videos, and a photo.
async fn with_videos(storage: &dyn Storage, count: u32) -> (Vec<Item>, ItemId) {
    let entropy = SeededEntropy::new(1);
    let (case, _) = with_case_of(storage, &entropy, 0).await;
    let videos: Vec<Item> = (0..count).map(|place| video(&entropy, &case, place)).collect();
    let mut photo = video(&entropy, &case, count);
    let hashes = photo
        .hashes
        .iter()
        .filter(|hash| hash.value.kind() != HashKind::Vpdq);
    photo.hashes = ItemHashes::new(hashes.cloned().collect()).unwrap();
    let mut transaction = storage.begin().await.unwrap();
    for item in videos.iter().chain([&photo]) {
        transaction.add_item(item).await.unwrap();
    }
    transaction.commit().await.unwrap();
    (videos, photo.id)
}

/// Each with its vPDQ, by item.
fn with_vpdq<'a>(videos: impl IntoIterator<Item = &'a Item>) -> Vec<(ItemId, Vpdq)> {
    let videos = videos.into_iter();
    let mut all: Vec<_> = videos
        .map(|item| (item.id, item.hashes.vpdq().unwrap().clone()))
        .collect();
    all.sort_by_key(|(id, _)| *id.as_bytes());
    all
}

pub async fn videos_come_by_item_in_pages(storage: &dyn Storage) {
    let (videos, _) = with_videos(storage, 5).await;
    let mut reader = storage.read().await.unwrap();
    let (mut seen, mut last) = (Vec::new(), None);
    loop {
        let page = reader.videos(last, 2).await.unwrap();
        let Some((id, _)) = page.last() else { break };
        last = Some(*id);
        seen.extend(page);
    }
    assert_eq!(seen, with_vpdq(&videos), "and no photos");
}

pub async fn videos_are_found_by_their_items(storage: &dyn Storage) {
    let (videos, photo) = with_videos(storage, 3).await;
    let mut reader = storage.read().await.unwrap();
    let unknown = ItemId::from_bytes([0; 16]);
    let asked = [photo, videos[2].id, videos[0].id, unknown];
    let found = reader.videos_of_items(&asked).await.unwrap();
    assert_eq!(found, with_vpdq([&videos[0], &videos[2]]));
    assert_eq!(reader.videos_of_items(&[]).await.unwrap(), []);
}

pub async fn a_video_is_told_with_all_the_pictures_by_which_it_is_found(storage: &dyn Storage) {
    let start = mark(storage).await;
    let item = ItemId::from_bytes([7; 16]);
    let prints = [3, 1, 2].map(|number| Print::Scene(pdq(number)));
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_fingerprints(item, &prints, day(0)).await.unwrap();
    transaction.add_fingerprints(item, &[], day(0)).await.unwrap();
    transaction.commit().await.unwrap();
    let told = fresh(storage, start).await.items;
    assert_eq!(told, prints.map(|print| (item, Some(print))));
}

pub async fn what_comes_and_goes_is_told_in_order_from_a_mark_on(storage: &dyn Storage) {
    add(storage, 1, day(0)).await;
    let start = mark(storage).await;
    add(storage, 2, day(0)).await;
    add(storage, 3, day(0)).await;
    let told = fresh(storage, start).await;
    let expected = [2, 3].map(|item| (ItemId::from_bytes([item; 16]), Some(Print::Whole(pdq(item)))));
    // While other transactions are open, what came before may be told again; nothing else is.
    assert!(told.items.ends_with(&expected), "{told:?}");
    let again = fresh(storage, told.mark).await.items;
    assert!(again.iter().all(|one| told.items.contains(one)), "{again:?}");
}

pub async fn what_an_open_transaction_adds_is_not_missed(storage: &dyn Storage) {
    let start = mark(storage).await;
    let mut slow = storage.begin().await.unwrap();
    let late = ItemId::from_bytes([9; 16]);
    let print = Print::Scene(pdq(9));
    slow.add_fingerprints(late, &[print], day(0)).await.unwrap();
    // Where writers wait for each other, the quick one comes after the slow one. It is not given up in the middle: what
    // had been sent of it could be carried out nevertheless.
    let mut quick = std::pin::pin!(add(storage, 1, day(0)));
    let added = tokio::time::timeout(std::time::Duration::from_millis(300), &mut quick).await;
    let before = fresh(storage, start).await;
    slow.commit().await.unwrap();
    if added.is_err() {
        quick.await;
    }
    let rest = fresh(storage, before.mark).await;
    let told: BTreeSet<_> = before
        .items
        .iter()
        .chain(&rest.items)
        .map(|(id, _)| *id.as_bytes())
        .collect();
    assert_eq!(told, BTreeSet::from([[1; 16], [9; 16]]));
}

pub async fn an_erased_item_leaves_only_that_it_is_gone(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 1).await;
    let (item, entry) = &items[0];
    let start = mark(storage).await;
    let mut transaction = storage.begin().await.unwrap();
    let prints = [Print::Whole(pdq_of(item)), Print::Scene(pdq(1))];
    let came = transaction.add_fingerprints(item.id, &prints, day(0)).await;
    came.unwrap();
    let ended = after(entry.clone(), &[Action::Reject]);
    assert!(transaction.update_entry(&ended).await.unwrap());
    transaction.commit().await.unwrap();
    let mut transaction = storage.begin().await.unwrap();
    let erased = transaction
        .erase_ended_items(day(2), day(2), day(2), 10)
        .await
        .unwrap();
    transaction.commit().await.unwrap();
    assert_eq!(erased.items, 1);
    assert_eq!(fresh(storage, start).await.items, [(item.id, None)]);
}

pub async fn what_came_on_earlier_days_is_forgotten(storage: &dyn Storage) {
    let start = mark(storage).await;
    add(storage, 1, day(0)).await;
    add(storage, 2, day(1)).await;
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(transaction.expire_fingerprints(day(1)).await.unwrap(), 1);
    transaction.commit().await.unwrap();
    let left = fresh(storage, start).await.items;
    assert_eq!(left, [(ItemId::from_bytes([2; 16]), Some(Print::Whole(pdq(2))))]);
}

pub async fn the_cases_of_items_are_found_and_of_erased_ones_not(storage: &dyn Storage) {
    let (case, items) = with_case_of(storage, &SeededEntropy::new(1), 2).await;
    let unknown = ItemId::from_bytes([0; 16]);
    let mut asked: Vec<_> = items.iter().map(|(item, _)| item.id).collect();
    asked.sort_by_key(|id| *id.as_bytes());
    let expected: Vec<_> = asked.iter().map(|id| (*id, case.id)).collect();
    asked.push(unknown);
    let mut reader = storage.read().await.unwrap();
    assert_eq!(reader.cases_of_items(&asked).await.unwrap(), expected);
    assert_eq!(reader.cases_of_items(&[]).await.unwrap(), []);
}

pub async fn entries_that_lack_a_finding_are_found_by_list_and_item(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 5).await;
    let [lacks, has, has_another, rejected, not_asked] = items.as_slice() else {
        panic!("five were made");
    };
    let found = |finding| Found {
        finding,
        treatment: Treatment::Mark,
    };
    let cluster = Finding::Cluster {
        cases: 1,
        distance: 0,
    };
    let mut transaction = storage.begin().await.unwrap();
    transaction
        .add_findings(has.1.id, &[found(cluster)])
        .await
        .unwrap();
    let another = [found(Finding::ExactOnly)];
    transaction
        .add_findings(has_another.1.id, &another)
        .await
        .unwrap();
    let ended = after(rejected.1.clone(), &[Action::Reject]);
    assert!(transaction.update_entry(&ended).await.unwrap());
    transaction.commit().await.unwrap();

    let mut expected = [lacks, has_another].map(|(item, entry)| (item.id, entry.id));
    expected.sort_by_key(|(item, _)| *item.as_bytes());
    let asked = [rejected, has_another, has, lacks].map(|(item, _)| item.id);
    let asked = [&asked[..], &[ItemId::from_bytes([0; 16])]].concat();
    let mut reader = storage.read().await.unwrap();
    let kind = FindingKind::Cluster;
    let here = ListName::exploitative();
    let lacking = reader.entries_lacking(kind, &here, &asked).await.unwrap();
    assert_eq!(lacking, expected, "and not {}", not_asked.1.id);
    let elsewhere = reader.entries_lacking(kind, &ListName::adult(), &asked).await;
    assert_eq!(elsewhere.unwrap(), []);
    assert_eq!(reader.entries_lacking(kind, &here, &[]).await.unwrap(), []);
}

pub async fn entries_that_were_taken_off_a_list_are_counted_by_their_items(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 4).await;
    let mut transaction = storage.begin().await.unwrap();
    let ways: [&[Action]; 3] = [
        &[Action::Publish, Action::Suspend],
        &[Action::Reject],
        &[Action::Withdraw],
    ];
    for ((_, entry), actions) in items.iter().zip(ways) {
        let mut entry = entry.clone();
        for &action in actions {
            entry = after(entry, &[action]);
            assert!(transaction.update_entry(&entry).await.unwrap(), "{action:?}");
        }
    }
    transaction.commit().await.unwrap();
    let asked: Vec<ItemId> = items.iter().map(|(item, _)| item.id).collect();
    let mut reader = storage.read().await.unwrap();
    let here = ListName::exploitative();
    assert_eq!(reader.count_stopped(&here, &asked).await.unwrap(), 2);
    assert_eq!(reader.count_stopped(&here, &asked[1..]).await.unwrap(), 1);
    let twice = [asked[0], asked[0]];
    assert_eq!(reader.count_stopped(&here, &twice).await.unwrap(), 1);
    assert_eq!(reader.count_stopped(&ListName::adult(), &asked).await.unwrap(), 0);
    assert_eq!(reader.count_stopped(&here, &[]).await.unwrap(), 0);
}

async fn alike_due(storage: &dyn Storage, until: Timestamp) -> Vec<EntryId> {
    let mut reader = storage.read().await.unwrap();
    reader.alike_due(until, 10).await.unwrap()
}

pub async fn marks_that_are_due_are_told_by_age_until_they_are_made(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 3).await;
    let [young, oldest, old] = [0, 1, 2].map(|nth: usize| items[nth].1.id);
    let mut transaction = storage.begin().await.unwrap();
    for (entry, at) in [(young, second(3)), (oldest, second(1)), (old, second(2))] {
        transaction.add_alike_due(entry, at).await.unwrap();
    }
    transaction.commit().await.unwrap();
    assert_eq!(alike_due(storage, second(2)).await, [oldest, old]);
    assert_eq!(alike_due(storage, second(0)).await, []);
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(transaction.alike_due(second(3), 2).await.unwrap(), [oldest, old]);
    let marked = [young, oldest, EntryId::from_bytes([9; 16])];
    transaction.remove_alike_due(&marked, second(2)).await.unwrap();
    transaction.remove_alike_due(&[], second(3)).await.unwrap();
    transaction.commit().await.unwrap();
    assert_eq!(
        alike_due(storage, second(3)).await,
        [old, young],
        "one was suspended later"
    );
}

pub async fn marks_that_are_due_wait_from_the_last_suspension_on(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 1).await;
    let entry = items[0].1.id;
    let mut transaction = storage.begin().await.unwrap();
    for at in [second(1), second(3), second(2)] {
        transaction.add_alike_due(entry, at).await.unwrap();
    }
    transaction.commit().await.unwrap();
    assert_eq!(alike_due(storage, second(2)).await, []);
    assert_eq!(alike_due(storage, second(3)).await, [entry]);
}

pub async fn marks_that_are_due_need_their_entry_and_go_with_it(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 1).await;
    let entry = &items[0].1;
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_alike_due(entry.id, second(1)).await.unwrap();
    let ended = after(entry.clone(), &[Action::Reject]);
    assert!(transaction.update_entry(&ended).await.unwrap());
    transaction.commit().await.unwrap();
    assert_eq!(alike_due(storage, day(1)).await, [entry.id]);

    let mut transaction = storage.begin().await.unwrap();
    let erased = transaction.erase_ended_items(day(2), day(2), day(2), 10).await;
    assert_eq!(erased.unwrap().items, 1);
    transaction.commit().await.unwrap();
    assert_eq!(alike_due(storage, day(1)).await, []);
    let mut transaction = storage.begin().await.unwrap();
    let added = transaction.add_alike_due(entry.id, second(1)).await;
    assert_eq!(refused(added), "alike_due_entry_fk");
}

pub async fn items_with_the_same_file_are_found_with_their_pdq(storage: &dyn Storage) {
    let (case, items) = with_case_of(storage, &SeededEntropy::new(1), 2).await;
    let (item, _) = &items[0];
    let mut reader = storage.read().await.unwrap();
    let sha256 = item.hashes.sha256().unwrap();
    let found = reader.items_with_file(&sha256, 10).await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].item, found[0].case), (item.id, case.id));
    assert_eq!(found[0].pdq, Some(pdq_of(item)));
    let md5 = item.hashes.find(HashKind::Md5).unwrap().bytes();
    let mut other = [0; 32];
    other[..16].copy_from_slice(md5);
    assert_eq!(reader.items_with_file(&other, 10).await.unwrap(), []);
}

pub async fn items_with_the_same_file_and_another_vpdq_are_found_with_it(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    let (case, _) = with_case_of(storage, &entropy, 1).await;
    let first = video(&entropy, &case, 1);
    let sha256 = first.hashes.sha256().unwrap();
    let again = Item {
        id: ItemId::draw(&entropy),
        position: 2,
        ..first.clone()
    };
    let mut claim = video(&entropy, &case, 3);
    let hashes = claim.hashes.iter().map(|hash| match hash.value {
        HashValue::Sha256(_) => Hash {
            value: HashValue::Sha256(sha256),
            variant: None,
        },
        _ => hash.clone(),
    });
    claim.hashes = ItemHashes::new(hashes.collect()).unwrap();
    let of_another_file = video(&entropy, &case, 4);
    let mut transaction = storage.begin().await.unwrap();
    for item in [&first, &again, &claim, &of_another_file] {
        transaction.add_item(item).await.unwrap();
    }
    transaction.commit().await.unwrap();

    let (own, claimed) = (first.hashes.vpdq().unwrap(), claim.hashes.vpdq().unwrap());
    let mut reader = storage.read().await.unwrap();
    let found = reader.items_with_another_vpdq(&sha256, own, 10).await.unwrap();
    assert_eq!(found, with_vpdq([&claim]));
    let expected = with_vpdq([&first, &again]);
    let found = reader.items_with_another_vpdq(&sha256, claimed, 10).await;
    assert_eq!(found.unwrap(), expected);
    let found = reader.items_with_another_vpdq(&sha256, claimed, 1).await;
    assert_eq!(found.unwrap(), expected[..1]);
}

pub async fn a_known_picture_is_replaced_removed_and_counted(storage: &dyn Storage) {
    let known = |byte, source: &str| KnownPicture {
        pdq: pdq(byte),
        source: source.to_owned(),
        excluded: false,
        forms: Vec::new(),
    };
    let mut transaction = storage.begin().await.unwrap();
    let empty = transaction.known_mark().await.unwrap();
    for picture in [known(1, "one"), known(2, "two"), known(1, "one again")] {
        transaction.add_known(&picture).await.unwrap();
    }
    let pictures = transaction.known_pictures().await.unwrap();
    assert_eq!(pictures, [known(2, "two"), known(1, "one again")]);
    let full = transaction.known_mark().await.unwrap();
    assert_ne!(full, empty);
    assert!(transaction.remove_known(&pdq(2)).await.unwrap());
    assert!(!transaction.remove_known(&pdq(2)).await.unwrap());
    assert_ne!(transaction.known_mark().await.unwrap(), full);
}

pub async fn the_forms_of_a_known_picture_are_replaced_and_go_with_it(storage: &dyn Storage) {
    let with = |byte: u8, edits: &[Edit]| KnownPicture {
        pdq: pdq(byte),
        source: "a logo".to_owned(),
        excluded: false,
        forms: (byte..)
            .zip(edits)
            .map(|(other, &edit)| KnownForm {
                edit,
                pdq: pdq(other),
                mask: Mask::from_bytes([byte; 32]),
            })
            .collect(),
    };
    let cut = |thousandths: &[u16]| thousandths.iter().copied().map(Edit::CutOff).collect::<Vec<_>>();
    let (cuts, mut every) = (with(1, &cut(&[0, 10, 200])), with(1, &Edit::ALL));
    let mut transaction = storage.begin().await.unwrap();
    for picture in [&cuts, &with(2, &cut(&[0])), &with(3, &[]), &every] {
        transaction.add_known(picture).await.unwrap();
    }
    let pictures = transaction.known_pictures().await.unwrap();
    every.forms.sort_by_key(|form| form.edit);
    assert_eq!(pictures, [with(2, &cut(&[0])), with(3, &[]), every]);
    assert!(transaction.remove_known(&pdq(1)).await.unwrap());
    transaction.add_known(&with(1, &[])).await.unwrap();
    let pictures = transaction.known_pictures().await.unwrap();
    assert_eq!(pictures.last(), Some(&with(1, &[])));
}

/// Every exact hash of a file.
fn hashes_of(byte: u8) -> [FileHash; 3] {
    [
        FileHash::Sha256([byte; 32]),
        FileHash::Sha1([byte; 20]),
        FileHash::Md5([byte; 16]),
    ]
}

fn file(hashes: &[FileHash], picture: Option<Pdq>, source: &str) -> KnownFile {
    KnownFile {
        hashes: hashes.to_vec(),
        picture,
        source: source.to_owned(),
    }
}

pub async fn a_known_file_is_found_and_removed_by_any_of_its_hashes(storage: &dyn Storage) {
    let (whole, part) = (
        file(&hashes_of(1), None, "a film"),
        file(&hashes_of(2)[2..], None, "an MD5"),
    );
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_known_file(&whole).await.unwrap();
    transaction.add_known_file(&part).await.unwrap();
    transaction
        .add_known_file(&file(&[], None, "nothing"))
        .await
        .unwrap();
    for hash in hashes_of(1) {
        let found = transaction.known_files_with(&[hash]).await.unwrap();
        assert_eq!(found, std::slice::from_ref(&whole), "{hash}");
    }
    let found = transaction.known_files_with(&hashes_of(2)).await.unwrap();
    assert_eq!(found, std::slice::from_ref(&part));
    assert_eq!(transaction.known_files_with(&hashes_of(3)).await.unwrap(), []);
    assert_eq!(transaction.known_files_with(&[]).await.unwrap(), []);
    // Of the same bytes it is another hash.
    let found = transaction.known_files_with(&hashes_of(2)[..2]).await;
    assert_eq!(found.unwrap(), []);
    let mut all = transaction.known_files().await.unwrap();
    all.sort_by_key(|file| file.hashes.len());
    assert_eq!(all, [part.clone(), whole]);

    let [_, sha1, _] = hashes_of(1);
    assert!(transaction.remove_known_file(&sha1).await.unwrap());
    assert!(!transaction.remove_known_file(&sha1).await.unwrap());
    assert_eq!(transaction.known_files().await.unwrap(), [part]);
    transaction.commit().await.unwrap();
}

pub async fn files_that_share_a_hash_are_one(storage: &dyn Storage) {
    let [sha256, sha1, md5] = hashes_of(1);
    let mut transaction = storage.begin().await.unwrap();
    for (hashes, source) in [
        (&[md5][..], "an MD5"),
        (&[sha256, sha1, md5][..], "a film"),
        (&[sha1][..], "a film again"),
    ] {
        let added = transaction.add_known_file(&file(hashes, None, source)).await;
        added.unwrap();
    }
    let all = transaction.known_files().await.unwrap();
    assert_eq!(all, [file(&[sha256, sha1, md5], None, "a film again")]);
    assert!(transaction.remove_known_file(&md5).await.unwrap());
    assert_eq!(transaction.known_files().await.unwrap(), []);
}

pub async fn the_files_of_a_known_picture_go_with_it(storage: &dyn Storage) {
    let picture = KnownPicture {
        pdq: pdq(1),
        source: "a logo".to_owned(),
        excluded: false,
        forms: Vec::new(),
    };
    let (own, another) = (
        file(&hashes_of(1), Some(pdq(1)), "a logo"),
        file(&hashes_of(2), Some(pdq(1)), "a logo, saved anew"),
    );
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_known(&picture).await.unwrap();
    // What was known by its file alone is that picture's from then on, and stays so.
    let [sha256, sha1, md5] = hashes_of(1);
    let added = [
        file(&[md5], None, "an MD5"),
        file(&[sha1, md5], Some(pdq(1)), "two hashes"),
        file(&[sha256, sha1], None, "a logo"),
        another.clone(),
    ];
    for added in &added {
        transaction.add_known_file(added).await.unwrap();
    }
    // Of the picture something else is said.
    transaction.add_known(&picture).await.unwrap();
    let mut all = transaction.known_files().await.unwrap();
    all.sort_by_key(|file| file.hashes.clone());
    assert_eq!(all, [own, another]);
    assert!(transaction.remove_known(&pdq(1)).await.unwrap());
    assert_eq!(transaction.known_files().await.unwrap(), []);
    let stray = file(&hashes_of(3), Some(pdq(9)), "no picture's");
    let stray = transaction.add_known_file(&stray).await;
    assert_eq!(refused(stray), "known_file_picture_fk");
}

pub async fn items_are_found_by_the_exact_hashes_of_their_files(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 3).await;
    let hash = |place: usize, kind: HashKind| {
        let (item, _) = &items[place];
        FileHash::from_parts(kind, item.hashes.find(kind).unwrap().bytes()).unwrap()
    };
    let mut expected = [items[0].0.id, items[1].0.id];
    expected.sort_unstable();
    let asked = [
        hash(0, HashKind::Sha256),
        hash(0, HashKind::Md5),
        hash(1, HashKind::Md5),
        hash(2, HashKind::Sha1),
        FileHash::Sha256([9; 32]),
    ];
    let mut reader = storage.read().await.unwrap();
    let found = reader.items_with_hashes(&asked).await.unwrap();
    assert_eq!(found, expected, "by its SHA-1 none is");
    assert_eq!(reader.items_with_hashes(&[]).await.unwrap(), []);
}

pub async fn a_list_keeps_its_treatments(storage: &dyn Storage) {
    let mut policy = Policy::initial(Publication::PublishFirst);
    policy.treatments = policy.treatments.with(FindingKind::Cluster, Treatment::Hold);
    let mut transaction = storage.begin().await.unwrap();
    let list = ListName::exploitative();
    transaction.ensure_list(&list, &policy).await.unwrap();
    assert_eq!(transaction.policy(&list, day(0)).await.unwrap(), Some(policy));
}

fn tally(on: i64, name: &str, amount: u64) -> Tally {
    Tally {
        day: day(on),
        list: ListName::exploitative(),
        name: name.to_owned(),
        amount,
    }
}

pub async fn what_happens_on_a_day_adds_up_whatever_the_slot(storage: &dyn Storage) {
    with_list(storage).await;
    let mut transaction = storage.begin().await.unwrap();
    for (slot, counted) in [
        (0, tally(0, "cases", 1)),
        (1, tally(1, "cases", 2)),
        (2, tally(1, "cases", 3)),
        (2, tally(1, "cases", 4)),
        (0, tally(1, "items", 5)),
    ] {
        transaction.count(&counted, slot).await.unwrap();
    }
    let since = transaction.tallies(day(1)).await.unwrap();
    assert_eq!(since, [tally(1, "cases", 9), tally(1, "items", 5)]);
    assert_eq!(transaction.expire_tallies(day(1)).await.unwrap(), 1);
    assert_eq!(transaction.tallies(day(0)).await.unwrap(), since);
}

pub async fn a_count_needs_its_list(storage: &dyn Storage) {
    let mut transaction = storage.begin().await.unwrap();
    let counted = transaction.count(&tally(0, "cases", 1), 0).await;
    assert_eq!(refused(counted), "tally_list_fk");
}
