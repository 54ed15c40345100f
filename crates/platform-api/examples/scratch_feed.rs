//! A feed on an empty temporary database, for trying out clients: `cargo run -p platform-api --example scratch_feed`.
//!
//! Prints one line of JSON with the base address and a credential, then takes one command a line on its standard
//! input and answers each with a line of JSON:
//!
//! ```text
//! list 1 3                 a survivor hands in 3 photos; 1 tells this submission from others (1 to 255)
//! picture 1 PDQ            a survivor hands in one photo with that PDQ
//! video 1 20               a survivor hands in a video of 20 seconds
//! fill 5000                so many photos in one second
//! confirm ENTRY            staff confirm an entry
//! withdraw NUMBER PIN      the survivor withdraws
//! ```
//!
//! The first argument, if any, is how many entries fit on a page of the NCMEC wire; the second a folder for the database,
//! which is gone on with if it is there; the third the port.
#![expect(
    clippy::expect_used,
    reason = "whoever tries something out wants to see what failed"
)]

use std::{io::BufRead as _, time::Duration};

use axum::{ServiceExt, body::Body, extract::Request};
use domain::{
    Timestamp,
    audit::Agent,
    entry::Action,
    id::EntryId,
    list::ListName,
    staff::{Role, Staff},
    submission::{Form, SIZES},
    subscriber::{Scope, Subscriber},
};
use platform_api::{Limits, PATIENCE, outermost, router_with, single_slashes};
use serde_json::{Value, json};
use service::{
    case::CaseKey,
    moderate::DecisionOrder,
    subscribe::IssuedCredential,
    subscriber_key::KeyOrder,
    testing::{TestService, form, video_form},
    withdraw::When,
};
use tower::util::MapRequest;

/// As large a body as the real server takes.
const MOST_BODY: usize = SIZES[SIZES.len() - 1];

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let test = match arguments.get(1) {
        Some(folder) => TestService::start_in(folder.as_ref()).await,
        None => TestService::start().await,
    };
    set_clock(&test);
    let again = test.service.has_subscribers().await.expect("an answer");
    let lists = [ListName::exploitative()];
    let name = if again {
        "Scratch platform, later"
    } else {
        "Scratch platform"
    };
    let (subscriber, issued) = test
        .service
        .add_subscriber(name, &lists)
        .await
        .expect("a subscriber");
    let contributor = contributor(&test, &subscriber).await;
    let staff = test
        .staff(if again { "later" } else { "reviewer" }, Role::Reviewer)
        .await;

    let page = arguments
        .first()
        .map(|argument| argument.parse().expect("a number of entries"));
    let port = arguments.get(2).map_or("0", String::as_str);
    let limits = page.map_or_else(Limits::default, |ncmec_page| Limits {
        ncmec_page,
        ..Limits::default()
    });
    let router = outermost(router_with(test.service.clone(), limits), MOST_BODY, |_| PATIENCE);
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}"))
        .await
        .expect("a free port");
    let address = listener.local_addr().expect("an address");
    let site = MapRequest::new(router, single_slashes::<Body>);
    let site = ServiceExt::<Request>::into_make_service(site);
    let serving = tokio::spawn(async move { axum::serve(listener, site).await });
    println!(
        "{}",
        json!({
            "base_url": format!("http://{address}"),
            "user": issued.user_name(),
            "password": issued.password(),
            "bearer": issued.bearer(),
            "subscription_key": issued.subscription_key(),
            "contributor": contributor.bearer(),
        })
    );

    let (lines, mut commands) = tokio::sync::mpsc::channel(1);
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            if lines.blocking_send(line).is_err() {
                break;
            }
        }
    });
    let mut ticks = tokio::time::interval(Duration::from_millis(100));
    loop {
        tokio::select! {
            _ = ticks.tick() => {
                set_clock(&test);
                test.close_seconds().await;
            }
            command = commands.recv() => match command {
                Some(command) => println!("{}", carry_out(&test, &staff, &command).await),
                None => break,
            },
        }
    }
    serving.abort();
}

/// A key with which the subscriber may hand in hashes.
async fn contributor(test: &TestService, subscriber: &Subscriber) -> IssuedCredential {
    let order = KeyOrder {
        subscriber: subscriber.id,
        scopes: [Scope::Contribute].into_iter().collect(),
        expires_at: None,
    };
    let service = &test.service;
    service
        .allow_contribution(subscriber.id, true, Agent::Operator)
        .await
        .expect("a permission");
    service.issue_key(order, Agent::Operator).await.expect("a key")
}

async fn carry_out(test: &TestService, staff: &Staff, command: &str) -> Value {
    set_clock(test);
    let words: Vec<_> = command.split_whitespace().collect();
    let answer = match words[..] {
        ["list", key, photos] => {
            let form = form(
                key.parse().expect("a key"),
                photos.parse().expect("a number of photos"),
            );
            hand_in(test, form).await
        }
        ["picture", key, pdq] => {
            let mut form = form(key.parse().expect("a key"), 1);
            form.items[0].pdq = Some(pdq.to_owned());
            hand_in(test, form).await
        }
        ["video", key, seconds] => {
            let form = video_form(
                key.parse().expect("a key"),
                seconds.parse().expect("a number of seconds"),
            );
            hand_in(test, form).await
        }
        ["fill", photos] => fill(test, photos.parse().expect("a number of photos")).await,
        ["confirm", entry] => confirm(test, staff, EntryId::parse(entry).expect("an entry's id")).await,
        ["withdraw", number, pin] => {
            test.service
                .withdraw(CaseKey::new(number, pin), When::Now)
                .await
                .expect("a case");
            json!({})
        }
        _ => json!({"error": "no such command"}),
    };
    let leader = test.storage.lead().await.expect("an answer").expect("leadership");
    while test.service.sequence(leader.as_ref()).await.expect("a batch") > 0 {}
    answer
}

async fn hand_in(test: &TestService, form: Form) -> Value {
    let receipt = test
        .service
        .submit(form.parse().expect("a form"))
        .await
        .expect("a receipt");
    json!({"number": receipt.number.to_string(), "pin": receipt.pin.to_string().replace(' ', "")})
}

/// Hands in photos a hundred at a time, under keys counted down from 255.
async fn fill(test: &TestService, photos: u32) -> Value {
    let mut left = photos;
    for key in (1..=255).rev() {
        let some = u8::try_from(left.min(100)).unwrap_or(100);
        if some == 0 {
            break;
        }
        hand_in(test, form(key, some)).await;
        left -= u32::from(some);
    }
    json!({"listed": photos - left})
}

async fn confirm(test: &TestService, staff: &Staff, entry: EntryId) -> Value {
    let facts = test
        .service
        .entry_facts(entry)
        .await
        .expect("an answer")
        .expect("an entry");
    let order = DecisionOrder {
        entry,
        version: facts.entry.version,
        action: Action::Confirm,
        reason: "facts-consistent".to_owned(),
        note: None,
    };
    test.service.decide(staff, order).await.expect("a decision");
    json!({})
}

#[expect(
    clippy::disallowed_methods,
    reason = "the clients that are tried out have real clocks"
)]
fn set_clock(test: &TestService) {
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .expect("a clock after 1970");
    test.clock.set(Timestamp::from_seconds(0).plus(now));
}
