//! The health of a partnership: the same file as the page offers, of checks that are unsealed.

use crate::{
    results::health::of_partner,
    store::{ApiScope, partners},
    web::{
        Error, Program,
        api::{ApiProblem, ApiResult, TableFile, TableFormat, id},
    },
};

/// What both sides said about each condition of a partnership, check by check. Sealed checks are left out.
#[utoipa::path(
    get, path = "/api/v1/programmes/{slug}/partners/{id}/health", operation_id = "getPartnershipHealth",
    tag = "Partners",
    responses((status = 200, description = "The conditions, a row for each check and condition.", content(
        (String = "text/csv"), (String = "application/jsonl")
    ))),
    security(("token" = ["answers:read"]), ("basic" = ["answers:read"]))
)]
#[rocket::get("/api/v1/programmes/<slug>/partners/<id>/health")]
pub(crate) async fn show(
    program: Program<'_>,
    slug: &str,
    id: &str,
    wanted: TableFormat,
) -> ApiResult<TableFile> {
    program.may(slug, ApiScope::AnswersRead)?;
    let programme = program.programme();
    let partner = partners::find(program.db(), programme.id, self::id(id)?).await?;
    let partner = partner.ok_or_else(ApiProblem::not_found)?;
    let health = of_partner(program.app, partner.id, &programme.zone()).await?;
    if health.latest.is_none() {
        return Err(ApiProblem::not_found());
    }
    let csv = health.history.csv().map_err(Error::broken)?;
    Ok(TableFile::new(csv, wanted, "health", None)?)
}
