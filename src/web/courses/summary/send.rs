//! Sending a summary before its time, after asking once. It goes the way that time would have sent it.

use uuid::Uuid;

use crate::{
    web::{
        Answer, Desk, Error, MainPlace, Result, Trainer, at,
        courses::summary::{count, find, find_open, named, trail},
    },
    work::publish,
};

#[rocket::get("/programmes/<_>/courses/<id>/summary/send")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let course = find_open(&desk, id).await?;
    let draft =
        publish::draft(desk.app, desk.programme(), &course, desk.now()).await?.ok_or(Error::NotFound)?;
    let named = named(&draft.recipients);
    let named = if named.is_empty() { "nobody".to_owned() } else { named.join(", ") };
    let count = count(&draft.recipients);
    let mut form = desk
        .form(MainPlace::Courses, format!("Send the summary to {count} now?"))
        .trail(trail(&desk, &course, "Send"))
        .lead(format!("It goes to {named}."))
        .lead(
            "Sending freezes the figures. You can’t change them or recall the email afterwards, but you can send a \
             correction.",
        )
        .button(format!("Send to {count}"), at::course_summary_send(desk.slug(), id))
        .cancel("Not yet", at::course_summary_preview(desk.slug(), id));
    form.lead.extend(desk.app.mail().await?.reach_nobody());
    Answer::page(&form)
}

#[rocket::post("/programmes/<_>/courses/<id>/summary/send")]
pub(crate) async fn send(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let course = find(&desk, id).await?;
    let by = Some(&desk.who().person);
    let sent = publish::publish(desk.app, desk.programme(), &course, by, desk.now()).await?;
    let flash = match sent {
        Some(_) => {
            desk.app.mail().await?.queued("The summary is written and queued", "The summary is on its way.")
        }
        None if find(&desk, id).await?.frozen_at.is_some() => "The summary was sent already.".to_owned(),
        // The feedback is open, or somebody is changing the summary at this moment.
        None => {
            let page = at::course_summary_preview(desk.slug(), id);
            return Ok(Answer::on(page, "The summary cannot be sent yet."));
        }
    };
    Ok(Answer::on(at::course_summary_deliveries(desk.slug(), id), flash))
}
