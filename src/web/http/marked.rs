//! Answers that are asked for again and again: each bears a mark (`ETag`), and whoever knows the latest gets none.

use rocket::{
    Request,
    http::{Header, Status},
    request::{FromRequest, Outcome},
    response::{self, Responder, Response},
};

/// The marks that whoever asks knows already.
pub(crate) struct KnownMarks<'r>(Vec<&'r str>);

impl<'r> KnownMarks<'r> {
    pub(crate) fn of(request: &'r Request<'_>) -> Self {
        let sent = request.headers().get("If-None-Match").flat_map(|sent| sent.split(','));
        Self(sent.map(|mark| mark.trim().trim_start_matches("W/").trim_matches('"')).collect())
    }

    /// Whether they know this one; a star knows whatever there is.
    pub(crate) fn is(&self, mark: &str) -> bool {
        self.0.iter().any(|known| *known == mark || *known == "*")
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for KnownMarks<'r> {
    type Error = std::convert::Infallible;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        Outcome::Success(Self::of(request))
    }
}

/// An answer under its mark, or that nothing is new.
pub(crate) struct Marked<R> {
    mark: String,
    answer: Option<R>,
}

impl<R> Marked<R> {
    /// Something new.
    pub(crate) fn new(mark: String, answer: R) -> Self {
        Self { mark, answer: Some(answer) }
    }

    /// Nothing new.
    pub(crate) fn same(mark: String) -> Self {
        Self { mark, answer: None }
    }
}

impl<'r, R: Responder<'r, 'static>> Responder<'r, 'static> for Marked<R> {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let mut response = match self.answer {
            Some(answer) => answer.respond_to(request)?,
            None => Response::build().status(Status::NotModified).finalize(),
        };
        // Kept by the browser that asked, and asked for each time.
        response.set_header(Header::new("Cache-Control", "private, no-cache"));
        response.set_header(Header::new("ETag", format!("\"{}\"", self.mark)));
        Ok(response)
    }
}
