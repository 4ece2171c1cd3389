//! One more survey of a course, or the same again once it has closed.

use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    store::{courses::State as Life, participants},
    survey::{
        ready,
        round::{Privacy, Side, Window},
    },
    web::{
        at,
        courses::{
            load,
            overview::Standing,
            plan::{
                OWN,
                round::{self, Ask},
                when,
            },
            trail,
        },
        http::{answer::Answer, desk::Desk, error::Result, form_data::FormData, guard::Trainer},
        parts::{
            form::{Choice, Field, FormPage, Input, Problems},
            nav::Place,
        },
    },
};

/// The form.
#[rocket::get("/programmes/<_>/courses/<course>/rounds/new")]
pub(crate) async fn new(desk: Desk<'_, Trainer>, course: Uuid) -> Result<Answer> {
    let standing = load(&desk, course).await?;
    Answer::page(&form(&desk, &standing, &FormData::default(), Problems::default()))
}

/// Adds it.
#[rocket::post("/programmes/<_>/courses/<course>/rounds/new", data = "<entries>")]
pub(crate) async fn create(desk: Desk<'_, Trainer>, course: Uuid, entries: FormData) -> Result<Answer> {
    let standing = load(&desk, course).await?;
    let now = desk.now();
    let mut problems = Problems::default();
    let ask = read(&entries, &standing, now, &mut problems);
    let Some(ask) = ask.filter(|_| problems.is_empty()) else {
        return Answer::mend(&form(&desk, &standing, &entries, problems));
    };
    // Like the rounds it stands beside.
    let like = standing.rounds.iter().find(|asked| asked.is_own());
    let how =
        like.map_or((Side::Library, Privacy::Anonymous), |asked| (asked.round.side, asked.round.privacy));
    let tx = desk.change().await?;
    let round = round::add(&tx, &standing.course, ask, how, &standing.zone, now).await?;
    participants::sync(&tx, &desk.app.secret, course).await?;
    let object = format!("{} ({})", standing.course.title, round.code);
    desk.done(tx, "added a survey to the course", &object).await?;
    Ok(Answer::on(at::course(desk.slug(), course), "The survey was added"))
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

fn form(desk: &Desk<'_, Trainer>, standing: &Standing, entries: &FormData, problems: Problems) -> FormPage {
    let (slug, course) = (desk.slug(), &standing.course);
    let surveys = OWN.map(|(purpose, _, words)| Choice::of(purpose.key(), words, [entries.one("survey")]));
    let field = |kind, name: &str, label: &str| Field::typed(kind, name, label, entries.one(name));
    desk.form(Place::Courses, "Ask once more")
        .trail(trail(slug, course, "Another survey"))
        .lead(
            "This adds a new survey with a code of its own. Everybody who takes part gets a personal link to it, \
             whether or not they answered before. It counts towards the summary if it closes before the summary is \
             written.",
        )
        .field(Field::new("survey", "Survey", Input::Radios(surveys.into())))
        .field(field("date", "opens_day", "Opens on"))
        .field(field("time", "opens_time", "At"))
        .field(field("date", "closes_day", "Closes on"))
        .field(field("time", "closes_time", "Until"))
        .problems(problems)
        .button("Add the survey", at::new_course_round(slug, course.id))
        .cancel("Back without adding", at::course(slug, course.id))
}
