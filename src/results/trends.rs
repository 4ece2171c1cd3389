//! What people thought of each course, and how confident they left it, over the courses of a programme.
//!
//! Only courses whose summary is written are told of: what is shown of them has been decided once. As many are set side by side
//! as can be looked at; those before them are on pages of their own, each held against the earlier ones of its page.

use std::collections::HashMap;

use common_ground_reports::{
    aims::NOW,
    scale::Shape,
    trend::{CourseInput, ItemTrend},
};
use uuid::Uuid;

use super::{Answered, all_answered, course::day, largest_min};
use crate::{
    app::App,
    store::{Course, ListPage, Place, Programme, Result, Round, RoundPurpose, courses},
    survey::{ENGLISH, Item, RoundState, Side},
};

/// Courses that are set side by side.
const TOGETHER: usize = 150;

/// The courses that are set side by side.
#[derive(Debug)]
pub struct CoursesOverTime {
    /// Every question; none while no course can be told of.
    pub questions: Vec<QuestionTrend>,
    /// The place of the courses after them.
    pub later: Option<Place>,
    /// The place of those before them.
    pub earlier: Option<Place>,
}

/// One question over courses.
#[derive(Debug)]
pub struct QuestionTrend {
    /// Its permanent key.
    pub key: String,
    /// Its label, and for confidence that it is that of people leaving.
    pub label: String,
    /// The survey that asks it: its title.
    pub survey: String,
    /// Its means.
    pub trend: ItemTrend,
}

/// The closed feedback of a side; of any, that of library staff first.
fn feedback(rounds: &[(RoundPurpose, Round)], side: Option<Side>) -> Option<&Round> {
    let is_closed = |(purpose, round): &&(RoundPurpose, Round)| {
        *purpose == RoundPurpose::Feedback && round.state == RoundState::Closed
    };
    let closed = rounds.iter().filter(is_closed).map(|(_, round)| round);
    closed.filter(|round| side.is_none_or(|side| side == round.side)).min_by_key(|round| round.side)
}

/// For each of these courses the first version in which a question has the English and the scale that it had there: a
/// version that only adds translations breaks no line.
fn worded_in(asked: &[&(Course, Answered)], key: &str) -> Vec<u32> {
    let words = |answered: &Answered| {
        let item = answered.survey.item(key)?;
        let scale = item.kind.scale().map(str::to_owned);
        Some((answered.survey.question(item, answered.side, ENGLISH), scale))
    };
    let mut first = HashMap::new();
    let worded: Vec<_> =
        asked.iter().map(|(_, answered)| (words(answered), answered.survey.version)).collect();
    for (words, version) in &worded {
        let known = first.entry(words).or_insert(*version);
        *known = (*known).min(*version);
    }
    worded.iter().map(|(words, version)| first.get(words).copied().unwrap_or(*version)).collect()
}

/// The courses at a place, the latest at first, with every rating that has a mean, in the order of the newest course's survey;
/// empty while no course is frozen. Courses that were asked another survey are left out; where a question has other English, its
/// line breaks.
pub async fn at(app: &App, programme: &Programme, place: Place) -> Result<CoursesOverTime> {
    let page = courses::page_with_feedback(app.db.read(), programme.id, place, TOGETHER).await?;
    let ListPage { rows, before: later, after: earlier } = page;
    let questions = questions(app, programme, rows).await?;
    Ok(CoursesOverTime { questions, later, earlier })
}

async fn questions(app: &App, programme: &Programme, courses: Vec<Course>) -> Result<Vec<QuestionTrend>> {
    let (mut frozen, mut asked_of) = (Vec::new(), Vec::new());
    // Of one side: that of the newest course, and there library staff where it asked both.
    let mut side = None;
    let ids: Vec<Uuid> = courses.iter().map(|course| course.id).collect();
    let mut rounds_of = courses::rounds_of(app.db.read(), &ids).await?;
    for course in courses {
        let rounds = rounds_of.remove(&course.id).unwrap_or_default();
        if let Some(round) = feedback(&rounds, side) {
            side = Some(round.side);
            asked_of.push(round.clone());
            frozen.push(course);
        }
    }
    let answered = all_answered(app, &asked_of).await?;
    let mut asked: Vec<(Course, Answered)> = frozen.into_iter().zip(answered).collect();
    asked.sort_by_key(|(course, _)| course.starts_at);
    let Some((_, newest)) = asked.last() else { return Ok(Vec::new()) };
    let survey = newest.survey.clone();
    asked.retain(|(_, answered)| answered.survey.key == survey.key);
    let min = largest_min(asked.iter().map(|(_, answered)| answered));
    let newest = asked.last().map(|(_, answered)| answered.clone());
    let Some(newest) = newest else { return Ok(Vec::new()) };
    let scale_of = |item: &Item| {
        // People looking back at the time before say nothing of how a course was.
        let looks_back = item.aim.is_some() && !item.key.ends_with(NOW);
        newest.scale(item).filter(|scale| scale.shape != Shape::Ideal && !looks_back)
    };
    let questions = newest.survey.items().filter(|item| scale_of(item).is_some()).count();
    let trend = |item: &Item| {
        scale_of(item)?;
        let of_course = |((course, answered), version): (&(Course, Answered), u32)| CourseInput {
            starts: course.starts_at.as_second(),
            date: day(course, programme),
            label: course.title.clone(),
            version,
            counts: answered.counts(&item.key),
        };
        let has_item = |(_, answered): &&(Course, Answered)| answered.survey.item(&item.key).is_some();
        let asked: Vec<&(Course, Answered)> = asked.iter().filter(has_item).collect();
        let versions = worded_in(&asked, &item.key);
        let inputs: Vec<CourseInput> = asked.into_iter().zip(versions).map(of_course).collect();
        let label = item.label.in_language(ENGLISH);
        Some(QuestionTrend {
            key: item.key.clone(),
            label: if item.aim.is_some() {
                format!("Confidence on leaving: {label}")
            } else {
                label.to_owned()
            },
            survey: newest.survey.title.read(newest.side, ENGLISH).to_owned(),
            trend: ItemTrend::new(&inputs, min, questions),
        })
    };
    Ok(newest.survey.items().filter_map(trend).collect())
}
