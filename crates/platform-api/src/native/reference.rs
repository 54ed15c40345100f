//! `GET /api/v1/reference`: the OpenAPI document as a page that people read. Written here from the document itself, so
//! that it needs no script and nothing from anywhere else.

use std::fmt::Write as _;

use axum::{
    http::{
        HeaderValue,
        header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use utoipa::openapi::OpenApi;

use crate::problem::{KINDS, Kind};

/// The page's own style; its digest is in the page's policy.
const STYLE: &str = "\
:root{color-scheme:light dark}\
body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1.5rem}\
h1,h2,h3{line-height:1.2}h2{margin-top:3rem}\
nav ul,.fields{padding-left:1.2rem}\
code,pre{font-family:ui-monospace,monospace;font-size:.95em;overflow-wrap:anywhere}\
.method{font-weight:700}\
table{border-collapse:collapse;width:100%;margin:.75rem 0}\
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid currentColor}\
th{font-weight:600}\
.wide{overflow-x:auto}\
tr:target{outline:3px solid}\
a{color:LinkText}a:focus-visible{outline:3px solid;outline-offset:2px}";

/// The page, written once.
#[derive(Clone)]
pub(super) struct Page {
    html: String,
    policy: HeaderValue,
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let kind = HeaderValue::from_static("text/html; charset=utf-8");
        (
            [(CONTENT_TYPE, kind), (CONTENT_SECURITY_POLICY, self.policy)],
            self.html,
        )
            .into_response()
    }
}

/// Writes the page of a document.
pub(super) fn page(document: &OpenApi) -> Page {
    let document = serde_json::to_value(document).unwrap_or_default();
    let digest = BASE64_STANDARD.encode(Sha256::digest(STYLE));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    );
    let empty = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
    let mut html = Html(String::new());
    html.document(&document);
    Page {
        html: html.0,
        policy: HeaderValue::from_str(&policy).unwrap_or(empty),
    }
}

/// What this page is not about, and where it is.
const WIRES: &str = "\
This is the native feed. Two more wires show the same lists to clients that speak them already: NCMEC's hash sharing v2 below \
`/ncmec/<list>` (HTTP Basic: the key's id and secret; `v2/status`, `v2/members`, `v2/entries`, `v2/feedback/<TYPE>/reasons`, \
`v2/categorizations`, and votes by PUT to `v2/entries/1/<entry>/<TYPE>/feedback`), and StopNCII's v1 below \
`/stopncii/<list>/v1` (headers `x-functions-key` and `Ocp-Apim-Subscription-Key`; `FetchHashes`, `SubmitFeedback`, \
`SubmitHashes`).\n\n\
Every refusal is a problem as RFC 9457 describes it, on NCMEC's wire in XML: `type` says which one and stays as it is, `detail` \
says what to do, and `errors` names each field that is wrong. All of them are below.";

const METHODS: [&str; 5] = ["get", "put", "post", "patch", "delete"];

/// HTML while it is written; every text is escaped on its way in.
struct Html(String);

impl Html {
    fn raw(&mut self, markup: &str) {
        self.0.push_str(markup);
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.raw("&amp;"),
                '<' => self.raw("&lt;"),
                '>' => self.raw("&gt;"),
                '"' => self.raw("&quot;"),
                c => self.0.push(c),
            }
        }
    }

    /// An element without attributes around a text.
    fn element(&mut self, name: &str, text: &str) {
        let _ = write!(self.0, "<{name}>");
        self.text(text);
        let _ = write!(self.0, "</{name}>");
    }

    /// Paragraphs, with what stands between backquotes as code.
    fn prose(&mut self, text: &str) {
        for paragraph in text
            .split("\n\n")
            .filter(|paragraph| !paragraph.trim().is_empty())
        {
            self.raw("<p>");
            self.line(paragraph);
            self.raw("</p>\n");
        }
    }

    fn line(&mut self, text: &str) {
        for (place, part) in text.split('`').enumerate() {
            if place % 2 == 1 {
                self.element("code", part);
            } else {
                self.text(part);
            }
        }
    }

    fn document(&mut self, document: &Value) {
        let info = &document["info"];
        let title = string(&info["title"]);
        self.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        self.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        self.element("title", title);
        let _ = write!(self.0, "\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n");
        self.element("h1", title);
        self.prose(string(&info["description"]));
        self.raw("<p>For programs: <a href=\"openapi.json\">the OpenAPI 3.1 document</a>.</p>\n");
        self.prose(WIRES);
        self.contents(document);
        for (path, operations) in object(&document["paths"]) {
            for method in METHODS {
                if let Some(operation) = operations.get(method) {
                    self.operation(path, method, operation);
                }
            }
        }
        self.problems(KINDS);
        self.raw("<h2 id=\"schemas\">What bodies hold</h2>\n");
        for (name, schema) in object(&document["components"]["schemas"]) {
            self.schema(name, schema);
        }
        self.raw("</main>\n</body>\n</html>\n");
    }

    fn contents(&mut self, document: &Value) {
        self.raw("<nav aria-label=\"Contents\">\n<ul>\n");
        for (path, operations) in object(&document["paths"]) {
            for method in METHODS {
                if let Some(operation) = operations.get(method) {
                    let _ = write!(self.0, "<li><a href=\"#{}\">", anchor(method, path));
                    self.text(&format!("{} {path}", method.to_uppercase()));
                    self.raw("</a>: ");
                    self.line(string(&operation["summary"]));
                    self.raw("</li>\n");
                }
            }
        }
        self.raw("<li><a href=\"#problems\">Problems</a></li>\n");
        self.raw("<li><a href=\"#schemas\">What bodies hold</a></li>\n</ul>\n</nav>\n");
    }

    /// What can go wrong on any of the wires; the `type` of a problem leads to its line.
    fn problems(&mut self, kinds: &[Kind]) {
        self.raw("<h2 id=\"problems\">Problems</h2>\n<div class=\"wide\"><table>\n<tr><th scope=\"col\">type and title</th><th scope=\"col\">status</th><th scope=\"col\">when</th><th scope=\"col\">what to do</th></tr>\n");
        for kind in kinds {
            let _ = write!(self.0, "<tr id=\"{}\"><td><div>", kind.anchor());
            self.element("code", kind.address);
            self.raw("</div>");
            self.text(kind.title);
            let _ = write!(self.0, "</td><td>{}</td><td>", kind.status.as_u16());
            self.line(kind.when);
            self.raw("</td><td>");
            self.line(kind.remedy);
            self.raw("</td></tr>\n");
        }
        self.raw("</table></div>\n");
    }

    fn operation(&mut self, path: &str, method: &str, operation: &Value) {
        let _ = write!(self.0, "<h2 id=\"{}\">", anchor(method, path));
        self.text(string(&operation["summary"]));
        self.raw("</h2>\n<p><code><span class=\"method\">");
        self.text(&method.to_uppercase());
        self.raw("</span> ");
        self.text(path);
        self.raw("</code></p>\n");
        self.prose(string(&operation["description"]));
        let parameters = operation["parameters"].as_array().map_or(&[][..], Vec::as_slice);
        if !parameters.is_empty() {
            self.raw("<h3>Parameters</h3>\n<div class=\"wide\"><table>\n<tr><th scope=\"col\">name</th><th scope=\"col\">in</th><th scope=\"col\">type</th><th scope=\"col\">meaning</th></tr>\n");
            for parameter in parameters {
                self.raw("<tr><td>");
                self.element("code", string(&parameter["name"]));
                self.raw("</td><td>");
                self.text(string(&parameter["in"]));
                self.raw("</td><td>");
                self.kind(&parameter["schema"]);
                self.raw("</td><td>");
                self.line(string(&parameter["description"]));
                self.raw("</td></tr>\n");
            }
            self.raw("</table></div>\n");
        }
        self.body(&operation["requestBody"]["content"]);
        self.raw("<h3>Answers</h3>\n<div class=\"wide\"><table>\n<tr><th scope=\"col\">status</th><th scope=\"col\">body</th><th scope=\"col\">meaning</th></tr>\n");
        for (status, answer) in object(&operation["responses"]) {
            self.raw("<tr><td>");
            self.text(status);
            self.raw("</td><td>");
            for (media, content) in object(&answer["content"]) {
                self.raw("<div>");
                self.element("code", media);
                self.raw(" ");
                self.kind(&content["schema"]);
                self.raw("</div>");
            }
            self.raw("</td><td>");
            self.line(string(&answer["description"]));
            self.raw("</td></tr>\n");
        }
        self.raw("</table></div>\n");
    }

    fn body(&mut self, content: &Value) {
        for (media, content) in object(content) {
            self.raw("<h3>Body</h3>\n<p>");
            self.element("code", media);
            self.raw(" ");
            self.kind(&content["schema"]);
            self.raw("</p>\n");
        }
    }

    fn schema(&mut self, name: &str, schema: &Value) {
        let _ = write!(self.0, "<h3 id=\"{name}\">");
        self.text(name);
        self.raw("</h3>\n");
        self.prose(string(&schema["description"]));
        let required = schema["required"].as_array().map_or(&[][..], Vec::as_slice);
        let fields = object(&schema["properties"]);
        if fields.is_empty() {
            self.raw("<p>");
            self.kind(schema);
            self.raw("</p>\n");
            return;
        }
        self.raw("<div class=\"wide\"><table>\n<tr><th scope=\"col\">field</th><th scope=\"col\">type</th><th scope=\"col\">meaning</th></tr>\n");
        for (field, schema) in fields {
            self.raw("<tr><td>");
            self.element("code", field);
            let is_required = required.iter().any(|name| name == field);
            self.raw(if is_required { "" } else { " (may be absent)" });
            self.raw("</td><td>");
            self.kind(schema);
            self.raw("</td><td>");
            self.line(string(&schema["description"]));
            self.raw("</td></tr>\n");
        }
        self.raw("</table></div>\n");
    }

    /// What kind of value a schema is of, in a few words.
    fn kind(&mut self, schema: &Value) {
        if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
            let _ = write!(self.0, "<a href=\"#{name}\">");
            self.text(name);
            self.raw("</a>");
            return;
        }
        if let Some(values) = schema["enum"].as_array() {
            for (place, value) in values.iter().enumerate() {
                self.raw(if place == 0 { "" } else { ", " });
                self.element("code", value.as_str().unwrap_or("null"));
            }
            return;
        }
        for several in ["oneOf", "anyOf", "allOf"] {
            if let Some(schemas) = schema[several].as_array() {
                for (place, schema) in schemas.iter().enumerate() {
                    self.raw(if place == 0 { "" } else { " or " });
                    self.kind(schema);
                }
                return;
            }
        }
        match &schema["type"] {
            Value::String(name) if name == "array" => {
                self.raw("list of ");
                self.kind(&schema["items"]);
            }
            Value::String(name) => self.text(name),
            Value::Array(names) => {
                let names: Vec<_> = names.iter().filter_map(Value::as_str).collect();
                self.text(&names.join(" or "));
            }
            _ => {}
        }
        for (name, word) in [
            ("minimum", "at least"),
            ("maximum", "at most"),
            ("default", "usually"),
        ] {
            if let Some(number) = schema[name].as_number() {
                self.text(&format!(", {word} {number}"));
            }
        }
        if let Some(pattern) = schema["pattern"].as_str() {
            self.raw(" ");
            self.element("code", pattern);
        }
    }
}

fn anchor(method: &str, path: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    format!("{method}{}", path.chars().map(plain).collect::<String>())
}

fn string(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn object(value: &Value) -> Vec<(&String, &Value)> {
    value
        .as_object()
        .map(|map| map.iter().collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use utoipa::OpenApi as _;

    use super::*;
    use crate::native::openapi::Document;

    #[test]
    fn what_is_written_is_escaped_and_code_is_code() {
        let mut html = Html(String::new());
        html.prose("a < b & `c > d`\n\nnext");
        assert_eq!(
            html.0,
            "<p>a &lt; b &amp; <code>c &gt; d</code></p>\n<p>next</p>\n"
        );
    }

    #[test]
    fn every_kind_of_problem_has_its_line_and_its_address_leads_there() {
        let page = page(&Document::openapi());
        for kind in KINDS {
            let mut line = Html(String::new());
            line.element("code", kind.address);
            line.raw("</div>");
            line.text(kind.title);
            assert!(page.html.contains(&line.0), "{}", line.0);
            let there = Kind::explained_at(kind.name()).unwrap();
            let (address, anchor) = there.split_once('#').unwrap();
            assert_eq!(address, "/api/v1/reference");
            assert!(page.html.contains(&format!("<tr id=\"{anchor}\">")), "{anchor}");
        }
        assert_eq!(Kind::explained_at("made-up"), None);
    }

    #[test]
    fn an_anchor_has_no_character_that_an_address_would_change() {
        assert_eq!(anchor("get", "/api/v1/lists/{list}"), "get-api-v1-lists--list-");
    }
}
