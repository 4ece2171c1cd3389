//! Deleting a course that nobody ever answered.

use common_ground_reports::wording;
use uuid::Uuid;

use crate::{
    store::{
        boards::{self, desk as acts},
        courses, participants,
    },
    web::{
        Answer, Desk, Error, FormPage, Result, Trainer, at,
        courses::{load, question},
        parts::course::DELETED,
    },
};

#[rocket::get("/programmes/<_>/courses/<course>/delete")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, course: Uuid) -> Result<Answer> {
    let overview = load(&desk, course).await?;
    Error::not_found_unless(overview.may_be_deleted())?;
    let people = participants::of_course(desk.db(), course).await?.len() as u64;
    let surveys = match overview.own().count() as u64 {
        1 => "its survey with its code".to_owned(),
        more => format!("its {} with their codes", wording::counted(more, "survey", "surveys")),
    };
    let list = match people {
        0 => "its empty list of participants".to_owned(),
        more => format!("its list of {}", wording::counted(more, "person", "people")),
    };
    let board = match boards::of_course(desk.db(), course).await? {
        Some(board) => {
            let cards: i64 = acts::card_counts(desk.db(), board.id).await?.values().sum();
            let cards = wording::counted(u64::try_from(cards).unwrap_or_default(), "card", "cards");
            Some(format!("Its workshop board with {cards} and its write-up will be deleted too."))
        }
        None => None,
    };
    let button = "Delete the course";
    let form = question(&desk, &overview.course, format!("Delete {}?", overview.course.title), button)
        .lead(format!(
            "Its schedule, {surveys} and {list} will be deleted, and links that were sent will stop working. \
             Nobody has answered, so no answers are lost. Your contacts stay.",
        ))
        .destroys(button, at::course_delete(desk.slug(), course));
    Answer::page(&board.into_iter().fold(form, FormPage::lead))
}

#[rocket::post("/programmes/<_>/courses/<course>/delete")]
pub(crate) async fn delete(desk: Desk<'_, Trainer>, course: Uuid) -> Result<Answer> {
    let overview = load(&desk, course).await?;
    let own: Vec<Uuid> = overview.own().map(|asked| asked.round.id).collect();
    let tx = desk.change().await?;
    // Counted again inside of the transaction: an answer may have come since the page was read.
    if !overview.may_be_deleted() || !courses::delete_unanswered(&tx, course, &own).await? {
        return Ok(Answer::on(
            at::course(desk.slug(), course),
            "Somebody has answered since, so it was not deleted",
        ));
    }
    desk.done(tx, DELETED, &overview.course.title).await?;
    Ok(Answer::on(at::courses(desk.slug()), "The course was deleted"))
}
