//! The first visit of somebody who was added: they choose a password and are in.

use crate::{
    store::{
        self, audit,
        links::{self, LinkPurpose, LinkStanding},
        people::{self, Person},
    },
    system::{password, secret::hash},
    web::{
        at,
        http::{
            answer::{Answer, Page},
            error::Result,
            form_data::FormData,
            one_time_link, session,
            visitor::Visitor,
        },
        parts::form::{FormPage, FormProblems},
    },
};

/// Asks for a password; changes nothing, because mail scanners open links.
#[rocket::get("/welcome/<token>")]
pub(crate) async fn show(token: &str, visitor: Visitor<'_>) -> Result<Page> {
    let person = one_time_link::person(&visitor, token, LinkPurpose::Welcome).await?;
    Page::of(&form(&visitor, token, &person, FormProblems::default()))
}

/// Sets the password and lets them in.
#[rocket::post("/welcome/<token>", data = "<entries>")]
pub(crate) async fn create(token: &str, visitor: Visitor<'_>, entries: FormData) -> Result<Answer> {
    let person = one_time_link::person(&visitor, token, LinkPurpose::Welcome).await?;
    let mut problems = FormProblems::default();
    let own = [&*person.name, &*person.email];
    let chosen = one_time_link::chosen(&visitor, &entries, &own, &mut problems);
    if !problems.is_empty() {
        return Answer::mend(&form(&visitor, token, &person, problems));
    }
    let hashed = password::hash(chosen.to_owned()).await?;
    let now = visitor.app.clock.now();
    let tx = store::write(&visitor.app.db).await?;
    // A password that was set in another way meanwhile is not replaced by an old letter.
    let waits = people::get(&tx, person.id).await?.is_some_and(|person| person.password_hash.is_none());
    if !links::spend(&tx, &hash(token), now).await? || !waits {
        return Err(one_time_link::dead(LinkPurpose::Welcome, LinkStanding::Used));
    }
    people::set_password(&tx, person.id, hashed).await?;
    audit::record_everywhere(&tx, &person, "signed in for the first time", "", now).await?;
    visitor.let_in(tx, &person).await?;
    Ok(Answer::to(at::programmes()))
}

fn form(visitor: &Visitor<'_>, token: &str, person: &Person, problems: FormProblems) -> FormPage {
    visitor
        .form("Welcome: choose a password")
        .lead(format!("You’ll sign in with {} and this password.", person.email))
        .field(session::new_password())
        .problems(problems)
        .button("Set password and sign in", at::welcome(token))
}
