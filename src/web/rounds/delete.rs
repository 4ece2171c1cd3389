//! Deleting a survey of the programme with its answers.

use common_ground_reports::wording;

use crate::{
    store::{round_removal, traces},
    survey::RoundState,
    web::{
        Answer, Desk, Field, FormData, FormPage, FormProblems, Note, Result, Trainer, at,
        parts::round::change::{COMPARED, JUST_CLOSED, deleted_with},
        rounds::load::LoadedRound,
    },
};

/// Asks before.
#[rocket::get("/programmes/<_>/rounds/<code>/delete")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, code: &str) -> Result<Answer> {
    let shown = LoadedRound::of_programme(&desk, code).await?;
    let answered = shown.turnout(&desk).await?.answered;
    match why_not(&desk, &shown, answered).await? {
        Some(why) => Answer::page(&why),
        None => Answer::page(&form(&desk, &shown, answered, FormProblems::default())),
    }
}

#[rocket::post("/programmes/<_>/rounds/<code>/delete", data = "<data>")]
pub(crate) async fn delete(desk: Desk<'_, Trainer>, code: &str, data: FormData) -> Result<Answer> {
    let shown = LoadedRound::of_programme(&desk, code).await?;
    let answered = shown.turnout(&desk).await?.answered;
    if let Some(why) = why_not(&desk, &shown, answered).await? {
        return Answer::mend(&why);
    }
    if answered > 0 && !data.is_on("sure") {
        let problems = FormProblems::one("sure", "Tick the box to delete the answers");
        return Answer::mend(&form(&desk, &shown, answered, problems));
    }
    let tx = desk.change().await?;
    if answered > 0 {
        round_removal::delete(&tx, &[shown.round.id]).await?;
    } else if !round_removal::delete_unanswered(&tx, &[shown.round.id]).await? {
        let flash = "Somebody has answered since, so it was not deleted";
        return Ok(Answer::on(at::round(desk.slug(), code), flash));
    }
    desk.done(tx, &deleted_with(answered), shown.title()).await?;
    Ok(Answer::on(at::surveys(desk.slug()), "The survey was deleted"))
}

/// What stands against it.
async fn why_not(desk: &Desk<'_, Trainer>, shown: &LoadedRound, answered: u64) -> Result<Option<Note>> {
    let why = if shown.is_compared {
        COMPARED
    } else if answered > 0 && shown.round.state != RoundState::Closed {
        "People have answered it. Close it first."
    } else if traces::are_left_of(desk.db(), shown.round.id).await? {
        JUST_CLOSED
    } else {
        return Ok(None);
    };
    Ok(Some(shown.note(desk, "Delete", "This survey can’t be deleted now", why)))
}

fn form(desk: &Desk<'_, Trainer>, shown: &LoadedRound, answered: u64, problems: FormProblems) -> FormPage {
    let mut form = shown.form(desk, format!("Delete “{}”?", shown.title()), "Delete").lead(
        "Its dates, its code, its list of people and its emails are deleted. Links that were sent stop working. Your \
         contacts and the survey’s questions stay.",
    );
    if answered > 0 {
        let answers = wording::counted(answered, "answer", "answers");
        form = form
            .lead(format!(
                "{answers} and all results and comments of this survey are deleted too. This can’t be undone: \
                 download what you want to keep first."
            ))
            .field(Field::tick("sure", format!("Delete {answers}"), false));
    }
    form.problems(problems).destroys("Delete the survey", at::round_delete(desk.slug(), &shown.round.code))
}
