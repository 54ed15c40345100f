//! Gives a request up that takes too long.

use std::time::Duration;

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::set_timeout_with_handle};
use wasm_bindgen::JsValue;
use web_sys::{AbortController, AbortSignal};

/// Gives up after a time whatever was started with its signal, unless it is dropped before: keep it until the whole answer
/// was read.
///
/// Browsers have `AbortSignal.timeout` for that, but only since 2022; this does without.
pub(super) struct Patience {
    controller: AbortController,
    timer: TimeoutHandle,
}

impl Patience {
    /// Waits so long from now on.
    pub(super) fn of(time: Duration) -> Result<Self, JsValue> {
        let controller = AbortController::new()?;
        let ending = controller.clone();
        let timer = set_timeout_with_handle(move || ending.abort(), time)?;
        Ok(Self { controller, timer })
    }

    /// To be handed to what is started.
    pub(super) fn signal(&self) -> AbortSignal {
        self.controller.signal()
    }
}

impl Drop for Patience {
    fn drop(&mut self) {
        self.timer.clear();
    }
}
