//! The page behind the link in the letter for a forgotten password: another one is chosen.

use crate::{
    store::{
        self, StoreError, audit,
        links::{self, LinkPurpose, LinkStanding},
        people,
    },
    system::{password, secret::hash},
    web::{
        at,
        http::{
            answer::{Answer, Page},
            error::Result,
            form_data::FormData,
            login_throttle::Try,
            one_time_link, session,
            visitor::Visitor,
        },
        parts::form::{FormPage, FormProblems},
    },
};

#[rocket::get("/sign-in/new/<token>")]
pub(crate) async fn ask(token: &str, visitor: Visitor<'_>) -> Result<Page> {
    one_time_link::person(&visitor, token, LinkPurpose::Reset).await?;
    Page::of(&form(&visitor, token, FormProblems::default()))
}

/// Sets it and ends every session. Signing in follows, for the sake of a second factor.
#[rocket::post("/sign-in/new/<token>", data = "<entries>")]
pub(crate) async fn set(token: &str, visitor: Visitor<'_>, entries: FormData) -> Result<Answer> {
    let app = visitor.app;
    let person = one_time_link::person(&visitor, token, LinkPurpose::Reset).await?;
    let mut problems = FormProblems::default();
    let own = [&*person.name, &*person.email];
    let chosen = one_time_link::chosen(&visitor, &entries, &own, &mut problems);
    if !problems.is_empty() {
        return Answer::mend(&form(&visitor, token, problems));
    }
    let hashed = password::hash(chosen.to_owned()).await?;
    let now = app.clock.now();
    let tx = store::write(&app.db).await?;
    if !links::spend(&tx, &hash(token), now).await? {
        return Err(one_time_link::dead(LinkPurpose::Reset, LinkStanding::Used));
    }
    people::set_password(&tx, person.id, hashed).await?;
    links::end(&tx, LinkPurpose::Welcome, Some(person.id), now).await?;
    audit::record_everywhere(&tx, &person, "chose another password with", &visitor.browser(), now).await?;
    tx.commit().await.map_err(StoreError::from)?;
    // Whoever mistyped the old one often need not wait to use the new one.
    Try::at_password(app, visitor.cookies, &person.email, &visitor.client).was_right(app).await?;
    Ok(Answer::on(at::sign_in(), "Your new password is set. Sign in with it"))
}

fn form(visitor: &Visitor<'_>, token: &str, problems: FormProblems) -> FormPage {
    visitor
        .form("Choose a new password")
        .lead("You’ll be signed out everywhere, on this device too.")
        .field(session::new_password())
        .problems(problems)
        .button("Set password", at::new_password(token))
}
