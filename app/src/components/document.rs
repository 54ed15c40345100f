use leptos::{nonce::use_nonce, prelude::*};

use super::in_textarea;
use crate::{
    render::{asset, options, translations},
    words::{Words, address, say, words},
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
        <html lang=words().tag() dir=words().direction()>
            <Head title=title island=island exit=options().exit_url.clone()/>
            <body>
                <a class="skip" href="#main">{say("site-skip")}</a>
                <header class="bar">
                    <div class="bar-inside">
                        <a class="brand" href=address("")>{say("site-name")}</a>
                        <a class="speak" href="#languages">
                            <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
                                <circle cx="12" cy="12" r="9"></circle>
                                <path d="M3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18"></path>
                            </svg>
                            <span>{words().name()}</span>
                        </a>
                        <WayOut/>
                    </div>
                </header>
                <main id="main" class="page" tabindex="-1">
                    {(!words().is_reviewed()).then(|| view! { <Unreviewed/> })}
                    {children()}
                </main>
                <Foot/>
            </body>
        </html>
    }
}

/// What a browser is told before it draws anything.
#[component]
pub(crate) fn Head(
    #[prop(into)] title: String,
    #[prop(optional)] island: bool,
    /// Where the quick way out leads; on pages of staff there is none.
    #[prop(optional, into)]
    exit: Option<String>,
) -> impl IntoView {
    view! {
        <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            // Phones would turn case numbers into links to call.
            <meta name="format-detection" content="telephone=no"/>
            // As one piece: between pieces some builds write a marker, which stands in a title as text.
            <title inner_html=in_textarea(&title)></title>
            <link rel="stylesheet" href=asset("style.css")/>
            <link rel="icon" type="image/svg+xml" href=asset("icon.svg")/>
            // Not deferred: it has to hide a page that was left before anything of it is drawn.
            <script src=asset("leave.js") nonce=use_nonce() data-exit=exit data-again=say("leave-again")></script>
            {island.then(|| view! {
                <script src=asset("unable.js") nonce=use_nonce()></script>
                <script src=asset("islands.js") nonce=use_nonce() type="module"></script>
            })}
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

/// Said on every page of a translation that nobody has checked yet.
#[component]
fn Unreviewed() -> impl IntoView {
    let english = Words::english();
    let original = translations().into_iter().find(|(words, _)| *words == english);
    view! {
        <p class="unreviewed">
            {say("language-unreviewed")}
            " "
            {original.map(|(words, href)| view! { <a href=href lang="en" dir="ltr">{words.name()}</a> })}
        </p>
    }
}

/// The page in one language, by the name that the language has for itself.
fn translation((translation, href): (Words, String)) -> impl IntoView {
    let here = translation == words();
    view! {
        <li>
            <a
                href=href
                hreflang=translation.tag()
                lang=translation.tag()
                dir=translation.direction()
                aria-current=here.then_some("true")
            >
                {translation.name()}
            </a>
        </li>
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
                    <li><a href=address("/platforms")>{say("foot-platforms")}</a></li>
                    // In English only, like all pages for platforms.
                    <li><a href="/platform/join">{say("foot-for-platforms")}</a></li>
                    <li><a href=format!("{}#leaving", address(""))>{say("foot-leaving")}</a></li>
                </ul>
                <p class="foot-note">{say("foot-note")}</p>
            </nav>
            <nav class="foot-inside languages" id="languages" aria-label=say("languages-label")>
                <ul class="foot-links">{translations().into_iter().map(translation).collect_view()}</ul>
            </nav>
        </footer>
    }
}
