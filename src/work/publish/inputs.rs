//! Everything a summary is written from, collected from the closed rounds of its course.

use common_ground_reports::summary::{
    inputs::{Action, Block, Confidence, Course as CourseWords, Inputs, Previous, Reaction, SurveyVersion},
    wording,
};
use jiff::{Timestamp, tz::TimeZone};

use crate::{
    app::App,
    results::{self, Answered},
    store::{
        Result,
        actions::Action as Agreed,
        courses::{self, Course, Purpose},
        programmes::Programme,
        rounds::Round,
    },
    survey::{item::Kind, round::RoundState, text::ENGLISH},
};

use crate::work::publish::{Closed, Decided};

/// What stands between an aim and the two times that people looked at.
const NOW: &str = "__now";
const THEN: &str = "__then";

/// Collects the inputs of a course's summary.
pub(super) async fn gather(
    app: &App,
    programme: &Programme,
    course: &Course,
    rounds: &[Closed],
    decided: Decided,
    now: Timestamp,
) -> Result<Inputs> {
    let zone = TimeZone::get(&course.time_zone).unwrap_or_else(|_| programme.settings.zone());
    let feedback = closed(rounds, Purpose::Feedback);
    let answered = feedback.map(|asked| &asked.answered);
    let asked_before = closed(rounds, Purpose::Before).map(|asked| &asked.answered);
    let held_back = [answered, asked_before].into_iter().flatten().any(|asked| asked.held_back);
    let (title, place) = (course.title.clone(), course.place.clone());
    Ok(Inputs {
        library: programme.asker().to_owned(),
        programme: programme.name.clone(),
        course: CourseWords {
            short_title: title.strip_prefix("Pilot ").map_or_else(|| title.clone(), capitalised),
            title,
            short_place: place.strip_suffix(" Library").unwrap_or(&place).to_owned(),
            place,
            date: say(course.starts_at, &zone, "%-d %B %Y"),
            day: say(course.starts_at, &zone, "%-d %B"),
        },
        came: None,
        answered: answered.map_or(0, Answered::responses),
        turnout: match feedback {
            Some(asked) => Some(results::turnout_of(app, &asked.round, &asked.answered).await?),
            None => None,
        },
        survey: answered.map_or_else(no_survey, Answered::version),
        confidence: answered.map_or_else(Vec::new, |a| confidence(a, asked_before)),
        reactions: answered.map_or_else(Vec::new, reactions),
        blocks: blocks(rounds, &zone),
        previous: previous(app, course, &zone).await?,
        quotes: decided.quotes,
        actions: decided.people.actions.iter().map(action).collect(),
        note: Some(decided.people.plan.note),
        absent: held_back.then(|| wording::HELD_BACK.to_owned()).into_iter().collect(),
        min_group: results::largest_min(rounds.iter().map(|asked| &asked.answered)),
        frozen: say(now, &zone, "%-d %B %Y, %H:%M"),
    })
}

fn closed(rounds: &[Closed], purpose: Purpose) -> Option<&Closed> {
    rounds.iter().find(|asked| asked.purpose == purpose)
}

fn no_survey() -> SurveyVersion {
    SurveyVersion { title: String::new(), version: 0 }
}

fn confidence(answered: &Answered, before: Option<&Answered>) -> Vec<Confidence> {
    let aims = answered.survey.aims().into_iter();
    aims.map(|aim| {
        let now = format!("{aim}{NOW}");
        let item = answered.survey.item(&now);
        let label = item.map(|item| item.label.in_language(ENGLISH).to_owned());
        let topic =
            item.and_then(|item| item.topic.as_ref()).map(|topic| topic.in_language(ENGLISH).to_owned());
        Confidence {
            key: aim.to_owned(),
            label: label.unwrap_or_else(|| aim.to_owned()),
            topic: topic.unwrap_or_default(),
            pairs: answered.pairs(&format!("{aim}{THEN}"), &now),
            before: before.map(|before| before.counts(aim)),
        }
    })
    .collect()
}

/// Ratings of the day itself: those that belong to no aim.
fn reactions(answered: &Answered) -> Vec<Reaction> {
    let items = answered.survey.items().filter(|item| item.aim.is_none());
    items
        .filter_map(|item| {
            let Kind::Rating { .. } = item.kind else { return None };
            Some(Reaction {
                key: item.key.clone(),
                label: item.label.in_language(ENGLISH).to_owned(),
                scale: answered.scale(item)?,
                counts: answered.counts(&item.key),
            })
        })
        .collect()
}

fn blocks(rounds: &[Closed], zone: &TimeZone) -> Vec<Block> {
    let both = Purpose::COMPARED.into_iter().filter_map(|(offer, expectation)| {
        let (offer, expectation) = (closed(rounds, offer)?, closed(rounds, expectation)?);
        let offering = (&offer.round, &offer.answered);
        results::ledger::compared(offering, (&expectation.round, &expectation.answered), zone)
    });
    both.collect()
}

/// The course frozen last before this one, if it asked for feedback.
async fn previous(app: &App, course: &Course, zone: &TimeZone) -> Result<Option<Previous>> {
    let courses = courses::of_programme(app.db.read(), course.programme).await?;
    let Some(last) =
        courses.iter().find(|other| other.frozen_at.is_some() && other.starts_at < course.starts_at)
    else {
        return Ok(None);
    };
    let rounds = courses::rounds(app.db.read(), last.id).await?;
    let fits = |(purpose, round): &&(Purpose, Round)| {
        *purpose == Purpose::Feedback && round.state == RoundState::Closed
    };
    let Some((_, feedback)) = rounds.iter().find(fits) else { return Ok(None) };
    let answered = results::answered(app, feedback).await?;
    Ok(Some(Previous {
        name: format!("{}, {}", last.title, say(last.starts_at, zone, "%-d %B")),
        survey: answered.version(),
        confidence: confidence(&answered, None),
    }))
}

/// What was agreed, as summaries tell it.
pub(super) fn action(agreed: &Agreed) -> Action {
    Action { what: agreed.what.clone(), who: agreed.who.clone(), by: agreed.by_in_words() }
}

pub(super) fn say(at: Timestamp, zone: &TimeZone, how: &str) -> String {
    at.to_zoned_datetime(zone.clone()).strftime(how).to_string()
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
