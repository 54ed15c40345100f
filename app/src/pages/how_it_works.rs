//! `/en/how-it-works`: what a hash is, who sees what, where it ends, and how to check all that.

use axum::response::Response;
use domain::list::{ListName, Publication};
use leptos::prelude::*;

use super::{landing::Limits, trouble};
use crate::{
    components::Document,
    site::Site,
    words::{address, say},
};

pub(crate) async fn show(site: Site) -> Response {
    match site.service.publication(&ListName::exploitative()).await {
        Ok(publication) => {
            let review = publication == Some(Publication::ReviewFirst);
            site.page(|| view! { <HowItWorks review=review/> })
        }
        Err(error) => trouble::storage(&site, &error),
    }
}

#[component]
fn HowItWorks(
    /// Whether a person looks at every code before it gets on the list.
    review: bool,
) -> impl IntoView {
    let reviewed = if review {
        "how-next-review-first"
    } else {
        "how-next-review"
    };
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
                <p>{say(reviewed)}</p>
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
