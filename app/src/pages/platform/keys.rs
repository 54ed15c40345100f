//! `/platform/keys`: a platform's own keys. Two with the same scopes can be in force at once, so that one takes the place of the
//! other without a gap.

use axum::{
    Form,
    extract::{Path, State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{
    Timestamp,
    audit::Agent,
    id::CredentialId,
    list::ListName,
    subscriber::{Credential, Scope, Scopes, Subscriber},
};
use leptos::prelude::*;
use service::{
    subscribe::{IssuedCredential, subscription_key},
    subscriber_key::{KeyError, KeyOrder},
};

use super::{REFERENCE, trouble};
use crate::{
    components::{Badge, PlatformDocument, SignedInAs, Tone},
    dates, pages,
    platform_access::{Member, Recently},
    render::options,
    site::Site,
    words::{Value, say, say_with, words},
};

const HERE: &str = "/platform/keys";

/// `GET`.
pub(crate) async fn show(State(site): State<Site>, member: Member) -> Response {
    page(&site, &member, StatusCode::OK, None).await
}

/// `POST`: gives a key with the chosen scopes and shows it once.
pub(crate) async fn issue(
    State(site): State<Site>,
    Recently(member): Recently,
    posted: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Response {
    let fields = posted.map(|Form(fields)| fields).unwrap_or_default();
    let scopes: Scopes = fields
        .iter()
        .filter(|(name, _)| name == "scope")
        .filter_map(|(_, value)| Scope::parse(value))
        .collect();
    let id = member.platform.subscriber.id;
    let order = KeyOrder {
        subscriber: id,
        scopes,
        expires_at: None,
    };
    match site.service.issue_key(order, Agent::Platform(id)).await {
        Ok(issued) => page(&site, &member, StatusCode::CREATED, Some(issued)).await,
        Err(error) => refuse(&site, &member, error),
    }
}

/// `POST`: takes a key back.
pub(crate) async fn revoke(
    State(site): State<Site>,
    Recently(member): Recently,
    Path(key): Path<String>,
) -> Response {
    let id = member.platform.subscriber.id;
    let revoked = match CredentialId::parse(&key) {
        Ok(key) => site.service.revoke_key(id, key, Agent::Platform(id)).await,
        Err(_) => Err(KeyError::UnknownKey),
    };
    match revoked {
        Ok(()) => Redirect::to(HERE).into_response(),
        Err(error) => refuse(&site, &member, error),
    }
}

fn refuse(site: &Site, member: &Member, error: KeyError) -> Response {
    let (status, name) = match error {
        KeyError::Storage(error) => return pages::trouble::storage(site, &error),
        KeyError::TooMany => (StatusCode::CONFLICT, "keys-too-many"),
        KeyError::NoScope => (StatusCode::UNPROCESSABLE_ENTITY, "keys-no-scope"),
        KeyError::MayNotContribute => (StatusCode::FORBIDDEN, "keys-not-contribute"),
        KeyError::UnknownKey | KeyError::UnknownSubscriber | KeyError::InThePast => {
            (StatusCode::NOT_FOUND, "keys-unknown")
        }
    };
    trouble::page(site, member, status, name, HERE)
}

async fn page(
    site: &Site,
    member: &Member,
    status: StatusCode,
    issued: Option<IssuedCredential>,
) -> Response {
    let who = member.shown();
    let platform = member.platform.subscriber.clone();
    let now = site.service.now();
    match site.service.keys_of(platform.id).await {
        Ok(keys) => site.page_with(status, move || {
            view! { <Keys who=who platform=platform keys=keys issued=issued now=now/> }
        }),
        Err(error) => pages::trouble::storage(site, &error),
    }
}

#[component]
fn Keys(
    who: SignedInAs,
    platform: Subscriber,
    keys: Vec<Credential>,
    issued: Option<IssuedCredential>,
    now: Timestamp,
) -> impl IntoView {
    let none = keys.is_empty();
    let subscription = subscription_key(platform.id);
    let suspended = platform.suspended;
    view! {
        <PlatformDocument title=say("platform-keys") who=Some(who) here=HERE>
            {issued.map(|issued| view! { <Once issued=issued/> })}
            <h1>{say("platform-keys")}</h1>
            <p class="lead">{say("keys-lead")}</p>
            <p><a href=REFERENCE>{say("keys-reference")}</a></p>
            {none.then(|| view! { <p class="empty">{say("keys-none")}</p> })}
            {(!none).then(|| view! { <Table keys=keys suspended=suspended now=now/> })}
            <Subscription key=subscription.clone()/>
            <Addresses lists=platform.lists subscription=subscription/>
            <Order contributes=platform.may_contribute/>
        </PlatformDocument>
    }
}

/// The new key, which is never shown again.
#[component]
fn Once(issued: IssuedCredential) -> impl IntoView {
    view! {
        <dl class="secret" role="status">
            <dt class="secret-label">{say("keys-bearer")}</dt>
            <dd class="mono">{issued.bearer()}</dd>
            <dt class="secret-label">{say("keys-user-name")}</dt>
            <dd class="mono">{issued.user_name()}</dd>
            <dt class="secret-label">{say("keys-password")}</dt>
            <dd class="mono">{issued.password()}</dd>
            <dt class="secret-label">{say("keys-subscription")}</dt>
            <dd class="mono">{issued.subscription_key()}</dd>
        </dl>
        <p>{say("keys-once")}</p>
    }
}

/// What the StopNCII wire asks for beside a key. It is no secret, so it is always here.
#[component]
fn Subscription(key: String) -> impl IntoView {
    view! {
        <dl class="facts">
            <dt>{say("keys-subscription")}</dt>
            <dd class="mono" id="subscription-key">{key}</dd>
        </dl>
        <p>{say("keys-subscription-text")}</p>
    }
}

/// Where each wire is, and what to type for the clients that platforms run. Who follows nothing yet sees how it will be.
#[component]
fn Addresses(lists: Vec<ListName>, subscription: String) -> impl IntoView {
    let options = options();
    let source = options.source_url.clone().map(|url| {
        view! { " " <a href=url rel="noreferrer">{say("keys-source")}</a> }
    });
    let lists = if lists.is_empty() {
        vec![ListName::exploitative()]
    } else {
        lists
    };
    let each = lists
        .iter()
        .map(|list| addresses_of(&options.origin, list, &subscription))
        .collect_view();
    view! {
        <section id="addresses">
            <h2>{say("keys-addresses")}</h2>
            <p>{say("keys-addresses-text")} {source}</p>
            {each}
        </section>
    }
}

fn addresses_of(origin: &str, list: &ListName, subscription: &str) -> impl IntoView + use<> {
    let native = format!("{origin}/api/v1/lists/{list}");
    let ncmec = format!("{origin}/ncmec/{list}");
    let stopncii = format!("{origin}/stopncii/{list}/v1");
    let commands = format!(
        "export TX_RECLAIM_CREDENTIALS=\"rclm_<id>_<secret>,{subscription}\"\n\
         tx config extensions add reclaim_threatexchange\n\
         tx config collab edit reclaim --create Reclaim-{list} --base-url {origin} --list {list}\n\
         \n\
         export TX_STOPNCII_KEYS=\"rclm_<id>_<secret>,{subscription},{stopncii}\"\n\
         tx config collab edit stop_ncii --create Reclaim-stopncii-{list}\n"
    );
    view! {
        <h3 class="mono">{list.to_string()}</h3>
        <dl class="facts">
            <dt>{say("wire-native")}</dt>
            <dd class="mono">{native}</dd>
            <dt>{say("wire-ncmec")}</dt>
            <dd class="mono">{ncmec}</dd>
            <dt>{say("wire-stopncii")}</dt>
            <dd class="mono">{stopncii}</dd>
        </dl>
        <p>{say("keys-commands")}</p>
        <pre class="sent" tabindex="0" role="region" aria-label=say("keys-commands")>{commands}</pre>
    }
}

#[component]
fn Table(keys: Vec<Credential>, suspended: bool, now: Timestamp) -> impl IntoView {
    let rows = keys
        .into_iter()
        .rev()
        .map(|key| row(&key, suspended, now))
        .collect_view();
    view! {
        <div class="table-frame" role="region" aria-label=say("platform-keys") tabindex="0">
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{say("keys-user-name")}</th>
                        <th scope="col">{say("keys-scopes")}</th>
                        <th scope="col">{say("keys-made")}</th>
                        <th scope="col">{say("keys-standing")}</th>
                        <th scope="col">{say("keys-action")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(key: &Credential, suspended: bool, now: Timestamp) -> impl IntoView + use<> {
    let valid = key.is_valid(now);
    let (tone, text) = if key.revoked_at.is_some() {
        (Tone::Stopped, say("keys-revoked"))
    } else if !valid {
        (Tone::Stopped, say("keys-expired"))
    } else if suspended {
        (Tone::Stopped, say("keys-suspended"))
    } else if let Some(end) = key.expires_at {
        let day = Value::Word(dates::moment(&words(), end));
        (Tone::Waiting, say_with("keys-ends", &[("moment", day)]))
    } else {
        (Tone::Good, say("keys-in-force"))
    };
    let action = format!("/platform/keys/{}/revoke", key.id);
    view! {
        <tr>
            <td class="mono">{key.id.to_string()}</td>
            <td>{key.scopes.to_string()}</td>
            <td>{dates::moment(&words(), key.created_at)}</td>
            <td><Badge tone=tone text=text/></td>
            <td>
                {valid.then(|| view! {
                    <form method="post" action=action>
                        <button class="button button-small button-quiet">{say("keys-revoke")}</button>
                    </form>
                })}
            </td>
        </tr>
    }
}

#[component]
fn Order(contributes: bool) -> impl IntoView {
    let one = |scope: Scope| {
        let usual = scope != Scope::Contribute;
        view! {
            <label class="radio">
                <input type="checkbox" name="scope" value=scope.as_str() checked=usual/>
                <span>{say(scope_text(scope))}</span>
            </label>
        }
    };
    view! {
        <form class="form" method="post" action=HERE>
            <fieldset class="field">
                <legend>{say("keys-new")}</legend>
                <p class="field-hint">{say("keys-new-hint")}</p>
                {Scope::ALL
                    .into_iter()
                    .filter(|scope| contributes || *scope != Scope::Contribute)
                    .map(one)
                    .collect_view()}
            </fieldset>
            <button class="button button-main">{say("keys-make")}</button>
        </form>
    }
}

const fn scope_text(scope: Scope) -> &'static str {
    match scope {
        Scope::Read => "scope-read",
        Scope::Feedback => "scope-feedback",
        Scope::Contribute => "scope-contribute",
    }
}
