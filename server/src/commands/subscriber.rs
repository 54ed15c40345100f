//! `reclaim subscriber`: the organisations that follow lists.

use std::process::ExitCode;

use domain::list::{ListName, Policy, Publication};
use service::Service;

use crate::{
    config::{Place, SubscriberCommand},
    wiring::open_service,
};

pub(super) async fn run(place: &Place, command: SubscriberCommand) -> anyhow::Result<ExitCode> {
    let (service, _) = open_service(place).await?;
    match command {
        SubscriberCommand::Add { name, contact, lists } => add(&service, &name, contact, &lists).await,
        SubscriberCommand::List => list(&service).await,
    }
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
    println!("Credential (shown once):");
    println!("  user name   {}", credential.user_name());
    println!("  password    {}", credential.password());
    println!("  bearer      {}", credential.bearer());
    Ok(ExitCode::SUCCESS)
}

async fn list(service: &Service) -> anyhow::Result<ExitCode> {
    for subscriber in service.subscribers().await? {
        let lists: Vec<_> = subscriber.lists.iter().map(ListName::as_str).collect();
        let standing = if subscriber.suspended { ", suspended" } else { "" };
        println!(
            "{} is member {} and may read: {}{standing}.",
            subscriber.name,
            subscriber.member,
            lists.join(", ")
        );
        if let Some(contact) = service.contact(subscriber.id).await? {
            println!("  contact: {}", *contact);
        }
    }
    Ok(ExitCode::SUCCESS)
}
