//! The rows of a table, read from the CSV file that holds the same cells.

use std::iter;

use common_ground_reports::figures::{Precision, comparison_csv, items_csv};
use csv::StringRecord;
use serde_json::Value;

use crate::{
    exchange::{
        BYTE_ORDER_MARK,
        codebook::{codebook, variables},
    },
    results::{ledger, survey},
    web::{
        Program,
        api::{
            figures::not_yet,
            odata::{
                columns::{FeedColumn, of_figures, property_names},
                error::{ODataProblem, ODataResult},
                feed::{Feed, FeedTable},
            },
        },
    },
};

/// A table.
pub(super) struct FeedRows {
    pub columns: Vec<FeedColumn>,
    /// Each with a value for every column.
    pub rows: Vec<Vec<Value>>,
}

impl FeedRows {
    /// A table of figures without rows yet.
    fn of_figures(table: FeedTable) -> Self {
        Self { columns: of_figures(table), rows: Vec::new() }
    }

    /// Adds the lines of a CSV file, each after its number and where it is from.
    fn add(&mut self, file: &[u8], whence: impl Fn(&StringRecord) -> Vec<String>) -> ODataResult<()> {
        let mut reader = csv::Reader::from_reader(file);
        for line in reader.records() {
            let line = line.map_err(|error| ODataProblem::broken(&error))?;
            let (number, whence) = ((self.rows.len() + 1).to_string(), whence(&line));
            let cells = iter::once(number.as_str()).chain(whence.iter().map(String::as_str));
            let row = values(&self.columns, cells.chain(line.iter()))?;
            self.rows.push(row);
        }
        Ok(())
    }
}

/// Cells as the values of their columns.
pub(super) fn values<'c>(
    columns: &[FeedColumn],
    cells: impl Iterator<Item = &'c str>,
) -> ODataResult<Vec<Value>> {
    let value = |(column, cell): (&FeedColumn, &str)| {
        let wrong = || ODataProblem::broken(&format!("a cell of the column {} has no value", column.name));
        column.kind.value(cell).ok_or_else(wrong)
    };
    columns.iter().zip(cells).map(value).collect()
}

/// The figures of each question of the rounds that have closed.
pub(super) async fn items(program: &Program<'_>, feed: &Feed) -> ODataResult<FeedRows> {
    let (closed, mut table) = (feed.closed(), FeedRows::of_figures(FeedTable::Items));
    if closed.is_empty() {
        return Err(not_yet().into());
    }
    for round in closed {
        let (items, min) = survey::items(program.app, round).await?;
        let file =
            items_csv(&items, min, Precision::Published).map_err(|error| ODataProblem::broken(&error))?;
        table.add(&file, |_| vec![round.code.clone()])?;
    }
    Ok(table)
}

/// What was offered against what was expected, question by question.
pub(super) async fn comparison(program: &Program<'_>, feed: &Feed) -> ODataResult<FeedRows> {
    if feed.closed().is_empty() {
        return Err(not_yet().into());
    }
    let (zone, mut table) = (program.programme().zone(), FeedRows::of_figures(FeedTable::Comparison));
    for (offer, expectation) in feed.compared(program).await? {
        let Some(block) = ledger::block(program.app, &offer, &expectation, &zone).await? else { continue };
        let file = comparison_csv([&block.comparison], Precision::Published)
            .map_err(|error| ODataProblem::broken(&error))?;
        table.add(&file, |_| vec![offer.code.clone(), expectation.code.clone()])?;
    }
    Ok(table)
}

/// What the columns of the answers mean; it holds no answer, so it is there from the start.
pub(super) async fn explained(program: &Program<'_>, feed: &Feed) -> ODataResult<FeedRows> {
    let mut table = FeedRows::of_figures(FeedTable::Codebook);
    for round in feed.rounds() {
        let survey = program.app.survey(round).await?;
        let variables = variables(&survey, round.side);
        let names = property_names(variables.iter().map(|variable| variable.key.as_str()));
        let file = codebook(&survey, round.side).map_err(|error| ODataProblem::broken(&error))?;
        let file = file.strip_prefix(BYTE_ORDER_MARK.as_bytes()).unwrap_or(&file);
        table.add(file, |line| {
            let name = line.get(0).and_then(|heading| names.get(heading)).cloned();
            vec![round.code.clone(), name.unwrap_or_default()]
        })?;
    }
    Ok(table)
}
