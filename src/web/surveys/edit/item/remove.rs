//! A question taken out of a survey. Nothing is asked before: it can be undone where it stood.

use crate::{
    survey::EditStep,
    web::{
        Answer, Desk, Error, Result, Trainer,
        surveys::{
            edit::{Doing, press},
            load::own,
        },
    },
};

/// Takes it out.
#[rocket::post("/programmes/<_>/surveys/<key>/items/<item>/remove")]
pub(crate) async fn remove(desk: Desk<'_, Trainer>, key: &str, item: &str) -> Result<Answer> {
    let own = own(&desk, key).await?;
    let mut sections = own.draft.sections.iter().enumerate();
    let found = sections.find_map(|(number, section)| {
        let at = section.items.iter().position(|one| one.key == item)?;
        Some((number, at, section.items[at].label.to_string()))
    });
    let (section, at, label) = found.ok_or(Error::NotFound)?;
    let doing = Doing::new("removed a question from the survey", format!("removed “{label}”"));
    let place = format!("?removed={section}.{at}#removed");
    press(&desk, &own, EditStep::Remove(item.to_owned()), doing, &place).await
}
