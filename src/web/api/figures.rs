//! The published figures of a round that has closed, and its answers where they may be handed on: the same files as the
//! pages offer.

use std::io::{self, Read, Seek};

use common_ground_reports::figures::{Precision, items_csv};
use rocket::http::Status;

use crate::{
    exchange::export::{self, ExportRows},
    results::survey,
    store::ApiScope,
    survey::{RoundState, columns::FilePurpose},
    web::{
        Desk, Error, Program,
        api::{ApiProblem, ApiResult, TableFile, TableFormat, reply::mark_of_rows, rounds::find},
        large_page,
        parts::round::answers::may_leave,
    },
};

/// The published figures of a round that has closed: every rating, by group.
#[utoipa::path(
    get, path = "/api/v1/programmes/{slug}/rounds/{code}/figures", operation_id = "getFigures", tag = "Figures",
    responses((status = 200, description = "The figures, a row for each rating and group.", content(
        (String = "text/csv"), (String = "application/jsonl")
    ))),
    security(("token" = ["figures:read"]), ("basic" = ["figures:read"]))
)]
#[rocket::get("/api/v1/programmes/<slug>/rounds/<code>/figures")]
pub(crate) async fn figures(
    program: Program<'_>,
    slug: &str,
    code: &str,
    wanted: TableFormat,
) -> ApiResult<TableFile> {
    program.may(slug, ApiScope::FiguresRead)?;
    let round = find(&program, code).await?;
    if round.state != RoundState::Closed {
        return Err(not_yet());
    }
    let (items, min) = survey::items(program.app, &round).await?;
    let csv = items_csv(&items, min, Precision::Published).map_err(Error::broken)?;
    Ok(TableFile::new(csv, wanted, &format!("{slug}-{code}-items"), None)?)
}

/// The answers of a round that has closed, each under an id of this file alone, in random order, without times; small groups
/// are put together as in the figures.
#[utoipa::path(
    get, path = "/api/v1/programmes/{slug}/rounds/{code}/answers", operation_id = "getAnswers", tag = "Answers",
    responses((status = 200, description = "The answers, a row for each response.", content(
        (String = "text/csv"), (String = "application/jsonl")
    ))),
    security(("token" = ["answers:read"]), ("basic" = ["answers:read"]))
)]
#[rocket::get("/api/v1/programmes/<slug>/rounds/<code>/answers")]
pub(crate) async fn answers(
    program: Program<'_>,
    slug: &str,
    code: &str,
    wanted: TableFormat,
) -> ApiResult<TableFile> {
    program.may(slug, ApiScope::AnswersRead)?;
    let round = find(&program, code).await?;
    let app = program.app;
    let coarse = match may_leave(app, &program.programme().zone(), &round).await? {
        Ok(coarse) => coarse,
        Err(why) => return Err(ApiProblem::new(Status::Conflict, "answers_stay", why)),
    };
    note_download(&program, code).await?;
    let _place = large_page(app).await?;
    let mut file = tempfile::tempfile().map_err(Error::broken)?;
    let out = io::BufWriter::new(file.try_clone().map_err(Error::broken)?);
    let rows = ExportRows::HandedOn(Box::new(coarse));
    export::responses(app, &round, (FilePurpose::Analysis, rows), out, |_| {})
        .await
        .map_err(Error::broken)?;
    let mut csv = Vec::new();
    file.rewind().map_err(Error::broken)?;
    file.read_to_end(&mut csv).map_err(Error::broken)?;
    // Ids and order are of this file alone, and say nothing of what is in it.
    let mark = mark_of_rows(&csv).map_err(Error::broken)?;
    Ok(TableFile::new(csv, wanted, &format!("{slug}-{code}-answers"), Some(&format!("{code} {mark}")))?)
}

/// Notes in the activity log that a program reads the answers of a round.
pub(crate) async fn note_download(program: &Program<'_>, code: &str) -> ApiResult<()> {
    let desk = Desk::of_program(program);
    Ok(desk.note("downloaded the answers of", &format!("round {code}")).await?)
}

/// What is said of figures that are still to come.
pub(crate) fn not_yet() -> ApiProblem {
    let words = "The figures are available once the survey has closed.";
    ApiProblem::new(Status::Conflict, "not_closed", words)
}
