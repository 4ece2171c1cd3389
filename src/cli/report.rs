//! `report`: two files of answers in, the whole comparison out. It needs no service and no database.

mod known;

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use clap::Args;
use common_ground_reports::{
    small_numbers::MinGroup,
    summary::{FileReport, compare_report, file_report::Request},
    wide::{self, WideTally},
};
use indicatif::ProgressBar;
use jiff::tz::TimeZone;
use serde_json::json;

use self::known::KnownItems;
use super::{Failure, progress};
use crate::{app::config::Config, survey::Survey, system::clock::Clock, web::STYLESHEET};

const TITLE: &str = "Offers and expectations";

const EXAMPLES: &str = "Examples:
  common-ground report --offers library.csv --expectations partners.csv --out report
  common-ground report --offers ours.csv --expectations theirs.csv --survey ours.json --out report --json

A file has one row for each response: a header with response_id, group and the keys of the items; values 1 to 5, or \
    codes: -1 does not apply, -2 not shown, -7 prefer not to say, -8 don’t know, -9 or empty skipped. Columns with the \
    same name in both files are compared. The files may hold different groups, and group may be empty. Delete columns that are \
    no ratings, or describe them with --survey.

Keys of the ready-made surveys take their labels from there, those of --survey from it; any other column is an item \
    of five points called by its header.

DIR gets summary.html, summary.txt, items.csv, comparison.csv, and charts/ as SVG and PNG.";

/// Compares two files of answers, one of what is offered and one of what is expected, and writes a report.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ReportArgs {
    /// The answers of the side that offers (wide CSV)
    #[arg(long, value_name = "A.csv")]
    offers: PathBuf,
    /// The answers of the side that expects (wide CSV)
    #[arg(long, value_name = "B.csv")]
    expectations: PathBuf,
    /// The definition of a survey of your own (JSON), for its labels
    #[arg(long, value_name = "FILE")]
    survey: Option<PathBuf>,
    /// The folder for the report
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Print what was made as JSON
    #[arg(long)]
    json: bool,
}

impl ReportArgs {
    pub(crate) fn run(&self, config: &Config) -> Result<(), Failure> {
        let survey = self.survey.as_deref().map(read_survey).transpose()?;
        let known = KnownItems::new(survey.as_ref());
        let (offers, expectations) = self.read(&known)?;
        let report = compare_report(&Request {
            title: TITLE,
            offers: (&name(&self.offers), &offers),
            expectations: (&name(&self.expectations), &expectations),
            known: &|key| known.of(key),
            kinds: known.groups(),
            scale: known.scale(offers.columns()).ok_or("the scale of the answers is not known")?,
            min_group: MinGroup::new(u64::from(config.min_group))?,
            made: &today(),
            stylesheet: STYLESHEET,
        })?;
        write(&self.out, &report)?;
        self.tell(&report, &offers, &expectations);
        Ok(())
    }

    /// Reads both files at once.
    fn read(&self, known: &KnownItems<'_>) -> Result<(WideTally, WideTally), Failure> {
        let length = |path: &Path| std::fs::metadata(path).map_or(0, |file| file.len());
        let bar = progress::bar("Reading", length(&self.offers) + length(&self.expectations));
        let (offers, expectations) = std::thread::scope(|scope| {
            let offers = scope.spawn(|| read_answers(&self.offers, known, &bar));
            let expectations = read_answers(&self.expectations, known, &bar);
            (offers.join(), expectations)
        });
        bar.finish_and_clear();
        let offers = offers.map_err(|_| format!("{}: reading stopped", self.offers.display()))?;
        match (offers, expectations) {
            (Ok(offers), Ok(expectations)) => Ok((offers, expectations)),
            // Whoever mends one file wants to know about the other.
            (Err(one), Err(other)) => Err(format!("{one}\n{other}").into()),
            (Err(error), _) | (_, Err(error)) => Err(error),
        }
    }

    fn tell(&self, report: &FileReport, offers: &WideTally, expectations: &WideTally) {
        let out = self.out.display();
        if self.json {
            let files: Vec<&str> = report.files.iter().map(|(name, _)| &**name).collect();
            say!(
                "{}",
                json!({
                    "headline": report.headline, "out": self.out, "files": files, "unpaired": report.unpaired,
                    "responses": { "offers": offers.responses(), "expectations": expectations.responses() },
                    "repeated": { "offers": offers.repeated(), "expectations": expectations.repeated() },
                })
            );
            return;
        }
        say!("{}\n", report.headline);
        if !report.unpaired.is_empty() {
            say!("In one file only, so not compared: {}.\n", report.unpaired.join("; "));
        }
        for sentence in &report.repeated {
            say!("{sentence}\n");
        }
        say!("  the report    {out}/summary.html, {out}/summary.txt");
        say!("  the figures   {out}/comparison.csv, {out}/items.csv");
        say!("  the charts    {out}/charts/");
    }
}

fn read_survey(path: &Path) -> Result<Survey, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(Survey::parse(&path.display().to_string(), &text)?)
}

fn read_answers(path: &Path, known: &KnownItems<'_>, bar: &ProgressBar) -> Result<WideTally, Failure> {
    let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut before = 0;
    let mut progress = |at: u64| {
        bar.inc(at - before);
        before = at;
    };
    let name = path.display().to_string();
    let options = wide::WideOptions { file: &name, known: &|key| known.kind(key), progress: &mut progress };
    Ok(wide::read(file, options)?)
}

fn write(out: &Path, report: &FileReport) -> Result<(), Failure> {
    for (name, contents) in &report.files {
        let path = out.join(name);
        let problem = |error: std::io::Error| format!("{}: {error}", path.display());
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(problem)?;
        }
        std::fs::write(&path, contents).map_err(problem)?;
    }
    Ok(())
}

/// A file as the report calls it: by its name alone.
fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn today() -> String {
    Clock::System.now().to_zoned_datetime(TimeZone::system()).strftime("%-d %B %Y").to_string()
}
