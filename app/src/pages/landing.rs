//! `/en`: what this is and what it is not, before anything else.

use axum::response::Response;
use leptos::prelude::*;

use crate::{
    components::{Document, Horizon, Leaving, Notice},
    render::options,
    site::Site,
    words::{address, say},
};

pub(crate) async fn show(site: Site) -> Response {
    site.page(Landing)
}

#[component]
fn Landing() -> impl IntoView {
    view! {
        <Document title=say("landing-page")>
            <section class="hero">
                <Horizon/>
                <div class="hero-text">
                    <h1>{say("landing-title")}</h1>
                    <p class="lead">{say("landing-lead")}</p>
                    {options().serve_adults.then(|| view! { <p>{say("landing-adults")}</p> })}
                    <p class="hero-actions">
                        <a class="button button-main" href=address("/start")>{say("landing-start")}</a>
                        <a class="button button-quiet" href=address("/status")>{say("landing-status")}</a>
                    </p>
                    <p class="hero-note">{say("landing-note")}</p>
                </div>
            </section>
            // Before everything that takes time to read.
            <Notice heading=say("landing-danger-title")>
                <p>{say("landing-danger-text")}</p>
                <p><a href=address("/help")>{say("landing-danger-link")}</a></p>
            </Notice>
            <Steps/>
            <Limits/>
            <section>
                <h2>{say("landing-privacy-title")}</h2>
                <p>{say("landing-privacy-name")}</p>
                <p>{say("landing-privacy-device")}</p>
                <p><a href=address("/how-it-works")>{say("landing-privacy-more")}</a></p>
            </section>
            <Leaving/>
        </Document>
    }
}

#[component]
fn Steps() -> impl IntoView {
    view! {
        <section>
            <h2>{say("landing-steps-title")}</h2>
            <ol class="steps">
                <li>
                    <h3>{say("landing-step-pick")}</h3>
                    <p>{say("landing-step-pick-text")}</p>
                </li>
                <li>
                    <h3>{say("landing-step-hash")}</h3>
                    <p>{say("landing-step-hash-text")}</p>
                </li>
                <li>
                    <h3>{say("landing-step-match")}</h3>
                    <p>{say("landing-step-match-text")}</p>
                </li>
            </ol>
            <p><a href=address("/platforms")>{say("landing-platforms")}</a></p>
        </section>
    }
}

/// What Reclaim cannot do. Also on the page that explains it.
#[component]
pub(crate) fn Limits() -> impl IntoView {
    view! {
        <section>
            <h2>{say("limits-title")}</h2>
            <LimitsList/>
        </section>
    }
}

/// The same without its heading, for where files are chosen.
#[component]
pub(crate) fn LimitsList() -> impl IntoView {
    view! {
        <ul class="limits">
            <li>{say("limits-taking-part")}</li>
            <li>{say("limits-encrypted")}</li>
            <li>{say("limits-changed")}</li>
            <li>{say("limits-no-promise")}</li>
            <li>
                <span>
                    {say("limits-trust")} " " <a href=address("/check")>{say("limits-trust-link")}</a>
                </span>
            </li>
        </ul>
    }
}
