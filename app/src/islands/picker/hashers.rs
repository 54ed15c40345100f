//! Has files hashed: a few workers side by side, a fresh one for every file.
//!
//! A worker's memory never shrinks, and one that was fed a broken file may be broken itself; so none sees two
//! files. The expensive part, compiling the module, is done once here and handed to each.

use std::{cell::RefCell, rc::Rc, time::Duration};

use js_sys::{JSON, Object, Reflect, WebAssembly};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::set_timeout_with_handle};
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ErrorEvent, File, MessageEvent, Response, Worker};

use super::protocol::Report;

/// A worker that says nothing for so long is given up.
const STALLED: Duration = Duration::from_secs(120);
/// More workers than this only take memory from one another.
const MOST_WORKERS: f64 = 4.0;

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
    assets: String,
    module: Module,
    tasks: Vec<Task>,
    tell: Rc<dyn Fn(News)>,
}

/// The compiled program of the workers.
enum Module {
    Unasked,
    Asked,
    Here(JsValue),
}

/// A file. It is kept after its turn, so that it can have another one.
struct Task {
    id: u32,
    file: File,
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
        let (module, tasks) = (Module::Unasked, Vec::new());
        Self(Rc::new(RefCell::new(State {
            assets,
            module,
            tasks,
            tell: Rc::new(tell),
        })))
    }

    /// Has a file hashed as soon as a worker is free.
    pub(super) fn hash(&self, id: u32, file: File) {
        self.0.borrow_mut().tasks.push(Task {
            id,
            file,
            stage: Stage::Waiting,
        });
        self.load();
        self.go_on();
    }

    /// Has a file hashed that was given before.
    pub(super) fn again(&self, id: u32) {
        if let Some(task) = self.0.borrow_mut().task(id) {
            task.stage = Stage::Waiting;
        }
        self.load();
        self.go_on();
    }

    /// Forgets a file, in the middle of its hashing if need be.
    pub(super) fn forget(&self, id: u32) {
        self.0.borrow_mut().tasks.retain(|task| task.id != id);
        self.go_on();
    }

    /// Forgets everything.
    pub(super) fn stop(&self) {
        self.0.borrow_mut().tasks.clear();
    }

    /// Fetches and compiles the module, unless that was done.
    fn load(&self) {
        let address = {
            let mut state = self.0.borrow_mut();
            if !matches!(state.module, Module::Unasked) {
                return;
            }
            state.module = Module::Asked;
            format!("{}/worker_bg.wasm", state.assets)
        };
        let hashers = self.clone();
        spawn_local(async move {
            if let Ok(module) = compile(&address).await {
                hashers.0.borrow_mut().module = Module::Here(module);
                hashers.go_on();
            } else {
                hashers.give_up_waiting();
            }
        });
    }

    /// The module did not come: whoever waits for it is told, and the next file asks for it again.
    fn give_up_waiting(&self) {
        let mut waiting = Vec::new();
        {
            let mut state = self.0.borrow_mut();
            state.module = Module::Unasked;
            for task in &mut state.tasks {
                if matches!(task.stage, Stage::Waiting) {
                    task.stage = Stage::Over;
                    waiting.push(task.id);
                }
            }
        }
        for id in waiting {
            self.tell(News::Of(id, failed("module")));
        }
    }

    /// Starts as many waiting files as there are places.
    fn go_on(&self) {
        while let Some((id, file, module, address)) = self.next() {
            match self.start(id, file, &module, &address) {
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

    fn next(&self) -> Option<(u32, File, JsValue, String)> {
        let mut state = self.0.borrow_mut();
        let Module::Here(module) = &state.module else {
            return None;
        };
        let (module, address) = (module.clone(), format!("{}/worker.js", state.assets));
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
        Some((task.id, task.file.clone(), module, address))
    }

    fn start(&self, id: u32, file: File, module: &JsValue, address: &str) -> Result<Job, JsValue> {
        let worker = Worker::new(address)?;
        let hashers = self.clone();
        let post = worker.clone();
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let json = JSON::stringify(&event.data())
                .map(String::from)
                .unwrap_or_default();
            match Report::parse(&json) {
                Some(Report::Ready) => {
                    hashers.tell(News::Loaded);
                    hashers.hear(id, Report::Ready);
                    let order = message("hash", &[("id", &JsValue::from(id)), ("file", file.as_ref())]);
                    if order.and_then(|order| post.post_message(&order)).is_err() {
                        hashers.hear(id, failed("unreadable"));
                    }
                }
                Some(report) => hashers.hear(id, report),
                None => {}
            }
        });
        let hashers = self.clone();
        let on_error = Closure::<dyn FnMut(ErrorEvent)>::new(move |_| hashers.hear(id, failed("crashed")));
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        worker.post_message(&message("start", &[("module", module)])?)?;
        Ok(Job {
            worker,
            stalled: None,
            _on_message: on_message,
            _on_error: on_error,
        })
    }

    /// Passes a report on. Whatever ends a file ends its worker.
    fn hear(&self, id: u32, report: Report) {
        let over = matches!(report, Report::Hashed(_) | Report::Refused(_) | Report::Failed(_));
        if !over {
            self.watch(id);
        } else if let Some(task) = self.0.borrow_mut().task(id) {
            task.stage = Stage::Over;
        }
        self.tell(News::Of(id, report));
        if over {
            self.go_on();
        }
    }

    /// Waits for the next sign of life.
    fn watch(&self, id: u32) {
        let hashers = self.clone();
        let timer = set_timeout_with_handle(move || hashers.hear(id, failed("stalled")), STALLED).ok();
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

/// One place is left for the page itself.
fn places() -> usize {
    let cores = leptos::prelude::window().navigator().hardware_concurrency();
    if cores.is_nan() {
        return 1;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 1 to 4"
    )]
    let places = (cores - 1.0).clamp(1.0, MOST_WORKERS) as usize;
    places
}

async fn compile(address: &str) -> Result<JsValue, JsValue> {
    let response: Response = JsFuture::from(leptos::prelude::window().fetch_with_str(address))
        .await?
        .dyn_into()?;
    if !response.ok() {
        return Err(JsValue::NULL);
    }
    // Not as a stream: where a browser does not know the type of the file, streaming refuses it.
    let bytes = JsFuture::from(response.array_buffer()?).await?;
    JsFuture::from(WebAssembly::compile(&bytes)).await
}

/// A message to the worker, version 1.
fn message(kind: &str, fields: &[(&str, &JsValue)]) -> Result<JsValue, JsValue> {
    let message = Object::new();
    Reflect::set(&message, &"v".into(), &1.into())?;
    Reflect::set(&message, &"type".into(), &kind.into())?;
    for (name, value) in fields {
        Reflect::set(&message, &(*name).into(), value)?;
    }
    Ok(message.into())
}
