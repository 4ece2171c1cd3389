//! Whether somebody gets a copy of every summary; managers do whatever they choose here.

use crate::{
    store::members,
    web::{
        at,
        http::{answer::Answer, desk::Desk, error::Result, form_data::FormData, guard::Member},
    },
};

/// Keeps what they chose, for this programme.
#[rocket::post("/programmes/<_>/account/summaries", data = "<data>")]
pub(crate) async fn update(desk: Desk<'_, Member>, data: FormData) -> Result<Answer> {
    let wants = data.one("copies") == "yes";
    let who = desk.who();
    let tx = desk.change().await?;
    members::set_summary_copies(&tx, who.programme.id, who.person.id, wants).await?;
    let act = if wants { "asked for copies of summaries of" } else { "stopped copies of summaries of" };
    desk.done(tx, act, &who.programme.name).await?;
    let told =
        if wants { "You’ll get a copy of every summary." } else { "You won’t get copies of summaries." };
    Ok(Answer::on(at::account(desk.slug()), told))
}
