//! Changing a programme's own survey, each step a plain form or a button that can be undone; publishing what was written.

pub(crate) mod file;
pub(crate) mod item;
pub(crate) mod outline;
pub(crate) mod publish;
pub(crate) mod section;
pub(crate) mod translations;
pub(crate) mod undo;
pub(crate) mod wordings;
pub(crate) mod words;

use crate::{
    store::{CustomSurvey, StepHistory, custom_surveys},
    survey::{ENGLISH, EditStep, editor},
    web::{
        Answer, Desk, Field, FormData, FormPage, Link, MainPlace, Result, Trainer, at,
        parts::{form::previews, format},
        surveys::{load::own, trail},
    },
};

/// The longest text of a form, in characters.
const TEXT_MAX: usize = 2_000;
/// What is said when two people save at the same moment.
const AT_ONCE: &str =
    "Somebody else changed this survey at the same moment. What you typed is still here: save it again";

/// What a step is called.
#[derive(Clone, Debug)]
struct Doing {
    /// In the audit trail: “moved a question of the survey”.
    act: &'static str,
    /// To whoever may undo it: “moved “Met a partner” up”.
    said: String,
    /// Whether it was sent while somebody was typing.
    typing: bool,
    /// Whether it is only shown, and not kept.
    showing: bool,
}

impl Doing {
    fn new(act: &'static str, said: impl Into<String>) -> Self {
        Self { act, said: said.into(), typing: false, showing: false }
    }
}

/// Takes a step, and records it; or says why not. A step that changes nothing is none.
async fn take(
    desk: &Desk<'_, Trainer>,
    own: &CustomSurvey,
    step: EditStep,
    doing: Doing,
) -> Result<std::result::Result<(), editor::EditRefusal>> {
    let next = match editor::apply(&own.draft, &own.item_keys, step) {
        Ok(next) if doing.showing || next == own.draft => return Ok(Ok(())),
        Ok(next) => next,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let tx = desk.change().await?;
    let kept = if doing.typing { StepHistory::WithTheLast } else { StepHistory::Step };
    if !custom_surveys::change(&tx, own, &next, (&doing.said, kept), desk.now()).await? {
        return Ok(Err(editor::EditRefusal::Broken(vec![AT_ONCE.to_owned()])));
    }
    if doing.typing {
        tx.commit().await?;
    } else {
        desk.done(tx, doing.act, next.title.read(next.sides[0], ENGLISH)).await?;
    }
    Ok(Ok(()))
}

/// Takes a step that a button of the editor asks for, and goes back to `place` there; a refusal is told at the top.
async fn press(
    desk: &Desk<'_, Trainer>,
    own: &CustomSurvey,
    step: EditStep,
    doing: Doing,
    place: &str,
) -> Result<Answer> {
    let page = at::survey(desk.slug(), &own.draft.key);
    Ok(match take(desk, own, step, doing).await? {
        Ok(()) => Answer::to(format!("{page}{place}")),
        Err(refusal) => Answer::on(page, refusal.to_string()),
    })
}

/// The number of the edit that a form was made for.
fn edit_field(own: &CustomSurvey) -> Field {
    Field::hidden("edit", own.edit.to_string())
}

/// The survey for a form that comes back. Where it is only shown, whoever saves it later is still told what changed since it
/// was opened.
fn as_opened(own: &CustomSurvey, entries: &FormData) -> CustomSurvey {
    let opened = entries.one("edit").parse().ok().filter(|_| previews(entries));
    CustomSurvey { edit: opened.unwrap_or(own.edit), ..own.clone() }
}

/// What happened to the survey since a form was opened, if anything did.
async fn meanwhile(
    desk: &Desk<'_, Trainer>,
    own: &CustomSurvey,
    entries: &FormData,
) -> Result<Option<String>> {
    let opened = entries.one("edit").parse::<i32>().ok();
    if opened == Some(own.edit) || previews(entries) {
        return Ok(None);
    }
    let steps = custom_surveys::steps(desk.db(), own.id).await?;
    let since = steps.iter().rev().filter(|step| opened.is_some_and(|opened| step.edit >= opened));
    let zone = desk.zone();
    let since: Vec<String> =
        since.map(|step| format!("{} at {}", step.said, format::time(step.made_at, &zone))).collect();
    let what = if since.is_empty() { String::new() } else { format!(" ({})", since.join("; ")) };
    Ok(Some(format!(
        "This survey was changed after you opened this form{what}. What you typed is still here: check it and save it again"
    )))
}

/// What became of a form that sends itself while somebody types.
async fn kept(desk: &Desk<'_, Trainer>, key: &str) -> Result<(CustomSurvey, String)> {
    let own = own(desk, key).await?;
    Ok((own, format!("Saved {}", format::time(desk.now(), &desk.zone()))))
}

fn draft_form(desk: &Desk<'_, Trainer>, own: &CustomSurvey, heading: impl Into<String>) -> FormPage {
    let (draft, heading) = (&own.draft, heading.into());
    let page = at::survey(desk.slug(), &draft.key);
    let mut trail = trail(desk.slug(), &*heading);
    trail.above.push(Link::new(draft.title.read(draft.sides[0], ENGLISH), page.clone()));
    desk.form(MainPlace::Surveys, heading).trail(trail).cancel("Cancel", page)
}
