//! Contacts, their personal links, unsent answers, and addresses that want no more mail.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, Set, TryInsertResult,
    sea_query::{Expr, Func, OnConflict},
};
use serde_json::Value as Json;
use uuid::Uuid;

use super::{
    Connection, Contact, EmailState, Instant, Partner, Result, Round, absentees, column_where, contacts,
    counts_by,
    entity::{contact, draft, invitation, invitation_letter, outbox, round_invited, stop},
    partners, rounds, set_where,
};
use crate::{
    survey::{PrivacyMode, RoundState},
    system::secret::{KeyPurpose, SecretKey, hash},
};

/// A personal link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Its id, from which its token is made.
    pub id: Uuid,
    /// The round it is to.
    pub round_id: Uuid,
    /// Whom it invites.
    pub contact_id: Uuid,
    /// Whether it was answered by.
    pub used: bool,
    /// The response; none in anonymous rounds.
    pub response_id: Option<Uuid>,
    /// When it runs out.
    pub expires_at: Timestamp,
}

from_row!(Invitation: invitation { id, round_id, contact_id, used, response_id, expires_at });

/// Adds a partner organisation.
pub async fn add_partner(db: &Connection, programme: Uuid, name: &str, kind: &str) -> Result<Uuid> {
    let id = Uuid::new_v4();
    let new = Partner { id, programme_id: programme, name: name.to_owned(), kind: kind.to_owned() };
    partners::add_all(db, &[new]).await?;
    Ok(id)
}

/// Adds a contact.
pub async fn add_contact(
    db: &Connection,
    programme: Uuid,
    partner: Option<Uuid>,
    name: &str,
    email: &str,
) -> Result<Uuid> {
    let id = Uuid::new_v4();
    let new = Contact {
        id,
        programme_id: programme,
        partner_id: partner,
        name: name.to_owned(),
        email: email.to_owned(),
        job: String::new(),
        phone: String::new(),
        can_say_yes: false,
        added_at: None,
        left_at: None,
    };
    contacts::add_all(db, &[new]).await?;
    Ok(id)
}

/// Invites a contact to a round; `token_hash` is the hash of the token of the id `id`. Returns false when they were
/// invited to it before, by the link that they have.
pub async fn invite(
    db: &Connection,
    id: Uuid,
    round: Uuid,
    contact: Uuid,
    token_hash: String,
    expires_at: Timestamp,
) -> Result<bool> {
    let link = NewLink { id, round, contact, token_hash, expires_at };
    Ok(invite_all(db, vec![link]).await? > 0)
}

/// A personal link to make.
pub(super) struct NewLink {
    pub id: Uuid,
    pub round: Uuid,
    pub contact: Uuid,
    pub token_hash: String,
    pub expires_at: Timestamp,
}

/// Makes personal links. Who was invited to that round before keeps the link that they have; returns how many are new.
pub(super) async fn invite_all(db: &Connection, links: Vec<NewLink>) -> Result<u64> {
    let mut made = 0;
    let mut links = links.into_iter().peekable();
    while links.peek().is_some() {
        let rows = links.by_ref().take(1_000).map(|link| invitation::ActiveModel {
            id: Set(link.id),
            round_id: Set(link.round),
            contact_id: Set(link.contact),
            token_hash: Set(link.token_hash),
            used: Set(false),
            response_id: Set(None),
            expires_at: Set(link.expires_at.into()),
        });
        let pair = [invitation::Column::RoundId, invitation::Column::ContactId];
        let once = OnConflict::columns(pair).do_nothing().to_owned();
        let rows = invitation::Entity::insert_many(rows).on_conflict(once).try_insert();
        if let TryInsertResult::Inserted(new) = rows.exec_without_returning(db).await? {
            made += new;
        }
    }
    Ok(made)
}

/// Invites contacts to a round, each by a link of their own that lasts as long as the round. Those who are invited keep
/// the link that they have. Returns how many links were made.
pub async fn invite_people(
    tx: &Connection,
    secret: &SecretKey,
    round: &Round,
    contacts: &[Uuid],
) -> Result<u64> {
    let invited = invitation::Entity::find().filter(invitation::Column::RoundId.eq(round.id)).all(tx).await?;
    let mut have: HashSet<Uuid> = invited.into_iter().map(|invitation| invitation.contact_id).collect();
    let new = contacts.iter().copied().filter(|contact| have.insert(*contact));
    let link = |contact| {
        let id = Uuid::new_v4();
        let token_hash = hash(&secret.token(KeyPurpose::Invitation, id));
        NewLink { id, round: round.id, contact, token_hash, expires_at: round.closes_at }
    };
    invite_all(tx, new.map(link).collect()).await
}

/// Takes an invitation back, unless its link was used: who answered stays on the list of a round that knows it.
/// Returns false when nothing was taken back.
pub async fn take_back(tx: &Connection, round: &Round, id: Uuid) -> Result<bool> {
    let mut delete = invitation::Entity::delete_many()
        .filter(invitation::Column::Id.eq(id))
        .filter(invitation::Column::RoundId.eq(round.id));
    // Whoever stayed on the list of an anonymous round would be known to have answered.
    if round.privacy != PrivacyMode::Anonymous {
        delete = delete.filter(invitation::Column::Used.eq(false));
    }
    Ok(delete.exec(tx).await?.rows_affected > 0)
}

/// Ends the personal links of a contact who left, to rounds that are not over. Links that were not used go, those to
/// anonymous rounds all alike; used ones run out. Gives the rounds in which somebody else can be asked in their place: where it is not known whether they
/// answered, nobody is.
pub(super) async fn withdraw(tx: &Connection, contact: Uuid, now: Timestamp) -> Result<Vec<Round>> {
    let links = invitation::Entity::find()
        .filter(invitation::Column::ContactId.eq(contact))
        .filter(invitation::Column::ExpiresAt.gt(Instant::from(now)))
        .all(tx)
        .await?;
    let ids = links.iter().map(|link| link.round_id);
    let rounds = rounds::with_ids(tx, ids).await?;
    let (mut taken_back, mut used, mut vacant) = (Vec::new(), Vec::new(), Vec::new());
    for link in links {
        let Some(round) = rounds.get(&link.round_id) else { continue };
        if !matches!(round.state, RoundState::Planned | RoundState::Open) {
            continue;
        }
        if link.used && round.privacy != PrivacyMode::Anonymous {
            used.push(link.id);
            continue;
        }
        taken_back.push(link.id);
        if round.state == RoundState::Planned || round.privacy != PrivacyMode::Anonymous {
            vacant.push(round.clone());
        }
    }
    invitation::Entity::delete_many().filter(invitation::Column::Id.is_in(taken_back)).exec(tx).await?;
    set_where(tx, invitation::Column::ExpiresAt, Instant::from(now), invitation::Column::Id.is_in(used))
        .await?;
    Ok(vacant)
}

/// The invitation whose token has this hash.
pub async fn by_token(db: &Connection, token_hash: &str) -> Result<Option<Invitation>> {
    Ok(invitation::Entity::find()
        .filter(invitation::Column::TokenHash.eq(token_hash))
        .into_model()
        .one(db)
        .await?)
}

/// The invitation with this id.
pub async fn find(db: &Connection, id: Uuid) -> Result<Option<Invitation>> {
    Ok(invitation::Entity::find_by_id(id).into_model().one(db).await?)
}

/// How many people were invited to a round, and how many of their links were used.
pub async fn count(db: &Connection, round: Uuid) -> Result<(u64, u64)> {
    use sea_orm::PaginatorTrait;
    let of_round = invitation::Entity::find().filter(invitation::Column::RoundId.eq(round));
    let invited = of_round.clone().count(db).await?;
    let used = of_round.filter(invitation::Column::Used.eq(true)).count(db).await?;
    Ok((invited, used))
}

/// How many people are asked in each of these rounds: those invited, but for those who did not come. Rounds without a list
/// are left out.
pub async fn counts(db: &Connection, rounds: &[Uuid]) -> Result<HashMap<Uuid, u64>> {
    let these = invitation::Entity::find().filter(invitation::Column::RoundId.is_in(rounds.iter().copied()));
    let counts: Vec<(Uuid, i64)> = counts_by(db, these, invitation::Column::RoundId).await?;
    let absent = absentees::counts(db, rounds).await?;
    let asked = |(round, invited): (Uuid, i64)| {
        let invited = u64::try_from(invited).unwrap_or_default();
        let absent = absent.get(&round).copied().unwrap_or_default();
        // Where nobody came, nobody is asked, and the list is still there.
        (round, if absent < invited { invited - absent } else { invited })
    };
    Ok(counts.into_iter().map(asked).collect())
}

/// Keeps how many people were invited to rounds whose lists are about to go.
pub async fn keep_counts(tx: &Connection, rounds: &[Uuid]) -> Result<()> {
    let counts = counts(tx, rounds).await?;
    let row = |(round, invited): (Uuid, u64)| round_invited::ActiveModel {
        round_id: Set(round),
        invited: Set(i64::try_from(invited).unwrap_or(i64::MAX)),
    };
    if counts.is_empty() {
        return Ok(());
    }
    let first_stays = OnConflict::column(round_invited::Column::RoundId).do_nothing().to_owned();
    round_invited::Entity::insert_many(counts.into_iter().map(row))
        .on_conflict(first_stays)
        .try_insert()
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// How many people were invited to rounds, by round, whether or not their lists are still there.
pub async fn ever_invited(db: &Connection, rounds: &[Uuid]) -> Result<HashMap<Uuid, u64>> {
    let mut counts = counts(db, rounds).await?;
    let kept = round_invited::Entity::find()
        .filter(round_invited::Column::RoundId.is_in(rounds.iter().copied()))
        .all(db)
        .await?;
    counts.extend(kept.into_iter().map(|row| (row.round_id, u64::try_from(row.invited).unwrap_or_default())));
    Ok(counts)
}

/// To how many of the people invited to a round a letter was delivered, as far as the mail server told; none when
/// no letter was queued for any of them.
pub async fn delivered(db: &Connection, round: Uuid) -> Result<Option<u64>> {
    use sea_orm::{PaginatorTrait, QuerySelect};
    let invited = column_where(invitation::Column::Id, invitation::Column::RoundId.eq(round));
    // Nearly all are sent: those that are not are few.
    let unsent = [
        EmailState::Queued,
        EmailState::Sending,
        EmailState::Deferred,
        EmailState::Failed,
        EmailState::Cancelled,
    ];
    let unsent = column_where(outbox::Column::Id, outbox::Column::State.is_in(unsent));
    let letters = invitation_letter::Entity::find()
        .filter(invitation_letter::Column::InvitationId.in_subquery(invited));
    if letters.clone().count(db).await? == 0 {
        return Ok(None);
    }
    let people: Option<i64> = letters
        .filter(invitation_letter::Column::OutboxId.not_in_subquery(unsent))
        .select_only()
        .column_as(
            Expr::from(Func::count_distinct(Expr::col(invitation_letter::Column::InvitationId))),
            "people",
        )
        .into_tuple()
        .one(db)
        .await?;
    Ok(Some(u64::try_from(people.unwrap_or_default()).unwrap_or_default()))
}

/// The contact with this id.
pub async fn contact(db: &Connection, id: Uuid) -> Result<Option<Contact>> {
    Ok(contact::Entity::find_by_id(id).into_model().one(db).await?)
}

/// The unsent answers kept for a personal link.
pub async fn draft(db: &Connection, invitation: Uuid) -> Result<Option<Json>> {
    Ok(draft::Entity::find_by_id(invitation).one(db).await?.map(|row| row.answers))
}

/// Keeps unsent answers for a personal link.
pub async fn keep_draft(db: &Connection, invitation: Uuid, answers: Json) -> Result<()> {
    let row = draft::ActiveModel { invitation_id: Set(invitation), answers: Set(answers) };
    let replace =
        OnConflict::column(draft::Column::InvitationId).update_column(draft::Column::Answers).to_owned();
    draft::Entity::insert(row).on_conflict(replace).exec_without_returning(db).await?;
    Ok(())
}

/// Stops all mail of a programme to an address, known by its keyed hash. Stopping twice is stopping once.
pub async fn stop(db: &Connection, programme: Uuid, address_hash: &str, now: Timestamp) -> Result<()> {
    let row = stop::ActiveModel {
        programme_id: Set(programme),
        address_hash: Set(address_hash.to_owned()),
        since: Set(now.into()),
        portable: Set(None),
    };
    let keep =
        OnConflict::columns([stop::Column::ProgrammeId, stop::Column::AddressHash]).do_nothing().to_owned();
    stop::Entity::insert(row).on_conflict(keep).try_insert().exec_without_returning(db).await?;
    Ok(())
}
