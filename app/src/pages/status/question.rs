use leptos::prelude::*;

use crate::{
    components::{Alert, Document, Field, Input, OffTheDisk},
    words::{Value, address, say, say_with},
};

/// Asks for number and PIN; again, if they opened nothing.
#[component]
pub(super) fn Question(
    #[prop(optional)] number: String,
    #[prop(optional)] refused: bool,
    #[prop(optional_no_strip)] wait: Option<u64>,
) -> impl IntoView {
    let alert = refused.then(|| match wait {
        Some(seconds) => {
            let detail = say_with("status-wait", &[("seconds", Value::Number(seconds))]);
            view! { <Alert text=say("status-wait-title") detail=detail/> }
        }
        None => view! { <Alert text=say("status-refused") detail=say("status-refused-text")/> },
    });
    view! {
        <Document title=say("status-page")>
            {alert}
            <h1>{say("status-title")}</h1>
            <p class="lead">{say("status-lead")}</p>
            <form class="form" method="post" action=address("/status")>
                <Field
                    name="number"
                    input=Input::Code
                    label=say("status-number")
                    hint=say("status-number-hint")
                    value=number
                    wrong=refused
                />
                <Field
                    name="pin"
                    input=Input::Digits
                    label=say("status-pin")
                    hint=say("status-pin-hint")
                    wrong=refused
                />
                <OffTheDisk/>
                <button class="button button-main">{say("status-open")}</button>
            </form>
            <section>
                <h2>{say("status-lost-title")}</h2>
                <p>{say("status-lost")}</p>
                <p><a href=address("/start")>{say("status-lost-link")}</a></p>
            </section>
        </Document>
    }
}
