//! `reclaim serve`: survivors, staff and platforms, until told to stop.

use std::{
    io::ErrorKind,
    net::{IpAddr, SocketAddr},
    process::ExitCode,
    sync::Arc,
    time::Duration,
};

use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};
use courier::HttpCourier;
use domain::list::{ListName, Policy, Publication};
use service::{Service, passkey::RelyingParty};
use tokio::net::TcpListener;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    assets::Assets,
    config::Place,
    demonstration, listener,
    machine::SystemEntropy,
    metrics::{self, Requests},
    router::{SiteOptions, router},
    wiring::{open_service, secret_source},
};

/// How to serve.
#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// The address to listen on.
    #[arg(long, env = "RECLAIM_HOST", default_value = "127.0.0.1")]
    host: IpAddr,

    /// The port to listen on; 0 takes any free one.
    #[arg(long, env = "RECLAIM_PORT", default_value_t = 3000)]
    port: u16,

    /// Makes a demonstration member of staff and a demonstration subscriber where there are none.
    #[arg(long)]
    demo: bool,

    /// When entries that screen clean are published, for lists that are made at this start.
    #[arg(long, env = "RECLAIM_PUBLICATION", value_enum, default_value_t = PublicationArgument::PublishFirst)]
    publication: PublicationArgument,

    /// Serves adults too, on a list of their own.
    #[arg(long, env = "RECLAIM_SERVE_ADULTS")]
    serve_adults: bool,

    /// Serves two languages that nobody speaks as well, made of English, to test the pages with.
    #[arg(long, env = "RECLAIM_PSEUDO_LANGUAGES")]
    pseudo_languages: bool,

    /// The neutral page that "Leave this site" goes to.
    #[arg(
        long,
        env = "RECLAIM_EXIT_URL",
        default_value = "https://www.wikipedia.org/",
        value_name = "URL"
    )]
    exit_url: String,

    /// Where the source of this version of the program is offered, for whoever wants to check it.
    #[arg(long, env = "RECLAIM_SOURCE_URL", value_name = "URL")]
    source_url: Option<String>,

    /// A proxy in front of this server whose X-Forwarded-For is believed; may be given several times. Without one, all
    /// who come through a proxy count as one visitor.
    #[arg(
        long,
        env = "RECLAIM_TRUSTED_PROXY",
        value_delimiter = ',',
        value_name = "ADDRESS"
    )]
    trusted_proxy: Vec<IpAddr>,

    /// Whether those who come too often are told to wait; `off` is for measurements only.
    #[arg(long, env = "RECLAIM_LIMITS", value_enum, default_value_t = Limits::On)]
    limits: Limits,

    /// Where people reach this site, as a browser shows it: `https://reclaim.example`. Passkeys of staff are bound to it;
    /// by default it is `http://localhost` with the port.
    #[arg(long, env = "RECLAIM_ORIGIN", value_name = "URL")]
    origin: Option<String>,

    /// How often accepted entries are put on the lists, in milliseconds.
    #[arg(long, env = "RECLAIM_SEQUENCER_INTERVAL", default_value = "1000", value_parser = parse_milliseconds, value_name = "MS")]
    sequencer_interval: Duration,

    /// Lets platforms on this very machine be woken, also without TLS; for trying things out.
    #[arg(long, env = "RECLAIM_WEBHOOK_LOOPBACK")]
    webhook_loopback: bool,

    /// Where metrics for Prometheus are served, for example `127.0.0.1:9090`; nowhere by default.
    #[arg(long, env = "RECLAIM_METRICS_ADDRESS", value_name = "ADDRESS:PORT")]
    metrics_address: Option<SocketAddr>,
}

/// Whether anyone is told to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Limits {
    /// Whoever comes too often.
    On,
    /// Nobody.
    Off,
}

/// When clean entries are published.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum PublicationArgument {
    /// At once, reviewed afterwards.
    PublishFirst,
    /// After staff confirmed them.
    ReviewFirst,
}

impl From<PublicationArgument> for Publication {
    fn from(argument: PublicationArgument) -> Self {
        match argument {
            PublicationArgument::PublishFirst => Self::PublishFirst,
            PublicationArgument::ReviewFirst => Self::ReviewFirst,
        }
    }
}

pub(super) async fn run(place: &Place, options: Serve) -> anyhow::Result<ExitCode> {
    let Some(assets) = Assets::load() else {
        bail!("the scripts and styles were not built; start the server with `cargo xtask run`");
    };
    let listener = bind(SocketAddr::new(options.host, options.port), "--port").await?;
    let metrics_listener = match options.metrics_address {
        Some(address) => Some(bind(address, "--metrics-address").await?),
        None => None,
    };
    let service = open_service(place).await?;
    if options.limits == Limits::Off {
        tracing::warn!("nobody is told to wait: --limits off is for measurements");
        service.open_the_door();
    }
    let lists = ensure_lists(&service, &options).await?;
    if options.demo {
        demonstration::ensure_accounts(&service, &lists, &SystemEntropy).await?;
    }
    // Without the pictures of other cases, what comes first would be screened as if there were none.
    service.refresh_all_screening().await?;
    announce(&listener, metrics_listener.as_ref())?;

    let stop = CancellationToken::new();
    let background = TaskTracker::new();
    let sequencer = service.clone();
    let stopped = stop.clone();
    let interval = options.sequencer_interval;
    background.spawn(async move { sequencer.run_sequencer(interval, stopped).await });
    let withdrawals = service.clone();
    let stopped = stop.clone();
    background.spawn(async move { withdrawals.run_withdrawals(stopped).await });
    if options.webhook_loopback {
        service.wake_loopback();
    }
    let courier = Arc::new(HttpCourier::new(service.reach()));
    let (waking, stopped) = (service.clone(), stop.clone());
    background.spawn(async move { waking.run_webhooks(courier, stopped).await });
    let (noting, stopped) = (service.clone(), stop.clone());
    background.spawn(async move { noting.run_served_record(stopped).await });
    let requests = Requests::default();
    if let Some(listener) = metrics_listener {
        let router = metrics::router(service.clone(), &requests);
        background.spawn(listener::serve(listener, router, stop.clone()));
    }
    let screening = service.clone();
    let stopped = stop.clone();
    background.spawn(async move { screening.run_screening(stopped).await });
    let retention = service.clone();
    let stopped = stop.clone();
    background.spawn(async move { retention.run_retention(stopped).await });
    background.spawn(secret_source(place).watch(service.clone(), stop.clone()));
    background.close();

    tokio::spawn(cancel_on_signal(stop.clone()));
    let origin = match options.origin {
        Some(origin) => {
            RelyingParty::new(&origin).context("--origin")?;
            origin
        }
        None => format!("http://localhost:{}", listener.local_addr()?.port()),
    };
    let site = SiteOptions {
        exit_url: options.exit_url,
        source_url: options.source_url,
        serve_adults: options.serve_adults,
        pseudo_languages: options.pseudo_languages,
        origin,
        trusted_proxies: options.trusted_proxy,
    };
    listener::serve(listener, router(service, &assets, site, requests), stop).await;
    background.wait().await;
    Ok(ExitCode::SUCCESS)
}

async fn bind(address: SocketAddr, option: &str) -> anyhow::Result<TcpListener> {
    match TcpListener::bind(address).await {
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            bail!(
                "port {} is in use; stop what uses it or choose another with {option}",
                address.port()
            )
        }
        bound => bound.with_context(|| format!("cannot listen on {address}")),
    }
}

async fn ensure_lists(service: &Service, options: &Serve) -> anyhow::Result<Vec<ListName>> {
    let mut lists = vec![ListName::exploitative()];
    if options.serve_adults {
        lists.push(ListName::adult());
    }
    for list in &lists {
        service
            .ensure_list(list, &Policy::initial(options.publication.into()))
            .await?;
    }
    Ok(lists)
}

fn announce(listener: &TcpListener, metrics: Option<&TcpListener>) -> anyhow::Result<()> {
    let address = listener.local_addr()?;
    println!("Reclaim is ready:");
    println!("  survivors   http://{address}/");
    println!("  staff       http://{address}/staff");
    println!(
        "  platforms   http://{address}/platform, http://{address}/api/v1 and http://{address}/ncmec/exploitative"
    );
    if let Some(metrics) = metrics {
        println!("  metrics     http://{}/metrics", metrics.local_addr()?);
    }
    Ok(())
}

async fn cancel_on_signal(stop: CancellationToken) {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
            stop.cancel();
            return;
        }
    }
    let _ = interrupted.await;
    stop.cancel();
}

fn parse_milliseconds(text: &str) -> Result<Duration, String> {
    match text.parse() {
        Ok(millis @ 10..=3_600_000) => Ok(Duration::from_millis(millis)),
        _ => Err("give 10 to 3600000 milliseconds".to_owned()),
    }
}
