//! A round as its trainer sees it: how many have answered, how people get in, what they were promised. While it is
//! open nothing but the number of people is told.

use askama::Template;
use common_ground_reports::{
    chart::{Layout, PictureError},
    turnout, wording,
};
use jiff::Timestamp;

use crate::{
    results as figures,
    store::{Round, mailings, responses, traces},
    survey::{Audience, ENGLISH, PrivacyMode, RoundState, audience::OPEN_LINK_STEP, words},
    web::{
        Answer, Button, ButtonAct, Desk, DrawingKey, Empty, Fact, Frame, Link, LiveCount, Markup, Result,
        Trail, Trainer, TurnoutLine, at, drawn_once,
        parts::{format, piece::offered, privacy_facts, round::above},
        rounds::{export, load::LoadedRound},
    },
};

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
    empty: Option<Empty>,
    actions: Vec<Button>,
    /// The way in; none once the round is closed.
    way_in: Option<WayIn>,
    /// How many have answered, while more can.
    live: Option<LiveCount>,
    /// None before the round has opened.
    funnel: Option<Funnel>,
    /// What people read when they answered.
    promise: String,
    more: Vec<Link>,
    /// Where it is given other dates, closed, reopened, cancelled, deleted.
    changes: Vec<Link>,
}

/// How many people got how far, from the invitation to the last page.
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

#[derive(Debug)]
struct WayIn {
    /// The code to read aloud: “HAM4”.
    code: String,
    address: String,
    qr: Markup,
    /// Who can use it: “Anyone who has this address can answer.”
    told: String,
}

#[rocket::get("/programmes/<_>/rounds/<code>")]
pub(crate) async fn show(desk: Desk<'_, Trainer>, code: &str) -> Result<Answer> {
    let shown = LoadedRound::find(&desk, code).await?;
    let (programme, now, round) = (desk.programme(), desk.now(), &shown.round);
    let title = shown.title();
    let turnout = shown.turnout(&desk).await?;
    let keyed = responses::keyed(desk.db(), round.id).await?;
    let traces = traces::are_left_of(desk.db(), round.id).await?;
    let planned = mailings::of_round(desk.db(), round.id).await?;
    let by_hand = turnout.by_hand(&planned, now).filter(|_| round.takes_answers(now));
    let answers = export::for_excel(&desk, round).await?;
    Answer::page(&Show {
        frame: desk.frame(shown.place()),
        trail: Trail { above: above(programme, shown.course.as_ref()), here: title.to_owned() },
        heading: heading(title, round, turnout, now),
        lead: lead(&shown, traces, now),
        facts: facts(&shown, turnout, keyed),
        empty: empty(desk.slug(), &shown, turnout, now),
        actions: actions(desk.slug(), &shown, turnout, by_hand, answers, now),
        way_in: way_in(&desk, &shown)?,
        live: shown.live(&desk, turnout),
        funnel: funnel(&desk, title, round).await?,
        promise: privacy_facts::facts(desk.app, programme, round.opens_at, turnout.invited > 0)
            .promise(round.privacy, words::of(ENGLISH)),
        more: more(desk.slug(), &shown, turnout, now),
        changes: changes(desk.slug(), &shown, turnout, now),
    })
}

/// Whether people in a room can be shown the way in.
fn has_way_in(round: &Round, now: Timestamp) -> bool {
    !round.is_over(now) && round.audience.has_open_link()
}

fn heading(title: &str, round: &Round, turnout: TurnoutLine, now: Timestamp) -> String {
    if round.state == RoundState::Cancelled {
        format!("“{title}” was cancelled")
    } else if round.is_over(now) {
        format!("“{title}” is closed: {}", turnout.in_the_end())
    } else if round.takes_answers(now) {
        format!("“{title}” is open: {}", turnout.so_far())
    } else {
        format!("“{title}” is not open yet")
    }
}

/// Said of an anonymous round until it is certain that the database has let go of the order of its answers.
const TRACES_LEFT: &str = "Closed. Traces of the order of answers are still in the database’s log. We try to \
                           remove them every half minute. If this message stays, something is keeping the \
                           database busy, such as an export: stop it, or ask the person who runs the server.";
/// Said of it afterwards.
const CLOSED_FOR_GOOD: &str = "It is closed for good: its answers are counted and can no longer change, and the \
                               database no longer holds the order in which they came.";

fn lead(shown: &LoadedRound, traces: bool, now: Timestamp) -> String {
    let (round, at) = (&shown.round, |at| format::day_and_time(at, &shown.zone));
    if round.state == RoundState::Cancelled {
        "It isn’t taking answers.".to_owned()
    } else if round.is_over(now) {
        let closed = format!("It closed on {}.", at(round.closes_at));
        match (round.privacy, round.state) {
            (PrivacyMode::Anonymous, RoundState::Closed) if traces => format!("{closed} {TRACES_LEFT}"),
            (PrivacyMode::Anonymous, RoundState::Closed) => format!("{closed} {CLOSED_FOR_GOOD}"),
            _ => format!("{closed} Its answers are counted and can no longer change."),
        }
    } else if round.takes_answers(now) {
        format!("It closes automatically on {}. You can then see the final results.", at(round.closes_at))
    } else {
        format!("It opens automatically on {}.", at(round.opens_at))
    }
}

fn facts(shown: &LoadedRound, turnout: TurnoutLine, keyed: u64) -> Vec<Fact> {
    let (round, at) = (&shown.round, |at| format::short(at, &shown.zone));
    let mut facts = vec![Fact::new("Answered", wording::count(turnout.answered))];
    facts.extend((keyed > 0).then(|| Fact::new("Of these on paper", wording::count(keyed))));
    facts.extend((turnout.invited > 0).then(|| Fact::new("Invited", wording::count(turnout.invited))));
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
    let drawing = DrawingKey::of("funnel", &chart);
    let pictures = drawn_once(drawing, move || {
        let picture = |layout, id: &str| {
            let picture = chart.as_ref().map(|chart| chart.picture(layout)).transpose();
            picture.map(|picture| picture.map(|picture| Markup::trusted(picture.inline(id))))
        };
        let wide = picture(Layout::Wide, "funnel-wide")?;
        Ok::<_, PictureError>(wide.zip(picture(Layout::Narrow, "funnel-narrow")?))
    })
    .await?;
    let dash = |share: Option<String>| share.unwrap_or_else(|| "–".to_owned());
    let row = |row: turnout::TurnoutRow| Step {
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

fn empty(slug: &str, shown: &LoadedRound, turnout: TurnoutLine, now: Timestamp) -> Option<Empty> {
    let round = &shown.round;
    if turnout.answered > 0 || round.is_over(now) || shown.partner.is_some() {
        return None;
    }
    let is_open = round.takes_answers(now);
    let sentence = match round.audience {
        Audience::Invited if turnout.invited == 0 => {
            "Only people with a personal link can answer, and nobody is on the list yet."
        }
        _ if !is_open => return None,
        Audience::Open => "Read the code aloud, or send the address below to everybody who should answer.",
        Audience::Invited => "Only people with a personal link can answer. Nothing to do until it closes.",
        Audience::Both => "Invited people have their own links; show the code below to everybody else.",
    };
    let next = (round.audience == Audience::Invited && turnout.invited == 0)
        .then(|| Button::follow("Add people", shown.to_people(slug)));
    Some(Empty { sentence: sentence.to_owned(), next })
}

/// What one comes for: before the close the emails and the ways in for people in a room, then what they answered.
fn actions(
    slug: &str,
    shown: &LoadedRound,
    turnout: TurnoutLine,
    by_hand: Option<&str>,
    answers: Option<Link>,
    now: Timestamp,
) -> Vec<Button> {
    let (round, code) = (&shown.round, &shown.round.code);
    let mut actions = Vec::new();
    if let Some(label) = by_hand {
        actions.push(Button::follow(label, at::round_invitations_send(slug, code)).quiet());
    }
    if has_way_in(round, now) {
        let poster = |on| at::query(at::round_poster(slug, code), &[("for", &on)]);
        actions.push(Button::follow("Print the poster", poster(None::<&str>)).quiet());
        actions.push(Button::follow("Show it on a projector", poster(Some("screen"))).quiet());
    }
    if let Some(partner) = shown.partner {
        actions.push(Button::follow("Health of the partnership", at::partner_health(slug, partner)).quiet());
    } else if round.state == RoundState::Closed && turnout.answered > 0 {
        actions.push(Button::follow("See the results", at::round_results(slug, code)).quiet());
    }
    actions.extend(answers.map(|link| Button::follow(link.label, link.href).quiet()));
    if round.state == RoundState::Cancelled && shown.course.is_none() && now < round.closes_at {
        actions.push(Button::send("Plan it again", at::round_resume(slug, code)).quiet());
    }
    // Where nobody is on the list, the way to mend that comes first.
    let is_stuck = round.audience == Audience::Invited && turnout.invited == 0 && !round.is_over(now);
    if let Some(first) = actions.first_mut().filter(|_| !is_stuck) {
        first.quiet = false;
    }
    actions
}

/// What else leads on from here.
fn more(slug: &str, shown: &LoadedRound, turnout: TurnoutLine, now: Timestamp) -> Vec<Link> {
    let (round, code, of_all) = (&shown.round, &shown.round.code, shown.partner.is_none());
    let walk_in = has_way_in(round, now);
    let has_some = round.state == RoundState::Open && turnout.answered > 0;
    offered([
        (turnout.invited > 0, Link::new("Invitations and reminders", at::round_invitations(slug, code))),
        (of_all && !round.is_over(now), Link::new("Add people", shown.to_people(slug))),
        (of_all && has_some, Link::new("See the results so far", at::round_results(slug, code))),
        (round.state == RoundState::Closed, Link::new("Read the comments", at::round_comments(slug, code))),
        (walk_in, Link::new("Print paper sheets", at::round_paper(slug, code))),
        (
            walk_in && round.takes_answers(now),
            Link::new("Enter paper answers", at::round_paper_entry(slug, code)),
        ),
        (true, Link::new("Download the codebook (CSV)", at::round_codebook_csv(slug, code))),
    ])
}

/// Where it is given other dates, closed, reopened, cancelled, deleted.
fn changes(slug: &str, shown: &LoadedRound, turnout: TurnoutLine, now: Timestamp) -> Vec<Link> {
    let round = &shown.round;
    if shown.partner.is_some() {
        return Vec::new();
    }
    let is_to_come = round.state == RoundState::Planned && now < round.closes_at;
    let stands_alone = shown.course.is_none() && !shown.is_compared;
    let may_go = turnout.answered == 0 || round.state == RoundState::Closed;
    offered([
        (!round.is_over(now), Link::new("Change the closing time", shown.to_dates(slug))),
        (round.takes_answers(now), Link::new("Close it now", shown.to_close(slug))),
        (is_to_come, Link::new("Cancel it", shown.to_cancel(slug))),
        (round.state == RoundState::Closed, Link::new("Reopen it", shown.to_reopen(slug))),
        (stands_alone && may_go, Link::new("Delete it", at::round_delete(slug, &round.code))),
    ])
}

/// The open link, while it leads anywhere.
fn way_in(desk: &Desk<'_, Trainer>, shown: &LoadedRound) -> Result<Option<WayIn>> {
    let (round, now) = (&shown.round, desk.now());
    if !has_way_in(round, now) {
        return Ok(None);
    }
    let promised = desk.programme().settings.promised(round.opens_at, desk.app.settings.min_group);
    let step = promised.min_group.max(OPEN_LINK_STEP);
    let when = if round.takes_answers(now) { "" } else { " once the survey is open" };
    let told = format!(
        "Anyone who has this address can answer{when}. It needs no account, so somebody could answer more \
         than once. Results shown before the survey closes change by at least {step} answers at a time."
    );
    let address = shown.address(desk.app);
    Ok(Some(WayIn { code: round.code.clone(), address, qr: shown.qr(desk.app)?, told }))
}
