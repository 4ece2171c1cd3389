//! The words of a round's emails in place of those of its programme.

use sea_orm::{EntityTrait, Set};
use uuid::Uuid;

use super::{
    Connection, MailingKind, Result,
    entity::email_text::{self, Column},
    insert_or_set,
};
use crate::survey::EmailText;

/// The words of one kind of email of a round in a language, where it has words of its own.
pub async fn of_round(
    db: &Connection,
    round: Uuid,
    kind: MailingKind,
    language: &str,
) -> Result<Option<EmailText>> {
    let row =
        email_text::Entity::find_by_id((round, kind.key().to_owned(), language.to_owned())).one(db).await?;
    Ok(row.map(|row| EmailText { subject: row.subject, opening: row.opening, closing: row.closing }))
}

/// Words the emails of a round; the standard text gives it back to the words of its programme.
pub async fn set(
    tx: &Connection,
    round: Uuid,
    kind: MailingKind,
    language: &str,
    text: &EmailText,
) -> Result<()> {
    let key = (round, kind.key().to_owned(), language.to_owned());
    if text.is_standard() {
        email_text::Entity::delete_by_id(key).exec(tx).await?;
        return Ok(());
    }
    let row = email_text::ActiveModel {
        round_id: Set(key.0),
        kind: Set(key.1),
        language: Set(key.2),
        subject: Set(text.subject.clone()),
        opening: Set(text.opening.clone()),
        closing: Set(text.closing.clone()),
    };
    let key = [Column::RoundId, Column::Kind, Column::Language];
    let words = [Column::Subject, Column::Opening, Column::Closing];
    insert_or_set(tx, row, key, words).await
}
