//! Comments that wait, as the home page tells them.

use common_ground_reports::wording;
use jiff::{Timestamp, ToSpan};

use crate::{
    app::App,
    store::{comments, rounds},
    survey::{ENGLISH, RoundState},
    web::{
        Member, Result, Row, RowEnd, at,
        home::needs::{TOLD, first},
        parts::{course::CourseOverview, format},
    },
};

/// One line for every course, and every round of no course, whose comments wait.
pub(crate) async fn rows(
    app: &App,
    who: &Member,
    overviews: &[CourseOverview],
    now: Timestamp,
) -> Result<Vec<Row>> {
    if !who.runs_courses() {
        return Ok(Vec::new());
    }
    let db = app.db.read();
    let others = rounds::with_comments_beside_courses(db, who.programme.id, TOLD as u64 + 1).await?;
    let of_courses = overviews.iter().flat_map(|overview| &overview.rounds).map(|asked| &asked.round);
    let closed = of_courses.filter(|round| round.state == RoundState::Closed).chain(&others);
    let ids: Vec<_> = closed.map(|round| round.id).collect();
    let waiting = comments::waiting(db, &ids).await?;
    let slug = &who.programme.slug;
    let mut rows = Vec::new();
    for overview in overviews {
        let count = overview.rounds.iter().filter_map(|asked| waiting.get(&asked.round.id)).sum();
        if count > 0 {
            let course = &overview.course;
            let page = at::course_comments(slug, course.id);
            rows.push(Row {
                title: to_review(count, overview, now),
                href: Some(page),
                detail: format!("{}, {}. Managers read only what you release.", course.title, course.place),
                end: RowEnd::Nothing,
            });
        }
    }
    for round in &others {
        if let Some(count) = waiting.get(&round.id) {
            let page = at::round_comments(slug, &round.code);
            let survey = app.survey(round).await?;
            rows.push(Row {
                title: format!("{} to review", comments_in_words(*count)),
                href: Some(page),
                detail: format!("“{}”", survey.title.read(round.side, ENGLISH)),
                end: RowEnd::Nothing,
            });
        }
    }
    Ok(first(rows, "There are more comments to review"))
}

/// “9 comments to review before Friday’s summary”, while that can still quote them.
fn to_review(count: u64, overview: &CourseOverview, now: Timestamp) -> String {
    let count = comments_in_words(count);
    if overview.course.frozen_at.is_some() {
        return format!("{count} to review");
    }
    format!("{count} to review before {}", summary(overview, now))
}

fn comments_in_words(count: u64) -> String {
    wording::counted(count, "comment", "comments")
}

/// “Friday’s summary”, or “the summary on Friday 5 June” where that is further off.
fn summary(overview: &CourseOverview, now: Timestamp) -> String {
    let at = overview.summary_leaves();
    if (now..now + (6 * 24).hours()).contains(&at) {
        format!("{}’s summary", format::weekday(at, &overview.zone))
    } else {
        format!("the summary on {}", format::day(at.max(now), &overview.zone))
    }
}
