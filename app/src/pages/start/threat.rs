//! `/en/start/threat`: is someone making threats? And `/en/start/threat/now`: what helps then.

use axum::response::Response;
use leptos::prelude::*;

use super::{Back, Skip};
use crate::{
    components::{Choice, Document, Notice},
    site::Site,
    words::{address, say},
};

pub(crate) async fn show(site: Site) -> Response {
    site.page(Threat)
}

pub(crate) async fn show_now(site: Site) -> Response {
    site.page(Now)
}

#[component]
fn Threat() -> impl IntoView {
    view! {
        <Document title=say("start-page")>
            <Back to="/start/who"/>
            <h1>{say("start-threat-title")}</h1>
            <p class="lead">{say("start-threat-lead")}</p>
            <ul class="choices">
                <Choice href=address("/start/threat/now") text=say("start-threat-yes")/>
                <Choice href=address("/start/age") text=say("start-threat-no")/>
            </ul>
            <Skip to="/start/age"/>
        </Document>
    }
}

#[component]
fn Now() -> impl IntoView {
    view! {
        <Document title=say("start-page")>
            <Back to="/start/threat"/>
            <h1>{say("threat-title")}</h1>
            <p class="lead">{say("threat-lead")}</p>
            <Notice heading=say("threat-call-title")>
                <p>{say("threat-call")}</p>
                <p><a href=address("/help")>{say("threat-call-link")}</a></p>
            </Notice>
            <section>
                <h2>{say("threat-do-title")}</h2>
                <ul>
                    <li>{say("threat-do-not-pay")}</li>
                    <li>{say("threat-do-stop")}</li>
                    <li>{say("threat-do-keep")}</li>
                    <li>{say("threat-do-block")}</li>
                    <li>{say("threat-do-tell")}</li>
                </ul>
            </section>
            <section>
                <h2>{say("threat-go-title")}</h2>
                <p>{say("threat-go")}</p>
                <p class="hero-actions">
                    <a class="button button-main" href=address("/start/age")>{say("threat-go-link")}</a>
                </p>
            </section>
        </Document>
    }
}
