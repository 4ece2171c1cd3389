//! Workshop boards, what the room wrote and voted, and what became of it. None is open, so that nothing tells who wrote what.

use common_ground_boards::write_up::WriteUp;
use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select, Set};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    ArchivedCell, CheckedDocument, KeyText, KeyWord,
    departure::ProgrammeDeparture,
    ids::ArrivingIds,
    record::{ArchivedRecord, PrepareFault},
    scope,
};
use crate::{
    store::{
        BoardState, KeyColumn, PromptStep, Transaction,
        boards::Origin,
        entity::{
            board, board_card, board_group, board_hands, board_ledger, board_pair, board_prompt,
            board_unlike, board_vote, board_write_up, card_item,
        },
        rounds::new_code,
        values_where,
    },
    survey::Side,
};

/// The board of a course.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ArchivedBoard {
    id: Uuid,
    course_id: Uuid,
    code: String,
    state: KeyWord<BoardState>,
    revision: i64,
    last_act: String,
    current_id: Option<Uuid>,
    created_at: Timestamp,
    closed_at: Option<Timestamp>,
}

impl ArchivedRecord for ArchivedBoard {
    type Table = board::Entity;

    fn of(programme: Uuid) -> Select<Self::Table> {
        board::Entity::find().filter(board::Column::CourseId.in_subquery(scope::courses(programme)))
    }

    fn told(row: board::Model, _: &ProgrammeDeparture) -> Option<Self> {
        Some(Self {
            id: row.id,
            course_id: row.course_id,
            code: row.code,
            state: KeyWord(row.state),
            revision: row.revision,
            last_act: row.last_act,
            current_id: row.current_id,
            created_at: row.created_at.time(),
            closed_at: Option::told(row.closed_at),
        })
    }

    fn row(self, ids: &ArrivingIds) -> Result<Option<board::ActiveModel>, String> {
        if self.state.0 == BoardState::Open {
            return Err(format!("the workshop board {} is open", self.code));
        }
        Ok(Some(board::ActiveModel {
            id: Set(ids.of(self.id)),
            course_id: Set(ids.of(self.course_id)),
            code: Set(ids.code(&self.code)),
            state: Set(self.state.0),
            revision: Set(self.revision),
            last_act: Set(self.last_act),
            current_id: Set(self.current_id.column(ids)?),
            created_at: Set(self.created_at.into()),
            closed_at: Set(self.closed_at.column(ids)?),
        }))
    }

    fn own_id(&self) -> Option<Uuid> {
        Some(self.id)
    }

    async fn prepare(records: &[Self], ids: &mut ArrivingIds, tx: &Transaction) -> Result<(), PrepareFault> {
        let asked = board::Column::Code.is_in(records.iter().map(|record| record.code.clone()));
        let taken: Vec<String> = values_where(tx, board::Column::Code, asked).await?;
        for code in taken {
            ids.recode(&code, new_code());
        }
        Ok(())
    }
}

archived! {
    /// What a board asks the room.
    pub(super) struct ArchivedPrompt(board_prompt, id = id) {
        id: Uuid,
        board_id: Uuid,
        place: i32,
        heading: String,
        library_wording: String,
        partner_wording: String,
        step: KeyWord<PromptStep>,
        ends_at: Option<Timestamp>,
        closes_itself: bool,
        dots: i32,
        counted: bool,
    }
    of |programme| board_prompt::Column::BoardId.in_subquery(scope::boards(programme))
}

archived! {
    /// Cards that were put together.
    pub(super) struct ArchivedCardGroup(board_group, id = id) {
        id: Uuid,
        prompt_id: Uuid,
        label: String,
        rank: i32,
    }
    of |programme| board_group::Column::PromptId.in_subquery(scope::prompts(programme))
}

archived! {
    /// What somebody in the room wrote.
    pub(super) struct ArchivedCard(board_card, id = id, empty = writer_hash) {
        id: Uuid,
        prompt_id: Uuid,
        side: KeyWord<KeyColumn<Side>>,
        origin: KeyWord<Origin>,
        text: String,
        clarified: Option<String>,
        table_name: String,
        group_id: Option<Uuid>,
        rank: i32,
        withheld: bool,
        example: bool,
    }
    of |programme| board_card::Column::PromptId.in_subquery(scope::prompts(programme))
}

archived! {
    /// Hands raised for a card or group.
    pub(super) struct ArchivedHands(board_hands) {
        prompt_id: Uuid,
        target_id: Uuid,
        side: String,
        hands: i32,
    }
    of |programme| board_hands::Column::PromptId.in_subquery(scope::prompts(programme))
}

/// Which prompts say what is offered and wanted.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ArchivedBoardLedger {
    #[serde(rename = "board_id")]
    board: Uuid,
    #[serde(rename = "offered_id")]
    offered: Option<Uuid>,
    #[serde(rename = "wanted_id")]
    wanted: Option<Uuid>,
}

impl ArchivedRecord for ArchivedBoardLedger {
    type Table = board_ledger::Entity;

    fn of(programme: Uuid) -> Select<Self::Table> {
        board_ledger::Entity::find()
            .filter(board_ledger::Column::BoardId.in_subquery(scope::boards(programme)))
    }

    fn told(row: board_ledger::Model, _: &ProgrammeDeparture) -> Option<Self> {
        Some(Self { board: row.board_id, offered: row.offered_id, wanted: row.wanted_id })
    }

    fn row(self, ids: &ArrivingIds) -> Result<Option<board_ledger::ActiveModel>, String> {
        Ok(Some(board_ledger::ActiveModel {
            board_id: Set(ids.of(self.board)),
            offered_id: Set(self.offered.column(ids)?),
            wanted_id: Set(self.wanted.column(ids)?),
        }))
    }
}

archived! {
    /// What somebody decided about an offer and a wish.
    pub(super) struct ArchivedPair(board_pair) {
        prompt_id: Uuid,
        offered_id: Uuid,
        wanted_id: Uuid,
        offering: KeyText<Side>,
        confirmed: bool,
    }
    of |programme| board_pair::Column::PromptId.in_subquery(scope::prompts(programme))
}

/// Two cards that look alike, and that a person said are not.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ArchivedUnlike {
    #[serde(rename = "prompt_id")]
    prompt: Uuid,
    #[serde(rename = "one_id")]
    one: Uuid,
    #[serde(rename = "other_id")]
    other: Uuid,
}

impl ArchivedRecord for ArchivedUnlike {
    type Table = board_unlike::Entity;

    fn of(programme: Uuid) -> Select<Self::Table> {
        board_unlike::Entity::find()
            .filter(board_unlike::Column::PromptId.in_subquery(scope::prompts(programme)))
    }

    fn told(row: board_unlike::Model, _: &ProgrammeDeparture) -> Option<Self> {
        Some(Self { prompt: row.prompt_id, one: row.one_id, other: row.other_id })
    }

    fn row(self, ids: &ArrivingIds) -> Result<Option<board_unlike::ActiveModel>, String> {
        Ok(Some(board_unlike::ActiveModel {
            prompt_id: Set(ids.of(self.prompt)),
            one_id: Set(ids.of(self.one)),
            other_id: Set(ids.of(self.other)),
        }))
    }
}

archived! {
    /// The dots that somebody gave to one card or group, under a value that names nobody.
    pub(super) struct ArchivedVote(board_vote) {
        prompt_id: Uuid,
        voter_hash: String,
        target_id: Uuid,
        dots: i32,
    }
    of |programme| board_vote::Column::PromptId.in_subquery(scope::prompts(programme))
}

archived! {
    /// One revision of the document that a board ended with.
    pub(super) struct ArchivedWriteUp(board_write_up, id = id) {
        id: Uuid,
        board_id: Uuid,
        revision: i32,
        document: CheckedDocument<WriteUp>,
        agreed_by: String,
        written_at: Timestamp,
    }
    of |programme| board_write_up::Column::BoardId.in_subquery(scope::boards(programme))
}

archived! {
    /// The card that a question of an own survey asks.
    pub(super) struct ArchivedCardItem(card_item) {
        survey_id: Uuid,
        item_key: String,
        prompt_id: Uuid,
        target_id: Uuid,
    }
    of |programme| sea_orm::Condition::all()
        .add(card_item::Column::SurveyId.in_subquery(scope::custom_surveys(programme)))
        .add(card_item::Column::PromptId.in_subquery(scope::prompts(programme)))
}
