//! The command line: what an administrator types. One file per command; errors go to standard error with exit
//! status 1, wrong usage with 2.

#![warn(clippy::print_stdout)]

/// Says something on standard output, as `println!` does, and goes on where nobody reads it any more.
macro_rules! say {
    ($($words:tt)*) => {
        $crate::cli::say_line(format_args!($($words)*))
    };
}

mod alone;
mod backup;
mod bounces;
mod check;
mod demo;
mod export;
mod export_programme;
mod import;
mod import_programme;
pub mod launch;
mod manual;
mod migrate_database;
mod person;
mod progress;
mod report;
mod restore;
mod round;
mod run_due;
mod serve;
mod user;
mod whole;
mod write_up;

use std::{
    fmt,
    io::{self, ErrorKind, IsTerminal, Write},
    process::{self, ExitCode},
};

use clap::{Parser, Subcommand};
use tracing_subscriber::EnvFilter;

use crate::{
    app::config::{Config, ConfigError, LogFormat},
    system::allocator,
};

/// Any reason for a command to fail, in words for a person.
pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;

const SETTINGS: &str = "Settings come from common-ground.toml in the working folder and from the environment \
     (COMMON_GROUND_DATA_DIR, COMMON_GROUND_DATABASE_URL, COMMON_GROUND_SITE_URL, COMMON_GROUND_ADDRESS, \
     COMMON_GROUND_PORT, COMMON_GROUND_SMTP_URL, COMMON_GROUND_SMTP_CA_FILE, COMMON_GROUND_MAIL_FROM, \
     COMMON_GROUND_MAIL_PER_MINUTE, COMMON_GROUND_MAIL_PER_DOMAIN, COMMON_GROUND_API_PER_MINUTE, COMMON_GROUND_BOUNCE_ADDRESS, COMMON_GROUND_BACKUP_DIR, COMMON_GROUND_SECRET_KEY, COMMON_GROUND_MIN_GROUP, COMMON_GROUND_IP_HEADER, COMMON_GROUND_METRICS_TOKEN, COMMON_GROUND_SECURITY_CONTACT, COMMON_GROUND_WEBHOOK_HOSTS, COMMON_GROUND_LOG_FORMAT, COMMON_GROUND_OIDC_ISSUER, COMMON_GROUND_OIDC_CLIENT_ID, COMMON_GROUND_OIDC_CLIENT_SECRET, COMMON_GROUND_OIDC_LABEL).";

/// Surveys and workshop feedback for public-library partnership programmes.
#[derive(Debug, Parser)]
#[command(name = "common-ground", version, after_help = SETTINGS)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the service
    Serve(serve::ServeArgs),
    /// Fill a new data folder with example data, and serve it
    Demo(demo::DemoArgs),
    /// Run the scheduler once: open and close surveys, send due emails, write summaries, delete what is due
    RunDue(run_due::RunDueArgs),
    /// Check the database, the tallies, the settings and email, and say how to fix what is wrong
    Check(check::CheckArgs),
    /// Back up everything to one file, while the service runs
    Backup(backup::BackupArgs),
    /// Restore a backup
    Restore(restore::RestoreArgs),
    /// Copy everything into another database, such as from SQLite to PostgreSQL
    MigrateDatabase(migrate_database::MigrateDatabaseArgs),
    /// Write answers to a file
    Export(export::ExportArgs),
    /// Read answers from a file
    Import(import::ImportArgs),
    /// Put a whole programme into one file, to move it to another installation
    ExportProgramme(export_programme::ExportProgrammeArgs),
    /// Import a programme from the file that `export-programme` wrote
    ImportProgramme(import_programme::ImportProgrammeArgs),
    /// Show or erase what is held about a person
    Person(person::PersonArgs),
    /// Compare two files of answers, without a service or a database
    Report(report::ReportArgs),
    /// Write the notes of a workshop as a document, without a service or a database
    WriteUp(write_up::WriteUpArgs),
    /// Read bounces from a mailbox, so that dead addresses get no more emails
    Bounces(bounces::BouncesArgs),
    /// Add, list, disable and enable the people who sign in
    User(user::UserArgs),
    /// Write the manual pages and shell completions into a folder
    #[command(hide = true)]
    Manual(manual::ManualArgs),
}

/// Runs the command that was typed.
pub fn main() -> ExitCode {
    let line = CommandLine::parse();
    // A service tells what it does; a command says so itself at its end.
    let usual = if matches!(line.command, Command::Serve(_)) { "error,common_ground=info" } else { "error" };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(usual));
    let config = Config::load();
    let format = config.as_ref().map(|config| config.log_format).unwrap_or_default();
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr);
    // Not `init()`: it would also take what goes to the `log` crate, by which the web server names whole addresses and
    // what people typed.
    let set = match format {
        LogFormat::Text => tracing::subscriber::set_global_default(
            log.with_ansi(io::stderr().is_terminal()).with_target(false).finish(),
        ),
        LogFormat::Json => tracing::subscriber::set_global_default(log.json().flatten_event(true).finish()),
    };
    if let Err(error) = set {
        eprintln!("common-ground: there is no log: {error}");
    }
    if matches!(line.command, Command::Serve(_)) {
        allocator::settle();
    }
    match run(line.command, config) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("common-ground: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// Writes a line to standard output. Whoever reads it may have read enough and be gone, as `head` is: that is no failure, and
/// keeps no command from its work.
fn write_line(line: fmt::Arguments<'_>) -> io::Result<()> {
    match writeln!(io::stdout(), "{line}") {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}

/// What `say!` does: a line that a full disk does not take ends the program, before anybody takes half of it for all.
fn say_line(line: fmt::Arguments<'_>) {
    if let Err(error) = write_line(line) {
        eprintln!("common-ground: standard output: {error}");
        process::exit(1);
    }
}

fn run(command: Command, config: Result<Config, ConfigError>) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match command {
            Command::Serve(command) => command.run(config?).await,
            Command::Demo(command) => Box::pin(command.run(config?)).await,
            Command::RunDue(command) => command.run(config?).await,
            Command::Check(command) => command.run(config).await,
            Command::Export(command) => command.run(config?).await,
            Command::Import(command) => command.run(config?).await,
            Command::ExportProgramme(command) => command.run(config?).await,
            Command::ImportProgramme(command) => command.run(config?).await,
            Command::Report(command) => command.run(&config?),
            Command::WriteUp(command) => command.run(),
            Command::User(command) => command.run(config?).await,
            Command::Bounces(command) => command.run(config?).await,
            Command::Backup(command) => command.run(config?).await,
            Command::Restore(command) => Box::pin(command.run(config?)).await,
            Command::MigrateDatabase(command) => command.run(config?).await,
            Command::Person(command) => command.run(config?).await,
            Command::Manual(command) => command.run(),
        }
    })
}
