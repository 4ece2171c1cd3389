//! pgbouncer in front of a PostgreSQL, handing each transaction to any of a few connections.

use std::{
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use tempfile::TempDir;
use url::Url;

use super::database::TestDatabase;

/// A running pooler; it ends with its test.
pub struct Pooler {
    child: Child,
    url: Url,
    _folder: TempDir,
}

impl Pooler {
    /// Starts one with so many connections to the server of this database, unless pgbouncer is not installed.
    pub fn before(database: &TestDatabase, connections: u16) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mut url: Url = database.url.parse().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let file = folder.path().join("pgbouncer.ini");
        let settings = format!(
            "[databases]\n* = host=127.0.0.1 port={} user={}\n[pgbouncer]\nlisten_addr = 127.0.0.1\n\
             listen_port = {port}\nunix_socket_dir =\nauth_type = any\npool_mode = transaction\n\
             default_pool_size = {connections}\nmax_client_conn = 200\n",
            url.port().unwrap_or(5432),
            url.username(),
        );
        std::fs::write(&file, settings).unwrap();
        // Debian keeps it where the paths of ordinary people do not lead.
        let debian = "/usr/sbin/pgbouncer";
        let mut command = Command::new(if Path::new(debian).exists() { debian } else { "pgbouncer" });
        command.arg("--quiet").arg(&file).stdin(Stdio::null()).stderr(Stdio::null());
        if std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0) {
            // It refuses to run as root.
            command.args(["--user", "postgres"]);
        }
        let child = match command.spawn() {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
            child => child.unwrap(),
        };
        let began = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(began.elapsed() < Duration::from_secs(10), "pgbouncer does not listen");
            std::thread::sleep(Duration::from_millis(10));
        }
        url.set_port(Some(port)).unwrap();
        Some(Self { child, url, _folder: folder })
    }

    /// The address of the database behind it, for a client that prepares no statements for later.
    pub fn url(&self) -> String {
        format!("{}?statement-cache-capacity=0", self.url)
    }
}

impl Drop for Pooler {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
