use domain::staff::{Right, Role, Staff};
use leptos::prelude::*;

use super::document::Head;
use crate::{
    access::home,
    pages::staff::names,
    words::{Value, say, say_with, words},
};

/// A page for staff: who is signed in on top, and the way to the queues.
#[component]
pub(crate) fn StaffDocument(
    #[prop(into)] title: String,
    /// Who is signed in; `None` on the page where one signs in.
    staff: Option<Staff>,
    children: Children,
) -> impl IntoView {
    let title = format!("{title} – {}", say("staff-site-name"));
    let home = staff.as_ref().map_or("/staff", |staff| home(staff.role));
    let signed_in = staff.is_some();
    view! {
        <!DOCTYPE html>
        <html lang=words().tag() dir=words().direction()>
            <Head title=title/>
            <body class="staff">
                <a class="skip" href="#main">{say("site-skip")}</a>
                <header class="bar">
                    <div class="bar-inside bar-wide">
                        <a class="brand" href=home>{say("staff-site-name")}</a>
                        {staff.map(|staff| view! { <Ways role=staff.role/> <Account staff=staff/> })}
                    </div>
                </header>
                <main id="main" class="page page-wide" tabindex="-1">{children()}</main>
                {signed_in.then(|| view! { <Handbook/> })}
            </body>
        </html>
    }
}

/// The way to the handbook, wherever someone is.
#[component]
fn Handbook() -> impl IntoView {
    view! {
        <footer class="foot">
            <p class="foot-inside fine">
                <span><a href="/staff/handbook">{say("handbook-page")}</a> ": " {say("staff-handbook")}</span>
            </p>
        </footer>
    }
}

/// Where they can go. On a phone it is one line, which scrolls.
#[component]
fn Ways(role: Role) -> impl IntoView {
    let ways = LINKS
        .iter()
        .filter(|(right, _, _)| role.may(*right))
        .map(|&(_, href, text)| view! { <a href=href>{say(text)}</a> });
    view! {
        <nav class="ways" aria-label=say("staff-ways")>{ways.collect_view()}</nav>
    }
}

#[component]
fn Account(staff: Staff) -> impl IntoView {
    let who = say_with(
        "staff-signed-in-as",
        &[
            ("name", Value::Word(staff.name)),
            ("role", Value::Word(names::role(staff.role))),
        ],
    );
    view! {
        <div class="account">
            <a class="account-name" href="/staff/account">{who}</a>
            <form method="post" action="/staff/sign-out">
                <button class="button button-small button-quiet">{say("staff-sign-out")}</button>
            </form>
        </div>
    }
}

/// Where a role can go.
const LINKS: [(Right, &str, &str); 6] = [
    (Right::Review, "/staff", "queue-label"),
    (Right::Review, "/staff/policies", "policies-short"),
    (Right::Propose, "/staff/proposals", "proposals-title"),
    (Right::Propose, "/staff/applications", "applications-title"),
    (Right::Manage, "/staff/people", "people-title"),
    (Right::Audit, "/staff/audit", "audit-title"),
];
