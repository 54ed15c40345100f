use domain::staff::Staff;
use leptos::prelude::*;

use super::document::Head;
use crate::words::{Value, say, say_with, words};

/// A page for staff: who is signed in on top, and the way to the queues.
#[component]
pub(crate) fn StaffDocument(
    #[prop(into)] title: String,
    /// Who is signed in; `None` on the page where one signs in.
    staff: Option<Staff>,
    children: Children,
) -> impl IntoView {
    let title = format!("{title} – {}", say("staff-site-name"));
    view! {
        <!DOCTYPE html>
        <html lang=words().tag() dir=words().direction()>
            <Head title=title/>
            <body class="staff">
                <a class="skip" href="#main">{say("site-skip")}</a>
                <header class="bar">
                    <div class="bar-inside bar-wide">
                        <a class="brand" href="/staff">{say("staff-site-name")}</a>
                        {staff.map(|staff| view! { <Account staff=staff/> })}
                    </div>
                </header>
                <main id="main" class="page page-wide" tabindex="-1">{children()}</main>
            </body>
        </html>
    }
}

#[component]
fn Account(staff: Staff) -> impl IntoView {
    let proposes = staff.role.may_propose();
    let role = say(role_key(staff.role));
    let who = say_with(
        "staff-signed-in-as",
        &[("name", Value::Word(staff.name)), ("role", Value::Word(role))],
    );
    view! {
        <div class="account">
            <span class="account-name">{who}</span>
            {proposes.then(|| view! { <a href="/staff/proposals">{say("proposals-title")}</a> })}
            <a href="/staff/components">{say("staff-components")}</a>
            <form method="post" action="/staff/sign-out">
                <button class="button button-small button-quiet">{say("staff-sign-out")}</button>
            </form>
        </div>
    }
}

const fn role_key(role: domain::staff::Role) -> &'static str {
    use domain::staff::Role;
    match role {
        Role::Reviewer => "staff-role-reviewer",
        Role::Lead => "staff-role-lead",
        Role::Admin => "staff-role-admin",
        Role::Auditor => "staff-role-auditor",
    }
}
