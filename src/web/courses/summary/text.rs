//! What the email of one course’s summary says around it, in place of the words of its programme.

use uuid::Uuid;

use crate::{
    letters,
    store::{Course, courses, summary_drafts},
    survey::{EmailText, email_text::SUMMARY_FIELDS},
    web::{
        Answer, Desk, FormData, FormPage, FormProblems, MainPlace, Result, Trainer, at,
        courses::summary::{find, find_open, trail},
        parts::{email_text as fields, form::previews},
    },
};

/// The words as they are.
#[rocket::get("/programmes/<_>/courses/<id>/summary/text")]
pub(crate) async fn edit(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let course = find_open(&desk, id).await?;
    let own = summary_drafts::of_course(desk.db(), id).await?.text;
    Answer::page(&form(&desk, &course, &own, &fields::entries(&own), FormProblems::default()))
}

/// Changes them, or says what to mend.
#[rocket::post("/programmes/<_>/courses/<id>/summary/text", data = "<entries>")]
pub(crate) async fn update(desk: Desk<'_, Trainer>, id: Uuid, entries: FormData) -> Result<Answer> {
    let course = find(&desk, id).await?;
    let mut problems = FormProblems::default();
    let text = fields::read(&entries, &SUMMARY_FIELDS, &mut problems);
    if !problems.is_empty() || previews(&entries) {
        return Answer::again(&form(&desk, &course, &text, &entries, problems));
    }
    let tx = desk.change().await?;
    if !courses::lock(&tx, id).await? {
        return Ok(Answer::on(
            at::course_summary_deliveries(desk.slug(), id),
            "The summary has been sent in the meantime. You can still correct it.",
        ));
    }
    summary_drafts::keep_text(&tx, id, &text).await?;
    desk.done(tx, "changed the text of the summary’s email", &course.title).await?;
    let flash = if text.is_standard() { "The programme’s text is used" } else { "The text was saved" };
    Ok(Answer::on(at::course_summary_preview(desk.slug(), id), flash))
}

fn form(
    desk: &Desk<'_, Trainer>,
    course: &Course,
    own: &EmailText,
    entries: &FormData,
    problems: FormProblems,
) -> FormPage {
    let shown = letters::summary::around(desk.programme(), own);
    let form = desk.form(MainPlace::Courses, "The text of the summary email");
    fields::of_summary(form, &course.title, &shown, entries)
        .trail(trail(desk, course, "Email text"))
        .lead("This text is for this course. Leave a field blank to use the text of the programme.")
        .problems(problems)
        .button("Save the text", at::course_summary_text(desk.slug(), course.id))
        .cancel("Back to the summary", at::course_summary_preview(desk.slug(), course.id))
}
