//! Says what is being done, and how long it took.

use std::time::Instant;

/// Numbers the steps of one command. Everything goes to standard error, as cargo's own progress does.
pub(crate) struct Steps {
    total: usize,
    done: usize,
    since: Option<Instant>,
}

impl Steps {
    pub(crate) fn new(total: usize) -> Self {
        Self {
            total,
            done: 0,
            since: None,
        }
    }

    /// Ends the step before and begins the next.
    pub(crate) fn next(&mut self, what: &str) {
        self.end();
        self.done += 1;
        self.since = Some(Instant::now());
        eprintln!("{}/{} {what} ...", self.done, self.total);
    }

    /// Ends the last step.
    pub(crate) fn end(&mut self) {
        if let Some(since) = self.since.take() {
            eprintln!(
                "    {}/{} took {:.1} s",
                self.done,
                self.total,
                since.elapsed().as_secs_f64()
            );
        }
    }

    /// The last step of a command that leaves its place to another program tells no time.
    pub(crate) fn hand_over(mut self) {
        self.since = None;
    }
}

/// One line about the step under way.
pub(crate) fn note(what: &str) {
    eprintln!("    {what}");
}
