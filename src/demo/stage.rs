//! Setting the stage: rounds, courses and personal links, the way a trainer would make them.

use jiff::{Timestamp, ToSpan};
use uuid::Uuid;

use super::{DemoError, cast::Cast};
use crate::{
    app::App,
    store::{
        Course, CourseAction, Hours, Mailing, PromiseState, Round, RoundPurpose, StoreError, actions,
        courses, invitations, mailings, participants, rounds, surveys,
    },
    survey::{
        Audience, PrivacyMode, RoundState, Side, Window,
        course::{self, Schedule},
        templates,
    },
    system::secret::{KeyPurpose as Token, hash},
};

/// The aims of every course in the demonstration.
const AIMS: [&str; 4] = ["conf_initiative", "conf_build_existing", "conf_help_attitude", "conf_flexibility"];

/// What each course agrees on: what is done, and who does it.
fn agreed(title: &str) -> (&'static str, &'static str) {
    match title {
        "Pilot course 1" => ("Give every partner the name of one person to ring.", "Head of libraries"),
        "Pilot course 2" => {
            ("Plan next term’s visits together with the two nearest schools.", "Children’s manager")
        }
        _ => ("Try a joining process without proof of address at two libraries.", "Outreach manager"),
    }
}

/// A course with its feedback round.
pub(super) struct StagedCourse {
    pub course: Course,
    pub schedule: Schedule,
    pub feedback: Round,
    /// The personal links to the feedback, one for each person on the list.
    pub links: Vec<Uuid>,
    /// When they are written to.
    pub letters: Vec<Mailing>,
}

/// Adds a course of six hours from `starts_at`, its feedback round, and a personal link to it for everybody.
pub(super) async fn hold(
    app: &App,
    cast: &Cast,
    title: &str,
    place: &str,
    starts_at: Timestamp,
) -> Result<StagedCourse, DemoError> {
    let zone = cast.programme.zone();
    let local = zone.clone();
    let ends_at = starts_at + 6.hours();
    let schedule = course::CourseTimes { starts: starts_at, ends: ends_at, zone: zone.clone() }.schedule()?;
    let by = (starts_at.to_zoned_datetime(zone) + 8.weeks()).date().to_string();
    let course = Course {
        id: Uuid::new_v4(),
        programme: cast.programme.id,
        title: title.to_owned(),
        place: place.to_owned(),
        starts_at,
        ends_at,
        time_zone: cast.programme.settings.time_zone.clone(),
        aims: AIMS.iter().map(|aim| (*aim).to_owned()).collect(),
        summary_at: schedule.summary,
        frozen_at: None,
        trainers: "Tom Hartley".to_owned(),
        state: courses::CourseState::Planned,
    };
    courses::add(app.db.write_one(), &course).await?;
    let (what, who) = agreed(title);
    let action = CourseAction {
        id: Uuid::new_v4(),
        what: what.to_owned(),
        who: who.to_owned(),
        by,
        state: PromiseState::Open,
        outcome: String::new(),
        settled_on: None,
        card: None,
    };
    actions::replace(app.db.write_one(), course.id, &[action]).await?;
    participants::add(app.db.write_one(), course.id, &cast.participants).await?;
    let window = schedule.feedback;
    let feedback =
        add_course_round(app, cast, &course, "course_post", window, RoundPurpose::Feedback).await?;
    let links = invite(app, cast, &feedback).await?;
    let db = app.db.write_one();
    let letters = mailings::plan(db, feedback.id, window.opens, window.closes, &local).await?;
    Ok(StagedCourse { course, schedule, feedback, links, letters })
}

/// Adds a round that belongs to a course and asks about its aims.
pub(super) async fn add_course_round(
    app: &App,
    cast: &Cast,
    course: &Course,
    survey: &'static str,
    window: Window,
    purpose: RoundPurpose,
) -> Result<Round, DemoError> {
    let round = add_round(app, cast, survey, Side::Library, window, &course.aims).await?;
    courses::attach(app.db.write_one(), course.id, round.id, purpose).await?;
    Ok(round)
}

pub(super) async fn add_round(
    app: &App,
    cast: &Cast,
    survey: &'static str,
    side: Side,
    window: Window,
    aims: &[String],
) -> Result<Round, DemoError> {
    let survey = templates::find(survey).ok_or(DemoError::Lost("survey"))?;
    let definition =
        serde_json::from_str(&survey.to_json()).map_err(|error| StoreError::Damaged(error.to_string()))?;
    let version = i32::try_from(survey.version).unwrap_or(i32::MAX);
    let kept = surveys::keep(app.db.write_one(), &survey.key, version, definition, window.opens).await?;
    let round = Round {
        id: Uuid::new_v4(),
        programme: cast.programme.id,
        survey_version: kept,
        code: rounds::new_code(),
        side,
        privacy: PrivacyMode::Anonymous,
        audience: Audience::Both,
        aims: aims.to_vec(),
        state: RoundState::Planned,
        opens_at: window.opens,
        closes_at: window.closes,
    };
    rounds::add(app.db.write_one(), &round).await?;
    Ok(round)
}

async fn invite(app: &App, cast: &Cast, round: &Round) -> Result<Vec<Uuid>, DemoError> {
    let mut ids = Vec::new();
    for contact in &cast.participants {
        let id = Uuid::new_v4();
        let token = hash(&app.secret.token(Token::Invitation, id));
        let until = round.closes_at;
        invitations::invite(app.db.write_one(), id, round.id, *contact, token, until).await?;
        ids.push(id);
    }
    Ok(ids)
}

/// 10:00 local time so many days from `now`, moved to a working day.
pub(super) fn morning(now: Timestamp, days: i64, hours: &Hours) -> Result<Timestamp, DemoError> {
    let mut date = hours.local(now).date().checked_add(days.days())?;
    while hours.calendar.closed(date).is_some() {
        // Backwards, so that what is meant to be over stays over.
        date = date.checked_sub(1.day())?;
    }
    Ok(date.at(10, 0, 0, 0).to_zoned_datetime(hours.zone.clone())?.timestamp())
}
