//! What a browser sends with a form of staff or of a platform. It is read in one place, before any page.

use axum::{
    body::Body,
    extract::{Request, State},
    http::{Extensions, Method, header},
    middleware::Next,
    response::Response,
};
use futures::StreamExt as _;

use crate::site::Site;

/// No form of staff or of platforms is longer: a note has 2,000 characters, and one of them takes up to twelve bytes on its
/// way.
const LONGEST: usize = 32 * 1024;

/// Fields of which nothing is shown to anyone, not to whoever sent them either: what proves who someone is.
const SECRET: [&str; 4] = ["answer", "code", "passphrase", "state"];

/// Fields that people write in words of their own.
const WRITTEN: [&str; 11] = [
    "address",
    "body",
    "contact",
    "group",
    "label",
    "name",
    "note",
    "organisation",
    "products",
    "reason",
    "why",
];

/// What was sent with a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Posted {
    /// Where it was sent.
    pub(crate) path: String,
    /// Its fields, in order.
    fields: Vec<(String, String)>,
}

impl Posted {
    /// Browsers send two signs for the end of a line and count one, as `maxlength` says. One is what is counted and kept.
    fn parse(path: String, body: &[u8]) -> Self {
        let fields = form_urlencoded::parse(body);
        let fields = fields.map(|(name, value)| (name.into_owned(), value.replace("\r\n", "\n")));
        Self {
            path,
            fields: fields.collect(),
        }
    }

    /// What was sent with a request; nothing where it was no form.
    pub(crate) fn of(extensions: &Extensions) -> Self {
        extensions.get().cloned().unwrap_or_default()
    }

    /// Whether it was to prove who someone is, or to change what does.
    pub(crate) fn is_secret(&self) -> bool {
        let mut names = self.fields.iter().map(|(name, _)| name.as_str());
        names.any(|name| SECRET.contains(&name))
    }

    /// Whether there is anything in it that would have to be written anew, and that may be shown.
    pub(crate) fn is_worth_sending_again(&self) -> bool {
        !self.is_secret() && !self.written().trim().is_empty()
    }

    /// The page on which the form stands.
    pub(crate) fn page(&self) -> String {
        let mut parts = self.path.split('/').skip(1);
        let root = parts.next().unwrap_or_default();
        match (parts.next(), parts.next()) {
            (Some(section @ ("applications" | "entries" | "platforms" | "policies")), Some(one)) => {
                format!("/{root}/{section}/{one}")
            }
            (Some("bulk" | "resume" | "suspend" | "views") | None, _) => format!("/{root}"),
            (Some("profile"), _) => format!("/{root}/lists"),
            (Some(section), _) => format!("/{root}/{section}"),
        }
    }

    /// All of its fields, in order, to be sent once more; none where one of them is a secret.
    pub(crate) fn fields(&self) -> &[(String, String)] {
        if self.is_secret() { &[] } else { &self.fields }
    }

    /// What people wrote themselves, to be copied.
    pub(crate) fn written(&self) -> String {
        let fields = self.fields.iter();
        let written = fields.filter(|(name, _)| WRITTEN.contains(&name.as_str()));
        let written: Vec<_> = written.map(|(_, value)| value.as_str()).collect();
        written.join("\n\n")
    }
}

/// Whose forms are read, and what is said where one is too long.
#[derive(Clone)]
pub(crate) struct Reading {
    pub(crate) site: Site,
    /// What the router has taken off the addresses.
    pub(crate) root: &'static str,
    /// Says so, and shows what was written as far as it was read.
    pub(crate) too_long: fn(&Site, &Posted) -> Response,
}

/// Reads what was sent with a form, for whatever answers it.
pub(crate) async fn read(State(reading): State<Reading>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST {
        return next.run(request).await;
    }
    let path = format!("{}{}", reading.root, request.uri().path());
    let (mut parts, body) = request.into_parts();
    let (body, whole) = collect(body).await;
    let posted = Posted::parse(path, &body);
    if !whole {
        return (reading.too_long)(&reading.site, &posted);
    }
    parts.headers.remove(header::CONTENT_LENGTH);
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(&posted.fields)
        .finish();
    parts.extensions.insert(posted);
    next.run(Request::from_parts(parts, Body::from(body))).await
}

/// The beginning of a body, and whether that is all of it. It is read to its end all the same: most browsers show no answer
/// that comes before they have sent everything.
async fn collect(body: Body) -> (Vec<u8>, bool) {
    let (mut read, mut whole) = (Vec::new(), true);
    let mut parts = body.into_data_stream();
    while let Some(part) = parts.next().await {
        // Where it breaks off, nobody is there to read what is said of it.
        let Ok(part) = part else { return (read, false) };
        let room = LONGEST - read.len();
        read.extend_from_slice(&part[..part.len().min(room)]);
        whole &= part.len() <= room;
    }
    (read, whole)
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use domain::staff::Role;

    use super::*;
    use crate::{access::Whom, staff_routes::staff_routes};

    /// The sources below a folder.
    fn sources(folder: &Path) -> Vec<String> {
        let mut texts = Vec::new();
        for one in fs::read_dir(folder).unwrap() {
            let path = one.unwrap().path();
            if path.is_dir() {
                texts.extend(sources(&path));
            } else {
                texts.push(fs::read_to_string(&path).unwrap());
            }
        }
        texts
    }

    /// The sources of all pages.
    fn pages() -> Vec<String> {
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
    }

    /// The names of all fields for passphrases and codes.
    fn secrets() -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for text in pages() {
            for kind in ["Code", "Passphrase", "NewPassphrase", "OneTimeCode"] {
                let input = format!("input=Input::{kind}");
                let fields = text.match_indices(&input).map(|(at, _)| &text[..at]);
                found.extend(fields.map(|before| {
                    let (_, name) = before.rsplit_once("name=\"").unwrap();
                    name.split_once('"').unwrap().0.to_owned()
                }));
            }
        }
        found
    }

    /// The names of all fields that nobody sees.
    fn hidden() -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for text in pages() {
            let names = text.split("type=\"hidden\" name=\"").skip(1);
            found.extend(names.map(|rest| rest.split_once('"').unwrap().0.to_owned()));
        }
        found
    }

    #[test]
    fn what_nobody_sees_is_not_shown_as_what_they_wrote() {
        let hidden = hidden();
        for known in ["invited", "version", "view", "which"] {
            assert!(hidden.contains(known), "{known}: {hidden:?}");
        }
        let both: Vec<_> = WRITTEN.iter().filter(|name| hidden.contains(**name)).collect();
        assert!(both.is_empty(), "{both:?}");
        let posted = Posted::parse(String::new(), b"action=reject&which=own-1&offered=no");
        assert!(!posted.is_worth_sending_again());
    }

    /// The page of a form, without the root below which both stand.
    fn page_of(root: &str, sent: &str) -> String {
        let page = Posted::parse(format!("{root}{sent}"), b"").page();
        match page.strip_prefix(root).unwrap() {
            "" => "/".to_owned(),
            path => path.to_owned(),
        }
    }

    /// Whether an address is one of those that were registered so: any part can stand for one in braces.
    fn is_one_of(registered: &str, path: &str) -> bool {
        let (known, parts) = (registered.split('/'), path.split('/'));
        known.clone().count() == parts.clone().count()
            && known
                .zip(parts)
                .all(|(known, part)| known == part || known.starts_with('{'))
    }

    #[test]
    fn every_form_of_staff_stands_on_a_page_that_whoever_may_send_it_may_open() {
        let routes = staff_routes();
        let (sent, pages): (Vec<_>, Vec<_>) = routes.into_iter().partition(|route| route.method == "POST");
        // Of what anyone may send nobody is told that they have to sign in first.
        let sent: Vec<_> = sent
            .into_iter()
            .filter(|route| route.whom != Whom::Anyone)
            .collect();
        assert!(!sent.is_empty());
        for form in sent {
            let path = page_of("/staff", form.path);
            let page = pages.iter().find(|page| is_one_of(page.path, &path));
            let page = page.unwrap_or_else(|| panic!("{}: there is no {path}", form.path));
            for role in [Role::Reviewer, Role::Lead, Role::Admin, Role::Auditor] {
                let closed = form.whom.includes(role) && !page.whom.includes(role);
                assert!(!closed, "{}: {path} is not for {role:?}", form.path);
            }
        }
    }

    /// The addresses of the pages of platforms that answer to that method.
    fn of_platforms(method: &str) -> Vec<&'static str> {
        let (_, table) = include_str!("router.rs").split_once("fn for_platforms(").unwrap();
        let routes = table.split(".route(").skip(1);
        let routes = routes.filter(|route| route.contains(&format!("{method}(")));
        routes.map(|route| route.split('"').nth(1).unwrap()).collect()
    }

    #[test]
    fn every_form_of_platforms_stands_on_a_page() {
        let (sent, pages) = (of_platforms("post"), of_platforms("get"));
        assert!(sent.contains(&"/webhook/test") && pages.contains(&"/webhook"));
        // That button stands on every page, and nobody has to sign in before they sign out.
        for form in sent.into_iter().filter(|form| *form != "/sign-out") {
            let path = page_of("/platform", form);
            assert!(pages.iter().any(|page| is_one_of(page, &path)), "{form}: {path}");
        }
    }

    #[test]
    fn the_page_of_a_form_is_told_from_where_the_form_was_sent() {
        for (sent, page) in [
            ("/staff/entries/1f/decide", "/staff/entries/1f"),
            ("/staff/applications/1f/decline", "/staff/applications/1f"),
            ("/staff/platforms/1f/group", "/staff/platforms/1f"),
            ("/staff/policies/adult", "/staff/policies/adult"),
            ("/staff/proposals/1f/seconded", "/staff/proposals"),
            ("/staff/proposals", "/staff/proposals"),
            ("/staff/views/remove", "/staff"),
            ("/staff/bulk", "/staff"),
            ("/platform/suspend", "/platform"),
            ("/platform/profile", "/platform/lists"),
            ("/platform/keys/1f/revoke", "/platform/keys"),
        ] {
            let posted = Posted::parse(sent.to_owned(), b"");
            assert_eq!(posted.page(), page, "{sent}");
        }
    }

    #[test]
    fn no_field_for_a_passphrase_or_a_code_is_ever_shown() {
        let mut found = secrets();
        // What survivors type, and a sample, are on pages whose forms are not read here.
        for elsewhere in ["number", "plain"] {
            assert!(found.remove(elsewhere), "{elsewhere}: {found:?}");
        }
        assert_eq!(
            found.iter().map(String::as_str).collect::<Vec<_>>(),
            ["code", "passphrase"]
        );
        for name in found {
            assert!(SECRET.contains(&name.as_str()), "{name}");
            let posted = Posted::parse(String::new(), format!("why=this&{name}=hidden").as_bytes());
            assert!(posted.fields().is_empty());
            assert_eq!(posted.written(), "this");
        }
    }
}
