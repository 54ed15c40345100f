//! `/en/start/no-file`: what can be done without the file. No dead end.

use axum::response::Response;
use leptos::prelude::*;

use super::Back;
use crate::{
    components::{Document, Doors},
    help::{Line, Topic, lines_anywhere, lines_everywhere, lines_of_countries},
    pages::help::{Checked, unique},
    site::Site,
    words::{address, say},
};

pub(crate) async fn show(site: Site) -> Response {
    site.page(NoFile)
}

/// Who takes a report without the file, country by country, and who knows where to report in others. Take It Down, which
/// has to have the file, is in no country.
pub(crate) fn people_without_file() -> Vec<&'static Line> {
    let reports = lines_of_countries(Topic::Report);
    let take_downs = lines_of_countries(Topic::TakeDown);
    unique(reports.chain(take_downs).chain(lines_anywhere(Topic::Report)))
}

#[component]
fn NoFile() -> impl IntoView {
    let people = people_without_file();
    let searches: Vec<_> = lines_everywhere(Topic::Search).collect();
    let all = [&people[..], &searches].concat();
    view! {
        <Document title=say("start-page")>
            <Back to="/start/device"/>
            <h1>{say("no-file-title")}</h1>
            <p class="lead">{say("no-file-lead")}</p>
            <section>
                <h2>{say("no-file-where-title")}</h2>
                <ul>
                    <li>{say("no-file-where-report")}</li>
                    <li>{say("no-file-where-words")}</li>
                    <li>{say("no-file-where-note")}</li>
                </ul>
                <p><a href=address("/letter")>{say("no-file-letter")}</a></p>
            </section>
            <section>
                <h2>{say("no-file-doors-title")}</h2>
                <p><a href=address("/help")>{say("helping-country")}</a></p>
                <Doors lines=people/>
            </section>
            <section>
                <h2>{say("no-file-search-title")}</h2>
                <p>{say("where-search-source")}</p>
                <Doors lines=searches/>
            </section>
            <section>
                <h2>{say("no-file-later-title")}</h2>
                <p>{say("no-file-later")}</p>
                <p><a href=address("/choose")>{say("no-file-later-link")}</a></p>
            </section>
            <Checked countries=Vec::new() lines=all/>
        </Document>
    }
}
