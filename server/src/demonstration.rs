//! Accounts to try everything with, made at the first start with `--demo`.

use domain::{Entropy, audit::Agent, list::ListName, staff::Role};
use service::Service;

/// Makes a member of staff and a subscriber where there are none, and prints how to use them, once.
pub(crate) async fn ensure_accounts(
    service: &Service,
    lists: &[ListName],
    entropy: &dyn Entropy,
) -> anyhow::Result<()> {
    if !service.has_staff().await? {
        let passphrase = passphrase(entropy);
        let added = service.add_staff("demo", Role::Admin, &passphrase).await?;
        println!("Demonstration staff (shown once):");
        println!("  name        demo");
        println!("  passphrase  {passphrase}");
        println!("  codes       {}", *added.seed.address("demo"));
    }
    if !service.has_subscribers().await? {
        let (platform, credential) = service.add_subscriber("Demonstration platform", lists).await?;
        let code = service.invite(platform.id, Agent::Operator).await?;
        println!("Demonstration subscriber (shown once):");
        println!("  user name   {}", credential.user_name());
        println!("  password    {}", credential.password());
        println!("  bearer      {}", credential.bearer());
        println!(
            "  subscription key of the StopNCII wire  {}",
            credential.subscription_key()
        );
        println!("  its pages   /platform/claim, with the code {}", code.reveal());
    }
    Ok(())
}

/// Twenty random letters and digits in groups, about 100 bits.
pub(crate) fn passphrase(entropy: &dyn Entropy) -> String {
    const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut text = String::new();
    for (position, byte) in entropy.bytes::<20>().into_iter().enumerate() {
        if position > 0 && position % 5 == 0 {
            text.push('-');
        }
        text.push(char::from(SIGNS[usize::from(byte & 31)]));
    }
    text
}
