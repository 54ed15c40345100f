//! `/en/help`: people who help, by country.

pub(crate) mod country;

use axum::response::Response;
use leptos::prelude::*;

use crate::{
    components::{Document, Doors, Emergency},
    dates,
    help::{Against, Country, Line, Topic, countries, elsewhere, lines_anywhere},
    site::Site,
    words::{Value, address, say, say_with, words},
};

pub(crate) async fn show(site: Site) -> Response {
    site.page(Help)
}

/// What someone may be looking for, and the name of its heading.
const HEADINGS: [(Topic, &str); 4] = [
    (Topic::Talk, "help-talk-title"),
    (Topic::Report, "help-report-title"),
    (Topic::TakeDown, "help-take-down-title"),
    (Topic::Adult, "help-adult-title"),
];

#[component]
fn Help() -> impl IntoView {
    let anywhere: Vec<_> = unique(HEADINGS.into_iter().flat_map(|(topic, _)| lines_anywhere(topic)));
    view! {
        <Document title=say("help-page")>
            <h1>{say("help-title")}</h1>
            <p class="lead">{say("help-lead")}</p>
            <Countries/>
            <section>
                <h2>{say("help-any-title")}</h2>
                <Doors lines=anywhere.clone()/>
            </section>
            <Checked countries=countries().iter().chain(elsewhere()).collect() lines=anywhere/>
        </Document>
    }
}

/// Every country, with its number for emergencies, and a number for those that are not there.
#[component]
pub(crate) fn Countries() -> impl IntoView {
    view! {
        <section>
            <h2>{say("help-country-title")}</h2>
            <p>{say("help-country-text")}</p>
            <ul class="countries">{countries().iter().map(country_of_list).collect_view()}</ul>
            {elsewhere().map(|country| view! {
                <p>{say("help-elsewhere")}</p>
                <p><Emergency country=country/></p>
            })}
        </section>
    }
}

fn country_of_list(country: &'static Country) -> impl IntoView {
    let page = address(&format!("/help/{}", country.code));
    view! {
        <li>
            <a href=page>{say(&country.name())}</a>
            <Emergency country=country/>
        </li>
    }
}

/// Each line once: some help with several things.
pub(crate) fn unique(lines: impl Iterator<Item = &'static Line>) -> Vec<&'static Line> {
    let mut once: Vec<&'static Line> = Vec::new();
    for line in lines {
        if !once.iter().any(|other| other.id == line.id) {
            once.push(line);
        }
    }
    once
}

/// Where the facts about each line and each number for emergencies come from, when they were last compared, and with
/// what.
#[component]
pub(crate) fn Checked(countries: Vec<&'static Country>, lines: Vec<&'static Line>) -> impl IntoView {
    let numbers = countries.into_iter().map(|country| {
        let number = format!("{} {}", say(&country.name()), country.emergency);
        checked(number, &country.source, &country.checked, country.against)
    });
    let lines = lines
        .into_iter()
        .map(|line| checked(line.name.clone(), &line.source, &line.checked, line.against));
    view! {
        <details class="more">
            <summary>{say("help-sources")}</summary>
            <ul>{numbers.collect_view()} {lines.collect_view()}</ul>
        </details>
    }
}

fn checked(what: String, source: &str, day: &str, against: Against) -> impl IntoView + use<> {
    let day = dates::spelt_out(&words(), day);
    let checked = say_with(against.text(), &[("day", Value::Word(day))]);
    view! {
        <li>
            <a href=source.to_owned() rel="noreferrer"><bdi>{what}</bdi></a>
            " "
            <span class="fine">{checked}</span>
        </li>
    }
}
