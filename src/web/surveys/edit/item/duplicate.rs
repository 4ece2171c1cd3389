//! A question of a survey copied.

use crate::{
    survey::{EditStep, editor},
    web::{
        Answer, Desk, Error, Result, Trainer,
        surveys::{
            edit::{Doing, press},
            load::own,
        },
    },
};

/// Puts a copy after it.
#[rocket::post("/programmes/<_>/surveys/<key>/items/<item>/duplicate")]
pub(crate) async fn duplicate(desk: Desk<'_, Trainer>, key: &str, item: &str) -> Result<Answer> {
    let own = own(&desk, key).await?;
    let label = own.draft.item(item).ok_or(Error::NotFound)?.label.to_string();
    let place = format!("#change-{}", editor::new_key(&label, &own.item_keys));
    let doing = Doing::new("copied a question of the survey", format!("copied “{label}”"));
    press(&desk, &own, EditStep::Duplicate(item.to_owned()), doing, &place).await
}
