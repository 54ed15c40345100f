//! Every text that is said exists, in every language, with the same places for what is put into it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use domain::{
    audit::{Act, Occasion},
    decision::reasons,
    entry::Action,
    feedback::Verdict,
    platform::Practice,
    proposal,
    screening::FindingKind,
    staff::{Means, Refusal},
};
use fluent_syntax::ast;
use service::door::{Bound, Errand, LIMITS};

use super::*;
use crate::islands::picker::labels;

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(path);
        }
    }
    found
}

fn here(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

/// The texts of a language, and what has to be put into each. Without `all`, those that survivors read.
fn texts(language: &str, all: bool) -> BTreeMap<String, BTreeSet<String>> {
    let mut texts = BTreeMap::new();
    for file in files(&here("locales").join(language), "ftl") {
        let english_only = ENGLISH_ONLY.iter().any(|name| file.ends_with(name));
        if english_only && !all {
            continue;
        }
        let source = fs::read_to_string(&file).unwrap();
        let resource = fluent_syntax::parser::parse(source)
            .unwrap_or_else(|(_, errors)| panic!("{} cannot be read: {errors:?}", file.display()));
        for entry in resource.body {
            if let ast::Entry::Message(message) = entry {
                let mut places = BTreeSet::new();
                places_of_pattern(message.value.as_ref().unwrap(), &mut places);
                let name = message.id.name;
                assert!(
                    texts.insert(name.clone(), places).is_none(),
                    "{name} is written twice"
                );
            }
        }
    }
    texts
}

fn places_of_pattern(pattern: &ast::Pattern<String>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            places_of_expression(expression, found);
        }
    }
}

fn places_of_expression(expression: &ast::Expression<String>, found: &mut BTreeSet<String>) {
    match expression {
        ast::Expression::Inline(ast::InlineExpression::Placeable { expression }) => {
            places_of_expression(expression, found);
        }
        ast::Expression::Inline(inline) => place_of(inline, found),
        ast::Expression::Select { selector, variants } => {
            place_of(selector, found);
            for variant in variants {
                places_of_pattern(&variant.value, found);
            }
        }
    }
}

fn place_of(inline: &ast::InlineExpression<String>, found: &mut BTreeSet<String>) {
    match inline {
        ast::InlineExpression::VariableReference { id } => {
            found.insert(id.name.clone());
        }
        // Another text is another thing to be put in.
        ast::InlineExpression::MessageReference { id, .. } => {
            found.insert(format!("text {}", id.name));
        }
        _ => {}
    }
}

/// The names of all English texts.
fn names() -> BTreeSet<String> {
    texts("en", true).into_keys().collect()
}

/// All sources but those of tests.
fn sources() -> impl Iterator<Item = String> {
    let sources = files(&here("src"), "rs").into_iter();
    sources
        .filter(|file| !file.ends_with("tests.rs"))
        .map(|file| fs::read_to_string(file).unwrap())
}

/// A source down to where its tests begin.
fn without_tests(source: &str) -> &str {
    source.split("#[cfg(test)]\nmod tests {").next().unwrap()
}

/// Every string in the sources, and those of them that are said on the spot.
fn strings() -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut all, mut said) = (BTreeSet::new(), BTreeSet::new());
    for source in sources() {
        let source = without_tests(&source);
        let pieces: Vec<&str> = source.split('"').collect();
        for pair in pieces.windows(2) {
            let call = pair[0].trim_end();
            all.insert(pair[1].to_owned());
            if call.ends_with("say(") || call.ends_with("say_with(") {
                said.insert(pair[1].to_owned());
            }
        }
    }
    (all, said)
}

/// The names that are put together from what the domain and the directory of help call things.
fn families() -> BTreeSet<String> {
    let reasons = Action::ALL.into_iter().flat_map(reasons);
    // What policies and case holders give as reasons; see `service`.
    let other = [
        "screened-clean",
        "review-first",
        "asked-for",
        "not-reviewed-in-time",
        "disputed-by-platforms",
        "matches-too-much",
    ];
    let reasons = reasons
        .copied()
        .chain(other)
        .map(|reason| format!("reason-{reason}"));
    let findings = FindingKind::ALL.into_iter().flat_map(|kind| {
        ["finding-{}", "finding-{}-text", "reason-{}"].map(|name| name.replace("{}", kind.as_str()))
    });
    let feedback = Verdict::ALL.into_iter().flat_map(Verdict::reasons);
    let feedback = feedback
        .filter(|reason| **reason != "none")
        .map(|reason| format!("feedback-reason-{reason}"));
    let practices = Practice::ALL.map(|practice| format!("platforms-does-{}", practice.as_str()));
    let answers = proposal::Verdict::ALL.map(|verdict| format!("proposal-{}", verdict.as_str()));
    let acts = Act::ALL.map(|act| format!("act-{}", act.as_str()));
    let looks = Occasion::ALL.map(|occasion| format!("look-{}", occasion.as_str()));
    let means = Means::ALL.map(|means| format!("means-{}", means.as_str()));
    let refusals = Refusal::ALL.map(|refusal| format!("refused-{}", refusal.as_str()));
    reasons
        .chain(findings)
        .chain(feedback)
        .chain(acts)
        .chain(looks)
        .chain(means)
        .chain(refusals)
        .chain(answers)
        .chain(practices)
        .chain(crate::help::names())
        .chain(LIMITS.iter().map(|limit| limit.sentence.to_owned()))
        .collect()
}

#[test]
fn every_text_that_is_said_exists() {
    let names = names();
    let (all, said) = strings();
    let troubles = all
        .iter()
        .filter(|text| names.contains(&format!("{text}-text")))
        .filter(|text| text.starts_with("trouble-") || text.starts_with("staff-"));
    let said = said.iter().chain(troubles).cloned();
    for name in said
        .chain(families())
        .chain(labels::NAMES.iter().map(|&name| name.to_owned()))
    {
        assert!(names.contains(&name), "{name} is said and not written");
    }
}

#[test]
fn every_text_is_said_somewhere() {
    let (all, _) = strings();
    let families = families();
    for name in names() {
        let heading = name.strip_suffix("-text").unwrap_or(&name);
        let used = all.contains(&name) || families.contains(&name) || all.contains(heading);
        assert!(used, "{name} is written and never said");
    }
}

#[test]
fn every_language_has_the_texts_of_english_with_the_same_places_in_them() {
    let english = texts("en", false);
    for words in Words::every_language() {
        let translated = texts(&words.tag(), false);
        let missing: Vec<_> = english
            .keys()
            .filter(|name| !translated.contains_key(*name))
            .collect();
        let stray: Vec<_> = translated
            .keys()
            .filter(|name| !english.contains_key(*name))
            .collect();
        assert!(
            missing.is_empty() && stray.is_empty(),
            "{}: missing {missing:?}, not in English {stray:?}",
            words.tag()
        );
        for (name, places) in &english {
            assert_eq!(&translated[name], places, "{}: {name}", words.tag());
        }
    }
}

#[test]
fn every_language_says_what_it_is() {
    for words in Words::every_language() {
        let tag = words.tag();
        let own = texts(&tag, true);
        for name in ["language-name", "language-direction", "language-reviewed"] {
            assert!(own.contains_key(name), "{tag} lacks {name}");
        }
        assert!(["ltr", "rtl"].contains(&words.direction().as_str()), "{tag}");
        assert!(
            ["yes", "no"].contains(&words.say("language-reviewed").as_str()),
            "{tag}"
        );
    }
}

#[test]
fn no_text_is_left_half_filled() {
    for words in Words::every_language() {
        for (name, places) in texts(&words.tag(), true) {
            if places.is_empty() {
                let text = words.say(&name);
                assert!(!text.contains(['{', '}']), "{}: {name}: {text}", words.tag());
                assert_ne!(text, name, "{}", words.tag());
            }
        }
    }
}

#[test]
fn plural_forms_follow_the_number() {
    let wait = |seconds| {
        let bound = Bound::Number;
        Words::english().say_wait(Wait { seconds, bound })
    };
    assert!(wait(1).ends_with("one second."), "{}", wait(1));
    assert!(wait(20).ends_with("20 seconds."), "{}", wait(20));
    assert!(wait(LONG).ends_with("90 seconds."), "{}", wait(LONG));
    assert!(wait(LONG + 1).ends_with("2 minutes."), "{}", wait(LONG + 1));
}

#[test]
fn every_limit_names_a_sentence_that_pages_take_from_it() {
    let (_, said) = strings();
    for words in Words::every_language() {
        let tag = words.tag();
        for limit in LIMITS {
            let name = limit.sentence;
            assert!(!said.contains(name), "{name} is said without asking the limit");
            // Whoever has a case or makes one reads these; the others are for staff, platforms and programs.
            let all = match limit.bound {
                Bound::Errand(Errand::Submit | Errand::OpenCase) | Bound::Number | Bound::Everybody => false,
                Bound::Errand(_) | Bound::Name => true,
            };
            let written = texts(if all { "en" } else { &tag }, all);
            let places = written.get(name);
            assert_eq!(
                places,
                Some(&BTreeSet::new()),
                "{tag}: {name} says why, not how long"
            );
            let why = words.say(name);
            for seconds in [1, LONG, LONG + 1, 3_600] {
                let bound = limit.bound;
                let wait = words.say_wait(Wait { seconds, bound });
                let how_long = wait.strip_prefix(&why).unwrap_or_default();
                assert!(
                    !how_long.is_empty() && !how_long.contains(['{', '}']),
                    "{tag}: {wait}"
                );
            }
        }
    }
}

#[test]
fn whoever_waits_without_a_limit_hears_why_and_how_long_in_every_language() {
    for words in Words::every_language() {
        let (tag, why) = (words.tag(), words.say("wait-trouble"));
        assert!(why.ends_with(['.', '।', '。']), "{tag}: {why} is a sentence");
        let wait = words.say_how_long("wait-trouble", 5);
        let how_long = wait.strip_prefix(&why).unwrap_or_default();
        assert!(how_long.contains('5'), "{tag}: {wait}");
    }
}

#[test]
fn no_sentence_is_written_in_the_sources() {
    for source in sources() {
        let source = without_tests(&source);
        for line in source.lines().map(str::trim) {
            // A view that speaks has a string with a space between two letters, and is no comment or log line.
            let speaks = line.split('"').skip(1).step_by(2).any(is_a_sentence);
            let other = ["//", "#", "tracing::", "reason =", "default-src", "\"default-src"];
            let other = other.iter().any(|start| line.contains(start)) || line.contains("-src '");
            assert!(!speaks || other, "{line}");
        }
    }
}

fn is_a_sentence(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let is_word = |word: &&str| word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic());
    words.len() > 2
        && words.iter().filter(|word| is_word(word)).count() > 2
        && text.starts_with(|c: char| c.is_ascii_uppercase())
}
