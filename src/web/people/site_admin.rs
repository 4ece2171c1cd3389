//! Making somebody a site administrator, or one no longer. Site administrators alone, and never the last of them.

use std::sync::Arc;

use rocket::{State, http::Status};
use uuid::Uuid;

use crate::{
    app::App,
    store::{
        self, StoreError, audit,
        members::{self, Member},
        site_admins,
    },
    web::{
        at,
        http::{
            error::{Error, Result},
            form_data::Entries,
            guard::SiteAdmin,
            page::Page,
            sent::Sent,
        },
        parts::{
            form::{Field, FormPage, Input, Problems, Section},
            frame::Site,
            nav::{self, Place},
            notice::Notice,
            piece::Link,
        },
        people::trail,
    },
};

/// Asks before.
#[rocket::get("/programmes/<slug>/people/<id>/site-administrator")]
pub(crate) async fn ask(
    slug: &str,
    id: Uuid,
    who: SiteAdmin,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let member = find(app, &who, id).await?;
    Page::of(&form(slug, &who, site, &member))
}

/// Gives the right or takes it, as the form said; a form of before somebody else changed it changes nothing.
#[rocket::post("/programmes/<slug>/people/<id>/site-administrator", data = "<entries>")]
pub(crate) async fn change(
    slug: &str,
    id: Uuid,
    who: SiteAdmin,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
    entries: Entries,
) -> Result<Sent> {
    let member = find(app, &who, id).await?;
    let gives = match entries.one("is_one") {
        "yes" => true,
        "no" => false,
        _ => return Err(Error::Unprocessable),
    };
    let name = &member.person.name;
    let tx = store::write(&app.db).await?;
    if gives && !member.is_in() {
        return refuse(
            slug,
            &who,
            site,
            id,
            format!("{name} cannot sign in yet"),
            "They have to sign in first.",
        );
    }
    if !gives && !site_admins::has_other(&tx, id).await? {
        let heading = format!("{name} is the only site administrator");
        return refuse(slug, &who, site, id, heading, "Make somebody else one first.");
    }
    site_admins::set(&tx, id, gives).await?;
    let act = if gives { "made a site administrator" } else { "no longer a site administrator:" };
    let programme = Some(who.member.programme.id);
    audit::record(&tx, programme, &who.member.person, act, &member.person.email, app.clock.now().into())
        .await?;
    tx.commit().await.map_err(StoreError::from)?;
    let words = if gives {
        format!("{name} is now a site administrator")
    } else {
        format!("{name} is no longer a site administrator")
    };
    Ok(Sent::and_tell(&at::account(slug), words))
}

/// The page that says why nothing is changed.
fn refuse(
    slug: &str,
    who: &SiteAdmin,
    site: &Arc<Site>,
    id: Uuid,
    heading: String,
    why: &str,
) -> Result<Sent> {
    let page = Notice {
        frame: nav::frame(slug, &who.member, site, Place::Settings),
        heading,
        lead: why.to_owned(),
        sentences: Vec::new(),
        link: Some(Link::new("Back", at::person_site_administrator(slug, id))),
    };
    Ok(Sent::Page(Page::with_status(Status::UnprocessableEntity, &page)?))
}

async fn find(app: &App, who: &SiteAdmin, id: Uuid) -> Result<Member> {
    members::find(app.db.read(), who.member.programme.id, id).await?.ok_or(Error::NotFound)
}

fn form(slug: &str, who: &SiteAdmin, site: &Arc<Site>, member: &Member) -> FormPage {
    let (id, name) = (member.person.id, &member.person.name);
    let (heading, lead, button, value) = if member.person.site_admin {
        let lead =
            "They can no longer change what applies to the whole site. Their roles in programmes stay.";
        (format!("Stop {name} being a site administrator?"), lead, "Stop being a site administrator", "no")
    } else {
        let lead = "Site administrators set the email server, the sign-in rules and the look of the site, and decide \
                    who else is one. Whoever sets the email server can read every email that the site sends, links for \
                    new passwords included.";
        (format!("Make {name} a site administrator?"), lead, "Make a site administrator", "yes")
    };
    let fields = vec![Field::new("is_one", name.clone(), Input::Hidden(value.to_owned()))];
    FormPage {
        frame: nav::frame(slug, &who.member, site, Place::Settings),
        trail: Some(trail(slug, member.person.email.clone())),
        heading,
        lead: vec![lead.to_owned()],
        sections: vec![Section { fields, ..Section::default() }],
        problems: Problems::default(),
        action: at::person_site_administrator(slug, id),
        button: button.to_owned(),
        destroys: member.person.site_admin,
        cancel: Some(Link::new("Back without changing", at::account(slug))),
    }
}
