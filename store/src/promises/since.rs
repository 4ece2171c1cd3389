//! What was done since people were asked last, for the invitation that asks them next. It is said alike to everybody who
//! was on the list of contacts then: it tells nothing of who was invited or answered.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{
    store::{
        Connection, Instant, Promise, PromiseState, Result, Round, column_where,
        entity::{contact, invitation, promise, round},
    },
    survey::RoundState,
};

/// The most that an invitation tells.
const MOST: usize = 3;

/// What was done since the round before, and who may have been asked in it.
#[derive(Clone, Debug, Default)]
pub struct SinceThen {
    /// The partners of those who were on the list of contacts by then.
    partners: HashMap<Uuid, Option<Uuid>>,
    /// What was done since, the latest first.
    done: Vec<Promise>,
}

impl SinceThen {
    /// What was done since the last round of a programme that asked the same side and has closed: promises that were
    /// released for everybody to read.
    pub async fn of(db: &Connection, asking: &Round) -> Result<Self> {
        let last: Option<Instant> = round::Entity::find()
            .select_only()
            .column(round::Column::ClosesAt)
            .filter(round::Column::ProgrammeId.eq(asking.programme))
            .filter(round::Column::Side.eq(asking.side.key()))
            .filter(round::Column::State.eq(RoundState::Closed.key()))
            .filter(round::Column::Id.ne(asking.id))
            .filter(round::Column::ClosesAt.lt(Instant::from(asking.opens_at)))
            .order_by_desc(round::Column::ClosesAt)
            .limit(1)
            .into_tuple()
            .one(db)
            .await?;
        let Some(last) = last else { return Ok(Self::default()) };
        let day = last.time().to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
        // Days are kept as text in which earlier ones come first.
        let since = promise::Column::ProgrammeId
            .eq(asking.programme)
            .and(promise::Column::Released.eq(true))
            .and(promise::Column::State.is_in([PromiseState::Done, PromiseState::Partly]))
            .and(promise::Column::SettledOn.gt(day.to_string()));
        let mut done = super::all(db, since).await?;
        if done.is_empty() {
            return Ok(Self::default());
        }
        done.sort_by_key(|promise| std::cmp::Reverse(promise.settled_on));
        let invited = column_where(invitation::Column::ContactId, invitation::Column::RoundId.eq(asking.id));
        let then = contact::Column::AddedAt.is_null().or(contact::Column::AddedAt.lte(last));
        let partners: Vec<(Uuid, Option<Uuid>)> = contact::Entity::find()
            .select_only()
            .column(contact::Column::Id)
            .column(contact::Column::PartnerId)
            .filter(contact::Column::Id.in_subquery(invited))
            .filter(then)
            .into_tuple()
            .all(db)
            .await?;
        Ok(Self { partners: partners.into_iter().collect(), done })
    }

    /// What a contact is told: nothing of other partners, and nothing where they were not on the list then.
    pub fn told_to(&self, contact: Uuid) -> Vec<&Promise> {
        match self.partners.get(&contact) {
            Some(partner) => self.of_partner(*partner),
            None => Vec::new(),
        }
    }

    /// What everybody is told who was on the list then.
    pub fn told_to_all(&self) -> Vec<&Promise> {
        self.of_partner(None)
    }

    fn of_partner(&self, partner: Option<Uuid>) -> Vec<&Promise> {
        let concerns = |one: &&Promise| one.partner_id.is_none() || one.partner_id == partner;
        self.done.iter().filter(concerns).take(MOST).collect()
    }
}
