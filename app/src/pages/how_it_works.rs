//! `/en/how-it-works`: what a hash is, who sees what, where it ends, and how to check all that.

use axum::response::Response;
use leptos::prelude::*;

use super::landing::Limits;
use crate::{
    components::Document,
    site::Site,
    words::{address, say},
};

pub(crate) async fn show(site: Site) -> Response {
    site.page(HowItWorks)
}

#[component]
fn HowItWorks() -> impl IntoView {
    view! {
        <Document title=say("how-page")>
            <h1>{say("how-title")}</h1>
            <section>
                <h2>{say("how-hash-title")}</h2>
                <p>{say("how-hash-what")}</p>
                <p>{say("how-hash-kinds")}</p>
                <p>{say("how-hash-back")}</p>
                <p>{say("how-hash-iphone")}</p>
            </section>
            <section>
                <h2>{say("how-see-title")}</h2>
                <dl class="facts">
                    <dt>{say("how-see-device")}</dt>
                    <dd>{say("how-see-device-text")}</dd>
                    <dt>{say("how-see-us")}</dt>
                    <dd>{say("how-see-us-text")}</dd>
                    <dt>{say("how-see-platforms")}</dt>
                    <dd>{say("how-see-platforms-text")}</dd>
                </dl>
            </section>
            <section>
                <h2>{say("how-next-title")}</h2>
                <p>{say("how-next-list")}</p>
                <p>{say("how-next-review")}</p>
                <p>{say("how-next-platforms")}</p>
                <p><a href=address("/platforms")>{say("how-next-who")}</a></p>
            </section>
            <Limits/>
            <section>
                <h2>{say("how-trust-title")}</h2>
                <p>{say("how-trust-why")}</p>
                <p>{say("how-trust-worker")}</p>
                <p>{say("how-trust-offline")}</p>
                <p>{say("how-trust-source")}</p>
                <p><a href=address("/check")>{say("how-trust-check")}</a></p>
            </section>
            <section>
                <h2>{say("how-back-title")}</h2>
                <p>{say("how-back-text")}</p>
                <p><a href=address("/status")>{say("how-back-link")}</a></p>
            </section>
        </Document>
    }
}
