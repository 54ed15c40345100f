//! The pages of reviewers where much waits: asked over HTTP, through the router, the session and the templates.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, ensure};
use app::PageOptions;
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use domain::{
    Clock as _, Entropy,
    staff::{Means, Role, Session},
};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use service::Service;
use sha2::{Digest as _, Sha256};
use storage::Storage;
use tower::ServiceExt as _;

use crate::{
    machine::{MachineClock, MachineEntropy},
    made_up,
    storage::percentiles,
};

/// So many items go in one submission.
const AT_ONCE: u32 = 100;
/// How many submit at a time.
const PEOPLE: usize = 8;
/// How often a page is asked for.
const ASKED: usize = 50;
/// The goal for any page of the queue.
const GOAL: Duration = Duration::from_millis(200);
/// So many pages on is the middle of the work.
const PAGES_ON: u32 = 200;
/// A quality with which an entry waits, and one with which it is published.
const QUALITIES: [u8; 2] = [10, 100];

/// Prints a table.
pub(super) async fn run(
    service: &Service,
    storage: &Arc<dyn Storage>,
    database: &str,
    waiting: u32,
) -> Result<()> {
    eprintln!("  letting {waiting} entries wait on {database}");
    service.refresh_all_screening().await?;
    let since = Instant::now();
    // As many more are published and not looked at yet.
    stream::iter((0..waiting.div_ceil(AT_ONCE)).flat_map(|_| QUALITIES))
        .map(|quality| async move {
            let items = (0..AT_ONCE).map(|_| made_up::photo(quality)).collect();
            service.submit(made_up::case(items).parse()?).await?;
            anyhow::Ok(())
        })
        .buffer_unordered(PEOPLE)
        .try_collect::<()>()
        .await?;
    eprintln!("  it took {:.0} s", since.elapsed().as_secs_f64());

    let cookie = signed_in(service, storage).await?;
    let router = app::router(service.clone(), options());
    println!("| {waiting} waiting and as many unverified, {database} | figure |");
    println!("| --- | --- |");
    let first = ask(&router, "/staff", &cookie).await?;
    let next = link(&first, "/staff?", "after=").context("there is no next page")?;
    let entry = link(&first, "/staff/entries/", "").context("there is no entry")?;
    let middle = forward(&router, next.clone(), &cookie, PAGES_ON).await?;
    for (name, address) in [
        ("the first page of the work", "/staff"),
        ("the page after it", &next),
        ("the page after two hundred", &middle),
        ("held ones only", "/staff?priority=held"),
        ("unverified ones only", "/staff?priority=unverified"),
        ("what nobody has taken", "/staff?claim=free"),
        ("with one finding", "/staff?finding=low-quality"),
        ("with a finding that none has", "/staff?finding=contradiction"),
        ("videos, of which there are none", "/staff?medium=video"),
        (
            "disputed ones, of which there are none",
            "/staff?priority=disputed",
        ),
        (
            "escalated ones, of which there are none",
            "/staff?priority=escalated",
        ),
        ("a list on which there are none", "/staff?list=adult"),
        ("what one has taken, which is nothing", "/staff?claim=mine"),
        ("all that wait, by state", "/staff?queue=waiting"),
        ("an entry", &entry),
        ("charts", "/staff/insight"),
    ] {
        let mut took = Vec::with_capacity(ASKED);
        for _ in 0..ASKED {
            let since = Instant::now();
            ask(&router, address, &cookie).await?;
            took.push(since.elapsed());
        }
        let figures = percentiles(&mut took);
        let most = took.last().copied().unwrap_or_default();
        let verdict = if most > GOAL { ", **above the goal**" } else { "" };
        println!("| {name} | {figures}{verdict} |");
    }
    println!();
    Ok(())
}

/// The cookie of a lead who is signed in.
async fn signed_in(service: &Service, storage: &Arc<dyn Storage>) -> Result<String> {
    service
        .add_staff("lead", Role::Lead, &made_up::digits(20))
        .await?;
    let staff = service.staff_called("lead").await?;
    let token: [u8; 32] = (&MachineEntropy as &dyn Entropy).bytes();
    let now = MachineClock.now();
    let mut tx = storage.begin().await?;
    tx.add_session(&Session {
        token_digest: Sha256::digest(token).into(),
        staff: staff.id,
        created_at: now,
        last_used_at: now,
        confirmed_at: now,
        means: Means::Passkey,
        refused_before: None,
    })
    .await?;
    tx.commit().await?;
    Ok(format!("__Host-reclaim-staff={}", hex::encode(token)))
}

fn options() -> PageOptions {
    PageOptions {
        assets: "/assets/0".to_owned(),
        files: Vec::new(),
        source_url: None,
        exit_url: "https://exit.example/".to_owned(),
        serve_adults: false,
        pseudo_languages: false,
        origin: "https://reclaim.example".to_owned(),
        passkeys: None,
    }
}

async fn ask(router: &Router, address: &str, cookie: &str) -> Result<String> {
    let request = Request::get(address)
        .header(header::COOKIE, cookie)
        .body(Body::empty())?;
    let response = router.clone().oneshot(request).await?;
    ensure!(
        response.status() == StatusCode::OK,
        "{address}: {}",
        response.status()
    );
    let page = to_bytes(response.into_body(), usize::MAX).await?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}

/// The first link of a page to an address that begins so and has that in it.
fn link(page: &str, begins: &str, has: &str) -> Option<String> {
    page.split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split_once('"'))
        .map(|(address, _)| address.replace("&amp;", "&"))
        .find(|address| address.starts_with(begins) && address.contains(has))
}

/// So many pages on.
async fn forward(router: &Router, mut address: String, cookie: &str, pages: u32) -> Result<String> {
    for _ in 0..pages {
        let page = ask(router, &address, cookie).await?;
        match link(&page, "/staff?", "after=") {
            Some(next) => address = next,
            None => break,
        }
    }
    Ok(address)
}
