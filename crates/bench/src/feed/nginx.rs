//! nginx on a folder of files: what serving the same bytes costs at least.

use std::{fs, net::SocketAddr, path::Path, process::Stdio, time::Duration};

use anyhow::{Context as _, Result};
use tokio::{
    net::{TcpListener, TcpStream},
    process::{Child, Command},
};

/// A server of files; it ends when this is dropped.
pub(crate) struct Nginx {
    pub(crate) address: SocketAddr,
    _process: Child,
}

impl Nginx {
    /// Serves a folder; `None` where there is no nginx on this machine.
    pub(crate) async fn start(folder: &Path) -> Result<Option<Self>> {
        let address = {
            let listener = TcpListener::bind("127.0.0.1:0").await?;
            listener.local_addr()?
        };
        let home = folder.display();
        let configuration = format!(
            "daemon off; master_process off; pid {home}/nginx.pid; error_log {home}/error.log;\n\
             events {{ worker_connections 4096; }}\n\
             http {{ access_log off; sendfile on; tcp_nodelay on; keepalive_requests 1000000000; etag on;\n\
             client_body_temp_path {home}/t1; proxy_temp_path {home}/t2; fastcgi_temp_path {home}/t3;\n\
             uwsgi_temp_path {home}/t4; scgi_temp_path {home}/t5;\n\
             server {{ listen {address}; root {home}; }} }}\n"
        );
        let file = folder.join("nginx.conf");
        fs::write(&file, configuration)?;
        let mut command = Command::new("nginx");
        command.args(["-p".as_ref(), folder.as_os_str(), "-c".as_ref(), file.as_os_str()]);
        command.stderr(Stdio::null()).kill_on_drop(true);
        let Ok(process) = command.spawn() else {
            return Ok(None);
        };
        for _ in 0..100 {
            if TcpStream::connect(address).await.is_ok() {
                return Ok(Some(Self {
                    address,
                    _process: process,
                }));
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        None.context("nginx does not answer")
    }
}
