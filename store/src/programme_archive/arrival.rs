//! Storing the records of an archive as a new programme: all of them in one transaction, or none.

use jiff::Timestamp;
use sea_orm::{
    ColumnTrait, DbErr, EntityTrait, Iterable, PaginatorTrait, PrimaryKeyToColumn, QueryFilter, QueryOrder,
    QuerySelect, SqlErr,
};
use uuid::Uuid;

use super::{
    ids::{ArrivingIds, DeclaredIds},
    parts::{ArchiveLine, ArchivePart},
    record::ArchivedRecord,
};
use crate::{
    store::{
        CourseState, Db, Result, StoreError, Transaction, audit,
        entity::{course, round},
        programmes, write,
    },
    survey::RoundState,
    system::secret::SecretKey,
};

/// Ids asked about in one statement.
const AT_ONCE: usize = 500;

/// Why an archive cannot be stored.
#[derive(Debug, thiserror::Error)]
pub enum ArrivalError {
    /// A record of it.
    #[error("line {line}: {what}")]
    Record {
        /// Its line.
        line: u64,
        /// What is wrong with it.
        what: String,
    },
    /// It holds no programme, or several.
    #[error("it does not hold one programme")]
    NoProgramme,
    /// Another programme has this part of addresses.
    #[error("there is a programme at /programmes/{0} here already")]
    SlugTaken(String),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why records do not fit into the database.
pub(super) enum PrepareFault {
    /// One of them, by its place among them, and what is wrong with it.
    Record(usize, String),
    /// The database.
    Store(StoreError),
}

impl From<StoreError> for PrepareFault {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<DbErr> for PrepareFault {
    fn from(error: DbErr) -> Self {
        Self::Store(error.into())
    }
}

/// What arrived, or would.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArrivedProgramme {
    /// Its part of addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Whether it has other ids here than in the archive.
    pub renewed: bool,
    /// The addresses of members who had an account here.
    pub known_people: Vec<String>,
    /// The addresses of members for whom one was made.
    pub new_people: Vec<String>,
    /// Surveys whose key was taken: what it was, and what it is here.
    pub renamed_surveys: Vec<(String, String)>,
    /// Codes of surveys and workshops that were taken: what they were, and what they are here.
    pub renewed_codes: Vec<(String, String)>,
    /// The codes of surveys that are to open, the first to open first.
    pub planned: Vec<String>,
    /// How many courses have their summary still to come.
    pub courses_to_come: u64,
}

/// A programme on its way in.
pub struct ProgrammeArrival {
    tx: Transaction,
    ids: ArrivingIds,
}

impl ProgrammeArrival {
    /// Begins. `salt` is a random id, by which ids that are taken are renewed.
    ///
    /// # Errors
    /// [`ArrivalError::SlugTaken`], [`ArrivalError::NoProgramme`].
    pub async fn begin(
        db: &Db,
        secret: &SecretKey,
        slug: &str,
        (declared, salt): (DeclaredIds, Uuid),
        now: Timestamp,
    ) -> Result<Self, ArrivalError> {
        let programme = declared.programme().ok_or(ArrivalError::NoProgramme)?;
        let tx = write(db).await?;
        if programmes::find(&tx, slug).await?.is_some() {
            return Err(ArrivalError::SlugTaken(slug.to_owned()));
        }
        // Whatever record bears it, an id that is in any table here would make others of the archive name what is there.
        let mut renews = false;
        for table in ArchivePart::ALL {
            let own = |part: &ArchivePart| *part == table && table.is_matched();
            let ids = declared.0.iter().filter(|(part, _)| !own(part)).flat_map(|(_, ids)| ids);
            renews = renews || table.are_taken(&tx, &ids.copied().collect::<Vec<_>>()).await?;
        }
        let ids = ArrivingIds::new((programme, slug), declared, (salt, renews), secret, now.into());
        Ok(Self { tx, ids })
    }

    /// Stores records of a part. Parts come in their order.
    ///
    /// # Errors
    /// [`ArrivalError::Record`] for one that cannot be.
    pub async fn take(&mut self, part: ArchivePart, lines: &[ArchiveLine]) -> Result<(), ArrivalError> {
        part.store(&self.tx, &mut self.ids, lines).await
    }

    /// Keeps all of it, and tells what arrived.
    pub async fn keep(mut self, now: Timestamp) -> Result<ArrivedProgramme> {
        self.look().await?;
        let (programme, name) = (self.ids.programme, &self.ids.told.name);
        audit::record_command(&self.tx, programme, "imported the programme from an archive", name, now)
            .await?;
        self.tx.commit().await?;
        Ok(self.ids.told)
    }

    /// Takes all of it back, and tells what would have arrived.
    pub async fn take_back(mut self) -> Result<ArrivedProgramme> {
        self.look().await?;
        self.tx.rollback().await?;
        Ok(self.ids.told)
    }

    /// Looks at what will go on here.
    async fn look(&mut self) -> Result<()> {
        let programme = programmes::get(&self.tx, self.ids.programme).await?;
        self.ids.told.name = programme.name;
        let planned = round::Entity::find()
            .filter(round::Column::ProgrammeId.eq(programme.id))
            .filter(round::Column::State.eq(RoundState::Planned.key()))
            .order_by_asc(round::Column::OpensAt)
            .order_by_asc(round::Column::Code)
            .all(&self.tx)
            .await?;
        self.ids.told.planned = planned.into_iter().map(|round| round.code).collect();
        self.ids.told.courses_to_come = course::Entity::find()
            .filter(course::Column::ProgrammeId.eq(programme.id))
            .filter(course::Column::State.eq(CourseState::Planned))
            .count(&self.tx)
            .await?;
        Ok(())
    }
}

/// Reads a record.
pub(super) fn read<R: ArchivedRecord>(json: &[u8]) -> Result<R, String> {
    serde_json::from_slice(json).map_err(|error| {
        let words = error.to_string();
        // The place within the line helps nobody who reads a list of lines.
        words.split_once(" at line ").map_or(words.as_str(), |(words, _)| words).to_owned()
    })
}

/// Stores records of a table.
pub(super) async fn store<R: ArchivedRecord>(
    tx: &Transaction,
    ids: &mut ArrivingIds,
    lines: &[ArchiveLine],
) -> Result<(), ArrivalError> {
    let at = |line: u64| move |what: String| ArrivalError::Record { line, what };
    let mut records = Vec::with_capacity(lines.len());
    for line in lines {
        records.push(read::<R>(&line.json).map_err(at(line.number))?);
    }
    R::prepare(&records, ids, tx).await.map_err(|fault| match fault {
        PrepareFault::Record(place, what) => at(lines.get(place).map_or(0, |line| line.number))(what),
        PrepareFault::Store(error) => error.into(),
    })?;
    let mut rows = Vec::with_capacity(records.len());
    for (record, line) in records.into_iter().zip(lines) {
        rows.extend(record.row(ids).map_err(at(line.number))?);
    }
    let first = lines.first().map_or(0, |line| line.number);
    let stored = <R::Table as EntityTrait>::insert_many(rows).exec_without_returning(tx).await;
    stored.map_err(|error| misfit(first, error))?;
    Ok(())
}

/// What the database says of records that do not fit together.
fn misfit(first: u64, error: DbErr) -> ArrivalError {
    let what = match error.sql_err() {
        Some(SqlErr::ForeignKeyConstraintViolation(_)) => "names something that the archive does not hold",
        Some(SqlErr::UniqueConstraintViolation(_)) => "is in the archive twice",
        _ => return StoreError::from(error).into(),
    };
    ArrivalError::Record { line: first, what: format!("this line, or one of the lines after it, {what}") }
}

/// Whether any of these ids is taken in a table.
pub(super) async fn are_taken<R: ArchivedRecord>(tx: &Transaction, ids: &[Uuid]) -> Result<bool> {
    let mut key = <R::Table as EntityTrait>::PrimaryKey::iter().map(PrimaryKeyToColumn::into_column);
    // An id that is one only together with others is free where they are.
    let (Some(id), None) = (key.next(), key.next()) else { return Ok(false) };
    for ids in ids.chunks(AT_ONCE) {
        let taken = <R::Table as EntityTrait>::find()
            .select_only()
            .column(id)
            .filter(id.is_in(ids.iter().copied()))
            .limit(1)
            .into_tuple::<Uuid>()
            .one(tx)
            .await?;
        if taken.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}
