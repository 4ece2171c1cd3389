//! Who of a partner has a link to its own page; sending and ending such links.

use std::collections::HashMap;

use uuid::Uuid;

use crate::{
    store::{Contact, Partner, contacts, partner_links},
    web::{
        Answer, Desk, Field, FormChoice, FormData, FormPage, FormProblems, Link, MainPlace, Result, Trainer,
        at,
        partners::{find, trail},
        parts::format,
    },
    work,
};

/// Who can be sent a link.
#[rocket::get("/programmes/<_>/partners/<id>/page")]
pub(crate) async fn show(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let partner = find(&desk, id).await?;
    let people = reachable(&desk, id).await?;
    Answer::page(&form(&desk, &partner, &people, FormProblems::default()).await?)
}

/// Sends a link to whom were ticked.
#[rocket::post("/programmes/<_>/partners/<id>/page", data = "<data>")]
pub(crate) async fn send(desk: Desk<'_, Trainer>, id: Uuid, data: FormData) -> Result<Answer> {
    let partner = find(&desk, id).await?;
    let people = reachable(&desk, id).await?;
    let chosen: Vec<&Contact> =
        people.iter().filter(|one| data.all("contact").any(|id| id == one.id.to_string())).collect();
    if chosen.is_empty() {
        let problems = FormProblems::one("contact", "Select who gets a link");
        return Answer::mend(&form(&desk, &partner, &people, problems).await?);
    }
    let tx = desk.change().await?;
    for contact in &chosen {
        work::partner_links::send(desk.app, &tx, contact, desk.now()).await?;
    }
    desk.done(tx, "sent links to the page of", &partner.name).await?;
    let names: Vec<&str> = chosen.iter().map(|one| &*one.name).collect();
    let flash = format!("A link is being emailed to {}.", names.join(", "));
    let flash = desk.app.mail().await?.queued("The emails are ready", &flash);
    Ok(Answer::on(at::partner_links(desk.slug(), id), flash))
}

/// Says what ends.
#[rocket::get("/programmes/<_>/partners/<id>/page/end")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let partner = find(&desk, id).await?;
    let slug = desk.slug();
    let form = desk
        .form(MainPlace::Partners, format!("End the links to the page of {}?", partner.name))
        .trail(trail(slug, "End links"))
        .lead("Do this when a link was passed on, or when somebody has left. You can send new links at any time.")
        .destroys("End all links", at::partner_links_end(slug, id))
        .cancel("Keep them", at::partner_links(slug, id));
    Answer::page(&form)
}

/// Ends every link of a partner.
#[rocket::post("/programmes/<_>/partners/<id>/page/end")]
pub(crate) async fn end(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let partner = find(&desk, id).await?;
    let tx = desk.change().await?;
    partner_links::end(&tx, id).await?;
    desk.done(tx, "ended the links to the page of", &partner.name).await?;
    Ok(Answer::on(at::partner_links(desk.slug(), id), "The links no longer work."))
}

/// The contacts with an email address.
async fn reachable(desk: &Desk<'_, Trainer>, partner: Uuid) -> Result<Vec<Contact>> {
    let mut people = contacts::of_partner(desk.db(), desk.programme().id, Some(partner)).await?;
    people.retain(|one| !one.email.is_empty());
    Ok(people)
}

async fn form(
    desk: &Desk<'_, Trainer>,
    partner: &Partner,
    people: &[Contact],
    problems: FormProblems,
) -> Result<FormPage> {
    let (slug, id, zone) = (desk.slug(), partner.id, desk.zone());
    let until: HashMap<Uuid, _> =
        partner_links::of_partner(desk.db(), id, desk.now()).await?.into_iter().collect();
    let choices = people.iter().map(|one| {
        let label = match until.get(&one.id) {
            Some(at) => format!("{} (has a link until {})", one.name, format::date(*at, &zone)),
            None => one.name.clone(),
        };
        FormChoice::of(one.id.to_string(), label, [])
    });
    let mut trail = trail(slug, "Their own page");
    trail.above.push(Link::new(&*partner.name, at::partner(slug, id)));
    let form = desk
        .form(MainPlace::Partners, format!("The page of {}", partner.name))
        .trail(trail)
        .lead(
            "A partner’s own page shows your agreement, the surveys that wait for the person, and who you write to. It \
             shows answers only of a health check, once both sides may see them. A link works for 30 days and needs no \
             password.",
        )
        .lead(format!(
            "Anybody on your list can also ask for a link at {}{}.",
            desk.app.settings.site_url,
            at::partner_page_request()
        ));
    Ok(form
        .field(Field::boxes("contact", "Who gets a link", choices))
        .problems(problems)
        .button("Email the link", at::partner_links(slug, id))
        .cancel("Back to the partner", at::partner(slug, id)))
}
