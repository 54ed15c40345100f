//! `reclaim export`: a whole list as a file.

use std::{
    fs::OpenOptions,
    io::{self, Write},
    process::ExitCode,
};

use anyhow::Context as _;
use domain::audit::Act;
use futures::StreamExt as _;

use crate::{
    config::{self, Place},
    wiring::open_existing_service,
};

pub(super) async fn run(place: &Place, options: config::Export) -> anyhow::Result<ExitCode> {
    let service = open_existing_service(place).await?;
    let mut export = service
        .export_for_operator(&options.list, options.format)
        .await
        .with_context(|| format!("cannot export {}", options.list))?;
    let taken = format!("list {} up to change {}", options.list, export.checkpoint.size);
    service.note_taking(Act::ExportedList, &taken).await?;
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
