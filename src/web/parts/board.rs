//! Cards and groups of a board as blocks, in the order in which the room and the desk read them.

use std::collections::{BTreeMap, HashMap};

use common_ground_boards::votes::{Count, Target};
use common_ground_reports::wording;
use uuid::Uuid;

use crate::store::{BoardCard, CardGroup};

/// A group with its cards, or a card that stands alone.
#[derive(Debug, Clone)]
pub(crate) struct BoardBlock {
    /// The id of the group or the card: what gets dots.
    pub id: Uuid,
    /// The label of a group.
    pub label: Option<String>,
    pub cards: Vec<BoardCard>,
    /// What it got, once the vote is closed.
    pub count: Option<Count>,
    /// Hands raised for it.
    pub hands: Option<i64>,
    rank: i32,
}

impl BoardBlock {
    /// What it is called: the label, or the words of its only card.
    pub(crate) fn name(&self) -> &str {
        self.label.as_deref().or(self.cards.first().map(BoardCard::words)).unwrap_or_default()
    }

    /// What it got, in words: “7 dots from 5 people · 4 hands raised”.
    pub(crate) fn got(&self) -> Option<String> {
        let dots = self.count.map(|count| {
            let (dots, people) = (count.dots as u64, count.people as u64);
            format!(
                "{} from {}",
                wording::counted(dots, "dot", "dots"),
                wording::counted(people, "person", "people")
            )
        });
        let hands = self.hands.map(|hands| {
            let hands = u64::try_from(hands).unwrap_or_default();
            format!("{} raised", wording::counted(hands, "hand", "hands"))
        });
        let got: Vec<String> = [dots, hands].into_iter().flatten().collect();
        (!got.is_empty()).then(|| got.join(" · "))
    }

    /// Dots, for ordering.
    pub(crate) fn dots(&self) -> usize {
        self.count.map_or(0, |count| count.dots)
    }
}

/// Cards put into blocks: as agreed, and before there is an order the largest groups first. `counts` are those of a
/// closed vote.
pub(crate) fn blocks(
    cards: Vec<BoardCard>,
    groups: &[CardGroup],
    counts: Option<&BTreeMap<Target<Uuid>, Count>>,
    hands: &BTreeMap<Uuid, i64>,
) -> Vec<BoardBlock> {
    let counted = |target| counts.map(|counts| counts.get(&target).copied().unwrap_or_default());
    let mut members: HashMap<Uuid, Vec<BoardCard>> = HashMap::new();
    let mut alone = Vec::new();
    for card in cards {
        match card.group_id {
            Some(group) => members.entry(group).or_default().push(card),
            None => alone.push(card),
        }
    }
    let of_groups = groups.iter().filter_map(|group| {
        let cards = members.remove(&group.id)?;
        Some(BoardBlock {
            id: group.id,
            label: Some(group.label.clone()),
            cards,
            count: counted(Target::Group(group.id)),
            hands: hands.get(&group.id).copied(),
            rank: group.rank,
        })
    });
    let mut blocks: Vec<BoardBlock> = of_groups.collect();
    blocks.extend(alone.into_iter().map(|card| BoardBlock {
        id: card.id,
        label: None,
        count: counted(Target::Card(card.id)),
        hands: hands.get(&card.id).copied(),
        rank: card.rank,
        cards: vec![card],
    }));
    blocks.sort_by_key(|block| {
        let rank = if block.rank == 0 { i32::MAX } else { block.rank };
        (rank, std::cmp::Reverse(block.cards.len()))
    });
    blocks
}
