//! The figures that go with the answers of a round in a workbook: what is published of it, and what its published figures are set
//! against. Their cells are those of `items.csv` and `comparison.csv`.

use std::io;

use common_ground_datasets::{DatasetError, FigureSheet};
use common_ground_reports::figures::{Precision, comparison_csv, items_csv};

use super::export::ExportError;
use crate::{
    app::App,
    results::{
        ledger::{self, Matched},
        survey,
    },
    store::{Round, programmes},
    survey::RoundState,
};

const FIGURES: &str = "Figures: what is published of each rating, by side and group, the same as in items.csv. n is how many \
                       gave an answer from 1 to 5, c1 to c5 how many gave each. suppressed is 1 where there are too few \
                       answers to show.";
const COMPARISON: &str = "Comparison: what one side offers against what the other expects, a row for each item, the same as in \
                          comparison.csv. gap is the offer minus the expectation, ci_low to ci_high its 95% interval, and \
                          verdict the reading of the report. suppressed is 1 where a side has too few answers to show.";

/// The sheets of a round: none before it has closed, and no comparison where it has none.
pub(super) async fn of_round(app: &App, round: &Round) -> Result<Vec<FigureSheet>, ExportError> {
    if round.state != RoundState::Closed {
        return Ok(Vec::new());
    }
    let compared = ledger::of_round(app, round).await?;
    let mut sheets = vec![FigureSheet {
        name: "Figures",
        about: FIGURES,
        csv: figures(app, round, &compared).await?,
        words: &["round", "key", "side", "group"],
    }];
    if let Some(csv) = comparison(app, round, &compared).await? {
        let words = &["offer", "expectation", "key", "label", "verdict"];
        sheets.push(FigureSheet { name: "Comparison", about: COMPARISON, csv, words });
    }
    Ok(sheets)
}

/// Every rating of the round, and of the rounds that it is compared with.
async fn figures(app: &App, round: &Round, compared: &[Matched]) -> Result<Vec<u8>, ExportError> {
    let mut rounds = vec![round];
    for other in compared.iter().flat_map(|both| [&both.offer, &both.expectation]) {
        if !rounds.iter().any(|known| known.id == other.id) {
            rounds.push(other);
        }
    }
    let mut files = Vec::new();
    for round in rounds {
        let (items, min) = survey::items(app, round).await?;
        let file = items_csv(&items, min, Precision::Published).map_err(|error| broken(&error))?;
        files.push((vec![round.code.clone()], file));
    }
    Ok(joined(&["round"], &files).map_err(DatasetError::Csv)?)
}

/// Every item of the comparisons; nothing where there is none.
async fn comparison(app: &App, round: &Round, compared: &[Matched]) -> Result<Option<Vec<u8>>, ExportError> {
    let zone = programmes::get(app.db.read(), round.programme).await?.zone();
    let mut files = Vec::new();
    for Matched { offer, expectation } in compared {
        let Some(block) = ledger::block(app, offer, expectation, &zone).await? else { continue };
        let file =
            comparison_csv([&block.comparison], Precision::Published).map_err(|error| broken(&error))?;
        files.push((vec![offer.code.clone(), expectation.code.clone()], file));
    }
    if files.is_empty() {
        return Ok(None);
    }
    Ok(Some(joined(&["offer", "expectation"], &files).map_err(DatasetError::Csv)?))
}

/// The lines of files with the same headings, each after where it is from.
fn joined(whence: &[&str], files: &[(Vec<String>, Vec<u8>)]) -> Result<Vec<u8>, csv::Error> {
    let mut out = csv::Writer::from_writer(Vec::new());
    for (place, (from, file)) in files.iter().enumerate() {
        let mut lines = csv::Reader::from_reader(file.as_slice());
        if place == 0 {
            out.write_record(whence.iter().copied().chain(lines.headers()?))?;
        }
        for line in lines.records() {
            out.write_record(from.iter().map(String::as_str).chain(&line?))?;
        }
    }
    out.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

fn broken(error: &dyn std::fmt::Display) -> ExportError {
    ExportError::File(io::Error::other(error.to_string()))
}
