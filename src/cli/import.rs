//! `import`: answers in, from a file.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::{Value as Json, json};

use super::{Failure, progress, round};
use crate::{
    app::{App, config::Config},
    cli::launch,
    exchange::import::{Checked, Import, ImportError, Imported, SkippedRows},
    store::audit,
    survey::{RoundState, columns::Located},
    system::clock::Clock,
};

/// Mistakes that are shown; with `--skip-bad` all of them are in the file of skipped rows.
const SHOWN: usize = 100;

const EXAMPLES: &str = "Examples:
  common-ground import responses --round K7PQ2M answers.csv
  common-ground import responses --round K7PQ2M answers.csv --skip-bad --skipped fix-these.csv

The file is what `export responses` writes: a header with group and the keys of the questions, in any order, one row for each response; a comma, semicolon or tab between cells. Questions without a column count as skipped.

Nothing is imported unless every row can be, or --skip-bad is given; then the other rows are written to a file with the reason in a last column. Fix them there and import that file.

Importing a file again duplicates nothing. A row is known again by its response_id where that is a UUID, else by its contents where it has a response_id, else by its place in the very same file.

Closed rounds take imports too: their figures change, but a summary that was written stays as it is.";

/// Read data from a file
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ImportArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Answers to a round, from a wide CSV file
    Responses(Responses),
}

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
struct Responses {
    /// The short code of the round
    #[arg(long, value_name = "CODE")]
    round: String,
    /// The file to read
    file: PathBuf,
    /// Import the good rows and leave out the others
    #[arg(long)]
    skip_bad: bool,
    /// Where the rows left out are written; FILE with .skipped.csv without it
    #[arg(long, value_name = "FILE", requires = "skip_bad")]
    skipped: Option<PathBuf>,
    /// Print the outcome as JSON
    #[arg(long)]
    json: bool,
}

impl ImportArgs {
    pub(crate) async fn run(self, config: Config) -> Result<(), Failure> {
        let What::Responses(command) = self.what;
        let running = launch::open(&config, Clock::System).await?;
        let done = command.run(&running.app).await;
        running.close().await?;
        done
    }
}

impl Responses {
    async fn run(self, app: &App) -> Result<(), Failure> {
        let round = round::named(app, &self.round).await?;
        let (code, closed) = (round.code.clone(), round.state == RoundState::Closed);
        let programme = round.programme;
        let import = Import::new(app, round, &self.file).await?;
        let skipped = self.skip_bad.then(|| self.skipped.clone().unwrap_or_else(|| beside(&self.file)));
        let (checked, mistakes) = match self.check(&import, skipped.as_deref()) {
            Err(ImportError::Header(mistakes)) => (None, mistakes),
            checked => checked.map(|(checked, mistakes)| (Some(checked), mistakes))?,
        };
        self.tell(&mistakes, checked.as_ref().map_or(1, |checked| checked.bad));
        let Some(checked) = checked.filter(|checked| checked.bad == 0 || self.skip_bad) else {
            self.print(&json!({ "imported": 0, "already": 0, "mistakes": listed(&mistakes) }));
            return Err(format!("nothing was imported from {}", self.file.display()).into());
        };
        // Kept before the first batch: an import that is broken off has changed figures too.
        let (object, now) = (format!("round {code}"), app.clock.now());
        audit::record_command(app.db.write_one(), programme, "imported answers into", &object, now).await?;
        let bar = progress::bar("Importing", checked.good);
        let imported = import.store(app, &checked, |more| bar.inc(more)).await;
        bar.finish_and_clear();
        let imported = imported?;
        let skipped = skipped.filter(|_| checked.bad > 0);
        self.print(&json!({
            "imported": imported.new, "already": imported.already, "skipped": checked.bad,
            "skipped_file": skipped, "mistakes": listed(&mistakes),
        }));
        if !self.json {
            say!("{}", outcome(&code, imported, checked.bad, skipped.as_deref(), closed));
        }
        Ok(())
    }

    /// Reads the file from end to end; the first mistakes come back.
    fn check(&self, import: &Import, skipped: Option<&Path>) -> Result<(Checked, Vec<Located>), ImportError> {
        let length = std::fs::metadata(&self.file).map_or(0, |file| file.len());
        let bar = progress::bar("Checking ", length);
        let mut kept = skipped.map(SkippedRows::at);
        let mut mistakes: Vec<Located> = Vec::new();
        let bad = |found: &[Located]| {
            mistakes.extend(found.iter().take(SHOWN.saturating_sub(mistakes.len())).cloned());
        };
        let checked = import.check(kept.as_mut(), bad, |at| bar.set_position(at));
        bar.finish_and_clear();
        let checked = checked?;
        kept.map_or(Ok(()), SkippedRows::finish)?;
        Ok((checked, mistakes))
    }

    fn tell(&self, mistakes: &[Located], bad: u64) {
        for mistake in mistakes {
            eprintln!("{}, {mistake}", self.file.display());
        }
        if mistakes.len() == SHOWN {
            eprintln!("These are the first mistakes; {bad} rows have one. --skip-bad writes each to a file.");
        }
    }

    fn print(&self, outcome: &Json) {
        if self.json {
            say!("{outcome}");
        }
    }
}

/// The file of skipped rows beside the one that was read.
fn beside(file: &Path) -> PathBuf {
    file.with_extension("skipped.csv")
}

fn listed(mistakes: &[Located]) -> Vec<Json> {
    let one = |m: &Located| json!({ "line": m.line, "column": m.column, "reason": m.message });
    mistakes.iter().map(one).collect()
}

fn outcome(code: &str, imported: Imported, bad: u64, skipped: Option<&Path>, closed: bool) -> String {
    let were = |count, one, many| if count == 1 { format!("1 {one}") } else { format!("{count} {many}") };
    let new = were(imported.new, "response was", "responses were");
    let mut words = vec![format!("{new} imported into round {code}.")];
    if imported.already > 0 {
        words.push(format!("{} there already.", were(imported.already, "was", "were")));
    }
    if let Some(skipped) = skipped {
        let left = were(bad, "row was", "rows were");
        words.push(format!("{left} skipped: fix them in {} and import that file.", skipped.display()));
    }
    if closed {
        words.push("The round is closed: a summary that was written does not change.".to_owned());
    }
    words.join(" ")
}
