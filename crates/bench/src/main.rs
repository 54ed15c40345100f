//! What `cargo xtask bench` runs: measurements of the real crates, each with what it is compared to.
#![expect(
    clippy::disallowed_methods,
    reason = "a measurement takes time and randomness from the machine that it measures"
)]

mod feed;
mod machine;
mod made_up;
mod screening;
mod storage;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask bench", about = "Measures Reclaim")]
struct Arguments {
    #[command(subcommand)]
    command: Measurement,
}

#[derive(Subcommand)]
enum Measurement {
    /// Submissions, sequencer and feed on a database with many entries
    Storage(storage::Options),
    /// What platforms ask for, beside the same bytes as files
    Feed(feed::Options),
    /// Near pictures among many, and what is said of public ones
    Screening(screening::Options),
    /// The platforms' API on a database, as a process of its own whose memory can be looked at
    #[command(hide = true)]
    Serve(storage::serve::Options),
}

#[tokio::main]
async fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Measurement::Storage(options) => Box::pin(storage::run(&options)).await,
        Measurement::Feed(options) => Box::pin(feed::run(&options)).await,
        Measurement::Screening(options) => Box::pin(screening::run(&options)).await,
        Measurement::Serve(options) => storage::serve::run(&options).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
