//! What trainers decide about a summary before it is sent: their note, and who gets it.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::{
    store::{
        Comment, Connection, Course, CourseAction, Release, Result, StoreError, actions, comments,
        delete_where,
        entity::{reader, summary_plan},
        insert_or_set,
    },
    survey::EmailText,
};

/// Somebody outside the programme who gets the summary of one course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalReader {
    pub id: Uuid,
    /// Their name; may be empty.
    pub name: String,
    /// Their address.
    pub email: String,
}

from_row!(ExternalReader: reader { id, name, email });

/// The decisions about one course's summary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SummaryDecisions {
    /// What the trainers add under the headline; empty for nothing.
    pub note: String,
    /// The managers, and those who asked for copies, who do not get it. All others do, also those who join later.
    pub left_out: Vec<Uuid>,
    /// Who else gets it, by address.
    pub readers: Vec<ExternalReader>,
    /// What its email says around it; what is empty is as the programme has it.
    pub text: EmailText,
}

/// Everything that people decided about one course's summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decisions {
    /// Their note, and who gets it.
    pub plan: SummaryDecisions,
    /// What was agreed.
    pub actions: Vec<CourseAction>,
    /// The comments that may be quoted, in order of their random ids.
    pub released: Vec<Comment>,
}

/// What was decided so far about a course to which these rounds belong.
pub async fn decisions(db: &Connection, course: &Course, rounds: &[Uuid]) -> Result<Decisions> {
    let mut released = comments::of_rounds(db, rounds).await?;
    released.retain(|comment| comment.state == Release::Released);
    Ok(Decisions {
        plan: of_course(db, course.id).await?,
        actions: actions::of_course(db, course.id).await?,
        released,
    })
}

/// The note and the recipients decided so far.
pub async fn of_course(db: &Connection, course: Uuid) -> Result<SummaryDecisions> {
    let readers = reader::Entity::find()
        .filter(reader::Column::CourseId.eq(course))
        .order_by_asc(reader::Column::Email)
        .into_model()
        .all(db)
        .await?;
    let Some(row) = summary_plan::Entity::find_by_id(course).one(db).await? else {
        return Ok(SummaryDecisions { readers, ..SummaryDecisions::default() });
    };
    let left_out = serde_json::from_value(row.left_out)
        .map_err(|error| StoreError::Damaged(format!("who is left out of course {course}: {error}")))?;
    let text =
        EmailText { subject: row.email_subject, opening: row.email_opening, closing: row.email_closing };
    Ok(SummaryDecisions { note: row.note, left_out, readers, text })
}

/// Keeps the note.
pub async fn keep_note(tx: &Connection, course: Uuid, note: &str) -> Result<()> {
    let row = row(course, note, &[], &EmailText::default());
    keep(tx, row, &[summary_plan::Column::Note]).await
}

/// Keeps what the email says around the summary.
pub async fn keep_text(tx: &Connection, course: Uuid, text: &EmailText) -> Result<()> {
    use summary_plan::Column::{EmailClosing, EmailOpening, EmailSubject};
    keep(tx, row(course, "", &[], text), &[EmailSubject, EmailOpening, EmailClosing]).await
}

/// Keeps which managers do not get the summary.
pub async fn keep_left_out(tx: &Connection, course: Uuid, left_out: &[Uuid]) -> Result<()> {
    let row = row(course, "", left_out, &EmailText::default());
    keep(tx, row, &[summary_plan::Column::LeftOut]).await
}

fn row(course: Uuid, note: &str, left_out: &[Uuid], text: &EmailText) -> summary_plan::ActiveModel {
    let left_out: Vec<String> = left_out.iter().map(Uuid::to_string).collect();
    summary_plan::ActiveModel {
        course_id: Set(course),
        note: Set(note.to_owned()),
        left_out: Set(serde_json::Value::from(left_out)),
        email_subject: Set(text.subject.clone()),
        email_opening: Set(text.opening.clone()),
        email_closing: Set(text.closing.clone()),
    }
}

async fn keep(
    tx: &Connection,
    row: summary_plan::ActiveModel,
    columns: &[summary_plan::Column],
) -> Result<()> {
    insert_or_set(tx, row, [summary_plan::Column::CourseId], columns.iter().copied()).await
}

/// Keeps these readers, by name and address, and no others. Who was one before stays the same reader.
pub async fn keep_readers(tx: &Connection, course: Uuid, readers: &[(String, String)]) -> Result<()> {
    let stay = readers.iter().map(|(_, email)| email.clone());
    let gone = reader::Column::CourseId.eq(course).and(reader::Column::Email.is_not_in(stay));
    delete_where(tx, reader::Entity, gone).await?;
    for (name, email) in readers {
        add_reader(tx, course, name, email).await?;
    }
    Ok(())
}

/// Adds a reader, or gives one with this address another name.
pub async fn add_reader(tx: &Connection, course: Uuid, name: &str, email: &str) -> Result<()> {
    let row = reader::ActiveModel {
        id: Set(Uuid::new_v4()),
        course_id: Set(course),
        name: Set(name.to_owned()),
        email: Set(email.to_owned()),
    };
    insert_or_set(tx, row, [reader::Column::CourseId, reader::Column::Email], [reader::Column::Name]).await
}

/// The readers with these ids.
pub async fn readers(db: &Connection, ids: Vec<Uuid>) -> Result<Vec<ExternalReader>> {
    Ok(reader::Entity::find().filter(reader::Column::Id.is_in(ids)).into_model().all(db).await?)
}
