//! What the trainers add to a summary before it is sent: a note under its headline, and what was agreed.

use uuid::Uuid;

use crate::{
    store::{Course, actions, courses, summary_drafts},
    web::{
        Answer, Desk, Field, FormData, FormPage, FormProblems, MainPlace, Result, Trainer, at,
        courses::summary::{
            agreed::{self, EnteredAction},
            find, find_open, trail,
        },
    },
};

const NOTE_MAX: usize = 600;

#[rocket::get("/programmes/<_>/courses/<id>/summary/note")]
pub(crate) async fn show(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let course = find_open(&desk, id).await?;
    let plan = summary_drafts::of_course(desk.db(), id).await?;
    let actions = actions::of_course(desk.db(), course.id).await?;
    let entered = actions.iter().map(EnteredAction::of).collect();
    Answer::page(&form(&desk, &course, &plan.note, entered, FormProblems::default()))
}

fn form(
    desk: &Desk<'_, Trainer>,
    course: &Course,
    note: &str,
    entered: Vec<EnteredAction>,
    problems: FormProblems,
) -> FormPage {
    let form = desk
        .form(MainPlace::Courses, "Add a note and next actions")
        .trail(trail(desk, course, "Note and next actions"))
        .lead("You can change both until the summary is sent.")
        .field(
            Field::text("note", "Note from the trainers (optional)", 5, note)
                .hint("Appears under the headline. Up to 600 characters. Don’t name or describe anyone."),
        )
        .problems(problems)
        .button("Save the note and actions", at::course_summary_note(desk.slug(), course.id))
        .cancel("Back to the summary", at::course_summary_preview(desk.slug(), course.id));
    agreed::sections(entered).into_iter().fold(form, FormPage::section)
}

#[rocket::post("/programmes/<_>/courses/<id>/summary/note", data = "<data>")]
pub(crate) async fn save(desk: Desk<'_, Trainer>, id: Uuid, data: FormData) -> Result<Answer> {
    let course = find(&desk, id).await?;
    let mut problems = FormProblems::default();
    let note = data.one("note").replace("\r\n", "\n");
    problems.add_if(note.chars().count() > NOTE_MAX, "note", "Shorten the note to 600 characters");
    let entered = EnteredAction::read(&data);
    let before = actions::of_course(desk.db(), course.id).await?;
    let agreed = agreed::check(&entered, &before, &mut problems);
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, &course, &note, entered, problems));
    }
    let tx = desk.change().await?;
    if !courses::lock(&tx, id).await? {
        return Ok(Answer::on(
            at::course_summary_deliveries(desk.slug(), id),
            "The summary has been sent in the meantime. You can still correct it.",
        ));
    }
    summary_drafts::keep_note(&tx, id, &note).await?;
    actions::replace(&tx, id, &agreed).await?;
    desk.done(tx, "changed the note and actions of the summary", &course.title).await?;
    Ok(Answer::on(at::course_summary_preview(desk.slug(), id), "The note and actions were saved."))
}
