//! `/staff/applications`: organisations that want to follow lists. One person proposes to accept one, a second agrees
//! ([`proposals`](super::proposals)); declining takes one.

use axum::{
    Form,
    extract::{
        Path, Query, State,
        rejection::{FormRejection, QueryRejection},
    },
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{
    Timestamp,
    application::{Application, Outcome},
    id::ApplicationId,
    staff::Staff,
};
use leptos::prelude::*;
use serde::Deserialize;
use service::{
    join::{Acceptance, Answered, ApplicationView, VetError, WaitingPage},
    rotate::SealError,
};
use storage::application::ApplicationCursor;

use super::{
    names,
    proposals::{self, Why},
    trouble,
};
use crate::{
    access::SignedIn,
    components::{Alert, Badge, Notice, StaffDocument, Tone, Typed as WasTyped},
    dates,
    pages::{self, platform::practice_text},
    site::Site,
    words::{Value, say, say_with, words},
};

const HERE: &str = "/staff/applications";
/// How many applications a page shows.
const PAGE: u32 = 100;

/// After which application.
#[derive(Deserialize)]
pub(crate) struct Wish {
    after: Option<String>,
}

/// `GET`: those that wait, the oldest first.
pub(crate) async fn show(
    State(site): State<Site>,
    SignedIn(staff): SignedIn,
    wish: Result<Query<Wish>, QueryRejection>,
) -> Response {
    let Some(after) = wish.ok().and_then(|Query(wish)| read(&wish)) else {
        let back = Some(HERE.to_owned());
        return trouble::page(
            &site,
            staff,
            StatusCode::BAD_REQUEST,
            "applications-no-such-page",
            back,
        );
    };
    match site.service.waiting_applications(after, PAGE).await {
        // Whoever decided about the last ones of a page has others before them.
        Ok(page) if page.waiting.is_empty() && after.is_some() => Redirect::to(HERE).into_response(),
        Ok(page) => site.page(|| view! { <Waiting staff=staff page=page/> }),
        Err(error) => pages::trouble::storage(&site, &error),
    }
}

fn read(wish: &Wish) -> Option<Option<ApplicationCursor>> {
    match &wish.after {
        None => Some(None),
        Some(after) => Some(Some(parse_cursor(after)?)),
    }
}

/// A cursor in an address: `<milliseconds>.<application>`.
fn parse_cursor(text: &str) -> Option<ApplicationCursor> {
    let (submitted_at, application) = text.split_once('.')?;
    Some(ApplicationCursor {
        submitted_at: Timestamp::from_millis(submitted_at.parse().ok()?),
        application: ApplicationId::parse(application).ok()?,
    })
}

fn next_address(cursor: &ApplicationCursor) -> String {
    let (submitted_at, application) = (cursor.submitted_at.as_millis(), cursor.application);
    format!("{HERE}?after={submitted_at}.{application}")
}

/// Where one request stands.
pub(super) fn address(application: ApplicationId) -> String {
    format!("{HERE}/{application}")
}

/// `GET /{application}`: everything that the organisation says of itself.
pub(crate) async fn show_one(
    State(site): State<Site>,
    SignedIn(staff): SignedIn,
    Path(application): Path<String>,
) -> Response {
    let Ok(application) = ApplicationId::parse(&application) else {
        return unknown(&site, staff);
    };
    match site.service.view_application(&staff, application).await {
        Ok(Some(seen)) => site.page(|| view! { <One staff=staff seen=seen/> }),
        Ok(None) => unknown(&site, staff),
        Err(SealError::Storage(error)) => pages::trouble::storage(&site, &error),
        Err(SealError::Unseal(_)) => trouble::page(
            &site,
            staff,
            StatusCode::INTERNAL_SERVER_ERROR,
            "staff-contact-broken",
            Some(HERE.to_owned()),
        ),
    }
}

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    reason: String,
}

/// `POST /{application}/decline`.
pub(crate) async fn decline(
    State(site): State<Site>,
    SignedIn(staff): SignedIn,
    Path(application): Path<String>,
    posted: Result<Form<Typed>, FormRejection>,
) -> Response {
    let Typed { reason } = posted.map(|Form(typed)| typed).unwrap_or_default();
    let Ok(application) = ApplicationId::parse(&application) else {
        return unknown(&site, staff);
    };
    let declined = site
        .service
        .decline_application(&staff, application, &reason)
        .await;
    let (status, name, back) = match declined {
        Ok(()) => return Redirect::to(HERE).into_response(),
        Err(VetError::Storage(error)) => return pages::trouble::storage(&site, &error),
        Err(VetError::Answered(answered)) => return overtaken(&site, staff, *answered, reason),
        Err(VetError::Unknown) => (StatusCode::NOT_FOUND, "staff-no-application", HERE.to_owned()),
        Err(VetError::Reason) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "proposal-no-reason",
            address(application),
        ),
    };
    trouble::with_typed(&site, staff, status, name, Some(back), reason)
}

/// Someone answered it meanwhile: who, what, when and why, and what was typed.
pub(super) fn overtaken(site: &Site, staff: Staff, answered: Answered, typed: String) -> Response {
    site.page_with(StatusCode::CONFLICT, move || {
        let request = address(answered.application);
        let organisation = Value::Word(answered.organisation.clone());
        view! {
            <StaffDocument title=say("staff-trouble-page") staff=Some(staff)>
                <h1>{say_with("applications-overtaken", &[("organisation", organisation)])}</h1>
                <p class="lead">{say("applications-overtaken-text")}</p>
                <Answer answered=answered/>
                <WasTyped text=typed/>
                <p><a class="button button-main" href=request>{say("applications-look")}</a></p>
            </StaffDocument>
        }
    })
}

/// What became of a request: who answered it, when and why.
#[component]
fn Answer(answered: Answered) -> impl IntoView {
    let tone = match answered.outcome {
        Outcome::Waiting => Tone::Waiting,
        Outcome::Accepted => Tone::Good,
        Outcome::Declined => Tone::Stopped,
    };
    let answerer = answered.by.unwrap_or_else(|| say("applications-by-someone"));
    let who = match answered.proposed_by {
        Some(first) => say_with(
            "applications-by-two",
            &[("first", Value::Word(first)), ("second", Value::Word(answerer))],
        ),
        None => answerer,
    };
    let when = answered.at.map(|at| dates::moment(&words(), at));
    let by = [Some(who), when].into_iter().flatten().collect::<Vec<_>>();
    view! {
        <p>
            <Badge tone=tone text=say(outcome_text(answered.outcome))/> " "
            <span class="fine">{by.join(" · ")}</span>
        </p>
        {answered.reason.map(|reason| view! { <p class="decision-note">{reason}</p> })}
    }
}

fn unknown(site: &Site, staff: Staff) -> Response {
    trouble::page(
        site,
        staff,
        StatusCode::NOT_FOUND,
        "staff-no-application",
        Some(HERE.to_owned()),
    )
}

#[component]
fn Waiting(staff: Staff, page: WaitingPage) -> impl IntoView {
    let WaitingPage { waiting, next } = page;
    let none = waiting.is_empty();
    let next = next.map(|cursor| next_address(&cursor));
    let row = |one: service::join::Waiting| {
        let application = one.application;
        let proposed = one.acceptance.map(|proposal| {
            let href = proposals::address(proposal);
            view! { <p class="fine"><a href=href>{say("applications-acceptance-waits")}</a></p> }
        });
        view! {
            <tr>
                <td>
                    <a href=address(application.id)>{application.organisation}</a>
                    {one.known.then(|| view! { <p class="fine">{say("applications-known")}</p> })}
                    {proposed}
                </td>
                <td>{application.products}</td>
                <td>{dates::day(&words(), application.submitted_at)}</td>
            </tr>
        }
    };
    view! {
        <StaffDocument title=say("applications-title") staff=Some(staff)>
            <h1>{say("applications-title")}</h1>
            <p class="lead">{say("applications-lead")}</p>
            <p><a href="/staff/platforms">{say("platforms-staff-title")}</a></p>
            {none.then(|| view! { <p class="empty">{say("applications-none")}</p> })}
            {(!none)
                .then(|| view! {
                    <div class="table-frame" role="region" aria-label=say("applications-title") tabindex="0">
                        <table class="table">
                            <thead>
                                <tr>
                                    <th scope="col">{say("applications-organisation")}</th>
                                    <th scope="col">{say("applications-products")}</th>
                                    <th scope="col">{say("applications-sent")}</th>
                                </tr>
                            </thead>
                            <tbody>{waiting.into_iter().map(row).collect_view()}</tbody>
                        </table>
                    </div>
                }.into_any())}
            {next.map(|next| view! { <p><a class="button button-quiet" href=next>{say("queue-next")}</a></p> })}
        </StaffDocument>
    }
}

#[component]
fn One(staff: Staff, seen: ApplicationView) -> impl IntoView {
    let ApplicationView {
        application,
        contact,
        takes_part,
        alike,
        acceptance,
        answered,
    } = seen;
    let waits = application.outcome == Outcome::Waiting;
    let id = application.id;
    let practices = application
        .practices
        .iter()
        .map(|practice| view! { <li>{say(practice_text(*practice))}</li> })
        .collect_view();
    let proposed = acceptance.is_some();
    // A name is taken once: such a request can only be declined. And what is proposed is not proposed again.
    let accept = (!takes_part && !proposed).then(|| {
        view! {
            <form class="form" method="post" action="/staff/proposals">
                <h2>{say("applications-accept")}</h2>
                <p class="fine">{say("applications-accept-text")}</p>
                <input type="hidden" name="matter" value="new-platform"/>
                <input type="hidden" name="application" value=id.to_string()/>
                <Why name="why-accept"/>
                <button class="button button-main">{say("applications-propose")}</button>
            </form>
        }
        .into_any()
    });
    let taken = takes_part.then(|| {
        let detail = say("applications-takes-part-text");
        view! { <Alert text=say("applications-takes-part") detail=detail/> }
    });
    let answers = waits.then(|| {
        view! {
            <section class="panel">
                {accept}
                <form class="form" method="post" action=format!("{}/decline", address(id))>
                    <h2>{say("applications-decline")}</h2>
                    <p class="fine">{say("applications-decline-text")}</p>
                    {proposed.then(|| view! { <p class="fine">{say("applications-decline-ends")}</p> })}
                    <Why name="why-decline"/>
                    <button class="button button-quiet">{say("applications-decline")}</button>
                </form>
            </section>
        }
        .into_any()
    });
    view! {
        <StaffDocument title=application.organisation.clone() staff=Some(staff)>
            <h1>{application.organisation.clone()}</h1>
            {taken}
            {answered.map(|answered| view! { <Answer answered=answered/> })}
            {acceptance.map(|acceptance| view! { <Proposed acceptance=acceptance/> })}
            {waits.then(|| view! { <p class="lead">{say("applications-check")}</p> })}
            <Alike applications=alike/>
            <div class="columns">
                <dl class="facts">
                    <dt>{say("applications-outcome")}</dt>
                    <dd>{say(outcome_text(application.outcome))}</dd>
                    <dt>{say("applications-products")}</dt>
                    <dd>{application.products}</dd>
                    {contact.map(|contact| view! {
                        <dt>{say("applications-contact")}</dt>
                        <dd>{contact.to_string()}</dd>
                    })}
                    <dt>{say("applications-practices")}</dt>
                    <dd><ul>{practices}</ul></dd>
                    <dt>{say("applications-agreement")}</dt>
                    <dd>{application.agreement}</dd>
                    <dt>{say("applications-sent")}</dt>
                    <dd>{dates::day(&words(), application.submitted_at)}</dd>
                </dl>
                {answers}
            </div>
        </StaffDocument>
    }
}

/// That someone proposed to accept it, and the way to that.
#[component]
fn Proposed(acceptance: Acceptance) -> impl IntoView {
    let name = Value::Word(names::member(acceptance.by.as_deref()));
    let heading = say_with("applications-proposed", &[("name", name)]);
    let until = Value::Word(dates::moment(&words(), acceptance.until));
    let href = proposals::address(acceptance.proposal);
    view! {
        <Notice heading=heading>
            <p>{say_with("proposal-until", &[("when", until)])}</p>
            <p><a href=href>{say("applications-proposal")}</a></p>
        </Notice>
    }
}

/// Others that seem to be of the same organisation.
#[component]
fn Alike(applications: Vec<Application>) -> impl IntoView {
    let one = |other: Application| {
        view! {
            <li>
                <a href=address(other.id)>{other.organisation}</a>
                ", "
                {dates::day(&words(), other.submitted_at)}
                ", "
                {say(outcome_text(other.outcome))}
            </li>
        }
    };
    (!applications.is_empty()).then(|| {
        view! {
            <section>
                <h2>{say("applications-alike")}</h2>
                <p class="fine">{say("applications-alike-text")}</p>
                <ul>{applications.into_iter().map(one).collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}

const fn outcome_text(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Waiting => "applications-waiting",
        Outcome::Accepted => "applications-accepted",
        Outcome::Declined => "applications-declined",
    }
}
