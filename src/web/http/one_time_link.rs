//! Links that work once. One that does not work leads to a page that says kindly why, and what to do instead.

use rocket::State;

use crate::{
    app::App,
    store::{
        links::{self, Link, Purpose, Standing},
        people::{self, Person},
    },
    system::secret::hash,
    web::{
        at,
        http::{
            error::{Error, Result},
            rate_limit::{Client, GuessLimits},
        },
        parts::{fault::Kind, piece::Link as Way},
    },
};

/// A link that works now, by its token.
pub(crate) async fn good(
    app: &App,
    guesses: &State<GuessLimits>,
    client: &Client,
    token: &str,
    purpose: Purpose,
) -> Result<Link> {
    let found = links::find(app.db.read(), &hash(token), purpose).await?;
    let Some(link) = found else {
        return Err(if guesses.allow(client) { dead(purpose, Standing::Old) } else { Error::TooMany });
    };
    match link.standing(app.clock.now()) {
        Standing::Good => Ok(link),
        standing => Err(dead(purpose, standing)),
    }
}

/// The person that a link that works now was sent to.
pub(crate) async fn person(
    app: &App,
    guesses: &State<GuessLimits>,
    client: &Client,
    token: &str,
    purpose: Purpose,
) -> Result<Person> {
    let link = good(app, guesses, client, token, purpose).await?;
    let id = link.person_id.ok_or(Error::NotFound)?;
    let person = people::get(app.db.read(), id).await?;
    person.filter(|person| !person.disabled).ok_or_else(|| dead(purpose, Standing::Old))
}

/// The page of a link that does not work.
pub(crate) fn dead(purpose: Purpose, standing: Standing) -> Error {
    let (next, way) = match purpose {
        Purpose::SetUp => (
            "Each start of the service prints a new one, as long as nobody can sign in yet.",
            Way::new("Sign in", at::sign_in()),
        ),
        Purpose::Welcome if standing == Standing::Used => (
            "Your password is set: sign in with it and your email address.",
            Way::new("Sign in", at::sign_in()),
        ),
        Purpose::Welcome => (
            "A newer letter may be in your inbox. If not, have a link sent to you.",
            Way::new("Send me a link", at::sign_in_forgotten()),
        ),
        Purpose::Reset => (
            "If you still need it, ask for another: it takes a minute.",
            Way::new("Send me another link", at::sign_in_forgotten()),
        ),
    };
    let next = next.to_owned();
    Error::Page(Box::new(match standing {
        Standing::Used => Kind::UsedLink { next, way },
        Standing::Good | Standing::Old => Kind::OldLink { next, way },
    }))
}
