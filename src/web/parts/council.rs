//! The way to the identity provider of the council and back: what a browser set out for is kept in an encrypted cookie of its
//! own for ten minutes, and taken out of it once.

use std::sync::Arc;

use jiff::{Timestamp, ToSpan};
use rocket::{
    http::{CookieJar, Status},
    time::Duration,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    app::App,
    outgoing::openid::{IdentityProvider, OpenIdError, SignOnRequest},
    web::{
        at,
        http::{
            Answer, Error, Page, Result,
            own_cookies::{self, COUNCIL},
        },
        parts::{Frame, Link, Notice},
    },
};

/// Minutes for signing in there.
const MINUTES: i64 = 10;

/// What somebody goes there for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum JourneyPurpose {
    /// To sign in, and go on to an address.
    SignIn { next: String },
    /// To accept the invitation of this link.
    Welcome { token: String },
    /// To connect the account of somebody who is signed in, on the pages of a programme.
    Connect { person: Uuid, slug: String },
}

/// Somebody on their way.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct CouncilJourney {
    /// What the answer must fit.
    pub request: SignOnRequest,
    pub purpose: JourneyPurpose,
    /// Until when, in milliseconds.
    until: i64,
}

/// The identity provider; where there is none, neither are its pages.
pub(crate) fn provider(app: &App) -> Result<Arc<IdentityProvider>> {
    app.settings.identity_provider.clone().ok_or(Error::NotFound)
}

/// What people call the account, where there is an identity provider.
pub(crate) fn label(app: &App) -> Option<&str> {
    app.settings.identity_provider.as_deref().map(|provider| provider.settings.label.as_str())
}

/// The address that the provider leads people back to. It has to be entered there.
pub(crate) fn redirect(app: &App) -> String {
    format!("{}{}", app.settings.site_url, at::sign_in_council_back())
}

/// Sets out; gives the address to go to, or the page that says why that is not possible now. Lead there by a link and never
/// by a form: browsers do not let a form of ours end at another site.
pub(crate) async fn set_out(
    app: &App,
    cookies: &CookieJar<'_>,
    frame: impl FnOnce() -> Frame,
    purpose: JourneyPurpose,
) -> Result<std::result::Result<String, Answer>> {
    let (provider, now) = (provider(app)?, app.clock.now());
    let request = SignOnRequest::new().map_err(Error::broken)?;
    let way = match provider.way_there(&request, &redirect(app), now).await {
        Ok(way) => way,
        Err(error) => return failed(frame(), &provider, &error).map(Err),
    };
    let until = (now + MINUTES.minutes()).as_millisecond();
    let journey = CouncilJourney { request, purpose, until };
    let value = serde_json::to_string(&journey).map_err(Error::broken)?;
    cookies.add_private(own_cookies::cookie(app, COUNCIL, value, Duration::minutes(MINUTES)));
    Ok(Ok(way))
}

/// The journey that an answer with this state ends, if this browser set out on it a short while ago. It ends with that,
/// whatever comes of it.
pub(crate) fn take(app: &App, cookies: &CookieJar<'_>, state: &str) -> Option<CouncilJourney> {
    let cookie = cookies.get_private(&own_cookies::name(app, COUNCIL))?;
    own_cookies::remove(app, cookies, COUNCIL);
    let journey: CouncilJourney = serde_json::from_str(cookie.value()).ok()?;
    let until = Timestamp::from_millisecond(journey.until).ok()?;
    (app.clock.now() < until && journey.request.is_answered_by(state)).then_some(journey)
}

/// The page of a sign-in there that failed: what happened, and that a password still works.
pub(crate) fn failed(frame: Frame, provider: &IdentityProvider, error: &OpenIdError) -> Result<Answer> {
    tracing::warn!(%error, "a sign-in with the identity provider failed");
    let label = &provider.settings.label;
    let (status, heading, lead, help) = match error {
        OpenIdError::Unreachable(..) | OpenIdError::Unusable(_) => (
            Status::ServiceUnavailable,
            format!("We can’t reach the sign-in page for your {label}"),
            "Nothing is wrong with your account. Try again in a few minutes.",
            "If you have a password for this site, you can use it in the meantime.",
        ),
        OpenIdError::Refused(_) | OpenIdError::OtherIssuer | OpenIdError::Token(_) => (
            Status::UnprocessableEntity,
            format!("You’re not signed in with your {label}"),
            "We couldn’t check the reply we got, so you weren’t signed in. Try again.",
            "If it happens again, tell the person who runs this site what time it happened. The reason is in the \
             log.",
        ),
    };
    let notice = Notice {
        frame,
        heading,
        lead: lead.to_owned(),
        sentences: vec![help.to_owned()],
        link: Some(Link::new("Go to sign in", at::sign_in())),
    };
    Page::with_status(status, &notice).map(Answer::Page)
}
