//! `/platform/claim`: whoever holds a code reads what became of the application, and makes the platform's account.

use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::Response,
};
use domain::subscriber::Subscriber;
use leptos::prelude::*;
use serde::Deserialize;
use service::{
    account::{AccountError, Code, Enrolment},
    door::Wait,
    join::Claim,
    passphrase::Weakness,
    subscribe::IssuedCredential,
};

use crate::{
    components::{Alert, Field, Input, Paper, PlatformDocument, SeedPicture},
    pages::{staff::names, trouble},
    platform_access::SIGN_IN,
    site::Site,
    words::{Value, say, say_wait, say_with},
};

/// What was typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    code: String,
    name: String,
    passphrase: String,
}

/// `GET`: asks for the code.
pub(crate) async fn ask(State(site): State<Site>) -> Response {
    site.page(|| view! { <Question/> })
}

/// `POST`: says what became of the application, or offers to make the account.
pub(crate) async fn open(State(site): State<Site>, posted: Result<Form<Typed>, FormRejection>) -> Response {
    let typed = posted.map(|Form(typed)| typed).unwrap_or_default();
    let claim = match Code::parse(&typed.code) {
        Some(code) => site.service.what_became_of(&code).await,
        None => Ok(Claim::Unknown),
    };
    match claim {
        Ok(Claim::Invited(platform)) => site.page(|| view! { <Account platform=*platform typed=typed/> }),
        Ok(Claim::Waiting) => {
            site.page(|| view! { <Answer title="claim-waiting" text=say("claim-waiting-text")/> })
        }
        Ok(Claim::Declined(reason)) => {
            let text = say_with("claim-declined-text", &[("reason", Value::Word(reason))]);
            site.page(|| view! { <Answer title="claim-declined" text=text/> })
        }
        Ok(Claim::Unknown) => site.page_with(StatusCode::NOT_FOUND, || view! { <Question refused=true/> }),
        Err(error) => trouble::storage(&site, &error),
    }
}

/// `POST /account`: makes the account and shows what an app for codes needs, once.
pub(crate) async fn make_account(
    State(site): State<Site>,
    posted: Result<Form<Typed>, FormRejection>,
) -> Response {
    let typed = posted.map(|Form(typed)| typed).unwrap_or_default();
    let platform = match Code::parse(&typed.code) {
        Some(code) => site
            .service
            .invited(&code)
            .await
            .map(|found| Some((code, found?))),
        None => Ok(None),
    };
    let (code, platform) = match platform {
        Ok(Some(found)) => found,
        Ok(None) => return site.page_with(StatusCode::NOT_FOUND, || view! { <Question refused=true/> }),
        Err(error) => return trouble::storage(&site, &error),
    };
    let made = site
        .service
        .make_account(&code, &typed.name, &typed.passphrase)
        .await;
    let (status, wrong) = match made {
        Ok(enrolment) => return site.page(|| view! { <Enrolled enrolment=enrolment/> }),
        Err(AccountError::NotInvited) => {
            return site.page_with(StatusCode::NOT_FOUND, || view! { <Question refused=true/> });
        }
        Err(AccountError::Name) => (StatusCode::UNPROCESSABLE_ENTITY, Wrong::Name("claim-wrong-name")),
        Err(AccountError::NameTaken) => (StatusCode::CONFLICT, Wrong::Name("claim-name-taken")),
        Err(AccountError::Passphrase(weakness)) => {
            (StatusCode::UNPROCESSABLE_ENTITY, Wrong::Passphrase(weakness))
        }
        Err(AccountError::Busy) => (StatusCode::SERVICE_UNAVAILABLE, Wrong::Early(Wait::BUSY)),
        Err(AccountError::Storage(error)) => return trouble::storage(&site, &error),
    };
    let again = site.page_with(
        status,
        move || view! { <Account platform=platform typed=typed wrong=Some(wrong)/> },
    );
    trouble::retried(again, wrong.wait())
}

/// What will not do.
#[derive(Clone, Copy)]
enum Wrong {
    /// The name, for the reason of that text.
    Name(&'static str),
    /// The passphrase.
    Passphrase(Weakness),
    /// Nothing: nobody had time to look at it.
    Early(Wait),
}

impl Wrong {
    fn text(self) -> String {
        match self {
            Self::Name(text) => say(text),
            Self::Passphrase(weakness) => names::weakness(weakness),
            Self::Early(wait) => say_wait(wait),
        }
    }

    /// What else there is to know: no page shows a passphrase, so it has to be typed again.
    fn more(self) -> Vec<String> {
        match self {
            Self::Name(_) | Self::Passphrase(_) => Vec::new(),
            Self::Early(_) => vec![say("claim-code-kept"), say("passphrase-again")],
        }
    }

    const fn wait(self) -> Option<Wait> {
        match self {
            Self::Name(_) | Self::Passphrase(_) => None,
            Self::Early(wait) => Some(wait),
        }
    }
}

#[component]
fn Question(#[prop(optional)] refused: bool) -> impl IntoView {
    let alert =
        refused.then(|| view! { <Alert text=say("claim-unknown") detail=say("claim-unknown-text")/> });
    view! {
        <PlatformDocument title=say("claim-page") who=None here="">
            <div class="narrow">
                {alert}
                <h1>{say("claim-title")}</h1>
                <p class="lead">{say("claim-lead")}</p>
                <form class="form" method="post" action="/platform/claim">
                    <Field name="code" input=Input::Code label=say("join-code") wrong=refused/>
                    <button class="button button-main">{say("claim-open")}</button>
                </form>
            </div>
        </PlatformDocument>
    }
}

#[component]
fn Answer(title: &'static str, #[prop(into)] text: String) -> impl IntoView {
    view! {
        <PlatformDocument title=say("claim-page") who=None here="">
            <h1>{say(title)}</h1>
            <p class="lead">{text}</p>
        </PlatformDocument>
    }
}

#[component]
fn Account(
    platform: Subscriber,
    typed: Typed,
    #[prop(optional_no_strip)] wrong: Option<Wrong>,
) -> impl IntoView {
    let alert = wrong
        .map(|wrong| view! { <Alert text=say("claim-not-made") detail=wrong.text() more=wrong.more()/> });
    let title = say_with("claim-account-title", &[("name", Value::Word(platform.name))]);
    view! {
        <PlatformDocument title=say("claim-page") who=None here="">
            <div class="narrow">
                {alert}
                <h1>{title}</h1>
                <p class="lead">{say("claim-account-lead")}</p>
                <form class="form" method="post" action="/platform/claim/account">
                    <input type="hidden" name="code" value=typed.code/>
                    <Field
                        name="name"
                        input=Input::Name
                        label=say("claim-name")
                        value=typed.name
                        wrong=matches!(wrong, Some(Wrong::Name(_)))
                    />
                    <Field
                        name="passphrase"
                        input=Input::NewPassphrase
                        label=say("staff-passphrase")
                        hint=say("passphrase-hint")
                        wrong=matches!(wrong, Some(Wrong::Passphrase(_)))
                    />
                    <button class="button button-main">{say("claim-make")}</button>
                </form>
            </div>
        </PlatformDocument>
    }
}

/// The platform's first key, which is never shown again.
#[component]
fn FirstKey(key: IssuedCredential) -> impl IntoView {
    view! {
        <section class="panel">
            <h2>{say("claim-key-title")}</h2>
            <p>{say("claim-key-text")}</p>
            <dl class="secret">
                <dt class="secret-label">{say("keys-bearer")}</dt>
                <dd class="mono" id="bearer">{key.bearer()}</dd>
                <dt class="secret-label">{say("keys-user-name")}</dt>
                <dd class="mono">{key.user_name()}</dd>
                <dt class="secret-label">{say("keys-password")}</dt>
                <dd class="mono">{key.password()}</dd>
                <dt class="secret-label">{say("keys-subscription")}</dt>
                <dd class="mono" id="subscription-key">{key.subscription_key()}</dd>
            </dl>
        </section>
    }
    .into_any()
}

#[component]
fn Enrolled(enrolment: Enrolment) -> impl IntoView {
    view! {
        <PlatformDocument title=say("claim-page") who=None here="">
            <div class="narrow">
                <h1>{say("claim-enrolled-title")}</h1>
                <p class="lead">{say("claim-enrolled-lead")}</p>
                <section class="panel">
                    <h2>{say("claim-app-title")}</h2>
                    <SeedPicture seed=enrolment.seed account=enrolment.name/>
                </section>
                <Paper codes=enrolment.recovery_codes/>
                {enrolment.key.map(|key| view! { <FirstKey key=key/> })}
                <p>{say("claim-enrolled-next")}</p>
                <p><a class="button button-main" href=SIGN_IN>{say("staff-sign-in")}</a></p>
            </div>
        </PlatformDocument>
    }
}
