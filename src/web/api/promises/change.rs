//! Saying how a promise stands, better words for it and another day, and deleting it, as its pages do.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ApiPromise;
use crate::{
    store::{
        ApiScope, Promise, Transaction,
        promises::{self, Changed},
    },
    web::{
        Desk, FormData, FormProblems, Program,
        api::{ApiDeleted, ApiProblem, ApiResult, MergePatch, SeenMarks, Shown, id, merge_patch::merged},
        parts::promise::{
            change::{CHANGED, DELETED, SAID, promised, settle},
            read_state,
        },
    },
};

/// What can be changed of a promise. Words that are changed are taken off the public page until somebody releases them again.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[schema(as = PromiseChange)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApiPromiseParts {
    /// What is to be done.
    #[schema(min_length = 1, max_length = 300)]
    what: String,
    /// What was asked for.
    #[serde(default)]
    #[schema(max_length = 300)]
    asked: String,
    /// By when, as a day. With another day its owner is reminded again.
    #[serde(default)]
    #[schema(format = Date)]
    due_on: Option<String>,
    /// How it stands: `open`, `done`, `partly` or `not_possible`.
    state: String,
    /// What was done, or why it is not possible: needed once it is not open.
    #[serde(default)]
    outcome: String,
}

impl ApiPromiseParts {
    fn of(promise: &Promise) -> Self {
        Self {
            what: promise.what.clone(),
            asked: promise.asked.clone(),
            due_on: promise.due().map(|day| day.to_string()),
            state: promise.state.key().to_owned(),
            outcome: promise.outcome.clone(),
        }
    }

    /// What the forms of a promise would hold.
    fn data(&self) -> FormData {
        FormData::of([
            ("what", &*self.what),
            ("asked", &*self.asked),
            ("by", self.due_on.as_deref().unwrap_or_default()),
            ("state", &*self.state),
            ("outcome", &*self.outcome),
        ])
    }
}

/// Changes a promise, or says how it stands.
#[utoipa::path(
    patch, path = "/api/v1/programmes/{slug}/promises/{id}", operation_id = "changePromise", tag = "Promises",
    request_body(content = ApiPromiseParts, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The promise as it is now.", body = ApiPromise)),
    security(("token" = ["promises:write"]))
)]
#[rocket::patch("/api/v1/programmes/<slug>/promises/<id>", data = "<sent>")]
pub(crate) async fn change(
    program: Program<'_>,
    slug: &str,
    id: &str,
    seen: SeenMarks,
    sent: MergePatch,
) -> ApiResult<Shown<ApiPromise>> {
    program.may(slug, ApiScope::PromisesWrite)?;
    let (patch, desk) = (sent.body()?, Desk::of_program(&program));
    let tx = desk.making().await?;
    let one = held(&tx, &program, id, &seen).await?;
    let there = ApiPromiseParts::of(&one);
    let new = merged(&there, patch)?;
    if new == there {
        return Ok(Shown::new(one.into()));
    }
    if new.due_on.as_ref().is_some_and(|day| day.parse::<Date>().is_err()) {
        return Err(ApiProblem::wrong("/due_on", "Send a day such as 2026-06-17, or null."));
    }
    let (data, mut problems) = (new.data(), FormProblems::default());
    let by = promised(&data, Some(&one), &mut problems);
    let stands = (new.state != there.state || new.outcome != there.outcome)
        .then(|| read_state(&data, &mut problems))
        .flatten();
    if !problems.is_empty() {
        return Err(ApiProblem::of_form(&problems, pointer));
    }
    let worded = (&new.what, &new.asked, &new.due_on) != (&there.what, &there.asked, &there.due_on);
    if worded {
        let words = Changed {
            asked: data.one("asked").to_owned(),
            what: data.one("what").to_owned(),
            owner: one.owner.clone(),
            by,
            partner: one.partner_id,
            asker: one.asker,
            asker_contact: one.asker_contact_id,
        };
        promises::change(&tx, &one, words).await?;
    }
    if let Some((state, outcome)) = &stands {
        settle(&desk, &tx, &one, (*state, outcome)).await?;
    }
    let now = promises::find(&tx, program.programme().id, one.id).await?.ok_or_else(ApiProblem::not_found)?;
    desk.done(tx, if worded { CHANGED } else { SAID }, &now.what).await?;
    Ok(Shown::new(now.into()))
}

/// Deletes a promise. One that can’t be kept is `not_possible` instead: whoever asked then knows.
#[utoipa::path(
    delete, path = "/api/v1/programmes/{slug}/promises/{id}", operation_id = "deletePromise", tag = "Promises",
    responses((status = 204, description = "The promise was deleted.")),
    security(("token" = ["promises:write"]))
)]
#[rocket::delete("/api/v1/programmes/<slug>/promises/<id>")]
pub(crate) async fn delete(
    program: Program<'_>,
    slug: &str,
    id: &str,
    seen: SeenMarks,
) -> ApiResult<ApiDeleted> {
    program.may(slug, ApiScope::PromisesWrite)?;
    let desk = Desk::of_program(&program);
    let tx = desk.making().await?;
    let one = held(&tx, &program, id, &seen).await?;
    promises::remove(&tx, one.id).await?;
    desk.done(tx, DELETED, &one.what).await?;
    Ok(ApiDeleted)
}

/// The promise with this id, which is still as the program saw it; nobody else changes it until the transaction ends.
async fn held(tx: &Transaction, program: &Program<'_>, id: &str, seen: &SeenMarks) -> ApiResult<Promise> {
    let one = promises::held(tx, program.programme().id, self::id(id)?).await?;
    let one = one.ok_or_else(ApiProblem::not_found)?;
    seen.hold(&ApiPromise::from(one.clone()))?;
    Ok(one)
}

/// Where a field of the forms is in what was sent.
fn pointer(field: &str) -> String {
    if field == "by" { "/due_on".to_owned() } else { format!("/{field}") }
}
