//! Links that work once. One that does not work leads to a page that says kindly why, and what to do instead.

use crate::{
    store::{LinkPurpose, LinkStanding, OneTimeLink, Person, links, people},
    system::secret::hash,
    web::{
        at,
        http::{Error, FormData, Result, Visitor, session},
        parts::{FormProblems, Link as Way, fault::FaultKind},
    },
};

/// A link that works now, by its token.
pub(crate) async fn good(visitor: &Visitor<'_>, token: &str, purpose: LinkPurpose) -> Result<OneTimeLink> {
    let found = links::find(visitor.app.db.read(), &hash(token), purpose).await?;
    let link = found.ok_or_else(|| visitor.unknown(|| dead(purpose, LinkStanding::Old)))?;
    match link.standing(visitor.app.clock.now()) {
        LinkStanding::Good => Ok(link),
        standing => Err(dead(purpose, standing)),
    }
}

/// The person that a link that works now was sent to.
pub(crate) async fn person(visitor: &Visitor<'_>, token: &str, purpose: LinkPurpose) -> Result<Person> {
    let link = good(visitor, token, purpose).await?;
    let id = link.person_id.ok_or(Error::NotFound)?;
    let person = people::get(visitor.app.db.read(), id).await?;
    person.filter(|person| !person.disabled).ok_or_else(|| dead(purpose, LinkStanding::Old))
}

/// The password that a form of [`session::new_password`] chose, unless it is noted as weak; `own` is what others know of
/// its owner.
pub(crate) fn chosen<'f>(
    visitor: &Visitor<'_>,
    entries: &'f FormData,
    own: &[&str],
    problems: &mut FormProblems,
) -> &'f str {
    let chosen = entries.untrimmed("password");
    if let Some(weak) = session::weakness(visitor.app, &visitor.site.brand.now().name, chosen, own) {
        problems.add("password", weak.to_string());
    }
    chosen
}

/// The page of a link that does not work.
pub(crate) fn dead(purpose: LinkPurpose, standing: LinkStanding) -> Error {
    let (next, way) = match purpose {
        LinkPurpose::SetUp => (
            "The service prints a new one each time it starts, until somebody can sign in.",
            Way::new("Sign in", at::sign_in()),
        ),
        LinkPurpose::Welcome if standing == LinkStanding::Used => (
            "Your password is set: sign in with it and your email address.",
            Way::new("Sign in", at::sign_in()),
        ),
        LinkPurpose::Welcome => (
            "Look for a newer email in your inbox. If there is none, we’ll send you another link.",
            Way::new("Send me a link", at::sign_in_forgotten()),
        ),
        LinkPurpose::Reset => (
            "If you still need to choose a password, ask for another link.",
            Way::new("Send me another link", at::sign_in_forgotten()),
        ),
    };
    let next = next.to_owned();
    Error::Page(Box::new(match standing {
        LinkStanding::Used => FaultKind::UsedLink { next, way },
        LinkStanding::Good | LinkStanding::Old => FaultKind::OldLink { next, way },
    }))
}
