//! `/staff/platforms/{platform}`: what is known of a platform, and how to stop it at once. For that one person is enough.

use axum::{
    Form,
    extract::{Path, State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{
    audit::Agent,
    id::SubscriberId,
    platform::SuspendedBy,
    staff::{Right, Staff},
};
use leptos::prelude::*;
use serde::Deserialize;
use service::platform::{PlatformError, PlatformFacts, SwitchOrder, Switched};

use super::{
    names,
    platform_group::{ActsWith, GROUP, GroupForm},
    platforms,
    proposals::Why,
    trouble,
};
use crate::{
    access::SignedIn,
    components::{Alert, Badge, StaffDocument, Tone, Typed},
    dates, pages,
    site::Site,
    words::{say, words},
};

/// Where a platform stands.
pub(super) fn address(platform: SubscriberId) -> String {
    format!("{}/{platform}", platforms::HERE)
}

/// A form of this page that comes back to it.
pub(crate) struct Refused {
    pub(super) status: StatusCode,
    /// What is wrong, by the name of its text.
    pub(super) name: &'static str,
    /// Where the form was sent, behind the platform.
    pub(super) form: &'static str,
    /// What was typed.
    pub(super) group: Option<String>,
    pub(super) reason: String,
    /// Beside what it was typed: a form that is sent once more does not pass for one that saw what came meanwhile.
    pub(super) seen: String,
}

impl Refused {
    /// Whether it can be put right where it stands. What someone else was quicker with has to be thought over first.
    fn is_to_be_mended(&self) -> bool {
        self.status == StatusCode::UNPROCESSABLE_ENTITY
    }

    fn written(self) -> String {
        [self.group, Some(self.reason)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("\n")
    }
}

/// `GET`: the platform.
pub(crate) async fn show(
    State(site): State<Site>,
    SignedIn(staff): SignedIn,
    Path(platform): Path<String>,
) -> Response {
    match SubscriberId::parse(&platform) {
        Ok(platform) => page(&site, staff, platform, None).await,
        Err(_) => unknown(&site, staff, String::new()),
    }
}

/// What was typed, and the last line of the record that it was typed beside.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    reason: String,
    seen: String,
}

/// `POST /{act}`: suspends or resumes.
pub(crate) async fn act(
    State(site): State<Site>,
    SignedIn(staff): SignedIn,
    Path((platform, act)): Path<(String, String)>,
    posted: Result<Form<Asked>, FormRejection>,
) -> Response {
    let Asked { reason, seen } = posted.map(|Form(asked)| asked).unwrap_or_default();
    let (form, suspend) = match act.as_str() {
        "suspend" => ("suspend", true),
        "resume" => ("resume", false),
        _ => return unknown(&site, staff, reason),
    };
    let Ok(platform) = SubscriberId::parse(&platform) else {
        return unknown(&site, staff, reason);
    };
    let order = SwitchOrder {
        platform,
        suspend,
        reason: reason.clone(),
        seen: seen.parse().ok(),
    };
    let (status, name) = match site.service.switch_platform(&staff, &order).await {
        Ok(()) => return Redirect::to(&address(platform)).into_response(),
        Err(PlatformError::Storage(error)) => return pages::trouble::storage(&site, &error),
        Err(PlatformError::Overtaken) => (StatusCode::CONFLICT, "platforms-staff-overtaken"),
        Err(PlatformError::Reason) => (StatusCode::UNPROCESSABLE_ENTITY, "platforms-staff-no-reason"),
        Err(_) => return unknown(&site, staff, reason),
    };
    let refused = Refused {
        status,
        name,
        form,
        group: None,
        reason,
        seen,
    };
    page(&site, staff, platform, Some(refused)).await
}

/// The page, with a form that came back to it where one did.
pub(super) async fn page(
    site: &Site,
    staff: Staff,
    platform: SubscriberId,
    refused: Option<Refused>,
) -> Response {
    let facts = match site.service.facts_of_platform(platform).await {
        Ok(facts) => facts,
        Err(error) => return pages::trouble::storage(site, &error),
    };
    let Some(facts) = facts else {
        let typed = refused.map(Refused::written).unwrap_or_default();
        return unknown(site, staff, typed);
    };
    let status = refused.as_ref().map_or(StatusCode::OK, |refused| refused.status);
    site.page_with(status, || {
        view! { <Platform staff=staff facts=facts refused=refused/> }
    })
}

/// There is no such platform.
pub(super) fn unknown(site: &Site, staff: Staff, typed: String) -> Response {
    let (status, name) = (StatusCode::NOT_FOUND, "staff-no-platform");
    let back = Some(platforms::HERE.to_owned());
    trouble::with_typed(site, staff, status, name, back, typed)
}

/// What can be done about whether it reads: each by where its form is sent and by the name of its text.
fn switches(facts: &PlatformFacts) -> Vec<(&'static str, &'static str)> {
    let suspended = facts.subscriber.suspended;
    // What suspended itself lets itself read again, unless staff hold it.
    let held = suspended && facts.profile.suspended_by != Some(SuspendedBy::Platform);
    let offered = [
        suspended.then_some(("resume", "platforms-staff-resume")),
        (!held).then_some(("suspend", "platforms-staff-suspend")),
    ];
    offered.into_iter().flatten().collect()
}

#[component]
fn Platform(
    staff: Staff,
    facts: PlatformFacts,
    #[prop(optional_no_strip)] refused: Option<Refused>,
) -> impl IntoView {
    let all = platforms::HERE;
    let name = facts.subscriber.name.clone();
    let id = facts.subscriber.id;
    let wrong = refused.as_ref().map(|refused| {
        let detail = say(&format!("{}-text", refused.name));
        view! { <Alert text=say(refused.name) detail=detail/> }
    });
    let switches = switches(&facts);
    let stays = refused.as_ref().is_some_and(|refused| {
        let offered = refused.form == GROUP || switches.iter().any(|(act, _)| *act == refused.form);
        refused.is_to_be_mended() && offered
    });
    // What is offered no more, or was overtaken, is shown to be copied.
    let (kept, typed) = match refused {
        Some(refused) if stays => (Some(refused), String::new()),
        refused => (None, refused.map(Refused::written).unwrap_or_default()),
    };
    let (group_kept, switch_kept) = match kept {
        Some(kept) if kept.form == GROUP => (Some(kept), None),
        kept => (None, kept),
    };
    let seen = facts.switched.as_ref().map(|last| last.position.to_string());
    let group = facts.group.clone();
    let contact = staff.role.may(Right::Manage).then(|| {
        let there = format!("{}/contact", address(id));
        view! { <p><a href=there>{say("platforms-staff-contact")}</a></p> }
    });
    view! {
        <StaffDocument title=name.clone() staff=Some(staff)>
            <p><a href=all>{say("platforms-staff-back")}</a></p>
            <h1>{name}</h1>
            {wrong}
            <Typed text=typed/>
            <div class="columns">
                <Facts facts=facts/>
                <section class="panel">
                    <Switches
                        platform=id switches=switches seen=seen.unwrap_or_default() kept=switch_kept
                    />
                    <GroupForm platform=id group=group kept=group_kept/>
                </section>
            </div>
            {contact}
        </StaffDocument>
    }
}

#[component]
fn Facts(facts: PlatformFacts) -> impl IntoView {
    let PlatformFacts {
        subscriber,
        profile,
        switched,
        group,
        one_with,
    } = facts;
    let lists: Vec<_> = subscriber.lists.iter().map(ToString::to_string).collect();
    let (tone, standing) = standing(subscriber.suspended);
    let is_alone = group.is_none() && one_with.is_empty();
    let together = (!is_alone).then(|| {
        view! {
            <dt>{say("platforms-staff-group")}</dt>
            <dd><ActsWith group=group one_with=one_with/></dd>
        }
    });
    // Of one that was added on the command line none are known.
    let products = Some(profile.products).filter(|products| !products.is_empty());
    let products = products.map(|products| {
        view! {
            <dt>{say("applications-products")}</dt>
            <dd>{products}</dd>
        }
    });
    view! {
        <dl class="facts">
            <dt>{say("platforms-staff-member")}</dt>
            <dd>{subscriber.member}</dd>
            {products}
            <dt>{say("platforms-staff-lists")}</dt>
            <dd>{lists.join(", ")}</dd>
            <dt>{say("platforms-staff-since")}</dt>
            <dd>{dates::day(&words(), subscriber.created_at)}</dd>
            <dt>{say("platforms-staff-standing")}</dt>
            <dd><Badge tone=tone text=say(standing)/> {switched.map(last_switch)}</dd>
            {together}
        </dl>
    }
}

/// A form for each.
#[component]
fn Switches(
    platform: SubscriberId,
    switches: Vec<(&'static str, &'static str)>,
    /// The last line of the record that the page shows.
    seen: String,
    /// What was typed last, where that came back.
    #[prop(optional_no_strip)]
    kept: Option<Refused>,
) -> impl IntoView {
    let form = move |(act, text): (&'static str, &'static str)| {
        let kept = kept.as_ref().filter(|kept| kept.form == act);
        let reason = kept.map(|kept| kept.reason.clone()).unwrap_or_default();
        let seen = kept.map_or_else(|| seen.clone(), |kept| kept.seen.clone());
        view! {
            <form class="form" method="post" action=format!("{}/{act}", address(platform))>
                <h2>{say(text)}</h2>
                <input type="hidden" name="seen" value=seen/>
                <Why name=format!("why-{act}") typed=reason/>
                <button class="button button-quiet">{say(text)}</button>
            </form>
        }
    };
    switches.into_iter().map(form).collect_view()
}

/// How a platform stands, in a colour and by the name of its text.
pub(super) const fn standing(suspended: bool) -> (Tone, &'static str) {
    if suspended {
        (Tone::Stopped, "platforms-staff-suspended")
    } else {
        (Tone::Good, "platforms-staff-reads")
    }
}

/// Who suspended it or let it read again, when, and why. As it stands where the line says what nothing writes.
fn last_switch(switched: Switched) -> impl IntoView {
    let who = match switched.by {
        Some(Agent::Staff(_)) => names::member(switched.staff_name.as_deref()),
        Some(Agent::Operator) => say("audit-operator"),
        Some(Agent::Platform(_)) => say("platforms-staff-itself"),
        Some(Agent::Unknown) => say("audit-unknown"),
        None => say("audit-unreadable"),
    };
    let when = dates::moment_as_it_stands(&words(), switched.at);
    let reason = Some(switched.reason).filter(|reason| !reason.is_empty());
    view! {
        <p class="fine">{who} " · " {when}</p>
        {reason.map(|reason| view! { <p class="decision-note">{reason}</p> })}
    }
}
