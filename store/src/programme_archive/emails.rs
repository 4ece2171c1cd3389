//! What programmes say in emails, when they are to leave, and what became of those that left: without their words, their
//! addresses and the links in them.

use jiff::Timestamp;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, Select, Set};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    KeyText, KeyWord, courses::deliveries, departure::ProgrammeDeparture, ids::ArrivingIds,
    record::ArchivedRecord, scope,
};
use crate::store::{
    EmailState, KeyColumn, MailingKind, MailingState, column_where,
    entity::{delivery, email_text, invitation_letter, mailing, outbox, results_wish},
    invitation_letters, results_wishes,
};

/// What is noted of an email that had not left when its programme was moved.
const MOVED_FIRST: &str = "the programme was moved first";

archived! {
    /// The words of a round’s emails.
    pub(super) struct ArchivedEmailText(email_text) {
        round_id: Uuid,
        kind: KeyText<MailingKind>,
        language: String,
        subject: String,
        opening: String,
        closing: String,
    }
    of |programme| email_text::Column::RoundId.in_subquery(scope::rounds(programme))
}

archived! {
    /// An invitation or reminder planned for a round.
    pub(super) struct ArchivedMailing(mailing, id = id) {
        id: Uuid,
        round_id: Uuid,
        kind: KeyWord<KeyColumn<MailingKind>>,
        seq: i32,
        at: Timestamp,
        state: KeyWord<MailingState>,
        done_at: Option<Timestamp>,
    }
    of |programme| mailing::Column::RoundId.in_subquery(scope::rounds(programme))
}

archived! {
    /// Which email went to which invitation.
    pub(super) struct ArchivedInvitationEmail(invitation_letter) {
        outbox_id: Uuid,
        invitation_id: Uuid,
        kind: KeyWord<KeyColumn<MailingKind>>,
        seq: i32,
    }
    of |programme| invitation_letter::Column::InvitationId.in_subquery(scope::invitations(programme))
}

archived! {
    /// Somebody who wants to be told when the results are out.
    pub(super) struct ArchivedWish(results_wish) {
        invitation_id: Uuid,
        outbox_id: Option<Uuid>,
    }
    of |programme| results_wish::Column::InvitationId.in_subquery(scope::invitations(programme))
}

/// An email, as it is kept once its words were deleted.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ArchivedEmail {
    id: Uuid,
    kind: String,
    unique_key: String,
    message_id: String,
    state: KeyWord<EmailState>,
    attempts: i32,
    queued_at: Timestamp,
    next_at: Timestamp,
    sent_at: Option<Timestamp>,
    result: String,
}

impl ArchivedRecord for ArchivedEmail {
    type Table = outbox::Entity;

    fn of(programme: Uuid) -> Select<Self::Table> {
        let asking = invitation_letters::letters_of(scope::invitations(programme));
        let telling = results_wishes::letters_of(scope::invitations(programme));
        let delivering = column_where(delivery::Column::OutboxId, deliveries(programme));
        let these = Condition::any()
            .add(outbox::Column::Id.in_subquery(asking))
            .add(outbox::Column::Id.in_subquery(telling))
            .add(outbox::Column::Id.in_subquery(delivering));
        outbox::Entity::find().filter(these)
    }

    fn told(row: outbox::Model, _: &ProgrammeDeparture) -> Option<Self> {
        let (state, result) = match row.state {
            EmailState::Queued | EmailState::Sending | EmailState::Deferred => {
                (EmailState::Cancelled, MOVED_FIRST.to_owned())
            }
            over => (over, row.result),
        };
        Some(Self {
            id: row.id,
            kind: row.kind,
            unique_key: row.unique_key,
            message_id: row.message_id,
            state: KeyWord(state),
            attempts: row.attempts,
            queued_at: row.queued_at.time(),
            next_at: row.next_at.time(),
            sent_at: row.sent_at.map(crate::store::Instant::time),
            result,
        })
    }

    fn row(self, ids: &ArrivingIds) -> Result<Option<outbox::ActiveModel>, String> {
        if !matches!(self.state.0, EmailState::Sent | EmailState::Failed | EmailState::Cancelled) {
            return Err("state: an archive holds no email that is still to leave".to_owned());
        }
        Ok(Some(outbox::ActiveModel {
            id: Set(ids.of(self.id)),
            kind: Set(self.kind),
            unique_key: Set(ids.text(&self.unique_key)),
            address: Set(String::new()),
            message_id: Set(self.message_id),
            message: Set(Vec::new()),
            state: Set(self.state.0),
            attempts: Set(self.attempts),
            queued_at: Set(self.queued_at.into()),
            next_at: Set(self.next_at.into()),
            claimed_until: Set(None),
            sent_at: Set(self.sent_at.map(Into::into)),
            result: Set(self.result),
        }))
    }

    fn own_id(&self) -> Option<Uuid> {
        Some(self.id)
    }
}
