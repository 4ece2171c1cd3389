//! Contacts whom a list may mean by name, because it has no address of theirs; also those who left.

use std::collections::HashSet;

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, ExprTrait, QueryFilter, Select,
    sea_query::{Expr, Func, SelectStatement, UnionType},
};
use uuid::Uuid;

use crate::{
    store::{Connection, Contact, Result, column_where, entity::contact, text_search::Searched},
    survey::partner::normalised,
};

/// Names that are looked up one by one: where there are more, it is quicker to read all library staff.
const LOOKED_UP: usize = 100;

fn ever(programme: Uuid, of: Expr) -> Select<contact::Entity> {
    contact::Entity::find().filter(contact::Column::ProgrammeId.eq(programme)).filter(of)
}

fn is_unreachable() -> Expr {
    contact::Column::Email.eq("")
}

/// Everybody who is or was a contact of one of these partners.
pub async fn ever_of_partners(db: &Connection, programme: Uuid, partners: &[Uuid]) -> Result<Vec<Contact>> {
    let mut found = Vec::new();
    for partners in partners.chunks(500) {
        let of = contact::Column::PartnerId.is_in(partners.iter().copied());
        found.extend(ever(programme, of).into_model::<Contact>().all(db).await?);
    }
    Ok(found)
}

/// Those of them who have no address.
pub async fn unreachable_of_partners(
    db: &Connection,
    programme: Uuid,
    partners: &[Uuid],
) -> Result<Vec<Contact>> {
    let mut found = Vec::new();
    for partners in partners.chunks(500) {
        let of = contact::Column::PartnerId.is_in(partners.iter().copied());
        found.extend(ever(programme, of.and(is_unreachable())).into_model::<Contact>().all(db).await?);
    }
    Ok(found)
}

/// Everybody who is or was library staff and has no address.
pub async fn unreachable_staff(db: &Connection, programme: Uuid) -> Result<Vec<Contact>> {
    let of = contact::Column::PartnerId.is_null().and(is_unreachable());
    Ok(ever(programme, of).into_model().all(db).await?)
}

/// Everybody who is or was library staff and is called by one of these names, whatever the case and the signs of it.
pub async fn staff_named(db: &Connection, programme: Uuid, names: &[&str]) -> Result<Vec<Contact>> {
    let staff = || ever(programme, contact::Column::PartnerId.is_null());
    let mut found: Vec<Contact> = Vec::new();
    if names.len() > LOOKED_UP {
        found = staff().into_model().all(db).await?;
    } else {
        for name in names {
            let called = called(db.get_database_backend(), programme, name);
            let id = Expr::col((contact::Entity, contact::Column::Id));
            found.extend(staff().filter(id.in_subquery(called)).into_model::<Contact>().all(db).await?);
        }
    }
    let looked_for: HashSet<String> = names.iter().map(|name| normalised(name)).collect();
    found.retain(|contact| looked_for.contains(&normalised(&contact.name)));
    Ok(found)
}

/// The ids of those whose names hold every word of this one, and of those who are written so, where the search knows a letter
/// in another way.
fn called(backend: DbBackend, programme: Uuid, name: &str) -> SelectStatement {
    let written = Expr::expr(Func::lower(Expr::col((contact::Entity, contact::Column::Name))))
        .eq(Func::lower(Expr::val(name.trim())));
    let as_written =
        column_where(contact::Column::Id, contact::Column::ProgrammeId.eq(programme).and(written));
    let mut called = Searched::Contacts.rows(backend, programme, name);
    called.column(contact::Column::Id).union(UnionType::Distinct, as_written);
    called
}
