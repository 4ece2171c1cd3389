//! Contacts who can be put on the list of a round or a course and are not on it yet. A round takes those of its side who
//! have an address; a course takes everybody.

use std::collections::HashSet;

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, ExprTrait, FromQueryResult,
    sea_query::{Expr, Query, SelectStatement},
};
use uuid::Uuid;

use super::{
    Connection, Course, ListPage, Place, Result, Round, column_where, contact_tags, contacts,
    entity::{contact, invitation, participant, partner, round},
    text_search::contacts_with,
};
use crate::survey::Side;

/// What people are chosen for.
#[derive(Clone, Copy, Debug)]
pub enum For<'a> {
    /// To be invited to it.
    Round(&'a Round),
    /// To take part in it.
    Course(&'a Course),
}

impl For<'_> {
    /// The programme whose contacts can be chosen.
    fn programme(self) -> Uuid {
        match self {
            Self::Round(round) => round.programme,
            Self::Course(course) => course.programme,
        }
    }
}

/// Which of them are looked for; the default is all.
#[derive(Clone, Copy, Debug, Default)]
pub struct CandidateFilter<'a> {
    /// Words of their name and address, or of the name of their partner; in any case.
    pub text: &'a str,
    /// The key of the kind of their partner.
    pub kind: Option<&'a str>,
    pub partner: Option<Uuid>,
    /// A tag of theirs.
    pub tag: Option<&'a str>,
    /// A list that they are on.
    pub list: Option<CandidateList<'a>>,
}

/// A list of people that was made before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CandidateList<'a> {
    /// Those who take part in a course.
    Course(Uuid),
    /// Those who are invited to the round with this code.
    Round(&'a str),
}

/// Somebody who can be invited.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Candidate {
    /// Their id among the contacts.
    pub id: Uuid,
    pub name: String,
    /// Their address; may be empty of those who can take part in a course.
    pub email: String,
    /// Their phone number; may be empty.
    pub phone: String,
    /// The name of their partner; library staff have none.
    pub partner: Option<String>,
}

/// How many are found, and one page of so many of them, by name.
pub async fn page(
    db: &Connection,
    list: For<'_>,
    filter: CandidateFilter<'_>,
    (place, size): (Place, usize),
) -> Result<(u64, ListPage<Candidate>)> {
    let backend = db.get_database_backend();
    let count = found(backend, list, filter).expr(contact(contact::Column::Id).count()).take();
    let count = db.query_all(&count).await?.first().map(|row| row.try_get_by_index::<i64>(0)).transpose()?;
    let mut select = found(backend, list, filter)
        .columns(
            [contact::Column::Id, contact::Column::Name, contact::Column::Email, contact::Column::Phone]
                .map(of_contact),
        )
        .expr_as(Expr::col((partner::Entity, partner::Column::Name)), "partner")
        .take();
    let place = contacts::cut_by_name(db, list.programme(), &mut select, (place, size)).await?;
    let rows = db.query_all(&select).await?;
    let people: Vec<Candidate> =
        rows.iter().map(|row| Candidate::from_query_result(row, "")).collect::<Result<_, _>>()?;
    let count = u64::try_from(count.unwrap_or_default()).unwrap_or_default();
    Ok((count, ListPage::of_size(size, people, place, |person| person.id)))
}

/// Everybody found, by their ids.
pub async fn ids(db: &Connection, list: For<'_>, filter: CandidateFilter<'_>) -> Result<Vec<Uuid>> {
    let select =
        found(db.get_database_backend(), list, filter).column(of_contact(contact::Column::Id)).take();
    let rows = db.query_all(&select).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

/// Which of these contacts can be on a list at all, whether they are on it or not.
pub async fn known(db: &Connection, list: For<'_>, ids: &[Uuid]) -> Result<HashSet<Uuid>> {
    let mut known = HashSet::new();
    for ids in ids.chunks(1_000) {
        let select = askable(list)
            .column(of_contact(contact::Column::Id))
            .and_where(contact(contact::Column::Id).is_in(ids.iter().copied()))
            .take();
        for row in db.query_all(&select).await? {
            known.insert(row.try_get_by_index(0)?);
        }
    }
    Ok(known)
}

fn of_contact(column: contact::Column) -> (contact::Entity, contact::Column) {
    (contact::Entity, column)
}

fn contact(column: contact::Column) -> Expr {
    Expr::col(of_contact(column))
}

fn askable(list: For<'_>) -> SelectStatement {
    let mut select = Query::select()
        .from(contact::Entity)
        .and_where(contact(contact::Column::LeftAt).is_null())
        .and_where(contact(contact::Column::ProgrammeId).eq(list.programme()))
        .take();
    if let For::Round(round) = list {
        let partner = contact(contact::Column::PartnerId);
        select.and_where(contact(contact::Column::Email).ne("")).and_where(match round.side {
            Side::Library => partner.is_null(),
            Side::Partner => partner.is_not_null(),
        });
    }
    select
}

fn found(backend: DbBackend, list: For<'_>, filter: CandidateFilter<'_>) -> SelectStatement {
    let mut select = askable(list);
    let there = match list {
        For::Course(course) => participants(course.id),
        For::Round(round) => invited_to(Expr::col(invitation::Column::RoundId).eq(round.id)),
    };
    select
        .left_join(
            partner::Entity,
            Expr::col((partner::Entity, partner::Column::Id)).equals(of_contact(contact::Column::PartnerId)),
        )
        .and_where(contact(contact::Column::Id).not_in_subquery(there));
    contacts_with(&mut select, backend, list.programme(), filter.text);
    if let Some(kind) = filter.kind {
        select.and_where(Expr::col((partner::Entity, partner::Column::Kind)).eq(kind));
    }
    if let Some(partner) = filter.partner {
        select.and_where(contact(contact::Column::PartnerId).eq(partner));
    }
    if let Some(tag) = filter.tag {
        select.and_where(contact(contact::Column::Id).in_subquery(contact_tags::with(tag)));
    }
    if let Some(list) = filter.list {
        let on_list = match list {
            CandidateList::Course(course) => participants(course),
            CandidateList::Round(code) => {
                let id = column_where(round::Column::Id, round::Column::Code.eq(code));
                invited_to(Expr::col(invitation::Column::RoundId).in_subquery(id))
            }
        };
        select.and_where(contact(contact::Column::Id).in_subquery(on_list));
    }
    select
}

fn participants(course: Uuid) -> SelectStatement {
    column_where(participant::Column::ContactId, participant::Column::CourseId.eq(course))
}

fn invited_to(rounds: Expr) -> SelectStatement {
    column_where(invitation::Column::ContactId, rounds)
}
