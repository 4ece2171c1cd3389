//! The words of the emails of one round.

use crate::{
    letters::invitation::InvitationEmail,
    store::{MailingKind, email_texts},
    survey::{EmailText, email_text::FIELDS},
    web::{
        Answer, Desk, Error, FormData, FormPage, FormProblems, Result, SendsItself, Trainer, at,
        parts::{email_text, form::previews},
        rounds::load::LoadedRound,
    },
};

/// The form.
#[rocket::get("/programmes/<_>/rounds/<code>/invitations/text/<kind>", rank = 2)]
pub(crate) async fn edit(desk: Desk<'_, Trainer>, code: &str, kind: &str) -> Result<Answer> {
    let shown = LoadedRound::find(&desk, code).await?;
    let kind = MailingKind::from_key(kind).ok_or(Error::NotFound)?;
    let asking = InvitationEmail::of(desk.app, desk.programme(), &shown.round).await?;
    let own = email_texts::of_round(desk.db(), shown.round.id, kind, asking.language()).await?;
    let own = own.unwrap_or_else(|| desk.programme().settings.email_text(kind, asking.language()));
    let entries = email_text::entries(&own);
    Answer::page(&form(&desk, &shown, (kind, asking, own), &entries, FormProblems::default()))
}

/// Changes the words, or says what to mend.
#[rocket::post("/programmes/<_>/rounds/<code>/invitations/text/<kind>", data = "<entries>", rank = 2)]
pub(crate) async fn update(
    desk: Desk<'_, Trainer>,
    code: &str,
    kind: &str,
    entries: FormData,
) -> Result<Answer> {
    let shown = LoadedRound::find(&desk, code).await?;
    let kind = MailingKind::from_key(kind).ok_or(Error::NotFound)?;
    let asking = InvitationEmail::of(desk.app, desk.programme(), &shown.round).await?;
    let mut problems = FormProblems::default();
    let text = email_text::read(&entries, &FIELDS, &mut problems);
    if !problems.is_empty() || previews(&entries) {
        return Answer::again(&form(&desk, &shown, (kind, asking, text), &entries, problems));
    }
    let flash = if text.is_standard() { "The programme’s text is used" } else { "The text was saved" };
    let tx = desk.change().await?;
    email_texts::set(&tx, shown.round.id, kind, asking.language(), &text).await?;
    desk.done(tx, "changed the text of emails about", shown.title()).await?;
    let preview = at::query(at::round_invitations_preview(desk.slug(), code), &[("kind", &Some(kind.key()))]);
    Ok(Answer::on(preview, flash))
}

fn form(
    desk: &Desk<'_, Trainer>,
    shown: &LoadedRound,
    (kind, asking, text): (MailingKind, InvitationEmail, EmailText),
    entries: &FormData,
    problems: FormProblems,
) -> FormPage {
    let code = &shown.round.code;
    let (heading, here) = match kind {
        MailingKind::Invitation => ("The text of the invitation", "Invitation"),
        MailingKind::Reminder => ("The text of the reminders", "Reminders"),
    };
    let form = desk.form(shown.place(), heading).trail(shown.trail_of_emails(desk, here));
    let form = email_text::LEAD.into_iter().fold(form, FormPage::lead);
    let now = asking.preview(kind).subject;
    // What is left blank here is as in the settings.
    let text =
        if text.is_standard() { desk.programme().settings.email_text(kind, asking.language()) } else { text };
    let preview = email_text::beside(&form, asking.with_text(kind, text).preview(kind), entries);
    form.beside(preview)
        .sends_itself(SendsItself::ToBeShown)
        .fields(email_text::fields(entries, &now))
        .problems(problems)
        .button("Save", at::round_email_text(desk.slug(), code, kind.key()))
        .cancel("Back without changing", at::round_invitations(desk.slug(), code))
}
