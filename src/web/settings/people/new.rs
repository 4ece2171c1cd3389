//! Adding a person: a letter with a link that works once, with which they choose their password.

use jiff::ToSpan;
use uuid::Uuid;

use crate::{
    app::App,
    letters::{
        Sender,
        account::{self, AccountMatter},
    },
    mail::Address,
    store::{LinkPurpose, Person, PersonRole, Transaction, links, members, outbox, people, throttles},
    system::secret::hash,
    web::{
        Admin, Answer, Desk, Error, Field, FormData, FormPage, FormProblems, MainPlace, Result, at,
        http::{login_throttle, session},
        settings::people::{as_role, find, role_choices, trail},
    },
};

/// The longest name that is taken.
const NAME: usize = 200;
/// Days for which the link works.
const DAYS: i64 = 7;
/// Letters to one person without a wait between them.
const LETTERS: i32 = 3;

#[rocket::get("/programmes/<_>/people/new")]
pub(crate) async fn new(desk: Desk<'_, Admin>) -> Result<Answer> {
    let mut form = form(&desk, &FormData::default(), FormProblems::default());
    form.lead.extend(desk.app.mail().await?.reach_nobody());
    Answer::page(&form)
}

/// Adds the person and writes to them.
#[rocket::post("/programmes/<_>/people/new", data = "<data>")]
pub(crate) async fn create(desk: Desk<'_, Admin>, data: FormData) -> Result<Answer> {
    let (name, email) = (data.one("name"), Address::parse(data.one("email")));
    let role = PersonRole::from_key(data.one("role"));
    let mut problems = FormProblems::default();
    if name.is_empty() {
        problems.add("name", "Enter their name");
    } else if name.chars().count() > NAME {
        problems.add("name", format!("Enter a shorter name: at most {NAME} characters"));
    }
    if let Err(error) = &email {
        problems.add("email", format!("Enter their email address: {error}"));
    }
    problems.add_if(role.is_none(), "role", "Select a role");
    let (Ok(email), Some(role), true) = (email, role, problems.is_empty()) else {
        return Answer::mend(&form(&desk, &data, problems));
    };
    let (email, programme, now) = (email.to_string(), desk.programme(), desk.now());
    let tx = desk.change().await?;
    let known = people::find(&tx, &email).await?;
    if let Some(person) = &known
        && people::role(&tx, person.id, programme.id).await?.is_some()
    {
        problems.add("email", "Enter another address: this person is already in the programme");
        return Answer::mend(&form(&desk, &data, problems));
    }
    let id = match known {
        Some(person) => person.id,
        None => people::add(&tx, &email, name, None, now).await?,
    };
    members::add(&tx, programme.id, id, role, now).await?;
    let person = people::get(&tx, id).await?.ok_or(Error::NotFound)?;
    write_to(&tx, &desk, &person, role).await?;
    let object = format!("{} as {}", person.email, as_role(role));
    desk.done(tx, "added", &object).await?;
    let flash = desk.app.mail().await?.queued(
        &format!("{name} was added and an email is queued"),
        &format!("{name} was added and an email is on its way"),
    );
    Ok(Answer::on(at::people(desk.slug()), flash))
}

/// Writes to somebody again who has not come in; the earlier link stops working.
#[rocket::post("/programmes/<_>/people/<id>/resend")]
pub(crate) async fn resend(desk: Desk<'_, Admin>, id: Uuid) -> Result<Answer> {
    let member = find(&desk, id).await?;
    let page = at::person(desk.slug(), id);
    if member.person.disabled || member.person.password_hash.is_some() {
        return Ok(Answer::on(page, "No email was sent: they have already signed in"));
    }
    let now = desk.now();
    let tx = desk.change().await?;
    let key = desk.app.secret.fingerprint(&format!("welcome {id}"));
    if let Some(until) = throttles::count(&tx, &key, LETTERS, now).await? {
        return Err(login_throttle::wait(now, until));
    }
    write_to(&tx, &desk, &member.person, member.role).await?;
    desk.done(tx, "sent the invitation again to", &member.person.email).await?;
    let flash = desk.app.mail().await?.queued(
        "Another email is queued, and the link in the earlier one no longer works",
        "Another email is on its way; the link in the earlier one no longer works",
    );
    Ok(Answer::on(page, flash))
}

/// Queues the letter: with a link to choose a password, or, for somebody who has one, to the sign-in.
async fn write_to(tx: &Transaction, desk: &Desk<'_, Admin>, person: &Person, role: PersonRole) -> Result<()> {
    let (app, now): (&App, _) = (desk.app, desk.now());
    let (programme, role, by) = (&*desk.programme().name, as_role(role), &*desk.who().person.name);
    let sender = Sender::of_programme(app, &desk.programme().settings).await?;
    let letter = if person.password_hash.is_some() {
        let link = format!("{}{}", app.settings.site_url, at::sign_in());
        account::compose(&sender, person, AccountMatter::Joined { programme, role, by }, &link, now)?
    } else {
        let token = session::new_token()?;
        let until = now + (24 * DAYS).hours();
        links::make(tx, &hash(&token), LinkPurpose::Welcome, Some(person.id), now, until).await?;
        let link = format!("{}{}", app.settings.site_url, at::welcome(&token));
        account::compose(&sender, person, AccountMatter::Welcome { programme, role, by }, &link, now)?
    };
    outbox::enqueue(tx, letter, now).await?;
    Ok(())
}

fn form(desk: &Desk<'_, Admin>, data: &FormData, problems: FormProblems) -> FormPage {
    let slug = desk.slug();
    desk.form(MainPlace::Settings, "Add a person")
        .trail(trail(slug, "New"))
        .lead("People who only answer surveys need no account.")
        .field(Field::line("name", "Name", data.one("name")))
        .field(
            Field::typed("email", "email", "Email address", data.one("email"))
                .hint("They’ll get an email with a link, and sign in with this address."),
        )
        .field(Field::radios("role", "Role", role_choices(data.one("role"))))
        .problems(problems)
        .button("Add the person", at::new_person(slug))
        .cancel("Back without adding", at::people(slug))
}
