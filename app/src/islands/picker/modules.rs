//! The WebAssembly modules of the workers: fetched and compiled here, because a worker has no network.

use std::time::Duration;

use js_sys::{Object, Reflect, Uint8Array, WebAssembly};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, Response};

use super::patience::Patience;

/// The names of the modules. Which files need which, the worker says.
pub(super) const PARTS: [&str; 5] = [BASE, "stills", "heic", "jxl", "video"];
/// The one that every worker starts with.
pub(super) const BASE: &str = "base";

/// A module of one function that uses an instruction for many numbers at once: compilers refuse it that have none.
const PROBE: [u8; 31] = [
    0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253,
    98, 11,
];

/// A module that has not come after so long is not waited for any longer. That is less than a worker which
/// waits for one may be silent.
const PATIENCE: Duration = Duration::from_secs(90);

/// Which modules are here.
pub(super) struct Modules {
    assets: String,
    slots: [Slot; PARTS.len()],
}

enum Slot {
    Unasked,
    Asked,
    Here(JsValue),
}

impl Modules {
    /// None yet.
    pub(super) fn new(assets: String) -> Self {
        Self {
            assets,
            slots: [const { Slot::Unasked }; PARTS.len()],
        }
    }

    /// The address to fetch a module from, unless that is being done or was done, or there is no such module.
    pub(super) fn ask(&mut self, part: &str) -> Option<String> {
        let slot = self.slot(part)?;
        if !matches!(slot, Slot::Unasked) {
            return None;
        }
        *slot = Slot::Asked;
        let ending = if has_simd() { "-simd" } else { "" };
        Some(format!("{}/worker/{part}{ending}.wasm", self.assets))
    }

    /// Keeps a module. Without one it can be asked for again.
    pub(super) fn put(&mut self, part: &str, module: Option<JsValue>) {
        if let Some(slot) = self.slot(part) {
            *slot = module.map_or(Slot::Unasked, Slot::Here);
        }
    }

    /// A module that is here.
    pub(super) fn get(&self, part: &str) -> Option<&JsValue> {
        self.here()
            .find(|(name, _)| *name == part)
            .map(|(_, module)| module)
    }

    /// Whether nothing is missing.
    pub(super) fn is_complete(&self) -> bool {
        self.here().count() == PARTS.len()
    }

    /// All that are here, by their names.
    pub(super) fn as_object(&self) -> Result<JsValue, JsValue> {
        let object = Object::new();
        for (name, module) in self.here() {
            Reflect::set(&object, &name.into(), module)?;
        }
        Ok(object.into())
    }

    fn here(&self) -> impl Iterator<Item = (&'static str, &JsValue)> {
        PARTS
            .into_iter()
            .zip(&self.slots)
            .filter_map(|(name, slot)| match slot {
                Slot::Here(module) => Some((name, module)),
                Slot::Unasked | Slot::Asked => None,
            })
    }

    fn slot(&mut self, part: &str) -> Option<&mut Slot> {
        let place = PARTS.iter().position(|name| *name == part)?;
        self.slots.get_mut(place)
    }
}

/// Whether the browser has the instructions for many numbers at once.
fn has_simd() -> bool {
    WebAssembly::validate(&Uint8Array::from(&PROBE[..])).unwrap_or(false)
}

/// Whether the person has asked the browser to load as little as possible.
pub(super) fn saves_data() -> bool {
    let navigator = leptos::prelude::window().navigator();
    Reflect::get(&navigator, &"connection".into())
        .and_then(|connection| Reflect::get(&connection, &"saveData".into()))
        .is_ok_and(|saves| saves.is_truthy())
}

/// Fetches and compiles a module.
pub(super) async fn compile(address: &str) -> Result<JsValue, JsValue> {
    let request = RequestInit::new();
    let patience = Patience::of(PATIENCE)?;
    request.set_signal(Some(&patience.signal()));
    let window = leptos::prelude::window();
    let response: Response = JsFuture::from(window.fetch_with_str_and_init(address, &request))
        .await?
        .dyn_into()?;
    if !response.ok() {
        return Err(JsValue::NULL);
    }
    // Not as a stream: where a browser does not know the type of the file, streaming refuses it.
    let bytes = JsFuture::from(response.array_buffer()?).await?;
    JsFuture::from(WebAssembly::compile(&bytes)).await
}
