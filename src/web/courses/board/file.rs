//! A write-up that comes as a file: Word, Markdown or plain text.

use common_ground_boards::write_up::{Read, WriteUp};
use rocket::{FromForm, form::Form};
use uuid::Uuid;

use crate::{
    store::Course,
    web::{
        Answer, Desk, Field, FieldInput, FormPage, FormProblems, MainPlace, Result, Trainer, at,
        courses::{
            board::{new, told},
            find,
        },
        drawn,
        http::upload::UploadedFile,
    },
};

/// The form that it is sent with.
#[derive(FromForm)]
pub(crate) struct WriteUpForm {
    file: Option<UploadedFile>,
    apart: Option<String>,
}

/// Where it is chosen.
pub(super) fn field() -> Field {
    Field::new("file", "File", FieldInput::File { accept: ".docx,.md,.txt" })
        .hint("Word (.docx), Markdown (.md) or plain text (.txt), up to 1 MB.")
}

impl WriteUpForm {
    /// What it says, or what is wrong with it.
    pub(super) async fn read(self) -> Result<Result<Read, String>> {
        let UploadedFile { name, bytes } = match self.file {
            Some(file) if !file.bytes.is_complete() => {
                return Ok(Err(
                    "This file is larger than 1 MB. A write-up is a page or two of text".to_owned()
                ));
            }
            Some(file) if !file.bytes.is_empty() => file,
            _ => return Ok(Err("Choose the file of a write-up".to_owned())),
        };
        let bytes = bytes.into_inner();
        drawn(move || Ok::<_, String>(WriteUp::from_file(&name, &bytes).map_err(|error| told(&error)))).await
    }
}

fn form(desk: &Desk<'_, Trainer>, course: &Course, apart: bool, problems: FormProblems) -> FormPage {
    let mut form = desk
        .form(MainPlace::Courses, new::heading(course))
        .lead("The headings of an earlier write-up become the questions, its points become cards.")
        .field(field())
        .field(Field::tick("apart", new::APART, apart))
        .problems(problems)
        .button("Make the board", at::course_board_file(desk.slug(), course.id))
        .cancel("Back to the course", at::course(desk.slug(), course.id));
    form.tabs = new::tabs(desk, course, true);
    form
}

/// Asks for a file to make a board of.
#[rocket::get("/programmes/<_>/courses/<course>/board/file")]
pub(crate) async fn choose(desk: Desk<'_, Trainer>, course: Uuid) -> Result<Answer> {
    let found = find(&desk, course).await?;
    Answer::page(&form(&desk, &found, false, FormProblems::default()))
}

/// Makes the board of it, or says what is wrong with it.
#[rocket::post("/programmes/<_>/courses/<course>/board/file", data = "<sent>")]
pub(crate) async fn bring(desk: Desk<'_, Trainer>, course: Uuid, sent: Form<WriteUpForm>) -> Result<Answer> {
    let found = find(&desk, course).await?;
    let sent = sent.into_inner();
    let apart = sent.apart.as_ref().is_some_and(|apart| !apart.is_empty());
    let read = sent.read().await?.and_then(|read| match new::too_large(&read.write_up) {
        Some(large) => Err(large),
        None => Ok(read.write_up),
    });
    match read {
        Ok(read) => new::bring(&desk, &found, &read, apart).await,
        Err(wrong) => Answer::mend(&form(&desk, &found, apart, FormProblems::one("file", wrong))),
    }
}
