//! `reclaim doctor`: is everything where it should be?

use std::process::ExitCode;

use crate::{config::Place, wiring::open_service};

pub(super) async fn run(place: &Place) -> anyhow::Result<ExitCode> {
    let (service, _) = open_service(place).await?;
    println!("The database opens and its tables are up to date.");
    let diagnosis = service.inspect().await?;
    println!("{} announcements wait for their number.", diagnosis.waiting);
    for list in &diagnosis.lists {
        println!(
            "List {}: {} changes, checkpoint {}.",
            list.name,
            list.size,
            hex::encode(list.digest)
        );
        for fault in &list.faults {
            println!("  FAULT: {fault}");
        }
    }
    if diagnosis.lists.iter().all(|list| list.faults.is_empty()) {
        println!("Nothing is wrong.");
        Ok(ExitCode::SUCCESS)
    } else {
        println!("Restore from a backup, and tell subscribers to compare checkpoints.");
        Ok(ExitCode::FAILURE)
    }
}
