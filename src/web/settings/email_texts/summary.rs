//! Changing the words around the summaries that managers get.

use crate::{
    store::programmes,
    survey::{
        email_text::{self, EmailText, SUMMARY_FIELDS, Values},
        text::ENGLISH,
    },
    web::{
        at,
        http::{answer::Answer, desk::Desk, error::Result, form_data::FormData, guard::Admin},
        parts::{
            email_text as fields,
            form::{Beside, FormPage, Problems, SendsItself, pressed_preview, previews},
            nav::Place,
        },
        settings::email_texts::trail,
    },
};

/// What the subject is unless another is entered.
const FINDING: &str = "the finding of the course";

/// The form.
#[rocket::get("/programmes/<_>/settings/email-texts/summary")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn edit(desk: Desk<'_, Admin>) -> Result<Answer> {
    let entries = fields::entries(&desk.programme().settings.summary_text());
    Answer::page(&form(&desk, &desk.programme().settings.summary_text(), &entries, Problems::default()))
}

/// Changes it, or says what to mend.
#[rocket::post("/programmes/<_>/settings/email-texts/summary", data = "<entries>")]
pub(crate) async fn update(desk: Desk<'_, Admin>, entries: FormData) -> Result<Answer> {
    let mut problems = Problems::default();
    let text = fields::read(&entries, &SUMMARY_FIELDS, &mut problems);
    if !problems.is_empty() || previews(&entries) {
        let is_wrong = !problems.is_empty();
        let page = form(&desk, &text, &entries, problems);
        return if is_wrong { Answer::mend(&page) } else { Answer::page(&page) };
    }
    let told = if text.is_standard() { "The standard text is used" } else { "The text was saved" };
    let tx = desk.change().await?;
    let mut programme = programmes::hold(&tx, desk.programme().id).await?;
    programme.settings.set_summary_text(text);
    programmes::update(&tx, &programme).await?;
    desk.done(tx, "changed the text of emails", "Summary").await?;
    Ok(Answer::on(at::settings_email_texts(desk.slug()), told))
}

fn form(desk: &Desk<'_, Admin>, text: &EmailText, entries: &FormData, problems: Problems) -> FormPage {
    let slug = desk.slug();
    let form = desk.form(Place::Settings, "The text of summary emails");
    let values = Values { name: "A. Person", course: "Pilot course", closing_date: "", link: "(link)" };
    let filled = text.filled(values);
    let summary = ["(The summary of the course stands here.)".to_owned()];
    let opening = email_text::paragraphs(&filled.opening).into_iter();
    let preview = Beside {
        title: Some(if filled.subject.is_empty() { FINDING.to_owned() } else { filled.subject }),
        paragraphs: opening.chain(summary).chain(email_text::paragraphs(&filled.closing)).collect(),
        ..Beside::new(&form.frame, ENGLISH, pressed_preview(entries))
    };
    form.beside(preview)
        .sends_itself(SendsItself::ToBeShown)
        .trail(trail(slug, "Summary"))
        .lead(
            "{name}, {course} and {link} are filled in for each person. The summary itself stands between the opening \
             and the closing, and the link to unsubscribe is always there.",
        )
        .lead("“Prepare the summary”, on the page of a course, shows the email as people will get it.")
        .fields(fields::fields(entries, FINDING))
        .problems(problems)
        .button("Save the text", at::settings_email_text_summary(slug))
        .cancel("Back without changing", at::settings_email_texts(slug))
}
