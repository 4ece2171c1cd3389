//! How a course stands: its rounds with their counts, what became of its summary, what comes next.

use std::collections::HashMap;

use common_ground_reports::wording;
use jiff::{Timestamp, tz::TimeZone};
use uuid::Uuid;

use crate::{
    app::App,
    mail,
    store::{
        Course, CourseState, Hours, Mailing, MailingKind, Programme, Result, Round, RoundPurpose, StoreError,
        SummaryOutcome, courses, invitations, mailings,
        summaries::{self, deliveries::EmailCounts},
        tallies,
    },
    survey::{RoundState, Side},
    web::{Member, TurnoutLine, parts::format},
};

/// The words for a step of a course in the middle of a sentence.
pub(crate) use common_ground_reports::wording::lowered as lower;

/// A course with everything its page tells.
pub(crate) struct CourseOverview {
    pub course: Course,
    pub zone: TimeZone,
    /// When emails about it leave.
    pub hours: Hours,
    pub rounds: Vec<CourseRound>,
    /// Whether both sides are asked by one link and code, and what they are asked moves together.
    pub one_form: bool,
    /// Its summary, once it is written.
    pub summary: Option<WrittenSummary>,
}

pub(crate) struct CourseRound {
    pub purpose: RoundPurpose,
    pub round: Round,
    pub turnout: TurnoutLine,
    /// The letters about it, in order of time.
    pub letters: Vec<Mailing>,
    /// Whether the course asks the other side too, so that its name says whom it asks.
    pub names_side: bool,
}

pub(crate) struct WrittenSummary {
    pub at: Timestamp,
    pub sent: u64,
    /// Letters that became files, because there is no mail server.
    pub saved: u64,
    pub waiting: u64,
    pub failed: u64,
    /// Whether anybody but managers is among its readers.
    pub has_others: bool,
}

/// What a course is in the middle of.
pub(crate) enum Phase<'a> {
    /// The day is to come.
    Ahead,
    Today,
    Asking(&'a CourseRound),
    /// All is closed; the summary is to come.
    Closed,
    /// All is closed, and no summary will be written.
    Quiet,
    /// It is called off.
    Off,
    Over(&'a WrittenSummary),
}

impl CourseOverview {
    pub(crate) async fn of(app: &App, programme: &Programme, course: Course) -> Result<Self> {
        let missing = || StoreError::Damaged(format!("course {}", course.id));
        Self::all(app, programme, vec![course.clone()]).await?.pop().ok_or_else(missing)
    }

    /// Reads how courses stand, in as many statements for all of them as for one.
    pub(crate) async fn all(app: &App, programme: &Programme, all: Vec<Course>) -> Result<Vec<Self>> {
        let db = app.db.read();
        let courses: Vec<_> = all.iter().map(|course| course.id).collect();
        let mut rounds = courses::rounds_of(db, &courses).await?;
        let ids: Vec<_> = rounds.values().flatten().map(|(_, round)| round.id).collect();
        let progress = tallies::progress(db, &ids).await?;
        let invited = invitations::counts(db, &ids).await?;
        let mut letters: HashMap<Uuid, Vec<Mailing>> = HashMap::new();
        for letter in mailings::of_rounds(db, &ids).await? {
            letters.entry(letter.round).or_default().push(letter);
        }
        let mut outcomes = summaries::outcomes(db, &courses, mail::WRITTEN_TO).await?;
        let with_one_form = courses::with_one_form(db, &courses).await?;
        let ask = |(purpose, round): (RoundPurpose, Round)| {
            let answered = progress.get(&round.id).map_or(0, |progress| progress.responses);
            let invited = invited.get(&round.id).copied().unwrap_or_default();
            let letters = letters.get(&round.id).filter(|_| purpose.is_own()).cloned().unwrap_or_default();
            let turnout = TurnoutLine { answered, invited };
            CourseRound { purpose, round, turnout, letters, names_side: false }
        };
        let stand = |course: Course| {
            let rounds = rounds.remove(&course.id).unwrap_or_default();
            let mut asked: Vec<CourseRound> = rounds.into_iter().map(&ask).collect();
            let first = asked.iter().find(|asked| asked.is_own()).map(|asked| asked.round.side);
            let has_both = asked.iter().any(|asked| asked.is_own() && Some(asked.round.side) != first);
            for asked in asked.iter_mut().filter(|asked| asked.is_own()) {
                asked.names_side = has_both;
            }
            let summary = outcomes.remove(&course.id).map(|outcome| WrittenSummary::of(&outcome));
            let zone = course.zone(programme);
            let hours = programme.settings.hours_in(zone.clone());
            let one_form = with_one_form.contains(&course.id);
            Self { course, zone, hours, rounds: asked, one_form, summary }
        };
        Ok(all.into_iter().map(stand).collect())
    }

    pub(crate) fn phase(&self, now: Timestamp) -> Phase<'_> {
        let open = self.rounds.iter().filter(|asked| asked.is_own() && asked.round.takes_answers(now));
        let asking = open.min_by_key(|asked| asked.round.closes_at);
        if self.course.state == CourseState::Cancelled {
            return Phase::Off;
        }
        match (asking, &self.summary) {
            (Some(asked), _) => Phase::Asking(asked),
            (None, Some(written)) => Phase::Over(written),
            (None, None) if now < self.course.starts_at => Phase::Ahead,
            (None, None) if now < self.course.ends_at => Phase::Today,
            (None, None) if self.course.state == CourseState::WithoutSummary => Phase::Quiet,
            (None, None) => Phase::Closed,
        }
    }

    /// When its summary leaves: at its time or on the next working morning.
    pub(crate) fn summary_leaves(&self) -> Timestamp {
        self.hours.leaves(self.course.summary_at)
    }

    /// “Pilot course 4: feedback closes on Friday 29 May”
    pub(crate) fn heading(&self, now: Timestamp) -> String {
        let course = &self.course;
        let day = |at| format::day(at, &self.zone);
        let what = match self.phase(now) {
            Phase::Ahead => format!("it is on {}", day(course.starts_at)),
            Phase::Today if self.has_several_days() => format!("it ends on {}", day(course.ends_at)),
            Phase::Today => "it is today".to_owned(),
            Phase::Asking(asked) => {
                format!(
                    "{} closes on {}",
                    wording::lowered(&self.of_all(asked, now)),
                    day(asked.round.closes_at)
                )
            }
            Phase::Closed => format!("the summary is written on {}", day(self.summary_leaves().max(now))),
            Phase::Quiet => "it has finished".to_owned(),
            Phase::Off => "it is cancelled".to_owned(),
            Phase::Over(_) => "the summary is written".to_owned(),
        };
        format!("{}: {what}", course.title)
    }

    /// What goes on and what comes next, in a sentence or two.
    pub(crate) fn detail(&self, now: Timestamp) -> String {
        let at = |at| format::day_and_time(at, &self.zone);
        match self.phase(now) {
            Phase::Ahead | Phase::Today => format!("{}, at {}.", self.day(), self.course.place),
            Phase::Asking(asked) => {
                let closes = at(asked.round.closes_at);
                format!("{} closes on {closes}; {}.", self.of_all(asked, now), self.so_far(asked, now))
            }
            Phase::Closed => {
                format!(
                    "The surveys have closed. The summary goes to managers on {}.",
                    at(self.summary_leaves())
                )
            }
            Phase::Quiet => "Its surveys are closed. No summary will be written.".to_owned(),
            Phase::Off => format!("It was planned for {}. Nobody will be asked about it.", self.day()),
            Phase::Over(written) => written.sentence(&self.zone),
        }
    }

    /// What the heading of the course's page leaves to be said.
    pub(crate) fn lead(&self, now: Timestamp) -> String {
        match self.phase(now) {
            Phase::Asking(asked) if self.course.state == CourseState::Planned => {
                let count = wording::capitalised(&self.so_far(asked, now));
                let summary = format::day_and_time(self.summary_leaves(), &self.zone);
                format!("{count}. The summary goes to managers on {summary}.")
            }
            // The day and the place stand above the heading.
            Phase::Ahead | Phase::Today => match self.next_to_open(now) {
                Some(next) => {
                    let opens = format::day_and_time(next.round.opens_at, &self.zone);
                    format!("{} opens automatically on {opens}.", name(next.purpose))
                }
                None => self.detail(now),
            },
            _ => self.detail(now),
        }
    }

    /// The rounds that ask about the course itself.
    pub(crate) fn own(&self) -> impl Iterator<Item = &CourseRound> {
        self.rounds.iter().filter(|asked| asked.is_own())
    }

    /// The sides that it asks: both, where nothing is asked yet.
    pub(crate) fn sides(&self) -> Vec<Side> {
        sides_asked(self.own().map(|asked| &asked.round))
    }

    /// The round of its own that opens next.
    fn next_to_open(&self, now: Timestamp) -> Option<&CourseRound> {
        let ahead =
            self.rounds.iter().filter(|asked| asked.is_own() && asked.round.state == RoundState::Planned);
        ahead.filter(|asked| now < asked.round.opens_at).min_by_key(|asked| asked.round.opens_at)
    }

    /// The surveys that are open beside this one for the same purpose, on either side, with itself.
    fn beside(&self, asked: &CourseRound, now: Timestamp) -> impl Iterator<Item = &CourseRound> {
        let (purpose, closes) = (asked.purpose, asked.round.closes_at);
        let is_beside =
            move |other: &&CourseRound| other.purpose == purpose && other.round.closes_at == closes;
        self.own().filter(is_beside).filter(move |other| other.round.takes_answers(now))
    }

    /// What surveys are called that both sides answer at the same time.
    fn of_all(&self, asked: &CourseRound, now: Timestamp) -> String {
        if self.beside(asked, now).count() > 1 { name(asked.purpose).to_owned() } else { asked.name() }
    }

    /// How many have answered, by side where both are asked.
    fn so_far(&self, asked: &CourseRound, now: Timestamp) -> String {
        let counts: Vec<String> = self
            .beside(asked, now)
            .map(|one| format!("{}: {}", one.round.side.people(), one.turnout.so_far()))
            .collect();
        if counts.len() > 1 { counts.join("; ") } else { asked.turnout.so_far() }
    }

    /// Whether nothing would be lost with the course but its plan.
    pub(crate) fn may_be_deleted(&self) -> bool {
        let own = self.rounds.iter().filter(|asked| asked.is_own());
        self.course.state != CourseState::Frozen && own.map(|asked| asked.turnout.answered).sum::<u64>() == 0
    }

    /// Whether it ends on another day than it starts.
    pub(crate) fn has_several_days(&self) -> bool {
        format::date(self.course.starts_at, &self.zone) != format::date(self.course.ends_at, &self.zone)
    }

    /// “Thursday 21 May, 10:00 to 16:00”
    pub(crate) fn day(&self) -> String {
        let (starts, ends) = (self.course.starts_at, self.course.ends_at);
        if !self.has_several_days() {
            let from = format::day_and_time(starts, &self.zone);
            return format!("{from} to {}", format::time(ends, &self.zone));
        }
        format!("{} to {}", format::day_and_time(starts, &self.zone), format::day_and_time(ends, &self.zone))
    }
}

impl CourseRound {
    /// Whether it asks about the course itself, and not about the partnership as a whole.
    pub(crate) fn is_own(&self) -> bool {
        self.purpose.is_own()
    }

    /// What it is called: with both sides in a course, by the side that it asks.
    pub(crate) fn name(&self) -> String {
        let people = self.round.side.people();
        match self.purpose {
            _ if !self.names_side => name(self.purpose).to_owned(),
            RoundPurpose::Before => format!("The survey of {people} before the course"),
            RoundPurpose::Feedback => format!("Feedback from {people}"),
            RoundPurpose::FollowUp => format!("The follow-up with {people}"),
            _ => name(self.purpose).to_owned(),
        }
    }

    /// “ of partners” where the course asks the other side too.
    pub(crate) fn of_side(&self) -> String {
        if self.names_side { format!(" of {}", self.round.side.people()) } else { String::new() }
    }

    /// Whether another asks the other side the same at the same time, so that one wall has the codes of both.
    pub(crate) fn shares_wall(&self, other: &Self) -> bool {
        self.purpose == other.purpose
            && self.round.side != other.round.side
            && self.round.opens_at == other.round.opens_at
            && other.round.audience.has_open_link()
    }

    /// Whether it is over at `now`, for good.
    pub(crate) fn is_over(&self, now: Timestamp) -> bool {
        self.round.is_over(now)
    }
}

impl WrittenSummary {
    fn of(outcome: &SummaryOutcome) -> Self {
        let EmailCounts { sent, saved, waiting, failed, to_readers } = outcome.emails;
        Self { at: outcome.frozen_at, sent, saved, waiting, failed, has_others: to_readers > 0 }
    }

    /// “Summary sent to four managers on 24 May 2026. One did not arrive.”
    pub(crate) fn sentence(&self, zone: &TimeZone) -> String {
        let day = format::date(self.at, zone);
        let (one, many) = if self.has_others { ("person", "people") } else { ("manager", "managers") };
        let managers = |n| format!("{} {}", wording::number(n), if n == 1 { one } else { many });
        let said = match (self.sent, self.waiting) {
            (0, 0) if self.saved > 0 => {
                let managers = managers(self.saved);
                format!("Summary written on {day}. Its emails to {managers} were saved as files, not sent.")
            }
            (0, 0) if self.failed == 0 => format!("Summary written on {day}. Nobody is set to receive it."),
            (0, 0) => format!("Summary written on {day}."),
            (0, waiting) => format!("Summary written on {day}, on its way to {}.", managers(waiting)),
            (sent, 0) => format!("Summary sent to {} on {day}.", managers(sent)),
            (sent, waiting) => {
                format!("Summary sent to {} on {day}, on its way to {}.", managers(sent), managers(waiting))
            }
        };
        match self.failed {
            0 => said,
            1 => format!("{said} One did not arrive."),
            more => format!("{said} {} did not arrive.", wording::capitalised(&wording::number(more))),
        }
    }
}

/// The sides that these rounds of a course ask: both, where nothing is asked yet.
pub(crate) fn sides_asked<'r>(own: impl Iterator<Item = &'r Round>) -> Vec<Side> {
    let on = own.filter(|round| round.state != RoundState::Cancelled);
    let asked: Vec<Side> = on.map(|round| round.side).collect();
    Side::ALL.into_iter().filter(|side| asked.is_empty() || asked.contains(side)).collect()
}

pub(crate) fn may_read(who: &Member, round: &Round) -> bool {
    match round.state {
        RoundState::Closed => true,
        RoundState::Open => who.runs_courses(),
        _ => false,
    }
}

pub(crate) fn name(purpose: RoundPurpose) -> &'static str {
    match purpose {
        RoundPurpose::LibraryOffer => "The survey of what staff offer",
        RoundPurpose::PartnerExpectation => "The survey of what partners expect",
        RoundPurpose::PartnerOffer => "The survey of what partners offer",
        RoundPurpose::LibraryHope => "The survey of what staff hope for",
        RoundPurpose::Before => "The survey before the course",
        RoundPurpose::Feedback => "Feedback",
        RoundPurpose::FollowUp => "The follow-up",
    }
}

pub(crate) fn letter_name(letter: &Mailing) -> &'static str {
    match (letter.kind, letter.seq) {
        (MailingKind::Invitation, _) => "Invitation",
        (MailingKind::Reminder, ..=1) => "Reminder",
        (MailingKind::Reminder, _) => "Last reminder",
    }
}
