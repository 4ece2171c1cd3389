//! `bounces`: what came back from mail servers.

use std::{
    io::{BufReader, Read},
    path::{Path, PathBuf},
};

use clap::Args;
use mail_parser::mailbox::mbox::MessageIterator;
use serde_json::json;

use super::Failure;
use crate::{
    app::{App, config::Config},
    cli::launch,
    store::Considerate,
    system::clock::Clock,
    work::bounces::{self, Taken},
};

const EXAMPLES: &str = "Examples:
  common-ground bounces /var/mail/bounce
  common-ground bounces ~/Maildir
  common-ground bounces - < message.eml

COMMON_GROUND_BOUNCE_ADDRESS names the mailbox that bounces come back to; every email gets its own address in it,
with + and a mark that only this installation can make. Reports without a right mark are ignored, and so is everything
that is no report of an email server. Reading a mailbox again counts nothing twice. Nothing is deleted and nothing answered.

A permanent failure stops emails to that address until somebody corrects it; three delays in 30 days pause it until then.";

/// Reads bounces: from mbox files, Maildir folders, single messages, or standard input (-)
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct BouncesArgs {
    /// mbox file, Maildir folder, message, or - for standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Print the outcome as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Default)]
struct Counts {
    refused: u64,
    put_off: u64,
    known: u64,
    ignored: u64,
}

impl BouncesArgs {
    pub(crate) async fn run(self, config: Config) -> Result<(), Failure> {
        if config.bounce_address.is_empty() {
            return Err(
                "COMMON_GROUND_BOUNCE_ADDRESS is not set, so bounces can’t be matched to emails; set it to \
                 the mailbox that bounces come back to"
                    .into(),
            );
        }
        let mut messages = Vec::new();
        for file in &self.files {
            let problem = |error: std::io::Error| format!("{}: {error}", file.display());
            messages.extend(read(file).map_err(problem)?);
        }
        let running = launch::open(&config, Clock::System).await?;
        let counts = take_in(&running.app, &messages).await;
        running.close().await?;
        let Counts { refused, put_off, known, ignored } = counts?;
        if self.json {
            say!("{}", json!({ "refused": refused, "put_off": put_off, "known": known, "ignored": ignored }));
        } else {
            say!(
                "Permanent failures: {refused}, delays: {put_off}, already read: {known}, not bounce \
                 reports: {ignored}."
            );
        }
        Ok(())
    }
}

async fn take_in(app: &App, messages: &[Vec<u8>]) -> Result<Counts, Failure> {
    let mut counts = Counts::default();
    let mut considerate = Considerate::beside_others(&app.db);
    for message in messages {
        match bounces::take_in(app, message, app.clock.now()).await? {
            Taken::Refused => counts.refused += 1,
            Taken::PutOff => counts.put_off += 1,
            Taken::Known => counts.known += 1,
            Taken::Ignored => counts.ignored += 1,
        }
        considerate.pause().await;
    }
    Ok(counts)
}

/// Every message in a file or folder.
fn read(path: &Path) -> std::io::Result<Vec<Vec<u8>>> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes)?;
        return split(bytes);
    }
    if !path.is_dir() {
        return split(std::fs::read(path)?);
    }
    let mut messages = Vec::new();
    let folders = ["cur", "new"].map(|name| path.join(name));
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?.path();
            if entry.is_file() {
                messages.push(std::fs::read(entry)?);
            }
        }
    }
    Ok(messages)
}

/// An mbox file begins with the line that parts its messages; anything else is one message.
fn split(bytes: Vec<u8>) -> std::io::Result<Vec<Vec<u8>>> {
    if !bytes.starts_with(b"From ") {
        return Ok(vec![bytes]);
    }
    let messages = MessageIterator::new(BufReader::new(bytes.as_slice()));
    messages.map(|message| message.map(mail_parser::mailbox::mbox::Message::unwrap_contents)).collect()
}
