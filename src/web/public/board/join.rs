//! Joining a board: a side, and nothing else.

use rocket::http::Status;

use crate::{
    survey::round::Side,
    web::{
        http::{answer::Answer, error::Result, form_data::FormData},
        public::board::{
            Door,
            phone::{self, Fault},
        },
    },
};

/// What is said where no side was chosen.
pub(super) const CHOOSE: &str = "Choose whom you work for";

/// Chooses a side, or another one.
#[rocket::post("/b/<code>/join", data = "<data>")]
pub(crate) async fn join(code: &str, door: Door<'_>, data: FormData) -> Result<Answer> {
    let mut visit = door.open(code).await?;
    if let Some(side) = Side::from_key(data.one("side")) {
        visit.join(side);
        return Ok(Answer::to(visit.address()));
    }
    // Whoever joined before chooses anew.
    visit.phone = None;
    let fault = Fault { target: "side-0", message: CHOOSE.to_owned(), write: None };
    phone::page(&visit, Status::UnprocessableEntity, Some(fault)).await
}
