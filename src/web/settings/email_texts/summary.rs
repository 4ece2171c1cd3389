//! Changing the words around the summaries that managers get.

use crate::{
    store::programmes,
    survey::email_text::SUMMARY_FIELDS,
    web::{
        at,
        http::{answer::Answer, desk::Desk, error::Result, form_data::FormData, guard::Admin},
        parts::{
            email_text,
            form::{FormPage, Problems},
            nav::Place,
        },
        settings::email_texts::trail,
    },
};

/// The form.
#[rocket::get("/programmes/<_>/settings/email-texts/summary")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn edit(desk: Desk<'_, Admin>) -> Result<Answer> {
    let entries = email_text::entries(&desk.programme().settings.summary_text());
    Answer::page(&form(&desk, &entries, Problems::default()))
}

/// Changes it, or says what to mend.
#[rocket::post("/programmes/<_>/settings/email-texts/summary", data = "<entries>")]
pub(crate) async fn update(desk: Desk<'_, Admin>, entries: FormData) -> Result<Answer> {
    let mut problems = Problems::default();
    let text = email_text::read(&entries, &SUMMARY_FIELDS, &mut problems);
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, &entries, problems));
    }
    let told = if text.is_standard() { "The standard text is used" } else { "The text was saved" };
    let tx = desk.change().await?;
    let mut programme = programmes::hold(&tx, desk.programme().id).await?;
    programme.settings.set_summary_text(text);
    programmes::update(&tx, &programme).await?;
    desk.done(tx, "changed the text of emails", "Summary").await?;
    Ok(Answer::on(at::settings_email_texts(desk.slug()), told))
}

fn form(desk: &Desk<'_, Admin>, entries: &FormData, problems: Problems) -> FormPage {
    let slug = desk.slug();
    desk.form(Place::Settings, "The text of summary emails")
        .trail(trail(slug, "Summary"))
        .lead(
            "{name}, {course} and {link} are filled in for each person. The summary itself stands between the opening \
             and the closing, and the link to unsubscribe is always there.",
        )
        .lead("“Prepare the summary”, on the page of a course, shows the email as people will get it.")
        .fields(email_text::fields(entries, "the finding of the course"))
        .problems(problems)
        .button("Save the text", at::settings_email_text_summary(slug))
        .cancel("Back without changing", at::settings_email_texts(slug))
}
