//! Courses that ask nobody yet, as the home page tells of them.

use jiff::Timestamp;

use crate::{
    app::App,
    store::{CourseState, participants},
    web::{Link, Member, Result, Row, at, parts::course::CourseOverview},
};

/// One line for every course with surveys to come and nobody to answer them.
pub(crate) async fn rows(
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
