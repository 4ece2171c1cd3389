//! Starting a health check by hand.

use common_ground_reports::wording;
use uuid::Uuid;

use super::trail;
use crate::{
    store::{Contact, Partner, health},
    survey::health::OPEN_FOR,
    web::{Answer, Desk, FormPage, MainPlace, Result, Trainer, at, partners::find, parts::format},
    work::health::{NotBegun, begin},
};

/// Says who is asked.
#[rocket::get("/programmes/<_>/partners/<id>/health/start")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let partner = find(&desk, id).await?;
    let plan = health::plan(desk.db(), id).await?;
    let [library, theirs] = health::to_ask(desk.db(), &partner, &plan).await?;
    if theirs.is_empty() {
        return Ok(instead(&desk, id, NotBegun::NobodyAtPartner));
    }
    if library.is_empty() {
        return Ok(instead(&desk, id, NotBegun::NobodyAtLibrary));
    }
    Answer::page(&form(&desk, &partner, &library, &theirs))
}

#[rocket::post("/programmes/<_>/partners/<id>/health/start")]
pub(crate) async fn start(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let partner = find(&desk, id).await?;
    let tx = desk.change().await?;
    let check = match begin(desk.app, &tx, desk.programme(), &partner, desk.now()).await? {
        Ok(check) => check,
        Err(why) => return Ok(instead(&desk, id, why)),
    };
    desk.done(tx, "started a health check with", &partner.name).await?;
    let closes = format::day(check.closes_at, &desk.zone());
    let flash = format!("The health check is open until {closes}. Everybody gets their link by email.");
    let flash = desk.app.mail().await?.queued("The health check is open", &flash);
    Ok(Answer::on(at::partner_health(desk.slug(), id), flash))
}

/// On to where what is missing is added.
fn instead(desk: &Desk<'_, Trainer>, id: Uuid, why: NotBegun) -> Answer {
    let slug = desk.slug();
    match why {
        NotBegun::IsOpen => Answer::on(at::partner_health(slug, id), "A health check is open already."),
        NotBegun::NobodyAtPartner => Answer::on(
            at::new_partner_contact(slug, id),
            "This partner has no contact with an email address yet. Add the person who answers for it.",
        ),
        NotBegun::NobodyAtLibrary => Answer::on(
            at::partner_health_plan(slug, id),
            "Select who answers for the library first, then start the health check.",
        ),
    }
}

fn form(desk: &Desk<'_, Trainer>, partner: &Partner, library: &[Contact], theirs: &[Contact]) -> FormPage {
    let (slug, id) = (desk.slug(), partner.id);
    let names = |people: &[Contact]| people.iter().map(|one| &*one.name).collect::<Vec<_>>().join(", ");
    let closes = format::day(desk.now() + OPEN_FOR, &desk.zone());
    let people = wording::counted((library.len() + theirs.len()) as u64, "person gets", "people get");
    desk.form(MainPlace::Partners, format!("Start a health check with {}?", partner.name))
        .trail(trail(desk, partner, "Start"))
        .lead(format!("Library: {}.", names(library)))
        .lead(format!("{}: {}.", partner.name, names(theirs)))
        .lead(format!(
            "{} an email with a link now, and a second one in a week. It closes on {closes}, or as soon as everybody has \
             answered. Until then neither side sees what the other answered.",
            wording::capitalised(&people)
        ))
        .button("Start the health check", at::partner_health_start(slug, id))
        .cancel("Not now", at::partner_health(slug, id))
}
