//! Sending letters by hand: the next letter to everybody who should get it, or the invitation to one person. Each
//! asks first, and says how many go to whom.

use std::{collections::BTreeMap, sync::Arc};

use common_ground_reports::summary::wording;
use jiff::Timestamp;
use rocket::{Route, State};
use uuid::Uuid;

use crate::{
    app::App,
    letters::invitation::Asking,
    store::{
        addressees::{Addressee, LeftOut},
        audit, invitation_letters,
        mailings::{self, Kind, Mailing, State as MailingState},
        outbox, write,
    },
    web::{
        at,
        http::{
            answer::{Answer, Page},
            error::{Error, Result},
            guard::Trainer,
        },
        parts::{
            form::{FormPage, Problems},
            format,
            frame::Site,
            nav::{self, Place},
            piece::Link,
        },
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
    /// A reminder must wait until then.
    earliest: Option<Timestamp>,
}

impl Plan {
    async fn of(app: &App, asked: &Asked) -> Result<Self> {
        let now = app.clock.now();
        if !asked.round.takes_answers(now) {
            return Err(Error::NotFound);
        }
        let people = asked.addressees(app, Kind::Invitation).await?;
        let planned = mailings::of_round(app.db.read(), asked.round.id).await?;
        let kind = next_kind(&people, &planned).ok_or(Error::NotFound)?;
        if kind == Kind::Invitation {
            return Ok(Self { kind, people, earliest: None });
        }
        let earliest = mailings::earliest_reminder(app.db.read(), asked.round.id).await?;
        let earliest = earliest.filter(|earliest| *earliest > now);
        Ok(Self { kind, people: asked.addressees(app, kind).await?, earliest })
    }

    fn wanted(&self) -> impl Iterator<Item = &Addressee> {
        self.people.iter().filter(|one| one.left_out.is_none())
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
#[rocket::get("/programmes/<slug>/rounds/<code>/invitations/send")]
pub(crate) async fn ask(
    slug: &str,
    code: &str,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let asked = Asked::find(app, who.0, code).await?;
    let plan = Plan::of(app, &asked).await?;
    let letters = plan.letters();
    let mut lead: Vec<String> =
        plan.where_to(asked.is_anonymous()).into_iter().chain(plan.left_out()).collect();
    lead.extend(app.mail().await?.reach_nobody());
    lead.push(format!(
        "They leave at up to {} a minute, and never after the survey has closed.",
        app.settings.mail_per_minute
    ));
    Page::of(&FormPage {
        frame: nav::frame(&asked.who, site, Place::Courses),
        trail: Some(asked.trail_below("Send")),
        heading: format!("Send {letters} now?"),
        lead,
        sections: Vec::new(),
        problems: Problems::default(),
        action: at::round_invitations_send(slug, code),
        button: format!("Send {letters}"),
        destroys: false,
        cancel: Some(Link::new("Back without sending", asked.page())),
    })
}

/// Brings the next letter forward to now. The letters are queued by the work that time causes, once.
#[rocket::post("/programmes/<slug>/rounds/<code>/invitations/send")]
pub(crate) async fn send(slug: &str, code: &str, who: Trainer, app: &State<Arc<App>>) -> Result<Answer> {
    let _ = slug;
    let asked = Asked::find(app, who.0, code).await?;
    let plan = Plan::of(app, &asked).await?;
    if let Some(earliest) = plan.earliest {
        let when = format::day_and_time(earliest, &asked.zone);
        return Ok(Answer::on(
            asked.page(),
            format!(
                "Nothing was sent: two letters are at least two days apart, so the next can leave on {when}"
            ),
        ));
    }
    let letters = plan.letters();
    let now = app.clock.now();
    let tx = write(&app.db).await?;
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
    audit::record(&tx, Some(asked.who.programme.id), &asked.who.person, act, &asked.title, now.into())
        .await?;
    tx.commit().await.map_err(|error| Error::Store(error.into()))?;
    let mail = app.mail().await?;
    let told = mail.queued(&format!("{} queued", are(&letters)), &format!("{} on their way", are(&letters)));
    Ok(Answer::on(asked.page(), told))
}

/// “18 invitations are”
fn are(letters: &str) -> String {
    let verb = if letters.starts_with("1 ") { "is" } else { "are" };
    format!("{letters} {verb}")
}

impl Asked {
    /// Somebody whose invitation may be sent by hand.
    async fn one(&self, app: &App, id: Uuid) -> Result<Addressee> {
        if !self.round.takes_answers(app.clock.now()) {
            return Err(Error::NotFound);
        }
        let people = self.addressees(app, Kind::Invitation).await?;
        let one = people.into_iter().find(|one| one.invitation == id).ok_or(Error::NotFound)?;
        if states::may_be_sent(&one, self.is_anonymous()) { Ok(one) } else { Err(Error::NotFound) }
    }
}

/// Asks before sending to one person.
#[rocket::get("/programmes/<slug>/rounds/<code>/invitations/<id>/send")]
pub(crate) async fn ask_one(
    slug: &str,
    code: &str,
    id: Uuid,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let asked = Asked::find(app, who.0, code).await?;
    let one = asked.one(app, id).await?;
    let state = states::of(&one, asked.is_anonymous(), &asked.zone);
    let mut lead =
        vec![format!("{}. {state}", one.email), "If the first one did arrive, they get it twice.".to_owned()];
    lead.extend(app.mail().await?.reach_nobody());
    Page::of(&FormPage {
        frame: nav::frame(&asked.who, site, Place::Courses),
        trail: Some(asked.trail_below("Send")),
        heading: format!("Send the invitation to {}?", one.name),
        lead,
        sections: Vec::new(),
        problems: Problems::default(),
        action: at::round_invitation_send(slug, code, id),
        button: "Send the invitation".to_owned(),
        destroys: false,
        cancel: Some(Link::new("Back without sending", asked.page())),
    })
}

/// Queues the invitation to one person. A button pressed twice queues it once, because the key counts the letters.
#[rocket::post("/programmes/<slug>/rounds/<code>/invitations/<id>/send")]
pub(crate) async fn send_one(
    slug: &str,
    code: &str,
    id: Uuid,
    who: Trainer,
    app: &State<Arc<App>>,
) -> Result<Answer> {
    let _ = slug;
    let asked = Asked::find(app, who.0, code).await?;
    let one = asked.one(app, id).await?;
    let now = app.clock.now();
    let kind = Kind::Invitation;
    let unique = format!("invitation {} {} by hand {}", one.invitation, kind.key(), one.letters.len());
    let letter = Asking::of(app, &asked.round).await?.compose(app, &one, kind, unique, now)?;
    let letter_id = letter.id;
    let tx = write(&app.db).await?;
    if outbox::enqueue(&tx, letter, now.into()).await? {
        invitation_letters::note(&tx, letter_id, one.invitation, kind, 1).await?;
        let programme = Some(asked.who.programme.id);
        audit::record(
            &tx,
            programme,
            &asked.who.person,
            "sent the invitation again about",
            &asked.title,
            now.into(),
        )
        .await?;
    }
    tx.commit().await.map_err(|error| Error::Store(error.into()))?;
    let what = format!("The invitation to {}", one.name);
    let mail = app.mail().await?;
    Ok(Answer::on(asked.page(), mail.queued(&format!("{what} is queued"), &format!("{what} is on its way"))))
}
