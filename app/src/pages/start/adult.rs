//! `/en/start/adult`: who helps with pictures of adults; this house too, if its operator wants that.

use axum::response::Response;
use leptos::prelude::*;

use super::Back;
use crate::{
    components::{Document, Door},
    help::{Topic, lines_anywhere},
    render::options,
    site::Site,
    words::{address, say},
};

pub(crate) async fn show(site: Site) -> Response {
    site.page(Adult)
}

#[component]
fn Adult() -> impl IntoView {
    let here = options().serve_adults;
    view! {
        <Document title=say("start-page")>
            <Back to="/start/age"/>
            <h1>{say(if here { "start-adult-title-here" } else { "start-adult-title" })}</h1>
            {here.then(|| view! {
                <p class="lead">{say("start-adult-lead-here")}</p>
                <p><a class="button button-main" href=address("/start/adult/where")>{say("before-go")}</a></p>
            })}
            {(!here).then(|| view! { <p class="lead">{say("start-adult-lead")}</p> })}
            <h2>{say("start-adult-others")}</h2>
            <ul class="doors">{lines_anywhere(Topic::Adult).map(|line| view! { <Door line=line/> }).collect_view()}</ul>
            <p><a href=address("/help")>{say("helping-country")}</a></p>
            <p>
                {say("start-adult-no-file")} " "
                <a href=address("/start/adult/no-file")>{say("start-adult-no-file-link")}</a>
            </p>
            <h2>{say("start-adult-both-title")}</h2>
            <p>{say(if here { "start-adult-both-here" } else { "start-adult-both" })}</p>
            <p><a href=address("/start/device")>{say("start-adult-both-link")}</a></p>
        </Document>
    }
}
