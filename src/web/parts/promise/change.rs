//! Changing a promise, as its pages and the API do.

use jiff::civil::Date;

use crate::{
    store::{Promise, PromiseState, Transaction, promises},
    web::{Desk, FormData, FormProblems, Result, Seat, Trainer},
};

/// Characters of what is promised, and of what was asked, at most.
pub(crate) const LONGEST: usize = 300;
/// What the activity log says of a promise that was changed.
pub(crate) const CHANGED: &str = "changed the promise";
/// What the activity log says of somebody who said how a promise stands.
pub(crate) const SAID: &str = "said how a promise stands";
/// What the activity log says of a promise that was deleted.
pub(crate) const DELETED: &str = "deleted the promise";

/// The day in the zone of the programme.
pub(crate) fn today<G: Seat>(desk: &Desk<'_, G>) -> Date {
    desk.now().to_zoned_datetime(desk.zone()).date()
}

/// Notes what is wrong with what is promised and with what was asked; gives by when, as it is kept.
pub(crate) fn promised(data: &FormData, old: Option<&Promise>, problems: &mut FormProblems) -> String {
    let (what, by) = (data.one("what"), data.one("by"));
    problems.add_if(what.is_empty(), "what", "Enter what is promised");
    problems.cap("what", what, LONGEST);
    problems.cap("asked", data.one("asked"), LONGEST);
    let day = by.parse::<Date>().ok().filter(|day| (2000..2200).contains(&day.year()));
    problems.add_if(!by.is_empty() && day.is_none(), "by", "Enter a date, such as 2026-06-30");
    // A blank day leaves words that could not be shown as one.
    let words = old.filter(|old| old.due().is_none()).map(|old| old.by.clone()).unwrap_or_default();
    day.map_or(words, |day| day.to_string())
}

/// Keeps how a promise stands, said today.
pub(crate) async fn settle(
    desk: &Desk<'_, Trainer>,
    tx: &Transaction,
    one: &Promise,
    (state, outcome): (PromiseState, &str),
) -> Result<()> {
    let day = Some(today(desk)).filter(|_| state != PromiseState::Open);
    // Better words for the same state leave its day.
    let day = if state == one.state { one.settled_on.or(day) } else { day };
    Ok(promises::settle(tx, one, (state, outcome), day).await?)
}
