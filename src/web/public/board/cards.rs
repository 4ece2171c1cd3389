//! Writing a card. It is acknowledged once it is durable; one that is not taken comes back with its words and the reason.

use rocket::http::Status;

use crate::{
    store::{EntryOutcome, PhoneAct, boards::entries::MOST_OF_ONE},
    survey::Side,
    web::{
        Answer, FormData, Result,
        public::board::{
            BoardDoor, BoardVisit, CHOOSE_SIDE, WAIT_TO_JOIN,
            phone::{self, EntryFault, Write},
            words,
        },
    },
};

/// Adds a card. A browser that has not joined may say its side in the same form.
#[rocket::post("/b/<code>/cards", data = "<data>")]
pub(crate) async fn add(code: &str, door: BoardDoor<'_>, data: FormData) -> Result<Answer> {
    let mut visit = door.open_with(code, data.one("text")).await?;
    let of = |name: &str| data.one(name).to_owned();
    let write = Write { prompt: of("prompt"), text: of("text"), key: of("key") };
    if visit.phone.is_none() {
        let Some(side) = Side::from_key(data.one("side")) else {
            let status = Status::UnprocessableEntity;
            return refuse(&visit, status, "side-0", CHOOSE_SIDE, write).await;
        };
        if !visit.join(side) {
            return refuse(&visit, Status::TooManyRequests, "side-0", WAIT_TO_JOIN, write).await;
        }
    }
    let Some(phone) = visit.phone.clone() else { return Ok(Answer::to(visit.address())) };
    let Some(prompt) = visit.prompt(&write.prompt) else {
        let message = "Choose a question of this board: the one that you answered is not on it";
        return refuse(&visit, Status::UnprocessableEntity, "text", message, write).await;
    };
    let text = match words(&write.text) {
        Ok(text) => text,
        // It was the words; but where none are taken any more, that is what matters.
        Err(_) if !prompt.takes_cards(visit.now()) => return closed(&visit, write).await,
        Err(message) => return refuse(&visit, Status::UnprocessableEntity, "text", &message, write).await,
    };
    if !visit.may_send(&phone) {
        let message = "You’re sending cards very fast. Wait a minute, then send this one again";
        return refuse(&visit, Status::TooManyRequests, "text", message, write).await;
    }
    let entry = visit.entry(&phone, prompt, &write.key, PhoneAct::Write { text, side: phone.side });
    match visit.visitor.app.writer.enter(entry).await {
        Ok(EntryOutcome::Done | EntryOutcome::Already) => {
            Ok(Answer::on(visit.address(), "Your card is on the board. You can write another."))
        }
        Ok(EntryOutcome::Full) => {
            let message =
                "This question has as many cards as the board holds. Keep your words and tell the trainer";
            refuse(&visit, Status::Conflict, "text", message, write).await
        }
        Ok(EntryOutcome::Enough) => {
            let message = format!(
                "You’ve written {MOST_OF_ONE} cards for this question, as many as one phone can. Take one back first"
            );
            refuse(&visit, Status::Conflict, "text", &message, write).await
        }
        Ok(_) => closed(&visit, write).await,
        Err(error) if error.stores_nothing() && !error.is_conflict() => {
            tracing::error!(%error, "a card could not be stored; its writer was asked to send it again");
            let message = "We couldn’t save the card just now. Send it again: it counts once";
            refuse(&visit, Status::ServiceUnavailable, "text", message, write).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Whoever wrote while the trainer closed the writing keeps the words.
async fn closed(visit: &BoardVisit<'_>, write: Write) -> Result<Answer> {
    let message =
        "Writing has closed, so this card was not added. Say it in the room, or ask the trainer to add it";
    refuse(visit, Status::Conflict, "text", message, write).await
}

async fn refuse(
    visit: &BoardVisit<'_>,
    status: Status,
    target: &'static str,
    message: &str,
    write: Write,
) -> Result<Answer> {
    let fault = EntryFault { target, message: message.to_owned(), write: Some(write) };
    phone::page(visit, status, Some(fault)).await
}
