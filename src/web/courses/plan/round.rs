//! A survey of a course, with its time and its letters.

use jiff::{Timestamp, tz::TimeZone};
use uuid::Uuid;

use crate::{
    store::{
        Transaction,
        courses::{self, Course, Purpose},
        mailings,
        rounds::{self, Round},
        surveys,
    },
    survey::{
        audience::Audience,
        definition::Survey,
        round::{Privacy, RoundState, Side, Window},
    },
    web::http::error::{Error, Result},
};

/// What a course asks, and when.
pub(crate) type Ask = (Purpose, &'static Survey, Window);

/// Adds a round to a course and plans its letters.
pub(crate) async fn add(
    tx: &Transaction,
    course: &Course,
    (purpose, survey, window): Ask,
    (side, privacy): (Side, Privacy),
    zone: &TimeZone,
    now: Timestamp,
) -> Result<Round> {
    let definition =
        serde_json::from_str(&survey.to_json()).map_err(|error| Error::Broken(error.to_string()))?;
    let version = i32::try_from(survey.version).unwrap_or(i32::MAX);
    let round = Round {
        id: Uuid::new_v4(),
        programme: course.programme,
        survey_version: surveys::keep(tx, &survey.key, version, definition, now).await?,
        code: rounds::new_code(),
        side,
        privacy,
        audience: Audience::Both,
        aims: course.aims.clone(),
        state: RoundState::Planned,
        opens_at: window.opens,
        closes_at: window.closes,
    };
    rounds::add(tx, &round).await?;
    courses::attach(tx, course.id, round.id, purpose).await?;
    mailings::plan(tx, round.id, window.opens.max(now), window.closes, zone).await?;
    Ok(round)
}
