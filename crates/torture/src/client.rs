//! What a survivor's browser does: sends a case until it is acknowledged, and withdraws it.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use domain::{
    case::{CaseNumber, Pin},
    list::ListName,
    submission::{Form, ItemForm, SIZES},
};
use rand::{Rng as _, RngExt as _, rngs::StdRng};
use serde::Deserialize;
use service::submit::Receipt;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use crate::{
    http::{self, Answer},
    journal::{Identity, Journal},
};

/// How long after a failure the same request is sent again.
const AGAIN_AFTER: Duration = Duration::from_millis(100);
/// Nobody waits longer than this before trying again, whatever the server asks for, in seconds.
const LONGEST_WAIT: u64 = 3;

/// Someone who sends requests to one of several servers, by chance.
#[derive(Debug)]
pub struct Client {
    /// Where the servers are.
    pub servers: Vec<SocketAddr>,
    /// Where everything is noted.
    pub journal: Arc<Journal>,
    /// Ends the patience with requests that are never acknowledged.
    pub gave_up: CancellationToken,
    /// Draws cases and servers.
    pub chance: StdRng,
}

/// A case that was acknowledged.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Its place in the journal.
    pub case: usize,
    /// What opens it.
    pub receipt: Receipt,
}

#[derive(Deserialize)]
struct Body {
    case_number: String,
    pin: String,
}

impl Client {
    /// Draws a case with so many items, and sends it until it is acknowledged. `None` where patience ended first.
    pub async fn submit(&mut self, items: usize) -> Option<Sent> {
        let form = self.draw(items);
        let noted: Vec<_> = form.items.iter().filter_map(identity).collect();
        let case = self.journal.attempt(&noted);
        let body = padded(form);
        let receipt = self.send(&body).await?;
        self.journal.submitted(case, receipt.clone());
        if self.chance.random_ratio(1, 8) {
            // A second click: the same answer, and nothing kept twice.
            let again = self.send(&body).await?;
            self.journal.open().counts.repetitions += 1;
            if again != receipt {
                self.journal
                    .violated("a repeated submission was given another receipt".to_owned());
            }
        }
        Some(Sent { case, receipt })
    }

    /// Withdraws a case at once, until it is acknowledged. `None` where patience ended first.
    pub async fn withdraw(&mut self, sent: &Sent) -> Option<()> {
        let form = format!(
            "number={}&pin={}&when=now",
            encoded(&sent.receipt.number.to_string()),
            encoded(&sent.receipt.pin.to_string())
        );
        loop {
            let kind = "application/x-www-form-urlencoded";
            let answer = http::post(self.server(), "/en/status/withdraw", kind, form.clone().into()).await;
            match answer {
                Ok(answer) if answer.status == 200 && !is_refused(&answer) => break,
                Ok(answer) if answer.status == 200 => {
                    self.journal.violated(format!(
                        "the acknowledged case {} is not known any more",
                        sent.case
                    ));
                    return None;
                }
                other => self.wait(other.ok()).await?,
            }
        }
        self.journal.withdrawn(sent.case);
        Some(())
    }

    async fn send(&mut self, body: &[u8]) -> Option<Receipt> {
        loop {
            let answer = http::post(self.server(), "/submissions", "application/json", body.to_vec()).await;
            match answer {
                Ok(answer) if answer.status == 201 => return receipt(&answer),
                Ok(answer) if (400..500).contains(&answer.status) && answer.status != 408 => {
                    let text = String::from_utf8_lossy(&answer.body).into_owned();
                    self.journal
                        .violated(format!("a good submission was refused: {text}"));
                    return None;
                }
                other => self.wait(other.ok()).await?,
            }
        }
    }

    async fn wait(&mut self, answer: Option<Answer>) -> Option<()> {
        self.journal.retried();
        if self.gave_up.is_cancelled() {
            return None;
        }
        // Sooner than a person would, but as long as the server asks where it counts guesses.
        let asked = answer.filter(|answer| answer.status == 429);
        let asked = asked.and_then(|answer| answer.retry_after);
        let wait = asked.map_or(AGAIN_AFTER, |seconds| {
            Duration::from_secs(seconds.min(LONGEST_WAIT))
        });
        sleep(wait).await;
        Some(())
    }

    fn server(&mut self) -> SocketAddr {
        self.servers[self.chance.random_range(0..self.servers.len())]
    }

    fn draw(&mut self, items: usize) -> Form {
        Form {
            version: domain::submission::VERSION,
            key: self.digits(32),
            list: ListName::exploitative().to_string(),
            case: None,
            items: (0..items).map(|_| self.item()).collect(),
            padding: String::new(),
        }
    }

    fn item(&mut self) -> ItemForm {
        let kind = self.chance.random_range(0..100);
        let photo = kind >= 10;
        ItemForm {
            medium: if photo { "image" } else { "video" }.to_owned(),
            sha256: self.digits(32),
            md5: self.digits(16),
            sha1: Some(self.digits(20)),
            pdq: photo.then(|| self.pdq()),
            // Some offer so little that they wait for staff.
            quality: photo.then_some(if kind < 16 { 20 } else { 100 }),
            vpdq: None,
            variants: Vec::new(),
        }
    }

    /// As every picture's, half of its bits are set.
    fn pdq(&mut self) -> String {
        let mut half = [0; 16];
        self.chance.fill_bytes(&mut half);
        hex::encode(half) + &hex::encode(half.map(|byte: u8| !byte))
    }

    fn digits(&mut self, length: usize) -> String {
        let mut bytes = vec![0; length];
        self.chance.fill_bytes(&mut bytes);
        hex::encode(bytes)
    }
}

/// What the item is known by, and whether screening holds it.
fn identity(item: &ItemForm) -> Option<Identity> {
    let (mut sha256, mut md5) = ([0; 32], [0; 16]);
    hex::decode_to_slice(&item.sha256, &mut sha256).ok()?;
    hex::decode_to_slice(&item.md5, &mut md5).ok()?;
    let held = item.quality.is_some_and(|quality| quality < 50);
    let fingerprint = match &item.pdq {
        Some(pdq) => (!held).then(|| pdq.clone()),
        None => Some(item.md5.clone()),
    };
    Some(Identity {
        sha256,
        md5,
        fingerprint,
        held,
    })
}

/// The form as JSON, with spaces up to the next of the lengths that browsers use.
fn padded(mut form: Form) -> Vec<u8> {
    let bare = serde_json::to_vec(&form).unwrap_or_default().len();
    let size = SIZES.into_iter().find(|&size| size >= bare).unwrap_or(bare);
    form.padding = " ".repeat(size - bare);
    serde_json::to_vec(&form).unwrap_or_default()
}

fn receipt(answer: &Answer) -> Option<Receipt> {
    let body: Body = serde_json::from_slice(&answer.body).ok()?;
    Some(Receipt {
        number: CaseNumber::parse(&body.case_number).ok()?,
        pin: Pin::parse(&body.pin).ok()?,
    })
}

/// Whether number and PIN opened nothing: the page says so, and its status is that of one that opens.
fn is_refused(answer: &Answer) -> bool {
    let mark = b"id=\"refusal\"";
    answer.body.windows(mark.len()).any(|part| part == mark)
}

/// As a form's field.
fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
        encoded
    })
}
