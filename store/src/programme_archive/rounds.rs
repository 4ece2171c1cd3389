//! Rounds, who was invited to them, and what is shown of them.

use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select, Set};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    ArchivedCell, CheckedDocument, KeyWord,
    cells::VersionRef,
    departure::ProgrammeDeparture,
    ids::ArrivingIds,
    record::{ArchivedRecord, PrepareFault},
    scope,
};
use crate::{
    store::{
        KeyColumn, Transaction,
        entity::{deleted_answers, invitation, keyed_sheets, published, round, round_invited},
        published as tables,
        rounds::new_code,
        values_where,
    },
    survey::{Audience, PrivacyMode, RoundState, Side},
    system::secret::{KeyPurpose, hash},
};

/// A round. None is open.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ArchivedRound {
    id: Uuid,
    survey_version_id: VersionRef,
    code: String,
    side: KeyWord<KeyColumn<Side>>,
    privacy: KeyWord<KeyColumn<PrivacyMode>>,
    audience: KeyWord<KeyColumn<Audience>>,
    aims: CheckedDocument<Vec<String>>,
    state: KeyWord<KeyColumn<RoundState>>,
    opens_at: Timestamp,
    closes_at: Timestamp,
}

impl ArchivedRecord for ArchivedRound {
    type Table = round::Entity;

    fn of(programme: Uuid) -> Select<Self::Table> {
        round::Entity::find().filter(round::Column::ProgrammeId.eq(programme))
    }

    fn told(row: round::Model, _: &ProgrammeDeparture) -> Option<Self> {
        Some(Self {
            id: row.id,
            survey_version_id: VersionRef::told(row.survey_version_id),
            code: row.code,
            side: KeyWord(row.side),
            privacy: KeyWord(row.privacy),
            audience: KeyWord(row.audience),
            aims: CheckedDocument::told(row.aims),
            state: KeyWord(row.state),
            opens_at: row.opens_at.time(),
            closes_at: row.closes_at.time(),
        })
    }

    fn row(self, ids: &ArrivingIds) -> Result<Option<round::ActiveModel>, String> {
        if self.state.0 == KeyColumn(RoundState::Open) {
            return Err(format!("the survey {} is open", self.code));
        }
        Ok(Some(round::ActiveModel {
            id: Set(ids.of(self.id)),
            programme_id: Set(ids.programme),
            survey_version_id: Set(self.survey_version_id.column(ids)?),
            code: Set(ids.code(&self.code)),
            side: Set(self.side.0),
            privacy: Set(self.privacy.0),
            audience: Set(self.audience.0),
            aims: Set(self.aims.column(ids)?),
            state: Set(self.state.0),
            opens_at: Set(self.opens_at.into()),
            closes_at: Set(self.closes_at.into()),
        }))
    }

    fn own_id(&self) -> Option<Uuid> {
        Some(self.id)
    }

    async fn prepare(records: &[Self], ids: &mut ArrivingIds, tx: &Transaction) -> Result<(), PrepareFault> {
        let asked = round::Column::Code.is_in(records.iter().map(|record| record.code.clone()));
        let taken: Vec<String> = values_where(tx, round::Column::Code, asked).await?;
        for code in taken {
            ids.recode(&code, new_code());
        }
        Ok(())
    }
}

archived! {
    /// How many answers of a round were typed in from paper.
    pub(super) struct ArchivedSheets(keyed_sheets) {
        round_id: Uuid,
        n: i64,
    }
    of |programme| keyed_sheets::Column::RoundId.in_subquery(scope::rounds(programme))
}

archived! {
    /// How many people were invited to a round whose list is gone.
    pub(super) struct ArchivedInvited(round_invited) {
        round_id: Uuid,
        invited: i64,
    }
    of |programme| round_invited::Column::RoundId.in_subquery(scope::rounds(programme))
}

archived! {
    /// That the answers of a round were deleted.
    pub(super) struct ArchivedDeletion(deleted_answers) {
        round_id: Uuid,
        at: Timestamp,
    }
    of |programme| deleted_answers::Column::RoundId.in_subquery(scope::rounds(programme))
}

/// The published table of a round.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ArchivedPublished {
    round_id: Uuid,
    document: String,
    hash: String,
    written_at: Timestamp,
}

impl ArchivedRecord for ArchivedPublished {
    type Table = published::Entity;

    fn of(programme: Uuid) -> Select<Self::Table> {
        let of_rounds = published::Column::RoundId.in_subquery(scope::rounds(programme));
        published::Entity::find().filter(of_rounds)
    }

    fn told(row: published::Model, _: &ProgrammeDeparture) -> Option<Self> {
        let (document, hash, written_at) = (row.document, row.hash, row.written_at.time());
        Some(Self { round_id: row.round_id, document, hash, written_at })
    }

    fn row(self, ids: &ArrivingIds) -> Result<Option<published::ActiveModel>, String> {
        let row = published::Model {
            round_id: ids.of(self.round_id),
            document: self.document,
            hash: self.hash,
            written_at: self.written_at.into(),
        };
        if !tables::is_whole(&row) {
            return Err("the published table is not what was written".to_owned());
        }
        Ok(Some(published::ActiveModel {
            round_id: Set(row.round_id),
            document: Set(row.document),
            hash: Set(row.hash),
            written_at: Set(row.written_at),
        }))
    }
}

/// One person’s personal link to one round. The link itself is made anew by the key of the installation.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ArchivedInvitation {
    id: Uuid,
    round_id: Uuid,
    contact_id: Uuid,
    used: bool,
    response_id: Option<Uuid>,
    expires_at: Timestamp,
}

impl ArchivedRecord for ArchivedInvitation {
    type Table = invitation::Entity;

    fn of(programme: Uuid) -> Select<Self::Table> {
        let to_rounds = invitation::Column::RoundId.in_subquery(scope::rounds(programme));
        invitation::Entity::find().filter(to_rounds)
    }

    fn told(row: invitation::Model, _: &ProgrammeDeparture) -> Option<Self> {
        Some(Self {
            id: row.id,
            round_id: row.round_id,
            contact_id: row.contact_id,
            used: row.used,
            response_id: row.response_id,
            expires_at: row.expires_at.time(),
        })
    }

    fn row(self, ids: &ArrivingIds) -> Result<Option<invitation::ActiveModel>, String> {
        let id = ids.of(self.id);
        Ok(Some(invitation::ActiveModel {
            id: Set(id),
            round_id: Set(ids.of(self.round_id)),
            contact_id: Set(ids.of(self.contact_id)),
            token_hash: Set(hash(&ids.secret.token(KeyPurpose::Invitation, id))),
            used: Set(self.used),
            response_id: Set(self.response_id.column(ids)?),
            expires_at: Set(self.expires_at.into()),
        }))
    }

    fn own_id(&self) -> Option<Uuid> {
        Some(self.id)
    }
}
