//! What the page of all results lists below the comparisons: the courses, and every survey that has closed.

use std::collections::BTreeMap;

use common_ground_reports::summary::wording;
use uuid::Uuid;

use crate::{
    results::{Answered, all_answered, survey},
    store::{
        courses::{self, Course},
        rounds::Round,
    },
    survey::round::RoundState,
    web::{
        at,
        http::{desk::Desk, error::Result, guard::Member},
        parts::{
            format,
            rows::{Row, RowEnd},
        },
        rounds,
    },
};

/// How many surveys tell their finding. Each is a report of its own, so that the page would grow with every survey;
/// those of long ago tell who answered and when.
const FINDINGS: usize = 12;

/// Courses over time, each course, each closed survey; the newest first.
pub(crate) async fn rows(desk: &Desk<'_, Member>, all: &[Round]) -> Result<Vec<Row>> {
    let mut closed: Vec<&Round> = all.iter().filter(|round| round.state == RoundState::Closed).collect();
    closed.sort_by_key(|round| std::cmp::Reverse(round.closes_at));
    let ids: Vec<Uuid> = closed.iter().map(|round| round.id).collect();
    let rounds: Vec<Round> = closed.iter().map(|round| (*round).clone()).collect();
    let people: BTreeMap<Uuid, u64> = ids
        .iter()
        .copied()
        .zip(all_answered(desk.app, &rounds).await?.iter().map(Answered::responses))
        .collect();
    closed.retain(|round| answered(&people, round.id) > 0);

    let known = courses::of_programme(desk.db(), desk.programme().id).await?;
    let mut rows: Vec<Row> = over_courses(desk.slug(), &known).into_iter().collect();
    let own = courses::of_rounds(desk.db(), &ids).await?.into_iter();
    let own: Vec<(Uuid, Uuid)> =
        own.filter(|(.., purpose)| purpose.is_own()).map(|(course, round, _)| (course, round)).collect();
    for course in &known {
        let rounds = own.iter().filter(|(of, _)| *of == course.id);
        match rounds.map(|(_, round)| answered(&people, *round)).sum() {
            0 => {}
            answers => rows.push(of_course(desk, course, answers)),
        }
    }
    for (place, round) in closed.into_iter().enumerate() {
        let course = own.iter().find(|(_, own)| *own == round.id).map(|(course, _)| *course);
        let course = known.iter().find(|known| Some(known.id) == course).map(|course| &course.title);
        let answers = answered(&people, round.id);
        rows.push(of_survey(desk, round, course, answers, place < FINDINGS).await?);
    }
    Ok(rows)
}

fn answered(people: &BTreeMap<Uuid, u64>, round: Uuid) -> u64 {
    people.get(&round).copied().unwrap_or(0)
}

fn over_courses(slug: &str, known: &[Course]) -> Option<Row> {
    let frozen = known.iter().filter(|course| course.frozen_at.is_some()).count() as u64;
    let detail = match frozen {
        0 => return None,
        1 => "One course: what people thought of it, and how confident they left.".to_owned(),
        several => {
            let number = wording::capitalised(&wording::number(several));
            format!("{number} courses: what people thought of each, and how confident they left.")
        }
    };
    Some(Row {
        title: "Over courses".to_owned(),
        href: Some(at::results_courses(slug)),
        detail,
        end: RowEnd::Nothing,
    })
}

/// A course: its own surveys side by side.
fn of_course(desk: &Desk<'_, Member>, course: &Course, answers: u64) -> Row {
    let day = format::date(course.starts_at, &desk.zone());
    let answers = wording::counted(answers, "answer", "answers");
    Row {
        title: format!("{}, {}", course.title, course.place),
        href: Some(at::course_results(desk.slug(), course.id)),
        detail: format!("{day}: {answers} to its surveys, side by side."),
        end: RowEnd::Nothing,
    }
}

async fn of_survey(
    desk: &Desk<'_, Member>,
    round: &Round,
    course: Option<&String>,
    answered: u64,
    finding: bool,
) -> Result<Row> {
    let detail = if finding {
        let report = survey::report(desk.app, desk.programme(), round, desk.now()).await?;
        format!("{}: {}.", report.who_and_when(), report.finding())
    } else {
        let people = round.side.people();
        let closed = format::date(round.closes_at, &desk.zone());
        format!("{} {people}, until {closed}.", wording::count(answered))
    };
    Ok(Row {
        title: rounds::name(&*desk.app.survey(round).await?, round, course),
        href: Some(at::round_results(desk.slug(), &round.code)),
        detail,
        end: RowEnd::Nothing,
    })
}
