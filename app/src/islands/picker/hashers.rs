//! Has files hashed: a few workers side by side, a fresh one for every file.
//!
//! A worker's memory never shrinks, and one that was fed a broken file may be broken itself; so none sees two
//! files. The expensive part, compiling the modules, is done once here and handed to each.
//!
//! Each starts with the module `base`; only the worker looks at the file, and asks for another module if the file
//! needs it. The others are fetched as soon as that one is here, so that the network may go before they are needed,
//! unless the browser was asked to load little.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use js_sys::{Date, Object, Reflect};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::set_timeout_with_handle};
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{ErrorEvent, File, MessageEvent, Worker};

use super::{
    modules::{BASE, Modules, PARTS, compile, saves_data},
    protocol::Report,
};

/// A worker that says nothing for so long is given up.
const STALLED: Duration = Duration::from_secs(120);
/// A timer that is later than this, in milliseconds, was held up with the whole page: phones stop pages that are put away.
const HELD_UP: f64 = 5_000.0;
/// More workers than this only take memory from one another.
const MOST_WORKERS: f64 = 4.0;
/// And than this, where the browser does not tell how much memory there is: that may be a phone.
const MOST_WORKERS_IN_THE_DARK: f64 = 2.0;
/// A worker may take 1 GiB, and the device has other things to do: one for so many.
const GIBIBYTES_FOR_A_WORKER: f64 = 2.0;

/// What is told about the files.
pub(super) enum News {
    /// Everything that hashing needs is here: the network may go.
    Loaded,
    /// A file got further.
    Of(u32, Report),
}

/// The chosen files and the workers.
#[derive(Clone)]
pub(super) struct Hashers(Rc<RefCell<State>>);

struct State {
    script: String,
    modules: Modules,
    /// A worker has started, so the script is here too.
    started: bool,
    tasks: Vec<Task>,
    tell: Rc<dyn Fn(News)>,
}

/// A file. It is kept after its turn, so that it can have another one.
struct Task {
    id: u32,
    file: File,
    /// Whether nothing of it is to be decoded.
    exact: bool,
    /// Whether that is because its worker was given up before.
    stalled: bool,
    stage: Stage,
}

enum Stage {
    Waiting,
    Running(Job),
    Over,
}

/// A worker at work.
struct Job {
    worker: Worker,
    /// The module that it waits for.
    needs: Option<String>,
    stalled: Option<TimeoutHandle>,
    // The worker calls these for as long as it lives.
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl Drop for Job {
    fn drop(&mut self) {
        self.worker.terminate();
        if let Some(timer) = self.stalled.take() {
            timer.clear();
        }
    }
}

impl State {
    fn task(&mut self, id: u32) -> Option<&mut Task> {
        self.tasks.iter_mut().find(|task| task.id == id)
    }
}

impl Hashers {
    /// No worker yet: nothing is loaded before a file is chosen.
    pub(super) fn new(assets: String, tell: impl Fn(News) + 'static) -> Self {
        Self(Rc::new(RefCell::new(State {
            script: format!("{assets}/worker.js"),
            modules: Modules::new(assets),
            started: false,
            tasks: Vec::new(),
            tell: Rc::new(tell),
        })))
    }

    /// Has a file hashed as soon as a worker is free.
    pub(super) fn hash(&self, id: u32, file: File) {
        self.0.borrow_mut().tasks.push(Task {
            id,
            file,
            exact: false,
            stalled: false,
            stage: Stage::Waiting,
        });
        self.load_missing();
        self.go_on();
    }

    /// The file of that id.
    pub(super) fn file(&self, id: u32) -> Option<File> {
        self.0.borrow_mut().task(id).map(|task| task.file.clone())
    }

    /// Has a file hashed that was given before; `exact` where nothing of it is to be decoded.
    pub(super) fn again(&self, id: u32, exact: bool) {
        if let Some(task) = self.0.borrow_mut().task(id) {
            task.exact = exact;
            task.stalled = false;
            task.stage = Stage::Waiting;
        }
        self.load_missing();
        self.go_on();
    }

    /// Forgets a file, in the middle of its hashing if need be.
    pub(super) fn forget(&self, id: u32) {
        self.0.borrow_mut().tasks.retain(|task| task.id != id);
        self.go_on();
    }

    /// The worker's script and the modules that are there, to have other work done.
    pub(super) fn worker(&self) -> Option<(String, JsValue)> {
        let state = self.0.borrow();
        let modules = state.modules.as_object().ok()?;
        Some((state.script.clone(), modules))
    }

    /// Forgets everything.
    pub(super) fn stop(&self) {
        self.0.borrow_mut().tasks.clear();
    }

    /// Fetches what is not here yet, also what did not come before: the first module, and the others behind it.
    fn load_missing(&self) {
        self.load(BASE);
        let begun = self.0.borrow().modules.get(BASE).is_some();
        if begun && !saves_data() {
            PARTS.into_iter().for_each(|part| self.load(part));
        }
    }

    /// Fetches and compiles a module, unless that was done.
    fn load(&self, part: &'static str) {
        let Some(address) = self.0.borrow_mut().modules.ask(part) else {
            return;
        };
        let hashers = self.clone();
        spawn_local(async move {
            let module = compile(&address).await.ok();
            let came = module.is_some();
            hashers.0.borrow_mut().modules.put(part, module);
            if part != BASE {
                hashers.hand_out(part);
            } else if came {
                hashers.go_on();
                hashers.load_missing();
            } else {
                hashers.give_up_waiting();
            }
            hashers.tell_if_loaded();
        });
    }

    /// The first module did not come: whoever waits for it is told, and the next file asks for it again.
    fn give_up_waiting(&self) {
        let mut waiting = Vec::new();
        for task in &mut self.0.borrow_mut().tasks {
            if matches!(task.stage, Stage::Waiting) {
                task.stage = Stage::Over;
                waiting.push(task.id);
            }
        }
        for id in waiting {
            self.tell(News::Of(id, failed("module")));
        }
    }

    /// Notes that a worker waits for a module.
    fn need(&self, id: u32, part: &str) {
        let Some(part) = PARTS.into_iter().find(|name| *name == part) else {
            return;
        };
        if let Some(Stage::Running(job)) = self.0.borrow_mut().task(id).map(|task| &mut task.stage) {
            job.needs = Some(part.to_owned());
        }
        self.watch(id);
        if self.0.borrow().modules.get(part).is_some() {
            self.hand_out(part);
        } else {
            self.load(part);
        }
    }

    /// Gives a module to those who wait for it, or the news that it did not come.
    fn hand_out(&self, part: &str) {
        let mut state = self.0.borrow_mut();
        let module = state.modules.get(part).cloned().unwrap_or(JsValue::NULL);
        for task in &mut state.tasks {
            if let Stage::Running(job) = &mut task.stage
                && job.needs.as_deref() == Some(part)
            {
                job.needs = None;
                let fields = [("part", &JsValue::from(part)), ("module", &module)];
                // A worker that cannot be written to says nothing any more either, and is given up in time.
                let _ = message("part", &fields).and_then(|answer| job.worker.post_message(&answer));
            }
        }
    }

    /// Says that the network may go, once nothing is missing.
    fn tell_if_loaded(&self) {
        let loaded = {
            let state = self.0.borrow();
            state.started && state.modules.is_complete()
        };
        if loaded {
            self.tell(News::Loaded);
        }
    }

    /// Starts as many waiting files as there are places.
    fn go_on(&self) {
        while let Some((id, order, modules, address)) = self.next() {
            match modules.and_then(|modules| self.start(id, order?, &modules, &address)) {
                Ok(job) => {
                    if let Some(task) = self.0.borrow_mut().task(id) {
                        task.stage = Stage::Running(job);
                    }
                    self.watch(id);
                }
                Err(_) => self.tell(News::Of(id, failed("module"))),
            }
        }
    }

    /// The next file that waits, with the order to hash it, the modules, and the worker's address.
    #[expect(clippy::type_complexity, reason = "taken apart by its only caller")]
    fn next(&self) -> Option<(u32, Result<JsValue, JsValue>, Result<JsValue, JsValue>, String)> {
        let mut state = self.0.borrow_mut();
        state.modules.get(BASE)?;
        let (modules, address) = (state.modules.as_object(), state.script.clone());
        let running = state
            .tasks
            .iter()
            .filter(|task| matches!(task.stage, Stage::Running(_)))
            .count();
        if running >= places() {
            return None;
        }
        let task = state
            .tasks
            .iter_mut()
            .find(|task| matches!(task.stage, Stage::Waiting))?;
        task.stage = Stage::Over;
        let fields = [
            ("id", &JsValue::from(task.id)),
            ("file", task.file.as_ref()),
            ("exact", &JsValue::from(task.exact)),
        ];
        Some((task.id, message("hash", &fields), modules, address))
    }

    fn start(&self, id: u32, order: JsValue, modules: &JsValue, address: &str) -> Result<Job, JsValue> {
        let worker = Worker::new(address)?;
        let hashers = self.clone();
        let post = worker.clone();
        // Until then an error means that its script did not come.
        let awake = Rc::new(Cell::new(false));
        let woken = Rc::clone(&awake);
        let on_message =
            Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                match Report::read(event.data()) {
                    Some(Report::Need(part)) => hashers.need(id, &part),
                    Some(Report::Ready) => {
                        woken.set(true);
                        hashers.0.borrow_mut().started = true;
                        hashers.tell_if_loaded();
                        hashers.hear(id, Report::Ready);
                        if post.post_message(&order).is_err() {
                            hashers.hear(id, failed("unreadable"));
                        }
                    }
                    Some(report) => hashers.hear(id, report),
                    None => {}
                }
            });
        let hashers = self.clone();
        let on_error = Closure::<dyn FnMut(ErrorEvent)>::new(move |_| {
            hashers.hear(id, failed(if awake.get() { "crashed" } else { "module" }));
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        worker.post_message(&message("start", &[("modules", modules)])?)?;
        Ok(Job {
            worker,
            needs: None,
            stalled: None,
            _on_message: on_message,
            _on_error: on_error,
        })
    }

    /// Passes a report on. Whatever ends a file ends its worker.
    fn hear(&self, id: u32, mut report: Report) {
        let over = matches!(report, Report::Hashed(_) | Report::Refused(_) | Report::Failed(_));
        if !over {
            self.watch(id);
        } else if let Some(task) = self.0.borrow_mut().task(id) {
            task.stage = Stage::Over;
            if let Report::Hashed(hashes) = &mut report
                && task.stalled
            {
                // Nobody chose that.
                hashes.notes = vec!["stalled".to_owned()];
            }
        }
        self.tell(News::Of(id, report));
        if over {
            self.go_on();
        }
    }

    /// Gives up a worker that says nothing any more. If it was decoding, another one makes the hashes for which nothing has
    /// to be decoded.
    fn give_up(&self, id: u32) {
        let reason = match self.0.borrow_mut().task(id) {
            Some(Task {
                stage: Stage::Running(Job { needs: Some(_), .. }),
                ..
            }) => Some("module"),
            Some(Task {
                stage: Stage::Running(_),
                exact: true,
                ..
            }) => Some("stalled"),
            Some(task) if matches!(task.stage, Stage::Running(_)) => {
                task.exact = true;
                task.stalled = true;
                task.stage = Stage::Waiting;
                None
            }
            // It ended in the same moment.
            _ => return,
        };
        match reason {
            Some(reason) => self.hear(id, failed(reason)),
            None => self.go_on(),
        }
    }

    /// Waits for the next sign of life, and once more where the page was stopped meanwhile.
    fn watch(&self, id: u32) {
        let hashers = self.clone();
        let due = Date::now() + STALLED.as_secs_f64() * 1_000.0;
        let overdue = move || {
            if Date::now() > due + HELD_UP {
                // The worker was held up as well, and its word may be next.
                hashers.watch(id);
            } else {
                hashers.give_up(id);
            }
        };
        let timer = set_timeout_with_handle(overdue, STALLED).ok();
        let mut state = self.0.borrow_mut();
        let Some(Task {
            stage: Stage::Running(job),
            ..
        }) = state.task(id)
        else {
            return;
        };
        if let Some(before) = std::mem::replace(&mut job.stalled, timer) {
            before.clear();
        }
    }

    fn tell(&self, news: News) {
        let tell = Rc::clone(&self.0.borrow().tell);
        tell(news);
    }
}

fn failed(reason: &str) -> Report {
    Report::Failed(reason.to_owned())
}

/// One core is left for the page itself, and some memory for the rest of the device where the browser tells how much
/// there is.
fn places() -> usize {
    let navigator = leptos::prelude::window().navigator();
    let memory = Reflect::get(&navigator, &"deviceMemory".into())
        .ok()
        .and_then(|memory| memory.as_f64());
    let most = memory.map_or(MOST_WORKERS_IN_THE_DARK, |memory| {
        (memory / GIBIBYTES_FOR_A_WORKER).clamp(1.0, MOST_WORKERS)
    });
    let cores = navigator.hardware_concurrency();
    if cores.is_nan() {
        return 1;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 4")]
    // Not `clamp`: it could say which fractions were wrong, and to write a fraction costs the browser many kilobytes.
    let places = (cores - 1.0).min(most).max(1.0) as usize;
    places
}

/// A message to the worker, version 2.
fn message(kind: &str, fields: &[(&str, &JsValue)]) -> Result<JsValue, JsValue> {
    let message = Object::new();
    Reflect::set(&message, &"v".into(), &2.into())?;
    Reflect::set(&message, &"type".into(), &kind.into())?;
    for (name, value) in fields {
        Reflect::set(&message, &(*name).into(), value)?;
    }
    Ok(message.into())
}
