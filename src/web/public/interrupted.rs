//! Forms that came when nobody was signed in any more. What was typed is sealed with the key of the service and carried
//! through the sign-in by the page itself, so that nothing of it is stored; then it is shown, and sent only when its
//! author presses the button. Passwords and files are not carried.

use rocket::{
    Data, Request,
    data::{FromData, Outcome},
    http::{Method, Status},
    request::{self, FromRequest},
};

use crate::web::{
    Answer, Error, FormData, FormProblems, Page, Result, SignedIn, Visitor, at,
    public::sign_in::{self, CarriedForm, resumed::WaitingForm},
};

/// The most bytes of a form that are carried.
const MOST: usize = 128 * 1024;

/// What came of reading a form that nobody may send.
pub(crate) enum Came {
    Form(FormData),
    File,
    TooLong,
}

#[rocket::async_trait]
impl<'r> FromData<'r> for Came {
    type Error = std::convert::Infallible;

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self> {
        if request.content_type().is_some_and(|sent| sent.is_form_data()) {
            return Outcome::Success(Self::File);
        }
        Outcome::Success(match FormData::from_data(request, data).await {
            Outcome::Success(entries) if entries.bytes() <= MOST => Self::Form(entries),
            _ => Self::TooLong,
        })
    }
}

/// Where a form was going, and whether the same address is a page too.
pub(crate) struct Going {
    address: String,
    is_page: bool,
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Going {
    type Error = std::convert::Infallible;

    async fn from_request(request: &'r Request<'_>) -> request::Outcome<Self, Self::Error> {
        let path: Vec<&str> = request.uri().path().segments().collect();
        let fits = |pattern: &str| {
            let parts: Vec<&str> = pattern.split('/').filter(|part| !part.is_empty()).collect();
            parts.len() == path.len()
                && parts.iter().zip(&path).all(|(part, sent)| part.starts_with('<') || part == sent)
        };
        let mut pages = request.rocket().routes().filter(|route| route.method == Method::Get);
        let is_page = pages.any(|route| fits(route.uri.path()));
        request::Outcome::Success(Self { address: request.uri().to_string(), is_page })
    }
}

/// Any form of staff that found nobody signed in: says so, and leads through the sign-in and back to what was typed.
#[rocket::post("/programmes/<_..>", data = "<came>", rank = 100)]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn ended(visitor: Visitor<'_>, who: Option<SignedIn>, going: Going, came: Came) -> Result<Answer> {
    if who.is_some() {
        // Nothing takes such a form.
        return Err(Error::NotFound);
    }
    let (carried, sealed) = match came {
        Came::Form(entries) => (CarriedForm::Form, WaitingForm::seal(visitor.app, &going.address, entries)?),
        Came::File => (CarriedForm::NoFile, String::new()),
        Came::TooLong => (CarriedForm::TooLong, String::new()),
    };
    let next = if going.is_page { going.address } else { at::programmes() };
    let entries = FormData::of([("next", next), ("kept", sealed)]);
    let page = sign_in::form(&visitor, &entries, Some(carried), FormProblems::default());
    Page::with_status(Status::Unauthorized, &page).map(Answer::Page)
}
