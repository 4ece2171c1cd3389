//! Links that work once. One that does not work leads to a page that says kindly why, and what to do instead.

use crate::{
    store::{LinkPurpose, LinkStatus, OneTimeLink, Person, links, people},
    system::secret::hash,
    web::{
        at,
        http::{
            Error, Result, Visitor,
            fault::{FaultKind, FaultWay},
        },
    },
};

/// A link that works now, by its token.
pub(crate) async fn good(visitor: &Visitor<'_>, token: &str, purpose: LinkPurpose) -> Result<OneTimeLink> {
    let found = links::find(visitor.app.db.read(), &hash(token), purpose).await?;
    let link = found.ok_or_else(|| visitor.unknown(|| dead(purpose, LinkStatus::Old)))?;
    match link.status(visitor.app.clock.now()) {
        LinkStatus::Good => Ok(link),
        status => Err(dead(purpose, status)),
    }
}

/// The person that a link that works now was sent to.
pub(crate) async fn person(visitor: &Visitor<'_>, token: &str, purpose: LinkPurpose) -> Result<Person> {
    let link = good(visitor, token, purpose).await?;
    let id = link.person_id.ok_or(Error::NotFound)?;
    let person = people::get(visitor.app.db.read(), id).await?;
    person.filter(|person| !person.disabled).ok_or_else(|| dead(purpose, LinkStatus::Old))
}

/// The page of a link that does not work.
pub(crate) fn dead(purpose: LinkPurpose, status: LinkStatus) -> Error {
    let (next, way) = match purpose {
        LinkPurpose::SetUp => (
            "The service prints a new one each time it starts, until somebody can sign in.",
            FaultWay::new("Sign in", at::sign_in()),
        ),
        LinkPurpose::Welcome if status == LinkStatus::Used => (
            "Your password is set: sign in with it and your email address.",
            FaultWay::new("Sign in", at::sign_in()),
        ),
        LinkPurpose::Welcome => (
            "Look for a newer email in your inbox. If there is none, we’ll send you another link.",
            FaultWay::new("Send me a link", at::sign_in_forgotten()),
        ),
        LinkPurpose::Reset => (
            "If you still need to choose a password, ask for another link.",
            FaultWay::new("Send me another link", at::sign_in_forgotten()),
        ),
    };
    let next = next.to_owned();
    Error::Page(Box::new(match status {
        LinkStatus::Used => FaultKind::UsedLink { next, way },
        LinkStatus::Good | LinkStatus::Old => FaultKind::OldLink { next, way },
    }))
}
