//! What a person types to build, run, test and lint Reclaim: `cargo xtask <command>`.
//!
//! Every command does its own set-up and says what it is doing while it does it, so that a fresh machine needs
//! nothing but rustup, a C compiler and this repository.
#![expect(
    clippy::disallowed_methods,
    reason = "xtask is the build: it reads the environment it runs in and tells how long its steps take"
)]

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod bench;
mod browser;
mod build;
mod bundle;
mod clients;
mod compress;
mod data_model;
mod debian;
mod digest;
mod glue;
mod lint;
mod postgres;
mod process;
mod promises;
mod python;
mod queries;
mod run;
mod server;
mod site;
mod starter;
mod steps;
mod styles;
mod test;
mod toolchain;
mod torture;
mod worker;
mod workspace;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "Builds, runs, tests and lints Reclaim"
)]
struct Arguments {
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Find a compiler that builds WebAssembly, or set one up
    Toolchain,
    /// Build what the browser loads into target/site
    Site(site::Options),
    /// Build the one file that is deployed
    Build,
    /// Build everything and serve it on this machine, with demonstration accounts
    Run(run::Options),
    /// Run every test: units, storage on both databases, browsers, a platform's own client
    Test(test::Options),
    /// Kill servers and databases while people submit and platforms follow, and compare what is left
    Torture(torture::Options),
    /// Renew the committed descriptions of the SQL queries (.sqlx)
    Sqlx(queries::Options),
    /// Measure hashing, the feed, pages, screening or storage
    #[command(subcommand)]
    Bench(bench::Bench),
    /// Make the forms of the public pictures that the program brings along, of their files
    Starter,
    /// Make docs/DATA-MODEL.md from migrations/columns.toml
    DataModel(data_model::Options),
    /// Check formatting, lints and documentation, host and WebAssembly
    Lint,
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Task::Toolchain => toolchain::report(),
        Task::Site(options) => site::command(&options),
        Task::Build => build::command(),
        Task::Run(options) => run::command(&options),
        Task::Test(options) => test::command(&options),
        Task::Torture(options) => torture::command(&options),
        Task::Sqlx(options) => queries::command(&options),
        Task::Bench(what) => bench::command(&what),
        Task::Starter => starter::command(),
        Task::DataModel(options) => data_model::command(&options),
        Task::Lint => lint::command(),
    };
    if let Err(error) = result {
        // One line with the whole chain, and no backtrace: it is for a person, about their machine or their change.
        eprintln!("error: {error:#}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
