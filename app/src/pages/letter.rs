//! `/en/letter`: a removal letter that is filled in and printed on the device.
//!
//! Its fields belong to no form, so there is no way in which what is typed could be sent. It has the four things
//! that the US TAKE IT DOWN Act (section 3) asks of a request: a signature, where the picture is, a statement
//! made in good faith, and how to reach the person.

use axum::{extract::State, response::Response};
use leptos::prelude::*;

use crate::{
    components::Document,
    site::Site,
    words::{address, say},
};

pub(crate) async fn show(State(site): State<Site>) -> Response {
    site.page(Letter)
}

#[component]
fn Letter() -> impl IntoView {
    view! {
        <Document title=say("letter-page")>
            <div class="letter-help after">
                <h1>{say("letter-title")}</h1>
                <p class="lead">{say("letter-lead")}</p>
                <ul>
                    <li>{say("letter-how-fill")}</li>
                    <li>{say("letter-how-private")}</li>
                    <li>{say("letter-how-send")}</li>
                </ul>
            </div>
            <section class="letter" aria-label=say("letter-page")>
                <Line id="letter-to" label=say("letter-to")/>
                <Line id="letter-date" label=say("letter-date")/>
                <p>{say("letter-ask")}</p>
                <label class="radio">
                    <input type="checkbox" autocomplete="off"/>
                    <span>{say("letter-under-18")}</span>
                </label>
                <Lines id="letter-where" label=say("letter-where")/>
                <Lines id="letter-what" label=say("letter-what")/>
                <p>{say("letter-good-faith")}</p>
                <p>{say("letter-copies")}</p>
                <Line id="letter-reach" label=say("letter-reach")/>
                <Line id="letter-signed" label=say("letter-signed")/>
            </section>
            <div class="letter-help after">
                <p class="hero-actions">
                    <button class="button button-main" type="button" data-print="">{say("letter-print")}</button>
                </p>
                <p class="aside">{say("letter-not-alone")}</p>
                <p><a href=address("/help")>{say("letter-help")}</a></p>
            </div>
        </Document>
    }
}

#[component]
fn Line(id: &'static str, #[prop(into)] label: String) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input id=id type="text" autocomplete="off" spellcheck="false"/>
        </div>
    }
}

#[component]
fn Lines(id: &'static str, #[prop(into)] label: String) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <textarea id=id rows="3" autocomplete="off" spellcheck="false"></textarea>
        </div>
    }
}
