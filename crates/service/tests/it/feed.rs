//! What subscribers read.

use std::time::Duration;

use domain::{
    Timestamp,
    change::{ChangeKind, EMPTY, chain, content_digest},
    list::ListName,
    subscriber::Subscriber,
};
use hashing::{Pdq, Quality, Vpdq, vpdq::Frame};
use service::{
    StorageError,
    case::CaseKey,
    feed::FeedError,
    testing::{START, TestService, form, video_form},
    withdraw::When,
};

use crate::submission::submit;

async fn subscriber(test: &TestService) -> Subscriber {
    test.service
        .add_subscriber("Platform", &[ListName::exploitative()])
        .await
        .unwrap()
        .0
}

#[tokio::test]
async fn a_subscriber_can_prove_that_it_has_the_whole_list() {
    let test = TestService::start().await;
    let platform = subscriber(&test).await;
    let list = ListName::exploitative();
    for key in 1..=5 {
        submit(&test, key, 4).await;
        test.sequence_now().await;
    }
    let (mut after, mut digest) = (0, EMPTY);
    loop {
        let page = test.service.changes(&platform, &list, after, 7).await.unwrap();
        for published in &page.changes {
            assert_eq!(published.change.number, after + 1);
            after += 1;
            let content = published.content.as_ref().unwrap();
            let announced = published.change.content.unwrap();
            assert_eq!(content_digest(&content.salt, &content.hashes), announced);
            digest = chain(&digest, &published.change);
        }
        assert_eq!(page.next, after);
        if !page.more {
            assert_eq!((page.checkpoint.size, page.checkpoint.digest), (20, digest));
            break;
        }
    }
}

#[tokio::test]
async fn a_withdrawn_entry_leaves_a_tombstone_and_no_hash_anywhere_in_the_feed() {
    let test = TestService::start().await;
    let platform = subscriber(&test).await;
    let list = ListName::exploitative();
    let receipt = submit(&test, 1, 1).await;
    test.sequence_now().await;
    let (number, pin) = (receipt.number.to_string(), receipt.pin.to_string());
    test.service
        .withdraw(CaseKey::new(&number, &pin), When::Now)
        .await
        .unwrap();
    test.sequence_now().await;

    let page = test.service.changes(&platform, &list, 0, 10).await.unwrap();
    let kinds: Vec<_> = page
        .changes
        .iter()
        .map(|published| published.change.kind)
        .collect();
    assert_eq!(kinds, [ChangeKind::Add, ChangeKind::Remove]);
    assert!(page.changes.iter().all(|published| published.content.is_none()));
    let digest = page
        .changes
        .iter()
        .fold(EMPTY, |digest, published| chain(&digest, &published.change));
    assert_eq!(
        digest, page.checkpoint.digest,
        "the chain can be proved without the hashes"
    );

    let listings = test
        .service
        .listings(&platform, &list, START, test.service.now(), None, 10)
        .await
        .unwrap();
    assert_eq!(listings.listings.len(), 1);
    assert_eq!(listings.listings[0].change.kind, ChangeKind::Remove);
    assert!(
        test.service
            .inspect()
            .await
            .unwrap()
            .lists
            .iter()
            .all(|list| list.faults.is_empty())
    );
}

#[tokio::test]
async fn the_pictures_of_a_video_are_fed_and_go_when_it_is_withdrawn() {
    let test = TestService::start().await;
    let platform = subscriber(&test).await;
    let list = ListName::exploitative();
    let submission = video_form(1, 600).parse().unwrap();
    let sent = submission.items[0].hashes.clone();
    let receipt = test.service.submit(submission).await.unwrap();
    test.sequence_now().await;
    let fed = test.service.changes(&platform, &list, 0, 10).await.unwrap();
    let content = fed.changes[0].content.as_ref().unwrap();
    assert_eq!(content.hashes.vpdq(), sent.vpdq());
    assert_eq!(content.hashes.vpdq().unwrap().frames().len(), 600);

    let (number, pin) = (receipt.number.to_string(), receipt.pin.to_string());
    test.service
        .withdraw(CaseKey::new(&number, &pin), When::Now)
        .await
        .unwrap();
    test.sequence_now().await;
    let fed = test.service.changes(&platform, &list, 0, 10).await.unwrap();
    assert_eq!(fed.changes.len(), 2);
    assert!(fed.changes.iter().all(|published| published.content.is_none()));
}

/// The hash of a video of ten minutes in which nothing happens but that this picture has a little noise.
fn ten_minutes_of(pdq: &Pdq) -> String {
    let frames = (0_u16..600).map(|second| {
        let mut noisy = *pdq.as_bytes();
        let [high, low] = second.to_be_bytes();
        // As many bits are set as before.
        noisy[..4].copy_from_slice(&[high, !high, low, !low]);
        Frame {
            seconds: second,
            quality: Quality::USABLE,
            pdq: Pdq::from_bytes(noisy),
        }
    });
    Vpdq::of(frames).unwrap().to_string()
}

#[tokio::test]
async fn pages_of_long_videos_are_shorter_and_leave_nothing_out() {
    let test = TestService::start().await;
    let platform = subscriber(&test).await;
    let list = ListName::exploitative();
    // 23 MiB of hashes.
    for key in 0..55 {
        let mut form = form(key, 20);
        for item in &mut form.items {
            let pdq = Pdq::parse(item.pdq.as_deref().unwrap()).unwrap();
            item.vpdq = Some(ten_minutes_of(&pdq));
        }
        test.service.submit(form.parse().unwrap()).await.unwrap();
    }
    test.sequence_now().await;
    let (mut after, mut pages) = (0, Vec::new());
    loop {
        let page = test
            .service
            .changes(&platform, &list, after, 1_100)
            .await
            .unwrap();
        pages.push(page.changes.len());
        after = page.next;
        if !page.more {
            break;
        }
    }
    assert_eq!((after, pages), (1_100, vec![250, 250, 250, 250, 100]));
}

#[tokio::test]
async fn the_last_seconds_are_hidden_from_wires_that_page_by_time() {
    let test = TestService::start().await;
    let platform = subscriber(&test).await;
    let list = ListName::exploitative();
    submit(&test, 1, 1).await;
    test.sequence_now().await;
    assert_eq!(shown(&test, &platform, &list, START).await, 1);
    submit(&test, 2, 1).await;
    number(&test).await;
    let stamped = test.service.checkpoint(&platform, &list).await.unwrap().at;
    for (milliseconds, visible) in [(0, 0), (999, 0), (1_000, 1)] {
        test.clock.set(stamped.plus(Duration::from_millis(milliseconds)));
        test.close_seconds().await;
        let found = shown(&test, &platform, &list, stamped).await;
        assert_eq!(found, visible, "after {milliseconds} ms");
    }
}

#[tokio::test]
async fn the_clock_of_the_node_that_is_asked_shows_nothing_and_hides_nothing() {
    let test = TestService::start().await;
    let platform = subscriber(&test).await;
    let list = ListName::exploitative();
    submit(&test, 1, 1).await;
    number(&test).await;
    test.clock.advance(Duration::from_secs(3_600));
    assert_eq!(shown(&test, &platform, &list, START).await, 0, "it is not closed");
    test.close_seconds().await;
    test.clock.set(START.minus(Duration::from_secs(3_600)));
    assert_eq!(shown(&test, &platform, &list, START).await, 1, "it is");
}

#[tokio::test]
async fn nothing_is_put_into_a_second_that_is_closed_whatever_the_clock_says() {
    let test = TestService::start().await;
    let platform = subscriber(&test).await;
    let list = ListName::exploitative();
    submit(&test, 1, 1).await;
    test.sequence_now().await;
    test.clock.advance(Duration::from_secs(600));
    test.close_seconds().await;
    // As Meta's client does: up to five seconds ago, and next time from there.
    let until = test.service.now().minus(Duration::from_secs(5));
    assert!(test.service.closed(&platform, &list).await.unwrap() >= until);
    assert_eq!(shown(&test, &platform, &list, START).await, 1);
    test.clock.set(test.service.now().minus(Duration::from_secs(60)));
    submit(&test, 2, 1).await;
    number(&test).await;
    test.close_seconds().await;
    assert_eq!(shown(&test, &platform, &list, until).await, 0, "not yet");
    test.clock.advance(Duration::from_secs(120));
    test.close_seconds().await;
    assert_eq!(
        shown(&test, &platform, &list, until).await,
        1,
        "and not too early"
    );
}

#[tokio::test]
async fn a_leader_that_was_deposed_closes_nothing() {
    let test = TestService::start().await;
    let platform = subscriber(&test).await;
    let list = ListName::exploitative();
    let deposed = test.storage.lead().await.unwrap().unwrap();
    test.close_seconds().await;
    let closed = test.service.closed(&platform, &list).await.unwrap();
    test.clock.advance(Duration::from_secs(60));
    let refused = test.service.close_seconds(deposed.as_ref()).await;
    assert!(matches!(refused, Err(StorageError::Fenced)));
    assert_eq!(test.service.closed(&platform, &list).await.unwrap(), closed);
}

/// How many entries are shown whose second is `from` or later.
async fn shown(test: &TestService, platform: &Subscriber, list: &ListName, from: Timestamp) -> usize {
    let far = Timestamp::from_seconds(4_000_000_000);
    let page = test.service.listings(platform, list, from, far, None, 10).await;
    page.unwrap().listings.len()
}

/// Numbers what waits, in the second that it is.
async fn number(test: &TestService) {
    let leader = test.storage.lead().await.unwrap().unwrap();
    while test.service.sequence(leader.as_ref()).await.unwrap() > 0 {}
}

#[tokio::test]
async fn a_clock_that_is_set_back_does_not_put_a_change_before_an_earlier_one() {
    let test = TestService::start().await;
    let platform = subscriber(&test).await;
    let list = ListName::exploitative();
    submit(&test, 1, 1).await;
    test.sequence_now().await;
    let first = test.service.checkpoint(&platform, &list).await.unwrap();
    test.clock.set(START.minus(Duration::from_secs(3_600)));
    submit(&test, 2, 1).await;
    test.sequence_now().await;
    let second = test.service.checkpoint(&platform, &list).await.unwrap();
    // All until now is closed, so it goes into the first second that is not.
    let closed = START.plus(Duration::from_secs(4));
    assert!(second.at > first.at);
    assert_eq!((second.size, second.at), (2, closed.plus(Duration::from_secs(1))));
}

#[tokio::test]
async fn a_list_that_is_not_theirs_does_not_exist_for_them() {
    let test = TestService::start().await;
    let (stranger, _) = test.service.add_subscriber("Stranger", &[]).await.unwrap();
    let list = ListName::exploitative();
    assert!(matches!(
        test.service.changes(&stranger, &list, 0, 1).await,
        Err(FeedError::NotFound)
    ));
    let platform = subscriber(&test).await;
    let beyond = test.service.changes(&platform, &list, 1, 1).await;
    assert!(matches!(beyond, Err(FeedError::AfterTheEnd { size: 0 })));
}
