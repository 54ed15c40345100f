//! What the browser downloads on pages with an island. Everything is in `app`; this starts it.

// Without this line nothing of `app` is linked, and no island is found by its name.
extern crate app;

use wasm_bindgen::prelude::wasm_bindgen;

/// Called once by `islands.js`, before it wakes the islands of the page one by one.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
