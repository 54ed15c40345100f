//! `/en/letter`: a removal letter, by the rules of one place. The first page asks which.

pub(crate) mod place;

use axum::response::Response;
use leptos::prelude::*;

use self::place::Place;
use crate::{
    components::{Choice, Document},
    site::Site,
    words::{address, say},
};

pub(crate) async fn show(site: Site) -> Response {
    site.page(Letters)
}

#[component]
fn Letters() -> impl IntoView {
    let choices = Place::ALL.into_iter().map(|place| {
        view! {
            <Choice
                href=address(&format!("/letter/{}", place.code()))
                text=say(place.name())
                hint=say(place.hint())
            />
        }
    });
    view! {
        <Document title=say("letter-page")>
            <h1>{say("letter-title")}</h1>
            <p class="lead">{say("letter-lead")}</p>
            <h2>{say("letter-place-title")}</h2>
            <p>{say("letter-place-text")}</p>
            <ul class="choices">{choices.collect_view()}</ul>
            <p class="aside">
                {say("letter-not-alone")} " " <a href=address("/help")>{say("letter-help")}</a>
            </p>
        </Document>
    }
}
