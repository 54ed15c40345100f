//! What will be sent, the person's consent, and the sending.

use domain::hash::Medium;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{
    batch::Batch,
    hashers::Hashers,
    labels::Labels,
    page,
    sending::{Arrived, Draft, Problem, Sent, Target, find_arrived, send, unheard_beyond},
};

/// How far sending is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Attempt {
    /// Nothing was sent yet.
    #[default]
    None,
    /// An answer is awaited.
    Running,
    /// It was not taken, or nobody knows.
    Over,
}

/// Shown as soon as there is something to send.
#[component]
pub(super) fn Review(
    labels: StoredValue<Labels>,
    batch: RwSignal<Batch>,
    target: StoredValue<Target>,
    hashers: StoredValue<Hashers, LocalStorage>,
    attempt: RwSignal<Attempt>,
    on_sent: impl Fn(Sent) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let say = move |name: &str| labels.with_value(|labels| labels.say(name));
    let sending = move || attempt.get() == Attempt::Running;
    let problem = RwSignal::new(None::<Problem>);
    // What was sent without an answer that says that it arrived.
    let tries = StoredValue::new(Vec::<Draft>::new());
    // Which of those did. Then only what it lacks is to be sent.
    let arrived = RwSignal::new(None::<Arrived>);
    // All have one key: so that pressing twice, or again after the network was gone, makes one case.
    let draft = Memo::new(move |before: Option<&Draft>| {
        let items = batch.with(|batch| {
            if batch.is_busy() {
                Vec::new()
            } else {
                batch.items()
            }
        });
        let target = target.get_value();
        let (target, items) = arrived.with(|arrived| match arrived {
            Some(arrived) => (arrived.target(&target.list), arrived.lacks(items)),
            None => (target, items),
        });
        match before {
            Some(before) if before.items == items && before.target == target => before.clone(),
            _ => Draft::new(target, items, before),
        }
    });
    // What was taken out and is in the case, by its numbers there as far as they are known; or that it may be there.
    let say_taken_out = move |added: &[(Medium, usize)]| {
        let items = batch.with_untracked(Batch::items);
        let unheard = tries.with_value(|tries| unheard_beyond(tries, &items).len());
        let named = arrived.with_untracked(|arrived| {
            let Some(earlier) = arrived else { return 0 };
            let mut numbers = earlier.numbers_beyond(&items);
            let mut between = earlier.numbers_between(added);
            let named = between.len();
            numbers.append(&mut between);
            page::say_earlier(&numbers);
            named
        });
        page::say_unheard(unheard > named);
    };
    // All is sent, also what had arrived before.
    let finish = move |sent: Sent| {
        if let Sent::Added { numbers, .. } = &sent {
            say_taken_out(numbers);
            let line = |(place, (medium, number)): (usize, &(Medium, usize))| {
                let name = match medium {
                    Medium::Image => "added-photo",
                    Medium::Video => "added-video",
                };
                labels.with_value(|labels| labels.say_with(name, place + 1, *number))
            };
            page::list_added(numbers.iter().enumerate().map(line));
        }
        // What is said of them stays: the files are gone with the picker, and not taken out.
        tries.update_value(Vec::clear);
        on_sent(match arrived.get_untracked() {
            Some(earlier) => Sent::New(earlier.receipt),
            None => sent,
        });
    };
    Effect::new(move |_| {
        let busy = batch.with(Batch::is_busy);
        let rest = draft.with(|draft| !draft.items.is_empty());
        let earlier = arrived.get();
        if busy || tries.with_value(Vec::is_empty) {
            return;
        }
        // Files can be taken out as long as something is left to send.
        say_taken_out(&[]);
        if let (false, Some(earlier)) = (rest, earlier) {
            finish(Sent::New(earlier.receipt));
        }
    });
    // The file that was blamed may be gone.
    Effect::new(move |_| {
        draft.track();
        if matches!(problem.get_untracked(), Some(Problem::Item(_))) {
            problem.set(None);
        }
    });
    let press = move |_| {
        if attempt.get_untracked() == Attempt::Running {
            return;
        }
        attempt.set(Attempt::Running);
        problem.set(None);
        let draft = draft.get_untracked();
        let worker = hashers.with_value(Hashers::worker);
        spawn_local(async move {
            let mut sent = send(&draft, worker.clone()).await;
            if sent == Err(Problem::Earlier) {
                sent = find_arrived(tries.get_value(), worker).await.and_then(|earlier| {
                    page::show_receipt(&earlier.receipt, false);
                    batch.update(|batch| batch.count_from(earlier.known()));
                    arrived.set(Some(earlier));
                    // That is shown first, and sent with the next press.
                    Err(Problem::Rest)
                });
            }
            match sent {
                Ok(sent) => finish(sent),
                Err(found) => {
                    tries.update_value(|tries| {
                        if found.may_have_arrived() && !tries.contains(&draft) {
                            tries.push(draft);
                        }
                    });
                    if let Problem::Item(sha256) = &found {
                        batch.update(|batch| batch.blame(sha256));
                    }
                    page::offer_new_case(matches!(found, Problem::Full | Problem::Gone));
                    attempt.set(Attempt::Over);
                    problem.set(Some(found));
                }
            }
        });
    };
    let for_case = move || draft.with(Draft::is_for_case);
    let what = move || {
        say(if for_case() {
            "picker-review-what-case"
        } else {
            "picker-review-what"
        })
    };
    let text = move || {
        say(match (sending(), problem.with(Option::is_some)) {
            (true, _) => "picker-sending",
            (false, true) => "picker-send-again",
            (false, false) => "picker-send",
        })
    };
    let said = move || {
        problem
            .get()
            .map(|problem| labels.with_value(|labels| sentence(&problem, labels)))
    };
    view! {
        <section class="review" hidden=move || draft.with(|draft| draft.items.is_empty())>
            <h2>{say("picker-review-title")}</h2>
            <p>{what}</p>
            <details class="more">
                <summary>{say("picker-review-show")}</summary>
                <p>{say("picker-review-show-text")}</p>
                <p hidden=move || !for_case()>{say("picker-review-pin")}</p>
                <pre class="sent" dir="ltr" tabindex="0">{move || draft.with(Draft::shown)}</pre>
            </details>
            <p>{say("picker-review-agree")}</p>
            <p class="review-problem" role="alert">{said}</p>
            <button
                class="button button-main"
                type="button"
                aria-disabled=move || sending().then_some("true")
                on:click=press
            >
                {text}
            </button>
        </section>
    }
}

fn sentence(problem: &Problem, labels: &Labels) -> String {
    labels.say(match problem {
        Problem::Busy { why: Some(why), .. } => {
            return format!("{} {why}", labels.say("picker-problem-kept"));
        }
        Problem::Network => "picker-problem-network",
        Problem::Busy { .. } => "picker-problem-busy",
        Problem::TooLong => "picker-problem-too-long",
        Problem::Full => "picker-problem-full",
        Problem::Gone => "picker-problem-gone",
        Problem::Item(_) => "picker-problem-item",
        Problem::Rest => "picker-problem-rest",
        Problem::Earlier | Problem::Other => "picker-problem-other",
    })
}
