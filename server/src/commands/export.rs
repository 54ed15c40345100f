//! `reclaim export`: a whole list as a file.

use std::{
    fs::OpenOptions,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::Context as _;
use clap::Args;
use domain::{audit::Act, list::ListName};
use futures::StreamExt as _;
use service::export::Format;

use crate::{
    config::{Place, parse_list},
    wiring::open_existing_service,
};

/// Which list to write, and how.
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The list's name.
    #[arg(value_parser = parse_list, default_value = "exploitative", value_name = "LIST")]
    list: ListName,
    /// `csv`, a line an entry, or `vics`, Project VIC's data model 1.3.
    #[arg(long, value_parser = parse_format, default_value = "csv")]
    format: Format,
    /// The file to write; it must not be there yet. Standard output by default.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Why, as auditors will read it: for whom it is, for example.
    #[arg(long, value_name = "TEXT", default_value = "")]
    reason: String,
}

pub(super) async fn run(place: &Place, options: Export) -> anyhow::Result<ExitCode> {
    let service = open_existing_service(place).await?;
    let mut export = service
        .export_for_operator(&options.list, options.format)
        .await
        .with_context(|| format!("cannot export {}", options.list))?;
    let taken = format!("list {} up to change {}", options.list, export.checkpoint.size);
    service
        .note_taking(Act::ExportedList, &taken, &options.reason)
        .await?;
    let mut output: Box<dyn Write + Send> = match &options.output {
        None => Box::new(io::stdout()),
        Some(file) => {
            let mut opening = OpenOptions::new();
            opening.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut opening, 0o600);
            let opened = opening.open(file);
            Box::new(opened.with_context(|| format!("cannot make {}", file.display()))?)
        }
    };
    while let Some(piece) = export.pieces.next().await {
        output.write_all(&piece?).context("cannot write the list")?;
    }
    output.flush().context("cannot write the list")?;
    if let Some(file) = options.output {
        println!(
            "{} up to change {} is in {}.",
            options.list,
            export.checkpoint.size,
            file.display()
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn parse_format(text: &str) -> Result<Format, String> {
    Format::parse(text).ok_or_else(|| "a format is csv or vics".to_owned())
}
