//! `person`: everything held about a person, and its erasure, when they ask for that.

use std::{io::Write, path::PathBuf};

use clap::{Args, Subcommand};

use super::{Failure, whole::Whole, write_line};
use crate::{
    app::{App, config::Config},
    cli::launch,
    exchange::person,
    mail::Address,
    store::{self, HeldData, Programme, audit, erasure, programmes, unsubscribes},
    system::clock::Clock,
};

const EXAMPLES: &str = "Examples:
  common-ground person export --email dana@example.org --programme reading-2026 --out dana.json
  common-ground person erase --email dana@example.org --programme reading-2026

Answers in anonymous rounds are linked to nobody, so that neither command finds them.";

/// Show or erase what is held about a person
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct PersonArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Write everything held about a person as JSON
    Export {
        #[command(flatten)]
        who: Who,
        /// The file to write; standard output without it
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Erase everything held about a person, but for the fingerprint that keeps mail from them
    Erase {
        #[command(flatten)]
        who: Who,
    },
}

#[derive(Debug, Args)]
struct Who {
    /// The person's address
    #[arg(long, value_name = "ADDRESS")]
    email: String,
    /// The programme, as in its address
    #[arg(long, value_name = "NAME")]
    programme: String,
}

impl PersonArgs {
    pub(crate) async fn run(self, config: Config) -> Result<(), Failure> {
        let running = launch::open(&config, Clock::System).await?;
        let done = match &self.action {
            Action::Export { who, out } => export(&running.app, who, out.as_ref()).await,
            Action::Erase { who } => erase(&running.app, who).await,
        };
        running.close().await?;
        done
    }
}

/// The programme, the address in lower case, and what is held.
async fn find(app: &App, who: &Who) -> Result<(Programme, String, HeldData), Failure> {
    let programme = programmes::find(app.db.read(), &who.programme).await?;
    let programme = programme.ok_or_else(|| format!("there is no programme {}", who.programme))?;
    let email = Address::parse(&who.email)?.as_str().to_lowercase();
    let held = erasure::find(app.db.read(), programme.id, &email).await?;
    if held.is_nothing() {
        return Err("nothing is held under this address in this programme".into());
    }
    Ok((programme, email, held))
}

async fn export(app: &App, who: &Who, out: Option<&PathBuf>) -> Result<(), Failure> {
    let (programme, email, held) = find(app, who).await?;
    let document = person::document(app, &programme, &email, &held, app.clock.now()).await?;
    let text = serde_json::to_string_pretty(&document)?;
    let file = out.map(|out| Whole::begin(out)).transpose()?;
    let (db, now) = (app.db.write_one(), app.clock.now());
    audit::record_command(db, programme.id, "exported what is held about", "a person", now).await?;
    match file {
        Some((whole, mut file)) => {
            writeln!(file, "{text}").map_err(|error| whole.failed(&error))?;
            whole.finish()?;
        }
        None => write_line(format_args!("{text}"))?,
    }
    Ok(())
}

async fn erase(app: &App, who: &Who) -> Result<(), Failure> {
    let (programme, email, _) = find(app, who).await?;
    let now = app.clock.now();
    let tx = store::write(&app.db).await?;
    let hash = app.secret.fingerprint(&email);
    let erased = erasure::erase(&tx, programme.id, &email, &hash, now).await?;
    // Wherever the programme moves, too.
    unsubscribes::stop(&tx, &app.secret, programme.id, &email, now).await?;
    audit::record_command(&tx, programme.id, "erased what was held about", "a person", now).await?;
    tx.commit().await?;
    say!(
        "Erased: contacts {}, invitations {}, emails {}, responses {}, comments {}.",
        erased.contacts,
        erased.invitations,
        erased.letters,
        erased.responses,
        erased.comments
    );
    if erased.quotes > 0 {
        say!(
            "Quotes removed from summaries: {}. Emails that were already sent can’t be recalled.",
            erased.quotes
        );
    }
    say!("{}", person::NOT_FOUND);
    Ok(())
}
