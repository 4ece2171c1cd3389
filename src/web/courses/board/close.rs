//! Closing a board.

use rocket::http::Status;
use uuid::Uuid;

use crate::{
    store::{
        BoardState,
        boards::{close as end, desk as acts},
    },
    web::{Answer, Desk, FormPage, Link, MainPlace, Note, Page, Result, Trainer, at, courses::board::load},
};

/// Asks before.
#[rocket::get("/programmes/<_>/courses/<course>/board/close")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, course: Uuid) -> Result<Answer> {
    let found = load(&desk, course).await?;
    let form: FormPage = desk
        .form(MainPlace::Courses, "Close the board?")
        .trail(found.trail(&desk, "Close"))
        .lead("Phones can’t write or vote any more, and nobody can reopen it. Cards, groups and counts stay.")
        .lead("What could tell which phone wrote or voted is deleted.")
        .destroys("Close the board", at::course_board_close(desk.slug(), course))
        .cancel("Keep it open", found.address(&desk, None));
    Answer::page(&form)
}

#[rocket::post("/programmes/<_>/courses/<course>/board/close")]
pub(crate) async fn close(desk: Desk<'_, Trainer>, course: Uuid) -> Result<Answer> {
    let found = load(&desk, course).await?;
    let page = at::course_board(desk.slug(), course);
    let tx = desk.change().await?;
    // Phones that are being served come before it.
    let held = acts::lock(&tx, found.board.id).await?;
    let is_open = held.as_ref().is_some_and(|board| board.state == BoardState::Open);
    if !is_open {
        let note = Note {
            frame: desk.frame(MainPlace::Courses),
            trail: found.trail(&desk, "Close"),
            heading: "The board isn’t open".to_owned(),
            paragraphs: vec!["Only an open board can be closed.".to_owned()],
            ways: vec![Link::new("Back to the board", page)],
        };
        return Page::with_status(Status::Conflict, &note).map(Answer::Page);
    }
    end::close(&tx, found.board.id, desk.now()).await?;
    desk.done(tx, "closed the workshop board of", &found.course.title).await?;
    Ok(Answer::on(page, "The board is closed."))
}
