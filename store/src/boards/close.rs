//! The end of a board: nothing is left that could tell who wrote or voted.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use rand::seq::SliceRandom;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait, Query},
};
use uuid::Uuid;

use super::{desk::of_board, write_ups};
use crate::store::{
    BoardPrompt, BoardState, Connection, Instant, PromptStep, Result, column_where, delete_where,
    entity::{
        board, board_card, board_group, board_hands, board_key, board_pair, board_prompt, board_unlike,
        board_vote, card_item, course,
    },
    exists_where, same, set_where,
};

/// Rows of votes written in one statement.
const AT_ONCE: usize = 4_000;

/// Closes a board: keys go, cards lose their writer, and each voter becomes another random value in each prompt, so that
/// the people of a card can still be counted and not followed. Steps under way end.
pub async fn close(tx: &Connection, board: Uuid, now: Timestamp) -> Result<()> {
    board::Entity::update_many()
        .col_expr(board::Column::State, BoardState::Closed.into())
        .col_expr(board::Column::ClosedAt, Expr::value(now.as_millisecond()))
        .filter(board::Column::Id.eq(board))
        .exec(tx)
        .await?;
    board_key::Entity::delete_many().filter(board_key::Column::BoardId.eq(board)).exec(tx).await?;
    let on_it = board_card::Column::PromptId.in_subquery(of_board(board));
    set_where(tx, board_card::Column::WriterHash, None::<String>, on_it).await?;
    end_steps(tx, board).await?;
    let of_board = board_vote::Column::PromptId.in_subquery(of_board(board));
    let votes = board_vote::Entity::find().filter(of_board.clone()).all(tx).await?;
    board_vote::Entity::delete_many().filter(of_board).exec(tx).await?;
    let mut others: HashMap<(Uuid, String), String> = HashMap::new();
    let mut rows: Vec<board_vote::ActiveModel> = votes
        .into_iter()
        .filter(|vote| vote.dots > 0)
        .map(|vote| {
            let other = others.entry((vote.prompt_id, vote.voter_hash));
            board_vote::ActiveModel {
                prompt_id: Set(vote.prompt_id),
                voter_hash: Set(other.or_insert_with(|| Uuid::new_v4().to_string()).clone()),
                target_id: Set(vote.target_id),
                dots: Set(vote.dots),
            }
        })
        .collect();
    rows.shuffle(&mut rand::rng());
    for rows in rows.chunks(AT_ONCE) {
        board_vote::Entity::insert_many(rows.to_vec()).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// What is being written is shown to the desk, and a vote under way is counted.
async fn end_steps(tx: &Connection, board: Uuid) -> Result<()> {
    let prompts: Vec<BoardPrompt> = board_prompt::Entity::find()
        .filter(board_prompt::Column::BoardId.eq(board))
        .filter(board_prompt::Column::Step.is_in([PromptStep::Writing, PromptStep::Voting]))
        .into_model()
        .all(tx)
        .await?;
    let voting: Vec<Uuid> =
        prompts.iter().filter(|prompt| prompt.step == PromptStep::Voting).map(|prompt| prompt.id).collect();
    let all = board_prompt::Column::Id.is_in(prompts.iter().map(|prompt| prompt.id));
    set_where(tx, board_prompt::Column::Step, PromptStep::Sorting, all).await?;
    set_where(tx, board_prompt::Column::Counted, true, board_prompt::Column::Id.is_in(voting)).await?;
    Ok(())
}

/// A closed board that has cards, hands or votes left.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BoardWithCards {
    pub id: Uuid,
    /// Whose it is.
    pub programme: Uuid,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it closed.
    pub closed_at: Timestamp,
}

/// The boards that closed before the instant by which their programme stands, and have something left: nearly always none.
pub(crate) async fn with_cards(
    db: &Connection,
    before: &BTreeMap<Instant, Vec<Uuid>>,
) -> Result<Vec<BoardWithCards>> {
    let prompt = board_prompt::Column::Id;
    let cards = exists_where(board_card::Entity, same(board_card::Column::PromptId, prompt));
    let hands = exists_where(board_hands::Entity, same(board_hands::Column::PromptId, prompt));
    let votes = exists_where(board_vote::Entity, same(board_vote::Column::PromptId, prompt));
    let own = same(board_prompt::Column::BoardId, board::Column::Id);
    let closed = Expr::cust("COALESCE(board.closed_at, board.created_at)");
    let long_ago = before.iter().fold(Condition::any(), |any, (before, programmes)| {
        let theirs = course::Column::ProgrammeId.is_in(programmes.iter().copied());
        any.add(theirs.and(closed.clone().lt(*before)))
    });
    let select = Query::select()
        .column((board::Entity, board::Column::Id))
        .column((course::Entity, course::Column::ProgrammeId))
        .column((board::Entity, board::Column::CreatedAt))
        .expr_as(closed, "closed")
        .from(board::Entity)
        .inner_join(course::Entity, same(course::Column::Id, board::Column::CourseId))
        .cond_where(long_ago)
        .and_where(board::Column::State.eq(BoardState::Closed))
        .and_where(exists_where(board_prompt::Entity, own.and(cards.or(hands).or(votes))))
        .take();
    let mut found = Vec::new();
    for row in db.query_all(&select).await? {
        let (id, programme, made, closed) = row.try_get_many_by_index()?;
        let (made_at, closed_at) = (Instant::time(made), Instant::time(closed));
        found.push(BoardWithCards { id, programme, made_at, closed_at });
    }
    Ok(found)
}

/// The boards of programmes that nobody closed, made and held before an instant, each after its programme.
pub(crate) async fn left_open(
    db: &Connection,
    programmes: Vec<Uuid>,
    before: Instant,
) -> Result<Vec<(Uuid, Uuid)>> {
    let select = Query::select()
        .column((course::Entity, course::Column::ProgrammeId))
        .column((board::Entity, board::Column::Id))
        .from(board::Entity)
        .inner_join(course::Entity, same(course::Column::Id, board::Column::CourseId))
        .and_where(course::Column::ProgrammeId.is_in(programmes))
        .and_where(course::Column::EndsAt.lt(before))
        .and_where(board::Column::State.ne(BoardState::Closed))
        .and_where(board::Column::CreatedAt.lt(before))
        .take();
    let rows = db.query_all(&select).await?;
    rows.iter().map(|row| Ok(row.try_get_many_by_index()?)).collect()
}

/// Deletes the cards, groups, hands and votes of boards, and what was made of them but for questions and actions, which
/// stand by themselves. Their write-ups stay, without the cards in their appendices.
pub async fn delete_cards(tx: &Connection, boards: &[Uuid]) -> Result<u64> {
    write_ups::forget_appendices(tx, boards).await?;
    let prompts =
        column_where(board_prompt::Column::Id, board_prompt::Column::BoardId.is_in(boards.iter().copied()));
    delete_where(tx, board_vote::Entity, board_vote::Column::PromptId.in_subquery(prompts.clone())).await?;
    delete_where(tx, board_hands::Entity, board_hands::Column::PromptId.in_subquery(prompts.clone())).await?;
    delete_where(tx, board_pair::Entity, board_pair::Column::PromptId.in_subquery(prompts.clone())).await?;
    delete_where(tx, card_item::Entity, card_item::Column::PromptId.in_subquery(prompts.clone())).await?;
    let unlike = board_unlike::Column::PromptId.in_subquery(prompts.clone());
    delete_where(tx, board_unlike::Entity, unlike).await?;
    let theirs = board_card::Column::PromptId.in_subquery(prompts.clone());
    let cards = delete_where(tx, board_card::Entity, theirs).await?;
    delete_where(tx, board_group::Entity, board_group::Column::PromptId.in_subquery(prompts)).await?;
    Ok(cards)
}
