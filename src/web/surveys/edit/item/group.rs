//! The question that says which group people belong to, as the ready-made surveys ask it.

use crate::{
    survey::{EditStep, Side},
    web::{
        Answer, Desk, Error, FormData, Result, Trainer,
        surveys::{
            edit::{Doing, press},
            load::own,
            people,
        },
    },
};

/// Puts it before all others.
#[rocket::post("/programmes/<_>/surveys/<key>/group", data = "<entries>")]
pub(crate) async fn add(desk: Desk<'_, Trainer>, key: &str, entries: FormData) -> Result<Answer> {
    let own = own(&desk, key).await?;
    let side = Side::from_key(entries.one("side")).filter(|side| own.draft.sides.contains(side));
    let side = side.ok_or(Error::Unprocessable)?;
    let said = format!("added the group question for {}", people(side));
    let place = format!("#change-{}", side.group_item());
    press(&desk, &own, EditStep::AddGroup(side), Doing::new("added a question to the survey", said), &place)
        .await
}
