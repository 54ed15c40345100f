//! What a case tells of platforms: who has fetched a code, found something that matches, or disputes it.

use std::time::Duration;

use domain::{
    feedback::Verdict, id::EntryId, list::ListName, served::Wire, staff::Role, subscriber::Subscriber,
};
use service::feedback::Opinion;
use storage::entry::Queue;

use super::{case, fields};
use crate::site::Site;

/// Two platforms that follow the list.
async fn platforms(site: &Site) -> [Subscriber; 2] {
    let lists = [ListName::exploitative()];
    let service = &site.test.service;
    let (one, _) = service.add_subscriber("Example Ltd", &lists).await.unwrap();
    let (other, _) = service.add_subscriber("Other Ltd", &lists).await.unwrap();
    [one, other]
}

/// The first of what is listed and was not looked at.
async fn first_entry(site: &Site) -> EntryId {
    let queue = site.test.service.queue(Queue::Unverified, None, 1).await;
    queue.unwrap().rows[0].entry.id
}

async fn say(site: &Site, platform: &Subscriber, entry: EntryId, verdict: Verdict, reason: &str) {
    let opinion = Opinion {
        entry,
        verdict,
        reason: reason.to_owned(),
        matches: 1,
    };
    let list = ListName::exploitative();
    let given = site.test.service.give_feedback(platform, &list, &[opinion]).await;
    assert_eq!(given.unwrap(), 1);
}

#[tokio::test]
async fn what_platforms_found_and_took_down_reaches_the_person_as_counts() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    site.test.sequence_now().await;
    let fields = fields(&number, &pin);
    let before = site.post("/en/status", &fields).await.body;
    for nothing in ["something that matches", "took something down"] {
        assert!(!before.contains(nothing), "{before}");
    }
    let list = ListName::exploitative();
    let service = &site.test.service;
    let entry = first_entry(&site).await;
    for (name, verdict) in [
        ("First Platform", Verdict::Removed),
        ("Second Platform", Verdict::Removed),
        ("Third Platform", Verdict::Matched),
        ("Fourth Platform", Verdict::Disputed),
    ] {
        let (platform, _) = service
            .add_subscriber(name, std::slice::from_ref(&list))
            .await
            .unwrap();
        say(&site, &platform, entry, verdict, "none").await;
    }
    let after = site.post("/en/status", &fields).await.body;
    // Who disputes an entry says nothing about its own pictures.
    assert!(after.contains("3 found something that matches."), "{after}");
    assert!(after.contains("2 took something down."), "{after}");
    assert_eq!(
        after.matches("something that matches").count(),
        1,
        "of that photo alone"
    );
    for name in ["First Platform", "Second Platform", "Third Platform"] {
        assert!(!after.contains(name), "which ones, nobody is told");
    }
}

#[tokio::test]
async fn a_platform_that_has_a_different_picture_is_not_said_to_have_found_one() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let fields = fields(&number, &pin);
    site.test.sequence_now().await;
    let [platform, _] = platforms(&site).await;
    let entry = first_entry(&site).await;
    for (reason, found) in [
        ("lawful-content", true),
        ("different-content", false),
        ("cannot-be-removed", true),
    ] {
        say(&site, &platform, entry, Verdict::Kept, reason).await;
        let page = site.post("/en/status", &fields).await.body;
        assert!(page.contains("On the list since"), "{reason}");
        let said = page.contains("One found something that matches.");
        assert_eq!(said, found, "{reason}");
    }
}

#[tokio::test]
async fn what_platforms_dispute_is_said_to_be_on_hold() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let fields = fields(&number, &pin);
    site.test.sequence_now().await;
    let entry = first_entry(&site).await;
    let page = site.post("/en/status", &fields).await.body;
    assert!(!page.contains("On hold"), "nobody has disputed anything");
    for platform in &platforms(&site).await {
        say(&site, platform, entry, Verdict::Disputed, "public-content").await;
    }
    site.test.sequence_now().await;
    let page = site.post("/en/status", &fields).await.body;
    assert_eq!(page.matches("badge-waiting\">On hold").count(), 1, "{page}");
    assert_eq!(page.matches("On the list since").count(), 2, "the others stay");
    assert!(page.contains("There is a question about this code. A person looks into it."));
    assert!(page.contains("/en/status/withdraw"), "and it can be taken back");
}

#[tokio::test]
async fn what_was_fetched_is_denied_only_as_long_as_that_is_known() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let fields = fields(&number, &pin);
    site.test.sequence_now().await;
    let denied = async || {
        let opened = site.post("/en/status", &fields).await.body;
        opened.contains("No app or site has fetched it yet")
    };
    assert!(denied().await);
    site.test.clock.advance(service::expire::SERVED);
    assert!(!denied().await);
}

#[tokio::test]
async fn how_many_platforms_have_fetched_it_and_when_last_is_said() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let fields = fields(&number, &pin);
    site.test.sequence_now().await;
    let list = ListName::exploitative();
    for (platform, said) in platforms(&site).await.iter().zip([
        "One app or site has fetched it, last on 3 January 2026.",
        "2 apps and sites have fetched it, last on 5 January 2026.",
    ]) {
        site.test.clock.advance(Duration::from_secs(2 * 24 * 3_600));
        site.test
            .service
            .note_served(platform, Wire::Native, &list, 1, 3, 3);
        site.test.service.write_served().await.unwrap();
        let page = site.post("/en/status", &fields).await.body;
        assert_eq!(page.matches(said).count(), 3, "{said}");
        assert!(!page.contains("No app or site has fetched it yet"), "{said}");
    }
}

#[tokio::test]
async fn who_has_fetched_it_is_said_also_once_it_is_off_the_list() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let fields = fields(&number, &pin);
    let unseen = site.post("/en/status", &fields).await.body;
    assert!(!unseen.contains("has fetched it"), "nothing was on the list yet");
    site.test.sequence_now().await;
    let entry = first_entry(&site).await;
    let list = ListName::exploitative();
    let disputing = platforms(&site).await;
    site.test
        .service
        .note_served(&disputing[0], Wire::Native, &list, 1, 3, 3);
    site.test.service.write_served().await.unwrap();
    let listed = site.post("/en/status", &fields).await.body;
    site.test.clock.advance(Duration::from_secs(24 * 3_600));
    for platform in &disputing {
        say(&site, platform, entry, Verdict::Disputed, "public-content").await;
    }
    site.test.sequence_now().await;
    let said = "One app or site has fetched it, last on 1 January 2026.";
    let held = site.post("/en/status", &fields).await.body;
    assert_eq!(held.matches("badge-waiting\">On hold").count(), 1, "{held}");
    assert_eq!(held.matches(said).count(), 3, "{held}");
    let back = site
        .post("/en/status/withdraw", &format!("{fields}&when=now"))
        .await
        .body;
    assert_eq!(back.matches("badge-stopped\">Taken back").count(), 3, "{back}");
    assert_eq!(back.matches(said).count(), 3, "before the removal has its number");
    site.test.sequence_now().await;
    let back = site.post("/en/status", &fields).await.body;
    assert_eq!(back.matches(said).count(), 3, "and after: {back}");
    assert_eq!(back.len(), listed.len());
}

#[tokio::test]
async fn what_nobody_fetched_before_it_left_the_list_is_said_to_have_been_fetched_by_nobody() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let fields = fields(&number, &pin);
    site.test.sequence_now().await;
    let robin = site.test.staff("robin", Role::Reviewer).await;
    site.test.reject_unverified(&robin).await;
    site.test.sequence_now().await;
    let [platform, _] = platforms(&site).await;
    site.test.clock.advance(Duration::from_secs(3_600));
    let list = ListName::exploitative();
    site.test
        .service
        .note_served(&platform, Wire::Native, &list, 1, 6, 6);
    site.test.service.write_served().await.unwrap();
    let page = site.post("/en/status", &fields).await.body;
    assert_eq!(
        page.matches("badge-stopped\">Not on the list").count(),
        3,
        "{page}"
    );
    assert_eq!(
        page.matches("No app or site has fetched it.").count(),
        3,
        "they were served removals without hashes: {page}"
    );
}
