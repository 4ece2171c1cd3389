//! The program itself, as a process: commands that end, and a service that runs until it is told to stop.

use std::{
    fs::File,
    io::{BufRead, BufReader, Write},
    net::SocketAddr,
    path::PathBuf,
    process::{Child, ChildStdout, Command, ExitStatus, Output, Stdio},
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};

use super::database::TestDatabase;

/// The program with a data folder and a database of its own.
pub struct Program<'d> {
    database: &'d TestDatabase,
    settings: Vec<(&'static str, String)>,
    log: Option<PathBuf>,
}

/// How a command ended.
pub struct Ended {
    pub status: ExitStatus,
    pub out: String,
    pub err: String,
}

impl<'d> Program<'d> {
    pub fn on(database: &'d TestDatabase) -> Self {
        Self { database, settings: Vec::new(), log: None }
    }

    /// With one more setting in its environment.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.settings.push((name, value.into()));
        self
    }

    /// With the log of the service in this file.
    pub fn logging_to(mut self, file: PathBuf) -> Self {
        self.log = Some(file);
        self
    }

    pub fn run(&self, arguments: &[&str]) -> Ended {
        self.run_with_input(arguments, "")
    }

    pub fn run_with_input(&self, arguments: &[&str], input: &str) -> Ended {
        let mut child = self.command(arguments).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
        Ended { status, out: String::from_utf8(stdout).unwrap(), err: String::from_utf8(stderr).unwrap() }
    }

    /// A command whose output nobody reads any more.
    pub fn unread(&self, arguments: &[&str]) -> Command {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = self.command(arguments);
        command.stdout(writer).stderr(Stdio::piped());
        command
    }

    /// Starts the service on a free port; returns once it listens.
    pub fn serve(&self) -> Service {
        self.try_to_serve().unwrap()
    }

    /// The same of a service that may end before it listens.
    pub fn try_to_serve(&self) -> Option<Service> {
        let mut command = self.command(&["serve"]);
        if let Some(log) = &self.log {
            command.stderr(File::create(log).unwrap());
        }
        let mut child = command.env("COMMON_GROUND_PORT", "0").spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let Some((_, address)) = line.trim().rsplit_once("http://") else {
            child.kill().unwrap();
            child.wait().unwrap();
            return None;
        };
        let address = address.parse().unwrap();
        Some(Service { child, says: line.trim().to_owned(), address, out })
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_common-ground"));
        command
            .args(arguments)
            .current_dir(self.database.data_dir())
            .env_clear()
            .env("COMMON_GROUND_DATA_DIR", self.database.data_dir().join("data"))
            .env("COMMON_GROUND_DATABASE_URL", &self.database.url)
            .envs(self.settings.iter().map(|(name, value)| (*name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped());
        command
    }
}

impl Ended {
    pub fn succeeded(&self) -> &Self {
        assert!(self.status.success(), "{}\n{}{}", self.status, self.out, self.err);
        self
    }

    pub fn failed_with(&self, status: i32) -> &Self {
        assert_eq!(self.status.code(), Some(status), "{}{}", self.out, self.err);
        self
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}{}", self.out, self.err))
    }
}

/// A service that runs; it ends with its test.
pub struct Service {
    child: Child,
    /// What it printed when it began to listen.
    pub says: String,
    pub address: SocketAddr,
    // An open end, so that the service can go on printing.
    out: BufReader<ChildStdout>,
}

impl Service {
    /// The next line that it prints.
    pub fn next_line(&mut self) -> String {
        let mut line = String::new();
        self.out.read_line(&mut line).unwrap();
        line.trim().to_owned()
    }

    /// Ends it as an operator does (SIGTERM).
    pub fn stop(mut self) -> ExitStatus {
        self.tell_to_stop();
        self.child.wait().unwrap()
    }

    /// Asks it to end (SIGTERM), and waits for nothing.
    pub fn tell_to_stop(&self) {
        kill_process(Pid::from_child(&self.child), Signal::TERM).unwrap();
    }

    /// How it ended, if it did by itself within that time.
    pub fn ends_by_itself(&mut self, within: Duration) -> Option<ExitStatus> {
        let began = Instant::now();
        while began.elapsed() < within {
            if let Some(status) = self.child.try_wait().unwrap() {
                return Some(status);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        None
    }

    /// The number of its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Ends it as a power cut does (SIGKILL).
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Says that something could not be tried here: at once, and at the end of `scripts/test`, which names a file for it. A
/// release is not made without it.
#[track_caller]
pub fn not_tried(why: &str) {
    let set = |name: &str| -> Option<std::ffi::OsString> {
        std::env::var_os(name).filter(|value| !value.is_empty())
    };
    assert!(set("RELEASE").is_none(), "NOT TRIED, and a release needs it: {why}");
    eprintln!("NOT TRIED: {why}");
    if let Some(file) = set("WARNINGS") {
        let mut file = std::fs::File::options().create(true).append(true).open(file).unwrap();
        std::io::Write::write_fmt(&mut file, format_args!("WARNING: {why}\n")).unwrap();
    }
}
