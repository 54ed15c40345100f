//! `/platform/lists`: what a platform follows, and what it says of itself.

use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::list::ListName;
use leptos::prelude::*;
use service::platform::{Overview, PlatformError};

use super::{field, join::Practices, practices, trouble};
use crate::{components::PlatformDocument, pages, platform_access::Member, site::Site, words::say};

const HERE: &str = "/platform/lists";

type Posted = Result<Form<Vec<(String, String)>>, FormRejection>;

/// `GET`.
pub(crate) async fn show(State(site): State<Site>, member: Member) -> Response {
    let who = member.shown();
    let platform = member.platform;
    site.page(move || {
        view! {
            <PlatformDocument title=say("platform-lists") who=Some(who) here=HERE>
                <h1>{say("platform-lists")}</h1>
                <div class="columns">
                    <Lists platform=platform.clone()/>
                    <Profile platform=platform/>
                </div>
            </PlatformDocument>
        }
    })
}

/// `POST`: follows these lists and no others.
pub(crate) async fn choose(State(site): State<Site>, member: Member, posted: Posted) -> Response {
    let fields = posted.map(|Form(fields)| fields).unwrap_or_default();
    let lists: Result<Vec<_>, _> = fields
        .iter()
        .filter(|(name, _)| name == "list")
        .map(|(_, value)| ListName::parse(value))
        .collect();
    let Ok(lists) = lists else {
        return refuse(&site, &member);
    };
    let variants = field(&fields, "variants") == "yes";
    let id = member.platform.subscriber.id;
    after(
        &site,
        &member,
        site.service.choose_lists(id, &lists, variants).await,
    )
}

/// `POST /platform/profile`: keeps what the platform says of itself.
pub(crate) async fn describe(State(site): State<Site>, member: Member, posted: Posted) -> Response {
    let fields = posted.map(|Form(fields)| fields).unwrap_or_default();
    let public = field(&fields, "public") == "yes";
    let (id, products) = (member.platform.subscriber.id, field(&fields, "products"));
    let described = site
        .service
        .describe_platform(id, &products, practices(&fields), public)
        .await;
    after(&site, &member, described)
}

fn after(site: &Site, member: &Member, done: Result<(), PlatformError>) -> Response {
    match done {
        Ok(()) => Redirect::to(HERE).into_response(),
        Err(PlatformError::Storage(error)) => pages::trouble::storage(site, &error),
        Err(_) => refuse(site, member),
    }
}

fn refuse(site: &Site, member: &Member) -> Response {
    trouble::page(
        site,
        member,
        StatusCode::UNPROCESSABLE_ENTITY,
        "platform-not-kept",
        HERE,
    )
}

#[component]
fn Lists(platform: Overview) -> impl IntoView {
    let followed = platform.subscriber.lists;
    let one = |list: ListName| {
        let checked = followed.contains(&list);
        // A list that an operator made under a name of their own says no more than that.
        let named = match list.as_str() {
            "exploitative" => say("platform-list-exploitative"),
            "adult" => say("platform-list-adult"),
            other => other.to_owned(),
        };
        view! {
            <label class="radio">
                <input type="checkbox" name="list" value=list.to_string() checked=checked/>
                <span>{named}</span>
            </label>
        }
    };
    view! {
        <form class="form" method="post" action=HERE>
            <fieldset class="field">
                <legend>{say("platform-choose-lists")}</legend>
                <p class="field-hint">{say("platform-choose-lists-hint")}</p>
                {platform.profile.granted.into_iter().map(one).collect_view()}
            </fieldset>
            <fieldset class="field">
                <legend>{say("platform-variants")}</legend>
                <p class="field-hint">{say("platform-variants-hint")}</p>
                <label class="radio">
                    <input type="checkbox" name="variants" value="yes" checked=platform.profile.variants/>
                    <span>{say("platform-variants-yes")}</span>
                </label>
            </fieldset>
            <button class="button button-main">{say("platform-keep-lists")}</button>
        </form>
    }
    .into_any()
}

#[component]
fn Profile(platform: Overview) -> impl IntoView {
    let profile = platform.profile;
    view! {
        <form class="form" method="post" action="/platform/profile">
            <h2>{say("platform-profile")}</h2>
            <div class="field">
                <label for="products">{say("join-products")}</label>
                <input
                    id="products" name="products" type="text" maxlength="300" autocomplete="off"
                    value=profile.products
                />
            </div>
            <Practices chosen=profile.practices/>
            <label class="radio">
                <input type="checkbox" name="public" value="yes" checked=profile.public/>
                <span>{say("platform-public")}</span>
            </label>
            <button class="button button-main">{say("platform-keep-profile")}</button>
        </form>
    }
    .into_any()
}
