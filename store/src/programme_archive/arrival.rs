//! Storing the records of an archive as a new programme: all of them in one transaction, or none.

use std::collections::{BTreeMap, HashSet};

use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    arriving::{ArchiveLine, ArrivalError},
    ids::{ArrivedProgramme, ArrivingIds},
    parts::ArchivePart,
};
use crate::{
    store::{
        CourseState, Db, Result, Transaction, audit,
        entity::{course, round},
        health, programmes, write,
    },
    survey::RoundState,
    system::secret::SecretKey,
};

/// The ids that the records of an archive have, by part.
#[derive(Clone, Debug, Default)]
pub struct DeclaredIds(BTreeMap<ArchivePart, Vec<Uuid>>);

impl DeclaredIds {
    /// Notes that a record of a part has this id.
    pub fn add(&mut self, part: ArchivePart, id: Uuid) {
        self.0.entry(part).or_default().push(id);
    }

    /// The id of the programme itself, if there is one programme.
    fn programme(&self) -> Option<Uuid> {
        match self.0.get(&ArchivePart::Programme).map(Vec::as_slice) {
            Some([only]) => Some(*only),
            _ => None,
        }
    }
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
        let declared: HashSet<Uuid> = declared.0.into_values().flatten().collect();
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
        health::count_all_waiting(&self.tx, self.ids.programme).await?;
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
