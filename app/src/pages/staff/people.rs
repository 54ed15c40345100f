//! `/staff/people`: who works here, who is invited, and what an admin changes about it.

use axum::{
    Form,
    extract::{Path, State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{
    audit::Agent,
    id::StaffId,
    membership::Invitation,
    staff::{Role, Staff},
};
use leptos::{nonce::use_nonce, prelude::*};
use serde::Deserialize;
use service::{invite::InviteError, propose::MAX_REASON, staff::ManageError, token::Token};

use super::{names, trouble};
use crate::{
    access::SignedIn,
    components::{Alert, Field, Input, StaffDocument},
    dates, pages,
    render::asset,
    site::Site,
    words::{Value, say, say_with, words},
};

const HERE: &str = "/staff/people";
/// The roles that an admin gives alone. An admin is made by two people.
const GIVEN: [Role; 3] = [Role::Reviewer, Role::Lead, Role::Auditor];

/// What was typed to invite someone.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    name: String,
    role: String,
}

/// Who was invited, as the form says it: not a name that its sender wrote.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct TakenBack {
    invited: String,
}

/// What was typed to give someone another role.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct OtherRole {
    role: String,
    reason: String,
}

/// Why someone's account is to end.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ending {
    reason: String,
}

/// A form about someone that comes back because of its reason.
#[derive(Clone)]
struct Refused {
    whom: StaffId,
    /// The role that was chosen; `None` where their account was to end.
    role: Option<Role>,
    /// What was typed.
    reason: String,
}

/// What is wrong with a form that comes back, by the id of what says so.
const WRONG: &str = "wrong";

/// `GET`: everyone, and everyone who is invited.
pub(crate) async fn show(State(site): State<Site>, SignedIn(staff): SignedIn) -> Response {
    page(&site, staff, None).await
}

/// The page, with a form that came back to it where one did.
async fn page(site: &Site, staff: Staff, refused: Option<Refused>) -> Response {
    let (people, invited) = match (
        site.service.staff_members().await,
        site.service.invitations().await,
    ) {
        (Ok(people), Ok(invited)) => (people, invited),
        (Err(error), _) | (_, Err(error)) => return pages::trouble::storage(site, &error),
    };
    let Some(refused) = refused else {
        return site.page(|| view! { <People staff=staff people=people invited=invited refused=None/> });
    };
    let has_form = |one: &Staff| one.id == refused.whom && one.role != Role::Admin;
    if !people.iter().any(has_form) {
        return refuse_typed(
            site,
            staff,
            StatusCode::NOT_FOUND,
            "people-unknown",
            refused.reason,
        );
    }
    site.page_with(
        StatusCode::UNPROCESSABLE_ENTITY,
        || view! { <People staff=staff people=people invited=invited refused=Some(refused)/> },
    )
}

/// `POST`: invites someone and shows the link once.
pub(crate) async fn invite(
    State(site): State<Site>,
    SignedIn(staff): SignedIn,
    posted: Result<Form<Typed>, FormRejection>,
) -> Response {
    let typed = posted.map(|Form(typed)| typed).unwrap_or_default();
    let Some(role) = Role::parse(&typed.role) else {
        return refuse(&site, staff, StatusCode::UNPROCESSABLE_ENTITY, "people-no-role");
    };
    let invited = site
        .service
        .invite_staff(Agent::Staff(staff.id), typed.name.trim(), role)
        .await;
    show_link(&site, staff, invited)
}

/// `POST`: lets someone set their account up anew, and shows the link once.
pub(crate) async fn invite_anew(
    State(site): State<Site>,
    SignedIn(staff): SignedIn,
    Path(whom): Path<String>,
) -> Response {
    let by = Agent::Staff(staff.id);
    let invited = match StaffId::parse(&whom) {
        Ok(whom) => site.service.invite_anew(by, whom).await,
        Err(_) => Err(InviteError::Unknown),
    };
    show_link(&site, staff, invited)
}

fn show_link(site: &Site, staff: Staff, invited: Result<Token, InviteError>) -> Response {
    let (status, name) = match invited {
        Ok(token) => {
            let origin = site.options.origin.clone();
            return site.page(|| view! { <Link staff=staff origin=origin token=token/> });
        }
        Err(InviteError::Storage(error)) => return pages::trouble::storage(site, &error),
        Err(InviteError::Name) => (StatusCode::UNPROCESSABLE_ENTITY, "people-no-name"),
        Err(InviteError::NameTaken) => (StatusCode::CONFLICT, "people-name-taken"),
        Err(InviteError::Invited) => (StatusCode::CONFLICT, "people-invited-already"),
        Err(InviteError::Unknown) => (StatusCode::NOT_FOUND, "people-unknown"),
        Err(InviteError::Admin) => (StatusCode::FORBIDDEN, "people-admin"),
    };
    refuse(site, staff, status, name)
}

/// `POST`: takes an invitation back.
pub(crate) async fn uninvite(
    State(site): State<Site>,
    SignedIn(staff): SignedIn,
    posted: Result<Form<TakenBack>, FormRejection>,
) -> Response {
    let TakenBack { invited } = posted.map(|Form(back)| back).unwrap_or_default();
    match site.service.uninvite(Agent::Staff(staff.id), &invited).await {
        Ok(()) => Redirect::to(HERE).into_response(),
        Err(error) => pages::trouble::storage(&site, &error),
    }
}

/// `POST`: gives someone another role.
pub(crate) async fn change_role(
    State(site): State<Site>,
    SignedIn(staff): SignedIn,
    Path(whom): Path<String>,
    posted: Result<Form<OtherRole>, FormRejection>,
) -> Response {
    let OtherRole { role, reason } = posted.map(|Form(typed)| typed).unwrap_or_default();
    let Some(role) = Role::parse(&role) else {
        let (status, name) = (StatusCode::UNPROCESSABLE_ENTITY, "people-no-role");
        return refuse_typed(&site, staff, status, name, reason);
    };
    let Ok(whom) = StaffId::parse(&whom) else {
        return refuse_typed(&site, staff, StatusCode::NOT_FOUND, "people-unknown", reason);
    };
    let by = Agent::Staff(staff.id);
    let changed = site.service.change_role(by, whom, role, &reason).await;
    let sent = Refused {
        whom,
        role: Some(role),
        reason,
    };
    answer(&site, staff, sent, changed).await
}

/// `POST`: ends someone's account and their sessions.
pub(crate) async fn end(
    State(site): State<Site>,
    SignedIn(staff): SignedIn,
    Path(whom): Path<String>,
    posted: Result<Form<Ending>, FormRejection>,
) -> Response {
    let Ending { reason } = posted.map(|Form(typed)| typed).unwrap_or_default();
    let Ok(whom) = StaffId::parse(&whom) else {
        return refuse_typed(&site, staff, StatusCode::NOT_FOUND, "people-unknown", reason);
    };
    let by = Agent::Staff(staff.id);
    let ended = site.service.end_account(by, whom, &reason).await;
    let sent = Refused {
        whom,
        role: None,
        reason,
    };
    answer(&site, staff, sent, ended).await
}

async fn answer(site: &Site, staff: Staff, sent: Refused, changed: Result<(), ManageError>) -> Response {
    let (status, name) = match changed {
        Ok(()) => return Redirect::to(HERE).into_response(),
        Err(ManageError::Storage(error)) => return pages::trouble::storage(site, &error),
        Err(ManageError::Reason) => return page(site, staff, Some(sent)).await,
        Err(ManageError::Unknown) => (StatusCode::NOT_FOUND, "people-unknown"),
        Err(ManageError::Admin) => (StatusCode::FORBIDDEN, "people-admin"),
    };
    refuse_typed(site, staff, status, name, sent.reason)
}

fn refuse(site: &Site, staff: Staff, status: StatusCode, name: &'static str) -> Response {
    refuse_typed(site, staff, status, name, String::new())
}

/// With what they had typed, so that it is not lost.
fn refuse_typed(
    site: &Site,
    staff: Staff,
    status: StatusCode,
    name: &'static str,
    typed: String,
) -> Response {
    trouble::with_typed(site, staff, status, name, Some(HERE.to_owned()), typed)
}

#[component]
fn People(
    staff: Staff,
    people: Vec<Staff>,
    invited: Vec<Invitation>,
    /// The form that came back.
    #[prop(optional_no_strip)]
    refused: Option<Refused>,
) -> impl IntoView {
    let none = invited.is_empty();
    let wrong = refused.as_ref().and_then(|refused| {
        let whom = people.iter().find(|one| one.id == refused.whom)?;
        let name = [("name", Value::Word(whom.name.clone()))];
        let detail = say_with("people-no-reason-text", &name);
        Some(view! { <Alert text=say("people-no-reason") detail=detail id=Some(WRONG)/> })
    });
    let people = people.into_iter().map(|person| {
        let kept = refused.clone().filter(|refused| refused.whom == person.id);
        view! { <Person person=person kept=kept/> }
    });
    let people = people.collect_view();
    view! {
        <StaffDocument title=say("people-title") staff=Some(staff)>
            {wrong}
            <h1>{say("people-title")}</h1>
            <p class="lead">{say("people-lead")}</p>
            <div class="columns">
                <div>
                    <section>
                        <h2>{say("people-here")}</h2>
                        <ul class="plain">{people}</ul>
                    </section>
                    <section>
                        <h2>{say("people-invited")}</h2>
                        {none.then(|| view! { <p>{say("people-none-invited")}</p> })}
                        <ul class="plain">
                            {invited.into_iter().map(|one| view! { <Invited invitation=one/> }).collect_view()}
                        </ul>
                    </section>
                </div>
                <section class="panel">
                    <h2>{say("people-invite")}</h2>
                    <p>{say("people-invite-text")}</p>
                    <form class="form" method="post" action="/staff/people/invite">
                        <Field name="name" input=Input::Text label=say("staff-name") hint=say("people-name-hint")/>
                        <div class="field">
                            <label for="role">{say("people-role")}</label>
                            <select id="role" name="role">{roles(Role::Reviewer)}</select>
                        </div>
                        <button class="button button-main">{say("people-invite-send")}</button>
                    </form>
                </section>
            </div>
        </StaffDocument>
    }
}

fn roles(chosen: Role) -> impl IntoView {
    GIVEN
        .into_iter()
        .map(|role| {
            view! { <option value=role.as_str() selected=role == chosen>{names::role(role)}</option> }
        })
        .collect_view()
}

#[component]
fn Person(
    person: Staff,
    /// What was typed last, where that came back.
    #[prop(optional_no_strip)]
    kept: Option<Refused>,
) -> impl IntoView {
    let id = person.id.to_string();
    let forms = if person.role == Role::Admin {
        view! { <p class="fine">{say("people-admins")}</p> }.into_any()
    } else {
        let name = [("name", Value::Word(person.name.clone()))];
        let (changing, ending) = match kept {
            Some(kept) if kept.role.is_some() => (Some(kept), None),
            kept => (None, kept),
        };
        let chosen = changing.as_ref().and_then(|kept| kept.role);
        let chosen = chosen.unwrap_or(person.role);
        view! {
            <div class="answers">
                <form class="inline-form" method="post" action=format!("{HERE}/{id}/role")>
                    <select name="role" aria-label=say_with("people-role-of", &name)>{roles(chosen)}</select>
                    <WhyOf
                        id=format!("why-role-{id}") label=say_with("people-role-why", &name)
                        typed=changing.map(|kept| kept.reason)
                    />
                    <button class="button button-small button-quiet">{say("people-role-send")}</button>
                </form>
                <form class="inline-form" method="post" action=format!("{HERE}/{id}/end")>
                    <WhyOf
                        id=format!("why-end-{id}") label=say_with("people-end-why", &name)
                        typed=ending.map(|kept| kept.reason)
                    />
                    <button class="button button-small button-quiet">{say("people-end")}</button>
                </form>
                <form method="post" action=format!("{HERE}/{id}/anew")>
                    <button class="button button-small button-quiet">{say("people-anew")}</button>
                </form>
            </div>
        }
        .into_any()
    };
    view! {
        <li class="decision">
            <p><strong>{person.name.clone()}</strong> " · " {names::role(person.role)}</p>
            {forms}
        </li>
    }
}

/// Asks why, in one line, and names whom it is about: there are as many such fields as people.
#[component]
fn WhyOf(
    id: String,
    label: String,
    /// What was typed last, where that came back.
    #[prop(optional_no_strip)]
    typed: Option<String>,
) -> impl IntoView {
    let wrong = typed.is_some();
    view! {
        <label for=id.clone()>{label}</label>
        <input
            id=id
            name="reason"
            maxlength=MAX_REASON
            required
            value=typed
            aria-describedby=wrong.then_some(WRONG)
            aria-invalid=wrong.then_some("true")
        />
    }
}

#[component]
fn Invited(invitation: Invitation) -> impl IntoView {
    let until = dates::moment(&words(), invitation.expires_at);
    let until = say_with("people-until", &[("when", Value::Word(until))]);
    view! {
        <li class="decision">
            <p><strong>{invitation.name.clone()}</strong> " · " {names::role(invitation.role)}</p>
            <p class="fine">{until}</p>
            <form method="post" action="/staff/people/uninvite">
                <input type="hidden" name="invited" value=invitation.name/>
                <button class="button button-small button-quiet">{say("people-uninvite")}</button>
            </form>
        </li>
    }
}

/// The link, shown once.
#[component]
fn Link(staff: Staff, origin: String, token: Token) -> impl IntoView {
    let path = format!("/staff/invitation/{}", token.reveal());
    let whole = format!("{origin}{path}");
    view! {
        <StaffDocument title=say("people-link") staff=Some(staff)>
            <script src=asset("copy.js") nonce=use_nonce() defer></script>
            <div class="narrow">
                <p class="back"><a href=HERE>{say("people-title")}</a></p>
                <h1>{say("people-link")}</h1>
                <p class="lead">{say("people-link-text")}</p>
                <p class="mono handed"><a id="link" href=path>{whole}</a></p>
                <button class="button button-quiet" type="button" data-copy="link" data-copied=say("staff-copied") hidden>
                    {say("staff-copy")}
                </button>
            </div>
        </StaffDocument>
    }
}
