//! `/staff/policies`: by which policy submissions get on each list, now, before and later.

use axum::{extract::State, response::Response};
use domain::{
    list::{Policy, PolicyVersion},
    screening::FindingKind,
    staff::{Right, Staff},
};
use leptos::prelude::*;
use service::policy::ListPolicies;

use super::names;
use crate::{
    access::SignedIn,
    components::{Badge, StaffDocument, Tone},
    dates, pages,
    site::Site,
    words::{Value, say, say_with, words},
};

pub(super) const HERE: &str = "/staff/policies";

/// `GET`: the policies of every list.
pub(crate) async fn show(State(site): State<Site>, SignedIn(staff): SignedIn) -> Response {
    match site.service.policies().await {
        Ok(all) => site.page(|| view! { <Policies staff=staff all=all/> }),
        Err(error) => pages::trouble::storage(&site, &error),
    }
}

#[component]
fn Policies(staff: Staff, all: Vec<ListPolicies>) -> impl IntoView {
    let may_propose = staff.role.may(Right::Propose);
    let lists = all
        .into_iter()
        .map(|policies| view! { <OfList policies=policies may_propose=may_propose/> }.into_any())
        .collect_view();
    view! {
        <StaffDocument title=say("policies-title") staff=Some(staff)>
            <h1>{say("policies-title")}</h1>
            <p class="lead">{say("policies-lead")}</p>
            {lists}
        </StaffDocument>
    }
}

#[component]
fn OfList(policies: ListPolicies, may_propose: bool) -> impl IntoView {
    let list = policies.list.to_string();
    let heading = say_with("policies-of-list", &[("list", Value::Word(list.clone()))]);
    let propose = may_propose.then(|| {
        let address = format!("{HERE}/{list}");
        view! { <p><a class="button button-quiet" href=address>{say("policies-propose")}</a></p> }
    });
    let label = say_with("policies-versions-of", &[("list", Value::Word(list.clone()))]);
    let present = policies.present.clone();
    view! {
        <section>
            <h2>{heading}</h2>
            <div class="columns">
                <section>
                    <h3>{say_with("policies-present", &[("version", Value::Word(present.version.to_string()))])}</h3>
                    <Said policy=present/>
                    {propose}
                </section>
                <section aria-label=label>
                    <h3>{say("policies-versions")}</h3>
                    <ol class="plain">{versions(&policies)}</ol>
                </section>
            </div>
        </section>
    }
}

/// What a policy says, in full.
#[component]
fn Said(policy: Policy) -> impl IntoView {
    let findings = policy
        .treatments
        .iter()
        .map(|(kind, treatment)| {
            view! {
                <tr>
                    <th scope="row">{names::finding_name(kind)}{floor(kind, &policy).map(|floor| view! { <span class="fine">" " {floor}</span> })}</th>
                    <td>{names::treatment(treatment)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <p>{names::publication(policy.publication)}</p>
        <table class="table table-wrapping">
            <thead>
                <tr>
                    <th scope="col">{say("policy-finding")}</th>
                    <th scope="col">{say("policy-treatment")}</th>
                </tr>
            </thead>
            <tbody>{findings}</tbody>
        </table>
    }
}

/// From where on a finding is one, where the policy says that.
fn floor(kind: FindingKind, policy: &Policy) -> Option<String> {
    let (name, floor) = match kind {
        FindingKind::LowQuality => ("policy-below-quality", policy.quality_floor.into()),
        FindingKind::LowInformation => ("policy-below-transitions", policy.transition_floor.into()),
        _ => return None,
    };
    Some(say_with(name, &[("floor", Value::Number(floor))]))
}

/// Every version with what it changed, the newest first.
fn versions(policies: &ListPolicies) -> Vec<AnyView> {
    let before = policies.versions.iter().skip(1).map(Some).chain([None]);
    policies
        .versions
        .iter()
        .zip(before)
        .map(|(version, before)| {
            view! {
                <li class="decision">
                    <p>
                        <strong>{say_with("policy-version", &[("version", Value::Word(version.policy.version.to_string()))])}</strong>
                        " " {standing(policies, version)}
                    </p>
                    <Differences before=before.map(|before| before.policy.clone()) after=version.policy.clone()/>
                    {agreed(policies, version)}
                </li>
            }
            .into_any()
        })
        .collect()
}

/// Whether a version holds, did, will or never came to.
fn standing(policies: &ListPolicies, version: &PolicyVersion) -> impl IntoView + use<> {
    let holds = policies.present.version;
    let effective = |of: &PolicyVersion| of.agreement.map(|agreement| agreement.effective_at);
    let newer = policies
        .versions
        .iter()
        .filter(|other| other.policy.version > version.policy.version);
    // Of two versions the newer one wins, so one that was to begin after a newer one never holds.
    let never = newer
        .filter_map(effective)
        .any(|newer| effective(version).is_some_and(|own| newer <= own));
    let (tone, name) = match version.policy.version {
        version if version == holds => (Tone::Good, "policy-holds"),
        _ if never => (Tone::Stopped, "policy-never-held"),
        version if version < holds => (Tone::Quiet, "policy-held"),
        _ => (Tone::Waiting, "policy-will-hold"),
    };
    view! { <Badge tone=tone text=say(name)/> }
}

fn agreed(policies: &ListPolicies, version: &PolicyVersion) -> AnyView {
    let Some(agreement) = version.agreement else {
        return view! { <p class="fine">{say("policy-started")}</p> }.into_any();
    };
    let name = |id| Value::Word(names::member(policies.names.get(&id).map(String::as_str)));
    let from = dates::moment(&words(), agreement.effective_at);
    let by = say_with(
        "policy-agreed",
        &[
            ("proposer", name(agreement.proposed_by)),
            ("seconder", name(agreement.seconded_by)),
        ],
    );
    let from = say_with("policy-from", &[("when", Value::Word(from))]);
    view! { <p class="fine">{from} " · " {by}</p> }.into_any()
}

/// What another policy changes.
#[component]
pub(super) fn Differences(before: Option<Policy>, after: Policy) -> impl IntoView {
    let Some(before) = before else {
        return ().into_any();
    };
    let change = |what: String, old: String, new: String| {
        (old != new).then(|| {
            let values = [
                ("what", Value::Word(what)),
                ("old", Value::Word(old)),
                ("new", Value::Word(new)),
            ];
            view! { <li>{say_with("policy-difference", &values)}</li> }
        })
    };
    let findings = before.treatments.iter().zip(after.treatments.iter());
    let changes: Vec<_> = [
        change(
            say("policy-publication"),
            names::publication(before.publication),
            names::publication(after.publication),
        ),
        change(
            say("policy-quality"),
            before.quality_floor.to_string(),
            after.quality_floor.to_string(),
        ),
        change(
            say("policy-transitions"),
            before.transition_floor.to_string(),
            after.transition_floor.to_string(),
        ),
    ]
    .into_iter()
    .chain(findings.map(|((kind, old), (_, new))| {
        change(
            names::finding_name(kind),
            names::treatment(old),
            names::treatment(new),
        )
    }))
    .flatten()
    .collect();
    view! { <ul>{changes}</ul> }.into_any()
}
