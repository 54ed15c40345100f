//! Writes the submission and sends it.

use std::time::Duration;

use domain::{
    hash::Medium,
    submission::{CaseForm, Form, ItemForm, SIZES, VERSION},
};
use serde::Serialize as _;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response};

use super::{
    fields::{Fields, whole},
    patience::Patience,
    work::Challenge,
};

/// A request that takes longer is given up; sending again is safe. The longest submission takes as long at 70 kbit/s.
const PATIENCE: Duration = Duration::from_secs(120);

/// What the person keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Receipt {
    pub(super) case_number: String,
    pub(super) pin: String,
}

/// What came of a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sent {
    /// A new case.
    New(Receipt),
    /// More in the case that there was.
    Added {
        /// Whether some of what was sent was in it before.
        fewer: bool,
        /// What all that was sent is, and its number in the case, in the order in which it was sent.
        numbers: Vec<(Medium, usize)>,
    },
}

/// Where the items go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) list: String,
    /// The case that they are added to.
    pub(super) case: Option<CaseForm>,
}

/// Why nothing was sent, as far as the person can do something about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    /// No answer came.
    Network,
    /// The server asks to wait a little.
    Busy {
        /// Why and for how long, in the language of the page; nothing where something in between has answered.
        why: Option<String>,
        /// It has turned the request away before it looked at what came with it.
        refused: bool,
    },
    /// Too many files at once.
    TooLong,
    /// The case has no room for so many.
    Full,
    /// The case is not there any more.
    Gone,
    /// The file with this SHA-256.
    Item(String),
    /// Another submission of this page arrived before, though its answer got lost: see [`find_arrived`].
    Earlier,
    /// It did, and some of what is to be sent was not in it.
    Rest,
    /// Anything else.
    Other,
}

impl Problem {
    /// Whether what was sent may be with the server all the same.
    pub(super) const fn may_have_arrived(&self) -> bool {
        !matches!(
            self,
            Self::Busy { refused: true, .. }
                | Self::TooLong
                | Self::Full
                | Self::Gone
                | Self::Item(_)
                | Self::Rest
        )
    }

    const fn turned_away(why: Option<String>) -> Self {
        Self::Busy { why, refused: true }
    }
}

/// What a PIN looks like where it may be read over someone's shoulder.
const DOTS: &str = "••••••••";

/// What is ready to be sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) items: Vec<ItemForm>,
    /// The submission as it goes over the wire.
    pub(super) body: String,
    /// Where they go.
    pub(super) target: Target,
    key: String,
}

impl Draft {
    /// A submission of these items. It has the key of the one before: as long as nobody knows whether that one arrived,
    /// one of them can become a case, and not both.
    pub(super) fn new(target: Target, items: Vec<ItemForm>, before: Option<&Self>) -> Self {
        let before = before.filter(|before| before.target == target);
        let mut key = before.map(|before| before.key.clone()).unwrap_or_default();
        if items.is_empty() {
            return Self {
                target,
                key,
                ..Self::default()
            };
        }
        if key.is_empty() {
            key = draw_key().unwrap_or_default();
        }
        let body = body(&target, &key, items.clone());
        Self {
            items,
            body,
            target,
            key,
        }
    }

    /// Whether number and PIN of a case go with the items.
    pub(super) const fn is_for_case(&self) -> bool {
        self.target.case.is_some()
    }

    /// The submission as it is shown before: the same text, with dots for the PIN.
    pub(super) fn shown(&self) -> String {
        // The last value of the case. In JSON no text goes over the end of a line.
        const PIN: &str = "\"pin\": \"";
        let shown = |line: &str| {
            let text = line.trim_start_matches(' ');
            let indent = line.strip_suffix(text).unwrap_or_default();
            if text.starts_with(PIN) {
                format!("{indent}{PIN}{DOTS}\"")
            } else {
                line.to_owned()
            }
        };
        let lines: Vec<String> = self.body.split('\n').map(shown).collect();
        lines.join("\n")
    }
}

/// A submission that is with the server, though its answer had got lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Arrived {
    pub(super) receipt: Receipt,
    items: Vec<ItemForm>,
}

impl Arrived {
    /// Which of these are not in it.
    pub(super) fn lacks(&self, items: Vec<ItemForm>) -> Vec<ItemForm> {
        beyond(items, &self.items)
    }

    /// The numbers in the case of what is in it and not among these.
    pub(super) fn numbers_beyond(&self, items: &[ItemForm]) -> Vec<usize> {
        let numbered = (1..).zip(&self.items);
        let beyond = numbered.filter(|(_, item)| items.iter().all(|other| other.sha256 != item.sha256));
        beyond.map(|(number, _)| number).collect()
    }

    /// The numbers between what is in it and the last of those that were added last: of earlier additions whose answers got
    /// lost as well, and which were taken out since.
    pub(super) fn numbers_between(&self, added: &[(Medium, usize)]) -> Vec<usize> {
        let last = added.iter().map(|(_, number)| *number).max().unwrap_or_default();
        let given = |number: &usize| added.iter().any(|(_, own)| own == number);
        (self.items.len() + 1..=last)
            .filter(|number| !given(number))
            .collect()
    }

    /// The SHA-256 of what is in it, in the order in which the case numbers it: a new case counts what was sent.
    pub(super) fn known(&self) -> Vec<String> {
        self.items.iter().map(|item| item.sha256.clone()).collect()
    }

    /// Where what it lacks goes.
    pub(super) fn target(&self, list: &str) -> Target {
        let Receipt { case_number, pin } = self.receipt.clone();
        Target {
            list: list.to_owned(),
            case: Some(CaseForm {
                number: case_number,
                pin,
            }),
        }
    }
}

/// What went to a case without an answer that says that it arrived, and is not among these.
pub(super) fn unheard_beyond(tries: &[Draft], items: &[ItemForm]) -> Vec<ItemForm> {
    let mut unheard = Vec::new();
    for tried in tries.iter().filter(|tried| tried.is_for_case()) {
        let more = beyond(tried.items.clone(), &unheard);
        unheard.append(&mut beyond(more, items));
    }
    unheard
}

/// The items that others lack.
fn beyond(mut items: Vec<ItemForm>, others: &[ItemForm]) -> Vec<ItemForm> {
    items.retain(|item| others.iter().all(|other| other.sha256 != item.sha256));
    items
}

/// Padded to one of [`SIZES`], so that its length hardly tells how many files there were.
fn body(target: &Target, key: &str, items: Vec<ItemForm>) -> String {
    let mut form = Form {
        version: VERSION,
        key: key.to_owned(),
        list: target.list.clone(),
        case: target.case.clone(),
        items,
        padding: String::new(),
    };
    let mut bare = json(&form).len();
    while bare > SIZES[SIZES.len() - 1] {
        match form.thin() {
            0 => break,
            saved => bare -= saved,
        }
    }
    let size = SIZES.into_iter().find(|&size| bare <= size);
    // What is longer than all of them the server refuses, and says so.
    form.padding = " ".repeat(size.map_or(0, |size| size - bare));
    json(&form)
}

/// One indented line for each value, because people are invited to read it.
fn json(form: &Form) -> String {
    let mut bytes = Vec::new();
    let layout = serde_json::ser::PrettyFormatter::with_indent(b" ");
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, layout);
    // Strings and numbers into memory: there is nothing that could fail.
    let _ = form.serialize(&mut serializer);
    String::from_utf8(bytes).unwrap_or_default()
}

/// 32 random bytes as hex digits: makes sending twice one case.
fn draw_key() -> Result<String, JsValue> {
    let mut bytes = [0; 32];
    leptos::prelude::window()
        .crypto()?
        .get_random_values_with_u8_array(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Sends a submission.
pub(super) async fn send(draft: &Draft, worker: Option<(String, JsValue)>) -> Result<Sent, Problem> {
    let Draft { items, body, .. } = draft;
    let mut answer = post(body, None).await.map_err(|_| Problem::Network)?;
    // While the server is flooded it asks for a little work first.
    if answer.status == 428 {
        let challenge = Challenge::read(&answer.fields).ok_or(Problem::Other)?;
        let (script, modules) = worker.ok_or(Problem::turned_away(None))?;
        let done = challenge
            .meet(&script, &modules)
            .await
            .map_err(|_| Problem::turned_away(None))?;
        answer = post(body, Some(&done)).await.map_err(|_| Problem::Network)?;
    }
    let Answer { status, fields } = answer;
    match status {
        200 => Ok(Sent::Added {
            fewer: fields.count("added") < items.len() as u64,
            numbers: numbers(&fields, items),
        }),
        201 => receipt(&fields).map(Sent::New).ok_or(Problem::Other),
        404 => Err(Problem::Gone),
        409 => Err(Problem::Earlier),
        413 => Err(Problem::TooLong),
        422 => Err(blamed(&fields.text("field").unwrap_or_default(), items)),
        // What is said of the work is said to programs.
        428 => Err(Problem::turned_away(None)),
        429 => Err(Problem::turned_away(fields.text("title"))),
        502..=504 => Err(Problem::Busy {
            why: fields.text("title"),
            refused: false,
        }),
        _ => Err(Problem::Other),
    }
}

/// Finds out which of the tries arrived, and gets its receipt.
///
/// Sending that try again sends nothing that is not there yet: the server has said that its key stands for something else
/// than what was sent last.
pub(super) async fn find_arrived(
    tries: Vec<Draft>,
    worker: Option<(String, JsValue)>,
) -> Result<Arrived, Problem> {
    for tried in tries {
        match send(&tried, worker.clone()).await {
            // Not that one.
            Err(Problem::Earlier) => {}
            Err(problem) => return Err(problem),
            Ok(Sent::New(receipt)) => {
                return Ok(Arrived {
                    receipt,
                    items: tried.items,
                });
            }
            // Only a new case has a key that counts.
            Ok(Sent::Added { .. }) => break,
        }
    }
    Err(Problem::Other)
}

/// What the server said.
struct Answer {
    status: u16,
    fields: Fields,
}

async fn post(body: &str, work: Option<&str>) -> Result<Answer, JsValue> {
    let headers = Headers::new()?;
    headers.set("content-type", "application/json")?;
    // Of whoever reads this page, which need not be the one that the browser asks for.
    let page = leptos::prelude::document().document_element();
    if let Some(language) = page.and_then(|page| page.get_attribute("lang")) {
        headers.set("accept-language", &language)?;
    }
    if let Some(work) = work {
        headers.set("reclaim-work", work)?;
    }
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_headers(&headers);
    request.set_body(&body.into());
    let patience = Patience::of(PATIENCE)?;
    request.set_signal(Some(&patience.signal()));
    let window = leptos::prelude::window();
    let answer = JsFuture::from(window.fetch_with_str_and_init("/submissions", &request)).await?;
    let answer: Response = answer.dyn_into()?;
    let text = JsFuture::from(answer.text()?).await?;
    drop(patience);
    Ok(Answer {
        status: answer.status(),
        fields: Fields::parse(&text.as_string().unwrap_or_default()),
    })
}

/// What was sent, and the number that the case gives it.
fn numbers(answer: &Fields, sent: &[ItemForm]) -> Vec<(Medium, usize)> {
    let numbered = |(number, item): (JsValue, &ItemForm)| {
        Some((
            Medium::parse(&item.medium)?,
            usize::try_from(whole(&number)).ok()?,
        ))
    };
    answer.list("numbers").zip(sent).filter_map(numbered).collect()
}

fn receipt(answer: &Fields) -> Option<Receipt> {
    Some(Receipt {
        case_number: answer.text("case_number")?,
        pin: answer.text("pin")?,
    })
}

/// What the field that a problem names is about: the file at the place in `items[3].pdq`, or all of them.
fn blamed(field: &str, sent: &[ItemForm]) -> Problem {
    let place = field.strip_prefix("items[").and_then(|rest| rest.split_once(']'));
    let place = place.and_then(|(place, _)| place.parse::<usize>().ok());
    match place.and_then(|place| sent.get(place)) {
        Some(item) => Problem::Item(item.sha256.clone()),
        None if field == "items" => Problem::Full,
        None => Problem::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target() -> Target {
        Target {
            list: "exploitative".to_owned(),
            case: None,
        }
    }

    fn item() -> ItemForm {
        ItemForm {
            medium: "image".to_owned(),
            sha256: "01".repeat(32),
            md5: "02".repeat(16),
            sha1: None,
            pdq: None,
            quality: None,
            vpdq: None,
            variants: Vec::new(),
        }
    }

    #[test]
    fn a_submission_is_padded_and_the_server_can_read_it() {
        for count in [1, 2, 9, 40, 100] {
            let items = vec![item(); count];
            let body = body(&target(), &"0a".repeat(32), items.clone());
            assert!(SIZES.contains(&body.len()), "{count}: {}", body.len());
            let form: Form = serde_json::from_str(&body).unwrap();
            assert_eq!(form.items, items);
        }
    }

    #[test]
    fn a_hundred_long_videos_fit_and_each_keeps_pictures() {
        let long = |second: u16| format!("{second:04x}5a{second:04x}{}", "0f".repeat(30));
        let video = ItemForm {
            vpdq: Some((0..600).map(long).collect()),
            ..item()
        };
        let body = body(&target(), &"0a".repeat(32), vec![video; 100]);
        assert_eq!(body.len(), SIZES[3]);
        let form: Form = serde_json::from_str(&body).unwrap();
        assert!(
            form.items
                .iter()
                .all(|item| item.vpdq.as_ref().unwrap().len() >= 70 * 75)
        );
    }

    #[test]
    fn one_photo_and_ten_have_the_same_length() {
        let length = |count| body(&target(), &"0a".repeat(32), vec![item(); count]).len();
        assert_eq!(length(1), length(10));
    }

    #[test]
    fn what_was_changed_after_a_try_keeps_its_key() {
        let item = |digit: &str| ItemForm {
            sha256: digit.repeat(64),
            ..item()
        };
        let key = "0a".repeat(32);
        let drawn = Draft {
            key: key.clone(),
            target: target(),
            ..Draft::default()
        };
        let tried = Draft::new(target(), vec![item("1"), item("2")], Some(&drawn));
        let nothing = Draft::new(target(), Vec::new(), Some(&tried));
        let changed = Draft::new(target(), vec![item("2"), item("3")], Some(&nothing));
        let form: Form = serde_json::from_str(&changed.body).unwrap();
        assert_eq!(form.key, key);
        let arrived = Arrived {
            receipt: Receipt {
                case_number: "7K3M".to_owned(),
                pin: "1234".to_owned(),
            },
            items: tried.items,
        };
        assert_eq!(arrived.numbers_beyond(&changed.items), [1]);
        assert_eq!(arrived.numbers_beyond(&[item("3"), item("1")]), [2]);
        let more = [item("1"), item("2"), item("3")];
        assert!(arrived.numbers_beyond(&more).is_empty());
        assert!(arrived.numbers_between(&[]).is_empty());
        assert!(arrived.numbers_between(&[(Medium::Image, 3)]).is_empty());
        // Of two additions the first was not heard of, and its photo was replaced.
        assert_eq!(arrived.numbers_between(&[(Medium::Image, 4)]), [3]);
        assert_eq!(
            arrived.numbers_between(&[(Medium::Image, 6), (Medium::Video, 4)]),
            [3, 5]
        );
        assert_eq!(arrived.known(), ["1", "2"].map(|digit| digit.repeat(64)));
        assert_eq!(arrived.lacks(changed.items), [item("3")]);
        assert_eq!(arrived.target("adult").case.unwrap().number, "7K3M");
    }

    #[test]
    fn what_was_turned_away_at_the_door_has_not_arrived() {
        assert!(!Problem::turned_away(None).may_have_arrived());
        let lost = |refused| Problem::Busy { why: None, refused };
        assert!(!lost(true).may_have_arrived());
        assert!(lost(false).may_have_arrived());
        assert!(Problem::Network.may_have_arrived());
    }

    #[test]
    fn what_was_added_unheard_and_taken_out_is_counted_once() {
        let item = |digit: &str| ItemForm {
            sha256: digit.repeat(64),
            ..item()
        };
        let tried = |case: Option<CaseForm>, digits: &[&str]| Draft {
            items: digits.iter().map(|digit| item(digit)).collect(),
            target: Target { case, ..target() },
            ..Draft::default()
        };
        let case = || {
            Some(CaseForm {
                number: "7K3M".to_owned(),
                pin: "1234".to_owned(),
            })
        };
        // What made the case is found to be there, or is not.
        let tries = [
            tried(None, &["1", "2"]),
            tried(case(), &["3", "4"]),
            tried(case(), &["4", "5"]),
        ];
        assert!(unheard_beyond(&tries[..1], &[]).is_empty());
        assert_eq!(
            unheard_beyond(&tries, &[]),
            [item("3"), item("4"), item("5")],
            "nothing is left to send"
        );
        assert_eq!(unheard_beyond(&tries, &[item("3"), item("5")]), [item("4")]);
        let all = [item("3"), item("4"), item("5")];
        assert!(unheard_beyond(&tries, &all).is_empty());
    }

    #[test]
    fn what_is_sent_is_shown_as_it_is_but_for_the_pin() {
        let key = "0a".repeat(32);
        let draft = |case: Option<CaseForm>| {
            let target = Target { case, ..target() };
            let drawn = Draft {
                key: key.clone(),
                target: target.clone(),
                ..Draft::default()
            };
            Draft::new(target, vec![item()], Some(&drawn))
        };
        let new = draft(None);
        assert_eq!(new.shown(), new.body);
        assert!(!new.is_for_case());
        // However it was typed.
        for pin in ["1234 5678", "\u{661}\u{662}", "\"1\n\\"] {
            let added = draft(Some(CaseForm {
                number: "7K3M".to_owned(),
                pin: pin.to_owned(),
            }));
            assert!(added.is_for_case());
            let mut sent: Form = serde_json::from_str(&added.body).unwrap();
            assert_eq!(sent.case.as_ref().unwrap().pin, pin);
            sent.case.as_mut().unwrap().pin = DOTS.to_owned();
            assert_eq!(added.shown(), json(&sent));
        }
    }

    #[test]
    fn what_a_problem_names_is_found() {
        let sent = ["1", "2"].map(|digit| ItemForm {
            sha256: digit.repeat(64),
            ..item()
        });
        let second = Problem::Item("2".repeat(64));
        assert_eq!(blamed("items[1].variants[0].pdq", &sent), second);
        assert_eq!(blamed("items", &sent), Problem::Full);
        for other in ["", "items[", "items[2].pdq", "list"] {
            assert_eq!(blamed(other, &sent), Problem::Other, "{other}");
        }
    }
}
