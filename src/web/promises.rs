//! Promises of the programme: what somebody said they would do, and what became of it.

pub(crate) mod delete;
pub(crate) mod edit;
pub(crate) mod end_links;
mod everybody;
pub(crate) mod index;
pub(crate) mod poster;
pub(crate) mod release;
pub(crate) mod show;
pub(crate) mod state;

use uuid::Uuid;

use crate::{
    store::{Promise, promises},
    web::{Desk, Error, Link, Result, Trail, Trainer, at, parts::promise::change::today},
};

/// Where a page below the list of promises is.
fn trail(slug: &str, here: impl Into<String>) -> Trail {
    Trail { above: vec![Link::new("Promises", at::promises(slug))], here: here.into() }
}

/// Where a page below a promise is.
fn trail_below(slug: &str, promise: &Promise, here: impl Into<String>) -> Trail {
    let mut trail = trail(slug, here);
    trail.above.push(Link::new(&*promise.what, at::promise(slug, promise.id)));
    trail
}

/// The promise with this id, if it is one of this programme.
async fn find(desk: &Desk<'_, Trainer>, id: Uuid) -> Result<Promise> {
    promises::find(desk.db(), desk.programme().id, id).await?.ok_or(Error::NotFound)
}
