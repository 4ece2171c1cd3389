//! The program as a process, on a database and in a folder of its own.

use std::{
    io::{BufRead, BufReader, Read},
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

/// The secret key of every instance.
pub const SECRET: &str = "one key for all instances of a measurement";

/// Where answers are kept.
pub enum Database {
    /// In a folder.
    Sqlite(TempDir),
    /// On a server of this run's own.
    Postgres(Server, TempDir),
}

/// A throw-away PostgreSQL.
pub struct Server(u16);

impl Server {
    fn start() -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let server = Self(port);
        server.told("start");
        server
    }

    /// The first process and those that it started.
    fn processes(&self) -> Vec<u32> {
        let lock = std::env::temp_dir().join(format!("common-ground-postgres-{}/postmaster.pid", self.0));
        let lock = std::fs::read_to_string(lock).unwrap();
        let first = lock.lines().next().and_then(|pid| pid.parse().ok()).unwrap();
        let all = std::fs::read_dir("/proc").unwrap().filter_map(|entry| {
            entry.unwrap().file_name().to_str().and_then(|name| name.parse::<u32>().ok())
        });
        let parent = format!("PPid:\t{first}");
        let started = all.filter(|pid| {
            let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
            status.lines().any(|line| line == parent)
        });
        std::iter::once(first).chain(started).collect()
    }

    fn told(&self, what: &str) {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/postgres");
        let status = Command::new(script)
            .arg(what)
            .env("TEST_POSTGRES_PORT", self.0.to_string())
            // What is durable is measured where it costs something.
            .env("ON_DISK", "1")
            .stdout(Stdio::null())
            .status();
        assert!(status.unwrap().success(), "scripts/postgres {what}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.told("stop");
    }
}

impl Database {
    pub fn sqlite() -> Self {
        Self::Sqlite(tempfile::tempdir().unwrap())
    }

    pub fn postgres() -> Self {
        Self::Postgres(Server::start(), tempfile::tempdir().unwrap())
    }

    pub fn name(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "SQLite",
            Self::Postgres(..) => "PostgreSQL",
        }
    }

    pub fn url(&self) -> String {
        match self {
            Self::Sqlite(folder) => format!("sqlite://{}", folder.path().join("common-ground.db").display()),
            Self::Postgres(server, _) => format!("postgres://postgres@127.0.0.1:{}/postgres", server.0),
        }
    }

    /// The processes of its server; none where it is a file.
    pub fn processes(&self) -> Vec<u32> {
        match self {
            Self::Sqlite(_) => Vec::new(),
            Self::Postgres(server, _) => server.processes(),
        }
    }

    pub fn folder(&self) -> &Path {
        match self {
            Self::Sqlite(folder) | Self::Postgres(_, folder) => folder.path(),
        }
    }

    /// A command of the program on this database.
    pub fn command(&self, arguments: &[&str], settings: &[(&str, &str)]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_common-ground"));
        command
            .args(arguments)
            .current_dir(self.folder())
            .env_clear()
            .env("COMMON_GROUND_DATA_DIR", self.folder())
            .env("COMMON_GROUND_DATABASE_URL", self.url())
            .env("COMMON_GROUND_SECRET_KEY", SECRET)
            .env("COMMON_GROUND_PORT", "0")
            .envs(settings.iter().copied())
            .stdin(Stdio::null());
        command
    }

    /// Starts the service; returns once it listens.
    pub fn serve(&self, settings: &[(&str, &str)]) -> Service {
        let began = Instant::now();
        let mut child = self.command(&["serve"], settings).stdout(Stdio::piped()).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        while !line.contains("http://") {
            line.clear();
            assert!(out.read_line(&mut line).unwrap() > 0, "the service ended before it listened");
        }
        let started = began.elapsed();
        let address = line.trim().rsplit_once("http://").unwrap().1.parse().unwrap();
        Service { child, address, started, _out: Box::new(out) }
    }
}

/// A running service; it ends with its measurement.
pub struct Service {
    child: Child,
    pub address: SocketAddr,
    /// From its start until it listened.
    pub started: Duration,
    _out: Box<dyn Read + Send>,
}

impl Service {
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Memory in use now, in MB.
    pub fn memory(&self) -> f64 {
        memory(self.child.id(), "VmRSS:").unwrap()
    }

    /// The most memory that was in use since it started, in MB.
    pub fn most_memory(&self) -> f64 {
        memory(self.child.id(), "VmHWM:").unwrap()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = kill_process(Pid::from_child(&self.child), Signal::TERM);
        let _ = self.child.wait();
    }
}

/// A command run to its end, which it reached as it should: how long it took, and its most memory in MB.
pub fn timed(command: &mut Command) -> (Duration, f64) {
    let (status, took, most) = ended(command);
    assert!(status.success(), "{command:?}: {status}");
    (took, most)
}

/// A command run to its end, whatever it came to: its status, how long it took, and its most memory in MB.
pub fn ended(command: &mut Command) -> (ExitStatus, Duration, f64) {
    let began = Instant::now();
    let mut child = command.stdout(Stdio::null()).spawn().unwrap();
    let mut most = 0.0_f64;
    loop {
        most = most.max(memory(child.id(), "VmHWM:").unwrap_or_default());
        if let Some(status) = child.try_wait().unwrap() {
            return (status, began.elapsed(), most);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// A command run to its end: seconds of processor that it used, and what it said.
pub fn processor_of(command: &mut Command) -> (f64, String) {
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut used = 0.0_f64;
    while child.try_wait().unwrap().is_none() {
        used = used.max(super::share::processor(child.id()));
        std::thread::sleep(Duration::from_millis(1));
    }
    let mut said = String::new();
    child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
    (used, said)
}

fn memory(pid: u32, line: &str) -> Option<f64> {
    let status = std::fs::read_to_string(PathBuf::from(format!("/proc/{pid}/status"))).ok()?;
    let found = status.lines().find_map(|text| text.strip_prefix(line))?;
    let kilobytes: f64 = found.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kilobytes / 1024.0)
}
