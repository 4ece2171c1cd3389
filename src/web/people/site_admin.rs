//! Making somebody a site administrator, or one no longer. Site administrators alone, and never the last of them.

use uuid::Uuid;

use crate::{
    store::{PersonRole, ProgrammeMember, site_admins},
    web::{
        Answer, Desk, Error, Field, FieldInput, FormData, FormPage, MainPlace, Result, SiteAdmin, at,
        people::{find, refuse, trail},
    },
};

#[rocket::get("/programmes/<_>/people/<id>/site-administrator")]
pub(crate) async fn ask(desk: Desk<'_, SiteAdmin>, id: Uuid) -> Result<Answer> {
    let member = find(&desk, id).await?;
    Answer::page(&form(&desk, &member))
}

/// Gives the right or takes it, as the form said; a form of before somebody else changed it changes nothing.
#[rocket::post("/programmes/<_>/people/<id>/site-administrator", data = "<data>")]
pub(crate) async fn change(desk: Desk<'_, SiteAdmin>, id: Uuid, data: FormData) -> Result<Answer> {
    let member = find(&desk, id).await?;
    let gives = match data.one("is_one") {
        "yes" => true,
        "no" => false,
        _ => return Err(Error::Unprocessable),
    };
    let name = &member.person.name;
    let back = at::person_site_administrator(desk.slug(), id);
    let tx = desk.change().await?;
    if gives && !member.is_in() {
        return refuse(&desk, back, format!("{name} cannot sign in yet"), "They need to sign in first.");
    }
    if !gives && !site_admins::has_other(&tx, id).await? {
        let heading = format!("{name} is the only site administrator");
        return refuse(&desk, back, heading, "Make somebody else one first.");
    }
    site_admins::set(&tx, id, gives).await?;
    let act = if gives { "made a site administrator" } else { "no longer a site administrator:" };
    desk.done(tx, act, &member.person.email).await?;
    let words = if gives {
        format!("{name} is now a site administrator")
    } else {
        format!("{name} is no longer a site administrator")
    };
    Ok(Answer::on(way_back(&desk, id), words))
}

/// The page of the person, for who may see it.
fn way_back(desk: &Desk<'_, SiteAdmin>, id: Uuid) -> String {
    match desk.who().role {
        PersonRole::Admin => at::person(desk.slug(), id),
        PersonRole::Trainer | PersonRole::Manager => at::account(desk.slug()),
    }
}

fn form(desk: &Desk<'_, SiteAdmin>, member: &ProgrammeMember) -> FormPage {
    let (id, name) = (member.person.id, &member.person.name);
    let action = at::person_site_administrator(desk.slug(), id);
    let (heading, value) = if member.person.site_admin {
        (format!("Remove {name} as a site administrator?"), "no")
    } else {
        (format!("Make {name} a site administrator?"), "yes")
    };
    let form = desk
        .form(MainPlace::Settings, heading)
        .trail(trail(desk.slug(), &member.person.email))
        .field(Field::new("is_one", name.clone(), FieldInput::Hidden(value.to_owned())))
        .cancel("Back without changing", way_back(desk, id));
    if member.person.site_admin {
        form.lead(
            "They’ll no longer be able to change settings for the whole site. They keep their roles in \
                   programmes.",
        )
        .destroys("Remove as a site administrator", action)
    } else {
        form.lead(
            "Site administrators manage the email server, sign-in rules, branding and other site \
             administrators. Anyone who controls the email server can read every email the site sends, \
             including password reset links.",
        )
        .button("Make a site administrator", action)
    }
}
