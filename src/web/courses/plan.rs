//! What a trainer plans: the form of a new course, read field by field.

pub(crate) mod choices;
pub(crate) mod form;
pub(crate) mod round;

use common_ground_reports::summary::wording;
use jiff::{Timestamp, tz::TimeZone};
use uuid::Uuid;

use crate::{
    store::courses::Purpose,
    survey::{
        course::{
            Course as Times, Schedule,
            moment::{Unclear, hour_of_day, moment},
        },
        ready,
        round::{Privacy, Side, Window},
    },
    web::{
        courses::plan::{choices::Choices, round::Ask},
        http::form_data::FormData,
        parts::form::Problems,
    },
};

/// The longest title, place and zone.
pub(crate) const NAME_MAX: usize = 200;
/// The longest list of trainers.
pub(crate) const NOTE_MAX: usize = 2_000;

/// The surveys that a course may ask, in the order in which it asks them.
pub(crate) const OWN: [(Purpose, &str, &str); 3] = [
    (
        Purpose::Before,
        "course_pre",
        "Before the course: what people want from the day, and how confident they feel",
    ),
    (Purpose::Feedback, "course_post", "Feedback after the course: how it was, and what changed"),
    (Purpose::FollowUp, "course_follow", "Follow-up seven weeks later: what came of it"),
];

/// A course as it was planned, every part of it checked.
pub(crate) struct Plan {
    pub title: String,
    pub place: String,
    pub times: Times,
    pub zone_name: String,
    pub trainers: String,
    pub aims: Vec<String>,
    pub partners: Vec<Uuid>,
    pub asks: Vec<Ask>,
    pub side: Side,
    pub privacy: Privacy,
    pub ledger: Vec<(Purpose, Uuid)>,
    pub summary_at: Timestamp,
}

/// What a form of a course says, or what to mend in it.
pub(crate) fn read(entries: &FormData, choices: &Choices, now: Timestamp) -> Result<Plan, Problems> {
    let mut problems = Problems::default();
    let title = line(entries, "title", "Enter the title of the course", &mut problems);
    let place = line(entries, "place", "Enter the place where it is held", &mut problems);
    let trainers = entries.one("trainers").to_owned();
    if trainers.chars().count() > NOTE_MAX {
        problems.add("trainers", "Shorten the names of the trainers to 2,000 characters or fewer");
    }
    let zone_name = entries.one("time_zone").to_owned();
    let zone = TimeZone::get(&zone_name).ok();
    if zone.is_none() {
        problems.add("time_zone", "Enter a time zone by its name, like Europe/London");
    }
    let times = zone.and_then(|zone| times(entries, &zone, now, &mut problems));
    let schedule = times.as_ref().and_then(|times| times.schedule().ok());

    let picked: Vec<String> = entries.all("aims").map(str::to_owned).collect();
    let aims = known(&choices.aims, &picked);
    if aims.len() != choices.aims_to_pick || aims.len() != picked.len() {
        let number = wording::number(choices.aims_to_pick as u64);
        problems.add("aims", format!("Select exactly {number} aims; you have selected {}", picked.len()));
    }
    let asks = asks(entries, schedule.as_ref(), now, &mut problems);
    let side = Side::from_key(entries.one("side"));
    if side.is_none() {
        problems.add("side", "Select who is asked");
    }
    let privacy = Privacy::from_key(entries.one("privacy"));
    if privacy.is_none() {
        problems.add("privacy", "Select who can know who said what");
    }
    let partners = ids(entries, "partners", |id| choices.partners.iter().any(|partner| partner.id == id));
    let ledger = ids(entries, "ledger", |id| choices.ledger.iter().any(|round| round.id == id));
    let purpose_of =
        |id: Uuid| choices.ledger.iter().find(|round| round.id == id).map(|round| (round.purpose, id));
    match (times, schedule, side, privacy, partners, ledger) {
        (Some(times), Some(schedule), Some(side), Some(privacy), Some(partners), Some(ledger))
            if problems.is_empty() =>
        {
            Ok(Plan {
                title,
                place,
                times,
                zone_name,
                trainers,
                aims,
                partners,
                asks,
                side,
                privacy,
                ledger: ledger.into_iter().filter_map(purpose_of).collect(),
                summary_at: schedule.summary,
            })
        }
        _ => Err(problems),
    }
}

/// Whether every partner and survey that was picked belongs to this programme.
pub(crate) fn is_ours(entries: &FormData, choices: &Choices) -> bool {
    let partner = |id| choices.partners.iter().any(|partner| partner.id == id);
    let round = |id| choices.ledger.iter().any(|round| round.id == id);
    ids(entries, "partners", partner).is_some() && ids(entries, "ledger", round).is_some()
}

/// A line of text that must be there and not be too long.
pub(crate) fn line(entries: &FormData, name: &str, missing: &str, problems: &mut Problems) -> String {
    let value = entries.one(name);
    if value.is_empty() {
        problems.add(name, missing);
    } else if value.chars().count() > NAME_MAX {
        problems.add(name, "Shorten this to 200 characters or fewer");
    }
    value.to_owned()
}

/// A moment from a field for the day and one for the hour.
pub(crate) fn when(
    entries: &FormData,
    (day, hour): (&str, &str),
    zone: &TimeZone,
    problems: &mut Problems,
) -> Option<Timestamp> {
    match moment(entries.one(day), entries.one(hour), zone) {
        Ok(at) => Some(at),
        Err(unclear) => {
            match unclear {
                Unclear::Day => {
                    problems.add(day, "Enter a day, like 2026-05-21");
                    // Both are said at once, or the form would come back twice.
                    if hour_of_day(entries.one(hour)).is_none() {
                        problems.add(hour, "Enter a time, like 10:00");
                    }
                }
                Unclear::Hour => problems.add(hour, "Enter a time, like 10:00"),
                Unclear::Skipped => problems.add(
                    hour,
                    "Enter another time: the clocks are put forward over this hour, so it does not happen",
                ),
            }
            None
        }
    }
}

fn times(entries: &FormData, zone: &TimeZone, now: Timestamp, problems: &mut Problems) -> Option<Times> {
    let starts = when(entries, ("date", "starts"), zone, problems);
    let ends = when(entries, ("date", "ends"), zone, problems);
    let (starts, ends) = (starts?, ends?);
    if ends <= starts {
        problems.add("ends", "Enter an end that is later than the start");
        return None;
    }
    if starts <= now && !entries.is_on("past") {
        problems.add(
            "date",
            "Enter a day to come, or tick “This course was held already” to add one that is over",
        );
    }
    Some(Times { starts, ends, zone: zone.clone() })
}

fn asks(
    entries: &FormData,
    schedule: Option<&Schedule>,
    now: Timestamp,
    problems: &mut Problems,
) -> Vec<Ask> {
    let ticked: Vec<&str> = entries.all("surveys").collect();
    let mut asks = Vec::new();
    for (purpose, survey, words) in OWN {
        if !ticked.contains(&purpose.key()) {
            continue;
        }
        let (Some(schedule), Some(survey)) = (schedule, ready::find(survey)) else { continue };
        let window = window(schedule, purpose);
        if window.closes <= now {
            let name = words.split(':').next().unwrap_or(words);
            problems.add("surveys", format!("Leave out “{name}”: for this day it would be over already"));
        }
        asks.push((purpose, survey, window));
    }
    if ticked.iter().any(|key| OWN.iter().all(|(purpose, ..)| purpose.key() != *key)) {
        problems.add("surveys", "Select surveys from this list only");
    }
    asks
}

/// When a survey of a course is open by default.
pub(crate) fn window(schedule: &Schedule, purpose: Purpose) -> Window {
    match purpose {
        Purpose::Before => schedule.pre,
        Purpose::FollowUp => schedule.follow_up,
        _ => schedule.feedback,
    }
}

/// Those of the picked keys that there are, in the order of the list, each once.
fn known(all: &[(String, String)], picked: &[String]) -> Vec<String> {
    all.iter().map(|(key, _)| key).filter(|key| picked.contains(key)).cloned().collect()
}

/// The ids sent under a name, each once; `None` when one is none of ours.
fn ids(entries: &FormData, name: &str, is_ours: impl Fn(Uuid) -> bool) -> Option<Vec<Uuid>> {
    let mut ids = Vec::new();
    for sent in entries.all(name) {
        let id = Uuid::parse_str(sent).ok().filter(|id| is_ours(*id))?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Some(ids)
}
