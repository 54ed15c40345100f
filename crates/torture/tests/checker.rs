//! A short run on each database, and every mutant that shows without a crash of PostgreSQL.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]
#![expect(
    clippy::disallowed_methods,
    reason = "tests have no configuration but their environment"
)]

use std::{
    env::{self, VarError},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use torture::{
    mutant::Mutant,
    mutants::{self, Lack},
    plan::{Plan, Program, Where},
    report, run,
};

/// What is drawn in tests is always the same.
const SEED: u64 = 1;

fn own() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_torture"))
}

/// What the environment names. Without it the test says loudly that it proves nothing, and fails where that must not
/// pass.
fn given(name: &str, what: &str) -> Option<String> {
    match env::var(name) {
        Ok(value) => Some(value),
        Err(VarError::NotPresent) if env::var("CI").as_deref() != Ok("true") => {
            // Past the test harness, which shows what a passing test prints to nobody.
            writeln!(io::stderr().lock(), "LEFT OUT: {name} names no {what}").unwrap();
            None
        }
        Err(error) => panic!("{name} must name a {what}: {error}"),
    }
}

fn postgres() -> Option<Where> {
    given("RECLAIM_TEST_POSTGRES_URL", "PostgreSQL server").map(Where::Postgres)
}

async fn runs_without_a_loss(database: Where) {
    let Some(reclaim) = given("RECLAIM_BIN", "program `reclaim`") else {
        return;
    };
    let program = Program::Reclaim(PathBuf::from(reclaim));
    let plan = Plan::short(database, program, own().to_owned(), SEED, None);
    let findings = run::carry_out(&plan).await.unwrap();
    let report = report::table(&plan, &findings);
    assert_eq!(findings.violations, Vec::<String>::new(), "{report}");
    assert!(findings.changes.iter().all(|&count| count > 0), "{report}");
    assert!(findings.done.total() >= plan.faults, "{report}");
}

async fn are_noticed(database: Where, wanted: impl Fn(Mutant) -> bool) {
    let lacks = Mutant::all()
        .iter()
        .filter(|mutant| wanted(**mutant))
        .map(|&mutant| Lack::Protection(mutant));
    let lacks: Vec<Lack> = [Lack::Nothing].into_iter().chain(lacks).collect();
    let trials = mutants::tried(
        lacks.into_iter().map(|lack| (lack, database.clone())),
        own(),
        SEED,
    )
    .await
    .unwrap();
    assert_eq!(mutants::first_wrong(&trials), None, "{}", mutants::table(&trials));
}

#[tokio::test]
async fn servers_on_one_file_lose_nothing() {
    runs_without_a_loss(Where::Sqlite).await;
}

#[tokio::test]
async fn servers_on_one_postgresql_lose_nothing() {
    if let Some(database) = postgres() {
        runs_without_a_loss(database).await;
    }
}

#[tokio::test]
async fn every_missing_protection_that_sqlite_can_show_is_noticed() {
    are_noticed(Where::Sqlite, Mutant::shows_on_sqlite).await;
}

#[tokio::test]
async fn every_missing_protection_that_only_several_writers_show_is_noticed() {
    if let Some(database) = postgres() {
        are_noticed(database, |mutant| {
            !mutant.shows_on_sqlite() && !mutant.needs_crash()
        })
        .await;
    }
}
