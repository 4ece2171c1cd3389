//! Replacing and deleting a draft of the programme. What was published stays as it was published.

use rocket::http::Status;

use super::{ApiSurveyInFull, Known, SurveyFile, read};
use crate::{
    store::{ApiScope, CustomSurvey, StepHistory, Transaction, custom_surveys},
    survey::{ENGLISH, EditStep, editor, templates},
    web::{
        Desk, Program,
        api::{ApiDeleted, ApiProblem, ApiResult, JsonBody, SeenMarks, Shown, seen::meanwhile},
        parts::survey::{DELETED, REPLACED},
    },
};

/// Replaces a draft by a survey file. Its key and its version stay whatever the file says.
#[utoipa::path(
    put, path = "/api/v1/programmes/{slug}/surveys/{key}", operation_id = "replaceSurvey", tag = "Surveys",
    request_body(content = serde_json::Value, description = "A survey file, as getSurvey returns it under \
                                                             `definition`."),
    responses((status = 200, description = "The survey as it is now.", body = ApiSurveyInFull)),
    security(("token" = ["surveys:write"]))
)]
#[rocket::put("/api/v1/programmes/<slug>/surveys/<key>", data = "<sent>")]
pub(crate) async fn replace(
    program: Program<'_>,
    slug: &str,
    key: &str,
    seen: SeenMarks,
    sent: JsonBody<SurveyFile>,
) -> ApiResult<Shown<ApiSurveyInFull>> {
    program.may(slug, ApiScope::SurveysWrite)?;
    let (file, desk) = (read(&sent)?, Desk::of_program(&program));
    let tx = desk.making().await?;
    let own = own(&tx, &program, key).await?;
    seen.hold(&in_full(&own)?)?;
    let step = EditStep::Replace(Box::new(file));
    let next = editor::apply(&own.draft, &own.item_keys, step)
        .map_err(|refusal| ApiProblem::wrong("", refusal.to_string()))?;
    if next != own.draft {
        if !custom_surveys::change(&tx, &own, &next, (REPLACED, StepHistory::Step), program.now()).await? {
            return Err(meanwhile());
        }
        desk.done(tx, REPLACED, next.title.read(next.sides[0], ENGLISH)).await?;
    }
    Ok(Shown::new(in_full(&CustomSurvey { draft: next, ..own })?))
}

/// Deletes a draft that was never published.
#[utoipa::path(
    delete, path = "/api/v1/programmes/{slug}/surveys/{key}", operation_id = "deleteSurvey", tag = "Surveys",
    responses((status = 204, description = "The draft was deleted.")),
    security(("token" = ["surveys:write"]))
)]
#[rocket::delete("/api/v1/programmes/<slug>/surveys/<key>")]
pub(crate) async fn delete(
    program: Program<'_>,
    slug: &str,
    key: &str,
    seen: SeenMarks,
) -> ApiResult<ApiDeleted> {
    program.may(slug, ApiScope::SurveysWrite)?;
    let desk = Desk::of_program(&program);
    let tx = desk.making().await?;
    let own = own(&tx, &program, key).await?;
    seen.hold(&in_full(&own)?)?;
    if !custom_surveys::delete(&tx, own.id).await? {
        let words = "It has been published, so it can’t be deleted.";
        return Err(ApiProblem::new(Status::Conflict, "published", words));
    }
    desk.done(tx, DELETED, own.draft.title.read(own.draft.sides[0], ENGLISH)).await?;
    Ok(ApiDeleted)
}

/// A survey of the programme’s own.
async fn own(tx: &Transaction, program: &Program<'_>, key: &str) -> ApiResult<CustomSurvey> {
    if let Some(own) = custom_surveys::find(tx, program.programme().id, key).await? {
        return Ok(own);
    }
    if templates::find(key).is_none() {
        return Err(ApiProblem::not_found());
    }
    let words = "Ready-made surveys can’t be changed or deleted. Create a draft from its file instead.";
    Err(ApiProblem::new(Status::Conflict, "ready_made", words))
}

fn in_full(own: &CustomSurvey) -> ApiResult<ApiSurveyInFull> {
    Known { survey: own.draft.clone(), published: Some(own.published) }.in_full()
}
