//! Which emails about courses a member of a programme gets.

use std::collections::HashSet;

use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, Select, Set,
    sea_query::{Expr, Query},
};
use uuid::Uuid;

use super::{
    Connection, Person, PersonRole, Result, column_where,
    entity::{delivery, membership, person},
    same, values_where,
};

/// What a member gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmailChoice {
    /// The summary of each course.
    EachCourse,
    /// One email a month about the summaries of the month before.
    Monthly,
    /// The summary of a course where somebody has something to decide.
    WhenNeeded,
    /// Nothing.
    Nothing,
}

keys!(EmailChoice {
    EachCourse = "each_course",
    Monthly = "monthly",
    WhenNeeded = "when_needed",
    Nothing = "nothing",
});

impl EmailChoice {
    /// Those that can bring the summary of a course.
    pub const OF_SUMMARIES: [Self; 2] = [Self::EachCourse, Self::WhenNeeded];

    /// What somebody gets who has chosen nothing.
    pub fn usual(role: PersonRole) -> Self {
        if role == PersonRole::Manager { Self::EachCourse } else { Self::Nothing }
    }
}

/// What a member gets.
pub async fn of_member(
    db: &Connection,
    programme: Uuid,
    person: Uuid,
    role: PersonRole,
) -> Result<EmailChoice> {
    let row = membership::Entity::find_by_id((person, programme)).one(db).await?;
    let chosen = row.and_then(|row| row.summary_emails).and_then(|key| EmailChoice::from_key(&key));
    Ok(chosen.unwrap_or_else(|| EmailChoice::usual(role)))
}

/// Keeps what a member chose.
pub async fn keep(tx: &Connection, programme: Uuid, person: Uuid, choice: EmailChoice) -> Result<()> {
    let row = membership::ActiveModel {
        person_id: Set(person),
        programme_id: Set(programme),
        summary_emails: Set(Some(choice.key().to_owned())),
        ..Default::default()
    };
    membership::Entity::update(row).exec(tx).await?;
    Ok(())
}

/// The members of a programme who get one of these. Those who may not sign in are left out.
pub(super) fn who_gets(programme: Uuid, choices: &[EmailChoice]) -> Select<person::Entity> {
    let mut gets = membership::Column::SummaryEmails.is_in(choices.iter().map(|choice| choice.key()));
    if choices.contains(&EmailChoice::usual(PersonRole::Manager)) {
        let unasked = membership::Column::SummaryEmails.is_null();
        gets = gets.or(membership::Column::Role.eq(PersonRole::Manager.key()).and(unasked));
    }
    let of_programme = membership::Column::ProgrammeId.eq(programme);
    let members = column_where(membership::Column::PersonId, of_programme.and(gets));
    person::Entity::find()
        .filter(person::Column::Id.in_subquery(members))
        .filter(person::Column::Disabled.eq(false))
}

/// The same people, by address.
pub async fn readers(db: &Connection, programme: Uuid, choices: &[EmailChoice]) -> Result<Vec<Person>> {
    let people = who_gets(programme, choices).order_by_asc(person::Column::Email);
    Ok(people.into_model().all(db).await?)
}

/// Those of the same people to whom one of these summaries has not gone, by address.
pub async fn readers_without(
    db: &Connection,
    programme: Uuid,
    choices: &[EmailChoice],
    summaries: &[Uuid],
) -> Result<Vec<Person>> {
    // A summary goes to a person once, so that their deliveries are as many as the summaries that they have.
    let had = Query::select()
        .expr(Expr::col((delivery::Entity, delivery::Column::Id)).count())
        .from(delivery::Entity)
        .and_where(same(delivery::Column::PersonId, person::Column::Id))
        .and_where(delivery::Column::SummaryId.is_in(summaries.iter().copied()))
        .take();
    let all = i64::try_from(summaries.len()).unwrap_or(i64::MAX);
    let lacks = Expr::SubQuery(None, Box::new(had.into())).lt(all);
    let people = who_gets(programme, choices).filter(lacks).order_by_asc(person::Column::Email);
    Ok(people.into_model().all(db).await?)
}

/// The programmes with a member who gets one email a month.
pub async fn programmes_with_digests(db: &Connection) -> Result<HashSet<Uuid>> {
    let monthly = membership::Column::SummaryEmails.eq(EmailChoice::Monthly.key());
    let found: Vec<Uuid> = values_where(db, membership::Column::ProgrammeId, monthly).await?;
    Ok(found.into_iter().collect())
}
