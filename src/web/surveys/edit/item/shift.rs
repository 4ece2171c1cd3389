//! A question of a survey moved: by one place, or to any other.

use crate::{
    store::CustomSurvey,
    survey::{
        ENGLISH, EditStep, Item, Survey,
        editor::{ItemPlace, Way},
    },
    web::{
        Answer, Desk, Error, Field, FormChoice, FormData, FormPage, FormProblems, Result, Trainer, at,
        surveys::{
            edit::{Doing, draft_form, press},
            load::own,
        },
    },
};

/// Asks where to.
#[rocket::get("/programmes/<_>/surveys/<key>/items/<item>/move")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, key: &str, item: &str) -> Result<Answer> {
    let own = own(&desk, key).await?;
    let item = own.draft.item(item).ok_or(Error::NotFound)?;
    Answer::page(&form(&desk, &own, item, "", FormProblems::default()))
}

/// Moves it.
#[rocket::post("/programmes/<_>/surveys/<key>/items/<item>/move", data = "<entries>")]
pub(crate) async fn shift(
    desk: Desk<'_, Trainer>,
    key: &str,
    item: &str,
    entries: FormData,
) -> Result<Answer> {
    let own = own(&desk, key).await?;
    let item = own.draft.item(item).ok_or(Error::NotFound)?;
    let (to, act) = (entries.one("to"), "moved a question of the survey");
    if let Some(way) = Way::from_key(to) {
        let place = format!("#{}-{}", button(&own.draft, &item.key, way).key(), item.key);
        let doing = Doing::new(act, format!("moved “{}” {}", item.label, way.key()));
        return press(&desk, &own, EditStep::Shift(item.key.clone(), way), doing, &place).await;
    }
    let Some(place) = ItemPlace::from_key(&own.draft, to) else {
        let problems = FormProblems::one("to", "Select where the question goes");
        return Answer::mend(&form(&desk, &own, item, to, problems));
    };
    let doing = Doing::new(act, format!("moved “{}”", item.label));
    let step = EditStep::Move { item: item.key.clone(), place };
    press(&desk, &own, step, doing, &format!("#change-{}", item.key)).await
}

/// The button that one goes on with: the one that was pressed, unless the question then stands at that end.
fn button(survey: &Survey, item: &str, way: Way) -> Way {
    let places: Vec<(usize, &str)> = survey
        .sections
        .iter()
        .enumerate()
        .flat_map(|(section, of)| of.items.iter().map(move |item| (section, &*item.key)))
        .collect();
    let Some(at) = places.iter().position(|(_, key)| *key == item) else { return way };
    let in_section = |section: usize| places.iter().filter(|(of, _)| *of == section).count();
    let (section, last) = (places[at].0, survey.sections.len().saturating_sub(1));
    let is_first = places[..at].iter().all(|(of, _)| *of != section);
    let is_last = places[at + 1..].iter().all(|(of, _)| *of != section);
    match way {
        // To the first place of the first section.
        Way::Up if section == 0 && at <= 1 => Way::Down,
        Way::Up if section == 1 && is_first && in_section(0) == 0 => Way::Down,
        Way::Down if section == last && (is_last || at + 2 == places.len()) => Way::Up,
        Way::Down if section + 1 == last && is_last && in_section(last) == 0 => Way::Up,
        _ => way,
    }
}

/// Every place that a question can have, in order; `but` is not one to stand after.
pub(super) fn places(survey: &Survey, but: Option<&str>, chosen: &str) -> Vec<FormChoice> {
    let mut places = Vec::new();
    for (at, section) in survey.sections.iter().enumerate() {
        let title = section.title.read(survey.sides[0], ENGLISH);
        let first = format!("Section {}, {title}: first", at + 1);
        places.push(FormChoice::of(ItemPlace::First(at).key(), first, [chosen]));
        for item in section.items.iter().filter(|item| Some(&*item.key) != but) {
            let label = format!("Section {}: after “{}”", at + 1, item.label);
            places.push(FormChoice::of(ItemPlace::After(item.key.clone()).key(), label, [chosen]));
        }
    }
    if places.is_empty() {
        places.push(FormChoice::of(ItemPlace::First(0).key(), "First", [chosen]));
    }
    places
}

fn form(
    desk: &Desk<'_, Trainer>,
    own: &CustomSurvey,
    item: &Item,
    chosen: &str,
    problems: FormProblems,
) -> FormPage {
    let places = places(&own.draft, Some(&item.key), chosen);
    draft_form(desk, own, format!("Move “{}”", item.label))
        .field(Field::select("to", "Where to", places).first())
        .problems(problems)
        .button("Move the question", at::survey_item_move(desk.slug(), &own.draft.key, &item.key))
}
