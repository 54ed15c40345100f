//! `/en/platforms`: who follows the lists, since when, for which of their products, and what they say they do.

use axum::response::Response;
use domain::{list::ListName, platform::Participant};
use leptos::prelude::*;
use service::platform::Participants;

use super::trouble;
use crate::{
    components::Document,
    dates,
    site::Site,
    words::{Value, address, say, say_with, words},
};

pub(crate) async fn show(site: Site) -> Response {
    let minors = site.service.participants(&ListName::exploitative()).await;
    let adults = if site.options.serve_adults {
        site.service.participants(&ListName::adult()).await.map(Some)
    } else {
        Ok(None)
    };
    match (minors, adults) {
        (Ok(minors), Ok(adults)) => site.page(|| view! { <Platforms minors=minors adults=adults/> }),
        (Err(error), _) | (_, Err(error)) => trouble::storage(&site, &error),
    }
}

#[component]
fn Platforms(
    /// Who follows the list of pictures from before people were 18.
    minors: Participants,
    /// And that of adults' pictures, where there is one.
    adults: Option<Participants>,
) -> impl IntoView {
    view! {
        <Document title=say("platforms-page")>
            <h1>{say("platforms-title")}</h1>
            <Following platforms=minors/>
            {adults.map(|adults| view! {
                <section>
                    <h2>{say("platforms-adults-title")}</h2>
                    <Following platforms=adults/>
                </section>
            })}
            <section>
                <h2>{say("platforms-meaning-title")}</h2>
                <p>{say("platforms-meaning-decide")}</p>
                <p>{say("platforms-meaning-more")}</p>
            </section>
            <section>
                <h2>{say("platforms-missing-title")}</h2>
                <p>{say("platforms-missing")}</p>
                <p><a href=address("/letter")>{say("platforms-missing-link")}</a></p>
                <p><a href="/platform/join">{say("platforms-yours")}</a></p>
            </section>
        </Document>
    }
}

#[component]
fn Following(platforms: Participants) -> impl IntoView {
    let Participants { named, unnamed } = platforms;
    let count = [("count", Value::Number(unnamed))];
    let lead = match (named.is_empty(), unnamed) {
        (true, 0) => say("platforms-none"),
        (true, _) => say_with("platforms-all-unnamed", &count),
        (false, _) => say("platforms-lead"),
    };
    let more =
        (!named.is_empty() && unnamed > 0).then(|| view! { <p>{say_with("platforms-unnamed", &count)}</p> });
    view! {
        <p class="lead">{lead}</p>
        {(!named.is_empty()).then(|| view! { <ul class="doors">{named.into_iter().map(platform).collect_view()}</ul> })}
        {more}
    }
}

fn platform(platform: Participant) -> impl IntoView {
    let since = platform.since.map_or_else(
        || say("platforms-not-yet"),
        |since| {
            say_with(
                "platforms-since",
                &[("day", Value::Word(dates::day(&words(), since)))],
            )
        },
    );
    let products = (!platform.products.is_empty()).then(|| {
        let products = Value::Word(platform.products);
        view! { <p>{say_with("platforms-products", &[("products", products)])}</p> }
    });
    let said: Vec<_> = platform
        .practices
        .iter()
        .map(|practice| say(&format!("platforms-does-{}", practice.as_str())))
        .collect();
    let does = if said.is_empty() {
        view! { <p>{say("platforms-silent")}</p> }.into_any()
    } else {
        let lines = said.into_iter().map(|line| view! { <li>{line}</li> });
        view! { <p>{say("platforms-does")}</p> <ul>{lines.collect_view()}</ul> }.into_any()
    };
    view! {
        <li class="door">
            <h2 class="door-name"><bdi>{platform.name}</bdi></h2>
            <p class="door-where">{since}</p>
            {products}
            {does}
        </li>
    }
}
