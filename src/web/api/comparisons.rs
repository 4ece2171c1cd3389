//! What one side offers against what the other expects.

use common_ground_reports::{
    figures::{Precision, comparison_csv},
    finding,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    results::{
        all_answered,
        ledger::{self, Matched},
    },
    store::{ApiScope, Round, rounds},
    survey::RoundState,
    web::{
        Error, Program,
        api::{
            ApiPage, ApiProblem, ApiResult, Paged, Paging, TableFile, TableFormat, figures::not_yet,
            rounds::find,
        },
        large_page,
    },
};

/// Closed surveys of the two sides that are set against each other: the latest. Programs read all comparisons, page by page; this
/// is what they may cost.
const SIDES: u64 = 500;

/// Two closed rounds that are compared.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Comparison)]
pub(crate) struct ApiComparison {
    /// The code of the round in which one side said what it offers.
    offer: String,
    /// The code of the round in which the other said what it expects.
    expectation: String,
    /// What is compared.
    title: String,
    /// What came out of it, in a sentence.
    finding: String,
    /// Who answered.
    people: String,
}

/// The comparisons between rounds that have closed.
#[utoipa::path(
    get, path = "/api/v1/programmes/{slug}/comparisons", operation_id = "listComparisons", tag = "Figures",
    responses((status = 200, description = "A page of comparisons between the latest rounds.", body = Paged<ApiComparison>)),
    security(("token" = ["figures:read"]), ("basic" = ["figures:read"]))
)]
#[rocket::get("/api/v1/programmes/<slug>/comparisons")]
pub(crate) async fn index(program: Program<'_>, slug: &str, paging: Paging) -> ApiPage<ApiComparison> {
    program.may(slug, ApiScope::FiguresRead)?;
    let (app, programme) = (program.app, program.programme());
    // Which rounds are set against each other is only known of all of them; what they say is read of one page.
    let _place = large_page(app).await?;
    let closed = rounds::latest_of_ledger(program.db(), programme.id, SIDES).await?;
    let mut matched = paging.cut(ledger::matched(app, &closed).await?, pair_id);
    let next = paging.keep(&program, &mut matched, pair_id);
    let sides = matched.iter().flat_map(|both| [both.offer.clone(), both.expectation.clone()]);
    let answered = all_answered(app, &sides.collect::<Vec<Round>>()).await?;
    let zone = programme.zone();
    let mut data = Vec::new();
    for (Matched { offer, expectation }, answered) in matched.into_iter().zip(answered.chunks(2)) {
        let [offers, expects] = answered else { continue };
        let Some(block) = ledger::compared((&offer, offers), (&expectation, expects), &zone) else {
            continue;
        };
        data.push(ApiComparison {
            title: block.title().to_owned(),
            finding: finding::title(&block.comparison),
            people: block.people(),
            offer: offer.code,
            expectation: expectation.code,
        });
    }
    Ok(Paged::shown(data, next))
}

/// A pair has no id of its own: that of one bit for each in which the two differ is as good.
fn pair_id(both: &Matched) -> Uuid {
    Uuid::from_u128(both.offer.id.as_u128() ^ both.expectation.id.as_u128())
}

/// The figures of a comparison.
#[utoipa::path(
    get, path = "/api/v1/programmes/{slug}/comparisons/{offer}/{expectation}", operation_id = "getComparison",
    tag = "Figures",
    responses((status = 200, description = "The figures, a row for each item.", content(
        (String = "text/csv"), (String = "application/jsonl")
    ))),
    security(("token" = ["figures:read"]), ("basic" = ["figures:read"]))
)]
#[rocket::get("/api/v1/programmes/<slug>/comparisons/<offer>/<expectation>")]
pub(crate) async fn show(
    program: Program<'_>,
    slug: &str,
    offer: &str,
    expectation: &str,
    wanted: TableFormat,
) -> ApiResult<TableFile> {
    program.may(slug, ApiScope::FiguresRead)?;
    let (offers, expects) = (find(&program, offer).await?, find(&program, expectation).await?);
    if [&offers, &expects].iter().any(|round| round.state != RoundState::Closed) {
        return Err(not_yet());
    }
    let zone = program.programme().zone();
    let block = ledger::block(program.app, &offers, &expects, &zone).await?;
    let block = block.ok_or_else(ApiProblem::not_found)?;
    let csv = comparison_csv([&block.comparison], Precision::Published).map_err(Error::broken)?;
    Ok(TableFile::new(csv, wanted, &format!("{slug}-comparison"), None)?)
}
