use leptos::prelude::*;
use qrcode::{Color, QrCode};
use service::totp::Seed;

use crate::words::say;

/// So many modules stay empty around the picture, as readers expect (ISO/IEC 18004).
const MARGIN: usize = 4;

/// What an app has to learn: a picture for its camera, and the same to type.
#[component]
pub(crate) fn SeedPicture(seed: Seed, #[prop(into)] account: String) -> impl IntoView {
    let address = seed.address(&account);
    let picture = QrCode::new(address.as_bytes()).ok().map(|code| {
        let side = code.width() + 2 * MARGIN;
        view! {
            <svg
                class="seed-picture"
                viewBox=format!("0 0 {side} {side}")
                width="192"
                role="img"
                aria-label=say("seed-picture")
                shape-rendering="crispEdges"
            >
                <rect class="seed-light" width=side height=side/>
                <path class="seed-dark" d=squares(&code)/>
            </svg>
        }
    });
    view! {
        <div class="seed">
            {picture}
            <div>
                <p>{say("seed-type")}</p>
                <p class="mono">{seed.text().to_string()}</p>
                <p><a href=address.to_string()>{say("seed-open")}</a></p>
            </div>
        </div>
    }
}

/// The dark modules as one path.
fn squares(code: &QrCode) -> String {
    let width = code.width();
    let mut path = String::new();
    for (place, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let (x, y) = (place % width + MARGIN, place / width + MARGIN);
            path.push_str(&format!("M{x} {y}h1v1h-1z"));
        }
    }
    path
}
