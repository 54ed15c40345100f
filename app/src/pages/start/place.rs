//! `/en/start/where`: where is it posted? And for each answer what else helps there.

use axum::response::Response;
use leptos::prelude::*;

use super::{Back, Skip};
use crate::{
    components::{Choice, Document, Door},
    help::{Topic, lines_everywhere},
    site::Site,
    words::{address, say},
};

pub(crate) async fn show(site: Site) -> Response {
    site.page(Where)
}

pub(crate) async fn show_site(site: Site) -> Response {
    site.page(OnSite)
}

pub(crate) async fn show_chat(site: Site) -> Response {
    site.page(InChat)
}

pub(crate) async fn show_search(site: Site) -> Response {
    site.page(InSearch)
}

#[component]
fn Where() -> impl IntoView {
    view! {
        <Document title=say("start-page")>
            <Back to="/start/device"/>
            <h1>{say("start-where-title")}</h1>
            <p class="lead">{say("start-where-lead")}</p>
            <ul class="choices">
                <Choice href=address("/start/where/site") text=say("start-where-site")/>
                <Choice href=address("/start/where/chat") text=say("start-where-chat")/>
                <Choice href=address("/start/where/search") text=say("start-where-search")/>
                <Choice
                    href=address("/choose")
                    text=say("start-where-nowhere")
                    hint=say("start-where-nowhere-hint")
                />
            </ul>
            <Skip to="/choose"/>
        </Document>
    }
}

/// What else helps at one place, and the way on to choosing files.
#[component]
fn Besides(#[prop(into)] title: String, children: Children) -> impl IntoView {
    view! {
        <Document title=say("start-page")>
            <Back to="/start/where"/>
            <h1>{title}</h1>
            <p class="lead">{say("where-both")}</p>
            <p class="hero-actions">
                <a class="button button-main" href=address("/choose")>{say("where-go")}</a>
            </p>
            {children()}
        </Document>
    }
}

#[component]
fn OnSite() -> impl IntoView {
    view! {
        <Besides title=say("where-site-title")>
            <ul>
                <li>{say("where-site-report")}</li>
                <li>
                    {say("where-site-letter")}
                    " "
                    <a href=address("/letter")>{say("where-site-letter-link")}</a>
                </li>
                <li>
                    {say("where-site-platforms")}
                    " "
                    <a href=address("/platforms")>{say("where-site-platforms-link")}</a>
                </li>
            </ul>
        </Besides>
    }
}

#[component]
fn InChat() -> impl IntoView {
    view! {
        <Besides title=say("where-chat-title")>
            <ul>
                <li>{say("where-chat-locked")}</li>
                <li>{say("where-chat-report")}</li>
                <li>{say("where-chat-leave")}</li>
                <li>{say("where-chat-next")}</li>
            </ul>
        </Besides>
    }
}

#[component]
fn InSearch() -> impl IntoView {
    let doors = lines_everywhere(Topic::Search);
    view! {
        <Besides title=say("where-search-title")>
            <ul>
                <li>{say("where-search-ask")}</li>
                <li>{say("where-search-source")}</li>
            </ul>
            <h2>{say("help-take-down-title")}</h2>
            <ul class="doors">{doors.map(|line| view! { <Door line=line/> }).collect_view()}</ul>
        </Besides>
    }
}
