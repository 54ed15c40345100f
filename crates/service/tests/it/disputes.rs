//! What platforms say suspends an entry by rule.

use std::{slice, time::Duration};

use domain::{
    audit::{Act, Agent},
    decision::Actor,
    entry::{Action, Entry, Priority, Standing, State},
    feedback::Verdict,
    id::{EntryId, SubscriberId},
    list::ListName,
    proposal,
    staff::{Role, Staff},
    subscriber::Subscriber,
};
use service::{
    bulk::{BulkDecision, Chosen},
    feedback::Opinion,
    group::{GroupError, GroupOrder},
    moderate::{DecideError, DecisionOrder, EntryFacts},
    propose::Terms,
    testing::{TestService, form},
};
use storage::{entry::Queue, review::Filter};
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

use crate::{
    screening::{alike_was_stopped, execute, near, of_file},
    submission::submit,
};

struct Platforms {
    test: TestService,
    one: Subscriber,
    other: Subscriber,
    entry: EntryId,
    staff: Staff,
}

async fn start() -> Platforms {
    let test = TestService::start().await;
    let lists = [ListName::exploitative()];
    let (one, _) = test.service.add_subscriber("One", &lists).await.unwrap();
    let (other, _) = test.service.add_subscriber("Other", &lists).await.unwrap();
    submit(&test, 1, 1).await;
    test.sequence_now().await;
    let page = test.service.queue(Queue::Unverified, None, 1).await.unwrap();
    let staff = test.staff("Ana", Role::Reviewer).await;
    Platforms {
        entry: page.rows[0].entry.id,
        test,
        one,
        other,
        staff,
    }
}

impl Platforms {
    /// Returns whether it counts as new.
    async fn say(&self, who: &Subscriber, verdict: Verdict, reason: &str, matches: u32) -> bool {
        let opinion = Opinion {
            entry: self.entry,
            verdict,
            reason: reason.to_owned(),
            matches,
        };
        let list = ListName::exploitative();
        let said = self.test.service.give_feedback(who, &list, &[opinion]).await;
        said.unwrap() == 1
    }

    async fn facts(&self) -> EntryFacts {
        let facts = self.test.service.entry_facts(self.entry).await;
        facts.unwrap().unwrap()
    }

    async fn entry(&self) -> Entry {
        self.facts().await.entry
    }

    async fn priority(&self) -> Option<Priority> {
        self.facts().await.priority
    }

    /// The entries for which marks are due, however lately they were suspended.
    async fn due(&self) -> Vec<EntryId> {
        let mut tx = self.test.storage.read().await.unwrap();
        tx.alike_due(self.test.service.now(), 100).await.unwrap()
    }

    /// Waits until marks are due for no more entries than that.
    async fn due_for_at_most(&self, count: usize) {
        let waiting = async {
            while self.due().await.len() > count {
                sleep(Duration::from_millis(5)).await;
            }
        };
        timeout(Duration::from_secs(60), waiting).await.unwrap();
    }

    /// What answers to disputes were counted as today, with those that were taken back.
    async fn answered(&self) -> Vec<(String, u64)> {
        let today = self.test.service.now().start_of_day();
        let mut tx = self.test.storage.read().await.unwrap();
        let tallies = tx.tallies(today).await.unwrap().into_iter();
        let answers = tallies.filter(|one| one.name.contains("answered-"));
        answers.map(|one| (one.name, one.amount)).collect()
    }

    async fn decide(&self, action: Action, reason: &str) {
        self.decide_as(&self.staff, action, reason).await;
    }

    async fn decide_as(&self, staff: &Staff, action: Action, reason: &str) {
        let order = DecisionOrder {
            entry: self.entry,
            version: self.entry().await.version,
            action,
            reason: reason.to_owned(),
            note: None,
        };
        self.test.service.decide(staff, order).await.unwrap();
    }
}

#[tokio::test]
async fn one_platform_that_disputes_brings_an_entry_before_all_others() {
    let platforms = start().await;
    submit(&platforms.test, 2, 1).await;
    platforms
        .say(&platforms.one, Verdict::Disputed, "public-content", 1)
        .await;
    let unverified = State::Published(Standing::Unverified);
    assert_eq!(platforms.entry().await.state, unverified);
    let work = platforms
        .test
        .service
        .work(&platforms.staff, &Filter::default(), None, 10)
        .await
        .unwrap();
    assert_eq!(work.rows[0].row.entry.id, platforms.entry);
    assert_eq!(work.rows[0].priority, Priority::Disputed);
    assert_eq!(work.rows[1].priority, Priority::Unverified);
    let seen = platforms
        .test
        .service
        .view_entry(&platforms.staff, platforms.entry)
        .await;
    assert!(seen.unwrap().is_some());
    let look = platforms.test.acts().await.pop().unwrap().deed;
    assert_eq!((look.act, look.reason.as_str()), (Act::ViewedEntry, "disputed"));
}

#[tokio::test]
async fn two_platforms_that_disagree_suspend_it_at_once_and_subscribers_hear_of_it() {
    let platforms = start().await;
    platforms
        .say(&platforms.one, Verdict::Kept, "different-content", 1)
        .await;
    platforms.test.clock.advance(Duration::from_secs(90));
    platforms
        .say(&platforms.other, Verdict::Disputed, "none", 1)
        .await;
    assert_eq!(
        platforms.entry().await.state,
        State::Suspended(Standing::Unverified)
    );
    assert_eq!(platforms.priority().await, Some(Priority::Disputed));
    let facts = platforms
        .test
        .service
        .entry_facts(platforms.entry)
        .await
        .unwrap()
        .unwrap();
    let last = &facts.decisions.last().unwrap().decision;
    let rule = Actor::Policy {
        name: "disputes".to_owned(),
        version: 5,
    };
    assert_eq!(
        (&last.actor, last.reason.as_str()),
        (&rule, "disputed-by-platforms")
    );
    platforms.test.sequence_now().await;
    let mut reader = platforms.test.storage.read().await.unwrap();
    let head = reader
        .checkpoint(&ListName::exploitative())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(head.size, 2, "an addition and a removal");
    let insight = platforms.test.service.insight().await.unwrap();
    assert_eq!(insight[0].median_suspension, None, "one is too few to tell");
    // Nothing else has its picture.
    platforms.due_for_at_most(0).await;
}

#[tokio::test]
async fn what_else_has_the_picture_that_two_platforms_suspend_comes_before_staff_and_stays_on_the_list() {
    let platforms = start().await;
    let service = &platforms.test.service;
    service.submit(near(2, 1, 6).parse().unwrap()).await.unwrap();
    let alike = platforms.facts().await.cluster.rows[0].row.entry.id;
    platforms.say(&platforms.one, Verdict::Disputed, "none", 1).await;
    let found = async || service.entry_facts(alike).await.unwrap().unwrap();
    assert_eq!(found().await.priority, Some(Priority::Unverified));
    platforms
        .say(&platforms.other, Verdict::Disputed, "none", 1)
        .await;
    assert!(matches!(platforms.entry().await.state, State::Suspended(_)));
    let marked = found().await;
    assert_eq!(marked.entry.state, State::Published(Standing::Unverified));
    assert_eq!(marked.priority, Some(Priority::Disputed));
    let stopped = alike_was_stopped();
    assert!(marked.findings.contains(&stopped), "{:?}", marked.findings);
    platforms.due_for_at_most(0).await;
}

/// Two platforms have an entry suspended while the database takes no marks, as it does again now: what has the entry's picture,
/// which is returned, is not marked.
async fn unmarked() -> (Platforms, EntryId) {
    let platforms = start().await;
    let test = &platforms.test;
    test.service.submit(near(2, 1, 6).parse().unwrap()).await.unwrap();
    let no_marks =
        "CREATE TRIGGER no_marks BEFORE INSERT ON finding BEGIN SELECT RAISE(ABORT, 'the disk is full'); END";
    execute(test, no_marks).await;
    for who in [&platforms.one, &platforms.other] {
        platforms.say(who, Verdict::Disputed, "none", 1).await;
    }
    test.marking_ended().await;
    execute(test, "DROP TRIGGER no_marks").await;
    let alike = of_file(test, 2).await.entry.id;
    (platforms, alike)
}

#[tokio::test]
async fn marks_that_a_node_did_not_get_to_are_made_a_minute_later_by_any_other() {
    let (platforms, alike) = unmarked().await;
    let found = async || {
        let facts = platforms.test.service.entry_facts(alike).await;
        facts.unwrap().unwrap()
    };
    assert!(matches!(platforms.entry().await.state, State::Suspended(_)));
    let other_node = platforms.test.another_node(2);
    for seconds in [0, 59] {
        platforms.test.clock.advance(Duration::from_secs(seconds));
        other_node.mark_what_is_due().await.unwrap();
        let left_alone = found().await;
        assert!(!left_alone.findings.contains(&alike_was_stopped()));
        assert_eq!(left_alone.priority, Some(Priority::Unverified));
        assert_eq!(platforms.due().await, [platforms.entry]);
    }
    platforms.test.clock.advance(Duration::from_secs(1));
    other_node.mark_what_is_due().await.unwrap();
    let marked = found().await;
    assert!(marked.findings.contains(&alike_was_stopped()));
    assert_eq!(marked.priority, Some(Priority::Disputed));
    assert_eq!(marked.entry.state, State::Published(Standing::Unverified));
    assert_eq!(platforms.due().await, []);
}

#[tokio::test]
async fn a_node_that_runs_looks_for_marks_that_are_due() {
    let (platforms, alike) = unmarked().await;
    platforms.test.clock.advance(Duration::from_secs(60));
    let (other_node, stop) = (platforms.test.another_node(2), CancellationToken::new());
    tokio::join!(other_node.run_screening(stop.clone()), async {
        platforms.due_for_at_most(0).await;
        stop.cancel();
    });
    let facts = platforms.test.service.entry_facts(alike).await;
    let found = facts.unwrap().unwrap().findings;
    assert!(found.contains(&alike_was_stopped()), "{found:?}");
}

#[tokio::test]
async fn marks_that_fail_for_some_stay_due_and_the_others_are_made() {
    let platforms = start().await;
    let (test, service) = (&platforms.test, &platforms.test.service);
    submit(test, 2, 60).await;
    test.sequence_now().await;
    let rows = service.queue(Queue::Unverified, None, 100).await.unwrap().rows;
    let mut entries: Vec<Entry> = rows.into_iter().map(|row| row.entry).collect();
    entries.sort_by_key(|entry| entry.id);
    assert_eq!(entries.len(), 61);
    for (key, entry) in [(3, &entries[0]), (4, &entries[60])] {
        let mut tx = test.storage.read().await.unwrap();
        let item = tx.lookup_item(entry.item).await.unwrap().unwrap();
        drop(tx);
        let mut alike = form(key, 1);
        alike.items[0].pdq = Some(hex::encode(item.hashes.pdq().unwrap().0.as_bytes()));
        service.submit(alike.parse().unwrap()).await.unwrap();
    }
    let no_mark = format!(
        "CREATE TRIGGER no_mark BEFORE INSERT ON finding WHEN hex(NEW.entry_id) = upper('{}')
         BEGIN SELECT RAISE(ABORT, 'the disk is full'); END",
        of_file(test, 3).await.entry.id
    );
    execute(test, &no_mark).await;
    let ids: Vec<EntryId> = entries.iter().map(|entry| entry.id).collect();
    let opinions: Vec<Opinion> = ids
        .iter()
        .map(|&entry| Opinion {
            entry,
            verdict: Verdict::Disputed,
            reason: "none".to_owned(),
            matches: 1,
        })
        .collect();
    let list = ListName::exploitative();
    for who in [&platforms.one, &platforms.other] {
        service.give_feedback(who, &list, &opinions).await.unwrap();
    }
    platforms.due_for_at_most(50).await;
    assert_eq!(platforms.due().await, ids[..50]);
    for (key, marked) in [(3, false), (4, true)] {
        let found = of_file(test, key).await.findings;
        assert_eq!(found.contains(&alike_was_stopped()), marked, "{key}: {found:?}");
    }
}

#[tokio::test]
async fn one_platform_that_disputes_twice_is_one_platform() {
    let platforms = start().await;
    platforms
        .say(&platforms.one, Verdict::Kept, "lawful-content", 1)
        .await;
    platforms.say(&platforms.one, Verdict::Disputed, "none", 1).await;
    assert!(matches!(platforms.entry().await.state, State::Published(_)));
}

#[tokio::test]
async fn two_platforms_of_one_group_are_one_and_a_third_outside_it_suspends() {
    let platforms = start().await;
    let service = &platforms.test.service;
    let lists = [ListName::exploitative()];
    let (third, _) = service.add_subscriber("Third", &lists).await.unwrap();
    // As whoever belongs to the other: by that one's name, in whatever letters.
    let noted = service.set_group(platforms.one.id, Some(" OTHER "), Agent::Operator);
    assert_eq!(noted.await.unwrap().unwrap().as_str(), "other");
    for platform in [&platforms.one, &platforms.other] {
        platforms.say(platform, Verdict::Disputed, "none", 1).await;
    }
    assert!(matches!(platforms.entry().await.state, State::Published(_)));
    assert_eq!(platforms.priority().await, Some(Priority::Disputed));
    // That they are two after all changes nothing that was said; the next word counts so.
    service
        .set_group(platforms.one.id, None, Agent::Operator)
        .await
        .unwrap();
    assert!(matches!(platforms.entry().await.state, State::Published(_)));
    let again = service.set_group(platforms.one.id, Some("Other"), Agent::Operator);
    again.await.unwrap();
    platforms.say(&third, Verdict::Disputed, "none", 1).await;
    assert!(matches!(platforms.entry().await.state, State::Suspended(_)));
}

#[tokio::test]
async fn what_was_suspended_stays_so_when_the_two_turn_out_to_act_together() {
    let platforms = start().await;
    for platform in [&platforms.one, &platforms.other] {
        platforms.say(platform, Verdict::Disputed, "none", 1).await;
    }
    let suspended = platforms.entry().await;
    assert!(matches!(suspended.state, State::Suspended(_)));
    let service = &platforms.test.service;
    for platform in [&platforms.one, &platforms.other] {
        let noted = service.set_group(platform.id, Some("Acme"), Agent::Operator);
        noted.await.unwrap();
    }
    assert_eq!(platforms.entry().await, suspended);
}

#[tokio::test]
async fn the_matches_of_one_group_are_counted_together() {
    let platforms = start().await;
    let service = &platforms.test.service;
    service
        .set_group(platforms.one.id, Some("Other"), Agent::Operator)
        .await
        .unwrap();
    for platform in [&platforms.one, &platforms.other] {
        platforms.say(platform, Verdict::Removed, "none", 600).await;
    }
    assert!(matches!(platforms.entry().await.state, State::Published(_)));
    assert_eq!(platforms.priority().await, Some(Priority::Disputed));
}

#[tokio::test]
async fn who_acts_with_someone_acts_with_whom_that_one_acts_whichever_was_noted_first() {
    let platforms = start().await;
    let service = &platforms.test.service;
    let lists = [ListName::exploitative()];
    let (third, _) = service.add_subscriber("Third", &lists).await.unwrap();
    let (one, other) = (platforms.one.id, platforms.other.id);
    for (who, with) in [(one, "Other"), (other, "Acme"), (third.id, "one")] {
        service.set_group(who, Some(with), Agent::Operator).await.unwrap();
    }
    let groups = service.groups().await.unwrap();
    let groups: Vec<_> = groups.iter().map(|(id, group)| (*id, group.as_str())).collect();
    assert_eq!(groups, [(one, "acme"), (other, "acme"), (third.id, "acme")]);
    let records = platforms.test.acts().await;
    let noted = records
        .iter()
        .filter(|record| record.deed.act == Act::ChangedGroup);
    let reasons: Vec<_> = noted.map(|record| record.deed.reason.as_str()).collect();
    assert_eq!(reasons, ["other", "acme", "acme", "acme"]);
    for wrong in ["a", " None "] {
        let wrong = service.set_group(one, Some(wrong), Agent::Operator).await;
        assert!(matches!(wrong, Err(GroupError::Name(_))), "{wrong:?}");
    }
}

#[tokio::test]
async fn staff_note_with_whom_a_platform_acts_and_why_and_never_over_what_a_colleague_just_noted() {
    let platforms = start().await;
    let service = &platforms.test.service;
    let order = |group: &str, reason: &str, seen: &str| GroupOrder {
        platform: platforms.one.id,
        group: group.to_owned(),
        reason: reason.to_owned(),
        seen: seen.to_owned(),
    };
    let change = async |order: GroupOrder| service.change_group(&platforms.staff, &order).await;
    let noted = async || {
        let groups = service.groups().await.unwrap();
        groups.first().map(|(_, group)| group.to_string())
    };
    let long = "x".repeat(1_001);
    for reason in ["", " \n", &long] {
        let refused = change(order("Other", reason, "")).await;
        assert!(matches!(refused, Err(GroupError::Reason)), "{refused:?}");
    }
    let refused = change(order("a", "their imprint", "")).await;
    assert!(matches!(refused, Err(GroupError::Name(_))), "{refused:?}");
    assert_eq!(noted().await, None);

    for _ in ["once", "and once more, which is the same"] {
        change(order(" OTHER ", "their imprint", "")).await.unwrap();
    }
    assert_eq!(noted().await.as_deref(), Some("other"));
    let late = change(order("Acme", "a letter", "")).await;
    assert!(matches!(late, Err(GroupError::Overtaken)), "{late:?}");
    assert_eq!(noted().await.as_deref(), Some("other"));
    change(order("", "they were sold", "other")).await.unwrap();
    assert_eq!(noted().await, None);

    let unknown = GroupOrder {
        platform: SubscriberId::from_bytes([9; 16]),
        ..order("Acme", "a letter", "")
    };
    let unknown = change(unknown).await;
    assert!(
        matches!(unknown, Err(GroupError::UnknownSubscriber)),
        "{unknown:?}"
    );

    let records = platforms.test.acts().await;
    let deeds = records.into_iter().map(|record| record.deed);
    let noted: Vec<_> = deeds.filter(|deed| deed.act == Act::ChangedGroup).collect();
    assert!(
        noted
            .iter()
            .all(|deed| deed.actor == Agent::Staff(platforms.staff.id))
    );
    let reasons: Vec<_> = noted.iter().map(|deed| deed.reason.as_str()).collect();
    assert_eq!(reasons, ["other: their imprint", "none: they were sold"]);
}

#[tokio::test]
async fn an_entry_that_matches_a_thousand_uploads_is_suspended() {
    let platforms = start().await;
    platforms.say(&platforms.one, Verdict::Removed, "none", 999).await;
    assert!(matches!(platforms.entry().await.state, State::Published(_)));
    platforms
        .say(&platforms.one, Verdict::Matched, "none", 100_000)
        .await;
    assert!(matches!(platforms.entry().await.state, State::Published(_)));
    assert_eq!(
        platforms.priority().await,
        Some(Priority::Disputed),
        "one platform alone makes staff look, and no more"
    );
    platforms
        .say(&platforms.other, Verdict::Matched, "none", 100)
        .await;
    assert!(matches!(platforms.entry().await.state, State::Suspended(_)));
}

#[tokio::test]
async fn what_was_said_before_staff_decided_suspends_nothing_again() {
    let platforms = start().await;
    platforms.say(&platforms.one, Verdict::Disputed, "none", 1).await;
    platforms
        .say(&platforms.other, Verdict::Disputed, "none", 1)
        .await;
    platforms.test.clock.advance(Duration::from_secs(60));
    platforms.decide(Action::Reinstate, "dispute-settled").await;
    platforms.test.clock.advance(Duration::from_secs(60));
    platforms.say(&platforms.one, Verdict::Kept, "none", 1).await;
    assert!(matches!(platforms.entry().await.state, State::Published(_)));
    assert_eq!(platforms.priority().await, Some(Priority::Disputed));
    platforms.decide(Action::Confirm, "facts-consistent").await;
    assert_eq!(platforms.priority().await, None, "looked at again, and it stays");
}

#[tokio::test]
async fn what_staff_have_answered_is_known_as_such_also_when_it_is_said_again() {
    let platforms = start().await;
    let service = &platforms.test.service;
    let answered = async || {
        let facts = service.entry_facts(platforms.entry).await.unwrap().unwrap();
        let named = facts.feedback.into_iter().filter(|one| one.answered);
        let mut named: Vec<_> = named
            .map(|one| (one.subscriber.clone(), one.answered_matches()))
            .collect();
        named.sort();
        named
    };
    platforms.say(&platforms.one, Verdict::Disputed, "none", 2).await;
    assert!(answered().await.is_empty(), "nobody has decided");
    platforms.test.clock.advance(Duration::from_secs(1));
    platforms.decide(Action::Confirm, "facts-consistent").await;
    assert_eq!(answered().await, [("One".to_owned(), None)]);
    platforms.test.clock.advance(Duration::from_secs(1));
    platforms
        .say(&platforms.other, Verdict::Disputed, "none", 1)
        .await;
    platforms.say(&platforms.one, Verdict::Disputed, "none", 5).await;
    assert_eq!(
        answered().await,
        [("One".to_owned(), Some(2))],
        "said again, with more uploads"
    );
    platforms.decide(Action::Escalate, "unsure").await;
    assert_eq!(answered().await.len(), 1, "that answers nothing");
}

#[tokio::test]
async fn what_was_answered_is_open_again_once_the_answer_is_taken_back() {
    let platforms = start().await;
    let service = &platforms.test.service;
    let answered = async || {
        let facts = service.entry_facts(platforms.entry).await.unwrap().unwrap();
        facts.feedback[0].answered
    };
    platforms.say(&platforms.one, Verdict::Disputed, "none", 1).await;
    platforms.test.clock.advance(Duration::from_secs(1));
    platforms.decide(Action::Confirm, "facts-consistent").await;
    assert!(answered().await);
    service
        .take_back(&platforms.staff, platforms.entry)
        .await
        .unwrap();
    assert!(!answered().await);
}

#[tokio::test]
async fn matches_that_staff_have_answered_suspend_nothing_again() {
    let platforms = start().await;
    platforms.decide(Action::Confirm, "facts-consistent").await;
    let say = async |one, other| {
        platforms.test.clock.advance(Duration::from_secs(60));
        platforms.say(&platforms.one, Verdict::Matched, "none", one).await;
        platforms
            .say(&platforms.other, Verdict::Matched, "none", other)
            .await;
        platforms.entry().await.state
    };
    let (listed, suspended) = (
        State::Published(Standing::Confirmed),
        State::Suspended(Standing::Confirmed),
    );
    assert_eq!(say(600, 500).await, suspended);
    platforms.test.clock.advance(Duration::from_secs(60));
    platforms.decide(Action::Reinstate, "dispute-settled").await;
    assert_eq!(say(601, 501).await, listed);
    assert_eq!(platforms.priority().await, None);
    assert_eq!(say(1_500, 1_600).await, suspended, "as many again");
}

#[tokio::test]
async fn what_is_suspended_for_words_that_staff_have_answered_took_no_time_that_is_known() {
    let platforms = start().await;
    let say = async |matches| {
        platforms.test.clock.advance(Duration::from_secs(60));
        for who in [&platforms.one, &platforms.other] {
            platforms.say(who, Verdict::Disputed, "none", matches).await;
        }
        assert!(matches!(platforms.entry().await.state, State::Suspended(_)));
    };
    say(1).await;
    platforms.test.clock.advance(Duration::from_secs(60));
    platforms.decide(Action::Reinstate, "dispute-settled").await;
    say(600).await;
    let mut reader = platforms.test.storage.read().await.unwrap();
    let today = platforms.test.service.now().start_of_day();
    let tallies = reader.tallies(today).await.unwrap();
    let counted = |is_meant: fn(&str) -> bool| -> u64 {
        let meant = tallies.iter().filter(|one| is_meant(&one.name));
        meant.map(|one| one.amount).sum()
    };
    assert_eq!(counted(|name| name == "suspended"), 2, "{tallies:?}");
    let told = counted(|name| name.starts_with("suspended-within-"));
    assert_eq!(told, 1, "{tallies:?}");
}

#[tokio::test]
async fn an_answer_is_counted_by_how_long_after_the_first_word_it_came_and_once() {
    let platforms = start().await;
    let wait = |hours: u64| platforms.test.clock.advance(Duration::from_secs(hours * 3_600));
    platforms.say(&platforms.one, Verdict::Disputed, "none", 1).await;
    wait(1);
    platforms.decide(Action::Escalate, "unsure").await;
    assert_eq!(platforms.answered().await, [], "asking for another look is none");
    wait(1);
    platforms.say(&platforms.one, Verdict::Disputed, "none", 2).await;
    platforms
        .say(&platforms.other, Verdict::Kept, "lawful-content", 1)
        .await;
    platforms.test.clock.advance(Duration::from_secs(60));
    let lea = platforms.test.staff("Lea", Role::Lead).await;
    let reinstate = async || {
        let (action, reason) = (Action::Reinstate, "dispute-settled");
        platforms.decide_as(&lea, action, reason).await;
    };
    reinstate().await;
    let two_hours = ("answered-within-24".to_owned(), 1);
    assert_eq!(platforms.answered().await, slice::from_ref(&two_hours));
    wait(1);
    // What is only said again is answered already.
    platforms.say(&platforms.one, Verdict::Disputed, "none", 3).await;
    wait(1);
    platforms.decide(Action::Suspend, "needs-second-look").await;
    assert_eq!(platforms.answered().await, slice::from_ref(&two_hours));
    wait(1);
    platforms
        .say(&platforms.one, Verdict::Disputed, "public-content", 3)
        .await;
    platforms.test.clock.advance(Duration::from_secs(60));
    reinstate().await;
    let one_minute = ("answered-within-1".to_owned(), 1);
    assert_eq!(platforms.answered().await, [one_minute, two_hours]);
}

#[tokio::test]
async fn a_decision_about_what_nobody_disputes_is_no_answer() {
    let platforms = start().await;
    platforms.say(&platforms.one, Verdict::Removed, "none", 1).await;
    platforms
        .say(&platforms.other, Verdict::Kept, "cannot-be-removed", 1)
        .await;
    platforms.test.clock.advance(Duration::from_secs(60));
    platforms.decide(Action::Confirm, "facts-consistent").await;
    assert_eq!(platforms.answered().await, []);
}

#[tokio::test]
async fn two_people_answer_a_dispute_too_and_what_they_take_back_is_no_answer() {
    let platforms = start().await;
    let service = &platforms.test.service;
    let lea = platforms.test.staff("Lea", Role::Lead).await;
    let max = platforms.test.staff("Max", Role::Admin).await;
    platforms.say(&platforms.one, Verdict::Disputed, "none", 1).await;
    platforms.test.clock.advance(Duration::from_secs(1_800));
    let terms = Terms::BulkDecision(BulkDecision {
        action: "reject".to_owned(),
        reason: "public-content".to_owned(),
        entries: vec![Chosen {
            entry: platforms.entry,
            version: platforms.entry().await.version,
        }],
    });
    let proposal = service.propose(&lea, &terms, "it is public").await.unwrap();
    assert_eq!(platforms.answered().await, [], "nobody has agreed");
    service
        .settle(&max, proposal, proposal::Verdict::Seconded)
        .await
        .unwrap();
    let of_both = ("answered-within-1".to_owned(), 1);
    assert_eq!(platforms.answered().await, slice::from_ref(&of_both));
    platforms.test.clock.advance(Duration::from_secs(30));
    service.take_many_back(&lea, proposal).await.unwrap();
    let undone = ("undone-answered-within-1".to_owned(), 1);
    assert_eq!(platforms.answered().await, [of_both.clone(), undone.clone()]);
    // It is open again, and has waited since the first word.
    platforms.test.clock.advance(Duration::from_secs(3_600));
    platforms.decide(Action::Confirm, "facts-consistent").await;
    let at_last = ("answered-within-24".to_owned(), 1);
    assert_eq!(platforms.answered().await, [of_both, at_last.clone(), undone]);
    service
        .take_back(&platforms.staff, platforms.entry)
        .await
        .unwrap();
    let undone = (format!("undone-{}", at_last.0), 1);
    assert!(platforms.answered().await.contains(&undone));
}

#[tokio::test]
async fn matches_whose_answer_was_taken_back_count_again() {
    let platforms = start().await;
    platforms.say(&platforms.one, Verdict::Matched, "none", 600).await;
    platforms.test.clock.advance(Duration::from_secs(60));
    platforms.decide(Action::Confirm, "facts-consistent").await;
    let service = &platforms.test.service;
    service
        .take_back(&platforms.staff, platforms.entry)
        .await
        .unwrap();
    platforms.test.clock.advance(Duration::from_secs(60));
    platforms
        .say(&platforms.other, Verdict::Matched, "none", 500)
        .await;
    assert!(matches!(platforms.entry().await.state, State::Suspended(_)));
}

#[tokio::test]
async fn confirming_once_more_is_taken_back_too_and_the_dispute_is_open_again() {
    let platforms = start().await;
    platforms.decide(Action::Confirm, "facts-consistent").await;
    platforms.test.sequence_now().await;
    platforms.say(&platforms.one, Verdict::Disputed, "none", 1).await;
    platforms.test.clock.advance(Duration::from_secs(60));
    platforms.decide(Action::Confirm, "facts-consistent").await;
    assert_eq!(platforms.priority().await, None);
    let service = &platforms.test.service;
    let back = service
        .take_back(&platforms.staff, platforms.entry)
        .await
        .unwrap();
    assert_eq!(back.state, State::Published(Standing::Confirmed));
    assert_eq!(platforms.priority().await, Some(Priority::Disputed));
    let list = ListName::exploitative();
    let size = async || {
        let mut reader = platforms.test.storage.read().await.unwrap();
        reader.checkpoint(&list).await.unwrap().unwrap().size
    };
    let before = size().await;
    platforms.test.sequence_now().await;
    assert_eq!(size().await, before, "nothing changes for platforms");
}

#[tokio::test]
async fn the_word_of_a_platform_that_staff_suspended_is_none_of_two() {
    let platforms = start().await;
    let service = &platforms.test.service;
    platforms.say(&platforms.one, Verdict::Disputed, "none", 1).await;
    let ada = Agent::Staff(platforms.staff.id);
    service
        .suspend_platform(platforms.one.id, ada, "a leaked key")
        .await
        .unwrap();
    platforms
        .say(&platforms.other, Verdict::Disputed, "none", 1)
        .await;
    assert!(matches!(platforms.entry().await.state, State::Published(_)));
    assert_eq!(platforms.priority().await, Some(Priority::Disputed));
    let facts = service.entry_facts(platforms.entry).await.unwrap().unwrap();
    assert_eq!(facts.feedback.len(), 2, "both are shown");
    let counting = facts.feedback.iter().filter(|one| one.counts);
    let counting: Vec<_> = counting.map(|one| one.subscriber.as_str()).collect();
    assert_eq!(counting, ["Other"], "and which one counts");
}

#[tokio::test]
async fn what_platforms_say_of_a_held_or_ended_entry_changes_nothing() {
    let platforms = start().await;
    platforms.decide(Action::Reject, "not-in-scope").await;
    platforms.say(&platforms.one, Verdict::Disputed, "none", 1).await;
    platforms
        .say(&platforms.other, Verdict::Disputed, "none", 1)
        .await;
    assert_eq!(platforms.entry().await.state, State::Rejected);
    assert_eq!(platforms.priority().await, None);
}

#[tokio::test]
async fn what_was_put_off_and_is_disputed_comes_first_at_once() {
    for matches in [1, 1_000] {
        let platforms = start().await;
        submit(&platforms.test, 2, 1).await;
        let service = &platforms.test.service;
        service
            .snooze(&platforms.staff, platforms.entry, 7)
            .await
            .unwrap();
        let work = async || service.work(&platforms.staff, &Filter::default(), None, 10).await;
        assert_eq!(work().await.unwrap().rows.len(), 1);
        platforms
            .say(&platforms.one, Verdict::Disputed, "none", matches)
            .await;
        let work = work().await.unwrap();
        assert_eq!(work.rows[0].row.entry.id, platforms.entry);
        assert_eq!(work.rows[0].priority, Priority::Disputed);
    }
}

#[tokio::test]
async fn the_work_counts_nothing_that_is_put_off() {
    let platforms = start().await;
    let service = &platforms.test.service;
    let work = async || service.work(&platforms.staff, &Filter::default(), None, 10).await;
    assert!(work().await.unwrap().counts.contains(&(Priority::Unverified, 1)));
    service
        .snooze(&platforms.staff, platforms.entry, 7)
        .await
        .unwrap();
    let put_off = work().await.unwrap();
    assert_eq!(put_off.rows, []);
    assert!(put_off.counts.iter().all(|(_, count)| *count == 0));
}

#[tokio::test]
async fn who_decides_on_what_they_saw_before_a_dispute_is_told_of_it() {
    let platforms = start().await;
    platforms.test.clock.run();
    let seen = platforms.entry().await.version;
    platforms.say(&platforms.one, Verdict::Disputed, "none", 1).await;
    let order = |version| DecisionOrder {
        entry: platforms.entry,
        version,
        action: Action::Confirm,
        reason: "facts-consistent".to_owned(),
        note: None,
    };
    let service = &platforms.test.service;
    let refused = service.decide(&platforms.staff, order(seen)).await;
    assert!(matches!(refused, Err(DecideError::Stale { .. })), "{refused:?}");
    assert_eq!(platforms.priority().await, Some(Priority::Disputed));
    let now = platforms.entry().await.version;
    service.decide(&platforms.staff, order(now)).await.unwrap();
    assert_eq!(platforms.priority().await, None);
}

#[tokio::test]
async fn who_is_about_to_reinstate_is_told_what_another_platform_says() {
    let platforms = start().await;
    platforms.test.clock.run();
    platforms.decide(Action::Suspend, "needs-second-look").await;
    let seen = platforms.entry().await.version;
    platforms.test.clock.advance(Duration::from_secs(1));
    platforms.say(&platforms.one, Verdict::Disputed, "none", 1).await;
    assert_eq!(platforms.entry().await.version, seen + 1);
}

#[tokio::test]
async fn what_staff_have_settled_stays_so_however_often_the_same_is_said_again() {
    let platforms = start().await;
    let both = async |matches| {
        platforms.test.clock.advance(Duration::from_secs(60));
        let one = platforms.say(&platforms.one, Verdict::Disputed, "public-content", matches);
        let one = one.await;
        let other = platforms.say(&platforms.other, Verdict::Kept, "none", matches);
        (one, other.await)
    };
    assert_eq!(both(1).await, (true, true));
    assert!(matches!(platforms.entry().await.state, State::Suspended(_)));
    platforms.test.clock.advance(Duration::from_secs(60));
    platforms.decide(Action::Reinstate, "dispute-settled").await;
    let settled = platforms.entry().await;
    let urgency = platforms.priority().await;
    assert_ne!(urgency, Some(Priority::Disputed));
    assert_eq!(both(1).await, (false, false));
    assert_eq!(platforms.entry().await, settled);
    assert_eq!(
        both(2).await,
        (true, true),
        "that it matched once more is new, and no opinion"
    );
    assert_eq!(platforms.entry().await, settled);
    assert_eq!(platforms.priority().await, urgency);
    assert_eq!(both(600).await, (true, true));
    assert!(
        matches!(platforms.entry().await.state, State::Suspended(_)),
        "it matches too much"
    );
}

#[tokio::test]
async fn another_opinion_and_one_that_was_taken_back_count_again_once_staff_have_answered() {
    let platforms = start().await;
    for platform in [&platforms.one, &platforms.other] {
        platforms.say(platform, Verdict::Disputed, "none", 1).await;
    }
    platforms.test.clock.advance(Duration::from_secs(60));
    platforms.decide(Action::Reinstate, "dispute-settled").await;
    platforms.test.clock.advance(Duration::from_secs(60));
    platforms
        .say(&platforms.one, Verdict::Disputed, "public-content", 1)
        .await;
    assert!(matches!(platforms.entry().await.state, State::Published(_)));
    assert_eq!(platforms.priority().await, Some(Priority::Disputed));
    for verdict in [Verdict::Matched, Verdict::Disputed] {
        platforms.say(&platforms.other, verdict, "none", 1).await;
    }
    assert!(matches!(platforms.entry().await.state, State::Suspended(_)));
}

#[tokio::test]
async fn who_is_about_to_reinstate_is_not_held_up_by_what_was_answered_and_is_said_again() {
    let platforms = start().await;
    platforms.say(&platforms.one, Verdict::Disputed, "none", 1).await;
    let seen = platforms.entry().await.version;
    assert!(!platforms.say(&platforms.one, Verdict::Disputed, "none", 1).await);
    assert_eq!(platforms.entry().await.version, seen, "nothing new");
    platforms.test.clock.advance(Duration::from_secs(60));
    platforms.decide(Action::Suspend, "disputed").await;
    let seen = platforms.entry().await.version;
    platforms.test.clock.advance(Duration::from_secs(60));
    for matches in [1, 2] {
        platforms
            .say(&platforms.one, Verdict::Disputed, "none", matches)
            .await;
    }
    assert_eq!(platforms.entry().await.version, seen);
}

#[tokio::test]
async fn asking_for_another_look_answers_no_dispute() {
    let platforms = start().await;
    platforms.say(&platforms.one, Verdict::Disputed, "none", 1).await;
    platforms.test.clock.advance(Duration::from_secs(60));
    platforms.decide(Action::Escalate, "unsure").await;
    assert_eq!(platforms.priority().await, Some(Priority::Disputed));
    platforms
        .say(&platforms.other, Verdict::Disputed, "none", 1)
        .await;
    assert!(matches!(platforms.entry().await.state, State::Suspended(_)));
}

#[tokio::test]
async fn what_was_decided_and_undone_answers_no_dispute() {
    let platforms = start().await;
    platforms.say(&platforms.one, Verdict::Disputed, "none", 1).await;
    platforms.test.clock.advance(Duration::from_secs(60));
    platforms.decide(Action::Reject, "public-content").await;
    let service = &platforms.test.service;
    service
        .take_back(&platforms.staff, platforms.entry)
        .await
        .unwrap();
    assert_eq!(platforms.priority().await, Some(Priority::Disputed));
    platforms
        .say(&platforms.other, Verdict::Disputed, "none", 1)
        .await;
    assert!(matches!(platforms.entry().await.state, State::Suspended(_)));
}

#[tokio::test]
async fn what_was_escalated_is_again_when_the_decision_after_it_is_undone() {
    let platforms = start().await;
    let max = platforms.test.staff("Max", Role::Reviewer).await;
    platforms.decide_as(&max, Action::Escalate, "unsure").await;
    platforms.decide(Action::Confirm, "facts-consistent").await;
    assert_eq!(platforms.priority().await, None);
    let service = &platforms.test.service;
    service
        .take_back(&platforms.staff, platforms.entry)
        .await
        .unwrap();
    assert_eq!(platforms.priority().await, Some(Priority::Escalated));
}

#[tokio::test]
async fn who_decides_on_what_they_saw_before_matches_were_abnormally_many_is_told_of_it() {
    let platforms = start().await;
    platforms.test.clock.run();
    let seen = platforms.entry().await.version;
    platforms
        .say(&platforms.one, Verdict::Matched, "none", 1_000)
        .await;
    let order = |version| DecisionOrder {
        entry: platforms.entry,
        version,
        action: Action::Confirm,
        reason: "facts-consistent".to_owned(),
        note: None,
    };
    let service = &platforms.test.service;
    let refused = service.decide(&platforms.staff, order(seen)).await;
    assert!(matches!(refused, Err(DecideError::Stale { .. })), "{refused:?}");
    assert_eq!(platforms.priority().await, Some(Priority::Disputed));
    let now = platforms.entry().await.version;
    service.decide(&platforms.staff, order(now)).await.unwrap();
    assert_eq!(platforms.priority().await, None);
}

#[tokio::test]
async fn what_is_suspended_and_put_off_comes_back_at_once_when_a_platform_disputes_it() {
    let platforms = start().await;
    platforms.decide(Action::Suspend, "needs-second-look").await;
    let service = &platforms.test.service;
    service
        .snooze(&platforms.staff, platforms.entry, 7)
        .await
        .unwrap();
    let work = async || service.work(&platforms.staff, &Filter::default(), None, 10).await;
    assert_eq!(work().await.unwrap().rows, []);
    platforms.test.clock.advance(Duration::from_secs(1));
    platforms.say(&platforms.one, Verdict::Removed, "none", 1).await;
    assert_eq!(
        work().await.unwrap().rows,
        [],
        "that it was removed is no reason to look"
    );
    platforms.say(&platforms.one, Verdict::Disputed, "none", 1).await;
    let work = work().await.unwrap();
    assert_eq!(work.rows[0].row.entry.id, platforms.entry);
    assert_eq!(work.rows[0].handling.snoozed_until, None);
}
