//! Letting people go, and in again: out of one programme, or out of the service.

use std::sync::Arc;

use rocket::State;

use crate::{
    app::App,
    store::{
        self, StoreError, audit,
        links::{self, Purpose},
        members::{self, Member},
        people::{self, Role},
        sessions,
    },
    web::{
        at,
        http::{error::Result, guard::Admin, page::Page, sent::Sent},
        parts::{
            form::{FormPage, Problems},
            frame::Site,
            nav::{self, Place},
            piece::Link,
        },
        people::{LAST, find, only_site_admins, refuse, trail},
    },
};

/// Asks before disabling.
#[rocket::get("/programmes/<slug>/people/<id>/disable")]
pub(crate) async fn ask_to_disable(
    slug: &str,
    id: uuid::Uuid,
    who: Admin,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let member = find(app, &who, id).await?;
    Page::of(&FormPage {
        heading: format!("Disable {}?", member.person.name),
        lead: vec![
            format!("{} is signed out everywhere at once and can sign in no more.", member.person.email),
            "What they did stays, and you can let them in again.".to_owned(),
        ],
        action: at::person_disable(slug, id),
        button: "Disable the account".to_owned(),
        ..confirmation(slug, &who, site, &member)
    })
}

/// Disables an account that belongs to this programme alone.
#[rocket::post("/programmes/<slug>/people/<id>/disable")]
pub(crate) async fn disable(
    slug: &str,
    id: uuid::Uuid,
    who: Admin,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Sent> {
    let member = find(app, &who, id).await?;
    if id == who.0.person.id {
        let why = "You would be shut out at once. Another administrator can do it.";
        return refuse(slug, &who, site, id, "You cannot disable yourself".to_owned(), why);
    }
    if let Some(refused) = only_site_admins(slug, &who, site, &member)? {
        return Ok(refused);
    }
    let tx = store::write(&app.db).await?;
    if members::programmes_of(&tx, id).await? > 1 {
        let why = "The account has a role in another programme too. Remove it from this programme instead.";
        return refuse(slug, &who, site, id, "This account is not disabled".to_owned(), why);
    }
    if is_last_admin(&tx, &who, &member).await? {
        return refuse(slug, &who, site, id, last(&member), LAST);
    }
    let now = app.clock.now().into();
    people::set_disabled(&tx, id, true).await?;
    links::end(&tx, Purpose::Welcome, Some(id), now).await?;
    links::end(&tx, Purpose::Reset, Some(id), now).await?;
    let programme = Some(who.0.programme.id);
    audit::record(&tx, programme, &who.0.person, "disabled", &member.person.email, now).await?;
    tx.commit().await.map_err(StoreError::from)?;
    let words = format!("{} is signed out and can sign in no more", member.person.name);
    Ok(Sent::and_tell(&at::person(slug, id), words))
}

/// Lets a disabled account in again.
#[rocket::post("/programmes/<slug>/people/<id>/enable")]
pub(crate) async fn enable(
    slug: &str,
    id: uuid::Uuid,
    who: Admin,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Sent> {
    let member = find(app, &who, id).await?;
    if let Some(refused) = only_site_admins(slug, &who, site, &member)? {
        return Ok(refused);
    }
    let tx = store::write(&app.db).await?;
    if members::programmes_of(&tx, id).await? > 1 {
        let why = "The account has a role in another programme too, so whoever runs the service decides: \
                   `common-ground user enable` does it.";
        return refuse(slug, &who, site, id, "This account stays disabled".to_owned(), why);
    }
    people::set_disabled(&tx, id, false).await?;
    let (programme, now) = (Some(who.0.programme.id), app.clock.now().into());
    audit::record(&tx, programme, &who.0.person, "let in again", &member.person.email, now).await?;
    tx.commit().await.map_err(StoreError::from)?;
    Ok(Sent::and_tell(&at::person(slug, id), format!("{} can sign in again", member.person.name)))
}

/// Asks before removing.
#[rocket::get("/programmes/<slug>/people/<id>/remove")]
pub(crate) async fn ask_to_remove(
    slug: &str,
    id: uuid::Uuid,
    who: Admin,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let member = find(app, &who, id).await?;
    Page::of(&FormPage {
        heading: format!("Remove {} from the programme?", member.person.name),
        lead: vec![
            format!(
                "{} sees nothing of this programme any more and gets none of its letters.",
                member.person.email
            ),
            "What they did stays. To take them back you add them again.".to_owned(),
        ],
        action: at::person_remove(slug, id),
        button: "Remove from the programme".to_owned(),
        ..confirmation(slug, &who, site, &member)
    })
}

/// Takes the role away.
#[rocket::post("/programmes/<slug>/people/<id>/remove")]
pub(crate) async fn remove(
    slug: &str,
    id: uuid::Uuid,
    who: Admin,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Sent> {
    let member = find(app, &who, id).await?;
    let tx = store::write(&app.db).await?;
    if is_last_admin(&tx, &who, &member).await? {
        return refuse(slug, &who, site, id, last(&member), LAST);
    }
    let (programme, now) = (who.0.programme.id, app.clock.now().into());
    if member.person.site_admin && members::programmes_of(&tx, id).await? == 1 {
        let why = "A site administrator needs a programme to sign in to, and this is their only one. A site \
                   administrator can take that right from them first.";
        return refuse(slug, &who, site, id, format!("{} is a site administrator", member.person.name), why);
    }
    members::remove(&tx, programme, id).await?;
    if members::programmes_of(&tx, id).await? == 0 {
        sessions::end_all(&tx, id).await?;
        links::end(&tx, Purpose::Welcome, Some(id), now).await?;
    }
    let object = format!("{} from the programme", member.person.email);
    audit::record(&tx, Some(programme), &who.0.person, "removed", &object, now).await?;
    tx.commit().await.map_err(StoreError::from)?;
    if id == who.0.person.id {
        return Ok(Sent::to(&at::programmes()));
    }
    let words = format!("{} was removed from the programme", member.person.name);
    Ok(Sent::and_tell(&at::people(slug), words))
}

/// Whether the programme would be left without anybody to run it.
async fn is_last_admin(tx: &store::Transaction, who: &Admin, member: &Member) -> Result<bool> {
    let other = members::has_other_admin(tx, who.0.programme.id, member.person.id).await?;
    Ok(member.role == Role::Admin && !other)
}

fn last(member: &Member) -> String {
    format!("{} is the last administrator", member.person.name)
}

fn confirmation(slug: &str, who: &Admin, site: &Arc<Site>, member: &Member) -> FormPage {
    let id = member.person.id;
    FormPage {
        frame: nav::frame(slug, &who.0, site, Place::Settings),
        trail: Some(trail(slug, member.person.email.clone())),
        heading: String::new(),
        lead: Vec::new(),
        sections: Vec::new(),
        problems: Problems::default(),
        action: String::new(),
        button: String::new(),
        destroys: true,
        cancel: Some(Link::new("Back without doing it", at::person(slug, id))),
    }
}
