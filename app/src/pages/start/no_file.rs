//! `/en/start/no-file`: what can be done without the file. No dead end.

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
    site.page(NoFile)
}

#[component]
fn NoFile() -> impl IntoView {
    view! {
        <Document title=say("start-page")>
            <Back to="/start/device"/>
            <h1>{say("no-file-title")}</h1>
            <p class="lead">{say("no-file-lead")}</p>
            <section>
                <h2>{say("no-file-where-title")}</h2>
                <ul>
                    <li>{say("no-file-where-report")}</li>
                    <li>{say("no-file-where-words")}</li>
                    <li>{say("no-file-where-note")}</li>
                </ul>
                <p><a href=address("/letter")>{say("no-file-letter")}</a></p>
            </section>
            <section>
                <h2>{say("no-file-doors-title")}</h2>
                <p><a href=address("/help")>{say("helping-country")}</a></p>
                <ul class="doors">
                    {lines_anywhere(Topic::TakeDown).map(|line| view! { <Door line=line/> }).collect_view()}
                </ul>
            </section>
            <section>
                <h2>{say("no-file-later-title")}</h2>
                <p>{say("no-file-later")}</p>
                <p><a href=address("/choose")>{say("no-file-later-link")}</a></p>
            </section>
        </Document>
    }
}
