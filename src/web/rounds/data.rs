//! The single answers of a closed round and what their columns mean, as files for those who run courses.

use std::{
    io::{self, Seek},
    sync::Arc,
};

use rocket::{
    Responder, Route, State,
    http::{ContentType, Header},
    tokio,
};

use super::shown::Shown;
use crate::{
    app::App,
    exchange::{
        codebook::codebook,
        export::{self, Groups},
    },
    results::sizes,
    store::{audit, retention, rounds::Round},
    survey::{
        columns::Purpose,
        round::{Privacy, RoundState},
    },
    web::{
        download::Download,
        error::{Error, Result},
        guard::{Member, Trainer},
        view::{part::Link, results::Data},
    },
};

pub(super) fn routes() -> Vec<Route> {
    rocket::routes![answers, explained]
}

/// A file to keep that may be larger than memory.
#[derive(Responder)]
struct Large {
    body: tokio::fs::File,
    kind: ContentType,
    name: Header<'static>,
}

/// Every answer, for analysis programs or for spreadsheets.
#[rocket::get("/programmes/<slug>/rounds/<code>/answers.csv?<for_excel>")]
async fn answers(
    slug: &str,
    code: &str,
    for_excel: bool,
    who: Trainer,
    app: &State<Arc<App>>,
) -> Result<Large> {
    let round = Shown::find(app, &who.0, code).await?.round;
    let groups = may_leave(app, &round).await?.ok_or(Error::NotFound)?;
    let (purpose, name) =
        if for_excel { (Purpose::Excel, "answers-excel") } else { (Purpose::Analysis, "answers") };
    let (programme, now) = (Some(who.0.programme.id), app.clock.now().into());
    let object = format!("round {code}");
    let db = app.db.write_one();
    audit::record(db, programme, &who.0.person, "took away the answers of", &object, now).await?;
    // Written whole before its first byte leaves: a file that broke off would look like all of it.
    let mut file = tempfile::tempfile().map_err(broken)?;
    let out = io::BufWriter::new(file.try_clone().map_err(broken)?);
    export::responses(app, &round, (purpose, groups), out, |_| {}).await.map_err(broken)?;
    file.rewind().map_err(broken)?;
    Ok(Large {
        body: tokio::fs::File::from_std(file),
        kind: ContentType::CSV,
        name: Header::new(
            "Content-Disposition",
            format!("attachment; filename=\"{slug}-{code}-{name}.csv\""),
        ),
    })
}

/// What the columns of the answers mean. It holds no answer, so it is there from the start.
#[rocket::get("/programmes/<slug>/rounds/<code>/codebook.csv")]
pub(super) async fn explained(
    slug: &str,
    code: &str,
    who: Trainer,
    app: &State<Arc<App>>,
) -> Result<Download> {
    let shown = Shown::find(app, &who.0, code).await?;
    let csv = codebook(&shown.survey, shown.round.side).map_err(broken)?;
    Ok(Download::new(&format!("{slug}-{code}-codebook.csv"), ContentType::CSV, csv))
}

/// The files on the page of results.
pub(super) async fn links(app: &App, who: &Member, round: &Round) -> Result<Option<Data>> {
    if !who.runs_courses() || round.state != RoundState::Closed {
        return Ok(None);
    }
    let (slug, code) = (&who.programme.slug, &round.code);
    let mut files = Vec::new();
    let about = match may_leave(app, round).await? {
        Some(groups) => {
            let file = |label, for_excel| {
                Link::new(label, rocket::uri!(answers(slug, code, for_excel)).to_string())
            };
            files.push(file("The answers for analysis programs (CSV)", false));
            files.push(file("The answers for Excel (CSV)", true));
            match groups {
                Groups::Named => "One row for each response. Keep these files among those who work on the results: \
                                  small groups are not hidden in them."
                    .to_owned(),
                Groups::Withheld => "One row for each response. The column of groups is empty, because people of a \
                                     small group were promised that nobody can tell their answers."
                    .to_owned(),
            }
        }
        None => "There is no file of single answers: too few people answered, or the answers have been kept for as \
                 long as was promised."
            .to_owned(),
    };
    files.push(Link::new(
        "The codebook: what each column and value means (CSV)",
        rocket::uri!(explained(slug, code)).to_string(),
    ));
    Ok(Some(Data { files, about }))
}

/// Whether the single answers of a round may leave it, and if so, with the groups or without.
///
/// People in an anonymous round were promised that results are only shown for large enough groups: of fewer people
/// there is no file, and beside a single answer stands no group unless all are large enough.
async fn may_leave(app: &App, round: &Round) -> Result<Option<Groups>> {
    if round.state != RoundState::Closed
        || retention::without_answers(app.db.read()).await?.contains(&round.id)
    {
        return Ok(None);
    }
    if round.privacy != Privacy::Anonymous {
        return Ok(Some(Groups::Named));
    }
    let sizes = sizes(app, round).await?;
    let groups = if sizes.every_group_is_large() { Groups::Named } else { Groups::Withheld };
    Ok(sizes.enough().then_some(groups))
}

fn broken(error: impl std::fmt::Display) -> Error {
    Error::Broken(error.to_string())
}
