//! One more survey of a course, or the same again once it has closed.

use std::sync::Arc;

use jiff::{Timestamp, tz::TimeZone};
use rocket::State;
use uuid::Uuid;

use crate::{
    app::App,
    store::{
        StoreError, Transaction, audit,
        courses::{self, Course, Purpose, State as Life},
        mailings, participants,
        rounds::{self, Round},
        surveys, write,
    },
    survey::{
        audience::Audience,
        definition::Survey,
        ready,
        round::{Privacy, RoundState, Side, Window},
    },
    web::{
        at,
        courses::{
            overview::Standing,
            plan::{OWN, when},
        },
        http::{
            answer::{Answer, Page},
            error::{Error, Result},
            form_data::FormData,
            guard::{Member, Trainer},
        },
        parts::{
            form::{Choice, Field, FormPage, Input, Problems, Section},
            frame::Site,
            nav::{self, Place},
            piece::{Link, Trail},
        },
    },
};

/// What a course asks, and when.
pub(crate) type Ask = (Purpose, &'static Survey, Window);

/// Adds a round to a course and plans its letters.
pub(crate) async fn add(
    tx: &Transaction,
    course: &Course,
    (purpose, survey, window): Ask,
    (side, privacy): (Side, Privacy),
    zone: &TimeZone,
    now: Timestamp,
) -> Result<Round> {
    let definition =
        serde_json::from_str(&survey.to_json()).map_err(|error| Error::Broken(error.to_string()))?;
    let version = i32::try_from(survey.version).unwrap_or(i32::MAX);
    let round = Round {
        id: Uuid::new_v4(),
        programme: course.programme,
        survey_version: surveys::keep(tx, &survey.key, version, definition, now.into()).await?,
        code: rounds::new_code(),
        side,
        privacy,
        audience: Audience::Both,
        aims: course.aims.clone(),
        state: RoundState::Planned,
        opens_at: window.opens,
        closes_at: window.closes,
    };
    rounds::add(tx, &round).await?;
    courses::attach(tx, course.id, round.id, purpose).await?;
    mailings::plan(tx, round.id, window.opens.max(now), window.closes, zone).await?;
    Ok(round)
}

/// The form.
#[rocket::get("/programmes/<slug>/courses/<course>/rounds/new")]
pub(crate) async fn new(
    slug: &str,
    course: Uuid,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let Trainer(who) = who;
    let standing = crate::web::courses::find(app, &who, course).await?;
    Page::of(&page(slug, &who, site, &standing, &FormData::default(), Problems::default()))
}

fn page(
    slug: &str,
    who: &Member,
    site: &Arc<Site>,
    standing: &Standing,
    entries: &FormData,
    problems: Problems,
) -> FormPage {
    let surveys = OWN.map(|(purpose, _, words)| Choice::of(purpose.key(), words, [entries.one("survey")]));
    let field = |kind, name: &str, label: &str| Field::typed(kind, name, label, entries.one(name));
    let fields = vec![
        Field::new("survey", "Survey", Input::Radios(surveys.into())),
        field("date", "opens_day", "Opens on"),
        field("time", "opens_time", "At"),
        field("date", "closes_day", "Closes on"),
        field("time", "closes_time", "Until"),
    ];
    let course = &standing.course;
    let back = at::course(slug, course.id);
    FormPage {
        frame: nav::frame(who, site, Place::Courses),
        trail: Some(Trail { above: crate::web::courses::above(who, course), here: "Another survey".to_owned() }),
        heading: "Ask once more".to_owned(),
        lead: vec!["This adds a new survey with a code of its own. Everybody who takes part gets a personal link to \
                    it, whether or not they answered before. It counts towards the summary if it closes before the \
                    summary is written."
            .to_owned()],
        sections: vec![Section { title: None, lead: None, fields }],
        problems,
        action: at::new_course_round(slug, course.id),
        button: "Add the survey".to_owned(),
        destroys: false,
        cancel: Some(Link::new("Back without adding", back)),
    }
}

/// Adds it.
#[rocket::post("/programmes/<slug>/courses/<course>/rounds/new", data = "<entries>")]
pub(crate) async fn create(
    slug: &str,
    course: Uuid,
    entries: FormData,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let Trainer(who) = who;
    let standing = crate::web::courses::find(app, &who, course).await?;
    let now = app.clock.now();
    let mut problems = Problems::default();
    let ask = read(&entries, &standing, now, &mut problems);
    let Some(ask) = ask.filter(|_| problems.is_empty()) else {
        return Answer::mend(&page(slug, &who, site, &standing, &entries, problems));
    };
    // Like the rounds it stands beside.
    let like = standing.rounds.iter().find(|asked| asked.is_own());
    let how =
        like.map_or((Side::Library, Privacy::Anonymous), |asked| (asked.round.side, asked.round.privacy));
    let tx = write(&app.db).await?;
    let round = add(&tx, &standing.course, ask, how, &standing.zone, now).await?;
    participants::sync(&tx, &app.secret, course).await?;
    let object = format!("{} ({})", standing.course.title, round.code);
    audit::record(
        &tx,
        Some(who.programme.id),
        &who.person,
        "added a survey to the course",
        &object,
        now.into(),
    )
    .await?;
    tx.commit().await.map_err(StoreError::from)?;
    Ok(Answer::on(at::course(slug, course), "The survey was added"))
}

fn read(entries: &FormData, standing: &Standing, now: Timestamp, problems: &mut Problems) -> Option<Ask> {
    let picked = OWN.into_iter().find(|(purpose, ..)| purpose.key() == entries.one("survey"));
    if picked.is_none() {
        problems.add("survey", "Select a survey");
    }
    if standing.course.state == Life::Cancelled {
        problems.add("survey", "This course is called off. Plan it again before you add a survey");
    }
    let opens = when(entries, ("opens_day", "opens_time"), &standing.zone, problems);
    let closes = when(entries, ("closes_day", "closes_time"), &standing.zone, problems);
    let (opens, closes, (purpose, survey, _)) = (opens?, closes?, picked?);
    if closes <= opens {
        problems.add("closes_day", "Enter a close that is later than the opening");
    } else if closes <= now {
        problems.add("closes_day", "Enter a close that is still to come");
    }
    Some((purpose, ready::find(survey)?, Window { opens, closes }))
}
