//! A server like the product's, put together here: the same service, pages and feeds, on a storage that may be mutated.

use std::{net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use anyhow::Result;
use app::PageOptions;
use axum::{Router, http::StatusCode, routing::get};
use clap::Args;
use domain::list::{ListName, Policy, Publication};
use platform_api::Limits;
use service::Service;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::{Mutant, storage::MutatedStorage};
use crate::database;

/// What a server is told on its command line.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// The port to listen on
    #[arg(long)]
    pub port: u16,
    /// How often changes are numbered, in milliseconds
    #[arg(long, default_value_t = 100)]
    pub interval: u64,
    /// The file with the secret key
    #[arg(long, env = "RECLAIM_SECRET_FILE")]
    pub secret_file: PathBuf,
    /// The database
    #[arg(long, env = "RECLAIM_DATABASE_URL", hide_env_values = true)]
    pub database_url: String,
    /// The protection that is missing
    #[arg(long, value_enum)]
    pub mutant: Option<Mutant>,
}

/// Entries of one NCMEC page: few, so that clients have to page.
const PAGE: u32 = 40;

/// Serves until it is killed.
///
/// # Errors
/// Where database or port cannot be had.
pub async fn run(options: Options) -> Result<()> {
    let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], options.port))).await?;
    let mut storage = database::open(&options.database_url).await?;
    if let Some(mutant) = options.mutant {
        storage = Arc::new(MutatedStorage::new(storage, mutant));
    }
    let service = database::service(storage, &options.secret_file)?;
    service.open_the_door();
    let list = ListName::exploitative();
    let policy = Policy::initial(Publication::PublishFirst);
    service.ensure_list(&list, &policy).await?;
    if options.mutant.is_none_or(Mutant::has_sequencer) {
        let (sequencer, interval) = (service.clone(), Duration::from_millis(options.interval));
        tokio::spawn(async move { sequencer.run_sequencer(interval, CancellationToken::new()).await });
    }
    axum::serve(listener, router(service)).await?;
    Ok(())
}

fn router(service: Service) -> Router {
    let page_options = PageOptions {
        assets: "/assets".to_owned(),
        files: Vec::new(),
        source_url: None,
        exit_url: "https://www.wikipedia.org/".to_owned(),
        serve_adults: false,
        pseudo_languages: false,
        origin: "http://localhost".to_owned(),
        passkeys: None,
    };
    let health = service.clone();
    Router::new()
        .merge(app::router(service.clone(), page_options))
        .merge(platform_api::router_with(
            service,
            Limits {
                ncmec_page: PAGE,
                requests: u32::MAX,
                ..Limits::default()
            },
        ))
        .route(
            "/readyz",
            get(async move || match health.ready().await {
                Ok(()) => StatusCode::OK,
                Err(_) => StatusCode::SERVICE_UNAVAILABLE,
            }),
        )
}
