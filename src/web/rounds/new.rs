//! Asking a survey of the whole programme: a round that belongs to no course.

use common_ground_reports::summary::wording;
use jiff::{
    Timestamp,
    civil::{Date, Time},
    tz::{AmbiguousOffset, TimeZone},
};
use uuid::Uuid;

use crate::{
    store::{
        custom_surveys,
        rounds::{self, Round},
        surveys,
    },
    survey::{
        audience::Audience,
        definition::Survey,
        ready,
        round::{Privacy, Side, Window},
        text::ENGLISH,
    },
    web::{
        at,
        http::{
            answer::Answer,
            desk::Desk,
            error::{Error, Result},
            form_data::FormData,
            guard::Trainer,
        },
        parts::{
            form::{Choice, Field, FormPage, Input, Problems, Section},
            format,
            nav::Place,
            piece::{Link, Trail},
        },
        surveys::people,
    },
};

/// What to weigh before anybody with the address can answer.
const OPEN_LINK: &str = "Anyone who has the open address can answer more than once, and nobody can tell: \
     whoever answers five times knows what the sixth person said. Where people might do that, let only people with a \
     personal link answer. With an open address, results shown before the close move by at least 10 answers.";

/// Asks what is asked of whom, and when.
#[rocket::get("/programmes/<_>/rounds/new?<survey>")]
pub(crate) async fn new(desk: Desk<'_, Trainer>, survey: Option<&str>) -> Result<Answer> {
    let asked = surveys_to_ask(&desk).await?;
    let chosen = asked.iter().find(|one| Some(&*one.key) == survey);
    let entered = |name: &str| match name {
        "survey" => survey.unwrap_or_default().to_owned(),
        "side" => chosen.map_or("", |survey| survey.sides[0].key()).to_owned(),
        "privacy" => Privacy::Anonymous.key().to_owned(),
        "audience" => Audience::Open.key().to_owned(),
        "opens_time" | "closes_time" => "09:00".to_owned(),
        _ => String::new(),
    };
    Answer::page(&form(&desk, &asked, entered, Problems::default()))
}

/// Makes the round.
#[rocket::post("/programmes/<_>/rounds", data = "<data>")]
pub(crate) async fn create(desk: Desk<'_, Trainer>, data: FormData) -> Result<Answer> {
    let (now, zone) = (desk.now(), desk.zone());
    let asked = surveys_to_ask(&desk).await?;
    let mut problems = Problems::default();
    let read = read(&data, &asked, now, &zone, &mut problems);
    let Some((survey, side, privacy, audience, window)) = read.filter(|_| problems.is_empty()) else {
        let entered = |name: &str| data.one(name).to_owned();
        return Answer::mend(&form(&desk, &asked, entered, problems));
    };
    let version = i32::try_from(survey.version).map_err(|_| Error::Unprocessable)?;
    let title = survey.title.read(side, ENGLISH).to_owned();
    let tx = desk.change().await?;
    let round = Round {
        id: Uuid::new_v4(),
        programme: desk.programme().id,
        survey_version: surveys::keep(&tx, &survey.key, version, custom_surveys::json(survey)?, now).await?,
        code: rounds::new_code(),
        side,
        privacy,
        audience,
        aims: Vec::new(),
        state: window.state_at(now),
        opens_at: window.opens,
        closes_at: window.closes,
    };
    rounds::add(&tx, &round).await?;
    desk.done(tx, "asked the survey", &title).await?;
    let page = at::round(desk.slug(), &round.code);
    let opens = format::day_and_time(round.opens_at, &zone);
    let told = if round.takes_answers(now) {
        "The survey is open".to_owned()
    } else {
        format!("The survey will open on {opens}")
    };
    Ok(Answer::on(page, told))
}

/// The surveys that can be asked outside a course: those that are published and ask nothing about a course's aims.
async fn surveys_to_ask(desk: &Desk<'_, Trainer>) -> Result<Vec<Survey>> {
    let mut all = Vec::new();
    for own in custom_surveys::of_programme(desk.db(), desk.programme().id).await? {
        if own.published > 0 {
            all.extend(surveys::published(desk.db(), &own.draft.key, own.published).await?);
        }
    }
    all.extend(ready::all().iter().cloned());
    all.retain(|survey| survey.aims_to_pick.is_none());
    Ok(all)
}

/// What was entered, with every problem noted.
fn read<'a>(
    data: &FormData,
    asked: &'a [Survey],
    now: Timestamp,
    zone: &TimeZone,
    problems: &mut Problems,
) -> Option<(&'a Survey, Side, Privacy, Audience, Window)> {
    let survey = asked.iter().find(|survey| survey.key == data.one("survey"));
    let side = Side::from_key(data.one("side"));
    let privacy = Privacy::from_key(data.one("privacy"));
    let audience = Audience::from_key(data.one("audience"));
    if survey.is_none() {
        problems.add("survey", "Select the survey to ask");
    }
    match (survey, side) {
        (_, None) => problems.add("side", "Select who is asked"),
        (Some(survey), Some(side)) if !survey.sides.contains(&side) => {
            let asks = people(survey.sides[0]);
            problems.add("side", format!("This survey asks {asks} only; select them, or another survey"));
        }
        _ => {}
    }
    if privacy.is_none() {
        problems.add("privacy", "Select what people are promised about their answers");
    }
    if audience.is_none() {
        problems.add("audience", "Select who can answer");
    }
    let opens = moment(data, "opens", now, zone, problems);
    let closes = moment(data, "closes", now, zone, problems);
    if let (Some(opens), Some(closes)) = (opens, closes) {
        if closes <= opens {
            problems.add("closes", "Enter a day and time to close that is after the opening");
        } else if closes <= now {
            problems.add("closes", "Enter a day and time to close that is still to come");
        }
    }
    Some((survey?, side?, privacy?, audience?, Window { opens: opens?, closes: closes? }))
}

/// A day and time of day in the programme's time zone; a blank opening is now.
fn moment(
    data: &FormData,
    name: &str,
    now: Timestamp,
    zone: &TimeZone,
    problems: &mut Problems,
) -> Option<Timestamp> {
    let time_of = format!("{name}_time");
    let (day, time) = (data.one(name), data.one(&time_of));
    if day.is_empty() && name == "opens" {
        if !time.is_empty() && time.parse::<Time>().is_err() {
            problems.add(time_of, "Enter a time of day, like 17:00, or leave it blank to open now");
        }
        return Some(now);
    }
    let (day, time) = (day.parse::<Date>(), time.parse::<Time>());
    // Both are said at once, or the form would come back twice.
    if day.is_err() {
        problems.add(name, "Enter a day, like 2026-05-29");
    }
    if time.is_err() {
        problems.add(&*time_of, "Enter a time of day, like 17:00");
    }
    let (day, time) = (day.ok()?, time.ok()?);
    if matches!(zone.to_ambiguous_timestamp(day.to_datetime(time)).offset(), AmbiguousOffset::Gap { .. }) {
        let skipped = "Enter another time: the clocks are put forward over this hour, so it does not happen";
        problems.add(time_of, skipped);
        return None;
    }
    let Ok(at) = day.to_datetime(time).to_zoned_datetime(zone.clone()) else {
        problems.add(name, "Enter a day between now and the year 9000");
        return None;
    };
    Some(at.timestamp())
}

fn form(
    desk: &Desk<'_, Trainer>,
    asked: &[Survey],
    entered: impl Fn(&str) -> String,
    problems: Problems,
) -> FormPage {
    let surveys = at::surveys(desk.slug());
    let (chosen, side) = (entered("survey"), entered("side"));
    let mut choices = vec![Choice::of("", "Choose a survey", [&*chosen])];
    choices.extend(asked.iter().map(|survey| {
        let title = survey.title.read(survey.sides[0], ENGLISH);
        let sides: Vec<&str> = survey.sides.iter().map(|side| people(*side)).collect();
        Choice::of(&survey.key, format!("{title} ({})", sides.join(" and ")), [&*chosen])
    }));
    let sides = Side::ALL.map(|one| Choice::of(one.key(), wording::capitalised(people(one)), [&*side]));
    let time = |name: &str, label: &str| Field::typed("time", name, label, entered(name));
    let day = |name: &str, label: &str| Field::typed("date", name, label, entered(name));
    desk.form(Place::Surveys, "Ask a survey")
        .trail(Trail {
            above: vec![Link::new("Surveys", surveys.clone())],
            here: "Ask a survey".to_owned(),
        })
        .lead(
            "This asks the whole programme. The surveys of a course are set up with the course, and follow from its \
             date.",
        )
        .field(Field::new("survey", "Survey", Input::Select(choices)))
        .field(Field::new("side", "Who is asked", Input::Radios(sides.into())))
        .field(Field::new("privacy", "What they are promised", Input::Radios(promises(&entered("privacy")))))
        .field(
            Field::new("audience", "Who can answer", Input::Radios(audiences(&entered("audience"))))
                .hint(OPEN_LINK),
        )
        .section(Section {
            title: Some("When".to_owned()),
            lead: Some(format!("Times are those of {}.", desk.programme().settings.time_zone)),
            fields: vec![
                day("opens", "Opens on").hint("Leave it blank to open now."),
                time("opens_time", "Opens at"),
                day("closes", "Closes on"),
                time("closes_time", "Closes at"),
            ],
        })
        .problems(problems)
        .button("Ask the survey", at::rounds(desk.slug()))
        .cancel("Leave it", surveys)
}

fn promises(entered: &str) -> Vec<Choice> {
    let promises = Privacy::ALL.map(|privacy| {
        let promise = match privacy {
            Privacy::Anonymous => "Anonymous: nobody can link answers to people, you included",
            Privacy::Confidential => "Confidential: kept apart from names, which trainers could link",
            Privacy::Shared => "Shared: both sides see both sets of answers",
        };
        Choice::of(privacy.key(), promise, [entered])
    });
    promises.into()
}

fn audiences(entered: &str) -> Vec<Choice> {
    let audiences = Audience::ALL.map(|audience| {
        let label = match audience {
            Audience::Open => "Anyone with the code or the address",
            Audience::Invited => "Only people with a personal link",
            Audience::Both => "Both",
        };
        Choice::of(audience.key(), label, [entered])
    });
    audiences.into()
}
