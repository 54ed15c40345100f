//! `/en/status`: opening a case, and taking it back.

use std::time::Duration;

use crate::site::{Answer, Site, posted};
use axum::http::StatusCode;
use domain::{
    feedback::Verdict,
    id::EntryId,
    list::{ListName, Publication},
    served::Wire,
    staff::Role,
    subscriber::Subscriber,
};
use service::{
    case::CaseKey,
    door::{Errand, LIMITS},
    feedback::Opinion,
    testing::form,
};
use storage::entry::Queue;

/// A case with three photos: its number and PIN, as they go into a form.
async fn case(site: &Site) -> (String, String) {
    let submission = form(1, 3).parse().unwrap();
    let receipt = site.test.service.submit(submission).await.unwrap();
    (receipt.number.to_string(), receipt.pin.to_string())
}

fn fields(number: &str, pin: &str) -> String {
    format!("number={number}&pin={}", pin.replace(' ', "+"))
}

/// Two platforms that follow the list.
async fn platforms(site: &Site) -> [Subscriber; 2] {
    let lists = [ListName::exploitative()];
    let service = &site.test.service;
    let (one, _) = service.add_subscriber("Example Ltd", &lists).await.unwrap();
    let (other, _) = service.add_subscriber("Other Ltd", &lists).await.unwrap();
    [one, other]
}

/// The first of what is listed and was not looked at.
async fn first_entry(site: &Site) -> EntryId {
    let queue = site.test.service.queue(Queue::Unverified, None, 1).await;
    queue.unwrap().rows[0].entry.id
}

async fn say(site: &Site, platform: &Subscriber, entry: EntryId, verdict: Verdict, reason: &str) {
    let opinion = Opinion {
        entry,
        verdict,
        reason: reason.to_owned(),
        matches: 1,
    };
    let list = ListName::exploitative();
    let given = site.test.service.give_feedback(platform, &list, &[opinion]).await;
    assert_eq!(given.unwrap(), 1);
}

/// A page without what differs for every answer: the nonce, the number that was typed, and the padding.
fn text(answer: &Answer, number: &str) -> String {
    let policy = answer.header("content-security-policy");
    let nonce = policy
        .split_once("'nonce-")
        .unwrap()
        .1
        .split_once('\'')
        .unwrap()
        .0;
    let body = answer
        .body
        .replace(nonce, "")
        .replacen(&format!("value=\"{number}\""), "", 1);
    // The padding makes up for what was taken out.
    body.trim_end_matches(['-', ' ', '>']).to_owned()
}

#[tokio::test]
async fn number_and_pin_open_the_case() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let answer = site.post("/en/status", &fields(&number, &pin)).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.body.matches("<li class=\"item\"").count(), 3);
    assert!(answer.body.contains("On its way"), "nothing was numbered yet");
    site.test.sequence_now().await;
    let answer = site.post("/en/status", &fields(&number, &pin)).await;
    assert!(answer.body.contains("On the list"));
    assert!(answer.body.contains("1 January 2026"));
}

#[tokio::test]
async fn what_platforms_found_and_took_down_reaches_the_person_as_counts() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    site.test.sequence_now().await;
    let fields = fields(&number, &pin);
    let before = site.post("/en/status", &fields).await.body;
    for nothing in ["something that matches", "took something down"] {
        assert!(!before.contains(nothing), "{before}");
    }
    let list = ListName::exploitative();
    let service = &site.test.service;
    let entry = first_entry(&site).await;
    for (name, verdict) in [
        ("First Platform", Verdict::Removed),
        ("Second Platform", Verdict::Removed),
        ("Third Platform", Verdict::Matched),
        ("Fourth Platform", Verdict::Disputed),
    ] {
        let (platform, _) = service
            .add_subscriber(name, std::slice::from_ref(&list))
            .await
            .unwrap();
        say(&site, &platform, entry, verdict, "none").await;
    }
    let after = site.post("/en/status", &fields).await.body;
    // Who disputes an entry says nothing about its own pictures.
    assert!(after.contains("3 found something that matches."), "{after}");
    assert!(after.contains("2 took something down."), "{after}");
    assert_eq!(
        after.matches("something that matches").count(),
        1,
        "of that photo alone"
    );
    for name in ["First Platform", "Second Platform", "Third Platform"] {
        assert!(!after.contains(name), "which ones, nobody is told");
    }
}

/// Chromium writes to the disk what a form sent to get the page that is open, unless there is a password in it:
/// `end2end/tests/leaving.hydrate.spec.ts` looks at the disk.
#[tokio::test]
async fn every_form_with_number_and_pin_has_a_password_in_it_that_is_not_sent() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let asked = site.get("/en/status").await.body;
    let refused = site.post("/en/status", &fields("nonsense", &pin)).await.body;
    let opened = site.post("/en/status", &fields(&number, &pin)).await.body;
    let due = format!("{}&when=day", fields(&number, &pin));
    let due = site.post("/en/status/withdraw", &due).await.body;
    for (page, least) in [(asked, 1), (refused, 1), (opened, 4), (due, 4)] {
        let forms: Vec<_> = page.split("<form").skip(1).collect();
        assert!(forms.len() >= least, "{page}");
        for form in forms {
            let form = form.split("</form>").next().unwrap();
            assert!(form.contains("name=\"pin\""), "{form}");
            let (_, password) = form.split_once("<input type=\"password\"").unwrap();
            let password = password.split('>').next().unwrap();
            assert!(password.contains("value=\"-\""), "{password}");
            assert!(password.contains("hidden"), "{password}");
            assert!(!password.contains("name="), "{password}");
        }
    }
}

#[tokio::test]
async fn number_and_pin_are_read_as_people_write_them() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let sloppy = fields(&number.to_lowercase().replace('-', "+"), &pin.replace(' ', ""));
    assert_eq!(site.post("/en/status", &sloppy).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_wrong_pin_an_unknown_number_and_nonsense_get_one_answer() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let wrong_pin = if pin.starts_with('1') {
        "22222222"
    } else {
        "11111111"
    };
    let unknown = "0000-0000-0000-0";
    let mut answers = Vec::new();
    for (number, pin) in [
        (number.as_str(), wrong_pin),
        (unknown, pin.as_str()),
        ("nonsense", "x"),
        ("", ""),
    ] {
        let answer = site.post("/en/status", &fields(number, pin)).await;
        assert_eq!(answer.status, StatusCode::OK, "{number}");
        answers.push(text(&answer, number));
    }
    let first = answers[0].clone();
    assert!(first.contains("role=\"alert\" id=\"refusal\""));
    for field in ["number", "pin"] {
        let described = format!("aria-describedby=\"{field}-hint refusal\" aria-invalid=\"true\"");
        assert!(first.contains(&described), "{field}");
    }
    for other in answers {
        assert_eq!(other, first);
    }
}

#[tokio::test]
async fn the_length_of_an_answer_tells_nothing() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let opened = site.post("/en/status", &fields(&number, &pin)).await;
    let refused = site.post("/en/status", &fields("nonsense", &pin)).await;
    assert_eq!(opened.body.len(), refused.body.len());
    assert_eq!(opened.status, refused.status);
    let headers = |answer: &Answer| -> usize {
        let lengths = answer
            .headers
            .iter()
            .map(|(name, value)| name.as_str().len() + value.len());
        lengths.sum()
    };
    assert_eq!(headers(&opened), headers(&refused));
}

#[tokio::test]
async fn what_is_no_form_is_answered_like_a_wrong_number() {
    let site = Site::start().await;
    let answer = site.post("/en/status", "%%%&&&=").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(
        answer
            .body
            .contains("We cannot open a case with this number and PIN")
    );
}

#[tokio::test]
async fn too_many_wrong_tries_have_to_wait_and_are_told_how_long() {
    let site = Site::start().await;
    let (number, _) = case(&site).await;
    let mut last = site.post("/en/status", &fields(&number, "00000000")).await;
    for _ in 0..30 {
        if last.status == StatusCode::TOO_MANY_REQUESTS {
            break;
        }
        last = site.post("/en/status", &fields(&number, "00000000")).await;
    }
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
    let seconds: u64 = last.header("retry-after").parse().unwrap();
    assert!(seconds > 0);
    assert!(last.body.contains("Please wait a moment"));
    assert!(last.body.contains("too many tries with this number"));
    assert!(!last.body.contains("was not done"), "nothing was asked for");
    assert!(
        !last.body.contains("another network"),
        "whoever else guesses, it is a minute at most"
    );
    assert!(last.body.contains("aria-describedby=\"number-hint refusal\""));
    assert!(
        !last.body.contains("aria-invalid"),
        "nobody looked at what was typed"
    );
    for path in OPENING.into_iter().filter(|path| *path != "/en/status") {
        let order = format!("{}&when=now&item=0", fields(&number, "00000000"));
        let answer = site.post(path, &order).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{path}");
        assert!(answer.body.contains("What you asked for was not done."), "{path}");
    }
}

#[tokio::test]
async fn a_long_wait_is_said_in_minutes() {
    let site = Site::start().await;
    let (number, _) = case(&site).await;
    let visitor = site.test.service.visitor([192, 0, 2, 1].into());
    let guess = async || {
        let mut request = posted("/en/status", &fields(&number, "00000000"), None);
        request.extensions_mut().insert(visitor);
        site.ask(request).await
    };
    let mut last = guess().await;
    while last.status != StatusCode::TOO_MANY_REQUESTS || !last.body.contains("minutes") {
        let wait = last.header("retry-after").parse().unwrap_or(10);
        assert!(wait <= 90, "{wait} seconds");
        site.test.clock.advance(Duration::from_secs(wait));
        last = guess().await;
    }
    let wait: u64 = last.header("retry-after").parse().unwrap();
    let minutes = wait.div_ceil(60);
    assert!(last.body.contains(&format!("Try again in {minutes} minutes.")));
    assert!(last.body.contains("Or use another network, such as mobile data."));
}

#[tokio::test]
async fn a_withdrawal_can_be_taken_back_for_a_day() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let fields = fields(&number, &pin);

    let answer = site
        .post("/en/status/withdraw", &format!("{fields}&when=day"))
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains("/en/status/keep"), "there is a way back");
    assert!(
        answer
            .body
            .contains("Your codes come off the list in about 25 hours (2 January 2026, 13:00 UTC)")
    );
    site.test.clock.advance(Duration::from_secs(24 * 3_600 + 1));
    let later = site.post("/en/status", &fields).await;
    assert!(
        later
            .body
            .contains("in less than one hour (2 January 2026, 13:00 UTC)")
    );

    let answer = site.post("/en/status/keep", &fields).await;
    assert!(answer.body.contains("stay on the list"));
    assert!(!answer.body.contains("/en/status/keep"));
}

#[tokio::test]
async fn a_withdrawal_that_has_taken_effect_is_not_said_to_be_taken_back() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let fields = fields(&number, &pin);
    let some = format!("{fields}&item=0&when=now");
    site.post("/en/status/withdraw/some", &some).await;
    let rest = site.post("/en/status/keep", &fields).await.body;
    assert!(
        rest.contains("Others are taken back already"),
        "two are still there"
    );
    let day = format!("{fields}&item=0&when=day");
    let gone = site.post("/en/status/withdraw/some", &day).await.body;
    assert!(
        gone.contains("What you marked is not on the list and will not be put there"),
        "and no day is left"
    );

    site.post("/en/status/withdraw", &format!("{fields}&when=now"))
        .await;
    let late = site.post("/en/status/keep", &fields).await.body;
    assert!(late.contains("It was too late"));
    let day = format!("{fields}&when=day");
    let again = site.post("/en/status/withdraw", &day).await.body;
    assert!(again.contains("Done. Your codes are not on the list and will not be put there"));
}

#[tokio::test]
async fn what_is_said_of_all_codes_is_true_of_all() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let fields = fields(&number, &pin);
    let one = format!("{fields}&item=1&when=day");
    let page = site.post("/en/status/withdraw/some", &one).await.body;
    assert!(
        page.contains("Some of your codes will be taken back. The time stands with each."),
        "nothing is yet: {page}"
    );
    assert!(!page.contains("Your codes come off the list in"));
    assert_eq!(
        page.matches("Comes off the list in about 25 hours (2 January")
            .count(),
        1
    );

    site.test.clock.advance(Duration::from_secs(2 * 3_600));
    let rest = format!("{fields}&item=0&item=2&when=day");
    let page = site.post("/en/status/withdraw/some", &rest).await.body;
    assert!(
        page.contains("Your codes will be taken back. The time stands with each."),
        "all of them, at different hours: {page}"
    );
    assert!(!page.contains("Some of your codes"), "{page}");
    assert_eq!(page.matches("Comes off the list in about").count(), 3, "{page}");
}

#[tokio::test]
async fn whoever_insists_is_off_the_list_at_once() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let answer = site
        .post(
            "/en/status/withdraw",
            &format!("{}&when=now", fields(&number, &pin)),
        )
        .await;
    assert_eq!(answer.body.matches("badge-stopped\">Taken back").count(), 3);
    assert!(
        !answer.body.contains("/en/status/withdraw"),
        "nothing is left to withdraw"
    );
}

#[tokio::test]
async fn a_case_of_which_nothing_could_be_used_says_so_after_it_was_erased() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let fields = fields(&number, &pin);
    let robin = site.test.staff("robin", Role::Reviewer).await;
    site.test.reject_unverified(&robin).await;
    let before = site.post("/en/status", &fields).await;
    assert_eq!(before.body.matches("badge-stopped\">Not on the list").count(), 3);

    site.test.clock.advance(Duration::from_secs(24 * 3_600));
    site.test.service.expire().await.unwrap();
    let after = site.post("/en/status", &fields).await;
    assert_eq!(after.status, StatusCode::OK);
    assert!(after.body.contains("3 were in this case that we could not use"));
    assert!(after.body.contains("No code is left in this case"));
    assert!(!after.body.contains("You took"), "nothing was taken back");
    assert!(after.body.contains("action=\"/en/status/add\""));
    assert!(!after.body.contains("/en/status/withdraw"));
    assert_eq!(after.body.len(), before.body.len());
}

#[tokio::test]
async fn of_what_nobody_checked_in_time_that_is_said_and_that_it_can_be_added_again() {
    let day = Duration::from_secs(24 * 3_600);
    let site = Site::start().await;
    let list = ListName::adult();
    site.test.ensure_list(&list, Publication::ReviewFirst).await;
    let mut submission = form(1, 2);
    submission.list = list.to_string();
    let receipt = site
        .test
        .service
        .submit(submission.parse().unwrap())
        .await
        .unwrap();
    let (number, pin) = (receipt.number.to_string(), receipt.pin.to_string());
    let fields = fields(&number, &pin);
    let could_not = "could not use";
    let waiting = site.post("/en/status", &fields).await.body;
    assert!(
        waiting.contains("If nobody has checked it after 90 days, we erase it"),
        "how long it can take: {waiting}"
    );

    site.test.clock.advance(day * 91);
    site.test.service.expire().await.unwrap();
    let ended = site.post("/en/status", &fields).await.body;
    assert_eq!(
        ended.matches("badge-stopped\">Not checked in time").count(),
        2,
        "{ended}"
    );
    assert!(ended.contains("Nobody checked this code in 90 days, so it is not on the list."));
    assert!(ended.contains("You can add the same file again."));
    assert!(!ended.contains(could_not), "{ended}");
    assert!(
        !ended.contains("/en/status/withdraw"),
        "nothing is left to withdraw"
    );

    site.test.clock.advance(day);
    assert_eq!(site.test.service.expire().await.unwrap().items, 2);
    let erased = site.post("/en/status", &fields).await.body;
    assert!(
        erased.contains("2 were in this case that nobody checked in time. We have erased them."),
        "{erased}"
    );
    assert!(erased.contains("You can add the same files again."));
    assert!(!erased.contains(could_not), "{erased}");
    assert_eq!(erased.len(), waiting.len());
    let mut again = form(1, 2);
    again.list = list.to_string();
    let key = CaseKey::new(&number, &pin);
    let added = site.test.service.add_to_case(key, again.parse().unwrap()).await;
    assert_eq!(added.unwrap().count, 2, "and so it is");
}

#[tokio::test]
async fn nothing_of_a_case_is_in_an_address_or_a_cookie() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    for path in ["/en/status", "/en/status/withdraw", "/en/status/keep"] {
        let answer = site.post(path, &fields(&number, &pin)).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.header("location"), "");
        assert_eq!(answer.header("set-cookie"), "");
        assert_eq!(answer.header("cache-control"), "no-store");
        let links = answer
            .body
            .split("href=\"")
            .skip(1)
            .map(|rest| rest.split_once('"').unwrap().0);
        let forms = answer
            .body
            .split("action=\"")
            .skip(1)
            .map(|rest| rest.split_once('"').unwrap().0);
        for address in links.chain(forms) {
            assert!(!address.contains(&number), "{address}");
        }
    }
}

#[tokio::test]
async fn a_case_is_never_opened_by_following_a_link() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let answer = site.get(&format!("/en/status?{}", fields(&number, &pin))).await;
    assert_eq!(answer.body.matches("<li class=\"item\"").count(), 0);
    for path in OPENING.into_iter().filter(|path| *path != "/en/status") {
        let answer = site.get(&format!("{path}?{}", fields(&number, &pin))).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        assert_eq!(
            answer.header("location"),
            "/en/status",
            "{path}: to where it can be opened"
        );
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    }
    let spanish = site.get("/es/status/keep").await;
    assert_eq!(spanish.header("location"), "/es/status");
    let untouched = site.post("/en/status", &fields(&number, &pin)).await.body;
    assert!(!untouched.contains("/en/status/keep"), "and nothing was done");
}

#[tokio::test]
async fn what_was_typed_cannot_become_part_of_the_page() {
    let site = Site::start().await;
    let answer = site
        .post(
            "/en/status",
            "number=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E&pin=1",
        )
        .await;
    assert!(!answer.body.contains("<script>alert"), "{}", answer.body);
}

#[tokio::test]
async fn what_is_marked_is_taken_back_and_the_rest_stays() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let fields = fields(&number, &pin);
    let some = |marks: &str, when: &str| format!("{fields}{marks}&when={when}");

    let path = "/en/status/withdraw/some";
    let answer = site.post(path, &some("&item=0&item=2", "now")).await;
    assert_eq!(answer.body.matches("badge-stopped\">Taken back").count(), 2);
    let answer = site.post(path, &some("", "now")).await;
    assert!(answer.body.contains("You marked none"));
    let answer = site.post(path, &some("&item=99&item=nonsense", "day")).await;
    assert_eq!(
        answer.body.matches("badge-stopped\">Taken back").count(),
        2,
        "what is not there changes nothing"
    );
}

/// The hidden field with the state of the case that a page shows.
fn seen(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"seen\" value=\"").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

#[tokio::test]
async fn an_answer_that_is_loaded_again_does_not_give_its_order_again() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let fields = fields(&number, &pin);
    let opened = site.post("/en/status", &fields).await.body;
    let order = format!("{fields}&when=day&seen={}", seen(&opened));
    let due = site.post("/en/status/withdraw", &order).await.body;
    assert!(due.contains("Done. Your codes come off the list after a day"));
    let keep = format!("{fields}&seen={}", seen(&due));
    assert!(
        site.post("/en/status/keep", &keep)
            .await
            .body
            .contains("stay on the list")
    );
    let some = format!("{order}&item=0");
    for (path, order) in [
        ("/en/status/withdraw", &order),
        ("/en/status/withdraw/some", &some),
    ] {
        let again = site.post(path, order).await.body;
        assert!(
            again.contains("Your case has changed since this page was opened, so we did not do this."),
            "{path}"
        );
        assert!(
            again.contains("<p role=\"status\" class=\"notice\">"),
            "{path}: it is not done"
        );
        assert!(!again.contains("/en/status/keep"), "{path}: nothing comes off");
    }
}

#[tokio::test]
async fn an_order_that_is_given_twice_from_one_page_is_said_to_be_done_twice() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let fields = fields(&number, &pin);
    for (path, order, done) in [
        (
            "withdraw/some",
            "&when=day&item=1",
            "Done. What you marked comes off the list after a day.",
        ),
        (
            "withdraw",
            "&when=day",
            "Done. Your codes come off the list after a day.",
        ),
        ("keep", "", "Done. Your codes stay on the list."),
        (
            "withdraw/some",
            "&when=now&item=1",
            "Done. What you marked is not on the list and will not be put there.",
        ),
        (
            "withdraw",
            "&when=now",
            "Done. Your codes are not on the list and will not be put there.",
        ),
    ] {
        let opened = site.post("/en/status", &fields).await.body;
        let order = format!("{fields}&seen={}{order}", seen(&opened));
        for nth in 0..2 {
            let answer = site.post(&format!("/en/status/{path}"), &order).await.body;
            assert!(answer.contains(done), "{path} {nth}: {answer}");
            assert!(
                answer.contains("<p role=\"status\" class=\"done\">"),
                "{path} {nth}"
            );
        }
    }
}

/// What is said only of what is on the list.
const OF_THE_LIST: [&str; 3] = ["off the list", "stay on the list", "Keep them on the list"];

/// A case on a list that a person looks at first.
#[tokio::test]
async fn where_a_person_checks_every_code_first_nothing_is_said_to_be_on_the_list() {
    let site = Site::start().await;
    let list = ListName::adult();
    site.test.ensure_list(&list, Publication::ReviewFirst).await;
    let mut submission = form(1, 2);
    submission.list = list.to_string();
    let receipt = site
        .test
        .service
        .submit(submission.parse().unwrap())
        .await
        .unwrap();
    let fields = fields(&receipt.number.to_string(), &receipt.pin.to_string());
    site.test.sequence_now().await;
    let in_a_day = "Done. After a day the codes are taken back. Then they will not be put on the list, and we delete them.";
    for (path, order, said) in [
        (
            "",
            "",
            [
                "Your codes are taken back after one day. Then they will not be put on the list, and we delete them.",
                "They will not be put on the list, and we delete them. This cannot be undone.",
            ],
        ),
        (
            "/withdraw",
            "&when=day",
            [in_a_day, "Your codes will be taken back in about"],
        ),
        (
            "/keep",
            "",
            ["Done. We go on with your codes.", "Take them back after a day"],
        ),
        (
            "/withdraw/some",
            "&when=day&item=0",
            [
                in_a_day,
                "13:00 UTC). Then it will not be put on the list, and we delete it.",
            ],
        ),
        (
            "/withdraw/some",
            "&when=now&item=0",
            [
                "Done. What you marked is not on the list and will not be put there.",
                "It is not on the list because you took it back.",
            ],
        ),
        (
            "/withdraw",
            "&when=now",
            [
                "Done. Your codes are not on the list and will not be put there.",
                "It is not on the list because you took it back.",
            ],
        ),
    ] {
        let answer = site
            .post(&format!("/en/status{path}"), &format!("{fields}{order}"))
            .await
            .body;
        for text in said {
            assert!(answer.contains(text), "{path}{order}: {text}: {answer}");
        }
        for text in OF_THE_LIST {
            assert!(!answer.contains(text), "{path}{order}: {text}: {answer}");
        }
    }
}

#[tokio::test]
async fn of_a_case_that_is_listed_in_part_only_what_is_true_of_all_is_said_of_all() {
    let site = Site::start().await;
    let mut submission = form(1, 2);
    // A person has to look at what shows little.
    submission.items[1].quality = Some(10);
    let receipt = site
        .test
        .service
        .submit(submission.parse().unwrap())
        .await
        .unwrap();
    let fields = fields(&receipt.number.to_string(), &receipt.pin.to_string());
    site.test.sequence_now().await;
    let opened = site.post("/en/status", &fields).await.body;
    for text in [
        "Those on the list come off it. The others will not be put there.",
        "Those on the list come off it at once. The others will not be put there.",
    ] {
        assert!(opened.contains(text), "{text}: {opened}");
    }
    let due = site
        .post("/en/status/withdraw", &format!("{fields}&when=day"))
        .await
        .body;
    assert!(
        due.contains("Done. The codes are taken back after a day."),
        "{due}"
    );
    assert!(due.contains("Your codes will be taken back in about"), "{due}");
    assert!(due.contains("Keep my codes"), "{due}");
    assert_eq!(due.matches("Comes off the list in about").count(), 1, "{due}");
    assert_eq!(
        due.matches("Then it will not be put on the list, and we delete it.")
            .count(),
        1,
        "{due}"
    );
    let kept = site.post("/en/status/keep", &fields).await.body;
    assert!(kept.contains("Done. We go on with your codes."), "{kept}");
    let one = format!("{fields}&when=day&item=0");
    let listed = site.post("/en/status/withdraw/some", &one).await.body;
    assert!(
        listed.contains("Done. What you marked comes off the list after a day."),
        "{listed}"
    );
}

#[tokio::test]
async fn an_order_that_the_database_broke_off_is_not_said_to_have_changed_nothing() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let order = format!("{}&when=now", fields(&number, &pin));
    // Nobody else can write meanwhile, and waits in vain.
    let writing = site.test.storage.begin().await.unwrap();
    let answer = site.post("/en/status/withdraw", &order).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.body.contains("We cannot say if it was done"));
    assert!(!answer.body.contains("Nothing was changed"));
    let main = answer.body.split_once("<main").unwrap().1;
    let first = main.split_once("href=\"").unwrap().1;
    assert!(first.starts_with("/en/status\""), "and where to see it");
    drop(writing);
}

#[tokio::test]
async fn what_was_fetched_is_denied_only_as_long_as_that_is_known() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let fields = fields(&number, &pin);
    site.test.sequence_now().await;
    let denied = async || {
        let opened = site.post("/en/status", &fields).await.body;
        opened.contains("No app or site has fetched it yet")
    };
    assert!(denied().await);
    site.test.clock.advance(service::expire::SERVED);
    assert!(!denied().await);
}

#[tokio::test]
async fn a_platform_that_has_a_different_picture_is_not_said_to_have_found_one() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let fields = fields(&number, &pin);
    site.test.sequence_now().await;
    let [platform, _] = platforms(&site).await;
    let entry = first_entry(&site).await;
    for (reason, found) in [
        ("lawful-content", true),
        ("different-content", false),
        ("cannot-be-removed", true),
    ] {
        say(&site, &platform, entry, Verdict::Kept, reason).await;
        let page = site.post("/en/status", &fields).await.body;
        assert!(page.contains("On the list since"), "{reason}");
        let said = page.contains("One found something that matches.");
        assert_eq!(said, found, "{reason}");
    }
}

#[tokio::test]
async fn what_platforms_dispute_is_said_to_be_on_hold() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let fields = fields(&number, &pin);
    site.test.sequence_now().await;
    let entry = first_entry(&site).await;
    let page = site.post("/en/status", &fields).await.body;
    assert!(!page.contains("On hold"), "nobody has disputed anything");
    for platform in &platforms(&site).await {
        say(&site, platform, entry, Verdict::Disputed, "public-content").await;
    }
    site.test.sequence_now().await;
    let page = site.post("/en/status", &fields).await.body;
    assert_eq!(page.matches("badge-waiting\">On hold").count(), 1, "{page}");
    assert_eq!(page.matches("On the list since").count(), 2, "the others stay");
    assert!(page.contains("There is a question about this code. A person looks into it."));
    assert!(page.contains("/en/status/withdraw"), "and it can be taken back");
}

#[tokio::test]
async fn how_many_platforms_have_fetched_it_and_when_last_is_said() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let fields = fields(&number, &pin);
    site.test.sequence_now().await;
    let list = ListName::exploitative();
    for (platform, said) in platforms(&site).await.iter().zip([
        "One app or site has fetched it, last on 3 January 2026.",
        "2 apps and sites have fetched it, last on 5 January 2026.",
    ]) {
        site.test.clock.advance(Duration::from_secs(2 * 24 * 3_600));
        site.test
            .service
            .note_served(platform, Wire::Native, &list, 1, 3, 3);
        site.test.service.write_served().await.unwrap();
        let page = site.post("/en/status", &fields).await.body;
        assert_eq!(page.matches(said).count(), 3, "{said}");
        assert!(!page.contains("No app or site has fetched it yet"), "{said}");
    }
}

#[tokio::test]
async fn who_has_fetched_it_is_said_also_once_it_is_off_the_list() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let fields = fields(&number, &pin);
    let unseen = site.post("/en/status", &fields).await.body;
    assert!(!unseen.contains("has fetched it"), "nothing was on the list yet");
    site.test.sequence_now().await;
    let entry = first_entry(&site).await;
    let list = ListName::exploitative();
    let disputing = platforms(&site).await;
    site.test
        .service
        .note_served(&disputing[0], Wire::Native, &list, 1, 3, 3);
    site.test.service.write_served().await.unwrap();
    let listed = site.post("/en/status", &fields).await.body;
    site.test.clock.advance(Duration::from_secs(24 * 3_600));
    for platform in &disputing {
        say(&site, platform, entry, Verdict::Disputed, "public-content").await;
    }
    site.test.sequence_now().await;
    let said = "One app or site has fetched it, last on 1 January 2026.";
    let held = site.post("/en/status", &fields).await.body;
    assert_eq!(held.matches("badge-waiting\">On hold").count(), 1, "{held}");
    assert_eq!(held.matches(said).count(), 3, "{held}");
    let back = site
        .post("/en/status/withdraw", &format!("{fields}&when=now"))
        .await
        .body;
    assert_eq!(back.matches("badge-stopped\">Taken back").count(), 3, "{back}");
    assert_eq!(back.matches(said).count(), 3, "before the removal has its number");
    site.test.sequence_now().await;
    let back = site.post("/en/status", &fields).await.body;
    assert_eq!(back.matches(said).count(), 3, "and after: {back}");
    assert_eq!(back.len(), listed.len());
}

#[tokio::test]
async fn what_nobody_fetched_before_it_left_the_list_is_said_to_have_been_fetched_by_nobody() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let fields = fields(&number, &pin);
    site.test.sequence_now().await;
    let robin = site.test.staff("robin", Role::Reviewer).await;
    site.test.reject_unverified(&robin).await;
    site.test.sequence_now().await;
    let [platform, _] = platforms(&site).await;
    site.test.clock.advance(Duration::from_secs(3_600));
    let list = ListName::exploitative();
    site.test
        .service
        .note_served(&platform, Wire::Native, &list, 1, 6, 6);
    site.test.service.write_served().await.unwrap();
    let page = site.post("/en/status", &fields).await.body;
    assert_eq!(
        page.matches("badge-stopped\">Not on the list").count(),
        3,
        "{page}"
    );
    assert_eq!(
        page.matches("No app or site has fetched it.").count(),
        3,
        "they were served removals without hashes: {page}"
    );
}

#[tokio::test]
async fn how_many_of_a_case_were_erased_is_said() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let fields = fields(&number, &pin);
    let opened = site.post("/en/status", &fields).await.body;
    assert!(!opened.contains("more were in this case") && !opened.contains("One more was in this case"));
    site.test.sequence_now().await;
    let one = format!("{fields}&item=0&when=now");
    site.post("/en/status/withdraw/some", &one).await;
    site.test.sequence_now().await;
    site.test.clock.advance(Duration::from_secs(48 * 3_600));
    assert_eq!(site.test.service.expire().await.unwrap().items, 1);
    let opened = site.post("/en/status", &fields).await.body;
    assert_eq!(opened.matches("<li class=\"item\"").count(), 2);
    assert!(opened.contains("One more was in this case. You took it back."));
}

#[tokio::test]
async fn what_is_added_is_not_called_like_the_last_photo_that_was_erased() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let fields = fields(&number, &pin);
    site.test.sequence_now().await;
    let last = format!("{fields}&item=2&when=now");
    site.post("/en/status/withdraw/some", &last).await;
    site.test.sequence_now().await;
    site.test.clock.advance(Duration::from_secs(48 * 3_600));
    assert_eq!(site.test.service.expire().await.unwrap().items, 1);
    let (key, more) = (CaseKey::new(&number, &pin), form(2, 1));
    let added = site.test.service.add_to_case(key, more.parse().unwrap()).await;
    assert_eq!(added.unwrap().positions, [3]);
    let opened = site.post("/en/status", &fields).await.body;
    assert!(
        opened.contains("Photo 4") && !opened.contains("Photo 3"),
        "{opened}"
    );
}

#[tokio::test]
async fn what_was_taken_back_is_counted_whichever_it_was_and_whatever_was_declined() {
    let site = Site::start().await;
    let receipt = site
        .test
        .service
        .submit(form(1, 4).parse().unwrap())
        .await
        .unwrap();
    let (number, pin) = (receipt.number.to_string(), receipt.pin.to_string());
    let fields = fields(&number, &pin);
    site.test.sequence_now().await;
    // The first and the last are taken back, and what is between them is declined.
    let ends = format!("{fields}&item=0&item=3&when=now");
    site.post("/en/status/withdraw/some", &ends).await;
    let robin = site.test.staff("robin", Role::Reviewer).await;
    site.test.reject_unverified(&robin).await;
    site.test.sequence_now().await;
    let more = form(2, 1);
    let key = CaseKey::new(&number, &pin);
    site.test
        .service
        .add_to_case(key, more.parse().unwrap())
        .await
        .unwrap();
    site.test.sequence_now().await;
    site.test.clock.advance(Duration::from_secs(48 * 3_600));
    assert_eq!(site.test.service.expire().await.unwrap().items, 4);
    let opened = site.post("/en/status", &fields).await.body;
    assert_eq!(opened.matches("<li class=\"item\"").count(), 1);
    assert!(
        opened.contains("2 more were in this case. You took them back."),
        "{opened}"
    );
    assert!(
        opened.contains("2 were in this case that we could not use."),
        "{opened}"
    );
}

#[tokio::test]
async fn more_is_chosen_for_an_open_case_and_added_to_it() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let page = site.post("/en/status/add", &fields(&number, &pin)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("<leptos-island"), "the picker");
    let what_for = page.body.split_once("id=\"picker-for\"").unwrap().1;
    let (tag, what_for) = what_for.split_once('>').unwrap();
    assert!(
        tag.contains("scripted"),
        "only where something can be added: {tag}"
    );
    let what_for = what_for.split_once("</p>").unwrap().0;
    assert!(what_for.contains("If you choose some, they are added to your case."));
    assert!(
        page.body
            .contains("&quot;picker-photo&quot;:&quot;New photo {n}&quot;"),
        "which numbers the case will give is not known before it is sent"
    );
    let refused = site.post("/en/status/add", &fields(&number, "00000000")).await;
    assert!(refused.body.contains("id=\"refusal\""));
    assert_eq!(refused.status, page.status, "as little as the status");
    assert_eq!(page.body.len(), refused.body.len(), "the length tells nothing");
}

#[tokio::test]
async fn a_full_case_is_as_long_as_none_in_every_language() {
    let site = Site::start().await;
    let submission = form(1, 100).parse().unwrap();
    let receipt = site.test.service.submit(submission).await.unwrap();
    let fields = fields(&receipt.number.to_string(), &receipt.pin.to_string());
    site.test.sequence_now().await;
    let opened = site.post("/en/status", &fields).await.body;
    assert!(opened.contains("This case is full") && !opened.contains("/en/status/add"));
    let home = site.get("/en").await.body;
    let tags = home
        .split("hreflang=\"")
        .skip(1)
        .map(|rest| rest.split_once('"').unwrap().0);
    for tag in tags {
        let full = site.post(&format!("/{tag}/status"), &fields).await;
        assert_eq!(full.status, StatusCode::OK, "{tag}");
        let none = site.post(&format!("/{tag}/status"), "number=x&pin=1").await;
        assert_eq!(full.body.len(), none.body.len(), "{tag}");
    }
}

/// Every address to which number and PIN are posted.
const OPENING: [&str; 5] = [
    "/en/status",
    "/en/status/withdraw",
    "/en/status/withdraw/some",
    "/en/status/add",
    "/en/status/keep",
];

#[tokio::test]
async fn whoever_opens_too_often_is_told_to_wait_wherever_number_and_pin_are_posted() {
    for path in OPENING {
        let site = Site::start().await;
        let (number, pin) = case(&site).await;
        let fields = format!("{}&when=day&item=0", fields(&number, &pin));
        let limit = LIMITS.iter().find(|limit| limit.errand == Errand::OpenCase);
        for nth in 0..limit.unwrap().burst {
            let answer = site.post(path, &fields).await;
            assert_eq!(answer.status, StatusCode::OK, "{path} {nth}");
        }
        let answer = site.post(path, &fields).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{path}");
        assert!(answer.header("retry-after").parse::<u64>().unwrap() > 0);
        assert!(answer.body.contains("Please wait a moment"), "{path}");
        assert!(
            answer.body.contains("That need not be you"),
            "{path}: nobody tried this number"
        );
        assert_eq!(
            answer.body.contains("was not done"),
            path != "/en/status",
            "{path}: what was ordered has to be ordered again"
        );
        assert!(
            !answer.body.contains("aria-invalid"),
            "{path}: number and PIN may be right"
        );
    }
}
