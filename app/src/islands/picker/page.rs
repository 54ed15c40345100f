//! The parts of the page around the island, which the server wrote.

use leptos::prelude::document;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

use super::sending::Receipt;

/// The id of the picker.
pub(super) const PICKER: &str = "picker";

/// Fills the receipt in and shows it, with the focus on its heading: what had the focus is gone. Says whether the case has
/// files that were taken out after an earlier try.
pub(super) fn show_receipt(receipt: &Receipt, more: bool) {
    for (id, text) in [("case-number", &receipt.case_number), ("case-pin", &receipt.pin)] {
        if let Some(element) = element(id) {
            element.set_text_content(Some(text));
        }
    }
    if more && let Some(element) = element("receipt-earlier") {
        element.set_hidden(false);
    }
    show("receipt", "receipt-title");
}

/// Shows the way to a new case, or hides it: where the one there was takes nothing more.
pub(super) fn offer_new_case(wanted: bool) {
    if let Some(element) = element("new-case") {
        element.set_hidden(!wanted);
    }
}

/// Says that the case has more now, and whether some of it was there before.
pub(super) fn show_added(fewer: bool) {
    if let Some(element) = element("added-fewer") {
        element.set_hidden(!fewer);
    }
    show("added", "added-title");
}

/// Takes the picker away at once: only then does the page scroll to where the focus goes.
pub(super) fn hide_picker() {
    if let Some(element) = element(PICKER) {
        element.set_hidden(true);
    }
}

/// What the files are for needs not be said, nor printed, with what came of them.
fn show(id: &str, heading: &str) {
    if let Some(element) = element("picker-for") {
        element.set_hidden(true);
    }
    if let Some(element) = element(id) {
        element.set_hidden(false);
    }
    focus(heading);
}

/// Moves the focus. An element that cannot take it leaves it where it is.
pub(super) fn focus(id: &str) {
    if let Some(element) = element(id) {
        let _ = element.focus();
    }
}

fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}
