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
    store::{api_tokens::ApiScope, health, rounds},
    survey::round::RoundState,
    web::{
        api::{
            error::{ApiProblem, ApiResult},
            figures::not_yet,
            page::{Paged, Paging},
            reply::{Shown, TableFile, TableFormat},
            rounds::find,
        },
        http::{error::Error, token::Program},
    },
};

/// Two closed rounds that are compared.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Comparison)]
pub(crate) struct ApiComparison {
    #[serde(skip)]
    id: Uuid,
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
    responses((status = 200, description = "A page of comparisons.", body = Paged<ApiComparison>)),
    security(("token" = ["figures:read"]), ("basic" = ["figures:read"]))
)]
#[rocket::get("/api/v1/programmes/<slug>/comparisons")]
pub(crate) async fn index(
    program: Program<'_>,
    slug: &str,
    paging: Paging,
) -> ApiResult<Shown<Paged<ApiComparison>>> {
    program.may(slug, ApiScope::FiguresRead)?;
    let (app, programme) = (program.app, program.programme());
    let of_health = health::rounds_of_programme(program.db(), programme.id).await?;
    let mut closed = rounds::of_programme(program.db(), programme.id).await?;
    closed.retain(|round| round.state == RoundState::Closed && !of_health.contains(&round.id));
    let answered = all_answered(app, &closed).await?;
    let answered: std::collections::HashMap<Uuid, _> =
        closed.iter().map(|round| round.id).zip(answered).collect();
    let zone = programme.settings.zone();
    let mut all = Vec::new();
    for Matched { offer, expectation } in ledger::matched(app, &closed).await? {
        let (Some(offers), Some(expects)) = (answered.get(&offer.id), answered.get(&expectation.id)) else {
            continue;
        };
        let Some(block) = ledger::compared((&offer, offers), (&expectation, expects), &zone) else {
            continue;
        };
        all.push(ApiComparison {
            // A pair has no id of its own: that of one bit for each in which the two differ is as good.
            id: Uuid::from_u128(offer.id.as_u128() ^ expectation.id.as_u128()),
            title: block.title().to_owned(),
            finding: finding::title(&block.comparison),
            people: block.people(),
            offer: offer.code,
            expectation: expectation.code,
        });
    }
    Ok(paging.of(&program, all, |one| one.id, |one| one))
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
    let zone = program.programme().settings.zone();
    let block = ledger::block(program.app, &offers, &expects, &zone).await?;
    let block = block.ok_or_else(ApiProblem::not_found)?;
    let csv = comparison_csv([&block.comparison], Precision::Published)
        .map_err(|error| ApiProblem::from(Error::Broken(error.to_string())))?;
    TableFile::new(csv, wanted, &format!("{slug}-comparison"), None)
}
