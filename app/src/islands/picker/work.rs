//! The work that the server asks for while it is flooded: done by a worker, so that the page stays quick.

use std::time::Duration;

use js_sys::{Number, Object, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker};

use super::fields::Fields;

/// A worker that takes longer, or does not even start, is given up.
const PATIENCE: Duration = Duration::from_secs(120);

/// What the server asks for.
pub(super) struct Challenge {
    challenge: String,
    bits: u8,
}

impl Challenge {
    /// Reads the server's answer; `None` where it asks for nothing.
    pub(super) fn read(answer: &Fields) -> Option<Self> {
        Some(Self {
            challenge: answer.text("challenge")?,
            bits: answer.percent("bits")?,
        })
    }

    /// What is shown to the server: the challenge, a dot, and the number that a worker of this script finds.
    pub(super) async fn meet(&self, script: &str, modules: &JsValue) -> Result<String, JsValue> {
        let worker = Worker::new(script)?;
        let number = self.ask(&worker, modules).await;
        worker.terminate();
        // As JavaScript writes it: to write a fraction in Rust costs the browser twelve kilobytes.
        let number = Number::from(number?).to_string_with_radix(10)?;
        Ok(format!("{}.{}", self.challenge, String::from(number)))
    }

    async fn ask(&self, worker: &Worker, modules: &JsValue) -> Result<JsValue, JsValue> {
        let start = message(&[("type", &"start".into()), ("modules", modules)])?;
        let order = message(&[
            ("type", &"work".into()),
            ("challenge", &self.challenge.as_str().into()),
            ("bits", &self.bits.into()),
        ])?;
        let found = Promise::new(&mut |resolve, reject| {
            let (post, order, refuse) = (worker.clone(), order.clone(), reject.clone());
            let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                let field = |name: &str| Reflect::get(&event.data(), &name.into()).unwrap_or_default();
                match field("type").as_string().as_deref() {
                    Some("ready") => drop(post.post_message(&order)),
                    Some("worked") => drop(resolve.call1(&JsValue::NULL, &field("number"))),
                    _ => drop(refuse.call0(&JsValue::NULL)),
                }
            });
            // The worker ends before the page does, and the browser then forgets this.
            worker.set_onmessage(Some(heard.into_js_value().unchecked_ref()));
            worker.set_onerror(Some(&reject));
            leptos::prelude::set_timeout(move || drop(reject.call0(&JsValue::NULL)), PATIENCE);
        });
        worker.post_message(&start)?;
        JsFuture::from(found).await
    }
}

fn message(fields: &[(&str, &JsValue)]) -> Result<JsValue, JsValue> {
    let message = Object::new();
    Reflect::set(&message, &"v".into(), &2.into())?;
    for (name, value) in fields {
        Reflect::set(&message, &(*name).into(), value)?;
    }
    Ok(message.into())
}
