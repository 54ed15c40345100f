//! The documents that describe the feed say what is so.

use std::{
    collections::BTreeSet,
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
async fn every_parameter_of_the_openapi_document_can_have_a_value_and_every_endpoint_can_be_too_slow() {
    let platform = Platform::start().await;
    let document = platform.get_as("/api/v1/openapi.json", None).await.json();
    let paths = document["paths"].as_object().unwrap();
    for (path, endpoint) in paths.values().flat_map(|path| path.as_object().unwrap()) {
        let parameters = endpoint["parameters"].as_array();
        for parameter in parameters.into_iter().flatten() {
            let parts = parameter["schema"]["allOf"].as_array();
            let types: BTreeSet<_> = parts
                .into_iter()
                .flatten()
                .map(|part| part["type"].to_string())
                .collect();
            assert!(types.len() <= 1, "{path}: {parameter}");
        }
        if let Some(limited) = endpoint["responses"].get("429") {
            assert!(endpoint["responses"].get("408").is_some(), "{path}: {limited}");
        }
    }
    let export = &document["paths"]["/api/v1/lists/{list}/export"]["get"];
    for format in ["csv", "vics"] {
        let address = format!("/api/v1/lists/exploitative/export?format={format}");
        let answer = platform.get(&address).await;
        let (kind, _) = answer
            .header("content-type")
            .split_once(';')
            .unwrap_or((answer.header("content-type"), ""));
        let declared = &export["responses"]["200"]["content"];
        assert!(declared.get(kind).is_some(), "{kind}: {declared}");
    }
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
