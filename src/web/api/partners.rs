//! Partner organisations.

use rocket::http::Status;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    store::{ApiScope, Partner, partners, removal},
    web::{
        Desk, FormData, Program,
        api::{
            ApiDeleted, ApiPage, ApiProblem, ApiResult, JsonBody, MergePatch, Paged, Paging, SeenMarks,
            Shown, id,
            merge_patch::merged,
            once::{self, Begun, MadeOnce},
        },
        at,
        parts::partner,
    },
};

/// A partner organisation.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Partner)]
pub(crate) struct ApiPartner {
    /// Its id.
    id: Uuid,
    /// Its name.
    name: String,
    /// The key of its type.
    kind: String,
}

/// A partner to add.
#[derive(Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[schema(as = NewPartner)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewApiPartner {
    /// Its name, which no other partner has.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// The key of its type, one of the programme’s `partner_kinds`.
    kind: String,
}

impl From<Partner> for ApiPartner {
    fn from(partner: Partner) -> Self {
        Self { id: partner.id, name: partner.name, kind: partner.kind }
    }
}

impl NewApiPartner {
    fn of(partner: &Partner) -> Self {
        Self { name: partner.name.clone(), kind: partner.kind.clone() }
    }

    /// What the form of a partner would hold.
    fn data(&self) -> FormData {
        FormData::of([("name", &*self.name), ("kind", &*self.kind)])
    }
}

/// The partners of a programme.
#[utoipa::path(
    get, path = "/api/v1/programmes/{slug}/partners", operation_id = "listPartners", tag = "Partners",
    responses((status = 200, description = "A page of partners.", body = Paged<ApiPartner>)),
    security(("token" = ["contacts:read"]), ("basic" = ["contacts:read"]))
)]
#[rocket::get("/api/v1/programmes/<slug>/partners")]
pub(crate) async fn index(program: Program<'_>, slug: &str, paging: Paging) -> ApiPage<ApiPartner> {
    program.may(slug, ApiScope::ContactsRead)?;
    let read = partners::next_by_id(program.db(), program.programme().id, paging.wanted()).await?;
    Ok(paging.page(&program, read, |partner| partner.id, ApiPartner::from))
}

/// A partner.
#[utoipa::path(
    get, path = "/api/v1/programmes/{slug}/partners/{id}", operation_id = "getPartner", tag = "Partners",
    responses((status = 200, description = "The partner.", body = ApiPartner)),
    security(("token" = ["contacts:read"]), ("basic" = ["contacts:read"]))
)]
#[rocket::get("/api/v1/programmes/<slug>/partners/<id>")]
pub(crate) async fn show(program: Program<'_>, slug: &str, id: &str) -> ApiResult<Shown<ApiPartner>> {
    program.may(slug, ApiScope::ContactsRead)?;
    let found = partners::find(program.db(), program.programme().id, self::id(id)?).await?;
    Ok(Shown::new(found.ok_or_else(ApiProblem::not_found)?.into()))
}

/// Adds a partner.
#[utoipa::path(
    post, path = "/api/v1/programmes/{slug}/partners", operation_id = "addPartner", tag = "Partners",
    request_body = NewApiPartner,
    responses((status = 201, description = "The partner was added.", body = ApiPartner)),
    security(("token" = ["contacts:write"]))
)]
#[rocket::post("/api/v1/programmes/<slug>/partners", data = "<sent>")]
pub(crate) async fn create(
    program: Program<'_>,
    slug: &str,
    sent: JsonBody<NewApiPartner>,
) -> ApiResult<MadeOnce> {
    program.may(slug, ApiScope::ContactsWrite)?;
    let (new, desk) = (sent.body()?, Desk::of_program(&program));
    let tx = match once::begin(&program, &desk, &sent).await? {
        Begun::Now(tx) => tx,
        Begun::Before(made) => return Ok(made),
    };
    partners::lock(&tx, program.programme().id).await?;
    let partner = partner::add(&desk, &tx, (Uuid::new_v4(), &new.data())).await?;
    let partner =
        partner.map_err(|wrong| ApiProblem::of_form(&wrong.problems, |field| format!("/{field}")))?;
    let (location, name) = (at::api_partner(slug, partner.id), partner.name.clone());
    let made = once::keep(&tx, &program, &sent, location, &ApiPartner::from(partner)).await?;
    desk.done(tx, partner::ADDED, &name).await?;
    Ok(made)
}

/// Changes a partner.
#[utoipa::path(
    patch, path = "/api/v1/programmes/{slug}/partners/{id}", operation_id = "changePartner", tag = "Partners",
    request_body(content = NewApiPartner, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The partner as it is now.", body = ApiPartner)),
    security(("token" = ["contacts:write"]))
)]
#[rocket::patch("/api/v1/programmes/<slug>/partners/<id>", data = "<sent>")]
pub(crate) async fn change(
    program: Program<'_>,
    slug: &str,
    id: &str,
    seen: SeenMarks,
    sent: MergePatch,
) -> ApiResult<Shown<ApiPartner>> {
    program.may(slug, ApiScope::ContactsWrite)?;
    let (patch, desk, programme) = (sent.body()?, Desk::of_program(&program), program.programme().id);
    let tx = desk.making().await?;
    let partner = partners::find(&tx, programme, self::id(id)?).await?.ok_or_else(ApiProblem::not_found)?;
    seen.hold(&ApiPartner::from(partner.clone()))?;
    let there = NewApiPartner::of(&partner);
    let new = merged(&there, patch)?;
    if new == there {
        return Ok(Shown::new(partner.into()));
    }
    let kept = partner::change(&desk, &tx, (&partner, &new.data())).await?;
    let kept = kept.map_err(|wrong| ApiProblem::of_form(&wrong.problems, |field| format!("/{field}")))?;
    desk.done(tx, partner::CHANGED, &partner.name).await?;
    Ok(Shown::new(kept.into()))
}

/// Deletes a partner with its contacts, agreement, promises and health checks. Answers to other surveys stay.
#[utoipa::path(
    delete, path = "/api/v1/programmes/{slug}/partners/{id}", operation_id = "deletePartner", tag = "Partners",
    responses((status = 204, description = "The partner was deleted.")),
    security(("token" = ["contacts:write"]))
)]
#[rocket::delete("/api/v1/programmes/<slug>/partners/<id>")]
pub(crate) async fn delete(
    program: Program<'_>,
    slug: &str,
    id: &str,
    seen: SeenMarks,
) -> ApiResult<ApiDeleted> {
    program.may(slug, ApiScope::ContactsWrite)?;
    let (desk, programme) = (Desk::of_program(&program), program.programme().id);
    let tx = desk.making().await?;
    let partner = partners::find(&tx, programme, self::id(id)?).await?.ok_or_else(ApiProblem::not_found)?;
    seen.hold(&ApiPartner::from(partner.clone()))?;
    if let Some(course) = partners::expected_at(&tx, partner.id, program.now()).await? {
        return Err(ApiProblem::new(Status::Conflict, "still_expected", partner::why_not(&course)));
    }
    removal::partner(&tx, partner.id).await?;
    desk.done(tx, partner::DELETED, &partner.name).await?;
    Ok(ApiDeleted)
}
