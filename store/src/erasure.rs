//! Everything held about a person in a programme, found by their address, and its erasure on request.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Func, Query, SimpleExpr},
};
use serde_json::Value as Json;
use uuid::Uuid;

use super::{
    Connection, Contact, EmailState, Instant, Promise, Result, Round, Transaction,
    agreements::{self, Confirmation},
    check, column_where, comments,
    contact_tags::{self, Tags},
    contacts, courses,
    entity::{contact_note, course, delivery, draft, invitation, outbox, participant, response, round},
    handovers::{self, Handover},
    health::{self, HealthPerson},
    invitation_letters, invitations, promises, published, quotes, removal, responses, results_wishes, rounds,
    same, surveys, tallies,
};

/// Everything held about a person in a programme.
#[derive(Clone, Debug, Default)]
pub struct HeldData {
    /// Their rows on the list of contacts.
    pub contacts: Vec<Contact>,
    pub tags: Tags,
    /// The notes about them.
    pub notes: Vec<contacts::ContactNote>,
    /// What they were invited to.
    pub invitations: Vec<HeldInvitation>,
    /// The letters to their address that are kept.
    pub letters: Vec<HeldEmail>,
    /// The courses they are on the list of.
    pub courses: Vec<String>,
    /// The agreements that they are asked to confirm, or have.
    pub confirmations: Vec<Confirmation>,
    /// What they promised, and what was promised because they asked.
    pub promises: Vec<Promise>,
    /// What they said when they took over from another contact.
    pub handovers: Vec<Handover>,
    /// The health checks in which they were asked.
    pub health: Vec<HealthPerson>,
}

/// One invitation, with the answers that are linked to it.
#[derive(Clone, Debug)]
pub struct HeldInvitation {
    pub round: Round,
    /// Whether their link was used.
    pub used: bool,
    /// Whether what they answered is sealed: whoever looks it up may work for the other side of a health check.
    pub sealed: bool,
    /// Unsent answers that are kept with the link.
    pub draft: Option<Json>,
    /// Their response, where the round is not anonymous and it is still kept.
    pub response: Option<HeldResponse>,
    /// Whether they asked to be told when the results are out.
    pub wants_results: bool,
}

/// A response that is linked to an invitation.
#[derive(Clone, Debug)]
pub struct HeldResponse {
    pub id: Uuid,
    /// The group that it counts in.
    pub group: String,
    /// The answers by the keys of their items.
    pub answers: Json,
}

/// A letter to their address.
#[derive(Clone, Debug)]
pub struct HeldEmail {
    pub id: Uuid,
    /// What it is, such as `invitation`.
    pub kind: String,
    /// Whether it left.
    pub state: EmailState,
    /// When it was written.
    pub queued_at: Timestamp,
    /// When it left.
    pub sent_at: Option<Timestamp>,
}

/// What an erasure took away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// Rows on the list of contacts.
    pub contacts: usize,
    /// Invitations.
    pub invitations: usize,
    /// Letters.
    pub letters: usize,
    /// Responses that were linked to an invitation.
    pub responses: usize,
    /// Comments that were cut loose from them.
    pub comments: u64,
    /// Quotes of these comments in summaries that were written.
    pub quotes: usize,
}

impl HeldData {
    /// Whether nothing is held.
    pub fn is_nothing(&self) -> bool {
        self.contacts.is_empty() && self.letters.is_empty()
    }

    /// How many responses can be found.
    pub fn responses(&self) -> usize {
        self.invitations.iter().filter(|invited| invited.response.is_some()).count()
    }
}

/// Everything held about whoever has this address.
pub async fn find(db: &Connection, programme: Uuid, email: &str) -> Result<HeldData> {
    let contacts = contacts::with_email(db, programme, email).await?;
    let ids: Vec<Uuid> = contacts.iter().map(|contact| contact.id).collect();
    let notes = contact_note::Entity::find()
        .filter(contact_note::Column::ContactId.is_in(ids.clone()))
        .into_model()
        .all(db)
        .await?;
    let listed =
        column_where(participant::Column::CourseId, participant::Column::ContactId.is_in(ids.clone()));
    let courses = course::Entity::find()
        .filter(course::Column::Id.in_subquery(listed))
        .order_by_asc(course::Column::StartsAt)
        .all(db)
        .await?;
    Ok(HeldData {
        notes,
        invitations: invited(db, &ids).await?,
        letters: letters(db, programme, email).await?,
        courses: courses.into_iter().map(|course| course.title).collect(),
        tags: contact_tags::of(db, &ids).await?,
        confirmations: agreements::confirmations_of(db, &ids).await?,
        promises: promises::of_contacts(db, &ids).await?,
        handovers: handovers::of_successors(db, &ids).await?,
        health: health::of_contacts(db, &ids).await?,
        contacts,
    })
}

async fn invited(db: &Connection, contacts: &[Uuid]) -> Result<Vec<HeldInvitation>> {
    let rows = invitation::Entity::find()
        .filter(invitation::Column::ContactId.is_in(contacts.iter().copied()))
        .all(db)
        .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let wishes = results_wishes::among(db, &ids).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.round_id).collect();
    let sealed = health::sealed(db, &ids).await?;
    let mut found = Vec::new();
    for invitation in rows {
        let Some(round) = rounds::find(db, invitation.round_id).await? else { continue };
        let draft = draft::Entity::find_by_id(invitation.id).one(db).await?;
        let response = match invitation.response_id {
            Some(id) => responses::find(db, round.id, id).await?,
            None => None,
        };
        found.push(HeldInvitation {
            used: invitation.used,
            wants_results: wishes.contains(&invitation.id),
            sealed: sealed.contains(&round.id),
            draft: draft.map(|draft| draft.answers),
            response: response.map(|row| HeldResponse { id: row.id, group: row.grp, answers: row.answers }),
            round,
        });
    }
    found.sort_by_key(|invited| invited.round.opens_at);
    Ok(found)
}

/// Letters to an address, but for those that tell of other programmes, and for summaries, which go to managers.
async fn letters(db: &Connection, programme: Uuid, email: &str) -> Result<Vec<HeldEmail>> {
    let summaries = Query::select().column(delivery::Column::OutboxId).from(delivery::Entity).take();
    let elsewhere = Query::select()
        .column((invitation::Entity, invitation::Column::Id))
        .from(invitation::Entity)
        .inner_join(round::Entity, same(round::Column::Id, invitation::Column::RoundId))
        .and_where(Expr::col((round::Entity, round::Column::ProgrammeId)).ne(programme))
        .take();
    let address: SimpleExpr = Func::lower(Expr::col((outbox::Entity, outbox::Column::Address))).into();
    let rows = outbox::Entity::find()
        .filter(address.eq(email.to_lowercase()))
        .filter(outbox::Column::Id.not_in_subquery(summaries))
        .filter(outbox::Column::Id.not_in_subquery(invitation_letters::letters_of(elsewhere.clone())))
        .filter(outbox::Column::Id.not_in_subquery(results_wishes::letters_of(elsewhere)))
        .order_by_asc(outbox::Column::QueuedAt)
        // Not their words, which hold pictures.
        .select_only()
        .columns([
            outbox::Column::Id,
            outbox::Column::Kind,
            outbox::Column::State,
            outbox::Column::QueuedAt,
            outbox::Column::SentAt,
        ])
        .into_tuple::<(Uuid, String, EmailState, Instant, Option<Instant>)>()
        .all(db)
        .await?;
    let letters = rows.into_iter().map(|(id, kind, state, queued_at, sent_at)| {
        let (queued_at, sent_at) = (queued_at.time(), sent_at.map(Instant::time));
        HeldEmail { id, kind, state, queued_at, sent_at }
    });
    Ok(letters.collect())
}

/// Erases everything that [`find`] finds, and keeps no more than the hash of the address, so that nobody writes to
/// it again. Rounds that lose a response are counted anew. What was shown of them stays until enough others have
/// answered, because the difference would tell what the person answered; the figures of summaries stay for the same
/// reason. What summaries quote of the person goes.
pub async fn erase(
    tx: &Transaction,
    programme: Uuid,
    email: &str,
    address_hash: &str,
    now: Timestamp,
) -> Result<Erased> {
    let held = find(tx, programme, email).await?;
    let mut erased = Erased {
        contacts: held.contacts.len(),
        invitations: held.invitations.len(),
        letters: held.letters.len(),
        ..Erased::default()
    };
    let rounds: Vec<Uuid> = held.invitations.iter().map(|invited| invited.round.id).collect();
    courses::hold_of_rounds(tx, &rounds).await?;
    let mut quoted = Vec::new();
    let mut losing: BTreeMap<Uuid, &Round> = BTreeMap::new();
    for invited in &held.invitations {
        let Some(found) = &invited.response else { continue };
        // In order of their ids, so that two erasures never wait for each other's rounds in a circle.
        losing.insert(invited.round.id, &invited.round);
        erased.responses += 1;
        quoted.extend(comments::forget(tx, invited.round.id, &found.group, &found.answers).await?);
    }
    erased.comments = quoted.len() as u64;
    erased.quotes = quotes::remove(tx, &quoted, now).await?;
    for round in losing.keys() {
        check::lock(tx, *round).await?;
    }
    for invited in &held.invitations {
        if let Some(found) = &invited.response {
            response::Entity::delete_by_id((invited.round.id, found.id)).exec(tx).await?;
        }
    }
    for round in losing.into_values() {
        let survey = surveys::asked(tx, round).await?;
        let count = check::recount(tx, round.id, |answers| check::counted(&survey, answers), |_| {}).await?;
        tallies::replace(tx, round.id, &count).await?;
        published::forget_unshown(tx, round.id).await?;
        health::count_again(tx, round.id).await?;
    }
    let letters: BTreeSet<Uuid> = held.letters.iter().map(|letter| letter.id).collect();
    outbox::Entity::delete_many().filter(outbox::Column::Id.is_in(letters)).exec(tx).await?;
    for contact in &held.contacts {
        removal::contact(tx, contact.id).await?;
    }
    invitations::stop(tx, programme, address_hash, now).await?;
    Ok(erased)
}
