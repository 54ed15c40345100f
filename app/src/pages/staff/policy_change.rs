//! `/staff/policies/{list}`: proposes another policy for a list.

use axum::{
    Form,
    extract::{Path, State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{
    Timestamp,
    list::{ListName, Policy, Publication},
    screening::{FindingKind, Treatment, Treatments},
    staff::Staff,
};
use leptos::prelude::*;
use serde::Deserialize;
use service::{
    policy::{FURTHEST, MAX_QUALITY, MAX_TRANSITIONS, PolicyChange},
    propose::{MAX_REASON, Obstacle, ProposeError, Terms},
};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::{names, policies::HERE, trouble};
use crate::{
    access::SignedIn,
    components::{Alert, StaffDocument, in_textarea},
    pages,
    site::Site,
    words::{Value, say, say_with},
};

/// What was typed, or what the fields begin with.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    after: String,
    publication: String,
    quality: String,
    transitions: String,
    #[serde(rename = "low-quality")]
    low_quality: String,
    #[serde(rename = "low-information")]
    low_information: String,
    #[serde(rename = "known-public")]
    known_public: String,
    stopped: String,
    cluster: String,
    #[serde(rename = "unusual-volume")]
    unusual_volume: String,
    malformed: String,
    misfit: String,
    contradiction: String,
    #[serde(rename = "near-duplicate")]
    near_duplicate: String,
    #[serde(rename = "exact-only")]
    exact_only: String,
    effective: String,
    reason: String,
}

/// A field that cannot be read, by the name of the sentence that says so.
type Wrong = &'static str;

impl Typed {
    fn of(policy: &Policy) -> Self {
        let mut typed = Self {
            after: policy.version.to_string(),
            publication: policy.publication.as_str().to_owned(),
            quality: policy.quality_floor.to_string(),
            transitions: policy.transition_floor.to_string(),
            ..Self::default()
        };
        for (kind, treatment) in policy.treatments.iter() {
            treatment.as_str().clone_into(typed.treatment_mut(kind));
        }
        typed
    }

    fn treatment_mut(&mut self, kind: FindingKind) -> &mut String {
        match kind {
            FindingKind::LowQuality => &mut self.low_quality,
            FindingKind::LowInformation => &mut self.low_information,
            FindingKind::KnownPublic => &mut self.known_public,
            FindingKind::Stopped => &mut self.stopped,
            FindingKind::Cluster => &mut self.cluster,
            FindingKind::UnusualVolume => &mut self.unusual_volume,
            FindingKind::Malformed => &mut self.malformed,
            FindingKind::Misfit => &mut self.misfit,
            FindingKind::Contradiction => &mut self.contradiction,
            FindingKind::NearDuplicate => &mut self.near_duplicate,
            FindingKind::ExactOnly => &mut self.exact_only,
        }
    }

    fn treatment(&self, kind: FindingKind) -> Option<Treatment> {
        Treatment::parse(self.clone().treatment_mut(kind))
    }

    fn change(&self, list: &ListName, now: Timestamp) -> Result<PolicyChange, Wrong> {
        let mut treatments = Treatments::default();
        for kind in FindingKind::ALL {
            let treatment = self.treatment(kind).ok_or("policy-wrong-treatment")?;
            treatments = treatments.with(kind, treatment);
        }
        let quality = self.quality.trim().parse().ok();
        let transitions = self.transitions.trim().parse().ok();
        let reason = self.reason.trim().chars().count();
        if !(1..=MAX_REASON).contains(&reason) {
            return Err("policy-wrong-reason");
        }
        Ok(PolicyChange {
            list: list.to_string(),
            after: self.after.parse().map_err(|_| "policy-wrong-publication")?,
            publication: Publication::parse(&self.publication).ok_or("policy-wrong-publication")?,
            quality_floor: quality
                .filter(|quality| *quality <= MAX_QUALITY)
                .ok_or("policy-wrong-quality")?,
            transition_floor: transitions
                .filter(|transitions| *transitions <= MAX_TRANSITIONS)
                .ok_or("policy-wrong-transitions")?,
            treatments,
            effective_ms: self.effective(now)?.map(Timestamp::as_millis),
        })
    }

    /// From when on; `None` for as soon as it is agreed.
    fn effective(&self, now: Timestamp) -> Result<Option<Timestamp>, Wrong> {
        let typed = self.effective.trim();
        if typed.is_empty() {
            return Ok(None);
        }
        let effective = moment(typed).ok_or("policy-wrong-moment")?;
        if (now..=now.plus(FURTHEST)).contains(&effective) {
            Ok(Some(effective))
        } else {
            Err("policy-wrong-time")
        }
    }
}

/// What a browser's field for a moment holds, read as UTC.
fn moment(text: &str) -> Option<Timestamp> {
    let minutes = text.get(..16)?;
    let at = OffsetDateTime::parse(&format!("{minutes}:00Z"), &Rfc3339).ok()?;
    Some(Timestamp::from_seconds(at.unix_timestamp()))
}

/// `GET`: the form, as the newest version of the list's policy has it.
pub(crate) async fn ask(
    State(site): State<Site>,
    SignedIn(staff): SignedIn,
    Path(list): Path<String>,
) -> Response {
    let policies = match ListName::parse(&list) {
        Ok(list) => site.service.policies_of(list).await,
        Err(_) => Ok(None),
    };
    match policies {
        Ok(Some(policies)) => {
            let typed = Typed::of(policies.newest());
            page(&site, staff, &policies.list, typed, StatusCode::OK, None)
        }
        Ok(None) => refuse(&site, staff, StatusCode::NOT_FOUND, "policy-no-list"),
        Err(error) => pages::trouble::storage(&site, &error),
    }
}

/// `POST`: proposes it.
pub(crate) async fn propose(
    State(site): State<Site>,
    SignedIn(staff): SignedIn,
    Path(list): Path<String>,
    posted: Result<Form<Typed>, FormRejection>,
) -> Response {
    let Ok(list) = ListName::parse(&list) else {
        return refuse(&site, staff, StatusCode::NOT_FOUND, "policy-no-list");
    };
    let typed = posted.map(|Form(typed)| typed).unwrap_or_default();
    let nonsense = StatusCode::UNPROCESSABLE_ENTITY;
    let change = match typed.change(&list, site.service.now()) {
        Ok(change) => change,
        Err(wrong) => return page(&site, staff, &list, typed, nonsense, Some(wrong)),
    };
    let terms = Terms::PolicyChange(change);
    let (status, wrong) = match site.service.propose(&staff, &terms, &typed.reason).await {
        Ok(_) => return Redirect::to("/staff/proposals").into_response(),
        Err(ProposeError::Storage(error)) => return pages::trouble::storage(&site, &error),
        Err(ProposeError::NotAllowed) => (StatusCode::FORBIDDEN, "proposal-not-allowed"),
        Err(ProposeError::Reason) => (nonsense, "policy-wrong-reason"),
        Err(ProposeError::Waits) => (StatusCode::CONFLICT, "proposal-waits"),
        Err(ProposeError::TooMany) => (StatusCode::CONFLICT, "proposal-too-many"),
        Err(ProposeError::Obstacle(Obstacle::AlreadySo)) => (nonsense, "policy-no-change"),
        // The last two are of organisations that ask to take part.
        Err(ProposeError::Obstacle(Obstacle::Gone | Obstacle::Declined | Obstacle::NameTaken)) => {
            return refuse(&site, staff, StatusCode::NOT_FOUND, "policy-no-list");
        }
        // Not in the form again: sent once more, it would undo what a colleague changed.
        Err(ProposeError::Obstacle(Obstacle::Overtaken)) => {
            let (status, name, back) = (
                StatusCode::CONFLICT,
                "proposal-overtaken",
                format!("{HERE}/{list}"),
            );
            return trouble::with_typed(&site, staff, status, name, Some(back), typed.reason);
        }
    };
    page(&site, staff, &list, typed, status, Some(wrong))
}

fn refuse(site: &Site, staff: Staff, status: StatusCode, name: &'static str) -> Response {
    trouble::page(site, staff, status, name, Some(HERE.to_owned()))
}

fn page(
    site: &Site,
    staff: Staff,
    list: &ListName,
    typed: Typed,
    status: StatusCode,
    wrong: Option<Wrong>,
) -> Response {
    site.page_with(
        status,
        || view! { <Change staff=staff list=list.to_string() typed=typed wrong=wrong/> },
    )
}

#[component]
fn Change(staff: Staff, list: String, typed: Typed, wrong: Option<Wrong>) -> impl IntoView {
    let title = say_with("policy-change-title", &[("list", Value::Word(list.clone()))]);
    let is_wrong = move |name| (wrong == Some(name)).then_some("true");
    let publications = Publication::ALL.map(|publication| {
        let name = publication.as_str();
        view! {
            <label class="radio">
                <input type="radio" name="publication" value=name checked=typed.publication == name required/>
                <span>{names::publication(publication)}</span>
            </label>
        }
    });
    let findings = FindingKind::ALL.map(|kind| view! { <OfFinding kind=kind chosen=typed.treatment(kind)/> });
    view! {
        <StaffDocument title=title.clone() staff=Some(staff)>
            <p class="back"><a href=HERE>{say("policies-title")}</a></p>
            {wrong.map(|wrong| view! { <Alert text=say(wrong) detail=say("policy-not-proposed")/> })}
            <h1>{title}</h1>
            <p class="lead">{say("policy-change-lead")}</p>
            <form class="form" method="post" action=format!("{HERE}/{list}")>
                <input type="hidden" name="after" value=typed.after.clone()/>
                <fieldset>
                    <legend>{say("policy-publication")}</legend>
                    <div class="radios">{publications.into_iter().collect_view()}</div>
                </fieldset>
                <div class="field">
                    <label for="quality">{say("policy-quality")}</label>
                    <p class="field-hint" id="quality-hint">{say("policy-quality-hint")}</p>
                    <input id="quality" name="quality" class="short" inputmode="numeric" required maxlength="3"
                        value=typed.quality.clone() aria-describedby="quality-hint"
                        aria-invalid=is_wrong("policy-wrong-quality")/>
                </div>
                <div class="field">
                    <label for="transitions">{say("policy-transitions")}</label>
                    <p class="field-hint" id="transitions-hint">{say("policy-transitions-hint")}</p>
                    <input id="transitions" name="transitions" class="short" inputmode="numeric" required
                        maxlength="3" value=typed.transitions.clone() aria-describedby="transitions-hint"
                        aria-invalid=is_wrong("policy-wrong-transitions")/>
                </div>
                <fieldset>
                    <legend>{say("policy-findings")}</legend>
                    <p class="field-hint">{say("policy-findings-hint")}</p>
                    <div class="pairs">{findings.into_iter().collect_view()}</div>
                </fieldset>
                <div class="field">
                    <label for="effective">{say("policy-effective")}</label>
                    <p class="field-hint" id="effective-hint">{say("policy-effective-hint")}</p>
                    <input id="effective" name="effective" class="short" type="datetime-local"
                        value=typed.effective.clone() aria-describedby="effective-hint"
                        aria-invalid=is_wrong("policy-wrong-moment").or(is_wrong("policy-wrong-time"))/>
                </div>
                <div class="field">
                    <label for="why">{say("propose-why")}</label>
                    <textarea id="why" name="reason" rows="2" maxlength=MAX_REASON required
                        aria-invalid=is_wrong("policy-wrong-reason")>{in_textarea(&typed.reason)}</textarea>
                </div>
                <button class="button button-main">{say("propose-send")}</button>
            </form>
        </StaffDocument>
    }
}

#[component]
fn OfFinding(kind: FindingKind, chosen: Option<Treatment>) -> impl IntoView {
    let name = kind.as_str();
    let options = Treatment::ALL.map(|treatment| {
        let selected = chosen == Some(treatment);
        view! { <option value=treatment.as_str() selected=selected>{names::treatment(treatment)}</option> }
    });
    view! {
        <label for=name>{names::finding_name(kind)}</label>
        <select id=name name=name>{options.into_iter().collect_view()}</select>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_of_a_browser_is_read_as_utc() {
        let noon = Some(Timestamp::from_seconds(1_767_268_800));
        assert_eq!(moment("2026-01-01T12:00"), noon);
        assert_eq!(moment("2026-01-01T12:00:30"), noon);
        for wrong in [
            "2026-01-01",
            "yesterday at noon",
            "2026-13-01T12:00",
            "2026-01-01T25:00",
            "2026-01-01T12:0é",
        ] {
            assert_eq!(moment(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_form_of_a_policy_reads_back_as_the_policy() {
        let mut policy = Policy::initial(Publication::ReviewFirst);
        for (kind, treatment) in FindingKind::ALL
            .into_iter()
            .zip(Treatment::ALL.into_iter().cycle())
        {
            policy.treatments = policy.treatments.with(kind, treatment);
        }
        let typed = Typed {
            reason: "why".to_owned(),
            ..Typed::of(&policy)
        };
        let change = typed.change(&ListName::exploitative(), Timestamp::from_seconds(0));
        let read = change.unwrap_or_else(|wrong| panic!("{wrong}")).policy();
        assert_eq!(
            read,
            Policy {
                version: policy.version + 1,
                ..policy
            }
        );
    }
}
