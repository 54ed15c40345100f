//! `reclaim` as an operator meets it: what it prints, and the one clear line where something is wrong.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::{
    fs,
    net::TcpListener,
    path::Path,
    process::{Command, Output, Stdio},
    sync::Arc,
};

use domain::{
    clock::ManualClock,
    entropy::SeededEntropy,
    list::{ListName, Policy, Publication},
};
use service::{
    Service,
    keys::Keys,
    testing::{START, form},
};
use storage_sqlite::SqliteStorage;
use tempfile::TempDir;

fn reclaim(data: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_reclaim"))
        .args(arguments)
        .arg("--data")
        .arg(data)
        .env_remove("RECLAIM_DATABASE_URL")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// Standard error of a command that has to fail, which is one line.
fn complaint(data: &Path, arguments: &[&str]) -> String {
    let output = reclaim(data, arguments);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success(), "{arguments:?} succeeded");
    assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    said
}

fn printed(data: &Path, arguments: &[&str]) -> String {
    let output = reclaim(data, arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_port_in_use_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let said = complaint(TempDir::new().unwrap().path(), &["serve", "--port", &port]);
    assert!(
        said.contains(&format!("port {port} is in use")) && said.contains("--port"),
        "{said}"
    );
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let said = complaint(&file.join("data"), &["migrate"]);
    assert!(said.contains("cannot make the data folder"), "{said}");
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_left_alone() {
    let folder = TempDir::new().unwrap();
    printed(folder.path(), &["migrate"]);
    let database = folder.path().join("reclaim.db");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&database);
    let mut connection = sqlx::ConnectOptions::connect(&options).await.unwrap();
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                 VALUES (9999, 'from the future', TRUE, x'00', 0)";
    sqlx::query(newer).execute(&mut connection).await.unwrap();
    sqlx::Connection::close(connection).await.unwrap();
    let said = complaint(folder.path(), &["migrate"]);
    assert!(said.contains("newer version") && said.contains("9999"), "{said}");
}

#[test]
fn a_database_url_of_another_kind_is_refused() {
    let folder = TempDir::new().unwrap();
    let said = complaint(
        folder.path(),
        &["migrate", "--database-url", "mysql://localhost/x"],
    );
    assert!(said.contains("sqlite: or postgres://"), "{said}");
}

#[test]
fn a_lost_key_stops_the_server_instead_of_locking_everyone_out() {
    let folder = TempDir::new().unwrap();
    printed(folder.path(), &["subscriber", "add", "Platform"]);
    fs::remove_file(folder.path().join("secret.key")).unwrap();
    let said = complaint(folder.path(), &["doctor"]);
    assert!(said.contains("secret.key is missing"), "{said}");
}

#[test]
fn staff_and_subscribers_are_added_and_the_doctor_finds_nothing_wrong() {
    let folder = TempDir::new().unwrap();
    let subscriber = printed(folder.path(), &["subscriber", "add", "Platform"]);
    assert!(
        subscriber.contains("member 1000") && subscriber.contains("bearer      rclm_"),
        "{subscriber}"
    );
    let staff = printed(folder.path(), &["staff", "add", "robin", "--role", "lead"]);
    assert!(staff.contains("robin can sign in as lead."), "{staff}");
    let again = complaint(folder.path(), &["staff", "add", "robin"]);
    assert!(again.contains("signs in under this name already"), "{again}");
    assert!(printed(folder.path(), &["doctor"]).contains("Nothing is wrong."));
}

#[test]
fn an_operator_may_say_why_someone_gets_another_role_or_has_an_account_no_more() {
    let folder = TempDir::new().unwrap();
    let data = folder.path();
    for name in ["robin", "kim"] {
        printed(data, &["staff", "add", name]);
    }
    let long = "x".repeat(1_001);
    let said = complaint(data, &["staff", "end", "robin", "--reason", &long]);
    assert!(said.contains("a reason has 1 to 1000 characters"), "{said}");
    for command in [
        &["staff", "role", "robin", "lead", "--reason", "knows the work"][..],
        &["staff", "role", "robin", "auditor"],
        &["staff", "end", "robin", "--reason", "has left"],
        &["staff", "end", "kim"],
    ] {
        printed(data, command);
    }
    let record = printed(data, &["audit", "export"]);
    let reasons: Vec<_> = record
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .filter(|line| line["act"] == "changed-role" || line["act"] == "ended-staff")
        .map(|line| line["reason"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(reasons, ["lead: knows the work", "auditor", "has left", ""]);
}

#[test]
fn a_picture_is_one_line_of_json_with_the_hashes_that_the_core_gives() {
    let folder = TempDir::new().unwrap();
    let picture = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../crates/hashing/fuzz/seeds/png/turned"
    );
    let line: serde_json::Value =
        serde_json::from_str(&printed(folder.path(), &["hash", "--format", "json", picture])).unwrap();
    let mut hasher = hashing::FileHasher::new(None);
    hasher.update(&fs::read(picture).unwrap());
    let hashes = hasher.finish().unwrap();
    let still = hashes.still.unwrap();
    let hex = |bytes: &[u8]| hashing::Hex(bytes).to_string();
    let variants: Vec<_> = still
        .variants
        .iter()
        .map(|variant| {
            serde_json::json!({
                "kind": variant.kind.as_str(),
                "pdq": variant.pdq.to_string(),
                "quality": variant.quality.get(),
            })
        })
        .collect();
    assert!(!variants.is_empty());
    assert_eq!(
        line,
        serde_json::json!({
            "file": picture,
            "media": "image",
            "sha256": hex(&hashes.digests.sha256),
            "sha1": hex(&hashes.digests.sha1),
            "md5": hex(&hashes.digests.md5),
            "pdq": still.pdq.to_string(),
            "pdq_quality": still.quality.get(),
            "vpdq": [],
            "variants": variants,
            "warnings": [],
        })
    );
}

/// The sides of a picture, in pixels. A PDQ is made of every tenth pixel from the fifth on: they lie alike on both sides of
/// the pixel in the middle.
const SIDE: u32 = 640;

/// A grey picture as an uncompressed BMP.
fn bmp(grey: impl Fn(u32, u32) -> u8) -> Vec<u8> {
    const HEADERS: u32 = 54;
    let length = HEADERS + 3 * SIDE * SIDE;
    let mut file = b"BM".to_vec();
    // The file's length, nothing, where pixels begin; the length of the second header, and the picture's size.
    for field in [length, 0, HEADERS, 40, SIDE, SIDE] {
        file.extend(field.to_le_bytes());
    }
    // One plane of 24 bits a pixel, and all else as it is by default.
    file.extend([1, 0, 24, 0]);
    file.extend([0; 24]);
    for y in 0..SIDE {
        file.extend((0..SIDE).flat_map(|x| [grey(x, y); 3]));
    }
    file
}

/// A mosaic of greys without any order.
fn mosaic(x: u32, y: u32) -> u8 {
    let seed = (x / 32).wrapping_mul(0x9e37_79b1) ^ (y / 32).wrapping_mul(0x85eb_ca77);
    let mixed = (seed ^ (seed >> 15)).wrapping_mul(0x2c1b_3c6d);
    let [.., grey] = (mixed ^ (mixed >> 13)).to_be_bytes();
    grey
}

#[test]
fn pictures_that_anyone_may_know_are_added_from_files_and_as_hashes() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    printed(&data, &["staff", "add", "robin"]);
    let kept = |name: &str, file: Vec<u8>| {
        let path = folder.path().join(name);
        fs::write(&path, file).unwrap();
        path.to_string_lossy().into_owned()
    };
    let hash = "0f".repeat(32);
    let poster = kept("poster.bmp", bmp(mosaic));
    let added = printed(&data, &["known", "add", &poster, &hash]);
    assert!(added.contains("2 added, 0 known before."), "{added}");
    let as_hash = format!("{hash} (added as a hash): only copies with nearly the same hash are found");
    assert!(added.contains(&as_hash), "{added}");
    assert!(!added.contains("(poster.bmp): "), "{added}");
    let again = printed(&data, &["known", "add", &hash]);
    assert!(again.contains("0 added, 1 known before."), "{again}");

    // The rows of a BMP stand from below.
    let (across, down) = (SIDE / 2, SIDE / 2 - 1);
    let mirrored = |x: u32, y: u32| mosaic(x.abs_diff(across), y.abs_diff(down));
    let drawing = kept("drawing.bmp", bmp(mirrored));
    let added = printed(&data, &["known", "add", &drawing]);
    let why = "(drawing.bmp): only copies with nearly the same hash are found";
    assert!(added.contains(why) && added.contains("1 added"), "{added}");

    let nearly = |x: u32, y: u32| mirrored(x, y) / 2 + mosaic(x, y) / 39;
    let crest = kept("crest.bmp", bmp(nearly));
    let added = printed(&data, &["known", "add", &crest]);
    let why =
        "(crest.bmp): copies of it may be missed that are smaller, or under words over an edge, or cut: ";
    assert!(added.contains(why) && added.contains("1 added"), "{added}");

    let words = kept("words.txt", b"no picture".to_vec());
    let neither = complaint(&data, &["known", "add", &"f0".repeat(32), &words]);
    assert!(neither.contains("words.txt"), "{neither}");

    let here = added_here(&data);
    assert_eq!(here.len(), 4, "{here:?}");
    for name in ["poster.bmp", "drawing.bmp", "crest.bmp", "added as a hash"] {
        assert!(here.iter().any(|line| line.ends_with(name)), "{name}: {here:?}");
    }
    assert!(here.iter().any(|line| line.starts_with(&hash)), "{here:?}");
    let list = printed(&data, &["known", "list"]);
    assert!(list.contains("  came with the program  "));
}

/// The lines of `reclaim known list` that an operator added.
fn added_here(data: &Path) -> Vec<String> {
    let list = printed(data, &["known", "list"]);
    let here = list.lines().filter(|line| line.contains("  added here  "));
    here.map(str::to_owned).collect()
}

#[test]
fn files_that_anyone_may_know_are_added_and_removed_by_their_exact_hashes() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    printed(&data, &["staff", "add", "robin"]);
    let path = folder.path().join("plain.bmp");
    fs::write(&path, bmp(|_, _| 128)).unwrap();
    let plain = path.to_string_lossy();
    let hashed = printed(&data, &["hash", &plain, "--format", "json"]);
    let hashed: serde_json::Value = serde_json::from_str(hashed.trim()).unwrap();
    let of = |kind: &str| hashed[kind].as_str().unwrap().to_owned();
    let (sha256, sha1) = (format!("sha256:{}", of("sha256")), of("sha1"));

    let added = printed(&data, &["known", "add", &plain]);
    let alone = format!("{sha256} (plain.bmp): only the very same file is found");
    assert!(added.contains(&alone) && added.contains("1 added"), "{added}");
    let (md5, other) = (of("md5"), "0f".repeat(16));
    let again = printed(&data, &["known", "add", &md5, &other, "--source", "a list"]);
    assert!(again.contains("1 added, 1 known before."), "{again}");
    let here = added_here(&data);
    assert_eq!(here.len(), 2, "{here:?}");
    let other = format!("md5:{other}");
    assert!(here.iter().any(|line| line.starts_with(&other)), "{here:?}");

    let long = complaint(&data, &["known", "remove", &sha1, "--reason", &"x".repeat(1_001)]);
    assert!(long.contains("the reason has more than"), "{long}");
    let removed = printed(&data, &["known", "remove", &sha1]);
    assert!(removed.contains("1 removed."), "{removed}");
    let here = added_here(&data);
    assert!(here.len() == 1 && here[0].starts_with(&other), "{here:?}");
    let unknown = complaint(&data, &["known", "remove", &sha256]);
    assert!(unknown.contains("1 were not known"), "{unknown}");
    let wrong = complaint(&data, &["known", "remove", "sha256:0f"]);
    assert!(wrong.contains("sha256:0f: is no hash"), "{wrong}");
}

#[test]
fn whoever_has_read_enough_ends_the_command_without_a_complaint() {
    let folder = TempDir::new().unwrap();
    printed(folder.path(), &["subscriber", "add", "Platform"]);
    let picture = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../crates/hashing/fuzz/seeds/png/turned"
    );
    let hash = [&["hash"][..], &[picture; 20]].concat();
    for arguments in [
        &hash[..],
        &["known", "list"],
        &["subscriber", "list"],
        &["evidence", "export", "1000"],
        &["audit", "export"],
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_reclaim"))
            .args(arguments)
            .arg("--data")
            .arg(folder.path())
            .env_remove("RECLAIM_DATABASE_URL")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(command.stdout.take());
        let output = command.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{arguments:?}");
        assert!(output.status.success(), "{arguments:?}");
    }
}

#[test]
fn a_webhook_is_set_switched_and_forgotten() {
    let folder = TempDir::new().unwrap();
    let data = folder.path();
    printed(data, &["subscriber", "add", "Platform"]);
    let webhook = |arguments: &[&'static str]| {
        let mut all = vec!["subscriber", "webhook", "1000"];
        all.extend(arguments);
        all
    };
    let inside = complaint(data, &webhook(&["set", "https://10.0.0.1/wake"]));
    assert!(inside.contains("the address"), "{inside}");
    let set = printed(data, &webhook(&["set", "https://platform.example/wake"]));
    assert!(set.contains("whsec_") && set.contains("whpk_"), "{set}");
    let moved = printed(data, &webhook(&["set", "https://platform.example/other"]));
    assert!(!moved.contains("whsec_"), "{moved}");
    printed(data, &webhook(&["test"]));
    printed(data, &["subscriber", "suspend", "1000"]);
    let shown = printed(data, &webhook(&["show"]));
    assert!(shown.contains("/other: on, and silent until"), "{shown}");
    let silent = complaint(data, &webhook(&["test"]));
    assert!(silent.contains("access is suspended"), "{silent}");
    printed(data, &["subscriber", "resume", "1000"]);
    printed(data, &webhook(&["off"]));
    let shown = printed(data, &webhook(&["show"]));
    assert!(
        shown.contains("https://platform.example/other: off (platform)") && shown.contains("a test: pending"),
        "{shown}"
    );
    printed(data, &webhook(&["remove"]));
    let shown = printed(data, &webhook(&["show"]));
    assert!(shown.contains("has no webhook"), "{shown}");

    let record = printed(data, &["audit", "export"]);
    let acts: Vec<_> = record
        .lines()
        .filter(|line| line.contains("changed-webhook"))
        .collect();
    assert_eq!(acts.len(), 5, "{record}");
    assert!(
        acts.iter().all(|line| line.contains("\"actor\":\"operator\"")),
        "{record}"
    );
}

#[test]
fn commands_that_only_look_make_no_database_and_say_that_there_is_none() {
    let folder = TempDir::new().unwrap();
    for command in [
        &["doctor"][..],
        &["audit", "verify"],
        &["keys"],
        &["disclose", "0000-0000-0000-0", "--reason", "12 C 345/26"],
        &["known", "list"],
        &["export"],
        &["evidence", "keys"],
        &["subscriber", "list"],
        &["backup", "copy"],
    ] {
        let said = complaint(&folder.path().join("elsewhere"), command);
        assert!(
            said.contains("there is no database at") && said.contains("--data"),
            "{said}"
        );
    }
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        0,
        "nothing was made"
    );
}

#[test]
fn what_an_operator_takes_away_is_in_the_record_of_acts() {
    let folder = TempDir::new().unwrap();
    let data = folder.path();
    let with_contact = [
        "subscriber",
        "add",
        "Platform",
        "--contact",
        "trust@platform.example",
    ];
    printed(data, &with_contact);
    printed(data, &["export", "exploitative"]);
    printed(data, &["evidence", "export", "1000"]);
    printed(data, &["backup", &data.join("copy").to_string_lossy()]);
    let record = printed(data, &["audit", "export"]);
    let acts: Vec<_> = record
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .map(|line| format!("{} {}", line["actor"], line["act"]).replace('"', ""))
        .collect();
    assert_eq!(
        acts,
        [
            "operator added-subscriber",
            "operator changed-subscriber",
            "operator exported-list",
            "operator exported-evidence",
            "operator backed-up",
            "operator exported-audit",
        ]
    );
}

#[test]
fn who_takes_a_list_or_evidence_away_may_say_why_in_one_line() {
    let folder = TempDir::new().unwrap();
    let data = folder.path();
    printed(data, &["subscriber", "add", "Platform"]);
    for (command, act) in [
        (&["export", "exploitative"][..], "exported-list"),
        (&["evidence", "export", "1000"], "exported-evidence"),
    ] {
        for wrong in ["one\nand more", "x".repeat(1_001).as_str()] {
            let output = reclaim(data, &[command, &["--reason", wrong]].concat());
            assert!(!output.status.success() && output.stdout.is_empty(), "{wrong:?}");
            let said = String::from_utf8(output.stderr).unwrap();
            assert!(said.contains("make it shorter"), "{said}");
        }
        printed(data, &[command, &["--reason", " 12 C 345/26 "]].concat());
        printed(data, command);
        let recorded = acts(data, act);
        let with_reason = recorded.iter().map(|line| line.ends_with(" 12 C 345/26"));
        let with_reason: Vec<_> = with_reason.collect();
        assert_eq!(with_reason, [true, false], "{recorded:?}");
    }
}

#[test]
fn a_list_that_was_made_later_is_granted() {
    let folder = TempDir::new().unwrap();
    let data = folder.path();
    printed(data, &["subscriber", "add", "Platform"]);
    let grant = ["subscriber", "grant", "1000", "adult"];
    let missing = complaint(data, &grant);
    assert!(missing.contains("there is no list called adult"), "{missing}");
    let again = ["subscriber", "grant", "1000", "exploitative", "--follow"];
    let again = printed(data, &again);
    assert!(again.contains("Platform follows exploitative."), "{again}");
    let nobody = complaint(data, &["subscriber", "end-account", "1000"]);
    assert!(nobody.contains("Platform has no account"), "{nobody}");
    let revoke = ["subscriber", "revoke-list", "1000", "exploitative"];
    let revoked = printed(data, &revoke);
    assert!(revoked.contains("may choose exploitative no more"), "{revoked}");
    let listed = printed(data, &["subscriber", "list"]);
    assert!(
        listed.contains("Platform is member 1000 and follows no list."),
        "{listed}"
    );
    let again = complaint(data, &revoke);
    assert!(
        again.contains("the list exploitative is not one to choose from"),
        "{again}"
    );
}

#[test]
fn a_subscriber_gets_keys_and_loses_them() {
    let folder = TempDir::new().unwrap();
    let data = folder.path();
    printed(data, &["subscriber", "add", "Platform"]);
    let key = ["subscriber", "key", "1000", "--scope", "read", "--days", "30"];
    let given = printed(data, &key);
    assert!(given.contains("A key of Platform for: read."), "{given}");
    let (_, id) = given.split_once("user name   ").unwrap();
    let id = id.lines().next().unwrap();
    let listed = printed(data, &["subscriber", "list"]);
    assert!(
        listed.contains(&format!("key {id} for read: in force for 30 more days")),
        "{listed}"
    );
    printed(data, &["subscriber", "revoke", "1000", id, "--in-days", "3"]);
    let listed = printed(data, &["subscriber", "list"]);
    assert!(
        listed.contains(&format!("key {id} for read: in force for 3 more days")),
        "{listed}"
    );
    printed(data, &["subscriber", "revoke", "1000", id]);
    let listed = printed(data, &["subscriber", "list"]);
    assert!(
        listed.contains(&format!("key {id} for read: revoked")),
        "{listed}"
    );
    let again = complaint(data, &["subscriber", "revoke", "1000", id]);
    assert!(again.contains("no such key in force"), "{again}");
    let refused = complaint(data, &["subscriber", "key", "1000", "--scope", "contribute"]);
    assert!(refused.contains("may not hand in hashes"), "{refused}");
    printed(data, &["subscriber", "contribution", "1000", "true"]);
    printed(data, &["subscriber", "key", "1000", "--scope", "contribute"]);
    let nobody = complaint(data, &["subscriber", "key", "1001"]);
    assert!(
        nobody.contains("no organisation has the member number 1001"),
        "{nobody}"
    );
}

#[test]
fn it_is_noted_with_whom_a_subscriber_acts_and_that_it_acts_with_nobody() {
    let folder = TempDir::new().unwrap();
    let data = folder.path();
    printed(data, &["subscriber", "add", "Clips"]);
    let noted = printed(data, &["subscriber", "group", "1000", "Acme  Holdings"]);
    assert!(
        noted.contains("Clips counts as one with all of \"acme holdings\"."),
        "{noted}"
    );
    let listed = printed(data, &["subscriber", "list"]);
    let line = "  counts as one with all of \"acme holdings\"";
    assert!(listed.contains(line), "{listed}");
    let cleared = printed(data, &["subscriber", "group", "1000", "--none"]);
    assert!(cleared.contains("Clips acts with nobody."), "{cleared}");
    let listed = printed(data, &["subscriber", "list"]);
    assert!(!listed.contains("counts as one"), "{listed}");
    printed(data, &["subscriber", "add", "Photos"]);
    printed(data, &["subscriber", "group", "1001", "Clips"]);
    let still = printed(data, &["subscriber", "group", "1000", "--none"]);
    assert!(
        still.contains("still act with it, so note it of them: Photos."),
        "{still}"
    );
    let wrong = complaint(data, &["subscriber", "group", "1000", "a"]);
    assert!(wrong.contains("2 to 80 characters"), "{wrong}");
    let nobody = complaint(data, &["subscriber", "group", "1002", "Acme"]);
    assert!(
        nobody.contains("no organisation has the member number 1002"),
        "{nobody}"
    );
}

#[test]
fn hashing_goes_on_after_a_file_that_cannot_be_hashed_and_says_so_at_the_end() {
    let folder = TempDir::new().unwrap();
    let (text, video) = (folder.path().join("note.txt"), folder.path().join("clip.mp4"));
    fs::write(&text, "hello").unwrap();
    fs::write(&video, b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom").unwrap();
    let files = [text.to_str().unwrap(), video.to_str().unwrap()];
    let output = reclaim(folder.path(), &["hash", "--format", "json", files[0], files[1]]);
    assert!(!output.status.success());
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("neither a picture nor a video")
    );
    let line: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(line["media"], "video");
    // The first with ffmpeg, the second without.
    assert!(["damaged-video", "no-video-decoder"].contains(&line["warnings"][0].as_str().unwrap()));
    assert_eq!(line["sha256"].as_str().unwrap().len(), 64);
}

#[test]
fn a_video_that_is_encrypted_is_said_to_be_and_not_called_damaged() {
    let folder = TempDir::new().unwrap();
    for name in ["locked.mp4", "locked.mkv"] {
        let video = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../crates/hashing/tests/videos")
            .join(name);
        let line = printed(
            folder.path(),
            &["hash", "--format", "json", video.to_str().unwrap()],
        );
        let line: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(line["warnings"], serde_json::json!(["encrypted-video"]), "{name}");
        assert_eq!(line["vpdq"], serde_json::json!([]), "{name}");
        assert_eq!(line["sha256"].as_str().unwrap().len(), 64, "{name}");
    }
}

#[test]
fn a_number_that_no_case_has_is_one_line_from_argument_and_standard_input() {
    let folder = TempDir::new().unwrap();
    printed(folder.path(), &["subscriber", "add", "Platform"]);
    let asked = |number: &str| complaint(folder.path(), &["disclose", number, "--reason", "12 C 345/26"]);
    let said = asked("7K3M");
    assert!(said.contains("this is not a case number"), "{said}");
    let said = asked("0000-0000-0000-0");
    assert!(said.contains("no case has this number"), "{said}");
    // Standard input is empty here.
    let said = asked("-");
    assert!(said.contains("this is not a case number"), "{said}");
    let asked = acts(folder.path(), "disclosed");
    assert_eq!(
        asked,
        [" no-such-case: 12 C 345/26"],
        "only what can be one is tried"
    );
}

/// To what and why such an act was done, of every one in the record.
fn acts(data: &Path, act: &str) -> Vec<String> {
    let record = printed(data, &["audit", "export"]);
    let lines = record
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    lines
        .filter(|line| line["act"] == act)
        .map(|line| format!("{} {}", line["subject"], line["reason"]).replace('"', ""))
        .collect()
}

/// The number of a case in a new data folder.
async fn number_of_a_case(data: &Path) -> String {
    let secret = [7_u8; 32];
    fs::write(data.join("secret.key"), hex::encode(secret)).unwrap();
    let database = data.join("reclaim.db");
    let storage = SqliteStorage::open(&database.to_string_lossy()).await.unwrap();
    storage.migrate().await.unwrap();
    let clock = Arc::new(ManualClock::at(START));
    let entropy = Arc::new(SeededEntropy::new(1));
    let service = Service::new(Arc::new(storage), clock, entropy, Keys::derive(&secret), 2);
    let policy = Policy::initial(Publication::PublishFirst);
    service
        .ensure_list(&ListName::exploitative(), &policy)
        .await
        .unwrap();
    let receipt = service.submit(form(1, 1).parse().unwrap()).await.unwrap();
    receipt.number.to_string()
}

#[tokio::test]
async fn a_case_is_disclosed_only_to_who_says_why_which_is_recorded_without_its_number() {
    let folder = TempDir::new().unwrap();
    let data = folder.path();
    let number = number_of_a_case(data).await;
    let silent = reclaim(data, &["disclose", &number]);
    let said = String::from_utf8(silent.stderr).unwrap();
    assert!(!silent.status.success() && said.contains("--reason"), "{said}");
    assert!(silent.stdout.is_empty(), "nothing of the case is printed");
    let (long, named) = ("x".repeat(1_001), format!("case {}", number.to_lowercase()));
    for (reason, what_to_do) in [
        ("", "1 to 1000 characters in one line"),
        (" \t", "1 to 1000 characters in one line"),
        ("12 C 345/26\nand more", "1 to 1000 characters in one line"),
        (&long, "1 to 1000 characters in one line"),
        (&named, "the case number stands in the reason"),
    ] {
        let output = reclaim(data, &["disclose", &number, "--reason", reason]);
        assert!(!output.status.success() && output.stdout.is_empty(), "{reason:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(said.trim_end().lines().count(), 1, "{said}");
        assert!(
            said.contains(what_to_do) && said.contains("file number"),
            "{said}"
        );
    }
    let before = acts(data, "disclosed");
    assert!(before.is_empty(), "{before:?}");

    let known = printed(data, &["disclose", &number, "--reason", " 12 C 345/26 "]);
    assert!(known.contains("hash:       item 1, "), "{known}");
    assert_eq!(acts(data, "disclosed"), [" printed: 12 C 345/26"]);
    let record = printed(data, &["audit", "export"]);
    assert!(!record.contains(&number), "{record}");
}

#[test]
fn the_secret_key_is_rotated_and_the_old_generation_stays_while_someone_depends_on_it() {
    let folder = TempDir::new().unwrap();
    let data = folder.path();
    printed(
        data,
        &[
            "subscriber",
            "add",
            "Platform",
            "--contact",
            "trust@platform.example",
        ],
    );
    let key_file = data.join("secret.key");
    let first = fs::read_to_string(&key_file).unwrap();
    let keys = printed(data, &["keys"]);
    assert_eq!(
        keys,
        "Generation 1, in use: 0 cases, 0 staff, 1 contacts, 0 seeds of codes, 0 other texts.\n"
    );

    printed(data, &["staff", "add", "robin"]);
    let code = printed(data, &["staff", "code", "robin"]);
    assert!(code.contains("otpauth://totp/Reclaim:robin?secret="), "{code}");
    let said = complaint(data, &["staff", "code", "nobody"]);
    assert!(said.contains("nobody signs in under this name"), "{said}");

    let prepared = printed(data, &["keys", "rotate", "--prepare"]);
    assert!(prepared.contains("Generation 2 is prepared."), "{prepared}");
    let keys = printed(data, &["keys"]);
    assert!(keys.contains("Generation 2, prepared: 0 cases"), "{keys}");
    let said = complaint(data, &["keys", "retire", "1"]);
    assert!(said.contains("generation 1 is in use"), "{said}");

    let rotated = printed(data, &["keys", "rotate"]);
    assert!(
        rotated.contains("Generation 2 is in use. 2 contacts, seeds and other texts were sealed anew."),
        "{rotated}"
    );
    let said = complaint(data, &["keys", "retire", "1"]);
    assert!(said.contains("1 staff"), "{said}");
    let keys = printed(data, &["keys"]);
    assert!(
        keys.contains("Generation 2, in use: 0 cases, 0 staff, 1 contacts, 1 seeds of codes, 0 other texts."),
        "{keys}"
    );
    let after = fs::read_to_string(&key_file).unwrap();
    let digits = first.split_whitespace().nth(1).unwrap();
    assert!(
        after.contains(digits) && after.trim_end().ends_with("current"),
        "the earlier generation is kept"
    );
    let list = printed(data, &["subscriber", "list"]);
    assert!(list.contains("contact: trust@platform.example"), "{list}");
    assert!(printed(data, &["audit", "verify"]).contains("none changed, none missing"));
    let export = printed(data, &["audit", "export"]);
    assert!(
        export.contains("\"act\":\"rotated-keys\",\"subject\":\"generation 2\""),
        "{export}"
    );
}

#[test]
fn a_generation_that_nothing_depends_on_is_retired() {
    let folder = TempDir::new().unwrap();
    let data = folder.path();
    printed(
        data,
        &[
            "subscriber",
            "add",
            "Platform",
            "--contact",
            "trust@platform.example",
        ],
    );
    let first = fs::read_to_string(data.join("secret.key")).unwrap();
    printed(data, &["keys", "rotate", "--prepare"]);
    printed(data, &["keys", "rotate"]);
    assert!(printed(data, &["keys", "retire", "1"]).contains("Generation 1 is gone"));
    let after = fs::read_to_string(data.join("secret.key")).unwrap();
    assert!(!after.contains(first.split_whitespace().nth(1).unwrap()));
    let said = complaint(data, &["keys", "retire", "2"]);
    assert!(said.contains("generation 2 is in use"), "{said}");
    assert!(printed(data, &["subscriber", "list"]).contains("contact: trust@platform.example"));
}

/// Notes that two lines have expired.
const EXPIRED: &str = "UPDATE audit_head SET (gone_position, gone_digest) =
     (SELECT position, digest FROM audit WHERE position = 2)";

/// Ways to tamper with a record of four lines, and what is said of each.
const TAMPERINGS: [(&[&str], &str); 25] = [
    (
        &["UPDATE audit SET reason = 'nothing' WHERE position = 2"],
        "line 2 on: line 2 of the record was changed",
    ),
    (
        &["UPDATE audit SET act = 'added-subscribes' WHERE position = 2"],
        "line 2 on: line 2 of the record was changed",
    ),
    (
        &["UPDATE audit SET act = 'resumed-subscriber' WHERE position = 3"],
        "line 3 on: line 3 of the record was changed",
    ),
    (
        &["UPDATE audit SET actor = 'operatos' WHERE position = 3"],
        "line 3 on: line 3 of the record was changed",
    ),
    (
        &["UPDATE audit SET actor = '0123456789abcdef0123456789abcdef' WHERE position = 4"],
        "line 4 on: line 4 of the record was changed",
    ),
    (
        &["UPDATE audit SET at = at + 1, subject = '' WHERE position = 1"],
        "line 1 on: line 1 of the record was changed",
    ),
    (
        &["UPDATE audit SET reason = CAST(x'ff' AS TEXT) WHERE position = 2"],
        "line 2 on: line 2 of the record was changed",
    ),
    (
        &["UPDATE audit SET act = CAST(x'61ff' AS TEXT) WHERE position = 3"],
        "line 3 on: line 3 of the record was changed",
    ),
    (
        &["DELETE FROM audit WHERE position = 2"],
        "line 2 on: line 2 of the record is missing",
    ),
    (
        &[
            "UPDATE audit SET position = 20 WHERE position = 2",
            "UPDATE audit SET position = 2 WHERE position = 3",
            "UPDATE audit SET position = 3 WHERE position = 20",
        ],
        "line 2 on: line 2 of the record was changed",
    ),
    (
        &[
            "UPDATE audit SET position = position + 100 WHERE position >= 3",
            "INSERT INTO audit SELECT 3, at, actor, act, subject, reason, digest FROM audit WHERE position = 2",
            "UPDATE audit SET position = position - 99 WHERE position > 100",
        ],
        "line 3 on: line 3 of the record was changed",
    ),
    (
        &[
            "INSERT INTO audit SELECT 5, at, actor, act, subject, reason, digest FROM audit WHERE position = 4",
        ],
        "line 5 on: line 5 of the record was changed",
    ),
    (
        &["DELETE FROM audit WHERE position > 2"],
        "line 3 on: the record ends with line 2, and should end with line 4",
    ),
    (
        &[
            EXPIRED,
            "DELETE FROM audit WHERE position <= 2",
            "INSERT INTO audit SELECT 1, at, actor, act, subject, reason, digest FROM audit WHERE position = 3",
        ],
        "line 1 on: line 1 stands before the record, which begins after line 2: the line was put in, or the noted \
         beginning was moved",
    ),
    (
        &[EXPIRED],
        "line 1 on: line 1 stands before the record, which begins after line 2: the line was put in, or the noted \
         beginning was moved",
    ),
    (
        &[
            "INSERT INTO audit SELECT 0, at, actor, act, subject, reason, digest FROM audit WHERE position = 3",
        ],
        "line 0 on: line 0 stands before the record, which begins after line 0: the line was put in, or the noted \
         beginning was moved",
    ),
    (
        &[
            "INSERT INTO audit SELECT -7, at, actor, act, subject, reason, digest FROM audit WHERE position = 3",
        ],
        "line -7 on: line -7 stands before the record, which begins after line 0: the line was put in, or the noted \
         beginning was moved",
    ),
    (
        &["UPDATE audit_head SET last_position = last_position + 5"],
        "line 4 on: the kept head of the record does not fit its last line, line 4: the head was changed, or the last \
         line was put in or written anew",
    ),
    (
        &["UPDATE audit_head SET last_position = 2"],
        "line 4 on: the kept head of the record does not fit its last line, line 4: the head was changed, or the last \
         line was put in or written anew",
    ),
    (
        &["UPDATE audit_head SET last_digest = zeroblob(32)"],
        "line 4 on: the kept head of the record does not fit its last line, line 4: the head was changed, or the last \
         line was put in or written anew",
    ),
    (
        &["DELETE FROM audit_head"],
        "line 4 on: the kept head of the record does not fit its last line, line 4: the head was changed, or the last \
         line was put in or written anew",
    ),
    (
        &[
            "UPDATE audit SET reason = 'nothing' WHERE position = 2",
            "DELETE FROM audit_head",
        ],
        "line 2 on: line 2 of the record was changed",
    ),
    (
        &["DELETE FROM audit WHERE position = 3", "DELETE FROM audit_head"],
        "line 3 on: line 3 of the record is missing",
    ),
    (
        &[
            "INSERT INTO audit SELECT -7, at, actor, act, subject, reason, digest FROM audit WHERE position = 3",
            "DELETE FROM audit_head",
        ],
        "line -7 on: line -7 stands before the record, which begins after line 0: the line was put in, or the noted \
         beginning was moved",
    ),
    (
        &[
            EXPIRED,
            "DELETE FROM audit WHERE position <= 2",
            "UPDATE audit SET reason = 'nothing' WHERE position = 4",
            "DELETE FROM audit_head",
        ],
        "line 3 on: the kept head of the record is gone or makes no sense, and so is the digest from which line 3, its \
         first one, goes on: that the lines before it expired, and that those from it on are as they were, cannot be \
         checked",
    ),
];

/// Does that to a database whose guards were taken away.
async fn tamper(data: &Path, statements: &[&'static str]) {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(data.join("reclaim.db"));
    let mut connection = sqlx::ConnectOptions::connect(&options).await.unwrap();
    let guards = [
        "DROP TRIGGER audit_is_never_changed",
        "DROP TRIGGER audit_is_never_shortened",
    ];
    for &statement in guards.iter().chain(statements) {
        sqlx::query(statement).execute(&mut connection).await.unwrap();
    }
    sqlx::Connection::close(connection).await.unwrap();
}

/// Another folder with the same database and key.
fn copied(data: &Path) -> TempDir {
    let copy = TempDir::new().unwrap();
    for file in fs::read_dir(data).unwrap() {
        let file = file.unwrap();
        if file.file_type().unwrap().is_file() {
            fs::copy(file.path(), copy.path().join(file.file_name())).unwrap();
        }
    }
    copy
}

#[tokio::test]
async fn a_record_of_acts_that_was_tampered_with_is_noticed_at_the_line() {
    let whole = TempDir::new().unwrap();
    for name in ["One", "Two", "Three", "Four"] {
        printed(whole.path(), &["subscriber", "add", name]);
    }
    assert!(printed(whole.path(), &["audit", "verify"]).starts_with("4 lines, none changed"));
    for (statements, said) in TAMPERINGS {
        let folder = copied(whole.path());
        tamper(folder.path(), statements).await;
        let output = reclaim(folder.path(), &["audit", "verify"]);
        assert!(!output.status.success(), "{statements:?}");
        assert_eq!(
            String::from_utf8(output.stdout).unwrap(),
            format!("TAMPERED from {said}.\n"),
            "{statements:?}"
        );
    }
}

#[tokio::test]
async fn a_record_of_acts_is_printed_as_it_stands_also_where_nothing_writes_such_a_line() {
    let folder = TempDir::new().unwrap();
    for name in ["One", "Two"] {
        printed(folder.path(), &["subscriber", "add", name]);
    }
    let statement = "UPDATE audit SET actor = 'operatos', act = 'nothing' WHERE position = 1";
    tamper(folder.path(), &[statement]).await;
    let record = printed(folder.path(), &["audit", "export"]);
    let lines: Vec<serde_json::Value> = record
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 3, "{record}");
    assert_eq!(lines[0]["actor"], "operatos");
    assert_eq!(lines[0]["act"], "nothing");
    assert_eq!(lines[0]["unreadable"], true);
    assert!(lines[1].get("unreadable").is_none(), "{record}");
}

#[tokio::test]
async fn a_record_whose_end_was_cut_off_is_noticed_with_what_was_noted_elsewhere() {
    let folder = TempDir::new().unwrap();
    for name in ["One", "Two", "Three"] {
        printed(folder.path(), &["subscriber", "add", name]);
    }
    let anchor = printed(folder.path(), &["audit", "anchor"]).trim().to_owned();
    let noted = ["audit", "verify", "--anchor", anchor.as_str()];
    assert!(printed(folder.path(), &noted).contains("none changed, none missing"));
    let database = folder.path().join("reclaim.db");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&database);
    let mut connection = sqlx::ConnectOptions::connect(&options).await.unwrap();
    for statement in [
        "DROP TRIGGER audit_is_never_shortened",
        "DELETE FROM audit WHERE position = (SELECT last_position FROM audit_head)",
        "UPDATE audit_head SET (last_position, last_digest) =
             (SELECT position, digest FROM audit ORDER BY position DESC LIMIT 1)",
    ] {
        sqlx::query(statement).execute(&mut connection).await.unwrap();
    }
    sqlx::Connection::close(connection).await.unwrap();
    let alone = printed(folder.path(), &["audit", "verify"]);
    assert!(
        alone.contains("none changed, none missing"),
        "it covers its traces"
    );
    let output = reclaim(folder.path(), &noted);
    assert!(!output.status.success());
    let said = String::from_utf8(output.stdout).unwrap();
    let line = anchor.split_once(':').unwrap().0;
    assert!(
        said.starts_with(&format!("TAMPERED from line {line} on:")),
        "{said}"
    );
    let nonsense = reclaim(folder.path(), &["audit", "verify", "--anchor", "nonsense"]);
    assert!(!nonsense.status.success());
    let said = String::from_utf8(nonsense.stderr).unwrap();
    assert!(said.contains("reclaim audit anchor"), "{said}");
}

#[test]
fn the_secret_can_come_from_the_environment_and_is_never_printed() {
    let folder = TempDir::new().unwrap();
    let secret = "ab".repeat(32);
    let output = Command::new(env!("CARGO_BIN_EXE_reclaim"))
        .args(["subscriber", "add", "Platform", "--data"])
        .arg(folder.path())
        .env("RECLAIM_SECRET", &secret)
        .output()
        .unwrap();
    assert!(output.status.success());
    assert!(!folder.path().join("secret.key").exists());
    let rotate = Command::new(env!("CARGO_BIN_EXE_reclaim"))
        .args(["keys", "rotate", "--data"])
        .arg(folder.path())
        .env("RECLAIM_SECRET", &secret)
        .output()
        .unwrap();
    assert!(!rotate.status.success());
    let said = String::from_utf8(rotate.stderr).unwrap();
    assert!(
        said.contains("RECLAIM_SECRET") && !said.contains(&secret),
        "{said}"
    );
}
