//! Changing a survey of the programme: its dates, closing it early, cancelling it, planning it again; and when it may not be deleted.

use common_ground_reports::wording;
use jiff::Timestamp;

use crate::{
    store::{Transaction, timetable},
    survey::Window,
    web::{Desk, FormProblems, Result, Trainer, parts::round::load::LoadedRound},
    work::scheduler,
};

/// Why a survey stays that a course compares.
pub(crate) const COMPARED: &str =
    "A course compares its answers with this survey, so it stays as long as the course does.";
/// Why a survey stays for a moment.
pub(crate) const JUST_CLOSED: &str =
    "It has just closed, and we’re still removing the order in which answers came. Try again in a minute.";

/// What the activity log says of a survey that was deleted.
pub(crate) fn deleted_with(answered: u64) -> String {
    format!("deleted the survey with {}", wording::counted(answered, "answer", "answers"))
}

/// Cancels it, which ends the change. Returns false, and changes nothing, where it has opened.
pub(crate) async fn call_off(desk: &Desk<'_, Trainer>, tx: Transaction, shown: &LoadedRound) -> Result<bool> {
    if !timetable::cancel_round(&tx, shown.round.id).await? {
        return Ok(false);
    }
    desk.done(tx, "cancelled the survey", shown.title()).await?;
    Ok(true)
}

/// Plans it again, which ends the change. Returns false, and changes nothing, where it was not cancelled or its time is over.
pub(crate) async fn plan_again(
    desk: &Desk<'_, Trainer>,
    tx: Transaction,
    shown: &LoadedRound,
) -> Result<bool> {
    let now = desk.now();
    if !timetable::plan_round_again(&tx, &shown.round, &shown.zone, now).await? {
        return Ok(false);
    }
    desk.done(tx, "planned the survey again", shown.title()).await?;
    scheduler::run_due_in(desk.app, desk.programme().id, now).await?;
    Ok(true)
}

/// Closes it at once, which ends the change. Returns false, and changes nothing, where it takes no answers.
pub(crate) async fn close_now(
    desk: &Desk<'_, Trainer>,
    tx: Transaction,
    shown: &LoadedRound,
) -> Result<bool> {
    let (round, now) = (&shown.round, desk.now());
    let window = Window { opens: round.opens_at, closes: now };
    if !round.takes_answers(now) || !timetable::move_round(&tx, round, window, &shown.zone).await? {
        return Ok(false);
    }
    timetable::skip_letters(&tx, round.id).await?;
    desk.done(tx, "closed the survey early", shown.title()).await?;
    scheduler::run_due_in(desk.app, desk.programme().id, now).await?;
    Ok(true)
}

/// Notes what is wrong with a window.
pub(crate) fn check(window: Window, now: Timestamp, problems: &mut FormProblems) {
    if window.closes <= window.opens {
        problems.add("closes", "Enter a closing time after the opening time");
    } else if window.closes <= now {
        problems.add("closes", "Enter a closing time in the future");
    }
}

/// Gives it another window, which ends the change. Returns false, and changes nothing, where it has opened or closed since.
pub(crate) async fn move_to(
    desk: &Desk<'_, Trainer>,
    tx: Transaction,
    shown: &LoadedRound,
    window: Window,
) -> Result<bool> {
    if !timetable::move_round(&tx, &shown.round, window, &shown.zone).await? {
        return Ok(false);
    }
    desk.done(tx, "changed the dates of the survey", shown.title()).await?;
    scheduler::run_due_in(desk.app, desk.programme().id, desk.now()).await?;
    Ok(true)
}
