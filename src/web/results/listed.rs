//! What the page of all results lists below the comparisons: the courses, and every survey that has closed.

use std::collections::BTreeMap;

use common_ground_reports::summary::wording;
use uuid::Uuid;

use crate::{
    app::App,
    results::{Answered, all_answered, survey},
    store::{
        courses::{self, Course},
        rounds::Round,
    },
    survey::round::{RoundState, Side},
    web::{
        at,
        http::{error::Result, guard::Member},
        parts::format,
        parts::rows::{Row, RowEnd},
        rounds,
    },
};

/// How many surveys tell their finding. Each is a report of its own, so that the page would grow with every survey;
/// those of long ago tell who answered and when.
const FINDINGS: usize = 12;

/// Courses over time, each course, each closed survey; the newest first.
pub(crate) async fn rows(app: &App, who: &Member, all: &[Round]) -> Result<Vec<Row>> {
    let mut closed: Vec<&Round> = all.iter().filter(|round| round.state == RoundState::Closed).collect();
    closed.sort_by_key(|round| std::cmp::Reverse(round.closes_at));
    let ids: Vec<Uuid> = closed.iter().map(|round| round.id).collect();
    let rounds: Vec<Round> = closed.iter().map(|round| (*round).clone()).collect();
    let people: BTreeMap<Uuid, u64> =
        ids.iter().copied().zip(all_answered(app, &rounds).await?.iter().map(Answered::responses)).collect();
    closed.retain(|round| answered(&people, round.id) > 0);

    let known = courses::of_programme(app.db.read(), who.programme.id).await?;
    let mut rows: Vec<Row> = over_courses(who, &known).into_iter().collect();
    let own = courses::of_rounds(app.db.read(), &ids).await?.into_iter();
    let own: Vec<(Uuid, Uuid)> =
        own.filter(|(.., purpose)| purpose.is_own()).map(|(course, round, _)| (course, round)).collect();
    for course in &known {
        let rounds = own.iter().filter(|(of, _)| *of == course.id);
        match rounds.map(|(_, round)| answered(&people, *round)).sum() {
            0 => {}
            answers => rows.push(of_course(who, course, answers)),
        }
    }
    for (place, round) in closed.into_iter().enumerate() {
        let course = own.iter().find(|(_, own)| *own == round.id).map(|(course, _)| *course);
        let course = known.iter().find(|known| Some(known.id) == course).map(|course| &course.title);
        let answers = answered(&people, round.id);
        rows.push(of_survey(app, who, round, course, answers, place < FINDINGS).await?);
    }
    Ok(rows)
}

fn answered(people: &BTreeMap<Uuid, u64>, round: Uuid) -> u64 {
    people.get(&round).copied().unwrap_or(0)
}

fn over_courses(who: &Member, known: &[Course]) -> Option<Row> {
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
        href: Some(at::results_courses(&who.programme.slug)),
        detail,
        end: RowEnd::Nothing,
    })
}

/// A course: its own surveys side by side.
fn of_course(who: &Member, course: &Course, answers: u64) -> Row {
    let page = at::course_results(&who.programme.slug, course.id);
    let day = format::date(course.starts_at, &who.programme.settings.zone());
    let answers = wording::counted(answers, "answer", "answers");
    Row {
        title: format!("{}, {}", course.title, course.place),
        href: Some(page.to_string()),
        detail: format!("{day}: {answers} to its surveys, side by side."),
        end: RowEnd::Nothing,
    }
}

async fn of_survey(
    app: &App,
    who: &Member,
    round: &Round,
    course: Option<&String>,
    answered: u64,
    finding: bool,
) -> Result<Row> {
    let detail = if finding {
        let report = survey::report(app, &who.programme, round, app.clock.now()).await?;
        format!("{}: {}.", report.who_and_when(), report.finding())
    } else {
        let people = match round.side {
            Side::Library => "library staff",
            Side::Partner => "partners",
        };
        let closed = format::date(round.closes_at, &who.programme.settings.zone());
        format!("{} {people}, until {closed}.", wording::count(answered))
    };
    Ok(Row {
        title: rounds::name(&*app.survey(round).await?, round, course),
        href: Some(at::round_results(&who.programme.slug, &round.code)),
        detail,
        end: RowEnd::Nothing,
    })
}
