//! What two nodes on one database decide at the same moment, and what one knows of what the other decided.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

// Fresh databases on a PostgreSQL server, as the storage crate's own tests make them.
#[path = "../../crates/storage-postgres/tests/server/mod.rs"]
mod server;

use std::{sync::Arc, time::Duration};

use domain::{
    Clock as _,
    audit::Agent,
    clock::ManualClock,
    entropy::SeededEntropy,
    entry::Action,
    list::{ListName, Policy, Publication},
    platform::SuspendedBy,
    staff::Role,
};
use service::{
    Service,
    door::Errand,
    keys::Keys,
    moderate::{DecideError, DecisionOrder},
    platform::PlatformError,
    subscribe::{AuthenticateError, Presented},
    testing::{PASSPHRASE, START, form},
};
use storage::{Storage, entry::Queue};
use storage_postgres::PostgresStorage;
use storage_sqlite::SqliteStorage;

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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_removals_by_one_of_staff_on_two_nodes_in_the_same_moment_one_waits_where_one_is_left() {
    server::with_database(async |storage, _| {
        let storage: Arc<dyn Storage> = Arc::new(storage);
        let clock = Arc::new(ManualClock::at(START));
        let node = |seed| {
            let entropy = Arc::new(SeededEntropy::new(seed));
            let keys = Keys::derive(&[7; 32]);
            Service::new(Arc::clone(&storage), Arc::clone(&clock) as _, entropy, keys, 1)
        };
        let nodes = [node(1), node(2)];
        let list = ListName::exploitative();
        nodes[0]
            .ensure_list(&list, &Policy::initial(Publication::PublishFirst))
            .await
            .unwrap();
        nodes[0].submit(form(1, 2).parse().unwrap()).await.unwrap();
        let robin = nodes[0].add_staff("robin", Role::Reviewer, PASSPHRASE).await;
        let robin = robin.unwrap().staff;
        let rows = nodes[0].queue(Queue::Unverified, None, 2).await.unwrap().rows;
        assert_eq!(rows.len(), 2);

        // They have taken all but one off that they may at once, and are about to be held by something else.
        let limit = Errand::Remove.limit();
        let full_at = START.plus(limit.each * (limit.burst - 1));
        let mut held = storage.begin().await.unwrap();
        held.set_removals_full_at(robin.id, full_at).await.unwrap();
        let deciding = nodes.into_iter().zip(rows).map(|(node, row)| {
            let robin = robin.clone();
            let order = DecisionOrder {
                entry: row.entry.id,
                version: row.entry.version,
                action: Action::Suspend,
                reason: "disputed".to_owned(),
                note: None,
            };
            tokio::spawn(async move { node.decide(&robin, order).await })
        });
        let deciding: Vec<_> = deciding.collect();
        tokio::time::sleep(Duration::from_millis(500)).await;
        held.commit().await.unwrap();

        let mut waits = Vec::new();
        for decided in deciding {
            match decided.await.unwrap() {
                Ok(_) => waits.push(false),
                Err(DecideError::Wait(_)) => waits.push(true),
                Err(error) => panic!("{error}"),
            }
        }
        waits.sort_unstable();
        assert_eq!(waits, [false, true]);
    })
    .await;
}

/// Nothing that was ended is to open anything for longer.
const AT_LAST: Duration = Duration::from_secs(5);

/// Ends keys and platforms on one node, and asks the other, which has known them to be good.
async fn ask_the_other_node(storages: [Arc<dyn Storage>; 2]) {
    let clock = Arc::new(ManualClock::at(START));
    let mut seed = 0;
    let [here, there] = storages.map(|storage| {
        seed += 1;
        let entropy = Arc::new(SeededEntropy::new(seed));
        let keys = Keys::derive(&[7; 32]);
        Service::new(storage, Arc::clone(&clock) as _, entropy, keys, 1)
    });
    let list = ListName::exploitative();
    here.ensure_list(&list, &Policy::initial(Publication::PublishFirst))
        .await
        .unwrap();
    let lists = [list.clone()];
    for end in ["revoked", "expired", "suspended by staff", "suspended by itself"] {
        let (platform, issued) = here.add_subscriber(end, &lists).await.unwrap();
        let (id, key) = (platform.id, issued.id());
        let is_let_in = async || {
            let shown = Presented::from_bearer(&issued.bearer()).unwrap();
            let answered = there.authenticate(shown).await;
            let reads_on = there.still_reads(key, &list).await.unwrap().is_some();
            let refused = matches!(answered, Err(AuthenticateError::Refused));
            assert_eq!(answered.is_ok(), reads_on, "{end}");
            assert_eq!(refused, !reads_on, "{end}: {answered:?}");
            reads_on
        };
        assert!(is_let_in().await, "{end}");
        match end {
            "revoked" => here.revoke_key(id, key, Agent::Operator).await.unwrap(),
            "expired" => {
                let soon = clock.now().plus(AT_LAST);
                here.end_key(id, key, soon, Agent::Operator).await.unwrap();
                assert!(is_let_in().await, "it is good until then");
                clock.advance(AT_LAST);
            }
            "suspended by staff" => here
                .suspend_platform(id, Agent::Operator, "a leaked key")
                .await
                .unwrap(),
            _ => here.suspend_platform(id, Agent::Platform(id), "").await.unwrap(),
        }
        assert!(!is_let_in().await, "{end}: it opens something still");
        clock.advance(AT_LAST);
        assert!(!is_let_in().await, "{end}: it opens something again");
    }
}

#[tokio::test]
async fn a_key_that_was_ended_on_one_node_opens_nothing_on_another() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("reclaim.db");
    let open = async || {
        let storage = SqliteStorage::open(&file.to_string_lossy()).await.unwrap();
        storage.migrate().await.unwrap();
        Arc::new(storage) as Arc<dyn Storage>
    };
    ask_the_other_node([open().await, open().await]).await;
}

#[tokio::test]
async fn a_key_that_was_ended_on_one_node_opens_nothing_on_another_with_postgres() {
    server::with_database(async |storage, url| {
        let other = PostgresStorage::open(url).await.unwrap();
        ask_the_other_node([Arc::new(storage), Arc::new(other)]).await;
    })
    .await;
}
