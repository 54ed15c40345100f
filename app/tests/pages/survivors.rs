//! What every survivor's page promises.

use crate::site::Site;
use axum::http::StatusCode;
use domain::{
    list::{ListName, Publication},
    proposal::Verdict,
    screening::Treatments,
    staff::Role,
};
use service::{policy::PolicyChange, propose::Terms};

const PAGES: [&str; 29] = [
    "/en",
    "/en/start",
    "/en/start/who",
    "/en/start/helping",
    "/en/start/threat",
    "/en/start/threat/now",
    "/en/start/age",
    "/en/start/device",
    "/en/start/where",
    "/en/start/where/site",
    "/en/start/where/chat",
    "/en/start/where/search",
    "/en/start/adult",
    "/en/start/adult/no-file",
    "/en/start/no-file",
    "/en/choose",
    "/en/status",
    "/en/help",
    "/en/help/us",
    "/en/help/gb",
    "/en/how-it-works",
    "/en/platforms",
    "/en/check",
    "/en/letter",
    "/en/letter/us",
    "/en/letter/eu",
    "/en/letter/gb",
    "/en/letter/other",
    "/en/no-such-page",
];

#[tokio::test]
async fn the_address_alone_leads_to_the_first_page() {
    let answer = Site::start().await.get("/").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header("location"), "/en");
}

/// A PIN is two groups of digits: written from right to left they would change places, and open nothing.
#[tokio::test]
async fn number_and_pin_keep_their_order_where_pages_are_written_from_right_to_left() {
    let site = Site::start().await;
    let receipt = site.get("/ar/choose").await.body;
    for secret in ["case-number", "case-pin"] {
        let shown = format!("id=\"{secret}\" dir=\"ltr\"");
        assert!(receipt.contains(&shown), "{secret}");
    }
    let question = site.get("/ar/status").await.body;
    for field in ["number", "pin"] {
        let start = question.find(&format!("<input id=\"{field}\"")).unwrap();
        let input = question[start..].split('>').next().unwrap();
        assert!(input.contains("dir=\"ltr\""), "{input}");
    }
    let example = "\u{2066}7K3M-9QXZ-04TD-8\u{2069}";
    assert!(question.contains(example), "{question}");
    let help = site.get("/ar/help/us").await.body;
    assert!(help.contains("\u{2066}1-800-843-5678\u{2069}"), "{help}");
    assert!(help.contains("<bdi>988 Lifeline"), "{help}");
    assert!(help.contains("\u{2068}988 Lifeline\u{2069}"), "{help}");
}

#[tokio::test]
async fn every_page_leads_to_itself_in_every_language() {
    let site = Site::start().await;
    for page in PAGES.iter().filter(|page| !page.contains("no-such")) {
        let body = site.get(page).await.body;
        for (tag, direction) in [("en", "ltr"), ("en-XA", "ltr"), ("ar-XB", "rtl")] {
            let address = page.replacen("/en", &format!("/{tag}"), 1);
            assert!(
                body.contains(&format!("href=\"{address}\" hreflang=\"{tag}\"")),
                "{page}: {tag}"
            );
            let other = site.get(&address).await;
            assert_eq!(other.status, StatusCode::OK, "{address}");
            let start = format!("<html lang=\"{tag}\" dir=\"{direction}\">");
            assert!(other.body.contains(&start), "{address}");
        }
    }
}

#[tokio::test]
async fn a_language_that_is_written_differently_leads_to_ours() {
    let site = Site::start().await;
    for (path, leads_to) in [
        ("/EN/help", "/en/help"),
        ("/en-GB", "/en"),
        ("/en_us/start/age", "/en/start/age"),
    ] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        assert_eq!(answer.header("location"), leads_to);
    }
}

#[tokio::test]
async fn a_slash_at_the_end_leads_to_the_page_without_it() {
    let site = Site::start().await;
    for (path, leads_to) in [
        ("/ar/", "/ar"),
        ("/en/help/", "/en/help"),
        ("/en-XA/start/age//", "/en-XA/start/age"),
        ("/EN/help/us/", "/en/help/us"),
    ] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        assert_eq!(answer.header("location"), leads_to);
    }
    assert_eq!(site.get("/en/nothing").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_language_that_we_lack_is_answered_with_those_that_we_have() {
    let site = Site::start().await;
    let answer = site.get("/tlh/help").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.body.contains("We do not have this language yet"));
    assert!(
        answer.body.contains("href=\"/en/help\""),
        "the same page, in English"
    );
}

#[tokio::test]
async fn every_page_names_the_only_scripts_that_may_run_and_is_not_kept() {
    let site = Site::start().await;
    for page in PAGES {
        let answer = site.get(page).await;
        let policy = answer.header("content-security-policy");
        let nonce = policy
            .split_once("'nonce-")
            .unwrap()
            .1
            .split_once('\'')
            .unwrap()
            .0;
        assert!(policy.starts_with("default-src 'none'; "), "{page}: {policy}");
        assert!(!policy.contains("unsafe-inline"), "{page}: {policy}");
        let scripts = answer.body.matches("<script").count();
        assert!(scripts > 0, "{page} has no way out");
        assert_eq!(
            answer.body.matches(&format!("nonce=\"{nonce}\"")).count(),
            scripts,
            "{page}"
        );
        assert_eq!(answer.header("cache-control"), "no-store", "{page}");
        assert_ne!(
            site.get(page).await.header("content-security-policy"),
            policy,
            "a nonce is used once"
        );
    }
}

#[tokio::test]
async fn no_page_sets_a_cookie_or_has_anything_inline() {
    let site = Site::start().await;
    for page in PAGES {
        let answer = site.get(page).await;
        assert_eq!(answer.header("set-cookie"), "", "{page}");
        for inline in [" style=\"", "<style", " onclick", "javascript:"] {
            assert!(!answer.body.contains(inline), "{page}: {inline}");
        }
        assert!(
            answer.body.contains("></script>"),
            "{page}: every script is a file"
        );
    }
}

#[tokio::test]
async fn every_page_has_a_way_out_that_needs_no_script() {
    let site = Site::start().await;
    for page in PAGES {
        let answer = site.get(page).await;
        assert!(
            answer
                .body
                .contains(r#"<a href="https://exit.example/" rel="noreferrer nofollow""#),
            "{page}"
        );
        assert!(
            answer.body.contains(r#"<a href="/en/help">"#),
            "{page} leads to people who can help"
        );
        assert!(answer.body.contains(r#"<html lang="en" dir="ltr">"#), "{page}");
    }
}

#[tokio::test]
async fn links_within_the_site_lead_somewhere() {
    let site = Site::start_with(true).await;
    for page in PAGES {
        let body = site.get(page).await.body;
        let links = body
            .split("href=\"/")
            .skip(1)
            .map(|rest| rest.split_once('"').unwrap().0);
        for link in links.filter(|link| !link.starts_with("assets/")) {
            let answer = site.get(&format!("/{link}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{page} links to /{link}");
        }
    }
}

#[tokio::test]
async fn only_the_page_with_the_picker_loads_the_islands() {
    let site = Site::start().await;
    for page in PAGES {
        let body = site.get(page).await.body;
        assert_eq!(
            body.contains("/assets/test/islands.js"),
            page == "/en/choose",
            "{page}"
        );
        assert_eq!(body.contains("<leptos-island"), page == "/en/choose", "{page}");
    }
}

#[tokio::test]
async fn without_scripts_the_picker_says_so_and_shows_other_doors() {
    let body = Site::start().await.get("/en/choose").await.body;
    let unable = between(&body, "id=\"unable\"", "<leptos-island");
    assert!(!unable.split_once('>').unwrap().0.contains("hidden"), "{unable}");
    let without = between(unable, "<noscript>", "</noscript>");
    assert!(without.contains("needs JavaScript"), "{without}");
    assert!(unable.contains("class=\"door\""), "{unable}");
    let door = "https://report.cybertip.org/";
    assert_eq!(body.matches(door).count(), 1, "each once: {body}");
}

#[tokio::test]
async fn drawings_have_a_size_without_the_styles_too() {
    let site = Site::start().await;
    for (page, at_least) in [
        ("/en", 2),
        ("/en/start", 1),
        ("/en/start/who", 4),
        ("/en/choose", 2),
    ] {
        let body = site.get(page).await.body;
        let drawings: Vec<_> = body.split("<svg").skip(1).collect();
        assert!(drawings.len() >= at_least, "{page}: {}", drawings.len());
        for drawing in drawings {
            let tag = drawing.split_once('>').unwrap().0;
            assert!(
                tag.contains(" width=") && tag.contains(" height="),
                "{page}: as wide as the page: {tag}"
            );
        }
    }
}

/// The part of a page between two marks.
fn between<'a>(body: &'a str, start: &str, end: &str) -> &'a str {
    let rest = body.split_once(start).unwrap().1;
    rest.split_once(end).unwrap().0
}

#[tokio::test]
async fn without_scripts_that_is_said_before_the_questions() {
    let body = Site::start().await.get("/en/start").await.body;
    let without = between(&body, "<noscript>", "</noscript>");
    assert!(without.contains("your browser has to run scripts"), "{without}");
}

#[tokio::test]
async fn where_nothing_can_be_hashed_adults_find_those_who_help_adults() {
    let site = Site::start_with(true).await;
    let (take_it_down, young, adults) = (
        "takeitdown.ncmec.org",
        "https://report.cybertip.org/",
        "tel:03456000459",
    );
    for (page, has, lacks, leads_to) in [
        ("/en/choose", young, adults, "/en/start/no-file"),
        ("/en/choose/adult", adults, young, "/en/start/adult/no-file"),
    ] {
        let body = site.get(page).await.body;
        let part = between(&body, "id=\"unable\"", "<leptos-island");
        assert!(part.contains(has), "{page}: {part}");
        assert!(!part.contains(lacks), "{page}: {part}");
        assert!(!part.contains(take_it_down), "{page}: it needs the file");
        assert!(part.contains(&format!("href=\"{leads_to}\"")), "{page}: {part}");
        assert_eq!(
            body.matches("<h2>People who can help").count(),
            1,
            "{page}: {body}"
        );
    }
}

#[tokio::test]
async fn what_it_cannot_do_is_said_where_files_are_chosen() {
    let site = Site::start_with(true).await;
    for page in ["/en/choose", "/en/choose/adult"] {
        let body = site.get(page).await.body;
        let limits = between(&body, "id=\"picker-limits\"", "</details>");
        assert_eq!(limits.matches("<li>").count(), 5, "{page}: {limits}");
        assert!(limits.contains("What it cannot do"), "{page}: {limits}");
    }
}

#[tokio::test]
async fn a_young_person_without_the_file_finds_people_who_need_none() {
    let body = Site::start().await.get("/en/start/no-file").await.body;
    for door in [
        "https://report.cybertip.org/",
        "tel:18666589022",
        "https://www.childline.org.uk/info-advice/bullying-abuse-safety/online-mobile-safety/report-remove/",
        "https://www.ceop.police.uk/Safety-Centre/",
        "https://www.inhope.org/what-we-do/how-to-report",
    ] {
        assert!(body.contains(&format!("href=\"{door}\"")), "{door}");
    }
    assert!(
        !body.contains("https://takeitdown.ncmec.org/"),
        "it needs the file"
    );
    let people = between(&body, "People who report it for you", "</section>");
    assert!(!people.contains("support.google.com"), "a form is no person");
    assert!(body.contains("Ask the search engines"));
    assert!(body.contains("Where these facts come from"));
}

#[tokio::test]
async fn search_engines_may_show_where_to_find_help_and_nothing_else() {
    let site = Site::start().await;
    for open in [
        "/en",
        "/de/help",
        "/en/help/us",
        "/en/platforms",
        "/en/how-it-works",
    ] {
        assert_eq!(site.get(open).await.header("x-robots-tag"), "all", "{open}");
    }
    for closed in [
        "/en/start",
        "/en/choose",
        "/en/status",
        "/en/letter/us",
        "/platform/join",
    ] {
        assert_eq!(site.get(closed).await.header("x-robots-tag"), "", "{closed}");
    }
}

#[tokio::test]
async fn adults_are_served_only_where_the_operator_says_so() {
    let elsewhere = Site::start().await;
    assert_eq!(
        elsewhere.get("/en/choose/adult").await.status,
        StatusCode::NOT_FOUND
    );
    assert!(
        !elsewhere
            .get("/en/start/adult")
            .await
            .body
            .contains("/en/start/adult/where")
    );
    assert!(
        elsewhere
            .get("/en/start/adult")
            .await
            .body
            .contains("https://stopncii.org/")
    );

    let here = Site::start_with(true).await;
    assert!(
        here.get("/en/start/adult")
            .await
            .body
            .contains("/en/start/adult/where")
    );
    let picker = here.get("/en/choose/adult").await;
    assert_eq!(picker.status, StatusCode::OK);
    assert!(
        picker.body.contains("&quot;list&quot;:&quot;adult&quot;"),
        "hashes go to the adults' list"
    );
    let young = elsewhere.get("/en/choose").await.body;
    assert!(young.contains("This is for pictures from before you turned 18. Were you older in it?"));
    assert!(
        young.contains("href=\"/en/start/adult\""),
        "and where to turn then"
    );
    assert!(
        picker
            .body
            .contains("This is for pictures from when you were 18 or older. Were you younger in it?")
    );
    assert!(picker.body.contains("href=\"/en/choose\""));
    for (site, why) in [
        (&here, "go on a list of their own"),
        (&elsewhere, "other people help"),
    ] {
        assert!(site.get("/en/start/age").await.body.contains(why), "{why}");
    }
    for (site, both) in [
        (&here, "Their codes go on another list."),
        (&elsewhere, "Then you can use this site for those."),
    ] {
        let asked = site.get("/en/start/adult").await.body;
        assert!(asked.contains(both), "{both}");
        let of_both =
            asked.matches("go on another list").count() + asked.matches("use this site for those").count();
        assert_eq!(of_both, 1, "what is true there and nothing else: {both}");
    }
    let adults = "Were you 18 or older in it?";
    assert!(here.get("/en").await.body.contains(adults));
    assert!(!elsewhere.get("/en").await.body.contains(adults));
    let platforms = here.get("/en/platforms").await.body;
    assert_eq!(platforms.matches("None yet.").count(), 2, "of either list");
}

#[tokio::test]
async fn nothing_is_promised_that_only_those_who_take_part_can_do() {
    let site = Site::start().await;
    for (page, said) in [
        // Who takes part may look at what they find.
        ("/en", "You do not have to show it to anyone for that."),
        (
            "/en/start/where",
            "Apps and sites that take part can then find a copy",
        ),
        (
            "/en/start/where/chat",
            "apps and sites that take part can find it there",
        ),
        ("/en/choose", "Apps and sites that take part can fetch the list"),
    ] {
        assert!(site.get(page).await.body.contains(said), "{page}: {said}");
    }
}

#[tokio::test]
async fn whoever_paid_or_sent_more_is_not_blamed_for_it() {
    let body = Site::start().await.get("/en/start/threat/now").await.body;
    assert!(
        body.contains("If you already did, it is not your fault."),
        "{body}"
    );
}

#[tokio::test]
async fn adults_are_asked_where_it_is_and_each_answer_leads_on_to_their_list() {
    let site = Site::start_with(true).await;
    let asked = site.get("/en/start/adult/where").await;
    assert_eq!(asked.status, StatusCode::OK);
    assert!(asked.body.contains("Where is it now, as far as you know?"));
    assert!(asked.body.contains("href=\"/en/start/adult\""), "the way back");
    assert!(
        asked
            .body
            .contains("href=\"/en/choose/adult\" class=\"skip-question\"")
    );
    let (form, search) = (
        "https://www.facebook.com/safety/notwithoutmyconsent",
        "https://support.google.com/websearch/answer/6302812",
    );
    for (place, doors) in [
        ("site", &[form, "/en/letter", "/en/platforms"][..]),
        ("chat", &[]),
        ("search", &[search]),
    ] {
        let address = format!("/en/start/adult/where/{place}");
        assert!(asked.body.contains(&format!("href=\"{address}\"")), "{place}");
        let answered = site.get(&address).await.body;
        for door in doors.iter().chain(&["/en/choose/adult", "/en/start/adult/where"]) {
            assert!(answered.contains(&format!("href=\"{door}\"")), "{place}: {door}");
        }
        assert!(
            !answered.contains("href=\"/en/choose\""),
            "{place}: the list for minors"
        );
    }
    let young = site.get("/en/start/where/site").await.body;
    assert!(!young.contains(form), "it is for adults");
    assert!(
        site.get("/en/choose/adult")
            .await
            .body
            .contains("href=\"/en/start/adult/where\"")
    );

    let elsewhere = Site::start().await;
    for place in ["", "/site", "/chat", "/search"] {
        let asked = elsewhere.get(&format!("/en/start/adult/where{place}")).await;
        assert_eq!(asked.status, StatusCode::NOT_FOUND, "{place}");
    }
}

#[tokio::test]
async fn an_adult_without_the_file_finds_forms_a_letter_and_people() {
    for serves_adults in [false, true] {
        let site = Site::start_with(serves_adults).await;
        let asked = site.get("/en/start/adult").await.body;
        assert!(
            asked.contains("href=\"/en/start/adult/no-file\""),
            "{serves_adults}"
        );
        let body = site.get("/en/start/adult/no-file").await.body;
        for door in [
            // Whoever shows it, whoever finds it, and the law.
            "https://www.facebook.com/safety/notwithoutmyconsent",
            "https://support.google.com/websearch/answer/6302812",
            "https://www.microsoft.com/en-us/concern/revengeporn",
            "href=\"/en/letter\"",
            "https://takeitdown.ftc.gov/",
            // People, also on the phone, in several countries.
            "tel:8448782274",
            "tel:03456000459",
            "https://www.esafety.gov.au/report",
        ] {
            assert!(body.contains(door), "{door}");
        }
        assert!(body.contains("Where these facts come from"));
        // Which would need the file.
        assert!(!body.contains("https://stopncii.org/"));
        assert!(!body.contains("/choose"));
    }
}

#[tokio::test]
async fn in_a_browser_that_is_too_old_the_picker_says_so_and_shows_other_doors() {
    let site = Site::start().await;
    for language in ["en", "es", "fr", "pt", "de", "ar", "hi", "zh"] {
        let body = site.get(&format!("/{language}/choose")).await.body;
        let unable = body.split_once("id=\"unable\"").unwrap().1;
        let unable = unable.split_once("<leptos-island").unwrap().0;
        for part in ["id=\"cannot-start\"", "id=\"old-browser\"", "class=\"door\""] {
            assert!(unable.contains(part), "{language}: {part}");
        }
        let script = body.find("/unable.js").unwrap();
        assert!(
            script < body.find("/islands.js").unwrap(),
            "{language}: it listens first"
        );
    }
}

#[tokio::test]
async fn what_does_not_exist_is_said_calmly() {
    let site = Site::start().await;
    for path in ["/en/nothing", "/nolanguage", "/en/start/nothing/at/all"] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.body.contains("There is nothing at this address"), "{path}");
    }
    let answer = site.post("/en/help", "").await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(answer.body.contains("<main"), "a page, not a blank");
}

#[tokio::test]
async fn links_to_other_sites_tell_them_nothing() {
    let site = Site::start().await;
    for page in PAGES {
        let body = site.get(page).await.body;
        for tag in body
            .split("<a ")
            .skip(1)
            .map(|rest| rest.split_once('>').unwrap().0)
        {
            if tag.contains("href=\"https://") {
                assert!(tag.contains("noreferrer"), "{page}: {tag}");
            }
        }
    }
}

#[tokio::test]
async fn leaving_empties_the_cache_and_is_never_kept() {
    let answer = Site::start().await.post("/leave", "").await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    assert_eq!(answer.header("clear-site-data"), "\"cache\", \"storage\"");
}

#[tokio::test]
async fn what_is_typed_into_the_letter_has_nowhere_to_go() {
    let site = Site::start().await;
    for place in ["us", "eu", "gb", "other"] {
        let body = site.get(&format!("/en/letter/{place}")).await.body;
        assert!(body.contains("<textarea"), "{place}");
        assert!(!body.contains("<form"), "{place}");
        // Of a line that is longer than its field the rest would not get onto paper.
        assert!(!body.contains("type=\"text\""), "{place}");
    }
}

/// What helps the person stands outside the letter: neither printed nor copied.
#[tokio::test]
async fn a_letter_has_no_word_that_is_for_the_person_who_writes_it() {
    let site = Site::start().await;
    for place in ["us", "eu", "gb", "other"] {
        let body = site.get(&format!("/en/letter/{place}")).await.body;
        let (help, rest) = body.split_once(" id=\"letter\"").unwrap();
        let letter = rest.split_once("</section>").unwrap().0;
        assert!(
            help.contains("You do not have to say what the picture shows."),
            "{place}"
        );
        assert!(!letter.contains("do not have to"), "{place}: {letter}");
        assert_eq!(
            letter.contains("letter-for"),
            place == "us",
            "{place}: who signs for someone"
        );
        assert_eq!(letter.contains("letter-consent"), place == "us", "{place}");
        assert_eq!(body.contains("href=\"/en/help/au\""), place == "other", "{place}");
    }
    let eu = site.get("/en/letter/eu").await.body;
    assert!(eu.contains("In the EU the letter needs your name and your email."));
}

/// Most of those who read letters read English.
#[tokio::test]
async fn a_letter_in_another_language_leads_to_the_english_one() {
    let site = Site::start().await;
    for place in ["us", "eu", "gb", "other"] {
        let link = format!("href=\"/en/letter/{place}\"");
        for (language, leads) in [("ar", true), ("de", true), ("en", false)] {
            let body = site.get(&format!("/{language}/letter/{place}")).await.body;
            let (_, help) = body.split_once("class=\"letter-help").unwrap();
            let (help, rest) = help.split_once(" id=\"letter\"").unwrap();
            assert_eq!(help.contains(&link), leads, "{language} {place}");
            let letter = rest.split_once("</section>").unwrap().0;
            assert!(!letter.contains("href="), "{language} {place}: {letter}");
        }
    }
}

#[tokio::test]
async fn where_a_person_checks_every_code_first_the_pages_say_so() {
    let first = Site::start().await;
    let review = Site::start_with(true).await;
    let ada = review.test.staff("ada", Role::Lead).await;
    let ben = review.test.staff("ben", Role::Admin).await;
    let change = Terms::PolicyChange(PolicyChange {
        list: ListName::exploitative().to_string(),
        after: 1,
        publication: Publication::ReviewFirst,
        quality_floor: 50,
        transition_floor: 40,
        treatments: Treatments::default(),
        effective_ms: None,
    });
    let service = &review.test.service;
    let proposal = service.propose(&ada, &change, "too much junk").await.unwrap();
    service.settle(&ben, proposal, Verdict::Seconded).await.unwrap();
    let (most, every) = ("most often within a minute", "A person checks every code first.");
    let (unsure, all) = (
        "If it is not sure about a code",
        "A person looks at every code before",
    );
    for (site, path, said, unsaid) in [
        (&first, "/en/choose", most, every),
        (&review, "/en/choose", every, most),
        (&first, "/en/how-it-works", unsure, all),
        (&review, "/en/how-it-works", all, unsure),
    ] {
        let body = site.get(path).await.body;
        assert!(body.contains(said), "{path}: {said}");
        assert!(!body.contains(unsaid), "{path}: {unsaid}");
    }
    review
        .test
        .ensure_list(&ListName::adult(), Publication::PublishFirst)
        .await;
    let adults = review.get("/en/choose/adult").await.body;
    assert!(adults.contains(most), "each list by its own policy");
}

#[tokio::test]
async fn each_letter_has_what_the_law_of_its_place_asks_for() {
    let site = Site::start().await;
    let common = ["letter-where", "letter-reach", "letter-signed", "good faith"];
    for (place, law) in [
        ("us", "TAKE IT DOWN Act"),
        ("eu", "Article 16"),
        ("gb", "Online Safety Act 2023"),
        ("other", "your own rules"),
    ] {
        let body = site.get(&format!("/en/letter/{place}")).await.body;
        for part in common.into_iter().chain([law]) {
            assert!(body.contains(part), "{place}: {part}");
        }
    }
    assert_eq!(site.get("/en/letter/xx").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn every_country_leads_to_someone_to_call() {
    let site = Site::start().await;
    let directory = site.get("/en/help").await.body;
    let countries: Vec<_> = directory
        .split("href=\"/en/help/")
        .skip(1)
        .map(|rest| rest.split_once('"').unwrap().0.to_owned())
        .collect();
    assert!(countries.len() >= 20, "{countries:?}");
    for country in countries {
        let page = site.get(&format!("/en/help/{country}")).await;
        assert_eq!(page.status, StatusCode::OK, "{country}");
        assert!(page.body.contains("href=\"tel:"), "{country}");
        assert!(page.body.contains("class=\"door\""), "{country}");
        assert!(page.body.contains(">Report it<"), "{country}");
    }
    assert!(directory.contains("Is your country not here?") && directory.contains("Every country 112"));
    assert_eq!(site.get("/en/help/xx").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_the_cybertipline_takes_stands_with_the_cybertipline() {
    let site = Site::start().await;
    let american = site.get("/en/help/us").await.unmarked();
    let (_, door) = american.split_once("<bdi>CyberTipline</bdi>").unwrap();
    let door = door.split("class=\"door\"").next().unwrap();
    assert!(door.contains("What you can report there"), "{door}");
    for kind in [
        "Someone talks to a child online to get sex",
        "Someone outside the family touches a child",
        "Someone has, makes or shares sexual pictures of children",
        "Someone travels to have sex with children",
        "Someone sells a child for sex",
        "Someone sends a child sexual pictures",
        "A web address that hides what is on the site",
        "Words or pictures that lead children to sexual pages",
    ] {
        assert!(door.contains(kind), "{kind}: {door}");
    }
    assert_eq!(american.matches("What you can report there").count(), 1);
    let british = site.get("/en/help/gb").await.body;
    assert!(!british.contains("What you can report there"));
}

#[tokio::test]
async fn every_question_can_be_skipped_and_gone_back_from() {
    let site = Site::start().await;
    for question in ["who", "threat", "age", "device", "where"] {
        let body = site.get(&format!("/en/start/{question}")).await.body;
        assert!(body.contains("Skip this question"), "{question}");
        assert!(body.contains("class=\"back\""), "{question}");
    }
}

#[tokio::test]
async fn a_title_is_text_and_nothing_else() {
    let site = Site::start().await;
    for (path, title) in [
        ("/en", "Start – Reclaim"),
        ("/staff/sign-in", "Sign in – Reclaim review"),
        ("/platform/join", "Take part – Reclaim for platforms"),
    ] {
        let page = site.get(path).await.body;
        assert!(
            page.contains(&format!("<title>{title}</title>")),
            "{path}: {page}"
        );
    }
}
