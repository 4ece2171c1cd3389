//! What can go wrong with a request, and what its page says of it, which [`crate::web::parts::fault`] draws. Nothing internal is
//! ever shown: a failure of ours is logged under an id, and the page shows the id.

use std::fmt::Display;

use rocket::{
    Request,
    http::{Method, Status, uri::Origin},
    response::{self, Redirect, Responder},
};
use url::form_urlencoded::{Serializer, parse};

use crate::{
    store::StoreError,
    system::password::PasswordError,
    web::http::{
        Page,
        fault::{FaultKind, FaultWay, OnlySiteAdmins, SecondFactorFirst},
        request::Arrival,
    },
};

/// Why a request was not answered as asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// Nothing is there, or not for this person.
    #[error("not found")]
    NotFound,
    #[error("expired")]
    Expired,
    #[error("forbidden")]
    Forbidden,
    /// What was sent is no form of ours.
    #[error("unprocessable")]
    Unprocessable,
    #[error("too many requests")]
    TooMany,
    /// Something that has a page of its own.
    #[error("a page says why")]
    Page(Box<FaultKind>),
    /// A page that says in the words of its survey why there is no form.
    #[error("a survey is not shown")]
    Refused(Page),
    /// What was looked for is at another address.
    #[error("it is elsewhere")]
    Elsewhere(String),
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Anything else that is our fault.
    #[error("{0}")]
    Broken(String),
}

impl From<PasswordError> for Error {
    fn from(error: PasswordError) -> Self {
        match error {
            PasswordError::Busy => Self::Page(Box::new(FaultKind::Crowded)),
            PasswordError::Broken(_) => Self::broken(error),
        }
    }
}

/// How often a request is sent once more because another was in its way.
const AGAIN: u8 = 3;

/// What handlers return.
pub(crate) type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// What failed on our side, as it says itself.
    pub(crate) fn broken(error: impl Display) -> Self {
        Self::Broken(error.to_string())
    }

    /// Ends a request for what is not there, or not for this person.
    pub(crate) fn not_found_unless(is_there: bool) -> Result<()> {
        if is_there { Ok(()) } else { Err(Self::NotFound) }
    }

    fn kind(&self, request: &Request<'_>) -> FaultKind {
        match self {
            Self::NotFound => FaultKind::NotFound,
            Self::Expired => FaultKind::Expired,
            Self::Forbidden => FaultKind::Forbidden,
            Self::Unprocessable => FaultKind::Unprocessable,
            Self::TooMany => FaultKind::TooMany { wait: "about a minute".to_owned() },
            Self::Store(error) if error.may_pass() => {
                let id = Arrival::of(request).id;
                tracing::warn!(request = %id, %error, "the database was away or busy");
                FaultKind::Busy
            }
            Self::Store(error) if error.is_duplicate() => {
                let id = Arrival::of(request).id;
                tracing::warn!(request = %id, %error, "somebody else was quicker");
                FaultKind::Meanwhile
            }
            Self::Page(kind) => (**kind).clone(),
            Self::Refused(_) | Self::Elsewhere(_) | Self::Store(_) | Self::Broken(_) => {
                let id = Arrival::of(request).id.to_string();
                tracing::error!(request = id, error = %self, "a request failed");
                FaultKind::Broken { request: id }
            }
        }
    }
}

impl<'r> Responder<'r, 'static> for Error {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        if let Self::Store(error) = &self
            && error.is_conflict()
            && let Some(same) = once_more(request)
        {
            return Redirect::temporary(same).respond_to(request);
        }
        match self {
            Self::Refused(page) => return page.respond_to(request),
            Self::Elsewhere(address) => return Redirect::to(address).respond_to(request),
            _ => {}
        }
        let kind = self.kind(request);
        let status = Status::new(kind.status());
        request.local_cache(|| Failed(Some(kind)));
        Err(status)
    }
}

/// What became of the request, for the page that tells it.
#[derive(Default)]
struct Failed(Option<FaultKind>);

/// Where the same request goes again when another was in its way and nothing of it was kept: a browser sends the same
/// form there by itself. The address counts how often.
fn once_more(request: &Request<'_>) -> Option<Origin<'static>> {
    let query = request.uri().query().map_or("", |query| query.as_str());
    let (counted, own): (Vec<_>, Vec<_>) = parse(query.as_bytes()).partition(|(name, _)| name == "again");
    let before = counted.first().map_or(Some(0), |(_, times)| times.parse::<u8>().ok())?;
    let times = before.checked_add(1).filter(|times| *times <= AGAIN)?.to_string();
    let query = Serializer::new(String::new()).extend_pairs(own).append_pair("again", &times).finish();
    Origin::parse_owned(format!("{}?{query}", request.uri().path())).ok()
}

/// What is told of a request that failed in a handler, or that the framework itself refuses, and under which status.
pub(crate) fn told(status: Status, request: &Request<'_>) -> (Status, FaultKind) {
    let Failed(failed) = request.local_cache(Failed::default);
    let reads = matches!(request.method(), Method::Get | Method::Head);
    let status = match status.code {
        // An address with a part that cannot be what it stands for.
        422 if reads && failed.is_none() => Status::NotFound,
        400 => Status::UnprocessableEntity,
        _ => status,
    };
    (status, failed.clone().unwrap_or_else(|| of_framework(status, request)))
}

/// What the framework, or a guard, refused.
fn of_framework(status: Status, request: &Request<'_>) -> FaultKind {
    if status == Status::Forbidden {
        let (id, method) = (Arrival::of(request).id, request.method());
        let route = request.route().map(|route| route.uri.to_string().replace("<_>", "<slug>"));
        let route = route.unwrap_or_default();
        tracing::warn!(request = %id, %method, route, "a request was refused");
    }
    match status.code {
        403 => match request.local_cache(OnlySiteAdmins::default) {
            OnlySiteAdmins(Some(who)) => FaultKind::OnlySiteAdmins { who: who.clone() },
            OnlySiteAdmins(None) => match request.local_cache(SecondFactorFirst::default) {
                SecondFactorFirst(Some(way)) => {
                    FaultKind::SecondFactorFirst { way: FaultWay::new("Set up a second factor", way.clone()) }
                }
                SecondFactorFirst(None) => FaultKind::Forbidden,
            },
        },
        413 => {
            FaultKind::TooLarge { limit: if sends_a_file(request) { "1 MB" } else { "256 KB" }.to_owned() }
        }
        429 => FaultKind::TooMany { wait: "about a minute".to_owned() },
        503 => FaultKind::Busy,
        400 | 415 | 422 => FaultKind::Unprocessable,
        400..500 => FaultKind::NotFound,
        _ => Error::Broken(format!("the framework answered {status}")).kind(request),
    }
}

fn sends_a_file(request: &Request<'_>) -> bool {
    request.content_type().is_some_and(|sent| sent.is_form_data())
}
