//! `/en/check`: how anyone can check that browsers get the program that is in the source.

use axum::response::Response;
use leptos::prelude::*;

use crate::{
    components::Document,
    render::options,
    site::{ServedFile, Site},
    words::{Value, say, say_with},
};

/// The version that was built.
const VERSION: &str = env!("CARGO_PKG_VERSION");
/// What it was built with: another compiler makes other files.
const COMPILER: &str = env!("RECLAIM_COMPILER");

pub(crate) async fn show(site: Site) -> Response {
    site.page(Check)
}

#[component]
fn Check() -> impl IntoView {
    let options = options();
    let source = options.source_url.clone().map(|url| {
        view! { " " <a href=url rel="noreferrer">{say("check-how-source-link")}</a> }
    });
    let files = options.files.iter().map(row).collect_view();
    let built = [("version", VERSION), ("compiler", COMPILER)];
    let built = built.map(|(what, name)| (what, Value::Word(name.to_owned())));
    view! {
        <Document title=say("check-page")>
            <h1>{say("check-title")}</h1>
            <p class="lead">{say("check-lead")}</p>
            <section>
                <h2>{say("check-how-title")}</h2>
                <p>{say_with("check-version", &built)}</p>
                <ol>
                    <li>{say("check-how-source")} {source}</li>
                    <li>
                        {say("check-how-build")} " " {say("check-how-node")} " "
                        <code>"cargo xtask site --release"</code>
                    </li>
                    <li>{say("check-how-compare")}</li>
                    <li>{say("check-how-page")}</li>
                </ol>
            </section>
            <section>
                <h2>{say("check-limit-title")}</h2>
                <p>{say("check-limit")}</p>
                <p>{say("check-worker")}</p>
            </section>
            <section>
                <h2>{say("check-files-title")}</h2>
                <p>{say("check-files")}</p>
                <div class="table-frame" tabindex="0" role="region" aria-label=say("check-files-title")>
                    <table class="table">
                        <thead>
                            <tr><th scope="col">{say("check-files-name")}</th><th scope="col">"SHA-256"</th></tr>
                        </thead>
                        <tbody>{files}</tbody>
                    </table>
                </div>
            </section>
        </Document>
    }
}

fn row(file: &ServedFile) -> impl IntoView + use<> {
    let address = format!("{}/{}", options().assets, file.name);
    view! {
        <tr>
            <th scope="row"><a href=address>{file.name.clone()}</a></th>
            <td class="mono">{file.sha256.clone()}</td>
        </tr>
    }
}
