//! A question added to a survey.

use crate::{
    survey::{
        editor::{self, Step},
        item::KindListing,
    },
    web::{
        at,
        http::{
            answer::Answer,
            desk::Desk,
            error::{Error, Result},
            form_data::FormData,
            guard::Trainer,
        },
        parts::form::Problems,
        surveys::{
            edit::{
                CHANGED_BEFORE, is_current,
                item::{
                    fields::{Entered, form},
                    read,
                },
                take,
            },
            load::own,
        },
    },
};

/// An empty question of a kind.
#[rocket::get("/programmes/<_>/surveys/<key>/items/new?<kind>")]
pub(crate) async fn new(desk: Desk<'_, Trainer>, key: &str, kind: Option<&str>) -> Result<Answer> {
    let own = own(&desk, key).await?;
    let kind = kind.and_then(KindListing::find).ok_or(Error::NotFound)?;
    Answer::page(&form(&desk, &own, &Entered::New(kind), Problems::default()))
}

/// Adds it.
#[rocket::post("/programmes/<_>/surveys/<key>/items", data = "<entries>")]
pub(crate) async fn add(desk: Desk<'_, Trainer>, key: &str, entries: FormData) -> Result<Answer> {
    let own = own(&desk, key).await?;
    let kind = KindListing::find(entries.one("kind")).ok_or(Error::Unprocessable)?;
    let mut problems = Problems::default();
    let place = read::place(&own.draft, &entries, &mut problems);
    let new_key = editor::new_key(entries.one("label"), &own.item_keys);
    let item = read::item(&own.draft, &entries, kind, new_key, None, &mut problems);
    if !is_current(&own, &entries) {
        problems.add("label", CHANGED_BEFORE);
    }
    if let (Some(place), Some(item), true) = (place, item, problems.is_empty()) {
        let step = Step::Add { place, item: Box::new(item) };
        match take(&desk, &own, step, "added a question to the survey").await? {
            Ok(()) => return Ok(Answer::on(at::survey(desk.slug(), key), "The question was added")),
            Err(reason) => problems.add("label", reason),
        }
    }
    Answer::mend(&form(&desk, &own, &Entered::Sent { kind, entries: &entries, item: None }, problems))
}
