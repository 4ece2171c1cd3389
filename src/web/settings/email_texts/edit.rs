//! Changing the words of an email for the whole programme.

use crate::{
    letters::invitation::InvitationEmail,
    store::{MailingKind, programmes},
    survey::{EmailText, email_text::FIELDS},
    web::{
        Admin, Answer, Desk, FormData, FormPage, FormProblems, MainPlace, Result, SendsItself, at,
        parts::{email_text, form::previews},
        settings::email_texts::{find, title, trail},
    },
};

/// The form.
#[rocket::get("/programmes/<_>/settings/email-texts/<kind>/<language>/edit")]
pub(crate) async fn edit(desk: Desk<'_, Admin>, kind: &str, language: &str) -> Result<Answer> {
    let settings = &desk.programme().settings;
    let (kind, language) = find(settings, kind, language)?;
    let text = settings.email_text(kind, language);
    let entries = email_text::entries(&text);
    Answer::page(&form(&desk, (kind, language), text, &entries, FormProblems::default()).await?)
}

/// Changes it, or says what to mend.
#[rocket::post("/programmes/<_>/settings/email-texts/<kind>/<language>/edit", data = "<entries>")]
pub(crate) async fn update(
    desk: Desk<'_, Admin>,
    kind: &str,
    language: &str,
    entries: FormData,
) -> Result<Answer> {
    let (kind, language) = find(&desk.programme().settings, kind, language)?;
    let mut problems = FormProblems::default();
    let text = email_text::read(&entries, &FIELDS, &mut problems);
    if !problems.is_empty() || previews(&entries) {
        return Answer::again(&form(&desk, (kind, language), text, &entries, problems).await?);
    }
    let flash = if text.is_standard() { "The standard text is used" } else { "The text was saved" };
    let tx = desk.change().await?;
    let mut programme = programmes::lock(&tx, desk.programme().id).await?;
    programme.settings.set_email_text(kind, language, text);
    programmes::update(&tx, &programme).await?;
    desk.done(tx, "changed the text of emails", title(kind)).await?;
    Ok(Answer::on(at::settings_email_text(desk.slug(), kind.key(), language), flash))
}

async fn form(
    desk: &Desk<'_, Admin>,
    (kind, language): (MailingKind, &str),
    text: EmailText,
    entries: &FormData,
    problems: FormProblems,
) -> Result<FormPage> {
    let asking = InvitationEmail::sample(desk.app, desk.programme(), language).await?;
    let now = asking.preview(kind);
    let page = at::settings_email_text(desk.slug(), kind.key(), language);
    let form = desk
        .form(MainPlace::Settings, format!("The text of the {}", title(kind).to_lowercase()))
        .trail(trail(desk.slug(), title(kind)));
    let form = email_text::LEAD.into_iter().fold(form, FormPage::lead);
    let shown = email_text::beside(&form, asking.with_text(kind, text).preview(kind), entries);
    Ok(form
        .beside(shown)
        .sends_itself(SendsItself::ToBeShown)
        .fields(email_text::fields(entries, &now.subject))
        .problems(problems)
        .button("Save", at::settings_email_text_edit(desk.slug(), kind.key(), language))
        .cancel("Back without changing", page))
}
