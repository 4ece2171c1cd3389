//! Joining a board: a side, and nothing else.

use rocket::http::Status;

use crate::{
    survey::Side,
    web::{
        Answer, FormData, Result,
        public::board::{
            BoardDoor,
            phone::{self, EntryFault},
        },
    },
};

/// What is said where no side was chosen.
pub(super) const CHOOSE: &str = "Choose who you work for";
/// What is said where very many phones join from one network.
pub(super) const WAIT: &str =
    "Very many phones are joining from your network. Wait a minute, then join again";

/// Chooses a side, or another one.
#[rocket::post("/b/<code>/join", data = "<data>")]
pub(crate) async fn join(code: &str, door: BoardDoor<'_>, data: FormData) -> Result<Answer> {
    let mut visit = door.open(code).await?;
    let (status, message) = match Side::from_key(data.one("side")) {
        Some(side) if visit.join(side) => return Ok(Answer::to(visit.address())),
        Some(_) => (Status::TooManyRequests, WAIT),
        None => (Status::UnprocessableEntity, CHOOSE),
    };
    // Whoever joined before chooses anew.
    visit.phone = None;
    let fault = EntryFault { target: "side-0", message: message.to_owned(), write: None };
    phone::page(&visit, status, Some(fault)).await
}
