//! A question of a survey moved up or down, from page to page.

use crate::{
    survey::editor::Step,
    web::{
        at,
        http::{
            answer::Answer,
            desk::Desk,
            error::{Error, Result},
            form_data::FormData,
            guard::Trainer,
        },
        surveys::{edit::take, load::own},
    },
};

/// Moves it by one place.
#[rocket::post("/programmes/<_>/surveys/<key>/items/<item>/move", data = "<entries>")]
pub(crate) async fn shift(
    desk: Desk<'_, Trainer>,
    key: &str,
    item: &str,
    entries: FormData,
) -> Result<Answer> {
    let own = own(&desk, key).await?;
    own.draft.item(item).ok_or(Error::NotFound)?;
    let step = match entries.one("to") {
        "up" => Step::Up(item.to_owned()),
        "down" => Step::Down(item.to_owned()),
        _ => return Err(Error::Unprocessable),
    };
    let page = at::survey(desk.slug(), key);
    match take(&desk, &own, step, "moved a question of the survey").await? {
        Ok(()) => Ok(Answer::on(page, "The question was moved")),
        Err(reason) => Ok(Answer::on(page, format!("The question stays where it is: {reason}"))),
    }
}
