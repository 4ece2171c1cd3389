//! One more survey of a course, or the same again once it has closed.

use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    store::{CourseState as Life, RoundPurpose, participants, rounds},
    survey::{PrivacyMode, Survey, Window},
    web::{
        Answer, Desk, Field, FormChoice, FormData, FormPage, FormProblems, MainPlace, Result, Trainer, at,
        courses::{
            CourseOverview, load,
            plan::{
                OWN,
                choices::{Choices, NamedPartners},
                form::survey_choice,
                round::{self, Ask},
                when,
            },
            trail,
        },
    },
};

#[rocket::get("/programmes/<_>/courses/<course>/rounds/new")]
pub(crate) async fn new(desk: Desk<'_, Trainer>, course: Uuid) -> Result<Answer> {
    let overview = load(&desk, course).await?;
    let choices = Choices::of(desk.app, desk.programme(), &NamedPartners::default()).await?;
    Answer::page(&form(&desk, &choices, &overview, &FormData::default(), FormProblems::default()))
}

#[rocket::post("/programmes/<_>/courses/<course>/rounds/new", data = "<entries>")]
pub(crate) async fn create(desk: Desk<'_, Trainer>, course: Uuid, entries: FormData) -> Result<Answer> {
    let overview = load(&desk, course).await?;
    let choices = Choices::of(desk.app, desk.programme(), &NamedPartners::default()).await?;
    let now = desk.now();
    let mut problems = FormProblems::default();
    let ask = read(&entries, &choices, &overview, now, &mut problems);
    let Some((purpose, survey, window)) = ask.filter(|_| problems.is_empty()) else {
        return Answer::mend(&form(&desk, &choices, &overview, &entries, problems));
    };
    // Like the rounds it stands beside.
    let privacy = overview.own().next().map_or(PrivacyMode::Anonymous, |asked| asked.round.privacy);
    let done = Answer::on(at::course(desk.slug(), course), "The survey was added");
    // That of the first side; a second one is added with it or not at all.
    let mut id = entries.made();
    let tx = desk.making().await?;
    if rounds::find(&tx, id).await?.is_some() {
        return Ok(done);
    }
    let mut codes = Vec::new();
    for side in overview.sides().into_iter().filter(|side| survey.sides.contains(side)) {
        let ask = Ask { purpose, survey, side, window };
        codes.push(round::add(&tx, &overview.course, (id, ask), privacy, &overview.zone, now).await?.code);
        id = Uuid::new_v4();
    }
    participants::sync(&tx, &desk.app.secret, course).await?;
    let object = format!("{} ({})", overview.course.title, codes.join(", "));
    desk.done(tx, "added a survey to the course", &object).await?;
    Ok(done)
}

fn read<'a>(
    entries: &FormData,
    choices: &'a Choices,
    overview: &CourseOverview,
    now: Timestamp,
    problems: &mut FormProblems,
) -> Option<(RoundPurpose, &'a Survey, Window)> {
    let purpose = RoundPurpose::from_key(entries.one("purpose")).filter(|purpose| purpose.is_own());
    problems.add_if(purpose.is_none(), "purpose", "Select its purpose");
    let survey = choices.survey(entries.one("survey"));
    let sides = overview.sides();
    match survey {
        None => problems.add("survey", "Select a survey"),
        Some(survey) if !sides.iter().any(|side| survey.sides.contains(side)) => {
            let asks = survey.sides[0].people();
            problems.add(
                "survey",
                format!(
                    "This survey is only for {asks}: select another, or edit the course to ask {asks} too"
                ),
            );
        }
        Some(_) => {}
    }
    if overview.course.state == Life::Cancelled {
        problems.add("survey", "This course is cancelled. Plan it again before you add a survey");
    }
    let opens = when(entries, ("opens_day", "opens_time"), &overview.zone, problems);
    let closes = when(entries, ("closes_day", "closes_time"), &overview.zone, problems);
    let (opens, closes) = (opens?, closes?);
    if closes <= opens {
        problems.add("closes_day", "Enter a closing time after the opening time");
    } else if closes <= now {
        problems.add("closes_day", "Enter a closing time in the future");
    }
    Some((purpose?, survey?, Window { opens, closes }))
}

fn form(
    desk: &Desk<'_, Trainer>,
    choices: &Choices,
    overview: &CourseOverview,
    entries: &FormData,
    problems: FormProblems,
) -> FormPage {
    let (slug, course) = (desk.slug(), &overview.course);
    let purposes =
        OWN.map(|(purpose, _, words, _)| FormChoice::of(purpose.key(), words, [entries.one("purpose")]));
    let chosen = entries.one("survey");
    let mut surveys = vec![FormChoice::of("", "Choose a survey", [chosen])];
    surveys.extend(choices.surveys.iter().map(|survey| survey_choice(survey, chosen)));
    let field = |kind, name: &str, label: &str| Field::typed(kind, name, label, entries.one(name));
    desk.form(MainPlace::Courses, "Add a survey")
        .trail(trail(slug, course, "Add a survey"))
        .lead(
            "This adds a new survey with its own code. Everybody who takes part gets a personal link to it, \
             whether or not they answered before. It’s included in the summary if it closes before the \
             summary is written.",
        )
        .field(Field::select("survey", "Survey", surveys))
        .field(Field::radios("purpose", "Purpose", purposes))
        .field(field("date", "opens_day", "Opens on"))
        .field(field("time", "opens_time", "At"))
        .field(field("date", "closes_day", "Closes on"))
        .field(field("time", "closes_time", "Until"))
        .once(entries)
        .problems(problems)
        .button("Add the survey", at::new_course_round(slug, course.id))
        .cancel("Back without adding", at::course(slug, course.id))
}
