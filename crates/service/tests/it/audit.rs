//! The record of what staff and operators did.

use domain::{
    audit::{Act, Agent},
    entry::Action,
    staff::Role,
};
use service::{moderate::DecisionOrder, testing::TestService};
use storage::entry::Queue;

use crate::submission::submit;

#[tokio::test]
async fn every_act_and_every_look_at_an_entry_is_recorded() {
    let test = TestService::start().await;
    let staff = test.staff("robin", Role::Lead).await;
    submit(&test, 1, 1).await;
    let token = test.sign_in("robin").await;
    let entry = test
        .service
        .queue(Queue::Unverified, None, 1)
        .await
        .unwrap()
        .rows
        .remove(0)
        .entry;
    test.service.view_entry(&staff, entry.id).await.unwrap().unwrap();
    let order = DecisionOrder {
        entry: entry.id,
        version: entry.version,
        action: Action::Confirm,
        reason: "facts-consistent".to_owned(),
        note: Some("a note that stays with the decision".to_owned()),
    };
    test.service.decide(&staff, order).await.unwrap();
    test.service.sign_out(&token).await.unwrap();
    test.service.sign_out(&token).await.unwrap();

    let records = test.service.audit(0, 100).await.unwrap();
    let acts: Vec<_> = records
        .iter()
        .map(|record| (record.deed.actor, record.deed.act, record.deed.subject.as_str()))
        .collect();
    let (robin, id) = (Agent::Staff(staff.id), entry.id.to_string());
    let staff_id = staff.id.to_string();
    assert_eq!(
        acts,
        [
            (Agent::Operator, Act::AddedStaff, staff_id.as_str()),
            (robin, Act::SignedIn, ""),
            (robin, Act::ViewedEntry, id.as_str()),
            (robin, Act::Decided, id.as_str()),
            (robin, Act::SignedOut, ""),
        ]
    );
    assert_eq!(records[3].deed.reason, "confirm: facts-consistent");
    assert_eq!(test.service.verify_audit().await.unwrap(), Ok(5));
}
