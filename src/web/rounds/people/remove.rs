//! Taking somebody off the list of a survey.

use uuid::Uuid;

use crate::{
    store::{InvitedRecipient, invitations},
    survey::Audience,
    web::{Answer, Desk, Result, Trainer, at, rounds::load::LoadedRound},
};

/// Asks before.
#[rocket::get("/programmes/<_>/rounds/<code>/invitations/<id>/remove")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, code: &str, id: Uuid) -> Result<Answer> {
    let shown = LoadedRound::of_programme(&desk, code).await?;
    let (person, why_not) = find(&desk, &shown, id).await?;
    if let Some(why) = why_not {
        let heading = format!("{} can’t be removed", person.name);
        return Answer::page(&shown.note(&desk, "Remove", &heading, why));
    }
    let form = desk
        .form(shown.place(), format!("Remove {} from the list?", person.name))
        .trail(shown.trail_of_emails(&desk, "Remove"))
        .lead("Their personal link stops working, and they get no more emails about this survey.")
        .lead("They stay in your contacts.")
        .destroys("Remove from the list", at::round_person_remove(desk.slug(), code, id))
        .cancel("Back to the list", at::round_invitations(desk.slug(), code));
    Answer::page(&form)
}

/// Takes them off.
#[rocket::post("/programmes/<_>/rounds/<code>/invitations/<id>/remove")]
pub(crate) async fn remove(desk: Desk<'_, Trainer>, code: &str, id: Uuid) -> Result<Answer> {
    let shown = LoadedRound::of_programme(&desk, code).await?;
    let (person, why_not) = find(&desk, &shown, id).await?;
    if let Some(why) = why_not {
        let heading = format!("{} can’t be removed", person.name);
        return Answer::mend(&shown.note(&desk, "Remove", &heading, why));
    }
    let tx = desk.change().await?;
    let flash = if invitations::take_back(&tx, &shown.round, id).await? {
        desk.done(tx, "removed a person from the list of the survey", shown.title()).await?;
        format!("{} is no longer on the list", person.name)
    } else {
        tx.commit().await?;
        "Nothing was changed: they have answered since".to_owned()
    };
    Ok(Answer::on(at::round_invitations(desk.slug(), code), flash))
}

/// The person with this invitation, and why they stay on the list, if they have to.
async fn find(
    desk: &Desk<'_, Trainer>,
    shown: &LoadedRound,
    id: Uuid,
) -> Result<(InvitedRecipient, Option<&'static str>)> {
    let person = shown.recipient(desk, id).await?;
    let (invited, _) = invitations::count(desk.db(), shown.round.id).await?;
    let is_last = invited == 1 && shown.round.audience == Audience::Invited;
    let why = if shown.round.is_over(desk.now()) {
        Some("The survey has closed.")
    } else if person.used && !shown.is_anonymous() {
        Some("They have answered, and their answers count.")
    } else if is_last {
        Some(
            "Nobody could answer without them, because only people on the list can. Add somebody else first, \
             or cancel or close the survey.",
        )
    } else {
        None
    };
    Ok((person, why))
}
