//! `/en/start/where` and, where adults are served, `/en/start/adult/where`: where is it posted? And for each answer what
//! else helps there.

use axum::response::Response;
use leptos::prelude::*;

use super::{Back, Skip};
use crate::{
    components::{Choice, Document, Doors},
    help::{Topic, lines_everywhere},
    pages::not_found,
    site::Site,
    words::{address, say},
};

/// Whose pictures are asked about: the question is the same, what comes before and after it is not.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    Minors,
    Adults,
}

impl Of {
    const fn before(self) -> &'static str {
        match self {
            Self::Minors => "/start/device",
            Self::Adults => "/start/adult",
        }
    }

    const fn question(self) -> &'static str {
        match self {
            Self::Minors => "/start/where",
            Self::Adults => "/start/adult/where",
        }
    }

    const fn choosing(self) -> &'static str {
        match self {
            Self::Minors => "/choose",
            Self::Adults => "/choose/adult",
        }
    }

    fn answer(self, place: &str) -> String {
        address(&format!("{}/{place}", self.question()))
    }
}

pub(crate) async fn show(site: Site) -> Response {
    site.page(|| view! { <Where of=Of::Minors/> })
}

pub(crate) async fn show_site(site: Site) -> Response {
    site.page(|| view! { <OnSite of=Of::Minors/> })
}

pub(crate) async fn show_chat(site: Site) -> Response {
    site.page(|| view! { <InChat of=Of::Minors/> })
}

pub(crate) async fn show_search(site: Site) -> Response {
    site.page(|| view! { <InSearch of=Of::Minors/> })
}

pub(crate) async fn show_for_adults(site: Site) -> Response {
    for_adults(&site, || view! { <Where of=Of::Adults/> })
}

pub(crate) async fn show_site_for_adults(site: Site) -> Response {
    for_adults(&site, || view! { <OnSite of=Of::Adults/> })
}

pub(crate) async fn show_chat_for_adults(site: Site) -> Response {
    for_adults(&site, || view! { <InChat of=Of::Adults/> })
}

pub(crate) async fn show_search_for_adults(site: Site) -> Response {
    for_adults(&site, || view! { <InSearch of=Of::Adults/> })
}

/// Adults are asked where the operator serves them: elsewhere nothing could be done here after any answer.
fn for_adults<V: IntoView + 'static>(site: &Site, page: impl FnOnce() -> V) -> Response {
    if site.options.serve_adults {
        site.page(page)
    } else {
        not_found::answer(site)
    }
}

#[component]
fn Where(of: Of) -> impl IntoView {
    view! {
        <Document title=say("start-page")>
            <Back to=of.before()/>
            <h1>{say("start-where-title")}</h1>
            <p class="lead">{say("start-where-lead")}</p>
            <ul class="choices">
                <Choice href=of.answer("site") text=say("start-where-site")/>
                <Choice href=of.answer("chat") text=say("start-where-chat")/>
                <Choice href=of.answer("search") text=say("start-where-search")/>
                <Choice
                    href=address(of.choosing())
                    text=say("start-where-nowhere")
                    hint=say("start-where-nowhere-hint")
                />
            </ul>
            <Skip to=of.choosing()/>
        </Document>
    }
}

/// What else helps at one place, and the way on to choosing files.
#[component]
fn Besides(of: Of, #[prop(into)] title: String, children: Children) -> impl IntoView {
    view! {
        <Document title=say("start-page")>
            <Back to=of.question()/>
            <h1>{title}</h1>
            <p class="lead">{say("where-both")}</p>
            <p class="hero-actions">
                <a class="button button-main" href=address(of.choosing())>{say("where-go")}</a>
            </p>
            {children()}
        </Document>
    }
}

#[component]
fn OnSite(of: Of) -> impl IntoView {
    // Forms of some apps and sites ask adults only; for minors there are other doors.
    let forms: Vec<_> = lines_everywhere(Topic::Post)
        .filter(|_| of == Of::Adults)
        .collect();
    view! {
        <Besides of=of title=say("where-site-title")>
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
            {(!forms.is_empty()).then(|| view! {
                <h2>{say("help-take-down-title")}</h2>
                <Doors lines=forms/>
            })}
        </Besides>
    }
}

#[component]
fn InChat(of: Of) -> impl IntoView {
    view! {
        <Besides of=of title=say("where-chat-title")>
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
fn InSearch(of: Of) -> impl IntoView {
    view! {
        <Besides of=of title=say("where-search-title")>
            <ul>
                <li>{say("where-search-ask")}</li>
                <li>{say("where-search-source")}</li>
            </ul>
            <h2>{say("help-take-down-title")}</h2>
            <Doors lines=lines_everywhere(Topic::Search).collect()/>
        </Besides>
    }
}
