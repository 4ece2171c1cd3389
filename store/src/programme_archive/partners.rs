//! Partners and the people who can be invited.

use jiff::Timestamp;
use sea_orm::{ColumnTrait, Condition};
use uuid::Uuid;

use super::{CheckedDocument, scope};
use crate::store::{
    entity::{busy_time, contact, contact_note, contact_tag, handover, partner},
    handovers::HandoverLine,
};

archived! {
    /// An organisation.
    pub(super) struct ArchivedPartner(partner, id = id, programme = programme_id) {
        id: Uuid,
        name: String,
        kind: String,
    }
    of |programme| partner::Column::ProgrammeId.eq(programme)
}

archived! {
    /// Somebody who can be invited.
    pub(super) struct ArchivedContact(contact, id = id, programme = programme_id) {
        id: Uuid,
        partner_id: Option<Uuid>,
        name: String,
        email: String,
        job: String,
        phone: String,
        can_say_yes: bool,
        added_at: Option<Timestamp>,
        left_at: Option<Timestamp>,
    }
    of |programme| contact::Column::ProgrammeId.eq(programme)
}

archived! {
    /// A tag of a contact.
    pub(super) struct ArchivedTag(contact_tag) {
        contact_id: Uuid,
        tag: String,
    }
    of |programme| contact_tag::Column::ContactId.in_subquery(scope::contacts(programme))
}

archived! {
    /// One time that somebody was spoken to.
    pub(super) struct ArchivedNote(contact_note, id = id) {
        id: Uuid,
        partner_id: Option<Uuid>,
        contact_id: Option<Uuid>,
        day: Timestamp,
        by: String,
        about: String,
    }
    of |programme| Condition::any()
        .add(contact_note::Column::PartnerId.in_subquery(scope::partners(programme)))
        .add(contact_note::Column::ContactId.in_subquery(scope::contacts(programme)))
}

archived! {
    /// A time at which a partner is busy.
    pub(super) struct ArchivedBusyTime(busy_time, id = id) {
        id: Uuid,
        partner_id: Uuid,
        starts_on: String,
        ends_on: String,
        every_year: bool,
        why: String,
    }
    of |programme| busy_time::Column::PartnerId.in_subquery(scope::partners(programme))
}

archived! {
    /// One contact who takes over from another.
    pub(super) struct ArchivedHandover(handover, id = id) {
        id: Uuid,
        partner_id: Uuid,
        former_id: Option<Uuid>,
        successor_id: Uuid,
        named_at: Timestamp,
        started_at: Option<Timestamp>,
        confirmed_at: Option<Timestamp>,
        lines: CheckedDocument<Vec<HandoverLine>>,
        wish: String,
    }
    of |programme| handover::Column::PartnerId.in_subquery(scope::partners(programme))
}
