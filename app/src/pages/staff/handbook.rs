//! `/staff/handbook`: the handbook for staff, as it stands in the source.

use std::sync::LazyLock;

use axum::{extract::State, response::Response};
use leptos::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

use crate::{access::SignedIn, components::StaffDocument, site::Site, words::say};

/// What it says, in CommonMark with tables.
const TEXT: &str = include_str!("../../../../docs/MODERATION.md");

static PAGE: LazyLock<String> = LazyLock::new(|| as_page(TEXT));

/// `GET`: all of it.
pub(crate) async fn show(State(site): State<Site>, SignedIn(staff): SignedIn) -> Response {
    site.page(|| {
        view! {
            <StaffDocument title=say("handbook-page") staff=Some(staff)>
                <article class="handbook" inner_html=PAGE.as_str()></article>
            </StaffDocument>
        }
    })
}

/// Headings can be linked to, tables scroll by themselves, and a link to another file of the source, which is not served, is
/// plain text.
fn as_page(text: &str) -> String {
    let events: Vec<_> = Parser::new_ext(text, Options::ENABLE_TABLES).collect();
    let (mut chapter, mut is_here) = (String::new(), true);
    let mut page = Vec::with_capacity(events.len());
    for (place, event) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                chapter = anchor(&events[place + 1..]);
                page.push(Event::Html(format!("<{level} id=\"{chapter}\">").into()));
            }
            Event::Start(Tag::Table(_)) => page.push(Event::Html(
                format!(
                    "<div class=\"table-frame\" role=\"region\" aria-labelledby=\"{chapter}\" tabindex=\"0\">\
                     <table class=\"table\">"
                )
                .into(),
            )),
            Event::End(TagEnd::Table) => page.extend([event.clone(), Event::Html("</div>".into())]),
            Event::Start(Tag::Link { dest_url, .. }) => {
                is_here = dest_url.starts_with('#');
                page.extend(is_here.then(|| event.clone()));
            }
            Event::End(TagEnd::Link) => page.extend(is_here.then(|| event.clone())),
            other => page.push(other.clone()),
        }
    }
    let mut made = String::new();
    html::push_html(&mut made, page.into_iter());
    made
}

/// By what a heading is linked to, as GitHub makes it of its text: in small letters, with lines for spaces, without signs.
fn anchor(heading: &[Event<'_>]) -> String {
    let within = heading
        .iter()
        .take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))));
    let texts = within.filter_map(|event| match event {
        Event::Text(text) | Event::Code(text) => Some(text.to_lowercase()),
        _ => None,
    });
    let signs: Vec<char> = texts.collect::<String>().chars().collect();
    let kept = signs
        .into_iter()
        .filter(|sign| sign.is_alphanumeric() || " -_".contains(*sign));
    kept.map(|sign| if sign == ' ' { '-' } else { sign }).collect()
}

#[cfg(test)]
mod tests {
    use super::{PAGE, as_page};

    #[test]
    fn headings_can_be_linked_to_and_other_files_of_the_source_cannot() {
        let page = as_page("# Who `may`: all\n\n[here](#who-may-all), [there](OTHER.md)");
        let expected = "<h1 id=\"who-may-all\">Who <code>may</code>: all</h1>\n\
                        <p><a href=\"#who-may-all\">here</a>, there</p>\n";
        assert_eq!(page, expected);
    }

    #[test]
    fn tables_scroll_by_themselves_under_the_name_of_their_chapter() {
        let page = as_page("## Roles\n\n| who | may |\n| --- | --- |\n| `a` | b |");
        let frame = "<div class=\"table-frame\" role=\"region\" aria-labelledby=\"roles\" tabindex=\"0\">";
        for part in [
            frame,
            "<table class=\"table\"><thead>",
            "<td><code>a</code></td><td>b</td>",
            "</table>\n</div>",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
    }

    #[test]
    fn every_link_of_the_handbook_leads_to_a_chapter_of_it() {
        let links = PAGE.split("href=\"").skip(1);
        let links: Vec<_> = links.filter_map(|link| link.split_once('"')).collect();
        assert!(!links.is_empty());
        for (link, _) in links {
            let chapter = link.strip_prefix('#').unwrap();
            assert!(PAGE.contains(&format!(" id=\"{chapter}\"")), "{link}");
        }
    }
}
