//! Everything a summary is written from, collected from the closed rounds of its course.

use common_ground_reports::small_numbers::MinGroup;
use common_ground_reports::{
    summary::{
        DottedCard as Line, People, Summary,
        document::Workshop,
        inputs::{
            CourseFacts as CourseWords, Inputs, ItemBlock, NextAction, PastAction, Previous, Reaction,
            SurveyVersion,
        },
    },
    wording,
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::{
    app::App,
    results::{self, Answered},
    store::{
        Contact, Course, CourseAction as Agreed, Programme, PromiseState, Result, Round, RoundPurpose,
        actions, boards::said::Said, courses, participants,
    },
    survey::{ENGLISH, RoundState, Side},
    system::secret::KeyPurpose as TokenPurpose,
};

use crate::work::publish::{AllAnswered, Decided};

/// What both sides of a summary are written from.
struct Gathered<'a> {
    app: &'a App,
    programme: &'a Programme,
    course: &'a Course,
    rounds: &'a [AllAnswered],
    /// Who came, where somebody has said.
    came: Option<Vec<Contact>>,
    /// The course frozen last before this one, with its rounds.
    last: Option<(Course, Vec<(RoundPurpose, Round)>)>,
    now: Timestamp,
}

/// Writes the summary of a course, which tells the sides apart where it asked both.
pub(super) async fn write(
    app: &App,
    programme: &Programme,
    course: &Course,
    rounds: &[AllAnswered],
    decided: Decided,
    now: Timestamp,
) -> Result<Summary> {
    let own: Vec<Side> =
        rounds.iter().filter(|asked| asked.purpose.is_own()).map(|asked| asked.round.side).collect();
    let db = app.db.read();
    let last = match courses::last_with_summary(db, course.programme, course.starts_at).await? {
        Some(last) => {
            let rounds = courses::rounds(db, last.id).await?;
            Some((last, rounds))
        }
        None => None,
    };
    let came = came(app, course).await?;
    let gathered = Gathered { app, programme, course, rounds, came, last, now };
    if Side::ALL.iter().all(|side| own.contains(side)) {
        let first = gather(&gathered, Side::Library, Some(People::Library), Some(decided)).await?;
        let second = gather(&gathered, Side::Partner, Some(People::Partner), None).await?;
        return Ok(Summary::write_both(first, second));
    }
    let side = own.first().copied().unwrap_or(Side::Library);
    Ok(Summary::write(gather(&gathered, side, None, Some(decided)).await?))
}

/// Collects what one side said; what was decided and the comparisons stand with one of them.
async fn gather(
    gathered: &Gathered<'_>,
    side: Side,
    people: Option<People>,
    decided: Option<Decided>,
) -> Result<Inputs> {
    let Gathered { app, programme, course, rounds, came, last, now } = gathered;
    let (app, rounds, now) = (*app, *rounds, *now);
    let zone = course.zone(programme);
    let of_side = |purpose| rounds.iter().find(|asked| asked.purpose == purpose && asked.round.side == side);
    let feedback = of_side(RoundPurpose::Feedback);
    let answered = feedback.map(|asked| &asked.answered);
    let asked_before = of_side(RoundPurpose::Before).map(|asked| &asked.answered);
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
        came: came.as_ref().map(|came| of_side_only(came, people.map(|_| side))),
        answered: answered.map_or(0, Answered::responses),
        turnout: match feedback {
            Some(asked) => Some(results::turnout_of(app, &asked.round, &asked.answered).await?),
            None => None,
        },
        survey: answered.map_or_else(no_survey, Answered::version),
        confidence: answered.map_or_else(Vec::new, |a| results::survey::confidence(a, asked_before)),
        reactions: answered.map_or_else(Vec::new, reactions),
        blocks: if decided.is_some() { blocks(app, rounds, &zone).await? } else { Vec::new() },
        past_actions: match last {
            Some((last, _)) if decided.is_some() => {
                past_actions(app, last, now.to_zoned_datetime(zone.clone()).date()).await?
            }
            _ => Vec::new(),
        },
        previous: match last {
            Some((last, rounds)) => previous(app, programme, last, rounds, side).await?,
            None => None,
        },
        quotes: decided.as_ref().map(|decided| decided.quotes.clone()).unwrap_or_default(),
        actions: decided.iter().flat_map(|decided| &decided.people.actions).map(action).collect(),
        note: decided.map(|decided| decided.people.plan.note),
        absent: held_back.then(|| wording::HELD_BACK.to_owned()).into_iter().collect(),
        min_group: results::largest_min(rounds.iter().map(|asked| &asked.answered)),
        frozen: say(now, &zone, "%-d %B %Y, %H:%M"),
    })
}

/// Who came; none where nobody has said.
async fn came(app: &App, course: &Course) -> Result<Option<Vec<Contact>>> {
    let db = app.db.read();
    let Some(came) = participants::attendance(db, course.id).await? else { return Ok(None) };
    let mut people = participants::of_course(db, course.id).await?;
    people.retain(|person| came.contains(&person.id));
    Ok(Some(people))
}

/// How many of them are of one side, where the course asked both.
fn of_side_only(came: &[Contact], side: Option<Side>) -> u64 {
    let is_theirs = |person: &&Contact| side.is_none_or(|side| participants::side(person) == side);
    came.iter().filter(is_theirs).count() as u64
}

fn closed(rounds: &[AllAnswered], purpose: RoundPurpose) -> Option<&AllAnswered> {
    rounds.iter().find(|asked| asked.purpose == purpose)
}

fn no_survey() -> SurveyVersion {
    SurveyVersion { title: String::new(), version: 0 }
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

async fn blocks(app: &App, rounds: &[AllAnswered], zone: &TimeZone) -> Result<Vec<ItemBlock>> {
    let mut blocks = Vec::new();
    for (offer, expectation) in RoundPurpose::COMPARED {
        let (Some(offer), Some(expectation)) = (closed(rounds, offer), closed(rounds, expectation)) else {
            continue;
        };
        let offering = (&offer.round, &offer.answered);
        let Some(block) =
            results::ledger::compared(offering, (&expectation.round, &expectation.answered), zone)
        else {
            continue;
        };
        let mut response_rates = [None; 2];
        for (rate, asked) in response_rates.iter_mut().zip([offer, expectation]) {
            *rate = results::turnout_of(app, &asked.round, &asked.answered).await?.rate();
        }
        blocks.push(ItemBlock { response_rates, ..block });
    }
    Ok(blocks)
}

/// What became of what was agreed after the last course, as of today.
async fn past_actions(app: &App, last: &Course, today: Date) -> Result<Vec<PastAction>> {
    let agreed = actions::of_course(app.db.read(), last.id).await?.into_iter();
    let past = |agreed: Agreed| {
        let day = agreed.settled_on.map(|day| day.strftime("%-d %B %Y").to_string());
        PastAction {
            action: action(&agreed),
            done_on: day.clone().filter(|_| agreed.state == PromiseState::Done),
            late: agreed.is_open() && agreed.due().is_some_and(|due| due < today),
            ended: match agreed.state {
                PromiseState::Partly => {
                    let day = day.map(|day| format!(" on {day}")).unwrap_or_default();
                    Some((format!("Partly done{day}"), agreed.outcome))
                }
                PromiseState::NotPossible => Some(("Not possible".to_owned(), agreed.outcome)),
                PromiseState::Open | PromiseState::Done => None,
            },
        }
    };
    Ok(agreed.map(past).collect())
}

/// What was asked about confidence at the last course, if it asked for feedback.
async fn previous(
    app: &App,
    programme: &Programme,
    last: &Course,
    rounds: &[(RoundPurpose, Round)],
    side: Side,
) -> Result<Option<Previous>> {
    let fits = |(purpose, round): &&(RoundPurpose, Round)| {
        *purpose == RoundPurpose::Feedback && round.state == RoundState::Closed && round.side == side
    };
    let Some((_, feedback)) = rounds.iter().find(fits) else { return Ok(None) };
    let answered = results::answered(app, feedback).await?;
    Ok(Some(Previous {
        name: format!("{}, {}", last.title, say(last.starts_at, &last.zone(programme), "%-d %B")),
        survey: answered.version(),
        confidence: results::survey::confidence(&answered, None),
    }))
}

/// What was agreed, as summaries tell it.
pub(super) fn action(agreed: &Agreed) -> NextAction {
    let from = if agreed.card.is_some() { "From the workshop" } else { "" };
    NextAction {
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
    let token = app.secret.carrying_token(TokenPurpose::WriteUp, said.board);
    Workshop::new(&lines, format!("{}/write-up/{token}", app.settings.site_url), least)
}

pub(super) fn say(at: Timestamp, zone: &TimeZone, how: &str) -> String {
    at.to_zoned_datetime(zone.clone()).strftime(how).to_string()
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
