//! Sending letters by hand: the next letter to everybody who should get it, or the invitation to one person. Each
//! asks first, and says how many go to whom.

use std::collections::BTreeMap;

use common_ground_reports::summary::wording;
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    letters::invitation::Asking,
    store::{
        StoreError, invitation_letters,
        mailings::{self, Kind, Mailing, State as MailingState},
        outbox,
        recipients::{Addressee, LeftOut},
    },
    web::{
        at,
        http::{
            answer::Answer,
            desk::Desk,
            error::{Error, Result},
            guard::Trainer,
        },
        parts::{form::FormPage, format, nav::Place, note::Note, piece::Link},
        rounds::invitations::{Asked, states},
    },
};

/// What the next letter by hand would be: the invitation while somebody was never written to, then a reminder while
/// one is left.
pub(crate) fn next_kind(people: &[Addressee], planned: &[Mailing]) -> Option<Kind> {
    if people.iter().any(|one| one.left_out.is_none()) {
        return Some(Kind::Invitation);
    }
    next_reminder(planned).map(|_| Kind::Reminder)
}

/// The planned reminder that would be brought forward, or the number of a new one.
fn next_reminder(planned: &[Mailing]) -> Option<i32> {
    let reminders = || planned.iter().filter(|mailing| mailing.kind == Kind::Reminder);
    let next = reminders().find(|mailing| mailing.state == MailingState::Planned).map(|mailing| mailing.seq);
    let new = reminders().map(|mailing| mailing.seq).max().unwrap_or(0) + 1;
    next.or((new <= Kind::MOST_REMINDERS).then_some(new))
}

/// What would be sent, to whom, and what stands against it.
struct Plan {
    kind: Kind,
    people: Vec<Addressee>,
    /// It must wait until then: people do not read email now, or the last one left only just now.
    earliest: Option<Timestamp>,
}

impl Plan {
    async fn of(asked: &Asked<'_>) -> Result<Self> {
        let (db, now) = (asked.desk.db(), asked.desk.now());
        if !asked.round.takes_answers(now) {
            return Err(Error::NotFound);
        }
        let people = asked.addressees(Kind::Invitation).await?;
        let planned = mailings::of_round(db, asked.round.id).await?;
        let kind = next_kind(&people, &planned).ok_or(Error::NotFound)?;
        let hours = asked.desk.programme().settings.hours();
        let from = match kind {
            Kind::Invitation => None,
            Kind::Reminder => mailings::earliest_reminder(db, asked.round.id).await?,
        };
        let earliest = Some(hours.next(from.unwrap_or(now).max(now))).filter(|earliest| *earliest > now);
        if kind == Kind::Invitation {
            return Ok(Self { kind, people, earliest });
        }
        Ok(Self { kind, people: asked.addressees(kind).await?, earliest })
    }

    fn wanted(&self) -> impl Iterator<Item = &Addressee> {
        self.people.iter().filter(|one| one.left_out.is_none())
    }

    /// Why nothing can be sent now.
    fn why_not(&self, asked: &Asked<'_>) -> Option<String> {
        let when = format::day_and_time(self.earliest?, &asked.desk.zone());
        Some(format!(
            "Emails leave on working days between 9:00 and 16:00 and reminders two days after the last email, so the \
             next can leave on {when}"
        ))
    }

    /// “18 invitations”
    fn letters(&self) -> String {
        let count = self.wanted().count() as u64;
        match self.kind {
            Kind::Invitation => wording::counted(count, "invitation", "invitations"),
            Kind::Reminder => wording::counted(count, "reminder", "reminders"),
        }
    }

    /// How many go where. Of a reminder in an anonymous round only the number is told: a domain may be one person.
    fn where_to(&self, anonymous: bool) -> Option<String> {
        if anonymous && self.kind == Kind::Reminder {
            return None;
        }
        let mut domains: BTreeMap<&str, u64> = BTreeMap::new();
        for one in self.wanted() {
            *domains.entry(one.email.rsplit('@').next().unwrap_or_default()).or_default() += 1;
        }
        let mut domains: Vec<_> = domains.into_iter().collect();
        domains.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        let parts: Vec<String> =
            domains.iter().map(|(domain, count)| format!("{} to {domain}", wording::count(*count))).collect();
        (!parts.is_empty()).then(|| format!("{}.", parts.join(", ")))
    }

    /// How many are left out and why.
    fn left_out(&self) -> Option<String> {
        let mut reasons: BTreeMap<u8, (u64, &str)> = BTreeMap::new();
        for one in &self.people {
            let (order, reason) = match one.left_out {
                None => continue,
                Some(LeftOut::Written) => (0, "invited before"),
                Some(LeftOut::Answered) => (1, "answered"),
                Some(LeftOut::Stopped) => (2, "asked for no more letters"),
                Some(LeftOut::Blocked(_)) => (3, "at an address that letters come back from"),
                Some(LeftOut::Expired) => (4, "with a link that ran out"),
            };
            reasons.entry(order).or_insert((0, reason)).0 += 1;
        }
        let parts: Vec<String> =
            reasons.values().map(|(count, reason)| format!("{} {reason}", wording::count(*count))).collect();
        (!parts.is_empty()).then(|| format!("Left out: {}.", parts.join(", ")))
    }
}

/// Asks before sending to everybody who should get the next letter.
#[rocket::get("/programmes/<_>/rounds/<code>/invitations/send")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, code: &str) -> Result<Answer> {
    let asked = Asked::find(&desk, code).await?;
    let plan = Plan::of(&asked).await?;
    if let Some(why) = plan.why_not(&asked) {
        return Answer::page(&Note {
            frame: desk.frame(Place::Courses),
            trail: asked.trail_below("Send"),
            heading: "No email can be sent yet".to_owned(),
            paragraphs: vec![format!("{why}.")],
            ways: vec![Link::new("Back to the invitations", asked.page())],
        });
    }
    let letters = plan.letters();
    let mut form = form(&asked, format!("Send {letters} now?"))
        .button(format!("Send {letters}"), at::round_invitations_send(desk.slug(), code));
    form.lead.extend(plan.where_to(asked.is_anonymous()).into_iter().chain(plan.left_out()));
    form.lead.extend(desk.app.mail().await?.reach_nobody());
    Answer::page(&form.lead(format!(
        "They leave at up to {} a minute, and never after the survey has closed.",
        desk.app.settings.mail_per_minute
    )))
}

fn form(asked: &Asked<'_>, heading: String) -> FormPage {
    asked
        .desk
        .form(Place::Courses, heading)
        .trail(asked.trail_below("Send"))
        .cancel("Back without sending", asked.page())
}

/// Brings the next letter forward to now. The letters are queued by the work that time causes, once.
#[rocket::post("/programmes/<_>/rounds/<code>/invitations/send")]
pub(crate) async fn send(desk: Desk<'_, Trainer>, code: &str) -> Result<Answer> {
    let asked = Asked::find(&desk, code).await?;
    let plan = Plan::of(&asked).await?;
    if let Some(why) = plan.why_not(&asked) {
        return Ok(Answer::on(asked.page(), format!("Nothing was sent. {why}")));
    }
    let letters = plan.letters();
    let now = desk.now();
    let tx = desk.change().await?;
    let planned = mailings::of_round(&tx, asked.round.id).await?;
    let of_kind = || planned.iter().filter(|mailing| mailing.kind == plan.kind);
    if let Some(next) = of_kind().find(|mailing| mailing.state == MailingState::Planned) {
        mailings::move_to(&tx, next.id, now).await?;
    } else {
        let seq = of_kind().map(|mailing| mailing.seq).max().unwrap_or(0) + 1;
        let state = MailingState::Planned;
        let id = Uuid::new_v4();
        let new = Mailing { id, round: asked.round.id, kind: plan.kind, seq, at: now, state, done_at: None };
        mailings::add(&tx, &new).await?;
    }
    let act = match plan.kind {
        Kind::Invitation => "sent the invitation to",
        Kind::Reminder => "sent a reminder about",
    };
    desk.done(tx, act, &asked.title).await?;
    let mail = desk.app.mail().await?;
    let told = mail.queued(&format!("{} queued", are(&letters)), &format!("{} on their way", are(&letters)));
    Ok(Answer::on(asked.page(), told))
}

/// “18 invitations are”
fn are(letters: &str) -> String {
    let verb = if letters.starts_with("1 ") { "is" } else { "are" };
    format!("{letters} {verb}")
}

impl Asked<'_> {
    /// Somebody whose invitation may be sent by hand.
    async fn one(&self, id: Uuid) -> Result<Addressee> {
        if !self.round.takes_answers(self.desk.now()) {
            return Err(Error::NotFound);
        }
        let people = self.addressees(Kind::Invitation).await?;
        let one = people.into_iter().find(|one| one.invitation == id).ok_or(Error::NotFound)?;
        if states::may_be_sent(&one, self.is_anonymous()) { Ok(one) } else { Err(Error::NotFound) }
    }
}

/// Asks before sending to one person.
#[rocket::get("/programmes/<_>/rounds/<code>/invitations/<id>/send")]
pub(crate) async fn ask_one(desk: Desk<'_, Trainer>, code: &str, id: Uuid) -> Result<Answer> {
    let asked = Asked::find(&desk, code).await?;
    let one = asked.one(id).await?;
    let state = states::of(&one, asked.is_anonymous(), &desk.zone());
    let mut form = form(&asked, format!("Send the invitation to {}?", one.name))
        .lead(format!("{}. {state}", one.email))
        .lead("If the first one did arrive, they get it twice.")
        .button("Send the invitation", at::round_invitation_send(desk.slug(), code, id));
    form.lead.extend(desk.app.mail().await?.reach_nobody());
    Answer::page(&form)
}

/// Queues the invitation to one person. A button pressed twice queues it once, because the key counts the letters.
#[rocket::post("/programmes/<_>/rounds/<code>/invitations/<id>/send")]
pub(crate) async fn send_one(desk: Desk<'_, Trainer>, code: &str, id: Uuid) -> Result<Answer> {
    let asked = Asked::find(&desk, code).await?;
    let one = asked.one(id).await?;
    let (app, now) = (desk.app, desk.now());
    let kind = Kind::Invitation;
    let unique = format!("invitation {} {} by hand {}", one.invitation, kind.key(), one.letters.len());
    let letter = Asking::of(app, &asked.round).await?.compose(app, &one, kind, unique, now)?;
    let letter_id = letter.id;
    let tx = desk.change().await?;
    if outbox::enqueue(&tx, letter, now.into()).await? {
        invitation_letters::note(&tx, letter_id, one.invitation, kind, 1).await?;
        desk.done(tx, "sent the invitation again about", &asked.title).await?;
    } else {
        tx.commit().await.map_err(StoreError::from)?;
    }
    let what = format!("The invitation to {}", one.name);
    let mail = app.mail().await?;
    Ok(Answer::on(asked.page(), mail.queued(&format!("{what} is queued"), &format!("{what} is on its way"))))
}
