//! `/staff/components`: everything that pages are made of, side by side.

use axum::{extract::State, response::Response};
use domain::staff::Staff;
use leptos::prelude::*;

use crate::{
    access::SignedIn,
    components::{Alert, Badge, Choice, Door, Field, Horizon, Input, Leaving, Notice, StaffDocument, Tone},
    help::{Topic, lines_anywhere},
    site::Site,
    words::say,
};

pub(crate) async fn show(State(site): State<Site>, SignedIn(staff): SignedIn) -> Response {
    site.page(|| view! { <Components staff=staff/> })
}

#[component]
fn Components(staff: Staff) -> impl IntoView {
    view! {
        <StaffDocument title=say("components-page") staff=Some(staff)>
            <h1>{say("components-title")}</h1>
            <p class="lead">{say("components-lead")}</p>
            <section class="specimen">
                <h2>{say("components-text")}</h2>
                <h3>{say("components-sample")}</h3>
                <p class="lead">{say("components-sample")}</p>
                <p>{say("components-sample")}</p>
                <p class="fine">{say("components-sample")}</p>
                <p class="mono">"7K3M-9QXZ-04TD-8"</p>
                <p><a href="#components">{say("components-sample")}</a></p>
            </section>
            <section class="specimen" id="components">
                <h2>{say("components-buttons")}</h2>
                <p class="hero-actions">
                    <button class="button button-main" type="button">{say("components-sample")}</button>
                    <button class="button button-quiet" type="button">{say("components-sample")}</button>
                    <button class="button button-main" type="button" disabled>{say("components-sample")}</button>
                    <button class="button button-small button-quiet" type="button">{say("components-sample")}</button>
                </p>
                <ul class="choices">
                    <Choice href="#components" text=say("components-sample") hint=say("components-sample")/>
                </ul>
            </section>
            <section class="specimen">
                <h2>{say("components-states")}</h2>
                <p class="badges">
                    <Badge tone=Tone::Quiet text=say("components-sample")/>
                    <Badge tone=Tone::Good text=say("components-sample")/>
                    <Badge tone=Tone::Waiting text=say("components-sample")/>
                    <Badge tone=Tone::Stopped text=say("components-sample")/>
                </p>
                <Notice heading=say("components-sample")><p>{say("components-sample")}</p></Notice>
                <Alert text=say("components-sample") detail=say("components-sample")/>
                <p class="done">{say("components-sample")}</p>
            </section>
            <section class="specimen">
                <h2>{say("components-fields")}</h2>
                <Field name="plain" input=Input::Code label=say("components-sample") hint=say("components-sample")/>
                <Field name="wrong" input=Input::Digits label=say("components-sample") wrong=true/>
            </section>
            <section class="specimen">
                <h2>{say("components-doors")}</h2>
                <ul class="doors">
                    {lines_anywhere(Topic::Talk).map(|line| view! { <Door line=line/> }).collect_view()}
                </ul>
            </section>
            <section class="specimen">
                <h2>{say("leaving-title")}</h2>
                <Leaving/>
            </section>
            <section class="specimen">
                <h2>{say("case-title")}</h2>
                <ul class="items">
                    <li class="item">
                        <div class="item-head">
                            <span class="item-name">{say("components-sample")}</span>
                            <Badge tone=Tone::Good text=say("item-listed")/>
                        </div>
                        <p>{say("item-fetched-none")}</p>
                    </li>
                </ul>
                <div class="receipt">
                    <div class="secret">
                        <p class="secret-label">{say("receipt-number")}</p>
                        <p class="secret-value">"7K3M-9QXZ-04TD-8"</p>
                        <button class="button button-small button-quiet secret-copy" type="button">
                            {say("receipt-copy")}
                        </button>
                    </div>
                </div>
            </section>
            <section class="specimen">
                <h2>{say("picker-title")}</h2>
                <div class="drop">
                    <span class="button button-main">{say("picker-choose")}</span>
                    <p class="drop-hint">{say("picker-drop")}</p>
                </div>
                <ul class="rows">
                    <li class="row" data-state="reading">
                        <svg class="row-mark" viewBox="0 0 32 32" width="40" height="40" aria-hidden="true">
                            <rect x="3" y="6" width="26" height="20" rx="4"></rect>
                            <path d="M6 23l7-8 5 5 3-3 5 6"></path>
                        </svg>
                        <div class="row-text">
                            <p class="row-name">{say("components-sample")}</p>
                            <p class="row-state">{say("picker-reading")}</p>
                            <progress max="100" value="40" aria-label=say("picker-reading")></progress>
                        </div>
                    </li>
                </ul>
            </section>
            <section class="specimen">
                <h2>{say("letter-page")}</h2>
                <div class="letter"><p>{say("components-sample")}</p></div>
                <p class="unreviewed">{say("language-unreviewed")}</p>
                <p class="aside">{say("components-sample")}</p>
            </section>
            <section class="specimen">
                <h2>{say("components-picture")}</h2>
                <div class="hero"><Horizon/></div>
            </section>
        </StaffDocument>
    }
}
