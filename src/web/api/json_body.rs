//! What a program sends: JSON, of which every member must be known; with a key, if it may come twice.

use rocket::{
    Data, Request,
    data::{FromData, Limits, Outcome},
    http::{ContentType, Method, Status},
};
use serde::de::DeserializeOwned;

use crate::{
    system::secret::{hash, hash_bytes},
    web::api::{ApiFieldError, ApiProblem, ApiResult},
};

/// Characters of a key at most.
const KEY_MAX: usize = 200;

/// What was sent. What is wrong with it is told only to whoever may send it at all.
pub(crate) struct JsonBody<T> {
    body: ApiResult<T>,
    /// The key under which the answer is kept, hashed.
    pub key_hash: Option<String>,
    /// The hash of address and body.
    pub body_hash: String,
}

impl<T> JsonBody<T> {
    /// What was sent.
    pub(crate) fn body(&self) -> ApiResult<&T> {
        self.body.as_ref().map_err(ApiProblem::clone)
    }
}

#[rocket::async_trait]
impl<'r, T: DeserializeOwned> FromData<'r> for JsonBody<T> {
    type Error = ();

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self> {
        let limit = request.limits().get("json").unwrap_or(Limits::JSON);
        let Ok(bytes) = data.open(limit).into_bytes().await else {
            return Outcome::Error((Status::BadRequest, ()));
        };
        let is_whole = bytes.is_complete();
        let bytes = bytes.into_inner();
        let key = request.headers().get_one("Idempotency-Key");
        let body = if is_whole { read(request, key, &bytes) } else { Err(too_large()) };
        let of_address = [request.uri().path().as_str().as_bytes(), b" ", &bytes].concat();
        Outcome::Success(Self { body, key_hash: key.map(hash), body_hash: hash_bytes(&of_address) })
    }
}

fn too_large() -> ApiProblem {
    ApiProblem::new(Status::PayloadTooLarge, "too_large", "Send less than 1 MB.")
}

fn read<T: DeserializeOwned>(request: &Request<'_>, key: Option<&str>, bytes: &[u8]) -> ApiResult<T> {
    if !request.content_type().is_some_and(|kind| is_taken(request.method(), kind)) {
        let words = if request.method() == Method::Patch {
            "Send JSON, with “Content-Type: application/merge-patch+json”."
        } else {
            "Send JSON, with “Content-Type: application/json”."
        };
        return Err(ApiProblem::new(Status::UnsupportedMediaType, "not_json", words));
    }
    if key.is_some_and(|key| key.is_empty() || key.chars().count() > KEY_MAX) {
        let words = format!("Send a key of 1 to {KEY_MAX} characters, such as a UUID.");
        let error = ApiFieldError::new("Idempotency-Key", "invalid", words);
        return Err(ApiProblem::invalid(vec![error]));
    }
    // No database keeps NUL in text, and nobody types it.
    if bytes.windows(6).any(|part| part == b"\\u0000") {
        return Err(ApiProblem::wrong("", "Remove NUL characters."));
    }
    serde_json::from_slice(bytes).map_err(|error| unfit(&error))
}

/// Whether this is a way to send JSON: a patch may say which kind of patch it is.
fn is_taken(method: Method, kind: &ContentType) -> bool {
    let is_patch = kind.top() == "application" && kind.sub() == "merge-patch+json";
    kind.is_json() || (method == Method::Patch && is_patch)
}

/// What is wrong with JSON that is not what is asked for.
pub(super) fn unfit(error: &serde_json::Error) -> ApiProblem {
    let words = error.to_string();
    let member = words.split('`').nth(1).unwrap_or_default();
    let (pointer, code) = if words.starts_with("unknown field") {
        (format!("/{member}"), "unknown_member")
    } else if words.starts_with("missing field") {
        (format!("/{member}"), "missing_member")
    } else {
        (String::new(), "invalid")
    };
    ApiProblem::invalid(vec![ApiFieldError::new(pointer, code, format!("Correct the JSON: {words}."))])
}
