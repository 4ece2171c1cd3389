//! What the room said most, of boards that were agreed and written up: what a summary tells of them.

use std::{cmp::Reverse, collections::BTreeSet};

use common_ground_boards::{votes::Target, write_up::line};
use jiff::Timestamp;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{Card, Step, desk, room, write_ups};
use crate::store::Result;

/// What is told of a board at most.
const LINES: usize = 3;

/// What the room said most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The board.
    pub board: Uuid,
    /// When the board was made.
    pub made_at: Timestamp,
    /// Cards and groups in the words of the write-up, with how many people gave them a dot; none where nobody voted.
    pub lines: Vec<(String, Option<u64>)>,
}

/// A card or group of an agreed prompt.
struct Thing {
    words: String,
    /// Its agreed place; after all others where it has none.
    rank: i32,
    people: u64,
}

/// What the room of a course said most; none before something was agreed and written up. Only what the write-up has is
/// told. Where there was no vote, the first line of each heading is.
///
/// # Errors
/// A write-up that cannot be read.
pub async fn of_course(db: &impl ConnectionTrait, course: Uuid) -> Result<Option<Said>> {
    let Some(board) = super::of_course(db, course).await? else { return Ok(None) };
    let Some(written) = write_ups::latest(db, board.id).await? else { return Ok(None) };
    let mut prompts = super::prompts(db, board.id).await?;
    prompts.retain(|prompt| prompt.step == Step::Agreed);
    if prompts.is_empty() {
        return Ok(None);
    }
    let told: BTreeSet<String> =
        written.document.prompts.into_iter().flat_map(|prompt| prompt.cards).map(|card| card.text).collect();
    let mut cards = desk::all_cards(db, board.id).await?;
    for cards in cards.values_mut() {
        cards.retain(|card| !card.withheld);
    }
    let groups = desk::all_groups(db, board.id).await?;
    let all: Vec<Card> = cards.values().flatten().cloned().collect();
    let counts = room::counts_of_board(db, board.id, &all).await?;
    let people = |target| counts.get(&target).map_or(0, |count| count.people as u64);
    let mut headings: Vec<Vec<Thing>> = Vec::new();
    for prompt in &prompts {
        let cards = cards.remove(&prompt.id).unwrap_or_default();
        let is_held = |id: Uuid| cards.iter().any(|card| card.group_id == Some(id));
        let of_groups = groups.iter().filter(|group| group.prompt_id == prompt.id && is_held(group.id));
        let mut things: Vec<Thing> = of_groups
            .map(|group| thing(&group.label, group.rank, people(Target::Group(group.id))))
            .chain(
                cards
                    .iter()
                    .filter(|card| card.group_id.is_none())
                    .map(|card| thing(card.words(), card.rank, people(Target::Card(card.id)))),
            )
            .filter(|thing| is_told(&told, &thing.words))
            .collect();
        things.sort_by_key(|thing| thing.rank);
        headings.push(things);
    }
    let (board, made_at) = (board.id, board.created_at);
    let is_voted = headings.iter().flatten().any(|thing| thing.people > 0);
    if !is_voted {
        let first = headings.into_iter().filter_map(|things| things.into_iter().next());
        let lines = first.take(LINES).map(|thing| (thing.words, None)).collect();
        return Ok(Some(Said { board, made_at, lines }));
    }
    let mut most: Vec<Thing> = headings.into_iter().flatten().filter(|thing| thing.people > 0).collect();
    // What equally many people chose stays in the order of the write-up.
    most.sort_by_key(|thing| Reverse(thing.people));
    let lines = most.into_iter().take(LINES).map(|thing| (thing.words, Some(thing.people))).collect();
    Ok(Some(Said { board, made_at, lines }))
}

fn thing(words: &str, rank: i32, people: u64) -> Thing {
    Thing { words: line(words), rank: if rank == 0 { i32::MAX } else { rank }, people }
}

/// Whether the write-up has a point, perhaps with examples after it.
fn is_told(told: &BTreeSet<String>, words: &str) -> bool {
    told.contains(words) || told.iter().any(|point| point.starts_with(&format!("{words} (eg ")))
}
