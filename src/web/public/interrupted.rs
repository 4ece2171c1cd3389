//! Forms that came when nobody was signed in any more. What was typed is sealed with the key of the service and carried
//! through the sign-in by the page itself, so that nothing of it is stored; then it is shown, and sent only when its
//! author presses the button. Passwords and files are not carried.

use std::sync::Arc;

use jiff::{Timestamp, ToSpan};
use rocket::{
    Data, Request, State,
    data::{FromData, Outcome},
    http::{Method, Status},
    request::{self, FromRequest},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    app::App,
    web::{
        at,
        http::{
            answer::Page,
            error::{Error, Result},
            form_data::FormData,
            guard::SignedIn,
            origin::SameOrigin,
        },
        parts::{Frame, frame::Site},
        public::sign_in::{self, Carried, Resumed},
    },
};

/// Whose secret it is.
const OWNER: Uuid = Uuid::from_u128(0x6b65_7074_2066_6f72_6d20_6f66_2073_6966);
/// Minutes for signing in again.
const MINUTES: i64 = 60;
/// The most bytes of a form that are carried.
const MOST: usize = 128 * 1024;
/// Fields that are never carried.
const SECRETS: [&str; 3] = ["password", "present", "code"];

/// A form that waits for its author to sign in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Kept {
    /// Where it was going.
    action: String,
    /// What it says.
    fields: Vec<(String, String)>,
    /// Until when it may be sent, in milliseconds.
    until: i64,
}

impl Kept {
    /// Seals it for the page that asks to sign in.
    fn seal(&self, app: &App) -> Result<String> {
        let text = serde_json::to_vec(self).map_err(|error| Error::Broken(error.to_string()))?;
        app.secret.seal(OWNER, &text).map_err(|error| Error::Broken(error.to_string()))
    }

    /// What was sealed, as long as it counts.
    pub(crate) fn open(app: &App, sealed: &str) -> Option<Self> {
        let text = app.secret.unseal(OWNER, sealed)?;
        let kept: Self = serde_json::from_slice(&text).ok()?;
        let until = Timestamp::from_millisecond(kept.until).ok()?;
        (app.clock.now() < until && kept.action.starts_with("/programmes")).then_some(kept)
    }

    /// The page that shows it to who has signed in, and sends it at the press of a button.
    pub(crate) fn page(self, site: &Arc<Site>) -> Result<Page> {
        Page::of(&Resumed {
            frame: Frame::public(Arc::clone(site), "en"),
            action: self.action,
            fields: self.fields,
            discard: at::programmes(),
        })
    }
}

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
pub(crate) fn ended(
    _own: SameOrigin,
    who: Option<SignedIn>,
    going: Going,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
    came: Came,
) -> Result<Page> {
    if who.is_some() {
        // Nothing takes such a form.
        return Err(Error::NotFound);
    }
    let (carried, sealed) = match came {
        Came::Form(entries) => {
            let fields: Vec<(String, String)> =
                entries.into_fields().filter(|(name, _)| !SECRETS.contains(&name.as_str())).collect();
            let until = (app.clock.now() + MINUTES.minutes()).as_millisecond();
            let kept = Kept { action: going.address.clone(), fields, until };
            (Carried::Form, Some(kept.seal(app)?))
        }
        Came::File => (Carried::NoFile, None),
        Came::TooLong => (Carried::TooLong, None),
    };
    let next = if going.is_page { going.address } else { at::programmes() };
    let page = sign_in::interrupted(site, &next, carried, sealed);
    Page::with_status(Status::Unauthorized, &page)
}
