//! Giving dots: so many to one card or group, in place of those given before.

use rocket::http::Status;
use uuid::Uuid;

use crate::{
    store::{EntryOutcome, PhoneAct, PromptStep},
    web::{
        Answer, FormData, Result,
        public::board::{
            BoardDoor, BoardVisit,
            phone::{self, EntryFault},
        },
    },
};

/// Gives dots.
#[rocket::post("/b/<code>/votes", data = "<data>")]
pub(crate) async fn give(code: &str, door: BoardDoor<'_>, data: FormData) -> Result<Answer> {
    let mut visit = door.open(code).await?;
    visit.from = data.one("from").parse().unwrap_or_default();
    let Some(phone) = visit.phone.clone() else {
        return refuse(&visit, Status::UnprocessableEntity, "Choose who you work for, then give your dots")
            .await;
    };
    let Some(prompt) = visit.current().filter(|prompt| prompt.step == PromptStep::Voting) else {
        return refuse(&visit, Status::Conflict, CLOSED).await;
    };
    let (Ok(target), Ok(dots)) = (data.one("target").parse::<Uuid>(), data.one("dots").parse::<u8>()) else {
        let message = "Give a whole number of dots to a card or group of this board";
        return refuse(&visit, Status::UnprocessableEntity, message).await;
    };
    if !visit.may_send(&phone) {
        let message = "You’re changing your dots very fast. Wait a minute, then go on";
        return refuse(&visit, Status::TooManyRequests, message).await;
    }
    let entry = visit.entry(&phone, prompt, data.one("key"), PhoneAct::Give { target, dots });
    let (status, message) = match visit.visitor.app.writer.enter(entry).await {
        Ok(EntryOutcome::Done | EntryOutcome::Already) => return Ok(Answer::to(visit.address())),
        Ok(EntryOutcome::TooManyDots) => (
            Status::UnprocessableEntity,
            "That’s more dots than you have left, or than one may get. Take some back first",
        ),
        Ok(EntryOutcome::NotThere) => (
            Status::UnprocessableEntity,
            "That card is no longer on the board, or it is part of a group now. Give the dot again",
        ),
        Ok(_) => (Status::Conflict, CLOSED),
        Err(error) if error.stores_nothing() && !error.is_conflict() => {
            tracing::error!(%error, "dots could not be stored; they are to be given again");
            (Status::ServiceUnavailable, "We couldn’t save that just now. Give the dot again: it counts once")
        }
        Err(error) => return Err(error.into()),
    };
    refuse(&visit, status, message).await
}

const CLOSED: &str = "There is no vote under way, so the dot was not counted";

async fn refuse(visit: &BoardVisit<'_>, status: Status, message: &str) -> Result<Answer> {
    let fault = EntryFault { target: "now", message: message.to_owned(), write: None };
    phone::page(visit, status, Some(fault)).await
}
