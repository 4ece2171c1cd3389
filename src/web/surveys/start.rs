//! A new survey of the programme: where it is kept, and under which key.

use uuid::Uuid;

use crate::{
    store::custom_surveys,
    survey::{definition::Survey, editor::key_stem, ready, text::ENGLISH},
    web::{
        at,
        http::{answer::Answer, desk::Desk, error::Result, guard::Trainer},
    },
};

/// The address of the form for a new survey.
const RESERVED: &str = "new";

/// Adds a survey under a key made from its title, and goes on to its editor.
pub(crate) async fn add(desk: &Desk<'_, Trainer>, survey: Survey, act: &str, told: &str) -> Result<Answer> {
    let title = survey.title.read(survey.sides[0], ENGLISH).to_owned();
    let stem = key_stem(&title, "survey");
    let mut survey = Survey { key: stem.clone(), version: 1, ..survey };
    let tx = desk.change().await?;
    let programme = desk.programme().id;
    let is_taken = stem == RESERVED || ready::find(&stem).is_some();
    if is_taken || !custom_surveys::add(&tx, programme, &survey, desk.now()).await? {
        let chance = Uuid::new_v4().simple().to_string();
        survey.key = format!("{stem}_{}", &chance[..8]);
        custom_surveys::add(&tx, programme, &survey, desk.now()).await?;
    }
    desk.done(tx, act, &title).await?;
    Ok(Answer::on(at::survey(desk.slug(), &survey.key), told))
}
