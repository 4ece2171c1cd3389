//! Cards as they are told of once they are shown: a group with its cards, or a card that stands alone.

use std::collections::BTreeMap;

use common_ground_boards::votes::{Count, Target};
use uuid::Uuid;

use super::{CardGroup, desk, room};
use crate::{
    store::{BoardCard, BoardPrompt, Connection, PromptStep, Result},
    survey::Side,
};

/// A group with its cards, or a card that stands alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thing {
    /// The id of the group or the card.
    pub id: Uuid,
    /// The prompt it answers.
    pub prompt: Uuid,
    /// The label of the group, or the words of the card.
    pub words: String,
    /// Whether it is a group.
    pub is_group: bool,
    /// The cards in it; none of them is withheld.
    pub cards: Vec<BoardCard>,
    /// What it got, once the vote is closed.
    pub count: Option<Count>,
    rank: i32,
}

impl Thing {
    /// How many of its cards people of a side wrote.
    pub fn cards_of(&self, side: Side) -> usize {
        self.cards.iter().filter(|card| card.side == side).count()
    }

    /// Whether an id is its own, or that of a card in it.
    pub fn holds(&self, id: Uuid) -> bool {
        self.id == id || self.cards.iter().any(|card| card.id == id)
    }
}

/// Everything that is shown on a board whose prompts these are, in their order, and of each in the order that was agreed.
pub async fn of_board(db: &Connection, board: Uuid, prompts: &[BoardPrompt]) -> Result<Vec<Thing>> {
    let mut cards = desk::all_cards(db, board).await?;
    cards.retain(|id, _| prompts.iter().any(|prompt| prompt.id == *id && desk::is_shown(prompt)));
    for cards in cards.values_mut() {
        cards.retain(|card| !card.withheld);
    }
    let all: Vec<BoardCard> = cards.values().flatten().cloned().collect();
    let counts = room::counts_of_board(db, board, &all).await?;
    let groups = desk::all_groups(db, board).await?;
    let mut found = Vec::new();
    for prompt in prompts {
        let is_counted = prompt.counted && prompt.step != PromptStep::Voting;
        let counted = |target| is_counted.then(|| counts.get(&target).copied().unwrap_or_default());
        let cards = cards.remove(&prompt.id).unwrap_or_default();
        let mut of_prompt = of_groups(&groups, &cards, prompt.id, counted);
        of_prompt.extend(cards.into_iter().filter(|card| card.group_id.is_none()).map(|card| Thing {
            id: card.id,
            prompt: prompt.id,
            words: card.words().to_owned(),
            is_group: false,
            count: counted(Target::Card(card.id)),
            rank: card.rank,
            cards: vec![card],
        }));
        // What has no place yet comes last.
        of_prompt.sort_by_key(|thing| if thing.rank == 0 { i32::MAX } else { thing.rank });
        found.extend(of_prompt);
    }
    Ok(found)
}

fn of_groups(
    groups: &[CardGroup],
    cards: &[BoardCard],
    prompt: Uuid,
    counted: impl Fn(Target<Uuid>) -> Option<Count>,
) -> Vec<Thing> {
    let mut members: BTreeMap<Uuid, Vec<BoardCard>> = BTreeMap::new();
    for card in cards {
        if let Some(group) = card.group_id {
            members.entry(group).or_default().push(card.clone());
        }
    }
    let thing = |group: &CardGroup| {
        Some(Thing {
            id: group.id,
            prompt,
            words: group.label.clone(),
            is_group: true,
            cards: members.remove(&group.id)?,
            count: counted(Target::Group(group.id)),
            rank: group.rank,
        })
    };
    groups.iter().filter_map(thing).collect()
}
