//! What the room said most, of boards that were agreed and written up: what a summary tells of them.

use std::{cmp::Reverse, collections::BTreeSet};

use common_ground_boards::write_up::line;
use jiff::Timestamp;
use uuid::Uuid;

use super::{things, write_ups};
use crate::store::{Connection, PromptStep, Result};

/// What is told of a board at most.
const LINES: usize = 3;

/// What the room said most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub board: Uuid,
    /// When the board was made.
    pub made_at: Timestamp,
    /// Cards and groups in the words of the write-up, with how many people gave them a dot; none where nobody voted.
    pub lines: Vec<(String, Option<u64>)>,
}

/// What the room of a course said most; none before something was agreed and written up. Only what the write-up has is
/// told. Where there was no vote, the first line of each heading is.
pub async fn of_course(db: &Connection, course: Uuid) -> Result<Option<Said>> {
    let Some(board) = super::of_course(db, course).await? else { return Ok(None) };
    let Some(written) = write_ups::latest(db, board.id).await? else { return Ok(None) };
    let mut prompts = super::prompts(db, board.id).await?;
    prompts.retain(|prompt| prompt.step == PromptStep::Agreed);
    if prompts.is_empty() {
        return Ok(None);
    }
    let cards = written.document.prompts.into_iter().flat_map(|prompt| prompt.cards);
    let told: BTreeSet<String> = cards.map(|card| card.text).collect();
    let mut things = things::of_board(db, board.id, &prompts).await?;
    things.retain(|thing| is_told(&told, &line(&thing.words)));
    let people = |thing: &things::Thing| thing.count.map_or(0, |count| count.people as u64);
    if things.iter().any(|thing| people(thing) > 0) {
        things.retain(|thing| people(thing) > 0);
        // What equally many people chose stays in the order of the board.
        things.sort_by_key(|thing| Reverse(people(thing)));
    } else {
        things.dedup_by_key(|thing| thing.prompt);
    }
    let lines = things.iter().take(LINES);
    let lines = lines.map(|thing| (line(&thing.words), Some(people(thing)).filter(|people| *people > 0)));
    Ok(Some(Said { board: board.id, made_at: board.created_at, lines: lines.collect() }))
}

/// Whether the write-up has a point, perhaps with examples after it.
fn is_told(told: &BTreeSet<String>, words: &str) -> bool {
    told.contains(words) || told.iter().any(|point| point.starts_with(&format!("{words} (eg ")))
}
