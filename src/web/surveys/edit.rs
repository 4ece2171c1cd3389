//! Changing a programme's own survey, each step a plain form; publishing what was written.

pub(crate) mod file;
pub(crate) mod item;
pub(crate) mod page;
pub(crate) mod publish;
pub(crate) mod wordings;
pub(crate) mod words;

use crate::{
    store::custom_surveys::{self, OwnSurvey},
    survey::{
        editor::{self, Step},
        text::ENGLISH,
    },
    web::{
        at,
        http::{desk::Desk, error::Result, form_data::FormData, guard::Trainer},
        parts::{
            form::{Field, FormPage, Input},
            nav::Place,
            piece::Link,
        },
        surveys::trail,
    },
};

/// The longest text of a form, in characters.
const TEXT_MAX: usize = 2_000;
const CHANGED_BEFORE: &str =
    "Somebody else changed this survey since you opened this form. Open it again to see what it is now";

/// Takes a step, and records it; or says why not.
async fn take(
    desk: &Desk<'_, Trainer>,
    own: &OwnSurvey,
    step: Step,
    act: &str,
) -> Result<std::result::Result<(), String>> {
    let next = match editor::apply(&own.draft, &own.item_keys, step) {
        Ok(next) => next,
        Err(refusal) => return Ok(Err(refusal.reasons().join("; "))),
    };
    let tx = desk.change().await?;
    if !custom_surveys::change(&tx, own, &next, desk.now()).await? {
        return Ok(Err(CHANGED_BEFORE.to_owned()));
    }
    desk.done(tx, act, next.title.read(next.sides[0], ENGLISH)).await?;
    Ok(Ok(()))
}

/// The number of the edit that a form was made for: it must still be the newest.
fn edit_field(own: &OwnSurvey) -> Field {
    Field::new("edit", "", Input::Hidden(own.edit.to_string()))
}

fn is_current(own: &OwnSurvey, entries: &FormData) -> bool {
    entries.one("edit") == own.edit.to_string()
}

/// A form about a survey.
fn draft_form(desk: &Desk<'_, Trainer>, own: &OwnSurvey, heading: impl Into<String>) -> FormPage {
    let (draft, heading) = (&own.draft, heading.into());
    let page = at::survey(desk.slug(), &draft.key);
    let mut trail = trail(desk.slug(), &*heading);
    trail.above.push(Link::new(draft.title.read(draft.sides[0], ENGLISH), page.clone()));
    desk.form(Place::Surveys, heading).trail(trail).cancel("Leave it", page)
}
