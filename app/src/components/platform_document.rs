use leptos::prelude::*;

use super::document::Head;
use crate::words::{Value, say, say_with, words};

/// The pages of a platform that is signed in, in the order of the tabs: address and name of the text.
const TABS: [(&str, &str); 5] = [
    ("/platform", "platform-overview"),
    ("/platform/keys", "platform-keys"),
    ("/platform/lists", "platform-lists"),
    ("/platform/webhook", "platform-webhook"),
    ("/platform/records", "platform-records"),
];

/// Who is signed in, for the top of the page.
#[derive(Clone)]
pub(crate) struct SignedInAs {
    /// The name that they signed in with.
    pub(crate) name: String,
    /// Their organisation.
    pub(crate) organisation: String,
}

/// A page for platforms: who is signed in on top, and the way to the other pages.
#[component]
pub(crate) fn PlatformDocument(
    #[prop(into)] title: String,
    /// Who is signed in; `None` on pages for everyone.
    who: Option<SignedInAs>,
    /// The address of the tab that this page belongs to; empty where it is none.
    here: &'static str,
    children: Children,
) -> impl IntoView {
    let title = format!("{title} – {}", say("platform-site-name"));
    let home = if who.is_some() {
        "/platform"
    } else {
        "/platform/join"
    };
    let tabs = who.is_some().then(|| view! { <Tabs here=here/> });
    view! {
        <!DOCTYPE html>
        <html lang=words().tag() dir=words().direction()>
            <Head title=title/>
            <body class="staff">
                <a class="skip" href="#main">{say("site-skip")}</a>
                <header class="bar">
                    <div class="bar-inside bar-wide">
                        <a class="brand" href=home>{say("platform-site-name")}</a>
                        {who.map(|who| view! { <Account who=who/> })}
                    </div>
                </header>
                <main id="main" class="page page-wide" tabindex="-1">{tabs} {children()}</main>
            </body>
        </html>
    }
}

#[component]
fn Tabs(here: &'static str) -> impl IntoView {
    let tab = |(address, name): (&'static str, &'static str)| {
        view! {
            <li>
                <a class="tab" href=address aria-current=(address == here).then_some("page")>{say(name)}</a>
            </li>
        }
    };
    view! {
        <nav aria-label=say("platform-tabs")>
            <ul class="tabs">{TABS.map(tab).collect_view()}</ul>
        </nav>
    }
    .into_any()
}

#[component]
fn Account(who: SignedInAs) -> impl IntoView {
    let text = say_with(
        "platform-signed-in-as",
        &[
            ("name", Value::Word(who.name)),
            ("organisation", Value::Word(who.organisation)),
        ],
    );
    view! {
        <div class="account">
            <a class="account-name" href="/platform/account">{text}</a>
            <form method="post" action="/platform/sign-out">
                <button class="button button-small button-quiet">{say("staff-sign-out")}</button>
            </form>
        </div>
    }
    .into_any()
}
