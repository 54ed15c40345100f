//! `/platform/records`: what a platform agreed to, what it was served, and whole lists as files.

use axum::{
    body::Body,
    extract::{Path, Query, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use domain::list::ListName;
use leptos::prelude::*;
use serde::Deserialize;
use service::{
    export::{ExportError, Format, Recipient},
    join::AGREEMENT,
    platform::Overview,
    served::parse_moment,
};

use super::trouble;
use crate::{
    components::PlatformDocument,
    dates, pages,
    platform_access::{Member, Recently},
    site::Site,
    words::{Value, say, say_with, words},
};

const HERE: &str = "/platform/records";

/// `GET`.
pub(crate) async fn show(State(site): State<Site>, member: Member) -> Response {
    let who = member.shown();
    let platform = member.platform;
    site.page(move || {
        view! {
            <PlatformDocument title=say("platform-records") who=Some(who) here=HERE>
                <h1>{say("platform-records")}</h1>
                <Evidence/>
                <Agreed platform=platform.clone()/>
                <Files platform=platform/>
            </PlatformDocument>
        }
    })
}

/// What is asked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    from: String,
}

/// `GET`: what the platform was served, signed; all of it, or from a moment on.
pub(crate) async fn evidence(
    State(site): State<Site>,
    member: Member,
    Query(asked): Query<Asked>,
) -> Response {
    let from = match asked.from.trim() {
        "" => None,
        typed => match parse_moment(typed) {
            Some(from) => Some(from),
            None => {
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                return refuse(&site, &member, status, "records-no-moment");
            }
        },
    };
    match site.service.evidence(&member.platform.subscriber, from).await {
        Ok(evidence) => download(
            evidence.text.into(),
            "application/x-ndjson",
            &format!("reclaim-evidence-{}.jsonl", member.platform.subscriber.member),
        ),
        Err(error) => pages::trouble::storage(&site, &error),
    }
}

/// `GET`: the agreement, as text.
pub(crate) async fn agreement(_: Member) -> Response {
    let name = format!("reclaim-agreement-{}.txt", AGREEMENT.version);
    download(AGREEMENT.text.into(), "text/plain; charset=utf-8", &name)
}

/// `GET`: a list as a file.
pub(crate) async fn export(
    State(site): State<Site>,
    Recently(member): Recently,
    Path((list, format)): Path<(String, String)>,
) -> Response {
    let (Ok(list), Some(format)) = (ListName::parse(&list), Format::parse(&format)) else {
        return refuse(&site, &member, StatusCode::NOT_FOUND, "platform-no-such-list");
    };
    if member.platform.subscriber.suspended {
        return refuse(&site, &member, StatusCode::FORBIDDEN, "platform-suspended");
    }
    let recipient = Recipient {
        platform: member.platform.subscriber.clone(),
        key: None,
    };
    match site.service.export(recipient, &list, format).await {
        Ok(export) => download(
            Body::from_stream(export.pieces),
            format.media_type(),
            &export.file_name,
        ),
        Err(ExportError::NotFound) => refuse(&site, &member, StatusCode::NOT_FOUND, "platform-no-such-list"),
        Err(ExportError::Busy) => refuse(
            &site,
            &member,
            StatusCode::SERVICE_UNAVAILABLE,
            "platform-exports-busy",
        ),
        Err(ExportError::OneAtATime) => refuse(
            &site,
            &member,
            StatusCode::TOO_MANY_REQUESTS,
            "platform-export-one",
        ),
        // Said while a file is being read, which ends it.
        Err(ExportError::TooSlow | ExportError::Revoked) => {
            refuse(&site, &member, StatusCode::FORBIDDEN, "platform-suspended")
        }
        Err(ExportError::Storage(error)) => pages::trouble::storage(&site, &error),
    }
}

fn refuse(site: &Site, member: &Member, status: StatusCode, name: &'static str) -> Response {
    trouble::page(site, member, status, name, HERE)
}

/// Something that a browser keeps as a file.
fn download(body: Body, media_type: &'static str, name: &str) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(disposition) = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}

#[component]
fn Evidence() -> impl IntoView {
    view! {
        <section>
            <h2>{say("records-evidence")}</h2>
            <p>{say("records-evidence-text")}</p>
            <p>
                <a class="button button-quiet" href="/platform/records/evidence">{say("records-evidence-link")}</a>
            </p>
            <form class="form" method="get" action="/platform/records/evidence">
                <div class="field">
                    <label for="from">{say("records-evidence-from")}</label>
                    <p class="field-hint" id="from-hint">{say("records-evidence-from-hint")}</p>
                    <input
                        id="from" name="from" type="text" maxlength="40" autocomplete="off" aria-describedby="from-hint"
                    />
                </div>
                <button class="button button-quiet">{say("records-evidence-part")}</button>
            </form>
            <p class="aside">
                <a href=service::served::ADDRESS>{say("records-keys")}</a>
            </p>
        </section>
    }
    .into_any()
}

#[component]
fn Agreed(platform: Overview) -> impl IntoView {
    let profile = platform.profile;
    let text = match (profile.agreement, profile.agreed_at) {
        (Some(version), Some(at)) => say_with(
            "records-agreed",
            &[
                ("version", Value::Word(version)),
                ("day", Value::Word(dates::day(&words(), at))),
            ],
        ),
        _ => say("records-not-agreed"),
    };
    view! {
        <section>
            <h2>{say("records-agreement")}</h2>
            <p>{text}</p>
            <p>
                <a class="button button-quiet" href="/platform/records/agreement">{say("records-agreement-link")}</a>
            </p>
        </section>
    }
    .into_any()
}

#[component]
fn Files(platform: Overview) -> impl IntoView {
    let one = |list: &ListName| {
        let link = |format: Format, text| {
            let address = format!("/platform/records/lists/{list}/{}", format.as_str());
            let text = say_with(text, &[("list", Value::Word(list.to_string()))]);
            view! { <a class="button button-quiet" href=address>{text}</a> }
        };
        view! {
            <p class="hero-actions">
                {link(Format::Csv, "records-csv")} {link(Format::Vics, "records-vics")}
            </p>
        }
    };
    view! {
        <section>
            <h2>{say("records-files")}</h2>
            <p>{say("records-files-text")}</p>
            {platform.subscriber.lists.iter().map(one).collect_view()}
        </section>
    }
    .into_any()
}
