//! Processes that a run starts and ends by signal.

use std::{
    ffi::OsStr,
    fs,
    path::Path,
    process::Stdio,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI32, AtomicU32, Ordering},
    },
    time::Duration,
};

use anyhow::{Context as _, Result};
use rustix::process::{Pid, Signal, kill_process};
use tokio::{process::Command, task::JoinHandle, time::sleep};

/// How long after its end a process is started again, as a service manager would.
const AGAIN_AFTER: Duration = Duration::from_millis(200);

/// A command whose process the system ends together with this one, also after `kill -9`.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = if Path::new("/usr/bin/setpriv").is_file() {
        let mut command = Command::new("/usr/bin/setpriv");
        command.args(["--pdeathsig", "KILL", "--"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    command.kill_on_drop(true).stdin(Stdio::null());
    command
}

/// Sends a signal; says whether there was a process to get it.
pub fn signal(pid: i32, signal: Signal) -> bool {
    Pid::from_raw(pid).is_some_and(|pid| kill_process(pid, signal).is_ok())
}

/// A process that is started again whenever it ends, until it is no longer wanted.
#[derive(Debug)]
pub struct Supervised {
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

#[derive(Debug)]
struct Shared {
    wanted: AtomicBool,
    pid: AtomicI32,
    starts: AtomicU32,
}

impl Supervised {
    /// Starts what `command` makes, its output appended to the file `log`.
    ///
    /// # Errors
    /// Where the log cannot be written.
    pub fn start(command: impl Fn() -> Command + Send + 'static, log: &Path) -> Result<Self> {
        let shared = Arc::new(Shared {
            wanted: AtomicBool::new(true),
            pid: AtomicI32::new(0),
            starts: AtomicU32::new(0),
        });
        let output = fs::File::options()
            .create(true)
            .append(true)
            .open(log)
            .with_context(|| format!("cannot write {}", log.display()))?;
        let state = Arc::clone(&shared);
        let task = tokio::spawn(async move {
            loop {
                if state.wanted.load(Ordering::SeqCst) {
                    run_once(command(), &output, &state).await;
                }
                sleep(AGAIN_AFTER).await;
            }
        });
        Ok(Self { shared, task })
    }

    /// The process's id while it runs.
    pub fn pid(&self) -> Option<i32> {
        Some(self.shared.pid.load(Ordering::SeqCst)).filter(|&pid| pid != 0)
    }

    /// How often it was started.
    pub fn starts(&self) -> u32 {
        self.shared.starts.load(Ordering::SeqCst)
    }

    /// Sends it a signal. Says whether it was running.
    pub fn signal(&self, kind: Signal) -> bool {
        self.pid().is_some_and(|pid| signal(pid, kind))
    }

    /// Whether it is to be started again when it ends.
    pub fn want(&self, wanted: bool) {
        self.shared.wanted.store(wanted, Ordering::SeqCst);
    }
}

impl Drop for Supervised {
    fn drop(&mut self) {
        self.want(false);
        self.signal(Signal::KILL);
        self.task.abort();
    }
}

async fn run_once(mut command: Command, output: &fs::File, shared: &Shared) {
    let streams = output.try_clone().and_then(|one| Ok((one, output.try_clone()?)));
    let Ok((out, err)) = streams else { return };
    let Ok(mut child) = command.stdout(out).stderr(err).spawn() else {
        return;
    };
    shared.starts.fetch_add(1, Ordering::SeqCst);
    let pid = child.id().and_then(|pid| i32::try_from(pid).ok()).unwrap_or(0);
    shared.pid.store(pid, Ordering::SeqCst);
    let _ = child.wait().await;
    shared.pid.store(0, Ordering::SeqCst);
}
