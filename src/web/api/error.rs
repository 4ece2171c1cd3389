//! Problems as RFC 9457 has them: a status, a code for programs, words for people, and what is wrong with what was sent.

use rocket::{
    Catcher, Request,
    http::{ContentType, Header, Method, Status},
    response::{self, Responder},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    store::StoreError,
    web::{
        Error, FormProblems,
        api::reply::respond,
        http::{
            request::Arrival,
            token::{Refused, TokenRefusal},
        },
    },
};

/// What handlers return.
pub(crate) type ApiResult<T> = Result<T, ApiProblem>;

/// Seconds after which a request that the database was too busy for may come again.
const COME_BACK: u64 = 5;

/// How a program that shows no token that works may show one: by a name and a password, for reading alone.
const READS_BY: &str = "Bearer realm=\"Common Ground\", Basic realm=\"Common Ground\", charset=\"UTF-8\"";
const WRITES_BY: &str = "Bearer realm=\"Common Ground\"";

/// Why a request was not answered as asked.
#[derive(Clone, Debug)]
pub(crate) struct ApiProblem {
    told: Box<ProblemDocument>,
    headers: Vec<(&'static str, String)>,
}

/// Why a request was not answered as asked (RFC 9457).
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct ProblemDocument {
    /// Always `about:blank`: the code says more than an address would.
    #[schema(value_type = String)]
    #[serde(rename = "type")]
    kind: &'static str,
    /// The status in words.
    #[schema(value_type = String)]
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// What went wrong, for programs.
    #[schema(value_type = String)]
    code: &'static str,
    /// What went wrong and what to do, for people.
    detail: String,
    /// The request in our log.
    request_id: String,
    /// What is wrong with what was sent.
    errors: Vec<ApiFieldError>,
}

/// One thing that is wrong with what was sent.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = FieldError)]
pub(crate) struct ApiFieldError {
    /// Where it is: a JSON pointer into the body, or the name of a parameter after `?`.
    pointer: String,
    /// What is wrong, for programs.
    #[schema(value_type = String)]
    code: &'static str,
    /// What to do, for people.
    detail: String,
}

impl ApiProblem {
    pub(crate) fn new(status: Status, code: &'static str, detail: impl Into<String>) -> Self {
        let told = ProblemDocument {
            kind: "about:blank",
            title: status.reason_lossy(),
            status: status.code,
            code,
            detail: detail.into(),
            request_id: String::new(),
            errors: Vec::new(),
        };
        Self { told: Box::new(told), headers: Vec::new() }
    }

    pub(crate) fn not_found() -> Self {
        Self::new(
            Status::NotFound,
            "not_found",
            "There is nothing at this address, or this token can’t read it.",
        )
    }

    /// The request is not valid.
    pub(crate) fn invalid(errors: Vec<ApiFieldError>) -> Self {
        let first = errors.first().map_or("The request is not valid.", |error| &*error.detail).to_owned();
        let mut problem = Self::new(Status::UnprocessableEntity, "invalid", first);
        problem.told.errors = errors;
        problem
    }

    /// One thing cannot be used.
    pub(crate) fn wrong(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::invalid(vec![ApiFieldError::new(pointer, "invalid", detail)])
    }

    /// What a form would say, with the place of each field in what was sent.
    pub(crate) fn of_form(problems: &FormProblems, place: impl Fn(&str) -> String) -> Self {
        let error = |(field, detail): (&str, &str)| ApiFieldError::new(place(field), "invalid", detail);
        Self::invalid(problems.all().map(error).collect())
    }

    #[must_use]
    fn with(mut self, header: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((header, value.into()));
        self
    }

    pub(crate) fn status(&self) -> Status {
        Status::new(self.told.status)
    }

    /// What went wrong, for programs.
    pub(crate) fn code(&self) -> &'static str {
        self.told.code
    }

    /// What went wrong and what to do, for people.
    pub(crate) fn detail(&self) -> &str {
        &self.told.detail
    }

    /// After how many seconds the same request may come again, where it may.
    pub(crate) fn retry_after(&self) -> Option<&str> {
        let wait = self.headers.iter().find(|(name, _)| *name == "Retry-After");
        wait.map(|(_, seconds)| seconds.as_str())
    }

    fn busy() -> Self {
        let words = "The service is busy. Send the same request again.";
        Self::new(Status::ServiceUnavailable, "busy", words).with("Retry-After", COME_BACK.to_string())
    }

    fn broken(error: &dyn std::fmt::Display) -> Self {
        tracing::error!(%error, "a request of a program failed");
        let words = "Something went wrong here. Give the request_id to the person who runs the service.";
        Self::new(Status::InternalServerError, "broken", words)
    }
}

impl ApiFieldError {
    pub(crate) fn new(pointer: impl Into<String>, code: &'static str, detail: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), code, detail: detail.into() }
    }
}

impl From<StoreError> for ApiProblem {
    fn from(error: StoreError) -> Self {
        if error.may_pass() || error.is_conflict() {
            return Self::busy();
        }
        if error.is_duplicate() {
            return Self::new(
                Status::Conflict,
                "meanwhile",
                "Somebody else has just created the same. Read it before you try again.",
            );
        }
        Self::broken(&error)
    }
}

impl From<Error> for ApiProblem {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound | Error::Expired | Error::Elsewhere(_) => Self::not_found(),
            Error::Forbidden => {
                Self::new(Status::Forbidden, "role", "The role of the token’s owner doesn’t allow this.")
            }
            Error::Unprocessable => {
                Self::new(Status::UnprocessableEntity, "invalid", "The request is not valid.")
            }
            Error::TooMany => Self::of_token(TokenRefusal::TooMany(60)),
            Error::Store(error) => error.into(),
            // There was no room for long, which says so.
            Error::Page(page) if page.status() == Status::ServiceUnavailable.code => Self::busy(),
            Error::Page(_) | Error::Refused(_) | Error::Broken(_) => Self::broken(&error),
        }
    }
}

impl From<TokenRefusal> for ApiProblem {
    fn from(refusal: TokenRefusal) -> Self {
        Self::of_token(refusal)
    }
}

impl ApiProblem {
    fn of_token(refusal: TokenRefusal) -> Self {
        let (code, detail) = match refusal {
            TokenRefusal::Missing => {
                ("token_missing", "Send an access token: “Authorization: Bearer cg_pat_…”.".to_owned())
            }
            TokenRefusal::Garbled => {
                ("token_garbled", "This is not a complete access token. Copy it again.".to_owned())
            }
            TokenRefusal::Unknown => (
                "token_unknown",
                "This access token was revoked, or its owner left the programme. Create another one."
                    .to_owned(),
            ),
            TokenRefusal::Expired => {
                ("token_expired", "This access token has expired. Create another one.".to_owned())
            }
            TokenRefusal::BasicWrites => (
                "basic_reads_only",
                "Send the token as a bearer token. Basic authentication is for reading only.".to_owned(),
            ),
            TokenRefusal::SecondFactorFirst => (
                "second_factor_first",
                "The owner of this access token has to set up a second factor first.".to_owned(),
            ),
            TokenRefusal::TooMany(wait) => {
                ("too_many", format!("Too many requests with this token. Try again in {wait} seconds."))
            }
            TokenRefusal::Elsewhere => return Self::not_found(),
            TokenRefusal::Scope(scope) => (
                "scope_missing",
                format!("This access token doesn’t have the scope {}. Create one that has it.", scope.key()),
            ),
            TokenRefusal::Role(_) => ("role", "The role of the token’s owner doesn’t allow this.".to_owned()),
        };
        let problem = Self::new(refusal.status(), code, detail);
        if let TokenRefusal::TooMany(wait) = refusal {
            problem.with("Retry-After", wait.to_string())
        } else {
            problem
        }
    }
}

impl<'r> Responder<'r, 'static> for ApiProblem {
    fn respond_to(mut self, request: &'r Request<'_>) -> response::Result<'static> {
        self.told.request_id = Arrival::of(request).id.to_string();
        let body = serde_json::to_vec(&self.told).map_err(|_| Status::InternalServerError)?;
        let mut response = respond(request, ContentType::new("application", "problem+json"), body, None);
        let status = self.status();
        response.set_status(status);
        if status == Status::Unauthorized {
            let reads = matches!(request.method(), Method::Get | Method::Head);
            response.set_header(Header::new("WWW-Authenticate", if reads { READS_BY } else { WRITES_BY }));
        }
        for (name, value) in self.headers {
            response.set_header(Header::new(name, value));
        }
        Ok(response)
    }
}

/// What a guard or the reading of a body refused, for the catcher that says so.
#[derive(Default)]
pub(crate) struct ApiRefused(pub Option<ApiProblem>);

/// Problems for what guards and the framework refuse, under `/api/v1`.
pub(crate) fn catchers() -> Vec<Catcher> {
    rocket::catchers![refused]
}

#[rocket::catch(default)]
fn refused(status: Status, request: &Request<'_>) -> ApiProblem {
    if let Refused(Some(refusal)) = request.local_cache(Refused::default) {
        return ApiProblem::of_token(*refusal);
    }
    if let ApiRefused(Some(problem)) = request.local_cache(ApiRefused::default) {
        return problem.clone();
    }
    match status.code {
        404 | 422 => match others(request).as_slice() {
            [] => ApiProblem::not_found(),
            methods => {
                let words = format!("This address only accepts {}.", methods.join(", "));
                let problem = ApiProblem::new(Status::MethodNotAllowed, "method", words);
                problem.with("Allow", methods.join(", "))
            }
        },
        401 => ApiProblem::of_token(TokenRefusal::Missing),
        503 => ApiProblem::busy(),
        413 => ApiProblem::new(
            Status::PayloadTooLarge,
            "too_large",
            "The request is too large. Send less than 1 MB.",
        ),
        400..500 => ApiProblem::new(status, "invalid", "The request cannot be read."),
        _ => ApiProblem::broken(&status),
    }
}

/// The methods that the address answers, where it does not answer the one of the request.
fn others(request: &Request<'_>) -> Vec<&'static str> {
    let path = request.uri().path();
    let parts: Vec<&str> = path.as_str().split('/').collect();
    let fits = |pattern: &str| {
        let pattern: Vec<&str> = pattern.split('/').collect();
        pattern.len() == parts.len()
            && pattern.iter().zip(&parts).all(|(own, part)| own.starts_with('<') || own == part)
    };
    let routes = request.rocket().routes().filter(|route| {
        let path = route.uri.path();
        path.starts_with("/api/") && fits(path)
    });
    let mut methods: Vec<Method> = routes.map(|route| route.method).collect();
    if methods.contains(&Method::Get) {
        methods.push(Method::Head);
    }
    if methods.contains(&request.method()) {
        return Vec::new();
    }
    methods.into_iter().map(rocket::http::Method::as_str).collect()
}
