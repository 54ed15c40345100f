//! `reclaim`: the one binary that an operator runs. Wiring and nothing else: command line, configuration,
//! router, background work.

#[cfg(all(erase_components, not(debug_assertions)))]
compile_error!(
    "the flags of .cargo/config.toml are for development: build what is deployed with `cargo xtask build`"
);

mod assets;
mod backup_file;
mod commands;
mod config;
mod database;
mod demonstration;
mod headers;
mod listener;
mod logging;
mod machine;
mod metrics;
mod router;
mod secret;
mod visitor;
mod wiring;

use std::process::ExitCode;

use clap::Parser as _;

use crate::config::Arguments;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    logging::start(arguments.log_format);
    logging::hide_what_panics_say();
    match commands::run(arguments).await {
        Ok(code) => code,
        Err(error) => {
            // One line, with its causes, for a person at a terminal.
            eprintln!("reclaim: {error:#}");
            ExitCode::FAILURE
        }
    }
}
