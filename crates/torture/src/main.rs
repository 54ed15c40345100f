//! `torture`: the history checker's program. It is its own follower and, for mutants, its own server.

use std::{env, path::PathBuf, process::ExitCode};

use anyhow::{Context as _, Result, anyhow, bail};
use clap::{Args, Parser, Subcommand, ValueEnum};
use domain::Entropy;
use tokio::signal::unix::{SignalKind, signal};
use torture::{
    clock::SystemEntropy,
    follow,
    mutant::node,
    mutants,
    plan::{Plan, Program, Where},
    report, run,
};

/// Shows that the lists lose nothing, whatever happens to servers and databases.
#[derive(Parser)]
#[command(name = "torture")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Writers, followers and faults on real servers
    Run {
        #[command(flatten)]
        place: Place,
        /// At least so many numbered changes
        #[arg(long, default_value_t = 20_000)]
        changes: u64,
        /// At least so many faults
        #[arg(long, default_value_t = 40)]
        faults: u64,
    },
    /// Servers and PostgreSQL killed again and again while people submit
    Kills {
        #[command(flatten)]
        place: Place,
        /// How often
        #[arg(long, default_value_t = 50)]
        times: u64,
    },
    /// Every mutant, each of which must be noticed
    Mutants {
        #[command(flatten)]
        place: Place,
    },
    /// One server of this program's own
    #[command(hide = true)]
    Node(node::Options),
    /// One follower
    #[command(hide = true)]
    Follow(follow::Options),
}

#[derive(Clone, Args)]
struct Place {
    /// The database
    #[arg(long, value_enum, default_value_t = Database::Both)]
    database: Database,
    /// Draws everything that is drawn
    #[arg(long)]
    seed: Option<u64>,
    /// The program `reclaim`; without it, this program's own server of the same parts
    #[arg(long, env = "RECLAIM_BIN")]
    reclaim: Option<PathBuf>,
    /// The folder with PostgreSQL's programs (initdb, postgres)
    #[arg(long)]
    postgres_programs: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Database {
    Sqlite,
    Postgres,
    Both,
}

impl Place {
    fn databases(&self) -> Result<Vec<Where>> {
        let mut databases = Vec::new();
        if self.database != Database::Postgres {
            databases.push(Where::Sqlite);
        }
        if self.database != Database::Sqlite {
            let programs = self.postgres_programs.clone();
            let programs =
                programs.context("name the folder of PostgreSQL's programs with --postgres-programs")?;
            databases.push(Where::OwnPostgres(programs));
        }
        Ok(databases)
    }

    fn seed(&self) -> u64 {
        let entropy: &dyn Entropy = &SystemEntropy;
        self.seed
            .unwrap_or_else(|| u64::from(u32::from_be_bytes(entropy.bytes())))
    }

    fn program(&self, own: &std::path::Path) -> Program {
        match &self.reclaim {
            Some(reclaim) => Program::Reclaim(reclaim.clone()),
            None => Program::Own(own.to_path_buf()),
        }
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    // Whoever interrupts a run has its processes ended, its folders removed and its disk unmounted as well.
    let result = tokio::select! {
        result = Box::pin(carry_out(Arguments::parse().command)) => result,
        () = interrupted() => Err(anyhow!("interrupted")),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("torture: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn interrupted() {
    let mut terminated = signal(SignalKind::terminate()).ok();
    let terminated = async {
        match &mut terminated {
            Some(signals) => signals.recv().await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminated => {}
    }
}

async fn carry_out(command: Command) -> Result<()> {
    match command {
        Command::Run {
            place,
            changes,
            faults,
        } => {
            all(&place, |database, program, own, seed| {
                let full = Plan::full(database, program, own, seed);
                Plan {
                    changes,
                    faults,
                    ..full
                }
            })
            .await
        }
        Command::Kills { place, times } => {
            all(&place, |database, program, own, seed| {
                Plan::kills(database, program, own, seed, times)
            })
            .await
        }
        Command::Mutants { place } => every_mutant(&place).await,
        Command::Node(options) => {
            tracing_subscriber::fmt()
                .with_writer(std::io::stderr)
                .with_ansi(false)
                .init();
            node::run(options).await
        }
        Command::Follow(options) => follow::run(options).await,
    }
}

/// One run on each database.
async fn all(place: &Place, plan: impl Fn(Where, Program, PathBuf, u64) -> Plan) -> Result<()> {
    let own = env::current_exe()?;
    let seed = place.seed();
    println!("Seed {seed}");
    let mut wrong = 0;
    for database in place.databases()? {
        let plan = plan(database, place.program(&own), own.clone(), seed);
        let findings = run::carry_out(&plan).await?;
        println!("\n{}", report::table(&plan, &findings));
        wrong += findings.violations.len();
    }
    if wrong > 0 {
        bail!("{wrong} violations, see above; the same again: --seed {seed}");
    }
    Ok(())
}

async fn every_mutant(place: &Place) -> Result<()> {
    let own = env::current_exe()?;
    let seed = place.seed();
    println!("Seed {seed}");
    let trials = mutants::all(&place.databases()?, &own, seed).await?;
    println!("{}", mutants::table(&trials));
    if let Some(wrong) = mutants::first_wrong(&trials) {
        bail!("{wrong}");
    }
    Ok(())
}
