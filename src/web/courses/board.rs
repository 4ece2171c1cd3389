//! The workshop board of a course, at the trainer’s desk.

pub(crate) mod action;
pub(crate) mod ask;
pub(crate) mod card;
pub(crate) mod cards;
pub(crate) mod close;
pub(crate) mod hands;
pub(crate) mod pairs;
pub(crate) mod paper;
pub(crate) mod show;
pub(crate) mod step;
pub(crate) mod uses;
pub(crate) mod write_up;

use std::collections::BTreeMap;

use rocket::http::Status;
use uuid::Uuid;

use crate::{
    store::{
        boards::{self, Board, Card, Prompt, State, Step, desk as acts, room},
        courses::{self, Course},
    },
    web::{
        at,
        courses::trail,
        http::{
            answer::{Answer, Page},
            desk::Desk,
            error::{Error, Result},
            form_data::FormData,
            guard::Trainer,
        },
        parts::{
            board::{Block, blocks},
            nav::Place,
            note::Note,
            piece::{Link, Trail},
        },
    },
};

/// A board with what it asks.
struct At {
    course: Course,
    board: Board,
    prompts: Vec<Prompt>,
}

/// The course of this programme.
async fn course(desk: &Desk<'_, Trainer>, id: Uuid) -> Result<Course> {
    let course = courses::find(desk.db(), id).await?;
    course.filter(|course| course.programme == desk.programme().id).ok_or(Error::NotFound)
}

/// Its board.
async fn load(desk: &Desk<'_, Trainer>, id: Uuid) -> Result<At> {
    let course = course(desk, id).await?;
    let board = boards::of_course(desk.db(), id).await?.ok_or(Error::NotFound)?;
    let prompts = boards::prompts(desk.db(), board.id).await?;
    Ok(At { course, board, prompts })
}

impl At {
    /// The prompt that a form names; else the one that the room sees, or the first.
    fn prompt(&self, data: &FormData) -> Option<&Prompt> {
        let named: Option<Uuid> = data.one("prompt").parse().ok();
        let find = |id: Uuid| self.prompts.iter().find(|prompt| prompt.id == id);
        match named {
            Some(id) => find(id),
            None => self.board.current_id.and_then(find).or(self.prompts.first()),
        }
    }

    /// The address of the desk with this prompt before it.
    fn address(&self, desk: &Desk<'_, Trainer>, prompt: Option<&Prompt>) -> String {
        let page = at::course_board(desk.slug(), self.course.id);
        at::query(page, &[("prompt", &prompt.map(|prompt| prompt.id))])
    }

    /// The cards and groups that everybody sees, by prompt, with what they got where the vote has closed; and all cards
    /// in them.
    async fn blocks(&self, desk: &Desk<'_, Trainer>) -> Result<(BTreeMap<Uuid, Vec<Block>>, Vec<Card>)> {
        let mut cards = acts::all_cards(desk.db(), self.board.id).await?;
        let groups = acts::all_groups(desk.db(), self.board.id).await?;
        cards.retain(|id, _| self.prompts.iter().any(|prompt| prompt.id == *id && acts::is_shown(prompt)));
        for cards in cards.values_mut() {
            cards.retain(|card| !card.withheld);
        }
        let all: Vec<Card> = cards.values().flatten().cloned().collect();
        let counts = room::counts_of_board(desk.db(), self.board.id, &all).await?;
        let mut found = BTreeMap::new();
        for prompt in &self.prompts {
            let is_counted = prompt.counted && prompt.step != Step::Voting;
            let cards = cards.remove(&prompt.id).unwrap_or_default();
            let blocks = blocks(cards, &groups, is_counted.then_some(&counts), &BTreeMap::new());
            found.insert(prompt.id, blocks);
        }
        Ok((found, all))
    }

    /// The agreed cards and groups with these ids, in the order of the board, each with its prompt.
    async fn agreed(&self, desk: &Desk<'_, Trainer>, ids: &[Uuid]) -> Result<Vec<(&Prompt, Block)>> {
        let (mut blocks, _) = self.blocks(desk).await?;
        let mut agreed = Vec::new();
        for prompt in self.prompts.iter().filter(|prompt| prompt.step == Step::Agreed) {
            let blocks = blocks.remove(&prompt.id).unwrap_or_default().into_iter();
            agreed.extend(blocks.filter(|block| ids.contains(&block.id)).map(|block| (prompt, block)));
        }
        Ok(agreed)
    }

    /// Where a page of the board is.
    fn trail(&self, desk: &Desk<'_, Trainer>, here: &str) -> Trail {
        let mut trail = trail(desk.slug(), &self.course, here);
        trail.above.push(Link::new("Workshop board", self.address(desk, None)));
        trail
    }

    /// Another desk was quicker: what it did, and what was typed here.
    fn meanwhile(&self, desk: &Desk<'_, Trainer>, latest: &Board, typed: &str) -> Result<Answer> {
        let what = if latest.state == State::Closed {
            "The board has been closed.".to_owned()
        } else {
            format!("Somebody at another desk {}.", latest.last_act)
        };
        let mut paragraphs =
            vec![what, "Nothing was changed from here. Look at the board, then do it again.".to_owned()];
        if !typed.is_empty() {
            paragraphs.push(format!("You typed: {typed}"));
        }
        let note = Note {
            frame: desk.frame(Place::Courses),
            trail: self.trail(desk, "Changed meanwhile"),
            heading: "The board changed while you were looking at it".to_owned(),
            paragraphs,
            ways: vec![Link::new("Back to the board", self.address(desk, None))],
        };
        Page::with_status(Status::Conflict, &note).map(Answer::Page)
    }
}

/// The revision that a form was made from. A form that says none is taken as made now.
fn revision(at: &At, data: &FormData) -> i64 {
    data.one("revision").parse().unwrap_or(at.board.revision)
}

/// The ids of cards and groups that an address names.
fn named(ids: &str) -> Vec<Uuid> {
    ids.split(',').filter_map(|id| id.trim().parse().ok()).collect()
}

/// The same as an address names them.
fn naming(ids: &[Uuid]) -> String {
    ids.iter().map(Uuid::to_string).collect::<Vec<_>>().join(",")
}
