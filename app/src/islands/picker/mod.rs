//! The picker: files are chosen, hashed on the device, looked over, and their hashes sent.
//!
//! [`batch`] is what is known of the chosen files, [`hashers`] has them hashed with the [`modules`], [`sending`] writes and sends the
//! submission. The rest shows it. What the browser does not need to change, the receipt above all, is written
//! by the server; the island only fills it in, because every view in here is downloaded as code.
mod batch;
mod dropping;
mod fields;
mod hashers;
pub mod labels;
mod modules;
mod page;
mod patience;
mod protocol;
mod review;
mod rows;
mod sending;
pub mod setup;
mod work;

use leptos::prelude::*;

use self::{
    batch::Batch,
    dropping::DropZone,
    hashers::{Hashers, News},
    review::{Attempt, Review},
    rows::Rows,
    sending::{Sent, Target},
    setup::Setup,
};

/// Everything between choosing files and the receipt.
#[island]
pub fn Picker() -> impl IntoView {
    let Setup {
        labels,
        assets,
        list,
        case,
    } = Setup::here();
    let labels = StoredValue::new(labels);
    let target = StoredValue::new(Target { list, case });
    let batch = RwSignal::new(Batch::default());
    let attempt = RwSignal::new(Attempt::default());
    let awake = RwSignal::new(false);
    let loaded = RwSignal::new(false);
    let over = RwSignal::new(false);
    let hashers = StoredValue::new_local(Hashers::new(assets, move |news| match news {
        News::Loaded => loaded.set(true),
        News::Of(id, report) => batch.update(|batch| batch.hear(id, report)),
    }));
    // Runs in the browser only: until then nothing here could answer.
    Effect::new(move |_| {
        awake.set(true);
        // Whoever leaves at once leaves no worker behind.
        window_event_listener_untyped("leave", move |_| hashers.with_value(Hashers::stop));
    });
    let done = move |sent: Sent| {
        let failed = batch.with_untracked(Batch::failed);
        if failed > 0 {
            page::say_left_out(&labels.with_value(|labels| labels.say_with("picker-left-out", failed, 0)));
        }
        // Nothing of the files is needed any more.
        hashers.with_value(Hashers::stop);
        batch.set(Batch::default());
        over.set(true);
        page::hide_picker();
        match sent {
            Sent::New(receipt) => page::show_receipt(&receipt, true),
            Sent::Added { fewer, .. } => page::show_added(fewer),
        }
    };
    let say = move |name: &str| labels.with_value(|labels| labels.say(name));
    let is_sending = move || attempt.get() == Attempt::Running;
    let summary = move || labels.with_value(|labels| batch.with(|batch| batch.summary(labels)));
    view! {
        <div class="picker" id=page::PICKER hidden=move || over.get()>
            <h1>{say("picker-title")}</h1>
            <p class="lead">{say("picker-lead")}</p>
            // No longer true once something was sent, whether or not an answer came.
            <p hidden=move || attempt.get() != Attempt::None>{say("picker-close")}</p>
            // What is being sent stays as it is until the answer is there.
            <fieldset class="picker-files" role="presentation" disabled=is_sending>
                <DropZone labels=labels batch=batch awake=awake attempt=attempt hashers=hashers/>
                <p class="picker-summary" role="status">{summary}</p>
                <p class="picker-offline" hidden=move || !loaded.get()>{say("picker-offline")}</p>
                <Rows labels=labels batch=batch hashers=hashers/>
            </fieldset>
            <Review labels=labels batch=batch target=target hashers=hashers attempt=attempt on_sent=done/>
        </div>
    }
}
