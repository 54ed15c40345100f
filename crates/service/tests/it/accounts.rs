//! Invitations, and what people do with their own accounts.

use std::time::Duration;

use domain::{
    audit::{Act, Agent},
    list::Publication,
    membership::{INVITED, Passkey},
    proposal::Verdict,
    screening::Treatments,
    staff::{Role, Staff},
};
use service::{
    invite::{AcceptError, InviteError},
    own_account::ChangeError,
    passphrase::Weakness,
    policy::PolicyChange,
    propose::{ACQUAINTED_AFTER, MAX_REASON, SettleError, Terms},
    session::{Member, RECENT, session_name},
    sign_in::SignInError,
    staff::ManageError,
    testing::{PASSPHRASE, TestService},
    token::Token,
};

const OWN: &str = "frog lantern obtains marble";
const WHY: &str = "went on leave";

/// Sets up the account that a link offers.
async fn join(test: &TestService, name: &str, link: &Token) -> service::invite::Joined {
    let offer = test.service.offer(link).await.unwrap().unwrap();
    test.add_phone(name, offer.seed);
    test.service.accept(link, OWN, &test.code(name)).await.unwrap()
}

async fn member(test: &TestService, token: &Token) -> Member {
    test.service.signed_in(token).await.unwrap().unwrap()
}

#[tokio::test]
async fn an_invitation_is_taken_up_once_with_ones_own_passphrase_and_app() {
    let test = TestService::start().await;
    let ada = test.staff("ada", Role::Admin).await;
    let by = Agent::Staff(ada.id);
    let link = test.service.invite_staff(by, "robin", Role::Lead).await.unwrap();
    let again = test.service.offer(&link).await.unwrap().unwrap();
    let offer = test.service.offer(&link).await.unwrap().unwrap();
    assert_eq!(
        *offer.seed.text(),
        *again.seed.text(),
        "reloading changes nothing"
    );
    test.add_phone("robin", offer.seed);
    for (passphrase, code) in [("too short", test.code("robin")), (OWN, "000000".to_owned())] {
        let refused = test.service.accept(&link, passphrase, &code).await;
        assert!(
            matches!(
                refused,
                Err(AcceptError::Passphrase(Weakness::Length) | AcceptError::Code)
            ),
            "{refused:?}"
        );
    }
    let joined = test
        .service
        .accept(&link, OWN, &test.code("robin"))
        .await
        .unwrap();
    let robin = member(&test, &joined.session).await.staff;
    assert_eq!((robin.name.as_str(), robin.role), ("robin", Role::Lead));
    let twice = test.service.accept(&link, OWN, &test.code("robin")).await;
    assert!(matches!(twice, Err(AcceptError::Unknown)), "{twice:?}");
    assert!(test.service.invitations().await.unwrap().is_empty());
    test.clock.advance(Duration::from_secs(60));
    let signed_in = test.service.sign_in("robin", OWN, &test.code("robin")).await;
    assert!(signed_in.is_ok());
    let records = test.acts().await;
    let acts: Vec<_> = records
        .iter()
        .skip(1)
        .map(|record| (record.deed.actor, record.deed.act))
        .collect();
    let own = Agent::Staff(robin.id);
    assert_eq!(
        acts,
        [(by, Act::Invited), (own, Act::JoinedStaff), (own, Act::SignedIn)]
    );
}

#[tokio::test]
async fn a_link_is_good_for_three_days_or_until_it_is_taken_back() {
    let test = TestService::start().await;
    let late = test
        .service
        .invite_staff(Agent::Operator, "robin", Role::Lead)
        .await
        .unwrap();
    test.clock.advance(INVITED);
    assert!(test.service.offer(&late).await.unwrap().is_none());
    let link = test
        .service
        .invite_staff(Agent::Operator, "robin", Role::Lead)
        .await
        .unwrap();
    test.service.uninvite(Agent::Operator, "robin").await.unwrap();
    for link in [late, link] {
        let refused = test.service.accept(&link, OWN, "000000").await;
        assert!(matches!(refused, Err(AcceptError::Unknown)), "{refused:?}");
    }
}

#[tokio::test]
async fn one_admin_makes_no_other_and_changes_none() {
    let test = TestService::start().await;
    let ada = test.staff("ada", Role::Admin).await;
    let ben = test.staff("ben", Role::Admin).await;
    let by = Agent::Staff(ada.id);
    let invited = test.service.invite_staff(by, "eve", Role::Admin).await;
    assert!(matches!(invited, Err(InviteError::Admin)), "{invited:?}");
    let third = test
        .service
        .invite_staff(Agent::Operator, "eve", Role::Admin)
        .await;
    assert!(matches!(third, Err(InviteError::Admin)), "{third:?}");
    let anew = test.service.invite_anew(by, ben.id).await;
    assert!(matches!(anew, Err(InviteError::Admin)), "{anew:?}");
    for changed in [
        test.service.end_account(by, ben.id, WHY).await,
        test.service.change_role(by, ben.id, Role::Reviewer, WHY).await,
    ] {
        assert!(matches!(changed, Err(ManageError::Admin)), "{changed:?}");
    }
    let robin = test.staff("robin", Role::Lead).await;
    let promoted = test.service.change_role(by, robin.id, Role::Admin, WHY).await;
    assert!(matches!(promoted, Err(ManageError::Admin)), "{promoted:?}");
    assert!(
        test.service
            .end_account(Agent::Operator, ben.id, "")
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn staff_say_why_they_change_a_role_or_end_an_account_and_the_record_has_it() {
    let test = TestService::start().await;
    let service = &test.service;
    let ada = Agent::Staff(test.staff("ada", Role::Admin).await.id);
    let robin = test.staff("robin", Role::Lead).await;
    let long = "x".repeat(MAX_REASON + 1);
    for why in ["", " \n", long.as_str()] {
        for refused in [
            service.change_role(ada, robin.id, Role::Reviewer, why).await,
            service.end_account(ada, robin.id, why).await,
        ] {
            assert!(matches!(refused, Err(ManageError::Reason)), "{refused:?}");
        }
    }
    let held = service.staff_called("robin").await.unwrap();
    assert_eq!(
        (held.role, held.ended_at),
        (Role::Lead, None),
        "nothing was changed"
    );

    let most = &long[1..];
    for (by, role, why) in [
        (ada, Role::Reviewer, " went on leave: until May\n"),
        (ada, Role::Lead, most),
        (Agent::Operator, Role::Auditor, ""),
        (Agent::Operator, Role::Lead, "back"),
    ] {
        service.change_role(by, robin.id, role, why).await.unwrap();
    }
    service.end_account(ada, robin.id, " has left ").await.unwrap();
    let records = test.acts().await.into_iter();
    let said: Vec<_> = records
        .map(|record| record.deed)
        .filter(|deed| matches!(deed.act, Act::ChangedRole | Act::EndedStaff))
        .map(|deed| (deed.actor, deed.subject, deed.reason))
        .collect();
    let lead = format!("lead: {most}");
    let expected = [
        (ada, "reviewer: went on leave: until May"),
        (ada, lead.as_str()),
        (Agent::Operator, "auditor"),
        (Agent::Operator, "lead: back"),
        (ada, "has left"),
    ];
    assert_eq!(
        said,
        expected.map(|(by, why)| (by, robin.id.to_string(), why.to_owned()))
    );
}

#[tokio::test]
async fn names_are_invited_once_and_have_rules() {
    let test = TestService::start().await;
    test.staff("robin", Role::Lead).await;
    let invite = |name: &'static str| test.service.invite_staff(Agent::Operator, name, Role::Reviewer);
    assert!(matches!(invite("robin").await, Err(InviteError::NameTaken)));
    assert!(invite("sam").await.is_ok());
    assert!(matches!(invite("sam").await, Err(InviteError::Invited)));
    for wrong in ["s", " sam", "sa\nm"] {
        assert!(matches!(invite(wrong).await, Err(InviteError::Name)), "{wrong}");
    }
}

#[tokio::test]
async fn whoever_lost_everything_sets_up_anew_and_the_old_opens_nothing() {
    let test = TestService::start().await;
    let robin = test.staff("robin", Role::Lead).await;
    let old = test.sign_in("robin").await;
    let link = test.service.invite_anew(Agent::Operator, robin.id).await.unwrap();
    assert!(test.service.staff_of(&old).await.unwrap().is_some(), "not before");
    test.clock.advance(Duration::from_secs(120));
    let joined = join(&test, "robin", &link).await;
    assert_eq!(member(&test, &joined.session).await.staff.id, robin.id);
    assert_eq!(test.service.staff_of(&old).await.unwrap(), None);
    test.clock.advance(Duration::from_secs(60));
    let before = test
        .service
        .sign_in("robin", PASSPHRASE, &test.code("robin"))
        .await;
    assert!(matches!(before, Err(SignInError::Refused)), "{before:?}");
    assert!(
        test.service
            .sign_in("robin", OWN, &test.code("robin"))
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn a_code_on_paper_stands_in_for_the_app_once() {
    let test = TestService::start().await;
    let link = test
        .service
        .invite_staff(Agent::Operator, "robin", Role::Lead)
        .await
        .unwrap();
    let joined = join(&test, "robin", &link).await;
    let paper = joined.recovery_codes[0].reveal();
    let alone = test.service.sign_in("robin", "not the passphrase", &paper).await;
    assert!(matches!(alone, Err(SignInError::Refused)), "{alone:?}");
    assert!(test.service.sign_in("robin", OWN, &paper).await.is_ok());
    let twice = test.service.sign_in("robin", OWN, &paper).await;
    assert!(matches!(twice, Err(SignInError::Refused)), "{twice:?}");

    let robin = member(&test, &joined.session).await;
    assert_eq!(test.service.account(&robin).await.unwrap().recovery_codes, 7);
    let renewed = test.service.renew_recovery_codes(&robin).await.unwrap();
    let old = test
        .service
        .sign_in("robin", OWN, &joined.recovery_codes[1].reveal())
        .await;
    assert!(matches!(old, Err(SignInError::Refused)), "{old:?}");
    assert!(
        test.service
            .sign_in("robin", OWN, &renewed[0].reveal())
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn a_new_passphrase_ends_every_other_session() {
    let test = TestService::start().await;
    test.staff("robin", Role::Lead).await;
    let stolen = test.sign_in("robin").await;
    let own = test.sign_in("robin").await;
    let robin = member(&test, &own).await;
    let weak = test.service.change_passphrase(&robin, "123456789987654321").await;
    assert!(
        matches!(weak, Err(ChangeError::Passphrase(Weakness::Breached))),
        "{weak:?}"
    );
    test.service.change_passphrase(&robin, OWN).await.unwrap();
    assert_eq!(test.service.staff_of(&stolen).await.unwrap(), None);
    assert!(test.service.staff_of(&own).await.unwrap().is_some());
    test.clock.advance(Duration::from_secs(60));
    assert!(
        test.service
            .sign_in("robin", OWN, &test.code("robin"))
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn a_new_phone_takes_the_place_of_the_old_one() {
    let test = TestService::start().await;
    test.staff("robin", Role::Lead).await;
    let (other, own) = (test.sign_in("robin").await, test.sign_in("robin").await);
    let robin = member(&test, &own).await;
    let old = test.code("robin");
    let seed = test.service.account(&robin).await.unwrap().new_seed;
    let wrong = test.service.change_seed(&robin, &old).await;
    assert!(matches!(wrong, Err(ChangeError::Code)), "{wrong:?}");
    test.clock.advance(Duration::from_secs(120));
    test.add_phone("robin", seed.clone());
    let code = test.code("robin");
    assert!(test.service.staff_of(&other).await.unwrap().is_some());
    test.service.change_seed(&robin, &code).await.unwrap();
    assert_eq!(
        test.service.staff_of(&other).await.unwrap(),
        None,
        "the old phone may be in other hands"
    );
    assert!(test.service.staff_of(&own).await.unwrap().is_some());
    let next = test.service.account(&robin).await.unwrap().new_seed;
    assert_ne!(*next.text(), *seed.text(), "what was taken is not offered again");
    test.sign_in("robin").await;
}

#[tokio::test]
async fn sessions_are_seen_and_ended_one_by_one_and_all_at_once() {
    let test = TestService::start().await;
    test.staff("robin", Role::Lead).await;
    let mut tokens = Vec::new();
    for _ in 0..3 {
        tokens.push(test.sign_in("robin").await);
    }
    let robin = member(&test, &tokens[0]).await;
    let account = test.service.account(&robin).await.unwrap();
    assert_eq!(account.sessions.len(), 3);
    let second = member(&test, &tokens[1]).await.session;
    let ended = session_name(&second);
    test.service.end_own_session(&robin, &ended).await.unwrap();
    assert_eq!(test.service.staff_of(&tokens[1]).await.unwrap(), None);
    test.staff("sam", Role::Lead).await;
    let sam = member(&test, &test.sign_in("sam").await).await;
    let theirs = session_name(&member(&test, &tokens[2]).await.session);
    test.service.end_own_session(&sam, &theirs).await.unwrap();
    assert!(
        test.service.staff_of(&tokens[2]).await.unwrap().is_some(),
        "nobody ends another's"
    );
    test.service.end_other_sessions(&robin).await.unwrap();
    assert_eq!(test.service.staff_of(&tokens[2]).await.unwrap(), None);
    assert!(test.service.staff_of(&tokens[0]).await.unwrap().is_some());
}

#[tokio::test]
async fn a_proof_is_recent_for_ten_minutes_and_can_be_given_anew() {
    let test = TestService::start().await;
    test.staff("robin", Role::Lead).await;
    let token = test.sign_in("robin").await;
    assert!(member(&test, &token).await.recent);
    test.clock.advance(RECENT);
    let robin = member(&test, &token).await;
    assert!(!robin.recent);
    let wrong = test
        .service
        .confirm(&robin, "not the passphrase", &test.code("robin"))
        .await;
    assert!(matches!(wrong, Err(SignInError::Refused)), "{wrong:?}");
    assert!(!member(&test, &token).await.recent);
    let renewed = test
        .service
        .confirm(&robin, PASSPHRASE, &test.code("robin"))
        .await
        .unwrap();
    assert!(member(&test, &renewed).await.recent);
    assert_eq!(
        test.service.staff_of(&token).await.unwrap(),
        None,
        "a token that was stolen before is good for nothing"
    );
}

#[tokio::test]
async fn an_account_that_has_ended_opens_nothing() {
    let test = TestService::start().await;
    let robin = test.staff("robin", Role::Lead).await;
    let token = test.sign_in("robin").await;
    test.service
        .end_account(Agent::Operator, robin.id, "")
        .await
        .unwrap();
    assert_eq!(test.service.staff_of(&token).await.unwrap(), None);
    let signed_in = test
        .service
        .sign_in("robin", PASSPHRASE, &test.code("robin"))
        .await;
    assert!(matches!(signed_in, Err(SignInError::Refused)), "{signed_in:?}");
    assert!(test.service.staff_members().await.unwrap().is_empty());
    let twice = test.service.end_account(Agent::Operator, robin.id, "").await;
    assert!(matches!(twice, Err(ManageError::Unknown)), "{twice:?}");
}

#[tokio::test]
async fn a_link_to_set_an_account_up_anew_ends_with_the_account_and_with_its_role() {
    let test = TestService::start().await;
    let ada = test.staff("ada", Role::Admin).await;
    let by = Agent::Staff(ada.id);
    let robin = test.staff("robin", Role::Reviewer).await;
    let link = test.service.invite_anew(by, robin.id).await.unwrap();
    test.service
        .change_role(by, robin.id, Role::Lead, WHY)
        .await
        .unwrap();
    assert!(test.service.offer(&link).await.unwrap().is_none());
    let link = test.service.invite_anew(by, robin.id).await.unwrap();
    test.service.end_account(by, robin.id, WHY).await.unwrap();
    assert!(test.service.offer(&link).await.unwrap().is_none());
    let refused = test.service.accept(&link, OWN, "000000").await;
    assert!(matches!(refused, Err(AcceptError::Unknown)), "{refused:?}");
    test.clock.advance(Duration::from_secs(1));
    let back = test.service.invite_anew(by, robin.id).await.unwrap();
    join(&test, "robin", &back).await;
    let staff = test.service.staff_members().await.unwrap();
    assert_eq!(staff.len(), 2, "whom one lets back in comes back");
}

#[tokio::test]
async fn a_link_that_one_admin_made_opens_no_admins_account_after_a_promotion() {
    let test = TestService::start().await;
    let ada = test.staff("ada", Role::Admin).await;
    let ben = test.staff("ben", Role::Admin).await;
    let robin = test.staff("robin", Role::Lead).await;
    let link = test
        .service
        .invite_anew(Agent::Staff(ada.id), robin.id)
        .await
        .unwrap();
    let terms = Terms::NewAdmin { staff: robin.id };
    let proposal = test.service.propose(&ada, &terms, "a third").await.unwrap();
    test.service
        .settle(&ben, proposal, Verdict::Seconded)
        .await
        .unwrap();
    assert!(test.service.offer(&link).await.unwrap().is_none());
}

#[tokio::test]
async fn of_three_who_are_invited_as_admins_two_become_one() {
    let test = TestService::start().await;
    let mut links = Vec::new();
    for name in ["ada", "ben", "eve"] {
        let link = test
            .service
            .invite_staff(Agent::Operator, name, Role::Admin)
            .await
            .unwrap();
        links.push((name, link));
    }
    for (name, link) in &links[..2] {
        join(&test, name, link).await;
    }
    let (name, link) = &links[2];
    let offer = test.service.offer(link).await.unwrap().unwrap();
    test.add_phone(name, offer.seed);
    let third = test.service.accept(link, OWN, &test.code(name)).await;
    assert!(matches!(third, Err(AcceptError::Unknown)), "{third:?}");
    assert_eq!(test.service.staff_members().await.unwrap().len(), 2);
}

#[tokio::test]
async fn whom_an_admin_let_in_is_no_second_person_beside_them_for_thirty_days() {
    let test = TestService::start().await;
    let ada = test.staff("ada", Role::Admin).await;
    let by = Agent::Staff(ada.id);
    let mut leads = Vec::new();
    for name in ["robin", "sam"] {
        let link = test.service.invite_staff(by, name, Role::Lead).await.unwrap();
        let joined = join(&test, name, &link).await;
        leads.push(member(&test, &joined.session).await.staff);
    }
    let other = test.staff("kim", Role::Lead).await;
    let (robin, sam) = (&leads[0], &leads[1]);
    let terms = Terms::PolicyChange(PolicyChange {
        list: "exploitative".to_owned(),
        after: 1,
        publication: Publication::ReviewFirst,
        quality_floor: 60,
        transition_floor: 40,
        treatments: Treatments::default(),
        effective_ms: None,
    });
    let second = async |first: &Staff, second: &Staff| {
        let proposal = test.service.propose(first, &terms, "why not").await.unwrap();
        let done = test.service.settle(second, proposal, Verdict::Seconded).await;
        if done.is_err() {
            test.service
                .settle(first, proposal, Verdict::TakenBack)
                .await
                .unwrap();
        }
        done
    };
    for (one, two) in [(&ada, robin), (robin, &ada), (robin, sam)] {
        let refused = second(one, two).await;
        assert!(
            matches!(refused, Err(SettleError::NotIndependent)),
            "{}, {}: {refused:?}",
            one.name,
            two.name
        );
    }
    assert!(second(robin, &other).await.is_ok(), "an operator let Kim in");
}

#[tokio::test]
async fn nor_is_whom_those_let_in_whom_they_let_in() {
    let test = TestService::start().await;
    let mut all = Vec::new();
    for name in ["first", "robin", "sam", "kim"] {
        let staff = test.staff(name, Role::Reviewer).await;
        let by: Option<&Staff> = all.last();
        let (by, at) = (by.map(|by| by.id), test.service.now());
        let mut tx = test.storage.begin().await.unwrap();
        tx.set_staff_role(staff.id, Role::Admin).await.unwrap();
        tx.note_let_in(staff.id, by, at).await.unwrap();
        tx.commit().await.unwrap();
        all.push(test.service.staff_called(name).await.unwrap());
    }
    let [first, robin, sam, kim] = all.as_slice() else {
        panic!("four people")
    };
    let second = async |proposes: &Staff, seconds: &Staff| {
        let terms = Terms::KeyRotation;
        let proposal = test.service.propose(proposes, &terms, "time").await.unwrap();
        let done = test.service.settle(seconds, proposal, Verdict::Seconded).await;
        if done.is_err() {
            let ended = test.service.settle(proposes, proposal, Verdict::TakenBack);
            ended.await.unwrap();
        }
        done
    };
    for (one, two) in [(robin, sam), (sam, robin), (first, kim), (kim, robin)] {
        let refused = second(one, two).await;
        assert!(
            matches!(refused, Err(SettleError::NotIndependent)),
            "{}, {}: {refused:?}",
            one.name,
            two.name
        );
    }
    test.clock.advance(ACQUAINTED_AFTER);
    assert!(second(robin, sam).await.is_ok(), "they are acquainted by now");
}

#[tokio::test]
async fn what_is_open_elsewhere_ends_with_the_passkey_that_may_have_opened_it() {
    let test = TestService::start().await;
    let robin = test.staff("robin", Role::Lead).await;
    let (other, own) = (test.sign_in("robin").await, test.sign_in("robin").await);
    let mut tx = test.storage.begin().await.unwrap();
    tx.add_passkey(&Passkey {
        id: vec![7; 16],
        staff: robin.id,
        label: "an old phone".to_owned(),
        credential: "{}".to_owned(),
        created_at: test.service.now(),
        last_used_at: None,
    })
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let robin = member(&test, &own).await;
    test.service.remove_passkey(&robin, &[8; 16]).await.unwrap();
    assert!(
        test.service.staff_of(&other).await.unwrap().is_some(),
        "there was no such passkey"
    );
    test.service.remove_passkey(&robin, &[7; 16]).await.unwrap();
    assert_eq!(test.service.staff_of(&other).await.unwrap(), None);
    assert!(test.service.staff_of(&own).await.unwrap().is_some());
}
