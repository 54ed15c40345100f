//! The native feed, by who asks.

use axum::{
    body::Body,
    http::{Method, Request},
};
use domain::{
    Timestamp,
    change::{Change, ChangeKind, EMPTY, chain, content_digest},
    entry::Standing,
    hash::{Hash, HashKind, HashValue, ItemHashes, Medium},
    id::EntryId,
    list::{ListName, Publication},
};
use flate2::read::GzDecoder;
use hashing::VariantKind;
use proptest::prelude::*;
use serde_json::Value;
use service::testing::form;

use crate::platform::{Platform, basic};

const CHANGES: &str = "/api/v1/lists/exploitative/changes";
const CHECKPOINT: &str = "/api/v1/lists/exploitative/checkpoint";
const LISTS: &str = "/api/v1/lists";
const ALL: [&str; 3] = [LISTS, CHANGES, CHECKPOINT];

#[tokio::test]
async fn without_a_credential_nothing_can_be_read() {
    let platform = Platform::start().await;
    for address in ALL {
        let answer = platform.get_as(address, None).await;
        assert_eq!(
            answer.problem(),
            (401, "/problems/unauthenticated".to_owned()),
            "{address}"
        );
        assert_eq!(answer.header("www-authenticate"), "Bearer realm=\"reclaim\"");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn with_a_wrong_credential_nothing_can_be_read() {
    let platform = Platform::start().await;
    let (user, secret) = (platform.issued.user_name(), platform.issued.password());
    let wrong = [
        format!("Bearer rclm_{user}_{}", "0".repeat(64)),
        format!("Bearer rclm_{}_{secret}", "0".repeat(32)),
        format!("Bearer rclm_{user}"),
        format!("Bearer {user}_{secret}"),
        format!("Bearer rclm_{user}_{secret}0"),
        "Bearer".to_owned(),
        "Bearer ".to_owned(),
        format!("rclm_{user}_{secret}"),
        basic(&user, &secret),
    ];
    for authorization in wrong {
        let answer = platform.get_as(CHANGES, Some(&authorization)).await;
        assert_eq!(answer.problem().0, 401, "{authorization}");
    }
}

#[tokio::test]
async fn a_spent_credential_is_refused_like_a_wrong_one() {
    let platform = Platform::start().await;
    let unknown = format!("Bearer rclm_{}_{}", "0".repeat(32), "0".repeat(64));
    let wrong = platform.get_as(CHANGES, Some(&unknown)).await;
    for (why, user, secret) in platform.spent_credentials().await {
        let answer = platform
            .get_as(CHANGES, Some(&format!("Bearer rclm_{user}_{secret}")))
            .await;
        assert_eq!(answer.status, 401, "{why}");
        assert_eq!(answer.body, wrong.body, "{why}");
    }
}

#[tokio::test]
async fn two_credentials_in_one_request_are_refused_even_where_one_is_right() {
    let platform = Platform::start().await;
    let request = Request::get(CHANGES)
        .header("authorization", format!("Bearer {}", platform.issued.bearer()))
        .header(
            "authorization",
            basic(&platform.issued.user_name(), &platform.issued.password()),
        );
    let answer = platform.ask(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.problem(), (400, "/problems/two-credentials".to_owned()));
    let (bearer, subscription) = (platform.issued.bearer(), platform.issued.subscription_key());
    for address in [CHANGES, "/ncmec/exploitative/v2/status"] {
        for (name, value) in [
            ("x-functions-key", &bearer),
            ("ocp-apim-subscription-key", &subscription),
        ] {
            let answer = platform.get_with(address, name, value).await;
            let refused = (400, "/problems/two-credentials".to_owned());
            assert_eq!(answer.problem(), refused, "{address} with {name}");
        }
    }
}

#[tokio::test]
async fn a_list_of_others_is_answered_like_one_that_does_not_exist() {
    let platform = Platform::start().await;
    platform
        .test
        .ensure_list(&ListName::adult(), Publication::PublishFirst)
        .await;
    for what in ["changes", "checkpoint"] {
        let of_others = platform.get(&format!("/api/v1/lists/adult/{what}")).await;
        assert_eq!(of_others.problem(), (404, "/problems/unknown-list".to_owned()));
        for unknown in ["nothing", "Not%20A%20List", "%FF", "..%2Fetc", &"a".repeat(300)] {
            let answer = platform.get(&format!("/api/v1/lists/{unknown}/{what}")).await;
            assert_eq!(answer.status, 404, "{unknown}");
            assert_eq!(answer.body, of_others.body, "{unknown}");
        }
    }
}

#[tokio::test]
async fn a_subscriber_sees_its_lists_and_no_others() {
    let platform = Platform::start().await;
    platform
        .test
        .ensure_list(&ListName::adult(), Publication::PublishFirst)
        .await;
    platform.list_photos(1, 2).await;
    let lists = platform.get(LISTS).await.json();
    assert_eq!(lists["lists"].as_array().unwrap().len(), 1);
    assert_eq!(lists["lists"][0]["list"], "exploitative");
    assert_eq!(
        lists["lists"][0]["checkpoint"],
        platform.get(CHECKPOINT).await.json()
    );
}

#[tokio::test]
async fn an_empty_list_starts_with_nothing() {
    let page = Platform::start().await.get(CHANGES).await.json();
    assert_eq!(page["changes"], Value::Array(Vec::new()));
    assert_eq!((&page["next"], &page["more"]), (&0.into(), &false.into()));
    assert_eq!(page["checkpoint"]["digest"], "0".repeat(64));
    assert_eq!(page["checkpoint"]["at"], "1970-01-01T00:00:00Z");
}

#[tokio::test]
async fn changes_come_in_pages_without_gaps() {
    let platform = Platform::start().await;
    platform.list_photos(1, 7).await;
    let (mut after, mut numbers) = (0, Vec::new());
    loop {
        let page = platform
            .get(&format!("{CHANGES}?after={after}&limit=3"))
            .await
            .json();
        assert_eq!(page["after"], after);
        numbers.extend(
            page["changes"]
                .as_array()
                .unwrap()
                .iter()
                .map(|c| c["number"].as_u64().unwrap()),
        );
        after = page["next"].as_u64().unwrap();
        if page["more"] == false {
            break;
        }
    }
    assert_eq!(numbers, (1..=7).collect::<Vec<_>>());
    assert_eq!(after, 7);
}

#[tokio::test]
async fn one_page_has_exactly_these_fields() {
    let platform = Platform::start().await;
    let mut kinds = form(1, 2);
    kinds.items[0].variants = serde_json::from_value(
        serde_json::json!([{"kind": "mirror", "pdq": "f0".repeat(32), "quality": 98}]),
    )
    .unwrap();
    kinds.items[1].medium = "video".to_owned();
    (kinds.items[1].pdq, kinds.items[1].quality, kinds.items[1].sha1) = (None, None, None);
    let receipt = platform.list(kinds).await;
    let first = platform.get(CHANGES).await.json();
    platform
        .confirm(first["changes"][0]["entry"].as_str().unwrap())
        .await;
    insta::assert_json_snapshot!("changes", platform.get(CHANGES).await.json());
    platform.withdraw(&receipt).await;
    insta::assert_json_snapshot!("changes_after_withdrawal", platform.get(CHANGES).await.json());
}

#[tokio::test]
async fn altered_copies_come_as_the_platform_chose_unless_the_request_says_otherwise() {
    let platform = Platform::start().await;
    let mut form = form(1, 2);
    form.items[0].variants = serde_json::from_value(
        serde_json::json!([{"kind": "mirror", "pdq": "f0".repeat(32), "quality": 98}]),
    )
    .unwrap();
    platform.list(form).await;
    let number = platform.get(CHANGES).await.json()["changes"]
        .as_array()
        .unwrap()
        .iter()
        .position(|change| change.to_string().contains("mirror"))
        .unwrap();
    let entry = platform.get(CHANGES).await.json()["changes"][number]["entry"].clone();
    let list = "/api/v1/lists/exploitative";
    let everywhere = [
        format!("{list}/changes?after=0"),
        format!("{list}/snapshot?after=0"),
        format!("{list}/entries/{}?", entry.as_str().unwrap()),
    ];
    for address in &everywhere {
        assert!(platform.get(address).await.text().contains("mirror"), "{address}");
        let without = platform.get(&format!("{address}&variants=false")).await;
        assert_eq!(without.status, 200, "{}", without.text());
        assert!(!without.text().contains("mirror"), "{address}");
    }
    let (whole, etag) = {
        let answer = platform.get(&everywhere[1]).await;
        (answer.text().to_owned(), answer.header("etag").to_owned())
    };

    let (id, lists) = (platform.subscriber.id, platform.subscriber.lists.clone());
    let service = &platform.test.service;
    service.choose_lists(id, &lists, false).await.unwrap();
    for address in &everywhere {
        let chosen = platform.get(address).await;
        assert!(!chosen.text().contains("mirror"), "{address}");
        let asked = platform.get(&format!("{address}&variants=true")).await;
        assert!(asked.text().contains("mirror"), "{address}: the request wins");
    }
    let snapshot = platform.get_if_none_match(&everywhere[1], &etag).await;
    assert_eq!(snapshot.status, 200, "it is another answer");
    let part = platform
        .get_with(&format!("{list}/snapshot?variants=true"), "range", "bytes=5-20")
        .await;
    assert_eq!(
        part.text(),
        &whole[5..=20],
        "and its bytes are counted for themselves"
    );
    let changes = platform.get(CHANGES).await.json();
    assert!(
        changes["changes"][number].get("salt").is_none(),
        "content is of more than is here"
    );
    assert!(
        changes["changes"][1 - number]["salt"].is_string(),
        "nothing was left out"
    );
    let wrong = platform.get(&format!("{CHANGES}?variants=yes")).await;
    assert_eq!(wrong.json()["errors"][0]["field"], "variants");
}

#[tokio::test]
async fn the_digest_chain_can_be_computed_from_the_changes() {
    let platform = Platform::start().await;
    let receipt = platform.list_photos(1, 2).await;
    let first = platform.get(CHANGES).await.json();
    assert_eq!(digest_of(&first), first["checkpoint"]["digest"]);
    platform
        .confirm(first["changes"][1]["entry"].as_str().unwrap())
        .await;
    platform.withdraw(&receipt).await;
    let last = platform.get(CHANGES).await.json();
    assert_eq!(last["changes"].as_array().unwrap().len(), 5);
    assert_eq!(digest_of(&last), last["checkpoint"]["digest"]);
}

#[tokio::test]
async fn the_hashes_of_a_withdrawn_entry_are_nowhere_in_the_feed() {
    let platform = Platform::start().await;
    let receipt = platform.list_photos(1, 1).await;
    let before = platform.get(CHANGES).await.json();
    let hashes = before["changes"][0]["hashes"].as_array().unwrap().clone();
    assert_eq!(hashes.len(), 4);
    platform.withdraw(&receipt).await;
    let after = platform.get(CHANGES).await;
    for hash in hashes {
        assert!(!after.text().contains(hash["value"].as_str().unwrap()), "{hash}");
    }
    let changes = after.json()["changes"].clone();
    assert!(changes[0].get("hashes").is_none() && changes[0].get("salt").is_none());
    assert_eq!(changes[1]["change"], "remove");
    assert_eq!(changes[1]["standing"], Value::Null);
    assert_eq!(changes[1]["entry"], changes[0]["entry"]);
}

#[tokio::test]
async fn an_unchanged_list_is_not_sent_again() {
    let platform = Platform::start().await;
    platform.list_photos(1, 2).await;
    for address in [CHECKPOINT.to_owned(), format!("{CHANGES}?after=2")] {
        let first = platform.get(&address).await;
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with("W/\"2-"), "{tag}");
        assert_eq!(first.header("cache-control"), "private, no-cache");
        let again = platform.get_if_none_match(&address, &tag).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{address}");
        assert_eq!(again.header("etag"), tag);
    }
    let part = platform.get(&format!("{CHANGES}?limit=1")).await;
    let tag = part.header("etag").to_owned();
    let rest = platform
        .get_if_none_match(&format!("{CHANGES}?after=1"), &tag)
        .await;
    assert_eq!(
        rest.json()["next"],
        2,
        "there is more, though the list is unchanged"
    );
    platform.list_photos(2, 1).await;
    let changed = platform
        .get_if_none_match(&format!("{CHANGES}?after=2"), &tag)
        .await;
    assert_eq!(changed.json()["changes"].as_array().unwrap().len(), 1);
    assert_ne!(changed.header("etag"), tag);
}

#[tokio::test]
async fn what_is_unchanged_is_still_only_for_subscribers() {
    let platform = Platform::start().await;
    let tag = platform.get(CHECKPOINT).await.header("etag").to_owned();
    let request = Request::get(CHECKPOINT).header("if-none-match", tag);
    assert_eq!(
        platform.ask(request.body(Body::empty()).unwrap()).await.status,
        401
    );
}

#[tokio::test]
async fn a_subscriber_that_holds_more_than_there_is_is_told_so() {
    let platform = Platform::start().await;
    platform.list_photos(1, 2).await;
    for after in ["3", "9223372036854775808", "18446744073709551615"] {
        let address = format!("{CHANGES}?after={after}");
        let answer = platform.get_if_none_match(&address, "*").await;
        assert_eq!(answer.problem(), (400, "/problems/after-the-end".to_owned()));
        assert!(answer.json()["detail"].as_str().unwrap().contains("number 2"));
    }
}

#[tokio::test]
async fn a_query_that_is_not_understood_is_refused_by_field() {
    let platform = Platform::start().await;
    let wrong = [
        ("after=-1", "after"),
        ("after=one", "after"),
        ("after=18446744073709551616", "after"),
        ("after=1&after=1", "after"),
        ("limit=0", "limit"),
        ("limit=10001", "limit"),
        ("limit=", "limit"),
        ("cursor=1", "cursor"),
    ];
    for (query, field) in wrong {
        let answer = platform.get(&format!("{CHANGES}?{query}")).await;
        assert_eq!(
            answer.problem(),
            (400, "/problems/invalid-query".to_owned()),
            "{query}"
        );
        assert_eq!(answer.json()["errors"][0]["field"], field, "{query}");
    }
    for address in [LISTS, CHECKPOINT] {
        let answer = platform.get(&format!("{address}?limit=5")).await;
        assert_eq!(answer.json()["errors"][0]["field"], "limit", "{address}");
    }
}

#[tokio::test]
async fn an_error_never_repeats_a_hash() {
    let platform = Platform::start().await;
    let (hash, pdq) = ("a1".repeat(16), "b2".repeat(32));
    for address in [
        format!("{CHANGES}?{hash}=1"),
        format!("{CHANGES}?after={pdq}"),
        format!("/api/v1/lists/{hash}/changes"),
        format!("/api/v1/hashes/{pdq}"),
    ] {
        let answer = platform.get(&address).await;
        assert!(answer.status.is_client_error());
        assert!(
            !answer.text().contains(&hash) && !answer.text().contains(&pdq),
            "{address}"
        );
    }
}

#[tokio::test]
async fn other_methods_and_addresses_are_refused() {
    let platform = Platform::start().await;
    for method in [
        Method::POST,
        Method::PUT,
        Method::PATCH,
        Method::DELETE,
        Method::OPTIONS,
    ] {
        let answer = platform.send(method.clone(), CHANGES).await;
        assert_eq!(
            answer.problem(),
            (405, "/problems/method-not-allowed".to_owned()),
            "{method}"
        );
        assert_eq!(answer.header("allow"), "GET,HEAD", "{method}");
    }
    for address in [
        "/api/v1",
        "/api/v2/lists",
        "/api/v1/lists/",
        "/api/v1/lists/exploitative",
    ] {
        let answer = platform.get(address).await;
        assert!(answer.text().contains("/api/v1/openapi.json"), "{address}");
        assert_eq!(
            answer.problem(),
            (404, "/problems/unknown-address".to_owned()),
            "{address}"
        );
    }
    let head = platform.send(Method::HEAD, CHANGES).await;
    assert_eq!((head.status.as_u16(), head.body.len()), (200, 0));
}

#[tokio::test]
async fn a_page_is_compressed_for_whoever_takes_gzip() {
    let platform = Platform::start().await;
    platform.list_photos(1, 9).await;
    let plain = platform.get(CHANGES).await;
    let request = Request::get(CHANGES)
        .header("authorization", format!("Bearer {}", platform.issued.bearer()))
        .header("accept-encoding", "gzip");
    let zipped = platform.ask(request.body(Body::empty()).unwrap()).await;
    assert_eq!(zipped.header("content-encoding"), "gzip");
    assert_eq!(zipped.header("etag"), plain.header("etag"));
    assert!(zipped.body.len() < plain.body.len());
    assert_eq!(
        std::io::read_to_string(GzDecoder::new(zipped.body.as_slice())).unwrap(),
        plain.text()
    );
}

#[test]
fn no_query_makes_the_feed_fail() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let platform = runtime.block_on(Platform::start());
    proptest!(ProptestConfig::with_cases(64), |(query in "[!-\"$-~]{0,40}")| {
        let address = format!("{CHANGES}?{query}");
        // What is no address at all never reaches the feed: no client could send it.
        if address.parse::<axum::http::Uri>().is_ok() {
            let answer = runtime.block_on(platform.get(&address));
            prop_assert!(matches!(answer.status.as_u16(), 200 | 400), "{}", answer.status);
        }
    });
}

/// The digest that a subscriber computes from what it was sent, checking each `content` on the way.
fn digest_of(page: &Value) -> String {
    let mut digest = EMPTY;
    for change in page["changes"].as_array().unwrap() {
        let text = |name: &str| change[name].as_str().unwrap();
        let content = change["content"]
            .as_str()
            .map(|hex| hex::decode(hex).unwrap().try_into().unwrap());
        if let Some(hashes) = change["hashes"].as_array() {
            let salt = hex::decode(text("salt")).unwrap().try_into().unwrap();
            let hashes = ItemHashes::new(hashes.iter().map(hash).collect()).unwrap();
            assert_eq!(content, Some(content_digest(&salt, &hashes)));
        }
        let changed_at =
            time::OffsetDateTime::parse(text("changed_at"), &time::format_description::well_known::Rfc3339);
        let change = Change {
            list: ListName::parse(page["list"].as_str().unwrap()).unwrap(),
            number: change["number"].as_u64().unwrap(),
            kind: ChangeKind::parse(text("change")).unwrap(),
            entry: EntryId::parse(text("entry")).unwrap(),
            medium: Medium::parse(text("medium")).unwrap(),
            standing: change["standing"]
                .as_str()
                .map(|name| Standing::parse(name).unwrap()),
            changed_at: Timestamp::from_seconds(changed_at.unwrap().unix_timestamp()),
            content,
        };
        digest = chain(&digest, &change);
    }
    hex::encode(digest)
}

fn hash(hash: &Value) -> Hash {
    let kind = HashKind::parse(hash["kind"].as_str().unwrap()).unwrap();
    let value = hex::decode(hash["value"].as_str().unwrap()).unwrap();
    let quality = hash["quality"]
        .as_u64()
        .map(|quality| u8::try_from(quality).unwrap());
    Hash {
        value: HashValue::from_parts(kind, &value, quality).unwrap(),
        variant: hash["variant"]
            .as_str()
            .map(|name| VariantKind::parse(name).unwrap()),
    }
}
