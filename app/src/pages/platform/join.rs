//! `/platform/join`: an organisation asks to follow lists. Anyone may; nothing is given before two people of staff agree.

use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use domain::platform::Practice;
use leptos::prelude::*;
use service::{
    account::Code,
    door::Wait,
    join::{AGREEMENT, ApplyError, Field, Wish},
};

use super::{REFERENCE, field, practice_text, practices};
use crate::{
    access::Who,
    components::{Alert, PlatformDocument, in_textarea},
    pages::trouble,
    site::Site,
    words::{Value, say, say_wait, say_with},
};

/// `GET`: the form.
pub(crate) async fn ask(State(site): State<Site>) -> Response {
    site.page(|| view! { <Join wish=Wish::default()/> })
}

/// `POST`: keeps the application and shows its code, or the form again with the first thing that will not do.
pub(crate) async fn apply(
    State(site): State<Site>,
    Who(visitor): Who,
    posted: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Response {
    let fields = posted.map(|Form(fields)| fields).unwrap_or_default();
    let wish = Wish {
        organisation: field(&fields, "organisation"),
        products: field(&fields, "products"),
        contact: field(&fields, "contact"),
        practices: practices(&fields),
        agreement: field(&fields, "agreement"),
    };
    let (status, wrong) = match site.service.apply(visitor, &wish).await {
        Ok(code) => return site.page_with(StatusCode::CREATED, || view! { <Sent code=code/> }),
        Err(ApplyError::Field(field)) => (StatusCode::UNPROCESSABLE_ENTITY, Wrong::Field(field)),
        Err(ApplyError::Wait(wait)) => return told_to_wait(&site, wish, wait),
        Err(ApplyError::TooMany) => (StatusCode::SERVICE_UNAVAILABLE, Wrong::TooMany),
        Err(ApplyError::Storage(error)) => return trouble::storage(&site, &error),
    };
    site.page_with(status, || view! { <Join wish=wish wrong=wrong/> })
}

/// The form as it was sent, with when to send it again.
fn told_to_wait(site: &Site, wish: Wish, wait: Wait) -> Response {
    let mut response = site.page_with(
        StatusCode::TOO_MANY_REQUESTS,
        || view! { <Join wish=wish wrong=Wrong::TooOften(wait)/> },
    );
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, HeaderValue::from(wait.seconds));
    response
}

/// What will not do.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Wrong {
    #[default]
    Nothing,
    Field(Field),
    TooMany,
    TooOften(Wait),
}

impl Wrong {
    fn text(self) -> Option<String> {
        let name = match self {
            Self::Nothing => return None,
            Self::TooOften(wait) => return Some(say_wait(wait)),
            Self::TooMany => "join-too-many",
            Self::Field(Field::Organisation) => "join-wrong-organisation",
            Self::Field(Field::Products) => "join-wrong-products",
            Self::Field(Field::Contact) => "join-wrong-contact",
            Self::Field(Field::Practices) => "join-wrong-practices",
            Self::Field(Field::Agreement) => "join-wrong-agreement",
        };
        Some(say(name))
    }

    fn is(self, field: Field) -> bool {
        self == Self::Field(field)
    }
}

#[component]
fn Join(wish: Wish, #[prop(optional)] wrong: Wrong) -> impl IntoView {
    let alert = wrong
        .text()
        .map(|text| view! { <Alert text=say("join-not-sent") detail=text/> });
    let mark = move |field| wrong.is(field).then_some("true");
    let agreed = wish.agreement == AGREEMENT.version;
    let version = say_with(
        "join-agreement",
        &[("version", Value::Word(AGREEMENT.version.to_owned()))],
    );
    view! {
        <PlatformDocument title=say("join-page") who=None here="">
            {alert}
            <h1>{say("join-title")}</h1>
            <p class="lead">{say("join-lead")}</p>
            <p>{say("join-how")}</p>
            <p><a href=REFERENCE>{say("join-reference")}</a></p>
            <form class="form" method="post" action="/platform/join">
                <div class="field">
                    <label for="organisation">{say("join-organisation")}</label>
                    <input
                        id="organisation" name="organisation" type="text" maxlength="80" required
                        autocomplete="organization" value=wish.organisation
                        aria-invalid=mark(Field::Organisation)
                    />
                </div>
                <div class="field">
                    <label for="products">{say("join-products")}</label>
                    <p class="field-hint" id="products-hint">{say("join-products-hint")}</p>
                    <input
                        id="products" name="products" type="text" maxlength="300" required autocomplete="off"
                        value=wish.products aria-describedby="products-hint" aria-invalid=mark(Field::Products)
                    />
                </div>
                <div class="field">
                    <label for="contact">{say("join-contact")}</label>
                    <p class="field-hint" id="contact-hint">{say("join-contact-hint")}</p>
                    <textarea
                        id="contact" name="contact" rows="3" maxlength="500" required autocomplete="off"
                        aria-describedby="contact-hint" aria-invalid=mark(Field::Contact)
                    >{in_textarea(&wish.contact)}</textarea>
                </div>
                <Practices chosen=wish.practices/>
                <div class="field">
                    <h2>{version}</h2>
                    <pre class="agreement" tabindex="0" role="region" aria-label=say("join-agreement-label")>
                        {AGREEMENT.text}
                    </pre>
                    <label class="radio">
                        <input type="checkbox" name="agreement" value=AGREEMENT.version required checked=agreed/>
                        <span>{say("join-agree")}</span>
                    </label>
                </div>
                <button class="button button-main">{say("join-send")}</button>
            </form>
            <p class="aside">
                <a href="/platform/claim">{say("platform-have-code")}</a>
                " · "
                <a href="/platform/sign-in">{say("platform-sign-in-link")}</a>
            </p>
        </PlatformDocument>
    }
}

/// What an organisation does on a match: any number of answers.
#[component]
pub(super) fn Practices(chosen: Vec<Practice>) -> impl IntoView {
    let one = |practice: Practice| {
        let checked = chosen.contains(&practice);
        view! {
            <label class="radio">
                <input type="checkbox" name="practice" value=practice.as_str() checked=checked/>
                <span>{say(practice_text(practice))}</span>
            </label>
        }
    };
    view! {
        <fieldset class="field">
            <legend>{say("join-practices")}</legend>
            <p class="field-hint">{say("join-practices-hint")}</p>
            {Practice::ALL.map(one).collect_view()}
        </fieldset>
    }
    .into_any()
}

#[component]
fn Sent(code: Code) -> impl IntoView {
    view! {
        <PlatformDocument title=say("join-page") who=None here="">
            <h1>{say("join-sent-title")}</h1>
            <p class="lead">{say("join-sent-lead")}</p>
            <dl class="secret">
                <dt class="secret-label">{say("join-code")}</dt>
                <dd class="secret-value mono">{code.reveal()}</dd>
            </dl>
            <p>{say("join-sent-next")}</p>
            <p><a class="button button-main" href="/platform/claim">{say("join-sent-link")}</a></p>
        </PlatformDocument>
    }
}
