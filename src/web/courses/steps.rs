//! What a course will do, step by step: moved, left out, or done at once. What is done at once is done by moving it to
//! now and letting the scheduler take its usual step, so that nothing happens in two ways, or twice.

mod doing;
mod order;
mod words_of;

use std::sync::Arc;

use common_ground_reports::summary::wording;
use jiff::Timestamp;
use rocket::{State, http::Status};
use uuid::Uuid;

use self::{doing::Done, words_of::Words};
use super::{
    plan::when,
    standing::{Asked, Standing},
};
use crate::{
    app::App,
    store::{
        courses::{Course, State as Life},
        mailings::{Mailing, State as Planned},
    },
    survey::round::RoundState,
    web::{
        entries::Entries,
        error::{Error, Result},
        guard::{Member, Trainer},
        nav::{self, Place},
        page::Page,
        told::Reply,
        view::{
            form::{Choice, Field, FormPage, Input, Problems, Section},
            frame::Site,
            note::Note,
            part::{Link, Trail},
        },
        words,
    },
    work::due,
};

pub(super) fn routes() -> Vec<rocket::Route> {
    rocket::routes![show, change, ask, act]
}

/// One step of a course.
#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    /// The day itself.
    Day,
    /// The opening of a round.
    Opens(&'a Asked),
    /// The close of a round.
    Closes(&'a Asked),
    /// A letter to everybody who takes part.
    Letter(&'a Asked, &'a Mailing),
    /// The summary.
    Summary,
}

/// What to do with a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// At once.
    Now,
    /// Not at all.
    Skip,
}

impl Act {
    fn key(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Skip => "skip",
        }
    }

    fn from_key(key: &str) -> Option<Self> {
        [Self::Now, Self::Skip].into_iter().find(|act| act.key() == key)
    }
}

impl<'a> Step<'a> {
    /// Its part of addresses.
    pub(super) fn key(self) -> String {
        match self {
            Self::Day => "day".to_owned(),
            Self::Opens(asked) => format!("opens-{}", asked.round.code),
            Self::Closes(asked) => format!("closes-{}", asked.round.code),
            Self::Letter(_, letter) => format!("letter-{}", letter.id),
            Self::Summary => "summary".to_owned(),
        }
    }

    fn find(standing: &'a Standing, key: &str) -> Option<Self> {
        let own = standing.rounds.iter().filter(|asked| asked.is_own());
        let of_rounds = own.flat_map(|asked| {
            let letters = asked.letters.iter().map(move |letter| Self::Letter(asked, letter));
            [Self::Opens(asked), Self::Closes(asked)].into_iter().chain(letters)
        });
        [Self::Day, Self::Summary].into_iter().chain(of_rounds).find(|step| step.key() == key)
    }

    /// When it is planned.
    fn at(self, course: &Course) -> Timestamp {
        match self {
            Self::Day => course.starts_at,
            Self::Opens(asked) => asked.round.opens_at,
            Self::Closes(asked) => asked.round.closes_at,
            Self::Letter(_, letter) => letter.at,
            Self::Summary => course.summary_at,
        }
    }

    /// Whether it is still to come.
    fn is_to_come(self, course: &Course, now: Timestamp) -> bool {
        course.state != Life::Cancelled
            && match self {
                Self::Day => now < course.starts_at,
                Self::Opens(asked) => asked.round.state == RoundState::Planned,
                Self::Closes(asked) => !asked.is_over(now),
                Self::Letter(_, letter) => letter.state == Planned::Planned,
                Self::Summary => course.state == Life::Planned,
            }
    }
}

/// What can be done about a step.
#[rocket::get("/programmes/<slug>/courses/<course>/steps/<step>")]
pub(super) async fn show(
    slug: &str,
    course: uuid::Uuid,
    step: &str,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let Trainer(who) = who;
    let standing = super::find(app, &who, course).await?;
    let step = Step::find(&standing, step).ok_or(Error::NotFound)?;
    let now = app.clock.now();
    if !step.is_to_come(&standing.course, now) && order::may_reopen(&standing, step).is_none() {
        return Page::of(&over(slug, &who, site, &standing, step));
    }
    let at = step.at(&standing.course).to_zoned_datetime(standing.zone.clone());
    let entered = Entered {
        act: "move".to_owned(),
        day: at.strftime("%Y-%m-%d").to_string(),
        time: at.strftime("%H:%M").to_string(),
    };
    Page::of(&form(slug, &who, site, &standing, step, &entered, Problems::default()))
}

struct Entered {
    act: String,
    day: String,
    time: String,
}

fn form(
    slug: &str,
    who: &Member,
    site: &Arc<Site>,
    standing: &Standing,
    step: Step<'_>,
    entered: &Entered,
    problems: Problems,
) -> FormPage {
    let course = &standing.course;
    let words = Words::of(standing, step);
    let mut choices = vec![Choice::of("move", words.moving, [&*entered.act])];
    choices.extend(words.now.map(|now| Choice::of("now", now, [&*entered.act])));
    choices.extend(words.skip.map(|skip| Choice::of("skip", skip, [&*entered.act])));
    let mut fields = Vec::new();
    if choices.len() > 1 {
        fields.push(Field::new("act", "What should happen", Input::Radios(choices)));
    }
    fields.push(Field::typed("date", "day", "Day", &*entered.day));
    fields.push(Field::typed("time", "time", "Time", &*entered.time));
    let back = rocket::uri!(super::show::show(slug, course.id)).to_string();
    FormPage {
        frame: nav::frame(slug, who, site, Place::Courses),
        trail: Some(Trail { above: super::above(who, course), here: wording::capitalised(&words.short) }),
        heading: words.heading,
        lead: words.lead,
        sections: vec![Section { title: None, lead: None, fields }],
        problems,
        action: rocket::uri!(change(slug, course.id, step.key())).to_string(),
        button: "Continue".to_owned(),
        destroys: false,
        cancel: Some(Link::new("Back without changing anything", back)),
    }
}

/// A step that is over: why it stays as it is, and what to do instead.
fn over(slug: &str, who: &Member, site: &Arc<Site>, standing: &Standing, step: Step<'_>) -> Note {
    let course = &standing.course;
    let mut ways =
        vec![Link::new("Back to the course", rocket::uri!(super::show::show(slug, course.id)).to_string())];
    if matches!(step, Step::Closes(_)) && course.state != Life::Cancelled {
        let again = rocket::uri!(super::asks::new(slug, course.id)).to_string();
        ways.insert(0, Link::new("Ask once more in a new survey", again));
    }
    Note {
        frame: nav::frame(slug, who, site, Place::Courses),
        trail: Trail {
            above: super::above(who, course),
            here: wording::capitalised(&Words::of(standing, step).short),
        },
        heading: "This can no longer be changed".to_owned(),
        paragraphs: order::why_not(standing, step),
        ways,
    }
}

fn refuse(note: &Note) -> Result<Reply> {
    Ok(Reply::Page(Page::with_status(Status::UnprocessableEntity, note)?))
}

/// Moves a step, or leads to the page that asks before something is done or left out.
#[rocket::post("/programmes/<slug>/courses/<course>/steps/<step>", data = "<entries>")]
pub(super) async fn change(
    slug: &str,
    course: Uuid,
    step: &str,
    entries: Entries,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Reply> {
    let Trainer(who) = who;
    let standing = super::find(app, &who, course).await?;
    let step = Step::find(&standing, step).ok_or(Error::NotFound)?;
    let now = app.clock.now();
    let reopened = order::may_reopen(&standing, step);
    if !step.is_to_come(&standing.course, now) && reopened.is_none() {
        return refuse(&over(slug, &who, site, &standing, step));
    }
    if let Some(act) = Act::from_key(entries.one("act")) {
        let address = rocket::uri!(ask(slug, course, step.key(), act.key())).to_string();
        return Ok(Reply::Lead(Box::new(rocket::response::Redirect::to(address))));
    }
    let mut problems = Problems::default();
    if !matches!(entries.one("act"), "" | "move") {
        problems.add("act", "Select what should happen");
    }
    let at = when(&entries, ("day", "time"), &standing.zone, &mut problems);
    if let Some(at) = at
        && let Err(why) = order::check(&standing, step, at, now)
    {
        problems.add("day", why);
    }
    let Some(at) = at.filter(|_| problems.is_empty()) else {
        let text = |name: &str| entries.one(name).to_owned();
        let entered = Entered { act: "move".to_owned(), day: text("day"), time: text("time") };
        return Reply::mend(&form(slug, &who, site, &standing, step, &entered, problems));
    };
    let words = Words::of(&standing, step);
    let told = words::day_and_time(at, &standing.zone);
    let done = Done { app, who: &who, standing: &standing, now };
    let moved = if reopened.is_some() {
        done.reopen(step, at).await?
    } else {
        done.move_to(step, at, &format!("moved {}", words.short)).await?
    };
    let address = rocket::uri!(super::show::show(slug, course)).to_string();
    Ok(Reply::told(address, if moved { format!("{} is now on {told}", words.subject) } else { too_late() }))
}

fn too_late() -> String {
    "It had happened already, so nothing was changed".to_owned()
}

/// Asks before a step is done at once or left out.
#[rocket::get("/programmes/<slug>/courses/<course>/steps/<step>/<act>")]
pub(super) async fn ask(
    slug: &str,
    course: Uuid,
    step: &str,
    act: &str,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let Trainer(who) = who;
    let standing = super::find(app, &who, course).await?;
    let step = Step::find(&standing, step).ok_or(Error::NotFound)?;
    let act = Act::from_key(act).ok_or(Error::NotFound)?;
    if !step.is_to_come(&standing.course, app.clock.now()) {
        return Page::of(&over(slug, &who, site, &standing, step));
    }
    let mut page = confirmation(slug, &who, site, &standing, step, act, None)?;
    if act == Act::Now && matches!(step, Step::Letter(..) | Step::Summary) {
        page.lead.extend(app.mail().await?.reach_nobody());
    }
    Page::of(&page)
}

fn confirmation(
    slug: &str,
    who: &Member,
    site: &Arc<Site>,
    standing: &Standing,
    step: Step<'_>,
    act: Act,
    why_not: Option<String>,
) -> Result<FormPage> {
    let words = Words::of(standing, step);
    let asks = words.asks(act).ok_or(Error::NotFound)?;
    let back = rocket::uri!(super::show::show(slug, standing.course.id)).to_string();
    let mut lead = vec![asks.means];
    lead.extend(why_not);
    Ok(FormPage {
        frame: nav::frame(slug, who, site, Place::Courses),
        trail: Some(Trail {
            above: super::above(who, &standing.course),
            here: wording::capitalised(&words.short),
        }),
        heading: asks.question,
        lead,
        sections: Vec::new(),
        problems: Problems::default(),
        action: rocket::uri!(self::act(slug, standing.course.id, step.key(), act.key())).to_string(),
        button: asks.button,
        destroys: act == Act::Skip,
        cancel: Some(Link::new("Back without doing it", back)),
    })
}

/// Does it at once, or leaves it out.
#[rocket::post("/programmes/<slug>/courses/<course>/steps/<step>/<act>")]
pub(super) async fn act(
    slug: &str,
    course: Uuid,
    step: &str,
    act: &str,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Reply> {
    let Trainer(who) = who;
    let standing = super::find(app, &who, course).await?;
    let step = Step::find(&standing, step).ok_or(Error::NotFound)?;
    let act = Act::from_key(act).ok_or(Error::NotFound)?;
    let now = app.clock.now();
    if !step.is_to_come(&standing.course, now) {
        return refuse(&over(slug, &who, site, &standing, step));
    }
    if act == Act::Now
        && let Err(why) = order::may_happen_now(&standing, step)
    {
        return Reply::mend(&confirmation(slug, &who, site, &standing, step, act, Some(why))?);
    }
    let words = Words::of(&standing, step);
    let Some(asks) = words.asks(act) else { return Err(Error::NotFound) };
    let done = Done { app, who: &who, standing: &standing, now };
    let changed = match act {
        Act::Skip => done.skip(step, &format!("left out {}", words.short)).await?,
        Act::Now => done.move_to(step, now, &format!("did at once: {}", words.short)).await?,
    };
    let address = rocket::uri!(super::show::show(slug, course)).to_string();
    if !changed {
        return Ok(Reply::told(address, too_late()));
    }
    if act == Act::Skip {
        return Ok(Reply::told(address, asks.done));
    }
    due::run_due(app, now).await?;
    if super::failed(app, &standing).await? {
        return Ok(Reply::told(address, super::NOT_DONE));
    }
    let told = match step {
        Step::Letter(..) => app.mail().await?.queued("The emails are queued", &asks.done),
        Step::Summary => app.mail().await?.queued(&asks.done, &asks.done),
        Step::Day | Step::Opens(_) | Step::Closes(_) => asks.done,
    };
    Ok(Reply::told(address, told))
}
