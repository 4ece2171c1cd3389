//! What a program saw before it changes something: the `ETag` that it got, sent back as `If-Match`. Where another one holds by
//! now, somebody else has changed it since, and nothing is done.

use rocket::{
    Request,
    http::Status,
    request::{FromRequest, Outcome},
};
use serde::Serialize;

use crate::web::api::{ApiProblem, ApiResult, reply::mark};

/// The marks of `If-Match`; none where a program does not say what it saw.
pub(crate) struct SeenMarks(Vec<String>);

impl SeenMarks {
    /// Holds what is shown now against what the program saw.
    ///
    /// # Errors
    /// That it has changed since.
    pub(crate) fn hold<T: Serialize>(&self, shown: &T) -> ApiResult<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        let now = mark(shown)?;
        if self.0.iter().any(|seen| *seen == now || seen == "*") { Ok(()) } else { Err(changed_since()) }
    }

    /// Holds against what the program saw that there is nothing now.
    ///
    /// # Errors
    /// That there was something.
    pub(crate) fn hold_nothing(&self) -> ApiResult<()> {
        if self.0.is_empty() { Ok(()) } else { Err(changed_since()) }
    }
}

fn changed_since() -> ApiProblem {
    let words =
        "It has changed since you read it. Read it again, and send your change again if you still want it.";
    ApiProblem::new(Status::PreconditionFailed, "changed_since", words)
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for SeenMarks {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let sent = request.headers().get("If-Match").flat_map(|line| line.split(','));
        Outcome::Success(Self(sent.map(|mark| mark.trim().to_owned()).collect()))
    }
}

/// What is said where somebody else changed something at the very moment.
pub(crate) fn meanwhile() -> ApiProblem {
    let words = "Somebody else changed it at the same moment, so your change wasn’t made. Read it, and send your change again \
                 if you still want it.";
    ApiProblem::new(Status::Conflict, "meanwhile", words)
}
