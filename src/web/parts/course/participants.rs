//! Putting people on the list of a course.

use common_ground_reports::wording;
use uuid::Uuid;

use crate::{
    store::{Contact, Transaction, participants},
    survey::Side,
    web::{Desk, Result, Trainer, parts::course::CourseOverview},
};

/// What the activity log says of somebody who was taken off the list.
pub(crate) const REMOVED: &str = "removed a person from the list of the course";

/// Puts contacts on the list and makes their links, which ends the change; returns how many were new.
pub(crate) async fn put(
    desk: &Desk<'_, Trainer>,
    tx: Transaction,
    overview: &CourseOverview,
    ids: &[Uuid],
) -> Result<u64> {
    let course = &overview.course;
    let added = participants::add(&tx, course.id, ids).await?;
    if added == 0 {
        tx.commit().await?;
        return Ok(0);
    }
    participants::sync(&tx, &desk.app.secret, course.id).await?;
    let people = wording::counted(added, "person", "people");
    desk.done(tx, &format!("added {people} to the course"), &course.title).await?;
    Ok(added)
}

/// Why people cannot be added: their side is not asked. Says what to do.
pub(crate) fn not_asked<'a>(
    overview: &CourseOverview,
    people: impl IntoIterator<Item = &'a Contact>,
) -> Option<String> {
    let sides = overview.sides();
    let mut others = people.into_iter().filter(|person| !sides.contains(&participants::side(person)));
    let (first, more) = (others.next()?, others.count() as u64);
    let (asked, missing) = (sides.first()?.people(), participants::side(first).people());
    let name = &first.name;
    let who = match (more, participants::side(first)) {
        (0, Side::Library) => format!("{name} is library staff"),
        (0, Side::Partner) => format!("{name} is a partner"),
        (more, _) => format!("{name} and {} are {missing}", wording::counted(more, "other", "others")),
    };
    Some(format!("{who}. This course only asks {asked}: edit the course to ask {missing} too."))
}
