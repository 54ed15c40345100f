//! The documents that describe the feed say what is so.

use std::{
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use service::testing::form;

use crate::platform::Platform;

const API: &str = include_str!("../../../../docs/API.md");

/// The code block of docs/API.md that stands in that language after that heading.
fn block<'a>(language: &str, heading: &str) -> &'a str {
    let (_, section) = API.split_once(heading).unwrap();
    let (_, block) = section.split_once(&format!("```{language}\n")).unwrap();
    block.split_once("```").unwrap().0
}

/// Runs the worked example on a page and gives back what it prints.
fn example(page: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("example.py");
    std::fs::write(&script, block("python", "## The digest chain")).unwrap();
    let mut python = python(&script).expect("the example needs python3");
    python.stdin.take().unwrap().write_all(page.as_bytes()).unwrap();
    let output = python.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

fn python(script: &Path) -> std::io::Result<std::process::Child> {
    Command::new("python3")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
}

#[tokio::test]
async fn the_openapi_document_says_what_the_code_does() {
    let platform = Platform::start().await;
    let document = platform.get_as("/api/v1/openapi.json", None).await;
    assert_eq!(document.status, 200);
    insta::assert_snapshot!("openapi", serde_json::to_string_pretty(&document.json()).unwrap());
}

#[tokio::test]
async fn the_example_in_python_computes_the_digest_of_a_real_page() {
    let platform = Platform::start().await;
    let receipt = platform.list(form(1, 3)).await;
    platform.list_photos(2, 1).await;
    platform.withdraw(&receipt).await;
    let page = platform.get("/api/v1/lists/exploitative/changes").await;
    assert_eq!(example(page.text()), "7 changes, digest as stated\n");
}

#[tokio::test]
async fn the_page_that_the_document_shows_is_consistent() {
    assert_eq!(
        example(block("json", "## Changes")),
        "3 changes, digest as stated\n"
    );
}

#[test]
fn the_example_is_short() {
    assert!(block("python", "## The digest chain").lines().count() <= 30);
}
