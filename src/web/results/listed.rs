//! What the page of all results lists below the comparisons: the courses, and every survey that has closed.

use std::collections::BTreeMap;

use common_ground_reports::summary::wording;
use uuid::Uuid;

use crate::{
    results::{Answered, survey},
    store::{
        courses::{self, Course},
        partnerships,
        rounds::Round,
    },
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

/// What may be shown of closed surveys, by their rounds.
type Shown = BTreeMap<Uuid, Answered>;

/// Courses over time, each course, each closed survey; the newest first.
pub(crate) async fn rows(desk: &Desk<'_, Member>, mut closed: Vec<Round>, shown: &Shown) -> Result<Vec<Row>> {
    closed.sort_by_key(|round| std::cmp::Reverse(round.closes_at));
    closed.retain(|round| people(shown, round.id) > 0);
    let ids: Vec<Uuid> = closed.iter().map(|round| round.id).collect();

    let known = courses::of_programme(desk.db(), desk.programme().id).await?;
    let mut rows: Vec<Row> = over_courses(desk.slug(), &known).into_iter().collect();
    rows.extend(all_partnerships(desk).await?);
    let own = courses::of_rounds(desk.db(), &ids).await?.into_iter();
    let own: Vec<(Uuid, Uuid)> =
        own.filter(|(.., purpose)| purpose.is_own()).map(|(course, round, _)| (course, round)).collect();
    for course in &known {
        let rounds = own.iter().filter(|(of, _)| *of == course.id);
        match rounds.map(|(_, round)| people(shown, *round)).sum() {
            0 => {}
            answers => rows.push(of_course(desk, course, answers)),
        }
    }
    for (place, round) in closed.iter().enumerate() {
        let course = own.iter().find(|(_, own)| *own == round.id).map(|(course, _)| *course);
        let course = known.iter().find(|known| Some(known.id) == course).map(|course| &course.title);
        if let Some(answered) = shown.get(&round.id) {
            rows.push(of_survey(desk, round, course, answered, place < FINDINGS).await?);
        }
    }
    Ok(rows)
}

fn people(shown: &Shown, round: Uuid) -> u64 {
    shown.get(&round).map_or(0, Answered::responses)
}

async fn all_partnerships(desk: &Desk<'_, Member>) -> Result<Option<Row>> {
    let today = desk.now().to_zoned_datetime(desk.zone()).date();
    let counts = partnerships::counts(desk.db(), desk.programme().id, today).await?;
    let row = Row::new(
        "All partnerships",
        "Which conditions fail most often, and who has no agreement or no answer.",
    );
    Ok((counts.partners > 0).then(|| row.to(at::results_partnerships(desk.slug()))))
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
    Ok(Row {
        title: rounds::name(&*desk.app.survey(round).await?, round, course),
        href: Some(at::round_results(desk.slug(), &round.code)),
        detail,
        end: RowEnd::Nothing,
    })
}
