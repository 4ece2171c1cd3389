//! The addresses that want no more mail: how many there are, whether one is among them, and adding one for somebody
//! who asks by phone.

use crate::{
    mail::Address,
    store::unsubscribes,
    web::{
        Answer, Desk, Field, FormChoice, FormData, FormPage, FormProblems, MainPlace, Result, Trainer, at,
        partners::{capital, trail},
    },
};

#[rocket::get("/programmes/<_>/partners/stopped")]
pub(crate) async fn show(desk: Desk<'_, Trainer>) -> Result<Answer> {
    let data = FormData::of([("act", "check")]);
    Answer::page(&form(&desk, &data, FormProblems::default()).await?)
}

/// Says whether an address has stopped, or stops it.
#[rocket::post("/programmes/<_>/partners/stopped", data = "<data>")]
pub(crate) async fn act(desk: Desk<'_, Trainer>, data: FormData) -> Result<Answer> {
    let programme = desk.programme().id;
    let mut problems = FormProblems::default();
    let address = data.one("email").to_lowercase();
    if let Err(error) = Address::parse(&address) {
        problems.add("email", format!("Check the email address: {error}"));
    }
    problems.add_if(!["check", "stop"].contains(&data.one("act")), "act", "Select what to do");
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, &data, problems).await?);
    }
    let (secret, page) = (&desk.app.secret, at::partners_stopped(desk.slug()));
    if data.one("act") == "check" {
        let stopped = unsubscribes::has_stopped(desk.db(), secret, programme, &address).await?;
        let told = if stopped { "has unsubscribed" } else { "hasn’t unsubscribed" };
        return Ok(Answer::on(page, format!("{address} {told}.")));
    }
    let tx = desk.change().await?;
    unsubscribes::stop(&tx, secret, programme, &address, desk.now()).await?;
    desk.done(tx, "unsubscribed an address on request", "an address").await?;
    Ok(Answer::on(page, format!("{address} won’t get any more emails from this programme.")))
}

async fn form(desk: &Desk<'_, Trainer>, data: &FormData, problems: FormProblems) -> Result<FormPage> {
    let slug = desk.slug();
    let heading = match unsubscribes::count(desk.db(), desk.programme().id).await? {
        0 => "Nobody has unsubscribed".to_owned(),
        1 => "One address has unsubscribed".to_owned(),
        several => format!("{} addresses have unsubscribed", capital(several)),
    };
    let chosen = data.one("act");
    let acts = vec![
        FormChoice::of("check", "Check whether it’s on the list", [chosen]),
        FormChoice::of("stop", "Add it to the list, because the person asked", [chosen]),
    ];
    Ok(desk
        .form(MainPlace::Partners, heading)
        .trail(trail(slug, "Unsubscribe list"))
        .lead(
            "We only keep a fingerprint of each address, so you can check one address but can’t list them. \
             They get no invitations or reminders.",
        )
        .lead(
            "Staff can’t remove an address from the list. People who change their mind can use a survey’s \
             open link, or another address.",
        )
        .field(Field::typed("email", "email", "Email address", data.one("email")))
        .field(Field::radios("act", "What to do", acts))
        .problems(problems)
        .button("Go on", at::partners_stopped(slug))
        .cancel("Back to partners", at::partners(slug)))
}
