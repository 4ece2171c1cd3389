//! Who takes part in a course: from the address book, from a file, or typed and pasted.

pub(crate) mod import;
pub(crate) mod index;
pub(crate) mod new;
pub(crate) mod remove;

use common_ground_reports::summary::wording;
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    app::App,
    store::{Contact, CourseState, Transaction, participants},
    survey::Side,
    web::{Desk, Link, Member, Result, Row, Trainer, at, courses::CourseOverview},
};

/// Puts contacts on the list and makes their links, which ends the change; returns how many were new.
pub(crate) async fn put(
    desk: &Desk<'_, Trainer>,
    tx: Transaction,
    standing: &CourseOverview,
    ids: &[Uuid],
) -> Result<u64> {
    let course = &standing.course;
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
    standing: &CourseOverview,
    people: impl IntoIterator<Item = &'a Contact>,
) -> Option<String> {
    let sides = standing.sides();
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

/// What is said when so many were added.
fn added(count: u64) -> String {
    match count {
        0 => "Nobody was added: everybody you chose is already on the list".to_owned(),
        1 => "One person was added".to_owned(),
        count => format!("{} were added", wording::counted(count, "person", "people")),
    }
}

/// One line for every course with surveys to come and nobody to answer them, as the home page tells of it.
pub(crate) async fn needs(
    app: &App,
    who: &Member,
    standings: &[CourseOverview],
    now: Timestamp,
) -> Result<Vec<Row>> {
    if !who.runs_courses() {
        return Ok(Vec::new());
    }
    let with_people = participants::courses_with_people(app.db.read(), who.programme.id).await?;
    let asks = |standing: &&CourseOverview| {
        standing.course.state != CourseState::Cancelled
            && standing.rounds.iter().any(|asked| asked.is_own() && !asked.is_over(now))
    };
    let empty = standings.iter().filter(asks).filter(|standing| !with_people.contains(&standing.course.id));
    let row = |standing: &CourseOverview| {
        let course = &standing.course;
        let list = at::course_participants(&who.programme.slug, course.id);
        let detail = format!("{}, {}. Invitations wait until you add people.", course.place, standing.day());
        let title = format!("No people yet: {}", course.title);
        Row::new(title, detail).link(Link::new("Add people", list).about(format!("to {}", course.title)))
    };
    Ok(empty.map(row).collect())
}
