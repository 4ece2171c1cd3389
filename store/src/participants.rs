//! Who takes part in a course, and their personal links to its surveys.

use std::collections::HashSet;

use jiff::Timestamp;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, JoinType, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Set, TryInsertResult,
    sea_query::{Expr, OnConflict, Query},
};
use uuid::Uuid;

use super::{
    Connection, Contact, Course, Instant, ListPage, Place, Result, column_where, columns_of, contacts,
    courses, delete_where,
    entity::{contact, course, course_round, invitation, participant, partner},
    invitations::{self, NewLink},
    keyset::NextIds,
    text_search, values_where,
};
use crate::{
    survey::{RoundState, Side},
    system::secret::{KeyPurpose, SecretKey, hash},
};

/// Who takes part in a course, by name.
pub async fn of_course(db: &Connection, course: Uuid) -> Result<Vec<Contact>> {
    let parts = participant::Entity::find().filter(participant::Column::CourseId.eq(course)).all(db).await?;
    let ids: Vec<Uuid> = parts.into_iter().map(|part| part.contact_id).collect();
    let mut people = Vec::with_capacity(ids.len());
    for ids in ids.chunks(1_000) {
        people.extend(
            contact::Entity::find()
                .filter(contact::Column::Id.is_in(ids.to_vec()))
                .into_model::<Contact>()
                .all(db)
                .await?,
        );
    }
    people.sort_by_cached_key(|person| (person.name.to_lowercase(), person.email.clone()));
    Ok(people)
}

/// Somebody on the list of a course.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Participant {
    /// Their id among the contacts.
    pub id: Uuid,
    pub name: String,
    /// Their address; may be empty.
    pub email: String,
    /// Their phone number; may be empty.
    pub phone: String,
    /// The name of their partner; library staff have none.
    pub partner: Option<String>,
    /// Whether they came; `None` while nobody has said.
    pub came: Option<bool>,
}

impl Participant {
    /// The side that they are on.
    pub fn side(&self) -> Side {
        if self.partner.is_some() { Side::Partner } else { Side::Library }
    }
}

/// How many of those on the list of a course have the words of `text` in their name and address or their organisation, and
/// one page of so many of them, by name.
pub async fn page(
    db: &Connection,
    course: &Course,
    text: &str,
    (place, size): (Place, usize),
) -> Result<(u64, ListPage<Participant>)> {
    let of_contact = |column: contact::Column| (contact::Entity, column);
    let found = || {
        let mut select = Query::select()
            .from(participant::Entity)
            .inner_join(
                contact::Entity,
                Expr::col(of_contact(contact::Column::Id))
                    .equals((participant::Entity, participant::Column::ContactId)),
            )
            .left_join(
                partner::Entity,
                Expr::col((partner::Entity, partner::Column::Id))
                    .equals(of_contact(contact::Column::PartnerId)),
            )
            .and_where(Expr::col((participant::Entity, participant::Column::CourseId)).eq(course.id))
            .take();
        text_search::contacts_with(&mut select, db.get_database_backend(), course.programme, text);
        select
    };
    let count = found().expr(Expr::col(of_contact(contact::Column::Id)).count()).take();
    let count = db.query_all(&count).await?.first().map(|row| row.try_get_by_index::<i64>(0)).transpose()?;
    let mut select = found()
        .columns(
            [contact::Column::Id, contact::Column::Name, contact::Column::Email, contact::Column::Phone]
                .map(of_contact),
        )
        .expr_as(Expr::col((partner::Entity, partner::Column::Name)), "partner")
        .column((participant::Entity, participant::Column::Came))
        .take();
    let place = contacts::cut_by_name(db, course.programme, &mut select, (place, size)).await?;
    let rows = db.query_all(&select).await?;
    let people: Vec<Participant> =
        rows.iter().map(|row| Participant::from_query_result(row, "")).collect::<Result<_, _>>()?;
    let count = u64::try_from(count.unwrap_or_default()).unwrap_or_default();
    Ok((count, ListPage::of_size(size, people, place, |person| person.id)))
}

/// The next of those who take part in a course, in the order of their ids.
pub async fn next_by_id(db: &Connection, course: Uuid, next: NextIds) -> Result<Vec<Contact>> {
    let there = column_where(participant::Column::ContactId, participant::Column::CourseId.eq(course));
    let all = contact::Entity::find().filter(contact::Column::Id.in_subquery(there));
    Ok(next.of(all, contact::Column::Id).into_model().all(db).await?)
}

/// The contact with this id, if they are on the list of a course.
pub async fn find(db: &Connection, course: Uuid, id: Uuid) -> Result<Option<Contact>> {
    let there = column_where(participant::Column::ContactId, participant::Column::CourseId.eq(course));
    Ok(contact::Entity::find_by_id(id)
        .filter(contact::Column::Id.in_subquery(there))
        .into_model()
        .one(db)
        .await?)
}

/// Who is on the list of a course, by their ids.
pub async fn ids(db: &Connection, course: Uuid) -> Result<HashSet<Uuid>> {
    let there = participant::Column::CourseId.eq(course);
    let ids: Vec<Uuid> = values_where(db, participant::Column::ContactId, there).await?;
    Ok(ids.into_iter().collect())
}

/// The addresses of everybody on the list of a course, in their order.
pub async fn emails(db: &Connection, course: Uuid) -> Result<Vec<String>> {
    let there = column_where(participant::Column::ContactId, participant::Column::CourseId.eq(course));
    let people = contact::Entity::find()
        .filter(contact::Column::Id.in_subquery(there))
        .filter(contact::Column::Email.ne(""))
        .order_by_asc(contact::Column::Email);
    columns_of(db, people, [contact::Column::Email]).await
}

/// How many are on the list of a course.
pub async fn count(db: &Connection, course: Uuid) -> Result<u64> {
    Ok(participant::Entity::find().filter(participant::Column::CourseId.eq(course)).count(db).await?)
}

/// Puts contacts on the list of a course. Doing it twice is doing it once; returns how many were not on it.
pub async fn add(tx: &Connection, course: Uuid, contacts: &[Uuid]) -> Result<u64> {
    let mut added = 0;
    for chunk in contacts.chunks(1_000) {
        let rows = chunk.iter().map(|contact| participant::ActiveModel {
            course_id: Set(course),
            contact_id: Set(*contact),
            came: Set(None),
        });
        let key = [participant::Column::CourseId, participant::Column::ContactId];
        let once = OnConflict::columns(key).do_nothing().to_owned();
        let done = participant::Entity::insert_many(rows)
            .on_conflict(once)
            .try_insert()
            .exec_without_returning(tx)
            .await?;
        if let TryInsertResult::Inserted(count) = done {
            added += count;
        }
    }
    Ok(added)
}

/// A course that has contacts of a partner on its list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CourseTogether {
    pub id: Uuid,
    pub title: String,
    /// When it starts.
    pub starts_at: Timestamp,
    /// How many of them are on its list.
    pub listed: u64,
    /// How many of them came; none while nobody has said.
    pub came: Option<u64>,
}

/// The courses that have contacts of a partner on their list, the latest first.
pub async fn courses_together(db: &Connection, partner: Uuid) -> Result<Vec<CourseTogether>> {
    let to_course = participant::Entity::belongs_to(course::Entity)
        .from(participant::Column::CourseId)
        .to(course::Column::Id);
    let contacts = column_where(contact::Column::Id, contact::Column::PartnerId.eq(partner));
    let rows: Vec<(Uuid, String, Instant, Option<bool>)> = participant::Entity::find()
        .select_only()
        .column(course::Column::Id)
        .column(course::Column::Title)
        .column(course::Column::StartsAt)
        .column(participant::Column::Came)
        .join(JoinType::InnerJoin, to_course.into())
        .filter(participant::Column::ContactId.in_subquery(contacts))
        .order_by_desc(course::Column::StartsAt)
        .order_by_asc(course::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    let mut courses: Vec<CourseTogether> = Vec::new();
    for (id, title, starts_at, came) in rows {
        if courses.last().is_none_or(|last| last.id != id) {
            courses.push(CourseTogether { id, title, starts_at: starts_at.time(), listed: 0, came: None });
        }
        if let Some(course) = courses.last_mut() {
            course.listed += 1;
            if let Some(came) = came {
                course.came = Some(course.came.unwrap_or_default() + u64::from(came));
            }
        }
    }
    Ok(courses)
}

/// Who of a course came; `None` while nobody has said.
pub async fn attendance(db: &Connection, course: Uuid) -> Result<Option<HashSet<Uuid>>> {
    let said = participant::Entity::find()
        .filter(participant::Column::CourseId.eq(course))
        .filter(participant::Column::Came.is_not_null())
        .all(db)
        .await?;
    let came = said.iter().filter(|part| part.came == Some(true)).map(|part| part.contact_id).collect();
    Ok((!said.is_empty()).then_some(came))
}

/// How many of a course came; `None` while nobody has said.
pub async fn came(db: &Connection, course: Uuid) -> Result<Option<u64>> {
    let of_course = || participant::Entity::find().filter(participant::Column::CourseId.eq(course));
    if of_course().filter(participant::Column::Came.is_not_null()).count(db).await? == 0 {
        return Ok(None);
    }
    Ok(Some(of_course().filter(participant::Column::Came.eq(true)).count(db).await?))
}

/// Notes who of `people` came; whoever else is on the list and was not told of before did not. With `None` for `came`
/// nobody has said any more.
pub async fn note_attendance(
    tx: &Connection,
    course: Uuid,
    people: &[Uuid],
    came: Option<&[Uuid]>,
) -> Result<()> {
    let of_course = || participant::Entity::update_many().filter(participant::Column::CourseId.eq(course));
    let Some(came) = came else {
        of_course().col_expr(participant::Column::Came, Expr::val(None::<bool>)).exec(tx).await?;
        return Ok(());
    };
    let came: HashSet<Uuid> = came.iter().copied().collect();
    of_course()
        .col_expr(participant::Column::Came, Expr::val(false))
        .filter(participant::Column::Came.is_null())
        .exec(tx)
        .await?;
    for chunk in people.chunks(1_000) {
        for has_come in [true, false] {
            let ids = chunk.iter().copied().filter(|id| came.contains(id) == has_come);
            of_course()
                .col_expr(participant::Column::Came, Expr::val(has_come))
                .filter(participant::Column::ContactId.is_in(ids))
                .exec(tx)
                .await?;
        }
    }
    Ok(())
}

/// Who of those invited to a round is not asked because they did not come: of feedback and follow-up, once it was said
/// who came.
pub async fn absent(db: &Connection, round: Uuid) -> Result<HashSet<Uuid>> {
    let parts = course_round::Entity::find()
        .filter(course_round::Column::RoundId.eq(round))
        .filter(
            course_round::Column::Purpose
                .is_in([courses::RoundPurpose::Feedback, courses::RoundPurpose::FollowUp]),
        )
        .all(db)
        .await?;
    let people = participant::Entity::find()
        .filter(participant::Column::CourseId.is_in(parts.into_iter().map(|part| part.course_id)))
        .all(db)
        .await?;
    if people.iter().all(|part| part.came.is_none()) {
        return Ok(HashSet::new());
    }
    Ok(people.into_iter().filter(|part| part.came != Some(true)).map(|part| part.contact_id).collect())
}

/// Which of these courses have anybody on their list.
pub async fn courses_with_people(db: &Connection, courses: &[Uuid]) -> Result<HashSet<Uuid>> {
    let these = participant::Column::CourseId.is_in(courses.iter().copied());
    let places = participant::Entity::find().distinct().filter(these);
    let ids: Vec<Uuid> = columns_of(db, places, [participant::Column::CourseId]).await?;
    Ok(ids.into_iter().collect())
}

/// Takes a contact off the list of a course, and takes back their unused personal links to its own surveys.
/// Returns false when they were not on it.
pub async fn remove(tx: &Connection, course: Uuid, contact: Uuid) -> Result<bool> {
    let done = participant::Entity::delete_by_id((course, contact)).exec(tx).await?;
    let own = courses::rounds(tx, course).await?.into_iter().filter(|(purpose, _)| purpose.is_own());
    let rounds: Vec<Uuid> = own.map(|(_, round)| round.id).collect();
    let unused = invitation::Column::ContactId.eq(contact).and(invitation::Column::Used.eq(false));
    let unused = unused.and(invitation::Column::RoundId.is_in(rounds));
    delete_where(tx, invitation::Entity, unused).await?;
    Ok(done.rows_affected > 0)
}

/// The side that a contact is on: who works for a partner is asked as a partner.
pub fn side(contact: &Contact) -> Side {
    if contact.partner_id.is_some() { Side::Partner } else { Side::Library }
}

/// Gives everybody on the list of a course a personal link to each of its own rounds that asks their side and is not
/// over. Those who have one keep it. Returns how many links were made. Call it whenever people or rounds are added.
pub async fn sync(tx: &Connection, secret: &SecretKey, course: Uuid) -> Result<u64> {
    let mut people = of_course(tx, course).await?;
    people.retain(|person| person.left_at.is_none());
    let mut rounds = courses::rounds(tx, course).await?;
    rounds.retain(|(purpose, round)| {
        purpose.is_own() && matches!(round.state, RoundState::Planned | RoundState::Open)
    });
    let ids = rounds.iter().map(|(_, round)| round.id);
    let links = invitation::Entity::find().filter(invitation::Column::RoundId.is_in(ids)).all(tx).await?;
    let have: HashSet<(Uuid, Uuid)> =
        links.into_iter().map(|link| (link.round_id, link.contact_id)).collect();
    let mut new = Vec::new();
    for (_, round) in &rounds {
        let is_asked =
            |person: &&Contact| side(person) == round.side && !have.contains(&(round.id, person.id));
        for person in people.iter().filter(is_asked) {
            let id = Uuid::new_v4();
            let token_hash = hash(&secret.token(KeyPurpose::Invitation, id));
            let expires_at = round.closes_at;
            new.push(NewLink { id, round: round.id, contact: person.id, token_hash, expires_at });
        }
    }
    invitations::invite_all(tx, new).await
}
