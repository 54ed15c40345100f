//! `/en/start/device`: is the picture on this device?

use axum::response::Response;
use leptos::prelude::*;

use super::{Back, Skip};
use crate::{
    components::{Choice, Document},
    site::Site,
    words::{address, say},
};

pub(crate) async fn show(site: Site) -> Response {
    site.page(Device)
}

#[component]
fn Device() -> impl IntoView {
    view! {
        <Document title=say("start-page")>
            <Back to="/start/age"/>
            <h1>{say("start-device-title")}</h1>
            <p class="lead">{say("start-device-lead")}</p>
            <ul class="choices">
                <Choice href=address("/start/where") text=say("start-device-yes")/>
                <Choice
                    href=address("/start/no-file")
                    text=say("start-device-no")
                    hint=say("start-device-no-hint")
                />
            </ul>
            <p class="aside">{say("start-device-do-not")}</p>
            <Skip to="/start/where"/>
        </Document>
    }
}
