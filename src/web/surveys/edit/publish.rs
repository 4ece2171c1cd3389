//! Publishing what was written as a version that never changes.

use crate::{
    store::{custom_surveys, surveys},
    survey::{definition::Survey, text::ENGLISH, wording},
    web::{
        at,
        http::{answer::Answer, desk::Desk, error::Result, form_data::FormData, guard::Trainer},
        surveys::{
            edit::{CHANGED_BEFORE, draft_form, edit_field, is_current},
            load::own,
        },
    },
};

/// Asks before.
#[rocket::get("/programmes/<_>/surveys/<key>/publish")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, key: &str) -> Result<Answer> {
    let own = own(&desk, key).await?;
    let version = own.draft.version;
    let found = wording::warnings(&own.draft).len();
    let looks = match found {
        0 => "Nothing in its wording needs another look.".to_owned(),
        1 => "One thing in its wording is worth another look; see the page of the survey.".to_owned(),
        more => format!("{more} things in its wording are worth another look; see the page of the survey."),
    };
    let publish = format!("Publish version {version}");
    let form = draft_form(&desk, &own, &*publish)
        .lead(format!(
            "Version {version} can then be asked, and never changes again. What you change later becomes version {}.",
            version + 1
        ))
        .lead(looks)
        .field(edit_field(&own))
        .button(publish, at::survey_publish(desk.slug(), key));
    Answer::page(&form)
}

/// Makes the version.
#[rocket::post("/programmes/<_>/surveys/<key>/publish", data = "<entries>")]
pub(crate) async fn publish(desk: Desk<'_, Trainer>, key: &str, entries: FormData) -> Result<Answer> {
    let own = own(&desk, key).await?;
    let page = at::survey(desk.slug(), key);
    if !is_current(&own, &entries) {
        return Ok(Answer::on(page, CHANGED_BEFORE));
    }
    let last = surveys::published(desk.db(), key, own.published).await?;
    if last.is_some_and(|last| Survey { version: own.draft.version, ..last } == own.draft) {
        return Ok(Answer::on(
            page,
            format!("Nothing changed since version {} was published", own.published),
        ));
    }
    let tx = desk.change().await?;
    if !custom_surveys::publish(&tx, &own, desk.now()).await? {
        return Ok(Answer::on(page, CHANGED_BEFORE));
    }
    let object =
        format!("{}, version {}", own.draft.title.read(own.draft.sides[0], ENGLISH), own.draft.version);
    desk.done(tx, "published the survey", &object).await?;
    Ok(Answer::on(page, format!("Version {} was published and can be asked now", own.draft.version)))
}
