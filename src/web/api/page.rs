//! Lists, page by page: by id, never by time, so that a page tells nothing of when something came.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use rocket::{
    Request,
    request::{FromRequest, Outcome},
};
use serde::Serialize;
use url::form_urlencoded;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    store::keyset::NextIds,
    web::{
        Program,
        api::{ApiFieldError, ApiProblem, ApiResult, Shown, error::ApiRefused},
    },
};

/// Entries of a page unless a program asks for another number.
const USUAL: usize = 20;
/// Entries of a page at most.
const MOST: usize = 100;

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Paged<T: ToSchema> {
    /// The entries.
    data: Vec<T>,
    /// The address of the next page; null on the last.
    next: Option<String>,
}

/// What an operation that lists answers.
pub(crate) type ApiPage<T> = ApiResult<Shown<Paged<T>>>;

impl<T: ToSchema> Paged<T> {
    /// A page, with the address of the next.
    pub(crate) fn shown(data: Vec<T>, next: Option<String>) -> Shown<Self> {
        Shown::page(Self { data, next: next.clone() }, next)
    }
}

/// Which page is asked for.
#[derive(Clone, Debug)]
pub(crate) struct Paging {
    limit: usize,
    after: Option<Uuid>,
    path: String,
}

impl Paging {
    fn read(request: &Request<'_>) -> Result<Self, Vec<ApiFieldError>> {
        let query = request.uri().query().map_or("", |query| query.as_str());
        let sent: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let mut errors = Vec::new();
        let mut one = |name: &str| {
            let mut values = sent.iter().filter(|(sent, _)| sent == name).map(|(_, value)| value.clone());
            let first = values.next();
            if values.next().is_some() {
                errors.push(ApiFieldError::new(
                    format!("?{name}"),
                    "repeated",
                    "Send this parameter only once.",
                ));
            }
            first
        };
        let (limit, cursor) = (one("limit"), one("cursor"));
        let limit = match limit.map(|limit| limit.parse::<usize>()) {
            None => USUAL,
            Some(Ok(limit)) if (1..=MOST).contains(&limit) => limit,
            Some(_) => {
                let words = format!("Send a whole number from 1 to {MOST}.");
                errors.push(ApiFieldError::new("?limit", "invalid", words));
                USUAL
            }
        };
        let after = cursor.map(|cursor| {
            let bytes = URL_SAFE_NO_PAD.decode(&cursor).ok();
            bytes.and_then(|bytes| Uuid::from_slice(&bytes).ok())
        });
        if after == Some(None) {
            let words = "Use the address in “next” as it is.";
            errors.push(ApiFieldError::new("?cursor", "invalid", words));
        }
        let path = request.uri().path().to_string();
        if errors.is_empty() { Ok(Self { limit, after: after.flatten(), path }) } else { Err(errors) }
    }

    /// What is read for this page: one entry more than it has, which tells whether the list goes on.
    pub(crate) fn wanted(&self) -> NextIds {
        NextIds { after: self.after, most: self.limit as u64 + 1 }
    }

    /// The page that was asked for, of what was read for it, each as it is shown.
    pub(crate) fn page<R, T: ToSchema>(
        &self,
        program: &Program<'_>,
        mut read: Vec<R>,
        id: impl Fn(&R) -> Uuid,
        show: impl FnMut(R) -> T,
    ) -> Shown<Paged<T>> {
        let next = self.keep(program, &mut read, id);
        Paged::shown(read.into_iter().map(show).collect(), next)
    }

    /// Keeps of what was read for this page what it has; the address of the next page, where there is one.
    pub(crate) fn keep<R>(
        &self,
        program: &Program<'_>,
        read: &mut Vec<R>,
        id: impl Fn(&R) -> Uuid,
    ) -> Option<String> {
        let goes_on = read.len() > self.limit;
        read.truncate(self.limit);
        read.last().filter(|_| goes_on).map(|last| {
            let cursor = URL_SAFE_NO_PAD.encode(id(last));
            let site = &program.app.settings.site_url;
            format!("{site}{}?limit={}&cursor={cursor}", self.path, self.limit)
        })
    }

    /// What is left of a list that is known as a whole, as [`Self::page`] takes it.
    pub(crate) fn cut<R>(&self, mut all: Vec<R>, id: impl Fn(&R) -> Uuid) -> Vec<R> {
        all.sort_by_key(&id);
        if let Some(after) = self.after {
            all.retain(|one| id(one) > after);
        }
        all.truncate(self.limit + 1);
        all
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Paging {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        match Self::read(request) {
            Ok(paging) => Outcome::Success(paging),
            Err(errors) => {
                let problem = ApiProblem::invalid(errors);
                let status = problem.status();
                request.local_cache(|| ApiRefused(Some(problem)));
                Outcome::Error((status, ()))
            }
        }
    }
}
