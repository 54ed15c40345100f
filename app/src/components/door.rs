use leptos::prelude::*;

use crate::{
    help::{Country, Line},
    words::{Value, say, say_with},
};

/// Someone who can help.
#[component]
pub(crate) fn Door(
    line: &'static Line,
    /// What else is said of them.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let phone = line
        .phone
        .as_ref()
        .map(|phone| view! { <a class="door-call" href=dial(phone)>{call(phone)}</a> });
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
            // A name has a direction of its own: in Arabic "988 Lifeline" would become "Lifeline 988".
            <h3 class="door-name"><bdi>{line.name.clone()}</bdi></h3>
            <p class="door-where">{say(&line.country_name())}</p>
            <p>{purposes}</p>
            {speaks}
            <p class="door-ways">{phone} {visit}</p>
            {children.map(|more| more())}
        </li>
    }
}

/// Some who can help, in a list.
#[component]
pub(crate) fn Doors(lines: Vec<&'static Line>) -> impl IntoView {
    view! { <ul class="doors">{lines.into_iter().map(|line| view! { <Door line=line/> }).collect_view()}</ul> }
}

/// A number for emergencies, large, as it is dialled; who listens hears what it is for.
#[component]
pub(crate) fn Emergency(country: &'static Country) -> impl IntoView {
    let number = &country.emergency;
    view! { <a class="numbers-call" href=dial(number) aria-label=call(number)>{number.clone()}</a> }
}

fn call(number: &str) -> String {
    say_with("door-call", &[("number", Value::Word(number.to_owned()))])
}

/// The address that calls a number.
fn dial(number: &str) -> String {
    let digits = number.chars().filter(|c| c.is_ascii_digit() || *c == '+');
    format!("tel:{}", digits.collect::<String>())
}
