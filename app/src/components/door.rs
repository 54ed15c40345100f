use leptos::prelude::*;

use crate::{
    help::Line,
    words::{Value, say, say_with},
};

/// Someone who can help.
#[component]
pub(crate) fn Door(line: &'static Line) -> impl IntoView {
    let phone = line.phone.as_ref().map(|phone| {
        let call = say_with("door-call", &[("number", Value::Word(phone.clone()))]);
        view! { <a class="door-call" href=dial(phone)>{call}</a> }
    });
    let visit = line.url.as_ref().map(|url| {
        let go = say_with("door-go", &[("name", Value::Word(line.name.clone()))]);
        view! { <a class="door-go" href=url.clone() rel="noreferrer">{go}</a> }
    });
    let purposes = line
        .purposes()
        .map(|purpose| say(&purpose))
        .collect::<Vec<_>>()
        .join(" ");
    let spoken: Vec<_> = line.languages().map(|(_, name)| name).collect();
    let speaks = (!spoken.is_empty()).then(|| {
        let spoken = Value::Word(spoken.join(", "));
        view! { <p class="door-where">{say_with("help-speaks", &[("languages", spoken)])}</p> }
    });
    view! {
        <li class="door">
            <h3 class="door-name">{line.name.clone()}</h3>
            <p class="door-where">{say(&line.country_name())}</p>
            <p>{purposes}</p>
            {speaks}
            <p class="door-ways">{phone} {visit}</p>
        </li>
    }
}

/// The address that calls a number.
pub(crate) fn dial(number: &str) -> String {
    let digits = number.chars().filter(|c| c.is_ascii_digit() || *c == '+');
    format!("tel:{}", digits.collect::<String>())
}
