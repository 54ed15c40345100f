//! `/en/platforms`: who follows the lists, since when, and what that means.

use axum::response::Response;
use domain::{list::ListName, subscriber::Subscriber};
use leptos::prelude::*;

use super::trouble;
use crate::{
    components::Document,
    dates,
    site::Site,
    words::{Value, address, say, say_with, words},
};

pub(crate) async fn show(site: Site) -> Response {
    match site.service.subscribers().await {
        Ok(all) => {
            let reading = all
                .into_iter()
                .filter(|subscriber| !subscriber.suspended)
                .collect();
            site.page(|| view! { <Platforms platforms=reading/> })
        }
        Err(error) => trouble::storage(&site, &error),
    }
}

#[component]
fn Platforms(platforms: Vec<Subscriber>) -> impl IntoView {
    let none = platforms.is_empty();
    view! {
        <Document title=say("platforms-page")>
            <h1>{say("platforms-title")}</h1>
            <p class="lead">{say(if none { "platforms-none" } else { "platforms-lead" })}</p>
            <ul class="doors">{platforms.into_iter().map(platform).collect_view()}</ul>
            <section>
                <h2>{say("platforms-meaning-title")}</h2>
                <p>{say("platforms-meaning-decide")}</p>
                <p>{say("platforms-meaning-more")}</p>
            </section>
            <section>
                <h2>{say("platforms-missing-title")}</h2>
                <p>{say("platforms-missing")}</p>
                <p><a href=address("/letter")>{say("platforms-missing-link")}</a></p>
            </section>
        </Document>
    }
}

fn platform(platform: Subscriber) -> impl IntoView {
    let since = Value::Word(dates::day(&words(), platform.created_at));
    let adults = platform.lists.contains(&ListName::adult());
    view! {
        <li class="door">
            <h2 class="door-name">{platform.name}</h2>
            <p class="door-where">{say_with("platforms-since", &[("day", since)])}</p>
            {adults.then(|| view! { <p>{say("platforms-adults")}</p> })}
        </li>
    }
}
