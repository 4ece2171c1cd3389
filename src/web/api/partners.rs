//! Partner organisations.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    store::{
        api_tokens::ApiScope,
        partners::{self, Partner},
    },
    web::{
        api::{
            error::{ApiProblem, ApiResult},
            id,
            json_body::JsonBody,
            once::{self, Begun, MadeOnce},
            page::{Paged, Paging},
            reply::Shown,
        },
        at,
        http::{desk::Desk, form_data::FormData, token::Program},
        partners::edit,
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
#[derive(Debug, Deserialize, ToSchema)]
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

/// The partners of a programme.
#[utoipa::path(
    get, path = "/api/v1/programmes/{slug}/partners", operation_id = "listPartners", tag = "Partners",
    responses((status = 200, description = "A page of partners.", body = Paged<ApiPartner>)),
    security(("token" = ["contacts:read"]), ("basic" = ["contacts:read"]))
)]
#[rocket::get("/api/v1/programmes/<slug>/partners")]
pub(crate) async fn index(
    program: Program<'_>,
    slug: &str,
    paging: Paging,
) -> ApiResult<Shown<Paged<ApiPartner>>> {
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
    partners::hold(&tx, program.programme().id).await?;
    let known = partners::all(&tx, program.programme().id).await?;
    let data = FormData::of([("name", &*new.name), ("kind", &*new.kind)]);
    let partner = match edit::add(&desk, &tx, (Uuid::new_v4(), &data), &known).await? {
        Ok(partner) => partner,
        Err(wrong) => return Err(ApiProblem::of_form(&wrong.problems, |field| format!("/{field}"))),
    };
    let (location, name) = (at::api_partner(slug, partner.id), partner.name.clone());
    let made = once::keep(&tx, &program, &sent, location, &ApiPartner::from(partner)).await?;
    desk.done(tx, edit::ADDED, &name).await?;
    Ok(made)
}
