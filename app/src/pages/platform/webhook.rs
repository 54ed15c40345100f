//! `/platform/webhook`: where a platform is woken when a list advances.

use axum::{
    Form,
    extract::{Path, State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{
    audit::Agent,
    id::MessageId,
    webhook::{AddressError, Because, Message, News, Progress, Webhook},
};
use leptos::prelude::*;
use serde::Deserialize;
use service::webhook::{Secret, WebhookError, WebhookView};

use super::trouble;
use crate::{
    components::{Alert, Badge, PlatformDocument, SignedInAs, Tone},
    dates, pages,
    platform_access::{Member, Recently},
    site::Site,
    words::{Value, say, say_with, words},
};

const HERE: &str = "/platform/webhook";

/// `GET`.
pub(crate) async fn show(State(site): State<Site>, member: Member) -> Response {
    page(&site, &member, StatusCode::OK, None, None, String::new()).await
}

/// What was typed or chosen.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    address: String,
    on: String,
}

type Posted = Result<Form<Typed>, FormRejection>;

/// The platform, as the record of acts names it.
fn by(member: &Member) -> Agent {
    Agent::Platform(member.platform.subscriber.id)
}

/// `POST`: wakes the platform at another address.
pub(crate) async fn set(State(site): State<Site>, Recently(member): Recently, posted: Posted) -> Response {
    let typed = posted.map(|Form(typed)| typed).unwrap_or_default();
    let set = site
        .service
        .set_webhook(&member.platform.subscriber, &typed.address, by(&member))
        .await;
    match set {
        Ok(None) => Redirect::to(HERE).into_response(),
        Ok(Some(secret)) => {
            page(
                &site,
                &member,
                StatusCode::CREATED,
                Some(secret),
                None,
                String::new(),
            )
            .await
        }
        Err(WebhookError::Address(error)) => {
            let wrong = Some(address_text(error));
            page(
                &site,
                &member,
                StatusCode::UNPROCESSABLE_ENTITY,
                None,
                wrong,
                typed.address,
            )
            .await
        }
        Err(error) => refuse(&site, &member, error),
    }
}

/// `POST`: draws a new secret and shows it once.
pub(crate) async fn renew(State(site): State<Site>, Recently(member): Recently) -> Response {
    match site
        .service
        .renew_webhook_secret(member.platform.subscriber.id, by(&member))
        .await
    {
        Ok(secret) => page(&site, &member, StatusCode::OK, Some(secret), None, String::new()).await,
        Err(error) => refuse(&site, &member, error),
    }
}

/// `POST`: on or off.
pub(crate) async fn switch(State(site): State<Site>, member: Member, posted: Posted) -> Response {
    let typed = posted.map(|Form(typed)| typed).unwrap_or_default();
    let id = member.platform.subscriber.id;
    let on = typed.on == "yes";
    let done = site.service.switch_webhook(id, on, by(&member)).await;
    after(&site, &member, done)
}

/// `POST`: forgets it.
pub(crate) async fn remove(State(site): State<Site>, member: Member) -> Response {
    let id = member.platform.subscriber.id;
    let done = site.service.remove_webhook(id, by(&member)).await;
    after(&site, &member, done)
}

/// `POST`: sends a message that says nothing.
pub(crate) async fn test(State(site): State<Site>, member: Member) -> Response {
    let id = member.platform.subscriber.id;
    let sent = site.service.test_webhook(id, by(&member)).await;
    after(&site, &member, sent.map(drop))
}

/// `POST`: sends a message again.
pub(crate) async fn replay(
    State(site): State<Site>,
    member: Member,
    Path(message): Path<String>,
) -> Response {
    let id = member.platform.subscriber.id;
    let done = match MessageId::parse(&message) {
        Ok(message) => site.service.replay_message(id, message, by(&member)).await,
        Err(_) => Err(WebhookError::NoSuchMessage),
    };
    after(&site, &member, done)
}

fn after(site: &Site, member: &Member, done: Result<(), WebhookError>) -> Response {
    match done {
        Ok(()) => Redirect::to(HERE).into_response(),
        Err(error) => refuse(site, member, error),
    }
}

fn refuse(site: &Site, member: &Member, error: WebhookError) -> Response {
    let (status, name) = match error {
        WebhookError::Storage(error) => return pages::trouble::storage(site, &error),
        WebhookError::Unseal(_) | WebhookError::Address(_) => {
            (StatusCode::INTERNAL_SERVER_ERROR, "webhook-broken")
        }
        WebhookError::Off => (StatusCode::CONFLICT, "webhook-is-off"),
        WebhookError::Suspended => (StatusCode::CONFLICT, "webhook-suspended"),
        WebhookError::NoSuchMessage => (StatusCode::NOT_FOUND, "webhook-no-message"),
        WebhookError::Enough => (StatusCode::TOO_MANY_REQUESTS, "webhook-enough"),
    };
    trouble::page(site, member, status, name, HERE)
}

async fn page(
    site: &Site,
    member: &Member,
    status: StatusCode,
    secret: Option<Secret>,
    wrong: Option<&'static str>,
    typed: String,
) -> Response {
    let who = member.shown();
    let suspended = member.platform.subscriber.suspended;
    match site.service.webhook(member.platform.subscriber.id).await {
        Ok(webhook) => site.page_with(status, move || {
            view! {
                <Hook
                    who=who
                    webhook=webhook
                    suspended=suspended
                    secret=secret
                    wrong=wrong
                    typed=typed
                />
            }
        }),
        Err(error) => refuse(site, member, error),
    }
}

#[component]
fn Hook(
    who: SignedInAs,
    webhook: Option<WebhookView>,
    suspended: bool,
    secret: Option<Secret>,
    wrong: Option<&'static str>,
    typed: String,
) -> impl IntoView {
    let address = match &webhook {
        Some(view) if typed.is_empty() => view.webhook.address.as_str().to_owned(),
        _ => typed,
    };
    let alert = wrong.map(|text| view! { <Alert text=say("webhook-not-set") detail=say(text)/> });
    let set = webhook.is_some();
    view! {
        <PlatformDocument title=say("platform-webhook") who=Some(who) here=HERE>
            {alert}
            {secret.map(|secret| view! { <Once secret=secret/> })}
            <h1>{say("platform-webhook")}</h1>
            <p class="lead">{say("webhook-lead")}</p>
            <p>{say("webhook-thin")}</p>
            <form class="form" method="post" action=HERE>
                <div class="field">
                    <label for="address">{say("webhook-address")}</label>
                    <p class="field-hint" id="address-hint">{say("webhook-address-hint")}</p>
                    <input
                        id="address" name="address" type="url" maxlength="500" required autocomplete="off"
                        spellcheck="false" value=address aria-describedby="address-hint"
                        aria-invalid=wrong.is_some().then_some("true")
                    />
                </div>
                <button class="button button-main">
                    {say(if set { "webhook-change" } else { "webhook-set" })}
                </button>
            </form>
            {webhook.map(|view| view! { <Standing view=view suspended=suspended/> })}
        </PlatformDocument>
    }
}

/// The secret, which is never shown again.
#[component]
fn Once(secret: Secret) -> impl IntoView {
    view! {
        <dl class="secret" role="status">
            <dt class="secret-label">{say("webhook-secret")}</dt>
            <dd class="secret-value mono">{secret.shared().to_string()}</dd>
        </dl>
        <p>{say("webhook-secret-once")}</p>
    }
    .into_any()
}

#[component]
fn Standing(view: WebhookView, suspended: bool) -> impl IntoView {
    let WebhookView {
        webhook,
        public_key,
        messages,
    } = view;
    let on = webhook.off.is_none();
    let sends = on && !suspended;
    let (tone, text) = standing(&webhook, suspended);
    let none = messages.is_empty();
    view! {
        <section>
            <h2>{say("webhook-standing")}</h2>
            <p><Badge tone=tone text=say(text)/></p>
            <dl class="facts">
                <dt>{say("webhook-public-key")}</dt>
                <dd class="mono">{public_key}</dd>
            </dl>
            <div class="hero-actions">
                {sends.then(|| view! { <Do action="/platform/webhook/test" text="webhook-test"/> })}
                <Do action="/platform/webhook/renew" text="webhook-renew"/>
                <form method="post" action="/platform/webhook/switch">
                    <input type="hidden" name="on" value=if on { "no" } else { "yes" }/>
                    <button class="button button-quiet">
                        {say(if on { "webhook-switch-off" } else { "webhook-switch-on" })}
                    </button>
                </form>
                <Do action="/platform/webhook/remove" text="webhook-remove"/>
            </div>
        </section>
        <section>
            <h2>{say("webhook-messages")}</h2>
            {none.then(|| view! { <p class="empty">{say("webhook-no-messages")}</p> })}
            {(!none).then(|| view! { <Messages messages=messages sends=sends/> })}
        </section>
    }
    .into_any()
}

#[component]
fn Do(action: &'static str, text: &'static str) -> impl IntoView {
    view! {
        <form method="post" action=action>
            <button class="button button-quiet">{say(text)}</button>
        </form>
    }
    .into_any()
}

#[component]
fn Messages(messages: Vec<Message>, sends: bool) -> impl IntoView {
    view! {
        <div class="table-frame" role="region" aria-label=say("webhook-messages") tabindex="0">
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{say("webhook-written")}</th>
                        <th scope="col">{say("webhook-says")}</th>
                        <th scope="col">{say("webhook-progress")}</th>
                        <th scope="col">{say("webhook-attempts")}</th>
                        <th scope="col">{say("webhook-outcome")}</th>
                        <th scope="col">{say("webhook-again")}</th>
                    </tr>
                </thead>
                <tbody>{messages.into_iter().map(|message| row(message, sends)).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(message: Message, sends: bool) -> impl IntoView {
    let says = match &message.news {
        News::Advanced { list, number } => say_with(
            "webhook-says-advanced",
            &[
                ("list", Value::Word(list.to_string())),
                ("number", Value::Number(*number)),
            ],
        ),
        News::Test => say("webhook-says-test"),
    };
    let (tone, progress) = match message.progress {
        Progress::Pending if sends => (Tone::Waiting, "webhook-pending"),
        Progress::Pending => (Tone::Stopped, "webhook-held"),
        Progress::Delivered => (Tone::Good, "webhook-delivered"),
        Progress::GivenUp => (Tone::Stopped, "webhook-given-up"),
    };
    let outcome = message.outcome.as_deref().map_or_else(String::new, outcome_text);
    let again = format!("/platform/webhook/messages/{}/replay", message.id);
    view! {
        <tr>
            <td>{dates::moment(&words(), message.created_at)}</td>
            <td>{says}</td>
            <td><Badge tone=tone text=say(progress)/></td>
            <td>{message.attempts}</td>
            <td>{outcome}</td>
            <td>
                {sends.then(|| view! {
                    <form method="post" action=again>
                        <button class="button button-small button-quiet">{say("webhook-replay")}</button>
                    </form>
                })}
            </td>
        </tr>
    }
}

/// What came of a try: the status that the receiver answered, or what kept it from answering.
fn outcome_text(outcome: &str) -> String {
    let name = match outcome {
        "no-address" => "fault-no-address",
        "not-public" => "fault-not-public",
        "no-connection" => "fault-no-connection",
        "not-secure" => "fault-not-secure",
        "timeout" => "fault-timeout",
        "no-answer" => "fault-no-answer",
        status => return say_with("webhook-status", &[("status", Value::Word(status.to_owned()))]),
    };
    say(name)
}

const fn standing(webhook: &Webhook, suspended: bool) -> (Tone, &'static str) {
    match (webhook.off, webhook.failing_since) {
        (Some(Because::Platform), _) => (Tone::Stopped, "webhook-off"),
        (Some(Because::Gone), _) => (Tone::Stopped, "webhook-off-gone"),
        (Some(Because::Unreachable), _) => (Tone::Stopped, "webhook-off-unreachable"),
        (None, _) if suspended => (Tone::Stopped, "webhook-on-suspended"),
        (None, Some(_)) => (Tone::Waiting, "webhook-failing"),
        (None, None) => (Tone::Good, "webhook-on"),
    }
}

const fn address_text(error: AddressError) -> &'static str {
    match error {
        AddressError::NotAnAddress => "webhook-wrong-address",
        AddressError::NotHttps => "webhook-wrong-scheme",
        AddressError::Extra => "webhook-wrong-extra",
        AddressError::Port => "webhook-wrong-port",
        AddressError::NotPublic => "webhook-wrong-network",
    }
}
