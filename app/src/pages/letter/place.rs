//! `/en/letter/us` and its like: the letter, filled in and printed on the device.
//!
//! Its fields belong to no form, so there is no way in which what is typed could be sent. Each letter has what the
//! law of its place asks for:
//! - the US TAKE IT DOWN Act, section 3(a)(1)(B): a signature, of the person or of someone for them, where the picture is, a
//!   statement made in good faith with what shows that there was no consent, and how to reach the person;
//! - the EU's Digital Services Act, Article 16(2): why it is illegal, where it is, name and e-mail unless it is about
//!   the abuse of a child, and a statement made in good faith;
//! - the UK's Online Safety Act 2023, section 20: a report of illegal content, with what makes it illegal.

use axum::{extract::Path, response::Response};
use leptos::prelude::*;

use crate::{
    components::Document,
    pages::{not_found, start::Back},
    site::Site,
    words::{Words, address, say, words},
};

/// Whose rules a letter follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    UnitedStates,
    EuropeanUnion,
    UnitedKingdom,
    Elsewhere,
}

impl Place {
    pub(super) const ALL: [Self; 4] = [
        Self::UnitedStates,
        Self::EuropeanUnion,
        Self::UnitedKingdom,
        Self::Elsewhere,
    ];

    /// As it stands in the address.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::UnitedStates => "us",
            Self::EuropeanUnion => "eu",
            Self::UnitedKingdom => "gb",
            Self::Elsewhere => "other",
        }
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::UnitedStates => "letter-us",
            Self::EuropeanUnion => "letter-eu",
            Self::UnitedKingdom => "letter-gb",
            Self::Elsewhere => "letter-other",
        }
    }

    pub(super) const fn hint(self) -> &'static str {
        match self {
            Self::UnitedStates => "letter-us-hint",
            Self::EuropeanUnion => "letter-eu-hint",
            Self::UnitedKingdom => "letter-gb-hint",
            Self::Elsewhere => "letter-other-hint",
        }
    }

    /// What the person should know of these rules.
    const fn advice(self) -> Option<&'static str> {
        match self {
            Self::UnitedStates => Some("letter-how-us"),
            Self::EuropeanUnion => Some("letter-how-eu"),
            Self::UnitedKingdom | Self::Elsewhere => None,
        }
    }

    /// What the letter says of the law.
    const fn law(self) -> &'static str {
        match self {
            Self::UnitedStates => "letter-us-law",
            Self::EuropeanUnion => "letter-eu-law",
            Self::UnitedKingdom => "letter-gb-law",
            Self::Elsewhere => "letter-other-law",
        }
    }

    /// What is stated in good faith.
    const fn good_faith(self) -> &'static str {
        match self {
            Self::EuropeanUnion => "letter-eu-good-faith",
            _ => "letter-good-faith",
        }
    }
}

pub(crate) async fn show(site: Site, Path(code): Path<String>) -> Response {
    match Place::ALL.into_iter().find(|place| place.code() == code) {
        Some(place) => site.page(|| view! { <Letter place=place/> }),
        None => not_found::answer(&site),
    }
}

#[component]
fn Letter(place: Place) -> impl IntoView {
    let us = place == Place::UnitedStates;
    let english = format!("/en/letter/{}", place.code());
    view! {
        <Document title=say("letter-page")>
            <div class="letter-help after">
                <Back to="/letter" text="letter-another"/>
                <h1>{say("letter-title")}</h1>
                <p class="lead">{say("letter-lead")}</p>
                <ul>
                    <li>{say("letter-how-fill")}</li>
                    {place.advice().map(|advice| view! { <li>{say(advice)}</li> })}
                    {(place == Place::Elsewhere).then(|| view! {
                        <li>
                            {say("letter-how-other")} " "
                            <a href=address("/help/au")>{say("letter-how-other-link")}</a>
                        </li>
                    })}
                    {(words() != Words::english()).then(|| view! {
                        <li>
                            {say("letter-how-language")} " "
                            <a href=english hreflang="en">{say("letter-how-language-link")}</a>
                        </li>
                    })}
                    <li>{say("letter-how-private")}</li>
                    <li>{say("letter-how-send")}</li>
                </ul>
            </div>
            <section class="letter" id="letter" aria-label=say("letter-page")>
                <Lines rows=1 id="letter-to" label=say("letter-to")/>
                <Lines rows=1 id="letter-date" label=say("letter-date")/>
                <p>{say("letter-ask")}</p>
                <label class="radio">
                    <input type="checkbox" autocomplete="off"/>
                    <span>{say("letter-under-18")}</span>
                </label>
                <Lines rows=3 id="letter-where" label=say("letter-where")/>
                <Lines rows=3 id="letter-what" label=say("letter-what")/>
                {us.then(|| view! {
                    <Lines rows=3 id="letter-consent" label=say("letter-us-consent")/>
                })}
                <p class="letter-law">{say(place.law())}</p>
                <p>{say(place.good_faith())}</p>
                <p>{say("letter-copies")}</p>
                <Lines rows=3 id="letter-reach" label=say("letter-reach")/>
                <Lines rows=1 id="letter-signed" label=say("letter-signed")/>
                {us.then(|| view! { <Lines rows=1 id="letter-for" label=say("letter-us-for")/> })}
            </section>
            <div class="letter-help after">
                <p class="hero-actions scripted">
                    <button class="button button-main" type="button" data-print="">{say("letter-print")}</button>
                    <button
                        class="button button-quiet"
                        type="button"
                        data-copy="letter"
                        data-copied=say("receipt-copied")
                        data-by-hand=say("copy-by-hand")
                    >
                        {say("letter-copy")}
                    </button>
                </p>
                <noscript><p>{say("letter-no-script")}</p></noscript>
                <p class="aside">{say("letter-not-alone")}</p>
                <p><a href=address("/help")>{say("letter-help")}</a></p>
            </div>
        </Document>
    }
}

/// A text of any length. Even where one line is most often enough the field is one that grows: what does not fit into it
/// would be missing on paper.
#[component]
fn Lines(rows: u8, id: &'static str, #[prop(into)] label: String) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <textarea
                id=id
                rows=rows.to_string()
                placeholder=" "
                dir="auto"
                autocomplete="off"
                spellcheck="false"
            ></textarea>
        </div>
    }
}
