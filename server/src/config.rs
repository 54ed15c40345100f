//! The command line, and the environment variables that stand for its options: what every command takes. What one takes
//! by itself is beside it.

use std::path::PathBuf;

use clap::{Args, Parser, ValueEnum};
use domain::list::ListName;

use crate::commands::Command;

/// Takes intimate images out of circulation without ever seeing them.
#[derive(Debug, Parser)]
#[command(name = "reclaim", version)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) place: Place,

    /// How log lines are written to standard error.
    #[arg(long, global = true, env = "RECLAIM_LOG_FORMAT", value_enum, default_value_t = LogFormat::Text)]
    pub(crate) log_format: LogFormat,

    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Where everything is kept.
#[derive(Clone, Debug, Args)]
pub(crate) struct Place {
    /// The folder for the SQLite database and the secret key. Where it is not there, `serve`, `migrate`, `restore` and
    /// whatever adds the first people make it; every other command says so and makes nothing.
    #[arg(
        long,
        global = true,
        env = "RECLAIM_DATA",
        default_value = "data",
        value_name = "FOLDER"
    )]
    pub(crate) data: PathBuf,

    /// Another database: `sqlite:PATH` or `postgres://USER@HOST/NAME`.
    #[arg(
        long,
        global = true,
        env = "RECLAIM_DATABASE_URL",
        value_name = "URL",
        hide_env_values = true
    )]
    pub(crate) database_url: Option<String>,

    /// The file with the secret key; by default `secret.key` in the data folder. The environment variable
    /// RECLAIM_SECRET may hold its text instead.
    #[arg(long, global = true, env = "RECLAIM_SECRET_FILE", value_name = "FILE")]
    pub(crate) secret_file: Option<PathBuf>,
}

impl Place {
    /// Where the secret key is.
    pub(crate) fn secret_file(&self) -> PathBuf {
        self.secret_file
            .clone()
            .unwrap_or_else(|| self.data.join("secret.key"))
    }
}

/// How log lines look.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// A list by its name, as several commands take it.
pub(crate) fn parse_list(text: &str) -> Result<ListName, String> {
    ListName::parse(text).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }
}
