//! A way to a server that can be cut without a word: nothing is forwarded any more, and nothing is closed, as when the
//! server's machine loses its power.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use url::Url;

/// Connections made before this generation are dead.
#[derive(Default)]
struct Life {
    now: AtomicUsize,
    alive_from: AtomicUsize,
}

impl Life {
    fn is_dead(&self, born: usize) -> bool {
        born < self.alive_from.load(Ordering::SeqCst)
    }
}

/// A running proxy; it ends with its test.
pub struct Proxy {
    address: SocketAddr,
    life: Arc<Life>,
    accepting: JoinHandle<()>,
}

impl Proxy {
    /// A way to the server of this address.
    pub async fn before(url: &str) -> Self {
        let url: Url = url.parse().unwrap();
        let server = format!("{}:{}", url.host_str().unwrap(), url.port().unwrap_or(5432));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (address, life) = (listener.local_addr().unwrap(), Arc::<Life>::default());
        let shared = life.clone();
        let accepting = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(join(client, server.clone(), shared.clone()));
            }
        });
        Self { address, life, accepting }
    }

    /// The same address by way of the proxy.
    pub fn url(&self, url: &str) -> String {
        let mut url: Url = url.parse().unwrap();
        url.set_ip_host(self.address.ip()).unwrap();
        url.set_port(Some(self.address.port())).unwrap();
        url.to_string()
    }

    /// The server is gone: whatever is sent is neither answered nor refused.
    pub fn die(&self) {
        self.life.alive_from.store(usize::MAX, Ordering::SeqCst);
    }

    /// Another server has taken its address. Connections to the one before stay dead.
    pub fn revive(&self) {
        let next = self.life.now.fetch_add(1, Ordering::SeqCst) + 1;
        self.life.alive_from.store(next, Ordering::SeqCst);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn join(client: TcpStream, server: String, life: Arc<Life>) {
    let born = life.now.load(Ordering::SeqCst);
    let Ok(server) = TcpStream::connect(server).await else { return };
    let ((client_in, client_out), (server_in, server_out)) = (client.into_split(), server.into_split());
    tokio::join!(pump(client_in, server_out, &life, born), pump(server_in, client_out, &life, born));
}

async fn pump(
    mut from: impl AsyncReadExt + Unpin,
    mut to: impl AsyncWriteExt + Unpin,
    life: &Life,
    born: usize,
) {
    let mut bytes = vec![0; 64 * 1024];
    loop {
        let read = from.read(&mut bytes).await;
        if life.is_dead(born) {
            // Neither end is told, for as long as the test lasts.
            std::future::pending::<()>().await;
        }
        match read {
            Ok(many) if many > 0 => {
                if to.write_all(&bytes[..many]).await.is_err() {
                    return;
                }
            }
            _ => {
                let _ = to.shutdown().await;
                return;
            }
        }
    }
}
