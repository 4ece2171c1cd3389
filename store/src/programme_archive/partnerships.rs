//! Agreements with partners, the health of partnerships, and promises.

use common_ground_reports::health::ConditionInput;
use jiff::Timestamp;
use sea_orm::ColumnTrait;
use uuid::Uuid;

use super::{CheckedDocument, KeyText, KeyWord, MemberRef, cells::IdList, scope};
use crate::{
    store::{
        AgreementState, Asker, KeyColumn, PromiseOrigin, PromiseState,
        entity::{
            agreement, agreement_confirmation, health_check, health_person, health_plan, health_reply,
            health_round, promise,
        },
        health::ReplyKind,
        promises::Judgement,
    },
    survey::{Side, agreement::Agreement},
};

archived! {
    /// One version of an agreement with a partner.
    pub(super) struct ArchivedAgreement(agreement, id = id) {
        id: Uuid,
        partner_id: Uuid,
        version: i32,
        revision: i32,
        state: KeyWord<AgreementState>,
        document: CheckedDocument<Agreement>,
        review_on: Option<String>,
        changed_at: Timestamp,
        confirmed_at: Option<Timestamp>,
        reminded_at: Option<Timestamp>,
    }
    of |programme| agreement::Column::PartnerId.in_subquery(scope::partners(programme))
}

archived! {
    /// Somebody who is asked to confirm an agreement.
    pub(super) struct ArchivedConfirmation(agreement_confirmation, id = id) {
        id: Uuid,
        agreement_id: Uuid,
        side: KeyWord<KeyColumn<Side>>,
        contact_id: Option<Uuid>,
        name: String,
        email: String,
        objection: String,
        confirmed_at: Option<Timestamp>,
    }
    of |programme| agreement_confirmation::Column::AgreementId.in_subquery(scope::agreements(programme))
}

archived! {
    /// How often the health of a partnership is checked.
    pub(super) struct ArchivedHealthPlan(health_plan) {
        partner_id: Uuid,
        every_months: i32,
        next_on: Option<String>,
        library_people: IdList,
    }
    of |programme| health_plan::Column::PartnerId.in_subquery(scope::partners(programme))
}

archived! {
    /// One health check of a partnership.
    pub(super) struct ArchivedHealthCheck(health_check, id = id, empty = waiting) {
        id: Uuid,
        partner_id: Uuid,
        opens_at: Timestamp,
        closes_at: Timestamp,
        unsealed_at: Option<Timestamp>,
        figures: CheckedDocument<Vec<ConditionInput>>,
    }
    of |programme| health_check::Column::PartnerId.in_subquery(scope::partners(programme))
}

archived! {
    /// A round of a health check.
    pub(super) struct ArchivedHealthRound(health_round) {
        round_id: Uuid,
        check_id: Uuid,
    }
    of |programme| health_round::Column::CheckId.in_subquery(scope::health_checks(programme))
}

archived! {
    /// Somebody asked in a health check.
    pub(super) struct ArchivedHealthPerson(health_person, id = id) {
        id: Uuid,
        check_id: Uuid,
        side: KeyWord<KeyColumn<Side>>,
        contact_id: Option<Uuid>,
        name: String,
        answered: bool,
        is_new: bool,
    }
    of |programme| health_person::Column::CheckId.in_subquery(scope::health_checks(programme))
}

archived! {
    /// What the library replied to a condition.
    pub(super) struct ArchivedHealthReply(health_reply) {
        check_id: Uuid,
        item: String,
        kind: KeyWord<ReplyKind>,
        words: String,
        talk_on: Option<String>,
        promise_id: Option<Uuid>,
        by: String,
        at: Timestamp,
    }
    of |programme| health_reply::Column::CheckId.in_subquery(scope::health_checks(programme))
}

archived! {
    /// What somebody said they would do.
    pub(super) struct ArchivedPromise(promise, id = id, programme = programme_id) {
        id: Uuid,
        origin: KeyWord<PromiseOrigin>,
        about: String,
        asked: String,
        course_id: Option<Uuid>,
        partner_id: Option<Uuid>,
        health_round_id: Option<Uuid>,
        card_id: Option<Uuid>,
        place: i32,
        what: String,
        who: String,
        owner_person_id: MemberRef,
        owner_contact_id: Option<Uuid>,
        by_when: String,
        asker: KeyWord<Asker>,
        asker_contact_id: Option<Uuid>,
        state: KeyWord<PromiseState>,
        outcome: String,
        settled_on: Option<String>,
        released: bool,
        judgement: Option<KeyText<Judgement>>,
        asked_at: Option<Timestamp>,
        judged_at: Option<Timestamp>,
        reminders: i32,
    }
    of |programme| promise::Column::ProgrammeId.eq(programme)
}
