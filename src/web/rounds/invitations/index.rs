//! Everybody who is invited to a round, and what became of their emails.

use askama::Template;
use common_ground_reports::wording;
use jiff::Timestamp;

use crate::{
    mail,
    store::{
        InvitationCounts, InvitedRecipient, Mailing, MailingKind, MailingState, Place, mailings, recipients,
    },
    web::{
        Answer, Button, ButtonAct, Desk, Empty, Fact, Frame, Link, Result, Row, RowEnd, Trail, Trainer, at,
        pager,
        parts::format,
        rounds::{
            invitations::{by_hand, name, outcome},
            load::LoadedRound,
        },
    },
};

#[derive(Debug, Template)]
#[template(path = "rounds/invitations/index.html")]
struct Index {
    frame: Frame,
    trail: Trail,
    /// How many emails left, wait and failed.
    heading: String,
    /// What happens next.
    lead: String,
    facts: Vec<Fact>,
    /// Why there is nobody, and what to do.
    empty: Option<Empty>,
    actions: Vec<Button>,
    /// The invitation and the reminders with their times.
    mailings: Vec<Row>,
    /// What is told of each person, and what is not.
    told: String,
    /// Those on this page, by name.
    people: Vec<Person>,
    /// The pages before and after this.
    pages: Vec<Link>,
}

/// Somebody on the list.
#[derive(Debug)]
struct Person {
    name: String,
    /// Their address, and what became of the email to them.
    detail: String,
    /// What can be done.
    ways: Vec<Link>,
}

#[rocket::get("/programmes/<_>/rounds/<code>/invitations?<after>&<before>")]
pub(crate) async fn index(
    desk: Desk<'_, Trainer>,
    code: &str,
    after: Option<&str>,
    before: Option<&str>,
) -> Result<Answer> {
    let shown = LoadedRound::find(&desk, code).await?;
    let (db, now, round) = (desk.db(), desk.now(), &shown.round);
    let fingerprint = |address: &str| desk.app.secret.fingerprint(address);
    let people = recipients::page(db, round, now, Place::of(after, before), fingerprint).await?;
    let planned = mailings::of_round(db, round.id).await?;
    let counts = recipients::counts(db, round, mail::WRITTEN_TO).await?;
    let is_anybody_left = recipients::is_anybody_left(db, round, now, fingerprint).await?;
    let kind = by_hand::next_kind(is_anybody_left, &planned).filter(|_| round.takes_answers(now));
    Answer::page(&Index {
        frame: desk.frame(shown.place()),
        trail: shown.trail(&desk, "Invitations"),
        heading: outcome::heading(&counts),
        lead: lead(&desk, &shown, &planned, desk.app.mail().await?.reach_nobody()),
        facts: facts(&counts, shown.is_anonymous()),
        empty: (counts.invited == 0).then(|| nobody(&desk, &shown)),
        actions: if counts.invited == 0 { Vec::new() } else { actions(&desk, &shown, kind) },
        mailings: planned.iter().map(|mailing| row(&desk, &shown, mailing)).collect(),
        told: if shown.is_anonymous() {
            "This survey is anonymous: you can see who was invited, but not who has answered or been \
             reminded. Some people who have answered may get a reminder, because answers are only recorded \
             for several people at a time."
                .to_owned()
        } else {
            "The latest email to each person.".to_owned()
        },
        people: people.rows.iter().map(|one| person(&desk, &shown, one)).collect(),
        pages: pager::links(&people, &at::round_invitations(desk.slug(), code)),
    })
}

fn nobody(desk: &Desk<'_, Trainer>, shown: &LoadedRound) -> Empty {
    let sentence = match (shown.round.is_over(desk.now()), shown.round.audience.has_open_link()) {
        (true, _) => "This survey has closed. Nobody was invited by name.",
        (false, true) => "People answer with this survey’s code. You can also invite people by email.",
        (false, false) => "Nobody can answer yet, because only people on the list can and the list is empty.",
    };
    let add = Button::follow("Add people", shown.to_people(desk.slug()));
    Empty { sentence: sentence.to_owned(), next: (!shown.round.is_over(desk.now())).then_some(add) }
}

fn lead(
    desk: &Desk<'_, Trainer>,
    shown: &LoadedRound,
    planned: &[Mailing],
    reach_nobody: Option<String>,
) -> String {
    let at = |at| format::day_and_time(at, &shown.zone);
    if shown.round.is_over(desk.now()) {
        return format!("The survey closed on {}. No more emails are sent.", at(shown.round.closes_at));
    }
    let next = match planned.iter().find(|mailing| mailing.state == MailingState::Planned) {
        Some(next) => format!("Next: {}, on {}.", name(next), at(leaves(desk, shown, next))),
        None => "No more emails are scheduled.".to_owned(),
    };
    match reach_nobody {
        Some(why) => format!("{next} {why}"),
        None => next,
    }
}

fn facts(counts: &InvitationCounts, anonymous: bool) -> Vec<Fact> {
    if counts.invited == 0 {
        return Vec::new();
    }
    let mut facts = vec![Fact::new("Invited", wording::count(counts.invited))];
    if !anonymous {
        // Of an anonymous survey the links are marked later, and not all of them: its page tells how many answered.
        facts.push(Fact::new("Links used", wording::count(counts.used)));
    }
    facts.push(Fact::new("Invitations sent", wording::count(counts.sent)));
    facts.extend((counts.saved > 0).then(|| Fact::new("Saved as files", wording::count(counts.saved))));
    if counts.reminders > 0 {
        facts.push(Fact::new("Reminders sent", wording::count(counts.reminders)));
    }
    facts
}

fn actions(desk: &Desk<'_, Trainer>, shown: &LoadedRound, kind: Option<MailingKind>) -> Vec<Button> {
    let (slug, code) = (desk.slug(), &shown.round.code);
    let mut actions = Vec::new();
    if let Some(kind) = kind {
        let label = match kind {
            MailingKind::Invitation => "Send the invitation now",
            MailingKind::Reminder => "Send a reminder now",
        };
        actions.push(Button::follow(label, at::round_invitations_send(slug, code)));
    }
    if !shown.round.is_over(desk.now()) {
        actions.push(Button::follow("Add people", shown.to_people(slug)).quiet());
    }
    let email = at::query(
        at::round_invitations_preview(slug, code),
        &[("kind", &Some(MailingKind::Invitation.key()))],
    );
    actions.push(Button::follow("Preview the email", email).quiet());
    let text = at::round_email_text(slug, code, MailingKind::Invitation.key());
    actions.push(Button::follow("Change the text", text).quiet());
    actions
}

/// When an email leaves: at its time or on the next working morning.
fn leaves(desk: &Desk<'_, Trainer>, shown: &LoadedRound, mailing: &Mailing) -> Timestamp {
    mailing.leaves(&desk.programme().settings.hours_in(shown.zone.clone()), shown.round.closes_at)
}

fn row(desk: &Desk<'_, Trainer>, shown: &LoadedRound, mailing: &Mailing) -> Row {
    let at = |at| format::day_and_time(at, &shown.zone);
    let detail = match (mailing.state, mailing.done_at) {
        (MailingState::Planned, _) => format!("On {}", at(leaves(desk, shown, mailing))),
        (MailingState::Done, done) => format!("Sent on {}", at(done.unwrap_or(mailing.at))),
        (MailingState::Skipped, _) => "Left out".to_owned(),
    };
    let change = |label: &str| {
        let page = at::round_email(desk.slug(), &shown.round.code, mailing.id);
        RowEnd::Link(Link::new(label, page).about(name(mailing)))
    };
    let end = match mailing.state {
        _ if shown.round.is_over(desk.now()) => RowEnd::Nothing,
        MailingState::Planned => change("Change"),
        MailingState::Skipped => change("Schedule again"),
        MailingState::Done => RowEnd::Nothing,
    };
    Row { title: wording::capitalised(name(mailing)), href: None, detail, end }
}

fn person(desk: &Desk<'_, Trainer>, shown: &LoadedRound, one: &InvitedRecipient) -> Person {
    let (slug, code) = (desk.slug(), &shown.round.code);
    let became = outcome::of(one, shown.is_anonymous(), &shown.zone);
    let mut ways = Vec::new();
    if shown.round.takes_answers(desk.now()) && outcome::may_be_sent(one, shown.is_anonymous()) {
        let page = at::round_invitation_send(slug, code, one.invitation);
        ways.push(Link::new("Send", page).about(format!("the invitation to {}", one.name)));
    }
    let is_fixed = one.used && !shown.is_anonymous();
    if shown.course.is_none() && !shown.round.is_over(desk.now()) && !is_fixed {
        let page = at::round_person_remove(slug, code, one.invitation);
        ways.push(Link::new("Remove", page).about(&one.name));
    }
    let detail = if one.email.is_empty() { became } else { format!("{}. {became}", one.email) };
    Person { name: one.name.clone(), detail, ways }
}
