//! `/staff/entries/{entry}/cluster`: one decision about all entries with the same picture as an entry, or nearly. It is
//! proposed as any about many: `POST /staff/bulk`.

use axum::{
    extract::{Path, Query, State, rejection::QueryRejection},
    response::Response,
};
use domain::{
    entry::Action,
    id::{EntryId, StaffId},
    staff::Staff,
};
use leptos::prelude::*;
use serde::Deserialize;
use service::{
    StorageError,
    bulk::{self, ChosenFacts},
    cluster::{ClusterChoice, First},
    propose::MAX_REASON,
    reasons::Reason,
};

use super::{
    bulk::{Chosen, Decisions},
    entry,
};
use crate::{
    access::SignedIn,
    components::StaffDocument,
    pages,
    site::Site,
    words::{Value, say, say_with},
};

/// What stands before the id of the entry in the address.
const BEFORE: &str = "/staff/entries/";
/// And behind it.
const BEHIND: &str = "/cluster";

/// The page about the cluster of an entry.
pub(super) fn address(entry: EntryId) -> String {
    format!("{BEFORE}{entry}{BEHIND}")
}

/// What stands behind that where what is suspended is taken first.
const SUSPENDED_FIRST: &str = "?first=suspended";

/// Whether that is the address of such a page.
pub(super) fn is_address(text: &str) -> bool {
    let text = text.strip_suffix(SUSPENDED_FIRST).unwrap_or(text);
    let id = text
        .strip_prefix(BEFORE)
        .and_then(|rest| rest.strip_suffix(BEHIND));
    id.is_some_and(|id| EntryId::parse(id).is_ok())
}

/// Which are taken first, where there are too many.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wish {
    first: String,
}

/// What is shown.
struct Offer {
    entry: EntryId,
    choice: ClusterChoice,
    first: First,
    reasons: Vec<(Action, Vec<Reason>)>,
}

/// `GET`: which entries there are, and the form.
pub(crate) async fn show(
    State(site): State<Site>,
    SignedIn(staff): SignedIn,
    Path(entry): Path<String>,
    wish: Result<Query<Wish>, QueryRejection>,
) -> Response {
    let Ok(id) = EntryId::parse(&entry) else {
        return entry::no_such_entry(&site, staff);
    };
    let wish = wish.map(|Query(wish)| wish).unwrap_or_default();
    let first = match wish.first.as_str() {
        "suspended" => First::Suspended,
        _ => First::Undecided,
    };
    match offer(&site, id, first).await {
        Ok(Some(offer)) => site.page(|| view! { <Whole staff=staff offer=offer/> }),
        Ok(None) => entry::no_such_entry(&site, staff),
        Err(error) => pages::trouble::storage(&site, &error),
    }
}

async fn offer(site: &Site, entry: EntryId, first: First) -> Result<Option<Offer>, StorageError> {
    let Some(choice) = site.service.cluster_choice(entry, first).await? else {
        return Ok(None);
    };
    let mut reasons = Vec::new();
    for action in bulk::ACTIONS {
        reasons.push((action, site.service.reasons(action).await?));
    }
    Ok(Some(Offer {
        entry,
        choice,
        first,
        reasons,
    }))
}

fn count(number: usize) -> Value {
    Value::Number(number.try_into().unwrap_or(u64::MAX))
}

/// How many there are, and how many of them are taken.
fn extent(choice: &ClusterChoice, first: First) -> (String, String) {
    let all = [
        ("all", count(choice.in_all)),
        ("list", Value::Word(choice.list.to_string())),
    ];
    let taken = choice.entries.len();
    let rest = choice.in_all.saturating_sub(taken);
    let part = [("taken", count(taken)), ("rest", count(rest))];
    let told = match (rest, first) {
        (0, _) => say("cluster-whole"),
        (_, First::Undecided) => say_with("cluster-part", &part),
        (_, First::Suspended) => say_with("cluster-part-suspended", &part),
    };
    (say_with("cluster-all", &all), told)
}

#[component]
fn Whole(staff: Staff, offer: Offer) -> impl IntoView {
    let me = staff.id;
    let back = entry::address(offer.entry);
    let inside = if offer.choice.entries.is_empty() {
        view! { <p class="lead">{say("cluster-none")}</p> }.into_any()
    } else {
        let (all, told) = extent(&offer.choice, offer.first);
        let form = proposal(offer, me);
        view! {
            <p class="lead">{all}</p>
            <p>{told}</p>
            {form}
        }
        .into_any()
    };
    view! {
        <StaffDocument title=say("cluster-decide") staff=Some(staff)>
            <p class="back"><a href=back>{say("staff-back-to-entry")}</a></p>
            <h1>{say("cluster-decide")}</h1>
            {inside}
        </StaffDocument>
    }
}

/// The form, with each entry in the version in which it is shown: what changes before it is sent is left alone.
fn proposal(offer: Offer, me: StaffId) -> impl IntoView {
    let Offer {
        entry,
        choice,
        first,
        reasons,
    } = offer;
    let here = address(entry);
    let left_over = choice.in_all > choice.entries.len() && choice.suspended > 0;
    let suspended_first = (left_over && first == First::Undecided).then(|| {
        let suspended = [("suspended", count(choice.suspended))];
        let text = say_with("cluster-suspended-first", &suspended);
        view! { <p><a href=format!("{here}{SUSPENDED_FIRST}")>{text}</a></p> }
    });
    let back = match first {
        First::Undecided => here,
        First::Suspended => format!("{here}{SUSPENDED_FIRST}"),
    };
    let marks = choice.entries.iter().filter_map(mark);
    let marks = marks.map(|mark| view! { <input type="hidden" name="entry" value=mark/> });
    let marks = marks.collect_view();
    view! {
        {suspended_first}
        <Chosen entries=choice.entries me=me/>
        <form class="form" method="post" action="/staff/bulk">
            <input type="hidden" name="from" value=back/>
            {marks}
            <p>{say("bulk-text")}</p>
            <div class="field">
                <Decisions reasons=reasons/>
            </div>
            <div class="field">
                <label for="bulk-why">{say("bulk-why")}</label>
                <input id="bulk-why" name="why" maxlength=MAX_REASON required/>
            </div>
            <button class="button button-quiet">{say("bulk-send")}</button>
        </form>
    }
}

/// An entry as the form names it: `id:version`.
fn mark(chosen: &ChosenFacts) -> Option<String> {
    let now = chosen.now.as_ref()?;
    Some(format!("{}:{}", chosen.entry, now.version))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_cluster_is_known_and_nothing_else_is_taken_for_one() {
        let entry = EntryId::from_bytes([0xab; 16]);
        assert!(is_address(&address(entry)));
        assert!(is_address(&format!("{}{SUSPENDED_FIRST}", address(entry))));
        for wrong in [
            "",
            "/cluster",
            "/staff/entries/1f/cluster",
            "https://elsewhere.example/cluster",
            &format!("{BEFORE}{entry}"),
            &format!("{BEFORE}{entry}{BEHIND}?first=suspended?first=suspended"),
            &format!("{BEFORE}{entry}{BEHIND}?first=else"),
            &format!("{BEFORE}//elsewhere.example/{entry}{BEHIND}"),
        ] {
            assert!(!is_address(wrong), "{wrong}");
        }
    }
}
