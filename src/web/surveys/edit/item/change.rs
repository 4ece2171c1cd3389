//! A question of a survey changed.

use crate::{
    survey::editor::Step,
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

/// A question as it is.
#[rocket::get("/programmes/<_>/surveys/<key>/items/<item>")]
pub(crate) async fn edit(desk: Desk<'_, Trainer>, key: &str, item: &str) -> Result<Answer> {
    let own = own(&desk, key).await?;
    let item = own.draft.item(item).ok_or(Error::NotFound)?;
    Answer::page(&form(&desk, &own, &Entered::Now(item), Problems::default()))
}

/// Changes it.
#[rocket::post("/programmes/<_>/surveys/<key>/items/<item>", data = "<entries>")]
pub(crate) async fn change(
    desk: Desk<'_, Trainer>,
    key: &str,
    item: &str,
    entries: FormData,
) -> Result<Answer> {
    let own = own(&desk, key).await?;
    let old = own.draft.item(item).ok_or(Error::NotFound)?;
    let kind = old.kind.listing();
    let mut problems = Problems::default();
    let changed = read::item(&own.draft, &entries, kind, old.key.clone(), Some(old), &mut problems);
    if !is_current(&own, &entries) {
        problems.add("label", CHANGED_BEFORE);
    }
    if let (Some(changed), true) = (changed, problems.is_empty()) {
        match take(&desk, &own, Step::Change(Box::new(changed)), "changed a question of the survey").await? {
            Ok(()) => return Ok(Answer::on(at::survey(desk.slug(), key), "The question was changed")),
            Err(reason) => problems.add("label", reason),
        }
    }
    Answer::mend(&form(&desk, &own, &Entered::Sent { kind, entries: &entries, item: Some(old) }, problems))
}
