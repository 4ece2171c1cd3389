//! Keeping a course that was planned, with its rounds and their letters.

use uuid::Uuid;

use crate::{
    store::{Course, CourseState, RoundPurpose, Transaction, courses, participants},
    web::{
        Desk, Result, Trainer,
        parts::course::plan::{PlannedCourse, round},
    },
};

/// Keeps the course, its rounds and their letters.
pub(crate) async fn store(
    desk: &Desk<'_, Trainer>,
    tx: &Transaction,
    id: Uuid,
    plan: &PlannedCourse<'_>,
) -> Result<Course> {
    let (now, basics) = (desk.now(), &plan.basics);
    let asks_anything = plan.asks.iter().any(|ask| ask.purpose != RoundPurpose::FollowUp);
    let course = Course {
        id,
        programme: desk.programme().id,
        title: basics.title.clone(),
        place: basics.place.clone(),
        starts_at: basics.times.starts,
        ends_at: basics.times.ends,
        time_zone: basics.zone_name.clone(),
        aims: plan.aims.clone(),
        summary_at: plan.summary_at,
        frozen_at: None,
        trainers: basics.trainers.clone(),
        // A summary of nothing would only puzzle the managers who get it.
        state: if asks_anything { CourseState::Planned } else { CourseState::WithoutSummary },
    };
    courses::add(tx, &course).await?;
    courses::keep_one_form(tx, course.id, plan.one_form).await?;
    courses::set_sessions(tx, course.id, &basics.days).await?;
    courses::set_partners(tx, course.id, &plan.partners).await?;
    for (purpose, round) in &plan.ledger {
        courses::attach(tx, course.id, *round, *purpose).await?;
    }
    for ask in &plan.asks {
        round::add(tx, &course, (Uuid::new_v4(), *ask), plan.privacy, &basics.times.zone, now).await?;
    }
    participants::sync(tx, &desk.app.secret, course.id).await?;
    Ok(course)
}
