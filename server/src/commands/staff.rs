//! `reclaim staff`: the people who moderate.

use std::{io::Read as _, process::ExitCode};

use anyhow::Context as _;
use clap::Subcommand;
use domain::{audit::Agent, staff::Role};
use service::{Service, staff::ManageError};

use crate::{
    config::Place,
    demonstration::passphrase,
    machine::SystemEntropy,
    wiring::{open_existing_service, open_service},
};

/// What to do with staff.
#[derive(Debug, Subcommand)]
pub(crate) enum StaffCommand {
    /// Adds someone and prints their passphrase and the seed of their codes once. The first admins are made here; a third
    /// takes two people.
    Add {
        /// The name to sign in with.
        name: String,
        /// What they may do: reviewer, lead, admin or auditor.
        #[arg(long, value_parser = parse_role, default_value = "reviewer")]
        role: Role,
        /// Reads the passphrase from standard input instead of drawing one.
        #[arg(long)]
        passphrase_stdin: bool,
    },
    /// Gives someone a new seed for sign-in codes and prints it once, for their phone.
    Code {
        /// The name that they sign in with.
        name: String,
    },
    /// Makes a link by which someone sets an account up themselves; of someone who has one, anew.
    Invite {
        /// The name to sign in with.
        name: String,
        /// What they may do, for a new account: reviewer, lead, admin or auditor.
        #[arg(long, value_parser = parse_role, default_value = "reviewer")]
        role: Role,
        /// Where people reach this site: `https://reclaim.example`.
        #[arg(long, env = "RECLAIM_ORIGIN", value_name = "URL")]
        origin: Option<String>,
    },
    /// Gives someone another role, also an admin. Nobody is made an admin here.
    Role {
        /// The name that they sign in with.
        name: String,
        /// What they may do: reviewer, lead or auditor.
        #[arg(value_parser = parse_role)]
        role: Role,
        /// Why, as auditors will read it.
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Ends someone's account and all their sessions, also an admin's.
    End {
        /// The name that they sign in with.
        name: String,
        /// Why, as auditors will read it.
        #[arg(long, default_value = "")]
        reason: String,
    },
}

pub(super) async fn run(place: &Place, command: StaffCommand) -> anyhow::Result<ExitCode> {
    let service = match &command {
        StaffCommand::Add { .. } | StaffCommand::Invite { .. } => open_service(place).await?,
        StaffCommand::Code { .. } | StaffCommand::Role { .. } | StaffCommand::End { .. } => {
            open_existing_service(place).await?
        }
    };
    match command {
        StaffCommand::Add {
            name,
            role,
            passphrase_stdin,
        } => add(&service, &name, role, passphrase_stdin).await,
        StaffCommand::Code { name } => code(&service, &name).await,
        StaffCommand::Invite { name, role, origin } => invite(&service, &name, role, origin.as_deref()).await,
        StaffCommand::Role { name, role, reason } => change_role(&service, &name, role, &reason).await,
        StaffCommand::End { name, reason } => end(&service, &name, &reason).await,
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
    let added = service.add_staff(name, role, &passphrase).await?;
    println!("{name} can sign in as {}.", role.as_str());
    if given.is_none() {
        println!("Passphrase (shown once): {passphrase}");
    }
    println!("For the app that shows codes (shown once):");
    println!("{}", *added.seed.address(name));
    Ok(ExitCode::SUCCESS)
}

/// Makes a link by which someone sets their account up: a new one, or their own anew.
async fn invite(service: &Service, name: &str, role: Role, origin: Option<&str>) -> anyhow::Result<ExitCode> {
    let token = match service.staff_called(name).await {
        Ok(staff) => service.invite_anew(Agent::Operator, staff.id).await?,
        Err(ManageError::Unknown) => service.invite_staff(Agent::Operator, name, role).await?,
        Err(error) => return Err(error.into()),
    };
    let behind = match origin {
        Some(_) => "",
        None => " behind the name of your site",
    };
    println!("Give {name} this address{behind}. It is good once and for three days:");
    let origin = origin.unwrap_or_default().trim_end_matches('/');
    println!("{origin}/staff/invitation/{}", token.reveal());
    Ok(ExitCode::SUCCESS)
}

async fn change_role(service: &Service, name: &str, role: Role, why: &str) -> anyhow::Result<ExitCode> {
    let staff = service.staff_called(name).await?;
    service.change_role(Agent::Operator, staff.id, role, why).await?;
    println!("{name} is {} from now on.", role.as_str());
    Ok(ExitCode::SUCCESS)
}

async fn end(service: &Service, name: &str, why: &str) -> anyhow::Result<ExitCode> {
    let staff = service.staff_called(name).await?;
    service.end_account(Agent::Operator, staff.id, why).await?;
    println!("The account of {name} has ended, with all its sessions.");
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

fn parse_role(text: &str) -> Result<Role, String> {
    Role::parse(text).ok_or_else(|| "a role is reviewer, lead, admin or auditor".to_owned())
}
