//! What a trainer plans: the form of a new course, read field by field.

pub(crate) mod choices;
mod days;
pub(crate) mod form;
pub(crate) mod round;
pub(crate) mod stored;

use common_ground_reports::wording;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use uuid::Uuid;

use crate::{
    store::{CourseSession, RoundPurpose},
    survey::{
        ENGLISH, PrivacyMode, Side, Survey, Window,
        course::{
            CourseTimes as Times, Schedule,
            moment::{Unclear, hour_of_day, moment},
        },
        partner::normalised,
    },
    web::{
        FormData, FormProblems,
        named::Among,
        parts::course::plan::{choices::Choices, round::Ask},
    },
};

/// The longest title, place and zone.
pub(crate) const NAME_MAX: usize = 200;
/// The longest list of trainers.
pub(crate) const NOTE_MAX: usize = 2_000;

/// What a course may ask, in the order in which it asks it, with the survey that is usual for it.
pub(crate) const OWN: [(RoundPurpose, &str, &str, &str); 3] = [
    (
        RoundPurpose::Before,
        "course_pre",
        "Before the course",
        "What people want from the course, and how confident they feel. Closes when the course starts.",
    ),
    (
        RoundPurpose::Feedback,
        "course_post",
        "Feedback after the course",
        "How it was, and what changed. Opens half an hour before the end.",
    ),
    (RoundPurpose::FollowUp, "course_follow", "Follow-up seven weeks later", "What came of it."),
];

/// What a course is, whatever it asks.
pub(crate) struct Basics {
    pub title: String,
    pub place: String,
    pub trainers: String,
    pub zone_name: String,
    pub times: Times,
    /// Its days; one for most courses.
    pub days: Vec<CourseSession>,
}

impl Basics {
    /// The days on which it is held, where it is held.
    pub(crate) fn dates(&self) -> Vec<Date> {
        let day = |session: &CourseSession| session.starts.to_zoned_datetime(self.times.zone.clone()).date();
        self.days.iter().map(day).collect()
    }
}

/// A course as it was planned, every part of it checked.
pub(crate) struct PlannedCourse<'a> {
    pub basics: Basics,
    pub aims: Vec<String>,
    pub partners: Vec<Uuid>,
    pub asks: Vec<Ask<'a>>,
    /// What was to be asked, and would be over already.
    pub too_late: Vec<RoundPurpose>,
    pub privacy: PrivacyMode,
    /// Whether both sides are asked by one link.
    pub one_form: bool,
    pub ledger: Vec<(RoundPurpose, Uuid)>,
    pub summary_at: Timestamp,
}

/// What a form of a course says, or what to mend in it.
pub(crate) fn read<'a>(
    entries: &FormData,
    choices: &'a Choices,
    now: Timestamp,
) -> Result<PlannedCourse<'a>, FormProblems> {
    let mut problems = FormProblems::default();
    let basics = basics(entries, &mut problems);
    let schedule = basics.as_ref().and_then(|basics| basics.times.schedule_at(now).ok());
    let sides = sides(entries, &mut problems);
    let surveys = surveys(entries, choices, &sides, &mut problems);
    let aims = aims(entries, choices, surveys.iter().copied(), &mut problems);
    let (asks, too_late) =
        schedule.as_ref().map(|schedule| asks(&surveys, &sides, schedule, now)).unwrap_or_default();
    problems.add_if(
        asks.is_empty() && !too_late.is_empty(),
        "date",
        "The times of the surveys you selected have all passed: enter a later date, or don’t ask any",
    );
    let privacy = PrivacyMode::from_key(entries.one("privacy"));
    problems.add_if(privacy.is_none(), "privacy", "Select who can see who said what");
    let named = named(entries, choices, &mut problems);
    let partners = partners(entries, choices).map(|ticked| both(ticked, named));
    let ledger = ids(entries, "ledger", |id| choices.ledger.iter().any(|round| round.id == id));
    let purpose_of =
        |id: Uuid| choices.ledger.iter().find(|round| round.id == id).map(|round| (round.purpose, id));
    match (basics, schedule, privacy, partners, ledger) {
        (Some(basics), Some(schedule), Some(privacy), Some(partners), Some(ledger))
            if problems.is_empty() =>
        {
            Ok(PlannedCourse {
                basics,
                aims,
                partners,
                asks,
                too_late,
                privacy,
                one_form: entries.is_on("one_form"),
                ledger: ledger.into_iter().filter_map(purpose_of).collect(),
                summary_at: schedule.summary,
            })
        }
        _ => Err(problems),
    }
}

/// Whether every partner and survey that was picked belongs to this programme.
pub(crate) fn is_ours(entries: &FormData, choices: &Choices) -> bool {
    let round = |id| choices.ledger.iter().any(|round| round.id == id);
    partners(entries, choices).is_some() && ids(entries, "ledger", round).is_some()
}

/// The partners who will be there; `None` when one is none of ours.
pub(crate) fn partners(entries: &FormData, choices: &Choices) -> Option<Vec<Uuid>> {
    ids(entries, "partners", |id| choices.partners.iter().any(|partner| partner.id == id))
}

/// Each partner once.
pub(crate) fn both(mut ticked: Vec<Uuid>, named: Vec<Uuid>) -> Vec<Uuid> {
    for partner in named {
        if !ticked.contains(&partner) {
            ticked.push(partner);
        }
    }
    ticked
}

/// The partners whose names were typed; what is no partner's name is to be mended.
pub(crate) fn named(entries: &FormData, choices: &Choices, problems: &mut FormProblems) -> Vec<Uuid> {
    let mut named = Vec::new();
    for line in entries.one("partner_names").lines().map(str::trim).filter(|line| !line.is_empty()) {
        let looked_for = normalised(line);
        let known = choices.partners.iter().find(|partner| normalised(&partner.name) == looked_for);
        let Some(partner) = known else {
            problems.add("partner_names", Among::Partners.unknown(line));
            break;
        };
        named.push(partner.id);
    }
    named
}

/// Title, place, days and trainers.
pub(crate) fn basics(entries: &FormData, problems: &mut FormProblems) -> Option<Basics> {
    let (title, place, trainers) = described(entries, problems);
    let zone_name = entries.one("time_zone").to_owned();
    let Ok(zone) = TimeZone::get(&zone_name) else {
        problems.add("time_zone", "Enter the name of a time zone, such as Europe/London");
        return None;
    };
    let days = days::read(entries, &zone, problems)?;
    let times = Times { starts: days.first()?.starts, ends: days.last()?.ends, zone };
    Some(Basics { title, place, trainers, zone_name, times, days })
}

/// Title, place and trainers.
pub(crate) fn described(entries: &FormData, problems: &mut FormProblems) -> (String, String, String) {
    let title = line(entries, "title", "Enter the title of the course", problems);
    let place = line(entries, "place", "Enter the place", problems);
    let trainers = entries.one("trainers").to_owned();
    if trainers.chars().count() > NOTE_MAX {
        problems.add("trainers", "Shorten the names of the trainers to 2,000 characters or fewer");
    }
    (title, place, trainers)
}

/// The sides that are asked.
pub(crate) fn sides(entries: &FormData, problems: &mut FormProblems) -> Vec<Side> {
    let picked: Vec<Option<Side>> = entries.all("side").map(Side::from_key).collect();
    problems.add_if(picked.is_empty() || picked.contains(&None), "side", "Select who is asked");
    Side::ALL.into_iter().filter(|side| picked.contains(&Some(*side))).collect()
}

/// The survey that was chosen for each purpose.
fn surveys<'a>(
    entries: &FormData,
    choices: &'a Choices,
    sides: &[Side],
    problems: &mut FormProblems,
) -> Vec<(RoundPurpose, &'a Survey)> {
    let mut chosen = Vec::new();
    for (purpose, ..) in OWN {
        let key = entries.one(purpose.key());
        if key.is_empty() {
            continue;
        }
        match choices.survey(key) {
            None => problems.add(purpose.key(), "Select a survey from this list"),
            Some(survey) if !sides.is_empty() && !sides.iter().any(|side| survey.sides.contains(side)) => {
                let (asks, title) = (survey.sides[0].people(), survey.title.read(survey.sides[0], ENGLISH));
                problems.add(
                    purpose.key(),
                    format!("“{title}” is only for {asks}: select another survey, or ask {asks} too"),
                );
            }
            Some(survey) => chosen.push((purpose, survey)),
        }
    }
    let unasked = sides.iter().find(|side| !chosen.iter().any(|(_, survey)| survey.sides.contains(side)));
    if let Some(side) = unasked.filter(|_| !chosen.is_empty() && problems.of("side").is_none()) {
        problems.add("side", format!("None of the surveys you selected is for {}", side.people()));
    }
    chosen
}

/// The aims that were picked: of each survey as many as it needs, and of no other.
pub(crate) fn aims<'a>(
    entries: &FormData,
    choices: &Choices,
    surveys: impl Iterator<Item = (RoundPurpose, &'a Survey)>,
    problems: &mut FormProblems,
) -> Vec<String> {
    let picked: Vec<&str> = entries.all("aims").collect();
    let mut surveys: Vec<(RoundPurpose, &Survey)> =
        surveys.filter(|(_, survey)| !survey.aims().is_empty()).collect();
    // Surveys with the same aims ask about those that feedback needs.
    surveys.sort_by_key(|(purpose, _)| *purpose != RoundPurpose::Feedback);
    let differ = surveys.windows(2).any(|pair| pair[0].1.aims() != pair[1].1.aims());
    for (at, (_, survey)) in surveys.iter().enumerate() {
        if surveys[..at].iter().any(|(_, before)| before.aims() == survey.aims()) {
            continue;
        }
        let count = survey.aims().iter().filter(|aim| picked.contains(aim)).count();
        if let Some(needed) = survey.aims_to_pick.filter(|needed| *needed != count) {
            let number = wording::number(needed as u64);
            let title = survey.title.read(survey.sides[0], ENGLISH);
            let of = if differ { format!(" of “{title}”") } else { String::new() };
            problems.add("aims", format!("Select exactly {number} aims{of}; you have selected {count}"));
        }
    }
    let is_asked = |aim: &&str| surveys.iter().any(|(_, survey)| survey.aims().contains(aim));
    problems.add_if(!picked.iter().all(is_asked), "aims", "Select only aims from this course’s surveys");
    let known = choices.aims.iter().map(|(key, _)| key);
    known.filter(|key| picked.contains(&key.as_str())).cloned().collect()
}

/// What is asked of whom and when, one survey for each side, and what would be over already.
fn asks<'a>(
    surveys: &[(RoundPurpose, &'a Survey)],
    sides: &[Side],
    schedule: &Schedule,
    now: Timestamp,
) -> (Vec<Ask<'a>>, Vec<RoundPurpose>) {
    let (mut asks, mut too_late) = (Vec::new(), Vec::new());
    for (purpose, survey) in surveys {
        let window = window(schedule, *purpose);
        if schedule.is_too_late(*purpose == RoundPurpose::Feedback, window, now) {
            too_late.push(*purpose);
            continue;
        }
        let sides = sides.iter().filter(|side| survey.sides.contains(side));
        asks.extend(sides.map(|side| Ask { purpose: *purpose, survey, side: *side, window }));
    }
    (asks, too_late)
}

/// A line of text that must be there and not be too long.
pub(crate) fn line(entries: &FormData, name: &str, missing: &str, problems: &mut FormProblems) -> String {
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
    problems: &mut FormProblems,
) -> Option<Timestamp> {
    match moment(entries.one(day), entries.one(hour), zone) {
        Ok(at) => Some(at),
        Err(unclear) => {
            match unclear {
                Unclear::Day => {
                    problems.add(day, "Enter a date, such as 2026-05-21");
                    // Both are said at once, or the form would come back twice.
                    if hour_of_day(entries.one(hour)).is_none() {
                        problems.add(hour, "Enter a time, such as 10:00");
                    }
                }
                Unclear::Hour => problems.add(hour, "Enter a time, such as 10:00"),
                Unclear::Skipped => problems
                    .add(hour, "Enter another time: the clocks go forward, so this hour doesn’t exist"),
            }
            None
        }
    }
}

/// When a survey of a course is open by default.
pub(crate) fn window(schedule: &Schedule, purpose: RoundPurpose) -> Window {
    match purpose {
        RoundPurpose::Before => schedule.pre,
        RoundPurpose::FollowUp => schedule.follow_up,
        _ => schedule.feedback,
    }
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
