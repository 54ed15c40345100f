//! `/staff/proposals`: what takes two people.

use axum::{
    Form,
    extract::{Path, State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{
    id::{ApplicationId, ProposalId, StaffId},
    proposal::{Proposal, Unsettled, Verdict},
    staff::{Role, Staff},
};
use leptos::prelude::*;
use serde::Deserialize;
use service::propose::{MAX_REASON, Obstacle, ProposalFacts, Proposals, ProposeError, SettleError, Terms};

use super::{
    applications,
    bulk::{Chosen, Undo, reached, undone},
    names,
    policies::Differences,
    trouble,
};
use crate::{
    access::SignedIn,
    components::{Badge, StaffDocument, Tone, in_textarea},
    dates, pages,
    site::Site,
    words::{Value, say, say_with, words},
};

/// Where this page is.
pub(super) const HERE: &str = "/staff/proposals";

/// `GET`: what waits for a second person, what became of the rest, and what an admin can propose.
pub(crate) async fn show(State(site): State<Site>, SignedIn(staff): SignedIn) -> Response {
    let (proposals, colleagues) = match (site.service.proposals().await, site.service.staff_members().await) {
        (Ok(proposals), Ok(colleagues)) => (proposals, colleagues),
        (Err(error), _) | (_, Err(error)) => return pages::trouble::storage(&site, &error),
    };
    site.page(|| view! { <TwoPeople staff=staff proposals=proposals colleagues=colleagues/> })
}

/// What is proposed: for `new-admin` also whom, for `new-platform` which application.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wish {
    matter: String,
    staff: String,
    application: String,
    reason: String,
}

impl Wish {
    fn terms(&self) -> Option<Terms> {
        match self.matter.as_str() {
            "new-admin" => StaffId::parse(&self.staff)
                .ok()
                .map(|staff| Terms::NewAdmin { staff }),
            "key-rotation" => Some(Terms::KeyRotation),
            "new-platform" => ApplicationId::parse(&self.application)
                .ok()
                .map(|application| Terms::NewPlatform { application }),
            _ => None,
        }
    }
}

/// `POST`: proposes.
pub(crate) async fn propose(
    State(site): State<Site>,
    SignedIn(staff): SignedIn,
    posted: Result<Form<Wish>, FormRejection>,
) -> Response {
    let wish = posted.map(|Form(wish)| wish).unwrap_or_default();
    let typed = wish.reason.clone();
    let Some(terms) = wish.terms() else {
        let (status, name) = (StatusCode::UNPROCESSABLE_ENTITY, "proposal-nothing");
        return trouble::with_typed(&site, staff, status, name, Some(HERE.to_owned()), typed);
    };
    let back = match &terms {
        Terms::NewPlatform { application } => format!("/staff/applications/{application}"),
        _ => HERE.to_owned(),
    };
    let (status, name) = match site.service.propose(&staff, &terms, &wish.reason).await {
        Ok(_) => return Redirect::to(HERE).into_response(),
        Err(ProposeError::Storage(error)) => return pages::trouble::storage(&site, &error),
        Err(ProposeError::NotAllowed) => (StatusCode::FORBIDDEN, "proposal-not-allowed"),
        Err(ProposeError::Reason) => (StatusCode::UNPROCESSABLE_ENTITY, "proposal-no-reason"),
        Err(ProposeError::Waits) => (StatusCode::CONFLICT, "proposal-waits"),
        Err(ProposeError::TooMany) => (StatusCode::CONFLICT, "proposal-too-many"),
        Err(ProposeError::Obstacle(obstacle)) => {
            let answered = match &terms {
                Terms::NewPlatform { application } => site.service.application_answer(*application).await,
                _ => Ok(None),
            };
            match answered {
                Ok(Some(answered)) => return applications::overtaken(&site, staff, answered, typed),
                Ok(None) => (StatusCode::CONFLICT, name_of(obstacle)),
                Err(error) => return pages::trouble::storage(&site, &error),
            }
        }
    };
    trouble::with_typed(&site, staff, status, name, Some(back), typed)
}

/// `POST`: seconds, declines or takes back.
pub(crate) async fn settle(
    State(site): State<Site>,
    SignedIn(staff): SignedIn,
    Path((proposal, verdict)): Path<(String, String)>,
) -> Response {
    let (Ok(proposal), Some(verdict)) = (ProposalId::parse(&proposal), Verdict::parse(&verdict)) else {
        return refuse(&site, staff, StatusCode::NOT_FOUND, "proposal-unknown");
    };
    let (status, name) = match site.service.settle(&staff, proposal, verdict).await {
        Ok(()) => return Redirect::to(HERE).into_response(),
        Err(SettleError::Storage(error)) => return pages::trouble::storage(&site, &error),
        Err(SettleError::NotFound) => (StatusCode::NOT_FOUND, "proposal-unknown"),
        Err(SettleError::Unsettled(why)) => match why {
            Unsettled::Settled(_) | Unsettled::Expired => {
                return overtaken(&site, staff, proposal, "proposal-past").await;
            }
            Unsettled::SamePerson => (StatusCode::FORBIDDEN, "proposal-same-person"),
            Unsettled::NotTheirs | Unsettled::NotAllowed => (StatusCode::FORBIDDEN, "proposal-not-allowed"),
        },
        Err(SettleError::NotIndependent) => (StatusCode::FORBIDDEN, "proposal-not-independent"),
        Err(SettleError::ProposerGone) => (StatusCode::CONFLICT, "proposal-author-gone"),
        Err(SettleError::Obstacle(obstacle)) => {
            return overtaken(&site, staff, proposal, name_of(obstacle)).await;
        }
    };
    refuse(&site, staff, status, name)
}

/// It is as it was wanted by now, or can no longer be: for that there is the text of that name. Where it is about a request
/// that someone answered meanwhile, it is told who did, what, when and why.
async fn overtaken(site: &Site, staff: Staff, proposal: ProposalId, name: &'static str) -> Response {
    match site.service.answer_behind(proposal).await {
        Ok(Some(answered)) => applications::overtaken(site, staff, answered, String::new()),
        Ok(None) => refuse(site, staff, StatusCode::CONFLICT, name),
        Err(error) => pages::trouble::storage(site, &error),
    }
}

const fn name_of(obstacle: Obstacle) -> &'static str {
    match obstacle {
        Obstacle::Gone => "proposal-gone",
        Obstacle::AlreadySo => "proposal-already-so",
        Obstacle::Overtaken => "proposal-overtaken",
        Obstacle::Declined => "proposal-request-declined",
        Obstacle::NameTaken => "applications-takes-part",
    }
}

/// Where one proposal stands on the page.
pub(super) fn address(proposal: ProposalId) -> String {
    format!("{HERE}#{}", anchor(proposal))
}

fn anchor(proposal: ProposalId) -> String {
    format!("proposal-{proposal}")
}

pub(super) fn refuse(site: &Site, staff: Staff, status: StatusCode, name: &'static str) -> Response {
    trouble::page(site, staff, status, name, Some(HERE.to_owned()))
}

#[component]
fn TwoPeople(staff: Staff, proposals: Proposals, colleagues: Vec<Staff>) -> impl IntoView {
    let nothing_waits = proposals.waiting.is_empty();
    let nothing_past = proposals.past.is_empty();
    let waiting = proposals.waiting.into_iter();
    let waiting = waiting.map(|facts| view! { <Waiting facts=facts me=staff.clone()/> }.into_any());
    let waiting = waiting.collect_view();
    let past = proposals.past.into_iter();
    let past = past.map(|facts| view! { <Past facts=facts me=staff.clone()/> }.into_any());
    let past = past.collect_view();
    let proposing =
        (staff.role == Role::Admin).then(|| view! { <Proposing colleagues=colleagues/> }.into_any());
    view! {
        <StaffDocument title=say("proposals-title") staff=Some(staff)>
            <h1>{say("proposals-title")}</h1>
            <p class="lead">{say("proposals-lead")}</p>
            <div class="columns">
                <div>
                    <section>
                        <h2>{say("proposals-waiting")}</h2>
                        {nothing_waits.then(|| view! { <p class="empty">{say("proposals-none-wait")}</p> })}
                        <ul class="plain">{waiting}</ul>
                    </section>
                    <section>
                        <h2>{say("proposals-past")}</h2>
                        {nothing_past.then(|| view! { <p>{say("proposals-none-past")}</p> })}
                        <ul class="plain">{past}</ul>
                    </section>
                </div>
                {proposing}
            </div>
        </StaffDocument>
    }
}

/// What is proposed, by whom, and why.
#[component]
fn Proposed(facts: ProposalFacts, me: StaffId) -> impl IntoView {
    let author = names::member(facts.name(facts.proposal.proposed_by));
    let when = dates::moment(&words(), facts.proposal.proposed_at);
    view! {
        <p><strong>{names::terms(&facts)}</strong></p>
        {changes(&facts)}
        {request(&facts)}
        {(!facts.entries.is_empty()).then(|| view! { <Chosen entries=facts.entries.clone() me=me/> })}
        <p class="fine">{author} " · " {when}</p>
        <p class="decision-note">{facts.proposal.reason.clone()}</p>
    }
}

/// What another policy would change, point by point.
fn changes(facts: &ProposalFacts) -> Option<impl IntoView + use<>> {
    let (Some(Terms::PolicyChange(change)), Some(before)) = (&facts.terms, &facts.changes) else {
        return None;
    };
    Some(view! { <Differences before=Some(before.clone()) after=change.policy()/> })
}

/// The way to what an organisation asked, while that is kept.
fn request(facts: &ProposalFacts) -> Option<impl IntoView + use<>> {
    let (Some(Terms::NewPlatform { application }), Some(_)) = (&facts.terms, &facts.organisation) else {
        return None;
    };
    let href = applications::address(*application);
    Some(view! { <p><a href=href>{say("applications-look")}</a></p> })
}

#[component]
fn Waiting(facts: ProposalFacts, me: Staff) -> impl IntoView {
    let proposal = &facts.proposal;
    let anchor = anchor(proposal.id);
    let until = dates::moment(&words(), proposal.expires_at);
    let until = say_with("proposal-until", &[("when", Value::Word(until))]);
    let answer = |verdict: Verdict, class: &'static str| {
        let action = format!("{HERE}/{}/{}", proposal.id, verdict.as_str());
        view! {
            <form method="post" action=action>
                <button class=class>{say(&format!("proposal-{}", verdict.as_str()))}</button>
            </form>
        }
    };
    let answers = if proposal.proposed_by == me.id {
        view! {
            <p class="fine">{say("proposal-yours")}</p>
            {answer(Verdict::TakenBack, "button button-small button-quiet")}
        }
        .into_any()
    } else if proposal.matter.is_for(me.role) {
        view! {
            <div class="answers">
                {answer(Verdict::Seconded, "button button-small button-main")}
                {answer(Verdict::Declined, "button button-small button-quiet")}
            </div>
        }
        .into_any()
    } else {
        view! { <p class="fine">{say("proposal-not-yours")}</p> }.into_any()
    };
    view! {
        <li class="decision" id=anchor>
            <Proposed facts=facts.clone() me=me.id/>
            <p class="fine">{until}</p>
            {answers}
        </li>
    }
}

#[component]
fn Past(facts: ProposalFacts, me: Staff) -> impl IntoView {
    let anchor = anchor(facts.proposal.id);
    let (tone, became) = became(&facts.proposal);
    let end = facts.proposal.settlement.map(|end| {
        let who = names::member(facts.name(end.by));
        format!("{who} · {}", dates::moment(&words(), end.at))
    });
    let reached = reached(&facts).map(|reached| view! { <p>{reached}</p> });
    view! {
        <li class="decision" id=anchor>
            <Proposed facts=facts.clone() me=me.id/>
            <p><Badge tone=tone text=became/> " " <span class="fine">{end}</span></p>
            {reached}
            {undone(&facts)}
            <Undo facts=facts me=me/>
        </li>
    }
}

/// What became of a proposal that no longer waits.
fn became(proposal: &Proposal) -> (Tone, String) {
    let verdict = proposal.settlement.map(|end| end.verdict);
    let (tone, name) = match verdict {
        Some(Verdict::Seconded) if proposal.carried_out_at.is_some() => (Tone::Good, "proposal-carried-out"),
        Some(Verdict::Seconded) => (Tone::Waiting, "proposal-agreed"),
        Some(Verdict::Declined) => (Tone::Stopped, "proposal-was-declined"),
        Some(Verdict::TakenBack) => (Tone::Quiet, "proposal-was-taken-back"),
        None => (Tone::Quiet, "proposal-expired"),
    };
    (tone, say(name))
}

/// What an admin can propose from here.
#[component]
fn Proposing(colleagues: Vec<Staff>) -> impl IntoView {
    let candidates: Vec<_> = colleagues
        .into_iter()
        .filter(|colleague| colleague.role != Role::Admin)
        .collect();
    let options = candidates
        .iter()
        .map(|one| view! { <option value=one.id.to_string()>{one.name.clone()}</option> })
        .collect_view();
    let admin = (!candidates.is_empty()).then(|| {
        view! {
            <form class="form" method="post" action=HERE>
                <h3>{say("propose-admin")}</h3>
                <input type="hidden" name="matter" value="new-admin"/>
                <div class="field">
                    <label for="staff">{say("propose-admin-whom")}</label>
                    <select id="staff" name="staff" required>{options}</select>
                </div>
                <Why name="why-admin"/>
                <button class="button button-quiet">{say("propose-send")}</button>
            </form>
        }
    });
    view! {
        <section class="panel">
            <h2>{say("propose-title")}</h2>
            {admin}
            <form class="form" method="post" action=HERE>
                <h3>{say("propose-keys")}</h3>
                <p class="fine">{say("propose-keys-text")}</p>
                <input type="hidden" name="matter" value="key-rotation"/>
                <Why name="why-keys"/>
                <button class="button button-quiet">{say("propose-send")}</button>
            </form>
        </section>
    }
}

/// The field for the reason, which every proposal has.
#[component]
pub(crate) fn Why(
    #[prop(into)] name: String,
    /// What was typed last, where that came back.
    #[prop(optional)]
    typed: String,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=name.clone()>{say("propose-why")}</label>
            <textarea id=name name="reason" rows="2" maxlength=MAX_REASON required>{in_textarea(&typed)}</textarea>
        </div>
    }
}
