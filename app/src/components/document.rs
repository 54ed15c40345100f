use leptos::{nonce::use_nonce, prelude::*};

use crate::{
    render::{asset, options},
    words::{address, say, words},
};

/// A survivor's page: the way out on top, the page, and where to find help below.
#[component]
pub(crate) fn Document(
    /// A title that gives nothing away in a list of open pages.
    #[prop(into)]
    title: String,
    /// Whether an island on the page needs its WebAssembly.
    #[prop(optional)]
    island: bool,
    children: Children,
) -> impl IntoView {
    let title = format!("{title} – {}", say("site-name"));
    view! {
        <!DOCTYPE html>
        <html lang=words().tag() dir=say("language-direction")>
            <Head title=title island=island/>
            <body>
                <a class="skip" href="#main">{say("site-skip")}</a>
                <header class="bar">
                    <div class="bar-inside">
                        <a class="brand" href=address("")>{say("site-name")}</a>
                        <WayOut/>
                    </div>
                </header>
                <main id="main" class="page" tabindex="-1">{children()}</main>
                <Foot/>
            </body>
        </html>
    }
}

/// What a browser is told before it draws anything.
#[component]
pub(crate) fn Head(#[prop(into)] title: String, #[prop(optional)] island: bool) -> impl IntoView {
    view! {
        <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            // Phones would turn case numbers into links to call.
            <meta name="format-detection" content="telephone=no"/>
            <title>{title}</title>
            <link rel="stylesheet" href=asset("style.css")/>
            <link rel="icon" type="image/svg+xml" href=asset("icon.svg")/>
            <script src=asset("leave.js") nonce=use_nonce() defer></script>
            {island.then(|| view! { <script src=asset("islands.js") nonce=use_nonce() type="module"></script> })}
        </head>
    }
}

/// The way out: a plain link, made quicker by `leave.js`.
#[component]
fn WayOut() -> impl IntoView {
    view! {
        <div class="leave">
            <span
                class="leave-count"
                role="status"
                data-leave-count=""
                data-two=say("leave-two")
                data-one=say("leave-one")
            ></span>
            <a class="leave-link" href=options().exit_url.clone() rel="noreferrer nofollow" data-leave="">
                {say("leave-link")}
            </a>
        </div>
    }
}

#[component]
fn Foot() -> impl IntoView {
    view! {
        <footer class="foot">
            <nav class="foot-inside" aria-label=say("foot-label")>
                <ul class="foot-links">
                    <li><a href=address("/help")>{say("foot-help")}</a></li>
                    <li><a href=address("/status")>{say("foot-status")}</a></li>
                    <li><a href=address("/how-it-works")>{say("foot-how")}</a></li>
                    <li><a href=format!("{}#leaving", address(""))>{say("foot-leaving")}</a></li>
                </ul>
                <p class="foot-note">{say("foot-note")}</p>
            </nav>
        </footer>
    }
}
