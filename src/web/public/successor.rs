//! What somebody says of the contacts of their partner on its own page: that they are still right, or who takes over from one
//! of them. The library agrees to the latter before anything changes: a link that was passed on must let nobody take a
//! partnership over.

use uuid::Uuid;

use super::{page_reader::find, partner_page::page};
use crate::{
    mail::Address,
    store::{Contact, contacts, handovers, partners, write},
    web::{Answer, FormData, FormProblems, Result, Visitor, at},
};

/// The longest name and job.
const LONGEST: usize = 200;

/// Keeps in the contact log that the contacts are still right.
#[rocket::post("/p/<token>/right")]
pub(crate) async fn right(token: &str, visitor: Visitor<'_>) -> Result<Answer> {
    let reader = find(&visitor, token).await?;
    let tx = write(&visitor.app.db).await?;
    let about = "Says that the contacts are still the right people.";
    contacts::note(&tx, reader.note(visitor.app.clock.now(), about)).await?;
    tx.commit().await?;
    Ok(Answer::on(at::partner_page(token), "Thank you. The library will keep writing to the same people."))
}

/// Keeps who takes over from whom, for the library to agree to.
#[rocket::post("/p/<token>/successor", data = "<data>")]
pub(crate) async fn name(token: &str, visitor: Visitor<'_>, data: FormData) -> Result<Answer> {
    let reader = find(&visitor, token).await?;
    let (app, now) = (visitor.app, visitor.app.clock.now());
    let (programme, partner) = (reader.programme.id, reader.partner.id);
    let people = contacts::of_partner(app.db.read(), programme, Some(partner)).await?;
    let mut problems = FormProblems::default();
    let former = people.iter().find(|one| one.id.to_string() == data.one("former"));
    problems.add_if(former.is_none(), "former", "Select who has left");
    let (name, email, job) = (data.one("name"), data.one("email").to_lowercase(), data.one("job"));
    problems.add_if(name.is_empty(), "name", "Enter the name of the new contact");
    problems.cap("name", name, LONGEST);
    problems.cap("job", job, LONGEST);
    if Address::parse(&email).is_err() {
        problems.add("email", "Enter an email address, such as name@example.org");
    }
    let Some(former) = former.filter(|_| problems.is_empty()) else {
        return Answer::mend(&page(&visitor, token, &reader, &data, problems).await?);
    };
    let here = at::partner_page(token);
    let tx = write(&app.db).await?;
    partners::lock(&tx, programme).await?;
    if handovers::of_partner(&tx, partner).await?.iter().any(|one| one.started_at.is_none()) {
        return Ok(Answer::on(here, "You’ve told the library before. It hasn’t confirmed that yet."));
    }
    let known = contacts::with_email(&tx, programme, &email).await?.pop();
    let successor = match known {
        Some(known) if known.partner_id == Some(partner) && known.id != former.id => Some(known.id),
        // Somebody of another partner, or the one who leaves. The page must not tell which addresses are known.
        Some(_) => None,
        None => {
            let new = Contact {
                id: Uuid::new_v4(),
                programme_id: programme,
                partner_id: Some(partner),
                name: name.to_owned(),
                email: email.clone(),
                job: job.to_owned(),
                phone: String::new(),
                can_say_yes: false,
                added_at: Some(now),
                left_at: Some(now),
            };
            contacts::add_all(&tx, std::slice::from_ref(&new)).await?;
            Some(new.id)
        }
    };
    let about = match successor {
        Some(successor) => {
            handovers::name(&tx, partner, (former.id, successor), now).await?;
            "Says that somebody takes over from a contact.".to_owned()
        }
        None => format!("Says that somebody takes over from {}: {name}, {email}.", former.name),
    };
    contacts::note(&tx, reader.note(now, &about)).await?;
    tx.commit().await?;
    Ok(Answer::on(here, "Thank you. The library will confirm this, and then write to the new contact."))
}
