//! A question of a survey changed.

use crate::{
    store::{CustomSurvey, boards::uses},
    survey::{ENGLISH, EditStep, Item},
    web::{
        Answer, Desk, Error, FormData, FormPage, FormProblems, Result, Trainer, at,
        parts::form::previews,
        surveys::{
            edit::{
                Doing, as_opened,
                item::{
                    fields::{EnteredItem, form},
                    read, refuse,
                },
                kept, meanwhile, take,
            },
            load::own,
        },
    },
};

#[rocket::get("/programmes/<_>/surveys/<key>/items/<item>", rank = 2)]
pub(crate) async fn edit(desk: Desk<'_, Trainer>, key: &str, item: &str) -> Result<Answer> {
    let own = own(&desk, key).await?;
    let item = own.draft.item(item).ok_or(Error::NotFound)?;
    let form = form(&desk, &own, &EnteredItem::Now(item), FormProblems::default(), Some(item));
    Answer::page(&with_card(&desk, &own, item, form).await?)
}

/// Says which card of a workshop a question asks.
async fn with_card(
    desk: &Desk<'_, Trainer>,
    own: &CustomSurvey,
    item: &Item,
    form: FormPage,
) -> Result<FormPage> {
    Ok(match uses::of_item(desk.db(), own.id, &item.key).await? {
        Some(words) => form.lead(format!("It asks a card of the workshop: “{words}”.")),
        None => form,
    })
}

#[rocket::post("/programmes/<_>/surveys/<key>/items/<item>", data = "<entries>")]
pub(crate) async fn change(
    desk: Desk<'_, Trainer>,
    key: &str,
    item: &str,
    entries: FormData,
) -> Result<Answer> {
    let before = own(&desk, key).await?;
    let old = before.draft.item(item).ok_or(Error::NotFound)?;
    let (kind, typing, showing) = (old.kind.listing(), entries.is_on("keep"), previews(&entries));
    let mut problems = FormProblems::default();
    let changed = read::item(&before.draft, &entries, kind, old.key.clone(), Some(old), &mut problems);
    if let Some(told) = meanwhile(&desk, &before, &entries).await? {
        problems.add("text", told);
    }
    let entered = EnteredItem::Sent { kind, entries: &entries, item: Some(old) };
    if let (Some(changed), true) = (&changed, problems.is_empty()) {
        let said = format!("changed “{}”", changed.label);
        let doing = Doing { typing, showing, ..Doing::new("changed a question of the survey", said) };
        match take(&desk, &before, EditStep::Change(Box::new(changed.clone())), doing).await? {
            Ok(()) if showing => {}
            Ok(()) if typing => {
                let (now, told) = kept(&desk, key).await?;
                let form = form(&desk, &now, &entered, FormProblems::default(), Some(changed));
                return Answer::page(&FormPage { told: Some(told), ..form });
            }
            Ok(()) => {
                let page = format!("{}#change-{}", at::survey(desk.slug(), key), changed.key);
                let is_reworded = old.text.read(before.draft.sides[0], ENGLISH)
                    != changed.text.read(before.draft.sides[0], ENGLISH);
                let is_translated = old.text.texts().any(|text| text.languages().count() > 1);
                let flash = if is_reworded && is_translated {
                    "The question was saved. Its translation is as before: check it"
                } else {
                    "The question was saved"
                };
                return Ok(Answer::on(page, flash));
            }
            Err(refusal) => refuse(&mut problems, &refusal),
        }
    }
    let problems = problems.unless_typing(&entries);
    let form = form(&desk, &as_opened(&before, &entries), &entered, problems, changed.as_ref());
    let form = with_card(&desk, &before, old, form).await?;
    let told = typing.then(|| "Not saved yet: check what you entered".to_owned());
    Answer::again(&FormPage { told, ..form })
}
