//! Addresses with slashes too many are answered as the ones that were meant.

use crate::platform::{Answer, Platform};

/// Nothing comes after it: whoever holds its answer needs no other.
const AT_THE_END: &str = "/api/v1/lists/exploitative/changes?after=3";

const ADDRESSES: [&str; 5] = [
    AT_THE_END,
    "/api/v1/lists/exploitative/changes?after=1",
    "/api/v1/openapi.json",
    "/ncmec/exploitative/v2/entries?from=1970-01-01T00:00:00Z",
    "/stopncii/exploitative/v1/FetchHashes?startTimestamp=10",
];

/// The address with a slash more at each place where there is one in its path, and with three more at all of them.
fn with_slashes(address: &str) -> Vec<String> {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let places = path.match_indices('/').map(|(place, _)| place);
    let mut paths: Vec<String> = places
        .map(|place| format!("{}/{}", &path[..place], &path[place..]))
        .collect();
    paths.push(path.replace('/', "////"));
    paths.iter().map(|path| format!("{path}?{query}")).collect()
}

async fn get(platform: &Platform, address: &str) -> Answer {
    if address.contains("stopncii") {
        platform.get_by_keys_at(address).await
    } else {
        platform.get(address).await
    }
}

#[tokio::test]
async fn a_slash_too_many_anywhere_changes_neither_the_answer_nor_what_it_takes() {
    let platform = Platform::start().await;
    platform.list_photos(1, 3).await;
    for address in ADDRESSES {
        let meant = get(&platform, address).await;
        assert_eq!(meant.status, 200, "{address}");
        let opens_to_all = platform.get_as(address, None).await;
        let with_a_wrong_key = platform.get_as(address, Some("Bearer rclm_0_0")).await;
        for sent in with_slashes(address) {
            let answer = get(&platform, &sent).await;
            assert_eq!(
                (answer.status, answer.text()),
                (meant.status, meant.text()),
                "{sent}"
            );
            for header in ["etag", "cache-control", "vary", "content-type"] {
                assert_eq!(answer.header(header), meant.header(header), "{sent}: {header}");
            }
            let tag = meant.header("etag");
            if !tag.is_empty() {
                let kept = platform.get_if_none_match(&sent, tag).await.status;
                let expected: u16 = if address == AT_THE_END { 304 } else { 200 };
                assert_eq!(kept, expected, "{sent}");
            }
            assert!(address != AT_THE_END || !tag.is_empty(), "{sent}");
            let answer = platform.get_as(&sent, None).await;
            assert_eq!(answer.body, opens_to_all.body, "{sent}");
            let answer = platform.get_as(&sent, Some("Bearer rclm_0_0")).await;
            assert_eq!(answer.status, with_a_wrong_key.status, "{sent}");
        }
    }
}

#[tokio::test]
async fn what_is_nowhere_stays_nowhere_with_slashes() {
    let platform = Platform::start().await;
    for address in [
        "/api/v1/nothing",
        "/ncmec/exploitative/v2",
        "/stopncii/exploitative/v2/FetchHashes",
    ] {
        for sent in with_slashes(address) {
            let answer = get(&platform, &sent).await;
            assert_eq!(
                answer.problem(),
                (404, "/problems/unknown-address".to_owned()),
                "{sent}"
            );
        }
    }
}
