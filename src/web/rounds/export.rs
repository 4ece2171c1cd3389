//! The single answers of a closed round and what their columns mean, as files for those who run courses.

use std::io;

use common_ground_datasets::DatasetError;
use common_ground_reports::wording;
use rocket::{
    Responder,
    http::{ContentType, Status},
};

use crate::{
    exchange::{
        codebook::codebook,
        export::{ExportError, ExportRows},
        files::{self, AnswersFormat, ddi_codebook},
    },
    results,
    store::{Round, responses},
    survey::RoundState,
    web::{
        Desk, Download, Error, Link, Page, Result, Seat, Trainer, at,
        http::download::LargeDownload,
        large_page,
        parts::{results::Data, round::answers::may_leave},
        rounds::load::LoadedRound,
    },
};

/// What is said where only CSV can hold all answers.
const TOO_MANY: &str = "There are too many answers for this kind of file. Download the answers for analysis programs \
                        (CSV) instead.";

/// The file, or why there is none.
#[derive(Responder)]
pub(crate) enum AnswersFile {
    File(Box<LargeDownload>),
    Explained(Box<Download>),
    Refused(Page),
}

/// Every answer as CSV, for analysis programs or for spreadsheets: an address that other programs keep.
#[rocket::get("/programmes/<_>/rounds/<code>/answers.csv?<for_excel>")]
pub(crate) async fn answers(desk: Desk<'_, Trainer>, code: &str, for_excel: bool) -> Result<AnswersFile> {
    give(&desk, code, if for_excel { AnswersFormat::CsvForExcel } else { AnswersFormat::Csv }).await
}

/// Every answer in a file of some kind, or what its columns mean.
#[rocket::get("/programmes/<_>/rounds/<code>/download?<format>")]
pub(crate) async fn download(
    desk: Desk<'_, Trainer>,
    code: &str,
    format: Option<&str>,
) -> Result<AnswersFile> {
    let format = format.unwrap_or(AnswersFormat::Csv.key());
    if let Some(format) = AnswersFormat::from_key(format) {
        return give(&desk, code, format).await;
    }
    let shown = LoadedRound::find(&desk, code).await?;
    let (survey, side) = (&shown.survey, shown.round.side);
    if format != "ddi" {
        return Err(Error::NotFound);
    }
    let name = format!("{}-{code}-codebook.xml", desk.slug());
    let file = Download::new(&name, ContentType::XML, ddi_codebook(survey, side));
    Ok(AnswersFile::Explained(Box::new(file)))
}

/// The answers in a file of that kind, or why there is none.
async fn give(desk: &Desk<'_, Trainer>, code: &str, format: AnswersFormat) -> Result<AnswersFile> {
    let shown = LoadedRound::find(desk, code).await?;
    let (app, round) = (desk.app, &shown.round);
    let refused = |why: &str| -> Result<AnswersFile> {
        let note = shown.note(desk, "Individual answers", "No file of individual answers", why);
        Ok(AnswersFile::Refused(Page::with_status(Status::Conflict, &note)?))
    };
    let coarse = match may_leave(app, &desk.zone(), round).await? {
        Ok(coarse) => coarse,
        Err(why) => return refused(&why),
    };
    // Written whole before its first byte leaves: a file that broke off would look like all of it.
    let file = tempfile::tempfile().map_err(Error::broken)?;
    let out = io::BufWriter::new(file.try_clone().map_err(Error::broken)?);
    let rows = ExportRows::HandedOn(Box::new(coarse));
    // All but CSV are held in memory while they are made.
    let _place = match format {
        AnswersFormat::Csv | AnswersFormat::CsvForExcel => None,
        AnswersFormat::Workbook | AnswersFormat::Spss | AnswersFormat::Package => {
            Some(large_page(app).await?)
        }
    };
    match files::answers(app, round, (format, rows), out, |_| {}).await {
        Err(ExportError::Dataset(DatasetError::TooLarge)) => return refused(TOO_MANY),
        done => drop(done.map_err(Error::broken)?),
    }
    let name = format!("{}-{code}-{}", desk.slug(), format.ending());
    let file = LargeDownload::new(&name, content_type(format), file)?;
    desk.note("downloaded the answers of", &format!("round {code}")).await?;
    Ok(AnswersFile::File(Box::new(file)))
}

/// What the columns of the answers mean. It holds no answer, so it is there from the start.
#[rocket::get("/programmes/<_>/rounds/<code>/codebook.csv")]
pub(crate) async fn explained(desk: Desk<'_, Trainer>, code: &str) -> Result<Download> {
    let shown = LoadedRound::find(&desk, code).await?;
    let csv = codebook(&shown.survey, shown.round.side).map_err(Error::broken)?;
    Ok(Download::new(&format!("{}-{code}-codebook.csv", desk.slug()), ContentType::CSV, csv))
}

/// The way to the answers for spreadsheets, where there are some to hand on.
pub(crate) async fn for_excel<G: Seat>(desk: &Desk<'_, G>, round: &Round) -> Result<Option<Link>> {
    if round.state != RoundState::Closed || may_leave(desk.app, &desk.zone(), round).await?.is_err() {
        return Ok(None);
    }
    Ok(Some(file(desk.slug(), &round.code, "Download the answers (Excel)", true)))
}

fn content_type(format: AnswersFormat) -> ContentType {
    match format {
        AnswersFormat::Csv | AnswersFormat::CsvForExcel => ContentType::CSV,
        AnswersFormat::Workbook => {
            ContentType::new("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        }
        AnswersFormat::Spss => ContentType::new("application", "x-spss-sav"),
        AnswersFormat::Package => ContentType::ZIP,
    }
}

/// A file of that kind, answers or what they mean.
fn of_format(slug: &str, code: &str, label: &str, format: &str) -> Link {
    Link::new(label, at::query(at::round_download(slug, code), &[("format", &Some(format))]))
}

fn file(slug: &str, code: &str, label: &str, for_excel: bool) -> Link {
    Link::new(label, at::query(at::round_answers_csv(slug, code), &[("for_excel", &Some(for_excel))]))
}

/// The files on the page of results.
pub(crate) async fn links<G: Seat>(desk: &Desk<'_, G>, round: &Round) -> Result<Option<Data>> {
    if !desk.who().runs_courses() || round.state != RoundState::Closed {
        return Ok(None);
    }
    let (slug, code) = (desk.slug(), &round.code);
    let mut files = Vec::new();
    let mut about = match may_leave(desk.app, &desk.zone(), round).await? {
        Ok(_) => {
            files.push(file(slug, code, "The answers for analysis programs (CSV)", false));
            files.push(file(slug, code, "The answers for Excel (CSV)", true));
            for (label, format) in [
                ("The answers with labels as an Excel workbook", AnswersFormat::Workbook),
                ("The answers with labels for SPSS", AnswersFormat::Spss),
                ("A data package for R and Python (ZIP)", AnswersFormat::Package),
            ] {
                files.push(of_format(slug, code, label, format.key()));
            }
            "One row for each response, in random order and with IDs made for this file. Small groups are \
             combined as “other”, as in the results. Only share these files with people who work on the \
             results."
                .to_owned()
        }
        Err(why) => format!("No file of individual answers. {why}"),
    };
    let keyed = responses::keyed(desk.db(), round.id).await?;
    let all = results::answered_so_far(desk.app, round).await?;
    if keyed > 0 && keyed <= all {
        let were = if keyed == 1 { "was" } else { "were" };
        let (keyed, all) = (wording::count(keyed), wording::counted(all, "answer", "answers"));
        about =
            format!("{about} {keyed} of the {all} {were} typed in from paper; the file does not say which.");
    }
    files.push(Link::new(
        "Codebook: what each column and value means (CSV)",
        at::round_codebook_csv(slug, code),
    ));
    files.push(of_format(slug, code, "The codebook for data archives (DDI)", "ddi"));
    Ok(Some(Data { files, about }))
}
