//! The list of chosen files.

use domain::hash::Medium;
use leptos::{html::Ul, mount::mount_to, prelude::*};
use wasm_bindgen::JsCast as _;
use web_sys::Url;

use super::{
    batch::{Batch, Shown, State},
    hashers::Hashers,
    labels::Labels,
    page::focus,
};

/// One row for each file.
#[component]
pub(super) fn Rows(
    labels: StoredValue<Labels>,
    batch: RwSignal<Batch>,
    hashers: StoredValue<Hashers, LocalStorage>,
) -> impl IntoView {
    let say = move |name: &str| labels.with_value(|labels| labels.say(name));
    // Nobody sees a picture who did not ask for it.
    let shown = RwSignal::new(false);
    let text = move || say(if shown.get() { "picker-hide" } else { "picker-show" });
    let sharp = RwSignal::new(false);
    let press = move |_| {
        sharp.set(!is_blurred());
        shown.update(|shown| *shown = !*shown && !sharp.get_untracked());
    };
    let list = NodeRef::<Ul>::new();
    let rows = StoredValue::new_local(Vec::new());
    // Rows outlive the run of the effect that made them.
    let owner = Owner::current().unwrap_or_default();
    // Files are added at the end and taken out anywhere. Leptos' own list can do more, and is four times the code.
    Effect::new(move |_| {
        let Some(list) = list.get() else { return };
        let ids = batch.with(Batch::ids);
        rows.update_value(|rows| {
            rows.retain(|(id, _)| ids.contains(id));
            for id in ids {
                if rows.iter().all(|(other, _)| *other != id) {
                    let list = list.clone().unchecked_into();
                    let row = move || view! { <RowView id=id labels=labels batch=batch hashers=hashers shown=shown/> };
                    rows.push((id, owner.with(|| mount_to(list, row))));
                }
            }
        });
    });
    view! {
        <button
            class="button button-small button-quiet rows-show"
            type="button"
            hidden=move || batch.with(|batch| batch.ids().is_empty())
            on:click=press
        >
            {text}
        </button>
        <p class="drop-alert" role="alert">{move || sharp.get().then(|| say("picker-sharp"))}</p>
        <ul class="rows" node_ref=list></ul>
    }
}

#[component]
fn RowView(
    id: u32,
    labels: StoredValue<Labels>,
    batch: RwSignal<Batch>,
    hashers: StoredValue<Hashers, LocalStorage>,
    /// Whether a small, blurred picture lies over the mark.
    shown: RwSignal<bool>,
) -> impl IntoView {
    let pictured = shown;
    let picture = RwSignal::new(None::<String>);
    let forget_picture = move || {
        if let Some(address) = picture.try_update(Option::take).flatten() {
            // Nobody else knows the address: there is nothing that could fail.
            let _ = Url::revoke_object_url(&address);
        }
    };
    Effect::new(move |_| {
        forget_picture();
        let photo =
            batch.with_untracked(|batch| batch.shown(id).is_some_and(|row| row.medium == Medium::Image));
        if pictured.get() && photo {
            let file = hashers.with_value(|hashers| hashers.file(id));
            picture.set(file.and_then(|file| Url::create_object_url_with_blob(&file).ok()));
        }
    });
    on_cleanup(forget_picture);
    let shown = Memo::new(move |_| batch.with(|batch| batch.shown(id)));
    // What a row says of its file. A row that is being taken away has nothing left to say.
    let text = move |of: fn(&Shown, &Labels) -> String| {
        labels.with_value(|labels| {
            shown.with(|shown| shown.as_ref().map(|shown| of(shown, labels)).unwrap_or_default())
        })
    };
    let say = move |name: &str| labels.with_value(|labels| labels.say(name));
    let percent = move || shown.with(|shown| shown.as_ref().and_then(|shown| percent(&shown.state)));
    let failed = move || {
        shown.with(|shown| {
            shown
                .as_ref()
                .is_some_and(|row| matches!(row.state, State::Failed(_)))
        })
    };
    let may_do_better = move || {
        shown.with(|shown| {
            shown
                .as_ref()
                .is_some_and(|row| row.twin_of.is_none() && row.state.may_do_better())
        })
    };
    let again = move |exact: bool| {
        batch.update(|batch| batch.again(id));
        hashers.with_value(|hashers| hashers.again(id, exact));
        // The button that was pressed is gone.
        focus(&button_id(id));
    };
    let remove = move |_| {
        hashers.with_value(|hashers| hashers.forget(id));
        let next = batch.try_update(|batch| batch.remove(id)).flatten();
        focus(&next.map_or_else(|| "files".to_owned(), button_id));
    };
    let remove_name = move || {
        let verb = if percent().is_some() {
            "picker-cancel"
        } else {
            "picker-remove"
        };
        // In this order it is right in every language.
        format!("{}: {}", text(called), say(verb))
    };
    view! {
        <li class="row" data-state=move || shown.with(|shown| shown.as_ref().map(|s| mark(&s.state)))>
            // A neutral mark: the kind of file, never the picture.
            <svg class="row-mark" viewBox="0 0 32 32" width="40" height="40" aria-hidden="true">
                <rect x="3" y="6" width="26" height="20" rx="4"></rect>
                <path d=move || shown.with(|shown| shown.as_ref().map(|s| drawing(s.medium)))></path>
            </svg>
            // It lies over the mark: of a damaged file the browser may draw nothing, and call that no error.
            <img
                class="row-picture"
                alt=""
                src=move || picture.get()
                hidden=move || picture.with(Option::is_none)
                on:error=move |_| forget_picture()
            />
            <div class="row-text">
                <p class="row-name" id=format!("row-{id}")>{move || text(called)}</p>
                <p class="row-state">{move || text(state)}</p>
                <p class="row-note">{move || text(notes)}</p>
                <progress
                    max="100"
                    value=move || percent().unwrap_or(100)
                    hidden=move || percent().is_none()
                    aria-labelledby=format!("row-{id}")
                ></progress>
                <button
                    class="button button-small button-quiet row-again"
                    type="button"
                    hidden=move || !may_do_better()
                    aria-describedby=format!("row-{id}")
                    on:click=move |_| again(false)
                >
                    {say("picker-again")}
                </button>
                <button
                    class="button button-small button-quiet row-again"
                    type="button"
                    hidden=move || !failed()
                    aria-describedby=format!("row-{id}")
                    on:click=move |_| again(true)
                >
                    {say("picker-exact")}
                </button>
            </div>
            <button class="row-remove" type="button" id=button_id(id) aria-label=remove_name on:click=remove>
                <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
                    <path d="M6 6l12 12M18 6L6 18"></path>
                </svg>
            </button>
        </li>
    }
}

/// Whether the place for a picture is blurred: where the styles did not come, or are not understood, the picture would be
/// seen as it is.
fn is_blurred() -> bool {
    let place = document().query_selector(".row-picture").ok().flatten();
    let style = place.and_then(|place| window().get_computed_style(&place).ok().flatten());
    let filter = style.and_then(|style| style.get_property_value("filter").ok());
    filter.is_some_and(|filter| filter.starts_with("blur"))
}

/// Whether the browser says that it runs on an iPhone. Photos hands pages a copy there that it has just made, so that exact
/// hashes are of no file that anyone has.
fn is_iphone() -> bool {
    let browser = window().navigator().user_agent();
    // The device stands first in the brackets.
    browser.is_ok_and(|browser| browser.split(['(', ';']).any(|part| part.starts_with("iPhone")))
}

fn button_id(id: u32) -> String {
    format!("remove-{id}")
}

const fn drawing(medium: Medium) -> &'static str {
    match medium {
        Medium::Image => "M6 23l7-8 5 5 3-3 5 6",
        Medium::Video => "M13.5 11.5v9l7-4.5z",
    }
}

/// How much was read, of a file that is still being read.
const fn percent(state: &State) -> Option<u8> {
    match state {
        State::Waiting => Some(0),
        State::Reading(percent) | State::Watching(percent) => Some(*percent),
        _ => None,
    }
}

const fn mark(state: &State) -> &'static str {
    match state {
        State::Waiting | State::Reading(_) | State::Watching(_) => "reading",
        State::Hashed { .. } => "ready",
        State::Refused(_) | State::Failed(_) => "out",
    }
}

fn called(shown: &Shown, labels: &Labels) -> String {
    if shown.twin_of.is_some() {
        return labels.say("picker-double");
    }
    let Some(number) = shown.number else {
        return labels.say("picker-unused");
    };
    let name = match (shown.new, shown.medium) {
        (false, Medium::Image) => "picker-photo",
        (false, Medium::Video) => "picker-video",
        (true, Medium::Image) => "adding-photo",
        (true, Medium::Video) => "adding-video",
    };
    labels.say_with(name, number, 0)
}

fn state(shown: &Shown, labels: &Labels) -> String {
    match (&shown.state, shown.twin_of) {
        (State::Waiting, _) => labels.say("picker-waiting"),
        (State::Reading(0), _) => labels.say("picker-reading"),
        (State::Reading(percent), _) => labels.say_with("picker-percent", usize::from(*percent), 0),
        (State::Watching(0), _) => labels.say("picker-watching"),
        (State::Watching(percent), _) => labels.say_with("picker-watching-percent", usize::from(*percent), 0),
        (State::Hashed { .. }, Some(number)) => {
            let name = if shown.new { "adding-twin" } else { "picker-twin" };
            labels.say_with(name, number, 0)
        }
        (State::Hashed { .. }, None) => labels.say("picker-ready"),
        (State::Refused(code), _) => labels.say_code("picker-refused", code),
        (State::Failed(code), _) => labels.say_code("picker-failed", code),
    }
}

fn notes(shown: &Shown, labels: &Labels) -> String {
    let mut notes = match &shown.state {
        State::Hashed { item, notes } if shown.twin_of.is_none() => {
            let copied = item.pdq.is_none() && shown.medium == Medium::Image && is_iphone();
            let copied = copied.then(|| labels.say("picker-note-iphone"));
            let notes = notes.iter().map(|code| labels.say_code("picker-note", code));
            notes.chain(copied).collect()
        }
        _ => Vec::new(),
    };
    if shown.blamed {
        notes.push(labels.say("picker-refused-by-server"));
    }
    notes.join(" ")
}

#[cfg(test)]
mod tests {
    use domain::submission::ItemForm;

    use super::*;

    #[test]
    fn what_is_new_in_a_case_is_not_called_like_what_it_has() {
        let labels = Labels::gather(str::to_owned);
        let item = ItemForm {
            medium: "image".to_owned(),
            sha256: "1".to_owned(),
            md5: "2".to_owned(),
            sha1: None,
            pdq: None,
            quality: None,
            vpdq: None,
            variants: Vec::new(),
        };
        let shown = |new, medium, twin_of| Shown {
            medium,
            number: Some(1),
            new,
            state: State::Hashed {
                item: Box::new(item.clone()),
                notes: Vec::new(),
            },
            twin_of,
            blamed: false,
        };
        for (new, photo, video, twin) in [
            (false, "picker-photo", "picker-video", "picker-twin"),
            (true, "adding-photo", "adding-video", "adding-twin"),
        ] {
            assert_eq!(called(&shown(new, Medium::Image, None), &labels), photo);
            assert_eq!(called(&shown(new, Medium::Video, None), &labels), video);
            assert_eq!(state(&shown(new, Medium::Image, Some(1)), &labels), twin);
        }
    }
}
