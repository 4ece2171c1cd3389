//! Which partners are at a course.

use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, Set};
use uuid::Uuid;

use crate::store::{Connection, Result, column_where, delete_where, entity::course_partner, set_where};

/// Notes which partners are at a course, in the place of those noted before.
pub async fn meet(tx: &Connection, course: Uuid, partners: &[Uuid]) -> Result<()> {
    delete_where(tx, course_partner::Entity, course_partner::Column::CourseId.eq(course)).await?;
    for partner in partners {
        let row = course_partner::ActiveModel { course_id: Set(course), partner_id: Set(*partner) };
        course_partner::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Notes that a partner was wherever another was.
pub(in crate::store) async fn move_partner(tx: &Connection, from: Uuid, into: Uuid) -> Result<()> {
    let known = column_where(course_partner::Column::CourseId, course_partner::Column::PartnerId.eq(into));
    let others = course_partner::Column::CourseId.not_in_subquery(known);
    let moved = others.and(course_partner::Column::PartnerId.eq(from));
    set_where(tx, course_partner::Column::PartnerId, into, moved).await?;
    Ok(())
}

/// The ids of the partners at a course.
pub async fn present(db: &Connection, course: Uuid) -> Result<Vec<Uuid>> {
    let rows =
        course_partner::Entity::find().filter(course_partner::Column::CourseId.eq(course)).all(db).await?;
    Ok(rows.into_iter().map(|row| row.partner_id).collect())
}
