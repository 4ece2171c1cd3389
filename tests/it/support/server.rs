//! A PostgreSQL of one test's own, which it may crash and stop.

use std::{
    net::TcpListener,
    path::Path,
    process::{Command, Stdio},
};

/// A running server; it ends with its test.
pub struct Server {
    port: u16,
}

impl Server {
    pub fn start() -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let server = Self { port };
        server.told("start");
        server
    }

    /// `crash` is a power cut after which it starts again, `cut` one after which a copy of its files does; after `stop`
    /// nobody answers any more.
    pub fn told(&self, what: &str) {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/postgres");
        // Its output must not be held open by the server that it leaves behind.
        let status = Command::new(script)
            .arg(what)
            .env("TEST_POSTGRES_PORT", self.port.to_string())
            .stdout(Stdio::null())
            .status();
        assert!(status.unwrap().success(), "scripts/postgres {what}");
    }

    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.told("stop");
    }
}
