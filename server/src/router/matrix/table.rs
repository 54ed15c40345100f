//! The table: every address of the whole server, with its methods and whom it is for.

use app::{Whom, staff_routes};

/// Whom an address is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum For {
    /// Whoever asks gets the same answer.
    Everyone,
    /// Platforms with a key.
    Platforms,
    /// Platforms with a key that may also hand in hashes.
    Contributors,
    /// Whoever signed in for a platform.
    Members,
    /// Staff, as their own table says.
    Staff(Whom),
}
use For::{Contributors, Everyone, Members, Platforms};

/// Any method is answered in the same way.
const ANY: &str = "GET POST PUT PATCH DELETE";
/// The methods that are tried.
pub(super) const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// Every address with its methods and whom it is for. `{language}` stands for each language that is served.
const TABLE: &[(&str, &str, For)] = &[
    ("/", "GET", Everyone),
    ("/submissions", "POST", Everyone),
    ("/leave", "POST", Everyone),
    ("/{language}", "GET", Everyone),
    ("/{language}/start", "GET", Everyone),
    ("/{language}/start/who", "GET", Everyone),
    ("/{language}/start/helping", "GET", Everyone),
    ("/{language}/start/threat", "GET", Everyone),
    ("/{language}/start/threat/now", "GET", Everyone),
    ("/{language}/start/age", "GET", Everyone),
    ("/{language}/start/device", "GET", Everyone),
    ("/{language}/start/where", "GET", Everyone),
    ("/{language}/start/where/site", "GET", Everyone),
    ("/{language}/start/where/chat", "GET", Everyone),
    ("/{language}/start/where/search", "GET", Everyone),
    ("/{language}/start/adult", "GET", Everyone),
    ("/{language}/start/adult/no-file", "GET", Everyone),
    ("/{language}/start/adult/where", "GET", Everyone),
    ("/{language}/start/adult/where/site", "GET", Everyone),
    ("/{language}/start/adult/where/chat", "GET", Everyone),
    ("/{language}/start/adult/where/search", "GET", Everyone),
    ("/{language}/start/no-file", "GET", Everyone),
    ("/{language}/choose", "GET", Everyone),
    ("/{language}/choose/adult", "GET", Everyone),
    ("/{language}/status", "GET POST", Everyone),
    ("/{language}/status/withdraw", "GET POST", Everyone),
    ("/{language}/status/withdraw/some", "GET POST", Everyone),
    ("/{language}/status/add", "GET POST", Everyone),
    ("/{language}/status/keep", "GET POST", Everyone),
    ("/{language}/help", "GET", Everyone),
    ("/{language}/help/{country}", "GET", Everyone),
    ("/{language}/platforms", "GET", Everyone),
    ("/{language}/check", "GET", Everyone),
    ("/{language}/how-it-works", "GET", Everyone),
    ("/{language}/letter", "GET", Everyone),
    ("/{language}/letter/{place}", "GET", Everyone),
    //
    ("/api/v1/lists", "GET", Platforms),
    ("/api/v1/lists/{list}/changes", "GET", Platforms),
    ("/api/v1/lists/{list}/checkpoint", "GET", Platforms),
    ("/api/v1/lists/{list}/snapshot", "GET", Platforms),
    ("/api/v1/lists/{list}/events", "GET", Platforms),
    ("/api/v1/lists/{list}/entries/{entry}", "GET", Platforms),
    ("/api/v1/lists/{list}/feedback", "POST", Platforms),
    ("/api/v1/lists/{list}/export", "GET", Platforms),
    ("/api/v1/evidence", "GET", Platforms),
    ("/api/v1/status", "GET", Platforms),
    ("/api/v1/reference", "GET", Everyone),
    ("/api/v1/openapi.json", "GET", Everyone),
    ("/api/{*rest}", ANY, Everyone),
    ("/problems/{name}", "GET", Everyone),
    ("/.well-known/reclaim-evidence-keys.json", "GET", Everyone),
    //
    ("/ncmec/{list}/v2/status", "GET", Platforms),
    ("/ncmec/{list}/v2/members", "GET", Platforms),
    ("/ncmec/{list}/v2/entries", "GET", Platforms),
    (
        "/ncmec/{list}/v2/entries/{member}/{entry}/{kind}/feedback",
        "PUT",
        Platforms,
    ),
    ("/ncmec/{list}/v2/feedback/{kind}/reasons", "GET", Platforms),
    ("/ncmec/{list}/v2/categorizations", "GET", Platforms),
    ("/ncmec/{list}", ANY, Everyone),
    ("/ncmec/{list}/{*rest}", ANY, Everyone),
    //
    ("/stopncii/{list}/v1/FetchHashes", "GET", Platforms),
    ("/stopncii/{list}/v1/SubmitFeedback", "POST", Platforms),
    ("/stopncii/{list}/v1/SubmitHashes", "POST", Contributors),
    ("/stopncii/{list}", ANY, Everyone),
    ("/stopncii/{list}/{*rest}", ANY, Everyone),
    //
    ("/platform", "GET", Members),
    ("/platform/join", "GET POST", Everyone),
    ("/platform/claim", "GET POST", Everyone),
    ("/platform/claim/account", "POST", Everyone),
    ("/platform/sign-in", "GET POST", Everyone),
    ("/platform/sign-in/passkey", "POST", Everyone),
    ("/platform/sign-out", "POST", Everyone),
    ("/platform/confirm", "GET POST", Members),
    ("/platform/confirm/passkey", "POST", Members),
    ("/platform/account", "GET", Members),
    ("/platform/account/passphrase", "GET POST", Members),
    ("/platform/account/code", "GET POST", Members),
    ("/platform/account/recovery-codes", "POST", Members),
    ("/platform/account/passkeys", "GET POST", Members),
    ("/platform/account/passkeys/{passkey}/remove", "POST", Members),
    ("/platform/account/sessions/end", "POST", Members),
    ("/platform/account/sessions/{session}/end", "POST", Members),
    ("/platform/suspend", "POST", Members),
    ("/platform/resume", "POST", Members),
    ("/platform/keys", "GET POST", Members),
    ("/platform/keys/{key}/revoke", "POST", Members),
    ("/platform/lists", "GET POST", Members),
    ("/platform/profile", "POST", Members),
    ("/platform/webhook", "GET POST", Members),
    ("/platform/webhook/renew", "POST", Members),
    ("/platform/webhook/switch", "POST", Members),
    ("/platform/webhook/remove", "POST", Members),
    ("/platform/webhook/test", "POST", Members),
    ("/platform/webhook/messages/{message}/replay", "POST", Members),
    ("/platform/records", "GET", Members),
    ("/platform/records/evidence", "GET", Members),
    ("/platform/records/agreement", "GET", Members),
    ("/platform/records/lists/{list}/{format}", "GET", Members),
    //
    ("/assets/{digest}/{*path}", "GET", Everyone),
    ("/healthz", "GET", Everyone),
    ("/readyz", "GET", Everyone),
];

/// One address with one method.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) method: &'static str,
    pub(super) path: String,
    pub(super) whom: For,
}

/// Every line, those of staff among them.
pub(super) fn lines() -> Vec<Line> {
    let written = TABLE.iter().flat_map(|&(path, methods, whom)| {
        methods.split(' ').map(move |method| Line {
            method,
            path: path.to_owned(),
            whom,
        })
    });
    let of_staff = staff_routes().into_iter().map(|route| Line {
        method: route.method,
        path: format!("/staff{}", route.path.trim_end_matches('/')),
        whom: For::Staff(route.whom),
    });
    written.chain(of_staff).collect()
}
