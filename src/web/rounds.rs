//! A round as its trainer sees it: how many have answered, how people get in, what they were promised. While it is
//! open nothing but the number of people is told.

use std::sync::Arc;

use common_ground_reports::summary::wording;
use jiff::Timestamp;
use rocket::{Route, State};

use super::{
    comments::{self, Filter},
    error::{Error, Result},
    guard::Trainer,
    nav::{self, Place},
    notice,
    page::Page,
    turnout::Turnout,
    view::{
        frame::Site,
        part::{Act, Action, Empty, Fact, Link, Trail},
        round::{self, WayIn},
    },
    words,
};
use crate::{
    app::App,
    store::{
        courses::{self, Course},
        invitations,
        programmes::Programme,
        rounds::{self, Round},
        tallies,
    },
    survey::{audience::Audience, round::RoundState, text::ENGLISH},
};

pub(super) fn routes() -> Vec<Route> {
    rocket::routes![show]
}

/// One round.
#[rocket::get("/programmes/<slug>/rounds/<code>")]
pub(super) async fn show(
    slug: &str,
    code: &str,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let Trainer(who) = who;
    let db = app.db.read();
    let round = rounds::by_code(db, code).await?;
    let round = round.filter(|round| round.programme == who.programme.id).ok_or(Error::NotFound)?;
    let course = courses::of_round(db, round.id).await?;
    let survey = app.survey(&round).await?;
    let answered = tallies::progress(db, &[round.id]).await?.get(&round.id).map_or(0, |p| p.responses);
    let turnout = Turnout { answered, invited: invitations::count(db, round.id).await?.0 };
    let title = survey.title.read(round.side, ENGLISH);
    let now = app.clock.now();
    Page::of(&round::Round {
        frame: nav::frame(slug, &who, site, Place::Courses),
        trail: trail(&who.programme, course.as_ref(), title),
        heading: heading(title, &round, turnout, now),
        lead: lead(&who.programme, &round, now),
        facts: facts(&who.programme, &round, turnout),
        empty: empty(&round, turnout, now),
        actions: actions(slug, &round),
        way_in: way_in(app, &round, now),
        counted: String::new(),
        groups: Vec::new(),
        promise: notice::facts(app, &who.programme, turnout.invited > 0).promise(round.privacy),
    })
}

fn trail(programme: &Programme, course: Option<&Course>, title: &str) -> Trail {
    let slug = &programme.slug;
    let mut above = vec![Link::new("Courses", rocket::uri!(super::courses::index(slug)).to_string())];
    above.extend(course.map(|course| {
        Link::new(&course.title, rocket::uri!(super::courses::show(slug, course.id)).to_string())
    }));
    Trail { above, here: title.to_owned() }
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
        format!("It closes on {} by itself. Results are shown from then on.", at(round.closes_at))
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

/// What can be done now.
fn actions(slug: &str, round: &Round) -> Vec<Action> {
    let page = rocket::uri!(comments::of_round(slug, &round.code, Filter::default())).to_string();
    let read = Action { label: "Read the comments".to_owned(), act: Act::Follow(page), quiet: true };
    (round.state == RoundState::Closed).then_some(read).into_iter().collect()
}

/// The open link, while it leads anywhere.
fn way_in(app: &App, round: &Round, now: Timestamp) -> Option<WayIn> {
    if is_over(round, now) || !round.audience.has_open_link() {
        return None;
    }
    let told = if round.takes_answers(now) {
        "Anyone who has this address can answer. It works without an account."
    } else {
        "Anyone who has this address can answer once the survey is open. It works without an account."
    };
    let path = rocket::uri!(super::answering::begin(&round.code));
    Some(WayIn {
        code: round.code.clone(),
        address: format!("{}{path}", app.settings.site_url),
        qr: None,
        told: told.to_owned(),
    })
}
