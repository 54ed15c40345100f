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
use service::{invite::InviteError, staff::ManageError, token::Token};

use super::{names, trouble};
use crate::{
    access::SignedIn,
    components::{Field, Input, StaffDocument},
    dates, pages,
    render::asset,
    site::Site,
    words::{Value, say, say_with, words},
};

const HERE: &str = "/staff/people";
/// The roles that an admin gives alone. An admin is made by two people.
const GIVEN: [Role; 3] = [Role::Reviewer, Role::Lead, Role::Auditor];

/// What was typed into one of the forms.
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

/// `GET`: everyone, and everyone who is invited.
pub(crate) async fn show(State(site): State<Site>, SignedIn(staff): SignedIn) -> Response {
    match (
        site.service.staff_members().await,
        site.service.invitations().await,
    ) {
        (Ok(people), Ok(invited)) => {
            site.page(|| view! { <People staff=staff people=people invited=invited/> })
        }
        (Err(error), _) | (_, Err(error)) => pages::trouble::storage(&site, &error),
    }
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
    posted: Result<Form<Typed>, FormRejection>,
) -> Response {
    let typed = posted.map(|Form(typed)| typed).unwrap_or_default();
    let Some(role) = Role::parse(&typed.role) else {
        return refuse(&site, staff, StatusCode::UNPROCESSABLE_ENTITY, "people-no-role");
    };
    let by = Agent::Staff(staff.id);
    let changed = match StaffId::parse(&whom) {
        Ok(whom) => site.service.change_role(by, whom, role).await,
        Err(_) => Err(ManageError::Unknown),
    };
    answer(&site, staff, changed)
}

/// `POST`: ends someone's account and their sessions.
pub(crate) async fn end(
    State(site): State<Site>,
    SignedIn(staff): SignedIn,
    Path(whom): Path<String>,
) -> Response {
    let by = Agent::Staff(staff.id);
    let ended = match StaffId::parse(&whom) {
        Ok(whom) => site.service.end_account(by, whom).await,
        Err(_) => Err(ManageError::Unknown),
    };
    answer(&site, staff, ended)
}

fn answer(site: &Site, staff: Staff, changed: Result<(), ManageError>) -> Response {
    match changed {
        Ok(()) => Redirect::to(HERE).into_response(),
        Err(ManageError::Storage(error)) => pages::trouble::storage(site, &error),
        Err(ManageError::Unknown) => refuse(site, staff, StatusCode::NOT_FOUND, "people-unknown"),
        Err(ManageError::Admin) => refuse(site, staff, StatusCode::FORBIDDEN, "people-admin"),
    }
}

fn refuse(site: &Site, staff: Staff, status: StatusCode, name: &'static str) -> Response {
    trouble::page(site, staff, status, name, Some(HERE.to_owned()))
}

#[component]
fn People(staff: Staff, people: Vec<Staff>, invited: Vec<Invitation>) -> impl IntoView {
    let none = invited.is_empty();
    view! {
        <StaffDocument title=say("people-title") staff=Some(staff)>
            <h1>{say("people-title")}</h1>
            <p class="lead">{say("people-lead")}</p>
            <div class="columns">
                <div>
                    <section>
                        <h2>{say("people-here")}</h2>
                        <ul class="plain">
                            {people.into_iter().map(|person| view! { <Person person=person/> }).collect_view()}
                        </ul>
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
fn Person(person: Staff) -> impl IntoView {
    let id = person.id.to_string();
    let forms = if person.role == Role::Admin {
        view! { <p class="fine">{say("people-admins")}</p> }.into_any()
    } else {
        let label = say_with("people-role-of", &[("name", Value::Word(person.name.clone()))]);
        view! {
            <div class="answers">
                <form class="inline-form" method="post" action=format!("{HERE}/{id}/role")>
                    <select name="role" aria-label=label>{roles(person.role)}</select>
                    <button class="button button-small button-quiet">{say("people-role-send")}</button>
                </form>
                <form method="post" action=format!("{HERE}/{id}/anew")>
                    <button class="button button-small button-quiet">{say("people-anew")}</button>
                </form>
                <form method="post" action=format!("{HERE}/{id}/end")>
                    <button class="button button-small button-quiet">{say("people-end")}</button>
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
