//! What the page of all results lists below the comparisons: the courses, and every survey that has closed.

use std::collections::HashMap;

use common_ground_reports::wording;
use uuid::Uuid;

use crate::{
    results::{Answered, all_answered, survey},
    store::{Course, ListPage, Round, courses, partners},
    survey::RoundState,
    web::{
        Desk, Member, Result, Row, at,
        parts::{format, round},
    },
};

/// How many surveys tell their finding. Each is a report of its own, so that the page would grow with every survey;
/// those of long ago tell who answered and when.
const FINDINGS: usize = 12;

/// Courses that are listed; the others are found from the page of all courses.
const COURSES: u64 = 50;

/// Courses over time, all partnerships, and the latest courses.
pub(crate) async fn overviews(desk: &Desk<'_, Member>) -> Result<Vec<Row>> {
    let (db, programme) = (desk.db(), desk.programme().id);
    let frozen = courses::counts(db, programme).await?.frozen;
    let mut rows: Vec<Row> = over_courses(desk.slug(), frozen).into_iter().collect();
    rows.extend(all_partnerships(desk).await?);
    let known = courses::latest_answered(db, programme, COURSES).await?;
    let ids: Vec<Uuid> = known.iter().map(|course| course.id).collect();
    let mut rounds_of = courses::rounds_of(db, &ids).await?;
    for rounds in rounds_of.values_mut() {
        rounds.retain(|(purpose, round)| purpose.is_own() && round.state == RoundState::Closed);
    }
    let closed: Vec<Round> = rounds_of.values().flatten().map(|(_, round)| round.clone()).collect();
    let answered = all_answered(desk.app, &closed).await?;
    let people: HashMap<Uuid, u64> =
        closed.iter().zip(&answered).map(|(round, answered)| (round.id, answered.responses())).collect();
    for course in &known {
        let rounds = rounds_of.get(&course.id).map(Vec::as_slice).unwrap_or_default();
        match rounds.iter().filter_map(|(_, round)| people.get(&round.id)).sum() {
            0 => {}
            answers => rows.push(of_course(desk, course, answers)),
        }
    }
    Ok(rows)
}

/// The closed surveys on a page, the newest first.
pub(crate) async fn surveys(desk: &Desk<'_, Member>, page: ListPage<Round>) -> Result<Vec<Row>> {
    let is_first = page.before.is_none();
    let ids: Vec<Uuid> = page.rows.iter().map(|round| round.id).collect();
    let titles = courses::titles_by_round(desk.db(), &ids).await?;
    let answered = all_answered(desk.app, &page.rows).await?;
    let mut rows = Vec::new();
    for (round, answered) in page.rows.iter().zip(&answered) {
        if answered.responses() > 0 {
            let finding = is_first && rows.len() < FINDINGS;
            rows.push(of_survey(desk, round, titles.get(&round.id), answered, finding).await?);
        }
    }
    Ok(rows)
}

async fn all_partnerships(desk: &Desk<'_, Member>) -> Result<Option<Row>> {
    let partners = partners::count(desk.db(), desk.programme().id).await?;
    let row = Row::new(
        "All partnerships",
        "Which conditions fail most often, and who has no agreement or no answer.",
    );
    Ok((partners > 0).then(|| row.to(at::results_partnerships(desk.slug()))))
}

fn over_courses(slug: &str, frozen: u64) -> Option<Row> {
    let detail = match frozen {
        0 => return None,
        1 => "One course: what people thought of it, and how confident they left.".to_owned(),
        several => {
            let number = wording::capitalised(&wording::number(several));
            format!("{number} courses: what people thought of each, and how confident they left.")
        }
    };
    Some(Row::new("Over courses", detail).to(at::results_courses(slug)))
}

/// A course: its own surveys side by side.
fn of_course(desk: &Desk<'_, Member>, course: &Course, answers: u64) -> Row {
    let day = format::date(course.starts_at, &course.zone(desk.programme()));
    let answers = wording::counted(answers, "answer", "answers");
    let title = format!("{}, {}", course.title, course.place);
    Row::new(title, format!("{day}: {answers} to its surveys, side by side."))
        .to(at::course_results(desk.slug(), course.id))
}

async fn of_survey(
    desk: &Desk<'_, Member>,
    round: &Round,
    course: Option<&String>,
    answered: &Answered,
    finding: bool,
) -> Result<Row> {
    let detail = if finding {
        let report = survey::closed_report(desk.programme(), round, answered, desk.now());
        format!("{}: {}.", report.who_and_when(), report.finding())
    } else {
        let people = round.side.people();
        let closed = format::date(round.closes_at, &desk.zone());
        format!("{} {people}, until {closed}.", wording::count(answered.responses()))
    };
    let title = round::name(&*desk.app.survey(round).await?, round, course);
    Ok(Row::new(title, detail).to(at::round_results(desk.slug(), &round.code)))
}
