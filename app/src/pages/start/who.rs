//! `/en/start/who`: is it about oneself, or about someone to help?

use axum::response::Response;
use leptos::prelude::*;

use super::{Back, Skip};
use crate::{
    components::{Choice, Document},
    site::Site,
    words::{address, say},
};

pub(crate) async fn show(site: Site) -> Response {
    site.page(Who)
}

#[component]
fn Who() -> impl IntoView {
    view! {
        <Document title=say("start-page")>
            <Back to="/start"/>
            <h1>{say("start-who-title")}</h1>
            <p class="lead">{say("start-who-lead")}</p>
            <ul class="choices">
                <Choice href=address("/start/threat") text=say("start-who-me")/>
                <Choice href=address("/start/threat") text=say("start-who-both")/>
                <Choice href=address("/start/helping") text=say("start-who-other")/>
            </ul>
            <Skip to="/start/threat"/>
        </Document>
    }
}
