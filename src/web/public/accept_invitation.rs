//! The first visit of somebody who was added: they choose a password and are in.

use crate::{
    store::{self, LinkPurpose, LinkStatus, Person, access, audit, links, people},
    system::{password, secret::hash},
    web::{
        Answer, FormData, FormPage, FormProblems, Link, Notice, Result, SignedInBy, Visitor, at,
        http::one_time_link,
        parts::{council, password_fields},
    },
};

/// Asks for a password; changes nothing, because mail scanners open links.
#[rocket::get("/welcome/<token>")]
pub(crate) async fn show(token: &str, visitor: Visitor<'_>) -> Result<Answer> {
    let person = one_time_link::person(&visitor, token, LinkPurpose::Welcome).await?;
    if let Some(label) = council::label(visitor.app)
        && visitor.app.password_keeper().await?.is_some()
    {
        return Answer::page(&Notice {
            frame: visitor.frame(),
            heading: format!("Welcome: sign in with your {label}"),
            lead: format!("This connects it to your account on this site, {}.", person.email),
            sentences: Vec::new(),
            link: Some(Link::new(format!("Use your {label}"), at::welcome_council(token))),
        });
    }
    Answer::page(&form(&visitor, token, &person, FormProblems::default()))
}

/// Sets the password and lets them in.
#[rocket::post("/welcome/<token>", data = "<entries>")]
pub(crate) async fn create(token: &str, visitor: Visitor<'_>, entries: FormData) -> Result<Answer> {
    let person = one_time_link::person(&visitor, token, LinkPurpose::Welcome).await?;
    let mut problems = FormProblems::default();
    let own = [&*person.name, &*person.email];
    let chosen = password_fields::chosen(&visitor, &entries, &own, &mut problems);
    if let Some(label) = council::label(visitor.app)
        && visitor.app.password_keeper().await?.is_some()
    {
        problems.add("password", format!("This site doesn’t accept passwords. Use your {label}"));
    }
    if !problems.is_empty() {
        return Answer::mend(&form(&visitor, token, &person, problems));
    }
    let hashed = password::hash(chosen.to_owned()).await?;
    let now = visitor.app.clock.now();
    let tx = store::write(&visitor.app.db).await?;
    // A password that was set in another way meanwhile is not replaced by an old letter.
    let waits = people::get(&tx, person.id).await?.is_some_and(|person| person.password_hash.is_none());
    if !links::redeem(&tx, &hash(token), now).await? || !waits {
        return Err(one_time_link::dead(LinkPurpose::Welcome, LinkStatus::Used));
    }
    access::set_password(&tx, person.id, hashed).await?;
    audit::record_everywhere(&tx, &person, "signed in for the first time", "", now).await?;
    visitor.let_in(tx, &person, SignedInBy::Us).await?;
    Ok(Answer::to(at::programmes()))
}

fn form(visitor: &Visitor<'_>, token: &str, person: &Person, problems: FormProblems) -> FormPage {
    let page = visitor
        .form("Welcome: choose a password")
        .lead(format!("You’ll sign in with {} and this password.", person.email));
    let page = match council::label(visitor.app) {
        Some(label) => page
            .lead(format!("Or use your {label}, and you won’t need a password here."))
            .other_way(format!("Use your {label}"), at::welcome_council(token)),
        None => page,
    };
    page.field(password_fields::new_password())
        .problems(problems)
        .button("Set password and sign in", at::welcome(token))
}
