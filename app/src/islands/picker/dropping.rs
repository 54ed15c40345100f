//! Where files come in: a button, and a place to drop them.

use domain::hash::Medium;
use leptos::{ev, prelude::*};
use web_sys::{DragEvent, FileList, HtmlInputElement};

use super::{batch::Batch, hashers::Hashers, labels::Labels, review::Attempt};

/// The button that opens the device's own picker, within an area to drop files on.
#[component]
pub(super) fn DropZone(
    labels: StoredValue<Labels>,
    batch: RwSignal<Batch>,
    awake: RwSignal<bool>,
    attempt: RwSignal<Attempt>,
    hashers: StoredValue<Hashers, LocalStorage>,
) -> impl IntoView {
    let say = move |name: &str| labels.with_value(|labels| labels.say(name));
    let over = RwSignal::new(false);
    let too_many = RwSignal::new(false);
    let take = move |files: Option<FileList>| {
        too_many.set(false);
        for file in files
            .iter()
            .flat_map(|files| (0..files.length()).filter_map(|place| files.get(place)))
        {
            let medium = if file.type_().starts_with("video/") {
                Medium::Video
            } else {
                Medium::Image
            };
            match batch.try_update(|batch| batch.add(medium)).flatten() {
                Some(id) => hashers.with_value(|hashers| hashers.hash(id, file)),
                None => too_many.set(true),
            }
        }
    };
    let chosen = move |event: ev::Event| {
        let input: HtmlInputElement = event_target(&event);
        take(input.files());
        // The same file can be chosen again, and the browser has nothing to bring back later.
        input.set_value("");
    };
    let dragged = move |event: DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        if attempt.get_untracked() == Attempt::Running {
            return;
        }
        take(event.data_transfer().and_then(|dropped| dropped.files()));
    };
    let text = move || {
        let first = batch.with(|batch| batch.ids().is_empty());
        say(if first {
            "picker-choose"
        } else {
            "picker-choose-more"
        })
    };
    view! {
        <div
            class="drop"
            class:drop-over=move || over.get()
            on:dragover=dragged
            on:dragleave=move |_| over.set(false)
            on:drop=dropped
        >
            <input
                class="unseen"
                id="files"
                type="file"
                multiple
                accept="image/*,video/*"
                autocomplete="off"
                disabled=move || !awake.get()
                on:change=chosen
            />
            <label class="button button-main" for="files">{text}</label>
            <p class="drop-hint">{say("picker-drop")}</p>
            <p class="drop-alert" role="alert">{move || too_many.get().then(|| say("picker-too-many"))}</p>
        </div>
    }
}
