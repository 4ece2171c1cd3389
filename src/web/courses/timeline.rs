//! Everything a course did and will do, in order of time.

use common_ground_reports::summary::wording;
use jiff::Timestamp;

use super::standing::{Asked, Standing, name};
use crate::{
    store::{courses::Purpose, summaries},
    survey::round::RoundState,
    web::{
        guard::Member,
        view::{
            course::{Happening, HappeningState},
            part::Link,
        },
        words,
    },
    work::freeze::recipients::Recipient,
};

/// What happens, before it is put into words of time.
struct Event {
    at: Timestamp,
    strong: Option<String>,
    what: String,
    state: HappeningState,
    link: Option<Link>,
}

/// The timeline as `who` may see it; `readers` are those whom the summary will reach.
pub(super) fn timeline(
    who: &Member,
    standing: &Standing,
    readers: &[Recipient],
    now: Timestamp,
) -> Vec<Happening> {
    let mut events = vec![the_day(standing, now), summary(who, standing, readers, now)];
    for asked in &standing.rounds {
        events.extend(round(who, asked, now));
    }
    events.sort_by_key(|event| event.at);
    let zone = &standing.zone;
    let happening = |event: Event| Happening {
        at: words::short(event.at, zone),
        datetime: words::machine(event.at, zone),
        strong: event.strong,
        what: event.what,
        state: event.state,
        link: event.link,
    };
    events.into_iter().map(happening).collect()
}

fn state(over: bool) -> HappeningState {
    if over { HappeningState::Done } else { HappeningState::Next }
}

fn the_day(standing: &Standing, now: Timestamp) -> Event {
    let course = &standing.course;
    let ends = words::time(course.ends_at, &standing.zone);
    let is_on = (course.starts_at..course.ends_at).contains(&now);
    Event {
        at: course.starts_at,
        strong: is_on.then(|| "The day".to_owned()),
        what: format!("{}, at {}, until {ends}", if is_on { "" } else { "The day" }, course.place),
        state: if is_on { HappeningState::Now } else { state(now >= course.ends_at) },
        link: None,
    }
}

fn summary(who: &Member, standing: &Standing, readers: &[Recipient], now: Timestamp) -> Event {
    let course = &standing.course;
    if let Some(written) = &standing.summary {
        let page = rocket::uri!(super::summary(&who.programme.slug, course.id));
        return Event {
            at: written.at,
            strong: None,
            what: written.sentence(&standing.zone).trim_end_matches('.').to_owned(),
            state: HappeningState::Done,
            link: Some(Link::new("Read it", page.to_string()).about("the summary")),
        };
    }
    let is_manager = |reader: &Recipient| matches!(reader.who, summaries::Recipient::Person(_));
    let (one, many) =
        if readers.iter().all(is_manager) { ("manager", "managers") } else { ("person", "people") };
    let to = match readers.len() as u64 {
        0 => "Summary; nobody is named yet who would get it".to_owned(),
        1 => format!("Summary to one {one}"),
        more => format!("Summary to {} {many}", wording::number(more)),
    };
    Event { at: course.summary_at.max(now), strong: None, what: to, state: HappeningState::Next, link: None }
}

/// The opening and the close of a round. What belongs to the whole programme is told once, by its close.
fn round(who: &Member, asked: &Asked, now: Timestamp) -> Vec<Event> {
    let (round, name) = (&asked.round, name(asked.purpose));
    let page = rocket::uri!(crate::web::rounds::show(&who.programme.slug, &round.code)).to_string();
    let link = |label: &str| Some(Link::new(label, &*page).about(name)).filter(|_| who.runs_courses());
    if round.state == RoundState::Cancelled {
        let what = format!("{name} was called off");
        return vec![Event {
            at: round.opens_at,
            strong: None,
            what,
            state: HappeningState::Done,
            link: None,
        }];
    }
    let over = asked.is_over(now);
    let frozen = if asked.purpose == Purpose::Feedback { "; answers are frozen" } else { "" };
    let closes = Event {
        at: round.closes_at,
        strong: None,
        what: if over {
            format!("{name} closed; {}", asked.turnout.in_the_end())
        } else {
            format!("{name} closes{frozen}")
        },
        state: state(over),
        link: if over { link("Look back") } else { None },
    };
    let invited = match asked.turnout.invited {
        0 => String::new(),
        invited => format!(" to {} invited", wording::counted(invited, "person", "people")),
    };
    let begins = |verb: &str, state, link| Event {
        at: round.opens_at,
        strong: None,
        what: format!("{name} {verb}{invited}"),
        state,
        link,
    };
    let open = Event {
        at: round.opens_at,
        strong: Some(format!("{name} is open")),
        what: format!(", {}", asked.turnout.so_far()),
        state: HappeningState::Now,
        link: link("Watch"),
    };
    match (asked.is_own(), over) {
        (true, true) => vec![begins("opened", HappeningState::Done, None), closes],
        (false, true) => vec![closes],
        (_, false) if round.takes_answers(now) => vec![open, closes],
        (_, false) => vec![begins("opens", HappeningState::Next, link("See the way in")), closes],
    }
}
