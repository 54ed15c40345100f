//! An operator has everything that is known of a case printed, and says why.

use domain::{
    audit::{Act, Agent},
    case::CaseNumber,
    entropy::SeededEntropy,
};
use service::{disclose::DiscloseError, propose::MAX_REASON, testing::TestService};

use crate::submission::submit;

/// Who asked, for what and why, of every time that the record has.
async fn asked(test: &TestService) -> Vec<(Agent, String, String)> {
    let records = test.acts().await.into_iter().map(|record| record.deed);
    records
        .filter(|deed| deed.act == Act::Disclosed)
        .map(|deed| (deed.actor, deed.subject, deed.reason))
        .collect()
}

#[tokio::test]
async fn who_asks_for_a_case_is_recorded_with_why_and_not_of_whom_also_where_there_is_none() {
    let test = TestService::start().await;
    let number = submit(&test, 1, 1).await.number;
    let unknown = CaseNumber::draw(&SeededEntropy::new(99));
    assert_ne!(unknown, number);
    let longest = "x".repeat(MAX_REASON);
    // Whatever a person writes, it is told apart from what was found.
    for (number, reason, found) in [
        (&number, " 12 C 345/26 ", true),
        (&unknown, longest.as_str(), false),
        (&number, "no-such-case", true),
    ] {
        let disclosed = test.service.disclose(number, reason).await.unwrap();
        assert_eq!(disclosed.is_some(), found, "{reason}");
    }
    let line = |reason: String| (Agent::Operator, String::new(), reason);
    assert_eq!(
        asked(&test).await,
        [
            line("printed: 12 C 345/26".to_owned()),
            line(format!("no-such-case: {longest}")),
            line("printed: no-such-case".to_owned()),
        ]
    );
}

#[tokio::test]
async fn a_reason_that_says_nothing_or_names_the_case_is_none_whether_there_is_one_or_not() {
    let test = TestService::start().await;
    let known = submit(&test, 1, 1).await.number;
    let unknown = CaseNumber::draw(&SeededEntropy::new(99));
    for number in [&known, &unknown] {
        for reason in ["", " \u{a0}", "12 C\n345/26", &"x".repeat(MAX_REASON + 1)] {
            let refused = test.service.disclose(number, reason).await;
            assert!(matches!(refused, Err(DiscloseError::Reason)), "{refused:?}");
        }
        let text = number.to_string();
        for named in [format!("case {text}"), text.to_lowercase().replace('-', "")] {
            let refused = test.service.disclose(number, &named).await;
            assert!(matches!(refused, Err(DiscloseError::NamesTheCase)), "{refused:?}");
        }
    }
    let recorded = asked(&test).await;
    assert!(recorded.is_empty(), "nothing was looked up: {recorded:?}");
}
