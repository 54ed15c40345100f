//! `/platform`: how far a platform has got, what it said, and how to stop everything at once.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{audit::Agent, feedback::Verdict, platform::SuspendedBy, served::Wire};
use leptos::prelude::*;
use service::platform::{Overview, PlatformError, Standing};
use storage::served::Reached;

use super::{REFERENCE, trouble};
use crate::{
    components::{Badge, Notice, PlatformDocument, RefusedTries, Tone},
    dates, pages,
    platform_access::{Member, Recently},
    site::Site,
    words::{Value, say, say_with, words},
};

const HERE: &str = "/platform";

/// `GET`.
pub(crate) async fn show(State(site): State<Site>, member: Member) -> Response {
    let who = member.shown();
    let (platform, news) = (member.platform, member.holder.news);
    site.page(move || {
        view! {
            <PlatformDocument title=say("platform-overview") who=Some(who) here=HERE>
                <h1>{platform.subscriber.name.clone()}</h1>
                <RefusedTries home="/platform/account" before=news since=None/>
                <Access platform=platform.clone()/>
                <Standings standings=platform.standings.clone()/>
                <Said platform=platform/>
            </PlatformDocument>
        }
    })
}

/// `POST`: no credential of the platform opens anything from now on.
pub(crate) async fn suspend(State(site): State<Site>, member: Member) -> Response {
    let id = member.platform.subscriber.id;
    let done = site.service.suspend_platform(id, Agent::Platform(id), "").await;
    after(&site, &member, done)
}

/// `POST`: and now they do again.
pub(crate) async fn resume(State(site): State<Site>, Recently(member): Recently) -> Response {
    let id = member.platform.subscriber.id;
    let done = site.service.resume_platform(id, Agent::Platform(id), "").await;
    after(&site, &member, done)
}

fn after(site: &Site, member: &Member, done: Result<(), PlatformError>) -> Response {
    match done {
        Ok(()) => Redirect::to(HERE).into_response(),
        Err(PlatformError::Storage(error)) => pages::trouble::storage(site, &error),
        Err(PlatformError::Wait(wait)) => trouble::later(site, member, "platform-resume-wait", wait, HERE),
        Err(_) => trouble::page(
            site,
            member,
            StatusCode::FORBIDDEN,
            "platform-staff-suspended",
            HERE,
        ),
    }
}

#[component]
fn Access(platform: Overview) -> impl IntoView {
    let suspended = platform.subscriber.suspended;
    let own = platform.profile.suspended_by == Some(SuspendedBy::Platform);
    if suspended && !own {
        return view! {
            <Notice heading=say("platform-staff-suspended")>
                <p>{say("platform-staff-suspended-text")}</p>
            </Notice>
        }
        .into_any();
    }
    let (heading, text, action, button) = if suspended {
        (
            "platform-suspended",
            "platform-suspended-text",
            "/platform/resume",
            "platform-resume",
        )
    } else {
        (
            "platform-active",
            "platform-active-text",
            "/platform/suspend",
            "platform-suspend",
        )
    };
    view! {
        <Notice heading=say(heading)>
            <p>{say(text)}</p>
            <form method="post" action=action>
                <button class="button button-quiet">{say(button)}</button>
            </form>
        </Notice>
    }
    .into_any()
}

#[component]
fn Standings(standings: Vec<Standing>) -> impl IntoView {
    let none = standings.is_empty();
    view! {
        <section>
            <h2>{say("platform-standings")}</h2>
            {none.then(|| view! { <p class="empty">{say("platform-no-lists")}</p> })}
            {standings.iter().map(standing).collect_view()}
            <p class="aside">
                <a href=REFERENCE>{say("platform-status-link")}</a>
            </p>
        </section>
    }
    .into_any()
}

fn standing(standing: &Standing) -> impl IntoView + use<> {
    let lag = standing.lag();
    let tone = if lag == 0 { Tone::Good } else { Tone::Waiting };
    let lag = say_with("platform-lag-changes", &[("changes", Value::Number(lag))]);
    let never = standing.syncs.is_empty();
    let sync = |sync: &Reached| {
        let text = say_with(
            "platform-sync",
            &[
                ("moment", Value::Word(dates::moment(&words(), sync.at))),
                ("wire", Value::Word(say(wire_text(sync.wire)))),
                ("number", Value::Number(sync.number)),
            ],
        );
        view! { <li>{text}</li> }
    };
    view! {
        <h3>{standing.list.to_string()} " " <Badge tone=tone text=lag/></h3>
        <dl class="facts">
            <dt>{say("platform-size")}</dt>
            <dd>{standing.size}</dd>
            <dt>{say("platform-reached")}</dt>
            <dd>{standing.reached}</dd>
            <dt>{say("platform-syncs")}</dt>
            <dd>
                {never.then(|| say("platform-never"))}
                <ul class="plain">{standing.syncs.iter().map(sync).collect_view()}</ul>
            </dd>
        </dl>
    }
}

/// The name of the text that says what a wire is.
pub(super) const fn wire_text(wire: Wire) -> &'static str {
    match wire {
        Wire::Native => "wire-native",
        Wire::Ncmec => "wire-ncmec",
        Wire::StopNcii => "wire-stopncii",
        Wire::Export => "wire-export",
    }
}

const fn verdict_text(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Matched => "platform-said-matched",
        Verdict::Removed => "platform-said-removed",
        Verdict::Kept => "platform-said-kept",
        Verdict::Disputed => "platform-said-disputed",
    }
}

#[component]
fn Said(platform: Overview) -> impl IntoView {
    let none = platform.verdicts.is_empty();
    let rows = platform.verdicts.into_iter().map(|count| {
        let subject = say_with(
            verdict_text(count.verdict),
            &[("list", Value::Word(count.list.to_string()))],
        );
        view! {
            <dt>{subject}</dt>
            <dd>{count.count}</dd>
        }
    });
    view! {
        <section>
            <h2>{say("platform-said")}</h2>
            {none.then(|| view! { <p class="empty">{say("platform-said-nothing")}</p> })}
            <dl class="facts">{rows.collect_view()}</dl>
        </section>
    }
    .into_any()
}
