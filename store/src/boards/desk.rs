//! What is done to a board at the trainer’s desk. Each act is begun with [`turn`], so that two desks never undo each
//! other’s work unseen.

use std::collections::BTreeMap;

use jiff::Timestamp;
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, Set,
    sea_query::{CaseStatement, Expr},
};
use uuid::Uuid;

use super::{CardGroup, Origin};
use crate::{
    store::{
        Board, BoardCard, BoardPrompt, BoardState, Connection, PromptStep, Result, column_where, counts_by,
        delete_where,
        entity::{board, board_card, board_group, board_hands, board_prompt, board_vote},
        set_where,
    },
    survey::Side,
};

/// Takes the turn of a desk that saw this revision: raises it, and keeps what is done in words that name no card. False
/// when another desk was quicker; then nothing is done.
pub async fn turn(tx: &Connection, board: Uuid, revision: i64, act: &str) -> Result<bool> {
    let done = board::Entity::update_many()
        .col_expr(board::Column::Revision, Expr::value(revision.saturating_add(1)))
        .col_expr(board::Column::LastAct, Expr::value(act))
        .filter(board::Column::Id.eq(board))
        .filter(board::Column::Revision.eq(revision))
        .filter(board::Column::State.ne(BoardState::Closed))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Lets the room in.
pub async fn open(tx: &Connection, board: Uuid) -> Result<()> {
    set_where(tx, board::Column::State, BoardState::Open, board::Column::Id.eq(board)).await?;
    Ok(())
}

/// Shows the room this prompt.
pub async fn show(tx: &Connection, board: Uuid, prompt: Uuid) -> Result<()> {
    set_where(tx, board::Column::CurrentId, prompt, board::Column::Id.eq(board)).await?;
    Ok(())
}

/// Keeps where a prompt is now.
pub async fn keep_step(tx: &Connection, prompt: &BoardPrompt) -> Result<()> {
    board_prompt::Entity::update_many()
        .col_expr(board_prompt::Column::Step, prompt.step.into())
        .col_expr(board_prompt::Column::EndsAt, Expr::value(prompt.ends_at.map(Timestamp::as_millisecond)))
        .col_expr(board_prompt::Column::ClosesItself, prompt.closes_itself.into())
        .col_expr(board_prompt::Column::Dots, prompt.dots.into())
        .col_expr(board_prompt::Column::Counted, prompt.counted.into())
        .filter(board_prompt::Column::Id.eq(prompt.id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Every card of a prompt, also those that are withheld.
pub async fn cards(db: &Connection, prompt: Uuid) -> Result<Vec<BoardCard>> {
    Ok(board_card::Entity::find()
        .filter(board_card::Column::PromptId.eq(prompt))
        .order_by_asc(board_card::Column::Rank)
        .order_by_asc(board_card::Column::Id)
        .into_model()
        .all(db)
        .await?)
}

/// Every card of a board by its prompt, each prompt’s in order.
pub async fn all_cards(db: &Connection, board: Uuid) -> Result<BTreeMap<Uuid, Vec<BoardCard>>> {
    let cards: Vec<BoardCard> = board_card::Entity::find()
        .filter(board_card::Column::PromptId.in_subquery(of_board(board)))
        .order_by_asc(board_card::Column::Rank)
        .order_by_asc(board_card::Column::Id)
        .into_model()
        .all(db)
        .await?;
    let mut by_prompt: BTreeMap<Uuid, Vec<BoardCard>> = BTreeMap::new();
    for card in cards {
        by_prompt.entry(card.prompt_id).or_default().push(card);
    }
    Ok(by_prompt)
}

/// Every group of a board: as agreed, else by label.
pub async fn all_groups(db: &Connection, board: Uuid) -> Result<Vec<CardGroup>> {
    Ok(board_group::Entity::find()
        .filter(board_group::Column::PromptId.in_subquery(of_board(board)))
        .order_by_asc(board_group::Column::Rank)
        .order_by_asc(board_group::Column::Label)
        .order_by_asc(board_group::Column::Id)
        .into_model()
        .all(db)
        .await?)
}

/// The ids of the prompts of a board.
pub(super) fn of_board(board: Uuid) -> sea_orm::sea_query::SelectStatement {
    column_where(board_prompt::Column::Id, board_prompt::Column::BoardId.eq(board))
}

/// Adds cards that were typed.
pub async fn add_cards(
    tx: &Connection,
    prompt: Uuid,
    (side, origin, table): (Side, Origin, &str),
    lines: &[&str],
) -> Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let rows = lines.iter().map(|line| board_card::ActiveModel {
        id: Set(Uuid::new_v4()),
        prompt_id: Set(prompt),
        side: Set(side.into()),
        origin: Set(origin),
        text: Set((*line).to_owned()),
        clarified: Set(None),
        table_name: Set(table.to_owned()),
        group_id: Set(None),
        rank: Set(0),
        withheld: Set(false),
        example: Set(false),
        writer_hash: Set(None),
    });
    board_card::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Makes a group of a prompt.
pub async fn add_group(tx: &Connection, prompt: Uuid, label: &str) -> Result<Uuid> {
    let id = Uuid::new_v4();
    let row = board_group::ActiveModel {
        id: Set(id),
        prompt_id: Set(prompt),
        label: Set(label.to_owned()),
        rank: Set(0),
    };
    board_group::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(id)
}

/// Puts cards of a prompt into a group, or takes them out of any.
pub async fn put(tx: &Connection, prompt: Uuid, cards: &[Uuid], group: Option<Uuid>) -> Result<()> {
    let these = board_card::Column::PromptId.eq(prompt);
    let these = these.and(board_card::Column::Id.is_in(cards.iter().copied()));
    set_where(tx, board_card::Column::GroupId, group, these).await?;
    forget_empty_groups(tx, prompt).await
}

/// Moves cards of one prompt to another, out of any group.
pub async fn move_to(tx: &Connection, from: Uuid, cards: &[Uuid], to: Uuid) -> Result<()> {
    board_card::Entity::update_many()
        .col_expr(board_card::Column::GroupId, Expr::value(None::<Uuid>))
        .col_expr(board_card::Column::PromptId, Expr::value(to))
        .filter(board_card::Column::PromptId.eq(from))
        .filter(board_card::Column::Id.is_in(cards.iter().copied()))
        .exec(tx)
        .await?;
    forget_empty_groups(tx, from).await
}

/// Groups without cards go. One that got dots of its own stays with them, for when cards are put into it again.
async fn forget_empty_groups(tx: &Connection, prompt: Uuid) -> Result<()> {
    let full = column_where(
        board_card::Column::GroupId,
        board_card::Column::PromptId.eq(prompt).and(board_card::Column::GroupId.is_not_null()),
    );
    let voted = column_where(board_vote::Column::TargetId, board_vote::Column::PromptId.eq(prompt));
    let empty = board_group::Column::PromptId.eq(prompt).and(board_group::Column::Id.not_in_subquery(full));
    let empty = empty.and(board_group::Column::Id.not_in_subquery(voted));
    delete_where(tx, board_group::Entity, empty).await?;
    Ok(())
}

/// Takes cards of a prompt off the board, or brings them back.
pub async fn withhold(tx: &Connection, prompt: Uuid, cards: &[Uuid], withheld: bool) -> Result<()> {
    let these = board_card::Column::PromptId.eq(prompt);
    let these = these.and(board_card::Column::Id.is_in(cards.iter().copied()));
    set_where(tx, board_card::Column::Withheld, withheld, these).await?;
    Ok(())
}

/// Keeps a clearer wording beside the words of a card, or none.
pub async fn clarify(tx: &Connection, card: Uuid, wording: Option<&str>) -> Result<()> {
    set_where(tx, board_card::Column::Clarified, wording, board_card::Column::Id.eq(card)).await?;
    Ok(())
}

/// Keeps which cards of a board the write-up tells as examples of their groups; all others are none.
pub async fn keep_examples(tx: &Connection, board: Uuid, cards: &[Uuid]) -> Result<()> {
    let is_one = Expr::col(board_card::Column::Id).is_in(cards.iter().copied());
    let on_it = board_card::Column::PromptId.in_subquery(of_board(board));
    set_where(tx, board_card::Column::Example, is_one, on_it).await?;
    Ok(())
}

/// Raised hands of a prompt, by card or group, both sides together.
pub async fn hands(db: &Connection, prompt: Uuid) -> Result<BTreeMap<Uuid, i64>> {
    let rows: Vec<(Uuid, i64)> = board_hands::Entity::find()
        .select_only()
        .column(board_hands::Column::TargetId)
        .expr(Expr::col(board_hands::Column::Hands).sum().cast_as("BIGINT"))
        .filter(board_hands::Column::PromptId.eq(prompt))
        .group_by(board_hands::Column::TargetId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// Raised hands of a prompt by card or group and side.
pub async fn hands_by_side(db: &Connection, prompt: Uuid) -> Result<BTreeMap<(Uuid, String), i32>> {
    let rows = board_hands::Entity::find().filter(board_hands::Column::PromptId.eq(prompt)).all(db).await?;
    Ok(rows.into_iter().map(|row| ((row.target_id, row.side), row.hands)).collect())
}

/// Keeps the hands raised for cards and groups of a prompt, in place of those kept before.
pub async fn keep_hands(tx: &Connection, prompt: Uuid, hands: &[(Uuid, Side, i32)]) -> Result<()> {
    board_hands::Entity::delete_many().filter(board_hands::Column::PromptId.eq(prompt)).exec(tx).await?;
    if hands.is_empty() {
        return Ok(());
    }
    let rows = hands.iter().map(|(target, side, hands)| board_hands::ActiveModel {
        prompt_id: Set(prompt),
        target_id: Set(*target),
        side: Set(side.key().to_owned()),
        hands: Set(*hands),
    });
    board_hands::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Keeps the order of the cards and groups of a prompt.
pub async fn keep_order(tx: &Connection, prompt: Uuid, order: &[Uuid]) -> Result<()> {
    if order.is_empty() {
        return Ok(());
    }
    let rank = || {
        let mut rank = CaseStatement::new();
        for (place, id) in (1_i32..).zip(order) {
            rank = rank.case(Expr::col("id").eq(*id), place);
        }
        rank.finally(Expr::col("rank"))
    };
    set_where(tx, board_card::Column::Rank, rank(), board_card::Column::PromptId.eq(prompt)).await?;
    set_where(tx, board_group::Column::Rank, rank(), board_group::Column::PromptId.eq(prompt)).await?;
    Ok(())
}

/// Where prompts of a board are: how many cards each has. For what a page lists without reading a word.
pub async fn card_counts(db: &Connection, board: Uuid) -> Result<BTreeMap<Uuid, i64>> {
    let cards = board_card::Entity::find().filter(board_card::Column::PromptId.in_subquery(of_board(board)));
    Ok(counts_by(db, cards, board_card::Column::PromptId).await?.into_iter().collect())
}

/// A board as it stands when a desk begins to work, held so that no phone and no other desk changes it meanwhile.
pub async fn lock(tx: &Connection, board: Uuid) -> Result<Option<Board>> {
    Ok(board::Entity::find_by_id(board)
        .lock(sea_orm::sea_query::LockType::NoKeyUpdate)
        .into_model()
        .one(tx)
        .await?)
}

/// Whether a prompt has come so far that its cards are shown.
pub fn is_shown(prompt: &BoardPrompt) -> bool {
    matches!(prompt.step, PromptStep::Sorting | PromptStep::Voting | PromptStep::Agreed)
}
