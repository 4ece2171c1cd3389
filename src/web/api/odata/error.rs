//! Problems in the shape of OData errors.

use rocket::{
    Catcher, Request,
    http::{Header, Method, Status},
    response::{self, Responder},
};
use serde_json::json;

use crate::{
    store::StoreError,
    web::{
        Error,
        api::{
            ApiProblem,
            odata::reply::{VERSION, json_type},
            reply::respond,
        },
        http::token::{Refused, TokenRefusal},
    },
};

/// What handlers return.
pub(crate) type ODataResult<T> = Result<T, ODataProblem>;

/// What a spreadsheet that shows no token is told: it asks its person for a name and a password.
const SHOW_A_TOKEN: &str = "Choose Basic, type any user name, and use an access token as the password.";

/// Why a spreadsheet is not answered as it asked.
#[derive(Clone, Debug)]
pub(crate) struct ODataProblem(ApiProblem);

impl ODataProblem {
    /// The feed has no such thing, or not for this token.
    pub(super) fn not_found() -> Self {
        Self(ApiProblem::not_found())
    }

    /// An option of the query cannot be understood.
    pub(super) fn bad_option(detail: impl Into<String>) -> Self {
        Self(ApiProblem::new(Status::BadRequest, "invalid_option", detail))
    }

    /// OData has it, and this service has not.
    pub(super) fn not_implemented(what: &str) -> Self {
        let words = format!(
            "{what} is not supported here. Load the whole table, and filter and sort it in the spreadsheet."
        );
        Self(ApiProblem::new(Status::NotImplemented, "not_implemented", words))
    }

    /// Something went wrong here.
    pub(super) fn broken(error: &dyn std::fmt::Display) -> Self {
        Error::Broken(error.to_string()).into()
    }

    /// The status it is answered with.
    pub(super) fn status(&self) -> Status {
        self.0.status()
    }
}

impl From<ApiProblem> for ODataProblem {
    fn from(problem: ApiProblem) -> Self {
        Self(problem)
    }
}

impl From<TokenRefusal> for ODataProblem {
    fn from(refusal: TokenRefusal) -> Self {
        Self(refusal.into())
    }
}

impl From<Error> for ODataProblem {
    fn from(error: Error) -> Self {
        Self(error.into())
    }
}

impl From<StoreError> for ODataProblem {
    fn from(error: StoreError) -> Self {
        Self(error.into())
    }
}

impl<'r> Responder<'r, 'static> for ODataProblem {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let status = self.status();
        let problem = self.0;
        let code = problem.code();
        let words = if code == "token_missing" { SHOW_A_TOKEN } else { problem.detail() };
        let body = json!({ "error": { "code": code, "message": words } });
        let mut response = respond(request, json_type(), body.to_string().into_bytes(), None);
        response.set_status(status);
        response.set_header(Header::new("OData-Version", VERSION));
        if status == Status::Unauthorized {
            response.set_header(Header::new(
                "WWW-Authenticate",
                "Basic realm=\"Common Ground\", charset=\"UTF-8\"",
            ));
        }
        if status == Status::MethodNotAllowed {
            response.set_header(Header::new("Allow", "GET, HEAD"));
        }
        if let Some(wait) = problem.retry_after() {
            response.set_header(Header::new("Retry-After", wait.to_owned()));
        }
        Ok(response)
    }
}

/// Problems for what guards and the framework refuse, under `/odata`.
pub(crate) fn catchers() -> Vec<Catcher> {
    rocket::catchers![refused]
}

#[rocket::catch(default)]
fn refused(status: Status, request: &Request<'_>) -> ODataProblem {
    if let Refused(Some(refusal)) = request.local_cache(Refused::default) {
        return (*refusal).into();
    }
    if !matches!(request.method(), Method::Get | Method::Head) {
        let words = "A feed is read with GET: nothing can be written into it.";
        return ApiProblem::new(Status::MethodNotAllowed, "method", words).into();
    }
    match status.code {
        404 | 422 => ODataProblem::not_found(),
        401 => TokenRefusal::Missing.into(),
        503 => {
            let words = "The service is busy. Send the same request again.";
            ApiProblem::new(Status::ServiceUnavailable, "busy", words).into()
        }
        400..500 => ApiProblem::new(status, "invalid", "The request cannot be read.").into(),
        _ => ODataProblem::broken(&status),
    }
}
