//! `reclaim subscriber webhook`: where and whether a platform is woken when a list advances.

use std::process::ExitCode;

use clap::Subcommand;
use domain::{
    audit::Agent,
    id::MessageId,
    subscriber::Subscriber,
    webhook::{Message, News},
};
use service::{Service, webhook::Secret};

/// Whoever types a command.
const BY: Agent = Agent::Operator;

/// What to do with an organisation's webhook.
#[derive(Debug, Subcommand)]
pub(crate) enum WebhookCommand {
    /// Wakes the organisation at an address; the first time it prints the secret that messages are signed with, once.
    Set {
        /// Where it is woken: https, on the public internet.
        #[arg(value_name = "URL")]
        address: String,
    },
    /// Shows address, state, public key and the newest messages.
    Show,
    /// Draws another secret and prints it once; for a day messages are signed with both.
    Renew,
    /// Switches it on again, with a new start for what waits.
    On,
    /// Switches it off.
    Off,
    /// Sends a message that says nothing, to see whether it arrives.
    Test,
    /// Sends a message again.
    Replay {
        /// The message's id, as `show` prints it.
        #[arg(value_parser = parse_message_id, value_name = "MESSAGE")]
        message: MessageId,
    },
    /// Forgets address, secret and messages.
    Remove,
}

pub(super) async fn run(
    service: &Service,
    platform: &Subscriber,
    command: WebhookCommand,
) -> anyhow::Result<ExitCode> {
    let name = &platform.name;
    match command {
        WebhookCommand::Set { address } => {
            let secret = service.set_webhook(platform, &address, BY).await?;
            println!("{name} is woken at {address}.");
            if let Some(secret) = secret {
                hand_over(&secret);
            }
        }
        WebhookCommand::Show => show(service, platform).await?,
        WebhookCommand::Renew => {
            let secret = service.renew_webhook_secret(platform.id, BY).await?;
            println!("For a day messages to {name} are signed with the old secret as well.");
            hand_over(&secret);
        }
        WebhookCommand::On => {
            service.switch_webhook(platform.id, true, BY).await?;
            println!("{name} is woken from now on.");
        }
        WebhookCommand::Off => {
            service.switch_webhook(platform.id, false, BY).await?;
            println!("{name} is not woken any more.");
        }
        WebhookCommand::Test => {
            let message = service.test_webhook(platform.id, BY).await?;
            println!("{name} is sent {message}, which says nothing.");
        }
        WebhookCommand::Replay { message } => {
            service.replay_message(platform.id, message, BY).await?;
            println!("{name} is sent {message} again.");
        }
        WebhookCommand::Remove => {
            service.remove_webhook(platform.id, BY).await?;
            println!("{name} is not woken any more, and its address and secret are forgotten.");
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints what messages are signed with.
fn hand_over(secret: &Secret) {
    println!("What messages are signed with (the secret is shown once):");
    println!("  secret      {}", *secret.shared());
    println!("  public key  {}", secret.public_key());
}

async fn show(service: &Service, platform: &Subscriber) -> anyhow::Result<()> {
    let Some(view) = service.webhook(platform.id).await? else {
        println!("{} has no webhook.", platform.name);
        return Ok(());
    };
    let state = match view.webhook.off {
        None if platform.suspended => "on, and silent until it is resumed".to_owned(),
        None => "on".to_owned(),
        Some(because) => format!("off ({})", because.as_str()),
    };
    println!(
        "{} is woken at {}: {state}.",
        platform.name,
        view.webhook.address.as_str()
    );
    println!("  public key  {}", view.public_key);
    for message in &view.messages {
        println!("  {}", line(message));
    }
    Ok(())
}

/// What became of a message.
fn line(message: &Message) -> String {
    let news = match &message.news {
        News::Advanced { list, number } => format!("{list} up to {number}"),
        News::Test => "a test".to_owned(),
    };
    let outcome = message.outcome.as_deref().unwrap_or("not tried");
    format!(
        "{} {news}: {} after {} tries, last: {outcome}",
        message.id,
        message.progress.as_str(),
        message.attempts
    )
}

fn parse_message_id(text: &str) -> Result<MessageId, String> {
    MessageId::parse(text).map_err(|error| error.to_string())
}
