//! What is erased, when, and that nothing of it is left.

use std::{fs, path::Path, time::Duration};

use domain::{
    entry::Action,
    feedback::Verdict,
    list::{ListName, Policy, Publication},
    staff::Role,
};
use service::{
    case::{CaseKey, OpenCaseError, Progress},
    expire::{AUDIT, DECLINED, FEEDBACK},
    feedback::Opinion,
    moderate::DecisionOrder,
    submit::Receipt,
    testing::{TestService, form},
    withdraw::When,
};
use storage::entry::Queue;

use crate::submission::submit;

const HOUR: Duration = Duration::from_secs(3_600);
const DAY: Duration = Duration::from_secs(24 * 3_600);

async fn withdraw(test: &TestService, receipt: &Receipt) {
    let (number, pin) = (receipt.number.to_string(), receipt.pin.to_string());
    test.service
        .withdraw(CaseKey::new(&number, &pin), When::Now)
        .await
        .unwrap();
    test.sequence_now().await;
}

async fn opens(test: &TestService, receipt: &Receipt) -> bool {
    let (number, pin) = (receipt.number.to_string(), receipt.pin.to_string());
    match test.service.open_case(CaseKey::new(&number, &pin)).await {
        Ok(_) => true,
        Err(OpenCaseError::Unknown) => false,
        Err(error) => panic!("{error}"),
    }
}

/// Everything that a submission's hashes could be found by, as bytes and as hex.
fn markers(key: u8, items: u8) -> Vec<Vec<u8>> {
    let mut markers = Vec::new();
    for item in form(key, items).items {
        for hex_value in [Some(item.sha256), Some(item.md5), item.sha1, item.pdq]
            .into_iter()
            .flatten()
        {
            markers.push(hex::decode(&hex_value).unwrap());
            markers.push(hex_value.into_bytes());
        }
    }
    markers
}

/// In which files of a folder one of the markers stands.
fn files_with(folder: &Path, markers: &[Vec<u8>]) -> Vec<String> {
    let mut found = Vec::new();
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        let holds = |marker: &Vec<u8>| bytes.windows(marker.len()).any(|window| window == marker);
        if markers.iter().any(holds) {
            found.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
    }
    found
}

#[tokio::test]
async fn a_withdrawn_case_is_gone_within_a_day_from_every_table_index_and_log() {
    let test = TestService::start().await;
    let (gone, kept) = (submit(&test, 0xc3, 3).await, submit(&test, 0x3c, 1).await);
    test.sequence_now().await;
    let traces = markers(0xc3, 3);
    assert!(
        !files_with(test.folder(), &traces).is_empty(),
        "the markers are found while they are there"
    );

    withdraw(&test, &gone).await;
    test.clock.advance(HOUR);
    test.service.expire().await.unwrap();
    assert!(
        opens(&test, &gone).await,
        "its owner can still see that it is off the list"
    );

    test.clock.advance(HOUR * 23);
    let erased = test.service.expire().await.unwrap();
    assert_eq!((erased.items, erased.cases), (3, 1));
    assert!(!opens(&test, &gone).await);
    assert!(opens(&test, &kept).await);
    assert_eq!(files_with(test.folder(), &traces), Vec::<String>::new());
    assert_ne!(files_with(test.folder(), &markers(0x3c, 1)), Vec::<String>::new());
}

#[tokio::test]
async fn a_rejected_item_is_erased_and_the_rest_of_its_case_stays() {
    let test = TestService::start().await;
    let staff = test.staff("robin", Role::Reviewer).await;
    let receipt = submit(&test, 1, 2).await;
    test.sequence_now().await;
    let entry = test
        .service
        .queue(Queue::Unverified, None, 1)
        .await
        .unwrap()
        .rows
        .remove(0)
        .entry;
    let order = DecisionOrder {
        entry: entry.id,
        version: entry.version,
        action: Action::Reject,
        reason: "public-content".to_owned(),
        note: None,
    };
    test.service.decide(&staff, order).await.unwrap();
    test.sequence_now().await;
    test.clock.advance(DAY);
    let erased = test.service.expire().await.unwrap();
    assert_eq!((erased.items, erased.cases), (1, 0));
    let (number, pin) = (receipt.number.to_string(), receipt.pin.to_string());
    let status = test.service.open_case(CaseKey::new(&number, &pin)).await.unwrap();
    assert_eq!(status.items.len(), 1);
    assert!(matches!(status.items[0].progress, Progress::Listed { .. }));
}

#[tokio::test]
async fn a_case_whose_every_item_was_declined_says_so_for_a_month_and_can_be_added_to() {
    let test = TestService::start().await;
    let staff = test.staff("robin", Role::Reviewer).await;
    let policy = Policy::initial(Publication::PublishFirst);
    let adults = ListName::adult();
    test.service.ensure_list(&adults, &policy).await.unwrap();
    let mut sent = form(0xc3, 2);
    ListName::adult().as_str().clone_into(&mut sent.list);
    let receipt = test.service.submit(sent.parse().unwrap()).await.unwrap();
    test.reject_unverified(&staff).await;
    test.clock.advance(DAY);
    let erased = test.service.expire().await.unwrap();
    assert_eq!((erased.items, erased.cases), (2, 0));
    assert_eq!(files_with(test.folder(), &markers(0xc3, 2)), Vec::<String>::new());

    let (number, pin) = (receipt.number.to_string(), receipt.pin.to_string());
    let key = CaseKey::new(&number, &pin);
    let status = test.service.open_case(key).await.unwrap();
    assert_eq!((status.items.len(), status.declined), (0, 2));
    assert_eq!(
        status.list,
        ListName::adult(),
        "what is added goes to the same list"
    );

    test.clock.advance(DECLINED - DAY);
    test.service.expire().await.unwrap();
    assert!(opens(&test, &receipt).await);
    test.clock.advance(DAY * 2);
    let erased = test.service.expire().await.unwrap();
    assert_eq!((erased.items, erased.cases), (0, 1));
    assert!(!opens(&test, &receipt).await);
}

#[tokio::test]
async fn a_listed_case_is_never_erased_however_old_it_is() {
    let test = TestService::start().await;
    let receipt = submit(&test, 1, 1).await;
    test.sequence_now().await;
    test.clock.advance(DAY * 3_650);
    let erased = test.service.expire().await.unwrap();
    assert_eq!((erased.items, erased.cases), (0, 0));
    assert!(opens(&test, &receipt).await);
}

#[tokio::test]
async fn what_nobody_reviewed_for_ninety_days_ends_and_is_erased() {
    let test = TestService::start().await;
    let list = ListName::parse("careful").unwrap();
    test.ensure_list(&list, Publication::ReviewFirst).await;
    let mut held = form(1, 2);
    held.list = list.to_string();
    let receipt = test.service.submit(held.parse().unwrap()).await.unwrap();

    test.clock.advance(DAY * 90);
    test.service.expire().await.unwrap();
    let (number, pin) = (receipt.number.to_string(), receipt.pin.to_string());
    let status = test.service.open_case(CaseKey::new(&number, &pin)).await.unwrap();
    assert_eq!(status.items[0].progress, Progress::Checking);

    test.clock.advance(DAY);
    test.service.expire().await.unwrap();
    let status = test.service.open_case(CaseKey::new(&number, &pin)).await.unwrap();
    assert_eq!(
        status.items[0].progress,
        Progress::Unreviewed,
        "it is not said to be of no use"
    );
    test.clock.advance(DAY);
    assert_eq!(test.service.expire().await.unwrap().items, 2);
    let status = test.service.open_case(CaseKey::new(&number, &pin)).await.unwrap();
    let counts = (status.items.len(), status.declined, status.unreviewed);
    assert_eq!(counts, (0, 2, 2), "its owner is told");
}

#[tokio::test]
async fn feedback_and_the_record_of_acts_expire_each_after_its_time() {
    let test = TestService::start().await;
    let lists = [ListName::exploitative()];
    let (subscriber, _) = test
        .service
        .add_subscriber("Example Platform", &lists)
        .await
        .unwrap();
    submit(&test, 1, 1).await;
    test.sequence_now().await;
    let entry = test
        .service
        .queue(Queue::Unverified, None, 1)
        .await
        .unwrap()
        .rows
        .remove(0)
        .entry;
    let opinion = Opinion {
        entry: entry.id,
        verdict: Verdict::Removed,
        reason: "none".to_owned(),
        matches: 1,
    };
    test.service
        .give_feedback(&subscriber, &lists[0], &[opinion])
        .await
        .unwrap();

    test.clock.advance(FEEDBACK - DAY);
    assert_eq!(test.service.expire().await.unwrap().feedback, 0);
    test.clock.advance(DAY * 2);
    assert_eq!(test.service.expire().await.unwrap().feedback, 1);
    assert_eq!(test.service.audit(0, 10).await.unwrap().len(), 1);
    test.clock.advance(AUDIT - FEEDBACK);
    assert_eq!(test.service.expire().await.unwrap().audit, 1);
    assert_eq!(test.service.audit(0, 10).await.unwrap(), []);
    assert_eq!(test.service.verify_audit(&[]).await.unwrap(), Ok(0));
}
