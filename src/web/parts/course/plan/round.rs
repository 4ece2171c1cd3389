//! A survey of a course, with its time and its letters.

use jiff::{Timestamp, tz::TimeZone};
use uuid::Uuid;

use crate::{
    store::{Course, Round, RoundPurpose, Transaction, courses, custom_surveys, mailings, rounds, surveys},
    survey::{Audience, PrivacyMode, RoundState, Side, Survey, Window},
    web::Result,
};

/// What a course asks, whom, and when.
#[derive(Clone, Copy)]
pub(crate) struct Ask<'a> {
    pub purpose: RoundPurpose,
    pub survey: &'a Survey,
    pub side: Side,
    pub window: Window,
}

/// Adds a round like another, which asks the other side of the same course at the same time.
pub(crate) async fn beside(
    tx: &Transaction,
    (course, purpose): (Uuid, RoundPurpose),
    other: Round,
    side: Side,
    zone: &TimeZone,
    now: Timestamp,
) -> Result<()> {
    let round =
        Round { id: Uuid::new_v4(), code: rounds::new_code(), side, state: RoundState::Planned, ..other };
    rounds::add(tx, &round).await?;
    courses::attach(tx, course, round.id, purpose).await?;
    mailings::plan(tx, round.id, round.opens_at.max(now), round.closes_at, zone).await?;
    Ok(())
}

/// Adds a round with this id to a course and plans its letters.
pub(crate) async fn add(
    tx: &Transaction,
    course: &Course,
    (id, ask): (Uuid, Ask<'_>),
    privacy: PrivacyMode,
    zone: &TimeZone,
    now: Timestamp,
) -> Result<Round> {
    let Ask { purpose, survey, side, window } = ask;
    let version = i32::try_from(survey.version).unwrap_or(i32::MAX);
    let definition = custom_surveys::json(survey)?;
    let of_survey = survey.aims();
    let round = Round {
        id,
        programme: course.programme,
        survey_version: surveys::keep(tx, &survey.key, version, definition, now).await?,
        code: rounds::new_code(),
        side,
        privacy,
        audience: Audience::Both,
        aims: course.aims.iter().filter(|aim| of_survey.contains(&aim.as_str())).cloned().collect(),
        state: RoundState::Planned,
        opens_at: window.opens,
        closes_at: window.closes,
    };
    rounds::add(tx, &round).await?;
    courses::attach(tx, course.id, round.id, purpose).await?;
    mailings::plan(tx, round.id, window.opens.max(now), window.closes, zone).await?;
    Ok(round)
}
