//! `/en/start`: before any question, how to leave and what that cannot hide.

use axum::response::Response;
use leptos::prelude::*;

use super::Back;
use crate::{
    components::{Document, Leaving},
    site::Site,
    words::{address, say},
};

pub(crate) async fn show(site: Site) -> Response {
    site.page(Before)
}

#[component]
fn Before() -> impl IntoView {
    view! {
        <Document title=say("start-page")>
            <Back to=""/>
            <h1>{say("before-title")}</h1>
            <p class="lead">{say("before-lead")}</p>
            <noscript><p class="aside">{say("before-no-script")}</p></noscript>
            <Leaving/>
            <p class="hero-actions">
                <a class="button button-main" href=address("/start/who")>{say("before-go")}</a>
            </p>
            <p><a href=address("/choose")>{say("before-straight")}</a></p>
        </Document>
    }
}
