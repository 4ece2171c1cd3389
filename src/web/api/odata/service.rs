//! The addresses of a feed: which tables it has, what their columns are, and each table.

use serde_json::{Value, json};
use tokio::task::spawn_blocking;

use crate::web::{
    Program,
    api::odata::{
        answers,
        columns::of_figures,
        error::{ODataProblem, ODataResult},
        feed::{Feed, FeedTable},
        metadata,
        options::AskedOptions,
        reply::ODataReply,
        rows::{self, FeedRows},
    },
    large_page,
};

/// What stands behind the address of a feed for what its columns are.
const METADATA: &str = "$metadata";

/// Which tables the feed of a round (`QQQQQQ.svc`) or a course (its id and `.svc`) has.
#[rocket::get("/odata/<slug>/<feed>")]
pub(crate) async fn document(
    program: Program<'_>,
    slug: &str,
    feed: &str,
    asked: AskedOptions,
) -> ODataResult<ODataReply> {
    let feed = Feed::find(&program, slug, feed).await?;
    asked.0?;
    tables(&program, &feed).await
}

/// One of its tables, or what their columns are. Some programs add a `/` to the address of the feed itself.
#[rocket::get("/odata/<slug>/<feed>/<table>")]
pub(crate) async fn show(
    program: Program<'_>,
    slug: &str,
    feed: &str,
    table: Option<&str>,
    asked: AskedOptions,
) -> ODataResult<ODataReply> {
    let feed = Feed::find(&program, slug, feed).await?;
    let options = asked.0?;
    match table.unwrap_or_default() {
        "" => tables(&program, &feed).await,
        METADATA => columns(&program, &feed).await,
        name => {
            let table = FeedTable::from_name(name).ok_or_else(|| strange(name))?;
            // Answers are held in memory, as a table and as what is written of it.
            let _place = match table {
                FeedTable::Answers => Some(large_page(program.app).await?),
                FeedTable::Items | FeedTable::Comparison | FeedTable::Codebook => None,
            };
            let rows = rows_of(&program, &feed, table).await?;
            let context = format!("{}/{METADATA}#{}", feed.address, table.name());
            let written = spawn_blocking(move || options.document(rows, &context));
            Ok(ODataReply::rows(written.await.map_err(|error| ODataProblem::broken(&error))??))
        }
    }
}

/// The rows of a table of a feed.
async fn rows_of(program: &Program<'_>, feed: &Feed, table: FeedTable) -> ODataResult<FeedRows> {
    match table {
        FeedTable::Items => rows::items(program, feed).await,
        FeedTable::Comparison => rows::comparison(program, feed).await,
        FeedTable::Codebook => rows::explained(program, feed).await,
        FeedTable::Answers => answers::read(program, feed).await,
    }
}

/// What OData has behind a table, such as `/$count`, and this service has not.
#[rocket::get("/odata/<slug>/<feed>/<table>/<part>/<_..>")]
pub(crate) async fn further(
    program: Program<'_>,
    slug: &str,
    feed: &str,
    table: &str,
    part: &str,
) -> ODataResult<ODataReply> {
    Feed::find(&program, slug, feed).await?;
    let name = table.split_once('(').map_or(table, |(name, _)| name);
    if FeedTable::from_name(name).is_none() {
        return Err(ODataProblem::not_found());
    }
    Err(ODataProblem::not_implemented(if part.starts_with('$') {
        part
    } else {
        "Asking for a part of a row"
    }))
}

async fn tables(program: &Program<'_>, feed: &Feed) -> ODataResult<ODataReply> {
    let table = |table: FeedTable| json!({ "name": table.name(), "kind": "EntitySet", "url": table.name() });
    let tables: Vec<Value> = feed.tables(program).await?.into_iter().map(table).collect();
    let context = format!("{}/{METADATA}", feed.address);
    Ok(ODataReply::json(&json!({ "@odata.context": context, "value": tables })))
}

async fn columns(program: &Program<'_>, feed: &Feed) -> ODataResult<ODataReply> {
    let mut told = Vec::new();
    for table in feed.tables(program).await? {
        let columns = match table {
            FeedTable::Answers => {
                let (round, coarse) = feed.answers(program).await?;
                answers::columns(program, round, &coarse).await?
            }
            figures => of_figures(figures),
        };
        told.push((table, columns));
    }
    Ok(ODataReply::xml(metadata::document(&told)))
}

/// Why there is no table of that name.
fn strange(name: &str) -> ODataProblem {
    match name.split_once('(') {
        Some((table, _)) if FeedTable::from_name(table).is_some() => {
            ODataProblem::not_implemented("Asking for one row by its key")
        }
        _ if name.starts_with('$') => ODataProblem::not_implemented(name),
        _ => ODataProblem::not_found(),
    }
}
