//! Sending the invitation to one person by hand, whose first one did not leave.

use uuid::Uuid;

use crate::{
    letters::invitation::InvitationEmail,
    store::{InvitedRecipient, MailingKind, invitation_letters, outbox},
    web::{
        Answer, Desk, Error, Result, Trainer, at,
        rounds::{invitations::outcome, load::LoadedRound},
    },
};

/// Somebody whose invitation may be sent by hand.
async fn find(desk: &Desk<'_, Trainer>, shown: &LoadedRound, id: Uuid) -> Result<InvitedRecipient> {
    Error::not_found_unless(shown.round.takes_answers(desk.now()))?;
    let one = shown.recipient(desk, id).await?;
    if outcome::may_be_sent(&one, shown.is_anonymous()) { Ok(one) } else { Err(Error::NotFound) }
}

/// Asks before.
#[rocket::get("/programmes/<_>/rounds/<code>/invitations/<id>/send")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, code: &str, id: Uuid) -> Result<Answer> {
    let shown = LoadedRound::find(&desk, code).await?;
    let one = find(&desk, &shown, id).await?;
    let state = outcome::of(&one, shown.is_anonymous(), &shown.zone);
    let mut form = desk
        .form(shown.place(), format!("Send the invitation to {}?", one.name))
        .trail(shown.trail_of_emails(&desk, "Send"))
        .lead(format!("{}. {state}", one.email))
        .lead("If the first one did arrive, they’ll get it twice.")
        .button("Send the invitation", at::round_invitation_send(desk.slug(), code, id))
        .cancel("Back without sending", at::round_invitations(desk.slug(), code));
    form.lead.extend(desk.app.mail().await?.reach_nobody());
    Answer::page(&form)
}

/// Queues it. A button pressed twice queues it once, because the key counts the letters.
#[rocket::post("/programmes/<_>/rounds/<code>/invitations/<id>/send")]
pub(crate) async fn send(desk: Desk<'_, Trainer>, code: &str, id: Uuid) -> Result<Answer> {
    let shown = LoadedRound::find(&desk, code).await?;
    let one = find(&desk, &shown, id).await?;
    let (app, now) = (desk.app, desk.now());
    let kind = MailingKind::Invitation;
    let unique = format!("invitation {} {} by hand {}", one.invitation, kind.key(), one.letters.len());
    let letter = InvitationEmail::of(app, desk.programme(), &shown.round)
        .await?
        .compose(app, &one, kind, unique, now)?;
    let letter_id = letter.id;
    let tx = desk.change().await?;
    if outbox::enqueue(&tx, letter, now).await? {
        invitation_letters::note(&tx, letter_id, one.invitation, kind, 1).await?;
        desk.done(tx, "sent the invitation again about", shown.title()).await?;
    } else {
        tx.commit().await?;
    }
    let what = format!("The invitation to {}", one.name);
    let mail = app.mail().await?;
    Ok(Answer::on(
        at::round_invitations(desk.slug(), code),
        mail.queued(&format!("{what} is queued"), &format!("{what} is on its way")),
    ))
}
