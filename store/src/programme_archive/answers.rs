//! What people answered. Rows are in the order of random ids, and those of anonymous rounds have none of their own: where they
//! arrive they get others, so that nothing tells which of them came when, or lay beside which.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, Set};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    ArchivedCell, CheckedDocument, KeyWord,
    departure::{ArchivePage, ArchivePlace, ProgrammeDeparture},
    ids::ArrivingIds,
    record::{ArchivedRecord, line},
    scope,
};
use crate::{
    store::{
        Release, Result,
        entity::{comment, response, round, submission_key, tally},
        submission::import::KEY_PREFIX,
        tallies,
    },
    survey::Answers,
};

/// One person’s answers.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ArchivedResponse {
    round_id: Uuid,
    /// None in an anonymous round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<Uuid>,
    grp: String,
    answers: CheckedDocument<Answers>,
}

impl ArchivedRecord for ArchivedResponse {
    type Table = response::Entity;

    fn of(programme: Uuid) -> Select<Self::Table> {
        response::Entity::find().filter(response::Column::RoundId.in_subquery(scope::rounds(programme)))
    }

    fn told(row: response::Model, from: &ProgrammeDeparture) -> Option<Self> {
        Some(Self {
            id: Some(row.id).filter(|_| !from.is_anonymous(row.round_id)),
            round_id: row.round_id,
            grp: row.grp,
            answers: CheckedDocument::told(row.answers),
        })
    }

    fn row(self, ids: &ArrivingIds) -> Result<Option<response::ActiveModel>, String> {
        Ok(Some(response::ActiveModel {
            round_id: Set(ids.of(self.round_id)),
            id: Set(self.id.map_or_else(Uuid::new_v4, |id| ids.of(id))),
            grp: Set(self.grp),
            answers: Set(self.answers.column(ids)?),
        }))
    }

    fn own_id(&self) -> Option<Uuid> {
        self.id
    }
}

/// How often a value was given, whichever instance counted it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ArchivedTally {
    round_id: Uuid,
    item: String,
    grp: String,
    value: String,
    n: i64,
}

impl ArchivedRecord for ArchivedTally {
    type Table = tally::Entity;

    fn of(programme: Uuid) -> Select<Self::Table> {
        tally::Entity::find().filter(tally::Column::RoundId.in_subquery(scope::rounds(programme)))
    }

    fn told(row: tally::Model, _: &ProgrammeDeparture) -> Option<Self> {
        let (round_id, item, grp, value, n) = (row.round_id, row.item, row.grp, row.value, row.n);
        Some(Self { round_id, item, grp, value, n })
    }

    fn row(self, ids: &ArrivingIds) -> Result<Option<tally::ActiveModel>, String> {
        Ok(Some(tally::ActiveModel {
            round_id: Set(ids.of(self.round_id)),
            item: Set(self.item),
            grp: Set(self.grp),
            value: Set(self.value),
            slot: Set(0),
            n: Set(self.n),
        }))
    }

    /// Round by round, since the counts of several instances become one.
    async fn page(from: &ProgrammeDeparture, after: Option<&ArchivePlace>) -> Result<ArchivePage> {
        let mut rounds = round::Entity::find()
            .select_only()
            .column(round::Column::Id)
            .filter(round::Column::ProgrammeId.eq(from.programme()))
            .order_by_asc(round::Column::Id);
        if let Some(last) = after.and_then(|place| place.0.first()) {
            rounds = rounds.filter(round::Column::Id.gt(last.clone()));
        }
        let Some(round_id) = rounds.limit(1).into_tuple::<Uuid>().one(from.moment()).await? else {
            return Ok(ArchivePage::default());
        };
        let cells = tallies::of_round(from.moment(), round_id).await?.into_iter();
        let cells =
            cells.map(|cell| Self { round_id, item: cell.item, grp: cell.grp, value: cell.value, n: cell.n });
        let lines = cells.map(|cell| line(&cell)).collect::<Result<_>>()?;
        Ok(ArchivePage { lines, next: Some(ArchivePlace(vec![round_id.into()])) })
    }
}

archived! {
    /// One open answer, cut loose from its response.
    pub(super) struct ArchivedComment(comment, id = id) {
        id: Uuid,
        round_id: Uuid,
        grp: String,
        item: String,
        text: String,
        state: KeyWord<Release>,
        shown: Option<String>,
        themes: String,
        attention: Option<i32>,
    }
    of |programme| comment::Column::RoundId.in_subquery(scope::rounds(programme))
}

archived! {
    /// The key of a row that was imported from a file, so that the file can be imported again and duplicates nothing. Keys of
    /// forms stay behind.
    pub(super) struct ArchivedImportKey(submission_key) {
        round_id: Uuid,
        key_hash: String,
    }
    of |programme| sea_orm::Condition::all()
        .add(submission_key::Column::RoundId.in_subquery(scope::rounds(programme)))
        .add(submission_key::Column::KeyHash.starts_with(KEY_PREFIX))
}
