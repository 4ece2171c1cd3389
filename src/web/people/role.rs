//! Changing what a person may do.

use std::sync::Arc;

use rocket::State;

use crate::{
    app::App,
    store::{
        self, StoreError, audit,
        members::{self, Member},
        people::Role,
    },
    web::{
        at,
        http::{error::Result, form_data::Entries, guard::Admin, page::Page, sent::Sent},
        parts::{
            form::{Field, FormPage, Input, Problems, Section},
            frame::Site,
            nav::{self, Place},
            piece::Link,
        },
        people::{LAST, as_role, find, role_choices, trail},
    },
};

/// The form.
#[rocket::get("/programmes/<slug>/people/<id>/role")]
pub(crate) async fn edit(
    slug: &str,
    id: uuid::Uuid,
    who: Admin,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let member = find(app, &who, id).await?;
    Page::of(&form(slug, &who, site, &member, member.role.key(), Problems::default()))
}

/// Changes the role.
#[rocket::post("/programmes/<slug>/people/<id>/role", data = "<entries>")]
pub(crate) async fn update(
    slug: &str,
    id: uuid::Uuid,
    who: Admin,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
    entries: Entries,
) -> Result<Sent> {
    let member = find(app, &who, id).await?;
    let mut problems = Problems::default();
    let Some(role) = Role::from_key(entries.one("role")) else {
        problems.add("role", "Select what they may do");
        return Sent::again(&form(slug, &who, site, &member, "", problems));
    };
    let programme = who.0.programme.id;
    let tx = store::write(&app.db).await?;
    let other = members::has_other_admin(&tx, programme, id).await?;
    if member.role == Role::Admin && role != Role::Admin && !other {
        problems.add("role", format!("{} is the last administrator. {LAST}", member.person.name));
        return Sent::again(&form(slug, &who, site, &member, role.key(), problems));
    }
    members::set_role(&tx, programme, id, role).await?;
    let object = format!("{} to {}", member.person.email, as_role(role));
    let now = app.clock.now().into();
    audit::record(&tx, Some(programme), &who.0.person, "changed the role of", &object, now).await?;
    tx.commit().await.map_err(StoreError::from)?;
    let words = format!("{} is {} now", member.person.name, as_role(role));
    // Whoever gave up administering cannot see the page of people any more.
    if id == who.0.person.id && role != Role::Admin {
        return Ok(Sent::and_tell(&at::account(slug), words));
    }
    Ok(Sent::and_tell(&at::person(slug, id), words))
}

fn form(
    slug: &str,
    who: &Admin,
    site: &Arc<Site>,
    member: &Member,
    entered: &str,
    problems: Problems,
) -> FormPage {
    let id = member.person.id;
    let field = Field::new("role", "What they may do", Input::Radios(role_choices(entered)));
    FormPage {
        frame: nav::frame(slug, &who.0, site, Place::Settings),
        trail: Some(trail(slug, member.person.email.clone())),
        heading: format!("Change the role of {}", member.person.name),
        lead: vec!["It counts from their next page on.".to_owned()],
        sections: vec![Section { fields: vec![field], ..Section::default() }],
        problems,
        action: at::person_role(slug, id),
        button: "Change the role".to_owned(),
        destroys: false,
        cancel: Some(Link::new("Back without changing", at::person(slug, id))),
    }
}
