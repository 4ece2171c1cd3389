//! The addresses that want no more mail: how many there are, whether one is among them, and adding one for somebody
//! who asks by phone.

use crate::{
    mail::Address,
    store::{invitations, unsubscribes},
    web::{
        at,
        http::{answer::Answer, desk::Desk, error::Result, form_data::FormData, guard::Trainer},
        partners::{capital, trail},
        parts::{
            form::{Choice, Field, FormPage, Input, Problems},
            nav::Place,
        },
    },
};

/// The page.
#[rocket::get("/programmes/<_>/partners/stopped")]
pub(crate) async fn show(desk: Desk<'_, Trainer>) -> Result<Answer> {
    let data = FormData::of([("act", "check")]);
    Answer::page(&form(&desk, &data, Problems::default()).await?)
}

/// Says whether an address has stopped, or stops it.
#[rocket::post("/programmes/<_>/partners/stopped", data = "<data>")]
pub(crate) async fn act(desk: Desk<'_, Trainer>, data: FormData) -> Result<Answer> {
    let programme = desk.programme().id;
    let mut problems = Problems::default();
    let address = data.one("email").to_lowercase();
    if let Err(error) = Address::parse(&address) {
        problems.add("email", format!("Check the email address: {error}"));
    }
    if !["check", "stop"].contains(&data.one("act")) {
        problems.add("act", "Select what to do");
    }
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, &data, problems).await?);
    }
    let hash = desk.app.secret.fingerprint(&address);
    let page = at::partners_stopped(desk.slug());
    if data.one("act") == "check" {
        let stopped = invitations::is_stopped(desk.db(), programme, &hash).await?;
        let told = if stopped { "has asked for no more mail" } else { "has not asked for mail to stop" };
        return Ok(Answer::on(page, format!("{address} {told}.")));
    }
    let tx = desk.change().await?;
    invitations::stop(&tx, programme, &hash, desk.now()).await?;
    desk.done(tx, "stopped mail on request", "an address").await?;
    Ok(Answer::on(page, format!("{address} gets no more mail from this programme.")))
}

async fn form(desk: &Desk<'_, Trainer>, data: &FormData, problems: Problems) -> Result<FormPage> {
    let slug = desk.slug();
    let heading = match unsubscribes::all(desk.db(), desk.programme().id).await?.len() {
        0 => "Nobody has asked for mail to stop".to_owned(),
        1 => "One address wants no more mail".to_owned(),
        several => format!("{} addresses want no more mail", capital(several)),
    };
    let chosen = data.one("act");
    let acts = vec![
        Choice::of("check", "Look whether it is on the list", [chosen]),
        Choice::of("stop", "Put it on the list, because the person asked for that", [chosen]),
    ];
    Ok(desk
        .form(Place::Partners, heading)
        .trail(trail(slug, "No more mail"))
        .lead(
            "Addresses that stop are kept as fingerprints alone, so that the list can be asked about one address \
             and cannot be read out. No invitation and no reminder goes to them.",
        )
        .lead(
            "Staff cannot take an address off the list. Whoever wants mail again can answer by the open link of a \
             survey, or use another address.",
        )
        .field(Field::typed("email", "email", "Email address", data.one("email")))
        .field(Field::new("act", "What to do", Input::Radios(acts)))
        .problems(problems)
        .button("Go on", at::partners_stopped(slug))
        .cancel("Back to partners", at::partners(slug)))
}
