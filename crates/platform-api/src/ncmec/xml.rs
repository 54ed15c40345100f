//! Writes whole XML documents: nothing is sent before the last element is written, so no client ever sees half
//! of one.

use std::{borrow::Cow, io};

use axum::{
    http::{HeaderValue, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesStart, BytesText, Event},
};

use super::Member;

/// The namespace of every document of this wire.
pub(super) const NAMESPACE: &str = "https://hashsharing.ncmec.org/hashsharing/v2";

/// A finished document.
#[derive(Debug, Default)]
pub(super) struct Document(Vec<u8>);

/// An element while its children are written.
pub(super) struct Element<'a>(&'a mut Writer<Vec<u8>>);

/// Writes a document with that root.
pub(super) fn document(
    root: &str,
    namespace: &str,
    children: impl FnOnce(&mut Element<'_>) -> io::Result<()>,
) -> io::Result<Document> {
    let mut writer = Writer::new(Vec::new());
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    Element(&mut writer).parent(root, &[("xmlns", namespace)], children)?;
    Ok(Document(writer.into_inner()))
}

impl Element<'_> {
    /// Adds an element with children.
    pub(super) fn parent(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        children: impl FnOnce(&mut Element<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        let start = start(name, attributes);
        let end = start.to_end().into_owned();
        self.0.write_event(Event::Start(start))?;
        children(&mut Element(self.0))?;
        self.0.write_event(Event::End(end))
    }

    /// Adds an element with nothing in it.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.0.write_event(Event::Empty(start(name, attributes)))
    }

    /// Adds an element with text.
    pub(super) fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.parent(name, &[], |element| element.write(text))
    }

    /// Adds the element that names a member.
    pub(super) fn member(&mut self, member: Member<'_>) -> io::Result<()> {
        let id = member.id.to_string();
        self.parent("member", &[("id", &id)], |element| element.write(member.name))
    }

    fn write(&mut self, text: &str) -> io::Result<()> {
        self.0.write_event(Event::Text(BytesText::new(&possible(text))))
    }
}

fn start<'a>(name: &'a str, attributes: &[(&str, &str)]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for &(name, value) in attributes {
        start.push_attribute((name, &*possible(value)));
    }
    start
}

/// The text without the characters that no XML document may hold, however they are written.
fn possible(text: &str) -> Cow<'_, str> {
    let impossible = |c: char| {
        let space = matches!(c, '\t' | '\n' | '\r');
        (c < ' ' && !space) || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    if text.contains(impossible) {
        Cow::Owned(text.replace(impossible, "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

impl IntoResponse for Document {
    fn into_response(self) -> Response {
        let media_type = HeaderValue::from_static("application/xml; charset=utf-8");
        ([(CONTENT_TYPE, media_type)], self.0).into_response()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use quick_xml::{NsReader, XmlVersion, events::Event};

    use super::*;

    /// The text of the one member of a document that names it.
    fn read_back(name: &str) -> String {
        let document = document("members", NAMESPACE, |members| {
            members.member(Member { id: 7, name })
        })
        .unwrap();
        let text = String::from_utf8(document.0).unwrap();
        let mut reader = NsReader::from_str(&text);
        let mut found = String::new();
        loop {
            match reader.read_event().unwrap() {
                Event::Text(part) => found.push_str(&part.xml_content(XmlVersion::Explicit1_0)),
                Event::GeneralRef(part) => match part.resolve_char_ref().unwrap() {
                    Some(c) => found.push(c),
                    None => found.push_str(quick_xml::escape::resolve_predefined_entity(&part).unwrap()),
                },
                Event::Eof => return found,
                _ => {}
            }
        }
    }

    #[test]
    fn a_hostile_name_is_only_a_name() {
        for name in [
            "</member><member id=\"2\">Evil",
            "A & B <C> \"D\" 'E'",
            "]]>",
            "<!ENTITY x SYSTEM \"file:\">",
        ] {
            assert_eq!(read_back(name), name);
        }
    }

    #[test]
    fn a_character_that_xml_cannot_hold_is_replaced() {
        assert_eq!(read_back("a\u{0}b\u{1b}c\u{ffff}"), "a\u{fffd}b\u{fffd}c\u{fffd}");
    }

    #[test]
    fn an_attribute_cannot_be_left_early() {
        let document = document("a", "\"><evil/>", |_| Ok(())).unwrap();
        let text = String::from_utf8(document.0).unwrap();
        assert!(!text.contains("<evil"), "{text}");
    }

    proptest! {
        #[test]
        fn every_name_reads_back(name in "[^\\x00-\\x1f\\r\u{fffe}\u{ffff}]{0,40}") {
            prop_assert_eq!(read_back(&name), name);
        }
    }
}
