//! What a course will do, step by step: moved, left out, or done at once. What is done at once is done by moving it to
//! now and letting the scheduler take its usual step, so that nothing happens in two ways, or twice.

pub(crate) mod apply;
pub(crate) mod rules;
pub(crate) mod wording;

use std::sync::Arc;

use common_ground_reports::summary::wording::capitalised;
use jiff::Timestamp;
use rocket::{State, http::Status};
use uuid::Uuid;

use crate::{
    app::App,
    store::{
        courses::{Course, State as Life},
        mailings::{Mailing, State as Planned},
    },
    survey::round::RoundState,
    web::{
        at,
        courses::{
            overview::{Asked, Standing},
            plan::when,
            schedule::{apply::Done, wording::Words},
        },
        http::{
            answer::{Answer, Page},
            error::{Error, Result},
            form_data::FormData,
            guard::{Member, Trainer},
        },
        parts::{
            form::{Choice, Field, FormPage, Input, Problems, Section},
            format,
            frame::Site,
            nav::{self, Place},
            note::Note,
            piece::{Link, Trail},
        },
    },
    work::due,
};

/// One step of a course.
#[derive(Clone, Copy)]
pub(crate) enum Step<'a> {
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
pub(crate) enum Act {
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
    pub(crate) fn key(self) -> String {
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
pub(crate) async fn show(
    slug: &str,
    course: uuid::Uuid,
    step: &str,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let Trainer(who) = who;
    let standing = crate::web::courses::find(app, &who, course).await?;
    let step = Step::find(&standing, step).ok_or(Error::NotFound)?;
    let now = app.clock.now();
    if !step.is_to_come(&standing.course, now) && rules::may_reopen(&standing, step).is_none() {
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
    let back = at::course(slug, course.id);
    FormPage {
        frame: nav::frame(who, site, Place::Courses),
        trail: Some(Trail {
            above: crate::web::courses::above(who, course),
            here: capitalised(&words.short),
        }),
        heading: words.heading,
        lead: words.lead,
        sections: vec![Section { title: None, lead: None, fields }],
        problems,
        action: at::course_step(slug, course.id, step.key()),
        button: "Continue".to_owned(),
        destroys: false,
        cancel: Some(Link::new("Back without changing anything", back)),
    }
}

/// A step that is over: why it stays as it is, and what to do instead.
fn over(slug: &str, who: &Member, site: &Arc<Site>, standing: &Standing, step: Step<'_>) -> Note {
    let course = &standing.course;
    let mut ways = vec![Link::new("Back to the course", at::course(slug, course.id))];
    if matches!(step, Step::Closes(_)) && course.state != Life::Cancelled {
        let again = at::new_course_round(slug, course.id);
        ways.insert(0, Link::new("Ask once more in a new survey", again));
    }
    Note {
        frame: nav::frame(who, site, Place::Courses),
        trail: Trail {
            above: crate::web::courses::above(who, course),
            here: capitalised(&Words::of(standing, step).short),
        },
        heading: "This can no longer be changed".to_owned(),
        paragraphs: rules::why_not(standing, step),
        ways,
    }
}

fn refuse(note: &Note) -> Result<Answer> {
    Answer::mend(note)
}

/// Moves a step, or leads to the page that asks before something is done or left out.
#[rocket::post("/programmes/<slug>/courses/<course>/steps/<step>", data = "<entries>")]
pub(crate) async fn change(
    slug: &str,
    course: Uuid,
    step: &str,
    entries: FormData,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let Trainer(who) = who;
    let standing = crate::web::courses::find(app, &who, course).await?;
    let step = Step::find(&standing, step).ok_or(Error::NotFound)?;
    let now = app.clock.now();
    let reopened = rules::may_reopen(&standing, step);
    if !step.is_to_come(&standing.course, now) && reopened.is_none() {
        return refuse(&over(slug, &who, site, &standing, step));
    }
    if let Some(act) = Act::from_key(entries.one("act")) {
        let address = at::course_step_act(slug, course, step.key(), act.key());
        return Ok(Answer::to(address));
    }
    let mut problems = Problems::default();
    if !matches!(entries.one("act"), "" | "move") {
        problems.add("act", "Select what should happen");
    }
    let at = when(&entries, ("day", "time"), &standing.zone, &mut problems);
    if let Some(at) = at
        && let Err(why) = rules::check(&standing, step, at, now)
    {
        problems.add("day", why);
    }
    let Some(at) = at.filter(|_| problems.is_empty()) else {
        let text = |name: &str| entries.one(name).to_owned();
        let entered = Entered { act: "move".to_owned(), day: text("day"), time: text("time") };
        return Answer::mend(&form(slug, &who, site, &standing, step, &entered, problems));
    };
    let words = Words::of(&standing, step);
    let told = format::day_and_time(at, &standing.zone);
    let done = Done { app, who: &who, standing: &standing, now };
    let moved = if reopened.is_some() {
        done.reopen(step, at).await?
    } else {
        done.move_to(step, at, &format!("moved {}", words.short)).await?
    };
    let address = at::course(slug, course);
    Ok(Answer::on(address, if moved { format!("{} is now on {told}", words.subject) } else { too_late() }))
}

fn too_late() -> String {
    "It had happened already, so nothing was changed".to_owned()
}

/// Asks before a step is done at once or left out.
#[rocket::get("/programmes/<slug>/courses/<course>/steps/<step>/<act>")]
pub(crate) async fn ask(
    slug: &str,
    course: Uuid,
    step: &str,
    act: &str,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let Trainer(who) = who;
    let standing = crate::web::courses::find(app, &who, course).await?;
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
    let back = at::course(slug, standing.course.id);
    let mut lead = vec![asks.means];
    lead.extend(why_not);
    Ok(FormPage {
        frame: nav::frame(who, site, Place::Courses),
        trail: Some(Trail {
            above: crate::web::courses::above(who, &standing.course),
            here: capitalised(&words.short),
        }),
        heading: asks.question,
        lead,
        sections: Vec::new(),
        problems: Problems::default(),
        action: at::course_step_act(slug, standing.course.id, step.key(), act.key()),
        button: asks.button,
        destroys: act == Act::Skip,
        cancel: Some(Link::new("Back without doing it", back)),
    })
}

/// Does it at once, or leaves it out.
#[rocket::post("/programmes/<slug>/courses/<course>/steps/<step>/<act>")]
pub(crate) async fn act(
    slug: &str,
    course: Uuid,
    step: &str,
    act: &str,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let Trainer(who) = who;
    let standing = crate::web::courses::find(app, &who, course).await?;
    let step = Step::find(&standing, step).ok_or(Error::NotFound)?;
    let act = Act::from_key(act).ok_or(Error::NotFound)?;
    let now = app.clock.now();
    if !step.is_to_come(&standing.course, now) {
        return refuse(&over(slug, &who, site, &standing, step));
    }
    if act == Act::Now
        && let Err(why) = rules::may_happen_now(&standing, step)
    {
        return Answer::mend(&confirmation(slug, &who, site, &standing, step, act, Some(why))?);
    }
    let words = Words::of(&standing, step);
    let Some(asks) = words.asks(act) else { return Err(Error::NotFound) };
    let done = Done { app, who: &who, standing: &standing, now };
    let changed = match act {
        Act::Skip => done.skip(step, &format!("left out {}", words.short)).await?,
        Act::Now => done.move_to(step, now, &format!("did at once: {}", words.short)).await?,
    };
    let address = at::course(slug, course);
    if !changed {
        return Ok(Answer::on(address, too_late()));
    }
    if act == Act::Skip {
        return Ok(Answer::on(address, asks.done));
    }
    due::run_due(app, now).await?;
    if crate::web::courses::failed(app, &standing).await? {
        return Ok(Answer::on(address, crate::web::courses::NOT_DONE));
    }
    let told = match step {
        Step::Letter(..) => app.mail().await?.queued("The emails are queued", &asks.done),
        Step::Summary => app.mail().await?.queued(&asks.done, &asks.done),
        Step::Day | Step::Opens(_) | Step::Closes(_) => asks.done,
    };
    Ok(Answer::on(address, told))
}
