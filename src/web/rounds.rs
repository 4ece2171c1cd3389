//! A round as its trainer sees it: how many have answered, how people get in, what they were promised. While it is
//! open nothing but the number of people is told.

pub(crate) mod count;
pub(crate) mod export;
pub(crate) mod invitations;
pub(crate) mod load;
pub(crate) mod new;
pub(crate) mod paper;
pub(crate) mod paper_codes;
pub(crate) mod paper_entry;
pub(crate) mod poster;
pub(crate) mod results;

use std::sync::Arc;

use askama::Template;
use common_ground_reports::{
    chart::{Layout, PictureError},
    summary::wording,
    turnout,
};
use jiff::Timestamp;
use rocket::{Route, State};

use crate::{
    app::App,
    results as figures,
    store::{courses::Course, keyed_sheets, programmes::Programme, rounds::Round, traces},
    survey::{
        audience::{Audience, OPEN_LINK_STEP},
        definition::Survey,
        round::{Privacy, RoundState},
        text::ENGLISH,
        words as survey_words,
    },
    web::{
        at,
        http::{
            answer::Page,
            drawing::drawn,
            error::Result,
            flash::Told,
            guard::{Member, Trainer},
        },
        parts::{
            format,
            frame::{Frame, Site},
            nav::{self, Place},
            piece::{Act, Action, Empty, Fact, Link, Live, Markup, Trail},
            privacy_facts,
            turnout::Turnout,
        },
        rounds::load::Shown,
    },
};

/// One round.
#[rocket::get("/programmes/<slug>/rounds/<code>")]
pub(crate) async fn show(
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
    let turnout = count::turnout(app, &round).await?;
    let keyed = keyed_sheets::of_round(app.db.read(), round.id).await?;
    let title = survey.title.read(round.side, ENGLISH);
    let now = app.clock.now();
    Page::of(&RoundPage {
        frame: nav::frame(&who, site, place).telling(told.0),
        trail: trail(&who.programme, course.as_ref(), title),
        heading: heading(title, &round, turnout, now),
        lead: lead(&who.programme, &round, traces::are_left_of(app.db.read(), round.id).await?, now),
        facts: facts(&who.programme, &round, turnout, keyed),
        empty: empty(&round, turnout, now),
        actions: actions(&who, &round, turnout, now),
        more: more(&who, &round, turnout, now),
        way_in: way_in(app, &who.programme, &round, now)?,
        live: count::of(slug, &round, turnout, now),
        funnel: funnel(app, who.programme.name.as_str(), title, &round, now).await?,
        counted: String::new(),
        groups: Vec::new(),
        promise: privacy_facts::facts(app, &who.programme, round.opens_at, turnout.invited > 0)
            .promise(round.privacy, survey_words::of(ENGLISH)),
    })
}

/// A survey as lists call it: with the course that asks it, because every course asks the same.
pub(crate) fn name(survey: &Survey, round: &Round, course: Option<&String>) -> String {
    let title = survey.title.read(round.side, ENGLISH);
    course.map_or_else(|| title.to_owned(), |course| format!("{course}: {title}"))
}

/// Whether people in a room can be shown the way in.
fn has_way_in(round: &Round, now: Timestamp) -> bool {
    !is_over(round, now) && round.audience.has_open_link()
}

/// The pages above one that belongs to a round.
pub(crate) fn above(programme: &Programme, course: Option<&Course>) -> Vec<Link> {
    let slug = &programme.slug;
    match course {
        Some(course) => vec![
            Link::new("Courses", at::courses(slug)),
            Link::new(&course.title, at::course(slug, course.id)),
        ],
        None => vec![Link::new("Surveys", at::surveys(slug))],
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

/// Said of an anonymous round until it is certain that the database has let go of the order of its answers.
const TRACES_LEFT: &str = "Closed. Traces of the order of answers are still in the database’s log; the service tries to \
                           remove them every half minute. If this stays, something reads the database for long, such as \
                           an export: end it, or ask whoever runs the service.";
/// Said of it afterwards.
const CLOSED_FOR_GOOD: &str = "It is closed for good: its answers are counted and can no longer change, and the \
                               database no longer holds the order in which they came.";

fn lead(programme: &Programme, round: &Round, traces: bool, now: Timestamp) -> String {
    let at = |at| format::day_and_time(at, &programme.settings.zone());
    if round.state == RoundState::Cancelled {
        "It takes no answers.".to_owned()
    } else if is_over(round, now) {
        let closed = format!("It closed on {}.", at(round.closes_at));
        match (round.privacy, round.state) {
            (Privacy::Anonymous, RoundState::Closed) if traces => format!("{closed} {TRACES_LEFT}"),
            (Privacy::Anonymous, RoundState::Closed) => format!("{closed} {CLOSED_FOR_GOOD}"),
            _ => format!("{closed} Its answers are counted and can no longer change."),
        }
    } else if round.takes_answers(now) {
        format!("It closes on {} by itself. Its final results are there from then on.", at(round.closes_at))
    } else {
        format!("It opens on {} by itself.", at(round.opens_at))
    }
}

fn facts(programme: &Programme, round: &Round, turnout: Turnout, keyed: u64) -> Vec<Fact> {
    let at = |at| format::short(at, &programme.settings.zone());
    let mut facts = vec![Fact::new("Answered", wording::count(turnout.answered))];
    if keyed > 0 {
        facts.push(Fact::new("Of these on paper", wording::count(keyed)));
    }
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
) -> Result<Option<Funnel>> {
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
    let row = |row: turnout::Row| Step {
        label: row.label.to_owned(),
        people: row.people,
        of_invited: dash(row.of_invited),
        of_before: dash(row.of_before),
    };
    Ok(Some(Funnel {
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
        let poster = |on| at::query(at::round_poster(slug, code), &[("for", &on)]);
        actions.push(follow("Print the poster", poster(None::<&str>), false));
        actions.push(follow("Show it by a projector", poster(Some("screen")), true));
    }
    if round.state == RoundState::Closed && turnout.answered > 0 {
        let page = at::round_results(slug, code);
        actions.push(follow("See the results", page.to_string(), false));
    }
    actions
}

/// What else leads on from here.
fn more(who: &Member, round: &Round, turnout: Turnout, now: Timestamp) -> Vec<Link> {
    let (slug, code) = (&who.programme.slug, &round.code);
    let mut more = Vec::new();
    if turnout.invited > 0 {
        let page = at::round_invitations(slug, code);
        more.push(Link::new("Invitations and reminders", page.to_string()));
    }
    if round.state == RoundState::Open && turnout.answered > 0 {
        let page = at::round_results(slug, code);
        more.push(Link::new("See the results so far", page.to_string()));
    }
    if round.state == RoundState::Closed {
        let page = at::round_comments(slug, code);
        more.push(Link::new("Read the comments", page.to_string()));
    }
    if has_way_in(round, now) {
        let page = at::round_paper(slug, code);
        more.push(Link::new("Print paper sheets", page.to_string()));
    }
    if has_way_in(round, now) && round.takes_answers(now) {
        let page = at::round_keyed(slug, code);
        more.push(Link::new("Key in paper sheets", page.to_string()));
    }
    let page = at::round_codebook_csv(slug, code);
    more.push(Link::new("Download the codebook (CSV)", page.to_string()));
    more
}

/// The open link, while it leads anywhere.
fn way_in(app: &App, programme: &Programme, round: &Round, now: Timestamp) -> Result<Option<WayIn>> {
    if is_over(round, now) || !round.audience.has_open_link() {
        return Ok(None);
    }
    let promised = programme.settings.promised(round.opens_at, app.settings.min_group);
    let step = promised.min_group.max(OPEN_LINK_STEP);
    let when = if round.takes_answers(now) { "" } else { " once the survey is open" };
    let told = format!(
        "Anyone who has this address can answer{when}. It works without an account, so it cannot stop somebody from \
         answering more than once: results shown before the close move by at least {step} answers."
    );
    let address = load::address(app, round);
    let qr = Some(crate::web::parts::qr::svg(&address, poster::QR_LABEL)?);
    Ok(Some(WayIn { code: round.code.clone(), address, qr, told }))
}

/// The page of a round.
#[derive(Debug, Clone, Template)]
#[template(path = "rounds/show.html")]
pub(crate) struct RoundPage {
    /// Top and foot.
    pub frame: Frame,
    /// Courses / course · survey and side.
    pub trail: Trail,
    /// What is happening: “Feedback is open: 12 of 18 have answered”.
    pub heading: String,
    /// What happens next and when.
    pub lead: String,
    /// Answered, asked, opens, closes.
    pub facts: Vec<Fact>,
    /// What to do while nobody has answered.
    pub empty: Option<Empty>,
    /// What can be done now. An act that loses something goes to a page that names what is lost and asks once.
    pub actions: Vec<Action>,
    /// The way in; none once the round is closed.
    pub way_in: Option<WayIn>,
    /// How many have answered, while more can.
    pub live: Option<Live>,
    /// How far people came; none before the round has opened.
    pub funnel: Option<Funnel>,
    /// What the counts are and when they were taken: “Counted at 16:05. Groups under five are not named.”
    pub counted: String,
    /// Answers by group, small groups already hidden by the small-number rules (“fewer than 5”).
    pub groups: Vec<Fact>,
    /// The promise that people read when they answered.
    pub promise: String,
    /// What else leads on from here.
    pub more: Vec<Link>,
}

/// From the invitation to the last page.
#[derive(Debug, Clone)]
pub(crate) struct Funnel {
    /// The wide and the narrow drawing; none without a list of people.
    pub chart: Option<(Markup, Markup)>,
    /// Whether the steps have shares.
    pub has_shares: bool,
    /// The steps in order.
    pub steps: Vec<Step>,
    /// The response rate, named, or why there is none.
    pub note: String,
}

/// How many people came so far.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    /// “Started”
    pub label: String,
    /// “14”
    pub people: String,
    /// “78%”, or a dash.
    pub of_invited: String,
    /// “93%”, or a dash.
    pub of_before: String,
}

/// How people reach the form.
#[derive(Debug, Clone)]
pub(crate) struct WayIn {
    /// The code to read aloud: “HAM4”.
    pub code: String,
    /// The whole address.
    pub address: String,
    /// The address as a QR code in SVG, dark on white.
    pub qr: Option<Markup>,
    /// Who can use it: “Anyone in the room can use this address.”
    pub told: String,
}
