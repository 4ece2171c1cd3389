//! A write-up from a file: read into the box, and kept only when it is saved.

use common_ground_reports::wording;
use rocket::form::Form;
use uuid::Uuid;

use crate::{
    store::boards::write_ups,
    web::{
        Answer, Desk, FormPage, FormProblems, MainPlace, Result, Trainer, at,
        courses::board::{
            At,
            file::{self, WriteUpForm},
            load,
            write_up::{self, LONGEST_TEXT, Shown, Typed, tabs},
        },
    },
};

fn form(desk: &Desk<'_, Trainer>, at: &At, problems: FormProblems) -> FormPage {
    let mut form = desk
        .form(MainPlace::Courses, "Write-up from a file")
        .trail(at.trail(desk, "From a file"))
        .lead("A write-up that was changed elsewhere. It takes the place of the text in the box; you save it there.")
        .field(file::field())
        .problems(problems)
        .button("Read the file", at::course_board_write_up_file(desk.slug(), at.course.id))
        .cancel("Back to the board", at.address(desk, None));
    form.tabs = tabs(desk, at, Shown::File);
    form
}

/// Asks for a file.
#[rocket::get("/programmes/<_>/courses/<course>/board/write-up/file")]
pub(crate) async fn choose(desk: Desk<'_, Trainer>, course: Uuid) -> Result<Answer> {
    let at = load(&desk, course).await?;
    Answer::page(&form(&desk, &at, FormProblems::default()))
}

/// Shows what it says in the box, or what is wrong with it.
#[rocket::post("/programmes/<_>/courses/<course>/board/write-up/file", data = "<sent>")]
pub(crate) async fn read(desk: Desk<'_, Trainer>, course: Uuid, sent: Form<WriteUpForm>) -> Result<Answer> {
    let at = load(&desk, course).await?;
    let mut problems = FormProblems::default();
    let read = match sent.into_inner().read().await? {
        Ok(read) => Some(read),
        Err(wrong) => {
            problems.add("file", wrong);
            None
        }
    };
    let latest = write_ups::latest(desk.db(), at.board.id).await?;
    let agreed_by = latest.as_ref().map(|latest| latest.agreed_by.as_str()).unwrap_or_default();
    let typed = read.as_ref().map(|read| Typed::of(&read.write_up, agreed_by)).unwrap_or_default();
    if typed.text.chars().count() > LONGEST_TEXT {
        problems.add("file", format!("It holds more than {LONGEST_TEXT} characters. Take some out"));
    }
    let Some(read) = read.filter(|_| problems.is_empty()) else {
        return Answer::mend(&form(&desk, &at, problems));
    };
    let count = wording::counted(read.write_up.cards() as u64, "point", "points");
    let mut form = write_up::form(&desk, &at, latest.as_ref(), &typed, FormProblems::default())
        .lead(format!("The file was read: {count}. Nothing is saved yet."));
    for line in &read.skipped {
        form = form.lead(format!(
            "Left out, as it is neither a heading nor a point: line {}, “{}”",
            line.line, line.text
        ));
    }
    Answer::page(&form)
}
