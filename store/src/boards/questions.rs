//! Changing what a board asks, before it is asked; and what other boards ask, to be asked again.

use sea_orm::{
    ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationDef, Set,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use uuid::Uuid;

use crate::store::{
    Connection, PromptStep, Result, delete_where,
    entity::{board, board_prompt, course},
    set_where,
};

/// A question as it is to be: one that the board has, or a new one under a new id.
#[derive(Clone, Debug)]
pub struct Question {
    pub id: Uuid,
    /// How the write-up is to head it.
    pub heading: String,
    /// What library staff are asked; empty where the heading says it.
    pub library_wording: String,
    /// What partners are asked; empty where the heading says it.
    pub partner_wording: String,
}

/// Keeps all questions of a board in this order. Those in `removed` go; one that was asked already stays.
pub async fn keep(tx: &Connection, board: Uuid, questions: Vec<Question>, removed: &[Uuid]) -> Result<()> {
    use board_prompt::Column::{Heading, Id, LibraryWording, PartnerWording, Place};
    if !removed.is_empty() {
        let shown = board::Column::CurrentId.is_in(removed.iter().copied());
        set_where(tx, board::Column::CurrentId, None::<Uuid>, board::Column::Id.eq(board).and(shown)).await?;
        let waiting = board_prompt::Column::Step.eq(PromptStep::Waiting);
        let waiting = waiting.and(board_prompt::Column::Id.is_in(removed.iter().copied()));
        let waiting = waiting.and(board_prompt::Column::BoardId.eq(board));
        delete_where(tx, board_prompt::Entity, waiting).await?;
    }
    if questions.is_empty() {
        return Ok(());
    }
    // No two may have the same place, not even for a moment.
    let aside = Expr::col(board_prompt::Column::Place).mul(-1);
    set_where(tx, board_prompt::Column::Place, aside, board_prompt::Column::BoardId.eq(board)).await?;
    let rows = (1..).zip(questions).map(|(place, question)| board_prompt::ActiveModel {
        id: Set(question.id),
        board_id: Set(board),
        place: Set(place),
        heading: Set(question.heading),
        library_wording: Set(question.library_wording),
        partner_wording: Set(question.partner_wording),
        step: Set(PromptStep::Waiting),
        ends_at: Set(None),
        closes_itself: Set(false),
        dots: Set(0),
        counted: Set(false),
    });
    let change =
        OnConflict::column(Id).update_columns([Place, Heading, LibraryWording, PartnerWording]).to_owned();
    board_prompt::Entity::insert_many(rows).on_conflict(change).exec_without_returning(tx).await?;
    Ok(())
}

/// Boards of other courses of a programme with the titles of their courses, the latest course first.
pub async fn elsewhere(
    db: &Connection,
    programme: Uuid,
    but: Uuid,
    most: u64,
) -> Result<Vec<(Uuid, String)>> {
    let to_course: RelationDef =
        board::Entity::belongs_to(course::Entity).from(board::Column::CourseId).to(course::Column::Id).into();
    Ok(board::Entity::find()
        .select_only()
        .column(board::Column::Id)
        .column(course::Column::Title)
        .join(JoinType::InnerJoin, to_course)
        .filter(course::Column::ProgrammeId.eq(programme))
        .filter(course::Column::Id.ne(but))
        .order_by_desc(course::Column::StartsAt)
        .order_by_asc(board::Column::Id)
        .limit(most)
        .into_tuple()
        .all(db)
        .await?)
}
