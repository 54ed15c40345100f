//! `/en/choose`: where photos and videos are picked, hashed on the device, and their hashes sent.

use axum::{http::StatusCode, response::Response};
use domain::{
    list::{ListName, Publication},
    submission::CaseForm,
};
use leptos::prelude::*;
use service::case::CaseStatus;

use super::{
    landing::LimitsList,
    not_found,
    start::{Back, no_file::people_without_file},
    trouble,
};
use crate::{
    components::{Document, Doors},
    help::{Line, Topic, lines_of_countries},
    islands::picker::{
        Picker,
        labels::Labels,
        setup::{ELEMENT, Setup},
    },
    render::options,
    site::Site,
    words::{Value, Words, address, say, words},
};

pub(crate) async fn show(site: Site) -> Response {
    for_list(&site, ListName::exploitative(), "/start/where").await
}

/// The same for adults, where the operator serves them.
pub(crate) async fn show_for_adults(site: Site) -> Response {
    if !site.options.serve_adults {
        return not_found::answer(&site);
    }
    for_list(&site, ListName::adult(), "/start/adult/where").await
}

async fn for_list(site: &Site, list: ListName, back: &'static str) -> Response {
    match site.service.publication(&list).await {
        Ok(publication) => {
            let review = publication == Some(Publication::ReviewFirst);
            site.page(|| view! { <Choose list=list back=back review=review/> })
        }
        Err(error) => trouble::storage(site, &error),
    }
}

/// The same for more photos and videos of a case that was opened just now. As long as other answers about cases.
pub(crate) fn show_for_case(site: &Site, case: &CaseStatus, opened_with: CaseForm) -> Response {
    let list = case.list.clone();
    site.page_of_even_length(
        StatusCode::OK,
        || view! { <Choose list=list back="/status" case=Some(opened_with)/> },
    )
}

#[component]
fn Choose(
    list: ListName,
    back: &'static str,
    #[prop(default = None)] case: Option<CaseForm>,
    /// Whether a person looks at every code before it gets on the list.
    #[prop(optional)]
    review: bool,
) -> impl IntoView {
    let adding = case.is_some();
    let doors = if list == ListName::adult() {
        OtherDoors::FOR_ADULTS
    } else {
        OtherDoors::FOR_YOUNG
    };
    let (whose, other, elsewhere) = if list == ListName::adult() {
        ("choose-adult", "choose-adult-link", "/choose")
    } else {
        ("choose-young", "choose-young-link", "/start/adult")
    };
    let setup = Setup {
        labels: labels(&words(), adding),
        assets: options().assets.clone(),
        list: list.to_string(),
        case,
    };
    let json = setup.json();
    provide_context(setup);
    view! {
        <Document title=say(if adding { "adding-page" } else { "choose-page" }) island=true>
            <Back to=back/>
            <Unable doors=doors/>
            // What becomes of files is said only where some can be chosen; where else to turn, always.
            <p id="picker-for" class=if adding { "aside scripted" } else { "aside" }>
                {if adding {
                    say("adding-lead").into_any()
                } else {
                    view! { {say(whose)} " " <a href=address(elsewhere)>{say(other)}</a> }.into_any()
                }}
            </p>
            <div id=ELEMENT hidden data-setup=json></div>
            <Picker/>
            <div id="picker-limits">
                <details class="more">
                    <summary>{say("limits-title")}</summary>
                    <LimitsList/>
                </details>
            </div>
            {adding.then(|| view! {
                <p id="new-case" hidden><a href=address("/start")>{say("case-full-link")}</a></p>
                <p id="unheard-so-far" class="aside" role="status" hidden>
                    {say("added-unheard")} " " <a href=address("/status")>{say("receipt-status-link")}</a>
                </p>
            })}
            {if adding { view! { <Added/> }.into_any() } else { view! { <Receipt review=review/> }.into_any() }}
        </Document>
    }
}

/// The island's texts. It counts for itself, so where a number goes its place is left standing.
fn labels(words: &Words, adding: bool) -> Labels {
    let places = ["n", "m"].map(|place| (place, Value::Word(format!("{{{place}}}"))));
    Labels::gather(|name| words.say_with(if adding { when_adding(name) } else { name }, &places))
}

/// What is to be added has no number yet that its case would give it: some of it may be there already.
fn when_adding(name: &str) -> &str {
    match name {
        "picker-photo" => "adding-photo",
        "picker-video" => "adding-video",
        "picker-twin" => "adding-twin",
        _ => name,
    }
}

/// What is said once more was added to a case.
#[component]
fn Added() -> impl IntoView {
    view! {
        <div id="added" class="after" hidden>
            <h1 id="added-title" tabindex="-1">{say("added-title")}</h1>
            <p class="lead">{say("added-lead")}</p>
            <ul id="added-numbers" hidden></ul>
            <p id="added-fewer" hidden>{say("added-fewer")}</p>
            <p id="unheard" class="aside" hidden>{say("added-unheard")}</p>
            <p id="left-out" class="aside" hidden></p>
            <p class="hero-actions">
                <a class="button button-main" href=address("/status")>{say("receipt-status-link")}</a>
                <a class="button button-quiet" href=address("/help")>{say("receipt-help-link")}</a>
            </p>
        </div>
    }
}

/// What the person keeps, and what happens next. Number and PIN are filled in by the island, in the browser only;
/// copying and printing are done by `leave.js`.
#[component]
fn Receipt(review: bool) -> impl IntoView {
    let list = if review {
        "receipt-next-list-review"
    } else {
        "receipt-next-list"
    };
    view! {
        <div id="receipt" class="after" hidden>
            <h1 id="receipt-title" tabindex="-1">{say("receipt-title")}</h1>
            <p id="receipt-lead" class="lead">{say("receipt-lead")}</p>
            <p id="receipt-unsent" class="aside" hidden>{say("receipt-unsent")}</p>
            <ul id="added-numbers" hidden></ul>
            <p id="receipt-earlier" class="aside" hidden>
                {say("receipt-earlier")} " " <span id="receipt-earlier-numbers"></span>
            </p>
            <p id="unheard" class="aside" hidden>{say("added-unheard")}</p>
            <p id="left-out" class="aside" hidden></p>
            <div class="receipt">
                <Secret id="case-number" label=say("receipt-number")/>
                <Secret id="case-pin" label=say("receipt-pin")/>
                <button class="button button-quiet receipt-print" type="button" data-print="">
                    {say("receipt-print")}
                </button>
            </div>
            <section>
                <h2>{say("receipt-keep-title")}</h2>
                <ul>
                    <li>{say("receipt-keep-where")}</li>
                    <li>{say("receipt-keep-lost")}</li>
                    <li>{say("receipt-keep-alone")}</li>
                    <li>{say("receipt-copy-stays")}</li>
                    <li>{say("receipt-shared")}</li>
                </ul>
            </section>
            <section>
                <h2>{say("receipt-next-title")}</h2>
                <ol>
                    <li>{say(list)}</li>
                    <li>{say("receipt-next-match")}</li>
                    <li>{say("limits-no-promise")}</li>
                    <li>{say("receipt-next-status")}</li>
                </ol>
                <p>{say("receipt-first")}</p>
                <p class="hero-actions">
                    <a class="button button-quiet" href=address("/status")>{say("receipt-status-link")}</a>
                    <a class="button button-quiet" href=address("/letter")>{say("receipt-letter-link")}</a>
                    <a class="button button-quiet" href=address("/help")>{say("receipt-help-link")}</a>
                </p>
            </section>
        </div>
    }
}

/// One of the two things to keep, with a button that copies it.
#[component]
fn Secret(id: &'static str, #[prop(into)] label: String) -> impl IntoView {
    let label_id = format!("{id}-label");
    view! {
        <div class="secret">
            <p class="secret-label" id=label_id.clone()>{label}</p>
            // In Arabic the two halves of a PIN would change places.
            <p class="secret-value" id=id dir="ltr"></p>
            <button
                class="button button-small button-quiet secret-copy"
                type="button"
                aria-describedby=label_id
                data-copy=id
                data-copied=say("receipt-copied")
                data-by-hand=say("copy-by-hand")
            >
                {say("receipt-copy")}
            </button>
        </div>
    }
}

/// Said kindly where the picker cannot start, with other doors: in a browser that runs no scripts as the page stands. Where
/// scripts run `unable.js` hides it, until the picker does not come or the browser turns out to be too old for it.
#[component]
fn Unable(doors: OtherDoors) -> impl IntoView {
    view! {
        <div id="unable" class="after">
            <noscript>
                <div class="alert">
                    <h1 class="alert-text">{say("choose-no-script")}</h1>
                    <p>{say("choose-no-script-why")}</p>
                    <p>{say("choose-no-script-doors")}</p>
                </div>
            </noscript>
            <div id="cannot-start" class="alert" role="alert" hidden>
                <h1 class="alert-text">{say("choose-cannot-start")}</h1>
                <p>{say("choose-cannot-start-text")}</p>
            </div>
            <div id="old-browser" class="alert" role="alert" hidden>
                <h1 class="alert-text">{say("choose-old-browser")}</h1>
                <p>{say("choose-old-browser-text")}</p>
            </div>
            {doors.view()}
        </div>
    }
}

/// Who helps where nothing can be hashed here: as without the file, and by the age in the picture.
#[derive(Clone, Copy)]
struct OtherDoors {
    lines: fn() -> Vec<&'static Line>,
    page: &'static str,
}

impl OtherDoors {
    const FOR_YOUNG: Self = Self {
        lines: people_without_file,
        page: "/start/no-file",
    };
    const FOR_ADULTS: Self = Self {
        lines: || lines_of_countries(Topic::Adult).collect(),
        page: "/start/adult/no-file",
    };

    fn view(self) -> impl IntoView {
        view! {
            <h2>{say("help-title")}</h2>
            <p><a href=address("/help")>{say("helping-country")}</a></p>
            <p><a href=address(self.page)>{say("start-adult-no-file-link")}</a></p>
            <Doors lines=(self.lines)()/>
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_a_button_names_it_as_it_is_named() {
        for words in Words::every_language() {
            for (text, button) in [
                ("picker-review-agree", "picker-send"),
                ("picker-problem-rest", "picker-send-again"),
            ] {
                let (text, button) = (words.say(text), words.say(button));
                assert!(text.contains(&button), "{}: {text}: {button}", words.tag());
            }
        }
    }

    #[test]
    fn what_is_to_be_added_is_not_called_like_what_the_case_has() {
        for words in Words::every_language() {
            let (alone, adding) = (labels(&words, false), labels(&words, true));
            for name in ["picker-photo", "picker-video", "picker-twin"] {
                let (alone, adding) = (alone.say(name), adding.say(name));
                assert!(
                    adding.contains("{n}") && adding != alone,
                    "{}: {adding}",
                    words.tag()
                );
            }
        }
    }

    #[test]
    fn the_island_fills_in_its_numbers_itself() {
        for words in Words::every_language() {
            for adding in [false, true] {
                let labels = labels(&words, adding);
                for name in ["picker-summary-ready", "added-photo", "added-video"] {
                    let text = labels.say(name);
                    assert!(
                        text.contains("{n}") && text.contains("{m}"),
                        "{}: {text}",
                        words.tag()
                    );
                }
                let unfilled = labels.iter().find(|(name, text)| text == name);
                assert_eq!(unfilled, None, "{}", words.tag());
            }
        }
    }
}
