//! What two nodes on one PostgreSQL decide at the same moment.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

// Fresh databases on a PostgreSQL server, as the storage crate's own tests make them.
#[path = "../../crates/storage-postgres/tests/server/mod.rs"]
mod server;

use std::{sync::Arc, time::Duration};

use domain::{
    audit::Agent,
    clock::ManualClock,
    entropy::SeededEntropy,
    list::{ListName, Policy, Publication},
    platform::SuspendedBy,
};
use service::{Service, keys::Keys, platform::PlatformError, testing::START};
use storage::Storage;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_staff_suspend_stays_suspended_whatever_the_platform_does_in_the_same_moment() {
    server::with_database(async |storage, _| {
        let storage: Arc<dyn Storage> = Arc::new(storage);
        let clock = Arc::new(ManualClock::at(START));
        let entropy = Arc::new(SeededEntropy::new(1));
        let keys = Keys::derive(&[7; 32]);
        let service = Service::new(Arc::clone(&storage), clock, entropy, keys, 1);
        let list = ListName::exploitative();
        service
            .ensure_list(&list, &Policy::initial(Publication::PublishFirst))
            .await
            .unwrap();
        let lists = [list];
        let (platform, _) = service.add_subscriber("Platform", &lists).await.unwrap();
        let (id, own) = (platform.id, Agent::Platform(platform.id));
        service.suspend_platform(id, own, "").await.unwrap();

        // Another node is about to write that staff suspended it.
        let mut staff = storage.begin().await.unwrap();
        staff.hold_subscriber(id).await.unwrap();
        let mut profile = staff.profile(id).await.unwrap().unwrap();
        profile.suspended_by = Some(SuspendedBy::Staff);
        staff.set_profile(&profile).await.unwrap();

        let (resuming, describing, choosing) = (service.clone(), service.clone(), service.clone());
        let resuming = tokio::spawn(async move { resuming.resume_platform(id, own, "").await });
        let describing = tokio::spawn(async move {
            describing
                .describe_platform(id, "Photos", Vec::new(), false)
                .await
        });
        let choosing = tokio::spawn(async move { choosing.choose_lists(id, &lists, false).await });
        tokio::time::sleep(Duration::from_millis(500)).await;
        staff.commit().await.unwrap();

        let resumed = resuming.await.unwrap();
        assert!(
            matches!(resumed, Err(PlatformError::SuspendedByStaff)),
            "{resumed:?}"
        );
        describing.await.unwrap().unwrap();
        choosing.await.unwrap().unwrap();
        let overview = service.overview(id).await.unwrap().unwrap();
        assert!(overview.subscriber.suspended);
        let kept = overview.profile;
        assert_eq!(kept.suspended_by, Some(SuspendedBy::Staff));
        assert_eq!(
            (kept.products.as_str(), kept.variants),
            ("Photos", false),
            "neither overwrote the other"
        );
    })
    .await;
}
