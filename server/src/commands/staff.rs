//! `reclaim staff`: the people who moderate.

use std::{io::Read as _, process::ExitCode};

use anyhow::Context as _;
use domain::staff::Role;
use service::Service;

use crate::{
    config::{Place, StaffCommand},
    demonstration::passphrase,
    machine::SystemEntropy,
    wiring::open_service,
};

pub(super) async fn run(place: &Place, command: StaffCommand) -> anyhow::Result<ExitCode> {
    let (service, _) = open_service(place).await?;
    match command {
        StaffCommand::Add {
            name,
            role,
            passphrase_stdin,
        } => add(&service, &name, role, passphrase_stdin).await,
        StaffCommand::Code { name } => code(&service, &name).await,
    }
}

async fn code(service: &Service, name: &str) -> anyhow::Result<ExitCode> {
    let address = service.enrol_totp(name).await?;
    println!("{name} signs in with a code from now on. For their app (shown once):");
    println!("{}", *address);
    Ok(ExitCode::SUCCESS)
}

async fn add(service: &Service, name: &str, role: Role, passphrase_stdin: bool) -> anyhow::Result<ExitCode> {
    let given = if passphrase_stdin {
        Some(read_passphrase()?)
    } else {
        None
    };
    let passphrase = given.clone().unwrap_or_else(|| passphrase(&SystemEntropy));
    service.add_staff(name, role, &passphrase).await?;
    println!("{name} can sign in as {}.", role.as_str());
    if given.is_none() {
        println!("Passphrase (shown once): {passphrase}");
    }
    Ok(ExitCode::SUCCESS)
}

fn read_passphrase() -> anyhow::Result<String> {
    let mut text = String::new();
    std::io::stdin()
        .take(4_096)
        .read_to_string(&mut text)
        .context("cannot read the passphrase")?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}
