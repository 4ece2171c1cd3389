//! What was asked, promised and done, on a wall.

use askama::Template;

use crate::{
    store::promises,
    web::{
        Answer, Desk, Frame, Link, MainPlace, Markup, Result, Trainer, at,
        parts::{
            promise::{PUBLIC_LEAST, ToldPromise, kept, public_page},
            qr,
        },
    },
};

/// Entries that one sheet has room for.
const MOST: u64 = 5;

#[derive(Debug, Template)]
#[template(path = "promises/poster.html")]
struct PromisesPoster {
    /// Not printed.
    frame: Frame,
    programme: String,
    entries: Vec<ToldPromise>,
    kept: Option<String>,
    /// The public page with all of it, as a square to scan and as one types it.
    page: Option<(Markup, String)>,
    back: Link,
}

/// The poster with what was released last.
#[rocket::get("/programmes/<_>/promises/poster")]
pub(crate) async fn show(desk: Desk<'_, Trainer>) -> Result<Answer> {
    let (db, programme, slug) = (desk.db(), desk.programme(), desk.slug());
    let shown = promises::first_released(db, programme.id, MOST).await?;
    let page = if programme.settings.you_asked.is_some() {
        let (address, short) = public_page(&desk.app.settings.site_url, slug);
        Some((qr::svg(&address, "Code of the page with all of it")?, short))
    } else {
        None
    };
    Answer::page(&PromisesPoster {
        frame: desk.frame(MainPlace::Partners),
        programme: programme.name.clone(),
        entries: shown.iter().map(ToldPromise::of).collect(),
        kept: kept(promises::judgements(db, programme.id).await?, PUBLIC_LEAST),
        page,
        back: Link::new("Back to the promises", at::promises(slug)),
    })
}
