//! Who takes part in a course, and their personal links to its surveys.

use std::collections::HashSet;

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set,
    sea_query::{OnConflict, Query},
};
use uuid::Uuid;

use super::{
    Result,
    contacts::Contact,
    courses,
    entity::{contact, course, invitation, participant},
    invitations::{self, NewLink},
};
use crate::{
    survey::round::RoundState,
    system::secret::{Purpose, Secret, hash},
};

/// Who takes part in a course, by name.
pub async fn of_course(db: &impl ConnectionTrait, course: Uuid) -> Result<Vec<Contact>> {
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

/// The courses of a programme that have anybody on their list.
pub async fn courses_with_people(db: &impl ConnectionTrait, programme: Uuid) -> Result<HashSet<Uuid>> {
    let ours = Query::select()
        .column(course::Column::Id)
        .from(course::Entity)
        .and_where(course::Column::ProgrammeId.eq(programme))
        .take();
    let ids: Vec<Uuid> = participant::Entity::find()
        .select_only()
        .column(participant::Column::CourseId)
        .distinct()
        .filter(participant::Column::CourseId.in_subquery(ours))
        .into_tuple()
        .all(db)
        .await?;
    Ok(ids.into_iter().collect())
}

/// Puts a contact on the list of a course. Doing it twice is doing it once; returns whether it was the first time.
pub async fn add(tx: &impl ConnectionTrait, course: Uuid, contact: Uuid) -> Result<bool> {
    let row = participant::ActiveModel { course_id: Set(course), contact_id: Set(contact) };
    let key = [participant::Column::CourseId, participant::Column::ContactId];
    let once = OnConflict::columns(key).do_nothing().to_owned();
    let done =
        participant::Entity::insert(row).on_conflict(once).try_insert().exec_without_returning(tx).await?;
    Ok(matches!(done, sea_orm::TryInsertResult::Inserted(1..)))
}

/// Takes a contact off the list of a course, and takes back their unused personal links to its own surveys.
/// Returns false when they were not on it.
pub async fn remove(tx: &impl ConnectionTrait, course: Uuid, contact: Uuid) -> Result<bool> {
    let done = participant::Entity::delete_by_id((course, contact)).exec(tx).await?;
    let own = courses::rounds(tx, course).await?.into_iter().filter(|(purpose, _)| purpose.is_own());
    let rounds: Vec<Uuid> = own.map(|(_, round)| round.id).collect();
    invitation::Entity::delete_many()
        .filter(invitation::Column::ContactId.eq(contact))
        .filter(invitation::Column::RoundId.is_in(rounds))
        .filter(invitation::Column::Used.eq(false))
        .exec(tx)
        .await?;
    Ok(done.rows_affected > 0)
}

/// Gives everybody on the list of a course a personal link to each of its own rounds that is not over. Those who have
/// one keep it. Returns how many links were made. Call it whenever people or rounds are added.
pub async fn sync(tx: &impl ConnectionTrait, secret: &Secret, course: Uuid) -> Result<u64> {
    let people = of_course(tx, course).await?;
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
        for person in people.iter().filter(|person| !have.contains(&(round.id, person.id))) {
            let id = Uuid::new_v4();
            let token_hash = hash(&secret.token(Purpose::Invitation, id));
            let expires_at = round.closes_at;
            new.push(NewLink { id, round: round.id, contact: person.id, token_hash, expires_at });
        }
    }
    invitations::invite_all(tx, new).await
}
