//! Asking both sides to confirm an agreement.

use uuid::Uuid;

use super::Agreed;
use crate::{
    letters::{Sender, agreement::AgreementEmail},
    mail::Address,
    store::{AgreementState, Confirmation, Contact, agreements, contacts, outbox},
    survey::Side,
    system::secret::KeyPurpose,
    web::{
        Answer, Desk, Error, Field, FormChoice, FormData, FormPage, FormProblems, MainPlace, Result, Trainer,
        at,
    },
};

/// The longest name.
const LONGEST_NAME: usize = 200;

/// Who is asked, and what for.
#[rocket::get("/programmes/<_>/partners/<id>/agreement/send")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let agreed = Agreed::read(&desk, id).await?;
    if agreed.draft().is_none() {
        return Ok(Answer::to(at::partner_agreement(desk.slug(), id)));
    }
    let people = contacts::of_partner(desk.db(), desk.programme().id, Some(id)).await?;
    if people.is_empty() {
        return Ok(nobody(&desk, id));
    }
    let chosen = people.iter().find(|one| one.can_say_yes).or(people.first());
    let chosen = chosen.map(|one| one.id.to_string()).unwrap_or_default();
    let own = &desk.who().person;
    let data = FormData::of([("name", &*own.name), ("email", &*own.email), ("contact", &*chosen)]);
    Answer::page(&form(&desk, &agreed, &people, &data, FormProblems::default())?)
}

/// Asks them.
#[rocket::post("/programmes/<_>/partners/<id>/agreement/send", data = "<data>")]
pub(crate) async fn send(desk: Desk<'_, Trainer>, id: Uuid, data: FormData) -> Result<Answer> {
    let agreed = Agreed::read(&desk, id).await?;
    let page = at::partner_agreement(desk.slug(), id);
    let Some(draft) = agreed.draft() else { return Ok(Answer::on(page, "This agreement was sent already.")) };
    let people = contacts::of_partner(desk.db(), desk.programme().id, Some(id)).await?;
    if people.is_empty() {
        return Ok(nobody(&desk, id));
    }
    let mut problems = FormProblems::default();
    let contact = people.iter().find(|one| one.id.to_string() == data.one("contact"));
    problems.add_if(contact.is_none(), "contact", "Select who confirms for the partner");
    let (name, email) = (data.one("name"), data.one("email"));
    problems.add_if(name.is_empty(), "name", "Enter who confirms for the library");
    problems.cap("name", name, LONGEST_NAME);
    let address = Address::parse(email);
    match &address {
        Ok(_) => {}
        Err(_) if email.is_empty() => problems.add("email", "Enter their email address"),
        Err(error) => problems.add("email", error.to_string().trim_end_matches('.')),
    }
    let (Some(contact), Ok(_), true) = (contact, address, problems.is_empty()) else {
        return Answer::mend(&form(&desk, &agreed, &people, &data, problems)?);
    };
    let asked = [
        confirmation(draft.id, Side::Library, None, name, &email.to_lowercase()),
        confirmation(draft.id, Side::Partner, Some(contact.id), &contact.name, &contact.email),
    ];
    let sender = Sender::of_programme(desk.app, &desk.programme().settings).await?;
    let tx = desk.change().await?;
    if !agreements::send(&tx, draft.id, &asked, desk.now()).await? {
        return Ok(Answer::on(page, "This agreement was sent already."));
    }
    let mut version = draft.clone();
    version.state = AgreementState::Sent;
    for one in &asked {
        let token = desk.app.secret.carrying_token(KeyPurpose::Confirm, one.id);
        let link = format!("{}{}", desk.app.settings.site_url, at::confirm_agreement(token));
        let email = AgreementEmail::Ask.compose(&sender, &version, one, &link, desk.now())?;
        outbox::enqueue(&tx, email, desk.now()).await?;
    }
    desk.done(tx, "asked both sides to confirm the agreement with", &agreed.partner.name).await?;
    let flash = desk
        .app
        .mail()
        .await?
        .queued("Both emails are ready.", "Both are being emailed a link to confirm it.");
    Ok(Answer::on(page, flash))
}

/// On to a form for the contact who is missing.
fn nobody(desk: &Desk<'_, Trainer>, partner: Uuid) -> Answer {
    let why = "This partner has no contact yet. Add the person who confirms the agreement.";
    Answer::on(at::new_partner_contact(desk.slug(), partner), why)
}

fn confirmation(agreement: Uuid, side: Side, contact: Option<Uuid>, name: &str, email: &str) -> Confirmation {
    Confirmation {
        id: Uuid::new_v4(),
        agreement_id: agreement,
        side,
        contact_id: contact,
        name: name.to_owned(),
        email: email.to_owned(),
        objection: String::new(),
        confirmed_at: None,
    }
}

fn form(
    desk: &Desk<'_, Trainer>,
    agreed: &Agreed,
    people: &[Contact],
    data: &FormData,
    problems: FormProblems,
) -> Result<FormPage> {
    let (slug, id) = (desk.slug(), agreed.partner.id);
    let choices = people.iter().map(|one| {
        let job = if one.job.is_empty() { String::new() } else { format!(", {}", one.job) };
        FormChoice::of(one.id.to_string(), format!("{}{job}", one.name), [data.one("contact")])
    });
    let draft = agreed.draft().ok_or(Error::NotFound)?;
    let missing = draft.document.missing().count() + usize::from(draft.document.review_on.is_none());
    let mut form = desk
        .form(MainPlace::Partners, format!("Ask both sides to confirm version {}", draft.version))
        .trail(agreed.trail(desk, "Ask to confirm"))
        .lead(
            "Both get an email with a link of their own, and confirm the agreement there without an account.",
        );
    if missing > 0 {
        form = form.lead(match missing {
            1 => "One part is still empty. It is shown as open.".to_owned(),
            several => format!("{several} parts are still empty. They are shown as open."),
        });
    }
    Ok(form
        .field(Field::line("name", "Who confirms for the library", data.one("name")))
        .field(Field::typed("email", "email", "Their email address", data.one("email")))
        .field(Field::radios("contact", format!("Who confirms for {}", agreed.partner.name), choices))
        .problems(problems)
        .button("Send both emails", at::partner_agreement_send(slug, id))
        .cancel("Back without sending", at::partner_agreement(slug, id)))
}
