//! Everything a course did and will do, in order of time.

use std::fmt::Write as _;

use common_ground_reports::wording;
use jiff::Timestamp;

use crate::{
    app::App,
    mail,
    store::{CourseState, Mailing, MailingKind, MailingState as Planned, Result, RoundPurpose, recipients},
    survey::RoundState,
    web::{
        Link, Member, at,
        courses::{
            CourseOverview, CourseRound,
            overview::{letter_name, lower},
            schedule::CourseStep,
            summary::SummaryReach,
        },
        parts::format,
    },
};

/// One thing that a course does.
#[derive(Debug, Clone)]
pub(crate) struct Happening {
    /// Local time in words: “Thu 21 May 15:30”.
    pub at: String,
    /// The same as RFC 3339 for machines: `2026-05-21T15:30:00+01:00`.
    pub datetime: String,
    /// Words in bold before the rest: “Feedback is open”.
    pub strong: Option<String>,
    /// What happens; it goes on from the bold words, so it may begin with a comma.
    pub what: String,
    /// Whether it is over.
    pub state: HappeningState,
    /// Where to see or change it.
    pub link: Option<Link>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HappeningState {
    Done,
    Now,
    Next,
}

impl HappeningState {
    /// The stylesheet’s class for its dot.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::Next => "to-come",
        }
    }

    /// What a screen reader says in place of the dot.
    pub(crate) fn spoken(self) -> &'static str {
        match self {
            Self::Done => "Done:",
            Self::Now => "Now:",
            Self::Next => "To come:",
        }
    }
}

/// What became of the invitations of a round.
#[derive(Clone, Copy, Debug, Default)]
struct Invited {
    /// People whose invitation left or is about to.
    sent: u64,
    /// People whose invitation was saved as a file.
    saved: u64,
    /// People on the list who would get one and have none.
    waiting: u64,
}

impl Invited {
    async fn of(app: &App, asked: &CourseRound, now: Timestamp) -> Result<Self> {
        let (db, fingerprint) = (app.db.read(), |address: &str| app.secret.fingerprint(address));
        let counts = recipients::counts(db, &asked.round, mail::WRITTEN_TO).await?;
        let waiting = recipients::late(db, &asked.round, now, fingerprint).await?;
        let sent = counts.sent + counts.waiting + counts.failed + counts.cancelled;
        Ok(Self { sent, saved: counts.saved, waiting })
    }

    /// The same while the round takes answers of its own and its invitation went out, which is when it is told; else nobody.
    async fn while_open(app: &App, asked: &CourseRound, now: Timestamp) -> Result<Self> {
        let went_out =
            |letter: &Mailing| letter.kind == MailingKind::Invitation && letter.state == Planned::Done;
        let is_open = asked.is_own() && asked.round.takes_answers(now);
        if is_open && asked.letters.iter().any(went_out) {
            Self::of(app, asked, now).await
        } else {
            Ok(Self::default())
        }
    }

    /// With those of another round.
    fn and(self, other: Self) -> Self {
        Self {
            sent: self.sent + other.sent,
            saved: self.saved + other.saved,
            waiting: self.waiting + other.waiting,
        }
    }

    /// “ to 12 people”
    fn sent(self) -> String {
        let people = |count| wording::counted(count, "person", "people");
        match (self.sent, self.saved) {
            (0, 0) => String::new(),
            (sent, 0) => format!(" to {}", people(sent)),
            (0, saved) => format!(", saved as files for {}", people(saved)),
            (sent, saved) => format!(" to {} and was saved as files for {}", people(sent), people(saved)),
        }
    }
}

/// What happens, before it is put into words of time.
struct Event {
    at: Timestamp,
    strong: Option<String>,
    what: String,
    state: HappeningState,
    link: Option<Link>,
}

/// The timeline as `who` may see it; `reach` tells how many people the summary will reach.
pub(crate) async fn timeline(
    app: &App,
    who: &Member,
    overview: &CourseOverview,
    reach: SummaryReach,
    now: Timestamp,
) -> Result<Vec<Happening>> {
    let mut events = vec![the_day(who, overview, now), summary(who, overview, reach, now)];
    for asked in &overview.rounds {
        if !overview.is_told_with_twin(asked) {
            events.extend(round(who, overview, asked, now));
        }
        let own = Invited::while_open(app, asked, now).await?;
        let both = match overview.twin(asked) {
            Some(twin) => own.and(Invited::while_open(app, twin, now).await?),
            None => own,
        };
        let told = asked.letters.iter().filter(|sent| !overview.letter_is_told_with_twin(asked, sent));
        events.extend(told.map(|sent| {
            let has_twin = overview.twin_letter(asked, sent).is_some();
            letter(who, overview, asked, (sent, if has_twin { both } else { own }), now)
        }));
    }
    events.sort_by_key(|event| event.at);
    let zone = &overview.zone;
    let happening = |event: Event| Happening {
        at: format::short(event.at, zone),
        datetime: format::machine(event.at, zone),
        strong: event.strong,
        what: event.what,
        state: event.state,
        link: event.link,
    };
    Ok(events.into_iter().map(happening).collect())
}

fn state(over: bool) -> HappeningState {
    if over { HappeningState::Done } else { HappeningState::Next }
}

/// Where a step that is to come can be moved, left out or done at once, for those who run courses.
fn change(who: &Member, overview: &CourseOverview, step: CourseStep<'_>, about: &str) -> Option<Link> {
    let page = at::course_step(&who.programme.slug, overview.course.id, step.key());
    let may = who.runs_courses() && overview.course.state != CourseState::Cancelled;
    may.then(|| Link::new("Change", page).about(about))
}

fn letter(
    who: &Member,
    overview: &CourseOverview,
    asked: &CourseRound,
    (letter, invited): (&Mailing, Invited),
    now: Timestamp,
) -> Event {
    let (name, about) = (letter_name(letter), lower(&overview.letter_called(asked, letter)));
    let twin = overview.twin_letter(asked, letter);
    let people = asked.turnout.invited + twin.map_or(0, |(twin, _)| twin.turnout.invited);
    let leaves = letter.leaves(&overview.hours, asked.round.closes_at);
    let is_first = letter.kind == MailingKind::Invitation && letter.seq == 1;
    let (at, what, state, link) = match letter.state {
        Planned::Done if is_first => {
            let mut what = format!("{name} about {about} went out{}", invited.sent());
            if invited.waiting > 0 {
                let people = wording::counted(invited.waiting, "person was", "people were");
                let next = format::day_and_time(overview.hours.next(now), &overview.zone);
                let _ = write!(what, "; {people} added later and {} it on {next}", gets(invited.waiting));
            }
            (letter.done_at.unwrap_or(leaves), what, HappeningState::Done, None)
        }
        Planned::Done => {
            let at = letter.done_at.unwrap_or(leaves);
            (at, format!("{name} about {about} went out"), HappeningState::Done, None)
        }
        Planned::Skipped => {
            (letter.at, format!("{name} about {about} was skipped"), HappeningState::Done, None)
        }
        Planned::Planned if people == 0 => {
            let list = at::course_participants(&who.programme.slug, overview.course.id);
            let add = who.runs_courses().then(|| Link::new("Add people", list).about(format!("for {about}")));
            let what = format!("{name} about {about}: waiting for participants");
            (leaves.max(now), what, HappeningState::Next, add)
        }
        Planned::Planned => {
            let change =
                change(who, overview, CourseStep::Letter(asked, letter), &format!("the {}", lower(name)));
            let at = if leaves > now { leaves } else { overview.hours.next(now) };
            let mut what = format!("{name} about {about}{}", to_whom(letter));
            what.push_str(&moved(overview, letter.at));
            (at, what, HappeningState::Next, change)
        }
    };
    plain(at, what, state, link)
}

fn gets(people: u64) -> &'static str {
    if people == 1 { "gets" } else { "get" }
}

/// “; moved to Tue 2 June because Mon 1 June is a bank holiday”, and that schools are closed, where that is so.
fn moved(overview: &CourseOverview, at: Timestamp) -> String {
    let hours = &overview.hours;
    let moved = hours.moved(at).map(|why| format!("; {why}")).unwrap_or_default();
    let out_of_term = hours.calendar.is_out_of_term(hours.local(hours.leaves(at)).date());
    if out_of_term { format!("{moved}; this is outside term time") } else { moved }
}

fn to_whom(letter: &Mailing) -> &'static str {
    match letter.kind {
        MailingKind::Invitation => " to everybody who takes part",
        MailingKind::Reminder => " to those who have not answered",
    }
}

fn the_day(who: &Member, overview: &CourseOverview, now: Timestamp) -> Event {
    let course = &overview.course;
    if course.state == CourseState::Cancelled {
        let what = format!("The course, at {}, was cancelled", course.place);
        return plain(course.starts_at, what, HappeningState::Done, None);
    }
    let ends = if overview.has_several_days() {
        format::day_and_time(course.ends_at, &overview.zone)
    } else {
        format::time(course.ends_at, &overview.zone)
    };
    let is_on = (course.starts_at..course.ends_at).contains(&now);
    Event {
        at: course.starts_at,
        strong: is_on.then(|| "The day".to_owned()),
        what: format!("{}, at {}, until {ends}", if is_on { "" } else { "The day" }, course.place),
        state: if is_on { HappeningState::Now } else { state(now >= course.ends_at) },
        link: change(who, overview, CourseStep::Day, "the day").filter(|_| now < course.starts_at),
    }
}

fn summary(who: &Member, overview: &CourseOverview, reach: SummaryReach, now: Timestamp) -> Event {
    let course = &overview.course;
    if let Some(written) = &overview.summary {
        let read = Link::new("Read", at::course_summary(&who.programme.slug, course.id)).about("the summary");
        let what = written.sentence(&overview.zone).trim_end_matches('.').to_owned();
        return plain(written.at, what, HappeningState::Done, Some(read));
    }
    let left_out = match course.state {
        CourseState::Cancelled => Some("No summary: the course was cancelled"),
        CourseState::WithoutSummary => Some("No summary will be written"),
        CourseState::Planned | CourseState::Frozen => None,
    };
    if let Some(what) = left_out {
        let after_all = at::course_resume(&who.programme.slug, course.id);
        let link = Link::new("Reinstate the summary", after_all);
        let may = who.runs_courses() && course.state == CourseState::WithoutSummary;
        return plain(course.summary_at, what.to_owned(), HappeningState::Done, may.then_some(link));
    }
    let (one, many) = if reach.are_managers { ("manager", "managers") } else { ("person", "people") };
    let to = match reach.people {
        0 => "Summary: nobody is set to receive it yet".to_owned(),
        1 => format!("Summary to one {one}"),
        more if reach.is_rough => format!("Summary to about {} {many}", wording::number(more)),
        more => format!("Summary to {} {many}", wording::number(more)),
    };
    let link = change(who, overview, CourseStep::Summary, "the summary");
    let what = format!("{to}{}", moved(overview, course.summary_at));
    plain(overview.summary_leaves().max(now), what, HappeningState::Next, link)
}

/// Something with no words in bold.
fn plain(at: Timestamp, what: String, state: HappeningState, link: Option<Link>) -> Event {
    Event { at, strong: None, what, state, link }
}

/// The opening and the close of a round. What belongs to the whole programme is told once, by its close.
fn round(who: &Member, overview: &CourseOverview, asked: &CourseRound, now: Timestamp) -> Vec<Event> {
    let (round, name, twin) = (&asked.round, overview.called(asked), overview.twin(asked));
    let page = at::round(&who.programme.slug, &round.code);
    let link_to =
        |label: &str, to: &str| Some(Link::new(label, to).about(&*name)).filter(|_| who.runs_courses());
    let link = |label: &str| link_to(label, &page);
    let both_sides = at::course_results(&who.programme.slug, overview.course.id);
    if round.state == RoundState::Cancelled {
        return vec![plain(round.opens_at, format!("{name} was cancelled"), HappeningState::Done, None)];
    }
    let over = asked.is_over(now);
    // Rounds of the whole programme are not a course's to move.
    let change = |step, about: &str| if asked.is_own() { change(who, overview, step, about) } else { None };
    let frozen = if asked.purpose == RoundPurpose::Feedback { "; answers are frozen" } else { "" };
    let closes = Event {
        at: round.closes_at,
        strong: None,
        what: if over {
            format!("{name} closed; {}", overview.by_side(asked, |one| one.turnout.in_the_end()))
        } else {
            format!("{name} closes{frozen}")
        },
        state: state(over),
        link: if over && twin.is_some() {
            link_to("View results", &both_sides)
        } else if over {
            link("View results")
        } else {
            change(CourseStep::Closes(asked), &format!("the close of {}", lower(&name)))
        },
    };
    let invited = match asked.turnout.invited + twin.map_or(0, |twin| twin.turnout.invited) {
        0 => String::new(),
        invited => format!(" to {} invited", wording::counted(invited, "person", "people")),
    };
    let begins =
        |verb: &str, state, link| plain(round.opens_at, format!("{name} {verb}{invited}"), state, link);
    let open = Event {
        at: round.opens_at,
        strong: Some(format!("{name} is open")),
        what: format!(", {}", overview.by_side(asked, |one| one.turnout.so_far())),
        state: HappeningState::Now,
        link: link("Watch"),
    };
    match (asked.is_own(), over) {
        (true, true) => vec![begins("opened", HappeningState::Done, None), closes],
        (false, true) => vec![closes],
        (_, false) if round.takes_answers(now) => vec![open, closes],
        (_, false) => {
            let opens = change(CourseStep::Opens(asked), &format!("the opening of {}", lower(&name)));
            vec![begins("opens", HappeningState::Next, opens.or_else(|| link("How to take part"))), closes]
        }
    }
}
