//! The parts of the page around the island, which the server wrote.

use leptos::prelude::document;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

use super::sending::Receipt;

/// The id of the picker.
pub(super) const PICKER: &str = "picker";

/// Fills the receipt in and shows it; and says that it is sent only where all of it is.
pub(super) fn show_receipt(receipt: &Receipt, all: bool) {
    for (id, text) in [("case-number", &receipt.case_number), ("case-pin", &receipt.pin)] {
        fill(id, text);
    }
    set_hidden("receipt-title", !all);
    set_hidden("receipt-lead", !all);
    set_hidden("receipt-unsent", all);
    if all {
        show("receipt", "receipt-title");
    } else {
        set_hidden("receipt", false);
    }
}

/// Says which files of the case were taken out after an earlier try, by their numbers there.
pub(super) fn say_earlier(numbers: &[usize]) {
    let numbers: Vec<_> = numbers.iter().map(usize::to_string).collect();
    fill("receipt-earlier-numbers", &numbers.join(", "));
    set_hidden("receipt-earlier", numbers.is_empty());
}

/// Says that files that were taken out may be in the case, or no longer: below the picker, and with what came of the rest.
pub(super) fn say_unheard(unheard: bool) {
    for id in ["unheard-so-far", "unheard"] {
        set_hidden(id, !unheard);
    }
}

/// Says how many files are not in what was sent.
pub(super) fn say_left_out(text: &str) {
    fill("left-out", text);
    set_hidden("left-out", false);
}

/// Shows the way to a new case, or hides it: where the one there was takes nothing more.
pub(super) fn offer_new_case(wanted: bool) {
    set_hidden("new-case", !wanted);
}

/// Says that the case has more now, and whether some of it was there before.
pub(super) fn show_added(fewer: bool) {
    set_hidden("added-fewer", !fewer);
    show("added", "added-title");
}

/// Says in a line for each what was added what it is called in the case.
pub(super) fn list_added(lines: impl Iterator<Item = String>) {
    if let Some(list) = element("added-numbers") {
        for line in lines {
            // A list takes any line.
            let _ = document().create_element("li").and_then(|item| {
                item.set_text_content(Some(&line));
                list.append_child(&item)
            });
        }
        list.set_hidden(false);
    }
}

/// Takes the picker away at once: only then does the page scroll to where the focus goes.
pub(super) fn hide_picker() {
    set_hidden(PICKER, true);
}

/// With the focus on the heading: what had it is gone. What the files are for, and what this cannot do, needs not be said,
/// nor printed, with what came of them. What may be in the case is said below the heading.
fn show(id: &str, heading: &str) {
    set_hidden("picker-for", true);
    set_hidden("picker-limits", true);
    set_hidden("unheard-so-far", true);
    set_hidden(id, false);
    focus(heading);
}

/// Moves the focus. An element that cannot take it leaves it where it is.
pub(super) fn focus(id: &str) {
    if let Some(element) = element(id) {
        let _ = element.focus();
    }
}

fn fill(id: &str, text: &str) {
    if let Some(element) = element(id) {
        element.set_text_content(Some(text));
    }
}

fn set_hidden(id: &str, hidden: bool) {
    if let Some(element) = element(id) {
        element.set_hidden(hidden);
    }
}

fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}
