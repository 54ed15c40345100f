//! The record of acts.

use domain::{
    audit::{Act, Agent, Deed, EMPTY, Extent, Line, Record, Verifier},
    id::{StaffId, SubscriberId},
};

use super::fixture::second;
use crate::{Storage, audit::AuditFilter};

fn deed(at: i64) -> Deed {
    Deed {
        at: second(at),
        actor: Agent::Staff(StaffId::from_bytes([7; 16])),
        act: Act::Decided,
        subject: format!("entry {at}"),
        reason: "reject: public-content".to_owned(),
    }
}

async fn with_deeds(storage: &dyn Storage, count: i64) -> Vec<Record> {
    let mut records = Vec::new();
    for at in 1..=count {
        let mut transaction = storage.begin().await.unwrap();
        records.push(transaction.record(&deed(at)).await.unwrap());
        transaction.commit().await.unwrap();
    }
    records
}

async fn is_whole(storage: &dyn Storage) -> bool {
    let mut reader = storage.read().await.unwrap();
    let mut verifier = Verifier::new(reader.audit_extent().await.unwrap());
    let lines = reader.audit(0, 10_000).await.unwrap();
    lines.iter().all(|line| verifier.next(line).is_ok()) && verifier.end().is_ok()
}

fn lines(records: &[Record]) -> Vec<Line> {
    records.iter().cloned().map(Line::from).collect()
}

pub async fn a_record_without_lines_is_whole(storage: &dyn Storage) {
    let mut reader = storage.read().await.unwrap();
    let nothing = Extent {
        last: 0,
        last_digest: EMPTY,
        gone: 0,
        gone_digest: EMPTY,
    };
    assert_eq!(reader.audit_extent().await.unwrap(), nothing);
    assert_eq!(reader.audit(0, 10).await.unwrap(), []);
    drop(reader);
    assert!(is_whole(storage).await);
}

pub async fn lines_are_numbered_chained_and_read_back_in_order(storage: &dyn Storage) {
    let records = with_deeds(storage, 5).await;
    let positions: Vec<_> = records.iter().map(|record| record.position).collect();
    assert_eq!(positions, [1, 2, 3, 4, 5]);
    let mut reader = storage.read().await.unwrap();
    assert_eq!(reader.audit(0, 3).await.unwrap(), lines(&records[..3]));
    assert_eq!(reader.audit(3, 3).await.unwrap(), lines(&records[3..]));
    assert_eq!(reader.audit_of("entry 4").await.unwrap(), lines(&records[3..4]));
    assert_eq!(reader.audit_of("entry").await.unwrap(), []);
    drop(reader);
    assert!(is_whole(storage).await);
}

pub async fn the_last_switch_of_a_platform_is_found_and_the_last_one_of_the_house(storage: &dyn Storage) {
    let (one, other, still) = (
        SubscriberId::from_bytes([1; 16]),
        SubscriberId::from_bytes([2; 16]),
        SubscriberId::from_bytes([3; 16]),
    );
    let staff = Agent::Staff(StaffId::from_bytes([7; 16]));
    let mut records = Vec::new();
    for (at, (actor, act, subject)) in (1..).zip([
        (staff, Act::SuspendedSubscriber, one),
        (Agent::Operator, Act::ResumedSubscriber, one),
        (Agent::Platform(one), Act::SuspendedSubscriber, one),
        (Agent::Platform(one), Act::ResumedSubscriber, one),
        (staff, Act::ChangedSubscriber, one),
        (Agent::Platform(other), Act::SuspendedSubscriber, other),
        (staff, Act::ChangedSubscriber, still),
    ]) {
        let deed = Deed {
            actor,
            act,
            subject: subject.to_string(),
            ..deed(at)
        };
        let mut transaction = storage.begin().await.unwrap();
        records.push(transaction.record(&deed).await.unwrap());
        transaction.commit().await.unwrap();
    }
    let mut reader = storage.read().await.unwrap();
    for (subscriber, last, last_by_house) in [
        (one, Some(&records[3]), Some(&records[1])),
        (other, Some(&records[5]), None),
        (still, None, None),
    ] {
        let found = reader.last_switch(subscriber, false).await.unwrap();
        assert_eq!(found, last.cloned().map(Line::from));
        let found = reader.last_switch(subscriber, true).await.unwrap();
        assert_eq!(found, last_by_house.cloned().map(Line::from));
    }
}

pub async fn a_line_of_a_dropped_transaction_leaves_no_gap(storage: &dyn Storage) {
    with_deeds(storage, 1).await;
    let mut dropped = storage.begin().await.unwrap();
    dropped.record(&deed(2)).await.unwrap();
    drop(dropped);
    let records = with_deeds(storage, 1).await;
    assert_eq!(records[0].position, 2);
    assert!(is_whole(storage).await);
}

pub async fn the_beginning_expires_and_the_rest_still_verifies(storage: &dyn Storage) {
    let records = with_deeds(storage, 5).await;
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(transaction.expire_audit(second(3)).await.unwrap(), 2);
    assert_eq!(transaction.expire_audit(second(3)).await.unwrap(), 0);
    transaction.commit().await.unwrap();
    let mut reader = storage.read().await.unwrap();
    assert_eq!(reader.audit(0, 10).await.unwrap(), lines(&records[2..]));
    let extent = reader.audit_extent().await.unwrap();
    assert_eq!(
        (extent.gone, extent.gone_digest, extent.last),
        (2, records[1].digest, 5)
    );
    drop(reader);
    assert!(is_whole(storage).await);
}

pub async fn the_first_line_up_to_a_number_is_found_as_long_as_it_is_there(storage: &dyn Storage) {
    with_deeds(storage, 5).await;
    let first = async |until| {
        let mut reader = storage.read().await.unwrap();
        reader.first_audit_until(until).await.unwrap()
    };
    assert_eq!(first(0).await, None);
    assert_eq!(first(1).await, Some(1));
    assert_eq!(first(9).await, Some(1));
    let mut transaction = storage.begin().await.unwrap();
    transaction.expire_audit(second(3)).await.unwrap();
    transaction.commit().await.unwrap();
    assert_eq!(first(2).await, None);
    assert_eq!(first(3).await, Some(3));
}

pub async fn the_whole_record_can_expire_and_goes_on_after_it(storage: &dyn Storage) {
    with_deeds(storage, 3).await;
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(transaction.expire_audit(second(100)).await.unwrap(), 3);
    let next = transaction.record(&deed(101)).await.unwrap();
    assert_eq!(next.position, 4);
    transaction.commit().await.unwrap();
    assert!(is_whole(storage).await);
}

pub async fn eight_writers_at_once_leave_one_unbroken_chain(storage: &dyn Storage) {
    let writers = (0..8).map(|_| with_deeds(storage, 5));
    futures::future::join_all(writers).await;
    let mut reader = storage.read().await.unwrap();
    assert_eq!(reader.audit_extent().await.unwrap().last, 40);
    drop(reader);
    assert!(is_whole(storage).await);
}

pub async fn the_lines_that_are_looked_for_come_in_order_and_in_pages(storage: &dyn Storage) {
    let (ana, ben) = (StaffId::from_bytes([7; 16]), StaffId::from_bytes([8; 16]));
    let mut records = Vec::new();
    for (at, (by, act, subject)) in (1..).zip([
        (ana, Act::Decided, "one"),
        (ben, Act::Decided, "one"),
        (ana, Act::Claimed, "one"),
        (ana, Act::Decided, "two"),
        (ana, Act::Decided, "one"),
    ]) {
        let deed = Deed {
            actor: Agent::Staff(by),
            act,
            subject: subject.to_owned(),
            ..deed(at)
        };
        let mut transaction = storage.begin().await.unwrap();
        records.push(transaction.record(&deed).await.unwrap());
        transaction.commit().await.unwrap();
    }
    let lines = lines(&records);
    let mut reader = storage.read().await.unwrap();
    let (by_ana, decided, one) = (Some(Agent::Staff(ana)), Some(Act::Decided), Some("one"));
    for (actor, act, subject, expected) in [
        (None, None, None, &[1, 2, 3, 4, 5][..]),
        (by_ana, None, None, &[1, 3, 4, 5]),
        (None, decided, None, &[1, 2, 4, 5]),
        (None, None, one, &[1, 2, 3, 5]),
        (by_ana, decided, None, &[1, 4, 5]),
        (by_ana, None, one, &[1, 3, 5]),
        (None, decided, one, &[1, 2, 5]),
        (by_ana, decided, one, &[1, 5]),
        (Some(Agent::Operator), None, None, &[]),
        (None, Some(Act::Undid), None, &[]),
        (None, None, Some("on"), &[]),
    ] {
        let filter = AuditFilter {
            actor,
            act,
            subject: subject.map(str::to_owned),
        };
        let expected: Vec<Line> = lines
            .iter()
            .filter(|line| expected.contains(&line.position))
            .cloned()
            .collect();
        let all = reader.audit_where(&filter, 0, 10).await.unwrap();
        assert_eq!(all, expected, "{filter:?}");
        let page = reader.audit_where(&filter, 1, 2).await.unwrap();
        let later = expected.into_iter().filter(|line| line.position > 1);
        assert_eq!(page, later.take(2).collect::<Vec<_>>(), "{filter:?}");
    }
}
