//! `reclaim subscriber`: the organisations that follow lists.

use std::process::ExitCode;

use domain::list::{ListName, Policy, Publication};

use crate::{
    config::{Place, SubscriberCommand},
    wiring::open_service,
};

pub(super) async fn run(place: &Place, command: SubscriberCommand) -> anyhow::Result<ExitCode> {
    let SubscriberCommand::Add { name, lists } = command;
    let (service, _) = open_service(place).await?;
    // The first list exists from the start, also where `serve` has not run yet.
    service
        .ensure_list(
            &ListName::exploitative(),
            &Policy::initial(Publication::PublishFirst),
        )
        .await?;
    let (subscriber, credential) = service.add_subscriber(&name, &lists).await?;
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
