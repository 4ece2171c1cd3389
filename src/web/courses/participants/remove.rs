//! Taking somebody off the list of a course.

use uuid::Uuid;

use crate::{
    store::{Contact, participants},
    web::{
        Answer, Desk, Error, MainPlace, Result, Trainer, at,
        courses::{load, trail},
        parts::course::participants::REMOVED,
    },
};

#[rocket::get("/programmes/<_>/courses/<course>/participants/<id>/remove")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, course: Uuid, id: Uuid) -> Result<Answer> {
    let overview = load(&desk, course).await?;
    let person = on_list(&desk, course, id).await?;
    let form = desk
        .form(MainPlace::Courses, format!("Remove {} from the list?", person.name))
        .trail(trail(desk.slug(), &overview.course, "People"))
        .lead(
            "Their unused personal links will stop working, and they’ll get no more emails about this \
             course. Answers they have given still count. They stay in your contacts.",
        )
        .destroys("Remove from the list", at::course_participant_remove(desk.slug(), course, id))
        .cancel("Back without changing anything", at::course_participants(desk.slug(), course));
    Answer::page(&form)
}

#[rocket::post("/programmes/<_>/courses/<course>/participants/<id>/remove")]
pub(crate) async fn remove(desk: Desk<'_, Trainer>, course: Uuid, id: Uuid) -> Result<Answer> {
    let overview = load(&desk, course).await?;
    let person = on_list(&desk, course, id).await?;
    let tx = desk.change().await?;
    if participants::remove(&tx, course, id).await? {
        desk.done(tx, REMOVED, &overview.course.title).await?;
    }
    let flash = format!("{} is no longer on the list", person.name);
    Ok(Answer::on(at::course_participants(desk.slug(), course), flash))
}

async fn on_list(desk: &Desk<'_, Trainer>, course: Uuid, id: Uuid) -> Result<Contact> {
    participants::find(desk.db(), course, id).await?.ok_or(Error::NotFound)
}
