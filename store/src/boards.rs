//! Workshop boards: what a trainer asks the room, what the room wrote, and where it stands.
//!
//! Whoever writes or votes is known by the keyed hash of a random key in their browser, and by nothing once the board
//! has closed. What a phone or the wall may not see yet is left out by the query itself ([`room`]).

pub mod alike;
pub mod close;
pub mod desk;
pub mod entries;
pub mod ledger;
pub mod notes;
pub mod questions;
pub mod room;
pub mod said;
pub mod things;
pub mod uses;
pub mod write_ups;

use common_ground_boards::votes;
use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

use super::{
    Connection, Result, column_where,
    entity::{board, board_card, board_group, board_prompt, contact, course_partner, participant},
    rounds::new_code,
};
use crate::survey::Side;

pub use super::entity::{BoardState, Origin, PromptStep};

/// Characters of the longest card.
pub const LONGEST_CARD: usize = 140;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Board {
    pub id: Uuid,
    /// The course it belongs to.
    pub course_id: Uuid,
    /// The code that people join with.
    pub code: String,
    /// Where it is in its life.
    pub state: BoardState,
    /// Raised with everything that is done at a desk.
    pub revision: i64,
    /// The latest of that, in words that name no card.
    pub last_act: String,
    /// The prompt that the room sees.
    pub current_id: Option<Uuid>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it closed.
    pub closed_at: Option<Timestamp>,
}

from_row!(Board: board {
    id, course_id, code, state, revision, last_act, current_id, created_at, closed_at,
});

/// What a board asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardPrompt {
    pub id: Uuid,
    /// The board it belongs to.
    pub board_id: Uuid,
    /// Its place, from 1.
    pub place: i32,
    /// How the write-up is to head it.
    pub heading: String,
    /// What library staff are asked; empty where the heading says it.
    pub library_wording: String,
    /// What partners are asked; empty where the heading says it.
    pub partner_wording: String,
    /// Where it is.
    pub step: PromptStep,
    /// When writing is to end.
    pub ends_at: Option<Timestamp>,
    /// Whether it ends by itself then.
    pub closes_itself: bool,
    /// Dots that everybody gets.
    pub dots: i32,
    /// Whether the vote is closed, and its count shown.
    pub counted: bool,
}

from_row!(BoardPrompt: board_prompt {
    id, board_id, place, heading, library_wording, partner_wording, step, ends_at, closes_itself, dots, counted,
});

impl BoardPrompt {
    /// What one side is asked.
    pub fn wording(&self, side: Side) -> &str {
        let own = match side {
            Side::Library => &self.library_wording,
            Side::Partner => &self.partner_wording,
        };
        if own.is_empty() { &self.heading } else { own }
    }

    /// The same prompt at another step.
    #[must_use]
    pub fn at(mut self, step: PromptStep) -> Self {
        self.step = step;
        self
    }

    /// Whether cards are taken now.
    pub fn takes_cards(&self, now: Timestamp) -> bool {
        self.step == PromptStep::Writing
            && !(self.closes_itself && self.ends_at.is_some_and(|end| end <= now))
    }
}

/// A card, as a desk sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardCard {
    pub id: Uuid,
    /// The prompt it answers.
    pub prompt_id: Uuid,
    /// The side of whoever wrote it.
    pub side: Side,
    /// How it came.
    pub origin: Origin,
    /// As it was written.
    pub text: String,
    /// A clearer wording.
    pub clarified: Option<String>,
    /// The table that wrote it; may be empty.
    pub table_name: String,
    /// The group it is in.
    pub group_id: Option<Uuid>,
    /// Its agreed place; 0 before there is one.
    pub rank: i32,
    /// Whether it was taken off the board for the time being.
    pub withheld: bool,
    /// Whether the write-up tells it as an example of its group.
    pub example: bool,
}

from_row!(BoardCard: board_card {
    id, prompt_id, side, origin, text, clarified, table_name, group_id, rank, withheld, example,
});

impl BoardCard {
    /// The words that are shown: the clearer ones where there are any.
    pub fn words(&self) -> &str {
        self.clarified.as_deref().unwrap_or(&self.text)
    }

    /// As far as counting needs it.
    pub fn counted(&self) -> votes::CountedCard<Uuid> {
        votes::CountedCard { id: self.id, group: self.group_id, withheld: self.withheld }
    }
}

/// Cards that were put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardGroup {
    pub id: Uuid,
    /// The prompt it belongs to.
    pub prompt_id: Uuid,
    /// What a person called it.
    pub label: String,
    /// Its agreed place; 0 before there is one.
    pub rank: i32,
}

from_row!(CardGroup: board_group { id, prompt_id, label, rank });

/// A prompt that is to be asked: its heading, and the wording of each side where the heading does not say it.
pub type NewPrompt<'a> = (&'a str, &'a str, &'a str);

/// Makes the board of a course.
///
/// # Errors
/// A course that has one.
pub async fn create(
    tx: &Connection,
    course: Uuid,
    prompts: &[NewPrompt<'_>],
    now: Timestamp,
) -> Result<Board> {
    let id = Uuid::new_v4();
    let row = board::ActiveModel {
        id: Set(id),
        course_id: Set(course),
        code: Set(new_code()),
        state: Set(BoardState::Draft),
        revision: Set(0),
        last_act: Set(String::new()),
        current_id: Set(None),
        created_at: Set(now.into()),
        closed_at: Set(None),
    };
    let board = board::Entity::insert(row).exec_with_returning(tx).await?.into();
    let rows = (1..).zip(prompts).map(|(place, (heading, library, partner))| board_prompt::ActiveModel {
        id: Set(Uuid::new_v4()),
        board_id: Set(id),
        place: Set(place),
        heading: Set((*heading).to_owned()),
        library_wording: Set((*library).to_owned()),
        partner_wording: Set((*partner).to_owned()),
        step: Set(PromptStep::Waiting),
        ends_at: Set(None),
        closes_itself: Set(false),
        dots: Set(0),
        counted: Set(false),
    });
    board_prompt::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(board)
}

/// The board of a course.
pub async fn of_course(db: &Connection, course: Uuid) -> Result<Option<Board>> {
    Ok(board::Entity::find().filter(board::Column::CourseId.eq(course)).into_model().one(db).await?)
}

/// The board with a code, however it is typed.
pub async fn by_code(db: &Connection, code: &str) -> Result<Option<Board>> {
    let code = code.to_uppercase();
    Ok(board::Entity::find().filter(board::Column::Code.eq(code)).into_model().one(db).await?)
}

/// The board of the latest course that a partner was expected at, or a contact of theirs was on the list of.
pub async fn latest_of_partner(db: &Connection, partner: Uuid) -> Result<Option<Board>> {
    let contacts = column_where(contact::Column::Id, contact::Column::PartnerId.eq(partner));
    let listed =
        column_where(participant::Column::CourseId, participant::Column::ContactId.in_subquery(contacts));
    let expected =
        column_where(course_partner::Column::CourseId, course_partner::Column::PartnerId.eq(partner));
    let theirs =
        board::Column::CourseId.in_subquery(listed).or(board::Column::CourseId.in_subquery(expected));
    Ok(board::Entity::find()
        .filter(theirs)
        .order_by_desc(board::Column::CreatedAt)
        .order_by_asc(board::Column::Id)
        .into_model()
        .one(db)
        .await?)
}

/// A board by its id.
pub async fn find(db: &Connection, id: Uuid) -> Result<Option<Board>> {
    Ok(board::Entity::find_by_id(id).into_model().one(db).await?)
}

/// The prompts of a board in order.
pub async fn prompts(db: &Connection, board: Uuid) -> Result<Vec<BoardPrompt>> {
    Ok(board_prompt::Entity::find()
        .filter(board_prompt::Column::BoardId.eq(board))
        .order_by_asc(board_prompt::Column::Place)
        .into_model()
        .all(db)
        .await?)
}

/// The groups of a prompt: as agreed, else by label.
pub async fn groups(db: &Connection, prompt: Uuid) -> Result<Vec<CardGroup>> {
    Ok(board_group::Entity::find()
        .filter(board_group::Column::PromptId.eq(prompt))
        .order_by_asc(board_group::Column::Rank)
        .order_by_asc(board_group::Column::Label)
        .order_by_asc(board_group::Column::Id)
        .into_model()
        .all(db)
        .await?)
}

/// A card by its id.
pub async fn card(db: &Connection, id: Uuid) -> Result<Option<BoardCard>> {
    Ok(board_card::Entity::find_by_id(id).into_model().one(db).await?)
}
