//! Courses with everything that belongs to them, but for their boards.

use common_ground_reports::summary::Summary;
use jiff::Timestamp;
use sea_orm::{ColumnTrait, Condition};
use uuid::Uuid;

use super::{CheckedDocument, KeyWord, MemberRef, cells::IdList, scope};
use crate::store::{
    CourseState, RoundPurpose,
    entity::{
        course, course_partner, course_round, course_session, delivery, participant, reader, summary,
        summary_plan,
    },
};

archived! {
    /// A course.
    pub(super) struct ArchivedCourse(course, id = id, programme = programme_id) {
        id: Uuid,
        title: String,
        place: String,
        starts_at: Timestamp,
        ends_at: Timestamp,
        time_zone: String,
        aims: CheckedDocument<Vec<String>>,
        state: KeyWord<CourseState>,
        summary_at: Timestamp,
        frozen_at: Option<Timestamp>,
        trainers: String,
        revision: i32,
        one_form: bool,
    }
    of |programme| course::Column::ProgrammeId.eq(programme)
}

archived! {
    /// A day of a course that is held on several.
    pub(super) struct ArchivedSession(course_session) {
        course_id: Uuid,
        place: i32,
        starts_at: Timestamp,
        ends_at: Timestamp,
    }
    of |programme| course_session::Column::CourseId.in_subquery(scope::courses(programme))
}

archived! {
    /// A partner that a course is for.
    pub(super) struct ArchivedCoursePartner(course_partner) {
        course_id: Uuid,
        partner_id: Uuid,
    }
    of |programme| course_partner::Column::CourseId.in_subquery(scope::courses(programme))
}

archived! {
    /// A contact on the list of a course.
    pub(super) struct ArchivedParticipant(participant) {
        course_id: Uuid,
        contact_id: Uuid,
        came: Option<bool>,
    }
    of |programme| participant::Column::CourseId.in_subquery(scope::courses(programme))
}

archived! {
    /// Somebody without an account who gets the summary of a course.
    pub(super) struct ArchivedReader(reader, id = id) {
        id: Uuid,
        course_id: Uuid,
        name: String,
        email: String,
    }
    of |programme| reader::Column::CourseId.in_subquery(scope::courses(programme))
}

archived! {
    /// A round of a course.
    pub(super) struct ArchivedCourseRound(course_round) {
        course_id: Uuid,
        round_id: Uuid,
        purpose: KeyWord<RoundPurpose>,
    }
    of |programme| course_round::Column::CourseId.in_subquery(scope::courses(programme))
}

archived! {
    /// One revision of the summary of a course.
    pub(super) struct ArchivedSummary(summary, id = id) {
        id: Uuid,
        course_id: Uuid,
        revision: i32,
        frozen_at: Timestamp,
        document: CheckedDocument<Summary>,
    }
    of |programme| summary::Column::CourseId.in_subquery(scope::courses(programme))
}

archived! {
    /// What was decided for a summary before it is written.
    pub(super) struct ArchivedSummaryPlan(summary_plan) {
        course_id: Uuid,
        note: String,
        left_out: IdList,
        email_subject: String,
        email_opening: String,
        email_closing: String,
    }
    of |programme| summary_plan::Column::CourseId.in_subquery(scope::courses(programme))
}

archived! {
    /// That a summary went to a member or a reader. Those of people who are members no longer stay behind.
    pub(super) struct ArchivedDelivery(delivery, id = id) {
        id: Uuid,
        summary_id: Uuid,
        person_id: MemberRef,
        reader_id: Option<Uuid>,
        outbox_id: Uuid,
        link_expires_at: Timestamp,
    }
    of |programme| deliveries(programme)
}

/// The deliveries to members and readers of a programme.
pub(super) fn deliveries(programme: Uuid) -> Condition {
    let to_member_or_reader = Condition::any()
        .add(delivery::Column::PersonId.is_null())
        .add(delivery::Column::PersonId.in_subquery(scope::members(programme)));
    Condition::all()
        .add(delivery::Column::SummaryId.in_subquery(scope::summaries(programme)))
        .add(to_member_or_reader)
}
