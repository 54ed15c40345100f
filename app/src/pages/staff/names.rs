//! What staff pages call the states, actions and findings of the domain. The texts are in `staff.ftl`.

use domain::{
    audit::{Act, Occasion},
    decision::Actor,
    entry::{Action, Priority, Standing, State},
    feedback::Verdict,
    hash::Medium,
    id::StaffId,
    list::{Policy, Publication},
    proposal::Matter,
    screening::{Compared, Counted, Edge, Edit, Finding, FindingKind, Found, Treatment},
    staff::{Means, Refusal, Role},
};
use leptos::prelude::*;
use service::{
    passphrase::Weakness,
    propose::{ProposalFacts, Terms},
    reasons::Reason,
    review::Claimant,
};
use storage::entry::Queue;

use crate::{
    components::{Badge, Tone},
    dates,
    words::{Value, say, say_with, words},
};

pub(crate) fn queue(queue: Queue) -> String {
    say(match queue {
        Queue::Waiting => "queue-waiting",
        Queue::Unverified => "queue-unverified",
        Queue::Confirmed => "queue-confirmed",
        Queue::Suspended => "queue-suspended",
        Queue::Rejected => "queue-rejected",
    })
}

/// What a reviewer does in a queue.
pub(crate) fn queue_text(queue: Queue) -> String {
    say(match queue {
        Queue::Waiting => "queue-waiting-text",
        Queue::Unverified => "queue-unverified-text",
        Queue::Confirmed => "queue-confirmed-text",
        Queue::Suspended => "queue-suspended-text",
        Queue::Rejected => "queue-rejected-text",
    })
}

pub(crate) fn state(state: State) -> (Tone, String) {
    let (tone, name) = match state {
        State::Pending => (Tone::Waiting, "state-pending"),
        State::Published(Standing::Unverified) => (Tone::Quiet, "state-unverified"),
        State::Published(Standing::Confirmed) => (Tone::Good, "state-confirmed"),
        State::Suspended(_) => (Tone::Waiting, "state-suspended"),
        State::Rejected => (Tone::Stopped, "state-rejected"),
        State::Withdrawn => (Tone::Stopped, "state-withdrawn"),
    };
    (tone, say(name))
}

pub(crate) fn medium(medium: Medium) -> String {
    say(match medium {
        Medium::Image => "medium-image",
        Medium::Video => "medium-video",
    })
}

/// What a reviewer orders.
pub(crate) fn action(action: Action) -> String {
    say(match action {
        Action::Publish => "action-publish",
        Action::Hold => "action-hold",
        Action::Confirm => "action-confirm",
        Action::Reject => "action-reject",
        Action::Suspend => "action-suspend",
        Action::Reinstate => "action-reinstate",
        Action::Withdraw => "action-withdraw",
        Action::Escalate => "action-escalate",
        Action::TakeBack => "action-take-back",
    })
}

/// What was ordered.
pub(crate) fn action_done(action: Action) -> String {
    say(match action {
        Action::Publish => "action-publish-done",
        Action::Hold => "action-hold-done",
        Action::Confirm => "action-confirm-done",
        Action::Reject => "action-reject-done",
        Action::Suspend => "action-suspend-done",
        Action::Reinstate => "action-reinstate-done",
        Action::Withdraw => "action-withdraw-done",
        Action::Escalate => "action-escalate-done",
        Action::TakeBack => "action-take-back-done",
    })
}

/// Why, by the name that the domain gives it.
pub(crate) fn reason(reason: &str) -> String {
    let name = format!("reason-{reason}");
    let text = say(&name);
    // A reason of a later version is shown by its own name rather than not at all.
    if text == name { reason.to_owned() } else { text }
}

/// What a platform said of an entry.
pub(crate) fn verdict(verdict: Verdict) -> String {
    say(match verdict {
        Verdict::Matched => "verdict-matched",
        Verdict::Removed => "verdict-removed",
        Verdict::Kept => "verdict-kept",
        Verdict::Disputed => "verdict-disputed",
    })
}

/// Why it said so.
pub(crate) fn feedback_reason(reason: &str) -> String {
    say(&format!("feedback-reason-{reason}"))
}

/// What was found, and what it means with its evidence in it, and with the policy by which it was judged, where that is
/// known.
pub(crate) fn finding(finding: &Finding, policy: Option<&Policy>) -> (String, String) {
    let mut evidence = vec![("evidence", Value::Number(finding.evidence().into()))];
    // Nothing is below a floor of 0, so that stands for none that is known.
    let floor = |of: fn(&Policy) -> u64| ("floor", Value::Number(policy.map_or(0, of)));
    match finding {
        Finding::LowQuality { .. } => evidence.push(floor(|policy| policy.quality_floor.into())),
        Finding::LowInformation { .. } => evidence.push(floor(|policy| policy.transition_floor.into())),
        Finding::KnownPublic { compared, source, .. } => return known_public(*compared, source, evidence),
        Finding::Cluster { distance, .. } => evidence.push(("distance", Value::Number((*distance).into()))),
        Finding::UnusualVolume { counted, busiest, .. } => {
            evidence.push(("busiest", Value::Number((*busiest).into())));
            if *counted == Counted::Items {
                let text = say_with("finding-unusual-volume-items", &evidence);
                return (say("finding-unusual-volume"), text);
            }
        }
        _ => {}
    }
    let name = format!("finding-{}", finding.name());
    (say(&name), say_with(&format!("{name}-text"), &evidence))
}

/// By what a picture was found to be a known one: its whole hash, some of its bits, or the hash after an edit.
fn known_public(
    compared: Compared,
    source: &str,
    mut evidence: Vec<(&'static str, Value)>,
) -> (String, String) {
    evidence.push(("source", Value::Word(source.to_owned())));
    if compared == Compared::FILE {
        let text = say_with("finding-known-public-file", &evidence);
        return (say("finding-known-public"), text);
    }
    evidence.push(("bits", Value::Number(compared.bits.into())));
    evidence.push(("most", Value::Number(compared.most().into())));
    let mut text = say_with("finding-known-public-text", &evidence);
    let mut add = |name: &str, values: &[(&'static str, Value)]| {
        text.push(' ');
        text.push_str(&say_with(name, values));
    };
    if compared.bits < Compared::ALL.bits {
        let left_out = Compared::ALL.bits - compared.bits;
        add(
            "finding-known-public-bits",
            &[("left-out", Value::Number(left_out.into()))],
        );
    }
    match compared.edit {
        Edit::NONE => {}
        Edit::CutOff(cut) => {
            let share = format!("{}.{}", cut / 10, cut % 10);
            add("finding-known-public-cut", &[("share", Value::Word(share))]);
        }
        Edit::Smaller(_) => add("finding-known-public-smaller", &[]),
        Edit::Brighter(_) => add("finding-known-public-brighter", &[]),
        Edit::Banner(edge, _, percent) | Edit::EdgeOff(edge, percent) => {
            let is_off = matches!(compared.edit, Edit::EdgeOff(..));
            let name = match (edge, is_off) {
                (Edge::Top, false) => "finding-known-public-top",
                (Edge::Top, true) => "finding-known-public-top-off",
                (Edge::Bottom, false) => "finding-known-public-bottom",
                (Edge::Bottom, true) => "finding-known-public-bottom-off",
            };
            add(name, &[("percent", Value::Number(percent.into()))]);
        }
        Edit::Border(_) => add("finding-known-public-border", &[]),
    }
    (say("finding-known-public"), text)
}

/// What the list's policy did about a finding: the entry waited because of it, or staff were told.
pub(crate) fn treated(found: &Found) -> (Tone, String) {
    if found.holds() {
        (Tone::Waiting, say("finding-held"))
    } else {
        (Tone::Quiet, say("finding-marked"))
    }
}

/// The name of a finding.
pub(crate) fn finding_name(kind: FindingKind) -> String {
    say(&format!("finding-{}", kind.as_str()))
}

/// What was found, as marks: those because of which the entry waits stand out.
pub(crate) fn badges(findings: &[Found]) -> Vec<impl IntoView + use<>> {
    let badge = |found: &Found| {
        let tone = if found.holds() { Tone::Waiting } else { Tone::Quiet };
        let text = finding_name(found.finding.kind());
        view! { <Badge tone=tone text=text/> }
    };
    findings.iter().map(badge).collect()
}

/// What an entry has to be looked at for.
pub(crate) fn priority(priority: Priority) -> String {
    say(match priority {
        Priority::Disputed => "priority-disputed",
        Priority::Escalated => "priority-escalated",
        Priority::Held => "priority-held",
        Priority::Unverified => "priority-unverified",
    })
}

/// What people read of a reason.
pub(crate) fn reason_of(known: &Reason) -> String {
    known.body.clone().unwrap_or_else(|| reason(&known.name))
}

/// Someone's name, or that they have left.
pub(crate) fn member(name: Option<&str>) -> String {
    name.map_or_else(|| say("actor-former-staff"), str::to_owned)
}

/// Who has taken an entry, as `me` reads it.
pub(crate) fn claimant(claimant: &Claimant, me: StaffId) -> String {
    if claimant.staff == me {
        say("work-yours")
    } else {
        claimant.name.clone()
    }
}

/// When a list publishes what screens clean.
pub(crate) fn publication(publication: Publication) -> String {
    say(match publication {
        Publication::PublishFirst => "policy-publish-first",
        Publication::ReviewFirst => "policy-review-first",
    })
}

/// What a list does about a finding.
pub(crate) fn treatment(treatment: Treatment) -> String {
    say(match treatment {
        Treatment::Hold => "treatment-hold",
        Treatment::Mark => "treatment-mark",
        Treatment::Ignore => "treatment-ignore",
    })
}

/// What is proposed.
pub(crate) fn terms(facts: &ProposalFacts) -> String {
    match &facts.terms {
        Some(Terms::NewAdmin { staff }) => say_with(
            "terms-new-admin",
            &[("name", Value::Word(member(facts.name(*staff))))],
        ),
        Some(Terms::KeyRotation) => say("terms-key-rotation"),
        Some(Terms::BulkDecision(bulk)) => say_with(
            "terms-bulk-decision",
            &[
                (
                    "action",
                    Value::Word(bulk.action().map(action).unwrap_or_default()),
                ),
                (
                    "reason",
                    Value::Word(facts.own_reason.clone().unwrap_or_else(|| reason(&bulk.reason))),
                ),
                (
                    "count",
                    Value::Number(bulk.entries.len().try_into().unwrap_or(u64::MAX)),
                ),
            ],
        ),
        Some(Terms::NewPlatform { .. }) => {
            let organisation = facts.organisation.clone().unwrap_or_default();
            say_with(
                "terms-new-platform",
                &[("organisation", Value::Word(organisation))],
            )
        }
        Some(Terms::PolicyChange(change)) => {
            let from = change
                .effective_at()
                .map_or_else(|| say("policy-at-once"), |at| dates::moment(&words(), at));
            say_with(
                "terms-policy-change",
                &[
                    ("list", Value::Word(change.list.clone())),
                    ("from", Value::Word(from)),
                ],
            )
        }
        None => say("terms-unknown"),
    }
}

/// A role.
pub(crate) fn role(role: Role) -> String {
    say(match role {
        Role::Reviewer => "staff-role-reviewer",
        Role::Lead => "staff-role-lead",
        Role::Admin => "staff-role-admin",
        Role::Auditor => "staff-role-auditor",
    })
}

/// How someone signed in.
pub(crate) fn means(means: Means) -> String {
    say(&format!("means-{}", means.as_str()))
}

/// What is wrong with a passphrase.
pub(crate) fn weakness(weakness: Weakness) -> String {
    say(match weakness {
        Weakness::Length => "weak-length",
        Weakness::Breached => "weak-breached",
        Weakness::Repetitive => "weak-repetitive",
        Weakness::Name => "weak-name",
    })
}

/// What was done, in the record of acts.
pub(crate) fn act(act: Act) -> String {
    say(&format!("act-{}", act.as_str()))
}

/// Why, in the record of acts: what stands there in codes, in words.
pub(crate) fn why(act: Act, reason: &str) -> String {
    if let Some(occasion) = occasion_of(act, reason) {
        return say(&format!("look-{}", occasion.as_str()));
    }
    if let Some(refusal) = refusal_of(act, reason) {
        return say(&format!("refused-{}", refusal.as_str()));
    }
    let codes = codes_of(act);
    let parts = reason.splitn(codes.saturating_add(1), ": ").enumerate();
    let words = parts.map(|(place, part)| {
        if place < codes {
            code(part)
        } else {
            part.to_owned()
        }
    });
    words.collect::<Vec<_>>().join(": ")
}

/// Why something was there that someone looked at. Elsewhere the same words say something else.
fn occasion_of(act: Act, reason: &str) -> Option<Occasion> {
    match act {
        Act::ViewedEntry | Act::ViewedApplication | Act::ViewedContact => Occasion::parse(reason),
        _ => None,
    }
}

/// What was refused of someone who tried to sign in. Elsewhere the same words say how someone did.
fn refusal_of(act: Act, reason: &str) -> Option<Refusal> {
    match act {
        Act::RefusedSignIn => Refusal::parse(reason),
        _ => None,
    }
}

/// How many codes a reason in the record begins with. What comes after them people have written themselves, and a word that
/// is a code elsewhere is none in it.
const fn codes_of(act: Act) -> usize {
    match act {
        Act::EndedStaff
        | Act::SuspendedSubscriber
        | Act::ResumedSubscriber
        | Act::DeclinedApplication
        | Act::ChangedGroup
        | Act::AddedKnown
        | Act::RemovedKnown
        | Act::ReadAudit
        | Act::ExportedList
        | Act::ExportedEvidence => 0,
        Act::ChangedRole | Act::Proposed | Act::EditedReasons | Act::Disclosed => 1,
        // The action and the name of its reason, before the words of one that staff added.
        Act::Decided => 2,
        _ => usize::MAX,
    }
}

/// One code of the record. What is none stands there as it was written.
fn code(code: &str) -> String {
    if let Some(known) = Role::parse(code) {
        return role(known);
    }
    if let Some(known) = Means::parse(code) {
        return means(known);
    }
    if let Some(known) = Action::parse(code) {
        return action_done(known);
    }
    if let Some(matter) = Matter::parse(code) {
        return say(match matter {
            Matter::NewAdmin => "propose-admin",
            Matter::KeyRotation => "propose-keys",
            Matter::BulkDecision => "code-bulk-decision",
            Matter::NewPlatform => "code-new-platform",
            Matter::PolicyChange => "code-policy-change",
        });
    }
    let name = match code {
        "allowed" => "code-allowed",
        "forbidden" => "code-forbidden",
        "offered" => "code-offered",
        "put-away" => "reasons-away",
        "profile" => "code-profile",
        "contact" => "platforms-staff-contact",
        "lists" => "platforms-staff-lists",
        "set" => "code-set",
        "renewed-secret" => "code-renewed-secret",
        "removed" => "code-removed",
        "tested" => "code-tested",
        "sent-again" => "code-sent-again",
        "switched-on" => "code-switched-on",
        "switched-off" => "code-switched-off",
        "printed" => "code-printed",
        "no-such-case" => "code-no-such-case",
        other => return reason(other),
    };
    say(name)
}

/// Who decided.
pub(crate) fn actor(actor: &Actor, staff_name: Option<&str>) -> String {
    match actor {
        Actor::Policy { name, version } => say_with(
            "actor-policy",
            &[
                ("name", Value::Word(name.clone())),
                ("version", Value::Word(version.to_string())),
            ],
        ),
        Actor::Staff(_) => member(staff_name),
        Actor::CaseHolder => say("actor-case-holder"),
    }
}
