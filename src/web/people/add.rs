//! Adding a person: a letter with a link that works once, with which they choose their password.

use std::sync::Arc;

use jiff::ToSpan;
use rocket::State;

use crate::{
    app::App,
    letters::{
        Sender,
        account::{self, About},
    },
    mail::Address,
    secret::hash,
    store::{
        self, StoreError, Transaction, audit,
        links::{self, Purpose},
        members, outbox,
        people::{self, Person, Role},
        waits,
    },
    web::{
        at,
        http::{
            error::{Error, Result},
            form_data::Entries,
            guard::Admin,
            login_throttle,
            page::Page,
            sent::Sent,
            session,
        },
        parts::{
            form::{Field, FormPage, Input, Problems, Section},
            frame::Site,
            nav::{self, Place},
            piece::Link,
        },
        people::{as_role, find, role_choices, trail},
    },
};

/// The longest name that is taken.
const NAME: usize = 200;
/// Days for which the link works.
const DAYS: i64 = 7;
/// Letters to one person without a wait between them.
const LETTERS: i32 = 3;

/// The form.
#[rocket::get("/programmes/<slug>/people/new")]
pub(crate) async fn new(
    slug: &str,
    who: Admin,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let mut form = form(slug, &who, site, &Entries::default(), Problems::default());
    form.lead.extend(app.mail().await?.reach_nobody());
    Page::of(&form)
}

/// Adds the person and writes to them.
#[rocket::post("/programmes/<slug>/people/new", data = "<entries>")]
pub(crate) async fn create(
    slug: &str,
    who: Admin,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
    entries: Entries,
) -> Result<Sent> {
    let (name, email) = (entries.one("name"), Address::parse(entries.one("email")));
    let role = Role::from_key(entries.one("role"));
    let mut problems = Problems::default();
    if name.is_empty() {
        problems.add("name", "Enter their name");
    } else if name.chars().count() > NAME {
        problems.add("name", format!("Enter a shorter name: at most {NAME} characters"));
    }
    if let Err(error) = &email {
        problems.add("email", format!("Enter their email address: {error}"));
    }
    if role.is_none() {
        problems.add("role", "Select what they may do");
    }
    let (Ok(email), Some(role), true) = (email, role, problems.is_empty()) else {
        return Sent::again(&form(slug, &who, site, &entries, problems));
    };
    let (email, programme, now) = (email.to_string(), &who.0.programme, app.clock.now().into());
    let tx = store::write(&app.db).await?;
    let known = people::find(&tx, &email).await?;
    if let Some(person) = &known
        && people::role(&tx, person.id, programme.id).await?.is_some()
    {
        problems.add("email", "Enter another address: this person is in the programme already");
        return Sent::again(&form(slug, &who, site, &entries, problems));
    }
    let id = match known {
        Some(person) => person.id,
        None => people::add(&tx, &email, name, None, now).await?,
    };
    members::add(&tx, programme.id, id, role, now).await?;
    let person = people::get(&tx, id).await?.ok_or(Error::NotFound)?;
    write_to(&tx, app, &who, &person, role).await?;
    let object = format!("{} as {}", person.email, as_role(role));
    audit::record(&tx, Some(programme.id), &who.0.person, "added", &object, now).await?;
    tx.commit().await.map_err(StoreError::from)?;
    let told = app.mail().await?.queued(
        &format!("{name} was added and an email is queued"),
        &format!("{name} was added and an email is on its way"),
    );
    Ok(Sent::and_tell(&at::people(slug), told))
}

/// Writes to somebody again who has not come in; the earlier link stops working.
#[rocket::post("/programmes/<slug>/people/<id>/resend")]
pub(crate) async fn resend(slug: &str, id: uuid::Uuid, who: Admin, app: &State<Arc<App>>) -> Result<Sent> {
    let member = find(app, &who, id).await?;
    let page = at::person(slug, id);
    if member.person.disabled || member.person.password_hash.is_some() {
        return Ok(Sent::and_tell(&page, "No email was sent: there is nothing to come in with"));
    }
    let now = app.clock.now();
    let tx = store::write(&app.db).await?;
    let key = app.secret.fingerprint(&format!("welcome {id}"));
    if let Some(until) = waits::count(&tx, &key, LETTERS, now).await? {
        return Err(login_throttle::wait(now, until));
    }
    write_to(&tx, app, &who, &member.person, member.role).await?;
    let act = "sent the first letter again to";
    audit::record(&tx, Some(who.0.programme.id), &who.0.person, act, &member.person.email, now.into())
        .await?;
    tx.commit().await.map_err(StoreError::from)?;
    let told = app.mail().await?.queued(
        "Another email is queued, and the link in the earlier one no longer works",
        "Another email is on its way; the link in the earlier one no longer works",
    );
    Ok(Sent::and_tell(&page, told))
}

/// Queues the letter: with a link to choose a password, or, for somebody who has one, to the sign-in.
async fn write_to(tx: &Transaction, app: &App, who: &Admin, person: &Person, role: Role) -> Result<()> {
    let now = app.clock.now();
    let (programme, role, by) = (&*who.0.programme.name, as_role(role), &*who.0.person.name);
    let sender = Sender::of_programme(app, &who.0.programme.settings).await?;
    let letter = if person.password_hash.is_some() {
        let link = format!("{}{}", app.settings.site_url, at::sign_in());
        account::compose(&sender, person, About::Joined { programme, role, by }, &link, now)?
    } else {
        let token = session::new_token()?;
        let until = now + (24 * DAYS).hours();
        links::make(tx, &hash(&token), Purpose::Welcome, Some(person.id), now.into(), until.into()).await?;
        let link = format!("{}{}", app.settings.site_url, at::welcome(&token));
        account::compose(&sender, person, About::Welcome { programme, role, by }, &link, now)?
    };
    outbox::enqueue(tx, letter, now.into()).await?;
    Ok(())
}

fn form(slug: &str, who: &Admin, site: &Arc<Site>, entries: &Entries, problems: Problems) -> FormPage {
    let fields = vec![
        Field::line("name", "Name", entries.one("name")),
        Field::typed("email", "email", "Email address", entries.one("email"))
            .hint("They get an email with a link, and sign in with this address."),
        Field::new("role", "What they may do", Input::Radios(role_choices(entries.one("role")))),
    ];
    FormPage {
        frame: nav::frame(slug, &who.0, site, Place::Settings),
        trail: Some(trail(slug, "New".to_owned())),
        heading: "Add a person".to_owned(),
        lead: vec!["People who only answer surveys need no account.".to_owned()],
        sections: vec![Section { fields, ..Section::default() }],
        problems,
        action: at::new_person(slug),
        button: "Add the person".to_owned(),
        destroys: false,
        cancel: Some(Link::new("Back without adding", at::people(slug))),
    }
}
