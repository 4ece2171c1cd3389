//! Making something once, however often the same request comes: the answer is kept with what was made under the
//! `Idempotency-Key` of the request, and given again for a day.

use rocket::{
    Request,
    http::{ContentType, Header, Status},
    response::{self, Responder},
};
use serde::Serialize;

use crate::{
    store::{ApiRequest, Transaction, api_requests},
    web::{
        Desk, Error, Program, Trainer,
        api::{ApiProblem, ApiResult, JsonBody, reply::respond},
    },
};

/// What was made, or was made before by the same request.
pub(crate) struct MadeOnce {
    location: String,
    answer: String,
    before: bool,
}

/// Whether a request is to be carried out.
pub(crate) enum Begun {
    /// It is, in this transaction.
    Now(Transaction),
    /// It was already.
    Before(MadeOnce),
}

/// What the same request made before, if it did. Ask before what was sent is looked at more closely: what could be made then may
/// be too late now.
///
/// # Errors
/// When the key was used for something else, or the database is away.
pub(crate) async fn before<T>(program: &Program<'_>, sent: &JsonBody<T>) -> ApiResult<Option<MadeOnce>> {
    let Some(key) = &sent.key_hash else { return Ok(None) };
    answered(api_requests::find(program.db(), program.token.id, key).await?, sent)
}

/// Begins to make something. Two requests in one programme wait for each other.
///
/// # Errors
/// When the key was used for something else, or the database is away.
pub(crate) async fn begin<T>(
    program: &Program<'_>,
    desk: &Desk<'_, Trainer>,
    sent: &JsonBody<T>,
) -> ApiResult<Begun> {
    let tx = desk.making().await?;
    let Some(key) = &sent.key_hash else { return Ok(Begun::Now(tx)) };
    let made = answered(api_requests::find(&tx, program.token.id, key).await?, sent)?;
    Ok(made.map_or(Begun::Now(tx), Begun::Before))
}

/// The answer that is kept under a key, if this is the request that it was given to.
fn answered<T>(known: Option<ApiRequest>, sent: &JsonBody<T>) -> ApiResult<Option<MadeOnce>> {
    match known {
        None => Ok(None),
        Some(known) if known.body_hash != sent.body_hash => {
            let words = "This Idempotency-Key was used for another request. Send a new one.";
            Err(ApiProblem::new(Status::UnprocessableEntity, "key_reused", words))
        }
        Some(known) => Ok(Some(MadeOnce { location: known.location, answer: known.answer, before: true })),
    }
}

/// Keeps the answer with what was made; the transaction is to be ended next.
pub(crate) async fn keep<T, A: Serialize>(
    tx: &Transaction,
    program: &Program<'_>,
    sent: &JsonBody<T>,
    location: String,
    answer: &A,
) -> ApiResult<MadeOnce> {
    let answer = serde_json::to_string(answer).map_err(Error::broken)?;
    if let Some(key) = &sent.key_hash {
        let request = ApiRequest {
            token_id: program.token.id,
            key_hash: key.clone(),
            body_hash: sent.body_hash.clone(),
            status: i32::from(Status::Created.code),
            location: location.clone(),
            answer: answer.clone(),
            created_at: program.now(),
        };
        api_requests::keep(tx, request).await?;
    }
    Ok(MadeOnce { location, answer, before: false })
}

impl<'r> Responder<'r, 'static> for MadeOnce {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let mut response = respond(request, ContentType::JSON, self.answer.into_bytes(), None);
        response.set_status(Status::Created);
        response.set_header(Header::new("Location", self.location));
        if self.before {
            response.set_header(Header::new("Idempotency-Replayed", "true"));
        }
        Ok(response)
    }
}
