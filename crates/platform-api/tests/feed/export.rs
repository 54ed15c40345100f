//! Whole lists as files, and evidence of what was served.

use std::{fs, process::Command, time::Duration};

use axum::{
    body::Body,
    http::{Method, Request},
};
use domain::{
    audit::Agent,
    id::ServedId,
    list::ListName,
    served::{Served, Wire},
};
use http_body_util::BodyExt as _;
use serde_json::Value;
use service::{
    case::{CaseKey, Progress},
    export::{DEADLINE, Export, ExportError, Format, Recipient},
    served::{EvidenceError, KnownKeys, MOST_STRETCHES, verify},
    testing::{START, form},
    withdraw::When,
};
use storage::entry::Queue;

use crate::platform::Platform;

const EXPORT: &str = "/api/v1/lists/exploitative/export";
const CHANGES: &str = "/api/v1/lists/exploitative/changes";
const EVIDENCE: &str = "/api/v1/evidence";
const KEYS: &str = "/.well-known/reclaim-evidence-keys.json";

#[tokio::test]
async fn a_list_as_csv_has_a_line_for_each_entry_that_is_on_it() {
    let platform = Platform::start().await;
    platform.list_photos(1, 3).await;
    let gone = platform.list_photos(2, 1).await;
    platform.withdraw(&gone).await;
    let answer = platform.get(EXPORT).await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.header("content-type"),
        "text/csv; charset=utf-8; header=present"
    );
    assert_eq!(answer.header("reclaim-change-number"), "5");
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"reclaim-exploitative-5.csv\""
    );
    let lines: Vec<_> = answer.text().split_terminator("\r\n").collect();
    assert_eq!(lines.len(), 4, "{}", answer.text());
    let names: Vec<_> = lines[0].split(',').collect();
    let mut listed: Vec<_> = lines[1..]
        .iter()
        .map(|line| {
            let fields: Vec<_> = line.split(',').collect();
            assert_eq!(fields.len(), names.len(), "{line}");
            let field = |name| fields[names.iter().position(|known| *known == name).unwrap()].to_owned();
            assert_eq!(
                (field("medium").as_str(), field("standing").as_str()),
                ("image", "unverified")
            );
            assert_eq!(field("pdq_quality"), "100");
            (field("sha256"), field("md5"), field("sha1"), field("pdq"))
        })
        .collect();
    listed.sort();
    let mut submitted: Vec<_> = form(1, 3)
        .items
        .into_iter()
        .map(|item| (item.sha256, item.md5, item.sha1.unwrap(), item.pdq.unwrap()))
        .collect();
    submitted.sort();
    assert_eq!(listed, submitted);
}

#[tokio::test]
async fn a_list_for_project_vic_reads_as_its_tools_read_it() {
    let platform = Platform::start().await;
    platform.list_photos(1, 2).await;
    let answer = platform.get(&format!("{EXPORT}?format=vics")).await;
    assert_eq!(answer.header("content-type"), "application/json");
    // Tools look at the first field before they go on, and take the second for the rest of the file.
    assert!(answer.text().starts_with(
        "{\"odata.metadata\":\"http://github.com/ICMEC/ProjectVic/DataModels/1.3.xml#Media\",\"value\":["
    ));
    let document = answer.json();
    assert_eq!(document.as_object().unwrap().len(), 2);
    let media = document["value"].as_array().unwrap();
    assert_eq!(media.len(), 2);
    for (position, one) in media.iter().enumerate() {
        assert_eq!(one["MediaID"], position + 1);
        assert_eq!(one["Category"], 0, "nobody has looked at it");
        let md5 = one["MD5"].as_str().unwrap();
        assert!(
            md5.len() == 32 && !md5.contains(|c: char| c.is_lowercase()),
            "{md5}"
        );
        let submitted = form(1, 2);
        assert!(submitted.items.iter().any(|item| item.md5 == md5.to_lowercase()));
        assert_eq!(one["AlternativeHashes"][0]["HashName"], "SHA256");
        assert_eq!(one["AlternativeHashes"][1]["HashName"], "PDQ");
    }
    let empty = Platform::start().await;
    let answer = empty.get(&format!("{EXPORT}?format=vics")).await;
    assert_eq!(answer.json()["value"], Value::Array(Vec::new()));
}

#[tokio::test]
async fn a_long_list_comes_whole_and_once() {
    let platform = Platform::start().await;
    for key in 1..=25 {
        let form = form(key, 100).parse().unwrap();
        platform.test.service.submit(form).await.unwrap();
    }
    platform.test.sequence_now().await;
    let answer = platform.get(EXPORT).await;
    let mut entries: Vec<_> = answer
        .text()
        .split_terminator("\r\n")
        .skip(1)
        .map(|line| line.split_once(',').unwrap().0.to_owned())
        .collect();
    assert_eq!(entries.len(), 2_500);
    entries.sort();
    entries.dedup();
    assert_eq!(entries.len(), 2_500);
}

#[tokio::test]
async fn who_may_not_read_a_list_gets_no_file_and_a_wrong_format_is_named() {
    let platform = Platform::start().await;
    for (address, authorized, expected) in [
        (EXPORT, false, (401, "/problems/unauthenticated")),
        (
            "/api/v1/lists/adult/export",
            true,
            (404, "/problems/unknown-list"),
        ),
        (
            "/api/v1/lists/exploitative/export?format=xml",
            true,
            (400, "/problems/invalid-query"),
        ),
        (EVIDENCE, false, (401, "/problems/unauthenticated")),
    ] {
        let answer = if authorized {
            platform.get(address).await
        } else {
            platform.get_as(address, None).await
        };
        assert_eq!(answer.problem(), (expected.0, expected.1.to_owned()), "{address}");
    }
    let answer = platform.get(&format!("{EXPORT}?format=xml")).await;
    assert!(
        answer.text().contains("format must be csv or vics"),
        "{}",
        answer.text()
    );
}

#[tokio::test]
async fn a_platform_that_wants_no_altered_copies_gets_none() {
    // Half of its bits are set, as of any picture: what is not is held for staff.
    let pdq = "2c803762ddd3997c92c671b50d81b9f0063428ff396555e95a44edbc8faf91c2";
    let platform = Platform::start().await;
    let mut form = form(1, 1);
    form.items[0].variants = serde_json::from_value(serde_json::json!([
        { "kind": "mirror", "pdq": pdq, "quality": 90 }
    ]))
    .unwrap();
    platform.list(form).await;
    let altered = format!("mirror={pdq}");
    assert!(platform.get(EXPORT).await.text().contains(&altered));
    let id = platform.test.service.subscribers().await.unwrap()[0].id;
    let lists = [ListName::exploitative()];
    platform
        .test
        .service
        .choose_lists(id, &lists, false)
        .await
        .unwrap();
    assert!(!platform.get(EXPORT).await.text().contains("mirror"));
}

/// The lines of evidence between the first and the last.
fn stretches(evidence: &str) -> Vec<Value> {
    let lines: Vec<_> = evidence.lines().collect();
    lines[1..lines.len() - 1]
        .iter()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[tokio::test]
async fn what_was_served_by_each_wire_is_in_the_evidence_and_nothing_else() {
    let platform = Platform::start().await;
    platform.list_photos(1, 5).await;
    platform.get(&format!("{CHANGES}?after=0&limit=2")).await;
    platform.get(&format!("{CHANGES}?after=2&limit=2")).await;
    // The end of the list holds nothing, and needs no line.
    platform.get(&format!("{CHANGES}?after=5")).await;
    platform.get("/ncmec/exploitative/v2/entries").await;
    platform.get(EXPORT).await;
    let answer = platform.get(EVIDENCE).await;
    assert_eq!(answer.header("content-type"), "application/x-ndjson");
    let mut served: Vec<_> = stretches(answer.text())
        .iter()
        .map(|line| {
            let wire = line["wire"].as_str().unwrap().to_owned();
            let number = |name: &str| line[name].as_u64().unwrap();
            (
                wire,
                number("first"),
                number("last"),
                number("count"),
                number("answers"),
            )
        })
        .collect();
    served.sort();
    let expected = [
        ("export".to_owned(), 1, 5, 5, 1),
        ("native".to_owned(), 1, 4, 4, 2),
        ("ncmec".to_owned(), 1, 5, 5, 1),
    ];
    assert_eq!(served, expected);
    for item in form(1, 5).items {
        assert!(!answer.text().contains(&item.sha256), "no hash is in it");
    }
}

#[tokio::test]
async fn evidence_holds_what_was_sent_and_not_what_was_only_measured_or_asked_about() {
    let platform = Platform::start().await;
    platform.list_photos(1, 5).await;
    let snapshot = "/api/v1/lists/exploitative/snapshot";
    for address in [
        CHANGES,
        snapshot,
        EXPORT,
        "/ncmec/exploitative/v2/entries?from=1970-01-01T00:00:00Z",
    ] {
        let head = platform.send(Method::HEAD, address).await;
        assert_eq!((head.status.as_u16(), head.body.len()), (200, 0), "{address}");
    }
    let beyond = platform.get_with(snapshot, "range", "bytes=999999-").await;
    assert_eq!(beyond.status, 416);
    let evidence = platform.get(EVIDENCE).await.text().to_owned();
    assert_eq!(stretches(&evidence), Vec::<Value>::new());
    for (range, length) in [("bytes=0-9", 10), ("bytes=1-100", 100), ("bytes=-1", 1)] {
        let part = platform.get_with(snapshot, "range", range).await;
        assert_eq!((part.status.as_u16(), part.body.len()), (206, length));
        let evidence = platform.get(EVIDENCE).await.text().to_owned();
        assert_eq!(
            stretches(&evidence),
            Vec::<Value>::new(),
            "no line of it is whole"
        );
    }
    let lines = lengths_of_lines(&platform, snapshot).await;
    let two_and_a_half = format!("bytes=0-{}", lines[0] + lines[1] + lines[2] / 2);
    platform.get_with(snapshot, "range", &two_and_a_half).await;
    // However often an unchanged end of a list is asked for, that is one line.
    for _ in 0..3 {
        platform
            .get("/ncmec/exploitative/v2/entries?from=1970-01-01T00:00:00Z")
            .await;
        platform.get(EVIDENCE).await;
    }
    let evidence = platform.get(EVIDENCE).await.text().to_owned();
    let answers: Vec<_> = stretches(&evidence)
        .iter()
        .map(|line| (line["wire"].clone(), line["answers"].clone()))
        .collect();
    assert!(
        answers.contains(&(Value::from("native"), Value::from(1))),
        "{answers:?}"
    );
    let part = stretches(&evidence);
    let part = part.iter().find(|line| line["wire"] == "native").unwrap();
    assert_eq!(
        (&part["first"], &part["last"], &part["count"]),
        (&Value::from(1), &Value::from(2), &Value::from(2))
    );
    assert!(
        answers.contains(&(Value::from("ncmec"), Value::from(3))),
        "{answers:?}"
    );
    assert_eq!(answers.len(), 2);
}

/// How long each line is, as another platform finds it.
async fn lengths_of_lines(platform: &Platform, address: &str) -> Vec<usize> {
    let lists = [ListName::exploitative()];
    let service = &platform.test.service;
    let (_, other) = service.add_subscriber("Other Platform", &lists).await.unwrap();
    let bearer = format!("Bearer {}", other.bearer());
    let whole = platform.get_as(address, Some(&bearer)).await;
    whole.text().split_inclusive('\n').map(str::len).collect()
}

#[tokio::test]
async fn evidence_of_a_stream_names_what_was_handed_out_and_not_what_was_read_ahead() {
    let platform = Platform::start().await;
    for key in 1..=3 {
        platform.list_photos(key, 100).await;
    }
    let request = Request::get("/api/v1/lists/exploitative/events?after=0")
        .header("authorization", format!("Bearer {}", platform.issued.bearer()));
    let mut stream = platform
        .open(request.body(Body::empty()).unwrap())
        .await
        .into_body();
    stream.frame().await.unwrap().unwrap();
    drop(stream);
    let evidence = platform.get(EVIDENCE).await.text().to_owned();
    let served = stretches(&evidence);
    assert_eq!(served.len(), 1, "{served:?}");
    let number = |name: &str| served[0][name].as_u64().unwrap();
    assert_eq!((number("first"), number("count")), (1, number("last")));
    assert!(number("last") < 10, "{served:?}");
}

#[tokio::test]
async fn what_a_file_leaves_out_among_others_was_not_served_by_it() {
    let platform = Platform::start().await;
    platform.list_photos(1, 2).await;
    let service = &platform.test.service;
    let id = platform.subscriber.id;
    service
        .allow_contribution(id, true, Agent::Operator)
        .await
        .unwrap();
    let contributor = platform.key("contribute").await;
    // A platform's hash has no MD5, and that is all a file of this kind knows.
    let body = serde_json::json!({"count": 1, "hashRecords": [
        {"signalType": "ImagePDQ", "hashValue": form(9, 1).items[0].pdq},
    ]});
    let handed_in = platform
        .post_to_stopncii("SubmitHashes", &contributor, &body)
        .await;
    assert_eq!(handed_in.status, 200, "{}", handed_in.text());
    let waiting = service.queue(Queue::Waiting, None, 10).await.unwrap();
    platform.confirm(&waiting.rows[0].entry.id.to_string()).await;
    platform.list_photos(2, 1).await;
    let file = platform.get(&format!("{EXPORT}?format=vics")).await;
    assert_eq!(file.text().matches("\"MediaID\"").count(), 3);
    let evidence = platform.get(EVIDENCE).await.text().to_owned();
    let mut served: Vec<_> = stretches(&evidence)
        .iter()
        .map(|line| ["first", "last", "count"].map(|name| line[name].as_u64().unwrap()))
        .collect();
    served.sort_unstable();
    assert_eq!(served, [[1, 2, 2], [4, 4, 1]]);
}

#[tokio::test]
async fn evidence_that_is_long_comes_in_parts_that_are_signed_each() {
    let platform = Platform::start().await;
    let all = u32::try_from(MOST_STRETCHES).unwrap() + 1_500;
    let mut tx = platform.test.storage.begin().await.unwrap();
    for number in 1..=all {
        let at = START.plus(Duration::from_secs(number.into()));
        let stretch = Served {
            id: ServedId::from_bytes(std::array::from_fn(|place| number.to_be_bytes()[place % 4])),
            subscriber: platform.subscriber.id,
            list: ListName::exploitative(),
            wire: Wire::Native,
            first: number.into(),
            last: number.into(),
            count: 1,
            answers: 1,
            began_at: at,
            ended_at: at,
        };
        tx.add_served(&stretch).await.unwrap();
    }
    tx.commit().await.unwrap();
    let keys: KnownKeys = serde_json::from_slice(&platform.get_as(KEYS, None).await.body).unwrap();
    let (mut numbers, mut address) = (Vec::new(), EVIDENCE.to_owned());
    loop {
        let part = platform.get(&address).await;
        assert!(verify(part.text(), &keys).is_ok());
        let lines = stretches(part.text());
        assert!(lines.len() <= MOST_STRETCHES, "{}", lines.len());
        numbers.extend(lines.iter().map(|line| line["first"].as_u64().unwrap()));
        let head: Value = serde_json::from_str(part.text().lines().next().unwrap()).unwrap();
        let Some(next) = head["next"].as_str() else { break };
        address = format!("{EVIDENCE}?from={next}");
    }
    // The second at which two parts meet is in both.
    numbers.dedup();
    assert_eq!(numbers, (1..=u64::from(all)).collect::<Vec<_>>());
    let wrong = platform.get(&format!("{EVIDENCE}?from=yesterday")).await;
    assert_eq!(wrong.json()["errors"][0]["field"], "from");
}

#[tokio::test]
async fn what_a_wire_has_no_hash_to_say_of_was_not_served_by_it() {
    let platform = Platform::start().await;
    let mut files = form(1, 2);
    for item in &mut files.items {
        (item.pdq, item.quality) = (None, None);
    }
    platform.list(files).await;
    let answer = platform.fetch_hashes("startTimestamp=10").await;
    assert_eq!(answer.json()["count"], 0, "{}", answer.text());
    let evidence = platform.get(EVIDENCE).await.text().to_owned();
    assert_eq!(stretches(&evidence), Vec::<Value>::new());
}

#[tokio::test]
async fn what_a_wire_leaves_out_among_others_was_not_served_by_it() {
    let platform = Platform::start().await;
    let mut receipts = Vec::new();
    for key in 1..=3 {
        let mut photo = form(key, 1);
        if key == 2 {
            (photo.items[0].pdq, photo.items[0].quality) = (None, None);
        }
        receipts.push(platform.list_at_once(photo).await);
    }
    platform.test.clock.advance(Duration::from_secs(5));
    platform.test.close_seconds().await;
    let mut evidence = String::new();
    for _ in 0..3 {
        let answer = platform.fetch_hashes("startTimestamp=10").await;
        assert_eq!(answer.json()["count"], 2, "{}", answer.text());
        evidence = platform.get(EVIDENCE).await.text().to_owned();
    }
    let mut served: Vec<_> = stretches(&evidence)
        .iter()
        .map(|line| ["first", "last", "count", "answers"].map(|name| line[name].as_u64().unwrap()))
        .collect();
    served.sort_unstable();
    assert_eq!(
        served,
        [[1, 1, 3, 3], [3, 3, 3, 3]],
        "and no more lines each time"
    );

    let mut fetched = Vec::new();
    for receipt in receipts {
        let (number, pin) = (receipt.number.to_string(), receipt.pin.to_string());
        let key = CaseKey::new(&number, &pin);
        let case = platform.test.service.open_case(key).await.unwrap();
        assert!(matches!(case.items[0].progress, Progress::Listed { .. }));
        fetched.push(case.items[0].fetched.map(|fetched| fetched.platforms));
    }
    assert_eq!(fetched, [Some(1), None, Some(1)]);
}

#[tokio::test]
async fn evidence_verifies_with_the_published_keys_and_no_other_text_does() {
    let platform = Platform::start().await;
    platform.list_photos(1, 2).await;
    platform.get(CHANGES).await;
    let evidence = platform.get(EVIDENCE).await.text().to_owned();
    let keys = platform.get_as(KEYS, None).await;
    assert_eq!(keys.status, 200, "anyone may read the keys");
    let keys: KnownKeys = serde_json::from_slice(&keys.body).unwrap();
    assert_eq!(verify(&evidence, &keys), Ok(1), "one stretch");
    let lines: Vec<_> = evidence.lines().collect();
    let other = evidence.replace("\"last\":2", "\"last\":3");
    assert_eq!(verify(&other, &keys), Err(EvidenceError::Changed));
    let shortened = format!("{}\n{}\n", lines[0], lines[2]);
    assert_eq!(verify(&shortened, &keys), Err(EvidenceError::Changed));
    let cut_off = evidence.trim_end();
    assert_eq!(verify(cut_off, &keys), Err(EvidenceError::NotEvidence));
    assert_eq!(verify("", &keys), Err(EvidenceError::NotEvidence));
    let nobody = KnownKeys { keys: Vec::new() };
    assert_eq!(verify(&evidence, &nobody), Err(EvidenceError::UnknownKey(1)));
    let mut strange = keys.clone();
    strange.keys[0].public_key = "AAAA".to_owned();
    assert_eq!(verify(&evidence, &strange), Err(EvidenceError::BadKey(1)));
}

#[tokio::test]
async fn evidence_verifies_with_openssl_as_the_guide_says() {
    let platform = Platform::start().await;
    platform.list_photos(1, 2).await;
    platform.get(CHANGES).await;
    let folder = tempfile::tempdir().unwrap();
    let evidence = platform.get(EVIDENCE).await.text().to_owned();
    fs::write(folder.path().join("evidence.jsonl"), &evidence).unwrap();
    let keys = platform.get_as(KEYS, None).await.json();
    fs::write(
        folder.path().join("key.pem"),
        keys["keys"][0]["pem"].as_str().unwrap(),
    )
    .unwrap();
    let guide = include_str!("../../../../docs/INTEGRATING.md");
    let (_, rest) = guide.split_once("<!-- verify evidence -->\n```sh\n").unwrap();
    let steps = rest.split_once("```").unwrap().0;
    let run = || {
        Command::new("sh")
            .args(["-e", "-c", steps])
            .current_dir(folder.path())
            .output()
            .unwrap()
    };
    let output = run();
    assert!(output.status.success(), "{output:?}");
    fs::write(
        folder.path().join("evidence.jsonl"),
        evidence.replace("\"last\":2", "\"last\":3"),
    )
    .unwrap();
    assert!(!run().status.success());
}

#[tokio::test]
async fn a_suspended_platform_reads_nothing_until_it_resumes() {
    let platform = Platform::start().await;
    platform.list_photos(1, 1).await;
    let id = platform.test.service.subscribers().await.unwrap()[0].id;
    let own = Agent::Platform(id);
    platform.test.service.suspend_platform(id, own, "").await.unwrap();
    for address in [CHANGES, EXPORT, EVIDENCE] {
        assert_eq!(platform.get(address).await.status, 401, "{address}");
    }
    platform.test.service.resume_platform(id, own, "").await.unwrap();
    assert_eq!(platform.get(CHANGES).await.status, 200);
    platform
        .test
        .service
        .suspend_platform(id, Agent::Operator, "")
        .await
        .unwrap();
    let refused = platform.test.service.resume_platform(id, own, "").await;
    assert!(refused.is_err(), "what staff suspended only they resume");
    assert_eq!(platform.get(CHANGES).await.status, 401);
}

/// A list that is too long to be waiting to be taken as a whole, and the beginning of a file of it.
async fn long_file(platform: &Platform) -> Export {
    for key in 1..=60 {
        let form = form(key, 100).parse().unwrap();
        platform.test.service.submit(form).await.unwrap();
    }
    platform.test.sequence_now().await;
    begin_file(platform).await.unwrap()
}

async fn begin_file(platform: &Platform) -> Result<Export, ExportError> {
    let recipient = Recipient {
        platform: platform.subscriber.clone(),
        key: Some(platform.issued.id()),
    };
    let list = ListName::exploitative();
    platform.test.service.export(recipient, &list, Format::Csv).await
}

async fn rest(export: Export) -> Result<Vec<Vec<u8>>, ExportError> {
    futures::TryStreamExt::try_collect(export.pieces).await
}

#[tokio::test]
async fn a_platform_is_given_one_file_at_a_time_and_leaves_the_others_theirs() {
    let platform = Platform::start().await;
    let first = long_file(&platform).await;
    let second = platform.get(EXPORT).await;
    assert_eq!(second.problem(), (429, "/problems/too-many-at-once".to_owned()));
    assert_eq!(second.header("retry-after"), "5");
    let (other, _) = platform
        .test
        .service
        .add_subscriber("Other Platform", &[ListName::exploitative()])
        .await
        .unwrap();
    let recipient = Recipient {
        platform: other,
        key: None,
    };
    let list = ListName::exploitative();
    let others = platform.test.service.export(recipient, &list, Format::Csv).await;
    assert_eq!(
        rest(others.unwrap()).await.unwrap().concat(),
        rest(first).await.unwrap().concat()
    );
    assert_eq!(platform.get(EXPORT).await.status, 200, "the first has ended");
}

#[tokio::test]
async fn a_file_breaks_off_when_its_key_is_revoked_and_when_its_time_is_over() {
    let platform = Platform::start().await;
    let slow = long_file(&platform).await;
    platform.test.clock.advance(DEADLINE + Duration::from_secs(1));
    assert!(matches!(rest(slow).await, Err(ExportError::TooSlow)));
    let revoked = begin_file(&platform).await.unwrap();
    let (id, key) = (platform.subscriber.id, platform.issued.id());
    let service = &platform.test.service;
    service.revoke_key(id, key, Agent::Operator).await.unwrap();
    assert!(matches!(rest(revoked).await, Err(ExportError::Revoked)));
    let suspended = begin_from_the_portal(&platform).await;
    service.suspend_platform(id, Agent::Operator, "").await.unwrap();
    assert!(matches!(rest(suspended).await, Err(ExportError::Revoked)));
}

async fn begin_from_the_portal(platform: &Platform) -> Export {
    let recipient = Recipient {
        platform: platform.subscriber.clone(),
        key: None,
    };
    let list = ListName::exploitative();
    let begun = platform.test.service.export(recipient, &list, Format::Csv).await;
    begun.unwrap()
}

#[tokio::test]
async fn a_file_that_is_being_made_shows_one_moment() {
    let platform = Platform::start().await;
    let receipt = platform.list_photos(1, 1).await;
    let subscriber = platform.test.service.subscribers().await.unwrap().remove(0);
    let list = ListName::exploitative();
    let recipient = Recipient {
        platform: subscriber,
        key: None,
    };
    let mut export = platform
        .test
        .service
        .export(recipient, &list, Format::Csv)
        .await
        .unwrap();
    let (number, pin) = (receipt.number.to_string(), receipt.pin.to_string());
    platform
        .test
        .service
        .withdraw(CaseKey::new(&number, &pin), When::Now)
        .await
        .unwrap();
    let mut text = Vec::new();
    while let Some(piece) = futures::StreamExt::next(&mut export.pieces).await {
        text.extend(piece.unwrap());
    }
    assert_eq!(String::from_utf8(text).unwrap().lines().count(), 2);
}
