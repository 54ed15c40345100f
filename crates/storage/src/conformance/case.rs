//! Cases and their items.

use domain::{Timestamp, entropy::SeededEntropy, id::ItemId};

use super::fixture::{case, day, item, refused, video};
use crate::Storage;

pub async fn a_case_is_found_by_its_number_and_by_its_submission(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    let (one, other) = (case(&entropy), case(&entropy));
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_case(&one).await.unwrap();
    transaction.add_case(&other).await.unwrap();
    transaction.commit().await.unwrap();

    let mut reader = storage.read().await.unwrap();
    assert_eq!(
        reader.find_case_by_number(&one.number_mac).await.unwrap(),
        Some(one.clone())
    );
    assert_eq!(
        reader
            .find_case_by_submission(&other.submission_mac)
            .await
            .unwrap(),
        Some(other)
    );
}

pub async fn an_unknown_case_is_none_and_no_error(storage: &dyn Storage) {
    let mut reader = storage.read().await.unwrap();
    assert_eq!(reader.find_case_by_number(&[1; 32]).await.unwrap(), None);
    assert_eq!(reader.find_case_by_submission(&[1; 32]).await.unwrap(), None);
    assert_eq!(
        reader.lookup_item(ItemId::from_bytes([1; 16])).await.unwrap(),
        None
    );
}

pub async fn a_taken_case_number_is_refused(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    let one = case(&entropy);
    let other = domain::case::Case {
        number_mac: one.number_mac,
        ..case(&entropy)
    };
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_case(&one).await.unwrap();
    assert_eq!(
        refused(transaction.add_case(&other).await),
        "case_number_mac_unique"
    );
}

pub async fn a_taken_submission_key_is_refused(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    let one = case(&entropy);
    let other = domain::case::Case {
        submission_mac: one.submission_mac,
        ..case(&entropy)
    };
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_case(&one).await.unwrap();
    assert_eq!(
        refused(transaction.add_case(&other).await),
        "case_submission_mac_unique"
    );
}

pub async fn a_case_keeps_no_finer_time_than_a_day(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    let finer = domain::case::Case {
        opened_on: Timestamp::from_millis(day(0).as_millis() + 3_600_000),
        ..case(&entropy)
    };
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(
        refused(transaction.add_case(&finer).await),
        "case_opened_on_is_a_day"
    );
}

pub async fn an_item_reads_back_with_all_its_hashes(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    let case = case(&entropy);
    let items = [item(&entropy, &case, 0), item(&entropy, &case, 1)];
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_case(&case).await.unwrap();
    for item in &items {
        transaction.add_item(item).await.unwrap();
    }
    transaction.commit().await.unwrap();

    let mut reader = storage.read().await.unwrap();
    for item in items {
        assert_eq!(reader.lookup_item(item.id).await.unwrap(), Some(item));
    }
}

pub async fn a_long_video_reads_back_with_all_its_pictures(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    let case = case(&entropy);
    let video = video(&entropy, &case, 0);
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_case(&case).await.unwrap();
    transaction.add_item(&video).await.unwrap();
    transaction.commit().await.unwrap();

    let found = storage.read().await.unwrap().lookup_item(video.id).await.unwrap();
    assert_eq!(found.unwrap().hashes.vpdq().unwrap().frames().len(), 600);
    let mut reader = storage.read().await.unwrap();
    assert_eq!(reader.lookup_item(video.id).await.unwrap(), Some(video));
}

pub async fn an_item_needs_its_case(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    let orphan = item(&entropy, &case(&entropy), 0);
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(refused(transaction.add_item(&orphan).await), "item_case_fk");
}

pub async fn two_items_of_a_case_cannot_have_one_place(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    let case = case(&entropy);
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_case(&case).await.unwrap();
    transaction.add_item(&item(&entropy, &case, 7)).await.unwrap();
    let again = item(&entropy, &case, 7);
    assert_eq!(
        refused(transaction.add_item(&again).await),
        "item_case_position_unique"
    );
}
