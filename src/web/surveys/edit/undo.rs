//! The last change of a survey undone.

use crate::{
    store::custom_surveys,
    survey::{ENGLISH, Survey},
    web::{Answer, Desk, FormData, Result, Trainer, at, surveys::load::own},
};

/// Puts the survey back as it was before its last change, if that is still the one which the button named.
#[rocket::post("/programmes/<_>/surveys/<key>/undo", data = "<entries>")]
pub(crate) async fn undo(desk: Desk<'_, Trainer>, key: &str, entries: FormData) -> Result<Answer> {
    let own = own(&desk, key).await?;
    let page = at::survey(desk.slug(), key);
    if entries.one("edit") != own.edit.to_string() {
        let what = "Nothing was undone, because the survey was changed after you opened this page. See what it is now";
        return Ok(Answer::on(page, what));
    }
    let tx = desk.change().await?;
    let Some((said, now)) = custom_surveys::undo(&tx, &own, desk.now()).await? else {
        return Ok(Answer::on(page, "There is nothing left to undo"));
    };
    desk.done(tx, "undid a change of the survey", now.title.read(now.sides[0], ENGLISH)).await?;
    // Back to what came back; or to the button, for the change before.
    let place = match returned(&own.draft, &now) {
        Some(item) if entries.is_on("here") => format!("#change-{item}"),
        _ => "#undo".to_owned(),
    };
    Ok(Answer::on(format!("{page}{place}"), format!("Undone: {said}")))
}

/// The first question that was not there before.
fn returned<'s>(before: &Survey, now: &'s Survey) -> Option<&'s str> {
    now.items().find(|item| before.item(&item.key).is_none()).map(|item| item.key.as_str())
}
