//! `/en/start/adult/no-file`: what an adult can do without the file, where even StopNCII.org needs it.

use axum::response::Response;
use leptos::prelude::*;

use super::Back;
use crate::{
    components::{Document, Doors},
    help::{Topic, lines_everywhere, lines_of_countries},
    pages::help::Checked,
    site::Site,
    words::{address, say},
};

pub(crate) async fn show(site: Site) -> Response {
    site.page(AdultNoFile)
}

#[component]
fn AdultNoFile() -> impl IntoView {
    let posts: Vec<_> = lines_everywhere(Topic::Post).collect();
    let searches: Vec<_> = lines_everywhere(Topic::Search).collect();
    let people: Vec<_> = lines_of_countries(Topic::Adult).collect();
    let all = [&posts[..], &searches, &people].concat();
    view! {
        <Document title=say("start-page")>
            <Back to="/start/adult"/>
            <h1>{say("no-file-title")}</h1>
            <p class="lead">{say("adult-no-file-lead")}</p>
            <section>
                <h2>{say("adult-no-file-post-title")}</h2>
                <ul>
                    <li>{say("adult-no-file-post-note")}</li>
                    <li>{say("adult-no-file-post-words")}</li>
                    <li>{say("adult-no-file-post-other")}</li>
                </ul>
                <Doors lines=posts/>
            </section>
            <section>
                <h2>{say("adult-no-file-letter-title")}</h2>
                <p>{say("adult-no-file-letter")}</p>
                <p><a href=address("/letter")>{say("no-file-letter")}</a></p>
            </section>
            <section>
                <h2>{say("no-file-search-title")}</h2>
                <p>{say("where-search-source")}</p>
                <Doors lines=searches/>
            </section>
            <section>
                <h2>{say("adult-no-file-people-title")}</h2>
                <Doors lines=people/>
                <p><a href=address("/help")>{say("helping-country")}</a></p>
            </section>
            <Checked countries=Vec::new() lines=all/>
        </Document>
    }
}
