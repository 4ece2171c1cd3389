//! What is changed about a course, what follows from it, and doing it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    store::{
        CourseState as Life, MailingState as Planned, RoundPurpose, Transaction, courses, participants,
        rounds, timetable,
    },
    survey::{
        RoundState, Side, Survey, Window,
        course::{CourseTimes, Schedule},
    },
    web::{
        Desk, Error, FormData, FormProblems, Result, Trainer,
        parts::{
            course::{
                CourseOverview, CourseRound,
                hold_on::hold_on,
                overview::{letter_name, lower},
                plan::{self, Basics, choices::Choices, round, window},
            },
            format,
        },
    },
};

/// A change that holds together.
pub(crate) struct CourseChange<'a> {
    desk: &'a Desk<'a, Trainer>,
    overview: &'a CourseOverview,
    basics: Basics,
    partners: Vec<Uuid>,
    aims: Vec<String>,
    sides: Vec<Side>,
    /// Whether both sides are asked by one link.
    one_form: bool,
    /// When everything happens, where the days are others than before.
    schedule: Option<Schedule>,
    /// Surveys that are asked of one side and have words for one that is added.
    added: Vec<(&'a CourseRound, Side)>,
    now: Timestamp,
}

/// Title, place and trainers as they were entered, on the days that it has.
pub(crate) async fn same_days(
    desk: &Desk<'_, Trainer>,
    overview: &CourseOverview,
    entries: &FormData,
    problems: &mut FormProblems,
) -> Result<Basics> {
    let course = &overview.course;
    let (title, place, trainers) = plan::described(entries, problems);
    let times = CourseTimes { starts: course.starts_at, ends: course.ends_at, zone: overview.zone.clone() };
    let days = courses::sessions(desk.db(), course).await?;
    Ok(Basics { title, place, trainers, zone_name: course.time_zone.clone(), times, days })
}

/// Whether a survey of the course is still asked, so that sides can come and go.
pub(crate) fn may_ask(overview: &CourseOverview, now: Timestamp) -> bool {
    overview.own().any(|asked| !asked.is_over(now))
}

/// The surveys of the course with all their aims, if one of them is not open yet.
async fn ahead<'c>(
    desk: &Desk<'_, Trainer>,
    overview: &CourseOverview,
    choices: &'c Choices,
) -> Result<Vec<(RoundPurpose, &'c Survey)>> {
    let mut surveys = Vec::new();
    if !overview.own().any(|asked| asked.round.state == RoundState::Planned) {
        return Ok(surveys);
    }
    for asked in overview.own() {
        let survey = desk.app.survey(&asked.round).await?;
        surveys.extend(choices.survey(&survey.key).map(|survey| (asked.purpose, survey)));
    }
    Ok(surveys)
}

/// The surveys still asked that have words for a side which they do not ask yet.
async fn added<'s>(
    desk: &Desk<'_, Trainer>,
    overview: &'s CourseOverview,
    sides: &[Side],
) -> Result<Vec<(&'s CourseRound, Side)>> {
    let is_on = |asked: &&CourseRound| !asked.is_over(desk.now());
    let mut added: Vec<(&CourseRound, Side)> = Vec::new();
    for asked in overview.own().filter(is_on) {
        let survey = desk.app.survey(&asked.round).await?;
        for side in sides.iter().filter(|side| survey.sides.contains(side)) {
            let same = |other: &CourseRound| other.purpose == asked.purpose;
            let is_added = added.iter().any(|(other, to)| to == side && same(other));
            let is_asked = overview.own().filter(is_on).any(|other| same(other) && other.round.side == *side);
            added.extend((!is_added && !is_asked).then_some((asked, *side)));
        }
    }
    Ok(added)
}

impl<'a> CourseChange<'a> {
    pub(crate) async fn read(
        desk: &'a Desk<'a, Trainer>,
        overview: &'a CourseOverview,
        choices: &Choices,
        (basics, partners): (Basics, Vec<Uuid>),
        entries: &FormData,
        problems: &mut FormProblems,
    ) -> Result<Self> {
        let (course, now) = (&overview.course, desk.now());
        let is_open = course.state != Life::Frozen;
        let (sides, one_form) = if is_open && may_ask(overview, now) {
            (plan::sides(entries, problems), entries.is_on("one_form"))
        } else {
            (overview.sides(), overview.one_form)
        };
        let added = added(desk, overview, &sides).await?;
        let is_asked =
            |side: &Side| overview.sides().contains(side) || added.iter().any(|(_, added)| added == side);
        if let Some(side) = sides.iter().find(|side| !is_asked(side)) {
            problems.add(
                "side",
                format!(
                    "None of this course’s remaining surveys has questions for {0}: add one first",
                    side.people()
                ),
            );
        }
        let surveys = ahead(desk, overview, choices).await?;
        let aims = if is_open && !surveys.is_empty() {
            plan::aims(entries, choices, surveys.into_iter(), problems)
        } else {
            course.aims.clone()
        };
        let moved = basics.days != courses::sessions(desk.db(), course).await?
            || basics.zone_name != course.time_zone;
        let schedule = if moved {
            let schedule = basics.times.schedule_at(now);
            Some(schedule.map_err(Error::broken)?)
        } else {
            None
        };
        Ok(Self { desk, overview, basics, partners, aims, sides, one_form, schedule, added, now })
    }

    /// What it means for surveys and emails, in whole sentences; nothing where they stay as they are.
    pub(crate) fn follows(&self) -> Vec<String> {
        let mut follows = Vec::new();
        let said = |at| format::day_and_time(at, &self.overview.zone);
        for asked in self.overview.own().filter(|asked| !self.is_dropped(asked)) {
            follows.extend(self.schedule.as_ref().and_then(|schedule| self.moved(asked, schedule)));
        }
        if let Some(schedule) = self.schedule.as_ref().filter(|_| self.overview.course.state == Life::Planned)
        {
            follows.push(format!("The summary will be written on {}.", said(schedule.summary)));
        }
        for asked in self.overview.own().filter(|asked| self.is_dropped(asked) && !asked.is_over(self.now)) {
            let name = asked.name();
            follows.push(match asked.round.state {
                RoundState::Open => {
                    format!("{name} closes straight away and can’t be reopened; {}.", asked.turnout.so_far())
                }
                _ => format!("{name} won’t open, and its emails won’t be sent."),
            });
        }
        for (asked, side) in &self.added {
            let name = lower(&asked.name());
            let by =
                if self.one_form { "with the same link and code" } else { "with their own code and emails" };
            follows.push(format!(
                "{} are asked too, at the same time as {name}, {by}.",
                common_ground_reports::wording::capitalised(side.people())
            ));
        }
        if self.aims != self.overview.course.aims {
            for asked in self.overview.own().filter(|asked| !asked.is_over(self.now)) {
                let name = asked.name();
                follows.push(match asked.round.state {
                    RoundState::Planned => format!("{name} asks about the new aims."),
                    _ => format!("{name} is already open and keeps its aims."),
                });
            }
        }
        follows.extend(self.gone());
        follows
    }

    /// When a survey happens from now on.
    fn moved(&self, asked: &CourseRound, schedule: &Schedule) -> Option<String> {
        let said = |at| format::day_and_time(at, &self.overview.zone);
        let (name, planned) = (asked.name(), window(schedule, asked.purpose));
        match asked.round.state {
            RoundState::Planned if planned.closes <= self.now => {
                Some(format!("{name} is skipped: its time has passed."))
            }
            RoundState::Planned => Some(format!(
                "{name} opens on {} and closes on {}. Emails planned for its opening, or outside of these times, move with it.",
                said(planned.opens),
                said(planned.closes)
            )),
            RoundState::Open if planned.closes <= self.now => Some(format!("{name} closes straight away.")),
            RoundState::Open => Some(format!("{name} stays open and closes on {}.", said(planned.closes))),
            RoundState::Closed | RoundState::Cancelled => None,
        }
    }

    /// What emails that have gone still say.
    fn gone(&self) -> Option<String> {
        let course = &self.overview.course;
        let renamed = self.basics.title != course.title || self.basics.place != course.place;
        if !renamed && self.schedule.is_none() {
            return None;
        }
        let own = self.overview.own();
        let gone = own.flat_map(|asked| asked.letters.iter().map(move |letter| (asked, letter)));
        let gone: Vec<String> = gone
            .filter(|(_, letter)| letter.state == Planned::Done)
            .map(|(asked, letter)| {
                format!("the {} about {}", lower(letter_name(letter)), lower(&asked.name()))
            })
            .collect();
        (!gone.is_empty()).then(|| {
            format!(
                "These were already sent and won’t be sent again: {}. Tell people yourself what has changed: you can \
                 copy their addresses from the list of participants.",
                gone.join(", ")
            )
        })
    }

    fn is_dropped(&self, asked: &CourseRound) -> bool {
        !self.sides.contains(&asked.round.side)
    }

    /// The field that was entered otherwise than it stays, because it is too late to change it.
    pub(crate) fn ignored(&self, entries: &FormData) -> Option<&'static str> {
        let entered = |name: &str| entries.all(name).map(str::to_owned).collect::<BTreeSet<String>>();
        let sides: BTreeSet<String> = self.sides.iter().map(|side| side.key().to_owned()).collect();
        if entered("side") != sides {
            return Some("side");
        }
        if entries.is_on("one_form") != self.one_form {
            return Some("one_form");
        }
        let aims: BTreeSet<String> = self.aims.iter().cloned().collect();
        (entered("aims") != aims).then_some("aims")
    }

    /// Keeps all of it, which ends the change. Returns false, and changes nothing, when the course was called off meanwhile.
    pub(crate) async fn keep(&self, tx: Transaction) -> Result<bool> {
        if !self.store(&tx).await? {
            return Ok(false);
        }
        self.desk.done(tx, "changed the course", &self.basics.title).await?;
        Ok(true)
    }

    async fn store(&self, tx: &Transaction) -> Result<bool> {
        let (desk, course, basics) = (self.desk, &self.overview.course, &self.basics);
        let about = courses::CourseDetails {
            title: &basics.title,
            place: &basics.place,
            time_zone: &basics.zone_name,
            trainers: &basics.trainers,
            aims: &self.aims,
        };
        if !courses::describe(tx, course.id, about).await? {
            return Ok(false);
        }
        courses::set_partners(tx, course.id, &self.partners).await?;
        courses::keep_one_form(tx, course.id, self.one_form).await?;
        if self.schedule.is_some() {
            if !hold_on(tx, self.overview, &basics.times, self.now).await? {
                return Ok(false);
            }
            courses::set_sessions(tx, course.id, &basics.days).await?;
        }
        for asked in self.overview.own().filter(|asked| self.is_dropped(asked) && !asked.is_over(self.now)) {
            if !timetable::cancel_round(tx, asked.round.id).await? {
                let window = Window { opens: asked.round.opens_at, closes: self.now };
                timetable::move_round(tx, &asked.round, window, &basics.times.zone).await?;
                timetable::skip_letters(tx, asked.round.id).await?;
            }
        }
        self.ask_added(tx).await?;
        self.aim(tx).await?;
        participants::sync(tx, &desk.app.secret, course.id).await?;
        Ok(true)
    }

    /// Asks a side that is added what the other is asked, at the same time.
    async fn ask_added(&self, tx: &Transaction) -> Result<()> {
        for (asked, side) in &self.added {
            // As it stands after the days were moved.
            let Some(beside) = rounds::find(tx, asked.round.id).await? else { continue };
            let course = self.overview.course.id;
            round::beside(tx, (course, asked.purpose), beside, *side, &self.basics.times.zone, self.now)
                .await?;
        }
        Ok(())
    }

    /// Gives surveys that are not open yet the new aims, as far as they have them.
    async fn aim(&self, tx: &Transaction) -> Result<()> {
        if self.aims == self.overview.course.aims {
            return Ok(());
        }
        for (purpose, round) in courses::rounds(tx, self.overview.course.id).await? {
            if purpose.is_own() && round.state == RoundState::Planned {
                let survey = crate::store::surveys::whole(tx, round.survey_version).await?;
                let of_survey = survey.aims();
                let aims: Vec<String> =
                    self.aims.iter().filter(|aim| of_survey.contains(&aim.as_str())).cloned().collect();
                rounds::aim(tx, round.id, &aims).await?;
            }
        }
        Ok(())
    }
}
