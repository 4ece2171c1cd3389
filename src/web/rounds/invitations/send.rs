//! Sending the next email by hand to everybody who should get it, after a page that says how many go to whom.

use jiff::SignedDuration;
use uuid::Uuid;

use crate::{
    store::{Mailing, MailingKind, MailingState, mailings},
    web::{
        Answer, Desk, Error, Result, Trainer, at,
        rounds::{invitations::by_hand::MailingPreview, load::LoadedRound},
    },
    work::scheduler,
};

/// How long after a sending another is taken for the same.
const A_MOMENT: SignedDuration = SignedDuration::from_mins(1);

/// Asks before.
#[rocket::get("/programmes/<_>/rounds/<code>/invitations/send")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, code: &str) -> Result<Answer> {
    let shown = LoadedRound::find(&desk, code).await?;
    Error::not_found_unless(shown.round.takes_answers(desk.now()))?;
    let planned = mailings::of_round(desk.db(), shown.round.id).await?;
    let plan = MailingPreview::of(&desk, &shown, &planned).await?.ok_or(Error::NotFound)?;
    if let Some(why) = plan.why_not(&desk, &shown) {
        return Answer::page(&shown.note(&desk, "Send", "No email can be sent yet", &why));
    }
    let letters = plan.letters();
    let mut form = desk
        .form(shown.place(), format!("Send {letters} now?"))
        .trail(shown.trail_of_emails(&desk, "Send"))
        .button(format!("Send {letters}"), at::round_invitations_send(desk.slug(), code))
        .cancel("Back without sending", at::round_invitations(desk.slug(), code));
    form.lead.extend(plan.where_to(shown.is_anonymous()).into_iter().chain(plan.left_out()));
    form.lead.extend(desk.app.mail().await?.reach_nobody());
    Answer::page(&form.lead(format!(
        "Up to {} are sent each minute, and none after the survey has closed.",
        desk.app.settings.mail_per_minute
    )))
}

/// Brings the next email forward to now. The emails are queued by the work that time causes, once.
#[rocket::post("/programmes/<_>/rounds/<code>/invitations/send")]
pub(crate) async fn send(desk: Desk<'_, Trainer>, code: &str) -> Result<Answer> {
    let shown = LoadedRound::find(&desk, code).await?;
    let page = at::round_invitations(desk.slug(), code);
    let now = desk.now();
    let planned = mailings::of_round(desk.db(), shown.round.id).await?;
    let plan = MailingPreview::of(&desk, &shown, &planned).await?;
    // The second of a double click neither denies the first nor reminds those who were asked a moment ago.
    let is_just_done = planned.iter().any(|one| one.done_at.is_some_and(|done| done + A_MOMENT > now));
    if is_just_done && plan.as_ref().is_none_or(|plan| plan.kind != MailingKind::Invitation) {
        return Ok(Answer::on(page, "The emails are already on their way"));
    }
    let plan = plan.filter(|_| shown.round.takes_answers(now)).ok_or(Error::NotFound)?;
    if let Some(why) = plan.why_not(&desk, &shown) {
        return Ok(Answer::on(page, format!("Nothing was sent. {why}")));
    }
    let letters = plan.letters();
    let tx = desk.change().await?;
    let planned = mailings::of_round(&tx, shown.round.id).await?;
    let of_kind = || planned.iter().filter(|mailing| mailing.kind == plan.kind);
    if let Some(next) = of_kind().find(|mailing| mailing.state == MailingState::Planned) {
        mailings::move_to(&tx, next.id, now).await?;
    } else {
        let seq = of_kind().map(|mailing| mailing.seq).max().unwrap_or(0) + 1;
        let state = MailingState::Planned;
        let id = Uuid::new_v4();
        let new = Mailing { id, round: shown.round.id, kind: plan.kind, seq, at: now, state, done_at: None };
        mailings::add(&tx, &new).await?;
    }
    let act = match plan.kind {
        MailingKind::Invitation => "sent the invitation to",
        MailingKind::Reminder => "sent a reminder about",
    };
    desk.done(tx, act, shown.title()).await?;
    scheduler::run_due_in(desk.app, desk.programme().id, now).await?;
    let mail = desk.app.mail().await?;
    let (are, on_their_way) =
        if letters.starts_with("1 ") { ("is", "is on its way") } else { ("are", "are on their way") };
    let flash = mail.queued(&format!("{letters} {are} queued"), &format!("{letters} {on_their_way}"));
    Ok(Answer::on(page, flash))
}
