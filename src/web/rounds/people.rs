//! Who is on the list of a survey of the programme: picked from the contacts, pasted, or from a file.

pub(crate) mod import;
pub(crate) mod index;
pub(crate) mod new;
pub(crate) mod remove;

use common_ground_reports::wording;
use uuid::Uuid;

use crate::{
    store::Transaction,
    web::{
        Answer, Desk, Result, Trainer, at,
        parts::{contact::pasted, round::people::add},
        rounds::{TOO_LATE, load::LoadedRound},
    },
};

/// Puts contacts on the list, which ends the change, and says what follows, and which addresses to look at.
async fn add_and_tell(
    desk: &Desk<'_, Trainer>,
    tx: Transaction,
    shown: &LoadedRound,
    ids: &[Uuid],
    mistyped: &str,
) -> Result<Answer> {
    let (now, zone) = (desk.now(), &shown.zone);
    if shown.round.is_over(desk.now()) {
        return Ok(Answer::on(at::round(desk.slug(), &shown.round.code), TOO_LATE));
    }
    let added = add(&tx, &desk.app.secret, &shown.round, (now, zone), ids).await?;
    if added.people == 0 {
        tx.commit().await?;
    } else {
        let people = wording::counted(added.people, "person", "people");
        desk.done(tx, &format!("added {people} to the list of the survey"), shown.title()).await?;
    }
    let flash = added.flash(now, zone) + mistyped;
    Ok(Answer::on(at::round_invitations(desk.slug(), &shown.round.code), flash))
}
