//! One’s own card, while cards are written: changed, or taken back.

use rocket::http::Status;
use uuid::Uuid;

use crate::{
    store::{
        BoardCard, BoardPrompt, EntryOutcome, PhoneAct,
        boards::{LONGEST_CARD, room},
    },
    web::{
        Answer, Error, Field, FormData, FormPage, FormProblems, Link, Notice, Page, Result, at,
        public::board::{BoardDoor, BoardVisit, Phone, words},
    },
};

/// A card of this phone, with its prompt; none where it is gone, or somebody else’s.
async fn find(visit: &BoardVisit<'_>, card: Uuid) -> Result<Option<(Phone, BoardCard, BoardPrompt)>> {
    let Some(phone) = visit.phone.clone() else { return Ok(None) };
    let card = room::own_card(visit.visitor.app.db.read(), card, &phone.hash).await?;
    Ok(card.and_then(|card| {
        let prompt = visit.prompts.iter().find(|prompt| prompt.id == card.prompt_id)?.clone();
        Some((phone, card, prompt))
    }))
}

fn form(visit: &BoardVisit<'_>, card: Uuid, text: &str, problems: FormProblems) -> FormPage {
    let code = &visit.board.code;
    visit
        .visitor
        .form("Change your card")
        .field(
            Field::text("text", "Your card", 3, text)
                .hint(format!("One idea, up to {LONGEST_CARD} characters. Name nobody.")),
        )
        .problems(problems)
        .button("Save the card", at::board_card(code, card))
        .cancel("Back without changing it", visit.address())
}

/// The words as they are.
#[rocket::get("/b/<code>/cards/<card>")]
pub(crate) async fn edit(code: &str, card: Uuid, door: BoardDoor<'_>) -> Result<Answer> {
    let visit = door.open(code).await?;
    match find(&visit, card).await? {
        Some((_, card, prompt)) if prompt.takes_cards(visit.now()) => {
            Answer::page(&form(&visit, card.id, &card.text, FormProblems::default()))
        }
        Some((_, card, _)) => closed(&visit, &card.text),
        None => gone(&visit, None),
    }
}

/// Keeps other words.
#[rocket::post("/b/<code>/cards/<card>", data = "<data>")]
pub(crate) async fn update(code: &str, card: Uuid, door: BoardDoor<'_>, data: FormData) -> Result<Answer> {
    let typed = data.one("text");
    let visit = door.open_with(code, typed).await?;
    let Some((phone, card, prompt)) = find(&visit, card).await? else { return gone(&visit, Some(typed)) };
    let text = match words(typed) {
        Ok(text) => text,
        Err(message) => {
            return Answer::mend(&form(&visit, card.id, typed, FormProblems::one("text", message)));
        }
    };
    if !visit.may_send(&phone) {
        return Err(Error::TooMany);
    }
    let entry = visit.entry(&phone, &prompt, "", PhoneAct::Change { card: card.id, text });
    match visit.visitor.app.writer.enter(entry).await? {
        EntryOutcome::Done | EntryOutcome::Already => {
            Ok(Answer::on(visit.address(), "Your card was changed."))
        }
        EntryOutcome::NotThere => gone(&visit, Some(typed)),
        _ => closed(&visit, typed),
    }
}

/// Asks before a card is taken back.
#[rocket::get("/b/<code>/cards/<card>/remove")]
pub(crate) async fn ask(code: &str, card: Uuid, door: BoardDoor<'_>) -> Result<Answer> {
    let visit = door.open(code).await?;
    let Some((_, card, _)) = find(&visit, card).await? else { return gone(&visit, None) };
    let page = visit
        .visitor
        .form("Take this card back?")
        .lead(format!("“{}”", card.text))
        .destroys("Take it back", at::board_card_remove(&visit.board.code, card.id))
        .cancel("Keep it", visit.address());
    Answer::page(&page)
}

/// Takes it back. Twice is once.
#[rocket::post("/b/<code>/cards/<card>/remove")]
pub(crate) async fn remove(code: &str, card: Uuid, door: BoardDoor<'_>) -> Result<Answer> {
    let visit = door.open(code).await?;
    if let Some((phone, card, prompt)) = find(&visit, card).await? {
        let entry = visit.entry(&phone, &prompt, "", PhoneAct::TakeBack { card: card.id });
        match visit.visitor.app.writer.enter(entry).await? {
            EntryOutcome::Done | EntryOutcome::Already | EntryOutcome::NotThere => {}
            _ => return closed(&visit, &card.text),
        }
    }
    Ok(Answer::on(visit.address(), "The card is off the board."))
}

/// Too late: the words are told once more.
fn closed(visit: &BoardVisit<'_>, text: &str) -> Result<Answer> {
    let why =
        "Writing has closed, so your cards can’t be changed from here. Ask the trainer to clarify this one.";
    say(visit, Status::Conflict, "Writing has closed", why, Some(text))
}

fn gone(visit: &BoardVisit<'_>, typed: Option<&str>) -> Result<Answer> {
    let why = "It was taken back, or it was written on another phone.";
    say(visit, Status::NotFound, "That card isn’t yours to change", why, typed)
}

fn say(
    visit: &BoardVisit<'_>,
    status: Status,
    heading: &str,
    why: &str,
    words: Option<&str>,
) -> Result<Answer> {
    let page = Notice {
        frame: visit.frame(),
        heading: heading.to_owned(),
        lead: why.to_owned(),
        sentences: words
            .filter(|words| !words.is_empty())
            .map(|words| format!("“{words}”"))
            .into_iter()
            .collect(),
        link: Some(Link::new("Back to the board", visit.address())),
    };
    Page::with_status(status, &page).map(Answer::Page)
}
