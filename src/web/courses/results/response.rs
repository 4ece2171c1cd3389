//! How many answered at this course, beside the other courses of its programme.

use common_ground_reports::{
    chart::{Layout, PictureError},
    small_numbers::MinGroup,
    turnout::by_course::{CourseResponse, by_course},
    wording,
};

use crate::{
    results::all_answered,
    store::{Round, RoundPurpose, courses, invitations},
    survey::{RoundState, Side},
    web::{Desk, DrawingKey, Markup, Member, Result, TurnoutLine, drawn_once, parts::format},
};

/// The most courses set side by side: the latest.
const COURSES: usize = 20;
/// The latest courses that are looked through for them: some ask only the other side.
const LOOKED_AT: u64 = 100;

/// How many answered at each course.
#[derive(Debug)]
pub(super) struct ResponseByCourse {
    /// “Between 9 and 14 people answered at each of three courses”
    pub finding: String,
    /// For a wide page, and for a phone.
    pub wide: Markup,
    pub narrow: Markup,
    /// A row for each course, the latest first.
    pub rows: Vec<ResponseRow>,
}

/// One course.
#[derive(Debug)]
pub(super) struct ResponseRow {
    /// “Pilot course 3, 14 May 2026”
    pub course: String,
    /// “12”
    pub answered: String,
    /// “67% of 18 invited”, or a dash.
    pub share: String,
}

impl ResponseByCourse {
    /// The feedback of a side that has closed, course by course; none before there are two courses to set side by side.
    pub(super) async fn of_programme(desk: &Desk<'_, Member>, side: Side) -> Result<Option<Self>> {
        let db = desk.db();
        let known = courses::latest_answered(db, desk.programme().id, LOOKED_AT).await?;
        let ids: Vec<_> = known.iter().map(|course| course.id).collect();
        let mut rounds_of = courses::rounds_of(db, &ids).await?;
        let mut asked: Vec<(String, Round)> = Vec::new();
        for course in &known {
            let rounds = rounds_of.remove(&course.id).unwrap_or_default().into_iter();
            let mut closed = rounds.filter(|(purpose, round)| {
                *purpose == RoundPurpose::Feedback && round.state == RoundState::Closed && round.side == side
            });
            if let Some((_, round)) = closed.next() {
                let day = format::date(course.starts_at, &course.zone(desk.programme()));
                asked.push((format!("{}, {day}", course.title), round));
            }
        }
        asked.truncate(COURSES);
        if asked.len() < 2 {
            return Ok(None);
        }
        let (names, rounds): (Vec<String>, Vec<Round>) = asked.into_iter().unzip();
        let invited =
            invitations::counts(db, &rounds.iter().map(|round| round.id).collect::<Vec<_>>()).await?;
        let answered = all_answered(desk.app, &rounds).await?;
        let responses = answered.iter().map(|answered| (answered.responses(), answered.min()));
        let response = |((course, round), (answered, min)): ((String, &Round), (u64, MinGroup))| {
            let invited = invited.get(&round.id).copied().unwrap_or_default();
            let has_list = !round.audience.has_open_link() && TurnoutLine { answered, invited }.has_list();
            let response = CourseResponse { course, answered, invited: has_list.then_some(invited) };
            min.allows(answered).then_some(response)
        };
        let named = names.into_iter().zip(&rounds).zip(responses);
        let courses: Vec<CourseResponse> = named.filter_map(response).collect();
        let Some(chart) = by_course(&courses, &source(desk)) else { return Ok(None) };
        let finding = chart.words.finding.clone();
        let drawing = DrawingKey::of("responses by course", &chart);
        let drawn = drawn_once(drawing, move || {
            let inline = |layout, id| chart.picture(layout).map(|picture| picture.inline(id));
            Ok::<_, PictureError>((
                inline(Layout::Wide, "response-wide")?,
                inline(Layout::Narrow, "response-narrow")?,
            ))
        });
        let (wide, narrow) = drawn.await?;
        let row = |course: &CourseResponse| ResponseRow {
            course: course.course.clone(),
            answered: wording::count(course.answered),
            share: course.share().unwrap_or_else(|| "–".to_owned()),
        };
        Ok(Some(Self {
            finding,
            wide: Markup::trusted(wide),
            narrow: Markup::trusted(narrow),
            rows: courses.iter().map(row).collect(),
        }))
    }
}

/// The line below the picture.
fn source(desk: &Desk<'_, Member>) -> String {
    format!(
        "{}. Where others could answer too, there is no share of the people invited; courses of too few answers are left out.",
        desk.programme().asker()
    )
}
