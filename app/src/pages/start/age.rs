//! `/en/start`: were you under 18 in the picture?

use axum::{extract::State, response::Response};
use leptos::prelude::*;

use super::Back;
use crate::{
    components::{Choice, Document},
    site::Site,
    words::{address, say},
};

pub(crate) async fn show(State(site): State<Site>) -> Response {
    site.page(Age)
}

#[component]
fn Age() -> impl IntoView {
    view! {
        <Document title=say("start-page")>
            <Back to=""/>
            <h1>{say("start-age-title")}</h1>
            <p class="lead">{say("start-age-lead")}</p>
            <ul class="choices">
                <Choice href=address("/start/device") text=say("start-age-yes")/>
                <Choice href=address("/start/adult") text=say("start-age-no")/>
                <Choice
                    href=address("/start/device")
                    text=say("start-age-unsure")
                    hint=say("start-age-unsure-hint")
                />
            </ul>
            <p class="aside">{say("start-age-why")}</p>
        </Document>
    }
}
