//! Promises: what somebody said they would do, and what became of it. Changing one is in `promises/change.rs`.

pub(crate) mod change;

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    store::{ApiScope, Promise, promises},
    web::{
        Program,
        api::{ApiPage, ApiProblem, ApiResult, Paged, Paging, Shown, id},
    },
};

/// What somebody said they would do.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Promise)]
pub(crate) struct ApiPromise {
    /// Its id.
    id: Uuid,
    /// Where it came from: `course`, `comment`, `health`, `agreement` or `card`.
    origin: String,
    /// What was asked; may be empty.
    asked: String,
    /// What is to be done.
    what: String,
    /// Who does it; may be empty.
    owner: String,
    /// By when, as a day; null where there is none.
    #[schema(format = Date)]
    due_on: Option<String>,
    /// How it stands: `open`, `done`, `partly` or `not_possible`.
    state: String,
    /// What was done, or why it is not possible; may be empty.
    outcome: String,
    /// The course it was agreed after.
    course_id: Option<Uuid>,
    /// The partner it concerns.
    partner_id: Option<Uuid>,
    /// Whether the public page may show it.
    public: bool,
}

impl From<Promise> for ApiPromise {
    fn from(promise: Promise) -> Self {
        Self {
            id: promise.id,
            origin: promise.origin.key().to_owned(),
            due_on: promise.due().map(|day| day.to_string()),
            asked: promise.asked,
            what: promise.what,
            owner: promise.owner.name,
            state: promise.state.key().to_owned(),
            outcome: promise.outcome,
            course_id: promise.course_id,
            partner_id: promise.partner_id,
            public: promise.released,
        }
    }
}

/// The promises of a programme. Managers get 403 `role`.
#[utoipa::path(
    get, path = "/api/v1/programmes/{slug}/promises", operation_id = "listPromises", tag = "Promises",
    responses((status = 200, description = "A page of promises.", body = Paged<ApiPromise>)),
    security(("token" = ["figures:read"]), ("basic" = ["figures:read"]))
)]
#[rocket::get("/api/v1/programmes/<slug>/promises")]
pub(crate) async fn index(program: Program<'_>, slug: &str, paging: Paging) -> ApiPage<ApiPromise> {
    program.may_as_trainer(slug, ApiScope::FiguresRead)?;
    let read = promises::next_by_id(program.db(), program.programme().id, paging.wanted()).await?;
    Ok(paging.page(&program, read, |promise| promise.id, ApiPromise::from))
}

/// A promise. Managers get 403 `role`.
#[utoipa::path(
    get, path = "/api/v1/programmes/{slug}/promises/{id}", operation_id = "getPromise", tag = "Promises",
    responses((status = 200, description = "The promise.", body = ApiPromise)),
    security(("token" = ["figures:read"]), ("basic" = ["figures:read"]))
)]
#[rocket::get("/api/v1/programmes/<slug>/promises/<id>")]
pub(crate) async fn show(program: Program<'_>, slug: &str, id: &str) -> ApiResult<Shown<ApiPromise>> {
    program.may_as_trainer(slug, ApiScope::FiguresRead)?;
    let found = promises::find(program.db(), program.programme().id, self::id(id)?).await?;
    Ok(Shown::new(found.ok_or_else(ApiProblem::not_found)?.into()))
}
