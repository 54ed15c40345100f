//! The fields of a JavaScript object, each read with the type that is expected of it.
//!
//! Reading JSON into types with serde would work as well, and would be a sixth of all that the browser downloads here.

use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};

/// An object, or anything else: then it has no fields.
pub(super) struct Fields(pub(super) JsValue);

impl Fields {
    /// What a text in JSON says.
    pub(super) fn parse(json: &str) -> Self {
        Self(JSON::parse(json).unwrap_or_default())
    }

    /// An object within it.
    pub(super) fn inner(&self, name: &str) -> Self {
        Self(self.get(name))
    }

    /// A text; `None` where there is none.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.get(name).as_string()
    }

    /// 0 to 100.
    pub(super) fn percent(&self, name: &str) -> Option<u8> {
        let number = self.get(name).as_f64()?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to 100, as just looked"
        )]
        (0.0..=100.0).contains(&number).then_some(number as u8)
    }

    /// How many; 0 where it does not say.
    pub(super) fn count(&self, name: &str) -> u64 {
        whole(&self.get(name))
    }

    /// The values of a list; none where there is none.
    pub(super) fn list(&self, name: &str) -> impl Iterator<Item = JsValue> {
        let list: Array = self.get(name).dyn_into().unwrap_or_default();
        (0..list.length()).map(move |place| list.get(place))
    }

    fn get(&self, name: &str) -> JsValue {
        Reflect::get(&self.0, &name.into()).unwrap_or_default()
    }
}

/// A number that counts something; 0 where it is none.
pub(super) fn whole(value: &JsValue) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "saturates, and nobody counts that far"
    )]
    let whole = value.as_f64().unwrap_or_default() as u64;
    whole
}
