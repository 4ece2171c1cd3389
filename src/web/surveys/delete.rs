//! Deleting a survey that was never published: one that was made by mistake, or is not wanted any more.

use crate::{
    store::{CustomSurvey, custom_surveys},
    survey::ENGLISH,
    web::{
        Answer, Desk, Error, Link, MainPlace, Result, Trainer, at,
        parts::survey::DELETED,
        surveys::{load::own, trail},
    },
};

/// Asks before.
#[rocket::get("/programmes/<_>/surveys/<key>/delete")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, key: &str) -> Result<Answer> {
    let own = draft(&desk, key).await?;
    let (slug, title) = (desk.slug(), own.draft.title.read(own.draft.sides[0], ENGLISH));
    let page = at::survey(slug, key);
    let mut trail = trail(slug, "Delete");
    trail.above.push(Link::new(title, page.clone()));
    Answer::page(
        &desk
            .form(MainPlace::Surveys, format!("Delete “{title}”?"))
            .trail(trail)
            .lead(
                "Its questions and translations are deleted. It was never published, so nobody has answered it. This \
                 can’t be undone: download the file first if you might want it again.",
            )
            .destroys("Delete the survey", at::survey_delete(slug, key))
            .cancel("Keep it", page),
    )
}

#[rocket::post("/programmes/<_>/surveys/<key>/delete")]
pub(crate) async fn delete(desk: Desk<'_, Trainer>, key: &str) -> Result<Answer> {
    let own = draft(&desk, key).await?;
    let title = own.draft.title.read(own.draft.sides[0], ENGLISH);
    let tx = desk.change().await?;
    if !custom_surveys::delete(&tx, own.id).await? {
        return Ok(Answer::on(
            at::survey(desk.slug(), key),
            "It was published in the meantime, so it was not deleted",
        ));
    }
    desk.done(tx, DELETED, title).await?;
    Ok(Answer::on(at::surveys(desk.slug()), "The survey was deleted"))
}

/// A survey of the programme that was never published.
async fn draft(desk: &Desk<'_, Trainer>, key: &str) -> Result<CustomSurvey> {
    let own = own(desk, key).await?;
    if own.published == 0 { Ok(own) } else { Err(Error::NotFound) }
}
