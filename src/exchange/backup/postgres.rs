//! The programs of PostgreSQL that write a dump and read it back.

use std::{
    fs::File,
    io::{self, ErrorKind},
    path::Path,
    process::{Child, Command, Output, Stdio},
    thread,
};

use url::Url;

use crate::mail::percent_decoded;

/// Why a dump could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum DumpError {
    /// The program is not there.
    #[error(
        "{program} is not installed here. Install the client programs of PostgreSQL (Debian: postgresql-client), or run where they are: {command}"
    )]
    Missing {
        /// Which.
        program: &'static str,
        /// What to run by hand.
        command: String,
    },
    /// The program failed.
    #[error("{program} failed: {said}")]
    Failed {
        /// Which.
        program: &'static str,
        /// What it said.
        said: String,
    },
}

/// Writes the database as it is in the exported moment `snapshot` to a file.
pub fn dump(url: &str, snapshot: &str, to: &Path) -> Result<(), DumpError> {
    let mut arguments: Vec<String> =
        ["--format=custom", "--no-owner", "--no-privileges", "--exclude-schema=replaced_*"]
            .map(str::to_owned)
            .into();
    arguments.push(format!("--file={}", to.display()));
    let by_hand = arguments.clone();
    arguments.push(format!("--snapshot={snapshot}"));
    run("pg_dump", url, &arguments, &by_hand, None)
}

/// Reads such a file into an empty database, whole or not at all. The program gets it from us piece by piece: were this
/// process killed, the file would end for it too soon, and it gives up instead of going on alone.
pub fn restore(url: &str, from: &Path) -> Result<(), DumpError> {
    let arguments: Vec<String> = ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
        .map(str::to_owned)
        .into();
    let mut by_hand = arguments.clone();
    by_hand.push(from.display().to_string());
    run("pg_restore", url, &arguments, &by_hand, Some(from))
}

/// Writes the rows of such a file as text, one after the other, which needs no server.
pub fn as_text(from: &Path, to: &Path) -> Result<(), DumpError> {
    let mut arguments: Vec<String> =
        ["--data-only", "--no-owner", "--no-privileges"].map(str::to_owned).into();
    arguments.push(format!("--file={}", to.display()));
    arguments.push(from.display().to_string());
    let mut command = Command::new("pg_restore");
    command.args(&arguments);
    end("pg_restore", command, None, || format!("pg_restore {}", arguments.join(" ")))
}

fn run(
    program: &'static str,
    url: &str,
    arguments: &[String],
    by_hand: &[String],
    input: Option<&Path>,
) -> Result<(), DumpError> {
    let (address, password) = without_password(url);
    let mut command = Command::new(program);
    command.args(arguments).arg(format!("--dbname={address}"));
    // In the environment and not among the arguments, which everybody on the machine can read.
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    end(program, command, input, || format!("{program} {} --dbname={address}", by_hand.join(" ")))
}

/// Waits for a program to end, and feeds it a file meanwhile.
fn end(
    program: &'static str,
    mut command: Command,
    input: Option<&Path>,
    by_hand: impl FnOnce() -> String,
) -> Result<(), DumpError> {
    command.stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() });
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let ended = command.spawn().and_then(|child| fed(child, input));
    let output = ended.map_err(|error| match error.kind() {
        ErrorKind::NotFound => DumpError::Missing { program, command: by_hand() },
        _ => DumpError::Failed { program, said: error.to_string() },
    })?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(DumpError::Failed { program, said })
}

/// Hands a program its input, if it has one, and waits for its end.
fn fed(mut child: Child, input: Option<&Path>) -> io::Result<Output> {
    if let (Some(path), Some(mut pipe)) = (input, child.stdin.take()) {
        let mut file = File::open(path)?;
        // Beside whoever reads what the program says. One that gives up in the midst says itself why.
        thread::spawn(move || io::copy(&mut file, &mut pipe));
    }
    child.wait_with_output()
}

/// The address of a database as the programs take it, and its password apart.
fn without_password(url: &str) -> (String, Option<String>) {
    let Ok(mut address) = Url::parse(url) else { return (url.to_owned(), None) };
    let password = address.password().and_then(|password| percent_decoded(password).ok());
    // Neither fails for an address that has a host, and one without has no password either.
    let _ = address.set_password(None);
    // Of what can stand after the question mark, the programs know these.
    let known: Vec<(String, String)> = address
        .query_pairs()
        .filter(|(key, _)| matches!(key.as_ref(), "sslmode" | "sslrootcert" | "sslcert" | "sslkey" | "host"))
        .map(|(key, value)| (key.into_owned(), value.into_owned()))
        .collect();
    address.set_query(None);
    if !known.is_empty() {
        address.query_pairs_mut().extend_pairs(known);
    }
    (address.to_string(), password)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_kept_out_of_the_address() {
        let (address, password) =
            without_password("postgres://cg:a%2Fb+c%26d@db.example.org:5433/cg?sslmode=require&x=1");
        assert_eq!(address, "postgres://cg@db.example.org:5433/cg?sslmode=require");
        assert_eq!(password.as_deref(), Some("a/b+c&d"));
        assert_eq!(without_password("postgres://cg@/cg").1, None);
    }
}
