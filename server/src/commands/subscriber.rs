//! `reclaim subscriber`: the organisations that follow lists.

use std::{fmt::Write as _, process::ExitCode, time::Duration};

use anyhow::{Context as _, bail};
use clap::Subcommand;
use domain::{
    audit::Agent,
    id::CredentialId,
    list::{ListName, Policy, Publication},
    subscriber::{Scope, Scopes, Subscriber},
};
use service::{Service, subscribe::IssuedCredential, subscriber_key::KeyOrder};

use super::{
    output::print,
    webhook::{self, WebhookCommand},
};
use crate::{
    config::{Place, parse_list},
    wiring::{open_existing_service, open_service},
};

/// What to do with subscribers.
#[derive(Debug, Subcommand)]
pub(crate) enum SubscriberCommand {
    /// Adds an organisation and prints its credential once.
    Add {
        /// The organisation's name.
        name: String,
        /// How to reach the organisation; kept sealed.
        #[arg(long, value_name = "TEXT")]
        contact: Option<String>,
        /// A list that it may read; may be given several times.
        #[arg(long = "list", value_parser = parse_list, default_value = "exploitative", value_name = "LIST")]
        lists: Vec<ListName>,
    },
    /// Shows every organisation, with its lists and its keys.
    List,
    /// Says where and whether an organisation is woken when a list advances.
    Webhook {
        /// Its member number.
        member: i32,
        /// What to do with it.
        #[command(subcommand)]
        command: WebhookCommand,
    },
    /// Prints a code with which someone makes the account of an organisation at /platform/claim, for its first account
    /// or after everything that opened one was lost. Earlier accounts end when someone has signed in with the new one.
    Invite {
        /// Its member number.
        member: i32,
    },
    /// Lets an organisation choose a list that was made after it joined.
    Grant {
        /// Its member number.
        member: i32,
        /// The list.
        #[arg(value_parser = parse_list, value_name = "LIST")]
        list: ListName,
        /// It follows the list at once, instead of choosing so on its pages.
        #[arg(long)]
        follow: bool,
    },
    /// Takes a list back: the organisation follows it no more, at once, and may not choose it.
    RevokeList {
        /// Its member number.
        member: i32,
        /// The list.
        #[arg(value_parser = parse_list, value_name = "LIST")]
        list: ListName,
    },
    /// Ends an organisation's account on the pages, with its sessions; its keys stay as they are.
    EndAccount {
        /// Its member number.
        member: i32,
        /// The name that someone signs in with; every account of the organisation where there is none.
        name: Option<String>,
    },
    /// Stops an organisation from reading: no credential of it opens anything.
    Suspend {
        /// Its member number.
        member: i32,
    },
    /// Lets an organisation read again.
    Resume {
        /// Its member number.
        member: i32,
    },
    /// Gives an organisation another key and prints it once.
    Key {
        /// The organisation's member number.
        member: i32,
        /// What the key may be used for: read, feedback, contribute; may be given several times. By default read and
        /// feedback.
        #[arg(long = "scope", value_parser = parse_scope, value_name = "SCOPE")]
        scopes: Vec<Scope>,
        /// The key ends after so many days; by default it has no end.
        #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=3_650))]
        days: Option<u32>,
    },
    /// Takes a key back, on every node: at once, or in a few days, so that another can take its place first.
    Revoke {
        /// The organisation's member number.
        member: i32,
        /// The key's id: its user name.
        #[arg(value_parser = parse_key_id, value_name = "KEY-ID")]
        key: CredentialId,
        /// It goes on for so many days; by default it ends at once.
        #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=365))]
        in_days: Option<u32>,
    },
    /// Notes with whom an organisation acts, as brands of one company do: what they say of an entry counts once.
    Group {
        /// The organisation's member number.
        member: i32,
        /// The name of whom it belongs to, or of another organisation that follows lists.
        #[arg(required_unless_present = "none", value_name = "GROUP")]
        group: Option<String>,
        /// It acts with nobody.
        #[arg(long, conflicts_with = "group")]
        none: bool,
    },
    /// Says whether an organisation may hand in hashes of its own.
    Contribution {
        /// The organisation's member number.
        member: i32,
        /// Whether it may.
        #[arg(action = clap::ArgAction::Set, value_name = "true|false")]
        may: bool,
    },
}

pub(super) async fn run(place: &Place, command: SubscriberCommand) -> anyhow::Result<ExitCode> {
    // Whoever adds the first organisation may do so before the server has ever run.
    let service = match &command {
        SubscriberCommand::Add { .. } => open_service(place).await?,
        _ => open_existing_service(place).await?,
    };
    match command {
        SubscriberCommand::Add { name, contact, lists } => add(&service, &name, contact, &lists).await,
        SubscriberCommand::List => list(&service).await,
        SubscriberCommand::Webhook { member, command } => {
            let platform = of_member(&service, member).await?;
            webhook::run(&service, &platform, command).await
        }
        SubscriberCommand::Invite { member } => {
            let subscriber = of_member(&service, member).await?;
            let code = service.invite(subscriber.id, Agent::Operator).await?;
            println!(
                "{} makes its account at /platform/claim with this code (shown once, good for 30 days):",
                subscriber.name
            );
            println!("  {}", code.reveal());
            Ok(ExitCode::SUCCESS)
        }
        SubscriberCommand::Grant { member, list, follow } => {
            let subscriber = of_member(&service, member).await?;
            service
                .grant_list(subscriber.id, &list, follow, Agent::Operator)
                .await?;
            let now = if follow { "follows" } else { "may choose" };
            println!("{} {now} {list}.", subscriber.name);
            Ok(ExitCode::SUCCESS)
        }
        SubscriberCommand::RevokeList { member, list } => {
            let subscriber = of_member(&service, member).await?;
            service.revoke_list(subscriber.id, &list, Agent::Operator).await?;
            println!(
                "{} may choose {list} no more, and does not follow it.",
                subscriber.name
            );
            Ok(ExitCode::SUCCESS)
        }
        SubscriberCommand::EndAccount { member, name } => end_account(&service, member, name).await,
        SubscriberCommand::Suspend { member } => {
            let name = set_suspended(&service, member, true).await?;
            println!("{name} can read nothing from now on.");
            Ok(ExitCode::SUCCESS)
        }
        SubscriberCommand::Resume { member } => {
            let name = set_suspended(&service, member, false).await?;
            println!("{name} can read again.");
            Ok(ExitCode::SUCCESS)
        }
        SubscriberCommand::Key { member, scopes, days } => key(&service, member, scopes, days).await,
        SubscriberCommand::Revoke { member, key, in_days } => revoke(&service, member, key, in_days).await,
        SubscriberCommand::Group { member, group, none } => {
            let subscriber = of_member(&service, member).await?;
            let group = group.as_deref().filter(|_| !none);
            match service.set_group(subscriber.id, group, Agent::Operator).await? {
                Some(group) => println!("{} counts as one with all of \"{group}\".", subscriber.name),
                None => println!("{}", on_its_own(&service, &subscriber).await?),
            }
            Ok(ExitCode::SUCCESS)
        }
        SubscriberCommand::Contribution { member, may } => {
            let subscriber = of_member(&service, member).await?;
            service
                .allow_contribution(subscriber.id, may, Agent::Operator)
                .await?;
            let verb = if may { "may" } else { "may not" };
            println!("{} {verb} hand in hashes.", subscriber.name);
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// What is said where a platform is noted with nobody: others can still be noted with it.
async fn on_its_own(service: &Service, subscriber: &Subscriber) -> anyhow::Result<String> {
    let facts = service.facts_of_platform(subscriber.id).await?;
    let others = facts.map(|facts| facts.one_with).unwrap_or_default();
    Ok(if others.is_empty() {
        format!("{} acts with nobody.", subscriber.name)
    } else {
        format!(
            "{} is noted with nobody; these still act with it, so note it of them: {}.",
            subscriber.name,
            others.join(", ")
        )
    })
}

async fn key(
    service: &Service,
    member: i32,
    scopes: Vec<Scope>,
    days: Option<u32>,
) -> anyhow::Result<ExitCode> {
    let subscriber = of_member(service, member).await?;
    let scopes = if scopes.is_empty() {
        Scopes::usual()
    } else {
        scopes.into_iter().collect()
    };
    let order = KeyOrder {
        subscriber: subscriber.id,
        scopes: scopes.clone(),
        expires_at: days.map(|days| service.now().plus(lasts(days))),
    };
    let issued = service.issue_key(order, Agent::Operator).await?;
    println!("A key of {} for: {scopes}.", subscriber.name);
    show(&issued);
    Ok(ExitCode::SUCCESS)
}

/// Takes a key back, at once or in so many days.
async fn revoke(
    service: &Service,
    member: i32,
    key: CredentialId,
    in_days: Option<u32>,
) -> anyhow::Result<ExitCode> {
    let subscriber = of_member(service, member).await?;
    if let Some(days) = in_days {
        let end = service.now().plus(lasts(days));
        service.end_key(subscriber.id, key, end, Agent::Operator).await?;
        println!("The key {key} of {} ends in {days} days.", subscriber.name);
    } else {
        service.revoke_key(subscriber.id, key, Agent::Operator).await?;
        println!("The key {key} of {} opens nothing any more.", subscriber.name);
    }
    Ok(ExitCode::SUCCESS)
}

fn lasts(days: u32) -> Duration {
    Duration::from_secs(u64::from(days) * 86_400)
}

/// Ends the account of that name, or every account.
async fn end_account(service: &Service, member: i32, name: Option<String>) -> anyhow::Result<ExitCode> {
    let subscriber = of_member(service, member).await?;
    let accounts = service.accounts_of(subscriber.id).await?;
    let meant: Vec<_> = accounts
        .iter()
        .filter(|account| name.as_ref().is_none_or(|name| account.name == *name))
        .collect();
    if meant.is_empty() {
        match name {
            Some(name) => bail!("nobody called {name} signs in for {}", subscriber.name),
            None => bail!("{} has no account", subscriber.name),
        }
    }
    for account in meant {
        service.end_platform_account(account, Agent::Operator).await?;
        println!("The account {} of {} has ended.", account.name, subscriber.name);
    }
    println!("Its keys are as they were: `reclaim subscriber revoke` takes one back.");
    Ok(ExitCode::SUCCESS)
}

/// Prints a credential, in the forms that the wires want it in.
fn show(issued: &IssuedCredential) {
    println!("Credential (shown once):");
    println!("  user name   {}", issued.user_name());
    println!("  password    {}", issued.password());
    println!("  bearer      {}", issued.bearer());
    println!("On the StopNCII wire the bearer is the function key, and:");
    println!("  subscription key  {}", issued.subscription_key());
}

async fn add(
    service: &Service,
    name: &str,
    contact: Option<String>,
    lists: &[ListName],
) -> anyhow::Result<ExitCode> {
    // The first list exists from the start, also where `serve` has not run yet.
    service
        .ensure_list(
            &ListName::exploitative(),
            &Policy::initial(Publication::PublishFirst),
        )
        .await?;
    let (subscriber, credential) = service.add_subscriber(name, lists).await?;
    if let Some(contact) = contact {
        service.set_contact(subscriber.id, &contact).await?;
    }
    let lists: Vec<_> = lists.iter().map(ListName::as_str).collect();
    println!(
        "{name} is member {} and may read: {}.",
        subscriber.member,
        lists.join(", ")
    );
    show(&credential);
    Ok(ExitCode::SUCCESS)
}

/// Answers the organisation's name.
async fn set_suspended(service: &Service, member: i32, suspended: bool) -> anyhow::Result<String> {
    let subscriber = of_member(service, member).await?;
    if suspended {
        service
            .suspend_platform(subscriber.id, Agent::Operator, "")
            .await?;
    } else {
        service
            .resume_platform(subscriber.id, Agent::Operator, "")
            .await?;
    }
    Ok(subscriber.name)
}

/// The subscriber of that member number.
pub(super) async fn of_member(service: &Service, member: i32) -> anyhow::Result<Subscriber> {
    let platforms = service.platforms().await?;
    platforms
        .into_iter()
        .map(|(subscriber, _)| subscriber)
        .find(|subscriber| subscriber.member == member)
        .with_context(|| format!("no organisation has the member number {member}"))
}

async fn list(service: &Service) -> anyhow::Result<ExitCode> {
    let mut lines = String::new();
    let groups = service.groups().await?;
    for subscriber in service.subscribers().await? {
        let lists: Vec<_> = subscriber.lists.iter().map(ListName::as_str).collect();
        let reads = if lists.is_empty() {
            "follows no list".to_owned()
        } else {
            format!("may read: {}", lists.join(", "))
        };
        let standing = if subscriber.suspended { ", suspended" } else { "" };
        writeln!(
            lines,
            "{} is member {} and {reads}{standing}.",
            subscriber.name, subscriber.member
        )?;
        if let Some((_, group)) = groups.iter().find(|(id, _)| *id == subscriber.id) {
            writeln!(lines, "  counts as one with all of \"{group}\"")?;
        }
        for account in service.accounts_of(subscriber.id).await? {
            writeln!(lines, "  account {}", account.name)?;
        }
        let now = service.now();
        for key in service.keys_of(subscriber.id).await? {
            let state = match key.expires_at {
                _ if key.revoked_at.is_some() => "revoked".to_owned(),
                Some(end) if end <= now => "ended".to_owned(),
                Some(end) => format!(
                    "in force for {} more days",
                    (end.as_seconds() - now.as_seconds() + 86_399) / 86_400
                ),
                None => "in force".to_owned(),
            };
            writeln!(lines, "  key {} for {}: {state}", key.id, key.scopes)?;
        }
        if let Some(contact) = service.contact(Agent::Operator, subscriber.id).await? {
            writeln!(lines, "  contact: {}", *contact)?;
        }
    }
    print(&lines)?;
    Ok(ExitCode::SUCCESS)
}

fn parse_scope(text: &str) -> Result<Scope, String> {
    Scope::parse(text).ok_or_else(|| "a scope is read, feedback or contribute".to_owned())
}

fn parse_key_id(text: &str) -> Result<CredentialId, String> {
    CredentialId::parse(text).map_err(|error| error.to_string())
}
