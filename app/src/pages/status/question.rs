use leptos::prelude::*;

use crate::{
    components::{Alert, Document, Field, Input, OffTheDisk},
    words::{Value, address, say, say_with},
};

/// Above so many seconds a wait is said in minutes.
const LONG: u64 = 90;

/// Why no case was opened.
#[derive(Clone, Copy)]
pub(super) enum Refusal {
    /// No case has this number and this PIN.
    Unknown,
    /// Too many wrong guesses at this number.
    Number { seconds: u64 },
    /// Too many tries from this part of the network, whoever's they were.
    Network { seconds: u64 },
}

impl Refusal {
    /// How long to wait, where that is what it takes.
    pub(super) const fn seconds(self) -> Option<u64> {
        match self {
            Self::Unknown => None,
            Self::Number { seconds } | Self::Network { seconds } => Some(seconds),
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
        if matches!(refusal, Refusal::Number { seconds } if seconds > LONG) {
            // Whoever waits longer than a minute guessed from here.
            more.push(say("status-wait-elsewhere"));
        }
        if order && refusal.seconds().is_some() {
            more.push(say("status-wait-order"));
        }
        let wait = |name, seconds| say_with(name, &[("seconds", Value::Number(seconds))]);
        let (text, detail) = match refusal {
            Refusal::Unknown => ("status-refused", say("status-refused-text")),
            Refusal::Number { seconds } if seconds > LONG => {
                let minutes = [("minutes", Value::Number(seconds.div_ceil(60)))];
                ("status-wait-title", say_with("status-wait-long", &minutes))
            }
            Refusal::Number { seconds } => ("status-wait-title", wait("status-wait", seconds)),
            Refusal::Network { seconds } => ("status-wait-title", wait("status-wait-network", seconds)),
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
