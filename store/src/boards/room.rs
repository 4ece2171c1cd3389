//! What the room may see of a board: the phones and the wall. What is not to be seen yet is not read.

use std::collections::{BTreeMap, HashMap, HashSet};

use common_ground_boards::votes::{self, Count, Target, Vote};
use sea_orm::{
    ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationDef,
    sea_query::{Expr, ExprTrait, Func, SimpleExpr},
};
use uuid::Uuid;

use super::desk::of_board;
use crate::store::{
    BoardCard, BoardPrompt, Connection, PromptStep, Result,
    entity::{board_card, board_prompt, board_vote},
};

/// Steps in which everybody sees the cards.
const SHOWN: [PromptStep; 3] = [PromptStep::Sorting, PromptStep::Voting, PromptStep::Agreed];

/// How far a prompt has come, in numbers that tell nobody’s words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PromptProgress {
    /// Cards on the board.
    pub cards: i64,
    /// Phones that wrote them.
    pub writers: i64,
    /// Phones that gave dots.
    pub voters: i64,
}

/// How far a prompt has come.
pub async fn progress(db: &Connection, prompt: Uuid) -> Result<PromptProgress> {
    let of_prompt = board_card::Column::PromptId.eq(prompt);
    let cards: Option<(i64, i64)> = board_card::Entity::find()
        .select_only()
        .expr(Expr::col(board_card::Column::Id).count())
        .expr(Func::count_distinct(Expr::col(board_card::Column::WriterHash)))
        .filter(of_prompt.and(board_card::Column::Withheld.eq(false)))
        .into_tuple()
        .one(db)
        .await?;
    let voters: Option<i64> = board_vote::Entity::find()
        .select_only()
        .expr(Func::count_distinct(Expr::col(board_vote::Column::VoterHash)))
        .filter(board_vote::Column::PromptId.eq(prompt))
        .filter(board_vote::Column::Dots.gt(0))
        .into_tuple()
        .one(db)
        .await?;
    let (cards, writers) = cards.unwrap_or_default();
    Ok(PromptProgress { cards, writers, voters: voters.unwrap_or_default() })
}

/// The cards of a prompt that the room sees: none before they are shown, and never a withheld one.
pub async fn cards(db: &Connection, prompt: Uuid) -> Result<Vec<BoardCard>> {
    Ok(board_card::Entity::find()
        .join(JoinType::InnerJoin, to_prompt())
        .filter(board_card::Column::PromptId.eq(prompt))
        .filter(board_prompt::Column::Step.is_in(SHOWN))
        .filter(board_card::Column::Withheld.eq(false))
        .order_by_asc(board_card::Column::Rank)
        .order_by_asc(board_card::Column::Id)
        .into_model()
        .all(db)
        .await?)
}

fn to_prompt() -> RelationDef {
    board_card::Entity::belongs_to(board_prompt::Entity)
        .from(board_card::Column::PromptId)
        .to(board_prompt::Column::Id)
        .into()
}

/// What each card and group of a prompt got: nothing before the vote has closed.
pub async fn counts(
    db: &Connection,
    prompt: Uuid,
    cards: &[BoardCard],
) -> Result<BTreeMap<Target<Uuid>, Count>> {
    counts_where(db, board_vote::Column::PromptId.eq(prompt), cards).await
}

/// The same for every prompt of a board, whose cards these are.
pub async fn counts_of_board(
    db: &Connection,
    board: Uuid,
    cards: &[BoardCard],
) -> Result<BTreeMap<Target<Uuid>, Count>> {
    counts_where(db, board_vote::Column::PromptId.in_subquery(of_board(board)), cards).await
}

async fn counts_where(
    db: &Connection,
    of: SimpleExpr,
    cards: &[BoardCard],
) -> Result<BTreeMap<Target<Uuid>, Count>> {
    let to_prompt: RelationDef = board_vote::Entity::belongs_to(board_prompt::Entity)
        .from(board_vote::Column::PromptId)
        .to(board_prompt::Column::Id)
        .into();
    let votes: Vec<(Uuid, String, Uuid, i32)> = board_vote::Entity::find()
        .select_only()
        .column(board_vote::Column::PromptId)
        .column(board_vote::Column::VoterHash)
        .column(board_vote::Column::TargetId)
        .column(board_vote::Column::Dots)
        .join(JoinType::InnerJoin, to_prompt)
        .filter(of)
        .filter(board_prompt::Column::Counted.eq(true))
        .filter(board_prompt::Column::Step.ne(PromptStep::Voting))
        .into_tuple()
        .all(db)
        .await?;
    let known: Vec<_> = cards.iter().map(BoardCard::counted).collect();
    let groups: HashSet<Uuid> = cards.iter().filter_map(|card| card.group_id).collect();
    let prompts: HashMap<Uuid, Uuid> = cards.iter().map(|card| (card.id, card.prompt_id)).collect();
    let votes: Vec<Vote<Uuid, &str>> = votes
        .iter()
        // A card that was moved to another question has left its dots with the first, until it is moved back.
        .filter(|(prompt, _, target, _)| prompts.get(target).is_none_or(|now| now == prompt))
        .map(|(_, voter, target, dots)| Vote {
            voter: &**voter,
            target: if groups.contains(target) { Target::Group(*target) } else { Target::Card(*target) },
            dots: u8::try_from(*dots).unwrap_or_default(),
        })
        .collect();
    Ok(votes::count(&known, &votes))
}

/// The cards that one phone wrote under a prompt, in the order of their words: only its own.
pub async fn own(db: &Connection, prompt: Uuid, writer: &str) -> Result<Vec<BoardCard>> {
    Ok(board_card::Entity::find()
        .filter(board_card::Column::PromptId.eq(prompt))
        .filter(board_card::Column::WriterHash.eq(writer))
        .order_by_asc(board_card::Column::Text)
        .into_model()
        .all(db)
        .await?)
}

/// A card that one phone wrote, if it did.
pub async fn own_card(db: &Connection, card: Uuid, writer: &str) -> Result<Option<BoardCard>> {
    Ok(board_card::Entity::find_by_id(card)
        .filter(board_card::Column::WriterHash.eq(writer))
        .into_model()
        .one(db)
        .await?)
}

/// The dots that one phone gave under a prompt, by card or group.
pub async fn own_dots(db: &Connection, prompt: &BoardPrompt, voter: &str) -> Result<BTreeMap<Uuid, i32>> {
    let votes: Vec<(Uuid, i32)> = board_vote::Entity::find()
        .select_only()
        .column(board_vote::Column::TargetId)
        .column(board_vote::Column::Dots)
        .filter(board_vote::Column::PromptId.eq(prompt.id))
        .filter(board_vote::Column::VoterHash.eq(voter))
        .into_tuple()
        .all(db)
        .await?;
    Ok(votes.into_iter().collect())
}
