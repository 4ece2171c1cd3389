//! What somebody gets by email about the courses of a programme.

use crate::{
    store::{EmailChoice, email_choice, unsubscribes},
    web::{
        Answer, Desk, Field, FormChoice, FormData, FormPage, FormProblems, MainPlace, Member, Result,
        account::{EMAILS, trail},
        at,
    },
};

/// The form.
#[rocket::get("/programmes/<_>/account/summaries")]
pub(crate) async fn edit(desk: Desk<'_, Member>) -> Result<Answer> {
    let who = desk.who();
    let choice = email_choice::of_member(desk.db(), who.programme.id, who.person.id, who.role).await?;
    Answer::page(&form(&desk, choice.key(), has_stopped(&desk).await?, FormProblems::default()))
}

/// Keeps what they chose, for this programme.
#[rocket::post("/programmes/<_>/account/summaries", data = "<data>")]
pub(crate) async fn update(desk: Desk<'_, Member>, data: FormData) -> Result<Answer> {
    let who = desk.who();
    let Some(choice) = EmailChoice::from_key(data.one("emails")) else {
        let problems = FormProblems::one("emails", "Select what you want to get");
        return Answer::mend(&form(&desk, "", has_stopped(&desk).await?, problems));
    };
    let tx = desk.change().await?;
    email_choice::keep(&tx, who.programme.id, who.person.id, choice).await?;
    if choice != EmailChoice::Nothing {
        unsubscribes::lift(&tx, who.programme.id, &address(&desk)).await?;
    }
    let act = if choice == EmailChoice::Nothing {
        "stopped emails about courses of"
    } else {
        "chose emails about courses of"
    };
    desk.done(tx, act, &who.programme.name).await?;
    Ok(Answer::on(at::account(desk.slug()), "Your choice of emails was saved."))
}

/// The address of whoever is signed in, as the list of those who unsubscribed knows it.
fn address(desk: &Desk<'_, Member>) -> String {
    desk.app.secret.fingerprint(&desk.who().person.email.to_lowercase())
}

async fn has_stopped(desk: &Desk<'_, Member>) -> Result<bool> {
    let (secret, mine) = (&desk.app.secret, &desk.who().person.email);
    Ok(unsubscribes::has_stopped(desk.db(), secret, desk.programme().id, mine).await?)
}

fn form(desk: &Desk<'_, Member>, entered: &str, stopped: bool, problems: FormProblems) -> FormPage {
    let who = desk.who();
    let choices = EMAILS.iter().map(|(choice, words)| FormChoice::of(choice.key(), *words, [entered]));
    let mut form = desk
        .form(MainPlace::Account, "What you get")
        .trail(trail(desk))
        .lead(format!("Emails about the courses of {} go to {}.", who.programme.name, who.person.email));
    if stopped {
        form = form.lead(
            "You unsubscribed by the link in an email, so nothing is sent to you. Save anything but “Nothing” to start \
             again; invitations to surveys can then reach you as well.",
        );
    }
    form.field(Field::radios("emails", "Emails about courses", choices))
        .problems(problems)
        .button("Save", at::account_summaries(desk.slug()))
        .cancel("Back without changing", at::account(desk.slug()))
}
