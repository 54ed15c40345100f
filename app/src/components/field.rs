use leptos::prelude::*;

/// How a field is typed into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Input {
    /// Letters and digits that no dictionary knows.
    Code,
    /// Digits: phones show their number keys.
    Digits,
    /// A name to sign in with.
    Name,
    /// A passphrase.
    Passphrase,
    /// A passphrase that is chosen here.
    NewPassphrase,
    /// The digits that an authenticator app shows, or a code on paper.
    OneTimeCode,
    /// Any words.
    Text,
}

impl Input {
    const fn kind(self) -> &'static str {
        match self {
            // A browser offers to save what is typed as a password: a survivor's PIN must not be kept.
            Self::Code | Self::Digits | Self::Name | Self::OneTimeCode | Self::Text => "text",
            Self::Passphrase | Self::NewPassphrase => "password",
        }
    }

    const fn keys(self) -> &'static str {
        if matches!(self, Self::Digits) {
            "numeric"
        } else {
            "text"
        }
    }

    const fn autocomplete(self) -> &'static str {
        match self {
            Self::Code | Self::Digits | Self::Text => "off",
            Self::Name => "username",
            Self::Passphrase => "current-password",
            Self::NewPassphrase => "new-password",
            Self::OneTimeCode => "one-time-code",
        }
    }
}

/// A field with its label and what to type.
#[component]
pub(crate) fn Field(
    name: &'static str,
    input: Input,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    /// What was typed before.
    #[prop(optional)]
    value: String,
    /// Whether the form came back because of what was typed.
    #[prop(optional)]
    wrong: bool,
    /// The id of what says why the form came back.
    #[prop(default = None)]
    about: Option<&'static str>,
) -> impl IntoView {
    let hint_id = hint.is_some().then(|| format!("{name}-hint"));
    let described: Vec<_> = hint_id.into_iter().chain(about.map(str::to_owned)).collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    view! {
        <div class="field">
            <label for=name>{label}</label>
            {hint.map(|hint| view! { <p class="field-hint" id=format!("{name}-hint")>{hint}</p> })}
            <input
                id=name
                name=name
                value=value
                // All that is typed here is in Latin letters and digits, whichever way the page is written.
                dir="ltr"
                type=input.kind()
                inputmode=input.keys()
                autocomplete=input.autocomplete()
                autocapitalize="off"
                spellcheck="false"
                maxlength="300"
                required
                aria-describedby=described
                aria-invalid=wrong.then_some("true")
            />
        </div>
    }
}
