//! What the surveys of one course brought, as the input of its report: of a closed round everything, of an open one the
//! batch that may be shown.

use common_ground_reports::{
    summary::{CourseInputs, CourseReport, Summary, SurveyInputs},
    wording::capitalised,
};
use jiff::Timestamp;

use super::survey;
use crate::{
    app::App,
    store::{Course, Programme, Result, Round, RoundPurpose},
    survey::{RoundState, Side},
};

/// The report of the rounds of a course that may be read. `summary` is that of the course, and whether it is frozen;
/// none while its own surveys take answers. `side` is named where the course asks both, whose rounds come one after the other.
pub async fn report(
    app: &App,
    programme: &Programme,
    (course, side): (&Course, Option<Side>),
    rounds: &[(RoundPurpose, Round)],
    summary: Option<(Summary, bool)>,
    now: Timestamp,
) -> Result<CourseReport> {
    let of = side.map_or_else(String::new, |side| format!(" · {}", capitalised(side.people())));
    let asked = |purpose| inputs(app, programme, chosen(rounds, purpose), now);
    let (frozen, summary) = (summary.as_ref().is_some_and(|(_, frozen)| *frozen), summary.map(|(it, _)| it));
    Ok(CourseReport::new(CourseInputs {
        library: programme.asker().to_owned(),
        kicker: format!("{} · {}{of}", course.place, day(course, programme)),
        aims: aims(app, rounds).await?,
        before: asked(RoundPurpose::Before).await?,
        feedback: asked(RoundPurpose::Feedback).await?,
        later: asked(RoundPurpose::FollowUp).await?,
        summary,
        frozen,
    }))
}

/// The round that is told of a purpose: as in the summary the first that closed, else the first that is open.
pub fn chosen(rounds: &[(RoundPurpose, Round)], purpose: RoundPurpose) -> Option<&Round> {
    let in_state = |state| {
        let fits = move |(is, round): &&(RoundPurpose, Round)| *is == purpose && round.state == state;
        rounds.iter().find(fits).map(|(_, round)| round)
    };
    in_state(RoundState::Closed).or_else(|| in_state(RoundState::Open))
}

async fn inputs(
    app: &App,
    programme: &Programme,
    round: Option<&Round>,
    now: Timestamp,
) -> Result<Option<SurveyInputs>> {
    match round {
        Some(round) => Ok(Some(survey::inputs(app, programme, round, now).await?)),
        None => Ok(None),
    }
}

/// What people were asked how confident they are about, as the survey at the end of the course has it, or else the first
/// that was asked.
async fn aims(app: &App, rounds: &[(RoundPurpose, Round)]) -> Result<Vec<(String, String)>> {
    let asked = [RoundPurpose::Feedback, RoundPurpose::Before, RoundPurpose::FollowUp];
    let Some(round) = asked.into_iter().find_map(|purpose| chosen(rounds, purpose)) else {
        return Ok(Vec::new());
    };
    let survey = app.survey(round).await?;
    Ok(survey.aims().into_iter().map(|aim| (aim.to_owned(), survey.aim_label(aim))).collect())
}

/// “14 May 2026”
pub(super) fn day(course: &Course, programme: &Programme) -> String {
    course.starts_at.to_zoned_datetime(course.zone(programme)).strftime("%-d %B %Y").to_string()
}
