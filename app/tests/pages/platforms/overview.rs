//! The overview, from which access is suspended.

use std::time::Duration;

use axum::http::StatusCode;
use domain::{
    audit::{Act, Agent},
    feedback::Verdict,
    list::ListName,
    staff::Role,
};
use service::{door::Errand, feedback::Opinion, testing::form};
use storage::entry::Queue;

use super::{enter, get, invited, post, seen, signed_in};
use crate::{site::Site, staff::sign_in_as};

#[tokio::test]
async fn a_platform_suspends_itself_and_resumes_but_not_what_staff_suspended() {
    let site = Site::start().await;
    let cookie = signed_in(&site).await;
    let id = site.test.service.subscribers().await.unwrap()[0].id;
    let suspended = async || site.test.service.platforms().await.unwrap()[0].0.suspended;
    post(&site, "/platform/suspend", "", &cookie).await;
    assert!(suspended().await);
    assert!(
        get(&site, "/platform", &cookie)
            .await
            .body
            .contains("Access is suspended")
    );
    let file = get(&site, "/platform/records/lists/exploitative/csv", &cookie).await;
    assert_eq!(file.status, StatusCode::FORBIDDEN);
    post(&site, "/platform/resume", "", &cookie).await;
    assert!(!suspended().await);

    let ada = sign_in_as(&site, "ada", Role::Lead).await;
    let act = format!("/staff/platforms/{id}/suspend");
    let reason = format!(
        "seen={}&reason=A+leaked+key",
        seen(&site, id, "suspend", &ada).await
    );
    let suspending = post(&site, &act, &reason, &ada).await;
    assert_eq!(suspending.status, StatusCode::SEE_OTHER);
    let told = get(&site, "/platform", &cookie).await.body;
    assert!(told.contains("The operator suspended your access"), "{told}");
    assert!(!told.contains("A leaked key"), "why is said where they ask");
    let refused = post(&site, "/platform/resume", "", &cookie).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(suspended().await);
    let act = format!("/staff/platforms/{id}/resume");
    let reason = format!("seen={}&reason=A+new+key", seen(&site, id, "resume", &ada).await);
    post(&site, &act, &reason, &ada).await;
    assert!(!suspended().await);
    for act in [
        "/staff/platforms/nonsense/suspend",
        "/staff/platforms/00000000000000000000000000000000/resume",
    ] {
        assert_eq!(
            post(&site, act, "", &ada).await.status,
            StatusCode::NOT_FOUND,
            "{act}"
        );
    }
}

#[tokio::test]
async fn a_platform_that_resumes_again_and_again_is_told_when_to_come_back_and_suspends_at_once() {
    let site = Site::start().await;
    let (platform, code) = invited(&site).await;
    let (cookie, _) = enter(&site, &code, "robin").await;
    let service = &site.test.service;
    let limit = Errand::Resume.limit();
    let switch = async |act: &str| post(&site, &format!("/platform/{act}"), "", &cookie).await;
    let suspended = async || {
        let overview = service.overview(platform.id).await.unwrap().unwrap();
        overview.subscriber.suspended
    };
    for _ in 0..2 * limit.burst {
        let nothing = switch("resume").await;
        assert_eq!(
            nothing.status,
            StatusCode::SEE_OTHER,
            "what is so counts as nothing"
        );
    }
    for _ in 0..limit.burst {
        assert_eq!(switch("suspend").await.status, StatusCode::SEE_OTHER);
        assert_eq!(switch("resume").await.status, StatusCode::SEE_OTHER);
    }
    assert!(!suspended().await);
    let stopped = switch("suspend").await;
    assert_eq!(stopped.status, StatusCode::SEE_OTHER, "a leak does not wait");
    let refused = switch("resume").await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    let seconds: u64 = refused.header("retry-after").parse().unwrap();
    for said in [
        "Access stays suspended for now".to_owned(),
        format!(
            "Your organisation has resumed it several times in a short while. Try again in {} minutes.",
            seconds.div_ceil(60)
        ),
        "Until then nobody reads with your keys.".to_owned(),
        "href=\"/platform\"".to_owned(),
    ] {
        assert!(refused.unmarked().contains(&said), "{said}: {}", refused.body);
    }
    assert!(suspended().await);
    let records = site.test.acts().await;
    let resumed = records
        .iter()
        .filter(|record| record.deed.act == Act::ResumedSubscriber);
    assert_eq!(resumed.count(), usize::try_from(limit.burst).unwrap());

    let lists = [ListName::exploitative()];
    let (other, _) = service.add_subscriber("Other Ltd", &lists).await.unwrap();
    for id in [other.id, platform.id] {
        let own = Agent::Platform(id);
        service.suspend_platform(id, own, "").await.unwrap();
        let resumed = service.resume_platform(id, own, "").await;
        assert_eq!(resumed.is_ok(), id == other.id, "others do not wait");
    }
    site.test.clock.advance(Duration::from_secs(seconds));
    let own = Agent::Platform(platform.id);
    service.resume_platform(platform.id, own, "").await.unwrap();
    assert!(!suspended().await);
}

#[tokio::test]
async fn a_platform_sees_what_it_told_us_and_not_what_others_did() {
    let site = Site::start().await;
    let cookie = signed_in(&site).await;
    let before = get(&site, "/platform", &cookie).await.body;
    assert!(before.contains("Nothing yet."), "{before}");
    site.test
        .service
        .submit(form(1, 3).parse().unwrap())
        .await
        .unwrap();
    site.test.sequence_now().await;
    let service = &site.test.service;
    let list = ListName::exploitative();
    let own = service.subscribers().await.unwrap().remove(0);
    let (other, _) = service
        .add_subscriber("Another Platform", std::slice::from_ref(&list))
        .await
        .unwrap();
    let waiting = service.queue(Queue::Unverified, None, 3).await.unwrap().rows;
    for (row, verdict) in waiting
        .iter()
        .zip([Verdict::Removed, Verdict::Removed, Verdict::Kept])
    {
        let opinion = Opinion {
            entry: row.entry.id,
            verdict,
            reason: "none".to_owned(),
            matches: 1,
        };
        service.give_feedback(&own, &list, &[opinion]).await.unwrap();
    }
    let matched = Opinion {
        entry: waiting[0].entry.id,
        verdict: Verdict::Matched,
        reason: "none".to_owned(),
        matches: 1,
    };
    service.give_feedback(&other, &list, &[matched]).await.unwrap();
    let after = get(&site, "/platform", &cookie).await.unmarked();
    for (what, count) in [
        ("exploitative: entries of which you removed copies", "2"),
        ("exploitative: entries that matched something that you kept", "1"),
    ] {
        let told = format!("{what}</dt><dd>{count}</dd>");
        assert!(after.contains(&told), "{told}: {after}");
    }
    assert!(
        !after.contains("exploitative: entries that matched something<"),
        "{after}"
    );
}
