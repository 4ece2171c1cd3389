//! What was just done, told once at the top of the next page.

use rocket::{
    Request,
    request::{FlashMessage, FromRequest, Outcome},
    response::{Flash, Redirect},
};

/// What the act before this page told, if there was one.
#[derive(Debug)]
pub(super) struct Told(pub Option<String>);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Told {
    type Error = std::convert::Infallible;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        let told = FlashMessage::from_request(request).await.succeeded();
        Outcome::Success(Self(told.map(|told| told.message().to_owned())))
    }
}

/// Leads to `address`, whose page tells `what` was done if it asks for [`Told`].
pub(super) fn and_tell(address: String, what: impl Into<String>) -> Flash<Redirect> {
    Flash::success(Redirect::to(address), what)
}
