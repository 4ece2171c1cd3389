//! The answers of a round in each kind of file that analysis programs read. All of them are made of the CSV file, so that
//! none holds a cell that another does not.

use std::{
    fs::File,
    io::{self, BufWriter, Read, Seek, Write},
    sync::Arc,
};

use common_ground_datasets::{
    Dataset, DatasetError, FigureSheet, MOST_BYTES, Variable, ddi, package, sav, xlsx,
};
use tokio::task::spawn_blocking;

use super::{
    coarse::Coarse,
    codebook::{codebook, variables},
    export::{ExportError, ExportRows, responses},
    figure_sheets,
};
use crate::{
    app::App,
    store::Round,
    survey::{ENGLISH, Side, Survey, columns::FilePurpose},
};

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswersFormat {
    /// CSV for analysis programs.
    Csv,
    /// CSV for spreadsheets.
    CsvForExcel,
    /// An Excel workbook, with labels and with the published figures.
    Workbook,
    /// A system file of SPSS, with labels.
    Spss,
    /// A ZIP with CSV, codebook, and scripts that read them in R and Python.
    Package,
}

// What each is called in addresses.
keys!(AnswersFormat {
    Csv = "csv",
    CsvForExcel = "csv-for-excel",
    Workbook = "xlsx",
    Spss = "sav",
    Package = "package",
});

impl AnswersFormat {
    /// How the names of such files end, after the programme and the round.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "answers.csv",
            Self::CsvForExcel => "answers-excel.csv",
            Self::Workbook => "answers.xlsx",
            Self::Spss => "answers.sav",
            Self::Package => "answers.zip",
        }
    }
}

/// Writes the answers of a round as a file of a kind, and returns how many there are; as [`responses`] does, which decides what
/// is in it.
///
/// # Errors
/// What [`responses`] says; [`DatasetError::TooLarge`] where only CSV can hold them.
pub async fn answers(
    app: &App,
    round: &Round,
    (format, rows): (AnswersFormat, ExportRows),
    mut out: impl Write + Send + 'static,
    written: impl Fn(u64) + Send + 'static,
) -> Result<u64, ExportError> {
    match format {
        AnswersFormat::Csv => {
            return responses(app, round, (FilePurpose::Analysis, rows), out, written).await;
        }
        AnswersFormat::CsvForExcel => {
            return responses(app, round, (FilePurpose::Excel, rows), out, written).await;
        }
        AnswersFormat::Workbook | AnswersFormat::Spss | AnswersFormat::Package => {}
    }
    let survey = match &rows {
        ExportRows::Stored => app.survey(round).await?,
        ExportRows::HandedOn(coarse) => Arc::clone(&coarse.survey),
    };
    let mut file = tempfile::tempfile()?;
    let csv = BufWriter::new(file.try_clone()?);
    let count = responses(app, round, (FilePurpose::Analysis, rows), csv, written).await?;
    let figures = match format {
        AnswersFormat::Workbook => Box::pin(figure_sheets::of_round(app, round)).await?,
        _ => Vec::new(),
    };
    let side = round.side;
    let made = spawn_blocking(move || {
        out.write_all(&made_of((format, &figures), &mut file, &survey, side)?)?;
        out.flush()?;
        Ok::<u64, ExportError>(count)
    });
    made.await.map_err(|error| io::Error::other(error.to_string()))?
}

/// The file that is made of a CSV file, with the figures that go into it.
fn made_of(
    (format, figures): (AnswersFormat, &[FigureSheet]),
    file: &mut File,
    survey: &Survey,
    side: Side,
) -> Result<Vec<u8>, ExportError> {
    let (data, csv) = read(file, survey, side)?;
    match format {
        AnswersFormat::Package => {
            let codebook = codebook(survey, side).map_err(DatasetError::Csv)?;
            return Ok(package::file(&data, &csv, &codebook)?);
        }
        AnswersFormat::Csv | AnswersFormat::CsvForExcel => return Ok(csv),
        AnswersFormat::Workbook | AnswersFormat::Spss => drop(csv),
    }
    Ok(if format == AnswersFormat::Spss { sav::file(&data)? } else { xlsx::file(&data, figures)? })
}

/// The dataset in a CSV file of answers, and the file itself.
fn read(file: &mut File, survey: &Survey, side: Side) -> Result<(Dataset, Vec<u8>), ExportError> {
    // Before it is read into memory.
    if file.metadata()?.len() > MOST_BYTES as u64 {
        return Err(DatasetError::TooLarge.into());
    }
    file.rewind()?;
    let mut csv = Vec::new();
    file.read_to_end(&mut csv)?;
    let data = Dataset::read(survey.title.read(side, ENGLISH), variables(survey, side), &csv)?;
    Ok((data, csv))
}

/// The answers of a round as they may be handed on, held in memory.
///
/// # Errors
/// What [`responses`] says; [`DatasetError::TooLarge`] where only CSV can hold them.
pub async fn dataset(app: &App, round: &Round, coarse: Coarse) -> Result<Dataset, ExportError> {
    let (survey, side) = (Arc::clone(&coarse.survey), round.side);
    let mut file = tempfile::tempfile()?;
    let csv = BufWriter::new(file.try_clone()?);
    let rows = ExportRows::HandedOn(Box::new(coarse));
    responses(app, round, (FilePurpose::Analysis, rows), csv, |_| {}).await?;
    let read = spawn_blocking(move || read(&mut file, &survey, side).map(|(data, _)| data));
    read.await.map_err(|error| io::Error::other(error.to_string()))?
}

/// The columns of the file of answers as they may be handed on.
pub fn coarse_variables(coarse: &Coarse, side: Side) -> Vec<Variable> {
    variables(&coarse.survey, side)
}

/// What the columns of a file of answers mean, as DDI-Codebook 2.5. It holds no answer.
pub fn ddi_codebook(survey: &Survey, side: Side) -> Vec<u8> {
    ddi::codebook(survey.title.read(side, ENGLISH), AnswersFormat::Csv.ending(), &variables(survey, side))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::templates;

    #[test]
    fn what_would_fill_the_memory_is_refused_before_it_is_read() {
        let mut file = tempfile::tempfile().unwrap();
        file.set_len(MOST_BYTES as u64 + 1).unwrap();
        let refused = read(&mut file, templates::find("staff_needs").unwrap(), Side::Library);
        assert!(matches!(refused, Err(ExportError::Dataset(DatasetError::TooLarge))));
    }
}
