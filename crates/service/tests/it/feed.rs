//! What subscribers read.

use domain::{
    Timestamp,
    change::{ChangeKind, EMPTY, chain, content_digest},
    list::ListName,
    subscriber::Subscriber,
};
use service::{
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

#[tokio::test]
async fn pages_of_long_videos_are_shorter_and_leave_nothing_out() {
    let test = TestService::start().await;
    let platform = subscriber(&test).await;
    let list = ListName::exploitative();
    // 23 MiB of hashes.
    for key in 0..55 {
        let mut form = form(key, 20);
        for (place, item) in form.items.iter_mut().enumerate() {
            let video = video_form(100 + u8::try_from(place).unwrap(), 600)
                .items
                .remove(0);
            item.vpdq = video.vpdq;
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
    assert_eq!((after, pages), (1_100, vec![1_000, 100]));
}

#[tokio::test]
async fn the_last_seconds_are_hidden_from_wires_that_page_by_time() {
    let test = TestService::start().await;
    let platform = subscriber(&test).await;
    let list = ListName::exploitative();
    submit(&test, 1, 1).await;
    test.sequence_now().await;
    let stamped = test.service.checkpoint(&platform, &list).await.unwrap().at;
    let far = Timestamp::from_seconds(4_000_000_000);
    for (seconds, visible) in [(0, 0), (2, 0), (3, 1)] {
        test.clock
            .set(stamped.plus(std::time::Duration::from_secs(seconds)));
        let page = test
            .service
            .listings(&platform, &list, START, far, None, 10)
            .await
            .unwrap();
        assert_eq!(page.listings.len(), visible, "after {seconds} s");
    }
}

#[tokio::test]
async fn a_clock_that_is_set_back_does_not_put_a_change_before_an_earlier_one() {
    let test = TestService::start().await;
    let platform = subscriber(&test).await;
    let list = ListName::exploitative();
    submit(&test, 1, 1).await;
    test.sequence_now().await;
    let first = test.service.checkpoint(&platform, &list).await.unwrap();
    test.clock.set(START.minus(std::time::Duration::from_secs(3_600)));
    submit(&test, 2, 1).await;
    test.sequence_now().await;
    let second = test.service.checkpoint(&platform, &list).await.unwrap();
    assert_eq!((second.size, second.at), (2, first.at));
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
