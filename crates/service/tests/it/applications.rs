//! Organisations that ask to follow lists, and staff who answer at the same time.

use domain::{
    application::Outcome,
    audit::{Act, Agent},
    id::{ApplicationId, ProposalId},
    list::ListName,
    platform::Practice,
    proposal::{Unsettled, Verdict},
    staff::{Role, Staff},
};
use service::{
    door::Visitor,
    join::{AGREEMENT, Answered, VetError, Wish},
    propose::{Obstacle, ProposeError, SettleError, Terms},
    subscribe::AddSubscriberError,
    testing::TestService,
};

const WHY: &str = "called them";
const WHY_NOT: &str = "they know of nothing";

struct Office {
    test: TestService,
    lena: Staff,
    luke: Staff,
    mia: Staff,
}

impl Office {
    async fn open() -> Self {
        let test = TestService::start().await;
        Self {
            lena: test.staff("lena", Role::Lead).await,
            luke: test.staff("luke", Role::Lead).await,
            mia: test.staff("mia", Role::Admin).await,
            test,
        }
    }

    async fn asked(&self) -> ApplicationId {
        let wish = Wish {
            organisation: "Example Ltd".to_owned(),
            products: "Example Photos".to_owned(),
            contact: "trust@example.com".to_owned(),
            practices: vec![Practice::Looks],
            agreement: AGREEMENT.version.to_owned(),
        };
        let service = &self.test.service;
        service.apply(Visitor::UNKNOWN, &wish).await.unwrap();
        let page = service.waiting_applications(None, 10).await.unwrap();
        page.waiting[0].application.id
    }

    async fn propose(&self, by: &Staff, application: ApplicationId) -> Result<ProposalId, ProposeError> {
        let terms = Terms::NewPlatform { application };
        self.test.service.propose(by, &terms, WHY).await
    }

    async fn decline(&self, by: &Staff, application: ApplicationId, why: &str) -> Result<(), VetError> {
        self.test.service.decline_application(by, application, why).await
    }

    async fn settle(&self, by: &Staff, proposal: ProposalId, verdict: Verdict) -> Result<(), SettleError> {
        self.test.service.settle(by, proposal, verdict).await
    }

    /// What the record says of everything since there are staff.
    async fn acts(&self) -> Vec<(Agent, Act, String)> {
        let records = self.test.acts().await;
        let deeds = records.into_iter().map(|record| record.deed);
        let deeds = deeds.filter(|deed| !matches!(deed.actor, Agent::Operator));
        deeds.map(|deed| (deed.actor, deed.act, deed.subject)).collect()
    }
}

fn told(refused: Result<(), VetError>) -> Answered {
    match refused {
        Err(VetError::Answered(answered)) => *answered,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn whoever_looks_at_a_request_sees_that_its_acceptance_waits_for_a_second_person() {
    let office = Office::open().await;
    let service = &office.test.service;
    let id = office.asked().await;
    let seen = async || {
        let page = service.waiting_applications(None, 10).await.unwrap();
        let view = service.view_application(&office.luke, id).await.unwrap().unwrap();
        assert_eq!(view.answered, None);
        (page.waiting[0].acceptance, view.acceptance)
    };
    assert_eq!(seen().await, (None, None));
    let first = office.propose(&office.lena, id).await.unwrap();
    office
        .settle(&office.lena, first, Verdict::TakenBack)
        .await
        .unwrap();
    assert_eq!(seen().await, (None, None), "what was taken back waits no more");
    let second = office.propose(&office.lena, id).await.unwrap();
    let (in_list, on_page) = seen().await;
    assert_eq!(in_list, Some(second));
    let on_page = on_page.unwrap();
    assert_eq!((on_page.proposal, on_page.by.as_deref()), (second, Some("lena")));
}

#[tokio::test]
async fn declining_a_request_ends_the_proposal_to_accept_it() {
    for by_its_author in [false, true] {
        let office = Office::open().await;
        let service = &office.test.service;
        let id = office.asked().await;
        let proposal = office.propose(&office.lena, id).await.unwrap();
        let decliner = if by_its_author { &office.lena } else { &office.luke };
        office.decline(decliner, id, WHY_NOT).await.unwrap();

        let proposals = service.proposals().await.unwrap();
        assert!(proposals.waiting.is_empty());
        let end = proposals.past[0].proposal.settlement.unwrap();
        let (verdict, act) = if by_its_author {
            (Verdict::TakenBack, Act::TookBack)
        } else {
            (Verdict::Declined, Act::Declined)
        };
        assert_eq!((end.verdict, end.by), (verdict, decliner.id));
        let who = Agent::Staff(decliner.id);
        let recorded = office.acts().await;
        assert_eq!(
            recorded[recorded.len() - 2..],
            [
                (who, Act::DeclinedApplication, id.to_string()),
                (who, act, proposal.to_string()),
            ]
        );
        let late = office.settle(&office.mia, proposal, Verdict::Seconded).await;
        assert!(
            matches!(
                late,
                Err(SettleError::Unsettled(Unsettled::Settled(found))) if found == verdict
            ),
            "{late:?}"
        );
        let told = service.answer_behind(proposal).await.unwrap().unwrap();
        assert_eq!(told.outcome, Outcome::Declined);
        assert_eq!(told.by, Some(decliner.name.clone()));
        assert_eq!(told.reason.as_deref(), Some(WHY_NOT));
    }
}

#[tokio::test]
async fn whoever_answers_a_request_second_is_told_who_was_first_what_when_and_why() {
    let office = Office::open().await;
    let service = &office.test.service;
    let now = Some(service.now());

    let declined = office.asked().await;
    office.decline(&office.luke, declined, WHY_NOT).await.unwrap();
    let by_luke = Answered {
        application: declined,
        organisation: "Example Ltd".to_owned(),
        outcome: Outcome::Declined,
        at: now,
        by: Some("luke".to_owned()),
        proposed_by: None,
        reason: Some(WHY_NOT.to_owned()),
    };
    let again = office.decline(&office.luke, declined, WHY_NOT).await;
    assert!(again.is_ok(), "a form that was sent twice: {again:?}");
    for (who, why) in [(&office.mia, WHY_NOT), (&office.luke, "another reason")] {
        assert_eq!(told(office.decline(who, declined, why).await), by_luke);
    }
    let accepting = office.propose(&office.lena, declined).await;
    assert!(
        matches!(accepting, Err(ProposeError::Obstacle(Obstacle::Declined))),
        "{accepting:?}"
    );
    let answer = service.application_answer(declined).await.unwrap();
    assert_eq!(answer, Some(by_luke));
    let declining = office.acts().await;
    let declining = declining
        .iter()
        .filter(|(_, act, _)| *act == Act::DeclinedApplication);
    assert_eq!(declining.count(), 1);

    let accepted = office.asked().await;
    let proposal = office.propose(&office.lena, accepted).await.unwrap();
    office
        .settle(&office.luke, proposal, Verdict::Seconded)
        .await
        .unwrap();
    let by_two = Answered {
        application: accepted,
        organisation: "Example Ltd".to_owned(),
        outcome: Outcome::Accepted,
        at: now,
        by: Some("luke".to_owned()),
        proposed_by: Some("lena".to_owned()),
        reason: Some(WHY.to_owned()),
    };
    assert_eq!(told(office.decline(&office.mia, accepted, WHY_NOT).await), by_two);
    let accepting = office.propose(&office.mia, accepted).await;
    assert!(
        matches!(accepting, Err(ProposeError::Obstacle(Obstacle::AlreadySo))),
        "{accepting:?}"
    );
    let view = service.view_application(&office.mia, accepted).await.unwrap();
    assert_eq!(view.unwrap().answered, Some(by_two));
}

#[tokio::test]
async fn what_was_declined_under_a_proposal_of_before_is_said_to_be_declined() {
    let office = Office::open().await;
    let id = office.asked().await;
    let proposal = office.propose(&office.lena, id).await.unwrap();
    // As a version did that let the proposal stand.
    let mut tx = office.test.storage.begin().await.unwrap();
    let now = office.test.service.now();
    let decided = tx.decide_application(id, Outcome::Declined, office.luke.id, now, Some(WHY_NOT));
    assert!(decided.await.unwrap());
    tx.commit().await.unwrap();
    let agreeing = office.settle(&office.mia, proposal, Verdict::Seconded).await;
    assert!(
        matches!(agreeing, Err(SettleError::Obstacle(Obstacle::Declined))),
        "{agreeing:?}"
    );
}

#[tokio::test]
async fn what_is_not_there_and_what_has_the_name_of_a_platform_is_no_answer_of_someone_else() {
    let office = Office::open().await;
    let service = &office.test.service;
    let nobody = ApplicationId::from_bytes([9; 16]);
    let declined = office.decline(&office.luke, nobody, WHY_NOT).await;
    assert!(matches!(declined, Err(VetError::Unknown)), "{declined:?}");
    let proposed = office.propose(&office.luke, nobody).await;
    assert!(
        matches!(proposed, Err(ProposeError::Obstacle(Obstacle::Gone))),
        "{proposed:?}"
    );
    let id = office.asked().await;
    let lists = [ListName::exploitative()];
    service.add_subscriber("example  LTD", &lists).await.unwrap();
    let proposed = office.propose(&office.luke, id).await;
    assert!(
        matches!(proposed, Err(ProposeError::Obstacle(Obstacle::NameTaken))),
        "{proposed:?}"
    );
    assert_eq!(service.application_answer(id).await.unwrap(), None);
    office.decline(&office.luke, id, WHY_NOT).await.unwrap();
}

#[tokio::test]
async fn no_two_platforms_have_names_that_count_as_one_whichever_came_first() {
    let office = Office::open().await;
    let service = &office.test.service;
    let id = office.asked().await;
    let proposal = office.propose(&office.lena, id).await.unwrap();
    office
        .settle(&office.luke, proposal, Verdict::Seconded)
        .await
        .unwrap();
    let same = service.add_subscriber("EXAMPLE ltd", &[]).await;
    assert!(matches!(same, Err(AddSubscriberError::NameTaken)), "{same:?}");

    let office = Office::open().await;
    let service = &office.test.service;
    let id = office.asked().await;
    let proposal = office.propose(&office.lena, id).await.unwrap();
    service.add_subscriber("EXAMPLE ltd", &[]).await.unwrap();
    let agreed = office.settle(&office.luke, proposal, Verdict::Seconded).await;
    assert!(
        matches!(agreed, Err(SettleError::Obstacle(Obstacle::NameTaken))),
        "{agreed:?}"
    );
    assert_eq!(service.subscribers().await.unwrap().len(), 1);
}
