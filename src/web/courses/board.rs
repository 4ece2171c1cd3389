//! The workshop board of a course, at the trainer’s desk.

pub(crate) mod action;
pub(crate) mod ask;
pub(crate) mod card;
pub(crate) mod cards;
pub(crate) mod close;
pub(crate) mod file;
pub(crate) mod hands;
pub(crate) mod new;
pub(crate) mod order;
pub(crate) mod pairs;
pub(crate) mod paper;
pub(crate) mod questions;
pub(crate) mod show;
pub(crate) mod step;
pub(crate) mod uses;
pub(crate) mod write_up;

use common_ground_boards::write_up::ReadError;
use rocket::http::Status;
use uuid::Uuid;

use crate::{
    store::{
        Board, BoardPrompt, BoardState, Course, PromptStep,
        boards::{
            self,
            things::{self, Thing},
        },
    },
    web::{
        Answer, Desk, Error, FormData, Link, MainPlace, Note, Page, Result, Trail, Trainer, at,
        courses::{find, trail},
    },
};

/// A board with what it asks.
struct At {
    course: Course,
    board: Board,
    prompts: Vec<BoardPrompt>,
}

/// The board of a course of this programme.
async fn load(desk: &Desk<'_, Trainer>, id: Uuid) -> Result<At> {
    let course = find(desk, id).await?;
    let board = boards::of_course(desk.db(), id).await?.ok_or(Error::NotFound)?;
    let prompts = boards::prompts(desk.db(), board.id).await?;
    Ok(At { course, board, prompts })
}

impl At {
    /// The prompt that a form names; else the one that the room sees, or the first.
    fn prompt(&self, data: &FormData) -> Option<&BoardPrompt> {
        let named: Option<Uuid> = data.one("prompt").parse().ok();
        let find = |id: Uuid| self.prompts.iter().find(|prompt| prompt.id == id);
        match named {
            Some(id) => find(id),
            None => self.board.current_id.and_then(find).or(self.prompts.first()),
        }
    }

    /// The address of the desk with this prompt before it.
    fn address(&self, desk: &Desk<'_, Trainer>, prompt: Option<&BoardPrompt>) -> String {
        let page = at::course_board(desk.slug(), self.course.id);
        at::query(page, &[("prompt", &prompt.map(|prompt| prompt.id))])
    }

    /// The cards and groups that everybody sees.
    async fn things(&self, desk: &Desk<'_, Trainer>) -> Result<Vec<Thing>> {
        Ok(things::of_board(desk.db(), self.board.id, &self.prompts).await?)
    }

    /// Those that are agreed.
    async fn agreed(&self, desk: &Desk<'_, Trainer>) -> Result<Vec<Thing>> {
        let mut things = self.things(desk).await?;
        let is_agreed =
            |id: Uuid| self.prompts.iter().any(|one| one.id == id && one.step == PromptStep::Agreed);
        things.retain(|thing| is_agreed(thing.prompt));
        Ok(things)
    }

    /// Those that an address names, in its order.
    async fn chosen(&self, desk: &Desk<'_, Trainer>, ids: &str) -> Result<Vec<Thing>> {
        let ids: Vec<Uuid> = ids.split(',').filter_map(|id| id.trim().parse().ok()).collect();
        let place = |thing: &Thing| ids.iter().position(|id| *id == thing.id);
        let mut things = self.agreed(desk).await?;
        things.retain(|thing| place(thing).is_some());
        things.sort_by_key(place);
        Ok(things)
    }

    /// Where a page of the board is.
    fn trail(&self, desk: &Desk<'_, Trainer>, here: &str) -> Trail {
        let mut trail = trail(desk.slug(), &self.course, here);
        trail.above.push(Link::new("Workshop board", self.address(desk, None)));
        trail
    }

    /// Another desk was quicker: what it did, and what was typed here.
    async fn meanwhile(&self, desk: &Desk<'_, Trainer>, typed: &str) -> Result<Answer> {
        let latest = boards::find(desk.db(), self.board.id).await?.unwrap_or(self.board.clone());
        let what = if latest.state == BoardState::Closed {
            "The board has been closed.".to_owned()
        } else {
            format!("Somebody at another desk {}.", latest.last_act)
        };
        let mut paragraphs =
            vec![what, "Nothing was changed from here. Look at the board, then do it again.".to_owned()];
        paragraphs.extend((!typed.is_empty()).then(|| format!("You typed: {typed}")));
        let note = Note {
            frame: desk.frame(MainPlace::Courses),
            trail: self.trail(desk, "Changed meanwhile"),
            heading: "The board changed while you were looking at it".to_owned(),
            paragraphs,
            ways: vec![Link::new("Back to the board", self.address(desk, None))],
        };
        Page::with_status(Status::Conflict, &note).map(Answer::Page)
    }
}

/// What is wrong with a write-up, without a full stop, as beside other fields.
fn told(error: &ReadError) -> String {
    error.to_string().trim_end_matches('.').to_owned()
}

/// Things in the order of the places that somebody typed for them, from 1: what is moved has its place, all else keeps its
/// order around it.
fn placed<T>(typed: impl IntoIterator<Item = (T, usize)>) -> Vec<T> {
    let (mut order, mut moved) = (Vec::new(), Vec::new());
    for (now, (thing, place)) in (1..).zip(typed) {
        if place == now { order.push(thing) } else { moved.push((place, thing)) }
    }
    moved.sort_by_key(|(place, _)| *place);
    let mut free = 0;
    for (place, thing) in moved {
        let at = place.saturating_sub(1).clamp(free, order.len());
        order.insert(at, thing);
        free = at + 1;
    }
    order
}

/// The revision that a form was made from. A form that says none is taken as made now.
fn revision(at: &At, data: &FormData) -> i64 {
    data.one("revision").parse().unwrap_or(at.board.revision)
}

/// Cards and groups as an address names them.
fn naming(things: &[Thing]) -> String {
    things.iter().map(|thing| thing.id.to_string()).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::placed;

    #[test]
    fn what_is_moved_has_the_place_that_was_typed_and_all_else_keeps_its_order() {
        assert_eq!(placed([('a', 1), ('b', 2), ('c', 3)]), ['a', 'b', 'c']);
        assert_eq!(placed([('a', 1), ('b', 2), ('c', 1)]), ['c', 'a', 'b']);
        assert_eq!(placed([('a', 3), ('b', 2), ('c', 3)]), ['b', 'c', 'a']);
        assert_eq!(placed([('a', 1), ('b', 2), ('c', 3), ('d', 2), ('e', 3)]), ['a', 'd', 'e', 'b', 'c']);
        assert_eq!(placed([('a', 9), ('b', 9)]), ['a', 'b']);
    }
}
