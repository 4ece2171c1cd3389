//! A new survey from a file, such as one that another programme downloaded.

use rocket::{
    FromForm,
    data::{Capped, Limits},
    form::{self, DataField, Form, FromFormField},
};
use uuid::Uuid;

use crate::{
    exchange::xls_form::{self, is_workbook},
    survey::Survey,
    web::{
        Answer, Desk, Field, FieldInput, FormPage, FormProblems, MainPlace, Result, Tab, Trainer, at, drawn,
        parts::survey::{NAME, reasons},
        surveys::{begin, trail},
    },
};

/// What a picker offers: with the files of other programs, which are refused with the way to bring them over.
const ACCEPTED: &str = ".json,.xlsx,.lss,.txt,.csv,application/json";

/// The form that a file is sent with.
#[derive(FromForm)]
pub(crate) struct FileForm {
    file: Option<File>,
}

/// A file as it came.
struct File(Capped<Vec<u8>>);

#[rocket::async_trait]
impl<'r> FromFormField<'r> for File {
    async fn from_data(field: DataField<'r, '_>) -> form::Result<'r, Self> {
        let limit = field.request.limits().get("file").unwrap_or(Limits::FILE);
        Ok(Self(field.data.open(limit).into_bytes().await?))
    }
}

/// Asks for a file.
#[rocket::get("/programmes/<_>/surveys/new/file")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn choose(desk: Desk<'_, Trainer>) -> Result<Answer> {
    Answer::page(&page(&desk, &[]))
}

/// Makes a survey of it, or says what is wrong with it.
#[rocket::post("/programmes/<_>/surveys/new/file", data = "<sent>")]
pub(crate) async fn bring(desk: Desk<'_, Trainer>, sent: Form<FileForm>) -> Result<Answer> {
    let bytes = match sent.into_inner().file {
        Some(File(bytes)) if !bytes.is_complete() => {
            return Answer::mend(&page(&desk, &["This file is larger than 1 MB".to_owned()]));
        }
        Some(File(bytes)) if !bytes.is_empty() => bytes.into_inner(),
        _ => return Answer::mend(&page(&desk, &["Choose the file of a survey".to_owned()])),
    };
    match drawn(move || Ok::<_, String>(survey_of(bytes))).await? {
        Ok(survey) => {
            let survey = (Uuid::new_v4(), survey);
            begin(&desk, survey, "created the survey from a file", "The survey was made from the file").await
        }
        Err(wrong) => Answer::mend(&page(&desk, &wrong)),
    }
}

/// The survey in a file: our own JSON, or an XLSForm.
fn survey_of(bytes: Vec<u8>) -> std::result::Result<Survey, Vec<String>> {
    if let Some(told) = xls_form::of_another_program(&bytes) {
        return Err(vec![told.to_owned()]);
    }
    if is_workbook(&bytes) {
        return xls_form::read(&bytes);
    }
    let text = String::from_utf8(bytes).map_err(|_| {
        vec!["This isn’t a survey file. Choose a survey file (JSON) or an XLSForm (.xlsx)".to_owned()]
    })?;
    Survey::parse(NAME, text.trim_start_matches('\u{feff}')).map_err(|error| reasons(&error))
}

fn page(desk: &Desk<'_, Trainer>, wrong: &[String]) -> FormPage {
    let slug = desk.slug();
    let mut problems = FormProblems::default();
    problems.add_if(!wrong.is_empty(), "file", wrong.join("; "));
    let file = Field::new("file", "File", FieldInput::File { accept: ACCEPTED });
    let mut form = desk
        .form(MainPlace::Surveys, "New survey from a file")
        .trail(trail(slug, "New survey from a file"))
        .lead(
            "Choose a survey file that was downloaded from this site or another Common Ground (JSON), or an XLSForm \
             (.xlsx), the format of KoboToolbox and ODK.",
        )
        .field(file.hint("The survey gets a key made from its title."))
        .problems(problems)
        .button("Make the survey", at::new_survey_from_file(slug))
        .cancel("Cancel", at::surveys(slug));
    form.tabs = vec![
        Tab { label: "Write it here".to_owned(), href: Some(at::new_survey(slug)) },
        Tab { label: "Start from a file".to_owned(), href: None },
    ];
    form
}
