use leptos::prelude::*;
use service::door::{Bound, Wait};

use crate::{
    components::{Alert, Document, Field, Input, OffTheDisk},
    words::{LONG, address, say, say_wait},
};

/// Why no case was opened.
#[derive(Clone, Copy)]
pub(super) enum Refusal {
    /// No case has this number and this PIN.
    Unknown,
    /// Nobody looked at what was typed: it has to wait.
    Wait(Wait),
}

impl Refusal {
    /// What to wait for, where that is what it takes.
    pub(super) const fn wait(self) -> Option<Wait> {
        match self {
            Self::Unknown => None,
            Self::Wait(wait) => Some(wait),
        }
    }
}

/// The id of what says why no case was opened. Programs of ours that ask know a refusal by it.
const REFUSAL: &str = "refusal";

/// Asks for number and PIN; again, if they opened nothing.
#[component]
pub(super) fn Question(
    #[prop(optional)] number: String,
    #[prop(optional_no_strip)] refusal: Option<Refusal>,
    /// Whether something was to be done with the case besides opening it.
    #[prop(optional)]
    order: bool,
) -> impl IntoView {
    let wrong = matches!(refusal, Some(Refusal::Unknown));
    let about = refusal.map(|_| REFUSAL);
    let alert = refusal.map(|refusal| {
        let mut more = Vec::new();
        if refusal
            .wait()
            .is_some_and(|wait| wait.bound == Bound::Number && wait.seconds > LONG)
        {
            // Whoever waits longer than a minute guessed from here.
            more.push(say("status-wait-elsewhere"));
        }
        if order && refusal.wait().is_some() {
            more.push(say("status-wait-order"));
        }
        let (text, detail) = match refusal {
            Refusal::Unknown => ("status-refused", say("status-refused-text")),
            Refusal::Wait(wait) => ("wait-title", say_wait(wait)),
        };
        view! { <Alert text=say(text) detail=detail more=more id=Some(REFUSAL)/> }
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
                    wrong=wrong
                    about=about
                />
                <Field
                    name="pin"
                    input=Input::Digits
                    label=say("status-pin")
                    hint=say("status-pin-hint")
                    wrong=wrong
                    about=about
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
