//! Changing the words around the summaries that managers get.

use crate::{
    store::programmes,
    survey::{EmailText, email_text::SUMMARY_FIELDS},
    web::{
        Admin, Answer, Desk, FormData, FormPage, FormProblems, MainPlace, Result, at,
        parts::{email_text as fields, form::previews},
        settings::email_texts::trail,
    },
};

/// The form.
#[rocket::get("/programmes/<_>/settings/email-texts/summary")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn edit(desk: Desk<'_, Admin>) -> Result<Answer> {
    let entries = fields::entries(&desk.programme().settings.summary_text());
    Answer::page(&form(&desk, &desk.programme().settings.summary_text(), &entries, FormProblems::default()))
}

/// Changes it, or says what to mend.
#[rocket::post("/programmes/<_>/settings/email-texts/summary", data = "<entries>")]
pub(crate) async fn update(desk: Desk<'_, Admin>, entries: FormData) -> Result<Answer> {
    let mut problems = FormProblems::default();
    let text = fields::read(&entries, &SUMMARY_FIELDS, &mut problems);
    if !problems.is_empty() || previews(&entries) {
        return Answer::again(&form(&desk, &text, &entries, problems));
    }
    let flash = if text.is_standard() { "The standard text is used" } else { "The text was saved" };
    let tx = desk.change().await?;
    let mut programme = programmes::lock(&tx, desk.programme().id).await?;
    programme.settings.set_summary_text(text);
    programmes::update(&tx, &programme).await?;
    desk.done(tx, "changed the text of emails", "Summary").await?;
    Ok(Answer::on(at::settings_email_texts(desk.slug()), flash))
}

fn form(desk: &Desk<'_, Admin>, text: &EmailText, entries: &FormData, problems: FormProblems) -> FormPage {
    let slug = desk.slug();
    fields::of_summary(desk.form(MainPlace::Settings, "The text of summary emails"), "Pilot course", text, entries)
        .trail(trail(slug, "Summary"))
        .lead("A course can have its own text: see “Prepare the summary” on its page, which also shows the whole email.")
        .problems(problems)
        .button("Save the text", at::settings_email_text_summary(slug))
        .cancel("Back without changing", at::settings_email_texts(slug))
}
