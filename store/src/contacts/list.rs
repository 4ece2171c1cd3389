//! Contacts as long lists show them: a page at a time, and counted.

use std::collections::HashMap;

use jiff::Timestamp;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter,
    QuerySelect, QueryTrait, Select,
    sea_query::{Condition, Expr, Func, Query, SelectStatement},
};
use uuid::Uuid;

use crate::{
    store::{
        Connection, Contact, Instant, ListPage, Place, Result, column_where, contact_tags,
        entity::{contact, contact_note, invitation, participant, round},
        keyset::{KeyOrder, NextIds, PAGE},
        same, text_search,
    },
    survey::{PrivacyMode, RoundState, Side},
};

fn there(programme: Uuid) -> Select<contact::Entity> {
    contact::Entity::find()
        .filter(contact::Column::ProgrammeId.eq(programme))
        .filter(contact::Column::LeftAt.is_null())
}

fn id() -> Expr {
    Expr::col((contact::Entity, contact::Column::Id))
}

async fn page(
    db: &Connection,
    programme: Uuid,
    mut select: Select<contact::Entity>,
    place: Place,
) -> Result<ListPage<Contact>> {
    let place = cut_by_name(db, programme, QueryTrait::query(&mut select), (place, PAGE)).await?;
    let rows = select.into_model::<Contact>().all(db).await?;
    Ok(ListPage::of(rows, place, |contact| contact.id))
}

/// Cuts a statement that finds contacts of a programme to one page of so many, by name; the place that it is at.
pub(crate) async fn cut_by_name(
    db: &Connection,
    programme: Uuid,
    select: &mut SelectStatement,
    (place, size): (Place, usize),
) -> Result<Place> {
    let here = match place.row() {
        Some(row) => super::find(db, programme, row).await?,
        None => None,
    };
    let key = Func::lower(Expr::col((contact::Entity, contact::Column::Name))).into();
    let order = KeyOrder { key, id: id(), is_descending: false };
    let key = here.map(|here| Func::lower(Expr::val(here.name)).into());
    Ok(order.cut_to(size, select, place, key))
}

/// The next contacts of a programme in the order of their ids; also those who left.
pub async fn next_by_id(db: &Connection, programme: Uuid, next: NextIds) -> Result<Vec<Contact>> {
    let all = contact::Entity::find().filter(contact::Column::ProgrammeId.eq(programme));
    Ok(next.of(all, contact::Column::Id).into_model().all(db).await?)
}

/// One page of library staff by name, all of them or those with a tag.
pub async fn staff_page(
    db: &Connection,
    programme: Uuid,
    tag: Option<&str>,
    place: Place,
) -> Result<ListPage<Contact>> {
    let mut select = there(programme).filter(contact::Column::PartnerId.is_null());
    if let Some(tag) = tag {
        select = select.filter(id().in_subquery(contact_tags::with(tag)));
    }
    page(db, programme, select, place).await
}

/// Everybody of a side: of partners, or of the library. Nobody who left.
fn of_side(programme: Uuid, side: Side) -> Select<contact::Entity> {
    there(programme).filter(match side {
        Side::Library => contact::Column::PartnerId.is_null(),
        Side::Partner => contact::Column::PartnerId.is_not_null(),
    })
}

/// The contacts of a side by name, where there are no more than `most`; none where there are more. Nobody who left.
pub async fn few(db: &Connection, programme: Uuid, side: Side, most: u64) -> Result<Option<Vec<Contact>>> {
    let rows = of_side(programme, side).limit(most + 1).into_model::<Contact>().all(db).await?;
    Ok((rows.len() as u64 <= most).then(|| super::sorted(rows)))
}

/// The first page by name of those of a side who have every word of a text in their name and address, or in the name of their
/// partner. Nobody who left.
pub async fn found(db: &Connection, programme: Uuid, side: Side, text: &str) -> Result<Vec<Contact>> {
    let mut select = of_side(programme, side);
    let backend = db.get_database_backend();
    text_search::contacts_with(QueryTrait::query(&mut select), backend, programme, text);
    Ok(page(db, programme, select, Place::First).await?.rows)
}

/// What is counted of library staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StaffCounts {
    /// People.
    pub people: u64,
    /// Their places on lists of courses.
    pub courses: u64,
    /// Their invitations that are kept.
    pub invitations: u64,
}

/// Counts library staff, and what they were asked to.
pub async fn staff_counts(db: &Connection, programme: Uuid) -> Result<StaffCounts> {
    let staff = || {
        column_where(
            contact::Column::Id,
            contact::Column::ProgrammeId
                .eq(programme)
                .and(contact::Column::PartnerId.is_null())
                .and(contact::Column::LeftAt.is_null()),
        )
    };
    Ok(StaffCounts {
        people: there(programme).filter(contact::Column::PartnerId.is_null()).count(db).await?,
        courses: participant::Entity::find()
            .filter(participant::Column::ContactId.in_subquery(staff()))
            .count(db)
            .await?,
        invitations: invitation::Entity::find()
            .filter(invitation::Column::ContactId.in_subquery(staff()))
            .count(db)
            .await?,
    })
}

/// The contacts of these partners, by name. Nobody who left.
pub async fn of_partners(db: &Connection, programme: Uuid, partners: &[Uuid]) -> Result<Vec<Contact>> {
    let mut contacts = Vec::new();
    for partners in partners.chunks(1_000) {
        let of = contact::Column::PartnerId.is_in(partners.iter().copied());
        contacts.extend(there(programme).filter(of).into_model::<Contact>().all(db).await?);
    }
    Ok(super::sorted(contacts))
}

/// The ids of library staff, by name. Nobody who left.
pub async fn staff_by_name(db: &Connection, programme: Uuid) -> Result<Vec<Uuid>> {
    let mut staff: Vec<(Uuid, String)> = there(programme)
        .filter(contact::Column::PartnerId.is_null())
        .select_only()
        .columns([contact::Column::Id, contact::Column::Name])
        .into_tuple()
        .all(db)
        .await?;
    staff.sort_by_cached_key(|(id, name)| (name.to_lowercase(), *id));
    Ok(staff.into_iter().map(|(id, _)| id).collect())
}

/// The contacts with these ids, by name. Nobody who left.
pub async fn with_ids(db: &Connection, programme: Uuid, ids: &[Uuid]) -> Result<Vec<Contact>> {
    let mut contacts = Vec::new();
    for ids in ids.chunks(1_000) {
        let these = contact::Column::Id.is_in(ids.iter().copied());
        contacts.extend(there(programme).filter(these).into_model::<Contact>().all(db).await?);
    }
    Ok(super::sorted(contacts))
}

/// An address of each partner of a programme at every host where two partners, or at most `most`, have contacts. Nobody who
/// left.
pub async fn at_shared_hosts(
    db: &Connection,
    programme: Uuid,
    most: usize,
) -> Result<HashMap<Uuid, Vec<String>>> {
    let host = || match db.get_database_backend() {
        DbBackend::Sqlite => Expr::cust("substr(email, instr(email, '@') + 1)"),
        _ => Expr::cust("split_part(email, '@', 2)"),
    };
    let of_partners = || {
        Query::select()
            .from(contact::Entity)
            .and_where(Expr::col(contact::Column::ProgrammeId).eq(programme))
            .and_where(Expr::col(contact::Column::PartnerId).is_not_null())
            .and_where(Expr::col(contact::Column::LeftAt).is_null())
            .and_where(Expr::col(contact::Column::Email).ne(""))
            .take()
    };
    let is_shared = format!("COUNT(DISTINCT partner_id) BETWEEN 2 AND {most}");
    let shared = of_partners().expr(host()).add_group_by([host()]).and_having(Expr::cust(is_shared)).take();
    let select = of_partners()
        .column(contact::Column::PartnerId)
        .expr(Func::min(Expr::col(contact::Column::Email)))
        .and_where(host().in_subquery(shared))
        .group_by_col(contact::Column::PartnerId)
        .add_group_by([host()])
        .take();
    let mut of: HashMap<Uuid, Vec<String>> = HashMap::new();
    for row in db.query_all(&select).await? {
        of.entry(row.try_get_by_index(0)?).or_default().push(row.try_get_by_index(1)?);
    }
    Ok(of)
}

/// How many contacts of a programme are due for a look: there was no word from them and nothing was asked of them since.
pub async fn due_count(db: &Connection, programme: Uuid, since: Timestamp) -> Result<u64> {
    Ok(there(programme).filter(is_due(since.into())).count(db).await?)
}

/// One page of them, by name.
pub async fn due_page(
    db: &Connection,
    programme: Uuid,
    since: Timestamp,
    place: Place,
) -> Result<ListPage<Contact>> {
    page(db, programme, there(programme).filter(is_due(since.into())), place).await
}

/// Of whom nothing is known, not even when they were added, is not due: they may be new.
fn is_due(since: Instant) -> Condition {
    let added = Expr::col((contact::Entity, contact::Column::AddedAt));
    let noted = |recent: bool| {
        let mut notes = Query::select()
            .expr(Expr::val(1))
            .from(contact_note::Entity)
            .and_where(
                Expr::col((contact_note::Entity, contact_note::Column::ContactId)).equals(of_contact()),
            )
            .take();
        if recent {
            notes.and_where(Expr::col((contact_note::Entity, contact_note::Column::Day)).gte(since));
        }
        Expr::exists(notes)
    };
    let asked = |recent: bool| {
        let mut rounds = asked_in();
        if recent {
            rounds.cond_where(is_recent(since));
        }
        Expr::exists(rounds)
    };
    Condition::all()
        .add(added.clone().is_null().or(added.clone().lt(since)))
        .add(noted(true).not())
        .add(asked(true).not())
        .add(added.is_not_null().or(noted(false)).or(asked(false)))
}

fn of_contact() -> (contact::Entity, contact::Column) {
    (contact::Entity, contact::Column::Id)
}

/// The rounds that a contact is invited to.
fn asked_in() -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(invitation::Entity)
        .inner_join(round::Entity, same(round::Column::Id, invitation::Column::RoundId))
        .and_where(Expr::col((invitation::Entity, invitation::Column::ContactId)).equals(of_contact()))
        .take()
}

/// Asked lately, or heard from: the close of a round stands for the time of an answer that is not anonymous.
fn is_recent(since: Instant) -> Condition {
    let of_round = |column: round::Column| Expr::col((round::Entity, column));
    let answered = Condition::all()
        .add(Expr::col((invitation::Entity, invitation::Column::ResponseId)).is_not_null())
        .add(of_round(round::Column::Privacy).ne(PrivacyMode::Anonymous.key()))
        .add(of_round(round::Column::State).eq(RoundState::Closed.key()))
        .add(of_round(round::Column::ClosesAt).gte(since));
    Condition::any().add(of_round(round::Column::OpensAt).gte(since)).add(answered)
}
