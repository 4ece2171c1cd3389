//! A question added to a survey.

use crate::{
    store::CustomSurvey,
    survey::{
        EditStep, Item, Survey,
        editor::{self, ItemPlace},
        item::KindListing,
    },
    web::{
        Answer, Desk, Error, FormData, FormProblems, Result, Trainer, at,
        parts::form::previews,
        surveys::{
            edit::{
                Doing, as_opened,
                item::{
                    fields::{EnteredItem, form},
                    read, refuse,
                },
                meanwhile, take,
            },
            load::own,
        },
    },
};

/// The kind that is offered where nothing says what is wanted.
const MOST_ASKED: &str = "single_choice";

/// An empty question of a kind, for a place.
#[rocket::get("/programmes/<_>/surveys/<key>/items/new?<kind>&<place>")]
pub(crate) async fn new(
    desk: Desk<'_, Trainer>,
    key: &str,
    kind: Option<&str>,
    place: Option<&str>,
) -> Result<Answer> {
    let own = own(&desk, key).await?;
    let place =
        place.and_then(|place| ItemPlace::from_key(&own.draft, place)).unwrap_or_else(|| end(&own.draft));
    let kind = kind.unwrap_or_else(|| like_the_one_before(&own.draft, &place));
    let kind = KindListing::find(kind).ok_or(Error::NotFound)?;
    let entered = EnteredItem::New { kind, place: &place.key() };
    Answer::page(&form(&desk, &own, &entered, FormProblems::default(), None))
}

/// Where a question goes of which nothing says where.
fn end(survey: &Survey) -> ItemPlace {
    ItemPlace::end(survey, survey.sections.len().saturating_sub(1))
}

/// Questions that follow each other are often answered in the same way.
fn like_the_one_before<'s>(survey: &'s Survey, place: &ItemPlace) -> &'s str {
    let before = match place {
        ItemPlace::After(item) => survey.item(item).filter(|item| item.is_question() && !item.is_group()),
        ItemPlace::First(_) => None,
    };
    before.map_or(MOST_ASKED, |item| item.kind.name())
}

#[rocket::post("/programmes/<_>/surveys/<key>/items", data = "<entries>")]
pub(crate) async fn add(desk: Desk<'_, Trainer>, key: &str, entries: FormData) -> Result<Answer> {
    let own = own(&desk, key).await?;
    let kind = KindListing::find(entries.one("kind")).ok_or(Error::Unprocessable)?;
    let mut problems = FormProblems::default();
    let place = match entries.one("place") {
        "" => Some(end(&own.draft)),
        place => ItemPlace::from_key(&own.draft, place),
    };
    let new_key = editor::new_key(&read::label(&entries), &own.item_keys);
    let item = read::item(&own.draft, &entries, kind, new_key, None, &mut problems);
    let entered = EnteredItem::Sent { kind, entries: &entries, item: None };
    let added = |item: &Item| {
        let page = format!("{}#change-{}", at::survey(desk.slug(), key), item.key);
        Ok(Answer::on(page, "The question was added"))
    };
    if let Some(item) = item.as_ref().filter(|_| problems.is_empty())
        && let Some(there) = added_before(&own, &entries, item)
    {
        return added(there);
    }
    problems.add_if(place.is_none(), "place", "Select where the question goes");
    if let Some(changed) = meanwhile(&desk, &own, &entries).await? {
        problems.add("text", changed);
    }
    if let (Some(place), Some(item), true) = (place, &item, problems.is_empty()) {
        let (showing, said) = (previews(&entries), format!("added “{}”", item.label));
        let doing = Doing { showing, ..Doing::new("added a question to the survey", said) };
        let step = EditStep::Add { place, item: Box::new(item.clone()) };
        match take(&desk, &own, step, doing).await? {
            Ok(()) if showing => {}
            Ok(()) => return added(item),
            Err(refusal) => refuse(&mut problems, &refusal),
        }
    }
    let (own, problems) = (as_opened(&own, &entries), problems.unless_typing(&entries));
    Answer::again(&form(&desk, &own, &entered, problems, item.as_ref()))
}

/// The question that the same form added just before, where it was sent twice as by a double click.
fn added_before<'o>(own: &'o CustomSurvey, entries: &FormData, item: &Item) -> Option<&'o Item> {
    let opened = entries.one("edit").parse::<i32>().ok()?;
    if previews(entries) || opened.checked_add(1) != Some(own.edit) {
        return None;
    }
    own.draft.items().find(|there| **there == Item { key: there.key.clone(), ..item.clone() })
}
