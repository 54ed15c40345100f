//! `/en/start/age`: were you under 18 in the picture?

use axum::response::Response;
use leptos::prelude::*;

use super::{Back, Skip};
use crate::{
    components::{Choice, Document},
    render::options,
    site::Site,
    words::{address, say},
};

pub(crate) async fn show(site: Site) -> Response {
    site.page(Age)
}

#[component]
fn Age() -> impl IntoView {
    let why = if options().serve_adults {
        "start-age-why-here"
    } else {
        "start-age-why"
    };
    view! {
        <Document title=say("start-page")>
            <Back to="/start/threat"/>
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
            <p class="aside">{say(why)}</p>
            <Skip to="/start/device"/>
        </Document>
    }
}
