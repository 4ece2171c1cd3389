//! A round as its trainer sees it: how many have answered, how people get in, what they were promised. While it is
//! open nothing but the number of people is told.

mod data;
pub(super) mod keyed;
mod live;
pub(super) mod paper;
pub(super) mod poster;
pub(super) mod results;
mod sheet;
mod shown;

use std::sync::Arc;

use common_ground_reports::{
    chart::{Layout, PictureError},
    summary::wording,
    turnout,
};
use jiff::Timestamp;
use rocket::{Route, State};

use self::shown::Shown;
use super::{
    comments::{self, Filter},
    drawing::drawn,
    error::Result,
    guard::{Member, Trainer},
    nav::{self, Place},
    notice,
    page::Page,
    told::Told,
    turnout::Turnout,
    view::{
        frame::Site,
        part::{Act, Action, Empty, Fact, Link, Markup, Trail},
        round::{self, WayIn},
    },
    words,
};
use crate::{
    app::App,
    results as figures,
    store::{courses::Course, programmes::Programme, rounds::Round},
    survey::{
        audience::Audience, definition::Survey, round::RoundState, text::ENGLISH, words as survey_words,
    },
};

pub(super) fn routes() -> Vec<Route> {
    [
        rocket::routes![show],
        poster::routes(),
        paper::routes(),
        keyed::routes(),
        live::routes(),
        results::routes(),
        data::routes(),
    ]
    .concat()
}

/// One round.
#[rocket::get("/programmes/<slug>/rounds/<code>")]
pub(super) async fn show(
    slug: &str,
    code: &str,
    who: Trainer,
    told: Told,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let Trainer(who) = who;
    let Shown { round, course, survey, .. } = Shown::find(app, &who, code).await?;
    // A round of the whole programme is reached from its surveys.
    let place = if course.is_some() { Place::Courses } else { Place::Surveys };
    let turnout = live::turnout(app, &round).await?;
    let title = survey.title.read(round.side, ENGLISH);
    let now = app.clock.now();
    Page::of(&round::Round {
        frame: nav::frame(slug, &who, site, place).telling(told.0),
        trail: trail(&who.programme, course.as_ref(), title),
        heading: heading(title, &round, turnout, now),
        lead: lead(&who.programme, &round, now),
        facts: facts(&who.programme, &round, turnout),
        empty: empty(&round, turnout, now),
        actions: actions(&who, &round, turnout, now),
        more: more(&who, &round, turnout, now),
        way_in: way_in(app, &round, now)?,
        live: live::of(slug, &round, turnout, now),
        funnel: funnel(app, who.programme.name.as_str(), title, &round, now).await?,
        counted: String::new(),
        groups: Vec::new(),
        promise: notice::facts(app, &who.programme, round.opens_at, turnout.invited > 0)
            .promise(round.privacy, survey_words::of(ENGLISH)),
    })
}

/// A survey as lists call it: with the course that asks it, because every course asks the same.
pub(super) fn name(survey: &Survey, round: &Round, course: Option<&String>) -> String {
    let title = survey.title.read(round.side, ENGLISH);
    course.map_or_else(|| title.to_owned(), |course| format!("{course}: {title}"))
}

/// Whether people in a room can be shown the way in.
fn has_way_in(round: &Round, now: Timestamp) -> bool {
    !is_over(round, now) && round.audience.has_open_link()
}

/// The pages above one that belongs to a round.
pub(super) fn above(programme: &Programme, course: Option<&Course>) -> Vec<Link> {
    let slug = &programme.slug;
    match course {
        Some(course) => vec![
            Link::new("Courses", rocket::uri!(super::courses::index(slug)).to_string()),
            Link::new(&course.title, rocket::uri!(super::courses::show::show(slug, course.id)).to_string()),
        ],
        None => vec![Link::new("Surveys", rocket::uri!(super::surveys::index(slug)).to_string())],
    }
}

fn trail(programme: &Programme, course: Option<&Course>, title: &str) -> Trail {
    Trail { above: above(programme, course), here: title.to_owned() }
}

fn is_over(round: &Round, now: Timestamp) -> bool {
    matches!(round.state, RoundState::Closed | RoundState::Cancelled) || now >= round.closes_at
}

fn heading(title: &str, round: &Round, turnout: Turnout, now: Timestamp) -> String {
    if round.state == RoundState::Cancelled {
        format!("“{title}” was called off")
    } else if is_over(round, now) {
        format!("“{title}” is closed: {}", turnout.in_the_end())
    } else if round.takes_answers(now) {
        format!("“{title}” is open: {}", turnout.so_far())
    } else {
        format!("“{title}” is not open yet")
    }
}

fn lead(programme: &Programme, round: &Round, now: Timestamp) -> String {
    let at = |at| words::day_and_time(at, &programme.settings.zone());
    if round.state == RoundState::Cancelled {
        "It takes no answers.".to_owned()
    } else if is_over(round, now) {
        format!("It closed on {}. Its answers are counted and can no longer change.", at(round.closes_at))
    } else if round.takes_answers(now) {
        format!("It closes on {} by itself. Its final results are there from then on.", at(round.closes_at))
    } else {
        format!("It opens on {} by itself.", at(round.opens_at))
    }
}

fn facts(programme: &Programme, round: &Round, turnout: Turnout) -> Vec<Fact> {
    let at = |at| words::short(at, &programme.settings.zone());
    let mut facts = vec![Fact::new("Answered", wording::count(turnout.answered))];
    if turnout.invited > 0 {
        facts.push(Fact::new("Invited", wording::count(turnout.invited)));
    }
    facts.push(Fact::new("Opens", at(round.opens_at)));
    facts.push(Fact::new("Closes", at(round.closes_at)));
    facts
}

/// How far people came, once the round has opened.
async fn funnel(
    app: &App,
    programme: &str,
    title: &str,
    round: &Round,
    now: Timestamp,
) -> Result<Option<round::Funnel>> {
    if now < round.opens_at || round.state == RoundState::Cancelled {
        return Ok(None);
    }
    let turnout = figures::turnout(app, round).await?;
    let chart = turnout.chart(title, programme);
    let pictures = drawn(move || {
        let picture = |layout, id: &str| {
            let picture = chart.as_ref().map(|chart| chart.picture(layout)).transpose();
            picture.map(|picture| picture.map(|picture| Markup::trusted(picture.inline(id))))
        };
        let wide = picture(Layout::Wide, "funnel-wide")?;
        Ok::<_, PictureError>(wide.zip(picture(Layout::Narrow, "funnel-narrow")?))
    })
    .await?;
    let dash = |share: Option<String>| share.unwrap_or_else(|| "–".to_owned());
    let row = |row: turnout::Row| round::Step {
        label: row.label.to_owned(),
        people: row.people,
        of_invited: dash(row.of_invited),
        of_before: dash(row.of_before),
    };
    Ok(Some(round::Funnel {
        chart: pictures,
        has_shares: turnout.has_list(),
        steps: turnout.rows().into_iter().map(row).collect(),
        note: turnout.note(),
    }))
}

fn empty(round: &Round, turnout: Turnout, now: Timestamp) -> Option<Empty> {
    if turnout.answered > 0 || !round.takes_answers(now) {
        return None;
    }
    let sentence = match round.audience {
        Audience::Open => "Read the code aloud, or send the address below to everybody who should answer.",
        Audience::Invited => "Only people with a personal link can answer. Nothing is to be done but wait.",
        Audience::Both => "Invited people have their own links; show the code below to everybody else.",
    };
    Some(Empty { sentence: sentence.to_owned(), next: None })
}

/// What one comes for: before the close the ways in for people in a room, then what they answered.
fn actions(who: &Member, round: &Round, turnout: Turnout, now: Timestamp) -> Vec<Action> {
    let (slug, code) = (&who.programme.slug, &round.code);
    let follow =
        |label: &str, href: String, quiet| Action { label: label.to_owned(), act: Act::Follow(href), quiet };
    let mut actions = Vec::new();
    if has_way_in(round, now) {
        let poster = |on| rocket::uri!(poster::show(slug, code, on)).to_string();
        actions.push(follow("Print the poster", poster(None::<&str>), false));
        actions.push(follow("Show it by a projector", poster(Some("screen")), true));
    }
    if round.state == RoundState::Closed && turnout.answered > 0 {
        let page = rocket::uri!(self::results::show(slug, code));
        actions.push(follow("See the results", page.to_string(), false));
    }
    actions
}

/// What else leads on from here.
fn more(who: &Member, round: &Round, turnout: Turnout, now: Timestamp) -> Vec<Link> {
    let (slug, code) = (&who.programme.slug, &round.code);
    let mut more = Vec::new();
    if turnout.invited > 0 {
        let page = rocket::uri!(super::invitations::show(slug, code));
        more.push(Link::new("Invitations and reminders", page.to_string()));
    }
    if round.state == RoundState::Open && turnout.answered > 0 {
        let page = rocket::uri!(self::results::show(slug, code));
        more.push(Link::new("See the results so far", page.to_string()));
    }
    if round.state == RoundState::Closed {
        let page = rocket::uri!(comments::of_round(slug, code, Filter::default()));
        more.push(Link::new("Read the comments", page.to_string()));
    }
    if has_way_in(round, now) {
        let page = rocket::uri!(paper::show(slug, code));
        more.push(Link::new("Print paper sheets", page.to_string()));
    }
    if has_way_in(round, now) && round.takes_answers(now) {
        let page = rocket::uri!(keyed::show(slug, code, None::<u32>));
        more.push(Link::new("Key in paper sheets", page.to_string()));
    }
    let page = rocket::uri!(data::explained(slug, code));
    more.push(Link::new("Download the codebook (CSV)", page.to_string()));
    more
}

/// The open link, while it leads anywhere.
fn way_in(app: &App, round: &Round, now: Timestamp) -> Result<Option<WayIn>> {
    if is_over(round, now) || !round.audience.has_open_link() {
        return Ok(None);
    }
    let told = if round.takes_answers(now) {
        "Anyone who has this address can answer. It works without an account."
    } else {
        "Anyone who has this address can answer once the survey is open. It works without an account."
    };
    let address = shown::address(app, round);
    let qr = Some(super::qr::svg(&address, poster::QR_LABEL)?);
    Ok(Some(WayIn { code: round.code.clone(), address, qr, told: told.to_owned() }))
}
