//! A new survey of the programme.

use uuid::Uuid;

use crate::{
    store::custom_surveys,
    survey::{definition::Survey, text::ENGLISH},
    web::{
        at,
        http::{answer::Answer, desk::Desk, error::Result, guard::Trainer},
    },
};

/// Adds a survey with this id, and goes on to its editor.
pub(crate) async fn add(
    desk: &Desk<'_, Trainer>,
    (id, survey): (Uuid, Survey),
    act: &str,
    told: &str,
) -> Result<Answer> {
    let title = survey.title.read(survey.sides[0], ENGLISH).to_owned();
    let tx = desk.making().await?;
    let survey = custom_surveys::begin(&tx, (desk.programme().id, id), survey, desk.now()).await?;
    desk.done(tx, act, &title).await?;
    Ok(Answer::on(at::survey(desk.slug(), &survey.key), told))
}
