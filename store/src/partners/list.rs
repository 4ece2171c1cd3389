//! Partners as their list shows them: searched, a page at a time, and counted.

use std::collections::{BTreeSet, HashMap, HashSet};

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter,
    QuerySelect, QueryTrait, Select,
    sea_query::{Expr, Func, SelectStatement, UnionType},
};
use uuid::Uuid;

use crate::{
    store::{
        Connection, ListPage, Partner, Place, Result, column_where, contact_tags,
        entity::{contact, partner},
        keyset::{KeyOrder, NextIds},
        text_search::Searched,
    },
    survey::partner::normalised,
};

/// Characters of the longest name.
const LONGEST: usize = 200;
/// Names that are looked up one by one: where there are more, it is quicker to read all partners.
const LOOKED_UP: usize = 20;

/// Which partners are looked for; the default is all.
#[derive(Clone, Copy, Debug, Default)]
pub struct PartnerQuery<'a> {
    /// Words of the name, or of the name or address of a contact; empty for any.
    pub text: &'a str,
    /// The key of a kind; empty for any.
    pub kind: &'a str,
    /// A tag of a contact; empty for any.
    pub tag: &'a str,
    /// Only those without a contact.
    pub without_contact: bool,
}

/// The partners of the contacts of a programme who did not leave.
fn with_contact(programme: Uuid) -> SelectStatement {
    column_where(
        contact::Column::PartnerId,
        contact::Column::ProgrammeId
            .eq(programme)
            .and(contact::Column::PartnerId.is_not_null())
            .and(contact::Column::LeftAt.is_null()),
    )
}

impl PartnerQuery<'_> {
    fn select(&self, backend: DbBackend, programme: Uuid) -> Select<partner::Entity> {
        let id = || Expr::col((partner::Entity, partner::Column::Id));
        let mut select = partner::Entity::find().filter(partner::Column::ProgrammeId.eq(programme));
        if !self.kind.is_empty() {
            select = select.filter(partner::Column::Kind.eq(self.kind));
        }
        if !self.tag.is_empty() {
            let mut tagged = with_contact(programme);
            tagged.and_where(Expr::col(contact::Column::Id).in_subquery(contact_tags::with(self.tag)));
            select = select.filter(id().in_subquery(tagged));
        }
        if self.without_contact {
            select = select.filter(id().not_in_subquery(with_contact(programme)));
        }
        let text = self.text.trim();
        if !text.is_empty() {
            let mut of_contact = Searched::Contacts.rows(backend, programme, text);
            of_contact
                .column(contact::Column::PartnerId)
                .and_where(Expr::col(contact::Column::PartnerId).is_not_null())
                .and_where(Expr::col(contact::Column::LeftAt).is_null());
            let mut named = Searched::Partners.rows(backend, programme, text);
            named.column(partner::Column::Id).union(UnionType::Distinct, of_contact);
            select = select.filter(id().in_subquery(named));
        }
        select
    }
}

/// One page of the partners that are looked for, by name.
pub async fn page(
    db: &Connection,
    programme: Uuid,
    query: &PartnerQuery<'_>,
    place: Place,
) -> Result<ListPage<Partner>> {
    let here = match place.row() {
        Some(row) => super::find(db, programme, row).await?,
        None => None,
    };
    let order = KeyOrder {
        key: Func::lower(Expr::col((partner::Entity, partner::Column::Name))).into(),
        id: Expr::col((partner::Entity, partner::Column::Id)),
        is_descending: false,
    };
    let mut select = query.select(db.get_database_backend(), programme);
    let key = here.map(|here| Func::lower(Expr::val(here.name)).into());
    let place = order.cut(QueryTrait::query(&mut select), place, key);
    let rows = select.into_model::<Partner>().all(db).await?;
    Ok(ListPage::of(rows, place, |partner| partner.id))
}

/// The next partners of a programme in the order of their ids.
pub async fn next_by_id(db: &Connection, programme: Uuid, next: NextIds) -> Result<Vec<Partner>> {
    let all = partner::Entity::find().filter(partner::Column::ProgrammeId.eq(programme));
    Ok(next.of(all, partner::Column::Id).into_model().all(db).await?)
}

/// The partners with these ids, by name.
pub async fn with_ids(db: &Connection, ids: &[Uuid]) -> Result<Vec<Partner>> {
    let mut partners = Vec::new();
    for ids in ids.chunks(1_000) {
        let these = partner::Column::Id.is_in(ids.iter().copied());
        partners.extend(partner::Entity::find().filter(these).into_model::<Partner>().all(db).await?);
    }
    Ok(super::sorted(partners))
}

/// Every partner of a programme by name, where there are no more than `most`; none where there are more.
pub async fn few(db: &Connection, programme: Uuid, most: u64) -> Result<Option<Vec<Partner>>> {
    let all = partner::Entity::find().filter(partner::Column::ProgrammeId.eq(programme));
    let rows = all.limit(most + 1).into_model::<Partner>().all(db).await?;
    Ok((rows.len() as u64 <= most).then(|| super::sorted(rows)))
}

/// The partners of a programme that are called by one of these names, whatever the case and the signs of the name. All are looked
/// for in one statement: some dozen at most.
pub async fn named(db: &Connection, programme: Uuid, names: &[&str]) -> Result<Vec<Partner>> {
    let mut names = names.to_vec();
    names.retain(|name| !normalised(name).is_empty() && name.chars().count() <= LONGEST);
    let Some((first, others)) = names.split_first() else { return Ok(Vec::new()) };
    let holding = |name: &str| {
        let mut rows = Searched::Partners.rows(db.get_database_backend(), programme, name);
        rows.column(partner::Column::Id).take()
    };
    let mut found = holding(first);
    for name in others {
        found.union(UnionType::Distinct, holding(name));
    }
    let holds = Expr::col((partner::Entity, partner::Column::Id)).in_subquery(found);
    // As it stands there, where the search knows a letter in another way.
    let as_written = Expr::expr(Func::lower(Expr::col((partner::Entity, partner::Column::Name))))
        .is_in(names.iter().map(|name| Func::lower(Expr::val(name.trim()))));
    let mut rows = partner::Entity::find()
        .filter(partner::Column::ProgrammeId.eq(programme))
        .filter(as_written.or(holds))
        .into_model::<Partner>()
        .all(db)
        .await?;
    let looked_for: BTreeSet<String> = names.iter().map(|name| normalised(name)).collect();
    rows.retain(|partner| looked_for.contains(&normalised(&partner.name)));
    Ok(super::sorted(rows))
}

/// The partners of a programme that are called by these names, by name. A name means whoever is written so; where nobody is,
/// whoever is called so, whatever the case and the signs of the name.
pub async fn with_names(db: &Connection, programme: Uuid, names: &[&str]) -> Result<Vec<Partner>> {
    let mut found: Vec<Partner> = Vec::new();
    for names in names.chunks(500) {
        let as_written = Expr::expr(Func::lower(Expr::col((partner::Entity, partner::Column::Name))))
            .is_in(names.iter().map(|name| Func::lower(Expr::val(name.trim()))));
        let called = partner::Entity::find()
            .filter(partner::Column::ProgrammeId.eq(programme))
            .filter(as_written)
            .into_model::<Partner>();
        found.extend(called.all(db).await?);
    }
    let written: HashSet<String> = found.iter().map(|partner| normalised(&partner.name)).collect();
    let mut others: HashMap<String, &str> = names.iter().map(|name| (normalised(name), *name)).collect();
    others.retain(|name, _| !written.contains(name));
    if others.len() > LOOKED_UP {
        let mut all = super::all(db, programme).await?;
        all.retain(|partner| others.contains_key(&normalised(&partner.name)));
        found.extend(all);
    } else {
        let others: Vec<&str> = others.into_values().collect();
        found.extend(named(db, programme, &others).await?);
    }
    let mut found = super::sorted(found);
    // Names that differ in case alone may lead to one partner from two places.
    found.dedup();
    Ok(found)
}

/// How many partners a programme has.
pub async fn count(db: &Connection, programme: Uuid) -> Result<u64> {
    Ok(partner::Entity::find().filter(partner::Column::ProgrammeId.eq(programme)).count(db).await?)
}
