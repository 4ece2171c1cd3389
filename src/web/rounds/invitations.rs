//! The letters of a round: who is invited, what became of the letter to each, and what can be done about it. Of an
//! anonymous round nothing is told from which one could know whether a person has answered.

pub(crate) mod preview;
pub(crate) mod send;
pub(crate) mod states;

use std::sync::Arc;

use askama::Template;
use common_ground_reports::summary::wording;
use jiff::{Timestamp, tz::TimeZone};
use rocket::{Route, State};

use crate::{
    app::App,
    letters::invitation::Words,
    store::{
        addressees::{self, Addressee},
        courses::{self, Course},
        mailings::{self, Kind, Mailing, State as MailingState},
        rounds::{self, Round},
    },
    survey::{round::Privacy, text::ENGLISH},
    web::{
        at,
        http::{
            answer::Page,
            error::{Error, Result},
            flash::Told,
            guard::{Member, Trainer},
        },
        parts::rows::{Row, RowEnd},
        parts::{
            format,
            frame::{Frame, Site},
            nav::{self, Place},
            piece::{Act, Action, Empty, Fact, Link, Trail},
        },
    },
};

/// A round of somebody's programme with what its pages need.
pub(crate) struct Asked {
    who: Member,
    round: Round,
    course: Option<Course>,
    title: String,
    zone: TimeZone,
}

impl Asked {
    async fn find(app: &App, who: Member, code: &str) -> Result<Self> {
        let db = app.db.read();
        let round = rounds::by_code(db, code).await?;
        let round = round.filter(|round| round.programme == who.programme.id).ok_or(Error::NotFound)?;
        let course = courses::of_round(db, round.id).await?;
        let survey = app.survey(&round).await?;
        let title = survey.title.read(round.side, ENGLISH).to_owned();
        Ok(Self { zone: who.programme.settings.zone(), who, round, course, title })
    }

    async fn addressees(&self, app: &App, kind: Kind) -> Result<Vec<Addressee>> {
        let fingerprint = |address: &str| app.secret.fingerprint(address);
        let now = app.clock.now();
        Ok(addressees::of_round(app.db.read(), &self.round, kind, now, fingerprint).await?)
    }

    fn page(&self) -> String {
        at::round_invitations(&self.who.programme.slug, &self.round.code)
    }

    fn trail(&self, here: &str) -> Trail {
        let slug = &self.who.programme.slug;
        let mut above = vec![Link::new("Courses", at::courses(slug))];
        above
            .extend(self.course.as_ref().map(|course| Link::new(&course.title, at::course(slug, course.id))));
        let round = at::round(slug, &self.round.code);
        above.push(Link::new(&self.title, round.to_string()));
        Trail { above, here: here.to_owned() }
    }

    /// A page below the list of letters.
    fn trail_below(&self, here: &str) -> Trail {
        let mut trail = self.trail(here);
        trail.above.push(Link::new("Invitations", self.page()));
        trail
    }

    fn is_anonymous(&self) -> bool {
        self.round.privacy == Privacy::Anonymous
    }
}

/// Everybody invited.
#[rocket::get("/programmes/<slug>/rounds/<code>/invitations")]
pub(crate) async fn show(
    slug: &str,
    code: &str,
    who: Trainer,
    told: Told,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let Trainer(who) = who;
    let asked = Asked::find(app, who, code).await?;
    let now = app.clock.now();
    let people = asked.addressees(app, Kind::Invitation).await?;
    let planned = mailings::of_round(app.db.read(), asked.round.id).await?;
    let counts = states::Counts::of(&people);
    Page::of(&Invitations {
        frame: nav::frame(&asked.who, site, Place::Courses).telling(told.0),
        trail: asked.trail("Invitations"),
        heading: counts.heading(),
        lead: lead(&asked, &planned, app.mail().await?.reach_nobody(), now),
        facts: facts(&people, &counts, asked.is_anonymous()),
        empty: people.is_empty().then(|| Empty {
            sentence: "Nobody is invited by name. People answer by the code of this survey.".to_owned(),
            next: None,
        }),
        actions: actions(&asked, &people, &planned, now),
        mailings: planned.iter().map(|mailing| row(mailing, &asked.zone)).collect(),
        told: if asked.is_anonymous() {
            "This survey is anonymous: what is told here is the invitation alone, never who has answered or who was \
             reminded. Some who have answered get a reminder all the same: that they did is noted only for several \
             people at a time."
                .to_owned()
        } else {
            "What became of the latest letter to each.".to_owned()
        },
        people: people.iter().map(|one| person(&asked, one, now)).collect(),
    })
}

fn lead(asked: &Asked, planned: &[Mailing], reach_nobody: Option<String>, now: Timestamp) -> String {
    let at = |at| format::day_and_time(at, &asked.zone);
    if now >= asked.round.closes_at {
        return format!("The survey closed on {}. No more letters leave.", at(asked.round.closes_at));
    }
    let next = match planned.iter().find(|mailing| mailing.state == MailingState::Planned) {
        Some(next) => format!("Next: {}, on {}.", name(next), at(next.at)),
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

fn actions(asked: &Asked, people: &[Addressee], planned: &[Mailing], now: Timestamp) -> Vec<Action> {
    if people.is_empty() {
        return Vec::new();
    }
    let slug = &asked.who.programme.slug;
    let mut actions = Vec::new();
    if asked.round.takes_answers(now)
        && let Some(kind) = send::next_kind(people, planned)
    {
        let label = match kind {
            Kind::Invitation => "Send the invitation now",
            Kind::Reminder => "Send a reminder now",
        };
        let page = at::round_invitations_send(slug, &asked.round.code);
        actions.push(Action { label: label.to_owned(), act: Act::Follow(page.to_string()), quiet: false });
    }
    let page = at::query(
        at::round_invitations_preview(slug, &asked.round.code),
        &[("kind", &Some(Kind::Invitation.key()))],
    );
    let act = Act::Follow(page.to_string());
    actions.push(Action { label: "Read the letter first".to_owned(), act, quiet: true });
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

fn row(mailing: &Mailing, zone: &TimeZone) -> Row {
    let at = |at| format::day_and_time(at, zone);
    let detail = match (mailing.state, mailing.done_at) {
        (MailingState::Planned, _) => format!("On {}", at(mailing.at)),
        (MailingState::Done, done) => format!("Written on {}", at(done.unwrap_or(mailing.at))),
        (MailingState::Skipped, _) => "Left out".to_owned(),
    };
    let title = wording::capitalised(&name(mailing));
    Row { title, href: None, detail, end: RowEnd::Nothing }
}

fn person(asked: &Asked, one: &Addressee, now: Timestamp) -> Row {
    let state = states::of(one, asked.is_anonymous(), &asked.zone);
    let resend = asked.round.takes_answers(now) && states::may_be_sent(one, asked.is_anonymous());
    let end = if resend {
        let slug = &asked.who.programme.slug;
        let page = at::round_invitation_send(slug, &asked.round.code, one.invitation);
        RowEnd::Link(Link::new("Send", page.to_string()).about(format!("the invitation to {}", one.name)))
    } else {
        RowEnd::Nothing
    };
    Row { title: one.name.clone(), href: None, detail: format!("{}. {state}", one.email), end }
}

/// Who is invited to a round and what became of their letters.
#[derive(Debug, Clone, Template)]
#[template(path = "rounds/invitations/show.html")]
pub(crate) struct Invitations {
    /// Top and foot.
    pub frame: Frame,
    /// Courses / course / survey · invitations.
    pub trail: Trail,
    /// How many letters left, wait and failed.
    pub heading: String,
    /// What happens next.
    pub lead: String,
    /// The counts.
    pub facts: Vec<Fact>,
    /// Why there is nobody.
    pub empty: Option<Empty>,
    /// What can be done now.
    pub actions: Vec<Action>,
    /// The invitation and the reminders with their times.
    pub mailings: Vec<Row>,
    /// What is told of each person, and what is not.
    pub told: String,
    /// Everybody by name.
    pub people: Vec<Row>,
}

/// A letter before it is sent.
#[derive(Debug, Clone, Template)]
#[template(path = "rounds/invitations/preview.html")]
pub(crate) struct Preview {
    /// Top and foot.
    pub frame: Frame,
    /// Where the page is.
    pub trail: Trail,
    /// “What the invitation says”
    pub heading: String,
    /// “From: …”
    pub from: String,
    /// What it says.
    pub words: Words,
    /// The whole plain text.
    pub text: String,
    /// Sending a test.
    pub actions: Vec<Action>,
    /// The other kind of letter.
    pub other: Link,
}

/// Where the links of a test lead.
#[derive(Debug, Clone, Template)]
#[template(path = "rounds/invitations/tried.html")]
pub(crate) struct Tried {
    /// Top and foot.
    pub frame: Frame,
    /// Where the page is.
    pub trail: Trail,
    /// Back to the letters of the round.
    pub back: Link,
}
