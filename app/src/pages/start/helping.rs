//! `/en/start/helping`: what someone can do who helps another person.

use axum::response::Response;
use leptos::prelude::*;

use super::Back;
use crate::{
    components::{Document, Door},
    help::{Topic, lines_anywhere},
    site::Site,
    words::{address, say},
};

pub(crate) async fn show(site: Site) -> Response {
    site.page(Helping)
}

#[component]
fn Helping() -> impl IntoView {
    view! {
        <Document title=say("start-page")>
            <Back to="/start/who"/>
            <h1>{say("helping-title")}</h1>
            <p class="lead">{say("helping-lead")}</p>
            <section>
                <h2>{say("helping-do-title")}</h2>
                <ul>
                    <li>{say("helping-do-listen")}</li>
                    <li>{say("helping-do-together")}</li>
                    <li>{say("helping-do-not-look")}</li>
                    <li>{say("helping-do-danger")}</li>
                </ul>
            </section>
            <p class="hero-actions">
                <a class="button button-main" href=address("/start/threat")>{say("helping-go")}</a>
            </p>
            <section>
                <h2>{say("helping-doors-title")}</h2>
                <p><a href=address("/help")>{say("helping-country")}</a></p>
                <ul class="doors">
                    {lines_anywhere(Topic::Talk).map(|line| view! { <Door line=line/> }).collect_view()}
                </ul>
            </section>
        </Document>
    }
}
