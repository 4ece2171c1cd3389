//! Everything a summary is written from, collected from the closed rounds of its course.

use common_ground_reports::small_numbers::MinGroup;
use common_ground_reports::summary::{
    People, Said as Line, Summary,
    document::Workshop,
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
        boards::said::Said,
        courses::{self, Course, Purpose},
        participants,
        programmes::Programme,
        rounds::Round,
    },
    survey::{
        round::{RoundState, Side},
        text::ENGLISH,
    },
    system::secret::Purpose as Carried,
};

use crate::work::publish::{Closed, Decided};

/// What stands between an aim and the two times that people looked at.
const NOW: &str = "__now";
const THEN: &str = "__then";

/// Writes the summary of a course, which tells the sides apart where it asked both.
pub(super) async fn write(
    app: &App,
    programme: &Programme,
    course: &Course,
    rounds: &[Closed],
    decided: Decided,
    now: Timestamp,
) -> Result<Summary> {
    let own: Vec<Side> =
        rounds.iter().filter(|asked| asked.purpose.is_own()).map(|asked| asked.round.side).collect();
    let gather = |side, people, decided| gather(app, programme, course, rounds, (side, people), decided, now);
    if Side::ALL.iter().all(|side| own.contains(side)) {
        let first = gather(Side::Library, Some(People::Library), Some(decided)).await?;
        let second = gather(Side::Partner, Some(People::Partner), None).await?;
        return Ok(Summary::write_both(first, second));
    }
    let side = own.first().copied().unwrap_or(Side::Library);
    Ok(Summary::write(gather(side, None, Some(decided)).await?))
}

/// Collects what one side said; what was decided and the comparisons stand with one of them.
async fn gather(
    app: &App,
    programme: &Programme,
    course: &Course,
    rounds: &[Closed],
    (side, people): (Side, Option<People>),
    decided: Option<Decided>,
    now: Timestamp,
) -> Result<Inputs> {
    let zone = TimeZone::get(&course.time_zone).unwrap_or_else(|_| programme.settings.zone());
    let of_side = |purpose| rounds.iter().find(|asked| asked.purpose == purpose && asked.round.side == side);
    let feedback = of_side(Purpose::Feedback);
    let answered = feedback.map(|asked| &asked.answered);
    let asked_before = of_side(Purpose::Before).map(|asked| &asked.answered);
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
        people,
        came: came(app, course, people.map(|_| side)).await?,
        answered: answered.map_or(0, Answered::responses),
        turnout: match feedback {
            Some(asked) => Some(results::turnout_of(app, &asked.round, &asked.answered).await?),
            None => None,
        },
        survey: answered.map_or_else(no_survey, Answered::version),
        confidence: answered.map_or_else(Vec::new, |a| confidence(a, asked_before)),
        reactions: answered.map_or_else(Vec::new, reactions),
        blocks: if decided.is_some() { blocks(rounds, &zone) } else { Vec::new() },
        previous: previous(app, course, side, &zone).await?,
        quotes: decided.as_ref().map(|decided| decided.quotes.clone()).unwrap_or_default(),
        actions: decided.iter().flat_map(|decided| &decided.people.actions).map(action).collect(),
        note: decided.map(|decided| decided.people.plan.note),
        absent: held_back.then(|| wording::HELD_BACK.to_owned()).into_iter().collect(),
        min_group: results::largest_min(rounds.iter().map(|asked| &asked.answered)),
        frozen: say(now, &zone, "%-d %B %Y, %H:%M"),
    })
}

/// How many came, of one side where the course asked both; none where nobody has said.
async fn came(app: &App, course: &Course, side: Option<Side>) -> Result<Option<u64>> {
    let db = app.db.read();
    let Some(came) = participants::attendance(db, course.id).await? else { return Ok(None) };
    let mut people = participants::of_course(db, course.id).await?;
    people.retain(|person| {
        came.contains(&person.id) && side.is_none_or(|side| participants::side(person) == side)
    });
    Ok(Some(people.len() as u64))
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
async fn previous(app: &App, course: &Course, side: Side, zone: &TimeZone) -> Result<Option<Previous>> {
    let courses = courses::of_programme(app.db.read(), course.programme).await?;
    let Some(last) =
        courses.iter().find(|other| other.frozen_at.is_some() && other.starts_at < course.starts_at)
    else {
        return Ok(None);
    };
    let rounds = courses::rounds(app.db.read(), last.id).await?;
    let fits = |(purpose, round): &&(Purpose, Round)| {
        *purpose == Purpose::Feedback && round.state == RoundState::Closed && round.side == side
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
    let from = if agreed.card.is_some() { "From the workshop" } else { "" };
    Action {
        what: agreed.what.clone(),
        who: agreed.who.clone(),
        by: agreed.by_in_words(),
        from: from.to_owned(),
    }
}

/// What the room said, with the address of the write-up. A dot is told of from as many people on as an answer, and as was
/// promised when the board was made.
pub(super) fn workshop(app: &App, programme: &Programme, said: &Said, min_group: MinGroup) -> Workshop {
    let promised = programme.settings.promised(said.made_at, app.settings.min_group).min_group;
    let least = MinGroup::new(u64::from(promised)).map_or(min_group, |promised| promised.max(min_group));
    let lines: Vec<Line> =
        said.lines.iter().map(|(words, people)| Line { words: words.clone(), people: *people }).collect();
    let token = app.secret.carrying_token(Carried::WriteUp, said.board);
    Workshop::new(&lines, format!("{}/write-up/{token}", app.settings.site_url), least)
}

pub(super) fn say(at: Timestamp, zone: &TimeZone, how: &str) -> String {
    at.to_zoned_datetime(zone.clone()).strftime(how).to_string()
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
