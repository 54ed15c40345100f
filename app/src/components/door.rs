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
        let dial: String = phone
            .chars()
            .filter(|c| c.is_ascii_digit() || *c == '+')
            .collect();
        view! { <a class="door-call" href=format!("tel:{dial}")>{call}</a> }
    });
    let visit = line.url.as_ref().map(|url| {
        let go = say_with("door-go", &[("name", Value::Word(line.name.clone()))]);
        view! { <a class="door-go" href=url.clone() rel="noreferrer">{go}</a> }
    });
    view! {
        <li class="door">
            <h3 class="door-name">{line.name.clone()}</h3>
            <p class="door-where">{say(&line.country_name())}</p>
            <p>{say(&line.purpose())}</p>
            <p class="door-ways">{phone} {visit}</p>
        </li>
    }
}
