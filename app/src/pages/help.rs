//! `/en/help`: people who help, by what one needs.

use axum::{extract::State, response::Response};
use leptos::prelude::*;

use crate::{
    components::{Document, Door, Notice},
    help::{Emergency, Topic, emergencies, lines},
    site::Site,
    words::{Value, say, say_with},
};

pub(crate) async fn show(State(site): State<Site>) -> Response {
    site.page(Help)
}

#[component]
fn Help() -> impl IntoView {
    view! {
        <Document title=say("help-page")>
            <h1>{say("help-title")}</h1>
            <p class="lead">{say("help-lead")}</p>
            <Notice heading=say("help-danger-title")>
                <p>{say("help-danger-text")}</p>
                <ul class="numbers">{emergencies().iter().map(emergency).collect_view()}</ul>
            </Notice>
            <Doors topic=Topic::Talk heading=say("help-talk-title")/>
            <Doors topic=Topic::Under18 heading=say("help-report-title")/>
            <Doors topic=Topic::Adult heading=say("help-adult-title")/>
            <Checked/>
        </Document>
    }
}

fn emergency(emergency: &'static Emergency) -> impl IntoView {
    view! {
        <li>
            <span>{say(&emergency.country_name())}</span>
            <a class="numbers-call" href=format!("tel:{}", emergency.number)>{emergency.number.clone()}</a>
        </li>
    }
}

#[component]
fn Doors(topic: Topic, #[prop(into)] heading: String) -> impl IntoView {
    view! {
        <section>
            <h2>{heading}</h2>
            <ul class="doors">{lines(topic).map(|line| view! { <Door line=line/> }).collect_view()}</ul>
        </section>
    }
}

/// Where each line's facts come from and when they were last compared.
#[component]
fn Checked() -> impl IntoView {
    let rows = [Topic::Talk, Topic::Under18, Topic::Adult]
        .into_iter()
        .flat_map(lines)
        .map(|line| {
            let checked = say_with("help-checked", &[("day", Value::Word(line.checked.clone()))]);
            view! {
                <li>
                    <a href=line.source.clone() rel="noreferrer">{line.name.clone()}</a>
                    " "
                    <span class="fine">{checked}</span>
                </li>
            }
        });
    view! {
        <details class="more">
            <summary>{say("help-sources")}</summary>
            <ul>{rows.collect_view()}</ul>
        </details>
    }
}
