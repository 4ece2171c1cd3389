//! Changing one's own password.

use std::sync::Arc;

use rocket::{State, http::CookieJar};

use crate::{
    app::App,
    password,
    store::{
        self, StoreError, audit,
        links::{self, Purpose},
        people,
    },
    web::{
        account::{knows_password, present_password, trail, way_back},
        at,
        http::{
            answer::{Answer, Page},
            error::Result,
            form_data::FormData,
            guard::Member,
            session,
            visitor::Stranger,
        },
        parts::{
            form::{FormPage, Problems, Section},
            frame::Site,
            nav::{self, Place},
        },
    },
};

/// The form.
#[rocket::get("/programmes/<slug>/account/password")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn edit(slug: &str, who: Member, site: &State<Arc<Site>>) -> Result<Page> {
    Page::of(&form(slug, &who, site, Problems::default()))
}

/// Changes the password, signs out everywhere, and in again here.
#[rocket::post("/programmes/<slug>/account/password", data = "<entries>")]
pub(crate) async fn update(
    slug: &str,
    who: Member,
    stranger: Stranger,
    cookies: &CookieJar<'_>,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
    entries: FormData,
) -> Result<Answer> {
    let person = &who.person;
    let chosen = entries.untrimmed("password");
    let mut problems = Problems::default();
    if let Some(weak) = session::weakness(app, &site.brand.now().name, chosen, &[&person.name, &person.email])
    {
        problems.add("password", weak.to_string());
    }
    if !knows_password(app, cookies, &stranger.client, person, entries.untrimmed("present")).await? {
        problems.add("present", "Enter the password that you signed in with: this is another one");
    }
    if !problems.is_empty() {
        return Answer::mend(&form(slug, &who, site, problems));
    }
    let hashed = password::hash(chosen.to_owned()).await?;
    let now = app.clock.now().into();
    let tx = store::write(&app.db).await?;
    people::set_password(&tx, person.id, hashed).await?;
    links::end(&tx, Purpose::Reset, Some(person.id), now).await?;
    audit::record_everywhere(&tx, person, "changed their password with", &stranger.browser, now).await?;
    let session = session::open(&tx, app, cookies, person, &stranger.browser).await?;
    tx.commit().await.map_err(StoreError::from)?;
    cookies.add_private(session);
    let words = "Your new password is set, and you are signed out everywhere else";
    Ok(Answer::on(&at::account(slug), words))
}

fn form(slug: &str, who: &Member, site: &Arc<Site>, problems: Problems) -> FormPage {
    let mut new = session::new_password();
    "Your new password".clone_into(&mut new.label);
    FormPage {
        frame: nav::frame(who, site, Place::Account),
        trail: Some(trail(slug, who)),
        heading: "Change your password".to_owned(),
        lead: vec!["It signs you out everywhere but here.".to_owned()],
        sections: vec![Section { fields: vec![present_password(), new], ..Section::default() }],
        problems,
        action: at::account_password(slug),
        button: "Change the password".to_owned(),
        destroys: false,
        cancel: Some(way_back(slug)),
    }
}
