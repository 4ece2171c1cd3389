//! A question taken out of a survey.

use crate::{
    store::custom_surveys::OwnSurvey,
    survey::{editor::Step, item::Item, text::ENGLISH},
    web::{
        at,
        http::{
            answer::Answer,
            desk::Desk,
            error::{Error, Result},
            guard::Trainer,
        },
        parts::form::FormPage,
        surveys::{
            edit::{draft_form, take},
            load::own,
        },
    },
};

/// Asks before.
#[rocket::get("/programmes/<_>/surveys/<key>/items/<item>/remove")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, key: &str, item: &str) -> Result<Answer> {
    let own = own(&desk, key).await?;
    let item = own.draft.item(item).ok_or(Error::NotFound)?;
    Answer::page(&form(&desk, &own, item, None))
}

/// Takes it out.
#[rocket::post("/programmes/<_>/surveys/<key>/items/<item>/remove")]
pub(crate) async fn remove(desk: Desk<'_, Trainer>, key: &str, item: &str) -> Result<Answer> {
    let own = own(&desk, key).await?;
    let item = own.draft.item(item).ok_or(Error::NotFound)?;
    match take(&desk, &own, Step::Remove(item.key.clone()), "removed a question from the survey").await? {
        Ok(()) => Ok(Answer::on(at::survey(desk.slug(), key), "The question was removed")),
        Err(reason) => Answer::mend(&form(&desk, &own, item, Some(&reason))),
    }
}

fn form(desk: &Desk<'_, Trainer>, own: &OwnSurvey, item: &Item, refused: Option<&str>) -> FormPage {
    let draft = &own.draft;
    let side = draft.sides.iter().copied().find(|side| item.is_on(*side)).unwrap_or(draft.sides[0]);
    let mut form = draft_form(desk, own, "Remove this question");
    form.lead.extend(refused.map(|reason| format!("It cannot be removed: {reason}.")));
    form.lead(format!("“{}”", draft.question(item, side, ENGLISH)))
        .lead(format!(
            "It is no longer asked from the next version on. Answers to earlier versions stay. Its key {} is not given \
             to another question.",
            item.key
        ))
        .destroys("Remove the question", at::survey_item_remove(desk.slug(), &draft.key, &item.key))
}
