//! A round as its trainer sees it: how many have answered, how people get in, what they were promised. While it is
//! open nothing but the number of people is told.

use askama::Template;
use common_ground_reports::{
    chart::{Layout, PictureError},
    summary::wording,
    turnout,
};
use jiff::Timestamp;

use crate::{
    results as figures,
    store::{keyed_sheets, programmes::Programme, rounds::Round, traces},
    survey::{
        audience::{Audience, OPEN_LINK_STEP},
        round::{Privacy, RoundState},
        text::ENGLISH,
        words,
    },
    web::{
        at,
        http::{answer::Answer, desk::Desk, drawing::drawn, error::Result, guard::Trainer},
        parts::{
            format,
            frame::Frame,
            nav::Place,
            piece::{Act, Action, Empty, Fact, Link, Live, Markup, Trail},
            privacy_facts,
            turnout::Turnout,
        },
        rounds::{above, load::Shown},
    },
};

/// One round.
#[derive(Debug, Template)]
#[template(path = "rounds/show.html")]
struct Show {
    frame: Frame,
    trail: Trail,
    /// “Feedback is open: 12 of 18 have answered”
    heading: String,
    /// What happens next and when.
    lead: String,
    facts: Vec<Fact>,
    /// What to do while nobody has answered.
    empty: Option<Empty>,
    actions: Vec<Action>,
    /// The way in; none once the round is closed.
    way_in: Option<WayIn>,
    /// How many have answered, while more can.
    live: Option<Live>,
    /// None before the round has opened.
    funnel: Option<Funnel>,
    /// What people read when they answered.
    promise: String,
    /// What else leads on from here.
    more: Vec<Link>,
}

/// How far people got, from the invitation to the last page.
#[derive(Debug)]
struct Funnel {
    /// The wide and the narrow drawing; none without a list of people.
    chart: Option<(Markup, Markup)>,
    has_shares: bool,
    steps: Vec<Step>,
    /// The response rate, named, or why there is none.
    note: String,
}

/// How many people got so far.
#[derive(Debug)]
struct Step {
    /// “Started”
    label: String,
    /// “14”
    people: String,
    /// “78%”, or a dash.
    of_invited: String,
    /// “93%”, or a dash.
    of_before: String,
}

/// How people reach the form.
#[derive(Debug)]
struct WayIn {
    /// The code to read aloud: “HAM4”.
    code: String,
    address: String,
    qr: Markup,
    /// Who can use it: “Anyone who has this address can answer.”
    told: String,
}

/// One round.
#[rocket::get("/programmes/<_>/rounds/<code>")]
pub(crate) async fn show(desk: Desk<'_, Trainer>, code: &str) -> Result<Answer> {
    let shown = Shown::find(&desk, code).await?;
    let (programme, now) = (desk.programme(), desk.now());
    let (round, course) = (&shown.round, shown.course.as_ref());
    let title = shown.survey.title.read(round.side, ENGLISH);
    let turnout = shown.turnout(&desk).await?;
    let keyed = keyed_sheets::of_round(desk.db(), round.id).await?;
    let traces = traces::are_left_of(desk.db(), round.id).await?;
    // A round of the whole programme is reached from its surveys.
    let place = if course.is_some() { Place::Courses } else { Place::Surveys };
    Answer::page(&Show {
        frame: desk.frame(place),
        trail: Trail { above: above(programme, course), here: title.to_owned() },
        heading: heading(title, round, turnout, now),
        lead: lead(programme, round, traces, now),
        facts: facts(programme, round, turnout, keyed),
        empty: empty(round, turnout, now),
        actions: actions(desk.slug(), round, turnout, now),
        way_in: way_in(&desk, &shown)?,
        live: shown.live(&desk, turnout),
        funnel: funnel(&desk, title, round).await?,
        promise: privacy_facts::facts(desk.app, programme, round.opens_at, turnout.invited > 0)
            .promise(round.privacy, words::of(ENGLISH)),
        more: more(desk.slug(), round, turnout, now),
    })
}

/// Whether people in a room can be shown the way in.
fn has_way_in(round: &Round, now: Timestamp) -> bool {
    !is_over(round, now) && round.audience.has_open_link()
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

/// How far people got, once the round has opened.
async fn funnel(desk: &Desk<'_, Trainer>, title: &str, round: &Round) -> Result<Option<Funnel>> {
    if desk.now() < round.opens_at || round.state == RoundState::Cancelled {
        return Ok(None);
    }
    let turnout = figures::turnout(desk.app, round).await?;
    let chart = turnout.chart(title, &desk.programme().name);
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
fn actions(slug: &str, round: &Round, turnout: Turnout, now: Timestamp) -> Vec<Action> {
    let code = &round.code;
    let follow =
        |label: &str, href: String, quiet| Action { label: label.to_owned(), act: Act::Follow(href), quiet };
    let mut actions = Vec::new();
    if has_way_in(round, now) {
        let poster = |on| at::query(at::round_poster(slug, code), &[("for", &on)]);
        actions.push(follow("Print the poster", poster(None::<&str>), false));
        actions.push(follow("Show it on a projector", poster(Some("screen")), true));
    }
    if round.state == RoundState::Closed && turnout.answered > 0 {
        actions.push(follow("See the results", at::round_results(slug, code), false));
    }
    actions
}

/// What else leads on from here.
fn more(slug: &str, round: &Round, turnout: Turnout, now: Timestamp) -> Vec<Link> {
    let code = &round.code;
    let mut more = Vec::new();
    if turnout.invited > 0 {
        more.push(Link::new("Invitations and reminders", at::round_invitations(slug, code)));
    }
    if round.state == RoundState::Open && turnout.answered > 0 {
        more.push(Link::new("See the results so far", at::round_results(slug, code)));
    }
    if round.state == RoundState::Closed {
        more.push(Link::new("Read the comments", at::round_comments(slug, code)));
    }
    if has_way_in(round, now) {
        more.push(Link::new("Print paper sheets", at::round_paper(slug, code)));
    }
    if has_way_in(round, now) && round.takes_answers(now) {
        more.push(Link::new("Key in paper sheets", at::round_keyed(slug, code)));
    }
    more.push(Link::new("Download the codebook (CSV)", at::round_codebook_csv(slug, code)));
    more
}

/// The open link, while it leads anywhere.
fn way_in(desk: &Desk<'_, Trainer>, shown: &Shown) -> Result<Option<WayIn>> {
    let (round, now) = (&shown.round, desk.now());
    if !has_way_in(round, now) {
        return Ok(None);
    }
    let promised = desk.programme().settings.promised(round.opens_at, desk.app.settings.min_group);
    let step = promised.min_group.max(OPEN_LINK_STEP);
    let when = if round.takes_answers(now) { "" } else { " once the survey is open" };
    let told = format!(
        "Anyone who has this address can answer{when}. It works without an account, so it cannot stop somebody from \
         answering more than once: results shown before the close move by at least {step} answers."
    );
    let address = shown.address(desk.app);
    Ok(Some(WayIn { code: round.code.clone(), address, qr: shown.qr(desk.app)?, told }))
}
