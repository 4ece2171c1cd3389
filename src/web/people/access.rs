//! Letting people go, and in again: out of one programme, or out of the service.

use uuid::Uuid;

use crate::{
    store::{LinkPurpose, PersonRole, ProgrammeMember, Transaction, links, members, people, sessions},
    web::{
        Admin, Answer, Desk, FormPage, MainPlace, Result, at,
        people::{LAST, find, only_site_admins, refuse, trail},
    },
};

#[rocket::get("/programmes/<_>/people/<id>/disable")]
pub(crate) async fn ask_to_disable(desk: Desk<'_, Admin>, id: Uuid) -> Result<Answer> {
    let member = find(&desk, id).await?;
    let form = confirmation(&desk, &member, format!("Disable {}?", member.person.name))
        .lead(format!(
            "{} is signed out everywhere straight away and can no longer sign in.",
            member.person.email
        ))
        .lead("Their access tokens stop working, and stay revoked if you enable the account again.")
        .lead("Their work stays, and you can enable the account again.")
        .destroys("Disable the account", at::person_disable(desk.slug(), id));
    Answer::page(&form)
}

/// Disables an account that belongs to this programme alone.
#[rocket::post("/programmes/<_>/people/<id>/disable")]
pub(crate) async fn disable(desk: Desk<'_, Admin>, id: Uuid) -> Result<Answer> {
    let member = find(&desk, id).await?;
    if id == desk.who().person.id {
        let why = "You’d be signed out straight away. Another administrator can do it.";
        return refuse(&desk, at::person(desk.slug(), id), "You can’t disable your own account", why);
    }
    if let Some(refused) = only_site_admins(&desk, &member)? {
        return Ok(refused);
    }
    let tx = desk.change().await?;
    if members::programmes_of(&tx, id).await? > 1 {
        let why = "The account has a role in another programme too. Remove it from this programme instead.";
        return refuse(&desk, at::person(desk.slug(), id), "This account is not disabled", why);
    }
    if is_last_admin(&tx, &desk, &member).await? {
        return refuse(&desk, at::person(desk.slug(), id), last(&member), LAST);
    }
    let now = desk.now();
    people::set_disabled(&tx, id, true).await?;
    links::end(&tx, LinkPurpose::Welcome, Some(id), now).await?;
    links::end(&tx, LinkPurpose::Reset, Some(id), now).await?;
    desk.done(tx, "disabled", &member.person.email).await?;
    let words = format!("{} is signed out and can no longer sign in", member.person.name);
    Ok(Answer::on(at::person(desk.slug(), id), words))
}

#[rocket::post("/programmes/<_>/people/<id>/enable")]
pub(crate) async fn enable(desk: Desk<'_, Admin>, id: Uuid) -> Result<Answer> {
    let member = find(&desk, id).await?;
    if let Some(refused) = only_site_admins(&desk, &member)? {
        return Ok(refused);
    }
    let tx = desk.change().await?;
    if members::programmes_of(&tx, id).await? > 1 {
        let why = "This person has a role in another programme too. The person who runs the server can \
                   enable the account with `common-ground user enable`.";
        return refuse(&desk, at::person(desk.slug(), id), "This account stays disabled", why);
    }
    people::set_disabled(&tx, id, false).await?;
    desk.done(tx, "enabled", &member.person.email).await?;
    Ok(Answer::on(at::person(desk.slug(), id), format!("{} can sign in again", member.person.name)))
}

#[rocket::get("/programmes/<_>/people/<id>/remove")]
pub(crate) async fn ask_to_remove(desk: Desk<'_, Admin>, id: Uuid) -> Result<Answer> {
    let member = find(&desk, id).await?;
    let form = confirmation(&desk, &member, format!("Remove {} from the programme?", member.person.name))
        .lead(format!("{} will no longer see this programme or get its emails.", member.person.email))
        .lead("Their work stays. To bring them back, add them again.")
        .destroys("Remove from the programme", at::person_remove(desk.slug(), id));
    Answer::page(&form)
}

#[rocket::post("/programmes/<_>/people/<id>/remove")]
pub(crate) async fn remove(desk: Desk<'_, Admin>, id: Uuid) -> Result<Answer> {
    let member = find(&desk, id).await?;
    let tx = desk.change().await?;
    if is_last_admin(&tx, &desk, &member).await? {
        return refuse(&desk, at::person(desk.slug(), id), last(&member), LAST);
    }
    let (programme, now) = (desk.programme().id, desk.now());
    if member.person.site_admin && members::programmes_of(&tx, id).await? == 1 {
        let why = "A site administrator needs a programme to sign in to, and this is their only one. A site \
                   administrator can take that right from them first.";
        let heading = format!("{} is a site administrator", member.person.name);
        return refuse(&desk, at::person(desk.slug(), id), heading, why);
    }
    members::remove(&tx, programme, id).await?;
    if members::programmes_of(&tx, id).await? == 0 {
        sessions::end_all(&tx, id).await?;
        links::end(&tx, LinkPurpose::Welcome, Some(id), now).await?;
    }
    let object = format!("{} from the programme", member.person.email);
    desk.done(tx, "removed", &object).await?;
    if id == desk.who().person.id {
        return Ok(Answer::to(at::programmes()));
    }
    let words = format!("{} was removed from the programme", member.person.name);
    Ok(Answer::on(at::people(desk.slug()), words))
}

/// Whether the programme would be left without anybody to run it.
async fn is_last_admin(tx: &Transaction, desk: &Desk<'_, Admin>, member: &ProgrammeMember) -> Result<bool> {
    let other = members::has_other_admin(tx, desk.programme().id, member.person.id).await?;
    Ok(member.role == PersonRole::Admin && !other)
}

fn last(member: &ProgrammeMember) -> String {
    format!("{} is the last administrator", member.person.name)
}

fn confirmation(desk: &Desk<'_, Admin>, member: &ProgrammeMember, heading: String) -> FormPage {
    desk.form(MainPlace::Settings, heading)
        .trail(trail(desk.slug(), &member.person.email))
        .cancel("Back without changing anything", at::person(desk.slug(), member.person.id))
}
