//! `/en/help/us`: everyone who helps in one country.

use axum::{extract::Path, response::Response};
use leptos::prelude::*;

use super::{Checked, HEADINGS, unique};
use crate::{
    components::{Document, Door, Emergency, Notice},
    help::{Country, Line, lines_anywhere},
    pages::{not_found, start::Back},
    site::Site,
    words::{address, say, words},
};

pub(crate) async fn show(site: Site, Path(code): Path<String>) -> Response {
    match Country::find(&code) {
        Some(country) => site.page(|| view! { <InCountry country=country/> }),
        None => not_found::answer(&site),
    }
}

/// Whose kinds of report are said, by the name in the directory.
const CYBERTIPLINE: &str = "cybertipline";

#[component]
fn InCountry(country: &'static Country) -> impl IntoView {
    let language = words().tag();
    let groups: Vec<_> = HEADINGS
        .into_iter()
        .map(|(topic, heading)| {
            let lines = country.lines(topic, &language).into_iter();
            (heading, lines.chain(lines_anywhere(topic)).collect::<Vec<_>>())
        })
        .filter(|(_, lines)| !lines.is_empty())
        .collect();
    let all = unique(groups.iter().flat_map(|(_, lines)| lines.iter().copied()));
    let groups = groups.into_iter().map(|(heading, lines)| {
        view! {
            <section>
                <h2>{say(heading)}</h2>
                <ul class="doors">{lines.into_iter().map(door).collect_view()}</ul>
                {(heading == "help-adult-title").then(|| view! {
                    <p><a href=address("/start/adult/no-file")>{say("start-adult-no-file-link")}</a></p>
                })}
            </section>
        }
    });
    view! {
        <Document title=say("help-page")>
            <Back to="/help" text="help-other-country"/>
            <h1>{say(&country.name())}</h1>
            <Notice heading=say("help-danger-title")>
                <p>{say("help-danger-text")}</p>
                <p><Emergency country=country/></p>
            </Notice>
            {groups.collect_view()}
            <Checked countries=vec![country] lines=all/>
        </Document>
    }
}

/// Someone who helps here. What can be reported there stands inside, because someone else follows in the list.
fn door(line: &'static Line) -> AnyView {
    if line.id == CYBERTIPLINE {
        return view! { <Door line=line><Kinds/></Door> }.into_any();
    }
    view! { <Door line=line/> }.into_any()
}

/// What the CyberTipline takes, in the order of its own form.
#[component]
fn Kinds() -> impl IntoView {
    view! {
        <details class="more">
            <summary>{say("kinds-title")}</summary>
            <ul>
                <li>{say("kinds-enticement")}</li>
                <li>{say("kinds-molestation")}</li>
                <li>{say("kinds-pictures")}</li>
                <li>{say("kinds-tourism")}</li>
                <li>{say("kinds-trafficking")}</li>
                <li>{say("kinds-sent")}</li>
                <li>{say("kinds-names")}</li>
                <li>{say("kinds-words")}</li>
            </ul>
        </details>
    }
}
