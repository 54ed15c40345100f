//! `reclaim serve`: survivors, staff and platforms, until told to stop.

use std::{io::ErrorKind, net::SocketAddr, process::ExitCode, sync::Arc};

use anyhow::{Context as _, bail};
use courier::HttpCourier;
use domain::list::{ListName, Policy};
use service::{Service, passkey::RelyingParty};
use tokio::net::TcpListener;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    assets::Assets,
    config::{Limits, Place, Serve},
    demonstration, listener,
    machine::SystemEntropy,
    metrics::{self, Requests},
    router::{SiteOptions, router},
    wiring::{open_service, secret_source},
};

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
