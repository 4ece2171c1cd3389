//! One question: added, changed, copied, moved, removed.

pub(crate) mod change;
pub(crate) mod conditions;
pub(crate) mod fields;
pub(crate) mod new;
pub(crate) mod read;
pub(crate) mod shift;

use crate::{
    survey::{
        EditStep, Side,
        editor::{self, EditRefusal},
    },
    web::{
        Answer, Desk, Error, FormData, FormProblems, Result, Trainer,
        surveys::{
            edit::{Doing, press},
            load::own,
        },
    },
};

/// Puts a copy of a question after it.
#[rocket::post("/programmes/<_>/surveys/<key>/items/<item>/duplicate")]
pub(crate) async fn duplicate(desk: Desk<'_, Trainer>, key: &str, item: &str) -> Result<Answer> {
    let own = own(&desk, key).await?;
    let label = own.draft.item(item).ok_or(Error::NotFound)?.label.to_string();
    let place = format!("#change-{}", editor::new_key(&label, &own.item_keys));
    let doing = Doing::new("copied a question of the survey", format!("copied “{label}”"));
    press(&desk, &own, EditStep::Duplicate(item.to_owned()), doing, &place).await
}

/// Takes a question out. Nothing is asked before: it can be undone where it stood.
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

/// Puts the question that says which group people belong to, as the ready-made surveys ask it, before all others.
#[rocket::post("/programmes/<_>/surveys/<key>/group", data = "<entries>")]
pub(crate) async fn add_group(desk: Desk<'_, Trainer>, key: &str, entries: FormData) -> Result<Answer> {
    let own = own(&desk, key).await?;
    let side = Side::from_key(entries.one("side")).filter(|side| own.draft.sides.contains(side));
    let side = side.ok_or(Error::Unprocessable)?;
    let said = format!("added the group question for {}", side.people());
    let place = format!("#change-{}", side.group_item());
    press(&desk, &own, EditStep::AddGroup(side), Doing::new("added a question to the survey", said), &place)
        .await
}

/// Puts why a question is refused beside the field that it is about.
fn refuse(problems: &mut FormProblems, refusal: &EditRefusal) {
    match refusal {
        EditRefusal::Broken(reasons) => {
            for reason in reasons {
                let is_condition = reason.starts_with("“When it is shown”");
                problems.add(if is_condition { "show_if" } else { "text" }, reason.as_str());
            }
        }
        other => problems.add("text", other.to_string()),
    }
}
