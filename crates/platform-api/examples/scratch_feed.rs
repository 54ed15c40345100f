//! A feed on an empty temporary database, for trying out clients: `cargo run -p platform-api --example scratch_feed`.
//!
//! Prints one line of JSON with the base address and a credential, then takes one command a line on its standard
//! input and answers each with a line of JSON:
//!
//! ```text
//! list 1 3                 a survivor hands in 3 photos; 1 tells this submission from others (1 to 255)
//! fill 5000                so many photos in one second
//! confirm ENTRY            staff confirm an entry
//! withdraw NUMBER PIN      the survivor withdraws
//! ```
//!
//! The first argument, if any, is how many entries fit on a page of the NCMEC wire.
#![expect(
    clippy::expect_used,
    reason = "whoever tries something out wants to see what failed"
)]

use std::{io::BufRead as _, time::Duration};

use domain::{
    Timestamp,
    entry::Action,
    id::EntryId,
    list::ListName,
    staff::{Role, Staff},
    submission::Form,
};
use platform_api::{Limits, router_with};
use serde_json::{Value, json};
use service::{
    moderate::DecisionOrder,
    testing::{TestService, form},
    withdraw::When,
};

#[tokio::main]
async fn main() {
    let test = TestService::start().await;
    set_clock(&test);
    let lists = [ListName::exploitative()];
    let (_, issued) = test
        .service
        .add_subscriber("Scratch platform", &lists)
        .await
        .expect("a subscriber");
    let staff = test.staff("reviewer", Role::Reviewer).await;

    let page = std::env::args()
        .nth(1)
        .map(|argument| argument.parse().expect("a number of entries"));
    let limits = page.map_or_else(Limits::default, |ncmec_page| Limits { ncmec_page });
    let router = router_with(test.service.clone(), limits);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a free port");
    let address = listener.local_addr().expect("an address");
    let serving = tokio::spawn(async move { axum::serve(listener, router).await });
    println!(
        "{}",
        json!({
            "base_url": format!("http://{address}"),
            "user": issued.user_name(),
            "password": issued.password(),
            "bearer": issued.bearer(),
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
            _ = ticks.tick() => set_clock(&test),
            command = commands.recv() => match command {
                Some(command) => println!("{}", carry_out(&test, &staff, &command).await),
                None => break,
            },
        }
    }
    serving.abort();
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
        ["fill", photos] => fill(test, photos.parse().expect("a number of photos")).await,
        ["confirm", entry] => confirm(test, staff, EntryId::parse(entry).expect("an entry's id")).await,
        ["withdraw", number, pin] => {
            test.service
                .withdraw(number, pin, When::Now)
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
