//! `export`: answers out as a file, and partnerships as a folder of files.

use std::{
    fs,
    io::{self, ErrorKind, Write},
    path::PathBuf,
};

use clap::{Args, Subcommand, ValueEnum};

use super::{Failure, progress, round, whole::Whole};
use crate::{
    app::{App, config::Config},
    cli::launch,
    exchange::{
        export::{ExportError, ExportRows, allowed},
        files::{self, AnswersFormat},
        partnerships,
    },
    store::{Round, audit, programmes},
    survey::RoundState,
    system::clock::Clock,
};

const EXAMPLES: &str = "Examples:
  common-ground export responses --round K7PQ2M --out answers.csv
  common-ground export responses --round K7PQ2M --for excel --out answers.csv
  common-ground export responses --round K7PQ2M --format sav --out answers.sav
  common-ground export responses --round K7PQ2M | gzip > answers.csv.gz

One row for each response: response_id, group, then a column for each question (for multiple choices one for each \
    option, key/option). Codes stand where there is no value: -1 does not apply, -2 not shown, -7 prefer not to say, \
    -8 don’t know, -9 or empty skipped.

An anonymous round is exported after its close: two files made while it is open would show what was answered \
    between them.

The file is for whoever runs this machine, and not for handing on: it names every group, however small, and has the ids \
    that import responses needs. Trainers download a file to work with from the results page of a closed survey: small \
    groups stand together there, in random order and under other ids.";

/// Write data to a file
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ExportArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// The answers of a round as a wide CSV file
    Responses(Responses),
    /// The partnerships of a programme: health checks, promises and agreements
    Partnerships(ExportPartnerships),
}

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
struct Responses {
    /// The short code of the round
    #[arg(long, value_name = "CODE")]
    round: String,
    /// Who reads it: text as it was written, or kept from being taken for a formula
    #[arg(long = "for", value_name = "PURPOSE", default_value = "analysis")]
    purpose: For,
    /// The kind of file; all except CSV include labels
    #[arg(long, value_name = "FORMAT", default_value = "csv")]
    format: Format,
    /// The file to write; standard output without it
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// CSV
    Csv,
    /// An Excel workbook
    Xlsx,
    /// An SPSS file
    Sav,
    /// A data package for R and Python, a ZIP
    Package,
}

const PARTNERSHIP_EXAMPLES: &str = "Examples:
  common-ground export partnerships --programme reading-2026 --out partnerships

DIR gets conditions.csv (partner, round, side, key, n, mean: what both sides answered in each health check, by the day on \
    which it opened; nothing of a check that is sealed), promises.csv, and agreements.json with every version.

The files are for whoever runs this machine, and not for handing on: of one to three people a side they tell what each \
    answered.";

#[derive(Debug, Args)]
#[command(after_help = PARTNERSHIP_EXAMPLES)]
struct ExportPartnerships {
    /// The programme, as in its address
    #[arg(long, value_name = "SLUG")]
    programme: String,
    /// The folder for the files
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum For {
    /// Analysis programs: UTF-8, text as it is
    Analysis,
    /// Spreadsheets: UTF-8 with a byte order mark, formulas disarmed
    Excel,
}

impl ExportArgs {
    pub(crate) async fn run(self, config: Config) -> Result<(), Failure> {
        let running = launch::open(&config, Clock::System).await?;
        let done = match self.what {
            What::Responses(command) => command.run(&running.app).await,
            What::Partnerships(command) => command.run(&running.app).await,
        };
        running.close().await?;
        done
    }
}

impl ExportPartnerships {
    async fn run(self, app: &App) -> Result<(), Failure> {
        let programme = programmes::find(app.db.read(), &self.programme).await?;
        let programme = programme.ok_or_else(|| format!("there is no programme {}", self.programme))?;
        // Kept before anything leaves.
        let (db, now) = (app.db.write_one(), app.clock.now());
        audit::record_command(db, programme.id, "exported the partnerships of", &programme.name, now).await?;
        let files = partnerships::files(app.db.read(), &programme).await?;
        let told = |error: &io::Error| format!("{}: {error}", self.out.display());
        fs::create_dir_all(&self.out).map_err(|error| told(&error))?;
        for (name, bytes) in &files {
            let (whole, mut file) = Whole::begin(&self.out.join(name))?;
            file.write_all(bytes).map_err(|error| whole.failed(&error))?;
            whole.finish()?;
        }
        let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
        eprintln!("Wrote {} to {}.", names.join(", "), self.out.display());
        Ok(())
    }
}

impl Responses {
    async fn run(self, app: &App) -> Result<(), Failure> {
        let round = round::named(app, &self.round).await?;
        allowed(app, &round).await?;
        match self.out.as_deref() {
            Some(out) => {
                let (whole, file) = Whole::begin(out)?;
                let count = self.write(app, &round, file).await.map_err(|error| match error {
                    ExportError::File(error) => whole.failed(&error).into(),
                    other => Failure::from(other),
                })?;
                whole.finish()?;
                let (responses, are) = if count == 1 { ("response", "is") } else { ("responses", "are") };
                eprintln!("{count} {responses} of round {} {are} in {}.", round.code, out.display());
            }
            None => match self.write(app, &round, io::stdout()).await {
                // Whoever read our output has read enough.
                Err(ExportError::File(error)) if error.kind() == ErrorKind::BrokenPipe => return Ok(()),
                done => drop(done?),
            },
        }
        if round.state == RoundState::Open {
            eprintln!("The round is still open: answers that come from now on are not in this file.");
        }
        Ok(())
    }

    fn file_format(&self) -> AnswersFormat {
        match (self.format, self.purpose) {
            (Format::Csv, For::Analysis) => AnswersFormat::Csv,
            (Format::Csv, For::Excel) => AnswersFormat::CsvForExcel,
            (Format::Xlsx, _) => AnswersFormat::Workbook,
            (Format::Sav, _) => AnswersFormat::Spss,
            (Format::Package, _) => AnswersFormat::Package,
        }
    }

    async fn write(
        &self,
        app: &App,
        round: &Round,
        out: impl Write + Send + 'static,
    ) -> Result<u64, ExportError> {
        // Kept before the first answer leaves: whoever reads a part and stops has read answers too.
        let object = format!("round {}", round.code);
        let (db, now) = (app.db.write_one(), app.clock.now());
        audit::record_command(db, round.programme, "exported the answers of", &object, now).await?;
        let counter = progress::counter("Responses written:");
        let seen = counter.clone();
        let written = move |more| seen.inc(more);
        let wanted = (self.file_format(), ExportRows::Stored);
        let count = files::answers(app, round, wanted, out, written).await;
        counter.finish_and_clear();
        count
    }
}
