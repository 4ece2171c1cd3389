//! The tags of contacts: words of a programme's own that its people are found by.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect, Set,
    sea_query::{Expr, SelectStatement},
};
use uuid::Uuid;

use super::{
    Connection, Result, column_where,
    entity::{contact, contact_tag},
    exists_where, same,
};

/// The tags of contacts, each contact's in alphabetical order; a contact without any is not there.
pub type Tags = HashMap<Uuid, Vec<String>>;

/// The tags of all contacts of a programme.
pub async fn all(db: &Connection, programme: Uuid) -> Result<Tags> {
    read(db, contact_tag::Column::ContactId.in_subquery(contacts(programme))).await
}

/// The tags of these contacts.
pub async fn of(db: &Connection, contacts: &[Uuid]) -> Result<Tags> {
    let mut tags = Tags::new();
    for ids in contacts.chunks(1_000) {
        tags.extend(read(db, contact_tag::Column::ContactId.is_in(ids.iter().copied())).await?);
    }
    Ok(tags)
}

/// The tags that any contact of a programme has, in alphabetical order.
pub async fn in_use(db: &Connection, programme: Uuid) -> Result<Vec<String>> {
    let mut tags: Vec<String> = contact_tag::Entity::find()
        .select_only()
        .column(contact_tag::Column::Tag)
        .distinct()
        // Each tag is looked up in the programme, and not each contact in the tags.
        .filter(is_of(programme))
        .into_tuple()
        .all(db)
        .await?;
    tags.sort_by_cached_key(|tag| (tag.to_lowercase(), tag.clone()));
    Ok(tags)
}

/// Gives contacts these tags in place of those that they have.
pub async fn put(tx: &Connection, tags: &[(Uuid, Vec<String>)]) -> Result<()> {
    for tags in tags.chunks(200) {
        let ids = tags.iter().map(|(contact, _)| *contact);
        contact_tag::Entity::delete_many().filter(contact_tag::Column::ContactId.is_in(ids)).exec(tx).await?;
        let rows = tags.iter().flat_map(|(contact, tags)| {
            tags.iter()
                .map(|tag| contact_tag::ActiveModel { contact_id: Set(*contact), tag: Set(tag.clone()) })
        });
        let rows: Vec<contact_tag::ActiveModel> = rows.collect();
        if !rows.is_empty() {
            contact_tag::Entity::insert_many(rows).exec_without_returning(tx).await?;
        }
    }
    Ok(())
}

/// The contacts that have a tag.
pub(super) fn with(tag: &str) -> SelectStatement {
    column_where(contact_tag::Column::ContactId, contact_tag::Column::Tag.eq(tag))
}

async fn read(db: &Connection, of: Expr) -> Result<Tags> {
    let mut tags = Tags::new();
    for row in contact_tag::Entity::find().filter(of).all(db).await? {
        tags.entry(row.contact_id).or_default().push(row.tag);
    }
    for of_contact in tags.values_mut() {
        of_contact.sort_by_cached_key(|tag| tag.to_lowercase());
    }
    Ok(tags)
}

fn is_of(programme: Uuid) -> Expr {
    let own = same(contact::Column::Id, contact_tag::Column::ContactId);
    exists_where(contact::Entity, own.and(contact::Column::ProgrammeId.eq(programme)))
}

fn contacts(programme: Uuid) -> SelectStatement {
    column_where(contact::Column::Id, contact::Column::ProgrammeId.eq(programme))
}
