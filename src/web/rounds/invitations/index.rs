//! Everybody who is invited to a round, and what became of their letters.

use askama::Template;
use common_ground_reports::summary::wording;
use jiff::{Timestamp, tz::TimeZone};

use crate::{
    store::{
        mailings::{self, Kind, Mailing, State},
        recipients::Addressee,
    },
    web::{
        at,
        http::{answer::Answer, desk::Desk, error::Result, guard::Trainer},
        parts::{
            format,
            frame::Frame,
            nav::Place,
            piece::{Act, Action, Empty, Fact, Link, Trail},
            rows::{Row, RowEnd},
        },
        rounds::invitations::{Asked, send, states},
    },
};

/// Everybody invited.
#[derive(Debug, Template)]
#[template(path = "rounds/invitations/index.html")]
struct Index {
    frame: Frame,
    trail: Trail,
    /// How many letters left, wait and failed.
    heading: String,
    /// What happens next.
    lead: String,
    facts: Vec<Fact>,
    /// Why there is nobody.
    empty: Option<Empty>,
    actions: Vec<Action>,
    /// The invitation and the reminders with their times.
    mailings: Vec<Row>,
    /// What is told of each person, and what is not.
    told: String,
    /// Everybody by name.
    people: Vec<Row>,
}

/// Everybody invited.
#[rocket::get("/programmes/<_>/rounds/<code>/invitations")]
pub(crate) async fn index(desk: Desk<'_, Trainer>, code: &str) -> Result<Answer> {
    let asked = Asked::find(&desk, code).await?;
    let people = asked.addressees(Kind::Invitation).await?;
    let planned = mailings::of_round(desk.db(), asked.round.id).await?;
    let counts = states::Counts::of(&people);
    let zone = desk.zone();
    Answer::page(&Index {
        frame: desk.frame(Place::Courses),
        trail: asked.trail("Invitations"),
        heading: counts.heading(),
        lead: lead(&asked, &planned, desk.app.mail().await?.reach_nobody()),
        facts: facts(&people, &counts, asked.is_anonymous()),
        empty: people.is_empty().then(|| Empty {
            sentence: "Nobody is invited by name. People answer by the code of this survey.".to_owned(),
            next: None,
        }),
        actions: actions(&asked, &people, &planned),
        mailings: planned
            .iter()
            .map(|mailing| {
                row(mailing, mailing.leaves(&desk.programme().settings.hours(), asked.round.closes_at), &zone)
            })
            .collect(),
        told: if asked.is_anonymous() {
            "This survey is anonymous: what is told here is the invitation alone, never who has answered or who was \
             reminded. Some who have answered get a reminder all the same: that they did is noted only for several \
             people at a time."
                .to_owned()
        } else {
            "What became of the latest letter to each.".to_owned()
        },
        people: people.iter().map(|one| person(&asked, one, &zone)).collect(),
    })
}

fn lead(asked: &Asked<'_>, planned: &[Mailing], reach_nobody: Option<String>) -> String {
    let at = |at| format::day_and_time(at, &asked.desk.zone());
    if asked.desk.now() >= asked.round.closes_at {
        return format!("The survey closed on {}. No more letters leave.", at(asked.round.closes_at));
    }
    let next = match planned.iter().find(|mailing| mailing.state == State::Planned) {
        Some(next) => {
            let hours = asked.desk.programme().settings.hours();
            format!("Next: {}, on {}.", name(next), at(next.leaves(&hours, asked.round.closes_at)))
        }
        None => "No further letter is planned.".to_owned(),
    };
    match reach_nobody {
        Some(why) => format!("{next} {why}"),
        None => next,
    }
}

fn facts(people: &[Addressee], counts: &states::Counts, anonymous: bool) -> Vec<Fact> {
    if people.is_empty() {
        return Vec::new();
    }
    let mut facts = vec![Fact::new("Invited", wording::count(people.len() as u64))];
    if !anonymous {
        // Of an anonymous survey the links are marked later, and not all of them: its page tells how many answered.
        let used = people.iter().filter(|one| one.used).count() as u64;
        facts.push(Fact::new("Links used", wording::count(used)));
    }
    facts.push(Fact::new("Invitations sent", wording::count(counts.sent)));
    if counts.saved > 0 {
        facts.push(Fact::new("Saved as files", wording::count(counts.saved)));
    }
    if counts.reminders > 0 {
        facts.push(Fact::new("Reminders sent", wording::count(counts.reminders)));
    }
    facts
}

fn actions(asked: &Asked<'_>, people: &[Addressee], planned: &[Mailing]) -> Vec<Action> {
    if people.is_empty() {
        return Vec::new();
    }
    let (slug, code) = (asked.desk.slug(), &asked.round.code);
    let follow =
        |label: &str, to: String, quiet| Action { label: label.to_owned(), act: Act::Follow(to), quiet };
    let mut actions = Vec::new();
    if asked.round.takes_answers(asked.desk.now())
        && let Some(kind) = send::next_kind(people, planned)
    {
        let label = match kind {
            Kind::Invitation => "Send the invitation now",
            Kind::Reminder => "Send a reminder now",
        };
        actions.push(follow(label, at::round_invitations_send(slug, code), false));
    }
    let letter =
        at::query(at::round_invitations_preview(slug, code), &[("kind", &Some(Kind::Invitation.key()))]);
    actions.push(follow("Read the letter first", letter, true));
    let text = at::round_email_text(slug, code, Kind::Invitation.key());
    actions.push(follow("Change the text", text, true));
    actions
}

/// “the second reminder”
fn name(mailing: &Mailing) -> String {
    match (mailing.kind, mailing.seq) {
        (Kind::Invitation, 1) => "the invitation".to_owned(),
        (Kind::Invitation, _) => "the invitation of people added later".to_owned(),
        (Kind::Reminder, 1) => "the first reminder".to_owned(),
        (Kind::Reminder, _) => "the second reminder".to_owned(),
    }
}

fn row(mailing: &Mailing, leaves: Timestamp, zone: &TimeZone) -> Row {
    let at = |at| format::day_and_time(at, zone);
    let detail = match (mailing.state, mailing.done_at) {
        (State::Planned, _) => format!("On {}", at(leaves)),
        (State::Done, done) => format!("Written on {}", at(done.unwrap_or(mailing.at))),
        (State::Skipped, _) => "Left out".to_owned(),
    };
    let title = wording::capitalised(&name(mailing));
    Row { title, href: None, detail, end: RowEnd::Nothing }
}

fn person(asked: &Asked<'_>, one: &Addressee, zone: &TimeZone) -> Row {
    let state = states::of(one, asked.is_anonymous(), zone);
    let resend =
        asked.round.takes_answers(asked.desk.now()) && states::may_be_sent(one, asked.is_anonymous());
    let end = if resend {
        let page = at::round_invitation_send(asked.desk.slug(), &asked.round.code, one.invitation);
        RowEnd::Link(Link::new("Send", page).about(format!("the invitation to {}", one.name)))
    } else {
        RowEnd::Nothing
    };
    Row { title: one.name.clone(), href: None, detail: format!("{}. {state}", one.email), end }
}
