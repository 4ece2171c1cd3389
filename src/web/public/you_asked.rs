//! What was asked, promised and done, for anybody to read: nothing until an administrator publishes it, and then only what
//! a trainer released.

use askama::Template;

use crate::{
    store::{Place, programmes, promises},
    web::{
        Answer, Error, Frame, Link, Result, Visitor, at, pager,
        parts::promise::{PUBLIC_LEAST, ToldPromise, kept},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "public/you_asked.html")]
struct YouAsked {
    frame: Frame,
    programme: String,
    library: String,
    kept: Option<String>,
    entries: Vec<ToldPromise>,
    /// The pages before and after this.
    pages: Vec<Link>,
}

/// The page of a programme.
#[rocket::get("/you-asked/<slug>?<after>&<before>")]
pub(crate) async fn show(
    slug: &str,
    after: Option<&str>,
    before: Option<&str>,
    visitor: Visitor<'_>,
) -> Result<Answer> {
    let db = visitor.app.db.read();
    let programme = programmes::find(db, slug).await?.filter(|one| one.settings.you_asked.is_some());
    let programme = programme.ok_or(Error::NotFound)?;
    let page = promises::released_page(db, programme.id, Place::of(after, before)).await?;
    Answer::page(&YouAsked {
        frame: visitor.frame(),
        library: programme.asker().to_owned(),
        kept: kept(promises::judgements(db, programme.id).await?, PUBLIC_LEAST),
        entries: page.rows.iter().map(ToldPromise::of).collect(),
        pages: pager::links(&page, &at::you_asked(slug)),
        programme: programme.name,
    })
}
