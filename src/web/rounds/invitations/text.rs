//! The words of the emails of one round.

use crate::{
    letters::invitation::Asking,
    store::{email_texts, mailings::Kind},
    web::{
        at,
        http::{
            answer::Answer,
            desk::Desk,
            error::{Error, Result},
            form_data::FormData,
            guard::Trainer,
        },
        parts::{
            email_text,
            form::{FormPage, Problems},
            nav::Place,
        },
        rounds::invitations::Asked,
    },
};

/// The form.
#[rocket::get("/programmes/<_>/rounds/<code>/invitations/text/<kind>", rank = 2)]
pub(crate) async fn edit(desk: Desk<'_, Trainer>, code: &str, kind: &str) -> Result<Answer> {
    let asked = Asked::find(&desk, code).await?;
    let kind = Kind::from_key(kind).ok_or(Error::NotFound)?;
    let asking = Asking::of(desk.app, &asked.round).await?;
    let own = email_texts::of_round(desk.db(), asked.round.id, kind, asking.language()).await?;
    let own = own.unwrap_or_else(|| desk.programme().settings.email_text(kind, asking.language()));
    Answer::page(&form(&asked, kind, &asking, &email_text::entries(&own), Problems::default()))
}

/// Changes the words, or says what to mend.
#[rocket::post("/programmes/<_>/rounds/<code>/invitations/text/<kind>", data = "<entries>", rank = 2)]
pub(crate) async fn update(
    desk: Desk<'_, Trainer>,
    code: &str,
    kind: &str,
    entries: FormData,
) -> Result<Answer> {
    let asked = Asked::find(&desk, code).await?;
    let kind = Kind::from_key(kind).ok_or(Error::NotFound)?;
    let asking = Asking::of(desk.app, &asked.round).await?;
    let mut problems = Problems::default();
    let text = email_text::read(&entries, &mut problems);
    if !problems.is_empty() {
        return Answer::mend(&form(&asked, kind, &asking, &entries, problems));
    }
    let told = if text.is_standard() { "The text of the programme is used" } else { "The text is changed" };
    let tx = desk.change().await?;
    email_texts::set(&tx, asked.round.id, kind, asking.language(), &text).await?;
    desk.done(tx, "changed the text of emails about", &asked.title).await?;
    let preview = at::query(at::round_invitations_preview(desk.slug(), code), &[("kind", &Some(kind.key()))]);
    Ok(Answer::on(preview, told))
}

fn form(asked: &Asked<'_>, kind: Kind, asking: &Asking, entries: &FormData, problems: Problems) -> FormPage {
    let (desk, code) = (asked.desk, &asked.round.code);
    let (heading, here) = match kind {
        Kind::Invitation => ("The text of the invitation", "Invitation"),
        Kind::Reminder => ("The text of the reminders", "Reminders"),
    };
    let form = desk.form(Place::Courses, heading).trail(asked.trail_below(here));
    let form = email_text::LEAD.into_iter().fold(form, |form, sentence| form.lead(sentence));
    form.fields(email_text::fields(entries, &asking.preview(kind)))
        .problems(problems)
        .button("Save and see it", at::round_email_text(desk.slug(), code, kind.key()))
        .cancel("Back without changing", asked.page())
}
